package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type confinedRow struct {
	N int64 `json:"n" zh:"数" en:"n" range:"[0,5]"`
}

type confinedFacts struct {
	A     int64             `json:"a" zh:"甲" en:"a" range:"[0,9]"`
	B     int64             `json:"b" zh:"乙" en:"b" range:"[0,9]"`
	Paid  unit.Money        `json:"paid" zh:"已付（元）" en:"paid (yuan)" range:"[0,1]"`
	Night bool              `json:"night" zh:"夜间" en:"at night"`
	Extra Given[unit.Money] `json:"extra,omitzero" zh:"另付（元）" en:"extra (yuan)" range:"[0,1]"`
	Fig   unit.Number       `json:"fig" zh:"数值" en:"figure" range:"[0,1]"`
	Some  []confinedRow     `json:"some,omitzero" zh:"若干" en:"some" range:"[0,3]"`
}

type confinedAnswer struct {
	Left   int64      `json:"left" zh:"余" en:"left" range:"[0,5)"`
	Used   unit.Share `json:"used,omitzero" zh:"占比" en:"used"`
	Double int64      `json:"double" zh:"倍" en:"double"`
}

func confinedRule(t *testing.T, never, left, used, double string) (*scheme, error) {
	t.Helper()
	term := func(id, formula string) *Term {
		return &Term{ID: id, Label: Text{ZH: "步骤", EN: "step"}, Formula: formula}
	}
	d := Definition[struct{}, confinedFacts, confinedAnswer]{
		ID: "sample.confined", Version: 1, Title: Text{ZH: "界限", EN: "Confined"}, Basis: []Clause{{ID: "c", Quote: "按期", Place: Text{ZH: "一", EN: "1"}, Norm: Text{ZH: "文件", EN: "Norm"}}}, Defaults: &struct{}{},
		Steps:  []*Term{term("base", "{a} + 1"), term("left", left), term("used", used), term("double", double)},
		Kernel: func(*struct{}, confinedFacts, *Trace) (confinedAnswer, error) { return confinedAnswer{}, Refused },
	}
	if never != "" {
		d.Never = strings.Split(never, "; ")
	}
	r, err := New(d)
	if err != nil {
		return nil, err
	}
	return r.scheme(), nil
}

