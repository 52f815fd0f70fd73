package unit_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// step makes a step between two rates beside its rational.
func (s source) step(t *testing.T) (unit.ExactRate, *big.Rat) {
	from, to := s.rate(), s.rate()
	if s.IntN(2) == 0 {
		from, to = unit.Permille(int32(s.IntN(1_100))), unit.Permille(int32(s.IntN(1_100)))
	}
	n := 1 + s.IntN(1<<s.IntN(10))
	k := s.IntN(n + 1)
	got, err := from.TowardExact(to, k, n)
	require.NoError(t, err)
	want := new(big.Rat).Sub(to.Rat(), from.Rat())
	want.Mul(want, big.NewRat(int64(k), int64(n))).Add(want, from.Rat())
	require.Zero(t, want.Cmp(got.Rat()), "%v to %v, %d of %d: %v", from, to, k, n, got)
	plain, err := from.Toward(to, k, n)
	rate, ok := got.Rate()
	require.Equal(t, err == nil, ok, "a step is a Rate where Toward gives one")
	require.True(t, rate.Equal(plain))
	return got, want
}

func TestExactRateEqualsRationals(t *testing.T) {
	s := newSource(24)
	one := big.NewRat(1, 1)
	for range rounds(50_000) {
		a, ra := s.step(t)
		b, rb := s.step(t)
		require.Equal(t, ra.Cmp(rb), a.Cmp(b), "%v and %v", ra, rb)
		require.Equal(t, ra.Cmp(rb) == 0, a.Equal(b))
		require.Equal(t, ra.Sign(), a.Sign())
		require.Zero(t, a.Cmp(a))

		text, err := a.MarshalText()
		require.NoError(t, err)
		var back unit.ExactRate
		require.NoError(t, back.UnmarshalText(text), string(text))
		require.Equal(t, a, back, string(text))

		sh := s.share(t)
		if s.IntN(3) == 0 && ra.Sign() >= 0 && ra.Cmp(one) <= 0 { // the nearest counts to the rate
			part := new(big.Rat).Mul(ra, big.NewRat(sh.Whole(), 1))
			p := new(big.Int).Div(part.Num(), part.Denom()).Int64() + int64(s.IntN(2))
			sh = share(t, min(p, sh.Whole()), sh.Whole())
		}
		want := sh.Rat().Cmp(ra)
		got, err := sh.CmpExact(a)
		require.NoError(t, err)
		require.Equal(t, want, got, "%v and %v", sh, ra)
		require.Equal(t, want >= 0, sh.MeetsExact(a))
		convert, err := sh.ToConvertExact(a)
		switch {
		case want >= 0:
			require.NoError(t, err)
			require.Zero(t, convert)
		case ra.Cmp(one) > 0:
			require.ErrorIs(t, err, unit.Unreachable)
		default:
			require.NoError(t, err)
			require.True(t, share(t, sh.Part()+convert, sh.Whole()).MeetsExact(a))
			require.False(t, share(t, sh.Part()+convert-1, sh.Whole()).MeetsExact(a))
		}
		rate := s.rate()
		require.Zero(t, rate.Rat().Cmp(rate.Exact().Rat()))
		require.Equal(t, sh.Meets(rate), sh.MeetsExact(rate.Exact()))
	}
}

func TestSevenYearsFrom87To90(t *testing.T) {
	from, to := unit.Percent(87), unit.Percent(90)
	for k, want := range []string{"87%", "612/7%", "615/7%", "618/7%", "621/7%", "624/7%", "627/7%", "90%"} {
		got, err := from.TowardExact(to, k, 7)
		require.NoError(t, err)
		assert.Equal(t, want, got.String())
		back, err := to.TowardExact(from, 7-k, 7)
		require.NoError(t, err)
		assert.True(t, got.Equal(back), "down the same steps")
	}
	first, err := from.TowardExact(to, 1, 7)
	require.NoError(t, err)
	assert.Equal(t, "≈87.43%", first.Approx(2))
	assert.Equal(t, "≈87%", first.Approx(-1))
	assert.Equal(t, "88%", unit.Percent(88).Exact().Approx(-1))
	assert.Equal(t, "88%", unit.Percent(88).Exact().Approx(0))
	assert.Equal(t, "88.5%", unit.MustParseRate("88.5%").Exact().Approx(1))
	assert.Equal(t, "≈88%", unit.MustParseRate("88.4%").Exact().Approx(0))
	// 612/7 % of 700 is 612 exactly.
	assert.True(t, share(t, 612, 700).MeetsExact(first))
	assert.False(t, share(t, 611, 700).MeetsExact(first))
	c, err := share(t, 612, 700).CmpExact(first)
	require.NoError(t, err)
	assert.Zero(t, c)
	n, err := share(t, 600, 700).ToConvertExact(first)
	require.NoError(t, err)
	assert.EqualValues(t, 12, n)
	assert.False(t, unit.Share{}.MeetsExact(unit.ExactRate{}))
	assert.Equal(t, "0%", unit.ExactRate{}.String())
}

