package unit_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestParseMoneyReadsYuan(t *testing.T) {
	for text, fen := range map[string]int64{
		"637": 63_700, "637.5": 63_750, "637.50": 63_750, "637.000": 63_700, "0": 0, "-0": 0, "-1.00": -100, "0.01": 1,
		"90071992547409.91": unit.MaxFen, "-90071992547409.91": -unit.MaxFen,
	} {
		m, err := unit.ParseMoney(text)
		require.NoError(t, err, text)
		assert.Equal(t, fen, m.Fen(), text)
	}
}

var badMoney = map[string]error{
	"": unit.Syntax, " ": unit.Syntax, " 1": unit.Syntax, "1 ": unit.Syntax, "+1": unit.Syntax,
	"1,000": unit.Syntax, ".5": unit.Syntax, "5.": unit.Syntax, "007": unit.Syntax, "1e3": unit.Syntax,
	"NaN": unit.Syntax, "Inf": unit.Syntax, "-": unit.Syntax, "--1": unit.Syntax, "1.2.3": unit.Syntax,
	"１２３": unit.Syntax, "\uFEFF1": unit.Syntax, "1\u3000": unit.Syntax, "0x10": unit.Syntax, "1元": unit.Syntax,
	"637.001": unit.Inexact, "0.005": unit.Inexact,
	"90071992547409.92": unit.Range, "92233720368547758.07": unit.Range, "99999999999999999999999999": unit.Range,
	"-99999999999999999999999999": unit.Range,
	// 2^64 and its like would read as a small number if a carry were lost.
	"18446744073709551616": unit.Range, "36893488147419103232": unit.Range, "184467440737095516.16": unit.Range, "368934881474191032.32": unit.Range,
	"184467440737095516160": unit.Range, "18446744073709551615": unit.Range, "18446744073709551606": unit.Range, "9223372036854775808": unit.Range,
}

func TestParseMoneyRefuses(t *testing.T) {
	for text, want := range badMoney {
		m, err := unit.ParseMoney(text)
		assert.ErrorIs(t, err, want, text)
		var e *unit.Error
		require.ErrorAs(t, err, &e, text)
		assert.Equal(t, "Money", e.Type)
		assert.Zero(t, m, text)
	}
}

func TestErrorsSayWhatWasFound(t *testing.T) {
	_, err := unit.ParseMoney("1５")
	assert.ErrorContains(t, err, "full-width digit '５' at character 2: use the ASCII digit 5")
	_, err = unit.ParseMoney("007")
	assert.ErrorContains(t, err, "leading zero")
	_, err = unit.ParseRate("5５%")
	assert.ErrorContains(t, err, "Rate 5５%: ")
	_, err = unit.ParseMoney("\uFEFF1")
	assert.ErrorContains(t, err, "byte order mark (U+FEFF) at character 1")
}

func TestMoneyFromDecimalRefusesWhatItCannotHold(t *testing.T) {
	for _, c := range []struct {
		d    decimal.Decimal
		want error
	}{
		{decimal.RequireFromString("637.001"), unit.Inexact},
		{decimal.New(1, math.MinInt32), unit.Inexact},
		{decimal.New(1, math.MaxInt32), unit.Range},
		{decimal.New(-1, math.MaxInt32), unit.Range},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 100_000), -30_102), unit.Syntax},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 1<<23), 0), unit.Range},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 1<<23), -2_525_222), unit.Syntax},
		{decimal.NewFromBigInt(tenTo(4096), -4096), unit.Syntax},                                   // 1, in 4097 digits
		{decimal.NewFromBigInt(new(big.Int).Sub(tenTo(4096), big.NewInt(1)), -4096), unit.Inexact}, // 4096 nines
		{decimal.RequireFromString("90071992547409.92"), unit.Range},
		{decimal.New(math.MaxInt64, 0), unit.Range},
	} {
		m, err := unit.MoneyFromDecimal(c.d)
		assert.ErrorIs(t, err, c.want)
		assert.Zero(t, m, "an error comes with no amount")
	}
	for _, d := range []decimal.Decimal{decimal.NewFromBigInt(new(big.Int).Mul(big.NewInt(6375), tenTo(4092)), -4093), decimal.RequireFromString("637.500000"), decimal.New(6375, -1), decimal.New(63750, -2)} {
		m, err := unit.MoneyFromDecimal(d)
		require.NoError(t, err)
		assert.Equal(t, unit.MustParseMoney("637.5"), m)
	}
	zero, err := unit.MoneyFromDecimal(decimal.New(0, 2_000_000_000))
	require.NoError(t, err)
	assert.True(t, zero.IsZero())
}

