package rule

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// endAt reads the end of a span, "1/2"; nil for "…".
func endAt(text string) *big.Rat {
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return v
}

func endWords(v *big.Rat) string {
	if v == nil {
		return "…"
	}
	return v.RatString()
}

func endsWords(list []*big.Rat) string {
	var out []string
	for _, v := range list {
		out = append(out, endWords(v))
	}
	return strings.Join(out, " ")
}

func spanWords(s formula.Span) string {
	out := strings.Join(s.Codes, "|")
	switch {
	case s.Kind == formula.Flag:
		out = strings.Join(slices.DeleteFunc([]string{map[bool]string{true: "yes"}[s.True], map[bool]string{true: "no"}[s.False]}, func(t string) bool { return t == "" }), "|")
	case s.Kind.IsOrdered() && (s.Low == nil || s.High == nil || s.Low.Cmp(s.High) != 0):
		out = endWords(s.Low) + " to " + endWords(s.High)
	case s.Kind.IsOrdered():
		out = endWords(s.Low)
	}
	if s.Absent {
		out += "?"
	}
	return out
}

func spansWords(list []formula.Span) string {
	var out []string
	for _, s := range list {
		out = append(out, spanWords(s))
	}
	return strings.Join(out, ", ")
}

func spanFrom(k formula.Kind, low, high string) formula.Span {
	return formula.Span{Kind: k, Low: endAt(low), High: endAt(high)}
}

var (
	ofInt    = reflect.TypeFor[int64]()
	ofMoney  = reflect.TypeFor[unit.Money]()
	ofRate   = reflect.TypeFor[unit.Rate]()
	ofNumber = reflect.TypeFor[unit.Number]()
	ofShare  = reflect.TypeFor[unit.Share]()
	ofMonth  = reflect.TypeFor[unit.Month]()
)

// TestAFactBeginsWithTheFirstValueOfItsTypeWithinAnEnd: counts and months are whole, amounts whole fen, rates billionths; a number or a
// share can be any, so that its end stays.
func TestAFactBeginsWithTheFirstValueOfItsTypeWithinAnEnd(t *testing.T) {
	for _, c := range []struct {
		kind     formula.Kind
		typ      reflect.Type
		at       string
		open     bool
		up, down string
	}{
		{formula.Count, ofInt, "…", false, "…", "…"},
		{formula.Count, ofInt, "5/2", false, "3", "2"}, {formula.Count, ofInt, "5/2", true, "3", "2"},
		{formula.Count, ofInt, "-5/2", false, "-2", "-3"}, {formula.Count, ofInt, "3", false, "3", "3"}, {formula.Count, ofInt, "3", true, "4", "2"},
		{formula.Month, ofMonth, "24300", true, "24301", "24299"}, {formula.Month, ofMonth, "1/3", false, "1", "0"},
		{formula.Money, ofMoney, "1/200", false, "1/100", "0"}, {formula.Money, ofMoney, "1/100", true, "1/50", "0"},
		{formula.Money, reflect.TypeFor[Given[unit.Money]](), "1/3", false, "17/50", "33/100"}, // 0.34 and 0.33
		{formula.Ratio, ofRate, "0", true, "1/1000000000", "-1/1000000000"}, {formula.Ratio, ofRate, "1/3", false, "166666667/500000000", "333333333/1000000000"},
		{formula.Ratio, ofShare, "1/3", true, "1/3", "1/3"}, {formula.Number, ofNumber, "1/3", true, "166666667/500000000", "333333333/1000000000"},
	} {
		for sign, want := range map[int64]string{1: c.up, -1: c.down} {
			assert.Equal(t, want, endWords(inward(c.kind, c.typ, endAt(c.at), c.open, sign)), "%v", c)
		}
	}
	for _, c := range []struct {
		kind     formula.Kind
		end      bound1
		up, down string
	}{
		{formula.Money, bound1{}, "…", "…"}, {formula.Money, bound1{v: endAt("1")}, "1", "1"}, {formula.Money, bound1{v: endAt("1"), open: true}, "101/100", "99/100"},
		{formula.Count, bound1{v: endAt("1"), open: true}, "2", "0"}, {formula.Month, bound1{v: endAt("9"), open: true}, "10", "8"}, {formula.Ratio, bound1{v: endAt("1"), open: true}, "1", "1"},
	} {
		assert.Equal(t, c.up+" "+c.down, endWords(inside(c.kind, c.end, 1))+" "+endWords(inside(c.kind, c.end, -1)), "%v", c)
	}
}

