// Package eldercare holds the rules on eldercare services 养老服务. For now that is
// the share of care beds:
//
//	f, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: 7_590, Total: 23_000})
//	// f.Met is false: f.Shortfall beds must be converted, or f.ToAdd added
//
// Under other parameters, such as a stricter floor:
//
//	strict := eldercare.CareBeds.Under(eldercare.CareBedPolicy{Floor: unit.Percent(60)})
package eldercare
