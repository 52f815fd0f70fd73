package community_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func randomPlace(r *rand.Rand) community.Place {
	return community.Place{Kind: community.Kind(1 + r.IntN(3)), Organisations: r.Int64N(20)}
}

func randomCity(r *rand.Rand, least int) community.City {
	c := community.City{Places: make([]community.Place, least+r.IntN(8))}
	for i := range c.Places {
		c.Places[i] = randomPlace(r)
	}
	return c
}

func TestFormsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	ruletest.Agree(t, community.Organisations, 5_000, func() community.Place {
		p := randomPlace(r)
		p.Organisations--
		return p
	})
	ruletest.Agree(t, community.CityOrganisations, 2_000, func() community.City { return randomCity(r, 0) })
	ruletest.Agree(t, community.OrganisationsNeeded, 2_000, func() community.Counts {
		return community.Counts{Urban: r.Int64N(300) - 20, Rural: r.Int64N(300), Village: r.Int64N(900)}
	})
}

func TestTheCityLacksWhatItsPlacesLack(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 2_000 {
		city := randomCity(r, 1)
		whole, err := community.CityOrganisations.Eval(city)
		require.NoError(t, err)
		each, err := community.Organisations.EvalAll(nil, city.Places)
		require.NoError(t, err)
		var sum int64
		for _, f := range each {
			sum += f.Shortfall
		}
		require.Equal(t, sum, whole.Shortfall)
		require.Equal(t, sum, whole.Urban.Shortfall+whole.Rural.Shortfall+whole.Village.Shortfall)
		// A surplus anywhere changes nothing.
		city.Places = append(city.Places, community.Place{Kind: community.UrbanCommunity, Organisations: 1_000})
		richer, err := community.CityOrganisations.Eval(city)
		require.NoError(t, err)
		require.Equal(t, whole.Shortfall, richer.Shortfall)
	}
}

func TestKernelsDoNotAllocate(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	ruletest.NoAllocation(t, community.Organisations, randomPlace(r))
	ruletest.NoAllocation(t, community.CityOrganisations, randomCity(r, 5))
	ruletest.NoAllocation(t, community.OrganisationsNeeded, community.Counts{Urban: 269, Village: 829})
}

func BenchmarkOrganisations(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 4))
	cases := make([]community.Place, 100_000)
	for i := range cases {
		cases[i] = randomPlace(r)
	}
	ruletest.Bench(b, community.Organisations, cases)
}

func BenchmarkCityOrganisations(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 5))
	cases := make([]community.City, 100_000)
	for i := range cases {
		cases[i] = randomCity(r, 1)
	}
	ruletest.Bench(b, community.CityOrganisations, cases)
}

func BenchmarkOrganisationsNeeded(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 6))
	cases := make([]community.Counts, 100_000)
	for i := range cases {
		cases[i] = community.Counts{Urban: 1 + r.Int64N(300), Rural: r.Int64N(300), Village: r.Int64N(900)}
	}
	ruletest.Bench(b, community.OrganisationsNeeded, cases)
}
