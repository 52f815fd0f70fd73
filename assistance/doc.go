// Package assistance holds the rules of social assistance 社会救助: the standards
// and a household's allowance.
//
// The standards follow from last year's consumption:
//
//   - [AllowanceBand]: where the monthly allowance standard (最低生活保障标准) must lie,
//     in two readings of the plan, and [AllowanceStandard], which checks one;
//   - [ExtremePovertySupport]: the basic living standard (特困人员基本生活标准);
//   - [CareStandard]: the care standard (照料护理标准).
//
// A household's allowance (低保金) is [Benefit]. Its parameters are the county's:
//
//	county := assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}
//	award, err := assistance.Benefit.Under(county).Eval(household)
//
// Benefit is two rules in a row: [CountMeans] turns a household into one flat row
// that doesn't depend on the standard, and [TopUp] tops that row up. When only
// the standard changes, keep the rows and run TopUp over them.
//
// Two tools work on many households at once: [Compare] tells what other parameters
// would do to them and cost, and [Reconcile] holds a list of payments against what
// is due and gives every difference its cause.
package assistance
