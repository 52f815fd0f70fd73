package unit_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// What stands exactly at a limit, and one beside it.

func TestAnAmountIsDividedByOneAndUpTo63Bits(t *testing.T) {
	e := unit.Yuan(5).Exact()
	same, err := e.Div(1)
	require.NoError(t, err)
	assert.True(t, same.Equal(e))
	for name, c := range map[string]struct {
		by []int32
		ok bool
	}{
		"2^62":     {[]int32{1 << 30, 1 << 30, 4}, true},
		"2^63":     {[]int32{1 << 30, 1 << 30, 8}, false},
		"2^63 − 1": {[]int32{7, 7, 73, 127, 337, 92_737, 649_657}, true}, // its factors
		"2^64":     {[]int32{1 << 30, 1 << 30, 16}, false},
	} {
		part, want, err := e, big.NewRat(5, 1), error(nil)
		for _, n := range c.by {
			require.NoError(t, err, name)
			part, err = part.Div(n)
			want.Quo(want, big.NewRat(int64(n), 1))
		}
		if !c.ok {
			assert.ErrorIs(t, err, unit.Range, name)
			continue
		}
		require.NoError(t, err, name)
		assert.Zero(t, part.Rat().Cmp(want), name)
	}
}

// TestNumeratorsAround63BitsAreWritten: what one word holds is written by a shorter way.
func TestNumeratorsAround63BitsAreWritten(t *testing.T) {
	for _, den := range []int64{1, 2, 3, 7, 25, 64, 1_000, 3_000} {
		for by := int64(-4); by <= 4; by++ {
			n := new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 63), big.NewInt(by))
			for _, sign := range []string{"", "-"} {
				text := sign + n.String() + "/" + big.NewInt(den).String()
				want, ok := new(big.Rat).SetString(text)
				require.True(t, ok)
				var e, again unit.Exact
				require.NoError(t, e.UnmarshalText([]byte(text)), text)
				assert.Zero(t, e.Rat().Cmp(want), text)
				require.NoError(t, again.UnmarshalText([]byte(e.String())), "%s: %s", text, e)
				assert.Zero(t, again.Rat().Cmp(want), "%s: %s", text, e)
			}
		}
	}
}

func TestATextMayHave256Characters(t *testing.T) {
	var e unit.Exact
	text := "1." + strings.Repeat("0", 254)
	require.NoError(t, e.UnmarshalText([]byte(text)))
	assert.True(t, e.Equal(unit.Yuan(1).Exact()))
	err := e.UnmarshalText([]byte(text + "0"))
	assert.ErrorIs(t, err, unit.Range)
	var r unit.ExactRate
	text = "1." + strings.Repeat("0", 253)
	require.NoError(t, r.UnmarshalText([]byte(text+"%")))
	assert.Equal(t, "1%", r.String())
	assert.ErrorIs(t, r.UnmarshalText([]byte(text+"0%")), unit.Range)
}

func TestACountBeyondAWordIsRefused(t *testing.T) {
	rate := unit.MustParseRate("4096×")
	_, err := rate.Exact().CountOf(1 << 52) // 2^64
	assert.ErrorIs(t, err, unit.Range)
	_, err = rate.CountOf(1 << 52)
	assert.ErrorIs(t, err, unit.Range)
	_, err = rate.MostOf(1 << 52)
	assert.ErrorIs(t, err, unit.Range)
}

func TestDecimalsOfADifferenceCarry(t *testing.T) {
	for _, c := range [][3]string{
		{"0.6", "-0.7", "1.3"}, {"-0.6", "0.7", "-1.3"}, {"0.5", "-0.5", "1.0"}, {"0.4", "-0.5", "0.9"},
		{"1.2", "0.7", "0.5"}, {"0.7", "1.2", "-0.5"}, {"0.999999999", "-0.000000001", "1.000000000"},
	} {
		d, err := unit.MustParseNumber(c[0]).Sub(unit.MustParseNumber(c[1]))
		require.NoError(t, err)
		assert.Equal(t, c[2], d.String(), "%s − %s", c[0], c[1])
		assert.True(t, d.Equal(unit.MustParseNumber(c[2])), "%s − %s", c[0], c[1])
	}
}

func TestAnUnknownNotationIsRefusedOrLeft(t *testing.T) {
	r := unit.Percent(55)
	for n := unit.Notation(0); n < 9; n++ {
		_, err := unit.RateFromDecimal(decimal.RequireFromString("0.55"), n)
		if n < 3 {
			require.NoError(t, err)
			assert.Equal(t, n, r.In(n).Notation())
			continue
		}
		assert.ErrorIs(t, err, unit.Syntax, n)
		assert.Equal(t, r, r.In(n))
	}
}

