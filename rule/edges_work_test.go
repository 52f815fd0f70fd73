package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// turning is a formula that turns at each of the first so many values behind what a name is, and holds behind the last.
func turning(name string, from, n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("if({%s} > %d, 1, 0)", name, from+i))
	}
	return strings.Join(out, " + ") + fmt.Sprintf(" > %d", n-1)
}

// left leaves a case so much of its work.
func left(c *caseRun, work int) *caseRun {
	c.left.Spend(course.MaxWork - work)
	return c
}

// works is how many times something can be done until the work is used up.
func works(c *caseRun, do func()) (n int) {
	for !c.left.Over() {
		do()
		n++
	}
	return n
}

// TestToAskTheKernelCostsWhatTheCaseHas: so much, and one for each number, of parameters eight times that; each value once.
func TestToAskTheKernelCostsWhatTheCaseHas(t *testing.T) {
	asked := 0
	in := toldIn()
	r := toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked)
	run := func() *caseRun {
		c, err := runOf(r, &in)
		require.NoError(t, err)
		return c
	}
	const cost = 20 + 2 + 4 + 3 + 3 // most and strict; n, other, on and side; n and on of two rows, and what stands outside them
	assert.Equal(t, cost, run().cost)
	for part, times := range map[Part]int{OfFacts: 1, OfParameters: 8} {
		c := left(run(), 10*cost*8)
		assert.Equal(t, 80/times, works(c, func() { c.spend(&dial{part: part}) }), part)
	}
	c := left(run(), 3*cost)
	k, item, _ := c.w.place("n")
	d, _ := c.w.dialAt(k, item)
	d.named(c.s)
	ask := c.asker(&d)
	asked = 0
	assert.Equal(t, &said{key: " + + +", texts: [][]string{{"true"}, {"left"}, {"11"}}, there: [][]bool{{true}, {true}, {true}}}, ask(11))
	assert.Equal(t, []string{"false", "left", "6"}, []string{ask(6).texts[0][0], ask(6).texts[1][0], ask(6).texts[2][0]})
	assert.Same(t, ask(11), ask(11), "known")
	assert.Equal(t, 2, asked)
	assert.Equal(t, 1, works(c, func() { c.spend(&d) }), "two of three are spent")
	assert.Equal(t, int64(3), in.N, "the caller's own stays")
	none := toldRule(t, "ok", "{n} > {most}", "{n} + 0", func(*toldPolicy, *toldFacts) (toldAnswer, bool) { return toldAnswer{Where: 9}, true }, &asked)
	c, err := runOf(none, &in)
	require.NoError(t, err)
	s := c.asker(&d)(5)
	assert.Nil(t, s.texts, "an answer that does not write itself is refused")
	assert.NotEmpty(t, s.refused)
	assert.True(t, strings.HasPrefix(s.key, "!"), s.key)
}

// TestARefusalIsTheSameButForFigures: its codes, fields and reasons; an answer by which fields it has.
func TestARefusalIsTheSameButForFigures(t *testing.T) {
	s := readScheme(t, "")
	key := func(list ...Fault) string {
		var one said
		one.refuse(s, Errors(list))
		assert.Len(t, one.refused, len(list))
		return one.key
	}
	fault := func(code Code, field, why string) Fault {
		return Fault{Code: code, Part: OfFacts, Field: field, Reason: Text{ZH: why, EN: "x"}}
	}
	was := key(fault(Range, "n", "应小于19，至少1/2:"))
	assert.Equal(t, was, key(fault(Range, "n", "应小于0，至少3/4:")))
	for _, other := range [][]Fault{{fault(Invalid, "n", "应小于19，至少1/2:")}, {fault(Range, "few", "应小于19，至少1/2:")}, {fault(Range, "n", "应大于19，至少1/2:")}, {fault(Range, "n", "应小于19，至少1/2:"), fault(Range, "n", "")},
		{fault(Range, "n", "应小于19，至少12:")}, {fault(Range, "n", "应小于19，至少1/2")}} {
		assert.NotEqual(t, was, key(other...), other)
	}
	keys := map[string]string{}
	for _, text := range []string{`{"n":1}`, `{"sum":"1.00"}`, `{"n":1,"sum":"1.00"}`, `{"n":1,"each":[]}`, `{"n":1,"each":[{"more":true}]}`, `{"n":1,"each":[{}]}`, `{"n":1,"each":[{"more":true},{}]}`, `{"n":1,"each":[{},{"more":true}]}`} {
		var one said
		one.read(s, parsed(t, text))
		if had, twice := keys[one.key]; twice {
			assert.Equal(t, []string{`{"n":1}`, `{"n":1,"each":[]}`}, []string{had, text}, "no items")
		}
		keys[one.key] = text
	}
	var one said
	one.read(s, parsed(t, `{"n":1,"each":[{"more":true},{}]}`))
	assert.Equal(t, " - - - - - - +  +- - -", one.key)
	assert.Equal(t, [][]string{{""}, {""}, {""}, {""}, {""}, {""}, {"1"}, nil, {"true", ""}, {""}, {""}}, one.texts)
	assert.Equal(t, [][]bool{{false}, {false}, {false}, {false}, {false}, {false}, {true}, nil, {true, false}, {false}, {false}}, one.there)
	leaf := 6 // n
	v := course.Running(exact.Int(-2), exact.Int(3))
	assert.Equal(t, []bool{true, false}, []bool{one.agrees(s, leaf, 0, &v, 1), one.agrees(s, leaf, 0, &v, 2)})
	flag, none := course.Flag(true), course.Value{}
	assert.Equal(t, []bool{true, false, false, false}, []bool{one.agrees(s, 8, 0, &flag, 1), one.agrees(s, 8, 1, &flag, 1), one.agrees(s, 8, 0, &none, 1), one.agrees(s, 0, 0, &none, 1)})
	one.texts[leaf][0] = "many"
	zero := course.Running(exact.Int(0), exact.Int(0))
	assert.False(t, one.agrees(s, leaf, 0, &zero, 1), "what does not read agrees with nothing")
	assert.Equal(t, []string{"4", "true", ""}, []string{s.valueText(leaf, &v, 2, ""), s.valueText(8, &flag, 2, ""), s.valueText(8, &none, 2, "")})
}

