package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAComparisonRestsOnWhatItNamesElseOnWhatItFeeds: on the clause of a parameter that it names, at once or by a step, while that is the
// clause's; on that of a step that it names; on that of a step which it feeds.
func TestAComparisonRestsOnWhatItNamesElseOnWhatItFeeds(t *testing.T) {
	type policy struct {
		Limit int64 `json:"limit" zh:"上限" en:"limit"`
		Per   int64 `json:"per" zh:"每份" en:"per"`
	}
	type facts struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	type answer struct {
		Over  bool  `json:"over" zh:"超出" en:"over"`
		Far   bool  `json:"far" zh:"很远" en:"far"`
		Final int64 `json:"final" zh:"最终" en:"final"`
	}
	steps := []*rule.Term{step("twice", "{n} × {per}"), step("most", "{limit} + 0"), step("mid", "{n} + 1"), step("over", "{twice} > {most}"), step("far", "{mid} > 30"), step("last", "if({over}, 2, 0)"), step("final", "{last} + 1")}
	steps[2].Clause, steps[6].Clause = asks, other
	for want, sources := range map[string][]rule.Source{share.ID: {{Path: "limit", Clause: share}}, other.ID: nil} {
		r, err := rule.New(rule.Definition[policy, facts, answer]{
			ID: "sample.grounds", Version: 1, Title: rule.Text{ZH: "依据", EN: "Grounds"}, Basis: []rule.Clause{share, other, asks}, Defaults: &policy{Limit: 10, Per: 2}, Steps: steps, Sources: sources,
			Kernel: func(p *policy, in facts, _ *rule.Trace) (out answer, err error) {
				out.Over, out.Far, out.Final = in.N*p.Per > p.Limit, in.N+1 > 30, 1
				if out.Over {
					out.Final = 3
				}
				return out, nil
			},
		})
		require.NoError(t, err)
		e, err := r.Edges(facts{1}, "n", "0", "50")
		require.NoError(t, err)
		require.Len(t, e.Segments, 3)
		assert.Equal(t, []string{"over", want}, []string{e.Segments[1].Because[0].Step, e.Segments[1].Because[0].Clause})
		assert.Equal(t, []string{"far", asks.ID}, []string{e.Segments[2].Because[0].Step, e.Segments[2].Because[0].Clause})
	}
}

// TestASinglePointBelongsWhereTheNextCourseGoesThroughIt, with what turns at either; nothing is told of it where nothing is answered before.
func TestASinglePointBelongsWhereTheNextCourseGoesThroughIt(t *testing.T) {
	r := sweptBy(t, map[string]string{"sum": "if({n} ≥ 6, {n}, if({n} > 4, 5, 0))"}, nil)
	for _, c := range []struct {
		from, to string
		want     []string
		because  []string
	}{
		{"0", "12", []string{"0 4", "5 12"}, []string{"{n} > 4", "{n} ≥ 6"}},
		{"5", "12", []string{"5 12"}, nil},
		{"0", "5", []string{"0 4", "5 5"}, []string{"{n} > 4"}},
	} {
		e, err := r.Edges(sweptIn(), "n", c.from, c.to)
		require.NoError(t, err)
		assert.Equal(t, c.want, ranges(e))
		var got []string
		for _, s := range e.Segments {
			for _, b := range s.Because {
				got = append(got, b.Comparison)
			}
		}
		assert.Equal(t, c.because, got)
	}
	r = sweptBy(t, map[string]string{"sum": "if({n} ≥ 0 − 4, {n}, 0 − 5)"}, nil)
	e, err := r.Edges(sweptIn(), "n", "-7", "12")
	require.NoError(t, err)
	assert.Equal(t, []string{"(-7 -6)", "-5 12"}, ranges(e))
	assert.Empty(t, e.Segments[1].Because)
	r = sweptBy(t, map[string]string{"sum": "if({n} < 4, {n}, if({n} < 5, 4, if({n} < 6, 5, 0)))"}, nil)
	e, err = r.Edges(sweptIn(), "n", "0", "12")
	require.NoError(t, err)
	assert.Equal(t, []string{"0 5", "6 12"}, ranges(e), "two points, one after the other, go with the course before")
}

