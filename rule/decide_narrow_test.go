package rule_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestWhatNoAnswerHasBoundsTheFacts: no more places are taken than there are, since none are free below zero, and what follows from
// taken follows from no more than that.
func TestWhatNoAnswerHasBoundsTheFacts(t *testing.T) {
	for facts, want := range map[string][]string{
		`{"places":2,"asked":4}`: {"free: 0…2 []", "given: 0…2 []", "waiting: 2…4 []", "used: 0…1 []", "lacking: 0…2 []"},
		`{"taken":5,"asked":0}`:  {"free: 0…1 []", "given = 0", "waiting = 0", "used: 5/6…1 []", "lacking = 0"},
	} {
		o, err := urnHall.Decide([]byte(facts))
		require.NoError(t, err, facts)
		assert.Equal(t, want, possible(o), facts)
	}
}

// TestWhatIsNeverAnsweredBoundsTheFacts: an open month, count or code is none that a rule says it refuses beside the others, and a rule
// that answers such a case all the same is to blame.
func TestWhatIsNeverAnsweredBoundsTheFacts(t *testing.T) {
	type answer struct {
		Left int64 `json:"left" zh:"余" en:"left" range:"[0,)"`
	}
	left := rule.Term{ID: "left", Label: rule.Text{ZH: "余", EN: "left"}, Formula: "{places} + {asked} − {taken}"}
	shop := func(refuses bool) rule.Rule[none, shelves, answer] {
		return rule.MustNew(rule.Definition[none, shelves, answer]{
			ID: "sample.shop", Version: 1, Title: rule.Text{ZH: "余", EN: "left"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&left},
			Never: []string{"{taken} > {places} or {asked} ≥ 3"},
			Kernel: func(_ *none, in shelves, tr *rule.Trace) (answer, error) {
				if refuses && (in.Taken > in.Places || in.Asked >= 3) {
					f := rule.Errors{}
					f.Add(rule.Invalid, "taken", "", rule.Text{ZH: "过多", EN: "too many"})
					return answer{}, f
				}
				out := answer{in.Places + in.Asked - in.Taken}
				tr.Count(&left, out.Left)
				return out, nil
			},
		})
	}
	o, err := shop(true).Decide([]byte(`{"places":2}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"left: 0…4 []"}, possible(o))
	_, err = shop(false).Decide([]byte(`{"places":2,"taken":1,"asked":4}`))
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, "Never", rule.Faults(err)[0].Field)
}

type gateFacts struct {
	Side int64     `json:"side" zh:"边" en:"side" range:"[0,1000000]"`
	Key  int64     `json:"key" zh:"键" en:"key" range:"[1,1000]"`
	Rows []gateRow `json:"rows" zh:"行" en:"row" range:"[0,9]"`
}

type gateRow struct {
	N int64 `json:"n" zh:"键" en:"key" range:"[1,1000]"`
}

// TestWhatIsRefusedInARowIsTakenOff: the thousands of sides whose square is too small are taken off together, and so are the keys above
// the last of a list that any is to be of.
func TestWhatIsRefusedInARowIsTakenOff(t *testing.T) {
	type answer struct {
		Side int64 `json:"side" zh:"边" en:"side" range:"[0,)"`
		Key  int64 `json:"key" zh:"键" en:"key" range:"[0,)"`
	}
	side := rule.Term{ID: "side_of", Label: rule.Text{ZH: "边", EN: "side"}, Formula: "{side}"}
	gate := rule.MustNew(rule.Definition[none, gateFacts, answer]{
		ID: "sample.gate", Version: 1, Title: rule.Text{ZH: "门", EN: "gate"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&side},
		Never: []string{"{side} × {side} < 25000000", "not any({rows.n} = {key})"},
		Kernel: func(_ *none, in gateFacts, tr *rule.Trace) (answer, error) {
			if in.Side < 5000 || !slices.Contains(in.Rows, gateRow{in.Key}) {
				return answer{}, rule.Refused
			}
			tr.Count(&side, in.Side)
			return answer{in.Side, in.Key}, nil
		},
	})
	o, err := gate.Decide([]byte(`{"rows":[{"n":3},{"n":7},{"n":40}]}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"side: 5000…1000000 []", "key: 3…40 []"}, possible(o))
}