// TestWhatRunsIsReadOrRefusedByName, each reason once.
func TestWhatRunsIsReadOrRefusedByName(t *testing.T) {
	s := readScheme(t, "")
	w := s.world(parsed(t, readParameters), parsed(t, readCase))
	unknown := Text{ZH: "没有此项数值：应为信息或参数中一个数的路径，如members[0].income", EN: "no such number: give the path of one among the facts or parameters, as members[0].income"}
	whole := Text{ZH: "第1个字符“x”不是数字：只写数字和小数点；应为整数", EN: "'x' at character 1 is not a digit: write digits and a point only; it must be a whole number"}
	for _, c := range []struct {
		path, from, to string
		want           Errors
	}{
		{"none", "x", "y", Errors{{Code: UnknownField, Field: "none", Reason: unknown}}},
		{"few", "x", "y", Errors{{Code: Missing, Part: OfFacts, Field: "few", Reason: Text{ZH: "此案例未提供该项", EN: "this case does not have it"}}}},
		{"side", "x", "y", Errors{{Code: Invalid, Part: OfParameters, Field: "side", Value: "left", Reason: Text{ZH: "只有金额、数量、月份、比率和数值可以逐点变动", EN: "only an amount, a count, a month, a rate or a figure can run through a range"}}}},
		{"n", "x", "1.5", Errors{{Code: Syntax, Part: OfFacts, Field: "n", Value: "x", Reason: whole}, {Code: Syntax, Part: OfFacts, Field: "n", Value: "1.5", Reason: Text{ZH: "应为整数", EN: "must be a whole number"}}}},
		{"n", "5", "4", Errors{{Code: Range, Part: OfFacts, Field: "n", Value: "5", Reason: Text{ZH: "起点应不大于终点（4）：请对调两端", EN: "where it begins must not be above where it ends (4): swap the two"}}}},
		{"n", "5", "x", Errors{{Code: Syntax, Part: OfFacts, Field: "n", Value: "x", Reason: whole}}},
	} {
		_, first, last, err := w.rangeOf(c.path, c.from, c.to)
		assert.Equal(t, c.want, err, c.path)
		if c.path != "n" {
			assert.Equal(t, []int64{0, 0}, []int64{first, last})
		}
	}
	d, first, last, err := w.rangeOf("n", "5", "5")
	require.NoError(t, err)
	assert.Equal(t, []any{int64(5), int64(5), int64(3), "n", Text{ZH: "数", EN: "n"}}, []any{first, last, d.base, d.path, d.label})
}

// TestHalfOfTheWorkIsLeftForAskingEach, of a count of few values; what is no such has the whole.
func TestHalfOfTheWorkIsLeftForAskingEach(t *testing.T) {
	asked := 0
	in := toldIn()
	kernel := func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		out.OK = in.N > 19
		return out, true
	}
	r := toldRule(t, "ok", turning("n", 5, 15), "{n} + 0", kernel, &asked)
	edges := func(work int, to string) (Edges, error) {
		c, err := runOf(r, &in)
		require.NoError(t, err)
		return left(c, work).edges("n", "3", to)
	}
	written := func(e Edges) string {
		var out []string
		for _, s := range e.Segments {
			out = append(out, fmt.Sprintf("%s %s %d", s.From, s.To, len(s.Because)))
		}
		return strings.Join(out, ", ")
	}
	whole, err := edges(course.MaxWork, "22")
	require.NoError(t, err)
	assert.Equal(t, "3 5 0, 6 19 2, 20 22 2", written(whole), "the side turns as well, and the whole with its part")
	e, err := edges(20*32*2+100, "22")
	require.NoError(t, err)
	assert.Equal(t, "3 5 0, 6 19 0, 20 22 0", written(e), "each was asked, which tells nothing of what turns")
	for _, work := range []int{0, 400, 20 * 32} {
		e, err = edges(work, "22")
		require.ErrorIs(t, err, NotWhole)
		assert.IsType(t, Errors{}, err)
		assert.Empty(t, e)
		assert.Equal(t, "too many turns for the work that one call may do: give a smaller range", Faults(err)[0].Reason.EN)
	}
}
