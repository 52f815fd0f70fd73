package rule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// atMostFour reads the heating subsidy as one for at most four persons.
func atMostFour(f HeatingFacts) HeatingFacts { f.Persons = min(f.Persons, 4); return f }

func openHeating() rule.Definition[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	d := heatingDefinition()
	d.Open = []rule.Open[HeatingPolicy, HeatingFacts]{{
		ID: "how-many", Title: rule.Text{ZH: "按多少人计", EN: "For how many persons"},
		At: []string{"subsidy"}, Money: "subsidy", PerYear: 5,
		Readings: []rule.Reading[HeatingPolicy, HeatingFacts]{
			{Text: rule.Text{ZH: "每个人", EN: "every person"}, Clause: "sample-1"},
			{Text: rule.Text{ZH: "至多四人", EN: "at most four"}, Clause: "sample-2", Facts: atMostFour},
			{Text: rule.Text{ZH: "每人100元", EN: "100 a person"}, Clause: "sample-3",
				Parameters: func(p HeatingPolicy) HeatingPolicy { p.PerPerson = unit.Yuan(100); return p }},
		},
	}}
	return d
}

func openRule() rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	return rule.MustNew(openHeating()).Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
}

// TestReadingsStandSideBySide: five persons at 120 are 600; for four of them 480; at 100 it is 500.
func TestReadingsStandSideBySide(t *testing.T) {
	all, err := openRule().Readings(HeatingFacts{Persons: 5})
	require.NoError(t, err)
	require.Len(t, all, 1)
	c := all[0]
	assert.Equal(t, "how-many", c.Question)
	assert.False(t, c.Agree)
	assert.False(t, c.Refused)
	for i, want := range []string{"600.00", "480.00", "500.00"} {
		require.Len(t, c.Readings[i].Says, 1)
		assert.Equal(t, rule.Saying{Path: "subsidy", Label: rule.Text{ZH: "取暖补贴（元）", EN: "heating subsidy (yuan)"}, Value: want}.Value, c.Readings[i].Says[0].Value)
		assert.Equal(t, "subsidy", c.Readings[i].Says[0].Path)
		assert.Equal(t, "取暖补贴（元）", c.Readings[i].Says[0].Label.ZH)
		assert.IsType(t, HeatingAnswer{}, c.Readings[i].Answer)
	}
	all, err = openRule().Readings(HeatingFacts{})
	require.NoError(t, err)
	assert.True(t, all[0].Agree, "nobody: 0.00 by each")
}

func TestAReadingThatRefusesKeepsItsErrors(t *testing.T) {
	d := openHeating()
	d.Open[0].Readings[1].Facts = func(f HeatingFacts) HeatingFacts { f.Persons = -1; return f }
	r := rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
	all, err := r.Readings(HeatingFacts{Persons: 5})
	require.NoError(t, err)
	assert.True(t, all[0].Refused)
	assert.False(t, all[0].Agree)
	assert.Empty(t, all[0].Readings[0].Refusal)
	assert.ErrorIs(t, all[0].Readings[1].Refusal, rule.Range)
	assert.Nil(t, all[0].Readings[1].Answer)
	w, err := r.Weigh(slices.Values([]HeatingFacts{{Persons: 5}}))
	require.NoError(t, err)
	assert.EqualValues(t, []int64{1, 0, 1}, []int64{w[0].Cases, w[0].Decided, w[0].Refused})
	assert.Zero(t, w[0].Against[0].Less)

	dec, err := r.Explain(HeatingFacts{Persons: 5})
	require.NoError(t, err)
	assert.NotContains(t, dec.Text(rule.English), "depends on a reading", "what is not known is not said")
}

// TestSumsOfReadingsAreThoseOfSingleCases: households of 1 to 9; beyond four, 120 less for each; at 100, 20 less for each: five times a year.
func TestSumsOfReadingsAreThoseOfSingleCases(t *testing.T) {
	var in []HeatingFacts
	for n := range int64(9) {
		in = append(in, HeatingFacts{Persons: n + 1})
	}
	w, err := openRule().Weigh(slices.Values(in))
	require.NoError(t, err)
	require.Len(t, w, 1)
	assert.EqualValues(t, []int64{9, 9}, []int64{w[0].Cases, w[0].Decided})
	four, hundred := w[0].Against[0], w[0].Against[1]
	assert.EqualValues(t, 5, four.Less)
	assert.Equal(t, "9000.00", four.LessAYear.String()) // (1+2+3+4+5) × 120 × 5
	assert.EqualValues(t, 9, hundred.Less)
	assert.Equal(t, "4500.00", hundred.LessAYear.String()) // 45 × 20 × 5
	assert.EqualValues(t, 0, four.More+hundred.More)

	none, err := openRule().Weigh(nil)
	require.NoError(t, err)
	assert.Zero(t, none[0].Cases)
}