// TestTheEndThatSaysMoreStays: of low ends the higher, of high ends the lower.
func TestTheEndThatSaysMoreStays(t *testing.T) {
	for _, c := range []struct{ a, b, low, high string }{
		{"…", "…", "…", "…"}, {"…", "2", "2", "2"}, {"2", "…", "2", "2"}, {"1", "2", "2", "1"}, {"2", "1", "2", "1"}, {"2", "2", "2", "2"},
	} {
		assert.Equal(t, c.low, endWords(latter(endAt(c.a), endAt(c.b), 1)), c)
		assert.Equal(t, c.high, endWords(latter(endAt(c.a), endAt(c.b), -1)), c)
	}
	same := endAt("2")
	assert.Same(t, same, latter(same, endAt("2"), 1), "an end that says no more changes nothing")
	for _, c := range []struct {
		low, high, want string
		some            bool
		needs           int
	}{
		{"…", "…", "0 to 5", true, 1}, {"2", "3", "2 to 3", true, 1}, {"-1", "9", "0 to 5", true, 1}, {"3", "3", "3", true, 0}, {"6", "…", "0 to 5", false, 1}, {"…", "-1", "0 to 5", false, 1}, {"5", "…", "5", true, 0},
	} {
		s := spanFrom(formula.Count, "0", "5")
		s.Needs = []int32{7}
		got, some := cut(s, endAt(c.low), endAt(c.high))
		assert.Equal(t, c.want, spanWords(got), c)
		assert.Equal(t, c.some, some, c)
		assert.Len(t, got.Needs, c.needs, "what is one value turns on nothing: %v", c)
	}
}

// TestAFactIsTriedAtItsEndsAndAtRoundNumbers within them, each once; ten of months and of ratios stand for the others.
func TestAFactIsTriedAtItsEndsAndAtRoundNumbers(t *testing.T) {
	for _, c := range []struct {
		span formula.Span
		want string
	}{
		{spanFrom(formula.Count, "0", "3"), "0 3 1 2"}, {spanFrom(formula.Count, "4", "…"), "4 5 10 100 1000 10000 100000 1000000"},
		{spanFrom(formula.Count, "…", "7"), "7 0 1 2 3 5"}, {spanFrom(formula.Count, "…", "…"), "0 1 2 3 5 10 100 1000 10000 100000 1000000"},
		{spanFrom(formula.Count, "3", "3"), "3"}, {spanFrom(formula.Money, "1/2", "5/2"), "1/2 5/2 1 2"},
		{spanFrom(formula.Ratio, "0", "1"), "0 1 1/100 1/20 1/10 3/10 1/2 3/5 9/10"},
		{spanFrom(formula.Ratio, "…", "2"), "2 1/100 1/20 1/10 3/10 1/2 3/5 9/10 1 0"},
		// June 2020 is 2020×12 + 5 months on, and so on
		{spanFrom(formula.Month, "…", "…"), "24246 24252 24270 24276 24311 24360"}, {spanFrom(formula.Month, "24252", "24276"), "24252 24276 24270"},
	} {
		u := unknown{span: c.span}
		assert.Equal(t, c.want, endsWords(u.numbers()), spanWords(c.span))
	}
	yes := formula.Span{Kind: formula.Flag, True: true, False: true}
	perhaps := formula.Span{Kind: formula.Choice, Codes: []string{"a", "b"}, Absent: true}
	for _, c := range []struct {
		span formula.Span
		want string
	}{
		{yes, "yes, no"}, {perhaps, "a, b, ?"}, {spanFrom(formula.Count, "0", "3"), "0, 3, 1, 2"},
		{spanFrom(formula.Count, "…", "…"), "0, 2, 5, 100, 10000, 1000000"}, // of eleven every second
		{spanFrom(formula.Ratio, "…", "2"), "2, 1/20, 3/10, 3/5, 1"},        // of ten likewise
		{spanFrom(formula.Ratio, "0", "1"), "0, 1, 1/100, 1/20, 1/10, 3/10, 1/2, 3/5, 9/10"},
	} {
		u := unknown{span: c.span}
		assert.Equal(t, c.want, spansWords(u.options()), spanWords(c.span))
	}
}

