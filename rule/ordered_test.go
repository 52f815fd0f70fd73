package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type orderedGroup struct {
	Maybe  rule.Given[int64] `json:"maybe,omitzero" zh:"或" en:"maybe"`
	Third  int64             `json:"third,omitzero" zh:"丙" en:"third" default:"3"`
	Second int64             `json:"second" zh:"乙" en:"second"`
}

type orderedPolicy struct {
	Second int64        `json:"second" zh:"二" en:"number two"`
	Group  orderedGroup `json:"group" zh:"组" en:"group"`
	Share  unit.Share   `json:"share,omitzero" zh:"率" en:"share"`
	Last   int64        `json:"last,omitzero" zh:"末" en:"last" default:"4"`
}

// TestADocumentIsKeptInTheOrderOfTheRule, of its groups too; a value that is an object is no group.
func TestADocumentIsKeptInTheOrderOfTheRule(t *testing.T) {
	r, err := rule.New(rule.Definition[orderedPolicy, none, none]{
		ID: "sample.order", Version: 1, Title: rule.Text{ZH: "序", EN: "Order"}, Basis: []rule.Clause{notice},
		Kernel: func(*orderedPolicy, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	half, err := unit.NewShare(1, 2)
	require.NoError(t, err)
	n := cityNotice()
	p := orderedPolicy{Second: 1, Group: orderedGroup{Third: 3, Second: 2}, Share: half, Last: 4}
	for given, want := range map[string]string{
		`{"last":4,"share":{"whole":2,"part":1},"group":{"second":2,"third":3},"second":1}`: `{"second":1,"group":{"third":3,"second":2},"share":{"part":1,"whole":2},"last":4}`,
		`{"group":{"second":2}}`: `{"group":{"second":2}}`, `{"last":1,"group":{"second":2,"maybe":1,"third":3}}`: `{"group":{"maybe":1,"third":3,"second":2},"last":1}`, `{}`: `{}`, `{"last":5,"group":{}}`: `{"group":{},"last":5}`,
	} {
		n.Gives = []byte(given)
		under := r.UnderNotice(p, n)
		d, err := under.Explain(none{})
		require.NoError(t, err, given)
		assert.Equal(t, want, string(d.Notices[0].Gives))
		if given == `{"group":{"second":2}}` {
			assert.Equal(t, []string{"second caller", "group.third library", "group.second notice notice 样例〔2023〕1号", "share caller", "last library"}, whose(d.Origins), "of the rest it says nothing")
		}
		if len(d.Notices[0].Gives) > 2 { // the caller's own, to write over
			d.Notices[0].Gives[0] = 'x'
		}
		again, err := under.Explain(none{})
		require.NoError(t, err)
		assert.Equal(t, want, string(again.Notices[0].Gives))
	}
	d, err := r.Under(orderedPolicy{Second: 1, Share: half}).Explain(none{})
	require.NoError(t, err)
	assert.Equal(t, []string{"second caller", "group.third library", "group.second caller", "share caller", "last library"}, whose(d.Origins))
	d, err = r.Under(orderedPolicy{Second: 3, Group: orderedGroup{Third: 4, Second: 3}, Share: half, Last: 3}).Explain(none{})
	require.NoError(t, err)
	assert.Equal(t, []string{"second caller", "group.third caller", "group.second caller", "share caller", "last caller"}, whose(d.Origins))
	n.Gives = []byte(`{"share":{"part":1}}`)
	d, err = r.UnderNotice(p, n).Explain(none{})
	require.NoError(t, err)
	assert.Equal(t, rule.FromCaller, d.Origins[3].From, "half a share is not the share")
}

// TestAStepsClauseIsThatOfTheParametersInItsFormula: where the clause gives another parameter its value, and not the one in the formula, the step does not rest on
// it; one that names no parameter rests on it while any has its value.
func TestAStepsClauseIsThatOfTheParametersInItsFormula(t *testing.T) {
	first, second := rule.Clause{ID: "T7.1", Quote: "1，5"}, rule.Clause{ID: "T7.2", Quote: "2"}
	odd := rule.Term{ID: "odd", Label: rule.Text{ZH: "奇", EN: "odd"}, Formula: "{n} + {b}", Clause: first}
	still := rule.Term{ID: "still", Label: rule.Text{ZH: "常", EN: "still"}, Formula: "{n} × 3", Clause: first}
	r, err := rule.New(rule.Definition[gradePolicy, gradeFacts, none]{
		ID: "sample.odd", Version: 1, Title: rule.Text{ZH: "奇", EN: "Odd"}, Basis: []rule.Clause{notice}, Defaults: &gradePolicy{A: 1, B: 2}, Steps: []*rule.Term{&odd, &still},
		Sources: []rule.Source{{Path: "a", Clause: first}, {Path: "b", Clause: first, Value: "5"}, {Path: "b", Clause: second}},
		Kernel: func(p *gradePolicy, in gradeFacts, tr *rule.Trace) (none, error) {
			tr.Count(&odd, in.N+p.B)
			tr.Count(&still, in.N*3)
			return none{}, nil
		},
	})
	require.NoError(t, err)
	for p, want := range map[gradePolicy][2]string{{1, 2, 7}: {"", "T7.1"}, {1, 5, 7}: {"T7.1", "T7.1"}, {4, 2, 7}: {"", ""}, {4, 5, 7}: {"T7.1", "T7.1"}, {1, 3, 7}: {"", "T7.1"}, {4, 3, 7}: {"", ""}} {
		d, err := r.Under(p).Explain(gradeFacts{3})
		require.NoError(t, err)
		assert.Equal(t, want, [2]string{d.Steps[0].Clause, d.Steps[1].Clause}, "%+v", p)
	}
}
