// Package funeral holds the rules on funeral services 殡葬服务 (三(五)2, T2.16, T2.20, T1.15, box 5).
//
// The cremation rate is 87.5 % in 2020 and 90 % by 2025 (T2.20). The plan sets these two ends and no year
// between: what [Cremation] shows for such a year beside the target is a reference, reckoned
// by this module in equal yearly steps, on which no verdict rests. Nor does the plan say of which deaths
// the rate is: the facts do ([Scope]).
//
//	f, err := funeral.Cremation.Eval(funeral.Deaths{Year: 2023, Scope: funeral.Everywhere, Deaths: 24_000, Cremations: 21_200})
//	// f.Status is not due; 400 more make the target, f.ToTarget, and 160 the year's reference
//
// What a family pays: [BasicServices] takes the place's terms and a bill, and gives what of it is waived or
// subsidised, service by service.
//
// How burials go: [EcologicalBurials] is the share of those that save land (T1.15), and [AshCapacity] tells for how many
// years the places for ashes last, and how many are missing. [IrregularGraves] tells whether those that should not be
// became fewer in a year.
//
// What there must be for all: a public facility in each county ([CountyFacilities]), and the funeral policy
// for all whom it is for ([PolicyCoverage]).
package funeral
