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

// TestAClauseOfTwoFiguresIsQuotedOnlyBesideBoth: where one of them is not the decision's, the clause
// is named without its words; a parameter that another clause gives, or that is left out, does not
// take them away.
func TestAClauseOfTwoFiguresIsQuotedOnlyBesideBoth(t *testing.T) {
	type row struct {
		Low  int64             `json:"low" zh:"下限" en:"low"`
		High int64             `json:"high" zh:"上限" en:"high"`
		Year rule.Given[int64] `json:"year,omitzero" zh:"年" en:"year"`
	}
	type facts struct {
		N int64 `json:"n" zh:"数" en:"number"`
	}
	type answer struct {
		Met bool `json:"met" zh:"达标" en:"met"`
	}
	met := rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{n} ≥ {low} and {n} ≤ {high}"}
	both := rule.Clause{ID: "T9.1", Quote: "28，35", Place: rule.Text{ZH: "表9第1行", EN: "Table 9, row 1"}}
	other := rule.Clause{ID: "T9.2", Quote: "40", Place: rule.Text{ZH: "表9第2行", EN: "Table 9, row 2"}}
	r := rule.MustNew(rule.Definition[row, facts, answer]{
		ID: "sample.interval", Version: 1, Title: rule.Text{ZH: "示例", EN: "sample"}, Basis: []rule.Clause{both}, Steps: []*rule.Term{&met},
		Defaults: &row{Low: 28, High: 35, Year: rule.Give(int64(2025))},
		Sources:  []rule.Source{{Path: "low", Clause: both}, {Path: "high", Clause: both}, {Path: "high", Clause: other, Value: "40"}, {Path: "year", Clause: both}},
		Kernel: func(p *row, in facts, t *rule.Trace) (answer, error) {
			ok := in.N >= p.Low && in.N <= p.High
			t.Flag(&met, ok)
			return answer{ok}, nil
		},
	})
	year := rule.Give(int64(2025))
	for _, c := range []struct {
		p    row
		want []string
	}{
		{row{28, 35, year}, []string{"T9.1 28，35"}},
		{row{28, 36, year}, []string{"T9.1 "}},
		{row{27, 35, year}, []string{"T9.1 "}},
		{row{28, 40, year}, []string{"T9.1 28，35", "T9.2 40"}}, // another clause's figure, and both are told
		{row{28, 35, rule.Given[int64]{}}, []string{"T9.1 28，35"}},
		{row{27, 36, rule.Give(int64(2030))}, nil},
	} {
		d, err := r.Under(c.p).Explain(facts{N: 30})
		require.NoError(t, err)
		var got []string
		for _, cited := range d.Clauses {
			got = append(got, cited.ID+" "+cited.Quote)
		}
		assert.Equal(t, c.want, got, "%+v", c.p)
	}
}
