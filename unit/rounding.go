package unit

import "database/sql/driver"

// Rounding 取整方式 is how an exact amount becomes one that can be paid: a
// direction and a step. The zero Rounding is unset, and refused where it is
// needed.
//
// Up is towards the larger amount (for a negative one, towards zero), Down
// towards the smaller; Half takes the nearer, a tie going up, or to the even
// step.
type Rounding uint8

// The roundings: to the fen 分, the jiao 角 or the yuan 元.
const (
	UpToFen        Rounding = iota + 1 // 向上取整到分
	UpToJiao                           // 向上取整到角
	UpToYuan                           // 向上取整到元
	DownToFen                          // 向下取整到分
	DownToJiao                         // 向下取整到角
	DownToYuan                         // 向下取整到元
	HalfUpToFen                        // 四舍五入到分
	HalfUpToJiao                       // 四舍五入到角
	HalfUpToYuan                       // 四舍五入到元
	HalfEvenToFen                      // 四舍六入五成双到分
	HalfEvenToJiao                     // 四舍六入五成双到角
	HalfEvenToYuan                     // 四舍六入五成双到元
)

var roundingText = [...]string{
	"", "up/fen", "up/jiao", "up/yuan", "down/fen", "down/jiao", "down/yuan",
	"half-up/fen", "half-up/jiao", "half-up/yuan", "half-even/fen", "half-even/jiao", "half-even/yuan",
}

// IsSet reports whether r is one of the roundings.
func (r Rounding) IsSet() bool { return r-1 < HalfEvenToYuan }

// Step gives the step in fen: 1, 10 or 100; 0 if r is unset.
func (r Rounding) Step() int64 {
	if !r.IsSet() {
		return 0
	}
	return [...]int64{1, 10, 100}[(r-1)%3]
}

// Fen rounds a whole number of fen. An unset rounding gives it back unchanged.
// Magnitudes up to 2^62 are safe.
func (r Rounding) Fen(fen int64) int64 {
	if r == UpToYuan { // the usual one is written out, so that it is inlined where it is called
		return (fen + 99&^(fen>>63)) / 100 * 100
	}
	return r.other(fen)
}

func (r Rounding) other(fen int64) int64 {
	switch r {
	case UpToJiao:
		return up(fen, 10)
	case DownToYuan:
		return -up(-fen, 100)
	case DownToJiao:
		return -up(-fen, 10)
	case HalfUpToYuan:
		return -up(-fen-50, 100)
	case HalfUpToJiao:
		return -up(-fen-5, 10)
	case HalfEvenToYuan:
		return even(fen, 100)
	case HalfEvenToJiao:
		return even(fen, 10)
	}
	return fen
}

// up is the least multiple of step that is not below fen: a negative amount is
// cut off, which raises it, and any other has step − 1 added first. It is inlined
// with a constant step, so that it costs a multiplication, not a division.
func up(fen, step int64) int64 { return (fen + (step-1)&^(fen>>63)) / step * step }

func even(fen, step int64) int64 {
	low := -up(-fen, step)
	twice := 2 * (fen - low)
	if twice > step || twice == step && low/step%2 != 0 {
		return low + step
	}
	return low
}

// String gives direction and step, "up/yuan"; "" if r is unset.
func (r Rounding) String() string {
	if !r.IsSet() {
		return ""
	}
	return roundingText[r]
}

// MarshalText writes as [Rounding.String]. An unset rounding is an error that
// wraps [Missing]: leave such a field out (omitzero).
func (r Rounding) MarshalText() ([]byte, error) {
	if !r.IsSet() {
		return nil, english("Rounding", "", Missing, "")
	}
	return []byte(roundingText[r]), nil
}

// ParseRounding reads "up/yuan" and its like; the error of any other text wraps
// [Syntax].
func ParseRounding(s string) (Rounding, error) {
	for i, t := range roundingText {
		if i > 0 && s == t {
			return Rounding(i), nil
		}
	}
	return 0, english("Rounding", s, Syntax, "must be up, down, half-up or half-even, then /fen, /jiao or /yuan")
}

// UnmarshalText reads as [ParseRounding]. On an error r is unchanged.
func (r *Rounding) UnmarshalText(text []byte) error {
	v, err := ParseRounding(string(text))
	if err == nil {
		*r = v
	}
	return err
}

// UnmarshalJSON reads a JSON string as [Rounding.UnmarshalText] does; null is an
// error. On an error r is unchanged.
func (r *Rounding) UnmarshalJSON(data []byte) error { return unmarshalJSON("Rounding", data, r) }

// Scan reads a text column as [Rounding.UnmarshalText] does; NULL is an error. On an
// error r is unchanged.
func (r *Rounding) Scan(src any) error { return scanText("Rounding", src, r) }

// Value gives the text for a database column.
func (r Rounding) Value() (driver.Value, error) {
	text, err := r.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}
