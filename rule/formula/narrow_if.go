package formula

import "math/big"

// NarrowTo 反推至一值 tells env what the names of the formula are confined to where it is one value: a truth value, a code, or a number as
// [Formula.Narrow] says. It is meant for a formula that has a value in every case there is.
func (f *Formula) NarrowTo(env NarrowEnv, item int, v Value) {
	if v.Kind.IsOrdered() {
		f.Narrow(env, item, v.Rat, v.Rat)
		return
	}
	r := narrower{spanner: spanner{env: env, item: item}, to: env, valued: true}
	if v.Kind == Flag {
		r.is(f.root, v.Flag)
		return
	}
	r.coded(f.root, v)
}

// coded takes it that a node is a code.
func (r *narrower) coded(n *Node, v Value) {
	switch n.Op {
	case OpName:
		r.tell(n.Text, Bounds{Within: Span{Kind: v.Kind, Codes: []string{v.Text}}})
	case OpIf:
		if way := r.way(n, func(s Span) bool { return s.Contains(v) }); way != nil {
			r.coded(way, v)
		}
	}
}

// way is the branch that a condition takes, where it is known or where what comes of the other is not what it is; nil where both can be.
// Where it is known by what comes of it, so is the condition.
func (r *narrower) way(n *Node, can func(Span) bool) *Node {
	c := r.node(n.Args[0])
	switch {
	case !r.sure(n.Args[0]) || !c.Present():
		return nil
	case !c.False:
		return n.Args[1]
	case !c.True:
		return n.Args[2]
	case !r.sure(n):
		return nil
	}
	first, second := r.node(n.Args[1]), r.node(n.Args[2])
	one, other := first.Present() && can(first), second.Present() && can(second)
	switch {
	case one && !other:
		r.is(n.Args[0], true)
		return n.Args[1]
	case other && !one:
		r.is(n.Args[0], false)
		return n.Args[2]
	}
	return nil
}

// meets reports whether a number may lie within bounds.
func meets(s Span, to Bounds) bool {
	if !s.Kind.IsOrdered() {
		return true
	}
	if s.High != nil && to.Low != nil {
		if c := s.High.Cmp(to.Low); c < 0 || c == 0 && to.Above {
			return false
		}
	}
	if s.Low != nil && to.High != nil {
		if c := s.Low.Cmp(to.High); c > 0 || c == 0 && to.Below {
			return false
		}
	}
	return true
}

// least confines the condition whose least number lies between low and high: it holds of that one, and of none below it.
func (r *narrower) least(condition *Node, low, high *big.Rat) {
	from := new(big.Rat)
	if low != nil && low.Sign() > 0 {
		from = roundTo(low, one, true)
	}
	r.n = Span{Kind: Count, Low: from, High: high}
	if r.n.Present() {
		r.is(condition, true)
	}
	if from.Sign() > 0 {
		before := new(big.Rat).Sub(from, one)
		r.n = Span{Kind: Count, Low: before, High: before}
		r.is(condition, false)
	}
}
