package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

type meeting struct {
	A     int64             `json:"a" zh:"甲" en:"a" range:"[0,9007199254740991]"`
	B     int64             `json:"b" zh:"乙" en:"b" range:"[0,9007199254740991]"`
	Night bool              `json:"night" zh:"夜间" en:"at night"`
	Extra rule.Given[int64] `json:"extra,omitzero" zh:"另加" en:"extra" range:"[0,9]"`
}

type meetingAnswer struct {
	Met  bool  `json:"met" zh:"相会" en:"met"`
	Most int64 `json:"most" zh:"至多" en:"most" range:"[0,777777]"`
	Lots int64 `json:"lots" zh:"份数" en:"lots" range:"[0,)"`
	Same bool  `json:"same" zh:"同数" en:"same"`
}

var (
	meetMet  = rule.Term{ID: "met", Label: rule.Text{ZH: "相会", EN: "met"}, Formula: "{night} and {a} + {b} = 777776 and not given({extra})"}
	meetMost = rule.Term{ID: "most", Label: rule.Text{ZH: "至多", EN: "most"}, Formula: "{a} + if({night}, {b}, 0)"}
	meetLots = rule.Term{ID: "lots", Label: rule.Text{ZH: "份数", EN: "lots"}, Formula: "least n: n ≥ {b} × 1%"}
	meetSame = rule.Term{ID: "same", Label: rule.Text{ZH: "同数", EN: "same"}, Formula: "if({night}, {lots} = 6, false)"}
)

var meet = rule.MustNew(rule.Definition[struct{}, meeting, meetingAnswer]{
	ID: "sample.meet", Version: 1, Title: rule.Text{ZH: "相会", EN: "Meeting"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{},
	Never: []string{"{a} < {b}"},
	Steps: []*rule.Term{&meetMet, &meetMost, &meetLots, &meetSame},
	Kernel: func(_ *struct{}, in meeting, t *rule.Trace) (out meetingAnswer, err error) {
		if out.Most = in.A; in.Night {
			out.Most += in.B
		}
		if in.A < in.B || in.B < 0 || out.Most > 777_777 {
			return meetingAnswer{}, rule.Refused
		}
		_, extra := in.Extra.Get()
		out.Met = in.Night && in.A+in.B == 777_776 && !extra
		out.Lots = (in.B + 99) / 100
		out.Same = in.Night && out.Lots == 6
		return out, nil
	},
})

// TestFactsThatFitTogetherAreFound: a completion in which several facts must fit together, so that none is found by trying ends of each, is found from the
// end itself.
func TestFactsThatFitTogetherAreFound(t *testing.T) {
	for _, facts := range []string{`{}`, `{"extra":null}`, `{"a":777000}`, `{"night":false}`} {
		o, err := meet.Decide([]byte(facts))
		require.NoError(t, err, facts)
		for _, p := range o.Answer {
			assert.Empty(t, p.Unseen, "%s of %s", p.Path, facts)
		}
	}
}
