package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
)

// spaced is a formula of so many turns, ten values one from the other behind what a name is or, with −1, before it, and holds behind the last.
func spaced(name string, from, n, way int) string {
	var out []string
	for i := range n {
		at, sign := fmt.Sprint(from+10*i*way), ">"
		if way == -1 {
			at, sign = strings.Replace(at, "-", "0 − ", 1), "<"
		}
		out = append(out, fmt.Sprintf("if({%s} %s %s, 1, 0)", name, sign, at))
	}
	return "(" + strings.Join(out, " + ") + fmt.Sprintf(" > %d)", n-1)
}

// flipsOf looks for the flips of a case within so much work, and says how much it took.
func flipsOf(t *testing.T, r Any, in any, work int) (Flips, int) {
	t.Helper()
	c, err := runOf(r, in)
	require.NoError(t, err)
	f, err := left(c, work).flips(OfFacts)
	require.NoError(t, err)
	c.left.Share(1)
	return f, work - works(c, func() { c.left.Spend(1) })
}

// TestWhatIsNotDoneWithItsFirstShareIsFoundWithASecond, as if it had had it at once.
func TestWhatIsNotDoneWithItsFirstShareIsFoundWithASecond(t *testing.T) {
	asked := 0
	in := toldFacts{N: 3, Other: 3, Side: 1}
	r := toldRule(t, "ok", spaced("other", 5, 15, 1)+" or "+spaced("other", 1, 15, -1), "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		out.OK = in.Other > 145 || in.Other < -139
		return out, true
	}, &asked)
	want, took := flipsOf(t, r, &in, course.MaxWork)
	require.Len(t, want.Flips, 4)
	require.Len(t, want.Flips[1].Changes, 2)
	assert.Equal(t, []string{"146", "-140"}, []string{want.Flips[1].Changes[0].Value, want.Flips[1].Changes[1].Value})
	assert.Len(t, want.Flips[1].Changes[0].Because, 2)
	one := took / 2 // of either way
	for _, work := range []int{5 * one, 20 * one, 33 * one} {
		got, _ := flipsOf(t, r, &in, work)
		assert.Equal(t, want.Flips, got.Flips, work)
	}
	wrong := toldRule(t, "ok", spaced("other", 5, 15, 1), "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		out.OK = in.Other > 146
		return out, true
	}, &asked)
	c, err := runOf(wrong, &in)
	require.NoError(t, err)
	_, err = left(c, 5*one).flips(OfFacts)
	require.ErrorIs(t, err, NotWhole)
	assert.Contains(t, err.Error(), "the formulas are not the rule's")
}

// TestWhatTheOutcomeDoesNotComeFromTakesNoWork.
func TestWhatTheOutcomeDoesNotComeFromTakesNoWork(t *testing.T) {
	asked := 0
	in := toldIn()
	f, took := flipsOf(t, toldRule(t, "ok", "{most} > 20", "{n} + {other}", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		return toldAnswer{OK: p.Most > 20, Where: 1}, true
	}, &asked), &in, 1000)
	assert.Len(t, f.Flips, 8)
	assert.Zero(t, took)
	assert.Equal(t, 1, asked, "the case itself")
}

// TestOneThatTakesMuchLeavesSomethingForThoseBehindIt.
func TestOneThatTakesMuchLeavesSomethingForThoseBehindIt(t *testing.T) {
	asked := 0
	in := toldFacts{N: 3, Other: 3, Side: 1}
	r := toldRule(t, "ok", "{other} > 19 or "+spaced("n", 5, 60, 1), "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		out.OK = in.Other > 19 || in.N > 595
		return out, true
	}, &asked)
	whole, took := flipsOf(t, r, &in, course.MaxWork)
	assert.Equal(t, "596", whole.Flips[0].Changes[0].Value)
	got, _ := flipsOf(t, r, &in, took/2)
	assert.Empty(t, got.Flips[0].Changes)
	require.NotEmpty(t, got.Flips[0].Fault)
	assert.Equal(t, whole.Flips[1], got.Flips[1])
	h, err := runOf(r, &in)
	require.NoError(t, err)
	all, err := left(h, took/2).thresholds()
	require.NoError(t, err)
	require.NotEmpty(t, all[0].Fault, "it may have a part of four")
	assert.Equal(t, []string{"n", "3", ""}, []string{all[0].Path, all[0].Value, all[0].At})
	assert.Equal(t, []string{"other", "20"}, []string{all[len(all)-1].Path, all[len(all)-1].At})
}

