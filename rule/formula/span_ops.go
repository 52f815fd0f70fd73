package formula

import (
	"math/big"
	"slices"
)

// kindOfSpans is the kind of a op b, zero going with everything as in [kindOf].
func kindOfSpans(op Op, a, b Span) Kind {
	if a.Kind == Month || b.Kind == Month {
		return ofMonths(op, a.Kind, b.Kind)
	}
	if k := arithmetic(op, a.Kind, b.Kind, false, false); k != 0 {
		return k
	}
	if op == OpDiv {
		return Ratio
	}
	return min(a.Kind, b.Kind)
}

// spanOf is a op b.
func spanOf(op Op, a, b Span) Span {
	if !a.Present() || !b.Present() {
		return Span{}.settle(a.Needs, b.Needs)
	}
	out := Span{Kind: kindOfSpans(op, a, b)}
	switch op {
	case OpAdd:
		out.Low, out.High = plus(a.Low, b.Low), plus(a.High, b.High)
	case OpSub:
		out.Low, out.High = plus(a.Low, minus(b.High)), plus(a.High, minus(b.Low))
	case OpMul:
		out.Low, out.High = times(a.Low, a.High, b.Low, b.High)
	case OpDiv:
		if sign(b.Low, -1)*sign(b.High, 1) <= 0 { // zero is within, or at an end
			if b.Low != nil && b.High != nil && b.Low.Sign() == 0 && b.High.Sign() == 0 {
				return Span{}.settle(a.Needs, b.Needs)
			}
			out.Low, out.High = besideZero(a, b)
			break
		}
		out.Low, out.High = times(a.Low, a.High, inverse(b.High), inverse(b.Low))
	}
	return out.bounded().settle(a.Needs, b.Needs)
}

// bounded opens ends that have too many digits to go on with.
func (s Span) bounded() Span {
	for _, end := range []**big.Rat{&s.Low, &s.High} {
		if *end != nil && (*end).Num().BitLen()+(*end).Denom().BitLen() > maxBits {
			*end = nil
		}
	}
	return s
}

func plus(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	return new(big.Rat).Add(a, b)
}

func minus(a *big.Rat) *big.Rat {
	if a == nil {
		return nil
	}
	return new(big.Rat).Neg(a)
}

// inverse is 1 ÷ a; that of an open end is 0.
func inverse(a *big.Rat) *big.Rat {
	if a == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Inv(a)
}

// sign is that of an end; open is that of an open one.
func sign(a *big.Rat, open int) int {
	if a == nil {
		return open
	}
	return a.Sign()
}

// times gives the ends of a product.
func times(aLow, aHigh, bLow, bHigh *big.Rat) (low, high *big.Rat) {
	openLow, openHigh := false, false
	for i, a := range []*big.Rat{aLow, aHigh} {
		for j, b := range []*big.Rat{bLow, bHigh} {
			if a != nil && b != nil {
				p := new(big.Rat).Mul(a, b)
				if low == nil || p.Cmp(low) < 0 {
					low = p
				}
				if high == nil || p.Cmp(high) > 0 {
					high = p
				}
				continue
			}
			switch sign(a, 2*i-1) * sign(b, 2*j-1) {
			case 1:
				openHigh = true
			case -1:
				openLow = true
			default: // what is zero stays zero, however great the other
				zero := new(big.Rat)
				if low == nil || zero.Cmp(low) < 0 {
					low = zero
				}
				if high == nil || zero.Cmp(high) > 0 {
					high = zero
				}
			}
		}
	}
	if openLow {
		low = nil
	}
	if openHigh {
		high = nil
	}
	return low, high
}

// besideZero is a quotient whose divisor may come as near to zero as it likes.
func besideZero(a, b Span) (low, high *big.Rat) {
	positive, negative := sign(b.Low, -1) == 0, sign(b.High, 1) == 0
	switch {
	case positive && sign(a.Low, -1) >= 0: // from a's least by b's greatest
		low, _ = times(a.Low, a.High, inverse(b.High), nil)
		return low, nil
	case positive && sign(a.High, 1) <= 0:
		_, high = times(a.Low, a.High, inverse(b.High), nil)
		return nil, high
	case negative && sign(a.Low, -1) >= 0:
		_, high = times(a.Low, a.High, nil, inverse(b.Low))
		return nil, high
	case negative && sign(a.High, 1) <= 0:
		low, _ = times(a.Low, a.High, nil, inverse(b.Low))
		return low, nil
	}
	return nil, nil
}

