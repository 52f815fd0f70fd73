package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestADecisionThatRestsOnNoClauseSaysSo: its one clause is of another figure than the parameter.
func TestADecisionThatRestsOnNoClauseSaysSo(t *testing.T) {
	d := reliefDefinition()
	d.Basis = []rule.Clause{share}
	r, err := rule.New(d)
	require.NoError(t, err)
	for rate, other := range map[string]bool{"60%": false, "61%": true} {
		p := r.Parameters()
		p.Share = unit.MustParseRate(rate)
		got, err := r.Under(p).Explain(earning(Rural, 100))
		require.NoError(t, err)
		var ids []string
		for _, c := range got.Clauses {
			ids = append(ids, c.ID)
		}
		assert.Equal(t, !other, strings.Contains(strings.Join(ids, " "), "T9.1"), rate)
		for _, text := range []string{got.Text(rule.English), got.Summary(rule.English)} {
			assert.NotContains(t, text, "none: the parameters", "%s: %v", rate, ids)
		}
		got.Clauses = got.Clauses[:1]
		assert.NotContains(t, got.Text(rule.English)+got.Summary(rule.English), "none: the parameters")
		got.Clauses = nil
		assert.Contains(t, got.Summary(rule.English), "Basis  none: the parameters are not the plan's\n")
		assert.Equal(t, 1, strings.Count(got.Text(rule.English), "none: the parameters are not the plan's"), rate)
	}
}

// TestAStepThatIsNotWrittenAsItsKindIsNamed, and not taken for zero.
func TestAStepThatIsNotWrittenAsItsKindIsNamed(t *testing.T) {
	for _, text := range []string{"five", "", "1,000.00", "5.001x"} {
		d := heatingDefinition()
		d.Kernel = func(p *HeatingPolicy, in HeatingFacts, tr *rule.Trace) (HeatingAnswer, error) {
			tr.Value(&paid, word(text))
			return HeatingAnswer{}, nil
		}
		r, err := rule.New(d)
		require.NoError(t, err)
		got, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(1)}).Explain(HeatingFacts{})
		require.NoError(t, err)
		err = got.Verify()
		require.Error(t, err, text)
		f := rule.Faults(err)[0]
		assert.Equal(t, "steps[0].value", f.Field)
		assert.Contains(t, f.Reason.EN, "is not written as an amount of money")
		assert.Contains(t, f.Reason.ZH, "不是金额的写法")
	}
}

type word string

func (w word) String() string { return string(w) }

// TestAFormulaCannotNameWhatStandsInAListWithinAList.
func TestAFormulaCannotNameWhatStandsInAListWithinAList(t *testing.T) {
	type facts struct {
		Rooms []struct {
			Beds []struct {
				N int64 `json:"n" zh:"数" en:"n"`
			} `json:"beds" zh:"床" en:"bed"`
		} `json:"rooms" zh:"室" en:"room"`
	}
	type answer struct {
		Sum int64 `json:"sum" zh:"和" en:"sum"`
	}
	_, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.beds", Version: 1, Title: rule.Text{ZH: "床", EN: "Beds"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{step("sum", "sum({rooms.beds.n})")},
		Kernel: func(*none, facts, *rule.Trace) (answer, error) { return answer{}, nil },
	})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Contains(t, err.Error(), "no name {rooms.beds.n}")
}

// TestAParameterLeftOutIsMissingOfWhateverType: an amount and a rate whose range has no zero, a choice, a month and a rounding.
func TestAParameterLeftOutIsMissingOfWhateverType(t *testing.T) {
	type policy struct {
		Amount unit.Money             `json:"amount" zh:"额" en:"amount" range:"(0,)"`
		Rate   unit.Rate              `json:"rate" zh:"率" en:"rate" range:"(0,1]"`
		Area   Area                   `json:"area" zh:"地" en:"area"`
		Since  unit.Month             `json:"since" zh:"月" en:"since"`
		Round  unit.Rounding          `json:"round" zh:"整" en:"round"`
		Count  int64                  `json:"count" zh:"数" en:"count" range:"[1,3]"`
		Free   unit.Money             `json:"free" zh:"免" en:"free" range:"[0,)"`
		Given  rule.Given[unit.Money] `json:"given,omitzero" zh:"给" en:"given" range:"(0,)"`
	}
	r, err := rule.New(rule.Definition[policy, none, none]{
		ID: "sample.left", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice},
		Kernel: func(*policy, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	var got []string
	for _, f := range rule.Faults(r.Under(policy{}).Err()) {
		got = append(got, f.Field+" "+string(f.Code))
		assertHelpful(t, f)
	}
	assert.Equal(t, []string{"amount missing", "rate missing", "area missing", "since missing", "round missing", "count range"}, got)
	whole := policy{Amount: unit.Yuan(1), Rate: unit.Percent(100), Area: Rural, Since: unit.MustParseMonth("2021-01"), Round: unit.UpToFen, Count: 1}
	require.NoError(t, r.Under(whole).Err())
	whole.Given = rule.Give(unit.Money{})
	f := rule.Faults(r.Under(whole).Err())
	require.Len(t, f, 1)
	assert.Equal(t, "given range", f[0].Field+" "+string(f[0].Code), "a zero that is given is not left out")
	whole.Given, whole.Area = rule.Given[unit.Money]{}, 3
	f = rule.Faults(r.Under(whole).Err())
	require.Len(t, f, 1)
	assert.Equal(t, "area invalid 3", f[0].Field+" "+string(f[0].Code)+" "+f[0].Value)
}

// TestEvidenceIsReadFromARecordOrNotAtAll.
func TestEvidenceIsReadFromARecordOrNotAtAll(t *testing.T) {
	info := Heating.Info()
	d, err := heating().Explain(HeatingFacts{3})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	e, err := info.Evidence(record)
	require.NoError(t, err)
	v, ok := e.Value("persons", 0)
	assert.True(t, ok)
	assert.Equal(t, "3/1", v.Rat.String())
	require.Len(t, e.Steps(), 1)
	assert.Equal(t, "subsidy", e.Steps()[0].ID)
	_, ok = e.Value("nosuch", 0)
	assert.False(t, ok)
	for bad, code := range map[string]rule.Code{"{": rule.Syntax, "[]": rule.Syntax, "{}": rule.Missing, `{"rule":"sample.heating"}`: rule.Missing} {
		_, err := catalogOf(t, heating()).Text([]byte(bad), rule.English)
		assert.ErrorIs(t, err, code, bad)
		e, err := info.Evidence([]byte(bad))
		assert.Error(t, err, bad)
		_, ok := e.Value("persons", 0)
		assert.False(t, ok)
		assert.Equal(t, -1, e.Len("members"))
		assert.Empty(t, e.Steps())
	}
	_, err = rule.Info{}.Evidence(record)
	assert.ErrorIs(t, err, rule.NotWhole)
	assert.NotContains(t, string(Relief.Info().Schema()), `"~`, "a group without words has no title")
}