// TestTheDoorGivesReadingsAsJSON: the same as the rule's own, with parameters of the caller's; a rule that leaves nothing open gives an
// empty list; unknown rules and bad facts are errors.
func TestTheDoorGivesReadingsAsJSON(t *testing.T) {
	c, err := rule.NewCatalog(rule.MustNew(openHeating()))
	require.NoError(t, err)
	got, err := c.Readings("sample.heating", []byte(`{"per_person":"120.00"}`), []byte(`{"persons":5}`))
	require.NoError(t, err)
	own, err := openRule().Readings(HeatingFacts{Persons: 5})
	require.NoError(t, err)
	want, err := json.Marshal(own)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(got))
	assert.Contains(t, string(got), `"answer":{"subsidy":"480.00"}`)

	_, err = c.Readings("sample.other", nil, []byte(`{}`))
	assert.ErrorIs(t, err, rule.UnknownRule)
	_, err = c.Readings("sample.heating", nil, []byte(`{"persons":5}`))
	assert.ErrorIs(t, err, rule.NoParameters)
	_, err = c.Readings("sample.heating", []byte(`{"per_person":"120.00"}`), []byte(`{}`))
	assert.ErrorIs(t, err, rule.Missing)
	plain, err := rule.NewCatalog(heating())
	require.NoError(t, err)
	got, err = plain.Readings("sample.heating", nil, []byte(`{"persons":5}`))
	require.NoError(t, err)
	assert.Equal(t, "[]", string(got))
}

// TestWhatIsOpenChangesNoRecord: the record of a rule that says what it leaves open is byte for byte that of one that does not, and
// the text has one line more, only where the readings disagree.
func TestWhatIsOpenChangesNoRecord(t *testing.T) {
	for persons, more := range map[int64]int{0: 0, 5: 1} {
		with, err := openRule().Explain(HeatingFacts{Persons: persons})
		require.NoError(t, err)
		without, err := heating().Explain(HeatingFacts{Persons: persons})
		require.NoError(t, err)
		a, err := with.AppendJSON(nil)
		require.NoError(t, err)
		b, err := without.AppendJSON(nil)
		require.NoError(t, err)
		assert.Equal(t, string(b), string(a))
		for _, l := range []rule.Language{rule.Chinese, rule.English} {
			assert.Equal(t, strings.Count(without.Text(l), "\n")+more, strings.Count(with.Text(l), "\n"))
		}
		c, err := rule.NewCatalog(rule.MustNew(openHeating()))
		require.NoError(t, err)
		report, err := c.Replay(b)
		require.NoError(t, err)
		assert.True(t, report.Holds())
	}
	var in HeatingFacts
	r := openRule()
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = r.Eval(in) }))
}

func TestWhatIsOpenIsWhole(t *testing.T) {
	for field, change := range map[string]func(o *rule.Open[HeatingPolicy, HeatingFacts]){
		"Open[0].ID":                 func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.ID = "" },
		"Open[0].Title":              func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.Title.EN = "" },
		"Open[0].Readings":           func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.Readings = o.Readings[:1] },
		"Open[0].Money":              func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.PerYear = 0 },
		"Open[0].Readings[1].Text":   func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.Readings[1].Text.ZH = "" },
		"Open[0].Readings[2].Clause": func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.Readings[2].Clause = "" },
		"Open[0].Readings[1].At":     func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.Readings[1].At = []string{"paid"} },
		"Open[0].Readings[2].At":     func(o *rule.Open[HeatingPolicy, HeatingFacts]) { o.Readings[2].At = []string{"subsidy", "subsidy"} },
	} {
		d := openHeating()
		d.Open[0].Readings = slices.Clone(d.Open[0].Readings)
		change(&d.Open[0])
		_, err := rule.New(d)
		require.ErrorIs(t, err, rule.NotWhole, field)
		var fields []string
		for _, f := range rule.Faults(err) {
			fields = append(fields, f.Field)
		}
		assert.Contains(t, fields, field)
	}
	d := openHeating()
	d.Open = append(d.Open, d.Open[0])
	_, err := rule.New(d)
	assert.ErrorIs(t, err, rule.NotWhole, "the question stands twice")
	d = openHeating()
	d.Open[0].Money = "nothing"
	_, err = rule.New(d)
	assert.ErrorIs(t, err, rule.NotWhole, "no such amount")

	_, err = rule.MustNew(openHeating()).Readings(HeatingFacts{})
	assert.ErrorIs(t, err, rule.NoParameters)
	_, err = rule.MustNew(openHeating()).Weigh(nil)
	assert.ErrorIs(t, err, rule.NoParameters)
}

