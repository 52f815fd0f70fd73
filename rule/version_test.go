package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// heatingVersion is the heating rule as it was changed: version 2 pays a quarter more,
// version 3 refuses households of more than two.
func heatingVersion(version int) rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	d := heatingDefinition()
	d.Version = version
	if version == 1 {
		return rule.MustNew(d)
	}
	more := rule.Term{ID: "subsidy", Label: paid.Label, Formula: "{per_person} × {persons} × 1.25", Clause: notice}
	d.Steps = []*rule.Term{&more}
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		if version == 3 && in.Persons > 2 {
			return HeatingAnswer{}, rule.Errors{{Code: rule.Range, Field: "persons", Reason: rule.Text{ZH: "至多两人", EN: "at most two"}}}
		}
		sum, err := unit.MoneyFromFen(p.PerPerson.Fen() * in.Persons * 5 / 4)
		t.Money(&more, sum)
		return HeatingAnswer{Subsidy: sum}, err
	}
	return rule.MustNew(d)
}

func heatingRecord(t testing.TB, version int) string {
	t.Helper()
	d, err := heatingVersion(version).Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 3})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	return string(record)
}

func versions(t testing.TB, list ...int) rule.Catalog {
	t.Helper()
	var rules []rule.Any
	for _, v := range list {
		rules = append(rules, heatingVersion(v))
	}
	c, err := rule.NewCatalog(rules...)
	require.NoError(t, err)
	return c
}

func TestARecordReplaysUnderItsOwnVersion(t *testing.T) {
	for _, list := range [][]int{{1, 2}, {2, 1}} {
		c := versions(t, list...)
		report, err := c.Replay([]byte(heatingRecord(t, 1)))
		require.NoError(t, err)
		assert.True(t, report.Holds())
		assert.Equal(t, 1, report.Version)
		require.NotNil(t, report.Today)
		assert.Equal(t, 2, report.Today.Version)
		assert.JSONEq(t, `{"subsidy":"450.00"}`, string(report.Today.Answer))
		assert.False(t, report.Today.Same)
		report, err = c.Replay([]byte(heatingRecord(t, 2)))
		require.NoError(t, err)
		assert.True(t, report.Holds())
		assert.Nil(t, report.Today)
		newest, ok := c.Lookup("sample.heating")
		require.True(t, ok)
		assert.Equal(t, 2, newest.Version())
		answer, err := c.Eval("sample.heating", []byte(`{"per_person":"120.00"}`), []byte(`{"persons":3}`))
		require.NoError(t, err)
		assert.JSONEq(t, `{"subsidy":"450.00"}`, string(answer), "asked today, answered by the newest")
	}
}

func TestWhatTodaysVersionRefusesIsSaid(t *testing.T) {
	report, err := versions(t, 1, 3).Replay([]byte(heatingRecord(t, 1)))
	require.NoError(t, err)
	assert.True(t, report.Holds())
	require.NotNil(t, report.Today)
	assert.Empty(t, report.Today.Answer)
	assert.Equal(t, "at most two", report.Today.Refusal[0].Reason.EN)
	assert.ErrorIs(t, report.Today.Refusal, rule.Range)
}

func TestAVersionThatIsNotAtHandIsCalledThat(t *testing.T) {
	for _, c := range []rule.Catalog{versions(t, 2), versions(t, 2, 3)} {
		report, err := c.Replay([]byte(heatingRecord(t, 1)))
		require.NoError(t, err)
		assert.False(t, report.Holds())
		assert.False(t, report.Recomputed)
		require.Equal(t, []string{"version"}, paths(report.Differences), "and not a forged digest")
		assert.Contains(t, report.Differences[0].Reason.EN, "another version")
		assert.Contains(t, report.Differences[0].Reason.ZH, "另一版本")
		require.NotNil(t, report.Today)
	}
	report, err := versions(t, 1).Replay([]byte(heatingRecord(t, 2)))
	require.NoError(t, err)
	assert.Equal(t, []string{"version"}, paths(report.Differences), "of a newer library")
	assert.JSONEq(t, `{"subsidy":"360.00"}`, string(report.Today.Answer))
}

