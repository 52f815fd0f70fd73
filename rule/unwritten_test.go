package rule_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// fussy reads every text and does not write "13".
type fussy struct{ text string }

var errFussy = errors.New("thirteen is not written")

func (f fussy) MarshalText() ([]byte, error) {
	if f.text == "13" {
		return nil, errFussy
	}
	return []byte(f.text), nil
}

func (f *fussy) UnmarshalText(text []byte) error { f.text = string(text); return nil }

// TestWhatDoesNotWriteItselfIsAnErrorWhereverItIsRead: among defaults, parameters, parameters of a document and facts.
func TestWhatDoesNotWriteItselfIsAnErrorWhereverItIsRead(t *testing.T) {
	type policy struct {
		Name fussy `json:"name" zh:"名" en:"name"`
		N    int64 `json:"n" zh:"数" en:"n"`
	}
	type facts struct {
		Called fussy `json:"called" zh:"称" en:"called"`
		Pieces int64 `json:"pieces" zh:"件" en:"pieces" range:"[0,9]"`
	}
	type answer struct {
		On bool `json:"on" zh:"是" en:"on"`
	}
	on := step("on", "{pieces} > {n}")
	define := func(name string) (rule.Rule[policy, facts, answer], error) {
		return rule.New(rule.Definition[policy, facts, answer]{
			ID: "sample.fussy", Version: 1, Title: rule.Text{ZH: "名", EN: "Name"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{on}, Defaults: &policy{fussy{name}, 3},
			Kernel: func(p *policy, in facts, tr *rule.Trace) (answer, error) {
				if in.Pieces < 0 || in.Pieces > 9 {
					return answer{}, rule.Refused
				}
				tr.Flag(on, in.Pieces > p.N)
				return answer{in.Pieces > p.N}, nil
			},
		})
	}
	_, err := define("13")
	require.ErrorIs(t, err, errFussy)
	assert.Equal(t, rule.OfParameters, rule.Faults(err)[0].Part)
	r, err := define("12")
	require.NoError(t, err)
	_, err = r.Flip(facts{fussy{"12"}, 1})
	require.NoError(t, err)
	in, bad := facts{fussy{"12"}, 1}, facts{fussy{"13"}, 1}
	thirteen := r.Under(policy{fussy{"13"}, 3})
	n := cityNotice()
	n.Gives = json.RawMessage(`{"n":3}`)
	for name, call := range map[string]func() error{
		"edges of parameters":  func() error { _, err := thirteen.Edges(in, "pieces", "0", "9"); return err },
		"edges of facts":       func() error { _, err := r.Edges(bad, "pieces", "0", "9"); return err },
		"flips of parameters":  func() error { _, err := thirteen.FlipParameters(in); return err },
		"flips of facts":       func() error { _, err := r.Flip(bad); return err },
		"thresholds":           func() error { _, err := r.Thresholds(bad); return err },
		"decide of parameters": func() error { _, err := thirteen.Decide([]byte(`{"called":"12","pieces":1}`)); return err },
		"a record of facts":    func() error { return recordErr(r.Explain(bad)) },
		"a record":             func() error { return recordErr(thirteen.Explain(in)) },
		"a document":           func() error { return r.UnderNotice(policy{fussy{"13"}, 3}, n).Err() },
		"a row":                func() error { _, err := rule.Flatten(bad); return err },
	} {
		assert.ErrorIs(t, call(), errFussy, name)
	}
	_, err = rule.Flatten(make(chan int))
	var unsupported *json.UnsupportedTypeError
	require.ErrorAs(t, err, &unsupported)
	_, err = rule.Flatten(json.RawMessage(`{"a":1,"a":2}`))
	require.ErrorIs(t, err, rule.Duplicate)
}

func recordErr[P, F, A any](d rule.Decision[P, F, A], err error) error {
	if err == nil {
		_, err = d.AppendJSON(nil)
	}
	return err
}

// TestATextIsHeldToItsTagAsItWritesItself, not as Go prints it.
func TestATextIsHeldToItsTagAsItWritesItself(t *testing.T) {
	type policy struct {
		Name spelled `json:"name" zh:"名" en:"name" oneof:"a b"`
	}
	r, err := rule.New(rule.Definition[policy, none, none]{
		ID: "sample.name", Version: 1, Title: rule.Text{ZH: "名", EN: "Name"}, Basis: []rule.Clause{notice},
		Kernel: func(*policy, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	require.NoError(t, r.Under(policy{spelled{"b"}}).Err())
	err = r.Under(policy{spelled{"c"}}).Err()
	require.ErrorIs(t, err, rule.Invalid)
	assert.Equal(t, "name c must be a, b", rule.Faults(err)[0].Field+" "+rule.Faults(err)[0].Value+" "+rule.Faults(err)[0].Reason.EN)
}

// TestAFaultHidesNoneOfAFieldWhoseNameBeginsAlike.
func TestAFaultHidesNoneOfAFieldWhoseNameBeginsAlike(t *testing.T) {
	type facts struct {
		Care  int64 `json:"care" zh:"护理" en:"care"`
		Total int64 `json:"care_total" zh:"护理合计" en:"care in all" range:"[0,5]"`
		Rows  []struct {
			N int64 `json:"n" zh:"数" en:"n" range:"[0,5]"`
		} `json:"rows" zh:"行" en:"row" range:"[1,2]"`
	}
	r, err := rule.New(rule.Definition[none, facts, none]{
		ID: "sample.care", Version: 1, Title: rule.Text{ZH: "护理", EN: "Care"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, facts, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	for in, want := range map[string][]string{
		`{"care":"x","care_total":9,"rows":[{"n":1}]}`:         {"care syntax", "care_total range"},
		`{"care":1,"care_total":9,"rows":[{"n":"x"},{"n":6}]}`: {"rows[0].n syntax", "care_total range", "rows[1].n range"},
		`{"care":1,"care_total":1,"rows":7}`:                   {"rows syntax"},
	} {
		_, err := catalogOf(t, r).Eval(r.ID(), nil, []byte(in))
		require.Error(t, err, in)
		var got []string
		for _, f := range rule.Faults(err) {
			got = append(got, f.Field+" "+string(f.Code))
		}
		assert.Equal(t, want, got, in)
	}
	var v facts
	assert.Len(t, rule.Faults(rule.Cells{{Path: "a[\xff]", Text: "1"}}.Bind(&v, nil)), 1, "a path is not told twice")
}

type (
	ring struct {
		*ring
		N int64 `json:"n" zh:"数" en:"n"`
	}
	branch struct {
		N     int64    `json:"n" zh:"数" en:"n"`
		Below []branch `json:"below" zh:"下" en:"below"`
	}
)

// TestATypeThatHoldsItselfEnds: by an embedded pointer, and by a list of its own, which no rule can have.
func TestATypeThatHoldsItselfEnds(t *testing.T) {
	var v ring
	assert.ErrorIs(t, rule.Unmarshal([]byte(`{"n":1}`), &v), rule.NotWhole)
	var b branch
	require.NoError(t, rule.Unmarshal([]byte(`{"n":3,"below":[{"n":1,"below":[]}]}`), &b))
	assert.Equal(t, branch{3, []branch{{1, []branch{}}}}, b)
	_, err := rule.New(rule.Definition[none, branch, none]{
		ID: "sample.branch", Version: 1, Title: rule.Text{ZH: "枝", EN: "Branch"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, branch, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, []string{"Facts.below"}, fieldsOf(err))
	assertHelpful(t, rule.Faults(err)[0])
}

// TestEvidenceNeedsAWholeRecord: one that names no version of its rule is no evidence.
func TestEvidenceNeedsAWholeRecord(t *testing.T) {
	record := without(t, heatingRecord(t, 1), "version")
	_, err := Heating.Info().Evidence([]byte(record))
	require.ErrorIs(t, err, rule.Missing)
	assert.Equal(t, []string{"version"}, fieldsOf(err))
	_, _, _, ok := Relief.Info().Anything().Length("")
	assert.False(t, ok)
}

// TestAFormulaOfAnItemMayBeOneOfNone: what is recorded for each member may name no list, and is proved.
func TestAFormulaOfAnItemMayBeOneOfNone(t *testing.T) {
	record := recordOf(t)
	other := strings.Replace(record, "max({standard_here} − {members.income}, 0)", "{standard_here} − 123.45 yuan", 1)
	other = strings.Replace(other, " yuan", "", 1)
	require.NotEqual(t, record, other)
	report, err := both(t).Replay([]byte(other))
	require.NoError(t, err)
	for _, d := range report.Differences {
		t.Log(d.Path, d.Reason.EN)
	}
}

// TestAnAnswerWithoutItsEmbeddedPartSaysNothingThere.
func TestAnAnswerWithoutItsEmbeddedPartSaysNothingThere(t *testing.T) {
	type Part struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	type answer struct {
		*Part
		M unit.Money `json:"m" zh:"额（元）" en:"m (yuan)"`
	}
	q := rule.Question[int64]{ID: "q", Readings: []rule.Said[int64]{
		{At: []string{"n"}, Say: func(int64) (any, error) { return answer{Part: &Part{7}}, nil }},
		{At: []string{"n"}, Say: func(int64) (any, error) { return answer{}, nil }},
	}}
	got := q.Of(1)
	assert.False(t, got.Agree)
	assert.False(t, got.Refused)
	assert.Equal(t, []string{"7", ""}, []string{got.Readings[0].Says[0].Value, got.Readings[1].Says[0].Value})
}
