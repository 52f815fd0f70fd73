package course

import "github.com/huainan-minzheng/civilaffairs/rule/internal/exact"

// direction is how a form goes over a run.
type direction int8

const (
	falls   direction = -1
	stays   direction = 0
	rises   direction = 1
	unknown direction = 2
)

func (f *Form) direction() direction {
	if f.curve == nil {
		return direction(f.c1.Sign())
	}
	return f.curve.dir
}

func (d direction) times(sign int) direction {
	if d == unknown {
		return d
	}
	return d * direction(sign)
}

// together is the direction of a sum.
func together(a, b direction) direction {
	switch {
	case a == stays:
		return b
	case b == stays || a == b:
		return a
	}
	return unknown
}

// run is the points for which forms are made: from the first to one beyond the last, so that
// a comparison can be seen to change at the very end.
type run struct{ first, beyond int64 }

// bounds are the least and the greatest a form can be on a run; false where nothing is known.
func (r run) bounds(f *Form) (low, high exact.Rat, ok bool) {
	if f.IsConst() {
		return f.c0, f.c0, true
	}
	if d := f.direction(); d != unknown {
		low, ok1 := f.At(r.first)
		high, ok2 := f.At(r.beyond)
		if d == falls {
			low, high = high, low
		}
		return low, high, ok1 && ok2
	}
	if r.first == r.beyond {
		v, ok := f.At(r.first)
		return v, v, ok
	}
	low, high, ok = r.within(f)
	if below, above, straight := r.beside(f); straight {
		if !ok || below.Cmp(low) > 0 {
			low = below
		}
		if !ok || above.Cmp(high) < 0 {
			high = above
		}
		ok = true
	}
	return low, high, ok
}

// beside bounds a form by the line that it is but for its roundings, and what those can add or take.
func (r run) beside(f *Form) (low, high exact.Rat, ok bool) {
	line, less, more, ok := f.stripped()
	if !ok {
		return low, high, false
	}
	low, _ = line.At(r.first)
	high, _ = line.At(r.beyond)
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	return low.Add(less), high.Add(more), true
}

// stripped is the line that a form is but for its roundings, and between what they can put it off.
func (f *Form) stripped() (line Form, less, more exact.Rat, ok bool) {
	if f.curve == nil {
		return *f, less, more, true
	}
	c := f.curve
	line, less, more, ok = c.a.stripped()
	if !ok {
		return line, less, more, false
	}
	switch c.op {
	case opRound:
		switch c.way {
		case Up:
			more = more.Add(c.step)
		case Down:
			less = less.Sub(c.step)
		default:
			less, more = less.Sub(c.step.Mul(half)), more.Add(c.step.Mul(half))
		}
		return line, less, more, true
	case opAdd:
		b, bLess, bMore, ok := c.b.stripped()
		return Form{c0: line.c0.Add(b.c0), c1: line.c1.Add(b.c1)}, less.Add(bLess), more.Add(bMore), ok
	case opMul:
		a, by := c.a, c.b
		if !by.IsConst() {
			a, by = by, a
		}
		if !by.IsConst() {
			return line, less, more, false
		}
		if line, less, more, ok = a.stripped(); ok {
			return scaled(line, less, more, by.c0)
		}
	case opDiv:
		if c.b.IsConst() {
			return scaled(line, less, more, one.Quo(c.b.c0))
		}
	}
	return line, less, more, false
}

func scaled(line Form, less, more, by exact.Rat) (Form, exact.Rat, exact.Rat, bool) {
	less, more = less.Mul(by), more.Mul(by)
	if by.Sign() < 0 {
		less, more = more, less
	}
	return Form{c0: line.c0.Mul(by), c1: line.c1.Mul(by)}, less, more, true
}

// within bounds a form by the bounds of what it is made of.
func (r run) within(f *Form) (low, high exact.Rat, ok bool) {
	c := f.curve
	aLow, aHigh, ok := r.bounds(&c.a)
	if !ok {
		return low, high, false
	}
	if c.op == opRound {
		return Round(aLow, c.way, c.step), Round(aHigh, c.way, c.step), true
	}
	bLow, bHigh, ok := r.bounds(&c.b)
	switch {
	case !ok:
		return low, high, false
	case c.op == opAdd:
		return aLow.Add(bLow), aHigh.Add(bHigh), true
	case c.op == opDiv:
		if bLow.Sign()*bHigh.Sign() <= 0 {
			return low, high, false
		}
		bLow, bHigh = one.Quo(bHigh), one.Quo(bLow)
	}
	low = aLow.Mul(bLow)
	high = low
	for _, p := range [...]exact.Rat{aLow.Mul(bHigh), aHigh.Mul(bLow), aHigh.Mul(bHigh)} {
		if p.Cmp(low) < 0 {
			low = p
		}
		if p.Cmp(high) > 0 {
			high = p
		}
	}
	return low, high, true
}

// signs are the signs that a form can have: −1, 0 or 1 where it is but one, else 2.
func (r run) signOf(f *Form) int {
	low, high, ok := r.bounds(f)
	switch {
	case !ok:
		return 2
	case low.Sign() >= 0 && high.Sign() >= 0:
		return 1 // or zero, which no direction minds
	case low.Sign() <= 0 && high.Sign() <= 0:
		return -1
	}
	return 2
}

// IsMonotone reports whether a number is known only to rise, or only to fall, or to stay.
func (f *Form) IsMonotone() bool { return f.direction() != unknown }
