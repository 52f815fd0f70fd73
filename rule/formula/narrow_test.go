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

type place struct {
	name string
	item int
}

// confined keeps what names are confined to.
type confined struct {
	*haze
	to map[place][]formula.Bounds
}

func (c confined) Narrow(name string, item int, to formula.Bounds) {
	c.to[place{name, item}] = append(c.to[place{name, item}], to)
}

// holds tells whether a value is within bounds.
func holds(b formula.Bounds, v formula.Value) bool {
	switch {
	case v.Absent:
		return !b.Given
	case b.Left:
		return false
	case v.Rat == nil:
		return b.Within.Kind == 0 || b.Within.Contains(v)
	}
	return (b.Low == nil || v.Rat.Cmp(b.Low) > 0 || v.Rat.Cmp(b.Low) == 0 && !b.Above) &&
		(b.High == nil || v.Rat.Cmp(b.High) < 0 || v.Rat.Cmp(b.High) == 0 && !b.Below)
}

// TestNarrowKeepsEveryWorld: what a formula's value between two ends says of its names holds in every world in which it has such a
// value; what a condition that never holds says, in every one in which it does not hold; what a choice or a truth that is known says, in every one in which it is that.
func TestNarrowKeepsEveryWorld(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 5))
	formulas, kept, cut := 0, 0, 0
	for range 10_000 {
		kind := []formula.Kind{formula.Money, formula.Count, formula.Ratio, formula.Flag, formula.Flag, formula.Flag, formula.Choice}[rnd.IntN(7)]
		text := written(rnd, kind, 3, false)
		f, err := formula.Parse(text)
		require.NoError(t, err, text)
		h := randomHaze(rnd)
		if _, err := f.Check(h.scope); err != nil {
			continue
		}
		var values []*big.Rat
		h.worlds(f, func(w world) {
			if v, err := f.Eval(w, 0); err == nil && v.Rat != nil {
				values = append(values, v.Rat)
			}
		})
		var low, high *big.Rat
		c := confined{h, map[place][]formula.Bounds{}}
		var sought *formula.Value
		switch {
		case kind == formula.Choice:
			sought = &formula.Value{Kind: kind, Text: []string{"one", "two"}[rnd.IntN(2)]}
		case kind == formula.Flag && rnd.IntN(2) == 0:
			sought = &formula.Value{Kind: kind, Flag: rnd.IntN(2) == 0}
		}
		if sought != nil {
			f.NarrowTo(c, 0, formula.Bounds{Within: formula.Certain(*sought)})
		} else if kind == formula.Flag {
			f.NarrowRefused(c)
		} else {
			if len(values) == 0 {
				continue
			}
			low, high = values[rnd.IntN(len(values))], values[rnd.IntN(len(values))]
			if low.Cmp(high) > 0 {
				low, high = high, low
			}
			switch rnd.IntN(3) {
			case 0:
				low = nil
			case 1:
				high = nil
			}
			f.Narrow(c, 0, low, high)
		}
		formulas++
		h.worlds(f, func(w world) {
			v, err := f.Eval(w, 0)
			if sought != nil {
				if err != nil || v.Flag != sought.Flag || v.Text != sought.Text {
					return
				}
			} else if kind == formula.Flag {
				if err == nil && v.Flag {
					return
				}
			} else if err != nil || low != nil && v.Rat.Cmp(low) < 0 || high != nil && v.Rat.Cmp(high) > 0 {
				return
			}
			for at, list := range c.to {
				is, ok := w.Value(at.name, at.item)
				if !ok {
					continue
				}
				if slices.ContainsFunc(list, func(b formula.Bounds) bool { return !holds(b, is) }) {
					t.Fatalf("%s from %v to %v confines %v to %+v, and it is %s in %v", f, low, high, at, list, is, w)
				}
				kept++
			}
		})
		for at, list := range c.to { // does it say anything?
			if s, ok := h.Span(at.name, at.item); ok && slices.ContainsFunc(list, func(b formula.Bounds) bool {
				return b.Given && s.Absent || b.Left && s.Present() || b.Within.Kind == s.Kind && len(b.Within.Codes) < len(s.Codes) ||
					b.Low != nil && s.Low != nil && b.Low.Cmp(s.Low) > 0 ||
					b.High != nil && s.High != nil && b.High.Cmp(s.High) < 0
			}) {
				cut++
			}
		}
	}
	t.Logf("%d formulas, %d names cut, %d values kept", formulas, cut, kept)
	assert.Greater(t, formulas, 1_000)
	assert.Greater(t, cut, 200)
	assert.Greater(t, kept, 10_000)
}
