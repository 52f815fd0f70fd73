package course

import "github.com/huainan-minzheng/civilaffairs/rule/internal/exact"

// Form is what a number is at every point t of a run on which all comparisons stand as they
// do: a line c0 + c1·t, or an operation on forms. The zero Form is 0 everywhere.
type Form struct {
	c0, c1 exact.Rat
	curve  *curve // nil for a line
}

// curve is what is no line: a rounding of a form, or two forms put together.
type curve struct {
	op   opOf
	a, b Form
	step exact.Rat // of a rounding
	way  Way       // of a rounding
	dir  direction // on the run for which it was made
	size int       // how many forms it is made of
}

// size is how many forms a form is made of, itself among them.
func (f *Form) size() int {
	if f.curve == nil {
		return 1
	}
	return f.curve.size
}

// maxSize is more than a budget has.
const maxSize = MaxWork

func formOf(c *curve) Form {
	c.size = min(1+c.a.size()+c.b.size(), maxSize)
	return Form{curve: c}
}

type opOf uint8

const (
	opRound opOf = iota
	opAdd
	opMul
	opDiv
)

// Way is how a number is rounded to a step.
type Way uint8

// The ways of rounding.
const (
	Up Way = iota
	Down
	HalfUp
	HalfEven
)

var ways = [...]string{Up: "up", Down: "down", HalfUp: "half-up", HalfEven: "half-even"}

// String gives the way as roundings are written.
func (w Way) String() string { return ways[w] }

func wayOf(text string) (Way, bool) {
	for w, name := range ways {
		if name == text {
			return Way(w), true
		}
	}
	return 0, false
}

// Const is the same number everywhere.
func Const(c exact.Rat) Form { return Form{c0: c} }

// Line is c0 + c1·t.
func Line(c0, c1 exact.Rat) Form { return Form{c0: c0, c1: c1} }

// IsConst reports whether the form is the same number everywhere.
func (f *Form) IsConst() bool { return f.curve == nil && f.c1.Sign() == 0 }

// IsLine gives the ends of a line.
func (f *Form) IsLine() (c0, c1 exact.Rat, ok bool) { return f.c0, f.c1, f.curve == nil }

// Rounded gives the line below a single rounding.
func (f *Form) Rounded() (line Form, way Way, step exact.Rat, ok bool) {
	c := f.curve
	if c == nil || c.op != opRound || c.a.curve != nil {
		return Form{}, 0, exact.Rat{}, false
	}
	return c.a, c.way, c.step, true
}

// Trend is the slope of the form where each rounding in it is left out; false where it has
// none, a quotient by something that runs.
func (f *Form) Trend() (exact.Rat, bool) {
	if f.curve == nil {
		return f.c1, true
	}
	c := f.curve
	switch c.op {
	case opRound:
		return c.a.Trend()
	case opAdd:
		a, ok1 := c.a.Trend()
		b, ok2 := c.b.Trend()
		return a.Add(b), ok1 && ok2
	case opMul:
		if c.a.IsConst() {
			b, ok := c.b.Trend()
			return b.Mul(c.a.c0), ok
		}
		if c.b.IsConst() {
			a, ok := c.a.Trend()
			return a.Mul(c.b.c0), ok
		}
	case opDiv:
		if c.b.IsConst() {
			a, ok := c.a.Trend()
			return a.Quo(c.b.c0), ok
		}
	}
	return exact.Rat{}, false
}

// At is the value at a point; false where it divides by zero.
func (f *Form) At(t int64) (exact.Rat, bool) {
	if f.curve == nil {
		if f.c1.Sign() == 0 {
			return f.c0, true
		}
		return f.c0.Add(f.c1.Mul(exact.Int(t))), true
	}
	c := f.curve
	a, ok := c.a.At(t)
	if !ok {
		return a, false
	}
	if c.op == opRound {
		return Round(a, c.way, c.step), true
	}
	b, ok := c.b.At(t)
	switch {
	case !ok || c.op == opDiv && b.Sign() == 0:
		return a, false
	case c.op == opAdd:
		return a.Add(b), true
	case c.op == opMul:
		return a.Mul(b), true
	}
	return a.Quo(b), true
}

