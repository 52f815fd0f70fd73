package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestWhatMayNotBeAlikeIsCompletedApart: of items with a name and a place each, no two of them alike, completions are found, and the ends
// of what comes from them.
func TestWhatMayNotBeAlikeIsCompletedApart(t *testing.T) {
	type row struct {
		Name  string `json:"name" zh:"名" en:"name"`
		Place int64  `json:"place" zh:"位次" en:"place" range:"[1,9]"`
		N     int64  `json:"n" zh:"数" en:"n" range:"[0,5]"`
	}
	type facts struct {
		Rows []row `json:"rows" zh:"行" en:"row" range:"[1,4]"`
	}
	type answer struct {
		Sum int64 `json:"sum" zh:"和" en:"sum"`
	}
	sum := step("sum", "sum({rows.n} × {rows.place})")
	r := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "sample.apart", Version: 1, Title: rule.Text{ZH: "行", EN: "Rows"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{sum},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			var f rule.Errors
			names, places := map[string]bool{}, map[int64]bool{}
			for i, r := range in.Rows {
				if r.N < 0 || r.N > 5 || r.Place < 1 || r.Place > 9 || r.Name == "" {
					return out, rule.Refused
				}
				if names[r.Name] {
					f.Add(rule.Duplicate, "rows["+string(rune('0'+i))+"].name", r.Name, rule.Text{ZH: "重复", EN: "twice"})
				}
				if places[r.Place] {
					f.Add(rule.Duplicate, "rows["+string(rune('0'+i))+"].place", "", rule.Text{ZH: "重复", EN: "twice"})
				}
				names[r.Name], places[r.Place] = true, true
				out.Sum += r.N * r.Place
			}
			tr.Count(sum, out.Sum)
			return out, f.Err()
		},
	})
	for in, want := range map[string][2]string{
		`{"rows":[{},{"place":2},{}]}`:                       {"0", "100"}, // 9, 9 and 2: a limit, since no two are alike
		`{"rows":[{"place":3},{"place":1},{"place":2}]}`:     {"0", "30"},
		`{"rows":[{"name":"a","place":9,"n":1},{"n":0},{}]}`: {"9", "54"},
	} {
		o, err := r.Decide([]byte(in))
		require.NoError(t, err, in)
		require.Len(t, o.Answer, 1)
		p := o.Answer[0]
		assert.Equal(t, want, [2]string{p.Low, p.High}, in)
		assert.NotContains(t, p.Unseen, "low", in)
		assert.Equal(t, want[1] == "30", p.Attained, in)
	}
	o, err := r.Decide([]byte(`{"rows":[{"n":1},{"n":1},{"n":1},{"n":1}]}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"low", "high"}, o.Answer[0].Unseen, "1 + 2 + 3 + 4 is the least, and 4 a limit")
}
