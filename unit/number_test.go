package unit_test

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestANumberKeepsItsWrittenDecimals(t *testing.T) {
	for text, places := range map[string]int{
		"5": 0, "5.0": 1, "5.00": 2, "0.000000001": 9, "-2.50": 2, "0": 0, "0.00": 2, "999999999999999.999999999": 9, "-999999999999999": 0, "87.5": 1,
	} {
		n, err := unit.ParseNumber(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, n.String())
		assert.Equal(t, places, n.Decimals())
		raw, err := json.Marshal(n)
		require.NoError(t, err)
		assert.Equal(t, `"`+text+`"`, string(raw))
		var back unit.Number
		require.NoError(t, json.Unmarshal(raw, &back))
		assert.Equal(t, n, back)
		v, err := n.Value()
		require.NoError(t, err)
		assert.Equal(t, text, v)
		require.NoError(t, back.Scan([]byte(text)))
		assert.Equal(t, n, back)
		assert.Equal(t, text, n.Decimal().StringFixed(int32(places)))
		assert.EqualValues(t, -places, n.Decimal().Exponent())
	}
	for _, text := range []string{"-0", "-0.00"} {
		n := unit.MustParseNumber(text)
		assert.Equal(t, text[1:], n.String(), "there is no negative zero")
		assert.Zero(t, n.Sign())
		assert.True(t, n.Equal(unit.Number{}))
	}
}

func TestNumbersCompareByValueWhateverTheirDecimals(t *testing.T) {
	s := newSource(21)
	number := func() (unit.Number, *big.Rat) {
		places := s.IntN(10)
		r := new(big.Rat).SetFrac(big.NewInt(s.Int64N(1<<s.IntN(50)+1)), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(s.IntN(places+1))), nil))
		text := r.FloatString(places)
		if s.IntN(2) == 0 {
			text = "-" + text
			r.Neg(r)
		}
		n, err := unit.ParseNumber(text)
		if err != nil {
			require.ErrorIs(t, err, unit.Range, text)
			return unit.Number{}, new(big.Rat)
		}
		return n, r
	}
	for range rounds(50_000) {
		a, ra := number()
		b, rb := number()
		require.Zero(t, ra.Cmp(a.Rat()), a)
		require.Equal(t, ra.Cmp(rb), a.Cmp(b), "%v and %v", a, b)
		require.Equal(t, ra.Cmp(rb) == 0, a.Equal(b))
		want := new(big.Rat).Sub(ra, rb)
		difference, err := a.Sub(b)
		if new(big.Rat).Abs(want).Cmp(big.NewRat(1e15, 1)) >= 0 {
			require.ErrorIs(t, err, unit.Range)
		} else {
			require.NoError(t, err)
			require.Equal(t, want.FloatString(max(a.Decimals(), b.Decimals())), difference.String(), "%v − %v", a, b)
		}
		require.Equal(t, ra.Sign(), a.Sign())
		require.Equal(t, ra.Sign() == 0, a.IsZero())
		require.Zero(t, ra.Cmp(a.Decimal().Rat()))
		d, err := unit.NumberFromDecimal(a.Decimal())
		require.NoError(t, err)
		require.Equal(t, a, d)
	}
	assert.True(t, unit.MustParseNumber("5.00").Equal(unit.MustParseNumber("5")))
	assert.Equal(t, 1, unit.MustParseNumber("1.5").Cmp(unit.MustParseNumber("1.25")))
}

