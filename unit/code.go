package unit

// Code is the stable name of what is wrong with an input. It is its own
// sentinel: errors.Is(err, unit.Range).
type Code string

// Error gives the code's name.
func (c Code) Error() string { return string(c) }

// The codes.
const (
	Syntax    Code = "syntax"    // text that does not read
	Missing   Code = "missing"   // not given
	Duplicate Code = "duplicate" // given twice
	Range     Code = "range"     // outside the range it may have
	Invalid   Code = "invalid"   // a value that cannot be
)
