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
