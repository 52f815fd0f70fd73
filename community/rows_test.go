package community_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestServiceFloorArea(t *testing.T)   { checktest.Provision(t, community.ServiceFloorArea) }
func TestNewCommunityArea(t *testing.T)   { checktest.Provision(t, community.NewCommunityArea) }
func TestServiceCentre(t *testing.T)      { checktest.Amount(t, community.ServiceCentre) }
func TestVolunteerSites(t *testing.T)     { checktest.Share(t, community.VolunteerSites) }
func TestWorkStations(t *testing.T)       { checktest.Share(t, community.WorkStations) }
func TestStationsByPlanEnd(t *testing.T)  { checktest.Share(t, community.WorkStationsByPlanEnd) }
func TestServiceLists(t *testing.T)       { checktest.Share(t, community.ServiceLists) }
func TestCertifiedTraining(t *testing.T)  { checktest.Level(t, community.CertifiedTraining) }
func TestManagerTraining(t *testing.T)    { checktest.Level(t, community.ManagerTraining) }
func TestSupervisorTraining(t *testing.T) { checktest.Level(t, community.SupervisorTraining) }
func TestFullTimeStaff(t *testing.T)      { checktest.Level(t, community.FullTimeStaff) }
func TestLotteryOutlets(t *testing.T)     { checktest.Level(t, community.LotteryOutlets) }
func TestWorkerShare(t *testing.T)        { checktest.Share(t, community.WorkerShare) }
func TestVolunteerShare(t *testing.T)     { checktest.Share(t, community.VolunteerShare) }

func TestRuralStations(t *testing.T)  { checktest.Share(t, community.RuralStationCoverage) }
func TestUrbanStations(t *testing.T)  { checktest.Share(t, community.UrbanStationCoverage) }
func TestUrbanPlatforms(t *testing.T) { checktest.Share(t, community.UrbanPlatformCoverage) }
func TestRuralPlatforms(t *testing.T) { checktest.Share(t, community.RuralPlatformCoverage) }

// TestTheDefaultsAreThePlans: each figure, unit and year as the plan has it.
func TestTheDefaultsAreThePlans(t *testing.T) {
	thirtyFive, twelve := community.ServiceFloorArea.Parameters(), community.NewCommunityArea.Parameters()
	assert.Equal(t, []any{"35", int64(100), 2025}, []any{thirtyFive.Least.String(), thirtyFive.Per, thirtyFive.Due})
	assert.Equal(t, []any{"12", int64(100), 0}, []any{twelve.Least.String(), twelve.Per, twelve.Due})
	assert.Equal(t, "300", community.ServiceCentre.Parameters().Level.String())
	assert.Equal(t, check.Target[int64]{Level: 28_000, Due: 2025}, community.FullTimeStaff.Parameters())
	assert.Equal(t, check.Target[int64]{Level: 290, Due: 2025}, community.LotteryOutlets.Parameters())
	assert.Equal(t, check.Target[int64]{Level: 100}, community.CertifiedTraining.Parameters())
	assert.Equal(t, check.Target[int64]{Level: 50}, community.ManagerTraining.Parameters())
	assert.Equal(t, check.Target[int64]{Level: 10}, community.SupervisorTraining.Parameters())
	assert.Equal(t, community.WorkersPolicy{Level: 6_500, Beyond: 6_500, Due: 2025}, community.SocialWorkers.Parameters())
	assert.Equal(t, community.PilotPolicy{Least: 5, Most: 10}, community.SmartPilots.Parameters())
	assert.Equal(t, community.ConsultationPolicy{Least: 3, Most: 6, Rounds: 2}, community.ConsultationPilots.Parameters())
	density := community.OrganisationDensity.Parameters()
	assert.Equal(t, []any{"5.3", int64(10_000), 2020}, []any{density.Least.String(), density.Per, density.Due})
	for due, r := range map[int]check.Floor{
		2023: community.WorkStations.Parameters(), 2025: community.WorkStationsByPlanEnd.Parameters(), 0: community.ServiceLists.Parameters(),
	} {
		assert.Equal(t, due, r.Due)
		assert.Equal(t, "100%", r.Floor.String())
	}
	assert.Equal(t, []any{"0.8‰", 2020}, []any{community.WorkerShare.Parameters().Floor.String(), community.WorkerShare.Parameters().Due})
	assert.Equal(t, []any{"15%", 2020}, []any{community.VolunteerShare.Parameters().Floor.String(), community.VolunteerShare.Parameters().Due})
	assert.Equal(t, []any{"85%", 2025}, []any{community.VolunteerSites.Parameters().Floor.String(), community.VolunteerSites.Parameters().Due})
	for want, r := range map[string]check.Floor{"80%": community.RuralStationCoverage.Parameters(), "30%": community.RuralPlatformCoverage.Parameters()} {
		assert.Equal(t, []any{want, 2020}, []any{r.Floor.String(), r.Due})
	}
	for _, r := range []check.Floor{community.UrbanStationCoverage.Parameters(), community.UrbanPlatformCoverage.Parameters()} {
		assert.Equal(t, []any{"100%", 2020}, []any{r.Floor.String(), r.Due})
	}
	assert.ErrorIs(t, community.OrganisationsByHouseholds.Err(), rule.NoParameters, "the plan has no quota by households")
}

