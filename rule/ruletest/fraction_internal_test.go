package ruletest

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func anyFraction(r *rand.Rand) fraction {
	number := func() int64 {
		switch r.IntN(4) {
		case 0:
			return r.Int64N(20) - 10
		case 1:
			return math.MaxInt64 - r.Int64N(3)
		case 2:
			return -math.MaxInt64 + r.Int64N(3)
		}
		return r.Int64N(1<<r.IntN(63)+1) - 1<<20
	}
	f := fraction{n: number(), d: 1}
	if d := number(); d > 0 {
		f.d = d
	}
	if r.IntN(10) == 0 {
		f = f.times(f).times(f)
	}
	return f
}

// TestFractionsAreBigsFractions: sums, products, quotients, order, floors and steps, on both sides of what machine
// integers hold.
func TestFractionsAreBigsFractions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	wide := 0
	for range 40_000 {
		a, b := anyFraction(r), anyFraction(r)
		x, y := a.rat(), b.rat()
		same := func(what string, got fraction, want *big.Rat) {
			if got.big != nil {
				wide++
			} else {
				require.Positive(t, got.d, what)
			}
			require.Zero(t, got.rat().Cmp(want), "%s of %s and %s: %s", what, x, y, got.rat())
		}
		same("sum", a.plus(b), new(big.Rat).Add(x, y))
		same("product", a.times(b), new(big.Rat).Mul(x, y))
		same("negated", a.negated(), new(big.Rat).Neg(x))
		require.Equal(t, x.Cmp(y), a.cmp(b), "%s and %s", x, y)
		require.Equal(t, x.Sign(), a.sign())
		if y.Sign() != 0 {
			same("quotient", a.times(b.inverse()), new(big.Rat).Quo(x, y))
		}
		down := a.floor()
		require.True(t, down.rat().IsInt() && down.rat().Cmp(x) <= 0 && new(big.Rat).Add(down.rat(), big.NewRat(1, 1)).Cmp(x) > 0, "%s of %s", down.rat(), x)
	}
	require.Greater(t, wide, 200)
}

func TestStepsGoTheWayTheyAreTold(t *testing.T) {
	jiao := fraction{n: 5, d: 10}
	for _, c := range []struct {
		n, d               int64
		up, down, half, to string
	}{
		{1, 4, "1/2", "0", "1/2", "0"}, {3, 4, "1", "1/2", "1", "1"}, {-1, 4, "0", "-1/2", "0", "0"}, {-3, 4, "-1/2", "-1", "-1/2", "-1"},
		{1, 2, "1/2", "1/2", "1/2", "1/2"}, {26, 100, "1/2", "0", "1/2", "1/2"}, {24, 100, "1/2", "0", "0", "0"},
	} {
		a := fraction{n: c.n, d: c.d}
		for direction, want := range map[string]string{"up": c.up, "down": c.down, "half-up": c.half, "half-even": c.to} {
			require.Equal(t, want, a.stepped(direction, jiao).rat().RatString(), "%d/%d %s", c.n, c.d, direction)
		}
	}
}
