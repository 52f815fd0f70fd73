// Package indicators runs a plan's table of indicators: targets, the way to them
// year by year, the assessment of observations, the mid-term and final
// evaluation, the pooling of counties, and an audit of printed growth rates.
//
//	plan := indicators.Huainan() // or indicators.ParsePlan of a table of your own
//	ev, err := indicators.Evaluate(&plan, 2023, observations, indicators.Linear)
//	fmt.Print(ev.Markdown(rule.Chinese))
//
// Nothing about Huainan is wired into the engine: [Huainan] and [Previous] only
// turn the tables of package seeds into a [Plan]. Another city's table, or the
// next plan's, is a JSON file; plan.schema.json describes it.
//
// Figures are exact decimals in an indicator's own unit. What is compared is
// compared exactly, also with a compound milestone, which is a root; reports show
// at most two decimals and mark a rounded figure ≈.
//
// An observation that is missing is [NoData], never zero, and a county that did
// not report is named.
package indicators
