// Package exact has rational numbers that are exact and quick: two machine words while they
// fit, a [big.Rat] once they do not.
package exact

import (
	"cmp"
	"math/big"
	"math/bits"
)

// Rat is an exact rational number, immutable. The zero Rat is 0. It is compared with
// [Rat.Cmp], never with ==.
type Rat struct {
	_    [0]func()
	n    int64
	less int64    // the denominator less 1, so that the zero Rat is 0/1
	big  *big.Rat // where two words do not hold it
}

// Int is a whole number.
func Int(n int64) Rat { return Rat{n: n} }

// Frac is n/d; d is above zero.
func Frac(n, d int64) Rat { return reduced(n, d) }

// Of takes a [big.Rat], which is not changed afterwards by anybody.
func Of(v *big.Rat) Rat {
	if v.Num().IsInt64() && v.Denom().IsInt64() {
		return Rat{n: v.Num().Int64(), less: v.Denom().Int64() - 1}
	}
	return Rat{big: v}
}

// Big gives the number as a new [big.Rat].
func (a Rat) Big() *big.Rat {
	if a.big != nil {
		return new(big.Rat).Set(a.big)
	}
	return big.NewRat(a.n, a.less+1)
}

func (a Rat) wide() *big.Rat {
	if a.big != nil {
		return a.big
	}
	return big.NewRat(a.n, a.less+1)
}

func reduced(n, d int64) Rat {
	if d == 1 || n == 0 {
		return Rat{n: n}
	}
	a, b := magnitude(n), uint64(d)
	for b != 0 {
		a, b = b, a%b
	}
	return Rat{n: n / int64(a), less: d/int64(a) - 1} // a divides d, and so is an int64
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo >= 1<<63 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func sum(a, b int64) (int64, bool) {
	s := a + b
	return s, (s > a) == (b > 0)
}

// Add is a + b.
func (a Rat) Add(b Rat) Rat {
	if a.big == nil && b.big == nil {
		if a.less == b.less {
			if n, ok := sum(a.n, b.n); ok {
				return reduced(n, a.less+1)
			}
		} else if x, ok := product(a.n, b.less+1); ok {
			if y, ok := product(b.n, a.less+1); ok {
				n, ok1 := sum(x, y)
				if d, ok2 := product(a.less+1, b.less+1); ok1 && ok2 {
					return reduced(n, d)
				}
			}
		}
	}
	return Of(new(big.Rat).Add(a.wide(), b.wide()))
}

// Neg is −a.
func (a Rat) Neg() Rat {
	if a.big == nil && a.n != -1<<63 {
		a.n = -a.n
		return a
	}
	return Of(new(big.Rat).Neg(a.wide()))
}

// Sub is a − b.
func (a Rat) Sub(b Rat) Rat { return a.Add(b.Neg()) }

// Mul is a × b.
func (a Rat) Mul(b Rat) Rat {
	if a.big == nil && b.big == nil {
		if n, ok := product(a.n, b.n); ok {
			if d, ok := product(a.less+1, b.less+1); ok {
				return reduced(n, d)
			}
		}
	}
	return Of(new(big.Rat).Mul(a.wide(), b.wide()))
}

// Quo is a ÷ b; b is not zero.
func (a Rat) Quo(b Rat) Rat {
	if b.big == nil && b.n != -1<<63 {
		n, d := b.less+1, b.n
		if d < 0 {
			n, d = -n, -d
		}
		return a.Mul(Rat{n: n, less: d - 1})
	}
	return Of(new(big.Rat).Quo(a.wide(), b.wide()))
}

// Sign is −1, 0 or 1.
func (a Rat) Sign() int {
	switch {
	case a.big != nil:
		return a.big.Sign()
	case a.n < 0:
		return -1
	case a.n > 0:
		return 1
	}
	return 0
}

// Cmp is −1, 0 or 1 as a is below, at or above b.
func (a Rat) Cmp(b Rat) int {
	if a.big != nil || b.big != nil {
		return a.wide().Cmp(b.wide())
	}
	if a.less == b.less {
		switch {
		case a.n < b.n:
			return -1
		case a.n > b.n:
			return 1
		}
		return 0
	}
	if s, t := a.Sign(), b.Sign(); s != t || s == 0 {
		return cmp.Compare(s, t)
	}
	h1, l1 := bits.Mul64(magnitude(a.n), uint64(b.less+1))
	h2, l2 := bits.Mul64(magnitude(b.n), uint64(a.less+1))
	switch {
	case h1 == h2 && l1 == l2:
		return 0
	case (h1 < h2 || h1 == h2 && l1 < l2) == (a.n > 0):
		return -1
	}
	return 1
}

// IsInt reports whether a is a whole number.
func (a Rat) IsInt() bool {
	if a.big != nil {
		return a.big.IsInt()
	}
	return a.less == 0
}

// Floor is the greatest whole number that is not above a.
func (a Rat) Floor() Rat {
	if a.big != nil {
		q, _ := new(big.Int).DivMod(a.big.Num(), a.big.Denom(), new(big.Int)) // Euclidean: rest ≥ 0
		return Of(new(big.Rat).SetInt(q))
	}
	if a.less == 0 {
		return a
	}
	q := a.n / (a.less + 1)
	if a.n < 0 {
		q-- // it has a rest, since it is in lowest terms
	}
	return Rat{n: q}
}

// Int64 gives a whole number that fits.
func (a Rat) Int64() (int64, bool) { return a.n, a.big == nil && a.less == 0 }

// IsOdd tells of a whole number whether it is odd.
func (a Rat) IsOdd() bool {
	if a.big != nil {
		return a.big.Num().Bit(0) == 1
	}
	return a.n&1 == 1
}

// String gives a decimal or a fraction: 3, 3185/3.
func (a Rat) String() string { return a.wide().RatString() }
