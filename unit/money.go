package unit

import (
	"database/sql/driver"
	"math/bits"

	"github.com/shopspring/decimal"
)

// MaxFen is the largest magnitude of a [Money], in fen: 2^53 − 1, about 90
// trillion yuan. Every amount within it is exact in any system that reads JSON,
// and a kernel may add and multiply a few hundred of them in an int64.
const MaxFen = 1<<53 - 1

const fenPerYuan = 100

var moneySpec = spec{typ: "Money", scale: 2, limit: MaxFen}

// Money 金额 is an amount of yuan held as a whole number of fen (分), at most
// [MaxFen] in magnitude. It is comparable with ==, has no pointers and is
// immutable. The zero Money is 0.00 yuan.
type Money struct{ fen int64 }

// Yuan gives n yuan. It can't fail, so it serves for literals.
func Yuan(n int32) Money { return Money{int64(n) * fenPerYuan} }

// Fen gives n fen. It can't fail, so it serves for literals.
func Fen(n int32) Money { return Money{int64(n)} }

// MoneyFromFen gives an amount from a whole number of fen. The error of one
// beyond [MaxFen] wraps [Range].
func MoneyFromFen(fen int64) (Money, error) {
	if fen > MaxFen || fen < -MaxFen {
		return Money{}, fenRange(fen)
	}
	return Money{fen}, nil
}

func fenRange(fen int64) error {
	return fault("Money", string(appendFixed(nil, fen, 2)), Range, moneySpec.bounds())
}

// ParseMoney reads yuan: "637", "637.5", "637.00", "-1.00". Only ASCII digits,
// one point and a leading minus are read, else the error wraps [Syntax];
// part of a fen is [Inexact]; beyond [MaxFen] is [Range].
func ParseMoney(s string) (Money, error) {
	n, err := scan(moneySpec, s)
	return Money{n}, err
}

// MustParseMoney is [ParseMoney] for literals. It panics on an error.
func MustParseMoney(s string) Money {
	m, err := ParseMoney(s)
	if err != nil {
		panic(err)
	}
	return m
}

// MoneyFromDecimal converts an amount in yuan that is exact in fen. Part of a
// fen is [Inexact], beyond [MaxFen] is [Range]; an exponent of any size
// is safe. More than 4096 digits are [Syntax], even if they are zeros.
func MoneyFromDecimal(d decimal.Decimal) (Money, error) {
	n, err := fromDecimal(moneySpec, d)
	return Money{n}, err
}

// Fen gives the amount in fen.
func (m Money) Fen() int64 { return m.fen }

// Decimal gives the amount in yuan, with two decimals.
func (m Money) Decimal() decimal.Decimal { return decimal.New(m.fen, -2) }

// Cmp gives -1, 0 or 1 as m is below, equal to or above o.
func (m Money) Cmp(o Money) int {
	switch {
	case m.fen < o.fen:
		return -1
	case m.fen > o.fen:
		return 1
	}
	return 0
}

// Less reports whether m is below o.
func (m Money) Less(o Money) bool { return m.fen < o.fen }

// Sign gives -1, 0 or 1.
func (m Money) Sign() int { return m.Cmp(Money{}) }

// IsZero reports whether the amount is 0.00.
func (m Money) IsZero() bool { return m.fen == 0 }

// Neg gives −m.
func (m Money) Neg() Money { return Money{-m.fen} }

// Add gives m + o, or an error that wraps [Range].
func (m Money) Add(o Money) (Money, error) { return MoneyFromFen(m.fen + o.fen) }

// Sub gives m − o, or an error that wraps [Range].
func (m Money) Sub(o Money) (Money, error) { return MoneyFromFen(m.fen - o.fen) }

