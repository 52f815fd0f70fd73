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
//	表2         the column heads of Table 2, which give the years of its columns
//
// Where a section's heading carries text in the same paragraph, as in part
// three, that paragraph is number 1, even where the heading is broken over two
// lines; a heading that stands alone is not counted.
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
// Where the plan contradicts itself or its own arithmetic, can be read in more than
// one way, is misprinted or leaves something out, [Discrepancies] has an entry: its
// class, the readings, the figures, the default and why.
//
// # Figures of rules
//
// A rule takes its figure and its clause from here and does not type them again: from
// a row of a table ([Row2]), whose cell is the quotation, or from [MustFigure], which
// has every bound and deadline of the prose by name.
//
//	seeds.Row2(8).Rate()                        // 60%, cited as T2.8
//	seeds.MustFigure("homes-adapted-yearly")    // 324, cited as B2.3
//
// # What counts as a numeral
//
// The full official text is not part of the module. [Ledger] has one entry for
// every numeral of its body: implemented by rules, recorded as a fact, not a
// quantity, or open. A numeral is, at its longest,
//
//   - a run of digits, ASCII, full-width or of any script, with points within it,
//     and the 万 or 亿 that follows: 637, 87.5, 1..31, 30.9902亿;
//   - a run of the characters 〇零一二三四五六七八九十百千万亿两, wherever it stands, within
//     a word or a name too: 二〇三五, 十四五, the 一 of 进一步, the 百 of 每百户;
//   - the words 全覆盖, full coverage, which are 100 %;
//   - a run of other numbers that Unicode has, such as ①, Ⅷ and ½. The text has
//     none now; one put in would be seen.
//
// Signs between numerals part them: 30%-35% are two, 1+2+8+N three. Nothing is left
// out for being part of a word; such an entry says which word it is. A unit's
// own numeral (亿元, 每万人) is an entry too.
//
// The body begins after the second subtitle （2021-2025）: the title page, the table
// of contents and the title over the body, which repeat the plan's name and
// headings, are not part of it. Numerals in headings are, under the heading's own
// id: 一 for a part, 一(一) and 一(二)(1) for a section that stands alone, 专栏3 for a
// box, 表2 for a table's title and column heads. Table cells count from left to
// right, the row's number first. Within its clause a numeral is found by its
// number, from 1, and by the six characters on either side.
//
// # What is said without a numeral
//
// The ledger also has the phrases that ask for something without one: 一人一档,
// 配足配齐, 全部接受教育 ask for all, 就高不就低 and 优先满足 set an order of precedence. They are
// counted apart within their clause (三(四)2#w1), and wherever in the text such a phrase
// stands it has an entry. Which phrases are such is a judgement; that none of them is
// passed over elsewhere is checked.
//
// The ledger is a table and not Go source, so that an auditor can sort, filter
// and annotate it in a spreadsheet.
//
// The command in seeds/verify takes a copy of the text and checks every cell,
// every quotation and every numeral.
package seeds
