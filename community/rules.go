package community

import "github.com/huainan-minzheng/civilaffairs/rule"

// Rules 规则 lists the rules of the package.
func Rules() []rule.Any {
	return []rule.Any{
		Organisations, CityOrganisations, OrganisationsNeeded, OrganisationsByHouseholds,
		ServiceFloorArea, NewCommunityArea, ServiceCentre, VolunteerSites,
		ServiceLists, ConsultationPilots, SmartPilots,
		WorkStations, WorkStationsByPlanEnd, WorkStationConditions, SocialWorkers, CertifiedTraining, ManagerTraining, SupervisorTraining,
		FullTimeStaff, LotteryOutlets,
		OrganisationDensity, WorkerShare, VolunteerShare,
		RuralStationCoverage, UrbanStationCoverage, UrbanPlatformCoverage, RuralPlatformCoverage,
	}
}
