package rule_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func both(t testing.TB) rule.Catalog {
	t.Helper()
	c, err := rule.NewCatalog(Heating, Relief)
	require.NoError(t, err)
	return c
}

const householdJSON = `{"area":"rural","members":[{"income":"123.45"},{"income":"700.00","age":81}],"property":"1000.00"}`

func TestTheJSONDoorGivesTheBytesOfTheTypedCall(t *testing.T) {
	cap := Relief.Parameters()
	cap.Cap = rule.Give(unit.Yuan(100))
	cap.Standard.Rural = unit.Yuan(700)
	for parameters, typed := range map[string]rule.Rule[ReliefPolicy, Household, ReliefAnswer]{
		"":   Relief,
		"{}": Relief,
		`{"cap":"100.00","standard":{"rural":"700.00"}}`:                                                            Relief.Under(cap),
		` { "standard" : {"urban":"800","rural":"700"}, "share":"60.0%", "rounding":"up/yuan", "cap" : "100.00" } `: Relief.Under(cap),
	} {
		answer, err := both(t).Eval("sample.relief", []byte(parameters), []byte(householdJSON))
		require.NoError(t, err, parameters)
		d, err := typed.Explain(household())
		require.NoError(t, err)
		want, err := json.Marshal(d.Answer)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(answer))
		for range 2 { // read, then remembered
			record, err := both(t).Explain("sample.relief", []byte(parameters), []byte(householdJSON))
			require.NoError(t, err)
			want, err = d.AppendJSON(nil)
			require.NoError(t, err)
			assert.Equal(t, string(want), string(record))
		}
	}
	s := rule.Subject{Case: "H-1", Month: unit.MustParseMonth("2021-07")}
	record, err := both(t).ExplainFor(s, "sample.relief", nil, []byte(householdJSON))
	require.NoError(t, err)
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	want, err := d.For(s).AppendJSON(nil)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(record))
}

func TestTheJSONDoorAcceptsLabels(t *testing.T) {
	for _, area := range []string{"rural", "农村", "Rural", "RURAL"} {
		answer, err := both(t).Eval("sample.relief", nil, []byte(strings.Replace(householdJSON, "rural", area, 1)))
		require.NoError(t, err, area)
		assert.Contains(t, string(answer), `"area":"rural"`)
	}
}

// TestEveryDoorSaysWhatIsWrongInBothLanguages tries every door with what it refuses: each
// fault has a code, says whether a parameter or a fact is meant, and why, in both languages.
func TestEveryDoorSaysWhatIsWrongInBothLanguages(t *testing.T) {
	for _, c := range []struct {
		name, id, parameters, facts string
		code                        rule.Code
		part                        rule.Part
		field, label                string
	}{
		{"unknown id", "sample.cooling", ``, `{}`, rule.UnknownRule, "", "rule", ""},
		{"no parameters", "sample.heating", ``, `{"persons":1}`, rule.NoParameters, rule.OfParameters, "", ""},
		{"a parameter missing", "sample.heating", `{}`, `{"persons":1}`, rule.Missing, rule.OfParameters, "per_person", "每人补贴（元）"},
		{"a parameter out of range", "sample.heating", `{"per_person":"-1.00"}`, `{"persons":1}`, rule.Range, rule.OfParameters, "per_person", "每人补贴（元）"},
		{"an unknown parameter", "sample.heating", `{"per_person":"1.00","x":1}`, `{"persons":1}`, rule.UnknownField, rule.OfParameters, "x", ""},
		{"parameters null", "sample.relief", `null`, householdJSON, rule.Missing, rule.OfParameters, "", ""},
		{"parameters no object", "sample.relief", `[]`, householdJSON, rule.Syntax, rule.OfParameters, "", ""},
		{"parameters no JSON", "sample.relief", `{`, householdJSON, rule.Syntax, rule.OfParameters, "", ""},
		{"a nested parameter", "sample.relief", `{"standard":{"rural":"x"}}`, householdJSON, rule.Syntax, rule.OfParameters, "standard.rural", "农村标准（元）"},
		{"a rounding not allowed", "sample.relief", `{"rounding":"down/fen"}`, householdJSON, rule.Invalid, rule.OfParameters, "rounding", "取整方式"},
		{"a parameter given as null", "sample.relief", `{"cap":null}`, householdJSON, rule.Missing, rule.OfParameters, "cap", "封顶（元）"},
		{"no facts", "sample.relief", ``, ``, rule.Syntax, rule.OfFacts, "", ""},
		{"facts null", "sample.relief", ``, `null`, rule.Missing, rule.OfFacts, "", ""},
		{"facts twice", "sample.relief", ``, `{"area":"rural","area":"urban"}`, rule.Duplicate, rule.OfFacts, "area", "户籍地"},
		{"a choice that is none", "sample.relief", ``, `{"area":"desert","members":[{"income":"1"}]}`, rule.Invalid, rule.OfFacts, "area", "户籍地"},
		{"a choice as a number", "sample.relief", ``, `{"area":1,"members":[{"income":"1"}]}`, rule.Syntax, rule.OfFacts, "area", "户籍地"},
		{"a fact of a member", "sample.relief", ``, `{"area":"rural","members":[{"income":"1"},{"income":"1,000"}]}`, rule.Syntax, rule.OfFacts, "members[1].income", "成员2 月收入（元）"},
		{"a fact out of range", "sample.relief", ``, `{"area":"rural","members":[{"income":"1","age":151}]}`, rule.Range, rule.OfFacts, "members[0].age", "成员1 年龄"},
		{"a list that is none", "sample.relief", ``, `{"area":"rural","members":{}}`, rule.Syntax, rule.OfFacts, "members", "成员"},
		{"an empty list", "sample.relief", ``, `{"area":"rural","members":[]}`, rule.Range, rule.OfFacts, "members", "成员"},
		{"not UTF-8", "sample.relief", ``, "{\"area\":\"\xc5\xe5\",\"members\":[]}", rule.Syntax, rule.OfFacts, "area", "户籍地"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for door, call := range map[string]func(string, []byte, []byte) ([]byte, error){"Eval": both(t).Eval, "Explain": both(t).Explain} {
				out, err := call(c.id, []byte(c.parameters), []byte(c.facts))
				assert.Nil(t, out, door)
				require.ErrorIs(t, err, c.code, door)
				list := rule.Faults(err)
				require.Len(t, list, 1, "%s: %v", door, err)
				f := list[0]
				assert.Equal(t, c.code, f.Code)
				assert.Equal(t, c.part, f.Part)
				assert.Equal(t, c.field, f.Field)
				assert.Equal(t, c.label, f.Label.ZH)
				assertHelpful(t, f)
			}
		})
	}
}

