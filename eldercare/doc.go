// Package eldercare holds the rules on eldercare services 养老服务: the share of care beds,
// and the townships, urban communities, counties and old quarters that have the facilities
// they are to have ([TownshipFacilities], [UrbanFacilities], [FacilitiesBuilt],
// [CountyFacilities], [OldQuarterPremises]).
//
//	f, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: 7_590, Total: 23_000})
//	// f.Met is false: f.Shortfall beds must be converted, or f.ToAdd added
//
// [ConversionReference] spreads them over the years that are left; that is a reference of this
// module, which the plan does not set.
//
// Services at home are counted by person and by home ([WeeklyVisits], [HomesAdapted]),
// trainings in person-times ([CareWorkerTrainings], [OtherStaffTrainings]). [SocialWorkers] holds
// an area's social workers against its older persons and its beds, and [Companionship] tells
// who is old enough, on a day, for a volunteer's company. [BedsPerThousand] asks which beds a
// figure counts before it compares any, and [Admission] gives free places away in the plan's
// order.
//
// Under other parameters, such as a stricter floor:
//
//	strict := eldercare.CareBeds.Under(check.Floor{Floor: unit.Percent(60)})
//
// What must be everywhere is counted by place: two facilities in one county do not make up
// for the county that has none.
package eldercare
