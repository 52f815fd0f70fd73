// Package caseload works on many households at once, over the rules of package assistance.
//
//   - [Run] 逐月测算 decides the cases of many counties for one month, each by the standard that a
//     book of package dated has for its county in that month, and [Due] 应发名单 makes sealed rows of
//     them for Reconcile;
//   - [Arrears] 补发测算 computes again what was paid for months to which a later notice reaches back,
//     and [SumArrears] adds up what is owed, by month and county;
//   - [Monitor] 低收入人口动态监测 holds this month's register of households in need against last month's, and
//     lists whom to visit;
//   - [Compare] 影响测算 tells what other parameters would do to the same households, and what
//     it would cost; [Measure] does so for any rule, with weights, deciles and the poverty gap;
//   - [Reconcile] 核对发放 holds a list of what was paid against a recomputation of what is due,
//     and gives every difference its cause; [ReconcileBank] does so for the ids and amounts that a bank returns, by
//     the list that it was given;
//   - [Turns] 变动起算口径 and [Roster] say as what a household counts in the month in which it moves, grows, enters or
//     leaves;
//   - [Split] and [SplitBy] 分配到人 divide an award over members, to the fen.
//
// # A county's month
//
// A book of [Standards] has an entry for each document, with its first month, day of publication and
// area. The month's payroll goes by what was known on its day, and is found again by it:
//
//	book, err := dated.ReadCSV(file, areas, caseload.Standards.Check)
//	for r, err := range caseload.Run(ctx, cases, book.AsKnownOn(payday), month, batch) { … }
//
// A notice that comes late changes what should have been. What was paid then, held against the book as
// it is now, is owed:
//
//	owed, err := caseload.SumArrears(caseload.Arrears(ctx, paid, book, batch))
//
// Which counties and months that can be, dated.Changes tells.
//
// # The month of a change
//
// A month of a household goes by one county and one set of facts, whatever happens within it: [Run], [Due]
// and [Arrears] take a case as it is given, and divide nothing by days. From which month on a move, a birth, an entry or
// a leaving counts, norms say differently; [Turns] holds what the caller's says, and has no default:
//
//	c, present, err := turns.In(&history, month)
//
// In [Arrears] such a household has another case in each of its months, as it counted when it was paid or as it should
// have, and no row for a month in which it was none.
//
// [InMonth] gives the rule of a county and month by itself, to explain a case: the record names the
// document that the standard is from, and is replayed against the book ([Gazettes]).
package caseload
