package live

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// Sheet is where a formula's values stand.
type Sheet interface {
	// Value gives the cells of a parameter, fact or earlier step at an item, 0 outside lists.
	Value(name string, item int) (Value, bool)
	// Present is the condition that an optional parameter or fact is given.
	Present(name string, item int) (string, bool)
	// List is the list to whose items a name belongs, and how many items it has; -1 for none.
	List(name string) (list string, items int)
	// Put writes a formula into a cell of its own beside the step, and gives the cell.
	Put(formula string) string
}

// Translate writes a formula for a spreadsheet: exactly, or not at all. Whole numbers stay below [Limit]; where one on
// the way would not, the cell is an error value. What is absent is #N/A. The error is a [*NotLive].
func Translate(f *formula.Formula, at Sheet, item int) (Value, error) {
	t := translator{Sheet: at, item: item}
	return t.root(f.Root())
}

type translator struct {
	Sheet
	item   int
	inside bool
	inner  map[*formula.Node]Value // aggregates within one: they are the same at each of its items
	n      *Value                  // what n is, within least
}

func (t *translator) root(n *formula.Node) (Value, error) {
	if n.Op == formula.OpLeast {
		return t.least(n.Args[0])
	}
	return t.node(n)
}

func (t *translator) node(n *formula.Node) (Value, error) {
	switch n.Op {
	case formula.OpNumber:
		kind := formula.Number
		v, err := formula.ParseValue(kind, n.Text)
		if err != nil {
			return Value{}, notLive(err.Error(), err.Error())
		}
		return Exactly(v), nil
	case formula.OpCode:
		return Value{Kind: formula.Choice, n: text(n.Text), d: unity, total: true}, nil
	case formula.OpTrue, formula.OpFalse:
		return flag(atom(boolean(n.Op == formula.OpTrue)), true), nil
	case formula.OpName:
		v, ok := t.Value(n.Text, t.item)
		if !ok {
			return v, unknown(n.Text)
		}
		return v, nil
	case formula.OpN:
		if t.n != nil {
			return *t.n, nil
		}
		return Value{}, notLive("此处的n不能直接求出", "n cannot be solved for here")
	case formula.OpGiven:
		c, ok := t.Present(n.Args[0].Text, t.item)
		if !ok {
			return Value{}, unknown(n.Args[0].Text)
		}
		return flag(atom(c), true), nil
	case formula.OpCount:
		_, items := t.List(n.Args[0].Text)
		if items < 0 {
			return Value{}, unknown(n.Args[0].Text)
		}
		return whole(formula.Count, items), nil
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest:
		return t.aggregate(n)
	case formula.OpPower:
		return t.power(n)
	case formula.OpRound:
		return t.round(n)
	}
	args := make([]Value, len(n.Args))
	for i, a := range n.Args {
		var err error
		if args[i], err = t.node(a); err != nil {
			return Value{}, err
		}
	}
	return t.operator(n.Op, args)
}

func (t *translator) operator(op formula.Op, args []Value) (Value, error) {
	switch op {
	case formula.OpAdd, formula.OpSub:
		a, b := t.common(args[0], args[1])
		return plus(op, a, b), nil
	case formula.OpMul:
		return times(args[0], args[1]), nil
	case formula.OpDiv:
		return t.divided(args[0], args[1]), nil
	case formula.OpEq, formula.OpNe, formula.OpLt, formula.OpLe, formula.OpGt, formula.OpGe:
		return compared(op, args[0], args[1]), nil
	case formula.OpAnd, formula.OpOr:
		return t.joined(op == formula.OpAnd, args[0], args[1]), nil
	case formula.OpNot:
		return flag(call("NOT", args[0].n.s), args[0].total), nil
	case formula.OpIf:
		return t.chosen(args[0], args[1], args[2]), nil
	case formula.OpMax, formula.OpMin:
		return t.extreme(op == formula.OpMax, args), nil
	}
	return Value{}, notLive("电子表格没有这种精确运算："+op.String(), "a spreadsheet has no exact form of "+op.String())
}