// near gives counts about a bound, and any others.
func near(r *rand.Rand, bound int64) int64 {
	switch r.IntN(6) {
	case 0:
		return r.Int64N(unit.MaxCount) * 2
	case 1:
		return r.Int64N(4) - 2
	}
	return bound + r.Int64N(7) - 3
}

func TestSocialWorkers(t *testing.T) {
	ruletest.Test(t, community.SocialWorkers, ruletest.Suite[community.WorkersPolicy, community.Workers]{
		Random: func(r *rand.Rand) community.Workers { return community.Workers{Workers: near(r, 6_500)} },
		Policy: func(r *rand.Rand) community.WorkersPolicy {
			if r.IntN(2) == 0 {
				return community.SocialWorkers.Parameters()
			}
			return community.WorkersPolicy{Level: near(r, 6_500), Beyond: near(r, 6_499), Due: 2024 + r.IntN(3)}
		},
	})
}

func TestSmartPilots(t *testing.T) {
	ruletest.Test(t, community.SmartPilots, ruletest.Suite[community.PilotPolicy, community.Pilots]{
		Random: func(r *rand.Rand) community.Pilots { return community.Pilots{Units: near(r, 5+5*r.Int64N(2))} },
		Policy: func(r *rand.Rand) community.PilotPolicy {
			if r.IntN(2) == 0 {
				return community.SmartPilots.Parameters()
			}
			return community.PilotPolicy{Least: r.Int64N(9) - 1, Most: r.Int64N(14)}
		},
	})
}

func randomRounds(r *rand.Rand) community.Rounds {
	held := community.Rounds{Rounds: make([]community.Round, r.IntN(5))}
	for i := range held.Rounds {
		if held.Rounds[i].Places = 1 + r.Int64N(4); r.IntN(30) == 0 {
			held.Rounds[i].Places = r.Int64N(2) - 1
		}
	}
	return held
}

func TestConsultationPilots(t *testing.T) {
	ruletest.Test(t, community.ConsultationPilots, ruletest.Suite[community.ConsultationPolicy, community.Rounds]{
		Random: randomRounds,
		Policy: func(r *rand.Rand) community.ConsultationPolicy {
			if r.IntN(2) == 0 {
				return community.ConsultationPilots.Parameters()
			}
			return community.ConsultationPolicy{Least: r.Int64N(6) - 1, Most: r.Int64N(10), Rounds: r.Int64N(4)}
		},
	})
}

func TestTheMostRounds(t *testing.T) {
	rounds := make([]community.Round, 1_001)
	for i := range rounds {
		rounds[i].Places = 1_000_000
	}
	f, err := community.ConsultationPilots.Eval(community.Rounds{Rounds: rounds[1:]})
	require.NoError(t, err)
	assert.EqualValues(t, 998, f.RoundsExcess)
	assert.EqualValues(t, 1_000_000_000-6, f.Excess)
	_, err = community.ConsultationPilots.Eval(community.Rounds{Rounds: rounds})
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "rounds_held", rule.Faults(err)[0].Field)
}

func randomRegistered(r *rand.Rand) community.Registered {
	f := community.Registered{Residents: r.Int64N(6_000_000), Population: community.Population(1 + r.IntN(2))}
	f.Organisations = f.Residents*53/100_000 + r.Int64N(3) - 1
	if r.IntN(20) == 0 {
		f.Population = community.Population(r.IntN(5))
	}
	return f
}

