package rule

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// made is a rule of few facts that are counts, of which the kernel refuses each case but where it says otherwise.
func made[Policy, Facts, Answer any](t *testing.T, formula string, kernel func(*Policy, Facts, *Trace) (Answer, error)) Rule[Policy, Facts, Answer] {
	t.Helper()
	r, err := New(Definition[Policy, Facts, Answer]{
		ID: "sample.made", Version: 1, Title: Text{ZH: "样例", EN: "Sample"}, Basis: []Clause{{ID: "1"}}, Defaults: new(Policy),
		Steps: []*Term{{ID: "sum", Label: Text{ZH: "和", EN: "sum"}, Formula: formula}}, Kernel: kernel,
	})
	require.NoError(t, err)
	return r
}

type madeAnswer struct {
	Sum int64 `json:"sum" zh:"和" en:"sum"`
}

// TestOfFourNumbersOfACaseThoseBesideThemAreTried: an open count is tried with each of the first four counts of the case and with what is one below and
// one above, and with no more.
func TestOfFourNumbersOfACaseThoseBesideThemAreTried(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[0,900]"`
		B int64 `json:"b" zh:"乙" en:"b" range:"[0,900]"`
		C int64 `json:"c" zh:"丙" en:"c" range:"[0,900]"`
		D int64 `json:"d" zh:"丁" en:"d" range:"[0,900]"`
		E int64 `json:"e" zh:"戊" en:"e" range:"[0,900]"`
		X int64 `json:"x" zh:"己" en:"x" range:"[0,900]"`
	}
	r := made(t, "{x} + {a}", func(*struct{}, facts, *Trace) (madeAnswer, error) { return madeAnswer{}, Refused })
	e, err := r.scheme().expect(&struct{}{}, []byte(`{"a":10,"b":20,"c":30,"d":40,"e":50}`))
	require.NoError(t, err)
	require.Len(t, e.unknown, 1)
	var got []string
	for _, v := range e.unknown[0].near {
		got = append(got, v.RatString())
	}
	assert.Equal(t, "10 9 11 20 19 21 30 29 31 40 39 41", strings.Join(got, " "))
}

// TestSingleValuesAtTheEndsThatAreAlwaysRefusedAreTakenOff: of 0 to 9 those that a number has which is its own square are 0 and 1, which no range
// says; of one refused within nothing is taken off.
func TestSingleValuesAtTheEndsThatAreAlwaysRefusedAreTakenOff(t *testing.T) {
	for never, want := range map[string]string{
		"{a} × {a} = {a}":              "2 to 9",
		"({a} − 5) × ({a} − 5) = 16":   "0 to 8", // 1 and 9
		"({a} − 4) × ({a} − 4) = 1":    "0 to 9", // 3 and 5
		"({a} − 1) × ({a} − 1) ≤ 1":    "3 to 9", // 0, 1 and 2
		"({a} − 8) × ({a} − 8) ≤ 1":    "0 to 6", // 7, 8 and 9
		"{a} × ({a} − 9) = 0":          "1 to 8",
		"{a} × {a} = {a} and {b} = 77": "0 to 9", // of this case no refusal
	} {
		s, err := confinedRule(t, never, "1", "1 ÷ 2", "1")
		require.NoError(t, err, never)
		e, err := s.expect(&struct{}{}, []byte(`{"b":1,"paid":"0","night":true,"fig":"0.5","extra":null,"some":null}`))
		require.NoError(t, err)
		assert.Equal(t, want, spanWords(e.unknown[0].span), never)
	}
}

// TestOfACaseThatIsAnsweredNoRefusalIsTold, though one of the ways to complete it is refused for a fact that is given.
func TestOfACaseThatIsAnsweredNoRefusalIsTold(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[0,9]"`
		F bool  `json:"f" zh:"是否" en:"f"`
	}
	refused := Errors{{Code: Invalid, Part: OfFacts, Field: "a"}}
	decided := func(answers func(bool) bool) Outlook {
		out, err := made(t, "if({f}, {a}, {a} + 1)", func(_ *struct{}, in facts, _ *Trace) (madeAnswer, error) {
			if !answers(in.F) {
				return madeAnswer{}, refused
			}
			return madeAnswer{in.A + 1}, nil
		}).Decide([]byte(`{"a":3}`))
		require.NoError(t, err)
		return out
	}
	assert.Empty(t, decided(func(f bool) bool { return !f }).Refused)
	none := decided(func(bool) bool { return false })
	require.Len(t, none.Refused, 1)
	assert.Equal(t, "a", none.Refused[0].Field)
	assert.False(t, none.Determined)
}

