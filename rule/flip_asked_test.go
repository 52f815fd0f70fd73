package rule

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

type toldPolicy struct {
	Most   int64 `json:"most" zh:"上限" en:"most" range:"[0,1000]"`
	Strict bool  `json:"strict" zh:"从严" en:"strict"`
}

type toldFacts struct {
	N     int64       `json:"n" zh:"数" en:"n" range:"[-5000,5000]"`
	Other int64       `json:"other" zh:"另数" en:"other"`
	On    bool        `json:"on" zh:"开" en:"on"`
	Side  Enum[sides] `json:"side" zh:"边" en:"side"`
	Rows  []readRow   `json:"rows" zh:"行" en:"row"`
}

type toldAnswer struct {
	OK    bool        `json:"ok" zh:"可以" en:"ok"`
	Where Enum[sides] `json:"where,omitzero" zh:"何处" en:"where"`
	Sum   int64       `json:"sum" zh:"和" en:"sum"`
}

// toldRule is a rule by formulas of its outcome and its sum, of which asked counts how often its kernel answers.
func toldRule(t *testing.T, outcome, ok, sum string, kernel func(p *toldPolicy, in *toldFacts) (toldAnswer, bool), asked *int) Rule[toldPolicy, toldFacts, toldAnswer] {
	t.Helper()
	steps := []*Term{{ID: "sum", Label: Text{ZH: "和", EN: "sum"}, Formula: sum}, {ID: "where", Label: Text{ZH: "何处", EN: "where"}, Formula: "if({n} > 5, 'left', 'right')"}, {ID: "ok", Label: Text{ZH: "可以", EN: "ok"}, Formula: ok}}
	r, err := New(Definition[toldPolicy, toldFacts, toldAnswer]{
		ID: "sample.told", Version: 1, Title: Text{ZH: "告", EN: "Told"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &toldPolicy{Most: 10}, Outcome: outcome, Steps: steps,
		KernelByRef: func(p *toldPolicy, in *toldFacts, _ *Trace) (toldAnswer, error) {
			*asked++
			out, answers := kernel(p, in)
			if !answers || in.N < -5000 || in.N > 5000 || p.Most < 0 || p.Most > 1000 || !in.Side.IsValid() {
				return toldAnswer{}, Errors{{Code: Invalid, Part: OfFacts, Field: "n", Reason: Text{ZH: "不收", EN: "not this one"}}}
			}
			return out, nil
		},
	})
	require.NoError(t, err)
	return r
}

// above answers whether n is above the most, and which side.
func above(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
	out := toldAnswer{OK: in.N > p.Most, Where: 2, Sum: in.N}
	if in.N > 5 {
		out.Where = 1
	}
	return out, true
}

func toldIn() toldFacts { return toldFacts{N: 3, Side: 1, Rows: []readRow{{N: 1}, {N: 2}}} }

func flipperOf(t *testing.T, r Any, in any) *flipper {
	t.Helper()
	c, err := runOf(r, in)
	require.NoError(t, err)
	f := &flipper{c: c, leaf: &c.s.answers[c.c.outcome]}
	out := reflect.New(c.s.answerType).Interface()
	require.NoError(t, r.evalInto(in, out))
	f.was = f.read(out)
	f.walker = c.c.program.Walk(c.w, c.left)
	return f
}

// TestTheFirstValueThatIsAnsweredIsLookedForSoFarAndNoFarther: of 4,097 values from the first on, to the last.
func TestTheFirstValueThatIsAnsweredIsLookedForSoFarAndNoFarther(t *testing.T) {
	for _, c := range []struct {
		last, answers int64
		at            int64
		ok, sure      bool
		asked         int
	}{{10_000, 100, 100, true, true, 1}, {10_000, 105, 105, true, true, 6}, {10_000, 4196, 4196, true, true, 4097}, {10_000, 4197, 0, false, false, 4097}, {4196, 4197, 0, false, true, 4097}, {4197, 4198, 0, false, false, 4097}, {100, 101, 0, false, true, 1}} {
		asked := 0
		at, ok, sure := accepted(100, c.last, func(x int64) bool { asked++; return x >= c.answers })
		assert.Equal(t, []any{c.at, c.ok, c.sure, c.asked}, []any{at, ok, sure, asked}, c)
	}
	s := readScheme(t, "")
	d := dial{part: OfFacts, kind: formula.Count, step: exact.Int(1), path: "n", label: Text{ZH: "数", EN: "n"}}
	assert.Equal(t, Errors{{Rule: "sample.read", Code: NotWhole, Part: OfFacts, Field: "n", Label: Text{ZH: "数", EN: "n"}, Value: "5", Reason: Text{
		ZH: "自5至9000按公式结论改变，但自起点逐一查看的4097个值规则均不予计算，其后各值未查看，请在较小范围内查看此项的临界点",
		EN: "from 5 to 9000 the outcome is another by its formulas, but the rule refuses the 4097 values from there that were asked; those behind were not looked at: look at its thresholds in a smaller range"}}}, s.unasked(&d, 5, 9000))
}

// TestOfWhatTurnsItsOwnStepIsToldFirst, and nothing that does not stand otherwise there.
func TestOfWhatTurnsItsOwnStepIsToldFirst(t *testing.T) {
	c := func(step int, text string) course.Cause { return course.Cause{Step: step, Comparison: text} }
	write := func(list []course.Cause) string {
		var out []string
		for _, c := range list {
			out = append(out, fmt.Sprint(c.Step)+c.Comparison)
		}
		return strings.Join(out, " ")
	}
	assert.Equal(t, "3c 3d 1a 2b", write(nearest([]course.Cause{c(1, "a"), c(2, "b"), c(3, "c"), c(3, "d")}, nil, 3)))
	assert.Equal(t, "2b 1a 3c", write(nearest([]course.Cause{c(1, "a"), c(2, "b"), c(3, "c")}, nil, 2)))
	assert.Equal(t, "3c 2b", write(nearest([]course.Cause{c(1, "a"), c(2, "b")}, []course.Cause{c(2, "b"), c(3, "c")}, 3)), "what stands as before is not told")
	assert.Equal(t, "1a 3c 2b", write(nearest(nil, []course.Cause{c(1, "a"), c(2, "b"), c(3, "c")}, 1)))
	assert.Equal(t, "2b", write(nearest([]course.Cause{c(1, "a"), c(2, "b")}, []course.Cause{c(2, "b")}, 3)))
	assert.Empty(t, nearest(nil, nil, 1))
	turned := []course.Cause{c(1, "a"), c(3, "c")}
	nearest(turned, nil, 3)
	assert.Equal(t, "1a 3c", write(turned), "the walker's own stay")
}

// TestTheOutcomeIsReadFromTheAnswer as it is written there, whatever its type; where it is left out it is empty.
func TestTheOutcomeIsReadFromTheAnswer(t *testing.T) {
	asked := 0
	in := toldIn()
	for outcome, want := range map[string]string{"ok": "false", "where": "right", "sum": "not-0"} {
		f := flipperOf(t, toldRule(t, outcome, "{n} > {most}", "{n} + 0", above, &asked), &in)
		assert.Equal(t, want, f.was)
		assert.Equal(t, map[string]string{"ok": "true", "where": "left", "sum": "not-0"}[outcome], f.read(&toldAnswer{OK: true, Where: 1, Sum: -7}))
		assert.Equal(t, map[string]string{"ok": "false", "where": "", "sum": "0"}[outcome], f.read(&toldAnswer{}), outcome)
		assert.Empty(t, f.read(&struct{ F func() }{}), "what does not write itself")
		out := &toldAnswer{OK: true, Where: 1, Sum: 3}
		allocated := testing.AllocsPerRun(10, func() { f.read(out) })
		assert.LessOrEqual(t, allocated, map[string]float64{"ok": 0, "where": 5, "sum": 1000}[outcome], "a verdict is read in place: %s", outcome)
	}
	for value, want := range map[string]Text{"true": {ZH: "是", EN: "yes"}, "false": {ZH: "否", EN: "no"}, "0": {ZH: "为零", EN: "zero"}, "not-0": {ZH: "不为零", EN: "not zero"}, "": {ZH: "未列", EN: "left out"}, "left": {ZH: "左", EN: "Left"}, "other": {ZH: "other", EN: "other"}} {
		assert.Equal(t, want, flipperOf(t, toldRule(t, "where", "{n} > {most}", "{n} + 0", above, &asked), &in).words(value), value)
	}
	for v, want := range map[string]string{"0.00": "0", "0.01": "not-0", "-1.00": "not-0", "x": ""} {
		number := valueOf(formula.Money, v)
		assert.Equal(t, want, zeroOrNot(&number), v)
	}
}

// TestWhatTheOutcomeDoesNotComeFromIsNotTried: the kernel answers the case itself, and what changes it with the value before.
func TestWhatTheOutcomeDoesNotComeFromIsNotTried(t *testing.T) {
	asked := 0
	r := toldRule(t, "ok", "{n} > {most}", "{n} + {other} + if({on}, 1, 0)", above, &asked)
	f, err := r.Flip(toldIn())
	require.NoError(t, err)
	assert.Equal(t, 1+1+2, asked, "the case, the first value that is answered, and both sides of the change")
	var got []string
	for _, one := range f.Flips {
		text := one.Path + "=" + one.Value
		for _, c := range one.Changes {
			text += " " + c.Before + "|" + c.Value
		}
		got = append(got, text)
	}
	assert.Equal(t, []string{"n=3 10|11", "other=0", "on=false", "side=left", "rows[0].n=1", "rows[1].n=2", "rows[0].on=false", "rows[1].on=false"}, got)
	asked = 0
	p, err := r.FlipParameters(toldIn())
	require.NoError(t, err)
	require.Len(t, p.Flips, 2)
	assert.Equal(t, "2|1|2", p.Flips[0].Changes[0].Value+"|"+fmt.Sprint(len(p.Flips[0].Changes))+"|"+p.Flips[0].Changes[0].Value)
	assert.Equal(t, 1+1+2, asked)
	side := toldRule(t, "ok", "{side} = 'right' or {on}", "{n} + 0", func(_ *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		return toldAnswer{OK: in.Side == 2 || in.On, Where: 1}, !in.On
	}, &asked)
	asked = 0
	f, err = side.Flip(toldIn())
	require.NoError(t, err)
	assert.Equal(t, 1+1+1, asked, "the other code of each alone")
	assert.Empty(t, f.Flips[2].Changes, "it is refused with it")
	require.Len(t, f.Flips[3].Changes, 1)
	assert.Equal(t, Change{Value: "right", Shown: Text{ZH: "右", EN: "Right"}, Outcome: "true", OutcomeInWords: Text{ZH: "是", EN: "yes"}, kind: formula.Choice}, f.Flips[3].Changes[0])
}

// TestEachValueIsAskedWhereNoFormulaSays, in either direction, to the last, while there is work left.
func TestEachValueIsAskedWhereNoFormulaSays(t *testing.T) {
	asked := 0
	in := toldIn()
	r := toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked)
	f := flipperOf(t, r, &in)
	k, item, _ := f.c.w.place("n")
	d, _ := f.c.w.dialAt(k, item)
	d.named(f.c.s)
	why := errors.New("no formula")
	says := func(x int64) (string, bool) {
		switch x {
		case 5, -2:
			return "", true // left out
		case 6, -3:
			return "true", false // refused
		case 8, -7:
			return "true", true
		}
		return "false", true
	}
	for by, want := range map[int64][3]string{1: {"8", "7", "+5"}, -1: {"-7", "-6", "-10"}} {
		c, found, err := f.asked(&d, by, 0, 100, says, why)
		require.NoError(t, err)
		require.NoError(t, f.err)
		require.True(t, found)
		assert.Equal(t, want, [3]string{c.Value, c.Before, c.By})
		assert.False(t, c.AfterRefused)
		c, found, err = f.asked(&d, by, 0, map[int64]int64{1: 5, -1: 10}[by], says, why)
		require.NoError(t, err)
		assert.True(t, found, "the last is asked")
		f.reached = 0
		c, found, err = f.asked(&d, by, 0, map[int64]int64{1: 4, -1: 9}[by], says, why)
		assert.Equal(t, []any{Change{}, false, nil}, []any{c, found, err}, "and none behind it")
		assert.Equal(t, map[int64]int64{1: 7, -1: -6}[by], f.reached)
	}
	n := 0
	_, found, err := f.asked(&d, -1, 2, 100, func(x int64) (string, bool) {
		if n++; n == 4 {
			f.c.left.Spend(course.MaxWork)
		}
		return "false", true
	}, why)
	assert.Equal(t, []any{false, why, int64(-1)}, []any{found, err, f.reached}, "from 1 down to −2, of which −1 was looked at")
}

