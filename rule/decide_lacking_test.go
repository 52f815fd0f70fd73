package rule_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestWhatAConditionHasNoValueWithoutIsAskedFor: a field stands where an optional fact is small; with it left out the condition has no
// value, and the field is not there.
func TestWhatAConditionHasNoValueWithoutIsAskedFor(t *testing.T) {
	type facts struct {
		Fee    int64             `json:"fee" zh:"费用" en:"fee" range:"[0,9]"`
		Guests rule.Given[int64] `json:"guests,omitzero" zh:"客人" en:"guests" range:"[1,2]"`
	}
	type answer struct {
		Left rule.Given[int64] `json:"left,omitzero" zh:"余" en:"left"`
	}
	left := step("left", "{fee} + 1")
	r := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "sample.lacking", Version: 1, Title: rule.Text{ZH: "余", EN: "Left"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{left},
		Stands: map[string]string{"left": "{guests} ≤ 2"},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			if n, ok := in.Guests.Get(); ok {
				if n < 1 || n > 2 {
					return out, rule.Refused
				}
				out.Left = rule.Give(in.Fee + 1)
				tr.Count(left, in.Fee+1)
			}
			return out, nil
		},
	})
	o, err := r.Decide([]byte(`{"fee":3}`))
	require.NoError(t, err)
	assert.False(t, o.Determined)
	require.Len(t, o.Needs, 1)
	assert.Equal(t, "guests", o.Needs[0].Path)
	assert.Empty(t, o.Unneeded)
	assert.True(t, o.Answer[0].Absent)
}

// sharedByWeight is what can be said of a total shared out by weights; a completion of it is answered.
func sharedByWeight(t *testing.T, total int, counties []map[string]any) (o rule.Outlook) {
	t.Helper()
	facts, err := json.Marshal(map[string]any{"total": total, "counties": counties})
	require.NoError(t, err)
	raw, err := civilaffairs.Catalog().Decide("planoffice.parts", []byte(`{"by":"weight"}`), facts)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &o))
	assert.Empty(t, o.Refused)
	return o
}

// TestWhatAlwaysHoldsIsToldOfALongList: where it would cost too much to compute a step, what holds in every case still bounds it.
func TestWhatAlwaysHoldsIsToldOfALongList(t *testing.T) {
	counties := []map[string]any{{"name": "n", "order": 200, "base": 1, "most": nil}}
	for i := range 199 {
		counties = append(counties, map[string]any{"name": fmt.Sprint("n", i), "order": i + 1, "base": 7, "weight": i, "most": nil})
	}
	o := sharedByWeight(t, 1000, counties)
	for _, p := range o.Answer {
		if want := map[string]string{"added": "0", "sum": "1394", "surplus": "394"}[p.Path]; want != "" {
			assert.True(t, p.Determined, p.Path)
			assert.Equal(t, want, p.Value, p.Path)
		}
	}
}

// TestALongListWithMuchOpenIsNotBlamedOnWhatIsGiven: a bound that is open beside what each county has is chosen so that the rule answers.
func TestALongListWithMuchOpenIsNotBlamedOnWhatIsGiven(t *testing.T) {
	var counties []map[string]any
	for i := range 80 {
		counties = append(counties, map[string]any{"name": fmt.Sprint("n", i), "order": i + 1, "base": 7, "weight": i})
	}
	o := sharedByWeight(t, 100, counties)
	assert.Equal(t, "560", o.Answer[1].Value)
}
