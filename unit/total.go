package unit

import (
	"database/sql/driver"
	"errors"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Total 合计 is an exact sum of money, held in 128 bits of fen. An amount has 53
// bits, so no number of amounts that a machine can add overflows it, and a
// product of [Total.Times] stops at 100 bits, which leaves room to add 2^27 of
// them. Only merging totals into each other, doubling each time, 74 times over,
// would. It is comparable with ==. The zero Total is 0.00 yuan.
type Total struct {
	hi int64
	lo uint64
}

// Add adds an amount.
func (t *Total) Add(m Money) { t.AddFen(m.fen) }

// AddFen adds a number of fen.
func (t *Total) AddFen(fen int64) { t.Merge(Total{hi: fen >> 63, lo: uint64(fen)}) }

// Merge adds another total, such as that of another worker.
func (t *Total) Merge(o Total) {
	lo, carry := bits.Add64(t.lo, o.lo, 0)
	t.hi, t.lo = t.hi+o.hi+int64(carry), lo
}

// Neg gives −t.
func (t Total) Neg() Total {
	lo, borrow := bits.Sub64(0, t.lo, 0)
	return Total{hi: -t.hi - int64(borrow), lo: lo}
}

// Sub gives t − o.
func (t Total) Sub(o Total) Total {
	t.Merge(o.Neg())
	return t
}

// Times gives t × n, such as the cost of 12 months. A product beyond 100 bits is
// [Range].
func (t Total) Times(n int32) (Total, error) {
	abs, neg := t, false
	if t.hi < 0 {
		abs, neg = t.Neg(), true
	}
	p2, p1, p0 := mul192(uint64(abs.hi), abs.lo, magnitude(int64(n)))
	if p2 != 0 || p1>>(100-64) != 0 {
		return Total{}, fault("Total", t.String(), Range, say("乘以%d后超过%d位二进制：请分开计算", "times %d is beyond %d bits: compute in parts", n, 100))
	}
	p := Total{hi: int64(p1), lo: p0}
	if neg != (n < 0) {
		p = p.Neg()
	}
	return p, nil
}

func totalOf(p *big.Int) Total {
	mask := new(big.Int).SetUint64(1<<64 - 1)
	a := new(big.Int).Abs(p)
	t := Total{hi: int64(new(big.Int).Rsh(a, 64).Uint64()), lo: new(big.Int).And(a, mask).Uint64()}
	if p.Sign() < 0 {
		return t.Neg()
	}
	return t
}

func (t Total) int() *big.Int {
	n := big.NewInt(t.hi)
	return n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(t.lo))
}

// Sign gives -1, 0 or 1.
func (t Total) Sign() int {
	switch {
	case t.hi < 0:
		return -1
	case t.hi == 0 && t.lo == 0:
		return 0
	}
	return 1
}

// Cmp gives -1, 0 or 1 as t is below, equal to or above o.
func (t Total) Cmp(o Total) int { return t.Sub(o).Sign() }

// Rat gives the sum in yuan.
func (t Total) Rat() *big.Rat { return new(big.Rat).SetFrac(t.int(), big.NewInt(fenPerYuan)) }

// Decimal gives the sum in yuan, with two decimals.
func (t Total) Decimal() decimal.Decimal { return decimal.NewFromBigInt(t.int(), -2) }

// Money gives the sum as an amount, or an error that wraps [Range].
func (t Total) Money() (Money, error) {
	if t.hi != int64(t.lo)>>63 {
		return Money{}, fault("Money", t.String(), Range, moneySpec.bounds())
	}
	return MoneyFromFen(int64(t.lo))
}

// String gives yuan with two decimals.
func (t Total) String() string {
	if t.hi == int64(t.lo)>>63 {
		return string(appendFixed(nil, int64(t.lo), 2))
	}
	return t.Rat().FloatString(2)
}

// MarshalText writes as [Total.String]. It never fails.
func (t Total) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads yuan as [ParseMoney] does, up to 126 bits of fen; beyond is
// [Range]. On an error t is unchanged.
func (t *Total) UnmarshalText(text []byte) error {
	n, err := scan(spec{typ: "Total", scale: 2, limit: 1<<63 - 1}, text)
	if err == nil {
		*t = Total{hi: n >> 63, lo: uint64(n)}
		return nil
	}
	if !errors.Is(err, Range) {
		return err
	}
	// Well written and exact, only longer than 64 bits.
	tooBig := fault("Total", string(text), Range, say("超过%d位二进制的分：请分开合计", "beyond %d bits of fen: sum in parts", 126))
	if len(text) > 64 {
		return tooBig
	}
	r, _ := new(big.Rat).SetString(string(text))
	fen := r.Mul(r, big.NewRat(fenPerYuan, 1)).Num()
	if fen.BitLen() > 126 {
		return tooBig
	}
	*t = totalOf(fen)
	return nil
}

// UnmarshalJSON reads a JSON string as [Total.UnmarshalText] does; null is
// [Missing]. On an error t is unchanged.
func (t *Total) UnmarshalJSON(data []byte) error { return unmarshalJSON("Total", data, t) }

// Scan reads a column of text, DECIMAL or whole yuan as [Money.Scan] does; NULL is
// [Missing]. On an error t is unchanged.
func (t *Total) Scan(src any) error { return scanNumber("Total", src, t) }

// Value gives the text for a database column.
func (t Total) Value() (driver.Value, error) { return t.String(), nil }
