package course

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// linear is (p + q·n) ÷ (r + s·n), n being the number looked for.
type linear struct{ p, q, r, s Form }

var unity = Const(one)

func zero(f *Form) bool { return f.IsConst() && f.c0.Sign() == 0 }

// least is the least n ≥ 0 for which a condition holds.
func (w *Walker) least(condition *node, item int) Value {
	if condition.op.IsComparison() && condition.op != formula.OpEq && condition.op != formula.OpNe {
		a, ok1, none1 := w.linear(condition.args[0], item)
		b, ok2, none2 := w.linear(condition.args[1], item)
		if none1 || none2 || w.err != nil {
			return Value{}
		}
		if ok1 && ok2 {
			if v, ok := w.solve(condition, a, b); ok {
				return v
			}
		}
	}
	return w.search(condition, item)
}

// linear computes a node with the number looked for in it; ok is false where it is no such
// quotient, and missing true where it has no value.
func (w *Walker) linear(n *node, item int) (out linear, ok, missing bool) {
	if !n.n {
		v := w.node(n, item)
		return linear{p: v.num, r: unity}, v.kind == isNumber, v.kind == none
	}
	if n.op == formula.OpN {
		return linear{q: unity, r: unity}, true, false
	}
	if len(n.args) != 2 {
		return out, false, false
	}
	a, ok1, none1 := w.linear(n.args[0], item)
	b, ok2, none2 := w.linear(n.args[1], item)
	if !ok1 || !ok2 {
		return out, false, none1 || none2
	}
	r := w.run
	switch n.op {
	case formula.OpAdd, formula.OpSub:
		if !a.r.Same(&b.r) || !a.s.Same(&b.s) {
			return out, false, false
		}
		if n.op == formula.OpSub {
			b.p, b.q = r.neg(b.p), r.neg(b.q)
		}
		return linear{r.add(a.p, b.p), r.add(a.q, b.q), a.r, a.s}, true, false
	case formula.OpMul:
		if !zero(&a.q) || !zero(&a.s) {
			a, b = b, a
		}
		if !zero(&a.q) || !zero(&a.s) {
			return out, false, false
		}
		return linear{r.mul(a.p, b.p), r.mul(a.p, b.q), r.mul(a.r, b.r), r.mul(a.r, b.s)}, true, false
	case formula.OpDiv:
		switch {
		case zero(&a.s) && zero(&b.s): // both over what n does not stand in
			if a.r.Same(&unity) && b.r.Same(&unity) {
				return linear{a.p, a.q, b.p, b.q}, true, false
			}
			if zero(&b.q) {
				return linear{r.mul(a.p, b.r), r.mul(a.q, b.r), r.mul(a.r, b.p), Form{}}, true, false
			}
		case zero(&b.q):
			return linear{r.mul(a.p, b.r), r.mul(a.q, b.r), r.mul(a.r, b.p), r.mul(a.s, b.p)}, true, false
		}
	}
	return out, false, false
}

// positive settles whether r + s·n is above zero for every n.
func (w *Walker) positive(n *node, l *linear) (yes, known bool) {
	sign, ok := w.sign(n, l.r)
	if !ok || sign <= 0 {
		return false, ok
	}
	grows, ok := w.sign(n, l.s)
	return grows >= 0, ok && grows >= 0
}

// solve gives the least n of a comparison; ok is false where it is not linear in n.
func (w *Walker) solve(n *node, a, b linear) (Value, bool) {
	for _, l := range []*linear{&a, &b} {
		switch yes, known := w.positive(n, l); {
		case !known:
			return Value{}, false
		case !yes:
			return Value{}, true // divided by nothing: it has no value
		}
	}
	r := w.run
	square := r.sub(r.mul(a.q, b.s), r.mul(b.q, a.s))
	if !zero(&square) {
		return Value{}, false
	}
	at := r.sub(r.mul(a.p, b.r), r.mul(b.p, a.r)) // the difference at n = 0
	by := r.sub(r.add(r.mul(a.p, b.s), r.mul(a.q, b.r)), r.add(r.mul(b.p, a.s), r.mul(b.q, a.r)))
	op := n.op
	if op == formula.OpLe || op == formula.OpLt {
		at, by = r.neg(at), r.neg(by)
		op = map[formula.Op]formula.Op{formula.OpLe: formula.OpGe, formula.OpLt: formula.OpGt}[op]
	}
	if w.settle(n, op, at).flag {
		return Number(exact.Rat{}), true
	}
	if sign, ok := w.sign(n, by); !ok || sign <= 0 {
		return Value{}, true // it never holds
	}
	need := r.div(r.neg(at), by)
	if op == formula.OpGe {
		return Value{kind: isNumber, num: w.run.round(need, Up, one)}, true
	}
	more := w.run.round(need, Down, one)
	return Value{kind: isNumber, num: w.run.add(more, unity)}, true
}

