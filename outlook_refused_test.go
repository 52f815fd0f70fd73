package civilaffairs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

const temporaryAid = `{"standard":"720.00","per_person":false,"degrees":[{"degree":1,"least":"2×","most":"5×"},{"degree":2,"least":"5×","most":"8×"},{"degree":3,"least":"8×","most":"30×"}],
	"bands":[{"from":"20000.00","least":"4×","most":"6×"},{"from":"40000.01","least":"6×","most":"10×"}],"cap":"10×","disposable":"30000.00","property_limit":"20000.00",
	"most_times":2,"same_cause_once":true,"township_limit":"3136.00","rounding":"up/yuan"}`

// careBedRow is T2.7 as indicators.standing takes it.
const careBedRow = `{"plan":"huainan-14","indicator":"T2.7","kind":"value","direction":"higher","target":"55","base":"33","scale":"100","min":"0","max":"100","counted":true,
	"base_year":2020,"target_year":2025,"method":"linear"}`

// TestNothingIsDeterminedOfACaseThatIsRefused: the county has no degree 9, whatever else is found out, and by the formulas alone it would be
// known what is paid; the rule says that it refuses it, and that is an error at once. What a rule refuses without saying so is told of
// the completions that were tried.
func TestNothingIsDeterminedOfACaseThatIsRefused(t *testing.T) {
	of := func(facts string) ([]byte, error) {
		return civilaffairs.Catalog().Decide("assistance.temporary-aid", []byte(temporaryAid), []byte(facts))
	}
	decide := func(facts string) (o rule.Outlook) {
		raw, err := of(facts)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(raw, &o))
		return o
	}
	for _, facts := range []string{
		`{"aided":0,"degree_found":9,"kind":"emergency","same_cause":false}`,
		`{"aided":0,"degree_found":9,"kind":"emergency","same_cause":false,"persons":3}`,
	} {
		_, err := of(facts)
		faults := rule.Faults(err)
		require.Len(t, faults, 1, facts)
		assert.Equal(t, "degree_found", faults[0].Field)
		assert.Contains(t, faults[0].Reason.EN, "degree")
	}
	o := decide(strings.Replace(`{"aided":0,"degree_found":9,"kind":"emergency","same_cause":false,"persons":3}`, "9", "3", 1))
	assert.Empty(t, o.Refused, "with a degree that it has")
	told := 0
	for _, facts := range []string{`{"year":2023,"part":"101","whole":"100"}`, `{"year":2023,"value":"101"}`, `{"year":2019,"value":"40"}`} {
		raw, err := civilaffairs.Catalog().Decide("indicators.standing", []byte(careBedRow), []byte(facts))
		if err != nil {
			continue // refused at once
		}
		var o rule.Outlook
		require.NoError(t, json.Unmarshal(raw, &o))
		require.NotEmpty(t, o.Refused, facts)
		told++
		for _, p := range o.Answer {
			assert.False(t, p.Determined, "%s: %s", facts, p.Path)
			assert.Empty(t, p.Value, p.Path)
		}
	}
	assert.Positive(t, told, "what is not said to be refused")
}
