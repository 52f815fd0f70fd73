package indicators

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Number 数值 is an exact decimal figure of an indicator, in the indicator's own unit; see
// [unit.Number].
type Number = unit.Number

// ParseNumber reads a plain decimal; see [unit.ParseNumber].
func ParseNumber(s string) (Number, error) { return unit.ParseNumber(s) }

// MustParseNumber is [ParseNumber] for literals. It panics on an error.
func MustParseNumber(s string) Number { return unit.MustParseNumber(s) }

// show writes a fraction as a decimal with at most places decimals, marked ≈ where it is
// rounded.
func show(r *big.Rat, places int) string {
	if n, exact := r.FloatPrec(); exact && n <= places {
		return r.FloatString(n)
	}
	return "≈" + r.FloatString(places)
}
