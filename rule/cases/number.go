package cases

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"
)

// number reads a number with what stands behind it, or a month or a day.
func (p *reader) number() (reckoned, error) {
	p.rest = strings.TrimLeft(p.rest, " ")
	if v, ok, err := p.date(); ok || err != nil {
		return v, err
	}
	if at := grouped(p.rest, 0); at != nil && !p.listed { // 12,650
		p.rest = strings.ReplaceAll(p.rest[:at[1]], ",", "") + p.rest[at[1]:]
	}
	n, point := 0, -1
	for n < len(p.rest) && (isDigit(p.rest[n]) || p.rest[n] == '.' && point < 0 && n > 0) {
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
	out := reckoned{last: big.NewRat(1, 1)}
	if point >= 0 {
		out.places = n - 1 - point
	}
	for range out.places {
		out.last.Mul(out.last, big.NewRat(1, 10))
	}
	p.rest = p.rest[n:]
	over, ok := p.fraction()
	if ok {
		v.Quo(v, over)
	}
	more := p.take("…") != 0
	if more && (point < 0 || ok) {
		return out, errNotArithmetic // …510 and 12… leave out what nobody knows
	}
	out.low, out.high = v, v
	if more { // cut off there
		out.high = new(big.Rat).Add(v, out.last)
	}
	for r := p.take("万亿%‰"); r != 0; r = p.take("万亿%‰") {
		by := scales[r]
		out.low, out.high, out.last = new(big.Rat).Mul(out.low, by), new(big.Rat).Mul(out.high, by), new(big.Rat).Mul(out.last, by)
		out.percent = out.percent || r == '%' || r == '‰'
	}
	if over != nil {
		out.last = nil
	}
	return out, p.unitOf()
}

var scales = map[rune]*big.Rat{'万': big.NewRat(10_000, 1), '亿': big.NewRat(100_000_000, 1), '%': big.NewRat(1, 100), '‰': big.NewRat(1, 1000)}

// unitOf drops what a number counts, 5张, which is the same for all numbers of the part that have one: 3年 and 36月 are not compared.
func (p *reader) unitOf() error {
	word := strings.TrimLeft(p.rest, " ")
	word = word[:len(word)-len(strings.TrimLeftFunc(word, han))]
	if word == "" {
		return nil
	}
	if !slices.Contains(units, word) || p.unit != "" && p.unit != word {
		return errNotArithmetic
	}
	p.unit, p.rest = word, strings.TrimPrefix(strings.TrimLeft(p.rest, " "), word)
	return nil
}

// fraction reads what is below the line of a share as records write it, 612/7%, and not a division by 7%.
func (p *reader) fraction() (*big.Rat, bool) {
	digits, ok := strings.CutPrefix(p.rest, "/")
	n := 0
	for ok && n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	if !p.share || n == 0 || n > maxDigits || !strings.HasPrefix(digits[n:], "%") && !strings.HasPrefix(digits[n:], "‰") {
		return nil, false
	}
	v, ok := new(big.Rat).SetString(digits[:n])
	if !ok || v.Sign() == 0 {
		return nil, false
	}
	p.rest = digits[n:]
	return v, true
}

// date reads a day, 2024-03-05, or one of two centuries' months, 2024-03.
func (p *reader) date() (out reckoned, ok bool, err error) {
	form := dated.FindString(p.rest)
	isDay := len(form) == len(time.DateOnly)
	if form == "" || len(p.rest) > len(form) && isDigit(p.rest[len(form)]) || !isDay && !p.months {
		return out, false, nil
	}
	if !isDay {
		form += "-01"
	}
	at, err := time.Parse(time.DateOnly, form)
	if err != nil && isDay {
		return out, false, errNotArithmetic // 2023-02-30 is no difference either
	}
	if err != nil || at.Year() < 1900 || at.Year() >= 2200 {
		return out, false, nil
	}
	if isDay {
		out, p.rest = point(big.NewRat(at.Unix()/(24*60*60), 1)), p.rest[len(form):]
		out.kind = day
		return out, true, nil
	}
	out, p.rest = point(big.NewRat(int64(at.Year())*12+int64(at.Month())-1, 1)), p.rest[len("2006-01"):]
	out.kind = month
	return out, true, nil
}

// dated is a month, or a day where it ends as one: 2025-01-2024-03 is a difference of months.
var dated = regexp.MustCompile(`^[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2}\b)?`)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
