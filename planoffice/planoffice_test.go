package planoffice_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func anyTotal(r *rand.Rand) planoffice.Total {
	in := planoffice.Total{Total: r.Int64N(60), Counties: make([]planoffice.County, r.IntN(5))}
	byRoom := r.IntN(3) == 0
	for i, o := range r.Perm(len(in.Counties)) {
		c := planoffice.County{Name: fmt.Sprint("县", i), Order: int64(o + 1), Base: r.Int64N(12)}
		if byRoom || r.IntN(3) == 0 {
			c.Most = rule.Give(c.Base + r.Int64N(25))
		}
		if !byRoom {
			c.Weight = rule.Give(r.Int64N(9))
		}
		switch r.IntN(80) {
		case 0:
			c.Order--
		case 1:
			c.Base--
		case 2:
			c.Most = rule.Give(c.Base - 1)
		case 3:
			c.Name = ""
		case 4:
			c.Weight = rule.Given[int64]{}
		}
		in.Counties[i] = c
	}
	return in
}

func anyPartsPolicy(r *rand.Rand) planoffice.PartsPolicy {
	return planoffice.PartsPolicy{By: planoffice.Sharing(r.IntN(3) + 1)}
}

func anyCity(r *rand.Rand) planoffice.CityShare {
	in := planoffice.CityShare{Counties: make([]planoffice.CountyShare, r.IntN(6))}
	for i, o := range r.Perm(len(in.Counties)) {
		c := planoffice.CountyShare{Name: fmt.Sprint("县", i), Order: int64(o + 1), Whole: r.Int64N(30)}
		c.Part = r.Int64N(c.Whole + 1)
		switch r.IntN(80) {
		case 0:
			c.Order--
		case 1:
			c.Part = c.Whole + 1
		case 2:
			c.Name = ""
		case 3:
			c.Whole = -1
		}
		in.Counties[i] = c
	}
	return in
}

func anyConversionsPolicy(r *rand.Rand) planoffice.ConversionsPolicy {
	return planoffice.ConversionsPolicy{Floor: unit.Percent(int32(r.IntN(100) + 1)), By: planoffice.Reaching(r.IntN(2) + 1)}
}

// Ranks all differ, and so many are above any line as are left to give: never fewer.
var cutExactly = []string{"cut: least n: sum(if({key} > n, 1, 0)) = {left}"}

func TestParts(t *testing.T) {
	ruletest.Test(t, planoffice.Parts, ruletest.Suite[planoffice.PartsPolicy, planoffice.Total]{
		Random: anyTotal, Policy: anyPartsPolicy, N: 120, Allocates: true, Equivalent: cutExactly,
	})
}

func TestConversions(t *testing.T) {
	ruletest.Test(t, planoffice.Conversions, ruletest.Suite[planoffice.ConversionsPolicy, planoffice.CityShare]{
		Random: anyCity, Policy: anyConversionsPolicy, N: 200, Allocates: true, Equivalent: cutExactly,
	})
}

func TestYears(t *testing.T) {
	ruletest.Test(t, planoffice.Years, ruletest.Suite[planoffice.YearsPolicy, planoffice.YearOf]{
		Random: func(r *rand.Rand) planoffice.YearOf {
			return planoffice.YearOf{Base: r.Int64N(300) - 2, Target: r.Int64N(300) - 2, Year: 2019 + r.IntN(9)}
		},
		Policy: func(r *rand.Rand) planoffice.YearsPolicy {
			return planoffice.YearsPolicy{BaseYear: 2016 + r.IntN(6), TargetYear: 2021 + r.IntN(8)}
		},
		N: 500,
	})
}

// valid gives random totals that the rule answers, with the parameters and the answer.
func valid(t *testing.T, n int, check func(p planoffice.PartsPolicy, in planoffice.Total, out planoffice.Shared)) {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 14))
	answered := 0
	for range n {
		p, in := anyPartsPolicy(r), anyTotal(r)
		out, err := planoffice.Parts.Under(p).Eval(in)
		if err != nil {
			continue
		}
		answered++
		check(p, in, out)
	}
	require.Greater(t, answered, n/20)
}

