package eldercare

import "github.com/huainan-minzheng/civilaffairs/rule"

// Rules 规则 lists the rules of the package.
func Rules() []rule.Any {
	return []rule.Any{
		CareBeds, TownshipFacilities, UrbanFacilities, FacilitiesBuilt,
		CountyFacilities, CountyFacilitiesByPlanEnd, OldQuarterPremises,
		WeeklyVisits, HomesAdapted, CareWorkerTrainings, OtherStaffTrainings, SocialWorkers, Companionship, BedsPerThousand, Admission, ConversionReference,
	}
}
