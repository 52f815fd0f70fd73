package funeral_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func anyGraves(r *rand.Rand) funeral.GravesOfAYear {
	g := funeral.GravesOfAYear{Before: r.Int64N(6), Added: r.Int64N(4)}
	g.Treated = r.Int64N(g.Before + g.Added + 1)
	switch r.IntN(30) {
	case 0:
		g.Treated = g.Before + g.Added + 1
	case 1:
		g.Before = -1
	case 2:
		g.Before, g.Added = 1_000_000_000+r.Int64N(2), 1_000_000_000+r.Int64N(2)
		g.Treated = 2_000_000_000 + r.Int64N(2)
	}
	return g
}

func anyFall(r *rand.Rand) funeral.GravesPolicy { return funeral.GravesPolicy{Least: r.Int64N(4)} }

func TestIrregularGraves(t *testing.T) {
	ruletest.Test(t, funeral.IrregularGraves, ruletest.Suite[funeral.GravesPolicy, funeral.GravesOfAYear]{
		Random: anyGraves, Policy: anyFall,
		Equivalent: []string{"none_added: {added} ≤ 0"}, // additions are never negative
	})
}

// TestTreatingTheShortfallMeets: as many more treated as are lacking, and one fewer does not do.
func TestTreatingTheShortfallMeets(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for range 2_000 {
		graves, g := funeral.IrregularGraves.Under(anyFall(r)), anyGraves(r)
		f, err := graves.Eval(g)
		if err != nil || f.Met {
			continue
		}
		g.Treated += f.Shortfall
		now, err := graves.Eval(g)
		require.NoError(t, err)
		assert.True(t, now.Met, "%+v", g)
		g.Treated--
		now, err = graves.Eval(g)
		require.NoError(t, err)
		assert.EqualValues(t, 1, now.Shortfall, "%+v", g)
	}
}

// TestMoreTreatedThanThereWereIsSaidInFigures; a count that no stock can have is held against its range.
func TestMoreTreatedThanThereWereIsSaidInFigures(t *testing.T) {
	for g, want := range map[funeral.GravesOfAYear][2]string{
		{Before: 110, Added: 13, Treated: 124}: {"124", "不得多于年初存量与当年新增之和123：年初未统计到的，计入当年新增"},
		{Treated: 2_000_000_001}:               {"2000000001", "应不小于0、不大于2000000000"},
	} {
		_, err := funeral.IrregularGraves.Eval(g)
		require.Error(t, err)
		list := rule.Faults(err)
		require.Len(t, list, 1)
		assert.Equal(t, want, [2]string{list[0].Value, list[0].Reason.ZH})
		assert.NotEmpty(t, list[0].Reason.EN)
	}
}

// TestThePlanHasThemFall: by one at least, without a figure or a year.
func TestThePlanHasThemFall(t *testing.T) {
	assert.Equal(t, funeral.GravesPolicy{Least: 1}, funeral.IrregularGraves.Parameters())
}

func BenchmarkIrregularGraves(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 8))
	cases := make([]funeral.GravesOfAYear, 100_000)
	for i := range cases {
		cases[i] = funeral.GravesOfAYear{Before: r.Int64N(3_000), Added: r.Int64N(100)}
		cases[i].Treated = r.Int64N(cases[i].Before + 1)
	}
	ruletest.Bench(b, funeral.IrregularGraves, cases)
}
