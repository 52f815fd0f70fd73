package formula

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// MaxValue is the length in bytes of the longest recorded text that [ParseValue]
// reads.
const MaxValue = 200

// Value is a value that a formula reads or gives. The zero Value has no kind and is
// refused wherever it is used.
type Value struct {
	Kind   Kind
	Rat    *big.Rat // of Money (in yuan), Count, Ratio, Number and Month (months since the year 0); never changed once it is in a Value
	Flag   bool     // of Flag
	Text   string   // the code of a Choice, a Rounding, a Text; of a number as recorded, "" if it was computed
	Absent bool     // an optional value that was not given
}

// ValueError tells which recorded text cannot be read as a value.
type ValueError struct {
	Kind   Kind
	Value  string    // the text as given, cut to 64 characters
	Reason unit.Text // how it must be written
}

// Error gives the sentence in English.
func (e *ValueError) Error() string { return e.In(unit.English) }

// Unwrap gives [unit.Syntax].
func (e *ValueError) Unwrap() error { return unit.Syntax }

// In gives the sentence in one language.
func (e *ValueError) In(l unit.Language) string {
	if l == unit.English {
		return fmt.Sprintf("%s %q: %s", e.Kind, e.Value, e.Reason.EN)
	}
	return fmt.Sprintf("%s“%s”：%s", e.Kind.Label().ZH, e.Value, e.Reason.ZH)
}

// ParseValue reads a text as records have it: 800.00 or 3185/3 as Money, Count, Ratio
// or Number; besides, as Ratio or Number, 55%, 268/3%, 0.8‰ and 1.3×, and as Ratio the object
// {"part":1,"whole":2} of a share; true or false; a choice's code; up/yuan, down/5jiao
// or half-even/10yuan as Rounding; 2021-07 as Month. The error is a [*ValueError].
func ParseValue(kind Kind, text string) (Value, error) {
	wrong := func(zh, en string) (Value, error) {
		return Value{}, &ValueError{Kind: kind, Value: short(text, 64), Reason: unit.Text{ZH: zh, EN: en}}
	}
	if len(text) > MaxValue {
		return wrong(fmt.Sprintf("最长%d字节", MaxValue), fmt.Sprintf("at most %d bytes", MaxValue))
	}
	if kind == Ratio {
		text = counts(text)
	}
	v := Value{Kind: kind, Text: text}
	ok := false
	switch kind {
	case Money, Count, Ratio, Number:
		if v.Rat, ok = number(kind, text); !ok {
			return wrong("须为小数或分数，如800.00、3185/3；比例还可写成55%、0.8‰、1.3×", "must be a decimal or a fraction, as 800.00 or 3185/3; a ratio also 55%, 0.8‰ or 1.3×")
		}
	case Flag:
		v.Flag = text == "true"
		if !v.Flag && text != "false" {
			return wrong("须为true或false", "must be true or false")
		}
		v.Text = ""
	case Month:
		if v.Rat, ok = month(text); !ok {
			return wrong("须为四位年份和两位月份，如2021-07", "must be a year of four digits and a month of two, as 2021-07")
		}
	case Rounding:
		if _, _, ok = rounding(text); !ok {
			return wrong("须为up、down、half-up或half-even，再加/和步长，如up/yuan、down/5jiao", "must be up, down, half-up or half-even, then a slash and the step, as up/yuan or down/5jiao")
		}
	case Choice:
		if !isCode(text) {
			return wrong("须为选项的代码", "must be a choice's code")
		}
	case Text:
		if !utf8.ValidString(text) {
			return wrong("须为UTF-8编码", "must be UTF-8")
		}
	default:
		return wrong("没有这种值", "there is no such value")
	}
	return v, nil
}

// number reads the text of a number: a decimal or a fraction, of a ratio or number also
// with its sign. Nothing else may stand around it.
func number(kind Kind, text string) (*big.Rat, bool) {
	more := 0
	if kind == Ratio || kind == Number {
		for places, sign := range [...]string{0: "×", 2: "%", 3: "‰"} {
			if digits, ok := strings.CutSuffix(text, sign); ok && sign != "" {
				text, more = digits, places
				break
			}
		}
	}
	n, d, ok := strings.Cut(text, "/")
	if !ok {
		return signed(text, more)
	}
	num, ok1 := signed(n, more)
	den, ok2 := signed(d, 0)
	if !ok1 || !ok2 || den.Sign() <= 0 {
		return nil, false
	}
	return num.Quo(num, den), true
}

