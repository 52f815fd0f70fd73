package unit

import (
	"database/sql/driver"
	"math/big"
	"math/bits"
	"strings"

	"github.com/shopspring/decimal"
)

// Notation says how a rate is written.
type Notation uint8

// The notations.
const (
	PercentNotation  Notation = iota // 百分比 55%
	PermilleNotation                 // 千分比 0.8‰
	TimesNotation                    // 倍数 1.3×
)

const (
	rateScale = 9             // decimals of the ratio that a Rate holds
	rateOne   = 1_000_000_000 // the ratio 1
	maxRate   = 1 << 31 * rateOne
)

// notations gives each notation's sign and how many decimals it shifts.
var notations = [...]struct {
	sign   string
	shift  int
	factor int64
}{{"%", 2, rateOne / 100}, {"‰", 3, rateOne / 1000}, {"×", 0, rateOne}}

// Rate 比率 is an exact policy parameter: 55 %, 0.80 ‰, 1.3 times. It holds
// billionths of the ratio, at most 2^31 times in magnitude, and the notation it
// was written in. The zero Rate is 0%.
//
// == would tell 130% from 1.3×, so it does not compile; use [Rate.Cmp] or
// [Rate.Equal].
type Rate struct {
	_        [0]func()
	n        int64 // billionths
	notation Notation
}

// Percent gives n %. It can't fail, so it serves for literals.
func Percent(n int32) Rate { return Rate{n: int64(n) * (rateOne / 100)} }

// Permille gives n ‰. It can't fail.
func Permille(n int32) Rate {
	return Rate{n: int64(n) * (rateOne / 1000), notation: PermilleNotation}
}

// Times gives n×. It can't fail.
func Times(n int32) Rate { return Rate{n: int64(n) * rateOne, notation: TimesNotation} }

// ParseRate reads "55%", "87.5%", "0.80‰" and "1.3×", which may be written "1.3倍", as Chinese text shows it, or "1.3x". The sign is needed:
// a bare number is [Syntax]. Finer than a billionth of the ratio is
// [Inexact], beyond 2^31 times is [Range].
func ParseRate(s string) (Rate, error) {
	for i, n := range notations {
		number, ok := strings.CutSuffix(s, n.sign)
		if !ok && Notation(i) == TimesNotation {
			if number, ok = strings.CutSuffix(s, "x"); !ok {
				number, ok = strings.CutSuffix(s, "倍")
			}
		}
		if !ok {
			continue
		}
		v, err := scan(Notation(i).spec(), number)
		if err != nil {
			return Rate{}, given(err, s)
		}
		return Rate{n: v, notation: Notation(i)}, nil
	}
	if number, ok := strings.CutSuffix(s, "％"); ok {
		return Rate{}, fault("Rate", s, Syntax, found(s, len(number)))
	}
	return Rate{}, fault("Rate", s, Syntax, unitReason(s))
}

// ratioSpec is that of a plain ratio, which carries no sign.
var ratioSpec = spec{typ: "Rate", scale: rateScale, limit: maxRate}

func (n Notation) spec() spec {
	return spec{typ: "Rate", scale: rateScale - notations[n].shift, limit: maxRate, sign: notations[n].sign}
}

// asPercent gives the percentage that a spreadsheet saves as a plain decimal, or as 1: 55% of 0.55.
func asPercent(s string) (string, bool) {
	if s != "1" && !strings.Contains(s, ".") {
		return "", false
	}
	n, err := scan(ratioSpec, s)
	return Rate{n: n}.String(), err == nil
}

// unitReason says what is wrong with a rate that ends in none of the signs.
func unitReason(s string) Text {
	var d digits
	if read(&d, "Rate", s) == nil && d.length < 10 {
		if kept, ok := asPercent(s); ok {
			return say("缺少单位，请写明%%、‰或×：电子表格把%[2]s存成%[1]s，请写%[2]s；也可写%[1]s%%、%[1]s‰或%[1]s×",
				"the unit is missing, write %%, ‰ or ×: spreadsheets save %[2]s as %[1]s, then write %[2]s; else %[1]s%%, %[1]s‰ or %[1]s×", short(s), kept)
		}
		return say("缺少单位，请写明%%、‰或×：%[1]s%%、%[1]s‰或%[1]s×", "the unit is missing, write %%, ‰ or ×: %[1]s%%, %[1]s‰ or %[1]s×", short(s))
	}
	for i, r := range s {
		if (r < '0' || r > '9') && r != '.' && r != '-' {
			return found(s, i)
		}
	}
	if s == "" {
		return emptyText
	}
	return Text{"缺少单位：请写明%、‰或×", "the unit is missing: write %, ‰ or ×"}
}

func stepReason(k, n int) Text {
	return say("第%[1]d步、共%[2]d步：总步数应在1至1000之间，步序应在0至总步数之间",
		"step %[1]d of %[2]d: the steps must be 1 to 1000 in all, and the one asked for 0 to all", k, n)
}

// MustParseRate is [ParseRate] for literals. It panics on an error.
func MustParseRate(s string) Rate {
	r, err := ParseRate(s)
	if err != nil {
		panic(err)
	}
	return r
}

// RateFromDecimal converts a plain ratio, 0.55 for 55 %. Errors are those of
// [ParseRate].
func RateFromDecimal(ratio decimal.Decimal, n Notation) (Rate, error) {
	if int(n) >= len(notations) {
		return Rate{}, fault("Rate", "", Syntax, Text{"没有这种写法：应为百分比、千分比或倍数", "no such notation: it must be percent, permille or times"})
	}
	v, err := fromDecimal(ratioSpec, ratio)
	if err != nil {
		return Rate{}, err
	}
	return Rate{n: v, notation: n}, nil
}

