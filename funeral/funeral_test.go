package funeral_test

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func randomDeaths(r *rand.Rand, worst int64) funeral.Deaths {
	d := funeral.Deaths{Year: 2020 + r.IntN(6), Scope: funeral.Scope(1 + r.IntN(2)), Deaths: 1 + r.Int64N(30_000)}
	d.Cremations = d.Deaths - r.Int64N(d.Deaths/4+1) + worst
	return d
}

// randomPolicy makes any years and rates, and some that cannot be.
func randomPolicy(r *rand.Rand) funeral.CremationPolicy {
	p := funeral.Cremation.Parameters()
	if r.IntN(3) > 0 {
		p.BaseYear = 2015 + r.IntN(8)
		p.TargetYear = p.BaseYear + r.IntN(14)
		p.Base, p.Target = unit.Permille(int32(r.IntN(1_002))), unit.Permille(int32(500+r.IntN(502)))
	}
	return p
}

// The cases are the tables in testdata, one for each rule, named by its id.
func TestYearlyReference(t *testing.T) {
	ruletest.Test(t, funeral.YearlyReference, ruletest.Suite[funeral.CremationPolicy, funeral.Year]{
		Policy: randomPolicy,
		Random: func(r *rand.Rand) funeral.Year { return funeral.Year{Year: 2014 + r.IntN(16)} },
	})
}

func TestCremation(t *testing.T) {
	ruletest.Test(t, funeral.Cremation, ruletest.Suite[funeral.CremationPolicy, funeral.Deaths]{
		Policy: randomPolicy,
		Random: func(r *rand.Rand) funeral.Deaths {
			d := randomDeaths(r, max(r.Int64N(60)-50, 0))
			if r.IntN(2) == 0 {
				d.Deaths = 100 * (1 + r.Int64N(20))
				d.Cremations = d.Deaths*int64(70+r.IntN(31))/100 - r.Int64N(2)
			}
			return d
		},
		// The year is never after the target's.
		Equivalent: []string{"status: if({actual} ≥ {target}, 'reached', if({year} ≠ {target_year}, 'not-due', 'missed'))"},
	})
}

// TestTheReferenceIsExact: over all years of many policies, against fractions.
func TestTheReferenceIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for range 3_000 {
		p := randomPolicy(r)
		under := funeral.Cremation.Under(p)
		if under.Err() != nil {
			continue
		}
		d := randomDeaths(r, 0)
		d.Year = p.BaseYear + r.IntN(p.TargetYear-p.BaseYear+1)
		f, err := under.Eval(d)
		require.NoError(t, err)
		want := new(big.Rat).Sub(p.Target.Rat(), p.Base.Rat())
		want.Mul(want, big.NewRat(int64(d.Year-p.BaseYear), int64(p.TargetYear-p.BaseYear)))
		want.Add(want, p.Base.Rat())
		require.Zero(t, want.Cmp(f.Reference.Rat()))
		actual := big.NewRat(d.Cremations, d.Deaths)
		require.Equal(t, actual.Cmp(want) >= 0, f.ReferenceMet)
		require.Equal(t, f.ToReference == 0, f.ReferenceMet)
		require.Equal(t, actual.Cmp(p.Target.Rat()) >= 0, f.Status == funeral.Reached)
		require.Equal(t, f.ToTarget == 0, f.Status == funeral.Reached)
		if f.Status == funeral.Missed {
			require.Equal(t, p.TargetYear, d.Year)
		}
	}
}

// TestNoYearBeforeTheTargetIsMissed: the plan sets the two ends; the steps between are
// called what they are, wherever they are shown.
func TestNoYearBeforeTheTargetIsMissed(t *testing.T) {
	for year := 2020; year < 2025; year++ {
		d, err := funeral.Cremation.Explain(funeral.Deaths{Year: year, Scope: funeral.Everywhere, Deaths: 24_000, Cremations: 0})
		require.NoError(t, err)
		assert.Equal(t, funeral.NotDue, d.Answer.Status)
		text := d.Text(rule.Chinese)
		assert.Contains(t, text, "目标完成情况: 未到期")
		assert.Contains(t, text, "年度参考值（等差测算，规划未定）: ")
	}
}

