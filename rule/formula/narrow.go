package formula

import (
	"math/big"
	"slices"
)

// NarrowEnv is told what names of a formula are confined to.
type NarrowEnv interface {
	SpanEnv
	// Narrow says that a name at an item, wherever it has a value, has none outside a span. Of what is not in order the span lists
	// what it can still be.
	Narrow(name string, item int, to Bounds)
}

// Bounds 界限 confine a value: at least Low, at most High, beyond them where Above and Below say so; nil for an open end. What is not in
// order is confined by Within.
type Bounds struct {
	Low, High    *big.Rat
	Above, Below bool // Low itself, High itself is outside
	Within       Span // of a Flag, Choice, Rounding or Text
	// Given and Left say of an optional value that it is given, or that it is not.
	Given, Left bool
}

// Narrow 反推界限 tells env what the names of the formula are confined to where the formula's number lies between low and high, nil for
// an open end. It is meant for a formula that has a value in every case there is: a divisor is not zero then, an optional value that
// the formula reads is given.
func (f *Formula) Narrow(env NarrowEnv, item int, low, high *big.Rat) {
	f.NarrowTo(env, item, Bounds{Low: low, High: high})
}

// NarrowRefused 排除情形 tells env what the names of a condition are confined to where it never holds. A case in which the condition has
// no value, since it reads what is not given, is not one in which it holds.
func (f *Formula) NarrowRefused(env NarrowEnv) {
	r := narrower{spanner: spanner{env: env}, to: env}
	r.is(f.root, false)
}

// Decided 必然 reports that a condition holds for certain, or for certain does not: it has a value at an item, and that one, whatever
// names that are not certain are.
func (f *Formula) Decided(env SpanEnv, item int) (holds, fails bool) {
	r := narrower{spanner: spanner{env: env, item: item}}
	if s := r.node(f.root); s.Kind != Flag || s.True == s.False || !r.settled(f.root) {
		return false, false
	} else {
		return s.True, s.False
	}
}

// settled reports that a condition has a value, and the same in every case: what is joined is not looked at where what stands before it
// decides.
func (r *narrower) settled(n *Node) bool {
	if n.Op == OpAnd || n.Op == OpOr {
		a := r.node(n.Args[0])
		return r.settled(n.Args[0]) && (n.Op == OpAnd && a.False && !a.True || n.Op == OpOr && a.True && !a.False || r.settled(n.Args[1]))
	}
	return r.sure(n)
}

type narrower struct {
	spanner
	to     NarrowEnv
	valued bool // the formula has a value in every case
	// assumed is a name that is taken to have a value, for nothing else is confined meanwhile: where it has none, there is nothing to
	// confine.
	assumed string
}

// tell hands on what a name is confined to.
func (r *narrower) tell(name string, to Bounds) {
	if r.assumed == "" || r.assumed == name {
		to.Given = r.valued
		r.to.Narrow(name, r.item, to)
	}
}

// sure reports that a node has a value in every case.
func (r *narrower) sure(n *Node) bool {
	if r.valued {
		return true
	}
	switch n.Op {
	case OpNumber, OpCode, OpTrue, OpFalse, OpGiven, OpCount:
		return true
	case OpName:
		s, ok := r.env.Span(n.Text, r.item)
		return ok && s.Present() && (!s.Absent || n.Text == r.assumed)
	case OpDiv:
		by := r.node(n.Args[1])
		if !by.Present() || sign(by.Low, -1)*sign(by.High, 1) <= 0 {
			return false
		}
	case OpRound:
		if mode := r.node(n.Args[1]); !mode.Present() || mode.Any {
			return false
		}
	case OpAdd, OpSub, OpMul, OpEq, OpNe, OpLt, OpLe, OpGt, OpGe, OpAnd, OpOr, OpNot, OpMax, OpMin, OpIf:
	case OpSum, OpAll, OpAny, OpLargest, OpSmallest:
		return r.sureOfItems(n)
	default:
		return false
	}
	return !slices.ContainsFunc(n.Args, func(a *Node) bool { return !r.sure(a) })
}

// is takes it that a node is so, wherever it has a value.
func (r *narrower) is(n *Node, so bool) {
	switch n.Op {
	case OpName:
		r.tell(n.Text, Bounds{Within: Span{Kind: Flag, True: so, False: !so}})
	case OpNot:
		r.is(n.Args[0], !so)
	case OpGiven:
		r.given(n.Args[0].Text, so)
	case OpIf:
		r.branches(n, Bounds{Within: Span{Kind: Flag, True: so, False: !so}})
	case OpAll, OpAny:
		r.items(n, so)
	case OpAnd, OpOr:
		a, b := n.Args[0], n.Args[1]
		if so == (n.Op == OpAnd) { // both are so; the second is looked at where the first has a value
			r.is(a, so)
			if r.sure(a) {
				r.is(b, so)
			}
			return
		}
		// One of them is: where the other is not, for certain, this one.
		if s := r.node(a); r.sure(a) && s.Present() && (so && !s.True || !so && !s.False) {
			r.is(b, so)
		}
		if s := r.node(b); r.sure(b) && s.Present() && (so && !s.True || !so && !s.False) {
			r.is(a, so)
		}
	case OpEq, OpNe, OpLt, OpLe, OpGt, OpGe:
		op := n.Op
		if !so {
			op = opposite[op]
		}
		r.compared(op, n.Args[0], n.Args[1])
		r.compared(mirrored[op], n.Args[1], n.Args[0])
	}
}

