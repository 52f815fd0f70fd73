// Package dated keeps parameters that change in time and differ by place: a standard that a
// document gives, published on a day, holding from a month on, in some areas. Rules are timeless,
// their parameters are dated.
//
// # A book
//
// An [Entry] is what one document gives one area from a month on. [New] makes a [Book] of entries
// for a fixed list of [Areas], or [ReadCSV] and [ReadJSON] do from a file:
//
//	area,from,until,published,document,amount
//	样例市,2022-11,,2022-10-18,样例办〔2022〕5号,220.00
//	甲县,2023-11,2024-03,2023-12-05,甲政办〔2023〕8号,260.00
//
//	areas := dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}
//	book, err := dated.ReadCSV[Fuel](file, areas)
//
// What would leave a month in doubt is refused when the book is made, the row and column named, with
// the way to mend it: gaps, overlaps, unknown areas. So no question has two answers later.
//
// # What holds, and why
//
//	f, err := book.At("乙县", month)
//	f.Parameters.Amount // 220.00
//	f.Why()             // 乙县当月无本地标准，适用样例市标准：样例办〔2022〕5号（2022-10-18公布），自2022-11起
//
// Of the entries of an area, the one with the latest first month up to the month asked for holds,
// until the next begins or its own last month; of two with one first month, the one published last.
// The city's hold in a county that has no entry of its own up to that month. A month outside those of
// the entries is an error, never the nearest entry. [Book.Coverage] says which months there are, and
// warns before they end.
//
// # What was known
//
// A notice that takes effect before its publication reaches back: it changes what holds in months
// for which cases were decided already. [Book.AsKnownOn] gives the book as it stood on the day of the
// decision, so that last month's answer can be made again as it was:
//
//	then, err := book.AsKnownOn(day).At("甲县", month) // what was decided
//	now, err := book.At("甲县", month)                 // what should have been: the rest is arrears
//
// [Changes] lists the areas and months that a later notice changed, which are those to compute again.
//
// # The document is the origin
//
// [Under] puts a rule under the parameters of an entry. The text and the record of its decisions then
// name the document and its month as the origin of each of them, 样例办〔2022〕5号 自2022-11, and
// a replay holds the record against the document: see [rule.Rule.UnderNotice] and
// [rule.Catalog.WithGazettes], for which every Book is a [rule.Gazette].
//
// Where documents give less or more than a rule takes, [Map] and [Within] make a book of the rule's own
// parameters, which remembers what the documents gave.
package dated
