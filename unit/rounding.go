package unit

import (
	"database/sql/driver"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// Rounding 取整方式 is how an exact amount becomes one that can be paid: a
// [Direction] and a step. The usual steps have names, any other is read from text,
// "up/5jiao". It is comparable with ==. The zero Rounding is unset, and refused
// where it is needed.
//
// Up is towards the larger amount (for a negative one, towards zero), Down
// towards the smaller; Half takes the nearer, a tie going up, or to the even
// step.
type Rounding uint32

// Direction 取整方向 is the way a [Rounding] goes. The zero Direction is none.
type Direction uint8

// The directions.
const (
	Up       Direction = iota + 1 // 向上
	Down                          // 向下
	HalfUp                        // 四舍五入
	HalfEven                      // 四舍六入五成双
)

var directions = [...]string{"", "up", "down", "half-up", "half-even"}

// String gives "up", "down", "half-up" or "half-even"; "" for any other.
func (d Direction) String() string {
	if int(d) < len(directions) {
		return directions[d]
	}
	return ""
}

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

// A rounding to another step is marked, and holds the step in fen and the
// direction below it. No other number is a rounding, so that an arbitrary one is
// seen to be none.
const (
	anyStep   Rounding = 1 << 31
	dirBits            = 2
	mostYuan           = 1_000_000
	maxStep   Rounding = mostYuan * fenPerYuan
	namedStep          = "\x01\x0a\x64" // in fen, in the order of the names
)

// newRounding takes a direction and a step of 1 to maxStep fen.
func newRounding(d Direction, step int64) Rounding {
	if i := strings.IndexByte(namedStep, byte(step)); i >= 0 && step <= fenPerYuan {
		return Rounding(d-1)*3 + Rounding(i) + UpToFen
	}
	return anyStep | Rounding(step)<<dirBits | Rounding(d-1)
}

// IsSet reports whether r is one of the roundings.
func (r Rounding) IsSet() bool {
	if r-1 < HalfEvenToYuan {
		return true
	}
	step := r &^ anyStep >> dirBits
	return r >= anyStep && step > 0 && step <= maxStep && newRounding(r.direction(), int64(step)) == r
}

// Step gives the step in fen: 1, 10 or 100 for the named roundings; 0 if r is
// unset.
func (r Rounding) Step() int64 {
	switch {
	case r-1 < HalfEvenToYuan:
		return int64(namedStep[(r-1)%3])
	case r.IsSet():
		return int64(r &^ anyStep >> dirBits)
	}
	return 0
}

// Direction gives the direction; 0 if r is unset.
func (r Rounding) Direction() Direction {
	if !r.IsSet() {
		return 0
	}
	return r.direction()
}

func (r Rounding) direction() Direction {
	if r < anyStep {
		return Direction((r-1)/3) + 1
	}
	return Direction(r&(1<<dirBits-1)) + 1
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
	if r < anyStep || !r.IsSet() {
		return fen
	}
	return r.toStep(fen, r.Step())
}

// toStep rounds to a step that has no name.
func (r Rounding) toStep(fen, step int64) int64 {
	switch r.direction() {
	case Up:
		return up(fen, step)
	case Down:
		return -up(-fen, step)
	case HalfUp:
		return -up(-fen-step/2, step) // an odd step has no tie
	}
	return even(fen, step)
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

// stepUnits are the units a step is written in, largest first.
var stepUnits = [...]struct {
	fen    int64
	zh, en string
}{{100, "元", "yuan"}, {10, "角", "jiao"}, {1, "分", "fen"}}

// written gives a step in the largest unit it is a whole number of.
func written(step int64) (n int64, zh, en string) {
	i := 0
	for step%stepUnits[i].fen != 0 {
		i++
	}
	return step / stepUnits[i].fen, stepUnits[i].zh, stepUnits[i].en
}

// String gives direction and step, the step in the largest unit it is a whole
// number of: "up/yuan", "up/5jiao", "down/10yuan"; "" if r is unset.
func (r Rounding) String() string {
	if !r.IsSet() {
		return ""
	}
	n, _, unit := written(r.Step())
	if n == 1 {
		return r.direction().String() + "/" + unit
	}
	return r.direction().String() + "/" + strconv.FormatInt(n, 10) + unit
}

// Label says the rounding in words, as a notice does: 不足1元按1元计, "rounded up to
// the whole yuan". It is zero if r is unset.
func (r Rounding) Label() Text {
	if !r.IsSet() {
		return Text{}
	}
	n, zh, en := written(r.Step())
	to, article, whole := zh, "the ", "whole "+en
	if n != 1 {
		to = strconv.FormatInt(n, 10) + zh
		article, whole = "a ", "multiple of "+strconv.FormatInt(n, 10)+" "+en
	}
	switch d := r.direction(); {
	case d == Up:
		return say("不足%[1]d%[2]s按%[1]d%[2]s计", "rounded up to %[3]s", n, zh, article+whole)
	case d == Down:
		return say("不足%[1]d%[2]s的舍去", "rounded down to %[3]s", n, zh, article+whole)
	case d == HalfUp && powerOfTen(r.Step()):
		return say("四舍五入到%[1]s", "rounded to the nearest %[2]s, half up", to, whole)
	case d == HalfUp:
		return say("取最近的%[1]s的整数倍，正好居中的向上取", "rounded to the nearest %[2]s, half up", to, whole)
	case powerOfTen(r.Step()):
		return say("四舍六入五成双到%[1]s", "rounded to the nearest %[2]s, half to even", to, whole)
	}
	return say("取最近的%[1]s的整数倍，正好居中的取偶数倍", "rounded to the nearest %[2]s, half to even", to, whole)
}

func powerOfTen(n int64) bool {
	for n%10 == 0 {
		n /= 10
	}
	return n == 1
}

var noRounding = Text{"没有指定取整方式：请写明，如up/yuan", "no rounding is set: name one, such as up/yuan"}

// MarshalText writes as [Rounding.String]. An unset rounding is [Missing]: leave
// such a field out (omitzero).
func (r Rounding) MarshalText() ([]byte, error) {
	if !r.IsSet() {
		return nil, fault("Rounding", "", Missing, noRounding)
	}
	return []byte(r.String()), nil
}

// ParseRounding reads a direction, a slash and a step: "up/yuan", "up/5jiao",
// "half-even/10yuan". The directions are up, down, half-up and half-even; the step
// is fen, jiao or yuan, after a whole number above 1 for a multiple, at most a
// million yuan, else the error is [Range]. Each rounding has one text: another
// spelling of it, "up/10jiao", is [Syntax] and the error names the right one.
func ParseRounding(s string) (Rounding, error) {
	how, step, ok := strings.Cut(s, "/")
	d := Direction(slices.Index(directions[1:], how) + 1)
	number, unit := leadingDigits(step)
	for _, u := range stepUnits {
		if unit != u.en || !ok || d == 0 {
			continue
		}
		n, err := int64(1), error(nil)
		if number != "" {
			n, err = scan(spec{typ: "Rounding", limit: uint64(int64(maxStep) / u.fen)}, number)
		}
		if errors.Is(err, Syntax) {
			return 0, given(err, s)
		}
		if err != nil || n == 0 {
			return 0, fault("Rounding", s, Range, say("取整单位应在%d分至%d元之间", "the step must be %d fen to %d yuan", 1, mostYuan))
		}
		r := newRounding(d, n*u.fen)
		if r.String() != s {
			return 0, fault("Rounding", s, Syntax, say("请写成%s", "write it %s", r))
		}
		return r, nil
	}
	return 0, fault("Rounding", s, Syntax, roundingReason(s))
}

func roundingReason(s string) Text {
	if s == "" {
		return noRounding
	}
	return Text{"应为up（向上）、down（向下）、half-up（四舍五入）或half-even（四舍六入五成双），接/fen（分）、/jiao（角）或/yuan（元），如up/yuan、up/5jiao",
		"must be up, down, half-up or half-even, then /fen, /jiao or /yuan, such as up/yuan or up/5jiao"}
}

// MustParseRounding is [ParseRounding] for literals. It panics on an error.
func MustParseRounding(s string) Rounding {
	r, err := ParseRounding(s)
	if err != nil {
		panic(err)
	}
	return r
}

// UnmarshalText reads as [ParseRounding]. On an error r is unchanged.
func (r *Rounding) UnmarshalText(text []byte) error {
	v, err := ParseRounding(string(text))
	if err == nil {
		*r = v
	}
	return err
}

// UnmarshalJSON reads a JSON string as [Rounding.UnmarshalText] does; null is
// [Missing]. On an error r is unchanged.
func (r *Rounding) UnmarshalJSON(data []byte) error { return unmarshalJSON("Rounding", data, r) }

// Scan reads a text column as [Rounding.UnmarshalText] does; NULL is [Missing]. On an
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