// TestMoreOfATotalTakesAtMostOneAway: largest remainders are not monotone (Alabama's paradox), and by how little.
func TestMoreOfATotalTakesAtMostOneAway(t *testing.T) {
	fell := 0
	valid(t, 8_000, func(p planoffice.PartsPolicy, in planoffice.Total, out planoffice.Shared) {
		in.Total++
		more, err := planoffice.Parts.Under(p).Eval(in)
		if err != nil {
			return
		}
		for i := range out.Counties {
			require.GreaterOrEqual(t, more.Counties[i].Part, out.Counties[i].Part-1, "%+v under %+v", in, p)
			if more.Counties[i].Part < out.Counties[i].Part {
				fell++
			}
		}
	})
	assert.Positive(t, fell, "the paradox is there")
}

// TestTheListsOrderChangesNothing: ties are decided by the order that is given, not by where a county stands.
func TestTheListsOrderChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2))
	valid(t, 4_000, func(p planoffice.PartsPolicy, in planoffice.Total, out planoffice.Shared) {
		moved := planoffice.Total{Total: in.Total}
		want := map[string]planoffice.Part{}
		for _, i := range r.Perm(len(in.Counties)) {
			moved.Counties = append(moved.Counties, in.Counties[i])
		}
		for _, c := range out.Counties {
			want[c.Name] = c
		}
		got, err := planoffice.Parts.Under(p).Eval(moved)
		require.NoError(t, err)
		for _, c := range got.Counties {
			require.Equal(t, want[c.Name], c)
		}
		// Another order changes what equal remainders get, by one, and nothing else.
		for i := range moved.Counties {
			moved.Counties[i].Order = int64(i + 1)
		}
		other, err := planoffice.Parts.Under(p).Eval(moved)
		require.NoError(t, err)
		require.Equal(t, out.Sum, other.Sum)
		for _, c := range other.Counties {
			require.LessOrEqual(t, max(c.Part-want[c.Name].Part, want[c.Name].Part-c.Part), int64(1))
		}
	})
}

// TestConversionsReachTheRate: as few as can be for the city, none above what a county lacks.
func TestConversionsReachTheRate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 55))
	answered := 0
	for range 8_000 {
		p, in := anyConversionsPolicy(r), anyCity(r)
		out, err := planoffice.Conversions.Under(p).Eval(in)
		if err != nil {
			continue
		}
		answered++
		part, whole, sum := int64(0), int64(0), int64(0)
		for i, c := range in.Counties {
			n := out.Counties[i].Convert
			require.GreaterOrEqual(t, n, int64(0))
			require.LessOrEqual(t, c.Part+n, c.Whole)
			own := new(big.Rat).Mul(p.Floor.Rat(), big.NewRat(c.Whole, 1))
			if big.NewRat(c.Part, 1).Cmp(own) >= 0 {
				require.Zero(t, n, "it has the rate")
			} else if p.By == planoffice.EachCounty {
				require.GreaterOrEqual(t, big.NewRat(c.Part+n, 1).Cmp(own), 0)
			}
			part, whole, sum = part+c.Part, whole+c.Whole, sum+n
		}
		require.Equal(t, sum, out.Need)
		require.True(t, out.After.Meets(p.Floor))
		if p.By == planoffice.CityWide {
			require.Equal(t, out.Least, out.Need)
			if sum > 0 {
				less, err := unit.NewShare(part+sum-1, whole)
				require.NoError(t, err)
				require.False(t, less.Meets(p.Floor), "one fewer is too few")
			}
		} else {
			require.GreaterOrEqual(t, out.Need, out.Least)
		}
	}
	require.Greater(t, answered, 2_000)
}

