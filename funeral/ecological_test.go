package funeral_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func anyBurials(r *rand.Rand) funeral.Burials {
	n := func() int64 { return r.Int64N(40) - r.Int64N(300)/299 }
	b := funeral.Burials{Scope: funeral.Scope(1 + r.IntN(2) + r.IntN(50)/49), Niches: n(), Trees: n(), Sea: n(), Lawns: n(), FlowerBeds: n(), Deep: n()}
	b.Burials = b.Niches + b.Trees + b.Sea + b.Lawns + b.FlowerBeds + b.Deep + r.Int64N(240) - r.Int64N(20)/19
	if r.IntN(3) == 0 {
		b.Burials = 2 * (b.Niches + b.Trees + b.Sea + b.Lawns + b.FlowerBeds + b.Deep)
	}
	return b
}

func anyFloor(r *rand.Rand) check.Floor {
	if r.IntN(2) == 0 {
		return funeral.EcologicalBurials.Parameters()
	}
	return check.Floor{Floor: unit.Permille(int32(r.IntN(1_010))), Due: r.IntN(2) * (2015 + r.IntN(20))}
}

func TestEcologicalBurials(t *testing.T) {
	ruletest.Test(t, funeral.EcologicalBurials, ruletest.Suite[check.Floor, funeral.Burials]{Random: anyBurials, Policy: anyFloor})
}

// TestTheEcologicalShareIsExact holds it against fractions.
func TestTheEcologicalShareIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 15))
	met := 0
	for range 5_000 {
		p, b := anyFloor(r), anyBurials(r)
		f, err := funeral.EcologicalBurials.Under(p).Eval(b)
		if err != nil {
			continue
		}
		floor := p.Floor.Rat()
		of := func(more int64) *big.Rat { return big.NewRat(f.Ecological+more, b.Burials) }
		require.Zero(t, f.Actual.Rat().Cmp(of(0)))
		require.Equal(t, of(0).Cmp(floor) >= 0, f.Met)
		require.GreaterOrEqual(t, of(f.Shortfall).Cmp(floor), 0)
		if f.Met {
			met++
			require.Zero(t, f.Shortfall)
			continue
		}
		require.Negative(t, of(f.Shortfall-1).Cmp(floor))
	}
	require.Positive(t, met)
}

// TestTheLargestCountsOfBurials: six forms at the limit do not wrap, and are refused as more than all.
func TestTheLargestCountsOfBurials(t *testing.T) {
	const most = unit.MaxCount
	_, err := funeral.EcologicalBurials.Eval(funeral.Burials{Scope: funeral.Everywhere, Niches: most, Trees: most, Sea: most, Lawns: most, FlowerBeds: most, Deep: most, Burials: most})
	require.ErrorIs(t, err, rule.Range)
	assert.Contains(t, err.Error(), "54043195528445946") // 6 × (2^53 − 1)
	f, err := funeral.EcologicalBurials.Eval(funeral.Burials{Scope: funeral.Everywhere, Niches: most, Burials: most})
	require.NoError(t, err)
	assert.True(t, f.Met)
}

// TestTheNewPlanHasNoEcologicalTarget: what is cited is the previous plan's row, and only for its own figure.
func TestTheNewPlanHasNoEcologicalTarget(t *testing.T) {
	b := funeral.Burials{Scope: funeral.CremationZone, Niches: 60, Burials: 100}
	d, err := funeral.EcologicalBurials.Explain(b)
	require.NoError(t, err)
	for _, c := range d.Clauses {
		assert.True(t, c.ID == "T1.15" || c.OutsidePlan(), c.ID) // and the yearbook's forms
	}
	assert.Equal(t, 2020, d.Parameters.Due)
	d, err = funeral.EcologicalBurials.Under(check.Floor{Floor: unit.Percent(60), Due: 2025}).Explain(b)
	require.NoError(t, err)
	assert.True(t, d.Answer.Met)
	assert.NotContains(t, d.Text(rule.Chinese), "“50%”")
}

func BenchmarkEcologicalBurials(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 5))
	cases := make([]funeral.Burials, 100_000)
	for i := range cases {
		cases[i] = funeral.Burials{Scope: funeral.Everywhere, Niches: r.Int64N(2_000), Trees: r.Int64N(200), Sea: r.Int64N(10), Lawns: r.Int64N(100), FlowerBeds: r.Int64N(100), Deep: r.Int64N(50), Burials: 2_460 + r.Int64N(5_000)}
	}
	ruletest.Bench(b, funeral.EcologicalBurials, cases)
}
