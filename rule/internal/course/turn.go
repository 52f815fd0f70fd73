package course

import (
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// turn ends the run before the first point at which a form stands otherwise to zero than at the
// first point of the run, where its sign is known.
func (w *Walker) turn(n *node, op formula.Op, d *Form, sign int) {
	if d.curve == nil {
		w.turnOfLine(n, op, d, sign)
		return
	}
	if dir := d.direction(); dir != unknown && w.turnOfMonotone(n, op, d, sign) {
		return
	}
	if t, found := w.turnWithin(op, d, holds(op, sign), run{w.run.first + 1, w.run.beyond}); found {
		w.turnsAt(t, n)
	}
}

// turnWithin finds the first point of a stretch at which a form that neither only rises nor only falls stands
// otherwise: it leaves aside what its bounds decide, and halves the rest.
func (w *Walker) turnWithin(op formula.Op, d *Form, was bool, r run) (int64, bool) {
	w.spend(4 * d.size()) // bounds look at each form below more than once
	if r.first > r.beyond || w.err != nil {
		return 0, false
	}
	if low, high, ok := r.bounds(d); ok {
		l, h := low.Sign(), high.Sign()
		// Between two ends on which an order holds alike it holds alike; equality does where both
		// are on one side of zero, or at it.
		if holds(op, l) == holds(op, h) && (l == h || op != formula.OpEq && op != formula.OpNe) {
			return r.first, holds(op, l) != was
		}
	}
	if r.first == r.beyond {
		return 0, false // it has no value there
	}
	middle := r.first + (r.beyond-r.first)/2
	if t, found := w.turnWithin(op, d, was, run{r.first, middle}); found || w.err != nil {
		return t, found
	}
	return w.turnWithin(op, d, was, run{middle + 1, r.beyond})
}

// turnOfLine solves for it.
func (w *Walker) turnOfLine(n *node, op formula.Op, d *Form, sign int) {
	after := d.c1.Sign() // the sign far out
	if sign == after || sign != 0 && sign != -after {
		return // it never comes to zero
	}
	root := d.c0.Quo(d.c1).Neg()
	floor := root.Floor()
	try := func(at exact.Rat, then int) bool {
		t, ok := at.Int64()
		if !ok || t > w.run.beyond {
			return true // beyond the run
		}
		if t <= w.run.first || holds(op, then) == holds(op, sign) {
			return false
		}
		w.crosses(t, n, root)
		return true
	}
	if root.IsInt() && try(root, 0) {
		return
	}
	try(floor.Add(one), after)
}

// turnOfMonotone halves. It reports false where the form cannot be computed at the end.
func (w *Walker) turnOfMonotone(n *node, op formula.Op, d *Form, sign int) bool {
	end, ok := w.signAt(d, w.run.beyond)
	last := w.run.beyond
	if !ok { // it may not be there just behind the run
		if last--; last <= w.run.first {
			return true
		}
		if end, ok = w.signAt(d, last); !ok {
			return false
		}
	}
	if end == sign {
		return true
	}
	was := holds(op, sign)
	differs := func(s int) bool { return holds(op, s) != was }
	if op == formula.OpEq || op == formula.OpNe { // it may be at zero between
		differs = func(s int) bool { return s != sign }
	}
	if !differs(end) {
		return true
	}
	low, high := w.run.first, last
	for high-low > 1 && w.err == nil {
		middle := low + (high-low)/2
		s, ok := w.signAt(d, middle)
		if !ok {
			return false
		}
		if differs(s) {
			high, end = middle, s
		} else {
			low = middle
		}
	}
	if holds(op, end) != was {
		w.turnsAt(high, n)
	}
	return true
}

func (w *Walker) signAt(d *Form, t int64) (int, bool) {
	w.spend(d.size())
	v, ok := d.At(t)
	return v.Sign(), ok
}
