package civilaffairs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAVerdictGoesBeforeWhetherANumberIsZero: one that is told only where what it is of is given too; where it is not given, that is
// said, and of a rule without any that it has none.
func TestAVerdictGoesBeforeWhetherANumberIsZero(t *testing.T) {
	c := civilaffairs.Catalog()
	f, err := c.FindFlips("assistance.care-standard", nil, []byte(`{"support":"828.10","paid":"82.81"}`), rule.OfFacts)
	require.NoError(t, err)
	assert.Equal(t, []string{"met", "true"}, []string{f.Outcome, f.Value})
	assert.Contains(t, f.Text(rule.Chinese), "现行标准达标: 是\n")
	assert.Contains(t, f.Text(rule.Chinese), "减少0.01元/月（至82.80元/月）：否")
	f, err = c.FindFlips("assistance.care-standard", nil, []byte(`{"support":"828.10"}`), rule.OfFacts)
	require.NoError(t, err)
	assert.Equal(t, []string{"met", ""}, []string{f.Outcome, f.Value})
	assert.Contains(t, f.Text(rule.Chinese), "现行标准达标: 未列\n  本案未给出此项结论，单独变动也不使其给出：")
	assert.Contains(t, f.Text(rule.English), "it is not given in this case, and no value alone makes it so: ")
	for _, id := range []string{"planoffice.years", "assistance.work-refusals", "assistance.poverty-index", "funeral.cremation-milestone"} {
		r, ok := c.Lookup(id)
		require.True(t, ok)
		parameters, facts := firstCase(t, r)
		f, err := c.FindFlips(id, parameters, facts, rule.OfFacts)
		require.NoError(t, err)
		zh, en := f.Text(rule.Chinese), f.Text(rule.English)
		assert.NotContains(t, zh, "不改变结论", id)
		assert.NotContains(t, en, "changes it", id)
		assert.Contains(t, zh, "  规则不给出是非或选项的结论，只看此数是否为零；其余变化请用Edges查看\n", id)
		assert.Contains(t, en, "  the rule gives no verdict: it is asked only whether this number is zero; ask Edges how else it changes\n", id)
	}
}
