package rule

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// confinedCase is a case of the rule of which a and b are open, with what else is given.
func confinedCase(t *testing.T, left, double, facts string) *expected {
	t.Helper()
	s, err := confinedRule(t, "", left, "1 ÷ 2", double)
	require.NoError(t, err)
	e, err := s.expect(&struct{}{}, []byte(`{"paid":"0","night":true,"fig":"0.5","extra":null`+facts+"}"))
	require.NoError(t, err)
	return e
}

// ownGet holds a Given, and with it is taken for a holder, but its own Get says nothing of whether it is there.
type ownGet struct{ Given[int64] }

func (ownGet) Get() int64 { return 0 }

// noGet is a holder that has nothing to get.
type noGet struct{}

func (noGet) given() any { return nil }

// TestWhatIsHeldIsOfAGetOfTwo: of the value and whether it is there; a type of another Get, or of none, is itself.
func TestWhatIsHeldIsOfAGetOfTwo(t *testing.T) {
	inner, optional := held(reflect.TypeFor[Given[unit.Money]]())
	assert.Equal(t, reflect.TypeFor[unit.Money](), inner)
	assert.True(t, optional)
	for _, own := range []reflect.Type{reflect.TypeFor[ownGet](), reflect.TypeFor[noGet](), ofInt} {
		inner, optional = held(own)
		assert.Equal(t, own, inner)
		assert.False(t, optional, own)
	}
}

// TestAChoiceOfNoCodesCanBeAnything: only of one whose codes are known can it be said which are left.
func TestAChoiceOfNoCodesCanBeAnything(t *testing.T) {
	s := &scheme{}
	of := func(typ formula.Type) formula.Span { return s.spanOf(&given{part: OfFacts, typ: typ}) }
	assert.Equal(t, formula.Span{Kind: formula.Choice, Any: true}, of(formula.Type{Kind: formula.Choice}))
	assert.Equal(t, formula.Span{Kind: formula.Choice, Codes: []string{"a", "b"}}, of(formula.Type{Kind: formula.Choice, Codes: []string{"a", "b"}}))
	assert.Equal(t, formula.Span{Kind: formula.Text, Any: true}, of(formula.Type{Kind: formula.Text}))
	assert.Equal(t, formula.Span{Kind: formula.Count}, of(formula.Type{Kind: formula.Count}))
}

// TestAnOptionThatIsNoJSONIsAnError, not a fact that is null.
func TestAnOptionThatIsNoJSONIsAnError(t *testing.T) {
	e := confinedCase(t, "1", "1", `,"b":1,"some":null`)
	_, err := e.put(nil, 0, "{", nil)
	require.Error(t, err)
}

// TestNumbersOfItemsAreTurnsToo, beside those that stand by themselves; of an open item nothing is known.
func TestNumbersOfItemsAreTurnsToo(t *testing.T) {
	for _, c := range []struct{ facts, want string }{
		{`,"some":[{"n":4}]`, "4"}, {`,"some":[{"n":4},{"n":3},{"n":5}]`, "4"}, {`,"some":[{"n":1},{}]`, "1"}, {`,"some":[{}]`, "…"}, {`,"some":[]`, "…"},
		{`,"some":[{"n":4}],"b":2`, "4"}, {`,"some":[],"b":2`, "2"},
	} {
		e := confinedCase(t, "1", "1", c.facts)
		assert.Equal(t, c.want, endWords(e.turn(spanFrom(formula.Count, "0", "9"))), c.facts)
	}
}

// TestAStepOutsideListsIsConfinedAsOne, from whichever item it is looked at.
func TestAStepOutsideListsIsConfinedAsOne(t *testing.T) {
	for _, item := range []int{0, 1, 3} {
		e := confinedCase(t, "1", "1", `,"b":1,"some":null`)
		clear(e.within)
		c := confining{expected: e}
		c.Narrow("base", item, formula.Bounds{Low: endAt("3"), High: endAt("6")})
		assert.Equal(t, map[slot]formula.Bounds{{true, e.sch.names["base"], 0}: {Low: endAt("3"), High: endAt("6")}}, e.within)
		assert.Equal(t, "2 to 5", spanWords(e.unknown[0].span), "a is one less")
		c.Narrow("base", item, formula.Bounds{Low: endAt("2"), High: endAt("5")})
		assert.Equal(t, map[slot]formula.Bounds{{true, e.sch.names["base"], 0}: {Low: endAt("3"), High: endAt("5")}}, e.within, "of two ends that which says more")
	}
}

