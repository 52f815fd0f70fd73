package rule

import (
	"math/big"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAFactIsTakenApartSoThatNothingIsLost: into single values where there are few, else about its ends, where a number of the case is,
// and in halves.
func TestAFactIsTakenApartSoThatNothingIsLost(t *testing.T) {
	perhaps := spanFrom(formula.Count, "0", "3")
	perhaps.Absent = true
	yes := formula.Span{Kind: formula.Flag, True: true, False: true}
	for _, c := range []struct {
		typ    reflect.Type
		own, s formula.Span // all that the fact can be, and the part
		turns  []*big.Rat
		want   string
	}{
		{ofInt, perhaps, perhaps, nil, "0 to 3, ?"}, {ofInt, yes, yes, nil, "no, yes"},
		{ofInt, yes, formula.Span{Kind: formula.Flag, True: true}, nil, ""}, {ofInt, yes, formula.Span{Kind: formula.Text, Any: true}, nil, ""}, {ofInt, yes, formula.Span{Absent: true}, nil, ""},
		{ofInt, yes, formula.Span{Kind: formula.Choice, Codes: []string{"a", "b", "c"}}, nil, "a, b, c"},
		{ofInt, spanFrom(formula.Count, "0", "3"), spanFrom(formula.Count, "1", "3"), nil, "1, 2, 3"},
		{ofInt, spanFrom(formula.Count, "0", "7"), spanFrom(formula.Count, "0", "7"), nil, "0, 1, 2, 3, 4, 5, 6, 7"},
		{ofInt, spanFrom(formula.Count, "0", "30"), spanFrom(formula.Count, "2", "9"), nil, "2, 3, 4, 5, 6, 7, 8, 9"},
		{ofInt, spanFrom(formula.Count, "0", "30"), spanFrom(formula.Count, "2", "10"), nil, "2 to 6, 7 to 10"}, // eight steps, half of which are four
		{ofInt, spanFrom(formula.Count, "0", "30"), spanFrom(formula.Count, "2", "11"), nil, "2 to 6, 7 to 11"}, // of nine steps half are four whole ones
		{ofMoney, spanFrom(formula.Money, "0", "1"), spanFrom(formula.Money, "1/10", "1/5"), nil, "1/10 to 3/20, 4/25 to 1/5"},
		// the numbers of the case that lie within, the upper of those in the middle
		{ofInt, spanFrom(formula.Count, "0", "30"), spanFrom(formula.Count, "2", "20"), []*big.Rat{endAt("2"), endAt("5"), endAt("7"), endAt("20")}, "2 to 6, 8 to 20, 7"},
		{ofInt, spanFrom(formula.Count, "0", "30"), spanFrom(formula.Count, "2", "20"), []*big.Rat{endAt("2"), endAt("20"), endAt("25")}, "2 to 11, 12 to 20"},
		{ofInt, spanFrom(formula.Count, "…", "…"), spanFrom(formula.Count, "…", "…"), []*big.Rat{endAt("5")}, "… to 4, 6 to …, 5"},
		{ofInt, spanFrom(formula.Count, "…", "…"), spanFrom(formula.Count, "…", "…"), nil, "… to -1, 0 to …"},
		{ofInt, spanFrom(formula.Count, "0", "…"), spanFrom(formula.Count, "0", "…"), nil, "1 to …, 0"}, {ofInt, spanFrom(formula.Count, "…", "5"), spanFrom(formula.Count, "…", "5"), nil, "… to 4, 5"},
		{ofShare, spanFrom(formula.Number, "0", "9"), spanFrom(formula.Number, "0", "1"), nil, "0 to 1/2, 1/2 to 1"},
		{ofShare, spanFrom(formula.Number, "0", "9"), spanFrom(formula.Number, "0", "1/1000000"), nil, "0 to 1/2000000, 1/2000000 to 1/1000000"},
		{ofShare, spanFrom(formula.Number, "0", "9"), spanFrom(formula.Number, "0", "1/1000001"), nil, ""},
	} {
		if c.turns == nil {
			c.turns = []*big.Rat{}
		}
		e := &expected{sch: &scheme{given: []given{{leaf: leafType{typ: c.typ}}}}, unknown: []unknown{{span: c.own}}, turns: map[formula.Kind][]*big.Rat{c.s.Kind: c.turns}}
		assert.Equal(t, c.want, spansWords(e.apart(0, c.s, c.own, maxSingle)), "%s of %s", spanWords(c.s), spanWords(c.own))
	}
	own := spanFrom(formula.Count, "0", "8") // the inner ones, and each end by itself
	e := &expected{sch: &scheme{given: []given{{leaf: leafType{typ: ofInt}}}}, unknown: []unknown{{span: own}}, turns: map[formula.Kind][]*big.Rat{formula.Count: {endAt("4")}}}
	assert.Equal(t, "1 to 7, 0, 8", spansWords(e.apart(0, own, own, maxSingle)))
	part := spanFrom(formula.Count, "2", "9")
	assert.Equal(t, "0 to 8", spanWords(e.openSpan(map[int32]formula.Span{1: part}, 0)))
	assert.Equal(t, "2 to 9", spanWords(e.openSpan(map[int32]formula.Span{0: part}, 0)))
}

// TestAnEndIsWhatCompletionsComeTo: the better is the greater of what is sought.
func TestAnEndIsWhatCompletionsComeTo(t *testing.T) {
	k := &seekingEnd{field: &shown{path: "n"}, reached: func(text string, absent bool) *big.Rat {
		if absent {
			return nil
		}
		return endAt(text)
	}}
	answer := func(n string) any {
		node, err := treeOf(map[string]string{"n": n})
		require.NoError(t, err)
		return node
	}
	none, err := treeOf(map[string]string{"m": "9"})
	require.NoError(t, err)
	assert.Equal(t, "3", endWords(k.better(nil, answer("3"))))
	assert.Equal(t, "4", endWords(k.better(endAt("3"), answer("4"))))
	assert.Equal(t, "3", endWords(k.better(endAt("3"), answer("2"))))
	assert.Equal(t, "3", endWords(k.better(endAt("3"), nil)))
	assert.Equal(t, "3", endWords(k.better(endAt("3"), none)))
	assert.Equal(t, "…", endWords(k.better(nil, none)))
	same := endAt("3")
	assert.Same(t, same, k.better(same, answer("3")))
}

// TestASpanIsWrittenAsAField: by its value where it is determined, else by its ends or codes; of a case that was never answered nothing is
// determined.
func TestASpanIsWrittenAsAField(t *testing.T) {
	yes := formula.Span{Kind: formula.Flag, True: true, False: true}
	for _, c := range []struct {
		s      formula.Span
		typ    reflect.Type
		unseen bool
		want   Possible
	}{
		{spanFrom(formula.Count, "2", "2"), ofInt, false, Possible{Determined: true, Value: "2"}}, {spanFrom(formula.Count, "2", "2"), ofInt, true, Possible{Low: "2", High: "2"}},
		{spanFrom(formula.Money, "0", "…"), ofMoney, false, Possible{Low: "0.00"}}, {spanFrom(formula.Count, "…", "3/2"), ofMoney, false, Possible{High: "1.50"}},
		{spanFrom(formula.Month, "24300", "24301"), ofMonth, false, Possible{Low: "2025-01", High: "2025-02"}}, {spanFrom(formula.Month, "24300", "24300"), ofInt, false, Possible{Determined: true, Value: "2025-01"}},
		{yes, reflect.TypeFor[bool](), false, Possible{Codes: []string{"true", "false"}}}, {formula.Span{Kind: formula.Flag, False: true}, reflect.TypeFor[bool](), false, Possible{Determined: true, Value: "false"}},
		{formula.Span{Kind: formula.Flag, True: true}, reflect.TypeFor[bool](), true, Possible{Codes: []string{"true"}}}, {formula.Span{Kind: formula.Flag, False: true}, reflect.TypeFor[bool](), true, Possible{Codes: []string{"false"}}},
		{formula.Span{Kind: formula.Choice, Codes: []string{"a"}}, ofInt, false, Possible{Determined: true, Value: "a"}}, {formula.Span{Kind: formula.Choice, Codes: []string{"a", "b"}}, ofInt, false, Possible{Codes: []string{"a", "b"}}},
		{formula.Span{Absent: true}, ofInt, false, Possible{Determined: true}},
	} {
		var got Possible
		got.fill(c.s, &leafType{typ: c.typ}, c.unseen)
		assert.Equal(t, c.want, got, spanWords(c.s))
	}
}

// TestAFieldThatIsLeftOutAtZeroIsNeverZero: a flag is yes, a count at least one, and a count that can only be zero is not there.
func TestAFieldThatIsLeftOutAtZeroIsNeverZero(t *testing.T) {
	optional := &fieldInfo{optional: true}
	yes := formula.Span{Kind: formula.Flag, True: true, False: true}
	for _, c := range []struct {
		l    leafType
		s    formula.Span
		want string
	}{
		{leafType{typ: reflect.TypeFor[bool](), field: optional, optional: true}, yes, "yes"}, {leafType{typ: reflect.TypeFor[bool]()}, yes, "yes|no"}, {leafType{typ: reflect.TypeFor[Given[bool]](), field: optional}, yes, "yes|no"},
		{leafType{typ: ofInt, field: optional}, spanFrom(formula.Count, "0", "3"), "1 to 3"}, {leafType{typ: ofInt, field: optional}, spanFrom(formula.Count, "0", "…"), "1 to …"},
		{leafType{typ: ofInt, field: optional}, spanFrom(formula.Count, "-1", "3"), "-1 to 3"}, {leafType{typ: ofInt, field: optional}, spanFrom(formula.Count, "1", "3"), "1 to 3"}, {leafType{typ: ofInt, field: optional}, spanFrom(formula.Count, "…", "3"), "… to 3"},
		{leafType{typ: ofInt, field: optional}, spanFrom(formula.Count, "0", "0"), ""}, {leafType{typ: ofMoney, field: optional}, spanFrom(formula.Money, "0", "3"), "0 to 3"}, {leafType{typ: ofInt, field: &fieldInfo{}}, spanFrom(formula.Count, "0", "3"), "0 to 3"},
	} {
		assert.Equal(t, c.want, spanWords(c.l.shownOnly(c.s)), "%v %s", c.l.typ, spanWords(c.s))
	}
	for _, c := range []struct {
		l    leafType
		want bool
	}{
		{leafType{typ: ofInt, field: optional, optional: true}, true}, {leafType{typ: ofShare, field: optional, optional: true}, false}, {leafType{typ: ofMonth, field: optional, optional: true}, false},
		{leafType{typ: ofMonth, field: &fieldInfo{}, optional: true}, true}, {leafType{typ: ofShare, optional: true}, true}, {leafType{typ: ofInt, field: optional}, false}, {leafType{typ: reflect.TypeFor[Given[unit.Month]](), field: optional, optional: true}, true},
	} {
		assert.Equal(t, c.want, c.l.maybeAbsent(), "%v", c.l)
	}
}

type dueAnswer struct {
	First  bool        `json:"first" zh:"甲" en:"first" due:"by"`
	Second bool        `json:"second" zh:"乙" en:"second" due:"never"`
	Third  bool        `json:"third" zh:"丙" en:"third"`
	Fourth Given[bool] `json:"fourth,omitzero" zh:"丁" en:"fourth" due:"by"`
	Held   unit.Share  `json:"held,omitzero" zh:"比率" en:"share held"`
}

type duePolicy struct {
	By    int64 `json:"by" zh:"年份" en:"year" range:"[2000,2100]"`
	Never int64 `json:"never,omitzero" zh:"年份" en:"year" range:"[0,2100]"`
}

type dueFacts struct {
	N     int64 `json:"n" zh:"数" en:"n" range:"[0,3]"`
	Whole int64 `json:"whole" zh:"总数" en:"whole" range:"[0,9]"`
	Shown bool  `json:"shown" zh:"列出" en:"shown"`
}

// TestAVerdictIsRemarkedByWhenItIsDue, whether it is open or not; not where there is no year, or the verdict is not given. A share of N is
// of at least as many.
func TestAVerdictIsRemarkedByWhenItIsDue(t *testing.T) {
	term := func(id, formula string) *Term {
		return &Term{ID: id, Label: Text{ZH: "步骤", EN: "step"}, Formula: formula}
	}
	r := MustNew(Definition[duePolicy, dueFacts, dueAnswer]{
		ID: "sample.due", Version: 1, Title: Text{ZH: "期限", EN: "Due"}, Basis: []Clause{{ID: "c", Quote: "按期", Place: Text{ZH: "一", EN: "1"}, Norm: Text{ZH: "文件", EN: "Norm"}}}, Defaults: &duePolicy{By: 2025},
		Steps:  []*Term{term("first", "{n} > 1"), term("second", "{n} > 1"), term("third", "{n} > 1"), term("fourth", "{n} > 1"), term("held", "{n} ÷ {whole}")},
		Stands: map[string]string{"fourth": "{shown}"},
		Kernel: func(_ *duePolicy, in dueFacts, _ *Trace) (out dueAnswer, err error) {
			out.Held, err = unit.NewShare(in.N, in.Whole)
			out.First, out.Second, out.Third = in.N > 1, in.N > 1, in.N > 1
			if in.Shown {
				out.Fourth = Give(in.N > 1)
			}
			return out, err
		},
	})
	for facts, want := range map[string][]string{
		`{"n":2,"whole":3,"shown":true}`: {"first", "fourth"}, `{"n":2,"whole":3}`: {"first", "fourth"}, `{"whole":3,"shown":true}`: {"first", "fourth"}, `{"n":2,"whole":3,"shown":false}`: {"first"},
		`{"n":2,"shown":false}`: {"first"},
	} {
		o, err := r.Decide([]byte(facts))
		require.NoError(t, err, facts)
		var got []string
		for _, p := range o.Answer {
			if p.Remark != (Text{}) {
				assert.Equal(t, Text{ZH: "（须于2025年底前达到）", EN: "(due by the end of 2025)"}, p.Remark)
				got = append(got, p.Path)
			}
		}
		assert.Equal(t, want, got, facts)
	}
	for facts, want := range map[string]string{
		`{"n":2,"shown":false}`:     "2/9 1", // of two to nine
		`{"whole":2,"shown":false}`: "0 1", `{"whole":1,"shown":false}`: "0 1", `{"shown":false}`: "0 1",
	} {
		o, err := r.Decide([]byte(facts))
		require.NoError(t, err, facts)
		p := o.Answer[len(o.Answer)-1]
		low, err := formula.ParseValue(formula.Ratio, p.Low)
		require.NoError(t, err, facts)
		high, err := formula.ParseValue(formula.Ratio, p.High)
		require.NoError(t, err, facts)
		assert.Equal(t, want, low.Rat.RatString()+" "+high.Rat.RatString(), facts)
		assert.True(t, p.Attained, facts)
	}
}
