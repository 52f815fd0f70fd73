package indicators_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestStatusesOnBothSidesOfEachThreshold(t *testing.T) {
	p := indicators.Huainan()
	for _, c := range []struct {
		id     string
		year   int
		value  string
		status indicators.Status
	}{
		{"T2.7", 2023, "46.2", indicators.OnTrack},
		{"T2.7", 2023, "46.199999999", indicators.Behind},
		{"T2.7", 2023, "55", indicators.Met},
		{"T2.7", 2025, "55", indicators.Met},
		{"T2.7", 2025, "54.999999999", indicators.Missed},
		{"T2.7", 2026, "54", indicators.Missed},
		{"T2.1", 2023, "28", indicators.Met},
		{"T2.1", 2023, "35", indicators.Met},
		{"T2.1", 2023, "35.000000001", indicators.Above},
		{"T2.1", 2025, "27.999999999", indicators.Missed},
		{"T2.5", 2023, "99", indicators.NotDue}, // no base, so nothing is due before the target year
		{"T2.5", 2025, "99", indicators.Missed},
		{"T2.5", 2023, "100", indicators.Met},
		{"T2.9", 2023, "100", indicators.Met},
		{"T2.9", 2023, "99.9", indicators.Behind},
	} {
		o := value(c.id, c.year, c.value)
		a, err := p.Assess(find(t, &p, c.id), c.year, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, c.status, a.Status, "%s %d %s", c.id, c.year, c.value)
	}
	lower := load(t, "city-15.json")
	for v, want := range map[string]indicators.Status{"14": indicators.OnTrack, "14.1": indicators.Behind, "10": indicators.Met, "9": indicators.Met} {
		o := value("A2", 2028, v) // 20 − 10 × 3 ÷ 5 = 14
		a, err := lower.Assess(find(t, &lower, "A2"), 2028, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, want, a.Status, v)
	}
}

func TestDistancesAndProgress(t *testing.T) {
	p := indicators.Huainan()
	o := value("T2.7", 2023, "44")
	a, err := p.Assess(find(t, &p, "T2.7"), 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, big.NewRat(11, 1), a.ToTarget())
	assert.Equal(t, big.NewRat(22, 10), a.ToMilestone(), "46.2 − 44")
	assert.Equal(t, big.NewRat(1, 2), a.Progress(), "(44 − 33) ÷ (55 − 33)")
	band := value("T2.1", 2023, "40")
	b, err := p.Assess(find(t, &p, "T2.1"), 2023, &band, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, big.NewRat(5, 1), b.ToTarget())
	assert.Nil(t, b.ToMilestone())
	assert.Nil(t, b.Progress())
}

func TestAFormulaTakesTheHigherBoundAndNamesWhatItLacks(t *testing.T) {
	p := indicators.Huainan()
	in := find(t, &p, "T2.2")
	o := value("T2.2", 2023, "1049.99")
	o.Inputs = []indicators.Input{{Name: "allowance", Value: num("700")}}
	a, err := p.Assess(in, 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.NoData, a.Status)
	assert.Equal(t, []string{"consumption"}, a.Missing)
	o.Inputs = append(o.Inputs, indicators.Input{Name: "consumption", Value: num("21000")})
	a, err = p.Assess(in, 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.NotDue, a.Status, "max(700 × 1.3, 21000 × 0.05) = 1050")
	assert.Equal(t, big.NewRat(1, 100), a.ToTarget())
	o.Value = rule.Give(num("1050"))
	a, err = p.Assess(in, 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Met, a.Status)
}

