package formula

import "math/big"

// NarrowTo 反推界限 is [Formula.Narrow] of a formula of any kind: it tells env what the names are confined to where the formula's value
// lies within bounds.
func (f *Formula) NarrowTo(env NarrowEnv, item int, to Bounds) {
	r := narrower{spanner: spanner{env: env, item: item}, to: env, valued: true}
	if f.root.Op == OpLeast {
		r.least(f.root.Args[0], to)
		return
	}
	r.within(f.root, to)
}

// least confines the condition whose least number lies within bounds: it holds of that one, and of none below it.
func (r *narrower) least(condition *Node, to Bounds) {
	from := new(big.Rat)
	if to.Low != nil && to.Low.Sign() > 0 {
		from = roundTo(to.Low, one, true)
	}
	if r.n = (Span{Kind: Count, Low: from, High: to.High}); r.n.Present() {
		r.is(condition, true)
	}
	if from.Sign() > 0 {
		before := new(big.Rat).Sub(from, one)
		r.n = Span{Kind: Count, Low: before, High: before}
		r.is(condition, false)
	}
}

// Meets reports whether something of a span lies within the bounds.
func (b Bounds) Meets(s Span) bool {
	switch {
	case !s.Present():
		return false
	case s.Kind.IsOrdered() && b.Within.Kind != 0:
		return false
	case s.Kind.IsOrdered():
		return !beyond(b.Low, s.High, b.Above) && !beyond(s.Low, b.High, b.Below)
	case b.Within.Kind == 0 || b.Within.Any || s.Any:
		return true
	case s.Kind == Flag:
		return s.True && b.Within.True || s.False && b.Within.False
	}
	for _, c := range s.Codes {
		for _, in := range b.Within.Codes {
			if c == in {
				return true
			}
		}
	}
	return false
}

// beyond reports that a low end lies above a high one, or on it where that is outside; an open end is beyond nothing.
func beyond(low, high *big.Rat, open bool) bool {
	if low == nil || high == nil {
		return false
	}
	c := low.Cmp(high)
	return c > 0 || c == 0 && open
}

// given takes it that an optional value is given, or that it is not.
func (r *narrower) given(name string, so bool) {
	if r.assumed == "" {
		r.to.Narrow(name, r.item, Bounds{Given: so, Left: !so})
	}
}

// among takes it that a value is one of those that are not in order, wherever it has a value.
func (r *narrower) among(n *Node, to Bounds) {
	switch {
	case n.Op == OpName:
		r.tell(n.Text, to)
	case n.Op == OpIf:
		r.branches(n, to)
	case to.Within.Kind == Flag && to.Within.True != to.Within.False:
		r.is(n, to.Within.True)
	}
}

// branches confines the branch that is taken; where the other has nothing within bounds, the condition too.
func (r *narrower) branches(n *Node, to Bounds) {
	c := r.node(n.Args[0])
	switch {
	case !r.sure(n.Args[0]):
	case c.True && !c.False:
		r.within(n.Args[1], to)
	case c.False && !c.True:
		r.within(n.Args[2], to)
	case r.sure(n):
		yes, no := to.Meets(r.node(n.Args[1])), to.Meets(r.node(n.Args[2]))
		if yes != no {
			taken := n.Args[1]
			if no {
				taken = n.Args[2]
			}
			r.is(n.Args[0], yes)
			r.within(taken, to)
		}
	}
}

// items confines those of a list of which all are so, or any is: each of them, or the one that alone can be.
func (r *narrower) items(n *Node, so bool) {
	least, most, needs, ok := r.length(n.Args[0])
	if !ok || len(needs) > 0 || least != most || most > maxSummands || !r.sure(n) {
		return
	}
	at, only := r.item, 0
	defer func() { r.item = at }()
	for i := range int(most) {
		r.item = i + 1
		if so == (n.Op == OpAll) {
			r.is(n.Args[0], so)
		} else if s := r.node(n.Args[0]); so && s.True || !so && s.False {
			if only > 0 {
				return
			}
			only = i + 1
		}
	}
	if r.item = only; only > 0 {
		r.is(n.Args[0], so)
	}
}

// sureOfItems reports that what goes over a list has a value: each of its items has.
func (r *narrower) sureOfItems(n *Node) bool {
	least, most, needs, ok := r.length(n.Args[0])
	if !ok || len(needs) > 0 || least != most || most > maxSummands || most == 0 && (n.Op == OpLargest || n.Op == OpSmallest) {
		return false
	}
	at := r.item
	defer func() { r.item = at }()
	for i := range int(most) {
		if r.item = i + 1; !r.sure(n.Args[0]) {
			return false
		}
	}
	return true
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
