package rule_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

type nestedPolicy struct {
	Least int64 `json:"least" zh:"至少" en:"least"`
}

type nestedUnit struct {
	Held int64 `json:"held" zh:"持有" en:"held" range:"[0,)"`
}

type nestedCounty struct {
	Units []nestedUnit `json:"units" zh:"单位" en:"unit"`
}

type nestedFacts struct {
	Year     int64          `json:"year" zh:"年份" en:"year"`
	Counties []nestedCounty `json:"counties" zh:"县区" en:"county"`
}

type nestedAnswer struct {
	Met bool `json:"met" zh:"是否达标" en:"met"`
}

// TestListsWithinListsAreRefusedByName: what is not offered for them says so, of which field, and answers nothing.
func TestListsWithinListsAreRefusedByName(t *testing.T) {
	met := rule.Term{ID: "met", Label: rule.Text{ZH: "是否达标", EN: "met"}, Formula: "{year} ≥ {least}", Clause: notice}
	r := rule.MustNew(rule.Definition[nestedPolicy, nestedFacts, nestedAnswer]{
		ID: "sample.nested", Version: 1, Title: rule.Text{ZH: "层", EN: "Nested"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&met},
		Kernel: func(p *nestedPolicy, in nestedFacts, t *rule.Trace) (out nestedAnswer, err error) {
			out.Met = in.Year >= p.Least
			t.Flag(&met, out.Met)
			return out, nil
		},
	}).Under(nestedPolicy{Least: 3})
	in := nestedFacts{Year: 1, Counties: []nestedCounty{{Units: []nestedUnit{{Held: 1}}}}}
	_, edges := r.Edges(in, "counties[0].units[0].held", "0", "9")
	_, flips := r.Flip(in)
	_, parameters := r.FlipParameters(in)
	_, thresholds := r.Thresholds(in)
	_, decided := r.Decide(json.RawMessage(`{"year":1}`))
	for name, err := range map[string]error{"Edges": edges, "Flip": flips, "FlipParameters": parameters, "Thresholds": thresholds, "Decide": decided} {
		require.ErrorIs(t, err, rule.NotWhole, name)
		f := rule.Faults(err)[0]
		assert.Equal(t, "counties.units", f.Field, name)
		assert.Contains(t, f.Reason.EN, "lists within lists", name)
		assert.Contains(t, f.Reason.ZH, "列表含列表", name)
	}
}
