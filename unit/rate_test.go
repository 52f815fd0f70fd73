package unit_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestParseRateNeedsItsUnit(t *testing.T) {
	for text, want := range map[string]string{
		"55%": "55%", "87.5%": "87.5%", "87.50%": "87.5%", "0.80‰": "0.8‰", "1.3×": "1.3×", "1.3x": "1.3×", "1.3倍": "1.3×", "-0.5倍": "-0.5×", "0%": "0%", "-2%": "-2%",
		"0.0000001%": "0.0000001%", "2147483648×": "2147483648×",
	} {
		r, err := unit.ParseRate(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, r.String(), text)
	}
	for text, want := range map[string]error{
		"55": unit.Syntax, "": unit.Syntax, "%": unit.Syntax, "55％": unit.Syntax, "５５%": unit.Syntax, "55 %": unit.Syntax,
		"NaN%": unit.Syntax, "1e2%": unit.Syntax, "55%%": unit.Syntax, "055%": unit.Syntax,
		"0.00000001%": unit.Inexact, "2147483648.1×": unit.Range, "999999999999999999999%": unit.Range,
	} {
		_, err := unit.ParseRate(text)
		assert.ErrorIs(t, err, want, text)
	}
}

func TestRatesCompareByValueWhateverTheirNotation(t *testing.T) {
	a, b := unit.Percent(130), unit.MustParseRate("1.3×")
	assert.True(t, a.Equal(b))
	assert.Zero(t, a.Cmp(b))
	assert.Equal(t, "1.3×", a.In(unit.TimesNotation).String())
	assert.Equal(t, "1300‰", a.In(unit.PermilleNotation).String())
	assert.Equal(t, a.String(), a.In(unit.Notation(9)).String())
	num, den := unit.MustParseRate("87.5%").Fraction()
	assert.EqualValues(t, 7, num)
	assert.EqualValues(t, 8, den)
	assert.Equal(t, "0%", unit.Rate{}.String())
}

func TestRateLiteralsAreWhatTheySay(t *testing.T) {
	for text, r := range map[string]unit.Rate{
		"3%": unit.Percent(3), "-3%": unit.Percent(-3), "3‰": unit.Permille(3), "-7‰": unit.Permille(-7), "3×": unit.Times(3), "0‰": unit.Permille(0),
	} {
		assert.Equal(t, text, r.String())
		assert.True(t, r.Equal(unit.MustParseRate(text)), text)
		assert.Equal(t, r.Notation(), unit.MustParseRate(text).Notation())
	}
	assert.Zero(t, unit.Permille(3).Rat().Cmp(big.NewRat(3, 1000)))
	assert.Zero(t, unit.Percent(3).Rat().Cmp(big.NewRat(3, 100)))
	assert.Zero(t, unit.Times(3).Rat().Cmp(big.NewRat(3, 1)))
}

func TestFractionsOfRatesAreReduced(t *testing.T) {
	s := newSource(26)
	for range rounds(5_000) {
		r := s.rate()
		num, den := r.Fraction()
		want := r.Rat()
		require.Equal(t, []int64{want.Num().Int64(), want.Denom().Int64()}, []int64{num, den}, r)
		require.Equal(t, want.Sign(), r.Sign())
		require.Equal(t, want.Sign() == 0, r.IsZero())
	}
}

func TestTowardEqualsRationals(t *testing.T) {
	s := newSource(27)
	for range rounds(20_000) {
		from, to, n := s.rate(), s.rate(), 1+s.IntN(1_000)
		k := s.IntN(n + 1)
		want := new(big.Rat).Sub(to.Rat(), from.Rat())
		want.Mul(want, big.NewRat(int64(k), int64(n))).Add(want, from.Rat())
		got, err := from.Toward(to, k, n)
		if !new(big.Rat).Mul(want, big.NewRat(1_000_000_000, 1)).IsInt() {
			require.ErrorIs(t, err, unit.Inexact)
			continue
		}
		require.NoError(t, err)
		require.Zero(t, want.Cmp(got.Rat()))
		require.Equal(t, from.Notation(), got.Notation())
	}
}

func TestRateLiteralsNeverFail(t *testing.T) {
	for _, n := range []int32{math.MinInt32, -1, 0, 1, math.MaxInt32} {
		for _, make := range []func(int32) unit.Rate{unit.Percent, unit.Permille, unit.Times} {
			r := make(n)
			back, err := unit.ParseRate(r.String())
			require.NoError(t, err, r)
			assert.True(t, r.Equal(back))
		}
	}
}

func TestRateFromDecimal(t *testing.T) {
	r, err := unit.RateFromDecimal(decimal.RequireFromString("0.875"), unit.PercentNotation)
	require.NoError(t, err)
	assert.Equal(t, "87.5%", r.String())
	assert.True(t, r.Decimal().Equal(decimal.RequireFromString("0.875")))
	_, err = unit.RateFromDecimal(decimal.RequireFromString("0.0000000001"), unit.PercentNotation)
	assert.ErrorIs(t, err, unit.Inexact)
	_, err = unit.RateFromDecimal(decimal.New(1, math.MaxInt32), unit.PercentNotation)
	assert.ErrorIs(t, err, unit.Range)
	_, err = unit.RateFromDecimal(decimal.Zero, unit.Notation(7))
	assert.ErrorIs(t, err, unit.Syntax)
}