// TestAStepIsTightenedOnlyInTheWholeOfACase: what comes from one fact in two places is bounded as one; not where formulas alone are asked, nor in a
// part of a case, nor where the work is done.
func TestAStepIsTightenedOnlyInTheWholeOfACase(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   func(e *expected)
		want  string
		tried int
	}{
		{"whole", func(*expected) {}, "0 to 9", 2},
		{"plain", func(e *expected) { e.plain = true }, "-9 to 18", 0},
		{"part", func(e *expected) { e.parted = true }, "-9 to 18", 0},
		{"an eighth of the work", func(e *expected) { e.work = maxWork / 8 }, "0 to 9", 2},
		{"more", func(e *expected) { e.work = maxWork/8 + 1 }, "-9 to 18", 0},
	} {
		e := confinedCase(t, "1", "{a} × 2 − {a}", `,"b":1,"some":null`)
		e.ends, e.spans = nil, map[slot]formula.Span{}
		c.set(e)
		wide := spanFrom(formula.Count, "-9", "18") // 0 to 18 less 0 to 9
		wide.Needs = []int32{0}
		got := e.tightened(e.sch.names["double"], 0, wide)
		assert.Equal(t, c.want, spanWords(got), c.name)
		assert.Len(t, e.ends, c.tried, c.name)
	}
	none := formula.Span{Kind: formula.Count, Low: endAt("5"), High: endAt("4"), Needs: []int32{0}}
	for _, s := range []formula.Span{none, {Kind: formula.Flag, True: true, False: true, Needs: []int32{0}}} {
		e := confinedCase(t, "1", "{a} × 2 − {a}", `,"b":1,"some":null`)
		e.ends, e.spans = nil, map[slot]formula.Span{}
		assert.Equal(t, s, e.tightened(e.sch.names["double"], 0, s))
		assert.Empty(t, e.ends)
	}
}

// TestFactsAreNotPutInOrderWhereTheWorkIsDone: they stand as they were.
func TestFactsAreNotPutInOrderWhereTheWorkIsDone(t *testing.T) {
	for _, c := range []struct {
		work int
		want []int32
	}{{0, []int32{1, 0}}, {maxWork/4 + 1, []int32{0, 1}}} {
		// whatever a is b is left to be asked for, while of some b nothing is
		e := confinedCase(t, "1", "if({b} > 4, {a}, 10)", `,"some":null`)
		e.work = c.work
		assert.Equal(t, c.want, e.ordered([]int32{0, 1}))
		assert.False(t, e.plain)
	}
}

// TestALookAtAPartEndsWithIt: the case is whole again afterwards, whether the rule refuses the part or not.
func TestALookAtAPartEndsWithIt(t *testing.T) {
	s, err := confinedRule(t, "{a} > {b}", "1", "1 ÷ 2", "{a}")
	require.NoError(t, err)
	e, err := s.expect(&struct{}{}, []byte(`{"paid":"0","night":true,"fig":"0.5","extra":null,"some":null}`))
	require.NoError(t, err)
	fields, _ := e.possible()
	at := slices.IndexFunc(fields, func(f shown) bool { return f.path == "double" })
	during := false
	k := &seekingEnd{e: e, field: &fields[at]}
	k.measure = func(s formula.Span) (most *big.Rat, some bool) { during = e.parted; return s.High, true }
	most, _, some := k.look(map[int32]formula.Span{0: spanFrom(formula.Count, "0", "3")})
	assert.Equal(t, "3", endWords(most))
	assert.True(t, some && during)
	assert.False(t, e.parted)
	_, _, some = k.look(map[int32]formula.Span{0: spanFrom(formula.Count, "5", "6"), 1: spanFrom(formula.Count, "0", "4")})
	assert.False(t, some, "a is above b in each of it")
	assert.False(t, e.parted)
	assert.Equal(t, 2, k.looks)
}

// TestWhatNoPartHasIsTakenOff: a field that can be left out is then left out; of one of which nothing would be left all stays, which completions tell.
func TestWhatNoPartHasIsTakenOff(t *testing.T) {
	e := confinedCase(t, "1", "{a}", `,"b":1,"some":null`)
	fields, _ := e.possible()
	at := slices.IndexFunc(fields, func(f shown) bool { return f.path == "double" }) // a number, and so never a code
	end := func(s formula.Span, code string) formula.Span {
		k := &seekingEnd{e: e, seen: &witness{}, field: &fields[at]}
		return k.end(s, unseenEnd{code: code})
	}
	both := formula.Span{Kind: formula.Flag, True: true, False: true}
	assert.Equal(t, formula.Span{Kind: formula.Flag, False: true}, end(both, "true"))
	assert.Equal(t, formula.Span{Kind: formula.Flag, True: true}, end(both, "false"))
	yes := formula.Span{Kind: formula.Flag, True: true}
	assert.Equal(t, yes, end(yes, "true"))
	yes.Absent = true
	assert.Equal(t, formula.Span{Kind: formula.Flag, Absent: true}, end(yes, "true"))
	codes := formula.Span{Kind: formula.Choice, Codes: []string{"a", "b"}}
	assert.Equal(t, formula.Span{Kind: formula.Choice, Codes: []string{"b"}}, end(codes, "a"))
	assert.Equal(t, []string{"a", "b"}, codes.Codes, "the caller's stay")
}

