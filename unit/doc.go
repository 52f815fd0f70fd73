// Package unit holds the exact value types that rules compute with: [Money]
// 金额, [Exact] 取整前金额, [Rate] 比率, [Share] 占比, [Rounding] 取整方式, [Total] 合计,
// [Month] 月份, [Day] 日期 and [Number] 数值. There is no float anywhere.
//
// Amounts are whole fen. Text reads and writes yuan:
//
//	m, err := unit.ParseMoney("637.50")
//	m.Fen() // 63750
//
// A calculation that does not end in whole fen stays an [Exact] fraction until
// it is rounded, once, by a named mode:
//
//	third, err := unit.Yuan(1400).Exact().Div(3)
//	third.Round(unit.UpToYuan) // 467.00
//
// A policy parameter is a [Rate], whose unit is always written: "55%" and "55"
// are never confused. A [Share] keeps its counts and is compared with a rate as
// counted:
//
//	s, err := unit.NewShare(12_649, 23_000)
//	s.Percent(1)                // "≈54.996%"
//	s.Meets(unit.Percent(55))   // false
//
// All of them are immutable values that read and write themselves as text, as
// JSON and in database columns. What cannot be held exactly is refused with an
// [Error] that wraps its [Code]; a failed decode leaves its receiver
// as it was.
package unit
