package unit

import (
	"math/big"
	"math/bits"
)

// Exact 取整前金额 is an amount of money before rounding: a fraction of a fen
// that loses nothing. A kernel computes with it, compares it, and rounds it
// once. It is a value without pointers; the zero Exact is 0.
//
// == would tell equal fractions apart, so it does not compile; use
// [Exact.Cmp].
type Exact struct {
	_      [0]func()
	hi, lo uint64 // numerator, in fen
	less1  uint64 // denominator − 1, so that the zero value is 0/1
	neg    bool
}

var tooFine = say("分数超出%[1]d位二进制的分子或%[2]d位的分母：请少除几次，或先取整",
	"more than %[1]d bits over %[2]d: divide fewer times, or round first", 128, 63)

func (e Exact) den() uint64 { return e.less1 + 1 }

func (e Exact) isZero() bool { return e.hi|e.lo == 0 }

// Exact gives the amount as an exact one, to compute with.
func (m Money) Exact() Exact {
	return Exact{lo: magnitude(m.fen), neg: m.fen < 0}
}

// Times gives the amount times a rate, exactly. It never fails.
func (m Money) Times(r Rate) Exact {
	e := Exact{less1: rateOne - 1, neg: (m.fen < 0) != (r.n < 0)}
	e.hi, e.lo = bits.Mul64(magnitude(m.fen), magnitude(r.n))
	if e.isZero() {
		e.neg = false
	}
	return e
}

// Div gives a part of the amount, such as one of 12 months; n is at least 1.
// The error wraps [Range] for another n, or when repeated division outgrows
// the denominator of 63 bits.
func (e Exact) Div(n int32) (Exact, error) {
	if n < 1 {
		return Exact{}, fault("Exact", e.String(), Range, say("除数是%d：应不小于1", "divided by %d: the divisor must be at least 1", n))
	}
	hi, den := bits.Mul64(e.den(), uint64(n))
	if hi != 0 || den > 1<<63-1 {
		return Exact{}, fault("Exact", e.String(), Range, tooFine)
	}
	e.less1 = den - 1
	return e, nil
}

// Add gives e + o, exactly. A sum that needs more than 128 bits over 63 is
// [Range].
func (e Exact) Add(o Exact) (Exact, error) {
	if sum, ok := e.addShort(o); ok {
		return sum, nil
	}
	sum, ok := exactOf(new(big.Rat).Add(e.fen(), o.fen()))
	if !ok {
		return Exact{}, fault("Exact", e.String(), Range, tooFine)
	}
	return sum, nil
}

// addShort is Add where 127 bits over 63 hold the sum unreduced, which is nearly
// always.
func (e Exact) addShort(o Exact) (Exact, bool) {
	by, oby := uint64(1), uint64(1) // what brings each to the common denominator
	if e.less1 != o.less1 {
		g := gcd(e.den(), o.den())
		by, oby = o.den()/g, e.den()/g
	}
	over, den := bits.Mul64(e.den(), by)
	a2, a1, a0 := mul192(e.hi, e.lo, by)
	b2, b1, b0 := mul192(o.hi, o.lo, oby)
	if over|a2|b2 != 0 || (den|a1|b1)>>63 != 0 {
		return Exact{}, false
	}
	sum := Exact{less1: den - 1, neg: e.neg}
	var carry uint64
	if e.neg == o.neg {
		sum.lo, carry = bits.Add64(a0, b0, 0)
		sum.hi, _ = bits.Add64(a1, b1, carry)
		return sum, true
	}
	if cmp192(0, a1, a0, 0, b1, b0) < 0 {
		a1, a0, b1, b0, sum.neg = b1, b0, a1, a0, o.neg
	}
	sum.lo, carry = bits.Sub64(a0, b0, 0)
	sum.hi, _ = bits.Sub64(a1, b1, carry)
	sum.neg = sum.neg && !sum.isZero()
	return sum, true
}

// Sub gives e − o, with the errors of [Exact.Add].
func (e Exact) Sub(o Exact) (Exact, error) {
	o.neg = !o.neg && !o.isZero()
	return e.Add(o)
}

