package indicators_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestGrowthAuditSaysWhichReadingGivesThePrintedFigure(t *testing.T) {
	p := indicators.Huainan()
	got := map[string]indicators.GrowthReading{}
	audits, err := indicators.AuditGrowth(&p)
	require.NoError(t, err)
	for _, a := range audits {
		got[a.Indicator.ID] = a.Reading
	}
	assert.Equal(t, map[string]indicators.GrowthReading{
		"T2.7":  indicators.ByCompound, // (55/33)^(1/5) − 1 = 10.76 %
		"T2.10": indicators.ByAbsolute, // (35 − 30) ÷ 5 = 1
		"T2.11": indicators.ByTotalCut, // 2.8/2.6 − 1 = 7.69 %, cut to 7.6
		"T2.12": indicators.ByNone,     // 13.2 compounded, 17.1 on average, 85.7 in all
		"T2.14": indicators.ByCompound, // (290/276)^(1/5) − 1 = 0.99 %
	}, got)
}

// growthPlan is a plan of one indicator that prints a growth.
func growthPlan(base, target, growth string, years int) indicators.Plan {
	return indicators.Plan{ID: "g", BaseYear: 2020, MidYear: 2021, TargetYear: 2020 + years, Indicators: []indicators.Indicator{{
		ID: "1", Name: rule.Text{ZH: "项", EN: "item"}, Pool: indicators.PoolNone, Attribute: indicators.Anticipatory, Direction: indicators.Higher,
		Base: rule.Give(num(base)), Growth: rule.Give(num(growth)), Target: indicators.Target{Kind: indicators.Value, Value: rule.Give(num(target))},
	}}}
}

func TestGrowthIsReadInItsDocumentedOrderAndCutTowardsZero(t *testing.T) {
	for _, c := range []struct {
		base, target, growth string
		years                int
		want                 indicators.GrowthReading
	}{
		{"100", "121", "10", 2, indicators.ByCompound},       // 1.1² = 1.21
		{"100", "121", "10.5", 2, indicators.ByAverage},      // 21 ÷ 2
		{"100", "121", "21", 2, indicators.ByTotal},          // 21 %
		{"10", "12.4", "1.2", 2, indicators.ByAbsolute},      // 2.4 ÷ 2; compound 11.4, average 12, total 24
		{"2.6", "2.8", "7.6", 5, indicators.ByTotalCut},      // 7.69…
		{"100", "86.2", "-13", 1, indicators.ByTotalCut},     // −13.8 cut to −13: a decline is cut towards zero
		{"100", "86.2", "-14", 1, indicators.ByCompound},     // rounded
		{"100", "86.2", "-15", 1, indicators.ByNone},         // cut the wrong way
		{"100", "99.1", "0", 1, indicators.ByTotalCut},       // −0.9 cut to 0
		{"100", "100.9", "0", 1, indicators.ByTotalCut},      // 0.9 cut to 0
		{"100", "100", "0", 1, indicators.ByCompound},        // nothing changes
		{"55", "91", "10.5", 5, indicators.ByCompoundCut},    // 10.59…
		{"91", "55", "-9.5", 5, indicators.ByCompoundCut},    // −9.58…
		{"100", "25", "-150", 2, indicators.ByNone},          // (1 − 1.5)² = 0.25, and no growth is below −100 %
		{"100", "110.5", "11", 1, indicators.ByCompound},     // half up: 10.5 is 11
		{"100", "110.4", "11", 1, indicators.ByNone},         // 10.4 is not
		{"100", "89.5", "-10", 1, indicators.ByCompound},     // −10.5 is −10 half up
		{"100", "110.50", "10.50", 1, indicators.ByCompound}, // its two decimals count
		{"100", "110.49", "10.50", 1, indicators.ByNone},
	} {
		p := growthPlan(c.base, c.target, c.growth, c.years)
		got, err := indicators.AuditGrowth(&p)
		require.NoError(t, err)
		require.Len(t, got, 1)
		assert.Equal(t, c.want.String(), got[0].Reading.String(), "%v", c)
	}
	p := growthPlan("100", "121", "10", 2)
	got, err := indicators.AuditGrowth(&p)
	require.NoError(t, err)
	a := got[0]
	assert.Equal(t, []string{"10.0000", "10.5", "21", "10.5", "10"},
		[]string{a.Compound.FloatString(4), a.Average.FloatString(1), a.Total.FloatString(0), a.Absolute.FloatString(1), a.Printed.String()})
	for _, change := range []func(*indicators.Indicator){
		func(in *indicators.Indicator) { in.Growth = rule.Given[indicators.Number]{} },
		func(in *indicators.Indicator) { in.Base = rule.Given[indicators.Number]{} },
		func(in *indicators.Indicator) { in.Base = rule.Give(num("0")) },
		func(in *indicators.Indicator) { in.Target.Value = rule.Give(num("-1")) },
		func(in *indicators.Indicator) {
			in.Target = indicators.Target{Kind: indicators.Band, Low: rule.Give(num("1")), High: rule.Give(num("2"))}
		},
	} {
		p := growthPlan("100", "121", "10", 2)
		change(&p.Indicators[0])
		got, err := indicators.AuditGrowth(&p)
		require.NoError(t, err)
		assert.Empty(t, got, "passed over")
	}
	_, err = indicators.AuditGrowth(nil)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = indicators.AuditGrowth(&indicators.Plan{})
	assert.ErrorIs(t, err, rule.Missing)
}
