package rule_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// heatingNotice is a document that gives the amount a person from 2023-07 until 2024-06.
func heatingNotice(name, gives string) rule.Notice {
	return rule.Notice{
		Document: name, Area: "淮南市", Since: unit.MustParseMonth("2023-07"), Until: unit.MustParseMonth("2024-06"),
		Published: unit.MustParseDay("2023-06-20"), Gives: json.RawMessage(gives),
	}
}

// TestADecisionIsOfAMonthOfItsDocuments: of the first and the last of it, and of none beside them.
func TestADecisionIsOfAMonthOfItsDocuments(t *testing.T) {
	catalog := catalogOf(t, Heating)
	a, b := heatingNotice("甲〔2023〕1号", `{"per_person":"1.00"}`), heatingNotice("乙〔2023〕2号", `{"per_person":"2.00"}`)
	b.Until = unit.Month{}
	for month, lacks := range map[string][]string{
		"": nil, "2023-07": nil, "2024-06": nil, "2023-06": {a.Document, b.Document}, "2024-07": {a.Document},
	} {
		var of rule.Subject
		if month != "" {
			of.Month = unit.MustParseMonth(month)
		}
		_, err := catalog.ExplainNotice(of, Heating.ID(), []rule.Notice{a, b}, nil, []byte(`{"persons":3}`))
		var want rule.Errors
		for _, name := range lacks {
			want = append(want, rule.Fault{Rule: "sample.heating", Code: rule.Range, Field: "subject.month", Value: month,
				Reason: rule.Text{ZH: "不在" + name + "的执行月份之内：请用该月份适用的文件", EN: "is not a month of " + name + ": give the document that holds in it"}})
		}
		assert.Equal(t, want.Err(), err, month)
	}
}

// TestAWrongParameterOfADocumentIsCalledByIt, and one of the caller's is not.
func TestAWrongParameterOfADocumentIsCalledByIt(t *testing.T) {
	catalog := catalogOf(t, Relief)
	first, second := heatingNotice("甲〔2023〕1号", `{"share":"70%"}`), heatingNotice("乙〔2023〕2号", `{"share":"170%","standard":{"rural":"-1.00","urban":"5.00"},"strange":1}`)
	for _, c := range []struct {
		parameters string
		want       []string
	}{
		{"", []string{
			"parameters|notices[1].gives.strange|乙〔2023〕2号规定的参数 strange|parameter given by 乙〔2023〕2号: strange",
			"parameters|notices[1].gives.standard.rural|乙〔2023〕2号规定的参数 农村标准（元）|parameter given by 乙〔2023〕2号: rural standard (yuan)",
		}},
		{`{"strange":2}`, []string{
			"parameters|strange||",
			"parameters|notices[1].gives.standard.rural|乙〔2023〕2号规定的参数 农村标准（元）|parameter given by 乙〔2023〕2号: rural standard (yuan)",
		}},
		{`{"share":"0%","standard":{"rural":"-2.00"}}`, []string{
			"parameters|notices[1].gives.strange|乙〔2023〕2号规定的参数 strange|parameter given by 乙〔2023〕2号: strange",
			"parameters|standard.rural|农村标准（元）|rural standard (yuan)", "parameters|share|保障比例|share",
		}},
	} {
		_, err := catalog.ExplainNotice(rule.Subject{}, Relief.ID(), []rule.Notice{first, second}, []byte(c.parameters), []byte(householdJSON))
		var got []string
		for _, f := range rule.Faults(err) {
			got = append(got, strings.Join([]string{string(f.Part), f.Field, f.Label.ZH, f.Label.EN}, "|"))
		}
		assert.Equal(t, c.want, got, c.parameters)
	}
	for gives, want := range map[string]string{`{`: "notices[0].gives", `[]`: ""} {
		n := heatingNotice("甲", gives)
		_, err := catalog.ExplainNotice(rule.Subject{}, Relief.ID(), []rule.Notice{n}, nil, []byte(householdJSON))
		require.Error(t, err)
		f := rule.Faults(err)[0]
		assert.Equal(t, rule.OfParameters, f.Part)
		assert.Equal(t, "sample.relief", f.Rule)
		assert.True(t, strings.HasPrefix(f.Field, want), f.Field)
	}
	_, err := catalog.ExplainNotice(rule.Subject{}, Relief.ID(), []rule.Notice{first}, nil, []byte(`{"area":"rural","members":[],"property":"x"}`))
	got := fieldsOf(err)
	assert.Equal(t, []string{"property", "members"}, got)
	assert.Equal(t, "家庭财产（元）", rule.Faults(err)[0].Label.ZH, "a fact is no document's")
}