// compareSpans tells which a comparison can be.
func compareSpans(op Op, a, b Span) Span {
	out := Span{Kind: Flag}
	switch {
	case !a.Present() || !b.Present():
	case a.Kind.IsOrdered() && b.Kind.IsOrdered():
		less := a.Low == nil || b.High == nil || a.Low.Cmp(b.High) < 0       // a < b can be
		more := a.High == nil || b.Low == nil || a.High.Cmp(b.Low) > 0       // a > b can be
		same := !(a.High != nil && b.Low != nil && a.High.Cmp(b.Low) < 0) && // a = b can be
			!(a.Low != nil && b.High != nil && a.Low.Cmp(b.High) > 0)
		switch op {
		case OpLt:
			out.True, out.False = less, same || more
		case OpLe:
			out.True, out.False = less || same, more
		case OpGt:
			out.True, out.False = more, same || less
		case OpGe:
			out.True, out.False = more || same, less
		case OpEq:
			out.True, out.False = same, less || more
		case OpNe:
			out.True, out.False = less || more, same
		}
	default:
		same := a.True && b.True || a.False && b.False || a.Any || b.Any || slices.ContainsFunc(a.Codes, func(c string) bool { return slices.Contains(b.Codes, c) })
		out.True, out.False = same, !(a.IsCertain() && b.IsCertain() && same)
		if op == OpNe {
			out.True, out.False = out.False, out.True
		}
	}
	return out.settle(a.Needs, b.Needs)
}

// extremeOf is the larger or the smaller of two.
func extremeOf(larger bool, a, b Span) Span {
	if !a.Present() || !b.Present() {
		return Span{}.settle(a.Needs, b.Needs)
	}
	out := Span{Kind: kindOfSpans(OpAdd, a, b)}
	if a.Kind == Month {
		out.Kind = Month
	}
	if larger {
		out.Low, out.High = greatest(a.Low, b.Low), higher(a.High, b.High)
	} else {
		out.Low, out.High = lower(a.Low, b.Low), smallest(a.High, b.High)
	}
	if larger && a.Low != nil && b.High != nil && a.Low.Cmp(b.High) >= 0 || !larger && a.High != nil && b.Low != nil && a.High.Cmp(b.Low) <= 0 {
		return out.settle(a.Needs) // b does not matter
	}
	if larger && b.Low != nil && a.High != nil && b.Low.Cmp(a.High) >= 0 || !larger && b.High != nil && a.Low != nil && b.High.Cmp(a.Low) <= 0 {
		return out.settle(b.Needs)
	}
	return out.settle(a.Needs, b.Needs)
}

// greatest is the greater of two low ends, of which nil is below all; smallest the
// counterpart of high ends.
func greatest(a, b *big.Rat) *big.Rat {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	return higher(a, b)
}

func smallest(a, b *big.Rat) *big.Rat {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	return lower(a, b)
}

// roundSpan rounds the ends: rounding keeps order.
func roundSpan(v, mode Span) Span {
	if !v.Present() || !mode.Present() {
		return Span{}.settle(v.Needs, mode.Needs)
	}
	if mode.Any {
		return Span{Kind: Money}.settle(v.Needs, mode.Needs)
	}
	var out Span
	for _, code := range mode.Codes {
		one := Span{Kind: Money}
		for i, end := range []*big.Rat{v.Low, v.High} {
			if end == nil {
				continue
			}
			r := run{f: &Formula{}}
			got := r.round(&Node{Op: OpRound}, Value{Kind: Money, Rat: end}, Value{Kind: Rounding, Text: code})
			if r.err != nil {
				return Span{}
			}
			if i == 0 {
				one.Low = got.Rat
			} else {
				one.High = got.Rat
			}
		}
		out = out.Union(one)
	}
	return out.settle(v.Needs, mode.Needs)
}

// powerSpan raises the ends of what is not negative; of anything else it knows nothing.
func powerSpan(base, exponent Span) Span {
	out := Span{Kind: base.Kind}
	if !base.Present() || !exponent.Present() {
		return Span{}.settle(base.Needs, exponent.Needs)
	}
	if e := exponent.Low; exponent.IsCertain() && e.IsInt() && e.Sign() >= 0 && e.Num().Cmp(big.NewInt(maxPower)) <= 0 && sign(base.Low, -1) >= 0 {
		raise := func(end *big.Rat) *big.Rat {
			if end == nil || end.Num().BitLen()+end.Denom().BitLen() > maxBits/(maxPower+1) {
				return nil
			}
			p := big.NewRat(1, 1)
			for range e.Num().Int64() {
				p.Mul(p, end)
			}
			return p
		}
		out.Low, out.High = raise(base.Low), raise(base.High)
		if e.Sign() == 0 {
			out.Low, out.High = one, one
		}
	}
	return out.settle(base.Needs, exponent.Needs)
}
