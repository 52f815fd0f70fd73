package unit

import (
	"database/sql/driver"
	"math"
	"math/big"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"
)

// The most digits that a [Number] has.
const (
	MaxDigits   = 15 // before the point
	MaxDecimals = maxPlaces
)

// Number 数值 is an exact decimal figure in a unit of its own, such as that of an
// indicator: at most [MaxDigits] digits before the point and [MaxDecimals] after
// it. It keeps the decimals it was written with: 5.00 stays 5.00, and equals 5.
// It is a value without pointers; the zero Number is 0.
//
// == would tell 5.00 from 5, so it does not compile; use [Number.Cmp] or
// [Number.Equal].
type Number struct {
	_      [0]func()
	whole  uint64 // the magnitude before the point
	part   uint32 // and after it, in billionths
	places uint8  // decimals written
	neg    bool
}

// ParseNumber reads a plain decimal of ASCII digits: "87.5", "-2", "5.00". Any other
// text is [Syntax]; too many digits are [Range] before the point and [Inexact]
// after it, zeros at the end included.
func ParseNumber(s string) (Number, error) {
	var d digits
	if err := read(&d, "Number", s); err != nil {
		return Number{}, err
	}
	switch {
	case d.length > MaxDigits:
		return Number{}, fault("Number", s, Range, tooManyDigits)
	case d.places > MaxDecimals:
		return Number{}, fault("Number", s, Inexact, atMostDecimals(MaxDecimals))
	}
	part := d.part * tenTo[maxPlaces-d.places]
	return Number{whole: d.whole, part: uint32(part), places: uint8(d.places), neg: d.neg && d.whole|d.part != 0}, nil
}

var tooManyDigits = say("小数点前最多%d位数字：请核对单位，或换用较大的单位", "at most %d digits before the point: check the unit, or use a larger one", MaxDigits)

// MustParseNumber is [ParseNumber] for literals. It panics on an error.
func MustParseNumber(s string) Number {
	n, err := ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return n
}

// NumberFromDecimal converts a decimal with the decimals it is written with. The
// errors are those of [ParseNumber]; an exponent of any size is safe.
func NumberFromDecimal(d decimal.Decimal) (Number, error) {
	exp := d.Exponent()
	switch {
	case d.IsZero() && exp >= 0:
		return Number{}, nil
	case exp < -MaxDecimals:
		return Number{}, fault("Number", "", Inexact, atMostDecimals(MaxDecimals))
	case exp > MaxDigits || d.Coefficient().BitLen() > 80: // 24 digits are 80 bits
		return Number{}, fault("Number", "", Range, tooManyDigits)
	}
	return ParseNumber(d.StringFixed(max(-exp, 0)))
}

// Decimal gives the figure, with the decimals it was written with.
func (n Number) Decimal() decimal.Decimal {
	d, _ := decimal.NewFromString(n.String()) // it reads what String writes
	return d
}

// Rat gives the figure as a fraction.
func (n Number) Rat() *big.Rat {
	r := new(big.Rat).SetInt64(int64(n.whole))
	r.Add(r, big.NewRat(int64(n.part), int64(tenTo[maxPlaces])))
	if n.neg {
		r.Neg(r)
	}
	return r
}

// Fraction gives the figure as a whole number over 1, 10, 100 and so on, as short as it gets; false for one
// that an int64 does not hold so, for which there is [Number.Rat]: more than nine digits before the point and
// all nine after it, at the least.
func (n Number) Fraction() (num, over int64, ok bool) {
	part, places := uint64(n.part), maxPlaces
	if part == 0 {
		places = 0
	}
	for places > 0 && part%10 == 0 {
		part /= 10
		places--
	}
	hi, lo := bits.Mul64(n.whole, tenTo[places])
	lo, carry := bits.Add64(lo, part, 0)
	if hi+carry != 0 || lo > math.MaxInt64 {
		return 0, 0, false
	}
	if num = int64(lo); n.neg {
		num = -num
	}
	return num, int64(tenTo[places]), true
}

// Cmp gives -1, 0 or 1 as n is below, equal to or above o, whatever their decimals.
func (n Number) Cmp(o Number) int {
	switch {
	case n.neg && !o.neg:
		return -1
	case o.neg && !n.neg:
		return 1
	}
	c := cmp192(0, n.whole, uint64(n.part), 0, o.whole, uint64(o.part))
	if n.neg {
		return -c
	}
	return c
}

