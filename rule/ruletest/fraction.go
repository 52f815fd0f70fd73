package ruletest

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// fraction is an exact number in machine integers, in big where they do not hold it.
type fraction struct {
	n, d int64 // d > 0
	big  *big.Rat
}

func whole(n int64) fraction { return fraction{n: n, d: 1} }

func (a fraction) rat() *big.Rat {
	if a.big != nil {
		return a.big
	}
	return big.NewRat(a.n, a.d)
}

// from takes a fraction to machine integers where they hold it.
func from(r *big.Rat) fraction {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != math.MinInt64 {
		return fraction{n: r.Num().Int64(), d: r.Denom().Int64()}
	}
	return fraction{big: r}
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// product is a × b, where it fits.
func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func total(a, b int64) (int64, bool) {
	c := a + b
	return c, (c > a) == (b > 0) && c != math.MinInt64
}

func (a fraction) lowest() fraction {
	if a.big != nil || a.d == 1 {
		return a
	}
	x, y := magnitude(a.n), uint64(a.d)
	for y != 0 {
		x, y = y, x%y
	}
	return fraction{n: a.n / int64(x), d: a.d / int64(x)}
}

// in computes with machine integers, in lowest terms if it must, and with big if that does not do either.
func in(a, b fraction, small func(a, b fraction) (fraction, bool), large func(z, x, y *big.Rat) *big.Rat) fraction {
	if a.big == nil && b.big == nil {
		if c, ok := small(a, b); ok {
			return c
		}
		if c, ok := small(a.lowest(), b.lowest()); ok {
			return c
		}
	}
	return from(large(new(big.Rat), a.rat(), b.rat()))
}

func (a fraction) plus(b fraction) fraction {
	return in(a, b, func(a, b fraction) (fraction, bool) {
		if a.d == b.d {
			n, ok := total(a.n, b.n)
			return fraction{n: n, d: a.d}, ok
		}
		l, ok1 := product(a.n, b.d)
		r, ok2 := product(b.n, a.d)
		n, ok3 := total(l, r)
		d, ok4 := product(a.d, b.d)
		return fraction{n: n, d: d}, ok1 && ok2 && ok3 && ok4
	}, (*big.Rat).Add)
}

func (a fraction) negated() fraction {
	if a.big != nil {
		return from(new(big.Rat).Neg(a.big))
	}
	return fraction{n: -a.n, d: a.d}
}

func (a fraction) times(b fraction) fraction {
	return in(a, b, func(a, b fraction) (fraction, bool) {
		n, ok1 := product(a.n, b.n)
		d, ok2 := product(a.d, b.d)
		return fraction{n: n, d: d}, ok1 && ok2
	}, (*big.Rat).Mul)
}

// inverse is 1 ÷ a, of an a that is not zero.
func (a fraction) inverse() fraction {
	switch {
	case a.big != nil:
		return from(new(big.Rat).Inv(a.big))
	case a.n < 0:
		return fraction{n: -a.d, d: -a.n}
	}
	return fraction{n: a.d, d: a.n}
}

func (a fraction) sign() int {
	switch {
	case a.big != nil:
		return a.big.Sign()
	case a.n > 0:
		return 1
	case a.n < 0:
		return -1
	}
	return 0
}

func (a fraction) cmp(b fraction) int {
	if a.big != nil || b.big != nil {
		return a.rat().Cmp(b.rat())
	}
	if x, y := a.sign(), b.sign(); x != y || x == 0 {
		return cmp.Compare(x, y)
	}
	h1, l1 := bits.Mul64(magnitude(a.n), uint64(b.d))
	h2, l2 := bits.Mul64(magnitude(b.n), uint64(a.d))
	return cmp.Or(cmp.Compare(h1, h2), cmp.Compare(l1, l2)) * a.sign()
}

// floor is the greatest whole number that is not above a.
func (a fraction) floor() fraction {
	if a.big != nil {
		return from(new(big.Rat).SetInt(new(big.Int).Div(a.big.Num(), a.big.Denom()))) // Euclidean: down, the denominator being positive
	}
	q := a.n / a.d
	if a.n%a.d < 0 {
		q--
	}
	return whole(q)
}

// stepped takes a to whole steps the way that a rounding goes.
func (a fraction) stepped(direction string, step fraction) fraction {
	k := a.times(step.inverse())
	down := k.floor()
	rest := k.plus(down.negated())
	half := rest.cmp(fraction{n: 1, d: 2})
	up := false
	switch direction {
	case "up":
		up = rest.sign() > 0
	case "half-up":
		up = half >= 0
	case "half-even":
		even := down.times(fraction{n: 1, d: 2})
		up = half > 0 || half == 0 && even.floor().cmp(even) != 0
	}
	if up {
		down = down.plus(whole(1))
	}
	return down.times(step)
}
