package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestSourcesThatDependOnTheParameters: which row of a table the parameters are is said by one
// of them; the row's clause is cited while they have its value, and a source without a clause
// is the module's own default.
func TestSourcesThatDependOnTheParameters(t *testing.T) {
	type row struct {
		Name  string `json:"name" zh:"行" en:"row"`
		Floor int64  `json:"floor" zh:"下限" en:"floor"`
		Most  int64  `json:"most" zh:"上限" en:"most"`
	}
	type facts struct {
		N int64 `json:"n" zh:"数" en:"number"`
	}
	type answer struct {
		Met bool `json:"met" zh:"达标" en:"met"`
	}
	met := rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{n} ≥ {floor} and {n} ≤ {most}"}
	seven := rule.Clause{ID: "T9.7", Quote: "60", Place: rule.Text{ZH: "表9第7行", EN: "Table 9, row 7"}}
	r := rule.MustNew(rule.Definition[row, facts, answer]{
		ID: "sample.row", Version: 1, Title: rule.Text{ZH: "示例", EN: "sample"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&met},
		SourcesFor: func(p row) []rule.Source {
			if p.Name != "seven" {
				return nil
			}
			return []rule.Source{{Path: "floor", Clause: seven, Value: "60"}, {Path: "most", Value: "100"}}
		},
		Kernel: func(p *row, in facts, t *rule.Trace) (answer, error) {
			ok := in.N >= p.Floor && in.N <= p.Most
			t.Flag(&met, ok)
			return answer{ok}, nil
		},
	})
	for _, c := range []struct {
		p       row
		from    []rule.From
		clauses []string
	}{
		{row{"seven", 60, 100}, []rule.From{rule.FromCaller, rule.FromPlan, rule.FromLibrary}, []string{"sample-1", "T9.7"}},
		{row{"seven", 61, 99}, []rule.From{rule.FromCaller, rule.FromCaller, rule.FromCaller}, []string{"sample-1"}},
		{row{"eight", 60, 100}, []rule.From{rule.FromCaller, rule.FromCaller, rule.FromCaller}, []string{"sample-1"}},
	} {
		d, err := r.Under(c.p).Explain(facts{N: 70})
		require.NoError(t, err)
		var from []rule.From
		for _, o := range d.Origins {
			from = append(from, o.From)
		}
		var ids []string
		for _, cited := range d.Clauses {
			ids = append(ids, cited.ID)
		}
		assert.Equal(t, c.from, from, c.p)
		assert.Equal(t, c.clauses, ids, c.p)
	}
}
