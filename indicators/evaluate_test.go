package indicators_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func reached(in indicators.Indicator) indicators.Observation {
	o := indicators.Observation{Indicator: in.ID, Year: 2025, Value: in.Target.Value}
	switch in.Target.Kind {
	case indicators.Band:
		o.Value = in.Target.Low
	case indicators.Formula:
		o.Value = rule.Give(num("1300"))
		for _, t := range in.Target.AtLeast {
			o.Inputs = append(o.Inputs, indicators.Input{Name: t.Of, Value: num("1000")})
		}
	}
	return o
}

func TestAMissedBindingIndicatorFailsThePlanAndAnAnticipatoryOneDoesNot(t *testing.T) {
	p := indicators.Huainan()
	var all []indicators.Observation
	for _, in := range p.Indicators {
		all = append(all, reached(in))
	}
	verdict := func(change map[string]string) indicators.Evaluation {
		obs := append([]indicators.Observation(nil), all...)
		for i := range obs {
			switch v, ok := change[obs[i].Indicator]; {
			case ok && v == "":
				obs[i] = indicators.Observation{Indicator: obs[i].Indicator, Year: 2025}
			case ok:
				obs[i] = value(obs[i].Indicator, 2025, v)
			}
		}
		ev, err := indicators.Evaluate(&p, 2025, obs, indicators.Linear)
		require.NoError(t, err)
		return ev
	}
	ev := verdict(nil)
	assert.Equal(t, indicators.Passes, ev.Verdict)
	assert.Equal(t, indicators.Tally{Met: 20}, ev.All)
	ev = verdict(map[string]string{"T2.20": "89.99", "T2.10": ""})
	assert.Equal(t, indicators.Passes, ev.Verdict, "both are anticipatory")
	assert.Equal(t, indicators.Tally{Met: 9, Missed: 1, NoData: 1}, ev.Anticipatory)
	ev = verdict(map[string]string{"T2.7": "54.99", "T2.16": ""})
	assert.Equal(t, indicators.Fails, ev.Verdict)
	assert.Equal(t, []string{"T2.7"}, ev.Deciding)
	ev = verdict(map[string]string{"T2.16": ""})
	assert.Equal(t, indicators.CannotTell, ev.Verdict)
	assert.Equal(t, []string{"T2.16"}, ev.Deciding)
	obs := append([]indicators.Observation(nil), all...)
	obs[16] = indicators.Observation{Indicator: "T2.17", Year: 2025, Achieved: true}
	declared, err := indicators.Evaluate(&p, 2025, obs, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.CannotTell, declared.Verdict, "a declaration alone proves nothing")
	assert.Equal(t, []string{"T2.17"}, declared.Deciding)
	sum := indicators.Tally{}
	for _, g := range ev.Domains {
		sum.Met += g.Met
		sum.NoData += g.NoData
	}
	assert.Equal(t, indicators.Tally{Met: 19, NoData: 1}, sum)
}

func TestEvaluateRefuses(t *testing.T) {
	p := indicators.Huainan()
	_, err := indicators.Evaluate(&p, 2023, []indicators.Observation{value("T2.7", 2023, "40"), value("T2.7", 2023, "41")}, indicators.Linear)
	assert.ErrorIs(t, err, rule.Duplicate)
	_, err = indicators.Evaluate(&p, 2023, []indicators.Observation{value("T9.9", 2023, "40")}, indicators.Linear)
	assert.ErrorIs(t, err, rule.Invalid)
	for _, year := range []int{p.BaseYear, p.TargetYear + 1, 99_999, 0} {
		_, err = indicators.Evaluate(&p, year, nil, indicators.Linear)
		assert.ErrorIs(t, err, rule.Range, year)
	}
	_, err = indicators.Evaluate(nil, 2023, nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = indicators.Evaluate(&p, 2023, nil, indicators.Method(77))
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = indicators.Evaluate(&indicators.Plan{}, 2023, nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
}

func TestFurthestBehindComesFirst(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{
		value("T2.7", 2023, "44"),  // 2.2 of 22 behind: a tenth of the way
		value("T2.4", 2023, "53"),  // 10.2 of 17 behind: six tenths
		value("T2.5", 2023, "90"),  // no base: not due
		value("T2.8", 2023, "52"),  // at its milestone of 52
		value("T2.20", 2023, "88"), // 1 of 2.5: four tenths
	}, indicators.Linear)
	require.NoError(t, err)
	var ids []string
	for _, a := range ev.FurthestBehind() {
		ids = append(ids, a.Indicator.ID)
	}
	assert.Equal(t, []string{"T2.4", "T2.20", "T2.7"}, ids)
}

func TestTable1sResultsComeOutOfTheEngine(t *testing.T) {
	p := indicators.Previous()
	ev, err := indicators.Evaluate(&p, 2020, indicators.PreviousResults(), indicators.Linear)
	require.NoError(t, err)
	registered := map[string]bool{}
	for _, d := range seeds.Discrepancies() {
		for _, r := range d.Readings {
			registered[r.Clause] = true
		}
	}
	for i, row := range ev.Rows {
		printed := seeds.Table1()[i].Result
		if row.Status == indicators.Missed {
			assert.Equal(t, "T1.17", row.Indicator.ID)
			assert.True(t, registered[row.Indicator.ID])
			continue
		}
		assert.Equal(t, printed.Kind == seeds.Achieved, (row.Status == indicators.Declared), row.Indicator.ID)
	}
	assert.Equal(t, indicators.Tally{Met: 6, Declared: 10, Missed: 1}, ev.All)
}
