package rule_test

import (
	"encoding/json"
	"errors"
	"strconv"
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
	d, err := thirteen.Explain(in)
	require.NoError(t, err)
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		assert.Contains(t, d.Text(l), errFussy.Error())
	}
	text, err := rule.Give(spelled{"a"}).MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "a", string(text), "as it writes itself, not as Go prints it")
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
	assert.Nil(t, v.ring)
	var b branch
	require.NoError(t, rule.Unmarshal([]byte(`{"n":3,"below":[{"n":1,"below":[]}]}`), &b))
	assert.Equal(t, branch{3, []branch{{1, []branch{}}}}, b)
	_, err := rule.New(rule.Definition[none, branch, none]{
		ID: "sample.branch", Version: 1, Title: rule.Text{ZH: "枝", EN: "Branch"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, branch, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, []string{"Facts.below"}, fieldsOf(err))
	assert.NotEmpty(t, rule.FieldsOf[branch]())
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
	other := strings.Replace(record, "max({standard_here} − {members.income}, 0)", "{standard_here}", 1)
	require.NotEqual(t, record, other)
	report, err := both(t).Replay([]byte(other))
	require.NoError(t, err)
	assert.Equal(t, []string{"steps[1].formula", "digests.record", "steps[1].value"}, paths(report.Differences))
	last := report.Differences[2]
	assert.Equal(t, "476.55 600.00", last.Recorded+" "+last.Recomputed)
	// A value is not only worded otherwise where it is written otherwise, as a formula is.
	other = strings.Replace(record, `"value":"476.55"`, `"value":" 476.55"`, 1)
	require.NotEqual(t, record, other)
	report, err = both(t).Replay([]byte(other))
	require.NoError(t, err)
	assert.Contains(t, paths(report.Differences), "steps[1].value")
	assert.Empty(t, report.Wording)
}

// TestARecordKeepsTheVersionOfItsRule, of two digits too.
func TestARecordKeepsTheVersionOfItsRule(t *testing.T) {
	d := heatingDefinition()
	d.Version = 12
	r, err := rule.New(d)
	require.NoError(t, err)
	got, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{3})
	require.NoError(t, err)
	record, err := got.AppendJSON(nil)
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(record), `{"format":1,"rule":"sample.heating","version":12,`), string(record[:80]))
	report, err := catalogOf(t, r).Replay(record)
	require.NoError(t, err)
	assert.True(t, report.Holds())
}

// TestADocumentsParameterWithinAGroupIsVetted by its whole path.
func TestADocumentsParameterWithinAGroupIsVetted(t *testing.T) {
	n := cityNotice()
	n.Gives = json.RawMessage(`{"standard":{"rural":"755.00","nosuch":"1"}}`)
	err := Relief.UnderNotice(noticedPolicy(), n).Err()
	require.ErrorIs(t, err, rule.UnknownField)
	f := rule.Faults(err)
	require.Len(t, f, 1)
	assert.Equal(t, "notices[0].gives.standard.nosuch", f[0].Field)
	assert.Contains(t, f[0].Reason.EN, "the rule has no such parameter")
	const turned = `{"share":"70%","standard":{"urban":"784.00","rural":"755.00"}}`
	n.Gives = json.RawMessage(turned)
	list := []rule.Notice{n}
	require.NoError(t, Relief.UnderNotice(noticedPolicy(), list...).Err())
	assert.Equal(t, turned, string(list[0].Gives), "the caller's list is left as it was")
	n.Gives = json.RawMessage(`{"share":"70%","nosuch":{"a":"1"}}`)
	assert.Equal(t, []string{"notices[0].gives.nosuch.a"}, fieldsOf(Relief.UnderNotice(noticedPolicy(), n).Err()))
}

// TestACountThatAColumnHoldsBeyondItsTypeIsOutOfRange.
func TestACountThatAColumnHoldsBeyondItsTypeIsOutOfRange(t *testing.T) {
	var small rule.Given[int8]
	var plain rule.Given[uint16]
	for _, c := range []struct {
		into interface{ Scan(any) error }
		n    int64
	}{{&small, 128}, {&small, -129}, {&plain, -1}, {&plain, 1 << 16}} {
		require.ErrorIs(t, c.into.Scan(c.n), rule.Range, c.n)
	}
	require.NoError(t, small.Scan(int64(-128)))
	require.NoError(t, plain.Scan(int64(0)))
	assert.Equal(t, rule.Give[uint16](0), plain)
	require.NoError(t, plain.Scan(int64(1<<16-1)))
	assert.Equal(t, rule.Give[int8](-128), small)
	assert.Equal(t, rule.Give[uint16](65535), plain)
}

