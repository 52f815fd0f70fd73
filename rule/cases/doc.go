// Package cases reads tables of cases 案例表 that open in a spreadsheet, and checks them against
// any rule of a catalog: an auditor's own, or those of a rule's test.
//
//	results, err := cases.Check(catalog, "eldercare.care-beds", file)
//	for _, r := range results {
//		for _, p := range r.Problems { … } // what is otherwise than the row expects
//	}
//
// # Columns
//
// The first row names the columns, in any order; what stands behind a blank in a heading is
// for the reader, so that in.members[0].income 月收入 is the column in.members[0].income:
//
//	zh, en             what the case shows
//	clause             where it rests
//	arithmetic         how the expected value comes about, for the reader
//	p.standard         a parameter, by the path of its field
//	in.members[0].income   a fact, by its path
//	want.amount        a field of the answer
//	step.gap           the value of a step; step.net_income[1] for the first item
//	want.error         the code of the expected error
//	want.error.field   the path of the field it names, without p. or in.; needed where there are several errors
//
// An empty cell is not given: a fact left empty is missing, not zero, and a parameter left
// empty keeps the rule's default. An empty list is written []. A row must expect something: values,
// or an error and no values.
//
// A table may be saved by a spreadsheet: values are compared, not their texts, so that 1000
// stands for 1000.00 and TRUE, or 是, for true; rows and columns left blank at the end, semicolons
// or tabs between cells, and a byte order mark are read as what they are. A cell that a
// spreadsheet would change (full-width digits, seventeen digits) begins with an apostrophe,
// which is dropped. A file that is not UTF-8 is refused by name.
//
// # Coverage
//
// [Cover] says which rows show what of a rule: each clause, each outcome, and each side of each comparison of its formulas.
//
// # Proofreading
//
// A [Proofreader] looks at what a row says for its reader alone: a clause that nobody knows, arithmetic that does not hold, or
// that comes to something else than the row. Arithmetic that says that something holds, and that it cannot read, it tells as not
// checked.
package cases
