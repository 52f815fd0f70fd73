package unit

import (
	"math/bits"
	"strconv"
)

// MaxPer is the largest base of [Number.ForEach].
const MaxPer = 1_000_000

// WholeNumber gives a count as a figure. More than [MaxDigits] digits are [Range].
func WholeNumber(n int64) (Number, error) {
	out := Number{whole: magnitude(n), neg: n < 0}
	if out.whole >= 1e15 { // MaxDigits digits
		return Number{}, fault("Number", strconv.FormatInt(n, 10), Range, tooManyDigits)
	}
	return out, nil
}

// ForEach gives so much for each per of something, exactly: 35 for each 100 of 1,234 is
// 431.9, n × of ÷ per. per is 1, 10, 100 and so on to [MaxPer], so that the result is a
// decimal; it is written with no more decimals than it needs.
//
// Another per is [Range], as are more than [MaxDigits] digits before the point; more than
// [MaxDecimals] after it are [Inexact], since nothing is rounded.
func (n Number) ForEach(per int64, of Number) (Number, error) {
	whole, part, rest, err := n.forEach(per, of)
	switch {
	case err != nil:
		return Number{}, err
	case rest:
		return Number{}, fault("Number", n.String(), Inexact,
			say("乘以%[1]s、除以%[2]d后小数超过%[3]d位：请减少小数位", "times %[1]s over %[2]d has more than %[3]d decimals: give fewer decimals", of.String(), per, MaxDecimals))
	}
	out := Number{whole: whole, part: uint32(part), places: maxPlaces, neg: n.neg != of.neg && whole|part != 0}
	for out.places > 0 && part%10 == 0 {
		part /= 10
		out.places--
	}
	return out, nil
}

// CountForEach gives the least count that is so much for each per of something, or more:
// 5.3 for each 10,000 of 4,000,000 is 2,120, and of 4,000,001 it is 2,121. Neither n nor of
// is negative. The errors are those of [Number.ForEach] without [Inexact].
func (n Number) CountForEach(per, of int64) (int64, error) {
	base, err := WholeNumber(of)
	if err != nil {
		return 0, err
	}
	if n.neg || base.neg {
		return 0, fault("Number", n.String(), Range, Text{"应为零或正数：不得为负", "must be zero or above: it is negative"})
	}
	whole, part, rest, err := n.forEach(per, base)
	switch {
	case err != nil:
		return 0, err
	case rest || part > 0:
		whole++
	}
	return int64(whole), nil
}

// forEach gives the magnitude of n × of ÷ per in ones and billionths, and whether there
// is a rest below a billionth.
func (n Number) forEach(per int64, of Number) (whole, part uint64, rest bool, err error) {
	if per < 1 || per > MaxPer || !powerOfTen(per) {
		return 0, 0, false, fault("Number", n.String(), Range,
			say("每%[1]d：应为%[2]d、%[3]d、%[4]d等，至%[5]d", "for each %[1]d: must be %[2]d, %[3]d, %[4]d and so on, to %[5]d", per, 1, 10, 100, MaxPer))
	}
	p2, p1, p0 := n.product(of) // in billionths of billionths
	by := tenTo[maxPlaces] * uint64(per)
	q2, r := bits.Div64(0, p2, by)
	q1, r := bits.Div64(r, p1, by)
	q0, r := bits.Div64(r, p0, by)
	if q2 < 1 && q1 < tenTo[maxPlaces] {
		whole, part = bits.Div64(q1, q0, tenTo[maxPlaces])
	}
	if q2 != 0 || q1 >= tenTo[maxPlaces] || whole >= 1e15 { // MaxDigits digits
		return 0, 0, false, fault("Number", n.String(), Range,
			say("乘以%[1]s、除以%[2]d后小数点前最多%[3]d位数字：请核对单位，或换用较大的单位",
				"times %[1]s over %[2]d must have at most %[3]d digits before the point: check the unit, or use a larger one", of.String(), per, MaxDigits))
	}
	return whole, part, r != 0, nil
}

// product multiplies the magnitudes in billionths, which are below 2^80.
func (n Number) product(o Number) (p2, p1, p0 uint64) {
	nh, nl := n.billionths()
	oh, ol := o.billionths()
	p1, p0 = bits.Mul64(nl, ol)
	a1, a0 := bits.Mul64(nh, ol)
	b1, b0 := bits.Mul64(nl, oh)
	p1, carry := bits.Add64(p1, a0, 0)
	p2 = nh*oh + a1 + carry
	p1, carry = bits.Add64(p1, b0, 0)
	return p2 + b1 + carry, p1, p0
}

func (n Number) billionths() (hi, lo uint64) {
	hi, lo = bits.Mul64(n.whole, tenTo[maxPlaces])
	lo, carry := bits.Add64(lo, uint64(n.part), 0)
	return hi + carry, lo
}
