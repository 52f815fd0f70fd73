// Package community holds the rules on urban and rural communities 城乡社区, social organisations
// 社会组织, and social and volunteer work 社会工作和志愿服务: sections 三(三), 三(六) and 三(八), boxes 3, 6
// and 8, rows 10 to 14 of Table 2 and 7 to 13 of Table 1.
//
//	f, err := community.Organisations.Eval(community.Place{Kind: community.UrbanCommunity, Organisations: 7})
//	// f.Shortfall is 3: so many must be founded
//
// Its families:
//
//   - quotas of community social organisations 社区社会组织 by 2025, 10 in an urban community, 5
//     in a rural one, 1 in an administrative village (三(六)4): [Organisations] of one place,
//     [CityOrganisations] of a city, [OrganisationsNeeded] of so many places, and
//     [OrganisationsByHouseholds] where a county counts by households;
//   - facilities: [ServiceFloorArea] a hundred households, [NewCommunityArea],
//     [ServiceCentre], [VolunteerSites];
//   - pilots, and lists of services to buy: [ConsultationPilots], [SmartPilots],
//     [ServiceLists];
//   - social work: [WorkStations] and, as box 8 has the year, [WorkStationsByPlanEnd],
//     the six conditions of a station, [WorkStationConditions], [SocialWorkers], and the trainings of each year, [CertifiedTraining],
//     [ManagerTraining], [SupervisorTraining];
//   - [FullTimeStaff] of social organisations, [LotteryOutlets];
//   - the previous plan's targets: by population [OrganisationDensity], [WorkerShare],
//     [VolunteerShare]; of communities [RuralStationCoverage], [UrbanStationCoverage],
//     [UrbanPlatformCoverage], [RuralPlatformCoverage].
package community
