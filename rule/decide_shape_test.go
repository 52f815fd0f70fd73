package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestWhatHoldsOthersAndIsNoObjectIsRefusedOfAnOpenCase, as of a whole one: by its place, with its value as JSON has it, and once, whatever it should hold; what
// is an object and lacks what it holds is open.
func TestWhatHoldsOthersAndIsNoObjectIsRefusedOfAnOpenCase(t *testing.T) {
	type born struct {
		Year  int64 `json:"year" zh:"年" en:"year"`
		Month int64 `json:"month" zh:"月" en:"month"`
	}
	type person struct {
		Born born  `json:"born" zh:"出生" en:"born"`
		Paid int64 `json:"paid" zh:"已付" en:"paid"`
	}
	type facts struct {
		People []person `json:"people" zh:"人" en:"person" range:"[1,9]"`
		Since  born     `json:"since" zh:"起" en:"since"`
	}
	r := judged[facts](t, "sum({people.paid} + {people.born.year} + {people.born.month}) > {since.year} + {since.month}")
	for given, want := range map[string][][2]string{
		`[]`:                               {{"", "[]"}},
		`{"since":5}`:                      {{"since", "5"}},
		`{"people":["x",{"born":"2020"}]}`: {{"people[0]", `"x"`}, {"people[1].born", `"2020"`}},
		`{"since":true,"people":[7]}`:      {{"people[0]", "7"}, {"since", "true"}},
	} {
		_, err := r.Decide([]byte(given))
		var got [][2]string
		for _, f := range rule.Faults(err) {
			assert.Equal(t, rule.Syntax, f.Code, given)
			assert.Equal(t, rule.OfFacts, f.Part)
			assert.Equal(t, rule.Text{ZH: "应为对象，如 {…}", EN: "must be an object: {…}"}, f.Reason)
			got = append(got, [2]string{f.Field, f.Value})
		}
		assert.Equal(t, want, got, given)
	}
	for _, given := range []string{`{}`, `{"since":{},"people":[{}]}`, `{"people":[{"born":{"year":5}}]}`} {
		_, err := r.Decide([]byte(given))
		require.NoError(t, err, given)
	}
}