// Sub gives n − o with the more decimals of the two. More than [MaxDigits] digits
// before the point are [Range].
func (n Number) Sub(o Number) (Number, error) {
	o.neg = !o.neg // n + (−o)
	out := Number{places: max(n.places, o.places), neg: n.neg}
	part := int64(n.part)
	switch {
	case n.neg == o.neg:
		out.whole = n.whole + o.whole
		part += int64(o.part)
	case cmp192(0, n.whole, uint64(n.part), 0, o.whole, uint64(o.part)) < 0: // the sign is the larger one's
		out.neg, out.whole = o.neg, o.whole-n.whole
		part = int64(o.part) - part
	default:
		out.whole = n.whole - o.whole
		part -= int64(o.part)
	}
	if part < 0 {
		part, out.whole = part+int64(tenTo[maxPlaces]), out.whole-1
	} else if part >= int64(tenTo[maxPlaces]) {
		part, out.whole = part-int64(tenTo[maxPlaces]), out.whole+1
	}
	if out.part = uint32(part); out.IsZero() {
		out.neg = false
	}
	if out.whole >= 1e15 { // MaxDigits digits
		return Number{}, fault("Number", n.String(), Range, tooManyDigits)
	}
	return out, nil
}

// Toward gives the figure k of so many equal steps from this one to another, exactly, as
// [Rate.TowardExact] gives it of rates: this + (to − this) × k ÷ steps. steps is 1 to 1000 and k
// is 0 to steps, else the error is [Range].
func (n Number) Toward(to Number, k, steps int) (*big.Rat, error) {
	if steps < 1 || steps > maxSteps || k < 0 || k > steps {
		return nil, fault("Number", n.String(), Range, stepReason(k, steps))
	}
	from := n.Rat()
	r := new(big.Rat).Sub(to.Rat(), from)
	r.Mul(r, big.NewRat(int64(k), int64(steps)))
	return r.Add(r, from), nil
}

// Equal reports whether the figures are the same, whatever their decimals.
func (n Number) Equal(o Number) bool { return n.Cmp(o) == 0 }

// Sign gives -1, 0 or 1.
func (n Number) Sign() int { return n.Cmp(Number{}) }

// IsZero reports whether the figure is 0.
func (n Number) IsZero() bool { return n.whole == 0 && n.part == 0 }

// Decimals tells how many decimals the figure was written with.
func (n Number) Decimals() int { return int(n.places) }

// AppendText appends as [Number.String]. It never fails.
func (n Number) AppendText(b []byte) ([]byte, error) {
	if n.neg {
		b = append(b, '-')
	}
	b = strconv.AppendUint(b, n.whole, 10)
	if n.places == 0 {
		return b, nil
	}
	b = append(b, '.')
	for i := range int(n.places) {
		b = append(b, byte('0'+uint64(n.part)/tenTo[maxPlaces-1-i]%10))
	}
	return b, nil
}

// String gives the figure with the decimals it was written with: "87.5", "5.00".
func (n Number) String() string {
	var buf [32]byte
	b, _ := n.AppendText(buf[:0]) // it never fails
	return string(b)
}

// MarshalText writes as [Number.String]. It never fails.
func (n Number) MarshalText() ([]byte, error) { return n.AppendText(nil) }

// UnmarshalText reads as [ParseNumber]. On an error n is unchanged.
func (n *Number) UnmarshalText(text []byte) error {
	v, err := ParseNumber(string(text))
	if err == nil {
		*n = v
	}
	return err
}

// UnmarshalJSON reads a JSON string, never a JSON number, which other programs
// round; null is [Missing]. On an error n is unchanged.
func (n *Number) UnmarshalJSON(data []byte) error { return unmarshalJSON("Number", data, n) }

// Scan reads a column of text, DECIMAL or whole numbers. NULL is [Missing]; a
// float64 is [Syntax]. On an error n is unchanged.
func (n *Number) Scan(src any) error { return scanNumber("Number", src, n) }

// Value gives the text for a database column: DECIMAL(24,9), which does not keep
// the written decimals, or TEXT, which does.
func (n Number) Value() (driver.Value, error) { return n.String(), nil }