func tenTo(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

func TestMoneyArithmeticEqualsRationals(t *testing.T) {
	s := newSource(1)
	for range rounds(50_000) {
		a, b, n := s.money(), s.money(), s.Int64()>>s.IntN(64)
		if s.IntN(9) == 0 {
			n = []int64{math.MinInt64, math.MaxInt64, 0, 1, -1}[s.IntN(5)]
		}
		check := func(got unit.Money, err error, want *big.Rat) {
			limit := big.NewRat(unit.MaxFen, 100)
			if new(big.Rat).Abs(want).Cmp(limit) > 0 {
				require.ErrorIs(t, err, unit.Range)
				return
			}
			require.NoError(t, err)
			require.Zero(t, want.Cmp(ratOf(got)), "%v, want %v", got, want)
		}
		got, err := a.Add(b)
		check(got, err, new(big.Rat).Add(ratOf(a), ratOf(b)))
		got, err = a.Sub(b)
		check(got, err, new(big.Rat).Sub(ratOf(a), ratOf(b)))
		got, err = a.Mul(n)
		check(got, err, new(big.Rat).Mul(ratOf(a), new(big.Rat).SetInt64(n)))
		require.Equal(t, ratOf(a).Cmp(ratOf(b)), a.Cmp(b))
		require.Equal(t, a.Cmp(b) < 0, a.Less(b))
		require.Equal(t, ratOf(a).Sign(), a.Sign())
		require.Equal(t, -a.Fen(), a.Neg().Fen())
	}
}

func TestMoneyTextIsWhatParseReads(t *testing.T) {
	s := newSource(2)
	for range rounds(20_000) {
		m := s.money()
		require.Equal(t, ratOf(m).FloatString(2), m.String())
		back, err := unit.ParseMoney(m.String())
		require.NoError(t, err)
		require.Equal(t, m, back)
		d, err := unit.MoneyFromDecimal(m.Decimal())
		require.NoError(t, err)
		require.Equal(t, m, d)
	}
}

func TestMoneyFromFenKeepsTheRange(t *testing.T) {
	for _, fen := range []int64{unit.MaxFen, -unit.MaxFen, 0} {
		m, err := unit.MoneyFromFen(fen)
		require.NoError(t, err)
		assert.Equal(t, fen, m.Fen())
	}
	for _, fen := range []int64{unit.MaxFen + 1, -unit.MaxFen - 1, math.MaxInt64, math.MinInt64} {
		_, err := unit.MoneyFromFen(fen)
		assert.ErrorIs(t, err, unit.Range)
	}
}

func TestArithmeticDoesNotAllocate(t *testing.T) {
	a, b, r := unit.Yuan(637), unit.Yuan(800), unit.MustParseRate("1.3×")
	share, err := unit.NewShare(7_590, 23_000)
	require.NoError(t, err)
	var total unit.Total
	all, buf := roundings(), make([]byte, 0, 64)
	for name, f := range map[string]func(){
		"Money": func() {
			c, _ := a.Add(b)
			c, _ = c.Mul(3)
			total.Add(c)
		},
		"Exact": func() {
			e, _ := a.Times(r).Div(12)
			if e.Cmp(b.Exact()) > 0 {
				return
			}
			c, _ := e.Round(unit.UpToYuan)
			total.Add(c)
		},
		"Share": func() {
			if !share.Meets(r) {
				n, _ := share.ToAdd(unit.Percent(55))
				total.AddFen(n)
			}
		},
		"Total": func() {
			year, _ := total.Sub(unit.Total{}).Neg().Times(12)
			if year.Cmp(total) == 0 {
				return
			}
			_, _ = year.Money()
		},
		"Rounding": func() {
			for _, r := range all {
				total.AddFen(r.Fen(139_901))
			}
		},
		"text": func() {
			m, _ := unit.ParseMoney("637.50")
			buf, _ = m.AppendText(buf[:0])
			buf, _ = m.Times(r).AppendText(buf[:0])
			buf, _ = r.AppendText(buf[:0])
		},
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
}