func TestOrganisationDensity(t *testing.T) {
	ruletest.Test(t, community.OrganisationDensity, ruletest.Suite[check.Provide, community.Registered]{
		Random: randomRegistered,
		Policy: func(r *rand.Rand) check.Provide {
			if r.IntN(2) == 0 {
				return community.OrganisationDensity.Parameters()
			}
			least, err := unit.WholeNumber(r.Int64N(9))
			require.NoError(t, err)
			return check.Provide{Least: least, Per: [...]int64{0, 1, 1_000, 10_000, 7}[r.IntN(5)]}
		},
	})
}

// TestDensityIsHeldByFractions: the least whole number of organisations, by big fractions.
func TestDensityIsHeldByFractions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	quota := big.NewRat(53, 100_000)
	for range 5_000 {
		f := community.Registered{Organisations: r.Int64N(4_000), Residents: 1 + r.Int64N(8_000_000), Population: community.UsualResidents}
		got, err := community.OrganisationDensity.Eval(f)
		require.NoError(t, err)
		exact := new(big.Rat).Mul(quota, big.NewRat(f.Residents, 1))
		require.Equal(t, big.NewRat(f.Organisations, 1).Cmp(exact) >= 0, got.Met, "%+v", f)
		require.GreaterOrEqual(t, big.NewRat(got.Required, 1).Cmp(exact), 0)
		require.Negative(t, big.NewRat(got.Required-1, 1).Cmp(exact))
		require.Equal(t, max(got.Required-f.Organisations, 0), got.Shortfall)
	}
}

var sampleHouseholds = check.Least{Least: 1, Per: 100}

func randomNeighbourhood(r *rand.Rand) community.Neighbourhood {
	n := community.Neighbourhood{Households: r.Int64N(3_000)}
	n.Organisations = n.Households/100 + r.Int64N(4) - 1
	return n
}

func TestOrganisationsByHouseholds(t *testing.T) {
	ruletest.Test(t, community.OrganisationsByHouseholds, ruletest.Suite[check.Least, community.Neighbourhood]{
		Random: randomNeighbourhood,
		Policy: func(r *rand.Rand) check.Least {
			if r.IntN(2) == 0 {
				return sampleHouseholds
			}
			return check.Least{Least: r.Int64N(4), Per: r.Int64N(4), Due: 2025}
		},
	})
}

func TestPopulationsThatAreNone(t *testing.T) {
	for population, code := range map[community.Population]rule.Code{0: rule.Missing, 3: rule.Invalid, 255: rule.Invalid} {
		_, err := community.OrganisationDensity.Eval(community.Registered{Organisations: 1, Residents: 1, Population: population})
		require.ErrorIs(t, err, code, population)
		assert.Equal(t, "population", rule.Faults(err)[0].Field)
	}
}

func BenchmarkSocialWorkers(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 7))
	cases := make([]community.Workers, 100_000)
	for i := range cases {
		cases[i] = community.Workers{Workers: r.Int64N(9_000)}
	}
	ruletest.Bench(b, community.SocialWorkers, cases)
}

func BenchmarkConsultationPilots(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 8))
	cases := make([]community.Rounds, 100_000)
	for i := range cases {
		cases[i].Rounds = []community.Round{{Places: 1 + r.Int64N(5)}, {Places: 1 + r.Int64N(5)}}
	}
	ruletest.Bench(b, community.ConsultationPilots, cases)
}

func BenchmarkOrganisationDensity(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 9))
	cases := make([]community.Registered, 100_000)
	for i := range cases {
		cases[i] = community.Registered{Organisations: r.Int64N(4_000), Residents: 1 + r.Int64N(6_000_000), Population: community.UsualResidents}
	}
	ruletest.Bench(b, community.OrganisationDensity, cases)
}

func BenchmarkOrganisationsByHouseholds(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 10))
	cases := make([]community.Neighbourhood, 100_000)
	for i := range cases {
		cases[i] = community.Neighbourhood{Organisations: r.Int64N(40), Households: 1 + r.Int64N(3_000)}
	}
	ruletest.Bench(b, community.OrganisationsByHouseholds.Under(sampleHouseholds), cases)
}
