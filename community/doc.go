// Package community holds the rules on urban and rural communities 城乡社区. For now those are
// the quotas of community social organisations 社区社会组织 by 2025: each urban community at
// least 10, each rural community at least 5, each administrative village at least 1
// (三(六)4).
//
//	f, err := community.Organisations.Eval(community.Place{Kind: community.UrbanCommunity, Organisations: 7})
//	// f.Shortfall is 3: so many must be founded
//
// [CityOrganisations] adds up what a city's places lack, and [OrganisationsNeeded] what
// they need in all.
package community