// together is the kind of two values that are added, compared or alternatives; a plain number takes the other's.
func together(a, b Value) formula.Kind {
	if a.Kind == formula.Number || b.Kind == formula.Month {
		return b.Kind
	}
	return a.Kind
}

// same brings two numbers to one denominator. A zero has every denominator. Two literals have a small one in common.
func same(a, b Value) (x, y, d, sizeX, sizeY ex) {
	switch {
	case a.n == zero:
		return zero, b.n, b.d, zero, b.size
	case b.n == zero:
		return a.n, zero, a.d, a.size, zero
	case a.d == b.d:
		return a.n, b.n, a.d, a.size, b.size
	}
	if p, ok := a.d.whole(); ok {
		if q, ok := b.d.whole(); ok {
			g := new(big.Int).GCD(nil, nil, p, q)
			up, uq := literal(new(big.Int).Quo(q, g)), literal(new(big.Int).Quo(p, g))
			return mul(a.n, up), mul(b.n, uq), mul(a.d, up), mul(a.size, up), mul(b.size, uq)
		}
	}
	return mul(a.n, b.d), mul(b.n, a.d), mul(a.d, b.d), mul(a.size, b.d), mul(b.size, a.d)
}

// common brings two numbers to the least common multiple of their denominators, where one of these is a cell; in
// cells of its own.
func (t *translator) common(a, b Value) (Value, Value) {
	if a.d == b.d || a.n == zero || b.n == zero || a.fixed() && b.fixed() || a.d == unity || b.d == unity {
		return a, b
	}
	a, b = t.settle(a), t.settle(b)
	d := atom(t.Put("IF(" + compare("<", mul(a.d, b.d), atom(Limit)).s + ",LCM(" + a.d.s + "," + b.d.s + ")," + beyond + ")"))
	for _, v := range []*Value{&a, &b} {
		times := "(" + d.s + "/" + v.d.at(bindAtom) + ")"
		if v.d == d {
			continue
		}
		v.n, v.size, v.d, v.guard = mul(v.n, atom(times)), mul(v.size, atom(times)), d, true
	}
	return a, b
}

func plus(op formula.Op, a, b Value) Value {
	x, y, d, sx, sy := same(a, b)
	v := Value{Kind: together(a, b), d: d, size: add(sx, sy), guard: true, total: a.total && b.total}
	if a.Kind == formula.Month && b.Kind == formula.Month {
		v.Kind = formula.Count
	}
	if v.n = add(x, y); op == formula.OpSub {
		v.n = sub(x, y)
	} else {
		v.nonneg = a.nonneg && b.nonneg
	}
	return v
}

func times(a, b Value) Value {
	v := Value{Kind: a.Kind, n: mul(a.n, b.n), d: mul(a.d, b.d), size: mul(a.size, b.size), guard: true,
		total: a.total && b.total, nonneg: a.nonneg && b.nonneg}
	if b.Kind == formula.Money {
		v.Kind = b.Kind
	}
	return v
}

// divided multiplies by the inverse, whose denominator is made positive. What is divided by zero is absent.
func (t *translator) divided(a, b Value) Value {
	v := Value{Kind: a.Kind, guard: true, nonneg: a.nonneg && b.nonneg}
	if b.Kind == formula.Money && a.Kind == formula.Money {
		v.Kind = formula.Ratio
	}
	if x, ok := b.n.whole(); ok && x.Sign() > 0 {
		v.n, v.d, v.size, v.total = mul(a.n, b.d), mul(a.d, b.n), mul(a.size, b.d), a.total
		return v
	}
	b = t.settle(b)
	by := atom(t.Put("IF(" + compare("=", b.n, zero).s + "," + absent + "," + b.size.s + ")"))
	v.n, v.d, v.size = mul(a.n, b.d), mul(a.d, by), mul(a.size, b.d)
	if !b.nonneg {
		v.n = mul(call("SIGN", b.n.s), v.n)
	}
	return v
}

var signs = map[formula.Op]string{formula.OpEq: "=", formula.OpNe: "<>", formula.OpLt: "<", formula.OpLe: "<=", formula.OpGt: ">", formula.OpGe: ">="}

