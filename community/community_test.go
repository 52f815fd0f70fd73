package community_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule"
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

func randomQuotas(r *rand.Rand) community.QuotaPolicy {
	switch r.IntN(4) {
	case 0:
		return community.QuotaPolicy{Urban: r.Int64N(12), Rural: r.Int64N(12), Village: r.Int64N(12) - 1, Due: 2024 + r.IntN(9)}
	case 1:
		return community.VillagesAsRuralCommunities()
	}
	return community.PlanQuotas()
}

// The cases are the tables in testdata, one for each rule, named by its id.
func TestOrganisations(t *testing.T) {
	ruletest.Test(t, community.Organisations, ruletest.Suite[community.QuotaPolicy, community.Place]{
		Policy: randomQuotas,
		Random: func(r *rand.Rand) community.Place {
			p := randomPlace(r)
			p.Kind = community.Kind(min(int(p.Kind)-1+r.IntN(3), 5))
			p.Organisations--
			return p
		},
	})
}

func TestCityOrganisations(t *testing.T) {
	ruletest.Test(t, community.CityOrganisations, ruletest.Suite[community.QuotaPolicy, community.City]{
		Policy: randomQuotas,
		Random: func(r *rand.Rand) community.City { return randomCity(r, 0) },
	})
}

func TestOrganisationsNeeded(t *testing.T) {
	ruletest.Test(t, community.OrganisationsNeeded, ruletest.Suite[community.QuotaPolicy, community.Counts]{
		Policy: randomQuotas,
		Random: func(r *rand.Rand) community.Counts {
			some := func() rule.Given[int64] {
				if r.IntN(3) == 0 {
					return rule.Given[int64]{}
				}
				return rule.Give(r.Int64N(300) - 5)
			}
			return community.Counts{Urban: some(), Rural: some(), Village: some()}
		},
	})
}

// TestKindsThatAreNone: what only Go code can give.
func TestKindsThatAreNone(t *testing.T) {
	for kind, code := range map[community.Kind]rule.Code{0: rule.Missing, 4: rule.Invalid, 255: rule.Invalid} {
		bad := community.Place{Kind: kind, Organisations: 1}
		_, err := community.Organisations.Eval(bad)
		require.ErrorIs(t, err, code, kind)
		assert.Equal(t, "kind", rule.Faults(err)[0].Field)
		for _, places := range [][]community.Place{{bad}, {bad, {Kind: community.Village}}, {{Kind: community.Village}, bad}} {
			_, err = community.CityOrganisations.Eval(community.City{Places: places})
			require.ErrorIs(t, err, code, kind)
		}
	}
}

func TestTheMostPlaces(t *testing.T) {
	places := make([]community.Place, community.MaxPlaces+1)
	for i := range places {
		places[i] = community.Place{Kind: community.Village, Organisations: 0}
	}
	f, err := community.CityOrganisations.Eval(community.City{Places: places[1:]})
	require.NoError(t, err)
	assert.EqualValues(t, community.MaxPlaces, f.Village.Lacking)
	_, err = community.CityOrganisations.Eval(community.City{Places: places})
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "places", rule.Faults(err)[0].Field)
}

// TestManyBadPlacesAreNamedInBounds: the list of errors does not grow with the input.
func TestManyBadPlacesAreNamedInBounds(t *testing.T) {
	_, err := community.CityOrganisations.Eval(community.City{Places: make([]community.Place, 10_000)})
	require.Error(t, err)
	assert.LessOrEqual(t, len(rule.Faults(err)), 101)
	assert.Equal(t, "places[0].kind", rule.Faults(err)[0].Field)
}

func TestTheReadings(t *testing.T) {
	assert.Equal(t, community.QuotaPolicy{Urban: 10, Rural: 5, Village: 1, Due: 2025}, community.PlanQuotas())
	assert.Equal(t, community.QuotaPolicy{Urban: 10, Rural: 5, Village: 5, Due: 2025}, community.VillagesAsRuralCommunities())
	assert.Equal(t, 2025, community.Organisations.Under(community.QuotaPolicy{Urban: 9}).Parameters().Due, "the plan's year, where none is given")
	assert.Equal(t, 2030, community.Organisations.Under(community.QuotaPolicy{Urban: 9, Due: 2030}).Parameters().Due)
}

