package indicators

import (
	"encoding/json"
	"math/big"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Figure 精确数值 is an exact fraction, such as a third of the way; the zero Figure is 0. It is
// immutable.
type Figure struct {
	n, less int64    // in lowest terms: the numerator, and the denominator less one
	r       *big.Rat // what does not fit there
}

// Rat gives a copy of the figure.
func (f Figure) Rat() *big.Rat {
	if f.r != nil {
		return new(big.Rat).Set(f.r)
	}
	return f.rat()
}

// String gives a decimal where it ends, else a fraction.
func (f Figure) String() string {
	r := f.Rat()
	if n, exact := r.FloatPrec(); exact {
		return r.FloatString(n)
	}
	return r.RatString()
}

// MarshalText writes as [Figure.String]. It never fails.
func (f Figure) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// maxFigure is how long the text of a figure can be; the longest that [Standing] gives is a tenth
// of it.
const maxFigure = 2000

// UnmarshalText reads a decimal or a fraction of at most 2,000 characters: "46.2", "-7/3". Any
// other text is [rule.Syntax]. On an error f is unchanged.
func (f *Figure) UnmarshalText(text []byte) error {
	s := string(text)
	top, bottom, isFraction := strings.Cut(s, "/")
	if len(s) <= maxFigure && (isFraction && digits(strings.TrimPrefix(top, "-")) && digits(bottom) || !isFraction && plainDecimal(top)) {
		if r, ok := new(big.Rat).SetString(s); ok { // not ok: a denominator of 0
			*f = figureFrom(r)
			return nil
		}
	}
	return rule.Errors{{Code: rule.Syntax, Value: clip(s), Reason: rule.Text{
		ZH: "应为小数或分数，如46.2、7/3", EN: "must be a decimal or a fraction: 46.2, 7/3"}}}
}

func plainDecimal(s string) bool {
	whole, part, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return digits(whole) && (!point || digits(part))
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// clip keeps an offending text short enough to read in an error.
func clip(s string) string {
	if r := []rune(s[:min(len(s), 400)]); len(r) > 64 {
		return string(r[:64]) + "…"
	}
	return s
}

// JSONSchema says how it is written; see [rule.Schemer].
func (Figure) JSONSchema() json.RawMessage {
	return json.RawMessage(`{"type":"string","pattern":"^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$"}`)
}

// show writes a fraction as a decimal with at most places decimals, marked ≈ where it is
// rounded. A rounding never ends in a 0: it has more decimals, so that a figure that misses a bound by little does not look like it.
func show(r *big.Rat, places int) string {
	if n, exact := r.FloatPrec(); exact && n <= places {
		return r.FloatString(n)
	}
	n := places
	for places > 0 && n < places+mostDecimals && !tells(r, n, nil) {
		n++
	}
	return marked(r, n)
}
