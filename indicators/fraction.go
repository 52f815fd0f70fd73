package indicators

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// Figures that a city has are small fractions: they are computed in machine words, and what does not
// fit there in big.Rat. A figure that fits is always in words, so that a value has one form.

// figureOf gives a decimal as a fraction.
func figureOf(v Number) Figure {
	n, d, ok := v.Fraction()
	if !ok {
		return figureFrom(v.Rat())
	}
	g := int64(common(magnitude(n), uint64(d)))
	return Figure{n: n / g, less: d/g - 1}
}

// figureFrom takes a fraction over, which is not used otherwise.
func figureFrom(r *big.Rat) Figure {
	if n, d := r.Num(), r.Denom(); n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64 {
		return Figure{n: n.Int64(), less: d.Int64() - 1}
	}
	return Figure{r: r}
}

// rat gives the fraction, to read only.
func (f Figure) rat() *big.Rat {
	if f.r != nil {
		return f.r
	}
	return big.NewRat(f.n, f.less+1)
}

func (f Figure) sign() int {
	switch {
	case f.r != nil:
		return f.r.Sign()
	case f.n > 0:
		return 1
	case f.n < 0:
		return -1
	}
	return 0
}

func (f Figure) isWhole() bool { return f.r == nil && f.less == 0 || f.r != nil && f.r.IsInt() }

func (f Figure) cmp(o Figure) int {
	if f.r != nil || o.r != nil {
		return f.rat().Cmp(o.rat())
	}
	if a, b := f.sign(), o.sign(); a != b {
		return cmp.Compare(a, b)
	}
	ah, al := bits.Mul64(magnitude(f.n), uint64(o.less+1))
	bh, bl := bits.Mul64(magnitude(o.n), uint64(f.less+1))
	c := 0
	switch {
	case ah > bh || ah == bh && al > bl:
		c = 1
	case ah < bh || al < bl:
		c = -1
	}
	if f.n < 0 {
		return -c
	}
	return c
}

func (f Figure) neg() Figure {
	if f.r != nil {
		return Figure{r: new(big.Rat).Neg(f.r)}
	}
	return Figure{n: -f.n, less: f.less}
}

func (f Figure) add(o Figure) Figure { return f.sub(o.neg()) }

func (f Figure) sub(o Figure) Figure {
	if f.r == nil && o.r == nil {
		fd, od := f.less+1, o.less+1
		g := int64(common(uint64(fd), uint64(od)))
		a, okA := product(f.n, od/g)
		b, okB := product(o.n, fd/g)
		d, okD := product(fd, od/g)
		n := a - b // which has the sign of a where it overflows not
		if okA && okB && okD && ((a < 0) == (b < 0) || (n < 0) == (a < 0) && n != math.MinInt64) {
			h := int64(common(magnitude(n), uint64(g)))
			return Figure{n: n / h, less: d/h - 1}
		}
	}
	return figureFrom(new(big.Rat).Sub(f.rat(), o.rat()))
}

func (f Figure) mul(o Figure) Figure {
	if f.r == nil && o.r == nil {
		fd, od := f.less+1, o.less+1
		g, h := int64(common(magnitude(f.n), uint64(od))), int64(common(magnitude(o.n), uint64(fd)))
		n, okN := product(f.n/g, o.n/h)
		d, okD := product(fd/h, od/g)
		if okN && okD {
			return Figure{n: n, less: d - 1}
		}
	}
	return figureFrom(new(big.Rat).Mul(f.rat(), o.rat()))
}

// quo divides by a figure that is not 0.
func (f Figure) quo(o Figure) Figure {
	if o.r != nil {
		return f.mul(figureFrom(new(big.Rat).Inv(o.r)))
	}
	n, d := o.less+1, o.n
	if d < 0 {
		n, d = -n, -d
	}
	return f.mul(Figure{n: n, less: d - 1})
}

// product multiplies; false where an int64 does not hold it, of either sign.
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

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// common is the greatest common divisor, the other of the two where one is 0; b is above zero.
func common(a, b uint64) uint64 {
	if a == 0 || b == 1 {
		return b
	}
	twos := min(bits.TrailingZeros64(a), bits.TrailingZeros64(b))
	a >>= bits.TrailingZeros64(a)
	for b != 0 {
		b >>= bits.TrailingZeros64(b)
		if a > b {
			a, b = b, a
		}
		b -= a
	}
	return a << twos
}
