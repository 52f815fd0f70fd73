// Package planoffice takes the targets of a city apart for its counties and years, as the plan asks
// (逐级细化分解规划目标、任务、工程和指标, 四(二)2; 四(一)3): [Parts] of a total, such as 290 outlets or 6,500
// social workers; [Conversions] to a share, such as 55 % of beds; [Years], a reference for the end of
// each year, for which the plan sets none.
//
//	d, err := planoffice.Parts.Under(planoffice.PartsPolicy{By: planoffice.ByWeight}).Explain(planoffice.Total{
//		Total: 290, Counties: counties})
//
// What is shared out is whole and adds up to the city's exactly, by largest remainders (最大余额法): each
// county gets its exact part rounded down, and what is left goes, one each, to those with the
// largest remainders; between equal ones the order that the caller gives decides. No county is given
// less than it has or more than it can have.
//
// # The method, and its paradox
//
// Largest remainders keep every county within one of its exact part, which is what a plan office is
// asked about. Where a county is held at what it has or can have, the others share the rest exactly in
// proportion, and it is that part that is rounded. No method that does so is free of paradoxes
// (Balinski and Young): this one has Alabama's. With weights 6, 6 and 2, the third county gets 2 of 10
// and 1 of 11. What a county is asked falls by one at most when the city's total rises by one. A target
// that was handed down should therefore be kept, and an addition be shared out on top of it: [ByGrowth].
//
// What counties reach is added up again by package indicators: Pool and EvaluateCounties.
package planoffice