// assertHelpful wants a reason that says more than the code's name, in either language.
func assertHelpful(t *testing.T, f rule.Fault) {
	t.Helper()
	assert.Regexp(t, `\p{Han}{3}`, f.Reason.ZH, f.String())
	assert.NotRegexp(t, `[A-Za-z]{2,} [a-z]+ [a-z]+`, f.Reason.ZH, "English in the Chinese reason")
	assert.Regexp(t, `[a-z]{2}`, f.Reason.EN, f.String())
	assert.NotRegexp(t, `[\p{Han}]`, f.Reason.EN, "Chinese in the English reason")
	assert.NotEqual(t, f.In(rule.Chinese), f.In(rule.English))
}

func TestFaultsOfParametersAndFactsComeTogether(t *testing.T) {
	_, err := both(t).Eval("sample.heating", []byte(`{"per_person":"x"}`), []byte(`{"persons":"3","heads":4}`))
	assert.Equal(t, []string{"per_person", "persons", "heads"}, fieldsOf(err))
	many := `[` + strings.Repeat(`{},`, 200) + `{}]`
	_, err = both(t).Eval("sample.relief", []byte(`{"x":1}`), []byte(`{"area":"rural","members":`+many+`}`))
	list := rule.Faults(err)
	require.Len(t, list, 101)
	assert.Equal(t, "102", list[100].Value)
	assert.Equal(t, rule.OfParameters, list[0].Part)
}

func TestEmptyParametersAreNoneWhateverWasAskedBefore(t *testing.T) {
	c := both(t)
	for _, parameters := range [][]byte{nil, {}} {
		_, err := c.Eval("sample.relief", parameters, []byte(householdJSON))
		require.NoError(t, err)
	}
	under, err := rule.NewCatalog(heating())
	require.NoError(t, err)
	answer, err := under.Eval("sample.heating", nil, []byte(`{"persons":2}`))
	require.NoError(t, err)
	assert.JSONEq(t, `{"subsidy":"240.00"}`, string(answer), "a rule that was put under parameters keeps them")
}

func TestTheDoorIsForManyAtOnce(t *testing.T) {
	c := both(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for k := range 300 { // more sets of parameters than are kept
				amount := unit.Yuan(int32(i*1000 + k)).String()
				got, err := c.Eval("sample.heating", []byte(`{"per_person":"`+amount+`"}`), []byte(`{"persons":1}`))
				assert.NoError(t, err)
				assert.JSONEq(t, `{"subsidy":"`+amount+`"}`, string(got))
			}
		})
	}
	wg.Wait()
}

func TestCatalogRefusesDoublesAndTheZeroRule(t *testing.T) {
	_, err := rule.NewCatalog(Heating, Relief, heating())
	assert.ErrorIs(t, err, rule.Duplicate)
	assert.Equal(t, []string{"rules[2]"}, fieldsOf(err))
	_, err = rule.NewCatalog(rule.Rule[none, none, none]{}, nil)
	assert.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, []string{"rules[0]", "rules[1]"}, fieldsOf(err))
	_, err = rule.NewCatalog(Heating, Relief.Under(ReliefPolicy{}))
	assert.ErrorIs(t, err, rule.Missing, "a rule that would refuse every case")
	assert.Contains(t, fieldsOf(err), "rules[1].share")
	c := both(t)
	require.Len(t, c.Rules(), 2)
	c.Rules()[0] = nil
	assert.NotNil(t, c.Rules()[0])
	_, ok := c.Lookup("sample.heating")
	assert.True(t, ok)
	_, ok = rule.Catalog{}.Lookup("sample.heating")
	assert.False(t, ok)
	_, err = rule.Catalog{}.Eval("sample.heating", nil, nil)
	assert.ErrorIs(t, err, rule.UnknownRule)
	var zero rule.Rule[none, none, none]
	for _, err := range []error{zero.Err(), zero.Under(none{}).Err()} {
		assert.ErrorIs(t, err, rule.NotWhole)
	}
}
