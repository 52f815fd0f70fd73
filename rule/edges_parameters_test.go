package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAParameterRunsWhereTheRuleTakesIt: within its tag, over those of a closed list, and not over a zero that would stand for a default.
func TestAParameterRunsWhereTheRuleTakesIt(t *testing.T) {
	in := limitsFacts{Times: 2, Owned: unit.Yuan(1), Ages: []aged{{3, 90}}}
	for _, c := range []struct{ path, from, to, want, why string }{
		{"wait", "0", "3", "(0 0) 1 3", "zero cannot be told from a field left out, which stands for the default 1"},
		{"per", "0", "120", "(0 0) 1 1 (2 9) 10 10 (11 99) 100 100 (101 120)", "must be 1, 10, 100"},
		{"most", "0", "40", "(0 0) 1 2 3 36 (37 40)", "must be at least 1 and at most 36"},
		{"bonus", "0", "13", "0 12 (13 13)", ""},
		{"due", "1890", "1910", "(1890 1899) 1900 1910", "must be at least 1900 and at most 2199"},
		{"share", "0%", "101%", "(0% 0%) 0.01% 100% (100.01% 101%)", "must be above 0 and at most 100%"},
	} {
		e, err := limited.Edges(in, c.path, c.from, c.to)
		require.NoError(t, err, c.path)
		assert.Equal(t, c.want, strings.Join(ranges(e), " "), c.path)
		assert.Equal(t, rule.OfParameters, e.Part, c.path)
		if c.why != "" {
			assert.Contains(t, e.Segments[0].Refused[0].Reason.EN, c.why, c.path)
			assert.Equal(t, c.path, e.Segments[0].Refused[0].Field)
		}
	}
	f, err := limited.FlipParameters(in)
	require.NoError(t, err)
	assert.Equal(t, "full: no\n  times 1 fewer (2): yes  turned: full: times ≥ times [sample-1]\n  no value alone changes it: share, due, for each, months to wait, months more\n", f.Text(rule.English))
}

// TestThresholdsAreThoseOfEachNumber: of one that changes nothing, and of what is no number, there is none; a case that the rule refuses
// has no edges and no flips.
func TestThresholdsAreThoseOfEachNumber(t *testing.T) {
	all, err := ferry.Thresholds(crossing)
	require.NoError(t, err)
	var got []string
	for _, h := range all {
		got = append(got, h.Path+" "+h.Value+" "+h.At)
	}
	assert.Equal(t, []string{"seats 20 19", "taken 10 11", "month 2023-05 2023-07"}, got)
	for _, in := range []Household{{}, {Area: Rural}} {
		_, flips := Relief.Flip(in)
		_, parameters := Relief.FlipParameters(in)
		_, thresholds := Relief.Thresholds(in)
		for _, err := range []error{flips, parameters, thresholds} {
			require.Error(t, err)
			assert.NotErrorIs(t, err, rule.NotWhole, "it is the case that is refused")
		}
	}
	all, err = Relief.Thresholds(earning(Rural, 100, 200))
	require.NoError(t, err)
	require.Len(t, all, 1, "of a list its first item")
	assert.Equal(t, "members[0].income 600.01", all[0].Path+" "+all[0].At)
}

