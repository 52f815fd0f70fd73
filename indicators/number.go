package indicators

import "github.com/huainan-minzheng/civilaffairs/unit"

// Number 数值 is an exact decimal figure of an indicator, in the indicator's own unit; see
// [unit.Number].
type Number = unit.Number

// ParseNumber reads a plain decimal; see [unit.ParseNumber].
func ParseNumber(s string) (Number, error) { return unit.ParseNumber(s) }

// MustParseNumber is [ParseNumber] for literals. It panics on an error.
func MustParseNumber(s string) Number { return unit.MustParseNumber(s) }
