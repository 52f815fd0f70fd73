package exact_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// some draws numbers of all sizes, with those at the ends of a machine word among them.
func some(r *rand.Rand) *big.Rat {
	ends := []int64{0, 1, -1, 2, 100, math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, math.MinInt64 + 1, 1 << 53, 10_000}
	part := func() int64 {
		if r.IntN(3) == 0 {
			return ends[r.IntN(len(ends))]
		}
		return r.Int64() >> r.IntN(63) * (1 - 2*r.Int64N(2))
	}
	v := new(big.Rat).SetInt64(part())
	if d := part(); d != 0 && r.IntN(2) == 0 {
		v.Quo(v, new(big.Rat).SetInt64(d))
	}
	if r.IntN(10) == 0 {
		v.Mul(v, new(big.Rat).SetInt64(math.MaxInt64))
	}
	return v
}

func TestNumbersAreThoseOfMathBig(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	same := func(want *big.Rat, got exact.Rat, what string, of ...*big.Rat) {
		t.Helper()
		require.Zero(t, want.Cmp(got.Big()), "%s of %v: %v, want %v", what, of, got, want)
		require.Equal(t, want.Sign(), got.Sign())
		require.Equal(t, want.IsInt(), got.IsInt())
		require.Equal(t, want.RatString(), got.String())
	}
	for range 20_000 {
		x, y := some(r), some(r)
		a, b := exact.Of(x), exact.Of(y)
		same(new(big.Rat).Add(x, y), a.Add(b), "sum", x, y)
		same(new(big.Rat).Sub(x, y), a.Sub(b), "difference", x, y)
		same(new(big.Rat).Mul(x, y), a.Mul(b), "product", x, y)
		same(new(big.Rat).Neg(x), a.Neg(), "negation", x)
		if y.Sign() != 0 {
			same(new(big.Rat).Quo(x, y), a.Quo(b), "quotient", x, y)
		}
		require.Equal(t, x.Cmp(y), a.Cmp(b), "%v and %v", x, y)
		low, _ := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int))
		same(new(big.Rat).SetInt(low), a.Floor(), "floor", x)
		require.Equal(t, low.Bit(0) == 1, a.Floor().IsOdd(), "%v", low)
	}
}

func TestTheZeroRatIsZero(t *testing.T) {
	var zero exact.Rat
	assert.Equal(t, "0", zero.String())
	assert.Zero(t, zero.Cmp(exact.Int(0)))
	assert.Equal(t, "1/100", exact.Frac(100, 10_000).String())
	n, ok := exact.Int(7).Int64()
	assert.True(t, ok)
	assert.EqualValues(t, 7, n)
}

func BenchmarkAddFen(b *testing.B) {
	x, y := exact.Frac(123_456, 100), exact.Frac(-78_901, 100)
	for b.Loop() {
		x = x.Add(y)
		y = y.Neg()
	}
}
