package indicators_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestMilestonesOnTheWay(t *testing.T) {
	p := indicators.Huainan()
	beds := find(t, &p, "T2.7")
	linear, err := p.Trajectory(beds, indicators.Linear)
	require.NoError(t, err)
	var got []string
	for _, m := range linear {
		got = append(got, m.Show(2))
	}
	assert.Equal(t, []string{"33", "37.4", "41.8", "46.2", "50.6", "55"}, got, "33 + 4.4 a year")
	compound, err := p.Trajectory(beds, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, "33", compound[0].Show(2))
	assert.Equal(t, "55", compound[5].Show(2))
	// 33 × (55/33)^(3/5) = 44.83…: 44.83 is below it, 44.84 above.
	assert.Equal(t, 1, compound[3].Cmp(num("44.83")))
	assert.Equal(t, -1, compound[3].Cmp(num("44.84")))
	assert.Equal(t, 1, compound[3].Cmp(num("-1")))
	from, err := p.FromHere(beds, 2023, num("40"), indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, "47.5", from[1].Show(2), "40 + (55 − 40) ÷ 2")
	for _, id := range []string{"T2.1", "T2.2", "T2.5"} {
		_, err := p.Trajectory(find(t, &p, id), indicators.Linear)
		assert.Error(t, err, id)
	}
	_, err = p.FromHere(beds, 2026, num("40"), indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	_, err = indicators.NewMilestone(num("0"), num("1"), 1, 2, indicators.Compound)
	assert.ErrorIs(t, err, rule.Range)
	_, err = indicators.NewMilestone(num("0"), num("1"), 3, 2, indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	_, err = indicators.NewMilestone(num("0"), num("1"), 1, 2, indicators.Method(9))
	assert.ErrorIs(t, err, rule.Invalid)
}

func TestMilestonesHaveLimits(t *testing.T) {
	for _, c := range []struct {
		from, to string
		k, n     int
		m        indicators.Method
		want     error
	}{
		{"1", "2", 0, 1, indicators.Linear, nil},
		{"1", "2", 50, 50, indicators.Linear, nil},
		{"1", "2", 0, 0, indicators.Linear, rule.Range},
		{"1", "2", 0, 51, indicators.Linear, rule.Range},
		{"1", "2", -1, 5, indicators.Linear, rule.Range},
		{"1", "2", 6, 5, indicators.Linear, rule.Range},
		{"0", "2", 1, 5, indicators.Linear, nil},
		{"0.000000001", "2", 1, 5, indicators.Compound, nil},
		{"0", "2", 1, 5, indicators.Compound, rule.Range},
		{"2", "0", 1, 5, indicators.Compound, rule.Range},
		{"1", "2", 1, 5, 0, nil}, // linear
		{"1", "2", 1, 5, 9, rule.Invalid},
	} {
		m, err := indicators.NewMilestone(num(c.from), num(c.to), c.k, c.n, c.m)
		if c.want == nil {
			require.NoError(t, err, c)
			continue
		}
		assert.ErrorIs(t, err, c.want, c)
		assert.Equal(t, "0", m.Show(2), "a refused one is the zero Milestone")
	}
	m, err := indicators.NewMilestone(num("1"), num("2"), 1, 3, 0)
	require.NoError(t, err)
	assert.Equal(t, "≈1.33", m.Show(2))
	near, err := indicators.NewMilestone(num("27.99999"), num("27.99999"), 1, 2, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, "27.99999", near.Show(2), "what is written in full is not marked")
	assert.Equal(t, big.NewRat(4, 3), m.Rat(0))
	assert.Equal(t, "≈1", m.Show(-3))
	assert.Equal(t, 1, m.Cmp(num("1.333333333")))
	assert.Equal(t, -1, m.Cmp(num("1.333333334")))
}

// TestARootIsMarkedWhereItOnlySeemsToEnd: 945563.374… ends in two zeros after the second decimal
// that is shown, and is rounded all the same.
func TestARootIsMarkedWhereItOnlySeemsToEnd(t *testing.T) {
	m, err := indicators.NewMilestone(num("7249"), num("945563.374561146"), 3, 7, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, "≈58463.32", m.Show(2))
	for _, c := range []struct {
		from, to string
		k, n     int
		want     string
	}{
		{"1", "8", 1, 3, "2"}, {"1", "8", 2, 3, "4"}, {"1", "2", 1, 2, "≈1.41"}, {"7", "9", 0, 4, "7"}, {"7", "9", 4, 4, "9"}, {"1.1", "1.331", 1, 2, "1.21"},
		{"0.01", "0.0121", 1, 2, "≈0.01"}, // 0.011
	} {
		m, err := indicators.NewMilestone(num(c.from), num(c.to), c.k, c.n, indicators.Compound)
		require.NoError(t, err)
		assert.Equal(t, c.want, m.Show(2), c)
	}
	m, err = indicators.NewMilestone(num("1"), num("2"), 1, 2, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, "1.414213", m.Rat(6).FloatString(6), "just below the root")
	assert.Equal(t, "1", m.Rat(-1).FloatString(0))
}

func TestTheWayFromHereStaysWithinThePlan(t *testing.T) {
	p := indicators.Huainan()
	beds := find(t, &p, "T2.7")
	for year, want := range map[int]error{1990: rule.Range, 2019: rule.Range, 2020: nil, 2024: nil, 2025: rule.Range, 2026: rule.Range} {
		way, err := p.FromHere(beds, year, num("40"), indicators.Linear)
		if want == nil {
			require.NoError(t, err, year)
			assert.Len(t, way, 2025-year+1)
			assert.Equal(t, "40", way[0].Show(2))
			assert.Equal(t, "55", way[len(way)-1].Show(2))
			continue
		}
		assert.ErrorIs(t, err, want, year)
	}
	_, err := p.FromHere(find(t, &p, "T2.1"), 2023, num("30"), indicators.Linear)
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = p.Trajectory(find(t, &p, "T2.5"), indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = p.Trajectory(beds, 9)
	assert.ErrorIs(t, err, rule.Invalid)
	endless := indicators.Plan{BaseYear: 2020, TargetYear: 9_000_000}
	_, err = endless.Trajectory(beds, indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	var none *indicators.Plan
	_, err = none.Trajectory(beds, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = none.FromHere(beds, 2023, num("40"), indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = p.Trajectory(nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = p.FromHere(nil, 2023, num("40"), indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
}