// opposite is the comparison that holds where one does not, mirrored the one that holds of b and a.
var (
	opposite = map[Op]Op{OpEq: OpNe, OpNe: OpEq, OpLt: OpGe, OpGe: OpLt, OpGt: OpLe, OpLe: OpGt}
	mirrored = map[Op]Op{OpEq: OpEq, OpNe: OpNe, OpLt: OpGt, OpGt: OpLt, OpLe: OpGe, OpGe: OpLe}
)

// compared confines a by a op b.
func (r *narrower) compared(op Op, a, b *Node) {
	by := r.node(b)
	if !by.Present() {
		return
	}
	if !r.sure(b) {
		if r.assumed != "" {
			return
		}
		defer func() { r.assumed = "" }()
		if r.assumed = r.optional(b); r.assumed == "" || !r.sure(b) {
			return
		}
	}
	if !by.Kind.IsOrdered() {
		r.chosen(op, a, by)
		return
	}
	switch op {
	case OpLt, OpLe:
		r.within(a, Bounds{High: by.High, Below: op == OpLt})
	case OpGt, OpGe:
		r.within(a, Bounds{Low: by.Low, Above: op == OpGt})
	case OpEq:
		r.within(a, Bounds{Low: by.Low, High: by.High})
	case OpNe:
		if s := r.node(a); by.IsCertain() && s.Present() { // an end that it is not
			if s.Low != nil && s.Low.Cmp(by.Low) == 0 {
				r.within(a, Bounds{Low: s.Low, Above: true})
			}
			if s.High != nil && s.High.Cmp(by.Low) == 0 {
				r.within(a, Bounds{High: s.High, Below: true})
			}
		}
	}
}

// optional is the first name below a node that may have no value.
func (r *narrower) optional(n *Node) string {
	if n.Op == OpName {
		if s, ok := r.env.Span(n.Text, r.item); ok && s.Absent && s.Present() {
			return n.Text
		}
		return ""
	}
	for _, a := range n.Args {
		if name := r.optional(a); name != "" {
			return name
		}
	}
	return ""
}

// chosen confines a name that is one of some codes, or a truth value.
func (r *narrower) chosen(op Op, a *Node, by Span) {
	if a.Op != OpName || by.Any {
		return
	}
	s, ok := r.env.Span(a.Text, r.item)
	if !ok || !s.Present() || s.Any {
		return
	}
	to := Span{Kind: s.Kind}
	if op == OpEq {
		to.True, to.False = s.True && by.True, s.False && by.False
		for _, c := range s.Codes {
			if slices.Contains(by.Codes, c) {
				to.Codes = append(to.Codes, c)
			}
		}
	} else {
		if !by.IsCertain() {
			return
		}
		to.True, to.False = s.True && !by.True, s.False && !by.False
		for _, c := range s.Codes {
			if !slices.Contains(by.Codes, c) {
				to.Codes = append(to.Codes, c)
			}
		}
	}
	r.tell(a.Text, Bounds{Within: to})
}

// within takes it that a number lies within bounds, wherever it has a value.
func (r *narrower) within(n *Node, to Bounds) {
	if to.Within.Kind != 0 {
		r.among(n, to)
		return
	}
	if to.Low == nil && to.High == nil {
		return
	}
	switch n.Op {
	case OpName:
		r.tell(n.Text, to)
	case OpAdd, OpSub, OpMul, OpDiv:
		r.operands(n, to)
	case OpMax, OpMin:
		r.extremes(n, to)
	case OpIf:
		r.branches(n, to)
	case OpSum:
		r.summands(n, to)
	case OpRound:
		r.rounded(n, to)
	}
}

// rounded confines what is rounded, the one way that is known, by what comes of it.
func (r *narrower) rounded(n *Node, to Bounds) {
	mode := r.node(n.Args[1])
	if !r.sure(n.Args[1]) || mode.Any || len(mode.Codes) != 1 {
		return
	}
	how, fen, ok := rounding(mode.Codes[0])
	if !ok {
		return
	}
	var in Bounds
	step := big.NewRat(fen, 100)
	if to.Low != nil { // the least of its steps that is within
		in.Low = roundTo(to.Low, step, true)
		if to.Above && in.Low.Cmp(to.Low) == 0 {
			in.Low.Add(in.Low, step)
		}
	}
	if to.High != nil {
		in.High = roundTo(to.High, step, false)
		if to.Below && in.High.Cmp(to.High) == 0 {
			in.High.Sub(in.High, step)
		}
	}
	if in.Low != nil && how != "down" { // what is rounded up to it is above the step before
		in.Low, in.Above = in.Low.Sub(in.Low, step), how == "up"
	}
	if in.High != nil && how != "up" {
		in.High, in.Below = in.High.Add(in.High, step), how == "down"
	}
	r.within(n.Args[0], in)
}