// TestAListThatCanOnlyBeLeftOutHasNoItems, for certain.
func TestAListThatCanOnlyBeLeftOutHasNoItems(t *testing.T) {
	s, err := confinedRule(t, "count({some}) > 0", "1", "1 ÷ 2", "count({some})")
	require.NoError(t, err)
	e, err := s.expect(&struct{}{}, []byte(`{"a":1,"b":1,"paid":"0","night":true,"fig":"0.5","extra":null}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"some"}, e.left)
	double, _ := e.Span("double", 0)
	assert.Equal(t, "0", spanWords(double))
	least, most, needs, ok := e.Length("some")
	assert.Equal(t, []any{int64(0), int64(0), true}, []any{least, most, ok})
	assert.Empty(t, needs)
}

// TestTheLeastThatATypeHoldsIsItsStep: one of a count, a fen of an amount; a text has none.
func TestTheLeastThatATypeHoldsIsItsStep(t *testing.T) {
	n, ok := leastOf(reflect.TypeFor[int64]())
	assert.True(t, ok)
	assert.Equal(t, "1", n.String())
	_, ok = leastOf(reflect.TypeFor[string]())
	assert.False(t, ok)
}

// TestADefaultIsAsJSONHasIt: a count is a number, a flag true or false, and a text a text.
func TestADefaultIsAsJSONHasIt(t *testing.T) {
	type policy struct {
		On   bool   `json:"on,omitzero" zh:"是否" en:"on" default:"true"`
		Most int64  `json:"most,omitzero" zh:"至多" en:"most" default:"12" range:"[1,20]"`
		Way  string `json:"way,omitzero" zh:"方式" en:"way" default:"a" oneof:"a b"`
	}
	type facts struct {
		X int64 `json:"x" zh:"数" en:"x"`
	}
	r := made(t, "{x} + {most}", func(*policy, facts, *Trace) (madeAnswer, error) { return madeAnswer{}, Refused })
	schema := string(tree.Append(nil, schemaOf(reflect.TypeFor[policy](), true)))
	for _, want := range []string{`"default":true`, `"default":12`, `"default":"a"`} {
		assert.Contains(t, schema, want)
	}
	assert.NotEmpty(t, r.ID())
}

// TestAnAnswerThatDoesNotWriteItselfIsToldByItsError.
func TestAnAnswerThatDoesNotWriteItselfIsToldByItsError(t *testing.T) {
	said := (&answerField{}).say(reflect.ValueOf(writesNever{}))
	assert.Equal(t, 3, int(said.kind))
	assert.Contains(t, said.s, "never")
}

// TestItemsAreCountedFromOne, and what is of no list is asked once.
func TestItemsAreCountedFromOne(t *testing.T) {
	e := &expected{lists: map[string][]any{"rows": {"a", "b", "c"}, "none": {}}}
	for list, want := range map[string][2]int{"": {0, 0}, "rows": {1, 3}, "none": {1, 0}, "unknown": {1, 0}} {
		first, last := e.items(list)
		assert.Equal(t, want, [2]int{first, last}, list)
	}
}

// TestWhatIsWrittenIntoAFieldIsReadByIt, and refused as it refuses it.
func TestWhatIsWrittenIntoAFieldIsReadByIt(t *testing.T) {
	var root struct {
		Figure unit.Number `json:"figure" zh:"数值" en:"figure"`
	}
	d := dial{path: "figure", kind: formula.Number}
	require.NoError(t, d.write(reflect.ValueOf(&root).Elem(), "0.25"))
	assert.Equal(t, "0.25", root.Figure.String())
	err := d.write(reflect.ValueOf(&root).Elem(), "bad")
	assert.Equal(t, root.Figure.UnmarshalText([]byte("bad")), err)
}

// TestAValueThatTheRuleRefusesWithoutSayingSoIsNoEnd: of 0 to 3 and 0 to 1 the rule refuses 3 with 1, which no condition of it says; taken apart to
// single values, the greatest sum that is answered is 3.
func TestAValueThatTheRuleRefusesWithoutSayingSoIsNoEnd(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[0,3]"`
		B int64 `json:"b" zh:"乙" en:"b" range:"[0,1]"`
	}
	out, err := made(t, "{a} + {b}", func(_ *struct{}, in facts, _ *Trace) (madeAnswer, error) {
		if in.A == 3 && in.B == 1 {
			return madeAnswer{}, Refused
		}
		return madeAnswer{in.A + in.B}, nil
	}).Decide([]byte(`{}`))
	require.NoError(t, err)
	require.Len(t, out.Answer, 1)
	assert.Equal(t, []any{"0", "3", true}, []any{out.Answer[0].Low, out.Answer[0].High, out.Answer[0].Attained})
}

// TestAFieldThatThereIsNotIsRefusedOfAWholeCaseToo.
func TestAFieldThatThereIsNotIsRefusedOfAWholeCaseToo(t *testing.T) {
	type facts struct {
		A int64 `json:"a" zh:"甲" en:"a" range:"[0,3]"`
		B int64 `json:"b" zh:"乙" en:"b" range:"[0,1]"`
	}
	r := made(t, "{a} + {b}", func(_ *struct{}, in facts, _ *Trace) (madeAnswer, error) { return madeAnswer{in.A + in.B}, nil })
	for _, given := range []string{`{"a":1,"b":1,"zzz":1}`, `{"a":1,"zzz":1}`} {
		_, err := r.Decide([]byte(given))
		require.ErrorIs(t, err, UnknownField, given)
		assert.Equal(t, "zzz", Faults(err)[0].Field)
	}
}
