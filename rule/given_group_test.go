package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAGroupThatIsNotGivenIsNoZero: a number within it is absent to formulas, and a decision without it is proved; in a group that is only
// left out where it is zero, it is zero.
func TestAGroupThatIsNotGivenIsNoZero(t *testing.T) {
	type spouse struct {
		Age int64 `json:"age" zh:"年龄" en:"age" range:"[0,150]"`
	}
	type facts struct {
		Spouse rule.Given[spouse] `json:"spouse,omitzero" zh:"配偶" en:"spouse"`
		Plain  spouse             `json:"plain,omitzero" zh:"户主" en:"head"`
	}
	type answer struct {
		OK  bool  `json:"ok" zh:"可" en:"ok"`
		Age int64 `json:"age" zh:"年龄" en:"age"`
	}
	ok, age := step("ok", "if(given({spouse.age}), {spouse.age} ≥ 60, true)"), step("age", "{plain.age} + 1")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "a.b", Version: 1, Title: rule.Text{EN: "a"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{ok, age},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			s, had := in.Spouse.Get()
			tr.Flag(ok, !had || s.Age >= 60)
			tr.Count(age, in.Plain.Age+1)
			return answer{!had || s.Age >= 60, in.Plain.Age + 1}, nil
		},
	})
	require.NoError(t, err)
	for name, c := range map[string]struct {
		in   facts
		want bool
	}{
		"none": {facts{}, true}, "young": {facts{Spouse: rule.Give(spouse{59})}, false}, "old": {facts{Spouse: rule.Give(spouse{60})}, true},
		"zero": {facts{Spouse: rule.Give(spouse{})}, false}, "a head": {facts{Plain: spouse{7}}, true},
	} {
		d, err := r.Explain(c.in)
		require.NoError(t, err)
		assert.Equal(t, answer{c.want, c.in.Plain.Age + 1}, d.Answer, name)
		assert.NoError(t, d.Verify(), name)
	}
	flips, err := r.Flip(facts{})
	require.NoError(t, err)
	for _, f := range flips.Flips {
		assert.NotEqual(t, "spouse.age", f.Path, "it has no value from which to go")
	}
	_, err = r.Edges(facts{}, "spouse.age", "", "")
	assert.EqualError(t, err, "a.b: facts.spouse.age: this case does not have it")
}