// compared compares numbers by their products across; nothing is divided.
func compared(op formula.Op, a, b Value) Value {
	total := a.total && b.total
	if a.Kind == formula.Text || b.Kind == formula.Text {
		e := call("EXACT", a.n.s, b.n.s)
		if op == formula.OpNe {
			e = call("NOT", e.s)
		}
		return flag(e, total)
	}
	if !a.Kind.IsOrdered() {
		return flag(compare(signs[op], a.n, b.n), total)
	}
	x, y, d, sx, sy := same(a, b)
	v := Value{Kind: formula.Flag, n: compare(signs[op], x, y), d: unity, size: greatest(sx, sy), guard: a.guard || b.guard || d != a.d || d != b.d}
	return flag(v.bounded(v.n), total)
}

// joined is and, or or. The right side is read only where the left does not decide, unless both are always there.
func (t *translator) joined(and bool, a, b Value) Value {
	total := a.total && b.total
	switch {
	case and && total:
		return flag(call("AND", a.n.s, b.n.s), true)
	case total:
		return flag(call("OR", a.n.s, b.n.s), true)
	case and:
		return flag(call("IF", a.n.s, b.n.s, boolean(false)), false)
	}
	return flag(call("IF", a.n.s, boolean(true), b.n.s), false)
}

// long is how long a condition may be that is written more than once.
const long = 24

func (t *translator) chosen(c, a, b Value) Value {
	if len(c.n.s) > long {
		c.n = atom(t.Put(c.n.s))
	}
	v := Value{Kind: together(a, b), n: when(c.n, a.n, b.n), d: unity, guard: a.guard || b.guard, total: c.total && a.total && b.total, nonneg: a.nonneg && b.nonneg}
	if !v.Kind.IsOrdered() {
		return v
	}
	v.size = when(c.n, a.size, b.size)
	switch {
	case a.n == zero:
		v.d = b.d
	case b.n == zero:
		v.d = a.d
	default:
		v.d = when(c.n, a.d, b.d)
	}
	if !v.fixed() && (a.n == zero || b.n == zero) { // the other branch's denominator may be absent here
		v.d = when(c.n, orOne(a), orOne(b))
	}
	return v
}

func orOne(v Value) ex {
	if v.n == zero {
		return unity
	}
	return v.d
}

func (t *translator) extreme(most bool, args []Value) Value {
	best := args[0]
	for _, b := range args[1:] {
		best = t.further(most, best, b)
	}
	return best
}

func (t *translator) further(most bool, a, b Value) Value {
	name, op := "MIN", formula.OpLe
	if most {
		name, op = "MAX", formula.OpGe
	}
	v := Value{Kind: together(a, b), guard: a.guard || b.guard, total: a.total && b.total, nonneg: a.nonneg && b.nonneg || most && (a.nonneg || b.nonneg)}
	if a.d == b.d || a.n == zero || b.n == zero {
		var x, y ex
		x, y, v.d, _, _ = same(a, b)
		v.n, v.size = call(name, x.s, y.s), greatest(a.size, b.size)
		return v
	}
	a, b = t.settle(a), t.settle(b)
	first := atom(t.Put(compared(op, a, b).n.s))
	v.n, v.d, v.size, v.guard = when(first, a.n, b.n), when(first, a.d, b.d), when(first, a.size, b.size), false
	return v
}

// settle puts what is computed into cells of its own.
func (t *translator) settle(v Value) Value {
	if !v.guard {
		return v
	}
	n, d := v.bounded(v.n), v.bounded(v.d)
	if _, ok := n.whole(); !ok {
		n = atom(t.Put(n.s))
	}
	if !v.fixed() {
		d = atom(t.Put(d.s))
	}
	return Given(v.Kind, n.s, d.s, v.total, v.nonneg)
}

// whole is a whole number that is known and not negative.
func whole(kind formula.Kind, n int) Value {
	e := atom(itoa(n))
	return Value{Kind: kind, n: e, d: unity, size: e, total: true, nonneg: true}
}