// TestARowOfATableGoesThroughTheCatalog: its parameters over those of the rule, and what is wrong with both parts at once.
func TestARowOfATableGoesThroughTheCatalog(t *testing.T) {
	catalog := catalogOf(t, Relief, Heating)
	facts := rule.Cells{{Path: "area", Text: "农村"}, {Path: "members[0].income", Text: "100"}, {Path: "members[1].age", Text: "7"}, {Path: "members[1].income", Text: "5.5"}}
	p, in, err := catalog.FromCells("sample.relief", nil, facts)
	require.NoError(t, err)
	assert.Nil(t, p, "no cells, no parameters")
	assert.Equal(t, `{"area":"农村","members":[{"income":"100"},{"age":7,"income":"5.5"}]}`, string(in))
	p, in, err = catalog.FromCells("sample.relief", rule.Cells{{Path: "standard.rural", Text: "700"}}, facts[:2])
	require.NoError(t, err)
	assert.Equal(t, `{"standard":{"rural":"700","urban":"800.00"},"share":"60%","rounding":"up/yuan"}`, string(p))
	assert.Equal(t, `{"area":"农村","members":[{"income":"100"}]}`, string(in))

	record, err := catalog.ExplainCells("sample.relief", rule.Cells{{Path: "standard.rural", Text: "700"}}, facts[:2])
	require.NoError(t, err)
	want, err := catalog.Explain("sample.relief", p, in)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(record))
	assert.Contains(t, string(record), `"amount":"360.00"`)

	bad := rule.Cells{{Path: "a..b", Text: "1"}}
	p, in, err = catalog.FromCells("sample.relief", bad, rule.Cells{{Path: "area", Text: "rural"}, {Path: "area", Text: "urban"}})
	require.Error(t, err)
	var got []string
	for _, f := range rule.Faults(err) {
		got = append(got, strings.Join([]string{f.Rule, string(f.Part), f.Field, string(f.Code)}, "|"))
	}
	assert.Equal(t, []string{"sample.relief|parameters|a..b|syntax", "sample.relief|facts|area|duplicate"}, got)
	assert.Nil(t, p)
	assert.Nil(t, in)
	_, err = catalog.ExplainCells("sample.relief", nil, bad)
	assert.Equal(t, []string{"a..b"}, fieldsOf(err))
	_, _, err = catalog.FromCells("no.such", nil, nil)
	assert.ErrorIs(t, err, rule.UnknownRule)
	p, in, err = catalog.FromCells("sample.heating", rule.Cells{{Path: "per_person", Text: "3"}}, rule.Cells{{Path: "persons", Text: "2"}})
	require.NoError(t, err)
	assert.Equal(t, []string{`{"per_person":"3"}`, `{"persons":2}`}, []string{string(p), string(in)}, "a rule without parameters of its own")
}

// heatingOf is the rule of a version, which gives a further yuan for each version after the first.
func heatingOf(t *testing.T, version int) rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	t.Helper()
	d := heatingDefinition()
	d.Version = version
	more := step("subsidy", "{per_person} × {persons}")
	d.Steps = []*rule.Term{more}
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		if version == 3 && in.Persons > 2 || in.Persons < 0 {
			return HeatingAnswer{}, rule.Errors{{Code: rule.Range, Field: "persons", Reason: rule.Text{ZH: "太多", EN: "too many"}}}
		}
		sum, err := p.PerPerson.Mul(in.Persons)
		t.Money(more, sum)
		return HeatingAnswer{Subsidy: sum}, err
	}
	r, err := rule.New(d)
	require.NoError(t, err)
	return r.Under(HeatingPolicy{PerPerson: unit.Yuan(int32(100 + version/2))})
}

