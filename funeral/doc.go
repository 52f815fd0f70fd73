// Package funeral holds the rules on funeral services 殡葬服务. For now that is the
// cremation rate: from 87.5 % in 2020 to 90 % in 2025 (T2.20), with a milestone
// for every year between.
//
//	f, err := funeral.Cremation.Eval(funeral.Deaths{Year: 2023, Deaths: 24_000, Cremations: 21_200})
//	// f.Required is 89 %, f.Shortfall is 160: so many more had to be cremated
package funeral