// TestAChangeIsHeldAgainstTheKernel at it and before it.
func TestAChangeIsHeldAgainstTheKernel(t *testing.T) {
	asked := 0
	in := toldIn()
	f := flipperOf(t, toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked), &in)
	k, item, _ := f.c.w.place("n")
	d, _ := f.c.w.dialAt(k, item)
	d.named(f.c.s)
	type answers map[int64]string
	try := func(said answers) (Change, bool, error) {
		f.err = nil
		c, found, err := f.verified(&d, 11, 10, "true", "21/2", nil, func(x int64) (string, bool) { text, ok := said[x]; return text, ok })
		require.NoError(t, err)
		return c, found, f.err
	}
	want := Change{Value: "11", Before: "10", Exactly: "21/2", By: "+8", Outcome: "true", OutcomeInWords: Text{ZH: "是", EN: "yes"}, kind: formula.Count}
	c, found, err := try(answers{11: "true", 10: "false"})
	require.NoError(t, err)
	assert.Equal(t, []any{want, true}, []any{c, found})
	want.AfterRefused = true
	c, found, err = try(answers{11: "true"})
	require.NoError(t, err)
	assert.Equal(t, []any{want, true}, []any{c, found})
	for _, said := range []answers{{11: "false", 10: "false"}, {11: "true", 10: "true"}, {10: "false"}, {11: "", 10: "false"}} {
		c, found, err := try(said)
		assert.Equal(t, []any{Change{}, false}, []any{c, found}, said)
		assert.Equal(t, Errors{{Rule: "sample.told", Code: NotWhole, Part: OfFacts, Field: "n", Label: Text{ZH: "数", EN: "n"}, Value: "11", Reason: Text{
			ZH: fmt.Sprintf("按公式此处结论应为\"true\"，规则给出%q：公式与规则不符", said[11]), EN: fmt.Sprintf("by its formulas the outcome here is \"true\", and the rule gives %q: the formulas are not the rule's", said[11])}}}, err, said)
	}
}

