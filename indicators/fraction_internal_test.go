package indicators

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// anyFigure makes one of few digits, of many, or at the end of what a word holds.
func anyFigure(r *rand.Rand) Figure {
	part := func() int64 {
		switch r.IntN(5) {
		case 0:
			return math.MaxInt64 - r.Int64N(3)
		case 1:
			return r.Int64()
		case 2:
			return 1 << r.IntN(63)
		}
		return r.Int64N(40)
	}
	n, d := big.NewInt(part()), big.NewInt(max(part(), 1))
	if r.IntN(8) == 0 {
		n.Lsh(n, 40)
	}
	if r.IntN(2) == 0 {
		n.Neg(n)
	}
	return figureFrom(new(big.Rat).SetFrac(n, d))
}

// TestFiguresAreComputedAsBigRatDoes also where they leave a word and come back to it, and have
// one form each.
func TestFiguresAreComputedAsBigRatDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 8))
	for range 60_000 {
		a, b := anyFigure(r), anyFigure(r)
		if r.IntN(10) == 0 {
			b = a
		}
		x, y := a.Rat(), b.Rat()
		same := func(op string, got Figure, want *big.Rat) {
			if want.Cmp(got.rat()) != 0 || got.r == nil && got != figureFrom(want) || got.r != nil && want.Num().IsInt64() && want.Denom().IsInt64() && want.Num().Int64() != math.MinInt64 {
				t.Fatalf("%s %s %s is %s, not %s", x, op, y, got, want)
			}
		}
		same("+", a.add(b), new(big.Rat).Add(x, y))
		same("−", a.sub(b), new(big.Rat).Sub(x, y))
		same("×", a.mul(b), new(big.Rat).Mul(x, y))
		if y.Sign() != 0 {
			same("÷", a.quo(b), new(big.Rat).Quo(x, y))
		}
		same("neg", a.neg(), new(big.Rat).Neg(x))
		if a.cmp(b) != x.Cmp(y) || a.sign() != x.Sign() || a.isWhole() != x.IsInt() {
			t.Fatalf("%s and %s: %d %d %t", x, y, a.cmp(b), a.sign(), a.isWhole())
		}
	}
	least := big.NewRat(math.MinInt64, 1)
	require.NotNil(t, figureFrom(least).r, "its magnitude is no int64")
	require.Equal(t, new(big.Rat).Neg(least), figureFrom(least).neg().Rat())
	for _, text := range []string{"0", "-0.5", "999999999999999.999999999", "-9223372036.854775807", "9223372036.854775808", "12.500000000"} {
		n := MustParseNumber(text)
		require.Equal(t, 0, n.Rat().Cmp(figureOf(n).Rat()), text)
		require.Equal(t, figureFrom(n.Rat()).r == nil, figureOf(n).r == nil, text)
	}
}

// TestASoundRowIsOneThatTheRuleTakes: what is assessed without standing the rule on the row is what the
// rule would have taken, with each of its fields out of order in turn.
func TestASoundRowIsOneThatTheRuleTakes(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	some := func(list ...string) (out rule.Given[Number]) {
		if n := r.IntN(2 * len(list)); n < len(list) {
			out = rule.Give(MustParseNumber(list[n]))
		}
		return out
	}
	sound, refused := 0, 0
	for range 15_000 {
		row := Row{Plan: "p", Indicator: "T2.7", Kind: TargetKind(r.IntN(5)), Direction: Direction(r.IntN(4)), Method: Method(1 + r.IntN(3)),
			Base: some("0", "-1", "20", "5"), Scale: some("100", "1000", "0", "-1"), Min: some("0", "30"), Max: some("100", "-5"),
			BaseYear: []int{2020, 2020, 2020, 1899, 2199}[r.IntN(5)], TargetYear: []int{2025, 2025, 2025, 2020, 2200, 2071}[r.IntN(6)]}
		switch {
		case row.Kind == Value && r.IntN(8) > 0:
			row.Target = rule.Give(MustParseNumber([]string{"50", "0", "-3"}[r.IntN(3)]))
		case row.Kind == Band && r.IntN(8) > 0:
			row.Low, row.High = some("1", "60"), some("80", "2")
		case r.IntN(8) > 0:
			for range 1 + r.IntN(3) {
				row.AtLeast = append(row.AtLeast, Term{Of: []string{"a", "b", "c", ""}[r.IntN(4)], Factor: MustParseNumber([]string{"1.3", "0", "-1"}[min(r.IntN(9), 2)]),
					Min: some("0", "9"), Max: some("5")})
			}
		}
		err := Standing.Under(row).Err()
		if row.sound() != (err == nil) {
			t.Fatalf("%+v: sound %t, %v", row, row.sound(), err)
		}
		if err == nil {
			sound++
		} else {
			refused++
		}
	}
	require.Greater(t, sound, 50)
	require.Greater(t, refused, 500)
}