// Decimal gives the plain ratio: 0.55 for 55 %.
func (r Rate) Decimal() decimal.Decimal {
	d, _ := decimal.NewFromString(string(trimZeros(appendFixed(nil, r.n, rateScale), 0)))
	return d
}

// Fraction gives the ratio as a reduced fraction; den is above zero.
func (r Rate) Fraction() (num, den int64) {
	g := gcd(magnitude(r.n), rateOne) // rateOne for 0
	return r.n / int64(g), int64(rateOne / g)
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Rat gives the ratio.
func (r Rate) Rat() *big.Rat { return big.NewRat(r.n, rateOne) }

// Cmp gives -1, 0 or 1 as the ratio is below, equal to or above o's, whatever
// the notations.
func (r Rate) Cmp(o Rate) int {
	switch {
	case r.n < o.n:
		return -1
	case r.n > o.n:
		return 1
	}
	return 0
}

// Equal reports whether the ratios are the same, whatever the notations.
func (r Rate) Equal(o Rate) bool { return r.n == o.n }

// Sign gives -1, 0 or 1.
func (r Rate) Sign() int { return r.Cmp(Rate{}) }

// IsZero reports whether the ratio is 0.
func (r Rate) IsZero() bool { return r.n == 0 }

// In gives the same ratio in another notation. An unknown notation gives r.
func (r Rate) In(n Notation) Rate {
	if int(n) < len(notations) {
		r.notation = n
	}
	return r
}

// Notation tells how the rate is written.
func (r Rate) Notation() Notation { return r.notation }

// AppendText appends as [Rate.String]. It never fails.
func (r Rate) AppendText(b []byte) ([]byte, error) {
	n := notations[r.notation]
	from := len(b)
	b = trimZeros(appendFixed(b, r.n, rateScale-n.shift), from)
	return append(b, n.sign...), nil
}

// String gives "55%", "87.5%", "0.8‰", "1.3×".
func (r Rate) String() string {
	var buf [32]byte
	b, _ := r.AppendText(buf[:0]) // it never fails
	return string(b)
}

// MarshalText writes as [Rate.String]. It never fails.
func (r Rate) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads as [ParseRate]. On an error r is unchanged.
func (r *Rate) UnmarshalText(text []byte) error {
	v, err := ParseRate(string(text))
	if err == nil {
		*r = v
	}
	return err
}

// UnmarshalJSON reads a JSON string as [ParseRate] does; null is [Missing]. On an
// error r is unchanged.
func (r *Rate) UnmarshalJSON(data []byte) error { return unmarshalJSON("Rate", data, r) }

// Scan reads a text column; a number without its unit is [Syntax], NULL is
// [Missing]. On an error r is unchanged.
func (r *Rate) Scan(src any) error { return scanText("Rate", src, r) }

// Value gives the text for a database column.
func (r Rate) Value() (driver.Value, error) { return r.String(), nil }

// Toward gives the rate k of n equal steps from r to another one, such as the
// third of five yearly milestones, in r's notation. It is exact: steps that a
// billionth cannot hold are [Inexact]. n is 1 to 1000 and k is 0 to n, else
// the error is [Range].
func (r Rate) Toward(to Rate, k, n int) (Rate, error) {
	if n < 1 || n > maxSteps || k < 0 || k > n {
		return Rate{}, fault("Rate", r.String(), Range, stepReason(k, n))
	}
	way := to.n - r.n // each is at most 2^31 × 10^9 in magnitude
	hi, lo := bits.Mul64(magnitude(way), uint64(k))
	step, rest := bits.Div64(hi, lo, uint64(n))
	if rest != 0 {
		return Rate{}, fault("Rate", r.String(), Inexact,
			say("到%[1]s不能整分为%[2]d步：请用TowardExact", "the way to %[1]s does not divide into %[2]d steps: use TowardExact", to, n))
	}
	if way < 0 {
		step = -step
	}
	r.n += int64(step)
	return r, nil
}

// CountOf gives the least whole number that is at least r × n: the workers that
// 4,001 persons need at 1‰. n is 0 to [MaxCount] and r not negative, else the error
// is [Range], as it is for a result beyond [MaxCount].
func (r Rate) CountOf(n int64) (int64, error) { return r.countOf(n, true) }

// MostOf gives the greatest whole number that is at most r × n: the beds that a
// cap of 30% allows of 101. Limits and errors are those of [Rate.CountOf].
func (r Rate) MostOf(n int64) (int64, error) { return r.countOf(n, false) }

func (r Rate) countOf(n int64, up bool) (int64, error) {
	if n < 0 || n > MaxCount || r.n < 0 {
		return 0, fault("Rate", r.String(), Range, countOutside(r.String(), n))
	}
	hi, lo := bits.Mul64(uint64(r.n), uint64(n))
	q := uint64(MaxCount) + 1
	if hi < rateOne {
		var rest uint64
		if q, rest = bits.Div64(hi, lo, rateOne); up && rest != 0 {
			q++
		}
	}
	if q > MaxCount {
		return 0, fault("Rate", r.String(), Range, countBeyond(r.String(), n))
	}
	return int64(q), nil
}

func countOutside(rate string, n int64) Text {
	return say("%[1]s×%[2]d：比率不得为负，数量应在0至%[3]d之间", "%[1]s of %[2]d: the rate must not be negative and the count must be 0 to %[3]d", rate, n, int64(MaxCount))
}

func countBeyond(rate string, n int64) Text {
	return say("%[1]s×%[2]d超过%[3]d：请核对数量", "%[1]s of %[2]d is beyond %[3]d: check the count", rate, n, int64(MaxCount))
}
