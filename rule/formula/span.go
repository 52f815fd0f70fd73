package formula

import (
	"math/big"
	"slices"
)

// Span 可能的取值 is what a value can be while some of what it comes from is not known: never
// less than it can be, sometimes more. The zero Span has no value.
type Span struct {
	Kind Kind // none where there is no value
	// Low and High are the ends, inclusive, of a kind in order; nil for an open one.
	Low, High *big.Rat
	// True and False tell which a Flag can be.
	True, False bool
	// Codes are those that a Choice, Rounding or Text can be; Any stands for all.
	Codes []string
	Any   bool
	// Absent tells that an optional value may not be given.
	Absent bool
	// Needs are the numbers of the unknown givens that decide which it is, in order; none
	// of a value that is certain.
	Needs []int32
}

// Certain makes the span of a value that is known.
func Certain(v Value) Span {
	if v.Absent {
		return Span{Absent: true}
	}
	s := Span{Kind: v.Kind}
	switch {
	case v.Kind.IsOrdered():
		s.Low, s.High = v.Rat, v.Rat
	case v.Kind == Flag:
		s.True, s.False = v.Flag, !v.Flag
	default:
		s.Codes = []string{v.Text}
	}
	return s
}

// Present reports whether there can be a value at all.
func (s Span) Present() bool {
	switch {
	case s.Kind == 0:
		return false
	case s.Kind.IsOrdered():
		return s.Low == nil || s.High == nil || s.Low.Cmp(s.High) <= 0
	case s.Kind == Flag:
		return s.True || s.False
	}
	return s.Any || len(s.Codes) > 0
}

// IsCertain reports whether there is only one thing it can be: one value, or absent.
func (s Span) IsCertain() bool {
	if !s.Present() {
		return s.Absent
	}
	switch {
	case s.Absent:
		return false
	case s.Kind.IsOrdered():
		return s.Low != nil && s.High != nil && s.Low.Cmp(s.High) == 0
	case s.Kind == Flag:
		return s.True != s.False
	}
	return !s.Any && len(s.Codes) == 1
}

// Value gives what a certain span is.
func (s Span) Value() Value {
	v := Value{Kind: s.Kind, Absent: s.Absent, Rat: s.Low, Flag: s.True}
	if len(s.Codes) == 1 {
		v.Text = s.Codes[0]
	}
	return v
}

// Contains reports whether the span holds a value.
func (s Span) Contains(v Value) bool {
	switch {
	case v.Absent:
		return s.Absent
	case !s.Present():
		return false
	case s.Kind.IsOrdered():
		return v.Rat != nil && (s.Low == nil || s.Low.Cmp(v.Rat) <= 0) && (s.High == nil || s.High.Cmp(v.Rat) >= 0)
	case s.Kind == Flag:
		return v.Flag && s.True || !v.Flag && s.False
	}
	return s.Any || slices.Contains(s.Codes, v.Text)
}

// settle drops the needs of what is certain.
func (s Span) settle(needs ...[]int32) Span {
	s.Needs = nil
	if s.IsCertain() {
		return s
	}
	for _, list := range needs {
		s.Needs = append(s.Needs, list...)
	}
	slices.Sort(s.Needs)
	s.Needs = slices.Compact(s.Needs)
	return s
}

// Union is what either can be.
func (s Span) Union(o Span) Span {
	switch {
	case !s.Present():
		absent, needs := s.Absent, s.Needs
		s = o
		s.Absent = s.Absent || absent
		return s.settle(needs, o.Needs)
	case !o.Present():
		absent := s.Absent || o.Absent
		needs := s.Needs
		s.Absent = absent
		return s.settle(needs, o.Needs)
	}
	u := Span{Kind: s.Kind, Absent: s.Absent || o.Absent, True: s.True || o.True, False: s.False || o.False, Any: s.Any || o.Any}
	switch {
	case s.Kind.IsOrdered():
		if o.Kind != s.Kind { // 0 as a plain number beside an amount
			u.Kind = min(s.Kind, o.Kind)
		}
		u.Low, u.High = lower(s.Low, o.Low), higher(s.High, o.High)
	case s.Kind != Flag && !u.Any:
		u.Codes = slices.Clone(s.Codes)
		for _, c := range o.Codes {
			if !slices.Contains(u.Codes, c) {
				u.Codes = append(u.Codes, c)
			}
		}
	}
	return u.settle(s.Needs, o.Needs)
}

