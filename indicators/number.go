package indicators

import (
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Number 数值 is an exact decimal figure of an indicator, in the indicator's own
// unit: at most 15 digits before the point and 9 after it. It may be negative.
// The zero Number is 0.
type Number struct{ d decimal.Decimal }

const (
	maxDigits   = 15
	maxDecimals = 9
)

// ParseNumber reads a plain decimal of ASCII digits: "87.5", "-2". Any other text
// is [unit.ErrSyntax]; too many digits are [unit.ErrRange] before the point and
// [unit.ErrInexact] after it.
func ParseNumber(s string) (Number, error) {
	digits := strings.TrimPrefix(s, "-")
	whole, part, point := strings.Cut(digits, ".")
	ok := whole != "" && (!point || part != "") && (len(whole) == 1 || whole[0] != '0')
	for _, c := range whole + part {
		ok = ok && c >= '0' && c <= '9'
	}
	fault := func(err error, detail string) error {
		if len(s) > 64 {
			s = s[:63] + "…"
		}
		return &unit.Error{Type: "Number", Value: s, Err: err, Detail: detail}
	}
	switch {
	case !ok:
		return Number{}, fault(unit.ErrSyntax, "must be a plain decimal of ASCII digits")
	case len(whole) > maxDigits:
		return Number{}, fault(unit.ErrRange, "more than 15 digits before the point")
	case len(strings.TrimRight(part, "0")) > maxDecimals:
		return Number{}, fault(unit.ErrInexact, "more than 9 decimals")
	}
	d, err := decimal.NewFromString(s)
	return Number{d}, err
}

// MustParseNumber is [ParseNumber] for literals. It panics on an error.
func MustParseNumber(s string) Number {
	n, err := ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return n
}

// Decimal gives the figure.
func (n Number) Decimal() decimal.Decimal { return n.d }

// Rat gives the figure as a fraction.
func (n Number) Rat() *big.Rat { return n.d.Rat() }

// Cmp gives -1, 0 or 1 as n is below, equal to or above o.
func (n Number) Cmp(o Number) int { return n.d.Cmp(o.d) }

// String gives the figure without zeros at its end.
func (n Number) String() string { return n.d.String() }

// MarshalText writes as [Number.String]. It never fails.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads as [ParseNumber]. On an error n is unchanged.
func (n *Number) UnmarshalText(text []byte) error {
	v, err := ParseNumber(string(text))
	if err == nil {
		*n = v
	}
	return err
}

// UnmarshalJSON reads a JSON string, never a JSON number, which other programs
// round. On an error n is unchanged.
func (n *Number) UnmarshalJSON(data []byte) error {
	if len(data) < 2 || data[0] != '"' {
		return &unit.Error{Type: "Number", Value: string(data), Err: unit.ErrSyntax, Detail: "must be a JSON string"}
	}
	return n.UnmarshalText(data[1 : len(data)-1])
}

// show writes a fraction as a decimal with at most places decimals, marked ≈
// where it is rounded.
func show(r *big.Rat, places int) string {
	if n, exact := r.FloatPrec(); exact && n <= places {
		return r.FloatString(n)
	}
	return "≈" + r.FloatString(places)
}
