package civilaffairs_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
		assert.Contains(t, zh, "  规则不给出是非或选项的结论，只看此数是否为零；其余变化请查看各项的临界点\n", id)
		assert.Contains(t, en, "  the rule gives no verdict: it is asked only whether this number is zero; the thresholds of each fact tell how else it changes\n", id)
	}
}

// TestWhatAFlipSaysTurnedEdgesSayThere: over all rules, what turns where a number changes the outcome is among what Edges says turned at
// that edge, and where a comparison of the outcome's own step is another there, one of that step is told first.
func TestWhatAFlipSaysTurnedEdgesSayThere(t *testing.T) {
	c := civilaffairs.Catalog()
	held, own, most := 0, 0, 4
	if testing.Short() {
		most = 1
	}
	for _, r := range c.Rules() {
		info := r.Info()
		outcome, _ := info.Answered(info.Outcome)
		for i, g := range goldens(t, r) {
			if i == most {
				break
			}
			flips, err := c.FindFlips(r.ID(), g.Parameters, g.Facts, rule.OfFacts)
			if errors.Is(err, rule.NotWhole) {
				continue
			}
			require.NoError(t, err)
			if flips.Value == "0" || flips.Value == "not-0" {
				continue // a number leaves zero on its way: that is no edge of it
			}
			for _, flip := range flips.Flips {
				for _, change := range flip.Changes {
					if len(change.Because) == 0 {
						continue
					}
					from, to := change.Before, change.Value
					if strings.HasPrefix(change.By, "-") {
						from, to = to, from
					}
					e, err := c.FindEdges(r.ID(), g.Parameters, g.Facts, flip.Path, from, to)
					if errors.Is(err, rule.NotWhole) || change.AfterRefused {
						continue
					}
					require.NoError(t, err)
					held++
					at := fmt.Sprintf("%s: %s %s → %s", r.ID(), flip.Path, change.Before, change.Value)
					var there []rule.Turning
					for _, s := range e.Segments {
						there = append(there, s.Because...)
					}
					assert.Subset(t, there, change.Because, at)
					isOwn := func(b rule.Turning) bool { return b.Step == outcome.Step }
					if slices.ContainsFunc(there, isOwn) {
						assert.True(t, isOwn(change.Because[0]), "%s: edges say %v, the flip %v", at, there, change.Because)
						own++
					}
				}
			}
		}
	}
	t.Logf("%d changes, %d by the outcome's own step", held, own)
	assert.Greater(t, own, 50)
}

// TestTheComparisonThatDecidesIsToldWithItsClause: where a max, a min or a step below turns and the verdict with it.
func TestTheComparisonThatDecidesIsToldWithItsClause(t *testing.T) {
	c := civilaffairs.Catalog()
	f, err := c.FindFlips("eldercare.social-workers", nil, []byte(`{"workers":4,"persons":4000,"beds":100}`), rule.OfFacts)
	require.NoError(t, err)
	text := f.Text(rule.Chinese)
	for _, line := range strings.Split(text, "\n") {
		if _, why, ok := strings.Cut(line, "转折："); ok {
			assert.Regexp(t, `^[^；]*养老服务领域社会工作者 ≥ 应有社会工作者 \[三\(二\)9\]`, why)
		}
	}
	for id, clause := range map[string]string{"community.organisations": "三(六)4", "community.service-floor-area": "T2.10",
		"eldercare.beds-per-thousand": "T1.4", "childwelfare.stations": "T2.6"} {
		r, ok := c.Lookup(id)
		require.True(t, ok)
		for _, g := range goldens(t, r)[:2] {
			f, err := c.FindFlips(id, g.Parameters, g.Facts, rule.OfFacts)
			require.NoError(t, err, id)
			for _, flip := range f.Flips {
				for _, change := range flip.Changes {
					for _, b := range change.Because {
						assert.Equal(t, clause, b.Clause, "%s: %s", id, b.Comparison)
					}
				}
			}
		}
	}
}

// TestEdgesTellNoSlopeOfWhatStays, and nothing that turned at the first value.
func TestEdgesTellNoSlopeOfWhatStays(t *testing.T) {
	c := civilaffairs.Catalog()
	e, err := c.FindEdges("eldercare.social-workers", nil, []byte(`{"workers":4,"persons":4000,"beds":100}`), "persons", "0", "10000")
	require.NoError(t, err)
	assert.Empty(t, e.Segments[0].Because)
	for _, s := range e.Segments {
		for _, a := range s.Answer {
			if a.Shape == rule.Stairs && s.From != s.To {
				assert.NotEqual(t, a.First, a.Last, a.Path)
			}
		}
	}
	r, ok := c.Lookup("indicators.standing")
	require.True(t, ok)
	g := goldens(t, r)[0]
	e, err = c.FindEdges("indicators.standing", g.Parameters, g.Facts, "year", "0", "4050")
	require.NoError(t, err)
	assert.Equal(t, "1899", e.Segments[0].To)
	assert.Contains(t, e.Text(rule.Chinese), "  1900至")
}