// farthest is beyond every number that is looked for.
var farthest = exact.Of(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 80)))

// search looks for the least n of a condition that is not linear in it, as for one that stays once it holds, at the first
// point; it is the number for as long as the condition holds for it and fails for the one before, each of which is followed as any
// other comparison.
func (w *Walker) search(condition *node, item int) Value {
	if !w.runs(condition, item) {
		return w.searchHere(condition, item)
	}
	w.warm(condition, item) // so that no step is remembered as it is at the first point alone
	if w.err != nil {
		return Value{}
	}
	whole := w.run
	w.run.beyond = w.run.first
	v := w.searchHere(condition, item)
	w.run = whole
	if w.err != nil || v.kind != isNumber {
		if w.err == nil { // where none is found, it is not known how far that holds
			w.err = ErrUnsolved
		}
		return Value{}
	}
	n := v.num.c0
	if is := w.withN(condition, item, n); w.err == nil && !is.flag {
		w.err = ErrUnsolved
	}
	if n.Sign() > 0 {
		if is := w.withN(condition, item, n.Sub(one)); w.err == nil && is.flag {
			w.err = ErrUnsolved
		}
	}
	if w.err != nil {
		return Value{}
	}
	return v
}

// warm computes every name below a node, at each item.
func (w *Walker) warm(n *node, item int) {
	w.spend(1)
	switch n.op {
	case formula.OpName:
		if n.place.List == "" || item > 0 {
			w.name(n, item)
		}
		return
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest:
		for i := range w.givens.Items(n.list) {
			w.warm(n.args[0], i+1)
		}
		return
	}
	for _, a := range n.args {
		w.warm(a, item)
	}
}

// searchHere looks by doubling, then by halving, where nothing runs; [formula.Formula.Proves] holds the kernel's own n against the
// formula.
func (w *Walker) searchHere(condition *node, item int) Value {
	failed := false
	is := func(n exact.Rat) bool {
		v := w.withN(condition, item, n)
		failed = failed || v.kind != isFlag
		return v.flag
	}
	low, high := exact.Int(-1), exact.Int(0)
	for !is(high) && !failed && w.err == nil {
		if high.Cmp(farthest) > 0 {
			return Value{}
		}
		low, high = high, high.Add(high).Add(one)
	}
	for high.Sub(low).Cmp(one) > 0 && !failed && w.err == nil {
		middle := low.Add(high).Mul(half).Floor()
		if is(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	if failed || w.err != nil {
		return Value{}
	}
	return Number(high)
}

// runs reports whether something below a node is not the same everywhere.
func (w *Walker) runs(n *node, item int) bool {
	w.spend(1)
	switch n.op {
	case formula.OpName:
		if n.place.List != "" && item == 0 {
			return false // looked at under its aggregate
		}
		v := w.name(n, item)
		return v.kind == isNumber && !v.num.IsConst()
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest:
		for i := range w.givens.Items(n.list) {
			if w.runs(n.args[0], i+1) {
				return true
			}
		}
		return false
	}
	for _, a := range n.args {
		if w.runs(a, item) {
			return true
		}
	}
	return false
}

// withN computes a condition for one n.
func (w *Walker) withN(n *node, item int, at exact.Rat) Value {
	had := w.number
	w.number = &at
	v := w.node(n, item)
	w.number = had
	return v
}