// TestADirectionThatIsNotLookedAtToTheEndSaysHowFarAndWhy.
func TestADirectionThatIsNotLookedAtToTheEndSaysHowFarAndWhy(t *testing.T) {
	asked := 0
	in := toldIn()
	f := flipperOf(t, toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked), &in)
	k, item, _ := f.c.w.place("n")
	d, _ := f.c.w.dialAt(k, item)
	d.named(f.c.s)
	f.reached = 77
	whole := Fault{Rule: "sample.told", Code: NotWhole, Part: OfFacts, Field: "n", Label: Text{ZH: "数", EN: "n"}, Value: "3"}
	for _, c := range []struct {
		by  int64
		why error
		zh  string
		en  string
	}{
		{1, f.c.s.unsolved(course.ErrWork, course.Cause{}), "向上：只查看至77，未查看完：已达一次调用的工作量上限；请在较小范围内查看此项的临界点", "upwards: looked at as far as 77, not to the end: the work that one call may do is used up; look at its thresholds in a smaller range"},
		{-1, f.c.s.unsolved(course.ErrUnsolved, course.Cause{Step: 2}), "向下：只查看至77，未查看完：步骤“可以”的公式无法逐段求解；请在较小范围内查看此项的临界点", "downwards: looked at as far as 77, not to the end: the formula of the step “ok” cannot be followed; look at its thresholds in a smaller range"},
		{-1, Errors{{Code: NotWhole, Reason: Text{ZH: "别的", EN: "another"}}}, "向下：别的", "downwards: another"}, {1, Errors{{Code: NotWhole, Reason: Text{ZH: "别的", EN: "another"}}}, "向上：别的", "upwards: another"},
	} {
		whole.Reason = Text{ZH: c.zh, EN: c.en}
		assert.Equal(t, whole, f.unlooked(&d, c.by, c.why))
	}
}

