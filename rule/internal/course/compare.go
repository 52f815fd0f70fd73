package course

import (
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// compare settles a comparison on the run, which ends where it turns.
func (w *Walker) compare(n *node, a, b Value) Value {
	switch {
	case a.kind == none || a.kind != b.kind:
		return Value{}
	case a.kind == isFlag:
		return Flag((a.flag == b.flag) == (n.op == formula.OpEq))
	case a.kind == isCode:
		return Flag((a.code == b.code) == (n.op == formula.OpEq))
	}
	if a.num.IsConst() && b.num.IsConst() {
		return Flag(holds(n.op, a.num.c0.Cmp(b.num.c0)))
	}
	return w.settle(n, n.op, w.run.sub(a.num, b.num))
}

// settle tells how a form stands to zero.
func (w *Walker) settle(n *node, op formula.Op, d Form) Value {
	v, ok := d.At(w.run.first)
	if !ok {
		return Value{}
	}
	w.spend(d.size())
	if !d.IsConst() {
		w.turn(n, op, &d, v.Sign())
	}
	return Flag(holds(op, v.Sign()))
}

// sign settles the sign of a form, and whether it is zero.
func (w *Walker) sign(n *node, d Form) (int, bool) {
	v, ok := d.At(w.run.first)
	if !ok {
		return 0, false
	}
	if !d.IsConst() {
		w.turn(n, formula.OpGe, &d, v.Sign())
		w.turn(n, formula.OpLe, &d, v.Sign())
	}
	return v.Sign(), true
}

func holds(op formula.Op, sign int) bool {
	switch op {
	case formula.OpLt:
		return sign < 0
	case formula.OpLe:
		return sign <= 0
	case formula.OpGt:
		return sign > 0
	case formula.OpGe:
		return sign >= 0
	}
	return (sign == 0) == (op == formula.OpEq)
}

// extreme is the larger or smaller of two. Which it is may change where they cross; that they
// meet changes nothing.
func (w *Walker) extreme(n *node, larger bool, a, b Value) Value {
	if a.kind != isNumber || b.kind != isNumber {
		return Value{}
	}
	d := w.run.sub(b.num, a.num) // above zero where b is the larger
	at, ok := d.At(w.run.first)
	if !ok {
		return Value{}
	}
	sign := at.Sign()
	if sign == 0 && !d.IsConst() { // they meet here: the one that is it just behind
		next, ok := d.At(w.run.first + 1)
		if !ok {
			w.turnsAt(w.run.first+1, n)
		} else if sign = next.Sign(); sign == 0 && d.curve != nil {
			w.turnsAt(w.run.first+1, n)
		}
	}
	if sign == 0 {
		return a
	}
	op := formula.OpGe // d stays at or above zero
	if sign < 0 {
		op = formula.OpLe
	}
	w.turn(n, op, &d, at.Sign())
	if (sign > 0) == larger {
		return b
	}
	return a
}
