package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAnOutcomeIsAFieldThatTheRuleComputes: a given that the answer shows, a field of a list and what is none are refused.
func TestAnOutcomeIsAFieldThatTheRuleComputes(t *testing.T) {
	left := rule.Term{ID: "left", Label: rule.Text{ZH: "余", EN: "left"}, Formula: "{places} − {taken}"}
	type answer struct {
		Places int64 `json:"places" zh:"格位" en:"places"`
		Left   int64 `json:"left" zh:"余" en:"left"`
	}
	made := func(outcome string) (rule.Rule[struct{}, shelves, answer], error) {
		return rule.New(rule.Definition[struct{}, shelves, answer]{
			ID: "sample.left", Version: 1, Title: rule.Text{ZH: "余", EN: "left"}, Basis: []rule.Clause{notice}, Defaults: &struct{}{}, Steps: []*rule.Term{&left}, Outcome: outcome,
			Kernel: func(_ *struct{}, in shelves, t *rule.Trace) (answer, error) {
				t.Count(&left, in.Places-in.Taken)
				return answer{in.Places, in.Places - in.Taken}, nil
			},
		})
	}
	for _, outcome := range []string{"places", "nosuch", "each[].lack"} {
		_, err := made(outcome)
		require.ErrorIs(t, err, rule.NotWhole, outcome)
		assert.Equal(t, "Outcome", rule.Faults(err)[0].Field)
	}
	for _, outcome := range []string{"", "left"} {
		r, err := made(outcome)
		require.NoError(t, err)
		assert.Equal(t, "left", r.Info().Outcome)
		f, err := r.Flip(shelves{3, 2, 0})
		require.NoError(t, err)
		assert.Equal(t, []string{"left", "not-0"}, []string{f.Outcome, f.Value})
		require.Len(t, f.Flips[1].Changes, 1)
		assert.Equal(t, "+1", f.Flips[1].Changes[0].By)
	}
}
