// Package samples writes made-up households as files of every kind that
// [github.com/huainan-minzheng/civilaffairs/examples/households/files] reads: the same
// seed gives the same households, whatever the form, so that what is read of one
// can be compared with what is read of another. Writing streams; of a workbook
// there are at most 1,048,575 rows.
package samples