// TestChangesStandUpFirst, though what is up is found when it is looked at again.
func TestChangesStandUpFirst(t *testing.T) {
	asked := 0
	in := toldFacts{N: 3, Side: 1}
	r := toldRule(t, "ok", "{n} > {most} or {n} < 0 − {most}", "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		return toldAnswer{OK: in.N > p.Most || in.N < -p.Most, Where: 1}, true
	}, &asked)
	f := flipperOf(t, r, &in)
	k, item, _ := f.c.w.place("n")
	d, _ := f.c.w.dialAt(k, item)
	d.named(f.c.s)
	a := heading{d: d}
	a.eval = f.c.evaluator(&a.d)
	values := func(flip *Flip) (out []string) {
		for _, c := range flip.Changes {
			out = append(out, c.Value)
		}
		return out
	}
	for _, order := range [][]int64{{1, -1}, {-1, 1}} {
		var flip Flip
		for _, a.by = range order {
			f.look(&flip, &a, 4, true)
		}
		assert.Equal(t, []string{"11", "-11"}, values(&flip), order)
		assert.Empty(t, flip.Fault)
	}
	f.c.left.Spend(course.MaxWork)
	var flip Flip
	for _, a.by = range []int64{1, -1} {
		f.look(&flip, &a, 4, false)
	}
	assert.Empty(t, flip.Fault, "it is looked at again")
	require.Len(t, f.again, 2)
	assert.Equal(t, []int64{1, -1}, []int64{f.again[0].by, f.again[1].by})
	for i := range f.again {
		f.look(&flip, &f.again[i], 4, true)
	}
	require.Len(t, f.again, 2)
	require.Len(t, flip.Fault, 2)
	assert.Contains(t, flip.Fault[0].Reason.EN, "upwards: looked at as far as 3, not to the end: the work")
	assert.Contains(t, flip.Fault[1].Reason.EN, "downwards: looked at as far as 3, not to the end: the work")
	assert.Empty(t, flip.Changes)
}

// TestAListOfNothingIsGivenAsOne: the kernel is asked with an empty list where the caller has none.
func TestAListOfNothingIsGivenAsOne(t *testing.T) {
	asked := 0
	r := toldRule(t, "ok", "{n} > {most}", "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		return out, in.Rows != nil
	}, &asked)
	in := toldFacts{N: 3, Side: 1}
	f, err := r.Flip(in)
	require.NoError(t, err)
	assert.Equal(t, "11", f.Flips[0].Changes[0].Value)
	_, err = r.FlipParameters(in)
	require.NoError(t, err)
	e, err := r.Edges(in, "n", "0", "20")
	require.NoError(t, err)
	assert.Empty(t, e.Segments[0].Refused)
	h, err := r.Thresholds(in)
	require.NoError(t, err)
	var got []string
	for _, one := range h {
		got = append(got, one.Path+" "+one.At)
	}
	assert.Equal(t, []string{"n 6", "n 11"}, got, "and of an empty list there are none")
}
