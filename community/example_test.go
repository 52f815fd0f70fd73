package community_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule"
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

// The plan gives 269 urban communities and 829 villages; how many rural communities there
// are it does not say, and unknown is not none.
func ExampleOrganisationsNeeded() {
	places := community.Counts{Urban: rule.Give[int64](269), Village: rule.Give[int64](829)}
	n, err := community.OrganisationsNeeded.Eval(places)
	fmt.Println("at least", n.Organisations, "complete:", n.Complete(), "rural unknown:", n.RuralUnknown, err)
	n, err = community.OrganisationsNeeded.Under(community.VillagesAsRuralCommunities()).Eval(places)
	fmt.Println("at least", n.Organisations, err)
	// Output:
	// at least 3519 complete: false rural unknown: true <nil>
	// at least 6835 <nil>
}