func TestTodaysAnswerCanBeTheSame(t *testing.T) {
	d := heatingDefinition()
	d.Version = 4
	c, err := rule.NewCatalog(Heating, rule.MustNew(d))
	require.NoError(t, err)
	record := heatingRecord(t, 1)
	report, err := c.Replay([]byte(record))
	require.NoError(t, err)
	assert.True(t, report.Today.Same)
	report, err = c.Replay([]byte(strings.Replace(record, `"subsidy":"360.00"`, `"subsidy":"361.00"`, 1)))
	require.NoError(t, err)
	assert.False(t, report.Holds())
	assert.False(t, report.Today.Same)
}

// reworded is the heating rule of the same version with other words.
func reworded(change func(d *rule.Definition[HeatingPolicy, HeatingFacts, HeatingAnswer], term *rule.Term)) rule.Catalog {
	d := heatingDefinition()
	term := paid
	d.Steps = []*rule.Term{&term}
	change(&d, &term)
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		sum, err := p.PerPerson.Mul(in.Persons)
		t.Money(&term, sum)
		return HeatingAnswer{Subsidy: sum}, err
	}
	c, err := rule.NewCatalog(rule.MustNew(d))
	if err != nil {
		panic(err)
	}
	return c
}

func TestWordingIsToldFromSubstance(t *testing.T) {
	type def = rule.Definition[HeatingPolicy, HeatingFacts, HeatingAnswer]
	basis := func(d *def, term *rule.Term, c rule.Clause) { d.Basis, term.Clause = []rule.Clause{c}, c }
	other := notice
	for _, c := range []struct {
		name    string
		change  func(d *def, term *rule.Term)
		path    string
		wording bool
	}{
		{"title", func(d *def, _ *rule.Term) { d.Title.ZH = "冬季取暖补贴" }, "title.zh", true},
		{"label", func(_ *def, term *rule.Term) { term.Label.EN = "subsidy" }, "steps[0].label.en", true},
		{"formula", func(_ *def, term *rule.Term) { term.Formula = "{persons} × {per_person}" }, "steps[0].formula", false},
		{"signs", func(_ *def, term *rule.Term) { term.Formula = "{per_person}*{persons}" }, "steps[0].formula", true},
		{"place", func(d *def, term *rule.Term) { other.Place.ZH = "第1条"; basis(d, term, other) }, "clauses[0].place.zh", true},
		{"clause", func(d *def, term *rule.Term) { c := notice; c.ID = "sample-2"; basis(d, term, c) }, "clauses[0].id", false},
		{"quotation", func(d *def, term *rule.Term) { c := notice; c.Quote = "按户发放"; basis(d, term, c) }, "clauses[0].quote", false},
	} {
		report, err := reworded(c.change).Replay([]byte(heatingRecord(t, 1)))
		require.NoError(t, err)
		assert.Equal(t, c.wording, report.Holds(), "%s: %v", c.name, report.Differences)
		if c.wording {
			assert.Equal(t, []string{c.path}, paths(report.Wording), c.name)
			assert.Equal(t, "wording differs", report.Wording[0].Reason.EN)
		} else {
			assert.Contains(t, paths(report.Differences), c.path, c.name)
		}
	}
}

// TestAFormulaOfARecordIsTheRules: it may be written with other signs and blanks. Another one
// proves nothing, though it gives the same value.
func TestAFormulaOfARecordIsTheRules(t *testing.T) {
	record := heatingRecord(t, 1)
	for formula, holds := range map[string]bool{
		"{per_person}*{persons}": true, "({per_person}) ×  {persons}": true,
		"{persons} × {per_person}": false, "{per_person} × ({persons} − 1) + {per_person}": false, "{per_person} × 3": false,
		"{per_person} × {persons} × 2": false, "{subsidy}": false, "{persons} × 120": false, "{nobody}": false, "": false, "1 +": false,
	} {
		altered := parse(t, record).(*ordered)
		steps := (*altered.at("steps")).(*[]any)
		*(*steps)[0].(*ordered).at("formula") = formula
		reseal(t, altered)
		report, err := versions(t, 1).Replay([]byte(write(altered)))
		require.NoError(t, err)
		assert.Equal(t, holds, report.Holds(), formula)
		if !holds {
			assert.Subset(t, []string{"steps[0].formula", "steps[0].value"}, paths(report.Differences), formula)
			assert.NotEmpty(t, report.Differences, formula)
		}
	}
}