// TestACatalogHasEachVersionAndTheNewest whatever their order.
func TestACatalogHasEachVersionAndTheNewest(t *testing.T) {
	one, two, three := heatingOf(t, 1), heatingOf(t, 2), heatingOf(t, 3)
	for _, list := range [][]rule.Any{{one, two, three}, {three, two, one}, {two, three, one}, {Relief, one, three, two}} {
		c := catalogOf(t, list...)
		assert.Equal(t, list, c.Rules())
		slices.Reverse(c.Rules())
		assert.Equal(t, list, c.Rules(), "the list is the caller's own")
		newest, ok := c.Lookup("sample.heating")
		require.True(t, ok)
		assert.Equal(t, 3, newest.Version())
		_, ok = c.Lookup("sample.other")
		assert.False(t, ok)
	}
	_, ok := rule.Catalog{}.Lookup("sample.heating")
	assert.False(t, ok)
	assert.Empty(t, rule.Catalog{}.Rules())

	zero := rule.Text{ZH: "规则为零值", EN: "the zero Rule"}
	twice := rule.Text{ZH: "规则编号和版本重复", EN: "the id and version of another rule"}
	c, err := rule.NewCatalog(one, nil, two, rule.Rule[none, none, none]{}, one, Heating, heatingOf(t, 3).Under(HeatingPolicy{PerPerson: unit.Yuan(-1)}), two, three)
	assert.Equal(t, rule.Errors{
		{Code: rule.NotWhole, Field: "rules[1]", Reason: zero}, {Code: rule.NotWhole, Field: "rules[3]", Reason: zero},
		{Code: rule.Duplicate, Field: "rules[4]", Value: "sample.heating 1", Reason: twice}, {Code: rule.Duplicate, Field: "rules[5]", Value: "sample.heating 1", Reason: twice},
		{Rule: "sample.heating", Code: rule.Range, Part: rule.OfParameters, Field: "rules[6].per_person", Label: rule.Faults(err)[4].Label, Value: "-1.00", Reason: rule.Text{ZH: "不得为负", EN: "must not be negative"}},
		{Code: rule.Duplicate, Field: "rules[7]", Value: "sample.heating 2", Reason: twice},
	}.Error(), err.Error())
	assert.Empty(t, c.Rules())
}

// TestAReplayAddsWhatTheNewestVersionGives: the same, another answer, or a refusal.
func TestAReplayAddsWhatTheNewestVersionGives(t *testing.T) {
	one, two, three := heatingOf(t, 1), heatingOf(t, 2), heatingOf(t, 3)
	record := func(r rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer], persons int64) []byte {
		d, err := r.Explain(HeatingFacts{persons})
		require.NoError(t, err)
		out, err := d.AppendJSON(nil)
		require.NoError(t, err)
		return out
	}
	replay := func(record []byte, rules ...rule.Any) rule.Report {
		report, err := catalogOf(t, rules...).Replay(record)
		require.NoError(t, err)
		return report
	}
	for persons, want := range map[int64]*rule.Today{
		2: {Version: 3, Answer: json.RawMessage(`{"subsidy":"200.00"}`), Same: true},
		3: {Version: 3, Refusal: rule.Errors{{Rule: "sample.heating", Code: rule.Range, Part: rule.OfFacts, Field: "persons", Label: rule.Text{ZH: "人数", EN: "persons"}, Reason: rule.Text{ZH: "太多", EN: "too many"}}}},
	} {
		report := replay(record(one, persons), one, two, three)
		assert.True(t, report.Holds())
		assert.Equal(t, want, report.Today)
		assert.Nil(t, replay(record(one, persons), one).Today, "the newest is its own")
		report = replay(record(one, persons), three)
		assert.False(t, report.Holds())
		assert.Equal(t, want, report.Today)
		assert.Equal(t, []rule.Difference{{Path: "version", Recorded: "1", Recomputed: "3", Reason: report.Differences[0].Reason}}, report.Differences)
	}
	other := strings.Replace(string(record(one, 2)), `"answer":{"subsidy":"200.00"}`, `"answer":{"subsidy":"201.00"}`, 1)
	report := replay([]byte(other), one, two)
	assert.False(t, report.Holds())
	assert.Equal(t, &rule.Today{Version: 2, Answer: json.RawMessage(`{"subsidy":"200.00"}`)}, report.Today)
}
