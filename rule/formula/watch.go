package formula

import (
	"fmt"
	"math/big"
)

// Side 所处一侧 is where a case stands at a [Place] of a formula.
type Side uint8

// The sides: of values in order the left one is below, at or above the right one; of others it is the same or
// another; the condition of an if holds or does not.
const (
	Below Side = iota + 1
	At
	Above
	Same
	Other
	Yes
	No
)

var sides = [...]string{"none", "below", "at", "above", "same", "other", "yes", "no"}

// String gives the side as tables write it: below, at, above, same, other, yes, no.
func (s Side) String() string {
	if int(s) >= len(sides) {
		s = 0
	}
	return sides[s]
}

// Place 分界处 is where a formula sets values against each other, so that a case can stand on one side or the
// other: a comparison; an argument of max or min against the best of those before it; the condition of an if
// that is not itself a comparison.
type Place struct {
	// Op is the comparison, OpMax, OpMin or OpIf.
	Op Op
	// Kind is that of the values compared; Flag for an if.
	Kind Kind
	// Text says the place as the formula does, "{paid} ≥ {required}"; of two that are written alike the second
	// has " (2)" behind it. Of max and min it is the argument that joins those before it: "max({gap}, 0)".
	Text string

	node *Node
	arg  int
}

// Sides lists the sides on which a case can stand, whether or not any does.
func (p Place) Sides() []Side {
	switch {
	case p.Op == OpIf:
		return []Side{Yes, No}
	case p.Kind.IsOrdered():
		return []Side{Below, At, Above}
	}
	return []Side{Same, Other}
}

// Step is the smallest difference that tells two cases apart at the place: a fen of amounts, one of counts and
// months. It is nil where there is none, as between shares.
func (p Place) Step() *big.Rat {
	switch {
	case !p.Op.IsComparison():
		return nil
	case p.Kind == Money:
		return big.NewRat(1, 100)
	case p.Kind == Count, p.Kind == Month:
		return big.NewRat(1, 1)
	}
	return nil
}

// Close reports on which sides a case has to stand no more than a [Place.Step] away, for only then it notices a bound
// that is one step off: before ≥ and <, that is below; behind > and ≤, above.
func (p Place) Close(s Side) bool {
	switch p.Op {
	case OpGe, OpLt:
		return s == Below
	case OpGt, OpLe:
		return s == Above
	}
	return false
}

// Places 分界处 lists them in the order of the formula's text. Errors are those of [Formula.Check].
func (f *Formula) Places(scope func(name string) (Type, bool)) ([]Place, error) {
	c := checker{f: f, scope: scope}
	if c.node(f.root); c.err != nil {
		return nil, c.err
	}
	var out []Place
	twice := map[string]int{}
	add := func(p Place) {
		if twice[p.Text]++; twice[p.Text] > 1 {
			p.Text += fmt.Sprintf(" (%d)", twice[p.Text])
		}
		out = append(out, p)
	}
	var walk func(n *Node)
	walk = func(n *Node) {
		switch {
		case n.Op.IsComparison():
			add(Place{Op: n.Op, Kind: c.kindOf(n.Args...), Text: n.String(), node: n})
		case n.Op == OpMax || n.Op == OpMin:
			for i := 1; i < len(n.Args); i++ {
				upTo := &Node{Op: n.Op, Args: n.Args[:i+1]}
				add(Place{Op: n.Op, Kind: c.kindOf(upTo.Args...), Text: upTo.String(), node: n, arg: i})
			}
		case n.Op == OpIf && !n.Args[0].Op.IsComparison():
			add(Place{Op: OpIf, Kind: Flag, Text: "if " + n.Args[0].String(), node: n})
		}
		for _, a := range n.Args {
			walk(a)
		}
	}
	walk(f.root)
	return out, nil
}

// kindOf is what values that stand together have in common.
func (c *checker) kindOf(args ...*Node) Kind {
	t := c.node(args[0])
	for _, a := range args[1:] {
		b := c.node(a)
		t.Kind, t.zero = together(t.Kind, b.Kind, t.zero, b.zero), t.zero && b.zero
	}
	return t.Kind
}

// Sight 所见 is what a computation did at a place, once: in a sum there is one for each item.
type Sight struct {
	Place Place
	Side  Side
	// Gap is left less right, of values in order; nil of others. Of max and min the right one is the argument that
	// joins, the left the best of those before it.
	Gap *big.Rat
	// Decides reports that the formula would give something else, or nothing, had the comparison said the
	// opposite: that the case shows it. Of max and min, and of an if, it is always true.
	Decides bool
}

// Watch computes the formula at an item, as [Formula.Proves] does against a recorded value, and tells what it did at
// each of its places, in the order of the computation. Errors are those of Proves: a formula that does not hold shows
// nothing.
func (f *Formula) Watch(env Env, item int, recorded Value, places []Place) ([]Sight, error) {
	if err := f.Proves(env, item, recorded); err != nil {
		return nil, err
	}
	w := watch{places: places, flip: -1}
	turns := []*big.Rat{nil}
	if f.root.Op == OpLeast {
		if turns[0] = recorded.Rat; recorded.Rat.Sign() > 0 {
			turns = append(turns, new(big.Rat).Sub(recorded.Rat, one))
		}
	}
	var out []Sight
	for _, n := range turns {
		w.seen, w.count, w.flip = nil, 0, -1
		right := w.run(f, env, item, n)
		seen := w.seen
		for i := range seen {
			if seen[i].Place.Op.IsComparison() {
				w.seen, w.count, w.flip = nil, 0, i
				seen[i].Decides = w.run(f, env, item, n) != right
			}
		}
		out = append(out, seen...)
	}
	return out, nil
}

