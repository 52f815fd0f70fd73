package unit

import (
	"database/sql/driver"
	"math/big"
	"math/bits"
	"strings"
)

// maxSteps is the most steps that the way between two rates is divided into, and
// so the largest denominator of an [ExactRate].
const maxSteps = 1000

// ExactRate 精确比率 is a rate that need not end as a decimal, as [Exact] is to
// [Money]: the first of seven yearly steps from 87 % to 90 % is 612/7 %. It holds
// billionths of the ratio and a fraction of one, whose denominator is at most
// 1000. It is a value without pointers; the zero ExactRate is 0%.
//
// Compare with a share by [Share.MeetsExact], never by a rounded text. == would
// tell 130% from 1.3×, so it does not compile; use [ExactRate.Cmp].
type ExactRate struct {
	_ [0]func()
	n int64 // billionths, rounded down
	// The fraction of a billionth above n, reduced, its denominator − 1, so that the zero
	// value is 0/1, and the notation, 16 bits each. In one word the value is copied in
	// registers; in fields of their own it took five times as long.
	more uint64
}

func exactRate(n int64, rest, den uint64, notation Notation) ExactRate {
	return ExactRate{n: n, more: rest | (den-1)<<16 | uint64(notation)<<32}
}

func (r ExactRate) rest() uint64       { return r.more & 0xffff }
func (r ExactRate) den() uint64        { return r.more>>16&0xffff + 1 }
func (r ExactRate) notation() Notation { return Notation(r.more >> 32) }

// Exact gives the rate as an exact one.
func (r Rate) Exact() ExactRate { return exactRate(r.n, 0, 1, r.notation) }

// TowardExact gives the rate k of n equal steps from r to another one, in r's
// notation, whether or not it ends as a decimal. n is 1 to 1000 and k is 0 to n,
// else the error is [Range].
func (r Rate) TowardExact(to Rate, k, n int) (ExactRate, error) {
	if n < 1 || n > maxSteps || k < 0 || k > n {
		return ExactRate{}, fault("ExactRate", r.String(), Range, stepReason(k, n))
	}
	way := to.n - r.n // each is at most 2^31 × 10^9 in magnitude
	hi, lo := bits.Mul64(magnitude(way), uint64(k))
	step, rest := bits.Div64(hi, lo, uint64(n))
	if way < 0 { // down: the floor is one lower where anything is left
		step = -step
		if rest != 0 {
			step, rest = step-1, uint64(n)-rest
		}
	}
	if rest == 0 {
		return exactRate(r.n+int64(step), 0, 1, r.notation), nil
	}
	g := gcd(rest, uint64(n))
	return exactRate(r.n+int64(step), rest/g, uint64(n)/g, r.notation), nil
}

// Rate gives the rate as a [Rate]; false if it is finer than a billionth.
func (r ExactRate) Rate() (Rate, bool) {
	if r.rest() != 0 {
		return Rate{}, false
	}
	return Rate{n: r.n, notation: r.notation()}, true
}

// Cmp gives -1, 0 or 1 as the ratio is below, equal to or above o's, whatever the
// notations.
func (r ExactRate) Cmp(o ExactRate) int {
	if r.n != o.n {
		return Rate{n: r.n}.Cmp(Rate{n: o.n})
	}
	return cmp192(0, 0, r.rest()*o.den(), 0, 0, o.rest()*r.den())
}

// Equal reports whether the ratios are the same, whatever the notations.
func (r ExactRate) Equal(o ExactRate) bool { return r.Cmp(o) == 0 }

// Sign gives -1, 0 or 1.
func (r ExactRate) Sign() int { return r.Cmp(ExactRate{}) }

// Rat gives the ratio.
func (r ExactRate) Rat() *big.Rat {
	x := big.NewRat(int64(r.rest()), int64(r.den()))
	x.Add(x, new(big.Rat).SetInt64(r.n))
	return x.Quo(x, big.NewRat(rateOne, 1))
}

