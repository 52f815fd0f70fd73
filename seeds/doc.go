// Package seeds holds the plan as data: its clause index, Table 1 and Table 2
// cell by cell as printed and as understood, and the figures of its prose.
//
// # Clause ids
//
// The plan is Huainan's 14th Five-Year civil-affairs plan (淮南市“十四五”民政事业规划,
// 2021–2025). Its clauses have ids that never change:
//
//	T2.7       row 7 of Table 2 (表2)
//	T1.5       row 5 of Table 1 (表1); T1.n1 is the first note under it
//	B3.1       item 1 of box 3 (专栏3); box 7 holds one item without a number, B7.1
//	三(二)4     part three, section two, paragraph 4
//	一(二)(1)2  part one, section two, sub-section 1, paragraph 2
//	序1         the preamble
//
// Where a section's heading carries text in the same paragraph, as in part
// three, that paragraph is number 1; a heading that stands alone is not
// counted.
//
//	c, ok := seeds.Clause("T2.7")
//	fmt.Println(c.Place.EN) // Table 2, row 7
//
// # What is printed and what it means
//
// A [Cell] keeps what the plan prints (≥55, 【28，35】, 1..31, ——) beside what it
// is taken to mean. Where the meaning is a reading of something unclear, a note
// says so in both languages.
//
// Where the plan contradicts itself or its own arithmetic, [Discrepancies] has an
// entry: both readings, the figures, the default and why.
//
// The full official text is not part of the module. [Ledger] has one entry for
// every numeral of it: implemented by rules, recorded as a fact, not a quantity,
// or open. The command in seeds/verify takes a copy of the text and checks every
// cell, every quotation and every numeral.
package seeds
