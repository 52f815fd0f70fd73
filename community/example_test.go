package community_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
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

// 35 m² for each hundred households: nothing is rounded.
func ExampleServiceFloorArea() {
	f, err := community.ServiceFloorArea.Eval(community.Premises{Area: unit.MustParseNumber("430.5"), Households: 1_234})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: false 431.9 1.4 <nil>
}

func ExampleNewCommunityArea() {
	f, err := community.NewCommunityArea.Eval(community.NewBuildings{
		Service: unit.MustParseNumber("14399.99"), Total: unit.MustParseNumber("120000"),
	})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: false 14400 0.01 <nil>
}

// Table 2 asks for 6,500, box 8 for more than that: the table decides, and both verdicts
// are given.
func ExampleSocialWorkers() {
	f, err := community.SocialWorkers.Eval(community.Workers{Workers: 6_500})
	fmt.Println("reached:", f.Met, "exceeded:", f.Exceeded, "lacking:", f.ToExceed, err)
	// Output: reached: true exceeded: false lacking: 1 <nil>
}

// Townships with a station are counted, not stations.
func ExampleWorkStations() {
	f, err := community.WorkStations.Eval(community.Stationed{Stationed: 84, Townships: 85})
	fmt.Println(f.Met, f.Shortfall, "due", community.WorkStations.Parameters().Due, "or", community.WorkStationsByPlanEnd.Parameters().Due, err)
	// Output: false 1 due 2023 or 2025 <nil>
}

// 3 to 6 places in two rounds: five in one round are enough, and still a round is lacking.
func ExampleConsultationPilots() {
	f, err := community.ConsultationPilots.Eval(community.Rounds{Rounds: []community.Round{{Places: 5}}})
	fmt.Println(f.Met, f.Shortfall, "rounds lacking:", f.RoundsLacking, err)
	// Output: false 0 rounds lacking: 1 <nil>
}

// 5.3 organisations for each ten thousand residents, whose count the caller names.
func ExampleOrganisationDensity() {
	f, err := community.OrganisationDensity.Eval(community.Registered{
		Organisations: 2_120, Residents: 4_000_001, Population: community.UsualResidents,
	})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: false 2121 1 <nil>
}

// A county that counts by households gives its own figures: the plan has none.
func ExampleOrganisationsByHouseholds() {
	place := community.Neighbourhood{Organisations: 12, Households: 1_201}
	_, err := community.OrganisationsByHouseholds.Eval(place)
	fmt.Println(err)
	f, err := community.OrganisationsByHouseholds.Under(check.Least{Least: 1, Per: 100}).Eval(place)
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output:
	// community.organisations-by-households: parameters: the parameters of this rule are the caller's, not all are set by the plan: give parameters
	// false 13 1 <nil>
}

func ExampleWorkStationConditions() {
	built := community.StationConditions{Premises: true, Equipment: true, Staff: true, Functions: true, Workflow: true, Rules: true}
	unstaffed := built
	unstaffed.Staff = false
	f, err := community.WorkStationConditions.Eval(community.SurveyedStations{Stations: []community.StationConditions{built, unstaffed}})
	fmt.Println(f.Met, f.Complete, "of", f.Surveyed, "without staff:", f.Lacking.Staff, err)
	// Output: false 1 of 2 without staff: 1 <nil>
}
