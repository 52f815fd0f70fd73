package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

type askedFacts struct {
	N     int64             `json:"n" zh:"数" en:"n" range:"[0,100]"`
	Maybe rule.Given[int64] `json:"maybe,omitzero" zh:"或" en:"maybe"`
}

type shownAnswer struct {
	Least int64             `json:"least" zh:"至少" en:"least" range:"[0,5]"`
	Left  rule.Given[int64] `json:"left,omitzero" zh:"余" en:"left"`
	Sure  bool              `json:"sure" zh:"确定" en:"sure"`
}

// shownRule answers n, be it beyond the range of its own answer or not; what need not be given it answers where it is, and adds more to it.
func shownRule(t *testing.T, more int64) rule.Rule[none, askedFacts, shownAnswer] {
	t.Helper()
	least := rule.Term{ID: "least", Label: rule.Text{ZH: "至少", EN: "least"}, Formula: "{n}", Clause: notice}
	left := rule.Term{ID: "left", Label: rule.Text{ZH: "余", EN: "left"}, Formula: "{maybe}", Clause: rule.Clause{ID: notice.ID, Quote: "另一句", Norm: notice.Norm}}
	sure := rule.Term{ID: "sure", Label: rule.Text{ZH: "确定", EN: "sure"}, Formula: "1 > 0"}
	r, err := rule.New(rule.Definition[none, askedFacts, shownAnswer]{
		ID: "sample.shown", Version: 1, Title: rule.Text{ZH: "示", EN: "Shown"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&least, &left, &sure},
		Kernel: func(_ *none, in askedFacts, tr *rule.Trace) (shownAnswer, error) {
			tr.Count(&least, in.N)
			out := shownAnswer{Least: in.N, Sure: true}
			if n, ok := in.Maybe.Get(); ok {
				tr.Count(&left, n)
				out.Left = rule.Give(n + more)
			}
			tr.Flag(&sure, true)
			return out, nil
		},
	})
	require.NoError(t, err)
	return r
}

// TestAnAnswerIsHeldToItsStepAndToItsRange: to the ends of it, both among it; what is not answered is held to nothing.
func TestAnAnswerIsHeldToItsStepAndToItsRange(t *testing.T) {
	for _, c := range []struct {
		n, more int64
		maybe   rule.Given[int64]
		want    string
	}{
		{0, 0, rule.Given[int64]{}, ""}, {5, 0, rule.Given[int64]{}, ""}, {5, 0, rule.Give[int64](7), ""}, {3, 0, rule.Give[int64](0), ""},
		{6, 0, rule.Given[int64]{}, "answer.least 6  must be at least 0 and at most 5"}, {3, 1, rule.Give[int64](7), "answer.left 8 7 differs from the step that shows it"},
		{7, 1, rule.Give[int64](7), "answer.least 7  must be at least 0 and at most 5; answer.left 8 7 differs from the step that shows it"},
	} {
		r := shownRule(t, c.more)
		d, err := r.Explain(askedFacts{c.n, c.maybe})
		require.NoError(t, err)
		record, err := d.AppendJSON(nil)
		require.NoError(t, err)
		report, err := catalogOf(t, r).Replay(record)
		require.NoError(t, err)
		var got, fields []string
		for _, d := range report.Differences {
			got = append(got, d.Path+" "+d.Recorded+" "+d.Recomputed+" "+d.Reason.EN)
			fields = append(fields, d.Path)
		}
		assert.Equal(t, c.want, strings.Join(got, "; "))
		assert.Equal(t, fields, fieldsOf(d.Verify()))
		for _, f := range rule.Faults(d.Verify()) {
			assert.True(t, f.Label.IsZero(), "no step")
		}
	}
}

// TestAStepIsHeldToItsFormulaByValue: however it writes a number, it is the same, and another is not.
func TestAStepIsHeldToItsFormulaByValue(t *testing.T) {
	for at, values := range map[int]map[string]bool{
		6: {"38.10": true, "38.1": true, "38.100": true, "381/10": true, "38.11": false, "38.1%": false}, 0: {"5/9": true, "10/18": true, "6/9": false}, 5: {"38.125": true, "305/8": true, "38.12": false},
		4: {"true": true, "false": false}, 7: {"2022-02": true, "2022-03": false}, 8: {"urban": true, "rural": false}, 9: {"half-up/jiao": true, "up/jiao": false},
	} {
		for value, holds := range values {
			d, err := townRule(t, nil).Explain(towns())
			require.NoError(t, err)
			d.Steps[at].Value = value
			assert.Equal(t, holds, d.Verify() == nil, "%s of %s: %v", value, d.Steps[at].ID, d.Verify())
		}
	}
}

// TestWhatSaysAllAtOnceIsToldOnce: a formula without names is its own values, a clause of two quotations one clause, and what is of no step has no heading.
func TestWhatSaysAllAtOnceIsToldOnce(t *testing.T) {
	d, err := shownRule(t, 0).Explain(askedFacts{3, rule.Give[int64](2)})
	require.NoError(t, err)
	text := d.Text(rule.English)
	assert.Contains(t, text, "\n  1. least = n = 3 = 3  [sample-1]\n  2. left = maybe = 2 = 2  [sample-1]\n  3. sure = 1 > 0 = yes\n")
	assert.Contains(t, text, "\nBasis\n  [sample-1] Article 1 Sample notice (outside the plan) “按人发放”\n  [sample-1] Sample notice (outside the plan) “另一句”\nDecision")
	assert.Contains(t, d.Summary(rule.English), "\nBasis  sample-1\n")
	d.Steps = nil
	assert.Contains(t, d.Text(rule.English), "\n  sure: yes\nFacts\n")
	assert.NotContains(t, d.Text(rule.English), "Steps")
	assert.Contains(t, d.Text(rule.Chinese), "\n  确定: 是\n申报核对信息\n")
	twice := gradePolicy{A: 1, B: 2}
	other := rule.Clause{ID: "T7.9", Place: rule.Text{ZH: "表7", EN: "Table 7"}}
	r, err := rule.New(rule.Definition[gradePolicy, none, none]{
		ID: "sample.twice", Version: 1, Title: rule.Text{ZH: "两处", EN: "Twice"}, Basis: []rule.Clause{notice}, Defaults: &twice,
		Sources: []rule.Source{{Path: "a", Clause: other}, {Path: "a", Clause: notice, Value: "1"}, {Path: "b", Clause: notice, Value: "3"}, {Path: "b", Clause: other, Value: "4"}},
		Kernel:  func(*gradePolicy, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	got, err := r.Explain(none{})
	require.NoError(t, err)
	assert.Equal(t, []string{"a plan clause T7.9", "b caller plan 4 norm 3", "c library"}, whose(got.Origins), "of two clauses that give it the first counts")
}