func TestTowardGivesExactSteps(t *testing.T) {
	from, to := unit.MustParseRate("87.5%"), unit.Percent(90)
	for k, want := range []string{"87.5%", "88%", "88.5%", "89%", "89.5%", "90%"} {
		got, err := from.Toward(to, k, 5)
		require.NoError(t, err)
		assert.Equal(t, want, got.String())
	}
	down, err := to.Toward(from, 1, 5)
	require.NoError(t, err)
	assert.Equal(t, "89.5%", down.String())
	_, err = unit.Percent(0).Toward(unit.Percent(1), 1, 3)
	assert.ErrorIs(t, err, unit.Inexact)
	for _, c := range [][2]int{{-1, 5}, {6, 5}, {0, 0}, {0, 1001}} {
		_, err = from.Toward(to, c[0], c[1])
		assert.ErrorIs(t, err, unit.Range)
	}
}

func TestMonth(t *testing.T) {
	m := unit.MustParseMonth("2021-12")
	next, err := m.Add(1)
	require.NoError(t, err)
	assert.Equal(t, "2022-01", next.String())
	assert.Equal(t, 1, next.Sub(m))
	assert.True(t, m.Before(next) && next.After(m) && m.Cmp(m) == 0)
	assert.Equal(t, 2021, m.Year())
	assert.Equal(t, 12, m.Month())
	back, err := next.Add(-1)
	require.NoError(t, err)
	assert.Equal(t, m, back)
	for text, want := range map[string]error{
		"2021-13": unit.Range, "2021-00": unit.Range, "1899-12": unit.Range, "2200-01": unit.Range,
		"2021-1": unit.Syntax, "2021/01": unit.Syntax, "": unit.Syntax, "２０２１-01": unit.Syntax, "2021-01 ": unit.Syntax, "+021-01": unit.Syntax,
	} {
		_, err := unit.ParseMonth(text)
		assert.ErrorIs(t, err, want, text)
	}
	_, err = unit.MustParseMonth("2199-12").Add(1)
	assert.ErrorIs(t, err, unit.Range)
	_, err = unit.MustParseMonth("1900-01").Add(-1)
	assert.ErrorIs(t, err, unit.Range)
	_, err = unit.MustParseMonth("1900-01").Add(math.MinInt)
	assert.ErrorIs(t, err, unit.Range)
	var zero unit.Month
	assert.True(t, zero.IsZero())
	_, err = zero.Add(1)
	assert.ErrorIs(t, err, unit.Missing)
	_, err = zero.MarshalText()
	assert.ErrorIs(t, err, unit.Missing)
}

// column is what the types that live in database columns can do.
type column interface {
	sql.Scanner
	driver.Valuer
}

func TestColumnsAndJSONRoundTrip(t *testing.T) {
	money, rate, month := unit.MustParseMoney("637.50"), unit.MustParseRate("87.5%"), unit.MustParseMonth("2021-07")
	var m unit.Money
	var r unit.Rate
	var mo unit.Month
	var sh unit.Share
	var ro unit.Rounding
	var total unit.Total
	var e unit.Exact
	var n unit.Number
	var er unit.ExactRate
	third, err := unit.Yuan(1400).Exact().Div(3)
	require.NoError(t, err)
	seventh, err := unit.Percent(87).TowardExact(unit.Percent(90), 1, 7)
	require.NoError(t, err)
	for _, c := range []struct {
		from driver.Valuer
		to   column
		json string
	}{
		{money, &m, `"637.50"`}, {rate, &r, `"87.5%"`}, {month, &mo, `"2021-07"`},
		{share(t, 1, 2), &sh, `{"part":1,"whole":2}`}, {unit.UpToYuan, &ro, `"up/yuan"`}, {unit.Total{}, &total, `"0.00"`},
		{third, &e, `"1400/3"`}, {unit.MustParseNumber("5.00"), &n, `"5.00"`}, {seventh, &er, `"612/7%"`},
	} {
		v, err := c.from.Value()
		require.NoError(t, err)
		require.NoError(t, c.to.Scan(v))
		again, err := c.to.Value()
		require.NoError(t, err)
		assert.Equal(t, v, again)
		require.NoError(t, c.to.Scan([]byte(v.(string))))
		raw, err := json.Marshal(c.from)
		require.NoError(t, err)
		assert.Equal(t, c.json, string(raw))
		require.NoError(t, json.Unmarshal(raw, c.to))
		for _, src := range []any{637.5, true, "x", []byte("x")} {
			assert.ErrorIs(t, c.to.Scan(src), unit.Syntax, "%v", src)
		}
		assert.ErrorIs(t, c.to.Scan(nil), unit.Missing)
		for _, text := range []string{`637.5`, `"x"`, `true`, `{}`, `[]`} {
			assert.Error(t, json.Unmarshal([]byte(text), c.to), text)
		}
		after, err := c.to.Value()
		require.NoError(t, err)
		assert.Equal(t, v, after, "a failed decode changed the receiver")
	}
	for _, v := range []any{&m, &r, &mo, &e, &total, &ro, &sh, &n, &er} {
		assert.ErrorIs(t, json.Unmarshal([]byte("null"), v), unit.Missing, "%T: null is not zero", v)
	}
	assert.Equal(t, money, m)
}