// roundTo is the first multiple of a step at a number or above it, or else below it.
func roundTo(v, step *big.Rat, up bool) *big.Rat {
	n := new(big.Rat).Quo(v, step)
	whole := new(big.Int).Div(n.Num(), n.Denom())
	if up && !n.IsInt() {
		whole.Add(whole, one.Num())
	}
	return n.SetInt(whole).Mul(n, step)
}

// operands confines each of two numbers by the other.
func (r *narrower) operands(n *Node, to Bounds) {
	x, y := n.Args[0], n.Args[1]
	a, b := r.node(x), r.node(y)
	if !a.Present() || !b.Present() {
		return
	}
	if r.sure(y) {
		switch {
		case n.Op == OpAdd:
			r.within(x, Bounds{Low: plus(to.Low, minus(b.High)), High: plus(to.High, minus(b.Low)), Above: to.Above, Below: to.Below})
		case n.Op == OpSub:
			r.within(x, Bounds{Low: plus(to.Low, b.Low), High: plus(to.High, b.High), Above: to.Above, Below: to.Below})
		case n.Op == OpMul && b.Low != nil && b.Low.Sign() > 0:
			low, high := times(to.Low, to.High, inverse(b.High), inverse(b.Low))
			r.within(x, Bounds{Low: low, High: high})
		case n.Op == OpDiv && b.Low != nil && b.Low.Sign() >= 0 && r.valued: // and it is not zero
			low, high := times(to.Low, to.High, b.Low, b.High)
			r.within(x, Bounds{Low: low, High: high})
		}
	}
	if r.sure(x) {
		switch {
		case n.Op == OpAdd:
			r.within(y, Bounds{Low: plus(to.Low, minus(a.High)), High: plus(to.High, minus(a.Low)), Above: to.Above, Below: to.Below})
		case n.Op == OpSub:
			r.within(y, Bounds{Low: plus(a.Low, minus(to.High)), High: plus(a.High, minus(to.Low)), Above: to.Below, Below: to.Above})
		case n.Op == OpMul && a.Low != nil && a.Low.Sign() > 0:
			low, high := times(to.Low, to.High, inverse(a.High), inverse(a.Low))
			r.within(y, Bounds{Low: low, High: high})
		case n.Op == OpDiv && b.Low != nil && b.Low.Sign() >= 0 && a.Low != nil && a.Low.Sign() >= 0 && r.valued:
			var by Bounds // a ÷ b ≤ high: b ≥ a ÷ high
			if to.High != nil && to.High.Sign() > 0 {
				by.Low = new(big.Rat).Quo(a.Low, to.High)
			}
			if to.Low != nil && to.Low.Sign() > 0 && a.High != nil {
				by.High = new(big.Rat).Quo(a.High, to.Low)
			}
			r.within(y, by)
		}
	}
}

// extremes confines what the larger or smaller is taken of: none is beyond it, and one reaches it.
func (r *narrower) extremes(n *Node, to Bounds) {
	if !r.sure(n) {
		return
	}
	larger := n.Op == OpMax
	beyond, reached := Bounds{High: to.High, Below: to.Below}, Bounds{Low: to.Low, Above: to.Above}
	if !larger {
		beyond, reached = Bounds{Low: to.Low, Above: to.Above}, Bounds{High: to.High, Below: to.Below}
	}
	for i, arg := range n.Args {
		r.within(arg, beyond)
		others := true
		for k, other := range n.Args {
			if s := r.node(other); k != i {
				others = others && s.Present() && (larger && s.High != nil && reached.Low != nil && s.High.Cmp(reached.Low) < 0 ||
					!larger && s.Low != nil && reached.High != nil && s.Low.Cmp(reached.High) > 0)
			}
		}
		if others {
			r.within(arg, reached)
		}
	}
}

// maxSummands is how many items of a sum are confined one by one.
const maxSummands = 32

// summands confines each item of a sum by the others.
func (r *narrower) summands(n *Node, to Bounds) {
	least, most, needs, ok := r.length(n.Args[0])
	if !ok || len(needs) > 0 || least != most || most > maxSummands || !r.sure(n) {
		return
	}
	at := r.item
	defer func() { r.item = at }()
	each := make([]Span, most)
	for i := range each {
		r.item = i + 1
		if each[i] = r.node(n.Args[0]); !each[i].Present() {
			return
		}
	}
	for i := range each {
		rest := Certain(Value{Kind: Number, Rat: new(big.Rat)})
		for k := range each {
			if k != i {
				rest.Low, rest.High = plus(rest.Low, each[k].Low), plus(rest.High, each[k].High)
			}
		}
		r.item = i + 1
		r.within(n.Args[0], Bounds{Low: plus(to.Low, minus(rest.High)), High: plus(to.High, minus(rest.Low)), Above: to.Above, Below: to.Below})
	}
}