// TestAWholeCaseIsWhatTheRuleAnswers, whatever its formula says: one that tells of more than the answer's range is not held against the facts.
func TestAWholeCaseIsWhatTheRuleAnswers(t *testing.T) {
	r := shapedRule(t, "{house.n} + 100", func(_ *struct{}, f shapedFacts, _ *Trace) (shapedAnswer, error) {
		return shapedAnswer{f.House.N * 2}, nil
	})
	o, err := r.Decide([]byte(`{"house":{"n":3},"some":[]}`))
	require.NoError(t, err)
	assert.True(t, o.Determined)
	require.Len(t, o.Answer, 1)
	assert.Equal(t, "6", o.Answer[0].Value)
}

type shapedFacts struct {
	House struct {
		N int64 `json:"n" zh:"数" en:"n" range:"[0,5]"`
	} `json:"house" zh:"户" en:"house"`
	Some []struct {
		Head struct {
			N int64 `json:"n" zh:"数" en:"n" range:"[0,5]"`
		} `json:"head" zh:"户主" en:"head"`
	} `json:"some" zh:"若干" en:"some" range:"[0,3]"`
}

type shapedAnswer struct {
	Double int64 `json:"double" zh:"倍" en:"double" range:"[0,20]"`
}

func shapedRule(t *testing.T, double string, kernel func(*struct{}, shapedFacts, *Trace) (shapedAnswer, error)) Rule[struct{}, shapedFacts, shapedAnswer] {
	t.Helper()
	r, err := New(Definition[struct{}, shapedFacts, shapedAnswer]{
		ID: "sample.shaped", Version: 1, Title: Text{ZH: "形状", EN: "Shaped"}, Basis: []Clause{{ID: "c", Quote: "按期", Place: Text{ZH: "一", EN: "1"}, Norm: Text{ZH: "文件", EN: "Norm"}}}, Defaults: &struct{}{},
		Steps: []*Term{{ID: "double", Label: Text{ZH: "倍", EN: "double"}, Formula: double}}, Kernel: kernel,
	})
	require.NoError(t, err)
	return r
}

// TestWhatHoldsFactsAndIsNoObjectIsNamed, each once, however many facts it would hold; null and what is left out are only not known.
func TestWhatHoldsFactsAndIsNoObjectIsNamed(t *testing.T) {
	s := shapedRule(t, "{house.n} × 2", func(*struct{}, shapedFacts, *Trace) (shapedAnswer, error) { return shapedAnswer{}, Refused }).scheme()
	for facts, want := range map[string][]string{
		`{"house":5}`: {"house=5"}, `{"house":[]}`: {"house=[]"}, `{"house":{},"some":[{"head":1},{},{"head":"x"},7]}`: {`some[0].head=1`, `some[2].head="x"`, `some[3]=7`}, `5`: {"=5"},
		`{}`: nil, `{"house":null}`: nil, `{"house":{"n":1},"some":[]}`: nil,
	} {
		_, err := s.expect(&struct{}{}, []byte(facts))
		var got []string
		for _, f := range Faults(err) {
			assert.Equal(t, Syntax, f.Code, facts)
			assert.Equal(t, mustBeObject, f.Reason, facts)
			got = append(got, f.Field+"="+f.Value)
		}
		slices.Sort(got)
		slices.Sort(want)
		assert.Equal(t, want, got, facts)
	}
}

// TestEachEndIsTriedTwice: the other facts at their first and at another of what they are tried with; an answer beyond what the rule declares is said
// at once.
func TestEachEndIsTriedTwice(t *testing.T) {
	asked := map[int64]int{}
	r := shapedRule(t, "{house.n} × 2 − {house.n}", func(_ *struct{}, f shapedFacts, _ *Trace) (shapedAnswer, error) {
		asked[f.House.N]++
		return shapedAnswer{f.House.N}, nil
	})
	e, err := r.scheme().expect(&struct{}{}, []byte(`{"some":[]}`))
	require.NoError(t, err)
	seen := &witness{}
	require.NoError(t, e.tryEnds(r, seen, [][]string{{"2", "3"}}, rand.New(rand.NewPCG(1, 1))))
	assert.Equal(t, map[int64]int{0: 2, 5: 2}, asked)
	assert.Len(t, seen.answers, 4)
}