func TestExactRateTextEndsWhereItCan(t *testing.T) {
	// An eighth of a billionth: finer than a Rate, yet a decimal.
	e, err := unit.Rate{}.TowardExact(unit.MustParseRate("0.0000001%"), 1, 8)
	require.NoError(t, err)
	assert.Equal(t, "0.0000000125%", e.String())
	_, ok := e.Rate()
	assert.False(t, ok)
	for text, want := range map[string]string{
		"1/3%": "1/3%", "2/6‰": "1/3‰", "4/3×": "4/3×", "6/3%": "2%", "-1/3%": "-1/3%", "88.50%": "88.5%", "-7/2×": "-3.5×", "0/3%": "0%", "1/3000%": "1/3000%",
		"2147483648×": "2147483648×", "-2147483648×": "-2147483648×",
	} {
		var r unit.ExactRate
		require.NoError(t, r.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, r.String())
	}
	r := unit.Percent(7).Exact()
	for text, want := range map[string]error{
		"1/3": unit.Syntax, "": unit.Syntax, "1/0%": unit.Syntax, "1.5/2%": unit.Syntax, "1/-3%": unit.Syntax, "1/2/3%": unit.Syntax, "01/3%": unit.Syntax, "%": unit.Syntax,
		"1.3x": unit.Syntax, "１/3%": unit.Syntax, "1/1001%": unit.Inexact, "0.0000000000001%": unit.Inexact,
		"2147483648.1×": unit.Range, "-6442450945/3×": unit.Range, "6442450945/3×": unit.Range,
	} {
		assert.ErrorIs(t, r.UnmarshalText([]byte(text)), want, text)
		assert.Equal(t, "7%", r.String(), text)
	}
	for _, c := range [][2]int{{-1, 5}, {6, 5}, {0, 0}, {0, 1001}} {
		assert.ErrorIs(t, second(unit.Percent(1).TowardExact(unit.Percent(2), c[0], c[1])), unit.Range)
	}
	last, err := unit.Percent(1).TowardExact(unit.Percent(2), 1000, 1000)
	require.NoError(t, err)
	assert.Equal(t, "2%", last.String())
}

func TestCountsOfARateEqualRationals(t *testing.T) {
	s := newSource(25)
	most := big.NewInt(unit.MaxCount)
	for range rounds(50_000) {
		r, n := s.rate(), s.Int64N(1<<s.IntN(53)+1)
		if s.IntN(3) == 0 {
			r = unit.Permille(int32(s.IntN(2_000)))
		}
		if s.IntN(9) == 0 {
			n = []int64{0, 1, unit.MaxCount, unit.MaxCount + 1, -1, math.MaxInt64, math.MinInt64}[s.IntN(7)]
		}
		steps := 1 + s.IntN(1000)
		exact, err := r.TowardExact(s.rate(), s.IntN(steps+1), steps)
		require.NoError(t, err)
		of := func(rate *big.Rat) (floor, ceil *big.Int) {
			x := new(big.Rat).Mul(rate, new(big.Rat).SetInt64(n))
			return new(big.Int).Div(x.Num(), x.Denom()), new(big.Int).Neg(new(big.Int).Div(new(big.Int).Neg(x.Num()), x.Denom()))
		}
		floor, ceil := of(r.Rat())
		_, ceilExact := of(exact.Rat())
		for _, c := range []struct {
			f    func(int64) (int64, error)
			sign int
			want *big.Int
		}{{r.CountOf, r.Sign(), ceil}, {r.MostOf, r.Sign(), floor}, {exact.CountOf, exact.Sign(), ceilExact}} {
			got, err := c.f(n)
			if c.sign < 0 || n < 0 || n > unit.MaxCount || c.want.Cmp(most) > 0 {
				require.ErrorIs(t, err, unit.Range, "%v of %d", r, n)
				require.Zero(t, got)
				continue
			}
			require.NoError(t, err)
			require.Zero(t, c.want.Cmp(big.NewInt(got)), "%v of %d: %d", r, n, got)
		}
	}
	whole, err := unit.Percent(100).CountOf(unit.MaxCount)
	require.NoError(t, err)
	assert.EqualValues(t, int64(unit.MaxCount), whole)
}
