package unit

import (
	"errors"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
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
		return Exact{}, english("Exact", e.String(), Range, "divided by a number below 1")
	}
	hi, den := bits.Mul64(e.den(), uint64(n))
	if hi != 0 || den > 1<<63-1 {
		return Exact{}, english("Exact", e.String(), Range, "denominator beyond 63 bits")
	}
	e.less1 = den - 1
	return e, nil
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
		return Money{}, english("Rounding", "", Missing, "")
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
	return english("Money", e.String(), Range, "more than 90071992547409.91 yuan")
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
	switch (r - 1) / 3 {
	case 0: // up
		return !neg
	case 1: // down
		return neg
	case 2: // half up
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

// Rat gives the amount in yuan.
func (e Exact) Rat() *big.Rat {
	n := e.numerator()
	if e.neg {
		n.Neg(n)
	}
	den := new(big.Int).SetUint64(e.den())
	return new(big.Rat).SetFrac(n, den.Mul(den, big.NewInt(fenPerYuan)))
}

// String gives yuan: as a decimal where it ends ("1400", "828.1"), else as a
// reduced fraction ("3185/3").
func (e Exact) String() string {
	var buf [64]byte
	b, _ := e.AppendText(buf[:0]) // it never fails
	return string(b)
}

// AppendText appends as [Exact.String]. It never fails.
func (e Exact) AppendText(b []byte) ([]byte, error) {
	if b, ok := e.appendShort(b); ok {
		return b, nil
	}
	r := e.Rat()
	if n, exact := r.FloatPrec(); exact {
		return append(b, r.FloatString(n)...), nil
	}
	return append(b, r.RatString()...), nil
}

// appendShort is AppendText where 64 bits are enough, which is nearly always.
func (e Exact) appendShort(b []byte) ([]byte, bool) {
	hi, den := bits.Mul64(e.den(), fenPerYuan)
	if e.hi|hi != 0 {
		return b, false
	}
	g := gcd(e.lo, den)
	num, den := e.lo/g, den/g
	twos, fives, rest := 0, 0, den
	for ; rest%2 == 0; rest /= 2 {
		twos++
	}
	for ; rest%5 == 0; rest /= 5 {
		fives++
	}
	if rest == 1 { // it ends: make the denominator a power of ten
		places := max(twos, fives)
		for ; twos < places; twos++ {
			hi, num = bits.Mul64(num, 2)
			if hi != 0 {
				return b, false
			}
		}
		for ; fives < places; fives++ {
			hi, num = bits.Mul64(num, 5)
			if hi != 0 {
				return b, false
			}
		}
		if num > 1<<63-1 {
			return b, false
		}
		return appendFixed(b, signed(num, e.neg), places), true
	}
	if num > 1<<63-1 {
		return b, false
	}
	b = append(strconv.AppendInt(b, signed(num, e.neg), 10), '/')
	return strconv.AppendUint(b, den, 10), true
}

func signed(n uint64, neg bool) int64 {
	if neg {
		return -int64(n)
	}
	return int64(n)
}

// MarshalText writes as [Exact.String]. It never fails.
func (e Exact) MarshalText() ([]byte, error) { return e.AppendText(nil) }

// maxExactText is more than [Exact.String] ever writes: 39 digits, 64 decimals.
const maxExactText = 256

// UnmarshalText reads what [Exact.MarshalText] wrote, a decimal or a fraction of
// yuan, which need not be reduced. The error of another text wraps [Syntax];
// of an amount that needs more than 128 bits over 63, or of more than 256
// characters, [Range]. On an error e is unchanged.
func (e *Exact) UnmarshalText(text []byte) error {
	v, err := parseExact(string(text))
	if err == nil {
		*e = v
	}
	return err
}

func parseExact(s string) (Exact, error) {
	top, bottom, isFraction := strings.Cut(s, "/")
	if err := wellWritten(top, bottom, isFraction); err != nil {
		return Exact{}, given(err, s)
	}
	if len(s) > maxExactText {
		return Exact{}, english("Exact", s, Range, "more than 256 characters")
	}
	// Base 10 is said outright: of "017/3", big.Rat would read octal.
	whole, decimals, _ := strings.Cut(top, ".")
	num, _ := new(big.Int).SetString(whole+decimals, 10)
	den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil)
	if isFraction {
		den.SetString(bottom, 10)
	}
	if den.Sign() == 0 {
		return Exact{}, english("Exact", s, Syntax, "a denominator of 0")
	}
	r := new(big.Rat).SetFrac(num.Mul(num, big.NewInt(fenPerYuan)), den)
	n := new(big.Int).Abs(r.Num())
	if n.BitLen() > 128 || r.Denom().BitLen() > 63 {
		return Exact{}, english("Exact", s, Range, "more than 128 bits over 63")
	}
	return Exact{
		hi: new(big.Int).Rsh(n, 64).Uint64(), lo: new(big.Int).And(n, new(big.Int).SetUint64(1<<64-1)).Uint64(),
		less1: r.Denom().Uint64() - 1, neg: r.Sign() < 0,
	}, nil
}

// wellWritten holds the parts against the package's one grammar of numbers,
// whatever their size.
func wellWritten(top, bottom string, isFraction bool) error {
	var err error
	if !isFraction {
		_, err = scan("Exact", top, 0, 0)
	} else if _, err = count("Exact", top, 0); err == nil || !errors.Is(err, Syntax) {
		if strings.HasPrefix(bottom, "-") {
			return english("Exact", bottom, Syntax, "a negative denominator")
		}
		_, err = count("Exact", bottom, 0)
	}
	if errors.Is(err, Syntax) {
		return err
	}
	return nil
}

// UnmarshalJSON reads a JSON string as [Exact.UnmarshalText] does; null is an
// error. On an error e is unchanged.
func (e *Exact) UnmarshalJSON(data []byte) error { return unmarshalJSON("Exact", data, e) }
