package cases

import (
	"errors"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Arithmetic in a cell is read as far as it is arithmetic: numbers with %, ‰, 万 or 亿, months, + - × ÷ ^ and brackets, max and min, and between
// them = < > ≤ ≥ ≠ ≈ and →. Words make a part of it unreadable, and it is left alone.

// The longest text, the largest power in bits, the longest number and the depth that are read: a cell is for people.
const (
	maxArithmetic = 1000
	maxPower      = 2000
	maxDigits     = 40
	maxDepth      = 30
)

// day is a date to the day, which is no difference.
var day = regexp.MustCompile(`\b[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}\b`)

var errNotArithmetic = errors.New("not arithmetic")

// reckoned is what stands on one side of a relation: between low and high, which are apart for a number whose last digits are
// left out, 0.549956…; nil where such a number was reckoned with.
type reckoned struct {
	low, high *big.Rat
	last      *big.Rat // the place of the last digit, of a bare number
	month     bool     // months since the year 0
}

// chain is one part of a cell: values with relations between them.
type chain struct {
	text   string
	values []reckoned
	rels   []string
}

// chains reads each part of a cell; whole reports that all of it was arithmetic. What can be two things, since 2024-03 is a month
// and a difference, is read as months where that makes sense of the whole part.
func chains(cell string) (read []chain, whole bool) {
	whole = true
	if len(cell) > maxArithmetic {
		return nil, false
	}
	depth := 0
	apart := func(r rune) bool { // a comma in brackets is one of max(a, b)
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		}
		return strings.ContainsRune("；;。：:\n", r) || depth <= 0 && strings.ContainsRune("，,、", r)
	}
	for _, part := range strings.FieldsFunc(cell, apart) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if named := strings.TrimLeftFunc(part, func(r rune) bool { return unicode.Is(unicode.Han, r) && r != '负' }); named != "" {
			part = named // 合计920+380: what it is the sum of
		}
		c, err := readChain(part, true)
		if err != nil {
			c, err = readChain(part, false)
		}
		if err != nil {
			whole = false
			continue
		}
		read = append(read, c)
	}
	return read, whole
}

func readChain(text string, months bool) (chain, error) {
	c := chain{text: text}
	if day.MatchString(text) {
		return c, errNotArithmetic
	}
	p := &reader{rest: strings.NewReplacer("＝", "=", "（", "(", "）", ")", "−", "-", "*", "×", "，", ",").Replace(text), months: months}
	for {
		v, err := p.sum()
		if err != nil {
			return c, err
		}
		c.values = append(c.values, v)
		if p.rest = strings.TrimSpace(p.rest); p.rest == "" {
			break
		}
		r, n := utf8.DecodeRuneInString(p.rest)
		if !strings.ContainsRune("=<>≤≥≠≈→", r) {
			return c, errNotArithmetic
		}
		c.rels, p.rest = append(c.rels, string(r)), p.rest[n:]
	}
	for i := range c.rels {
		if c.values[i].month != c.values[i+1].month {
			return c, errNotArithmetic // the difference of two years is no month
		}
	}
	return c, nil
}

// holds reports whether all relations of the part do.
func (c *chain) holds() bool {
	for i, rel := range c.rels {
		if !holds(c.values[i], rel, c.values[i+1]) {
			return false
		}
	}
	return true
}

// reader reads the arithmetic that is left of a part.
type reader struct {
	rest   string
	months bool
	depth  int
}

// take takes one of the signs if it is next.
func (p *reader) take(signs string) rune {
	p.rest = strings.TrimLeft(p.rest, " ")
	r, n := utf8.DecodeRuneInString(p.rest)
	if n == 0 || !strings.ContainsRune(signs, r) {
		return 0
	}
	p.rest = p.rest[n:]
	return r
}

func (p *reader) sum() (reckoned, error) {
	a, err := p.product()
	for err == nil {
		sign := p.take("+-")
		if sign == 0 {
			return a, nil
		}
		var b reckoned
		if b, err = p.product(); err != nil {
			break
		}
		if b.month && (!a.month || sign == '+') {
			return a, errNotArithmetic
		}
		month := a.month != b.month // of two months the difference is a number
		a = with(a, b, func(x, y *big.Rat) *big.Rat {
			if sign == '-' {
				return x.Sub(x, y)
			}
			return x.Add(x, y)
		})
		a.month = month
	}
	return a, err
}

