// Package eldercare holds the rules on eldercare services 养老服务: the share of care beds,
// and the townships and urban communities that have the facilities they are to have.
//
//	f, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: 7_590, Total: 23_000})
//	// f.Met is false: f.Shortfall beds must be converted, or f.ToAdd added
//
// Under other parameters, such as a stricter floor:
//
//	strict := eldercare.CareBeds.Under(check.Floor{Floor: unit.Percent(60)})
package eldercare