func TestAnObservationThatContradictsItselfIsRefused(t *testing.T) {
	p := indicators.Huainan()
	beds, outlets := find(t, &p, "T2.7"), find(t, &p, "T2.14")
	part := func(p, w string) indicators.Observation {
		return indicators.Observation{Indicator: "T2.7", Year: 2023, Part: rule.Give(num(p)), Whole: rule.Give(num(w))}
	}
	ok := part("12650", "23000")
	a, err := p.Assess(beds, 2025, ptr(with(ok, func(o *indicators.Observation) { o.Year = 2025 })), indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Met, a.Status)
	for name, c := range map[string]struct {
		o    indicators.Observation
		want error
	}{
		"figure and counts": {with(ok, func(o *indicators.Observation) { o.Value = rule.Give(num("55")) }), rule.Invalid},
		"empty whole":       {part("1", "0"), rule.Range},
		"negative part":     {part("-1", "2"), rule.Range},
		"another year":      {with(ok, func(o *indicators.Observation) { o.Year = 2022 }), rule.Invalid},
		"another indicator": {with(ok, func(o *indicators.Observation) { o.Indicator = "T2.8" }), rule.Invalid},
	} {
		_, err := p.Assess(beds, 2023, &c.o, indicators.Linear)
		assert.ErrorIs(t, err, c.want, name)
	}
	counts := part("1", "2")
	counts.Indicator = "T2.14"
	_, err = p.Assess(outlets, 2023, &counts, indicators.Linear)
	assert.ErrorIs(t, err, rule.Invalid, "outlets are no share")
	_, err = p.Assess(beds, 2020, nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	for _, o := range []indicators.Observation{{Indicator: "T2.7", Year: 2023}, {Indicator: "T2.7", Year: 2023, Part: rule.Give(num("1"))}, {Indicator: "T2.7", Year: 2023, Whole: rule.Give(num("1"))}} {
		a, err := p.Assess(beds, 2023, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, indicators.NoData, a.Status)
		assert.NotEmpty(t, a.Missing)
	}
}

func TestUncheckedPlansAndNilAreErrors(t *testing.T) {
	p := indicators.Huainan()
	in := find(t, &p, "T2.7")
	o := value("T2.7", 2023, "44")
	var none *indicators.Plan
	_, err := none.Assess(in, 2023, &o, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = p.Assess(nil, 2023, &o, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = none.Explain(in, 2023, &o, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, _, err = (*indicators.Indicator)(nil).Facts(&o)
	assert.ErrorIs(t, err, rule.Missing)
	_, _, err = in.Facts(nil)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = in.Figure(nil)
	assert.ErrorIs(t, err, rule.Missing)
	// A formula without terms once made Assess panic.
	bare := &indicators.Indicator{ID: "T2.7", Direction: indicators.Higher, Target: indicators.Target{Kind: indicators.Formula}}
	_, err = p.Assess(bare, 2023, &o, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	for _, unchecked := range []indicators.Plan{{}, {BaseYear: 2020, TargetYear: 2020}, {BaseYear: 2020, TargetYear: 1 << 62}, {BaseYear: -1 << 62, TargetYear: 2025}} {
		_, err = unchecked.Assess(in, 2023, &o, indicators.Linear)
		assert.ErrorIs(t, err, rule.Range)
	}
	_, err = p.Assess(in, 2023, &o, 9)
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = p.Assess(&indicators.Indicator{ID: "T2.7"}, 2023, &o, indicators.Linear)
	assert.Error(t, err)
	for _, err := range []error{func() error { _, err := p.Assess(in, 2023, ptr(value("T2.7", 2023, "160")), 0); return err }(),
		func() error { _, err := p.Explain(in, 2023, ptr(value("T2.7", 2023, "160")), 0); return err }()} {
		require.ErrorIs(t, err, rule.Range)
		assert.Contains(t, err.Error(), "T2.7.value: 160", "the indicator is named")
	}
}

func TestAFigureIsReckonedWhateverTheYear(t *testing.T) {
	p := indicators.Huainan()
	in := find(t, &p, "T2.7")
	for _, year := range []int{1990, 2020, 2023, 2060} {
		f, err := in.Figure(&indicators.Observation{Indicator: "T2.7", Year: year, Part: rule.Give(num("1")), Whole: rule.Give(num("3"))})
		require.NoError(t, err)
		assert.Equal(t, "100/3", f.String())
	}
	f, err := in.Figure(&indicators.Observation{Indicator: "T2.7", Year: 2021, Achieved: true})
	require.NoError(t, err)
	assert.True(t, f.IsZero())
	_, err = in.Figure(ptr(value("T2.7", 2021, "160")))
	assert.ErrorIs(t, err, rule.Range)
	formula := find(t, &p, "T2.3")
	f, err = formula.Figure(ptr(value("T2.3", 2021, "128")))
	require.NoError(t, err)
	assert.Equal(t, "128", f.String(), "without what its target asks for")
}

func TestAnAssessmentTellsWhatTheRuleAnswers(t *testing.T) {
	p := indicators.Huainan()
	in := find(t, &p, "T2.7")
	o := with(value("T2.7", 2023, "44.00"), func(o *indicators.Observation) { o.Source = "养老科" })
	a, err := p.Assess(in, 2023, &o, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, "养老科", a.Source)
	assert.Equal(t, "≈44.84", a.Milestone().Show(2))
	assert.Equal(t, "44.835622", a.Stand.Milestone.String(), "33 × (55 ÷ 33)^(3/5) = 44.8356211…, up")
	assert.Equal(t, "0.835622", a.ToMilestone().FloatString(6))
	assert.Nil(t, a.Required())
	assert.Empty(t, a.Missing)
	late := value("T2.7", 2030, "44")
	a, err = p.Assess(in, 2030, &late, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, "55", a.Milestone().Show(2), "after the target year the target stays")
	none, err := p.Assess(in, 2023, nil, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.NoData, none.Status)
	assert.Equal(t, []string{"value"}, none.Missing)
	assert.Nil(t, none.Milestone())
	assert.Nil(t, none.Observed())
	o = value("T2.2", 2023, "1300")
	o.Inputs = []indicators.Input{{Name: "consumption", Value: num("24000")}, {Name: "allowance", Value: num("637")}}
	a, err = p.Assess(find(t, &p, "T2.2"), 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, "1200", a.Required().RatString(), "inputs come in any order")
}