// TestOpenFactsAreConfinedToWhatIsAnswered: each by what the rule never answers, by the range of a field, which holds of what it is made
// of too, and by a share, which is at most one.
func TestOpenFactsAreConfinedToWhatIsAnswered(t *testing.T) {
	const known = `,"fig":"0.5","extra":null,"some":null`
	for _, c := range []struct{ never, left, used, double, facts, want string }{
		{"", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 0 to 9, b 0 to 9"},
		{"{a} > 4", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 0 to 4, b 0 to 9"},
		{"{a} ≥ 4", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 0 to 3, b 0 to 9"},
		{"{a} < 4; 7 < {b}", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 4 to 9, b 0 to 7"},
		{"{a} ≤ 4; 7 ≤ {b}", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 5 to 9, b 0 to 6"},
		{"{a} > 2; {b} > {a}", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 0 to 2, b 0 to 2"},
		{"{a} × 2 > 7", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 0 to 3, b 0 to 9"},               // 2×3 = 6, 2×4 = 8
		{"{a} = 0; {a} = 1; {a} = 9", "1", "1 ÷ 2", "1", `"paid":"0","night":true`, "a 2 to 8, b 0 to 9"}, // single values are taken off the ends
		{"{paid} > 0", "1", "1 ÷ 2", "1", `"a":1,"b":1,"night":true`, "paid 0"},
		{"{paid} < {extra}", "1", "1 ÷ 2", "1", `"a":1,"b":1,"night":true,"extra":"0.25","fig":"1","some":null`, "paid 1/4 to 1"},
		{"{paid} ≤ {extra}", "1", "1 ÷ 2", "1", `"a":1,"b":1,"night":true,"extra":"0.25","fig":"1","some":null`, "paid 13/50 to 1"},
		{"{night}", "1", "1 ÷ 2", "1", `"a":1,"b":1,"paid":"0"`, "night no"}, {"not {night}", "1", "1 ÷ 2", "1", `"a":1,"b":1,"paid":"0"`, "night yes"},
		{"{night} and {a} > 3", "1", "1 ÷ 2", "1", `"b":1,"paid":"0"`, "a 0 to 9, night yes|no"}, {"{night} or {a} > 3", "1", "1 ÷ 2", "1", `"b":1,"paid":"0"`, "a 0 to 3, night no"},
		{"{fig} > 0.25", "1", "1 ÷ 2", "1", `"a":1,"b":1,"paid":"0","night":true`, "barred"},
		{"", "{a} − 3", "1 ÷ 2", "1", `"b":1,"paid":"0","night":true`, "a 3 to 7"},     // 0 to below 5
		{"", "{base} − 3", "1 ÷ 2", "1", `"b":1,"paid":"0","night":true`, "a 2 to 6"},  // one less
		{"", "{base} × 2", "1 ÷ 2", "1", `"b":1,"paid":"0","night":true`, "a 0 to 1"},  // 2 and 4
		{"", "{double} − 2", "1 ÷ 2", "{a}", `"b":1,"paid":"0","night":true`, "error"}, // a step reads those before it
		{"", "1", "{a} ÷ 4", "1", `"b":1,"paid":"0","night":true`, "a 0 to 4"}, {"", "1", "{a} ÷ {b}", "1", `"b":3,"paid":"0","night":true`, "a 0 to 3"},
		{"", "1", "{a} ÷ {b}", "1", `"a":4,"paid":"0","night":true`, "b 4 to 9"}, {"", "1", "{a} ÷ {b}", "1", `"paid":"0","night":true`, "a 0 to 9, b 1 to 9"},
		{"given({extra})", "1", "1 ÷ 2", "1", `"a":1,"b":1,"paid":"0","night":true,"fig":"1","some":null`, "left extra"},
		{"given({extra}) and {a} > 3; count({some}) > 0 and {a} > 5", "1", "1 ÷ 2", "1", `"a":6,"b":1,"paid":"0","night":true,"fig":"1"`, "left extra, some"},
		{"given({extra}) and {a} > 3; count({some}) > 0 and {a} > 5", "1", "1 ÷ 2", "1", `"a":4,"b":1,"paid":"0","night":true,"fig":"1"`, "some 0 to 3; left extra"},
		{"given({extra}) and {a} > 3; count({some}) > 0 and {a} > 5", "1", "1 ÷ 2", "1", `"a":3,"b":1,"paid":"0","night":true,"fig":"1"`, "extra 0 to 1?, some 0 to 3"},
		{"not given({extra}); {a} > 3 and count({some}) = 0", "1", "1 ÷ 2", "1", `"a":4,"b":1,"paid":"0","night":true,"fig":"1"`, "extra 0 to 1, some 1 to 3"},
		{"given({extra}); not given({extra}) and {a} > 3", "1", "1 ÷ 2", "1", `"a":4,"b":1,"paid":"0","night":true,"fig":"1"`, "extra 0 to 1?, some 0 to 3; barred"},
		{"{a} > 3", "1", "1 ÷ 2", "1", `"a":4,"paid":"0","night":true,"fig":"1","some":null,"extra":null`, "b 0 to 9; barred"},
	} {
		s, err := confinedRule(t, c.never, c.left, c.used, c.double)
		if c.want == "error" {
			assert.Error(t, err)
			continue
		}
		require.NoError(t, err, c)
		facts := c.facts
		if !strings.Contains(facts, `"fig"`) {
			facts += known
		}
		e, err := s.expect(&struct{}{}, []byte("{"+facts+"}"))
		if !assert.NoError(t, err, facts) {
			continue
		}
		var got []string
		for _, u := range e.unknown {
			got = append(got, u.path+" "+spanWords(u.span))
		}
		text := strings.Join(got, ", ")
		if len(e.left) > 0 {
			text = strings.TrimPrefix(text+"; left "+strings.Join(e.left, ", "), "; ")
		}
		if e.barred {
			text = strings.TrimPrefix(text+"; barred", "; ")
		}
		assert.Equal(t, c.want, text, "%v", c)
		for id, u := range e.unknown {
			assert.Equal(t, []int32{int32(id)}, u.span.Needs, "each turns on itself: %v", c)
		}
	}
}

// TestWhatADefinitionSaysOfItsStepsIsKept: which names each reads, by which counts every answer divides, which step is within what, and
// which shows a share.
func TestWhatADefinitionSaysOfItsStepsIsKept(t *testing.T) {
	s, err := confinedRule(t, "", "max({a}, {base}, {a})", "{base} ÷ {b}", "if({a} > 0 and {night}, {a}, 1)")
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, s.mentions[0])
	assert.Equal(t, []string{"a", "base", "a"}, s.mentions[1])
	assert.Equal(t, []string{"base", "b"}, s.mentions[2])
	assert.Equal(t, []string{"a", "night"}, s.mentions[3][:2])
	assert.Equal(t, map[int]bool{s.givens["b"]: true}, s.divides)
	assert.Equal(t, []bool{false, true, true, true}, s.told)
	assert.Equal(t, []bool{false, false, true, false}, s.parts)
	var got []string
	for k := range s.steps {
		low, high := s.confined(k)
		got = append(got, fmt.Sprint(endWords(low), " to ", endWords(high)))
	}
	assert.Equal(t, []string{"… to …", "0 to 4", "0 to 1", "… to …"}, got)
	e, err := s.expect(&struct{}{}, []byte(`{}`))
	require.NoError(t, err)
	least, most, needs, ok := e.Length("some")
	assert.Equal(t, "0 3 true", fmt.Sprint(least, most, ok))
	assert.Len(t, needs, 1)
	_, _, _, ok = e.Length("a")
	assert.False(t, ok)
	_, ok = e.Span("none", 0)
	assert.False(t, ok)
	item, ok := e.Span("some.n", 1)
	require.True(t, ok)
	assert.Equal(t, "0 to 5?", spanWords(item), "of a list that need not be given")
	assert.Equal(t, needs, item.Needs, "an item of a list that is not known turns on the list")
	any := e.anything(formula.Count)
	assert.True(t, any.Any)
	assert.Len(t, any.Needs, len(e.unknown))
	for _, bad := range []string{"{left} > 1", "{a}", "{none} > 1", "{a} >", "{some.n} > 1"} {
		_, err := confinedRule(t, bad, "1", "1 ÷ 2", "1")
		require.ErrorIs(t, err, NotWhole, bad)
		assert.Equal(t, "Never", Faults(err)[0].Field, bad)
		assert.NotEmpty(t, Faults(err)[0].Reason.EN, bad)
	}
	_, err = confinedRule(t, "{a}", "1", "1 ÷ 2", "1")
	assert.Equal(t, "must be a condition of parameters and facts", Faults(err)[0].Reason.EN)
	_, err = confinedRule(t, "{none} > 1", "1", "1 ÷ 2", "1")
	assert.Contains(t, Faults(err)[0].Reason.EN, "no name {none}")
}