// subsidy is a case that has what two rules count.
type subsidyCase struct {
	Heating HeatingFacts `json:"heating" zh:"取暖" en:"heating"`
	Cap     unit.Money   `json:"cap" zh:"封顶" en:"cap"`
}

type capped struct {
	Subsidy unit.Money             `json:"subsidy" zh:"补贴" en:"subsidy"`
	Left    rule.Given[unit.Money] `json:"left,omitzero" zh:"剩余" en:"left"`
	Over    bool                   `json:"over" zh:"超出" en:"over"`
	Count   int                    `json:"count" zh:"数" en:"count"`
}

// TestAQuestionOverSeveralRulesReadsWhateverFieldsAnswersHave: amounts, counts, truth values, what is not given, and a reading
// whose answer lacks the field.
func TestAQuestionOverSeveralRulesReadsWhateverFieldsAnswersHave(t *testing.T) {
	say := func(out capped) func(subsidyCase) (any, error) {
		return func(subsidyCase) (any, error) { return out, nil }
	}
	at := []string{"subsidy", "left", "over", "count"}
	base := capped{Subsidy: unit.Yuan(5), Left: rule.Give(unit.Yuan(1)), Count: 2}
	question := func(other capped) rule.Question[subsidyCase] {
		return rule.Question[subsidyCase]{ID: "q", Title: rule.Text{ZH: "问", EN: "question"}, Money: "left", PerYear: 1, Readings: []rule.Said[subsidyCase]{
			{At: at, Say: say(base)}, {At: at, Say: say(other)}}}
	}
	assert.True(t, question(base).Of(subsidyCase{}).Agree)
	for name, change := range map[string]func(c *capped){
		"amount": func(c *capped) { c.Subsidy = unit.Yuan(6) }, "flag": func(c *capped) { c.Over = true }, "count": func(c *capped) { c.Count++ },
		"not given": func(c *capped) { c.Left = rule.Given[unit.Money]{} }, "zero is not absent": func(c *capped) { c.Left = rule.Give(unit.Money{}) },
	} {
		other := base
		change(&other)
		assert.False(t, question(other).Of(subsidyCase{}).Agree, name)
	}
	gone := base
	gone.Left = rule.Given[unit.Money]{}
	w, err := question(gone).Weigh(slices.Values([]subsidyCase{{}, {}}))
	require.NoError(t, err)
	assert.Equal(t, "2.00", w.Against[0].LessAYear.String(), "an amount that is not given is none")

	bad := question(base)
	bad.Readings[1] = rule.Said[subsidyCase]{At: []string{"sum", "left", "over", "count"}, Say: say(base)}
	c := bad.Of(subsidyCase{})
	assert.True(t, c.Refused)
	assert.ErrorIs(t, c.Readings[1].Refusal, rule.NotWhole)
	bad.Readings[1].Say = func(subsidyCase) (any, error) { return nil, errors.New("closed") }
	assert.True(t, bad.Of(subsidyCase{}).Refused)
	bad.Readings[1].Say = func(subsidyCase) (any, error) { return nil, nil }
	assert.True(t, bad.Of(subsidyCase{}).Refused)

	_, err = question(base).ReadJSON([]byte(`{"heating":{"persons":1}}`))
	assert.ErrorIs(t, err, rule.Missing)
	out, err := question(base).ReadJSON([]byte(`{"heating":{"persons":1},"cap":"5.00"}`))
	require.NoError(t, err)
	assert.Contains(t, string(out), `"agree":true`)
}

// What the plan leaves open is answered each way: which households it decides, and what a year costs.
func ExampleRule_Readings() {
	compared, err := openRule().Readings(HeatingFacts{Persons: 5})
	for _, c := range compared {
		fmt.Println(c.Title.EN, "agree:", c.Agree)
		for _, r := range c.Readings {
			fmt.Println(" ", r.Text.EN, r.Says[0].Value)
		}
	}
	fmt.Println(err)
	// Output:
	// For how many persons agree: false
	//   every person 600.00
	//   at most four 480.00
	//   100 a person 500.00
	// <nil>
}

func ExampleRule_Weigh() {
	weights, err := openRule().Weigh(slices.Values([]HeatingFacts{{Persons: 3}, {Persons: 6}}))
	for _, s := range weights[0].Against {
		fmt.Println(s.Text.EN, "differs in", s.Differs, "less a year", s.LessAYear)
	}
	fmt.Println(err)
	// Output:
	// at most four differs in 1 less a year 1200.00
	// 100 a person differs in 2 less a year 900.00
	// <nil>
}
