package unit_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// slowExact reads yuan digit by digit in base ten. It leans on no reader of
// math/big, whose fractions take a leading zero for octal.
func slowExact(s string) (*big.Rat, bool) {
	number := func(digits string) *big.Int {
		n := new(big.Int)
		for _, c := range digits {
			n.Mul(n, big.NewInt(10)).Add(n, big.NewInt(int64(c-'0')))
		}
		return n
	}
	num, den, isFraction := strings.Cut(s, "/")
	if !plain.MatchString(num) {
		return nil, false
	}
	abs, neg := strings.CutPrefix(num, "-")
	whole, decimals, hasPoint := strings.Cut(abs, ".")
	bottom := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil)
	if isFraction {
		if hasPoint || !plain.MatchString(den) || strings.ContainsAny(den, "-.") || den == "0" {
			return nil, false
		}
		bottom = number(den)
	}
	r := new(big.Rat).SetFrac(number(whole+decimals), bottom)
	if neg {
		r.Neg(r)
	}
	return r, true
}

func TestExactFractionsAreReadInBaseTen(t *testing.T) {
	for text, want := range map[string]*big.Rat{
		"17/3": big.NewRat(17, 3), "10/3": big.NewRat(10, 3), "89/3": big.NewRat(89, 3), "1/10": big.NewRat(1, 10),
		"-3185/3": big.NewRat(-3185, 3), "2/4": big.NewRat(1, 2), "0/7": new(big.Rat), "-0": new(big.Rat), "0.50": big.NewRat(1, 2),
	} {
		var e unit.Exact
		require.NoError(t, e.UnmarshalText([]byte(text)), text)
		assert.Zero(t, want.Cmp(e.Rat()), "%s: read as %v", text, e.Rat())
	}
	e := unit.Yuan(7).Exact()
	for _, text := range []string{"017/3", "010/3", "1/010", "1/07", "089/3", "007", "00", "-00.5", "0b1/3", "0o7/3", "0x1F/3", "1_0/3", "+1/3", "1/+3"} {
		assert.ErrorIs(t, e.UnmarshalText([]byte(text)), unit.Syntax, text)
		assert.True(t, e.Equal(unit.Yuan(7).Exact()), "%s: a failed decode changed the receiver", text)
	}
}

func TestExactKeepsItsLimits(t *testing.T) {
	// The numerator is counted in fen, so a whole number of yuan has room for
	// 2^128 ÷ 100, and a prime denominator keeps its 63 bits.
	most := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1))
	most.Div(most, big.NewInt(100))
	over := new(big.Int).Add(most, big.NewInt(1))
	prime := "9223372036854775783" // the largest prime below 2^63
	for text, want := range map[string]error{
		most.String(): nil, over.String(): unit.Range, "-" + over.String(): unit.Range,
		"1/" + prime: nil, "1/9223372036854775837": unit.Range, // a prime above 2^63
		strings.Repeat("9", 200): unit.Range, "1/" + strings.Repeat("9", 200): unit.Range,
	} {
		var e unit.Exact
		err := e.UnmarshalText([]byte(text))
		if want != nil {
			assert.ErrorIs(t, err, want, text)
			assert.Zero(t, e.Sign())
			continue
		}
		require.NoError(t, err, text)
		assert.Equal(t, text, e.String())
	}
}

func TestJSONStringsMayBeEscaped(t *testing.T) {
	// Encoders of other languages write × as \u00d7 and / as \/ by default.
	var r unit.Rate
	for text, want := range map[string]string{`"1.3\u00d7"`: "1.3×", `"0.8\u2030"`: "0.8‰", `"\u0035\u0035%"`: "55%"} {
		require.NoError(t, json.Unmarshal([]byte(text), &r), text)
		assert.Equal(t, want, r.String())
	}
	var e unit.Exact
	require.NoError(t, json.Unmarshal([]byte(`"1400\/3"`), &e))
	assert.Equal(t, "1400/3", e.String())
	var ro unit.Rounding
	require.NoError(t, json.Unmarshal([]byte(`"up\/yuan"`), &ro))
	assert.Equal(t, unit.UpToYuan, ro)
	m := unit.Yuan(7)
	for _, text := range []string{`"\uff15"`, `"\u0000"`, `"5\n"`, `"\ud800"`, `"5\"`, `"\x35"`, `"5"5"`, `"\u00`, `"`, ``} {
		assert.ErrorIs(t, m.UnmarshalJSON([]byte(text)), unit.Syntax, text)
		assert.Equal(t, unit.Yuan(7), m, text)
	}
}

