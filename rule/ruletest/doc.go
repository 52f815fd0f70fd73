// Package ruletest runs a rule over a table of cases: a CSV file that opens in a
// spreadsheet, one row a case. Adding a row adds a test.
//
//	func TestBenefit(t *testing.T) {
//		ruletest.Run(t, assistance.Benefit, "testdata/assistance.benefit.csv")
//	}
//
// # Columns
//
// The first row names the columns, in any order:
//
//	zh, en             what the case shows, in both languages (needed)
//	clause             where it rests (needed)
//	arithmetic         how the expected value comes about, for the reader
//	p.standard         a parameter, by the path of its field
//	in.members[0].income   a fact, by its path
//	want.amount        a field of the answer; 200 and 200.00 are the same amount
//	step.gap           the value of a step; step.net_income[1] for the first item
//	want.error         the code of the expected error
//	want.error.field   the path of the field it names, without p. or in.
//
// An empty cell is not given: a fact left empty is missing, not zero, and a
// parameter left empty keeps the rule's default. An empty list is written [].
// A row must expect something. A byte order mark at the start of the file, as
// spreadsheets write it, is skipped.
//
// Every row that expects an answer also tests that Eval and EvalAll give the
// same as Explain, that the record replays without a difference, and that each
// formula names only steps before it.
package ruletest