// lower is the lower of two low ends, higher the higher of two high ends; nil is open.
func lower(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func higher(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// SpanEnv gives what the names of a formula can be.
type SpanEnv interface {
	// Span gives what a name can be at an item, as [Env] counts items. Of a list whose
	// length is not known, item 1 stands for each.
	Span(name string, item int) (Span, bool)
	// Length gives the least and the greatest number of items of a list, by its path or that of
	// anything in its items, and the needs of a length that is not known; false for a
	// name that has to do with no list.
	Length(name string) (least, most int64, needs []int32, ok bool)
}

// Span computes what the formula can be. What cannot be computed for some values, such as a
// division by zero, is left out of it: a rule refuses such a case.
func (f *Formula) Span(env SpanEnv, item int) Span {
	r := spanner{env: env, item: item}
	if f.root.Op == OpLeast {
		return r.least(f.root.Args[0])
	}
	return r.node(f.root)
}

type spanner struct {
	env  SpanEnv
	item int
	n    Span
	// fixed has what does not turn on n: while the least n is looked for, it is computed once.
	fixed map[*Node]Span
}

func (r *spanner) node(n *Node) Span {
	if s, ok := r.fixed[n]; ok {
		return s
	}
	switch n.Op {
	case OpNumber, OpCode, OpTrue, OpFalse:
		return Certain(n.value)
	case OpN:
		return r.n
	case OpName:
		s, _ := r.env.Span(n.Text, r.item)
		if s.Absent { // where it is absent, the formula has no value
			needs := s.Needs
			s.Absent = false
			s = s.settle(needs)
		}
		return s
	case OpAdd, OpSub, OpMul, OpDiv:
		return spanOf(n.Op, r.node(n.Args[0]), r.node(n.Args[1]))
	case OpEq, OpNe, OpLt, OpLe, OpGt, OpGe:
		return compareSpans(n.Op, r.node(n.Args[0]), r.node(n.Args[1]))
	case OpAnd, OpOr:
		return r.logic(n)
	case OpNot:
		s := r.node(n.Args[0])
		s.True, s.False = s.False, s.True
		return s
	case OpMax, OpMin:
		best := r.node(n.Args[0])
		for _, arg := range n.Args[1:] {
			best = extremeOf(n.Op == OpMax, best, r.node(arg))
		}
		return best
	case OpIf:
		return r.branch(n)
	case OpRound:
		return roundSpan(r.node(n.Args[0]), r.node(n.Args[1]))
	case OpSum, OpAll, OpAny, OpLargest, OpSmallest:
		return r.aggregate(n)
	case OpPower:
		return powerSpan(r.node(n.Args[0]), r.node(n.Args[1]))
	case OpCount:
		least, most, needs, _ := r.env.Length(n.Args[0].Text)
		return Span{Kind: Count, Low: new(big.Rat).SetInt64(least), High: new(big.Rat).SetInt64(most)}.settle(needs)
	case OpGiven:
		s, _ := r.env.Span(n.Args[0].Text, r.item)
		return Span{Kind: Flag, True: s.Present(), False: s.Absent}.settle(s.Needs)
	}
	return Span{}
}

// logic takes the side that decides by itself, whichever it is: the other is not needed.
func (r *spanner) logic(n *Node) Span {
	decides := func(s Span) bool {
		return n.Op == OpAnd && !s.True && s.False || n.Op == OpOr && s.True && !s.False
	}
	a := r.node(n.Args[0])
	if decides(a) {
		return a
	}
	b := r.node(n.Args[1])
	if decides(b) {
		return b
	}
	out := Span{Kind: Flag, True: a.True && b.True, False: a.False || b.False}
	if n.Op == OpOr {
		out = Span{Kind: Flag, True: a.True || b.True, False: a.False && b.False}
	}
	return out.settle(a.Needs, b.Needs)
}

func (r *spanner) branch(n *Node) Span {
	c := r.node(n.Args[0])
	switch {
	case c.True && !c.False:
		return r.node(n.Args[1])
	case c.False && !c.True:
		return r.node(n.Args[2])
	case !c.True:
		return Span{}
	}
	u := r.node(n.Args[1]).Union(r.node(n.Args[2]))
	return u.settle(u.Needs, c.Needs)
}

// aggregate goes over the items of a list; of one whose length is not known, over as many
// of the same.
func (r *spanner) aggregate(n *Node) Span {
	least, most, needs, ok := r.length(n.Args[0])
	if !ok {
		return Span{}
	}
	at := r.item
	defer func() { r.item = at }()
	if len(needs) == 0 && least == most {
		if n.Op == OpSum {
			if s, ok := r.lookup(n, most); ok {
				return s
			}
		}
		return r.over(n, most)
	}
	var of Span // no items
	if least == 0 {
		of = r.over(n, 0)
	}
	if most == 0 {
		return of
	}
	r.item = 1
	each := r.node(n.Args[0])
	some := each // of one item or more
	if n.Op == OpSum && each.Present() {
		some = spanOf(OpMul, Span{Kind: Count, Low: new(big.Rat).SetInt64(max(least, 1)), High: new(big.Rat).SetInt64(most)}, each)
		some.Kind = each.Kind
	}
	u := of.Union(some)
	return u.settle(each.Needs, needs)
}

func (r *spanner) over(n *Node, items int64) Span {
	total := Certain(Value{Kind: Number, Rat: new(big.Rat)})
	flag := Span{Kind: Flag, True: n.Op == OpAll, False: n.Op == OpAny}
	var best Span
	for i := range items {
		r.item = int(i) + 1
		each := r.node(n.Args[0])
		switch n.Op {
		case OpSum:
			total = spanOf(OpAdd, total, each)
		case OpAll:
			flag = Span{Kind: Flag, True: flag.True && each.True, False: flag.False || each.False}.settle(flag.Needs, each.Needs)
		case OpAny:
			flag = Span{Kind: Flag, True: flag.True || each.True, False: flag.False && each.False}.settle(flag.Needs, each.Needs)
		default:
			if best = extremeOf(n.Op == OpLargest, best, each); i == 0 {
				best = each
			}
		}
	}
	switch n.Op {
	case OpSum:
		return total
	case OpAll, OpAny:
		return flag
	}
	return best
}

func (r *spanner) length(n *Node) (least, most int64, needs []int32, ok bool) {
	switch {
	case n.Op == OpName:
		return r.env.Length(n.Text)
	case n.Op.isAggregate() || n.Op == OpCount:
		return 0, 0, nil, false
	}
	for _, a := range n.Args {
		if least, most, needs, ok = r.length(a); ok {
			return least, most, needs, ok
		}
	}
	return 0, 0, nil, false
}