// TestADirectionIsFollowedWithItsShareAndAskedWithTheRest: where it ends is the last value before a turn, and behind it each is asked where
// that is wanted, as long as there is work.
func TestADirectionIsFollowedWithItsShareAndAskedWithTheRest(t *testing.T) {
	asked := 0
	in := toldFacts{N: 3, Other: 3, Side: 1}
	kernel := func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		out.OK = in.N > 595 || in.N < -589
		return out, true
	}
	r := toldRule(t, "ok", spaced("n", 5, 60, 1)+" or "+spaced("n", 1, 60, -1), "{n} + 0", kernel, &asked)
	for _, by := range []int64{1, -1} {
		follow := func(work, parts int, each bool) (c Change, found bool, f *flipper, why error) {
			f = flipperOf(t, r, &in)
			k, item, _ := f.c.w.place("n")
			d, ok := f.c.w.dialAt(k, item)
			require.True(t, ok)
			d.named(f.c.s)
			left(f.c, work)
			asked = 0
			c, found, why = f.along(&d, by, f.c.evaluator(&d), parts, each)
			return c, found, f, why
		}
		c, found, _, why := follow(course.MaxWork, 1, false)
		require.NoError(t, why)
		require.True(t, found)
		assert.Equal(t, map[int64]string{1: "596", -1: "-590"}[by], c.Value)
		assert.Equal(t, 1+2, asked, "the first that is answered, and both sides")
		_, found, f, why := follow(20_000, 2, false)
		require.Error(t, why)
		assert.False(t, found)
		assert.Zero(t, asked)
		assert.Zero(t, (f.reached-map[int64]int64{1: 5, -1: 1}[by])%10, "the last value before a turn: %d", f.reached)
		assert.Greater(t, f.reached*by, int64(15))
		f.c.left.Share(1)
		assert.InDelta(t, 10_000, works(f.c, func() { f.c.left.Spend(1) }), 500, "half of it is left")
		had := f.reached
		_, found, f, why = follow(20_000, 1, true)
		require.Error(t, why)
		assert.False(t, found)
		assert.InDelta(t, 10_000/f.c.cost, asked, 20, "the other half is for asking")
		assert.Equal(t, had+by*int64(asked-1), f.reached, "all that were asked but the one at which it ends")
		f.c.left.Share(1)
		assert.True(t, f.c.left.Over(), "nothing is left")
		_, found, f, why = follow(20_000, 2, true)
		require.Error(t, why)
		assert.False(t, found)
		assert.InDelta(t, 5_000/f.c.cost, asked, 10, "a quarter is for each")
	}
}

// TestAsManyValuesAreVariedAsTheCaseHas: those of each field of each item, and no list as such.
func TestAsManyValuesAreVariedAsTheCaseHas(t *testing.T) {
	asked := 0
	r := toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked)
	in := toldFacts{N: 3, Side: 1, Rows: make([]readRow, 498)} // two of each row, and four
	f, err := r.Flip(in)
	require.NoError(t, err)
	assert.Len(t, f.Flips, 1000)
	in.Rows = make([]readRow, 499)
	f, err = r.Flip(in)
	assert.Equal(t, Errors{{Rule: "sample.told", Code: Range, Part: OfFacts, Value: "1002", Reason: Text{
		ZH: "逐项变动的数值太多：至多1000项，请减少列表的项数，或查看其中一项的临界点", EN: "too many values to vary one by one: at most 1000; shorten the list, or look at the thresholds of one of them"}}}, err)
	assert.Empty(t, f)
	in.N = 5001
	for _, door := range []func(toldFacts) error{func(in toldFacts) error { _, err := r.Flip(in); return err }, func(in toldFacts) error { _, err := r.Thresholds(in); return err }} {
		f := Faults(door(in))
		require.Len(t, f, 1)
		assert.Equal(t, "n", f[0].Field, "the case itself is refused")
	}
}

// TestACodeOfAParameterIsTried, and one with which the rule refuses is none that changes.
func TestACodeOfAParameterIsTried(t *testing.T) {
	asked := 0
	r := toldRule(t, "ok", "not {strict} or {on}", "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		return toldAnswer{OK: !p.Strict || in.On, Where: 1}, !in.On
	}, &asked)
	p, err := r.FlipParameters(toldIn())
	require.NoError(t, err)
	require.Len(t, p.Flips, 2)
	assert.Equal(t, []Change{{Value: "true", Shown: Text{ZH: "是", EN: "yes"}, Outcome: "false", OutcomeInWords: Text{ZH: "否", EN: "no"}, kind: p.Flips[1].Changes[0].kind}}, p.Flips[1].Changes)
	assert.Equal(t, []any{OfParameters, "strict", "false", ""}, []any{p.Flips[1].Part, p.Flips[1].Path, p.Flips[1].Value, p.Flips[1].Step})
	f, err := r.Flip(toldIn())
	require.NoError(t, err)
	assert.Equal(t, "on", f.Flips[2].Path)
	assert.Empty(t, f.Flips[2].Changes, "its answer would be no, but there is none")
}