// scaled gives the number before the sign: 612/7 for 612/7 %.
func (r ExactRate) scaled() *big.Rat {
	x := r.Rat()
	return x.Mul(x, new(big.Rat).SetInt64(rateOne/notations[r.notation()].factor))
}

// String gives the rate as a decimal where it ends, "88.5%", else as a reduced
// fraction, "612/7%".
func (r ExactRate) String() string {
	if rate, ok := r.Rate(); ok {
		return rate.String()
	}
	x, sign := r.scaled(), notations[r.notation()].sign
	if n, ends := x.FloatPrec(); ends {
		return x.FloatString(n) + sign
	}
	return x.RatString() + sign
}

// Approx shows the rate with at most places decimals, a negative number of them
// meaning none: "88.5%" if that is exact, else rounded and marked, "≈87.4%"; a rounding never ends in a 0, as [Share.Percent]
// says. It is for display.
func (r ExactRate) Approx(places int) string {
	return approx(r.scaled(), places) + notations[r.notation()].sign
}

// approx writes a fraction with at most places decimals, marked where it is
// rounded. Where a decimal that is asked for is rounded to 0 it has more of them, until one is not: what misses 55 % by little is
// "≈54.996%" and never "≈55.0%", which meets it.
func approx(x *big.Rat, places int) string {
	places = max(places, 0)
	if n, exact := x.FloatPrec(); exact && n <= places {
		return x.FloatString(n)
	}
	text := x.FloatString(places)
	for more := places; more > 0 && more < places+mostDecimals && text[len(text)-1] == '0'; {
		more++
		text = x.FloatString(more)
	}
	return "≈" + text
}

// mostDecimals is how many more decimals are written: two counts that a [Share] holds do not come nearer to a percentage.
const mostDecimals = 24

// MarshalText writes as [ExactRate.String]. It never fails.
func (r ExactRate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [ExactRate.MarshalText] wrote, a decimal or a fraction
// with its sign: "88.5%", "612/7%". Other text is [Syntax], a fraction finer than
// thousandths of a billionth is [Inexact], beyond 2^31 times is [Range]. On an error
// r is unchanged.
func (r *ExactRate) UnmarshalText(text []byte) error {
	v, err := parseExactRate(string(text))
	if err == nil {
		*r = v
	}
	return err
}

func parseExactRate(s string) (ExactRate, error) {
	for i, n := range notations {
		number, ok := strings.CutSuffix(s, n.sign)
		if !ok {
			continue
		}
		top, bottom, isFraction := strings.Cut(number, "/")
		if err := wellWritten("ExactRate", top, bottom, isFraction); err != nil {
			return ExactRate{}, given(err, s)
		}
		if len(s) > maxExactText {
			return ExactRate{}, fault("ExactRate", s, Range, tooLong)
		}
		x, ok := fraction(top, bottom, isFraction)
		if !ok {
			return ExactRate{}, fault("ExactRate", s, Syntax, zeroDenominator)
		}
		x.Mul(x, new(big.Rat).SetInt64(n.factor)) // in billionths
		if x.Denom().Cmp(big.NewInt(maxSteps)) > 0 {
			return ExactRate{}, fault("ExactRate", s, Inexact, tooFineRate)
		}
		if new(big.Rat).Abs(x).Cmp(new(big.Rat).SetInt64(maxRate)) > 0 {
			return ExactRate{}, fault("ExactRate", s, Range, Notation(i).spec().bounds())
		}
		whole, rest := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int)) // rounds down
		return exactRate(whole.Int64(), rest.Uint64(), x.Denom().Uint64(), Notation(i)), nil
	}
	_, err := ParseRate(s) // says which sign is missing, or reads 1.3x
	if err != nil {
		return ExactRate{}, err
	}
	return ExactRate{}, fault("ExactRate", s, Syntax, Text{"倍数请写作“×”", "write times as ×"})
}

var tooFineRate = say("分数的分母过大，十亿分之一以下最多再分%d份：请先取整", "the fraction is too fine, at most %d parts of a billionth: round it first", maxSteps)

