package eldercare_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// anyWorkforce has persons and beds near whole thousands and hundreds, and workers near what
// they need.
func anyWorkforce(r *rand.Rand) eldercare.Workforce {
	w := eldercare.Workforce{Persons: r.Int64N(30)*1000 + r.Int64N(3) - 1, Beds: r.Int64N(30)*100 + r.Int64N(3) - 1}
	w.Workers = max(w.Persons/1000, w.Beds/100) + r.Int64N(6) - 2
	switch r.IntN(12) {
	case 0:
		w = eldercare.Workforce{Workers: r.Int64N(unit.MaxCount), Persons: r.Int64N(unit.MaxCount), Beds: r.Int64N(unit.MaxCount)}
	case 1:
		w.Persons = 0
	}
	return w
}

func anyWorkersPolicy(r *rand.Rand) eldercare.WorkersPolicy {
	p := eldercare.PlanWorkers()
	p.Added = r.IntN(2) == 0
	if r.IntN(3) == 0 {
		p.PerPerson, p.PerBed, p.Due = unit.Permille(int32(r.IntN(4))), unit.Percent(int32(1+r.IntN(3))), 2020+r.IntN(8)
	}
	return p
}

func TestSocialWorkers(t *testing.T) {
	ruletest.Test(t, eldercare.SocialWorkers, ruletest.Suite[eldercare.WorkersPolicy, eldercare.Workforce]{
		Random: anyWorkforce, Policy: anyWorkersPolicy,
		// What is not above the beds' need and not below it is the same.
		Equivalent: []string{"decides: if({added}, 'sum', if({by_persons} > {by_beds}, 'persons', if({by_persons} ≥ {by_beds}, 'either', 'beds')))"},
	})
}

// TestSocialWorkersAgainstFractions: as many as are required meet both ratios, one fewer does
// not.
func TestSocialWorkersAgainstFractions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	enough := func(n int64, p eldercare.WorkersPolicy, in eldercare.Workforce) bool {
		persons := new(big.Rat).Mul(p.PerPerson.Rat(), big.NewRat(in.Persons, 1))
		beds := new(big.Rat).Mul(p.PerBed.Rat(), big.NewRat(in.Beds, 1))
		have := big.NewRat(n, 1)
		return have.Cmp(persons) >= 0 && have.Cmp(beds) >= 0
	}
	for range 5_000 {
		in, p := anyWorkforce(r), anyWorkersPolicy(r)
		p.Added = false
		f, err := eldercare.SocialWorkers.Under(p).Eval(in)
		if err != nil {
			continue
		}
		require.True(t, enough(f.Required, p, in), "%+v", in)
		require.False(t, f.Required > 0 && enough(f.Required-1, p, in), "%+v", in)
		require.Equal(t, enough(in.Workers, p, in), f.Met)
		require.Equal(t, f.Met, f.Shortfall == 0)
		require.True(t, f.Met || enough(in.Workers+f.Shortfall, p, in))
		p.Added = true
		apart, err := eldercare.SocialWorkers.Under(p).Eval(in)
		require.NoError(t, err)
		require.GreaterOrEqual(t, apart.Required, f.Required)
	}
}

func BenchmarkSocialWorkers(b *testing.B) {
	ruletest.BenchRandom(b, eldercare.SocialWorkers, rand.New(rand.NewPCG(7, 2)), anyWorkforce)
}