// Mul gives m × n, or an error that wraps [Range].
func (m Money) Mul(n int64) (Money, error) {
	hi, lo := bits.Mul64(magnitude(m.fen), magnitude(n))
	if hi != 0 || lo > MaxFen {
		return Money{}, fault("Money", m.String(), Range,
			say("乘以%d后超出%s元：请核对", "times %d is beyond %s yuan: check it", n, Money{MaxFen}))
	}
	if (m.fen < 0) != (n < 0) {
		return Money{-int64(lo)}, nil
	}
	return Money{int64(lo)}, nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// AppendText appends "637.00" to b. It never fails.
func (m Money) AppendText(b []byte) ([]byte, error) { return appendFixed(b, m.fen, 2), nil }

// String gives yuan with two decimals: "637.00", "-1.00".
func (m Money) String() string {
	var buf [24]byte
	return string(appendFixed(buf[:0], m.fen, 2))
}

// MarshalText writes as [Money.String]. It never fails.
func (m Money) MarshalText() ([]byte, error) { return m.AppendText(make([]byte, 0, 24)) }

// MarshalJSON writes a JSON string, "637.00", never a number: a reader may make a
// binary fraction of one. It never fails.
func (m Money) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 24), '"')
	return append(appendFixed(b, m.fen, 2), '"'), nil
}

// UnmarshalText reads as [ParseMoney]. On an error m is unchanged.
func (m *Money) UnmarshalText(text []byte) error {
	n, err := scan(moneySpec, text)
	if err == nil {
		m.fen = n
	}
	return err
}

// UnmarshalJSON reads a JSON string as [ParseMoney] does. A number is
// [Syntax], null is [Missing]. On an error m is unchanged.
func (m *Money) UnmarshalJSON(data []byte) error { return unmarshalJSON("Money", data, m) }

// Scan reads a column of text, of DECIMAL(16,2) or of whole yuan. NULL is
// [Missing]; a float64, which an SQLite DECIMAL gives for 637.50, is a binary
// fraction and is [Syntax]: in SQLite the column is TEXT. A column of whole fen
// reads as yuan, a hundred times too much: read it as an integer and use
// [MoneyFromFen]. On an error m is unchanged.
func (m *Money) Scan(src any) error { return scanNumber("Money", src, m) }

// Value gives the text for a database column: DECIMAL(16,2), or TEXT in SQLite,
// whose DECIMAL is a float.
func (m Money) Value() (driver.Value, error) { return m.String(), nil }

const (
	maxDigits    = 4096  // of a decimal that is looked into
	maxDigitBits = 13607 // bits of the largest number of that many digits
)

// fromDecimal gives d as a whole number of 10^-scale. It looks at the size of d
// before it computes anything, and at its bits before its digits, since counting
// the digits of millions is slow.
func fromDecimal(of spec, d decimal.Decimal) (int64, error) {
	typ, scale, limit := of.typ, int32(of.scale), int64(of.limit)
	exp := int64(d.Exponent())
	if d.IsZero() {
		return 0, nil
	}
	size := int64(d.Coefficient().BitLen())
	// At least that many: log 2 is 0.30102999…, and beyond maxDigitBits there is
	// one digit too many, however the estimate falls.
	digits := max((size-1)*30_102/100_000+1, maxDigits+1)
	if size <= maxDigitBits {
		digits = int64(d.NumDigits())
	}
	switch {
	case digits+exp > 20:
		return 0, fault(typ, "", Range, of.bounds())
	case digits > maxDigits:
		return 0, fault(typ, "", Syntax, say("多于%d位数字：请先取整", "more than %d digits: round it first", maxDigits))
	case digits+exp < -int64(scale): // above 0, yet below 10^-scale
		return 0, fault(typ, "", Inexact, atMostDecimals(of.scale))
	}
	shifted := d.Shift(scale)
	if !shifted.IsInteger() {
		return 0, fault(typ, d.String(), Inexact, atMostDecimals(of.scale))
	}
	whole := shifted.BigInt()
	if !whole.IsInt64() || whole.Int64() > limit || whole.Int64() < -limit {
		return 0, fault(typ, d.String(), Range, of.bounds())
	}
	return whole.Int64(), nil
}