func (p *reader) product() (reckoned, error) {
	a, err := p.power()
	for err == nil {
		sign := p.take("×÷/")
		if sign == 0 {
			return a, nil
		}
		var b reckoned
		if b, err = p.power(); err != nil {
			break
		}
		if a.month || b.month || sign != '×' && (b.low == nil || b.low.Sign() == 0) {
			return a, errNotArithmetic
		}
		a = with(a, b, func(x, y *big.Rat) *big.Rat {
			if sign == '×' {
				return x.Mul(x, y)
			}
			return x.Quo(x, y)
		})
	}
	return a, err
}

func (p *reader) power() (reckoned, error) {
	a, err := p.atom()
	if err != nil || p.take("^") == 0 {
		return a, err
	}
	b, err := p.atom()
	if err != nil || a.month || b.month || !exact(a) || !exact(b) || !b.low.IsInt() || b.low.Sign() < 0 || b.low.Cmp(big.NewRat(maxPower, 1)) > 0 {
		return a, errors.Join(err, errNotArithmetic)
	}
	n := b.low.Num()
	if max(a.low.Num().BitLen(), a.low.Denom().BitLen())*int(n.Int64()) > maxPower {
		return a, errNotArithmetic
	}
	return point(new(big.Rat).SetFrac(new(big.Int).Exp(a.low.Num(), n, nil), new(big.Int).Exp(a.low.Denom(), n, nil))), nil
}

func (p *reader) atom() (reckoned, error) {
	if p.depth++; p.depth > maxDepth {
		return reckoned{}, errNotArithmetic
	}
	defer func() { p.depth-- }()
	p.rest = strings.TrimLeft(p.rest, " ")
	for name, sign := range map[string]int{"max(": 1, "min(": -1} {
		if rest, ok := strings.CutPrefix(p.rest, name); ok {
			p.rest = rest
			return p.outermost(sign)
		}
	}
	switch p.take("(-") {
	case '(':
		v, err := p.sum()
		if err == nil && p.take(")") == 0 {
			err = errNotArithmetic
		}
		v.last = nil
		return v, err
	case '-':
		v, err := p.power()
		if err != nil || !exact(v) || v.month {
			return v, errors.Join(err, errNotArithmetic)
		}
		minus := new(big.Rat).Neg(v.low)
		return reckoned{low: minus, high: minus, last: v.last}, nil
	}
	return p.number()
}

// outermost reads the rest of max(a, b), or with a negative sign of min(a, b).
func (p *reader) outermost(sign int) (reckoned, error) {
	out, err := p.sum()
	for err == nil && p.take(",") != 0 {
		var v reckoned
		v, err = p.sum()
		switch {
		case err != nil:
		case v.month != out.month:
			err = errNotArithmetic
		case !exact(v) || !exact(out):
			out = reckoned{month: out.month}
		case v.low.Cmp(out.low)*sign > 0:
			out = v
		}
	}
	if err == nil && p.take(")") == 0 {
		err = errNotArithmetic
	}
	out.last = nil
	return out, err
}

func exact(v reckoned) bool { return v.low != nil && v.low.Cmp(v.high) == 0 }

func point(v *big.Rat) reckoned { return reckoned{low: v, high: v} }

// with reckons with two numbers; what comes of digits that are left out is not known.
func with(a, b reckoned, do func(x, y *big.Rat) *big.Rat) reckoned {
	if !exact(a) || !exact(b) {
		return reckoned{}
	}
	return point(do(new(big.Rat).Set(a.low), b.low))
}

