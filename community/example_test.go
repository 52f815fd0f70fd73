package community_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/community"
)

func Example() {
	f, err := community.Organisations.Eval(community.Place{Kind: community.UrbanCommunity, Organisations: 7})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 3 <nil>
}

// The surplus of one place hides no lack of another.
func ExampleCityOrganisations() {
	f, err := community.CityOrganisations.Eval(community.City{Places: []community.Place{
		{Kind: community.UrbanCommunity, Organisations: 20},
		{Kind: community.UrbanCommunity, Organisations: 7},
	}})
	fmt.Println(f.Met, f.Shortfall, f.Urban.Lacking, "of", f.Urban.Places, err)
	// Output: false 3 1 of 2 <nil>
}

func ExampleOrganisationsNeeded() {
	places := community.Counts{Urban: 269, Village: 829} // the plan's, 2020
	n, err := community.OrganisationsNeeded.Eval(places)
	fmt.Println(n.Organisations, err)
	n, err = community.OrganisationsNeeded.Under(community.VillagesAsRuralCommunities()).Eval(places)
	fmt.Println(n.Organisations, err)
	// Output:
	// 3519 <nil>
	// 6835 <nil>
}
