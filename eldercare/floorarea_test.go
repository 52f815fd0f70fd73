package eldercare_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func tenths(n int64) unit.Number {
	if n < 0 {
		return unit.MustParseNumber("-0.1")
	}
	return unit.MustParseNumber(fmt.Sprintf("%d.%d", n/10, n%10))
}

// anyEstate has areas near what either standard asks for, and single facilities near 350 m².
func anyEstate(r *rand.Rand) eldercare.Estate {
	e := eldercare.Estate{Kind: eldercare.EstateKind(1 + r.IntN(2) + r.IntN(40)/39), Households: 1_100 + r.Int64N(130)}
	need := e.Households * 3
	if e.Kind == eldercare.BuiltEstate {
		need = e.Households * 2
	}
	area := need + r.Int64N(5) - 2
	single := min(3_498+r.Int64N(5), area)
	switch r.IntN(10) {
	case 0:
		area = r.Int64N(8_000)
		single = r.Int64N(area + 2)
	case 1:
		area = 9_000
	}
	e.Area, e.Single = tenths(area), rule.Give(tenths(single))
	if e.Kind == eldercare.BuiltEstate && r.IntN(2) == 0 || r.IntN(40) == 0 {
		e.Single = rule.Given[unit.Number]{}
	}
	return e
}

func anyFloorAreaPolicy(r *rand.Rand) eldercare.FloorAreaPolicy {
	p := eldercare.EstateFloorArea.Parameters()
	if r.IntN(2) == 0 {
		p = eldercare.FloorAreaPolicy{New: tenths(295 + r.Int64N(10)), Built: tenths(195 + r.Int64N(10)), Single: tenths(3_498 + r.Int64N(4))}
	}
	return p
}

func TestEstateFloorArea(t *testing.T) {
	ruletest.Test(t, eldercare.EstateFloorArea, ruletest.Suite[eldercare.FloorAreaPolicy, eldercare.Estate]{
		Random: anyEstate, Policy: anyFloorAreaPolicy})
}

func TestFloorAreaAgainstFractions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 10))
	for range 5_000 {
		in, p := anyEstate(r), anyFloorAreaPolicy(r)
		got, err := eldercare.EstateFloorArea.Under(p).Eval(in)
		if err != nil {
			continue
		}
		least := p.Built
		if in.Kind == eldercare.NewEstate {
			least = p.New
		}
		need := new(big.Rat).Mul(least.Rat(), big.NewRat(in.Households, 100))
		require.Zero(t, need.Cmp(got.Required.Rat()))
		met := in.Area.Rat().Cmp(need) >= 0
		require.Equal(t, met, got.AreaMet)
		require.Equal(t, met, got.Shortfall.IsZero())
		if !met {
			require.Zero(t, new(big.Rat).Sub(need, in.Area.Rat()).Cmp(got.Shortfall.Rat()))
		}
		single, given := in.Single.Get()
		large, said := got.SingleMet.Get()
		require.Equal(t, in.Kind == eldercare.NewEstate, said)
		if said {
			require.True(t, given)
			require.Equal(t, single.Rat().Cmp(p.Single.Rat()) >= 0, large)
			met = met && large
		}
		require.Equal(t, met, got.Met)
	}
}

// TestWhoseFloorArea: the standard is the province's, and only while it is that.
func TestWhoseFloorArea(t *testing.T) {
	in := eldercare.Estate{Kind: eldercare.NewEstate, Households: 1_000, Area: unit.MustParseNumber("350"), Single: rule.Give(unit.MustParseNumber("350"))}
	d, err := eldercare.EstateFloorArea.Explain(in)
	require.NoError(t, err)
	for _, o := range d.Origins {
		require.Equal(t, rule.FromNorm, o.From, o.Path)
	}
	p := eldercare.EstateFloorArea.Parameters()
	p.New, p.Single = unit.MustParseNumber("40"), unit.MustParseNumber("400")
	d, err = eldercare.EstateFloorArea.Under(p).Explain(in)
	require.NoError(t, err)
	require.NotContains(t, d.Text(rule.Chinese), "每百户不得低于30平方米")
}

func BenchmarkEstateFloorArea(b *testing.B) {
	ruletest.BenchRandom(b, eldercare.EstateFloorArea, rand.New(rand.NewPCG(7, 11)), anyEstate)
}
