package eldercare_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestCareBeds(t *testing.T) { checktest.Share(t, eldercare.CareBeds) }

func TestOneMoreCareBedNeverMakesItWorse(t *testing.T) {
	for care := range int64(200) {
		a, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: care, Total: 200})
		require.NoError(t, err)
		b, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: care + 1, Total: 200})
		require.NoError(t, err)
		assert.LessOrEqual(t, b.Shortfall, a.Shortfall)
		assert.Equal(t, a.Shortfall == 0, a.Met)
	}
}

// TestTheCallersFloorIsNotThePlans: 33 % meets 30 %, which is nobody's but the caller's.
func TestTheCallersFloorIsNotThePlans(t *testing.T) {
	d, err := eldercare.CareBeds.Under(check.Floor{Floor: unit.Percent(30)}).Explain(eldercare.Beds{Care: 7_590, Total: 23_000})
	require.NoError(t, err)
	assert.True(t, d.Answer.Met)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for _, text := range []string{string(record), d.Text(rule.Chinese), d.Text(rule.English)} {
		assert.NotContains(t, text, "T2.7")
		assert.NotContains(t, text, "三(二)4")
		assert.NotContains(t, text, "≥55")
	}
	assert.Regexp(t, "占比下限: 30%.*非规划值.*规划为55%", d.Text(rule.Chinese))
	assert.Regexp(t, "floor: 30%.*not the plan.s value.*55%", d.Text(rule.English))
	d, err = eldercare.CareBeds.Explain(eldercare.Beds{Care: 7_590, Total: 23_000})
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "占比下限: 55%  [T2.7]")
	assert.Contains(t, d.Text(rule.Chinese), "到期年份: 2025  [表2]")
	assert.Contains(t, d.Text(rule.Chinese), "[表2] 表2栏目 “2025年目标值”")
}

func BenchmarkCareBeds(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	cases := make([]eldercare.Beds, 100_000)
	for i := range cases {
		total := 1 + r.Int64N(40_000)
		cases[i] = eldercare.Beds{Care: r.Int64N(total + 1), Total: total}
	}
	ruletest.Bench(b, eldercare.CareBeds, cases)
}