// TestCompletionsAreWrittenAsTheTypeReadsThem: with what only refused cases have, and the numbers of the case that are possible.
func TestCompletionsAreWrittenAsTheTypeReadsThem(t *testing.T) {
	of := func(typ reflect.Type) *given { return &given{leaf: leafType{typ: typ}} }
	for _, c := range []struct {
		u    unknown
		typ  reflect.Type
		want string
	}{
		{unknown{span: formula.Span{Kind: formula.Flag, True: true, False: true}}, reflect.TypeFor[bool](), "false true"},
		{unknown{span: formula.Span{Kind: formula.Choice, Codes: []string{"a", "b"}}}, ofInt, `"a" "b"`},
		{unknown{span: formula.Span{Kind: formula.Rounding, Any: true}}, ofInt, `"up/yuan" "down/fen"`},
		{unknown{span: formula.Span{Kind: formula.Text, Any: true}}, ofInt, ""},
		{unknown{span: spanFrom(formula.Count, "0", "2"), wide: []*big.Rat{endAt("-1"), nil, endAt("1"), endAt("3")}, near: []*big.Rat{endAt("2"), endAt("4")}}, ofInt, "0 2 1 -1 3"},
		{unknown{span: spanFrom(formula.Count, "6", "9"), near: []*big.Rat{endAt("7"), endAt("8"), endAt("9"), endAt("10")}}, ofInt, "6 9 7 8"},
	} {
		assert.Equal(t, c.want, strings.Join(c.u.texts(of(c.typ)), " "))
	}
	for _, c := range []struct {
		kind     formula.Kind
		typ      reflect.Type
		at, want string
	}{
		{formula.Count, ofInt, "5", "5"}, {formula.Count, reflect.TypeFor[int8](), "5", "5"}, {formula.Count, reflect.TypeFor[uint64](), "5", "5"}, {formula.Count, reflect.TypeFor[int](), "5", "5"},
		{formula.Count, reflect.TypeFor[Given[int64]](), "5", "5"}, {formula.Money, ofMoney, "3/2", `"1.50"`}, {formula.Month, ofMonth, "24300", `"2025-01"`},
		{formula.Ratio, ofRate, "1/8", `"12.5%"`}, {formula.Ratio, ofRate, "2", `"200%"`}, {formula.Ratio, ofShare, "1/2", `{"part":1,"whole":2}`}, {formula.Number, ofNumber, "1/2", `"0.5"`},
	} {
		assert.Equal(t, c.want, numberJSON(c.kind, c.typ, endAt(c.at)), c.typ)
	}
	a, b := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
	assert.Equal(t, []int{0, 4, 3, 2}, []int{pick(0, 1, 5, a), pick(1, 1, 5, a), pick(2, 1, 5, a), pick(3, 4, 5, a)}, "the first, the last, then each fact another")
	assert.Equal(t, []int{b.IntN(5), b.IntN(5)}, []int{pick(4, 1, 5, a), pick(9, 1, 5, a)})
}

// TestWhatCompletionsAnsweredIsFoundByItsPath, of one item or of all.
func TestWhatCompletionsAnsweredIsFoundByItsPath(t *testing.T) {
	read := func(text string) any {
		node, err := tree.Parse([]byte(text))
		require.NoError(t, err)
		return node
	}
	one := read(`{"n":"3","used":{"part":"1","whole":"2"},"rows":[{"n":0},{"n":1},{"n":2},{},{"n":4},{"n":5},{"n":6},{"n":7},{"n":8},{"n":9},{"n":10},{"n":11}]}`)
	w := &witness{answers: []any{one, read(`{"n":"4","rows":[{"n":20}]}`)}}
	for path, want := range map[string]string{
		"n": "3 4", "used": "1/2 absent", "none": "absent", "rows[1].n": "1 absent", "rows[11].n": "11 absent", "rows[10].n": "10 absent", "rows[12].n": "absent", "rows[3].n": "absent", "rows[0].n": "0 20",
		"rows[].n": "0 1 2 4 5 6 7 8 9 10 11 20 absent", "other[].n": "absent",
	} {
		texts, absent := w.values(path)
		if absent {
			texts = append(texts, "absent")
		}
		assert.Equal(t, want, strings.Join(texts, " "), path)
	}
	text, absent := (&witness{answers: []any{one}}).only("n")
	assert.Equal(t, "3 false", text+map[bool]string{true: " true", false: " false"}[absent])
	text, absent = (&witness{answers: []any{one}}).only("none")
	assert.Equal(t, " true", text+map[bool]string{true: " true", false: " false"}[absent])

	flags := &witness{answers: []any{read(`{"f":true,"c":"a"}`)}}
	names := func(w *witness, path string, s formula.Span) string {
		var out []string
		for _, u := range w.unseen(path, s) {
			out = append(out, u.name())
		}
		return strings.Join(out, " ")
	}
	yes := formula.Span{Kind: formula.Flag, True: true, False: true}
	assert.Equal(t, "false", names(flags, "f", yes))
	assert.Equal(t, "true false", names(&witness{}, "f", yes))
	assert.Equal(t, "true", names(&witness{}, "f", formula.Span{Kind: formula.Flag, True: true}))
	assert.Equal(t, "b absent", names(flags, "c", formula.Span{Kind: formula.Choice, Codes: []string{"a", "b"}, Absent: true}))
	assert.Empty(t, names(flags, "d", formula.Span{Absent: true}))
	for _, c := range []struct{ low, high, want string }{{"3", "4", ""}, {"2", "4", "low"}, {"3", "5", "high"}, {"2", "5", "low high"}, {"…", "5", "high"}, {"2", "…", "low"}, {"…", "…", ""}} {
		assert.Equal(t, c.want, names(w, "n", spanFrom(formula.Count, c.low, c.high)), c)
	}
}