func TestTheUnitIsShownOnAShortNumberOnly(t *testing.T) {
	_, err := unit.ParseRate("123456789")
	assert.ErrorContains(t, err, "123456789‰")
	_, err = unit.ParseRate("1234567890")
	assert.ErrorContains(t, err, "the unit is missing")
	assert.NotContains(t, err.Error(), "1234567890‰")
}

func TestAColumnOfNumbersIsShownInBaseTen(t *testing.T) {
	var e unit.Exact
	var fault *unit.Error
	require.True(t, errors.As(e.Scan(int64(120)), &fault))
	assert.Equal(t, "120", fault.Value)
	require.True(t, errors.As(new(unit.Share).UnmarshalText([]byte("x")), &fault))
	assert.Contains(t, fault.Reason.ZH, "7590/23000")
	assert.Contains(t, fault.Reason.EN, "7590/23000")
}

func TestNoAdditionsAreNone(t *testing.T) {
	for name, c := range map[string]struct {
		s unit.Share
		r unit.Rate
	}{
		"the zero share":    {unit.Share{}, unit.Percent(50)},
		"100 %":             {share(t, 1, 2), unit.Percent(100)},
		"beyond MaxCount":   {share(t, 1, unit.MaxCount), unit.Percent(50)},
		"far beyond a word": {share(t, 0, unit.MaxCount), unit.MustParseRate("99.9999999%")},
	} {
		n, ok := c.s.Additions(c.r)
		assert.False(t, ok, name)
		assert.Zero(t, n, name)
	}
	text, err := share(t, 7_590, 23_000).MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "7590/23000", string(text))
}

func TestADifferenceOfSixteenDigitsIsRefused(t *testing.T) {
	for _, c := range []struct {
		a, b string
		ok   bool
	}{
		{"999999999999999", "-1", false}, {"-999999999999999", "1", false}, {"999999999999998", "-1", true},
		{"999999999999999.5", "-0.5", false}, {"999999999999999.4", "-0.5", true}, {"999999999999999", "-999999999999999", false},
	} {
		d, err := unit.MustParseNumber(c.a).Sub(unit.MustParseNumber(c.b))
		if !c.ok {
			assert.ErrorIs(t, err, unit.Range, c)
			assert.Zero(t, d, c)
			continue
		}
		require.NoError(t, err, c)
		want := new(big.Rat).Sub(unit.MustParseNumber(c.a).Rat(), unit.MustParseNumber(c.b).Rat())
		assert.Zero(t, d.Rat().Cmp(want), c)
	}
}

func TestAdditionsReachMaxCountAndNoFurther(t *testing.T) {
	n, ok := share(t, 1, 2).Additions(unit.Percent(50))
	assert.True(t, ok, "met")
	assert.Zero(t, n)
	n, ok = share(t, 2, 2).Additions(unit.Percent(100))
	assert.True(t, ok, "met")
	assert.Zero(t, n)
	// One of whole is part: whole + x is the least number of which the rest is at most 99 %.
	const rest = 8_917_127_262_193_581 // ÷ 0.99 = 9007199254740990.9…
	n, ok = share(t, 1, rest+1).Additions(unit.Percent(1))
	assert.True(t, ok)
	assert.EqualValues(t, unit.MaxCount-rest-1, n)
	_, ok = share(t, 1, rest+2).Additions(unit.Percent(1))
	assert.False(t, ok)
}

func TestExactRatesReachTheirEnds(t *testing.T) {
	whole := unit.Percent(100).Exact()
	n, err := share(t, 1, 2).ToConvertExact(whole)
	require.NoError(t, err)
	assert.EqualValues(t, 1, n)
	for _, count := range []int64{0, 1, unit.MaxCount} {
		n, err := whole.CountOf(count)
		require.NoError(t, err)
		assert.Equal(t, count, n)
	}
	_, err = unit.MustParseRate("100.0000001%").Exact().CountOf(unit.MaxCount)
	assert.ErrorIs(t, err, unit.Range)
	var r unit.ExactRate
	assert.NoError(t, r.UnmarshalText([]byte("1/1000000000000×")), "a thousandth of the smallest step")
	assert.Error(t, r.UnmarshalText([]byte("1/1001000000000×")))
}

