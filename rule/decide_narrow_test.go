package rule_test

import (
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