// TestNothingIsAskedOfARuleThatIsNotInTheCatalog, nor of facts and parameters that do not read.
func TestNothingIsAskedOfARuleThatIsNotInTheCatalog(t *testing.T) {
	c := catalogOf(t, Relief)
	facts := []byte(`{"area":"rural","members":[{"income":"1.00"}]}`)
	for name, ask := range map[string]func(id string, parameters, facts []byte) error{
		"Edges": func(id string, p, f []byte) error {
			_, err := c.Edges(id, p, f, "members[0].income", "0", "9")
			return err
		},
		"EdgesText": func(id string, p, f []byte) error {
			_, err := c.EdgesText(id, p, f, "members[0].income", "0", "9", rule.English)
			return err
		},
		"Flip":           func(id string, p, f []byte) error { _, err := c.Flip(id, p, f); return err },
		"FlipParameters": func(id string, p, f []byte) error { _, err := c.FlipParameters(id, p, f); return err },
		"Thresholds":     func(id string, p, f []byte) error { _, err := c.Thresholds(id, p, f); return err },
		"Decide":         func(id string, p, f []byte) error { _, err := c.Decide(id, p, f); return err },
		"Explain":        func(id string, p, f []byte) error { _, err := c.Explain(id, p, f); return err },
		"Eval":           func(id string, p, f []byte) error { _, err := c.Eval(id, p, f); return err },
	} {
		require.NoError(t, ask("sample.relief", nil, facts), name)
		assert.ErrorIs(t, ask("sample.nosuch", nil, facts), rule.UnknownRule, name)
		assert.ErrorIs(t, ask("sample.relief", []byte(`{"share":7}`), facts), rule.Syntax, name)
		assert.ErrorIs(t, ask("sample.relief", []byte(`{"share":"101%"}`), facts), rule.Range, name)
		assert.ErrorIs(t, ask("sample.relief", nil, []byte(`{"area":"rural","members":[{"income":7}]}`)), rule.Syntax, name)
		assert.ErrorIs(t, ask("sample.relief", nil, []byte(`{`)), rule.Syntax, name)
	}
	for _, path := range []string{"members[x].income", "members[-1].income", "members[ 0].income", "members[1x].income", "members[].income", "members[0.income", "members[99999999999].income", "members.income", "members"} {
		_, err := c.FindEdges("sample.relief", nil, facts, path, "0", "9")
		assert.ErrorIs(t, err, rule.UnknownField, path)
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
	type whole struct {
		Sub  Part   `json:"sub" zh:"部分" en:"part"`
		Rows []Part `json:"rows" zh:"行" en:"row"`
	}
	for path, refused := range map[string]bool{"sub": true, "rows": true, "sub.n": false, "rows.n": true, "nosuch": true} {
		got := rule.Question[int64]{ID: "q", Readings: []rule.Said[int64]{{At: []string{path}, Say: func(int64) (any, error) { return whole{}, nil }}}}.Of(1)
		assert.Equal(t, refused, got.Refused, path)
	}
}

// TestAnAnswerOfTextsAloneHasNoOutcome to change.
func TestAnAnswerOfTextsAloneHasNoOutcome(t *testing.T) {
	type facts struct {
		Name string `json:"name" zh:"名" en:"name"`
	}
	type answer struct {
		Name string `json:"called" zh:"名" en:"name" step:"name"`
	}
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.called", Version: 1, Title: rule.Text{ZH: "名", EN: "Name"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(_ *none, in facts, _ *rule.Trace) (answer, error) { return answer(in), nil },
	})
	require.NoError(t, err)
	_, err = r.Flip(facts{"a"})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Contains(t, err.Error(), "there is no outcome to change")
	assert.Empty(t, r.Info().Outcome)
}

// TestARuleThatAnswersWhatItNeverDoesIsToBlame, and not the facts.
func TestARuleThatAnswersWhatItNeverDoesIsToBlame(t *testing.T) {
	type answer struct {
		Free int64 `json:"free" zh:"空余" en:"free"`
	}
	free := step("free", "{places} − {taken}")
	for refuses, field := range map[bool]string{true: "asked", false: "Never"} {
		r, err := rule.New(rule.Definition[none, shelves, answer]{
			ID: "sample.shelf", Version: 1, Title: rule.Text{ZH: "格位", EN: "shelf"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{free},
			Never: []string{"{asked} > 2"},
			Kernel: func(_ *none, in shelves, tr *rule.Trace) (answer, error) {
				if refuses && in.Asked > 2 {
					return answer{}, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "asked"}}
				}
				tr.Count(free, in.Places-in.Taken)
				return answer{in.Places - in.Taken}, nil
			},
		})
		require.NoError(t, err)
		_, err = r.Decide([]byte(`{"asked":3}`))
		require.Error(t, err)
		assert.Equal(t, field, rule.Faults(err)[0].Field)
		_, err = r.Decide([]byte(`{"asked":2}`))
		require.NoError(t, err)
	}
}

// TestACatalogOfNoRuleIsRefused.
func TestACatalogOfNoRuleIsRefused(t *testing.T) {
	for _, list := range [][]rule.Any{{nil}, {Relief, nil}} {
		_, err := rule.NewCatalog(list...)
		require.ErrorIs(t, err, rule.NotWhole)
		assert.Equal(t, []string{"rules[" + strconv.Itoa(len(list)-1) + "]"}, fieldsOf(err))
	}
}

// TestACaseOfBadCellsIsNone.
func TestACaseOfBadCellsIsNone(t *testing.T) {
	for _, c := range []rule.Cells{{{Path: "area", Text: "sea"}}, {{Path: "area", Text: "rural"}, {Path: "members[0].income", Text: "x"}}, {{Path: "nosuch", Text: "1"}}} {
		p, f, err := Relief.Info().Case(nil, c)
		require.Error(t, err)
		assert.Nil(t, p)
		assert.Nil(t, f)
	}
}