// TestWhoseQuota: a clause is cited for a place only where the quota is the clause's.
func TestWhoseQuota(t *testing.T) {
	mine := community.QuotaPolicy{Urban: 3, Rural: 1, Village: 2}
	for _, c := range []struct {
		name   string
		policy community.QuotaPolicy
		kind   community.Kind
		clause string
		quotes []string
	}{
		{"the plan's", community.PlanQuotas(), community.UrbanCommunity, "三(六)4", []string{"10个", "5个", "1个"}},
		{"the plan's", community.PlanQuotas(), community.Village, "三(六)4", []string{"10个", "5个", "1个"}},
		{"the other reading's", community.VillagesAsRuralCommunities(), community.Village, "三(六)4", []string{"10个", "5个"}},
		{"the other reading's", community.VillagesAsRuralCommunities(), community.RuralCommunity, "三(六)4", []string{"10个", "5个"}},
		{"the caller's", mine, community.UrbanCommunity, "", nil},
		{"the caller's", mine, community.RuralCommunity, "", nil},
		{"the caller's", mine, community.Village, "", nil},
	} {
		d, err := community.Organisations.Under(c.policy).Explain(community.Place{Kind: c.kind, Organisations: 3})
		require.NoError(t, err)
		assert.Equal(t, c.clause, d.Steps[0].Clause, c.name)
		var quotas []string // the year's clause stands beside those of the quotas
		for _, clause := range d.Clauses {
			if strings.Contains(clause.Quote, "社区社会组织") && !strings.Contains(clause.Quote, "2025") {
				quotas = append(quotas, clause.Quote)
			}
		}
		require.Len(t, quotas, len(c.quotes), c.name)
		for i, quote := range c.quotes {
			assert.Contains(t, quotas[i], quote, c.name)
		}
	}
}

// TestNothingMeetsAQuotaThereIsNot: a quota that a caller's parameters leave out is not one
// of 0 that every place has met.
func TestNothingMeetsAQuotaThereIsNot(t *testing.T) {
	urbanOnly := community.QuotaPolicy{Urban: 3}
	village := community.Place{Kind: community.Village, Organisations: 9}
	for name, err := range map[string]error{
		"a place": errOf(community.Organisations.Under(urbanOnly).Eval(village)),
		"a city": errOf(community.CityOrganisations.Under(urbanOnly).Eval(community.City{Places: []community.Place{
			{Kind: community.UrbanCommunity, Organisations: 3}, village}})),
		"so many": errOf(community.OrganisationsNeeded.Under(urbanOnly).Eval(community.Counts{Urban: rule.Give[int64](2), Village: rule.Give[int64](1)})),
	} {
		require.ErrorIs(t, err, rule.Missing, name)
		fault := rule.Faults(err)[0]
		assert.Equal(t, "village", fault.Field, name)
		assert.Equal(t, rule.OfParameters, fault.Part, name)
		assert.Contains(t, fault.Reason.ZH, "行政村没有定额", name)
		assert.Contains(t, fault.Reason.EN, "no quota for the kind administrative village", name)
	}
	// Of a kind that has no places, none is asked for.
	n, err := community.OrganisationsNeeded.Under(urbanOnly).Eval(community.Counts{Urban: rule.Give[int64](2), Rural: rule.Give[int64](0), Village: rule.Give[int64](0)})
	require.NoError(t, err)
	assert.EqualValues(t, 6, n.Organisations)
}

func errOf[T any](_ T, err error) error { return err }

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
		cases[i] = community.Counts{Urban: rule.Give(1 + r.Int64N(300)), Rural: rule.Give(r.Int64N(300)), Village: rule.Give(r.Int64N(900))}
	}
	ruletest.Bench(b, community.OrganisationsNeeded, cases)
}
