package formula

import (
	"math/big"
	"slices"
)

// SlopeEnv gives beside what names can be how far they go with one open given.
type SlopeEnv interface {
	SpanEnv
	// Slope is what [Formula.Slope] says of a name at an item.
	Slope(name string, item int) Span
}

// Slope 变动幅度 bounds how far the formula's number goes with one open given, whose place in [Span.Needs] is of, all else as it may
// be: of any two values of it the change of the formula lies within the Span times the change of the given. A Low of zero or more
// says that the formula never falls while the given rises, a High of zero or less that it never rises. Where it may jump either
// way, or may have no value between, both ends are open.
func (f *Formula) Slope(env SlopeEnv, item int, of int32) Span {
	r := sloper{spanner: spanner{env: env, item: item}, slopes: env, of: of}
	return r.node(f.root)
}

type sloper struct {
	spanner
	slopes SlopeEnv
	of     int32
}

// steep is a slope of which nothing is known; flat that of what stays.
var (
	steep = Span{Kind: Number}
	flat  = Span{Kind: Number, Low: new(big.Rat), High: new(big.Rat)}
)

// turns reports whether a value comes from the given at all.
func (r *sloper) turns(s Span) bool { return slices.Contains(s.Needs, r.of) }

func (r *sloper) node(n *Node) Span {
	at := r.spanner.node(n)
	switch {
	case n.Op == OpLeast: // has no span of its own below the root
	case !at.Present() || !at.Kind.IsOrdered():
		return steep
	case !r.turns(at) && n.Op != OpN:
		return flat
	}
	switch n.Op {
	case OpN:
		return flat
	case OpName:
		if s, _ := r.env.Span(n.Text, r.item); s.Absent {
			return steep
		}
		return r.slopes.Slope(n.Text, r.item)
	case OpAdd, OpSub:
		return slopeOf(n.Op, r.node(n.Args[0]), r.node(n.Args[1]))
	case OpMul:
		a, b := r.spanner.node(n.Args[0]), r.spanner.node(n.Args[1])
		return slopeOf(OpAdd, slopeOf(OpMul, a, r.node(n.Args[1])), slopeOf(OpMul, b, r.node(n.Args[0])))
	case OpDiv:
		by := r.spanner.node(n.Args[1])
		if !by.Present() || sign(by.Low, -1)*sign(by.High, 1) <= 0 {
			return steep
		}
		return slopeOf(OpDiv, slopeOf(OpSub, r.node(n.Args[0]), slopeOf(OpMul, at, r.node(n.Args[1]))), by)
	case OpMax, OpMin:
		out := r.node(n.Args[0])
		for _, arg := range n.Args[1:] {
			out = either(out, r.node(arg))
		}
		return out
	case OpIf:
		c := r.spanner.node(n.Args[0])
		switch {
		case r.turns(c):
			return steep
		case !c.False:
			return r.node(n.Args[1])
		case !c.True:
			return r.node(n.Args[2])
		}
		return either(r.node(n.Args[1]), r.node(n.Args[2]))
	case OpRound:
		if r.turns(r.spanner.node(n.Args[1])) {
			return steep
		}
		return steps(r.node(n.Args[0]))
	case OpSum, OpLargest, OpSmallest:
		return r.overItems(n)
	case OpLeast:
		return r.ofLeast(n.Args[0])
	}
	return steep
}

// overItems is the slope of what is put together from the items of a list of known length.
func (r *sloper) overItems(n *Node) Span {
	least, most, needs, ok := r.length(n.Args[0])
	if !ok || len(needs) > 0 || least != most {
		return steep
	}
	at := r.item
	defer func() { r.item = at }()
	out := flat
	for i := range most {
		r.item = int(i) + 1
		each := r.node(n.Args[0])
		switch {
		case n.Op == OpSum:
			out = slopeOf(OpAdd, out, each)
		case i == 0:
			out = each
		default:
			out = either(out, each)
		}
	}
	return out
}

// ofLeast is the slope of the least n for which a comparison holds: what makes it hold sooner for every n makes the number no greater.
func (r *sloper) ofLeast(condition *Node) Span {
	if condition.Op < OpEq || condition.Op > OpGe || condition.Op == OpEq || condition.Op == OpNe {
		return steep
	}
	r.n = Span{Kind: Count, Low: new(big.Rat), High: new(big.Rat).SetInt(farthest)}
	more, less := r.node(condition.Args[0]), r.node(condition.Args[1])
	if condition.Op == OpLt || condition.Op == OpLe {
		more, less = less, more
	}
	return steps(slopeOf(OpSub, less, more))
}

// steps is the slope of what goes the way of something by steps of any height.
func steps(s Span) Span {
	switch {
	case s.Low != nil && s.Low.Sign() == 0 && s.High != nil && s.High.Sign() == 0:
		return flat
	case s.Low != nil && s.Low.Sign() >= 0:
		return Span{Kind: Number, Low: new(big.Rat)}
	case s.High != nil && s.High.Sign() <= 0:
		return Span{Kind: Number, High: new(big.Rat)}
	}
	return steep
}

// slopeOf puts slopes together, whatever kinds of number they are of.
func slopeOf(op Op, a, b Span) Span {
	for _, s := range []*Span{&a, &b} {
		if !s.Present() {
			return steep
		}
		*s = Span{Kind: Number, Low: s.Low, High: s.High}
	}
	out := spanOf(op, a, b)
	return Span{Kind: Number, Low: out.Low, High: out.High}
}

// either is the slope of what goes with one or the other.
func either(a, b Span) Span {
	return Span{Kind: Number, Low: lower(a.Low, b.Low), High: higher(a.High, b.High)}
}