func TestMoneyIsAStringInJSON(t *testing.T) {
	type row struct {
		Due  unit.Money            `json:"due"`
		Paid map[unit.Money]string `json:"paid"`
	}
	raw, err := json.Marshal(row{Due: unit.Fen(-1), Paid: map[unit.Money]string{unit.Yuan(637): "x"}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"due":"-0.01","paid":{"637.00":"x"}}`, string(raw))
	s := newSource(8)
	for range rounds(5_000) {
		m := s.money()
		raw, err := m.MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, `"`+m.String()+`"`, string(raw))
		var back unit.Money
		require.NoError(t, json.Unmarshal(raw, &back))
		require.Equal(t, m, back)
	}
}

func TestErrorsNameWhatStandsThere(t *testing.T) {
	money := func(s string) error { _, err := unit.ParseMoney(s); return err }
	rate := func(s string) error { _, err := unit.ParseRate(s); return err }
	for _, c := range []struct {
		err  error
		want string
	}{
		{money(""), "empty text"},
		{money("１2"), "full-width digit '１' at character 1"},
		{money("1．5"), "full-width '．' at character 2"},
		{money("－5"), "full-width '－' at character 1"},
		{money("\uFEFF5"), "byte order mark (U+FEFF) at character 1"},
		{money("5\u3000"), "blank"},
		{money("1,000"), "separator ',' at character 2"},
		{money("1，000"), "separator '，' at character 2"},
		{money("+5"), "plus sign at character 1"},
		{money("1e3"), "exponent at character 2"},
		{money("1.5E3"), "exponent at character 4"},
		{money("NaN"), "not a number"},
		{money("nan"), "not a number"},
		{money("Inf"), "not a number"},
		{money("-Infinity"), "not a number"},
		{money(".5"), "a digit is missing before '.' at character 1"},
		{money("5."), "a digit is missing at the end"},
		{money("007"), "leading zero"},
		{money("637.001"), "at most 2 decimals"},
		{money("90071992547409.92"), "90071992547409.91"},
		{rate("55％"), "full-width '％' at character 3"},
		{rate("55"), "the unit is missing"},
		{rate("+5%"), "plus sign at character 1"},
		{new(unit.Share).UnmarshalText([]byte("1.5/2")), "'.' at character 2: must be a whole number"},
		{new(unit.Share).UnmarshalJSON([]byte(`{"part":1.5,"whole":2}`)), "'.' at character 2: must be a whole number"},
		{new(unit.Exact).UnmarshalText([]byte("1/0")), "a denominator of zero"},
		{new(unit.Exact).UnmarshalText([]byte("1/-2")), "a negative denominator"},
	} {
		assert.ErrorContains(t, c.err, c.want)
	}
}

func TestErrorsKeepTheValueShort(t *testing.T) {
	value := func(s string) string {
		_, err := unit.ParseMoney(s)
		var e *unit.Error
		require.ErrorAs(t, err, &e)
		return e.Value
	}
	full := strings.Repeat("元", 64)
	assert.Equal(t, full, value(full))
	assert.Equal(t, strings.Repeat("元", 63)+"…", value(full+"元"))
	assert.Equal(t, strings.Repeat("9", 63)+"…", value(strings.Repeat("9", 1_000_000)))
}

func TestErrorsOfCalculationsNameTheirValue(t *testing.T) {
	e := unit.MustParseMoney("90071992547409.91").Times(unit.Times(2))
	_, err := e.Round(unit.UpToFen)
	var of *unit.Error
	require.ErrorAs(t, err, &of)
	assert.Equal(t, "180143985094819.82", of.Value)
	_, err = unit.MoneyFromDecimal(decimal.New(1, 2_000_000_000))
	require.ErrorAs(t, err, &of)
	assert.False(t, of.Reason.IsZero(), "a monster is not printed, but it is told")
}

func TestMustParsePanicsOnABadLiteral(t *testing.T) {
	assert.Panics(t, func() { unit.MustParseMoney("5.") })
	assert.Panics(t, func() { unit.MustParseRate("5") })
	assert.Panics(t, func() { unit.MustParseMonth("2021-7") })
	assert.NotPanics(t, func() { unit.MustParseMoney("5"); unit.MustParseRate("5%"); unit.MustParseMonth("2021-07") })
}

func TestFromDecimalEqualsRationals(t *testing.T) {
	s := newSource(9)
	limit := big.NewRat(unit.MaxFen, 1)
	for range rounds(20_000) {
		coefficient := new(big.Int).Mul(big.NewInt(s.fen()), new(big.Int).Exp(big.NewInt(10), big.NewInt(s.Int64N(80)), nil))
		d := decimal.NewFromBigInt(coefficient, int32(s.IntN(200)-120))
		fen := new(big.Rat).Mul(d.Rat(), big.NewRat(100, 1))
		m, err := unit.MoneyFromDecimal(d)
		switch {
		case !fen.IsInt() && new(big.Rat).Abs(fen).Cmp(limit) > 0:
			require.Error(t, err, "%v", d)
		case !fen.IsInt():
			require.ErrorIs(t, err, unit.Inexact, "%v", d)
		case new(big.Rat).Abs(fen).Cmp(limit) > 0:
			require.ErrorIs(t, err, unit.Range, "%v", d)
		default:
			require.NoError(t, err, "%v", d)
			require.Zero(t, fen.Num().Cmp(big.NewInt(m.Fen())), "%v", d)
		}
	}
}