// number reads a number with what stands behind it, or a month.
func (p *reader) number() (reckoned, error) {
	p.rest = strings.TrimLeft(p.rest, " ")
	if p.months {
		if v, ok := p.month(); ok {
			return v, nil
		}
	}
	n, point := 0, -1
	for n < len(p.rest) && (p.rest[n] >= '0' && p.rest[n] <= '9' || p.rest[n] == '.' && point < 0 && n > 0) {
		if p.rest[n] == '.' {
			point = n
		}
		n++
	}
	digits := p.rest[:n]
	v, ok := new(big.Rat).SetString(digits)
	if !ok || n > maxDigits || strings.HasSuffix(digits, ".") {
		return reckoned{}, errNotArithmetic
	}
	last := big.NewRat(1, 1)
	for i := point; point >= 0 && i < n-1; i++ {
		last.Mul(last, big.NewRat(1, 10))
	}
	p.rest = p.rest[n:]
	if over, ok := p.fraction(); ok {
		v.Quo(v, over)
	}
	more := p.take("…") != 0
	for r := p.take("万亿%‰"); r != 0; r = p.take("万亿%‰") {
		by := map[rune]*big.Rat{'万': big.NewRat(10_000, 1), '亿': big.NewRat(100_000_000, 1), '%': big.NewRat(1, 100), '‰': big.NewRat(1, 1000)}[r]
		v.Mul(v, by)
		last.Mul(last, by)
	}
	out := reckoned{low: v, high: v, last: last}
	if more {
		out.low, out.high = new(big.Rat).Sub(v, last), new(big.Rat).Add(v, last) // cut off, or rounded
	}
	return out, nil
}

// fraction reads what is below the line of a share as records write it, 612/7%, and not a division by 7%.
func (p *reader) fraction() (*big.Rat, bool) {
	digits, ok := strings.CutPrefix(p.rest, "/")
	n := 0
	for ok && n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	if n == 0 || n > maxDigits || !strings.HasPrefix(digits[n:], "%") && !strings.HasPrefix(digits[n:], "‰") {
		return nil, false
	}
	v, ok := new(big.Rat).SetString(digits[:n])
	if !ok || v.Sign() == 0 {
		return nil, false
	}
	p.rest = digits[n:]
	return v, true
}

// month reads one of two centuries, 2024-03.
func (p *reader) month() (reckoned, bool) {
	const form = "2024-03"
	if len(p.rest) < len(form) || p.rest[4] != '-' || len(p.rest) > len(form) && isDigit(p.rest[7]) {
		return reckoned{}, false
	}
	year, err1 := strconv.ParseUint(p.rest[:4], 10, 16)
	month, err2 := strconv.ParseUint(p.rest[5:7], 10, 8)
	if err1 != nil || err2 != nil || month < 1 || month > 12 || year < 1900 || year >= 2200 {
		return reckoned{}, false
	}
	p.rest = p.rest[len(form):]
	v := big.NewRat(int64(year)*12+int64(month)-1, 1)
	return reckoned{low: v, high: v, month: true}, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// holds reports whether a relation can be so: where digits are left out, for some that they may be. A value that has more digits
// than the decimals that are written after = may be rounded there to the last of them, as people do; else it must be the same.
func holds(a reckoned, rel string, b reckoned) bool {
	if rel == "→" || a.low == nil || b.low == nil {
		return true // becomes: rounded, or bounded, as the words around it say
	}
	least, most := a.low.Cmp(b.high), a.high.Cmp(b.low) // of a − b
	if !exact(a) || !exact(b) {                         // they come close to the ends, and do not reach them
		if least == 0 {
			least = 1
		}
		if most == 0 {
			most = -1
		}
	}
	switch rel {
	case "=", "≈":
		if least <= 0 && most >= 0 {
			return true
		}
		return exact(a) && b.last != nil && (rel == "≈" || b.last.Cmp(big.NewRat(1, 1)) < 0 && !new(big.Rat).Quo(a.low, b.last).IsInt()) && near(a.low, b.low, b.last)
	case "<":
		return least < 0
	case "≤":
		return least <= 0
	case ">":
		return most > 0
	case "≥":
		return most >= 0
	}
	return least != 0 || most != 0 // ≠
}

// near reports that two numbers are less than so far apart.
func near(a, b, far *big.Rat) bool {
	off := new(big.Rat).Sub(a, b)
	return off.Abs(off).Cmp(far) < 0
}