// UnmarshalJSON reads a JSON string as [ExactRate.UnmarshalText] does; null is
// [Missing]. On an error r is unchanged.
func (r *ExactRate) UnmarshalJSON(data []byte) error { return unmarshalJSON("ExactRate", data, r) }

// Scan reads a text column; a number without its unit is [Syntax], NULL is
// [Missing]. On an error r is unchanged.
func (r *ExactRate) Scan(src any) error { return scanText("ExactRate", src, r) }

// Value gives the text for a database column.
func (r ExactRate) Value() (driver.Value, error) { return r.String(), nil }

// MeetsExact reports whether the share is at least r, exactly. The zero Share
// meets nothing.
func (s Share) MeetsExact(r ExactRate) bool { return s.whole > 0 && s.cmpExact(r) >= 0 }

// CmpExact gives -1, 0 or 1 as the share is below, equal to or above r. For the
// zero Share the error is [EmptyWhole].
func (s Share) CmpExact(r ExactRate) (int, error) {
	if s.whole == 0 {
		return 0, fault("Share", s.String(), EmptyWhole, emptyWhole)
	}
	return s.cmpExact(r), nil
}

// cmpExact compares part × 10^9 × den with whole × (n × den + rest).
func (s Share) cmpExact(r ExactRate) int {
	if r.n < 0 {
		return 1
	}
	a2, a1, a0 := s.times(r.den()) // below 2^93
	h, l := r.numerator()
	b2, b1, b0 := mul192(h, l, uint64(s.whole)) // below 2^125
	return cmp192(a2, a1, a0, b2, b1, b0)
}

func (s Share) times(den uint64) (a2, a1, a0 uint64) {
	hi, lo := bits.Mul64(uint64(s.part), rateOne)
	return mul192(hi, lo, den)
}

// numerator gives r over den billionths; r is not negative.
func (r ExactRate) numerator() (hi, lo uint64) {
	hi, lo = bits.Mul64(uint64(r.n), r.den())
	lo, carry := bits.Add64(lo, r.rest(), 0)
	return hi + carry, lo
}

// ToConvertExact tells how many more of the whole must become part to reach r: 0
// if it is met. Above 100 % the error is [Unreachable].
func (s Share) ToConvertExact(r ExactRate) (int64, error) {
	if s.whole == 0 {
		return 0, fault("Share", s.String(), EmptyWhole, emptyWhole)
	}
	if s.cmpExact(r) >= 0 {
		return 0, nil
	}
	if r.Cmp(Rate{n: rateOne}.Exact()) > 0 {
		return 0, fault("Share", s.String(), Unreachable, above100(r.String()))
	}
	// part + x ≥ whole × r; the product is below 2^53 × 10^9 × 1000.
	h, l := r.numerator()
	_, hi, lo := mul192(h, l, uint64(s.whole))
	return int64(ceilDiv(hi, lo, rateOne*r.den())) - s.part, nil
}

// CountOf gives the least whole number that is at least r × n, as [Rate.CountOf] does,
// with its limits and errors.
func (r ExactRate) CountOf(n int64) (int64, error) {
	if n >= 0 && n <= MaxCount && r.n >= 0 {
		h, l := r.numerator()
		top, hi, lo := mul192(h, l, uint64(n))
		if by := rateOne * r.den(); top == 0 && hi < by {
			if q := ceilDiv(hi, lo, by); q <= MaxCount {
				return int64(q), nil
			}
		}
		return 0, fault("ExactRate", r.String(), Range, countBeyond(r.String(), n))
	}
	return 0, fault("ExactRate", r.String(), Range, countOutside(r.String(), n))
}

// ceilDiv gives the least whole number at or above (hi, lo) ÷ by, which must have
// 64 bits.
func ceilDiv(hi, lo, by uint64) uint64 {
	q, rest := bits.Div64(hi, lo, by)
	if rest != 0 {
		q++
	}
	return q
}