// TestMonthsAreToldInMonths: how a month goes with a month, and a change of one month.
func TestMonthsAreToldInMonths(t *testing.T) {
	r := sweptBy(t, map[string]string{"ok": "{month} > {since}"}, nil)
	in := sweptIn()
	in.Month = unit.MustParseMonth("2023-09")
	e, err := r.Edges(in, "month", "2023-01", "2023-09")
	require.NoError(t, err)
	assert.Contains(t, e.Text(rule.English), "until 2023-01→2023-09 (+1 for each month later)")
	assert.Contains(t, e.Text(rule.Chinese), "截止月份 2023-01→2023-09（每晚1个月变动+1）")
	for text, want := range map[string][2]string{"{month} > {since}": {"month later by 1 month (2023-10): yes", "月份 晚1个月（至2023-10）：是"}, "{month} < {since}": {"month earlier by 1 month (2023-08): yes", "月份 早1个月（至2023-08）：是"},
		"{month} > {since} + 1": {"month later by 2 months (2023-11): yes", "月份 晚2个月（至2023-11）：是"}} {
		f, err := sweptBy(t, map[string]string{"ok": text}, nil).Flip(in)
		require.NoError(t, err)
		assert.Contains(t, f.Text(rule.English), want[0], text)
		assert.Contains(t, f.Text(rule.Chinese), want[1], text)
	}
}

// TestTheOutcomeIsTheFirstVerdictOrWhatIsNamed: a note is none, a flag that need not be given is one, and a number only where there is no verdict.
func TestTheOutcomeIsTheFirstVerdictOrWhatIsNamed(t *testing.T) {
	type facts struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	type answer struct {
		Sum   int64            `json:"sum" zh:"和" en:"sum"`
		Note  bool             `json:"note,omitzero" zh:"注" en:"note"`
		First rule.Given[bool] `json:"first,omitzero" zh:"甲" en:"first"`
		Next  bool             `json:"next" zh:"乙" en:"next"`
	}
	steps := []*rule.Term{step("sum", "{n} + 1"), step("note", "{n} > 1"), step("first", "{n} > 2"), step("next", "{n} > 3")}
	for outcome, want := range map[string][2]string{"": {"first", "+3"}, "first": {"first", "+3"}, "next": {"next", "+4"}, "note": {"note", "+2"}, "sum": {"sum", "-1"}} {
		r, err := rule.New(rule.Definition[none, facts, answer]{
			ID: "sample.first", Version: 1, Title: rule.Text{ZH: "先", EN: "First"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: steps, Outcome: outcome,
			Kernel: func(_ *none, in facts, _ *rule.Trace) (answer, error) {
				return answer{in.N + 1, in.N > 1, rule.Give(in.N > 2), in.N > 3}, nil
			},
		})
		require.NoError(t, err, outcome)
		f, err := r.Flip(facts{})
		require.NoError(t, err)
		assert.Equal(t, want[0], f.Outcome)
		require.Len(t, f.Flips[0].Changes, 1, outcome)
		assert.Equal(t, want[1], f.Flips[0].Changes[0].By)
	}
}

// TestAnAmountBeforeRoundingRunsByFenWithoutZerosThatSayNothing.
func TestAnAmountBeforeRoundingRunsByFenWithoutZerosThatSayNothing(t *testing.T) {
	type facts struct {
		Sum  unit.Exact `json:"sum" zh:"和" en:"sum"`
		Paid unit.Money `json:"paid" zh:"已付" en:"paid"`
	}
	in := facts{unit.MustParseMoney("0.50").Exact(), unit.Yuan(1)}
	e, err := judged[facts](t, "{sum} > {paid}").Edges(in, "sum", "0", "2.5")
	require.NoError(t, err)
	assert.Equal(t, []string{"0 1", "1.01 2.5"}, ranges(e))
	assert.Equal(t, []string{"0.5", "0.01"}, []string{e.Value, e.Step})
	assert.Equal(t, "1.01 +0.51", changes(t, "{sum} > {paid}", in, "sum"))
}
