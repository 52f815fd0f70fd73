// Package assistance holds the rules of social assistance 社会救助: the standards
// and a household's allowance.
//
// The standards follow from last year's consumption:
//
//   - [AllowanceBand]: where the monthly allowance standard (最低生活保障标准) must lie, by
//     each of the plan's two clauses, and [AllowanceStandardCheck], which holds a standard
//     against both: the binding indicator decides;
//   - [SupportStandard]: the basic living standard of extreme-poverty support
//     (特困人员基本生活标准);
//   - [CareStandard]: the least care standard (照料护理标准).
//
// What these publish are floors and ceilings: a floor is only rounded up, a ceiling only
// down, and a shortfall is zero exactly where the exact bound is met.
//
// Rows of the table and of box 1 count what is reached: [ResidentialSupport], [VagrantsReturned], [LivingCoverage],
// [NursingCoverage], [TownshipStaff], [VillageAssistants].
//
// A household's allowance (低保金) is [Allowance]. Its parameters are the county's:
//
//	county := assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}
//	award, err := assistance.Allowance.Under(county).Eval(household)
//
// Allowance is two rules in a row: [MeansTest] turns a household into one flat row
// that doesn't depend on the standard, and [TopUp] tops that row up. When only
// the standard changes, keep the rows and run TopUp over them.
//
// Beside the allowance stand:
//
//   - [MeansBySource]: who is counted as a member, and the household's income over a window of months, by source;
//   - [PropertyTest]: what a household owns, by kind, against a county's limits and conditions;
//   - [ExtremePoverty]: whether a person is in extreme poverty, each condition by itself, and [SupportTimes]: its months;
//   - [Classification]: the first class of those in need that a household is in, and why not the others;
//   - [PovertyIndex]: the plan's six dimensions by a caller's weights;
//   - [Scheme]: what a county adds to the allowance, and [AllowanceTimes]: its months;
//   - [SingleApplicant]: who may apply alone, and [WorkRefusals]: whose own part is cut for refusing work;
//   - [SelfCare] and [CareTiers]: the ability to care for oneself, and the care standard that follows;
//   - [TemporaryAid], [AidFrequency] and the townships' [AidReserve], [PriceSupplement] and [DisabilitySubsidies].
//
// Of these the plan says that they are, national norms say how, and the county says how much: a parameter that
// neither gives has no default.
//
// Package caseload has what works on many households at once: what other parameters would
// do to them, and what was paid against what is due.
package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// Rules lists the rules of the package, in the order of the plan's table and then of a
// household's way through them.
func Rules() []rule.Any {
	return []rule.Any{
		AllowanceBand, AllowanceStandardCheck, SupportStandard, CareStandard,
		ResidentialSupport, ResidentialWishes, VagrantsReturned, LivingCoverage, NursingCoverage, TownshipStaff, VillageAssistants,
		MeansBySource, PropertyTest, MeansTest, TopUp, Allowance,
		ExtremePoverty, Classification, PovertyIndex, DisabilitySubsidies, TemporaryAid, AidFrequency, AidReserve, SupportTimes, SelfCare, CareTiers, PriceSupplement, SingleApplicant, Scheme, WorkRefusals, AllowanceTimes,
	}
}