// TestWhatCompletionsAreRefusedForInCommonIsKept: a value or reason that differs comes of what was put in.
func TestWhatCompletionsAreRefusedForInCommonIsKept(t *testing.T) {
	fault := func(code Code, field, value, reason string) Fault {
		return Fault{Code: code, Field: field, Value: value, Reason: Text{ZH: reason, EN: reason}}
	}
	w := &witness{}
	w.refused(nil)
	assert.Nil(t, w.why)
	w.refused(Errors{fault(Range, "a", "1", "x"), fault(Range, "b", "1", "x"), fault(Invalid, "b", "2", "y"), fault(Range, "c", "3", "z")})
	assert.Len(t, w.why, 4)
	w.refused(nil)
	assert.Len(t, w.why, 4, "what says nothing of facts that are given takes nothing back")
	w.refused(Errors{fault(Range, "a", "1", "other"), fault(Invalid, "b", "5", "y"), fault(Invalid, "c", "3", "z")})
	assert.Equal(t, Errors{{Code: Range, Field: "a", Value: "1", Reason: Range.Text()}, fault(Invalid, "b", "", "y")}, w.why)
	w.refused(Errors{fault(Range, "d", "1", "x")})
	assert.Empty(t, w.why)
	assert.NotNil(t, w.why)
}

// TestNullsAndLabelsAreFoundInWhatIsGiven.
func TestNullsAndLabelsAreFoundInWhatIsGiven(t *testing.T) {
	for _, c := range []struct{ in, path, left string }{
		{`{"a":null,"b":1}`, "a", `{"b":1}`}, {`{"a":{"b":null,"c":2}}`, "a.b", `{"a":{"c":2}}`}, {`{"a":null}`, "a.b", `{}`}, {`{"x":null,"a":{"x":null,"b":null}}`, "a.b", `{"x":null,"a":{"x":null}}`},
		{`{"a":1}`, "a", ""}, {`{"a":1}`, "a.b", ""}, {`{"b":null}`, "a", ""}, {`{"a":{"b":1}}`, "a.b", ""}, {`{}`, "a.b", ""}, {`[]`, "a", ""}, {`{"b":{"a":null},"a":{}}`, "a.a", ""},
	} {
		node, err := tree.Parse([]byte(c.in))
		require.NoError(t, err)
		assert.Equal(t, c.left != "", isNull(node, c.path), c)
		if c.left != "" {
			assert.Equal(t, c.left, string(tree.Append(nil, dropNull(node, c.path))), c)
		}
	}
	assert.Equal(t, []int64{7, 3, 7}, []int64{whole(nil, 7), whole(endAt("3"), 7), whole(endAt("99999999999999999999"), 7)})
	deep := []limit{{path: "box", below: []limit{{path: "in", given: true}}}, {path: "in"}}
	assert.True(t, limitIn(deep, "box[].in").given)
	assert.False(t, limitIn(deep, "in").given)
	assert.Nil(t, limitIn(deep, "in.box"))
	assert.Nil(t, limitIn(deep, "none"))
}