// Same reports whether two forms are made in the same way, and so are the same everywhere.
func (f *Form) Same(o *Form) bool {
	if f.curve == nil || o.curve == nil {
		return f.curve == o.curve && f.c0.Cmp(o.c0) == 0 && f.c1.Cmp(o.c1) == 0
	}
	a, b := f.curve, o.curve
	return a == b || a.op == b.op && a.way == b.way && a.step.Cmp(b.step) == 0 && a.a.Same(&b.a) && a.b.Same(&b.b)
}

// Round takes a number to a whole number of steps.
func Round(v exact.Rat, way Way, step exact.Rat) exact.Rat {
	scaled := v.Quo(step)
	low := scaled.Floor()
	rest := scaled.Sub(low)
	more := false
	switch way {
	case Up:
		more = rest.Sign() > 0
	case HalfUp:
		more = rest.Cmp(half) >= 0
	case HalfEven:
		c := rest.Cmp(half)
		more = c > 0 || c == 0 && low.IsOdd()
	}
	if more {
		low = low.Add(one)
	}
	return low.Mul(step)
}

var (
	half = exact.Frac(1, 2)
	one  = exact.Int(1)
)

func (r run) add(a, b Form) Form {
	switch {
	case a.curve == nil && b.curve == nil:
		return Form{c0: a.c0.Add(b.c0), c1: a.c1.Add(b.c1)}
	case a.IsConst() && a.c0.Sign() == 0:
		return b
	case b.IsConst() && b.c0.Sign() == 0:
		return a
	}
	return formOf(&curve{op: opAdd, a: a, b: b, dir: together(a.direction(), b.direction())})
}

func (r run) neg(a Form) Form {
	if a.curve == nil {
		return Form{c0: a.c0.Neg(), c1: a.c1.Neg()}
	}
	return r.mul(Const(exact.Int(-1)), a)
}

func (r run) sub(a, b Form) Form {
	if a.curve != nil && a.Same(&b) {
		return Form{}
	}
	return r.add(a, r.neg(b))
}

func (r run) mul(a, b Form) Form {
	if b.IsConst() {
		a, b = b, a
	}
	if a.IsConst() {
		switch {
		case b.curve == nil:
			return Form{c0: a.c0.Mul(b.c0), c1: a.c0.Mul(b.c1)}
		case a.c0.Sign() == 0:
			return Form{}
		case a.c0.Cmp(one) == 0:
			return b
		}
		return formOf(&curve{op: opMul, a: a, b: b, dir: b.direction().times(a.c0.Sign())})
	}
	c := &curve{op: opMul, a: a, b: b, dir: unknown}
	if sa, sb := r.signOf(&a), r.signOf(&b); sa != 2 && sb != 2 {
		c.dir = together(a.direction().times(sb), b.direction().times(sa))
	}
	return formOf(c)
}

// div is a ÷ b, whose divisor is known not to be zero on the run.
func (r run) div(a, b Form) Form {
	if b.IsConst() {
		if a.curve == nil {
			return Form{c0: a.c0.Quo(b.c0), c1: a.c1.Quo(b.c0)}
		}
		return formOf(&curve{op: opDiv, a: a, b: b, dir: a.direction().times(b.c0.Sign())})
	}
	if a.IsConst() && a.c0.Sign() == 0 {
		return a
	}
	c := &curve{op: opDiv, a: a, b: b, dir: unknown}
	if a.curve == nil && b.curve == nil { // the sign of the derivative is the same everywhere
		c.dir = direction(a.c1.Mul(b.c0).Cmp(a.c0.Mul(b.c1)))
	} else if sa, sb := r.signOf(&a), r.signOf(&b); sa != 2 && sb != 2 {
		c.dir = together(a.direction().times(sb), b.direction().times(-sa))
	}
	return formOf(c)
}

func (r run) round(a Form, way Way, step exact.Rat) Form {
	if a.IsConst() {
		return Const(Round(a.c0, way, step))
	}
	if a.curve == nil {
		// A slope of whole steps goes with what it is rounded to, a half to even aside.
		twice := a.c0.Add(a.c0).Quo(step)
		tie := way == HalfEven && twice.IsInt() && twice.IsOdd()
		if !tie && a.c1.Quo(step).IsInt() {
			return Form{c0: Round(a.c0, way, step), c1: a.c1}
		}
	}
	if c := a.curve; c != nil && c.op == opRound && c.step.Cmp(step) == 0 {
		return a // it stands on steps already
	}
	return formOf(&curve{op: opRound, a: a, step: step, way: way, dir: a.direction()})
}