// TestYearsAddUp: steps are even within one, the larger ones first by what is behind, and end at the target.
func TestYearsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 25))
	for range 2_000 {
		p := planoffice.YearsPolicy{BaseYear: 2020, TargetYear: 2021 + r.IntN(10)}
		base, target := r.Int64N(500), r.Int64N(500)
		reached, least, most := base, int64(1<<62), int64(0)
		for y := p.BaseYear + 1; y <= p.TargetYear; y++ {
			out, err := planoffice.Years.Under(p).Eval(planoffice.YearOf{Base: base, Target: target, Year: y})
			require.NoError(t, err)
			require.Equal(t, reached+out.Step, out.Reached)
			require.GreaterOrEqual(t, out.Step, int64(0))
			require.Equal(t, max(target, base), out.Reached+out.Left)
			reached, least, most = out.Reached, min(least, out.Step), max(most, out.Step)
			even := big.NewRat((target-base)*int64(y-p.BaseYear), int64(p.TargetYear-p.BaseYear))
			require.GreaterOrEqual(t, big.NewRat(reached-base, 1).Cmp(even), 0, "not behind the even way")
		}
		require.Equal(t, max(target, base), reached)
		require.LessOrEqual(t, most-least, int64(1))
	}
}

// TestWhatCountiesReachIsPooledAgain: the parts of T2.14 and T2.7, once reached, meet the city's targets.
func TestWhatCountiesReachIsPooledAgain(t *testing.T) {
	plan := indicators.Huainan()
	names := []string{"大通区", "田家庵区", "寿县"}
	outlets, err := planoffice.Parts.Under(planoffice.PartsPolicy{By: planoffice.ByWeight}).Eval(planoffice.Total{Total: seeds.Row2(14).Count(),
		Counties: []planoffice.County{
			{Name: names[0], Order: 1, Base: 80, Weight: rule.Give[int64](18)}, {Name: names[1], Order: 2, Base: 96, Weight: rule.Give[int64](60)},
			{Name: names[2], Order: 3, Base: 100, Weight: rule.Give[int64](82)}}})
	require.NoError(t, err)
	beds := planoffice.CityShare{Counties: []planoffice.CountyShare{{Name: names[0], Order: 1, Part: 300, Whole: 1_000}, {Name: names[1], Order: 2, Part: 900, Whole: 1_500}, {Name: names[2], Order: 3, Part: 0, Whole: 777}}}
	convert, err := planoffice.Conversions.Under(planoffice.ConversionsPolicy{Floor: seeds.Row2(7).Rate(), By: planoffice.CityWide}).Eval(beds)
	require.NoError(t, err)
	number := func(n int64) rule.Given[indicators.Number] {
		return rule.Give(indicators.MustParseNumber(fmt.Sprint(n)))
	}
	var obs []indicators.Observation
	for i, name := range names {
		obs = append(obs, indicators.Observation{Indicator: "T2.14", Year: 2025, County: name, Value: number(outlets.Counties[i].Part)},
			indicators.Observation{Indicator: "T2.7", Year: 2025, County: name, Part: number(beds.Counties[i].Part + convert.Counties[i].Convert), Whole: number(beds.Counties[i].Whole)})
	}
	ev, err := indicators.EvaluateCounties(&plan, 2025, names, obs, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Met, ev.Rows[6].Status)
	assert.Equal(t, indicators.Met, ev.Rows[13].Status)
	assert.Equal(t, "290", ev.Rows[13].Observed().RatString())
}

func BenchmarkParts(b *testing.B) {
	ruletest.BenchRandom(b, planoffice.Parts.Under(planoffice.PartsPolicy{By: planoffice.ByGrowth}), rand.New(rand.NewPCG(1, 2)), func(r *rand.Rand) planoffice.Total {
		in := planoffice.Total{Total: 300 + r.Int64N(300), Counties: make([]planoffice.County, 8)}
		for i := range in.Counties {
			in.Counties[i] = planoffice.County{Name: fmt.Sprint(i), Order: int64(i + 1), Base: r.Int64N(30), Weight: rule.Give(1 + r.Int64N(1_000))}
		}
		return in
	})
}
