package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// appended writes its own JSON, but for the text "never", which it does not write.
type appended struct{ name, text string }

func (a appended) AppendJSON(dst []byte) ([]byte, error) {
	if a.text == "never" {
		return dst, errFussy
	}
	return append(dst, `{"`+a.name+`":"`+a.text+`"}`...), nil
}

type (
	appendedPolicy struct {
		appended
		Text string `json:"said" zh:"文" en:"said"`
	}
	appendedFacts struct {
		appended
		Text string `json:"asked" zh:"问" en:"asked"`
	}
	appendedAnswer struct {
		appended
		Text string `json:"told" zh:"答" en:"told"`
		OK   bool   `json:"ok" zh:"是" en:"ok"`
	}
)

func appendedRule(t *testing.T, policy string) rule.Rule[appendedPolicy, appendedFacts, appendedAnswer] {
	t.Helper()
	told := rule.Term{ID: "told", Label: rule.Text{ZH: "答", EN: "told"}, Formula: "{said}"}
	ok := rule.Term{ID: "ok", Label: rule.Text{ZH: "是", EN: "ok"}, Formula: "{asked} = {asked}", Clause: notice}
	r, err := rule.New(rule.Definition[appendedPolicy, appendedFacts, appendedAnswer]{
		ID: "sample.appended", Version: 1, Title: rule.Text{ZH: "文", EN: "Appended"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&told, &ok},
		Sources: []rule.Source{{Path: "said", Clause: notice, Value: "a"}},
		Kernel: func(p *appendedPolicy, in appendedFacts, tr *rule.Trace) (appendedAnswer, error) {
			tr.Value(&told, word(p.Text))
			tr.Flag(&ok, true)
			text := in.Text
			if text != "never" {
				text = p.Text
			}
			if in.appended.name == "answer" {
				text = "never"
			}
			return appendedAnswer{appended{"told", text}, text, true}, nil
		},
	})
	require.NoError(t, err)
	return r.Under(appendedPolicy{appended{"said", policy}, policy})
}

func asking(text string) appendedFacts { return appendedFacts{appended{"asked", text}, text} }

// TestWhatDoesNotWriteItselfIsNoRecord: parameters, facts, answer or a document; what was there before is given back as it was, and nothing is
// verified or told as if it were known.
func TestWhatDoesNotWriteItselfIsNoRecord(t *testing.T) {
	of := func(policy string, in appendedFacts) rule.Decision[appendedPolicy, appendedFacts, appendedAnswer] {
		d, err := appendedRule(t, policy).Explain(in)
		require.NoError(t, err)
		return d
	}
	answer := asking("a")
	answer.appended.name = "answer"
	for name, d := range map[string]rule.Decision[appendedPolicy, appendedFacts, appendedAnswer]{"parameters": of("never", asking("a")), "facts": of("a", asking("never")), "answer": of("a", answer)} {
		b, err := d.AppendJSON([]byte("before"))
		require.ErrorIs(t, err, errFussy, name)
		assert.Equal(t, "before", string(b), name)
		_, err = d.Digests()
		require.ErrorIs(t, err, errFussy, name)
		_, err = d.MarshalJSON()
		require.ErrorIs(t, err, errFussy, name)
		require.ErrorIs(t, d.Verify(), errFussy, name)
		text := d.Text(rule.English)
		assert.NotContains(t, text, "sha256:", name)
		assert.Equal(t, name != "answer", strings.Contains(text, "ok = {asked} = {asked} = yes"), "a formula is filled in from what can be read: %s\n%s", name, text)
		assert.Equal(t, []rule.Clause{notice}, d.Clauses, name)
		assert.Equal(t, "sample-1", d.Steps[1].Clause, name)
	}
	_, err := appendedRule(t, "never").Identifier()
	require.ErrorIs(t, err, errFussy)
	require.NoError(t, appendedRule(t, "a").UnderNotice(appendedPolicy{appended{"said", "never"}, "never"}).Err(), "by no document it is as by Under")

	d, err := Relief.UnderNotice(noticedPolicy(), cityNotice()).Explain(household())
	require.NoError(t, err)
	d.Notices[0].Gives = []byte("x")
	b, err := d.AppendJSON([]byte("before"))
	require.Error(t, err)
	assert.Equal(t, "before", string(b))
}