// Cmp gives -1, 0 or 1 as e is below, equal to or above o. It compares the
// fractions themselves.
func (e Exact) Cmp(o Exact) int {
	if e.neg != o.neg {
		if e.neg {
			return -1
		}
		return 1
	}
	a2, a1, a0 := mul192(e.hi, e.lo, o.den())
	b2, b1, b0 := mul192(o.hi, o.lo, e.den())
	c := cmp192(a2, a1, a0, b2, b1, b0)
	if e.neg {
		return -c
	}
	return c
}

func mul192(hi, lo, by uint64) (a2, a1, a0 uint64) {
	c, a0 := bits.Mul64(lo, by)
	a2, m := bits.Mul64(hi, by)
	a1, carry := bits.Add64(m, c, 0)
	return a2 + carry, a1, a0
}

func cmp192(a2, a1, a0, b2, b1, b0 uint64) int {
	for _, p := range [...][2]uint64{{a2, b2}, {a1, b1}, {a0, b0}} {
		if p[0] < p[1] {
			return -1
		}
		if p[0] > p[1] {
			return 1
		}
	}
	return 0
}

// Equal reports whether the two amounts are the same.
func (e Exact) Equal(o Exact) bool { return e.Cmp(o) == 0 }

// CmpMoney compares with an amount of whole fen.
func (e Exact) CmpMoney(m Money) int { return e.Cmp(m.Exact()) }

// Sign gives -1, 0 or 1.
func (e Exact) Sign() int {
	switch {
	case e.isZero():
		return 0
	case e.neg:
		return -1
	}
	return 1
}

// Round makes an amount of whole fen, jiao or yuan of it. An unset rounding is
// [Missing], a result beyond [MaxFen] is [Range].
func (e Exact) Round(r Rounding) (Money, error) {
	if !r.IsSet() {
		return Money{}, fault("Rounding", "", Missing, noRounding)
	}
	step := uint64(r.Step())
	hi, unit := bits.Mul64(e.den(), step)
	// In steps: numerator / (denominator × step), floor and remainder.
	if hi != 0 {
		return e.roundBig(r)
	}
	if e.hi >= unit {
		return Money{}, e.beyond()
	}
	q, rem := bits.Div64(e.hi, e.lo, unit)
	if q > MaxFen/step+1 {
		return Money{}, e.beyond()
	}
	half := 0 // the remainder against half a step
	if rem != 0 {
		half = cmpHalf(rem, unit)
	}
	if awayFromZero(r, e.neg, rem != 0, half, q%2 != 0) {
		q++
	}
	fen := int64(q * step)
	if e.neg {
		fen = -fen
	}
	return MoneyFromFen(fen)
}

func (e Exact) beyond() error {
	return fault("Money", e.String(), Range, moneySpec.bounds())
}

func cmpHalf(rem, unit uint64) int {
	switch other := unit - rem; {
	case rem < other:
		return -1
	case rem > other:
		return 1
	}
	return 0
}

// awayFromZero tells whether the magnitude, cut to whole steps, goes one up.
func awayFromZero(r Rounding, neg, rest bool, half int, odd bool) bool {
	if !rest {
		return false
	}
	switch r.Direction() {
	case Up:
		return !neg
	case Down:
		return neg
	case HalfUp:
		return half > 0 || half == 0 && !neg
	}
	return half > 0 || half == 0 && odd
}

// roundBig rounds where the denominator times the step outgrows 64 bits.
func (e Exact) roundBig(r Rounding) (Money, error) {
	unit := new(big.Int).Mul(new(big.Int).SetUint64(e.den()), big.NewInt(r.Step()))
	q, rem := new(big.Int).QuoRem(e.numerator(), unit, new(big.Int))
	half := new(big.Int).Lsh(rem, 1).Cmp(unit)
	if awayFromZero(r, e.neg, rem.Sign() != 0, half, q.Bit(0) != 0) {
		q.Add(q, big.NewInt(1))
	}
	q.Mul(q, big.NewInt(r.Step()))
	if e.neg {
		q.Neg(q)
	}
	if !q.IsInt64() {
		return Money{}, e.beyond()
	}
	return MoneyFromFen(q.Int64())
}

func (e Exact) numerator() *big.Int {
	n := new(big.Int).SetUint64(e.hi)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(e.lo))
}
