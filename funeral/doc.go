// Package funeral holds the rules on funeral services 殡葬服务. For now that is the cremation
// rate, 87.5 % in 2020 and 90 % by 2025 (T2.20). The plan sets these two ends and no year
// between: what [Cremation] shows for such a year beside the target is a reference, reckoned
// by this module in equal yearly steps, on which no verdict rests.
//
//	f, err := funeral.Cremation.Eval(funeral.Deaths{Year: 2023, Scope: funeral.Everywhere, Deaths: 24_000, Cremations: 21_200})
//	// f.Status is not due; 400 more make the target, f.ToTarget, and 160 the year's reference
package funeral
