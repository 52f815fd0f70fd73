package formula_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// box is whole numbers x, y and z, each open between two ends; it implements [formula.SlopeEnv].
type box [3][2]int64

func (b box) place(name string) int32 { return int32(name[0] - 'x') }

func (b box) Span(name string, _ int) (formula.Span, bool) {
	at := b.place(name)
	return formula.Span{Kind: formula.Count, Low: big.NewRat(b[at][0], 1), High: big.NewRat(b[at][1], 1), Needs: []int32{at}}, true
}

func (b box) Length(string) (least, most int64, needs []int32, ok bool) { return 0, 0, nil, false }

func (b box) Slope(string, int) formula.Span {
	one := big.NewRat(1, 1)
	return formula.Span{Kind: formula.Number, Low: one, High: one}
}

// at is the box at one point; it implements [formula.Env].
type at [3]int64

func (p at) Value(name string, _ int) (formula.Value, bool) {
	return formula.Value{Kind: formula.Count, Rat: big.NewRat(p[name[0]-'x'], 1)}, true
}

func (p at) Len(string) int { return -1 }

// TestASlopeBoundsEveryChange: between any two values of one number, all else as it may be, the formula's change lies within the
// slope times the number's; and which way a formula goes is found where it is plain.
func TestASlopeBoundsEveryChange(t *testing.T) {
	b := box{{0, 6}, {1, 5}, {0, 4}}
	for _, c := range []struct {
		formula string
		goes    [3]string // with x, y and z: +, −, 0 for neither, ? for both or not known
	}{
		{"{x} + {y} − {z}", [3]string{"+", "+", "-"}},
		{"{x} − min({x}, {z})", [3]string{"+", "0", "-"}},
		{"{x} × {y}", [3]string{"+", "+", "0"}},
		{"({x} − {z}) × {y}", [3]string{"+", "?", "-"}},
		{"{x} ÷ {y}", [3]string{"+", "-", "0"}},
		{"{x} ÷ {z}", [3]string{"?", "0", "?"}},
		{"max({x}, {y}) − {x}", [3]string{"-", "+", "0"}},
		{"if({z} > 2, {x}, {y})", [3]string{"+", "+", "?"}},
		{"least n: ({x} + n) ÷ {y} ≥ 2", [3]string{"-", "+", "0"}},
		{"least n: n × {y} > {x}", [3]string{"+", "-", "0"}},
		{"{x} × {x} − {x}", [3]string{"?", "0", "0"}},
		{"{x} ÷ ({x} + {y})", [3]string{"?", "-", "0"}},
		{"{y} − {y} ÷ 2", [3]string{"0", "+", "0"}},
	} {
		f, err := formula.Parse(c.formula)
		require.NoError(t, err)
		seen := 0
		for of := range int32(3) {
			slope := f.Slope(b, 0, of)
			rises, falls := slope.Low != nil && slope.Low.Sign() >= 0, slope.High != nil && slope.High.Sign() <= 0
			goes := map[[2]bool]string{{true, true}: "0", {true, false}: "+", {false, true}: "-", {false, false}: "?"}[[2]bool{rises, falls}]
			assert.Equal(t, c.goes[of], goes, "%s with %c", c.formula, 'x'+of)
			b.each(func(p at) {
				was := valueAt(f, p)
				if was == nil {
					return
				}
				for v := p[of] + 1; v <= b[of][1]; v++ {
					q := p
					q[of] = v
					now := valueAt(f, q)
					if now == nil {
						continue
					}
					seen++
					each := new(big.Rat).Quo(new(big.Rat).Sub(now, was), big.NewRat(v-p[of], 1))
					assert.True(t, (slope.Low == nil || each.Cmp(slope.Low) >= 0) && (slope.High == nil || each.Cmp(slope.High) <= 0),
						"%s from %v to %v goes by %s, not within %v and %v", c.formula, p, q, each, slope.Low, slope.High)
				}
			})
		}
		assert.Greater(t, seen, 300, c.formula)
	}
}

// valueAt computes a formula; a least number is looked for among the first that could be it. nil where there is no value.
func valueAt(f *formula.Formula, p at) *big.Rat {
	if f.Root().Op != formula.OpLeast {
		v, err := f.Eval(p, 0)
		if err != nil {
			return nil
		}
		return v.Rat
	}
	for n := range int64(40) {
		if v := big.NewRat(n, 1); f.Proves(p, 0, formula.Value{Kind: formula.Count, Rat: v}) == nil {
			return v
		}
	}
	return nil
}

func (b box) each(do func(at)) {
	for x := b[0][0]; x <= b[0][1]; x++ {
		for y := b[1][0]; y <= b[1][1]; y++ {
			for z := b[2][0]; z <= b[2][1]; z++ {
				do(at{x, y, z})
			}
		}
	}
}