// watch looks on while a formula is computed, and turns one comparison round.
type watch struct {
	places []Place
	seen   []Sight
	count  int // of what was seen
	flip   int // which of it says the opposite
}

// run gives what the formula gives, or why it gives nothing, as a text.
func (w *watch) run(f *Formula, env Env, item int, n *big.Rat) string {
	r := run{f: f, env: env, item: item, n: n, watch: w}
	root := f.root
	if root.Op == OpLeast {
		root = root.Args[0]
	}
	v := r.node(root)
	if r.err != nil {
		return "!" + r.err.Error()
	}
	if v.Rat != nil {
		return v.Rat.RatString()
	}
	return v.String()
}

func (w *watch) see(n *Node, arg int, s Side, gap *big.Rat, holds bool) bool {
	for _, p := range w.places {
		if p.node == n && p.arg == arg {
			w.seen = append(w.seen, Sight{Place: p, Side: s, Gap: gap, Decides: true})
			w.count++
			return holds != (w.flip == w.count-1)
		}
	}
	return holds
}

// met is told of two values in order.
func (w *watch) met(n *Node, arg int, a, b Value, holds bool) bool {
	gap := new(big.Rat).Sub(a.Rat, b.Rat)
	return w.see(n, arg, Side(int(At)+gap.Sign()), gap, holds)
}

// told is told of two values that are not in order.
func (w *watch) told(n *Node, same, holds bool) bool {
	s := Other
	if same {
		s = Same
	}
	return w.see(n, 0, s, nil, holds)
}

// parted is told of the condition of an if.
func (w *watch) parted(n *Node, holds bool) bool {
	s := No
	if holds {
		s = Yes
	}
	return w.see(n, 0, s, nil, holds)
}

// Beside gives the formula with another comparison at a place, its left side so much greater: what a bound that is drawn wrongly
// would say. It is for tests of tables, and is computed as it is; an amount that is added to an amount cannot be
// written in a formula, so that its text may not read back. Op must be a comparison, and so must be the place's.
func (f *Formula) Beside(p Place, op Op, by *big.Rat) *Formula {
	wrong := *f
	var build func(n *Node) *Node
	build = func(n *Node) *Node {
		c := *n
		c.Args = make([]*Node, len(n.Args))
		for i, a := range n.Args {
			c.Args[i] = build(a)
		}
		if n != p.node || !n.Op.IsComparison() || !op.IsComparison() {
			return &c
		}
		if c.Op = op; by.Sign() != 0 {
			kind := p.Kind
			if kind == Month {
				kind = Count
			}
			more := &Node{Op: OpNumber, Text: by.RatString(), value: Value{Kind: kind, Rat: by}}
			c.Args[0] = &Node{Op: OpAdd, Args: []*Node{c.Args[0], more}, at: c.at}
		}
		return &c
	}
	wrong.root = build(f.root)
	wrong.text = wrong.root.String()
	return &wrong
}

// Spans gives what the values at a place can be: of a comparison its two sides, of max or min the best before and the
// argument that joins, of an if the condition, twice.
func (f *Formula) Spans(p Place, env SpanEnv, item int) (left, right Span) {
	r := spanner{env: env, item: item, n: Span{Kind: Count, Low: new(big.Rat)}}
	switch {
	case p.Op == OpIf:
		left = r.node(p.node.Args[0])
		return left, left
	case p.Op.IsComparison():
		return r.node(p.node.Args[0]), r.node(p.node.Args[1])
	}
	best := r.node(p.node.Args[0])
	for _, a := range p.node.Args[1:p.arg] {
		best = extremeOf(p.Op == OpMax, best, r.node(a))
	}
	return best, r.node(p.node.Args[p.arg])
}

// Never reports that no case can stand on a side of a place, because of what its values can be. False says nothing.
func Never(s Side, left, right Span) bool {
	if !left.Present() || !right.Present() {
		return true
	}
	before := func(a, b Span) bool { return a.Low != nil && b.High != nil && a.Low.Cmp(b.High) >= 0 } // a is never below b
	switch s {
	case Below:
		return before(left, right)
	case Above:
		return before(right, left)
	case At:
		apart := func(a, b Span) bool { return a.Low != nil && b.High != nil && a.Low.Cmp(b.High) > 0 }
		return apart(left, right) || apart(right, left)
	case Yes:
		return !left.True
	case No:
		return !left.False
	case Same:
		return !meet(left, right)
	case Other:
		return left.IsCertain() && right.IsCertain() && meet(left, right)
	}
	return false
}

// meet reports whether two values that are not in order can be the same.
func meet(a, b Span) bool {
	if a.Kind == Flag {
		return a.True && b.True || a.False && b.False
	}
	if a.Any || b.Any {
		return true
	}
	for _, c := range a.Codes {
		for _, d := range b.Codes {
			if c == d {
				return true
			}
		}
	}
	return false
}
