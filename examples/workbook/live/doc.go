// Package live writes the formulas of rules for spreadsheets.
//
// A spreadsheet computes with doubles, and takes two of them for equal that differ in the 14th digit or later. So every number is a whole
// numerator over a whole denominator, an amount a number of fen; shares are compared by their products across; roundings and least whole
// numbers go by a whole quotient and its rest; and what would pass 10^13 on the way is an error value, never a number. What has no such
// form is not translated, and the reason is told.
package live