// TestAnOutcomeMayStandWithinAStruct, be a number, and be left out.
func TestAnOutcomeMayStandWithinAStruct(t *testing.T) {
	type verdict struct {
		Over bool                   `json:"over" zh:"超出" en:"over"`
		By   rule.Given[unit.Money] `json:"by,omitzero" zh:"超出额（元）" en:"by (yuan)"`
	}
	type answer struct {
		Verdict verdict `json:"verdict" zh:"结论" en:"verdict"`
	}
	over := &rule.Term{ID: "verdict.over", Label: rule.Text{ZH: "超出", EN: "over"}, Formula: "{income} > {at}"}
	by := &rule.Term{ID: "verdict.by", Label: rule.Text{ZH: "超出额", EN: "by"}, Formula: "max({income} − {at}, 0)"}
	define := func(outcome string) rule.Rule[spikePolicy, spikeFacts, answer] {
		r, err := rule.New(rule.Definition[spikePolicy, spikeFacts, answer]{
			ID: "sample.over", Version: 1, Title: rule.Text{ZH: "超出", EN: "Over"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{over, by}, Outcome: outcome,
			Kernel: func(p *spikePolicy, in spikeFacts, tr *rule.Trace) (out answer, err error) {
				if in.Income.Sign() < 0 {
					return out, rule.Refused
				}
				out.Verdict.Over = in.Income.Fen() > p.At.Fen()
				tr.Flag(over, out.Verdict.Over)
				if out.Verdict.Over {
					m, err := unit.MoneyFromFen(in.Income.Fen() - p.At.Fen())
					if err != nil {
						return out, err
					}
					out.Verdict.By = rule.Give(m)
					tr.Money(by, m)
				}
				return out, nil
			},
		})
		require.NoError(t, err)
		return r.Under(spikePolicy{At: unit.Yuan(5)})
	}
	f, err := define("").Flip(spikeFacts{Income: unit.Yuan(6)})
	require.NoError(t, err)
	assert.Equal(t, "verdict.over", f.Outcome)
	assert.Equal(t, "verdict over: yes\n  income lower by 1.00 yuan (5.00 yuan): no  turned: over: income > at [sample-1]\n", f.Text(rule.English))
	assert.Equal(t, "结论 超出: 是\n  收入 减少1.00元（至5.00元）：否  转折：超出：收入 > 处 [sample-1]\n", f.Text(rule.Chinese))
	f, err = define("").FlipParameters(spikeFacts{Income: unit.Yuan(5)})
	require.NoError(t, err)
	assert.Equal(t, "verdict over: no\n  at lower by 0.01 yuan (4.99 yuan): yes  turned: over: income > at [sample-1]\n", f.Text(rule.English))
	assert.Equal(t, "verdict.over", f.Flips[0].Changes[0].Because[0].Step)
}

// TestWhatEveryCompletionIsRefusedForIsSaid: of facts that were given; what differs comes of the completion.
func TestWhatEveryCompletionIsRefusedForIsSaid(t *testing.T) {
	_, err := urnHall.Decide([]byte(`{"places":0}`))
	require.ErrorIs(t, err, rule.Invalid)
	assert.Equal(t, `however these facts are completed they cannot be: "share in use" of the answer cannot be computed`, rule.Faults(err)[0].Reason.EN)
	assert.Equal(t, "所给信息无论怎样补全都不成立：无法得出结论“使用率”", rule.Faults(err)[0].Reason.ZH)
	type answer struct {
		Used unit.Share `json:"used,omitzero" zh:"使用率" en:"share in use"`
	}
	used := &rule.Term{ID: "used", Label: rule.Text{ZH: "使用率", EN: "share in use"}, Formula: "{taken} ÷ {places}"}
	why := rule.Text{ZH: "没有格位", EN: "there are no places"}
	hall := func(value func(shelves) string, reason func(shelves) rule.Text) rule.Rule[none, shelves, answer] {
		return rule.MustNew(rule.Definition[none, shelves, answer]{
			ID: "sample.hall", Version: 1, Title: rule.Text{ZH: "厅", EN: "hall"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{used},
			Kernel: func(_ *none, in shelves, tr *rule.Trace) (out answer, err error) {
				if in.Taken < 0 || in.Taken > 6 || in.Asked < 0 || in.Asked > 4 || in.Places < 0 || in.Places > 6 {
					return out, rule.Refused
				}
				var f rule.Errors
				if in.Places == 0 {
					f.AddTo(rule.OfFacts, rule.EmptyWhole, "places", value(in), reason(in))
					if in.Taken > 0 {
						f.AddTo(rule.OfFacts, rule.Range, "asked", "", why)
					}
					return out, f
				}
				out.Used, err = unit.NewShare(min(in.Taken, in.Places), in.Places)
				tr.Share(used, out.Used)
				return out, err
			},
		})
	}
	same := func(shelves) string { return "0" }
	for name, c := range map[string]struct {
		value  func(shelves) string
		reason func(shelves) rule.Text
		want   rule.Fault
	}{
		"all alike":          {same, func(shelves) rule.Text { return why }, rule.Fault{Value: "0", Reason: why}},
		"with other values":  {func(in shelves) string { return "0 of " + string(rune('0'+in.Taken)) }, func(shelves) rule.Text { return why }, rule.Fault{Reason: why}},
		"with other reasons": {same, func(in shelves) rule.Text { return rule.Text{ZH: why.ZH, EN: why.EN + string(rune('0'+in.Taken))} }, rule.Fault{Value: "0", Reason: rule.EmptyWhole.Text()}},
	} {
		_, err := hall(c.value, c.reason).Decide([]byte(`{"places":0,"asked":2}`))
		require.Error(t, err, name)
		list := rule.Faults(err)
		require.Len(t, list, 1, "%s: what only some are refused for is not said: %v", name, err)
		assert.Equal(t, []any{rule.EmptyWhole, "places", c.want.Value, c.want.Reason}, []any{list[0].Code, list[0].Field, list[0].Value, list[0].Reason}, name)
	}
}