// month reads a year and a month as months since the year 0.
func month(text string) (*big.Rat, bool) {
	year, m, ok := strings.Cut(text, "-")
	if !ok || len(year) != 4 || len(m) != 2 || span(year, isDigit) != 4 || span(m, isDigit) != 2 || m < "01" || m > "12" {
		return nil, false
	}
	y, _ := strconv.ParseInt(year, 10, 64)
	n, _ := strconv.ParseInt(m, 10, 64)
	return big.NewRat(y*12+n-1, 1), true
}

// counts writes the object of a share, whichever of its counts comes first, as
// part/whole. Any other text stays as it is.
func counts(text string) string {
	if !strings.HasPrefix(text, "{") {
		return text
	}
	object := strings.Join(strings.Fields(text), "")
	part, whole, ok := between(object, `{"part":`, `,"whole":`)
	if !ok {
		whole, part, ok = between(object, `{"whole":`, `,"part":`)
	}
	if !ok || part == "" || span(part, isDigit) != len(part) || span(whole, isDigit) != len(whole) {
		return text
	}
	return part + "/" + whole
}

func between(text, first, second string) (a, b string, ok bool) {
	text, ok1 := strings.CutPrefix(text, first)
	text, ok2 := strings.CutSuffix(text, "}")
	a, b, ok = strings.Cut(text, second)
	return a, b, ok && ok1 && ok2
}

// signed reads a decimal with more places than its point shows.
func signed(text string, more int) (*big.Rat, bool) {
	text, negative := strings.CutPrefix(text, "-")
	whole, part, ok := decimal(text)
	if !ok {
		return nil, false
	}
	v, places := new(big.Rat), len(part)+more
	if len(whole)+len(part) <= 18 && places < len(tens) {
		n, d := digits(digits(0, whole), part), tens[places]
		for n%10 == 0 && d > 1 { // 600.00, as most are: what is whole is soon made
			n, d = n/10, d/10
		}
		if d == 1 {
			v.SetInt64(n)
		} else {
			v.SetFrac64(n, d)
		}
	} else {
		n, _ := new(big.Int).SetString(whole+part, 10)
		v.SetFrac(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	}
	if negative {
		v.Neg(v)
	}
	return v, true
}

func digits(n int64, s string) int64 {
	for i := range len(s) {
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

var tens = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12}

// decimal takes a plain decimal apart: its digits before and behind the point.
func decimal(s string) (whole, part string, ok bool) {
	whole, part, point := strings.Cut(s, ".")
	if span(whole, isDigit) != len(whole) || span(part, isDigit) != len(part) ||
		whole == "" || len(whole) > 1 && whole[0] == '0' || point && part == "" {
		return "", "", false
	}
	return whole, part, true
}

// literal gives the value of a number in a formula, which has been read already.
func literal(text string) Value {
	kind := Number
	if strings.HasSuffix(text, "%") || strings.HasSuffix(text, "‰") {
		kind = Ratio
	}
	v, _ := number(kind, text)
	return Value{Kind: kind, Rat: v, Text: text}
}

// rounding takes a rounding's text apart: how, and its step in fen.
func rounding(text string) (how string, step int64, ok bool) {
	how, unit, ok := strings.Cut(text, "/")
	digits := unit[:span(unit, isDigit)]
	factor := int64(1)
	if digits != "" {
		n, err := strconv.ParseInt(digits, 10, 32)
		if err != nil || n < 1 || digits[0] == '0' {
			return "", 0, false
		}
		factor = n
	}
	switch unit[len(digits):] {
	case "fen":
		step = 1
	case "jiao":
		step = 10
	case "yuan":
		step = 100
	}
	known := how == "up" || how == "down" || how == "half-up" || how == "half-even"
	return how, step * factor, ok && known && step > 0
}

// String gives the value as it was recorded; of a computed number the decimal, if it
// ends, or else the fraction, with two decimals for Money.
func (v Value) String() string {
	switch {
	case v.Absent:
		return "absent"
	case v.Kind == Flag:
		return strconv.FormatBool(v.Flag)
	case v.Text != "" || v.Rat == nil:
		return v.Text
	case v.Kind == Month:
		return v.month()
	}
	r, after := v.Rat, ""
	if v.Kind == Ratio && !r.IsInt() {
		r, after = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%"
	}
	places, ends := r.FloatPrec()
	if !ends || places > 12 {
		return v.Rat.RatString()
	}
	if v.Kind == Money {
		places = max(places, 2)
	}
	return r.FloatString(places) + after
}

// month writes a computed month; one that is no whole month, or lies outside the years of four
// digits, as the months since the year 0 that it is.
func (v Value) month() string {
	n := v.Rat.Num().Int64()
	if !v.Rat.IsInt() || v.Rat.Num().BitLen() > 30 || n < 0 || n >= 10_000*12 {
		return v.Rat.RatString() + " months"
	}
	return fmt.Sprintf("%04d-%02d", n/12, n%12+1)
}
