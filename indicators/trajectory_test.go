package indicators_test

import (
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
