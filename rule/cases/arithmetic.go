package cases

import (
	"errors"
	"math/big"
	"strings"
	"unicode/utf8"
)

// Arithmetic in a cell is read as far as it is arithmetic: numbers with %, ‰, 万 or 亿, months and days, + - × ÷ ^ and brackets, max and min, and
// between them = < > ≤ ≥ ≠ ≈ and →. Words make a part of it unreadable: one that has a relation is told as not checked.

// The longest text, the largest power in bits, the longest number and the depth that are read: a cell is for people.
const (
	maxArithmetic = 1000
	maxPower      = 2000
	maxDigits     = 40
	maxDepth      = 30
)

var (
	errNotArithmetic = errors.New("not arithmetic")
	errByZero        = errors.New("division by zero")
)

// What a value is: two of one kind can be compared, and their difference is a number.
const (
	number = iota
	month  // months since the year 0
	day    // days
)

// reckoned is what stands on one side of a relation: between low and high, which are apart for a number whose last digits are
// left out, 0.549956…: it is then neither of them.
type reckoned struct {
	low, high *big.Rat
	last      *big.Rat // the place of the last digit, of a bare number
	places    int      // of a bare number: the decimals that are written
	percent   bool     // of a bare number: it is written with % or ‰
	kind      int
}

// chain is one part of a cell: values with relations between them. err is why it cannot be read.
type chain struct {
	text   string
	values []reckoned
	rels   []string
	err    error
}

// related reports that a part says that something holds, whether it can be read or not.
func (c *chain) related() bool {
	return strings.ContainsAny(c.text, "=<>≤≥≠≈≡≢≮≯≰≱∼∽≌≪≫⇔")
}

// chains reads each part of a cell; whole reports that all of it was arithmetic. What can be two things, since 2024-03 is a month
// and a difference, is read as months where that makes sense of the whole part.
func chains(cell string) (read []chain, whole bool) {
	cell, whole = normal(cell), true
	if len(cell) > maxArithmetic {
		return []chain{{text: cell, err: errNotArithmetic}}, false
	}
	for _, part := range parts(cell) {
		c := readPart(part)
		whole = whole && c.err == nil
		read = append(read, c)
	}
	return read, whole
}

// readPart reads a part in the way in which it makes sense: 6/2% is 300 and, as records write a share, 3%.
func readPart(part string) (first chain) {
	named := strings.TrimLeftFunc(part, han)
	label := strings.TrimSuffix(part, named)
	if strings.ContainsAny(label, denying) {
		return chain{text: part, err: errNotArithmetic}
	}
	for _, months := range []bool{true, false} {
		for _, share := range []bool{true, false} {
			c := readChain(named, months, share) // 合计920+380: what it is the sum of
			if named == "" {
				c.text = part
			}
			switch {
			case c.err == nil && c.verdict(nil) == so:
				return c
			case first.text == "" || first.err != nil && (c.err == nil || errors.Is(c.err, errByZero)):
				first = c
			}
		}
		if first.err == nil {
			return first
		}
	}
	return first
}

func readChain(text string, months, share bool) chain {
	c := chain{text: text}
	p := &reader{rest: text, months: months, share: share}
	var v reckoned
	for {
		if v, c.err = p.sum(); c.err != nil {
			return c
		}
		c.values = append(c.values, v)
		if p.rest = strings.TrimSpace(p.rest); p.rest == "" {
			break
		}
		r, n := utf8.DecodeRuneInString(p.rest)
		if !strings.ContainsRune("=<>≤≥≠≈→", r) {
			c.err = errNotArithmetic
			return c
		}
		c.rels, p.rest = append(c.rels, string(r)), p.rest[n:]
	}
	for i := range c.rels {
		if c.values[i].kind != c.values[i+1].kind {
			c.err = errNotArithmetic // the difference of two years is no month
		}
	}
	return c
}

// reader reads the arithmetic that is left of a part.
type reader struct {
	rest   string
	months bool // 2024-03 is a month
	share  bool // 612/7% is a share, 612/7 %
	listed bool // within max or min, where a comma stands between values
	unit   string
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
		if b.kind != number && (a.kind != b.kind || sign == '+') {
			return a, errNotArithmetic
		}
		kind := a.kind
		if b.kind != number {
			kind = number // the difference of two months
		}
		if sign == '-' {
			a = reckoned{low: new(big.Rat).Sub(a.low, b.high), high: new(big.Rat).Sub(a.high, b.low), kind: kind}
		} else {
			a = reckoned{low: new(big.Rat).Add(a.low, b.low), high: new(big.Rat).Add(a.high, b.high), kind: kind}
		}
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
		if a.kind != number || b.kind != number {
			return a, errNotArithmetic
		}
		if sign != '×' {
			if exact(b) && b.low.Sign() == 0 {
				return a, errByZero
			}
			if b.low.Sign() <= 0 && b.high.Sign() >= 0 {
				return a, errNotArithmetic // of what may be nearly nothing
			}
			b = reckoned{low: new(big.Rat).Inv(b.high), high: new(big.Rat).Inv(b.low)}
		}
		a = times(a, b)
	}
	return a, err
}

// times multiplies: the ends of the product are those of the four products of ends.
func times(a, b reckoned) (out reckoned) {
	for _, x := range []*big.Rat{a.low, a.high} {
		for _, y := range []*big.Rat{b.low, b.high} {
			v := new(big.Rat).Mul(x, y)
			if out.low == nil || v.Cmp(out.low) < 0 {
				out.low = v
			}
			if out.high == nil || v.Cmp(out.high) > 0 {
				out.high = v
			}
		}
	}
	return out
}

func (p *reader) power() (reckoned, error) {
	a, err := p.atom()
	if err != nil || p.take("^") == 0 {
		return a, err
	}
	b, err := p.atom()
	if err != nil || a.kind != number || b.kind != number || !exact(a) || !exact(b) || !b.low.IsInt() || b.low.Sign() < 0 || b.low.Cmp(big.NewRat(maxPower, 1)) > 0 {
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
		listed := p.listed
		p.listed = false
		v, err := p.sum()
		if p.listed = listed; err == nil && p.take(")") == 0 {
			err = errNotArithmetic
		}
		v.last = nil
		return v, err
	case '-':
		v, err := p.power()
		if err != nil || v.kind != number {
			return v, errors.Join(err, errNotArithmetic)
		}
		v.low, v.high = new(big.Rat).Neg(v.high), new(big.Rat).Neg(v.low)
		return v, nil
	}
	return p.number()
}

// outermost reads the rest of max(a, b), or with a negative sign of min(a, b).
func (p *reader) outermost(sign int) (reckoned, error) {
	listed := p.listed
	p.listed = true
	out, err := p.sum()
	for err == nil && p.take(",，") != 0 {
		var v reckoned
		v, err = p.sum()
		switch {
		case err != nil:
		case v.kind != out.kind:
			err = errNotArithmetic
		case !exact(v) || !exact(out):
			more, less := v, out
			if sign < 0 {
				more, less = out, v
			}
			switch {
			case v.low.Cmp(out.high) >= 0:
				out = more
			case out.low.Cmp(v.high) >= 0:
				out = less
			default:
				err = errNotArithmetic // the digits that are left out decide
			}
		case v.low.Cmp(out.low)*sign > 0:
			out = v
		}
	}
	if p.listed = listed; err == nil && p.take(")") == 0 {
		err = errNotArithmetic
	}
	out.last = nil
	return out, err
}

func exact(v reckoned) bool { return v.low.Cmp(v.high) == 0 }

func point(v *big.Rat) reckoned { return reckoned{low: v, high: v} }
