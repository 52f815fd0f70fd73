package funeral_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func anyPlaces(r *rand.Rand) funeral.AshPlaces {
	a := funeral.AshPlaces{Places: r.Int64N(500), Need: r.Int64N(30)}
	a.Occupied = r.Int64N(a.Places+1) + r.Int64N(30)/29
	switch r.IntN(30) {
	case 0:
		a.Need = 0
	case 1:
		a.Need = -1
	case 2:
		a.Occupied = a.Places
	case 3:
		a.Places, a.Need = 1<<53-r.Int64N(3), 1_000_000_000+r.Int64N(2)
	}
	return a
}

func anyHorizon(r *rand.Rand) funeral.CapacityPolicy {
	return funeral.CapacityPolicy{Horizon: 1 + r.Int64N(20) + r.Int64N(20)/19*90}
}

func TestAshCapacity(t *testing.T) {
	ruletest.Test(t, funeral.AshCapacity, ruletest.Suite[funeral.CapacityPolicy, funeral.AshPlaces]{
		Random: anyPlaces, Policy: anyHorizon,
		Equivalent: []string{"never_full: {need} ≤ 0"}, // a need is never negative
	})
}

// TestCapacityYearByYear fills the places year by year.
func TestCapacityYearByYear(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 5))
	for range 5_000 {
		p, a := anyHorizon(r), anyPlaces(r)
		f, err := funeral.AshCapacity.Under(p).Eval(a)
		if err != nil || a.Places > 500 {
			continue
		}
		free, lacking, whole := a.Places-a.Occupied, int64(0), int64(0)
		for year := int64(1); year <= p.Horizon; year++ {
			taken := min(free, a.Need)
			free -= taken
			lacking += a.Need - taken
		}
		require.Equal(t, lacking, f.Shortfall)
		require.Equal(t, lacking == 0, f.Met)
		years, given := f.Years.Get()
		require.Equal(t, a.Need == 0, f.NeverFull)
		require.Equal(t, a.Need > 0, given)
		if !given {
			continue
		}
		for left := f.Free; left >= a.Need; left -= a.Need {
			whole++
		}
		require.Equal(t, whole, years)
	}
}

func BenchmarkAshCapacity(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 6))
	cases := make([]funeral.AshPlaces, 100_000)
	for i := range cases {
		cases[i] = funeral.AshPlaces{Places: 30_000 + r.Int64N(10_000), Occupied: r.Int64N(30_000), Need: r.Int64N(3_000)}
	}
	ruletest.Bench(b, funeral.AshCapacity.Under(funeral.CapacityPolicy{Horizon: 5}), cases)
}