// TestAnIdentityOfFactsThatWriteThemselvesIsThatOfTheRecord, and making it allocates nothing.
func TestAnIdentityOfFactsThatWriteThemselvesIsThatOfTheRecord(t *testing.T) {
	r := appendedRule(t, "a")
	id, err := r.Identifier()
	require.NoError(t, err)
	for _, text := range []string{"b", "longer than the one before", "c"} {
		d, err := r.Explain(asking(text))
		require.NoError(t, err)
		sums, err := d.Digests()
		require.NoError(t, err)
		got, err := id.Append([]byte("x"), asking(text))
		require.NoError(t, err)
		assert.Equal(t, "x"+sums.Decision, string(got))
	}
	plain, err := rule.New(rule.Definition[none, garbled, none]{
		ID: "sample.garbled", Version: 1, Title: rule.Text{ZH: "乱", EN: "Garbled"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, garbled, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	quick, err := plain.Identifier()
	require.NoError(t, err)
	buf := make([]byte, 0, 64)
	assert.Zero(t, testing.AllocsPerRun(20, func() { _, err = quick.Append(buf, garbled{"a"}) }))
	require.NoError(t, err)
	b, err := id.Append([]byte("before"), asking("never"))
	require.ErrorIs(t, err, errFussy)
	assert.Equal(t, "before", string(b))
}

// TestAStepThatTheRuleDoesNotHaveIsToldWithoutAFormula.
func TestAStepThatTheRuleDoesNotHaveIsToldWithoutAFormula(t *testing.T) {
	d, err := townRule(t, nil).Explain(towns())
	require.NoError(t, err)
	d.Steps[5].ID, d.Steps[5].Item = "nosuch", 3
	text := d.Text(rule.English)
	assert.Contains(t, text, "\n  6. before rounding[3] = 38.125\n")
	assert.Contains(t, text, "\n  7. to pay = round(before rounding, rounding) = round(not given, rounded to the nearest whole jiao, half up) = 38.10\n")
	require.ErrorIs(t, d.Verify(), rule.Invalid)
	assert.Equal(t, []string{"steps[5].value", "steps[6].value"}, fieldsOf(d.Verify()))
	assert.Equal(t, []string{"before rounding", "to pay"}, []string{rule.Faults(d.Verify())[0].Label.EN, rule.Faults(d.Verify())[1].Label.EN})
	assert.Equal(t, []string{"sample.town", "38.125", "the rule has no such step"}, []string{rule.Faults(d.Verify())[0].Rule, rule.Faults(d.Verify())[0].Value, rule.Faults(d.Verify())[0].Reason.EN})
}

// TestAMultipleOfAnAnswerIsToldAsChineseSaysIt.
func TestAMultipleOfAnAnswerIsToldAsChineseSaysIt(t *testing.T) {
	type answer struct {
		Times unit.Rate `json:"multiple,omitzero" zh:"倍数" en:"multiple" step:"times"`
	}
	type policy struct {
		Times unit.Rate `json:"times" zh:"倍数" en:"multiple"`
	}
	r, err := rule.New(rule.Definition[policy, none, answer]{
		ID: "sample.multiple", Version: 1, Title: rule.Text{ZH: "倍数", EN: "Multiple"}, Basis: []rule.Clause{notice},
		Kernel: func(p *policy, _ none, _ *rule.Trace) (answer, error) { return answer{p.Times}, nil },
	})
	require.NoError(t, err)
	d, err := r.Under(policy{unit.MustParseRate("1.3×")}).Explain(none{})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for l, want := range map[rule.Language]rule.Told{rule.Chinese: {Path: "multiple", Label: "倍数", Text: "1.3倍"}, rule.English: {Path: "multiple", Label: "multiple", Text: "1.3×"}} {
		told, err := catalogOf(t, r).Told(record, l)
		require.NoError(t, err)
		assert.Equal(t, []rule.Told{want}, told)
	}
	empty, err := rule.New(rule.Definition[none, none, none]{
		ID: "sample.empty", Version: 1, Title: rule.Text{ZH: "空", EN: "Empty"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	nothing, err := empty.Explain(none{})
	require.NoError(t, err)
	record, err = nothing.AppendJSON(nil)
	require.NoError(t, err)
	told, err := catalogOf(t, empty).Told(record, rule.English)
	require.NoError(t, err)
	assert.Equal(t, []rule.Told{}, told, "an answer without fields is told by none, and not by null")
}

type (
	reference struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	referring struct {
		Ref  *reference `json:"ref" zh:"引" en:"reference"`
		Most int64      `json:"most" zh:"上限" en:"most"`
	}
)

// TestAParameterThatTheRuleLacksIsNotTheDocumentsFault, where the document does not give it.
func TestAParameterThatTheRuleLacksIsNotTheDocumentsFault(t *testing.T) {
	r, err := rule.New(rule.Definition[referring, none, none]{
		ID: "sample.refer", Version: 1, Title: rule.Text{ZH: "引", EN: "Refer"}, Basis: []rule.Clause{notice},
		Kernel: func(*referring, none, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	n := cityNotice()
	for gives, want := range map[string][]string{`{"most":3}`: nil, `{"most":3,"ref":{"n":1}}`: nil, `{"most":3,"ref":null}`: {"notices[0].gives.ref"}} {
		n.Gives = []byte(gives)
		assert.Equal(t, want, fieldsOf(r.UnderNotice(referring{Most: 3}, n).Err()), gives)
	}
}

// garbled writes what is no JSON, where its text has a mark of quotation.
type garbled struct {
	Text string `json:"asked" zh:"问" en:"asked"`
}

func (g garbled) AppendJSON(dst []byte) ([]byte, error) {
	return append(append(append(dst, `{"asked":"`...), g.Text...), `"}`...), nil
}

// TestARecordThatIsWrittenAgainAsNoJSONIsAnError, and not one that holds.
func TestARecordThatIsWrittenAgainAsNoJSONIsAnError(t *testing.T) {
	r, err := rule.New(rule.Definition[none, garbled, none]{
		ID: "sample.garbled", Version: 1, Title: rule.Text{ZH: "乱", EN: "Garbled"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, garbled, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	d, err := r.Explain(garbled{"a"})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for text, holds := range map[string]bool{`"asked":"a"`: true, `"asked":"b"`: false} {
		report, err := catalogOf(t, r).Replay([]byte(strings.Replace(string(record), `"asked":"a"`, text, 1)))
		require.NoError(t, err)
		assert.Equal(t, holds, report.Holds())
	}
	report, err := catalogOf(t, r).Replay([]byte(strings.Replace(string(record), `"asked":"a"`, `"asked":"a\"b"`, 1)))
	require.ErrorIs(t, err, rule.Syntax)
	assert.True(t, report.Recomputed)
	assert.Empty(t, report.Differences)
}

// overflowing writes more than one value, so that the text around it reads all the same.
type overflowing struct {
	OK bool `json:"ok" zh:"是" en:"ok"`
}

func (overflowing) AppendJSON(dst []byte) ([]byte, error) {
	return append(dst, `{"ok":true},"more":{"ok":true}`...), nil
}

// TestAnAnswerThatWritesMoreThanOneValueIsNotProved.
func TestAnAnswerThatWritesMoreThanOneValueIsNotProved(t *testing.T) {
	ok := step("ok", "1 > 0")
	r, err := rule.New(rule.Definition[none, none, overflowing]{
		ID: "sample.over", Version: 1, Title: rule.Text{ZH: "溢", EN: "Over"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{ok},
		Kernel: func(_ *none, _ none, tr *rule.Trace) (overflowing, error) {
			tr.Flag(ok, true)
			return overflowing{true}, nil
		},
	})
	require.NoError(t, err)
	d, err := r.Explain(none{})
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	report, err := catalogOf(t, r).Replay(record)
	require.ErrorIs(t, err, rule.Syntax)
	assert.Empty(t, report.Differences)
	_, err = catalogOf(t, r).Text(record, rule.English)
	require.ErrorIs(t, err, rule.Syntax)
}

// TestARecordOfWhatDoesNotWriteItselfIsAnError, be it in the parameters or the facts that are read from it.
func TestARecordOfWhatDoesNotWriteItselfIsAnError(t *testing.T) {
	type policy struct {
		Name fussy `json:"name" zh:"名" en:"name"`
	}
	type facts struct {
		Called fussy `json:"called" zh:"称" en:"called"`
	}
	r, err := rule.New(rule.Definition[policy, facts, none]{
		ID: "sample.fuss", Version: 1, Title: rule.Text{ZH: "名", EN: "Name"}, Basis: []rule.Clause{notice}, Defaults: &policy{fussy{"1"}},
		Kernel: func(*policy, facts, *rule.Trace) (none, error) { return none{}, nil },
	})
	require.NoError(t, err)
	record, err := catalogOf(t, r).Explain(r.ID(), []byte(`{"name":"2"}`), []byte(`{"called":"3"}`))
	require.NoError(t, err)
	report, err := catalogOf(t, r).Replay(record)
	require.NoError(t, err)
	assert.True(t, report.Holds())
	for _, c := range [][2]string{{`"name":"2"`, `"name":"13"`}, {`"called":"3"`, `"called":"13"`}} {
		report, err = catalogOf(t, r).Replay([]byte(strings.Replace(string(record), c[0], c[1], 1)))
		require.ErrorIs(t, err, errFussy, c[1])
		assert.False(t, report.Holds())
		assert.False(t, report.Recomputed)
	}
}

type (
	firstList  struct{}
	secondList struct{}
)

func (firstList) Choices() rule.Choices {
	return rule.Choices{1: {Code: "x", Label: rule.Text{ZH: "一", EN: "one"}}, 2: {Code: "y", Label: rule.Text{ZH: "二", EN: "two"}}}
}

func (secondList) Choices() rule.Choices {
	return rule.Choices{1: {Code: "x", Label: rule.Text{ZH: "甲", EN: "first"}}, 2: {Code: "y", Label: rule.Text{ZH: "乙", EN: "second"}}}
}

// TestOneCodeOfTwoListsIsSaidAsItsOwnList, of facts, answers and steps.
func TestOneCodeOfTwoListsIsSaidAsItsOwnList(t *testing.T) {
	type facts struct {
		A rule.Enum[firstList]  `json:"a" zh:"数" en:"number"`
		B rule.Enum[secondList] `json:"b" zh:"序" en:"order"`
	}
	type answer struct {
		A rule.Enum[firstList]  `json:"p,omitzero" zh:"数" en:"number" step:"a"`
		B rule.Enum[secondList] `json:"q,omitzero" zh:"序" en:"order" step:"made"`
	}
	made := step("made", "if({a} = 'x', {b}, {b})")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.lists", Version: 1, Title: rule.Text{ZH: "表", EN: "Lists"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{made},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) { tr.Choice(made, in.B); return answer(in), nil },
	})
	require.NoError(t, err)
	record, err := catalogOf(t, r).Explain(r.ID(), nil, []byte(`{"a":"x","b":"x"}`))
	require.NoError(t, err)
	for _, c := range [][4]string{
		{`"answer":{"p":"x"`, `"answer":{"p":"y"`, "answer.p", "recorded two, recomputed one"}, {`"q":"x"`, `"q":"y"`, "answer.q", "recorded second, recomputed first"}, {`"value":"x"`, `"value":"y"`, "steps[0].value", "recorded second, recomputed first"},
	} {
		altered := strings.Replace(string(record), c[0], c[1], 1)
		require.NotEqual(t, string(record), altered)
		report, err := catalogOf(t, r).Replay([]byte(altered))
		require.NoError(t, err)
		said := ""
		for _, d := range report.Differences {
			if d.Path == c[2] && said == "" {
				said = d.In(rule.English)
			}
		}
		assert.Contains(t, said, c[3])
	}
}
