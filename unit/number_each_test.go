package unit_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestForEach(t *testing.T) {
	for _, c := range []struct {
		n    string
		per  int64
		of   string
		want string
	}{
		{"35", 100, "1234", "431.9"},
		{"35", 100, "100", "35"},
		{"30.00", 100, "1000.000", "300"}, // no more decimals than it needs
		{"12", 100, "12345.67", "1481.4804"},
		{"0.000000001", 1, "1", "0.000000001"},
		{"1", unit.MaxPer, "1", "0.000001"},
		{"-2.5", 10, "3", "-0.75"},
		{"-2.5", 10, "-3", "0.75"},
		{"-2.5", 10, "0", "0"},
		{"999999999999999.999999999", 1, "1", "999999999999999.999999999"},
		{"999999999999999", unit.MaxPer, "1000000", "999999999999999"},
		{"0.001", 1, "999999999999999.999999", "999999999999.999999999"},
	} {
		got, err := unit.MustParseNumber(c.n).ForEach(c.per, unit.MustParseNumber(c.of))
		require.NoError(t, err, c)
		assert.Equal(t, c.want, got.String(), c)
	}
	for _, per := range []int64{-10, -1, 0, 2, 20, 15, 10_000_000, math.MaxInt64, math.MinInt64} {
		assert.ErrorIs(t, second(unit.MustParseNumber("1").ForEach(per, unit.MustParseNumber("1"))), unit.Range, per)
	}
}

// TestForEachIsExact holds it against fractions, over figures of every size.
func TestForEachIsExact(t *testing.T) {
	s := newSource(22)
	number := func() unit.Number {
		text := strings.TrimLeft(big.NewInt(s.Int64N(1<<s.IntN(50)+1)).String(), "-")
		text = text[:min(len(text), 15)]
		if places := s.IntN(10); places > 0 && s.IntN(3) > 0 {
			text += "." + strings.Repeat("0", places) + big.NewInt(s.Int64N(1_000_000_000)).String()
			text = text[:strings.IndexByte(text, '.')+1+places]
		}
		if s.IntN(4) == 0 {
			text = "-" + text
		}
		return unit.MustParseNumber(text)
	}
	pers, limit, billion := []int64{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000}, big.NewRat(1e15, 1), big.NewInt(1_000_000_000)
	var exact, refused int
	for range rounds(50_000) {
		a, b, per := number(), number(), pers[s.IntN(len(pers))]
		want := new(big.Rat).Mul(a.Rat(), b.Rat())
		want.Quo(want, big.NewRat(per, 1))
		fits := new(big.Rat).Abs(want).Cmp(limit) < 0
		got, err := a.ForEach(per, b)
		switch whole := new(big.Rat).Mul(want, new(big.Rat).SetInt(billion)).IsInt(); {
		case !fits:
			require.ErrorIs(t, err, unit.Range, "%v × %v ÷ %d", a, b, per)
			refused++
		case !whole:
			require.ErrorIs(t, err, unit.Inexact, "%v × %v ÷ %d", a, b, per)
			refused++
		default:
			require.NoError(t, err)
			require.Zero(t, want.Cmp(got.Rat()), "%v × %v ÷ %d = %v", a, b, per, got)
			text := got.String()
			require.False(t, strings.Contains(text, ".") && strings.HasSuffix(text, "0"), text)
			require.Equal(t, got, unit.MustParseNumber(text))
			exact++
		}
	}
	assert.NotZero(t, exact)
	assert.NotZero(t, refused)
}

func TestWholeNumber(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 999_999_999_999_999, -999_999_999_999_999} {
		got, err := unit.WholeNumber(n)
		require.NoError(t, err)
		assert.Zero(t, got.Rat().Cmp(big.NewRat(n, 1)))
		assert.Equal(t, unit.MustParseNumber(got.String()), got)
	}
	for _, n := range []int64{1e15, -1e15, math.MaxInt64, math.MinInt64} {
		assert.ErrorIs(t, second(unit.WholeNumber(n)), unit.Range, n)
	}
}
