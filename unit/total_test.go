package unit_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// total makes a sum of up to about 100 bits beside its rational.
func (s source) total(t *testing.T) (unit.Total, *big.Rat) {
	var total unit.Total
	total.AddFen(s.fen())
	want := new(big.Rat).Set(total.Rat())
	for range s.IntN(3) {
		n := int32(s.Int64N(1<<s.IntN(31)+1)) * int32(1-2*s.IntN(2))
		times, err := total.Times(n)
		product := new(big.Rat).Mul(want, big.NewRat(int64(n), 1))
		fen := new(big.Rat).Mul(product, big.NewRat(100, 1))
		if fen.Num().BitLen() > 100 {
			require.ErrorIs(t, err, unit.Range)
			break
		}
		require.NoError(t, err)
		total, want = times, product
	}
	return total, want
}

func TestTotalEqualsRationals(t *testing.T) {
	s := newSource(10)
	for range rounds(20_000) {
		a, ra := s.total(t)
		b, rb := s.total(t)
		require.Zero(t, ra.Cmp(a.Rat()))
		require.Equal(t, ra.Cmp(rb), a.Cmp(b))
		require.Equal(t, ra.Sign(), a.Sign())
		require.Zero(t, new(big.Rat).Sub(ra, rb).Cmp(a.Sub(b).Rat()))
		require.Zero(t, new(big.Rat).Neg(ra).Cmp(a.Neg().Rat()))
		require.Equal(t, ra.FloatString(2), a.String())
		require.Equal(t, ra.FloatString(2), a.Decimal().StringFixed(2))
		require.EqualValues(t, -2, a.Decimal().Exponent())
		var back unit.Total
		require.NoError(t, back.UnmarshalText([]byte(a.String())))
		require.True(t, a == back, "equal sums are ==")
	}
}

func TestTotalTimesStopsAt100Bits(t *testing.T) {
	var total unit.Total
	// 2^99 − 1 doubled is below 2^100, 2^99 doubled is not: the bits of the
	// product count, whatever its sign.
	require.NoError(t, total.UnmarshalText([]byte("6338253001141147007483516026.87")))
	for _, n := range []int32{2, -2} {
		got, err := total.Times(n)
		require.NoError(t, err)
		assert.Zero(t, new(big.Rat).Mul(total.Rat(), big.NewRat(int64(n), 1)).Cmp(got.Rat()))
	}
	total.AddFen(1)
	for _, n := range []int32{2, -2, math.MaxInt32, math.MinInt32} {
		_, err := total.Times(n)
		assert.ErrorIs(t, err, unit.Range, "%d", n)
	}
	zero, err := total.Times(0)
	require.NoError(t, err)
	assert.Equal(t, unit.Total{}, zero)
}

func TestTotalIsADecimalInYuan(t *testing.T) {
	var total unit.Total
	assert.Equal(t, "0.00", total.Decimal().StringFixed(2))
	for range 3 {
		total.Add(unit.MustParseMoney("-90071992547409.91"))
	}
	// 3 × 90,071,992,547,409.91, by hand.
	assert.True(t, decimal.RequireFromString("-270215977642229.73").Equal(total.Decimal()))
	assert.Equal(t, "-270215977642229.73", total.String())
}

func TestTotalRefusesWhatItCannotReadBack(t *testing.T) {
	total := unit.Total{}
	total.AddFen(700)
	want := total
	most := new(big.Int).Lsh(big.NewInt(1), 126) // the first that is refused, in fen
	over := new(big.Rat).SetFrac(most, big.NewInt(100)).FloatString(2)
	for text, err := range map[string]error{
		over: unit.Range, "-" + over: unit.Range, "0.001": unit.Inexact, "": unit.Syntax, "1e9": unit.Syntax, "１": unit.Syntax, "01": unit.Syntax,
	} {
		assert.ErrorIs(t, total.UnmarshalText([]byte(text)), err, text)
		assert.Equal(t, want, total, text)
	}
	under := new(big.Rat).SetFrac(most.Sub(most, big.NewInt(1)), big.NewInt(100)).FloatString(2)
	require.NoError(t, total.UnmarshalText([]byte("-"+under)))
	assert.Equal(t, "-"+under, total.String())
}

// TestTotalReadsBothSidesOf64Bits: the short reader ends at 2^63 − 1 fen, the long
// one goes on.
func TestTotalReadsBothSidesOf64Bits(t *testing.T) {
	for _, bits := range []uint{53, 62, 63, 64, 65, 126} {
		for _, off := range []int64{-3, -2, -1, 0, 1, 2, 3} {
			fen := new(big.Int).Lsh(big.NewInt(1), bits)
			fen.Add(fen, big.NewInt(off))
			for range 2 {
				fen.Neg(fen)
				want := new(big.Rat).SetFrac(fen, big.NewInt(100))
				for _, text := range []string{want.FloatString(2), want.FloatString(3), want.FloatString(12)} {
					var total unit.Total
					err := total.UnmarshalText([]byte(text))
					if bits == 126 && off >= 0 {
						require.ErrorIs(t, err, unit.Range, text)
						continue
					}
					require.NoError(t, err, text)
					require.Zero(t, want.Cmp(total.Rat()), text)
					require.Equal(t, want.FloatString(2), total.String())
					require.Zero(t, want.Cmp(total.Decimal().Rat()))
					m, err := total.Money()
					if new(big.Int).Abs(fen).Cmp(big.NewInt(unit.MaxFen)) > 0 {
						require.ErrorIs(t, err, unit.Range)
						continue
					}
					require.NoError(t, err)
					require.Zero(t, want.Cmp(ratOf(m)))
				}
			}
		}
	}
	assert.ErrorIs(t, new(unit.Total).UnmarshalText([]byte("1"+strings.Repeat("0", 80))), unit.Range)
}