// TestAFractionIsTheFigure in words as far as one holds it, and as short as it gets.
func TestAFractionIsTheFigure(t *testing.T) {
	for text, want := range map[string][2]int64{
		"0": {0, 1}, "5.00": {5, 1}, "-87.50": {-875, 10}, "0.000000001": {1, 1_000_000_000}, "999999999999999": {999_999_999_999_999, 1},
		"9223372036.854775807": {9_223_372_036_854_775_807, 1_000_000_000}, "-9223372036.854775807": {-9_223_372_036_854_775_807, 1_000_000_000},
		"99999999999999.9990": {99_999_999_999_999_999, 1_000},
	} {
		n := unit.MustParseNumber(text)
		num, over, ok := n.Fraction()
		assert.True(t, ok, text)
		assert.Equal(t, want, [2]int64{num, over}, text)
		assert.Equal(t, 0, big.NewRat(num, over).Cmp(n.Rat()), text)
	}
	for _, text := range []string{"9223372036.854775808", "-9223372036.854775808", "999999999999999.999999999", "18446744073.709551616"} {
		num, over, ok := unit.MustParseNumber(text).Fraction()
		assert.False(t, ok, text)
		assert.Zero(t, num, text)
		assert.Zero(t, over, text)
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"": unit.Syntax, "５": unit.Syntax, "1,5": unit.Syntax, "05": unit.Syntax, "5.": unit.Syntax, "1e3": unit.Syntax, "+5": unit.Syntax,
		"1000000000000000": unit.Range, "-1000000000000000.5": unit.Range, "99999999999999999999999": unit.Range,
		"0.0000000001": unit.Inexact, "5.0000000000": unit.Inexact,
	} {
		n := unit.MustParseNumber("7.0")
		assert.ErrorIs(t, n.UnmarshalText([]byte(text)), want, text)
		assert.Equal(t, "7.0", n.String(), text)
	}
	// A file of zeros is neither slow nor repeated in the error.
	err := second(unit.ParseNumber("5." + strings.Repeat("0", 1<<20)))
	assert.ErrorIs(t, err, unit.Inexact)
	assert.Less(t, len(err.Error()), 200)
	assert.Panics(t, func() { unit.MustParseNumber("x") })
}

func TestNumberFromDecimal(t *testing.T) {
	for text, d := range map[string]decimal.Decimal{
		"0": decimal.New(0, 2_000_000_000), "0.00": decimal.New(0, -2), "500": decimal.New(5, 2), "-5.00": decimal.New(-500, -2),
		"100000000000000": decimal.New(1, 14), "999999999999999.999999999": decimal.RequireFromString("999999999999999.999999999"),
	} {
		n, err := unit.NumberFromDecimal(d)
		require.NoError(t, err, text)
		assert.Equal(t, text, n.String())
	}
	huge := new(big.Int).Lsh(big.NewInt(1), 1<<20)
	for _, c := range []struct {
		d    decimal.Decimal
		want error
	}{
		{decimal.New(1, 15), unit.Range}, {decimal.New(1, math.MaxInt32), unit.Range}, {decimal.NewFromBigInt(huge, 0), unit.Range},
		{decimal.NewFromBigInt(huge, -9), unit.Range}, {decimal.New(1, -10), unit.Inexact}, {decimal.New(1, math.MinInt32), unit.Inexact},
		{decimal.New(0, -10), unit.Inexact},
	} {
		assert.ErrorIs(t, second(unit.NumberFromDecimal(c.d)), c.want)
	}
}

func FuzzParseNumber(f *testing.F) {
	addNumbers(f, "")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := unit.ParseNumber(s)
		whole, decimals, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
		fits := plain.MatchString(s) && len(whole) <= unit.MaxDigits && len(decimals) <= unit.MaxDecimals
		if fits != (err == nil) {
			t.Fatalf("%q: %v", s, err)
		}
		if err != nil {
			return
		}
		want, _ := new(big.Rat).SetString(s)
		if n.Rat().Cmp(want) != 0 || n.String() != s && (want.Sign() != 0 || "-"+n.String() != s) {
			t.Fatalf("%q: read as %v", s, n)
		}
	})
}

// TestRatesAndNumbersTakeTheSameSteps: the reference of a year is one computation, whether a
// rule has a rate or an indicator a number.
func TestRatesAndNumbersTakeTheSameSteps(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 20))
	for range 5_000 {
		a, b := r.Int64N(4_000_000)-2_000_000, r.Int64N(4_000_000)-2_000_000
		n := 1 + r.IntN(1000)
		k := r.IntN(n + 1)
		text := func(x int64) string { return decimal.New(x, -3).String() }
		rate, err := unit.MustParseRate(text(a)+"×").TowardExact(unit.MustParseRate(text(b)+"×"), k, n)
		require.NoError(t, err)
		number, err := unit.MustParseNumber(text(a)).Toward(unit.MustParseNumber(text(b)), k, n)
		require.NoError(t, err)
		require.Zero(t, rate.Rat().Cmp(number), "%d of %d from %d to %d", k, n, a, b)
	}
	for _, kn := range [][2]int{{0, 0}, {-1, 5}, {6, 5}, {1, 1001}} {
		_, err := unit.MustParseNumber("1").Toward(unit.MustParseNumber("2"), kn[0], kn[1])
		require.ErrorIs(t, err, unit.Range, kn)
	}
	last, err := unit.MustParseNumber("1").Toward(unit.MustParseNumber("2"), 1000, 1000)
	require.NoError(t, err)
	require.Equal(t, "2", last.RatString())
}