// TestANumeratorCarriesIntoItsHighWord: n steps and some 999ths whose product ends just below 2^64.
func TestANumeratorCarriesIntoItsHighWord(t *testing.T) {
	word := new(big.Int).Lsh(big.NewInt(1), 64)
	inverse := new(big.Int).ModInverse(big.NewInt(999), word)
	billion := big.NewInt(1_000_000_000)
	tried := 0
	for k := int64(1); k < 998; k++ { // n × 999 ≡ −k
		n := new(big.Int).Mul(inverse, big.NewInt(-k))
		n.Mod(n, word)
		for rest := k; rest < 999; rest += 331 {
			value := new(big.Rat).SetFrac(new(big.Int).Add(new(big.Int).Mul(n, big.NewInt(999)), big.NewInt(rest)), new(big.Int).Mul(big.NewInt(999), billion))
			var r unit.ExactRate
			if r.UnmarshalText([]byte(value.String()+"×")) != nil {
				continue // beyond the largest rate
			}
			tried++
			require.Zero(t, r.Rat().Cmp(value))
			require.Zero(t, r.Cmp(r))
			for _, count := range []int64{1, 3, 1_000_003} {
				want := new(big.Rat).Mul(value, new(big.Rat).SetInt64(count))
				q, m := new(big.Int).DivMod(want.Num(), want.Denom(), new(big.Int))
				if m.Sign() > 0 {
					q.Add(q, big.NewInt(1))
				}
				got, err := r.CountOf(count)
				if q.Cmp(big.NewInt(unit.MaxCount)) > 0 {
					require.ErrorIs(t, err, unit.Range)
					continue
				}
				require.NoError(t, err)
				require.Equal(t, q.Int64(), got, "%s of %d", value, count)
			}
		}
	}
	assert.Greater(t, tried, 10)
}

func TestABareNumberIsToldToBeQuoted(t *testing.T) {
	var m unit.Money
	for _, text := range []string{"0", "5", "9", "-1", "10.50"} {
		assert.ErrorContains(t, m.UnmarshalJSON([]byte(text)), `write it in quotes, "`+text+`"`)
	}
	for _, text := range []string{`"`, `""`, `"5`, `5"`, ``} {
		assert.ErrorIs(t, m.UnmarshalJSON([]byte(text)), unit.Syntax, text)
	}
	assert.True(t, m.IsZero())
}

// TestAdditionsCarry: the rounding up of the quotient passes the end of a word.
func TestAdditionsCarry(t *testing.T) {
	_, ok := share(t, 0, 20_000_000_000).Additions(unit.MustParseRate("99.9999999%")) // its high word is the divisor
	assert.False(t, ok)
	const steps, one = 300_000_001, 1_000_000_000 // 30.0000001 %
	r := unit.MustParseRate("30.0000001%")
	inverse := uint64(steps)
	for range 6 { // by Newton's method, modulo 2^64
		inverse *= 2 - steps*inverse
	}
	tried := 0
	for k := uint64(1); k < 200_000; k++ {
		whole := -k * inverse // whole × steps is −k modulo 2^64
		if whole > unit.MaxCount/2 {
			continue
		}
		tried++
		n, ok := share(t, 0, int64(whole)).Additions(r)
		require.True(t, ok)
		q, m := new(big.Int).DivMod(new(big.Int).Mul(big.NewInt(int64(whole)), big.NewInt(steps)), big.NewInt(one-steps), new(big.Int))
		if m.Sign() > 0 {
			q.Add(q, big.NewInt(1))
		}
		require.Equal(t, q.Int64(), n, whole)
	}
	assert.Greater(t, tried, 5)
}

// TestEqualAmountsOfManyBitsCompareEqual: the same amount as two fractions, whose products carry
// in other places.
func TestEqualAmountsOfManyBitsCompareEqual(t *testing.T) {
	s := newSource(11)
	for range 5_000 {
		n := new(big.Int).Lsh(big.NewInt(s.Int64N(1<<62)), 40)
		n.Add(n, big.NewInt(s.Int64N(1<<40)))
		more := int32(1 + s.IntN(3))
		parts := []int32{int32(1 + s.IntN(1<<28)), int32(1 + s.IntN(1<<26))}
		var a, b unit.Exact
		require.NoError(t, a.UnmarshalText([]byte(n.String())))
		require.NoError(t, b.UnmarshalText([]byte(new(big.Int).Mul(n, big.NewInt(int64(more))).String())))
		b, err := b.Div(more)
		require.NoError(t, err)
		for _, by := range parts {
			a, err = a.Div(by)
			require.NoError(t, err)
			b, err = b.Div(by)
			require.NoError(t, err)
		}
		require.Zero(t, a.Cmp(b), "%s ÷ %d", n, parts)
	}
}
