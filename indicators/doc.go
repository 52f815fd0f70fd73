// Package indicators runs a plan's table of indicators: targets, references on the way to
// them, the assessment of observations, the mid-term and final evaluation, the pooling of
// counties, and an audit of printed growth rates.
//
//	plan := indicators.Huainan() // or indicators.ParsePlan of a table of your own
//	ev, err := indicators.Evaluate(&plan, 2023, observations, indicators.Linear)
//	fmt.Print(ev.Markdown(rule.Chinese))
//	d, err := ev.Explain("T2.7") // how the row came about: a record that replays
//
// How an observation stands to its row is one rule, [Standing]; an evaluation is its answer
// to every row of the table, counted. Nothing about Huainan is wired into the engine:
// [Huainan] and [Previous] only turn the tables of package seeds into a [Plan]. Another city's
// table, or the next plan's, is a JSON file, which plan.schema.json describes, or a table from a spreadsheet: see [ParsePlanCSV].
//
// Figures are exact decimals in an indicator's own unit. What is compared is
// compared exactly, also with a compound reference, which is a root; reports show
// exactly what ends within nine decimals, and mark a rounded figure ≈, with so many decimals that it
// never stands on a target that it misses.
//
// A plan sets the two ends of the way; the references between are this package's reckoning,
// and no verdict “missed” rests on them. An observation that is missing is [NoData], never
// zero; a declaration without a figure is [Declared], and proves nothing by itself; a county
// that did not report is named; figures that cannot be are refused by the ranges that the plan
// as data gives.
package indicators