// TestWhoseTarget: another target is not the plan's, and its clause is not cited.
func TestWhoseTarget(t *testing.T) {
	p := funeral.Cremation.Parameters()
	p.Base, p.Target = unit.Percent(50), unit.Percent(60)
	d, err := funeral.Cremation.Under(p).Explain(funeral.Deaths{Year: 2025, Scope: funeral.CremationZone, Deaths: 100, Cremations: 60})
	require.NoError(t, err)
	assert.Equal(t, funeral.Reached, d.Answer.Status)
	for _, c := range d.Clauses { // the years are still the plan's
		assert.NotContains(t, []string{"87.5", "90"}, c.Quote)
	}
	assert.NotContains(t, d.Text(rule.Chinese), "“90”")
	assert.Contains(t, d.Text(rule.Chinese), "非规划值（规划为90%）")
}

// TestAllThatIsWrongIsNamed: every bad field, and no good one.
func TestAllThatIsWrongIsNamed(t *testing.T) {
	for _, c := range []struct {
		facts  funeral.Deaths
		fields []string
	}{
		{funeral.Deaths{Year: 2026, Deaths: 5, Cremations: 6}, []string{"year", "cremations"}},
		{funeral.Deaths{Year: 2025, Deaths: 5, Cremations: 6}, []string{"cremations"}},
		{funeral.Deaths{Year: 2026, Deaths: 5, Cremations: 5}, []string{"year"}},
		{funeral.Deaths{Year: 2025, Deaths: 0, Cremations: 0}, []string{"deaths"}},
		{funeral.Deaths{Year: 2025, Deaths: -5, Cremations: 3}, []string{"deaths"}},
		{funeral.Deaths{Year: 2025, Deaths: 5, Cremations: -1}, []string{"cremations"}},
		{funeral.Deaths{Year: 2025, Deaths: unit.MaxCount - 1, Cremations: unit.MaxCount}, []string{"cremations"}},
		{funeral.Deaths{Year: 2025, Deaths: 1, Cremations: unit.MaxCount + 1}, []string{"cremations"}},
		{funeral.Deaths{Year: 2025, Deaths: unit.MaxCount + 1, Cremations: 1}, []string{"deaths"}},
		{funeral.Deaths{Year: 25, Deaths: -5, Cremations: -1}, []string{"year", "deaths", "cremations"}},
	} {
		c.facts.Scope = funeral.Everywhere
		_, err := funeral.Cremation.Eval(c.facts)
		var fields []string
		for _, f := range rule.Faults(err) {
			assert.NotEqual(t, rule.NotWhole, f.Code)
			fields = append(fields, f.Field)
		}
		assert.ElementsMatch(t, c.fields, fields, "%+v", c.facts)
	}
}

// TestAScopeIsNeededBesideWhatElseIsWrong: it is named, alone and with others.
func TestAScopeIsNeededBesideWhatElseIsWrong(t *testing.T) {
	for fields, facts := range map[string]funeral.Deaths{
		"scope":            {Year: 2025, Deaths: 5, Cremations: 5},
		"year scope":       {Year: 2026, Deaths: 5, Cremations: 5},
		"scope cremations": {Year: 2025, Deaths: 5, Cremations: 6},
		"scope deaths":     {Year: 2025},
	} {
		_, err := funeral.Cremation.Eval(facts)
		var named []string
		for _, f := range rule.Faults(err) {
			named = append(named, f.Field)
		}
		assert.ElementsMatch(t, strings.Fields(fields), named)
		assert.ErrorIs(t, err, rule.Missing)
	}
}

func BenchmarkCremation(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 2))
	cases := make([]funeral.Deaths, 100_000)
	for i := range cases {
		cases[i] = randomDeaths(r, 0)
	}
	ruletest.Bench(b, funeral.Cremation, cases)
}

func BenchmarkYearlyReference(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 3))
	cases := make([]funeral.Year, 100_000)
	for i := range cases {
		cases[i] = funeral.Year{Year: 2020 + r.IntN(6)}
	}
	ruletest.Bench(b, funeral.YearlyReference, cases)
}
