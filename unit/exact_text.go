package unit

import (
	"database/sql/driver"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

var (
	tooLong         = say("多于%d个字符：请先取整", "more than %d characters: round first", maxExactText)
	zeroDenominator = Text{"分母为零：请核对", "a denominator of zero: check it"}
)

// Rat gives the amount in yuan.
func (e Exact) Rat() *big.Rat {
	r := e.fen()
	return r.Quo(r, big.NewRat(fenPerYuan, 1))
}

func (e Exact) fen() *big.Rat {
	r := new(big.Rat).SetFrac(e.numerator(), new(big.Int).SetUint64(e.den()))
	if e.neg {
		r.Neg(r)
	}
	return r
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
	if err := wellWritten("Exact", top, bottom, isFraction); err != nil {
		return Exact{}, given(err, s)
	}
	if len(s) > maxExactText {
		return Exact{}, fault("Exact", s, Range, tooLong)
	}
	r, ok := fraction(top, bottom, isFraction)
	if !ok {
		return Exact{}, fault("Exact", s, Syntax, zeroDenominator)
	}
	e, ok := exactOf(r.Mul(r, big.NewRat(fenPerYuan, 1)))
	if !ok {
		return Exact{}, fault("Exact", s, Range, tooFine)
	}
	return e, nil
}

// fraction makes a number of texts that are well written; false for a denominator
// of 0. Base 10 is said outright: of "017/3", big.Rat would read octal.
func fraction(top, bottom string, isFraction bool) (*big.Rat, bool) {
	whole, decimals, _ := strings.Cut(top, ".")
	num, _ := new(big.Int).SetString(whole+decimals, 10)
	den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil)
	if isFraction {
		den.SetString(bottom, 10)
	}
	if den.Sign() == 0 {
		return nil, false
	}
	return new(big.Rat).SetFrac(num, den), true
}

// exactOf holds a number of fen, if 128 bits over 63 can.
func exactOf(fen *big.Rat) (Exact, bool) {
	n := new(big.Int).Abs(fen.Num())
	if n.BitLen() > 128 || fen.Denom().BitLen() > 63 {
		return Exact{}, false
	}
	return Exact{
		hi: new(big.Int).Rsh(n, 64).Uint64(), lo: new(big.Int).And(n, new(big.Int).SetUint64(1<<64-1)).Uint64(),
		less1: fen.Denom().Uint64() - 1, neg: fen.Sign() < 0,
	}, true
}

// wellWritten holds the parts against the package's one grammar of numbers,
// whatever their size.
func wellWritten(typ, top, bottom string, isFraction bool) error {
	var d, under digits
	if err := read(&d, typ, top); err != nil || !isFraction {
		return err
	}
	if d.places > 0 {
		return fault(typ, top, Syntax, notWhole(top))
	}
	if err := read(&under, typ, bottom); err != nil {
		return err
	}
	switch {
	case under.neg:
		return fault(typ, bottom, Syntax, Text{"分母为负：负号请写在最前面", "a negative denominator: write the minus sign in front"})
	case under.places > 0:
		return fault(typ, bottom, Syntax, notWhole(bottom))
	}
	return nil
}

// UnmarshalJSON reads a JSON string as [Exact.UnmarshalText] does; null is
// [Missing]. On an error e is unchanged.
func (e *Exact) UnmarshalJSON(data []byte) error { return unmarshalJSON("Exact", data, e) }

// Scan reads a text column as [Exact.UnmarshalText] does. A column of numbers,
// which would lose the fraction, is [Syntax]; NULL is [Missing]. On an error e is
// unchanged.
func (e *Exact) Scan(src any) error { return scanText("Exact", src, e) }

// Value gives the text for a database column, which must be TEXT.
func (e Exact) Value() (driver.Value, error) { return e.String(), nil }
