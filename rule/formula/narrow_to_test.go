package formula_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// TestNarrowToKeepsEveryWorld: what a truth value, a code or a least number says of the names of its formula holds in every world in which
// that is what the formula comes to, and it says something.
func TestNarrowToKeepsEveryWorld(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	formulas, kept, cut := map[formula.Kind]int{}, 0, 0
	for range 6_000 {
		kind := []formula.Kind{formula.Flag, formula.Choice, formula.Count}[rnd.IntN(3)]
		text := written(rnd, kind, 3, false)
		if kind == formula.Count { // n is a number beside which a ratio or a count stands
			text = "least n: n " + []string{"≥", ">"}[rnd.IntN(2)] + " " + written(rnd, kind, 2, false)
		}
		f, err := formula.Parse(text)
		require.NoError(t, err, text)
		h := randomHaze(rnd)
		if _, err := f.Check(h.scope); err != nil {
			continue
		}
		is := func(w world) (formula.Value, bool) {
			v, err := f.Eval(w, 0)
			if err == nil || kind != formula.Count {
				return v, err == nil
			}
			for n := range int64(400) {
				v := formula.Value{Kind: formula.Count, Rat: big.NewRat(n, 1)}
				if f.Proves(w, 0, v) == nil {
					return v, true
				}
			}
			return v, false
		}
		same := func(a, b formula.Value) bool {
			return a.Text == b.Text && a.Flag == b.Flag && (a.Rat == nil || a.Rat.Cmp(b.Rat) == 0)
		}
		var values []formula.Value
		h.worlds(f, func(w world) {
			if v, ok := is(w); ok {
				values = append(values, v)
			}
		})
		if len(values) == 0 {
			continue
		}
		v := values[rnd.IntN(len(values))]
		c := confined{h, map[place][]formula.Bounds{}}
		if v.Rat != nil {
			f.Narrow(c, 0, v.Rat, v.Rat)
		} else {
			f.NarrowTo(c, 0, formula.Bounds{Within: formula.Certain(v)})
		}
		formulas[kind]++
		h.worlds(f, func(w world) {
			if got, ok := is(w); !ok || !same(got, v) {
				return
			}
			for at, list := range c.to {
				is, ok := w.Value(at.name, at.item)
				if !ok || is.Absent {
					continue
				}
				if slices.ContainsFunc(list, func(b formula.Bounds) bool { return !holds(b, is) }) {
					t.Fatalf("%s as %s confines %v to %+v, and it is %s in %v", f, v, at, list, is, w)
				}
				kept++
			}
		})
		for at, list := range c.to {
			s, ok := h.Span(at.name, at.item)
			if ok && slices.ContainsFunc(list, func(b formula.Bounds) bool {
				return b.Low != nil && s.Low != nil && b.Low.Cmp(s.Low) > 0 || b.High != nil && s.High != nil && b.High.Cmp(s.High) < 0 ||
					s.Kind == formula.Flag && s.True && s.False && b.Within.True != b.Within.False || len(b.Within.Codes) > 0 && len(b.Within.Codes) < len(s.Codes)
			}) {
				cut++
			}
		}
	}
	t.Logf("%v formulas, %d names cut, %d values kept", formulas, cut, kept)
	for _, kind := range []formula.Kind{formula.Flag, formula.Choice, formula.Count} {
		assert.Greater(t, formulas[kind], 300, kind)
	}
	assert.Greater(t, cut, 300)
	assert.Greater(t, kept, 5_000)
}
