package rule_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// possible writes what an outlook says, a field a line.
func possible(o rule.Outlook) []string {
	var out []string
	for _, p := range o.Answer {
		line := p.Path + " = " + p.Value
		if !p.Determined {
			line = fmt.Sprintf("%s: %s…%s %v", p.Path, p.Low, p.High, p.Codes)
		}
		if !p.Attained {
			line += " ?"
		}
		out = append(out, line)
	}
	return out
}

func asked(o rule.Outlook) []string {
	var out []string
	for _, n := range o.Needs {
		out = append(out, n.Path)
	}
	return out
}

func TestDecideTellsWhatIsNeeded(t *testing.T) {
	for _, c := range []struct {
		facts    string
		answer   []string
		needs    []string
		unneeded []string
	}{
		{ // nothing is open
			`{"area":"rural","members":[{"income":"123.45","age":5}],"property":null}`,
			[]string{"amount = 286.00", "capped = false", "area = rural", "each[0].lack = 476.55"}, nil, nil,
		},
		{ // one income above either standard
			`{"members":[{"income":"900.00"}]}`,
			[]string{"amount = 0.00", "capped = false", "area: … [rural urban]", "each[0].lack = 0.00"}, []string{"area"}, []string{"members[0].age", "property"},
		},
		{
			`{"area":"urban","members":[{"income":"500.00"},{}]}`,
			[]string{"amount: 180.00…660.00 []", "capped = false", "area = urban", "each[0].lack = 300.00", "each[1].lack: 0.00…800.00 []"}, []string{"members[1].income"},
			[]string{"members[0].age", "members[1].age", "property"},
		},
		{
			`{"area":"农村"}`,
			[]string{"amount: 0.00…7200000.00 [] ?", "capped = false", "area = rural", "each[].lack: 0.00…600.00 []"}, []string{"members"}, []string{"property"},
		},
	} {
		o, err := Relief.Decide([]byte(c.facts))
		require.NoError(t, err, c.facts)
		assert.Equal(t, c.answer, possible(o), c.facts)
		assert.Equal(t, c.needs, asked(o), c.facts)
		assert.Equal(t, c.unneeded, o.Unneeded, c.facts)
		assert.Equal(t, len(c.needs) == 0, o.Determined, c.facts)
	}
}

func TestDecideRefusesWhatCannotBe(t *testing.T) {
	for facts, want := range map[string]rule.Code{
		`[]`: rule.Syntax, `{`: rule.Syntax, `{"area":"sea"}`: rule.Invalid, `{"area":null}`: rule.Missing, `{"nosuch":1}`: rule.UnknownField,
		`{"members":[{"income":"-1.00"}]}`: rule.Range, `{"members":[]}`: rule.Range, `{"members":[{"income":5}]}`: rule.Syntax,
		`{"area":"rural","members":[{"income":"-1.00","age":5}],"property":"1.00"}`: rule.Range,
	} {
		_, err := Relief.Decide([]byte(facts))
		assert.ErrorIs(t, err, want, facts)
	}
	_, err := rule.Rule[struct{}, struct{}, struct{}]{}.Decide([]byte(`{}`))
	assert.ErrorIs(t, err, rule.NotWhole)
}

func TestACatalogDecides(t *testing.T) {
	c, err := rule.NewCatalog(Relief)
	require.NoError(t, err)
	raw, err := c.Decide("sample.relief", nil, []byte(`{"area":"rural"}`))
	require.NoError(t, err)
	var o rule.Outlook
	require.NoError(t, json.Unmarshal(raw, &o))
	assert.Equal(t, []string{"members"}, asked(o))
	_, err = c.Decide("sample.nosuch", nil, nil)
	assert.ErrorIs(t, err, rule.UnknownRule)
}

func ExampleRule_Decide() {
	outlook, err := Relief.Decide([]byte(`{"area":"urban","members":[{"income":"500.00","age":70},{}]}`))
	fmt.Println(outlook.Determined, err)
	fmt.Println(outlook.Answer[0].Label.EN, outlook.Answer[0].Low, "to", outlook.Answer[0].High)
	fmt.Println("ask for:", outlook.Needs[0].Label.EN, "because of:", outlook.Needs[0].Step.EN)
	// Output:
	// false <nil>
	// relief (yuan) 180.00 to 660.00
	// ask for: member 2 income a month (yuan) because of: lack
}

// What a hostile list costs is bounded: beyond the bound steps are said to be anything.
func TestDecideIsBounded(t *testing.T) {
	facts := []byte(`{"members":[` + strings.TrimSuffix(strings.Repeat(`{},`, 3_000), ",") + `]}`)
	start := time.Now()
	o, err := Relief.Decide(facts)
	require.NoError(t, err)
	assert.False(t, o.Determined)
	assert.Less(t, time.Since(start), time.Minute) // a second, where it was hours
	assert.Len(t, o.Needs, 3_001)
}
