package rule

import (
	"math/big"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// declares finds by step the field of the answer that shows it in every case, where its tag gives a range.
func (s *scheme) declares(answer []limit) []*declared {
	out := make([]*declared, len(s.steps))
	s.told = make([]bool, len(s.steps))
	for i := range s.answers {
		l := &s.answers[i]
		if k, ok := s.names[s.stepOf(l)]; ok {
			s.told[k] = true
		}
		within := limitIn(answer, l.path)
		if within == nil || !within.ranged || strings.HasSuffix(l.path, "[]") && l.plainItems() { // of a list it says how many there are
			continue
		}
		s.ranges[l.path] = &declared{l, within}
		if k, ok := s.names[s.stepOf(l)]; ok && !l.maybeAbsent() && !strings.HasSuffix(l.path, "[]") {
			out[k] = s.ranges[l.path]
		}
	}
	return out
}

// declared is a field of the answer whose range its tag gives.
type declared struct {
	leaf   *leafType
	within *limit
}

// narrowed keeps what is within the range of the answer's field: the rule answers nothing else, which [Decision.Verify] holds
// every decision to.
func (e *expected) narrowed(d *declared, s formula.Span) formula.Span {
	if d == nil || e.plain || !s.Present() || !s.Kind.IsOrdered() {
		return s
	}
	s, some := cut(s, inside(s.Kind, d.within.low, 1), inside(s.Kind, d.within.high, -1))
	if !some && e.parted { // of a part of the case nothing is answered
		return formula.Span{}
	}
	if !some && e.never == nil { // the rule refuses every completion
		e.never = d.leaf
	}
	return s
}

// divisors finds the counts by which every answer divides, so that none is given where one is zero: those below what is computed in
// every case, on no branch.
func (s *scheme) divisors() map[int]bool {
	out, seen := map[int]bool{}, map[int]bool{}
	var step func(k int)
	var node func(n *formula.Node)
	node = func(n *formula.Node) {
		switch n.Op {
		case formula.OpName:
			if k, ok := s.names[n.Text]; ok {
				step(k)
			}
			return
		case formula.OpDiv:
			if k, ok := s.givens[n.Args[1].Text]; ok && n.Args[1].Op == formula.OpName && s.given[k].typ.Kind == formula.Count && s.given[k].typ.List == "" {
				out[k] = true
			}
		case formula.OpIf, formula.OpAnd, formula.OpOr:
			node(n.Args[0]) // the others may not be looked at
			return
		case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest, formula.OpLeast, formula.OpCount, formula.OpGiven:
			return // of no items, or of a number that is looked for
		}
		for _, a := range n.Args {
			node(a)
		}
	}
	step = func(k int) {
		if !seen[k] && s.steps[k].typ.List == "" {
			seen[k] = true
			node(s.steps[k].f.Root())
		}
	}
	for i := range s.answers {
		l := &s.answers[i]
		if k, ok := s.names[s.stepOf(l)]; ok && !l.maybeAbsent() && !strings.Contains(l.path, "[]") {
			step(k)
		}
	}
	return out
}

// corner is where the least of a step was sought, or its greatest: each of the open facts with which it goes one way at one end.
type corner map[int32]formula.Span

// maxTightened is how many open facts a step may come from for its bounds to be sought at their ends.
const maxTightened = 16

// tightened narrows what a step can be: where it goes one way with an open fact, whatever the others are, its least is at one end
// of that fact and its greatest at the other. What comes from one fact in two places is bounded so as one.
func (e *expected) tightened(k, item int, s formula.Span) formula.Span {
	if e.plain || e.parted || !s.Present() || !s.Kind.IsOrdered() || len(s.Needs) == 0 || len(s.Needs) > maxTightened || e.work > maxWork/8 {
		return s
	}
	twice := e.twice(k, item)
	if !twice && !e.sch.told[k] {
		return s // its bounds are those of what it comes from
	}
	low, high := e.corners(s.Needs, func(of sloping) formula.Span { return of.step(k, item) })
	e.ends = append(e.ends, low, high)
	e.cornersOfLaws(k, item, s.Needs)
	if !twice {
		return s
	}
	if end := e.with(low, k, item); len(low) > 0 && end.Present() && end.Low != nil && (s.Low == nil || end.Low.Cmp(s.Low) > 0) {
		s.Low = end.Low
	}
	if end := e.with(high, k, item); len(high) > 0 && end.Present() && end.High != nil && (s.High == nil || end.High.Cmp(s.High) < 0) {
		s.High = end.High
	}
	if s.IsCertain() {
		s.Needs = nil
	}
	return s
}

// corners are where something is least and greatest, as far as it goes one way with open facts.
func (e *expected) corners(ids []int32, slope func(of sloping) formula.Span) (low, high corner) {
	low, high = corner{}, corner{}
	for _, id := range ids {
		u := &e.unknown[id]
		if !u.span.Kind.IsOrdered() || u.span.Absent || e.sch.given[u.given].typ.Kind == formula.List {
			continue
		}
		rises, falls := e.goes(id, slope)
		if rises || falls {
			first, last := u.span.Low, u.span.High
			if falls {
				first, last = last, first
			}
			low.fix(id, u.span.Kind, first)
			high.fix(id, u.span.Kind, last)
		}
	}
	return low, high
}

// twice reports whether an open fact comes into a step by two ways: else the bounds of what it is made of make its own.
func (e *expected) twice(k, item int) bool {
	seen := map[int32]bool{}
	for _, name := range e.sch.mentions[k] {
		first, last := item, item
		if t, _ := e.sch.scope(name); t.List != "" && item == 0 { // below a sum, of each item
			first, last = 1, len(e.lists[t.List])
		}
		for at := first; at <= last; at++ {
			of, _ := e.Span(name, at)
			for _, id := range of.Needs {
				if seen[id] {
					return true
				}
				seen[id] = true
			}
		}
	}
	return false
}

// mentioned lists the names of each step's formula, as often as they stand in it.
func (s *scheme) mentioned() [][]string {
	out := make([][]string, len(s.steps))
	for k := range s.steps {
		var node func(n *formula.Node)
		node = func(n *formula.Node) {
			if n.Op == formula.OpName {
				out[k] = append(out[k], n.Text)
			}
			for _, a := range n.Args {
				node(a)
			}
		}
		node(s.steps[k].f.Root())
	}
	return out
}

func (c corner) fix(id int32, kind formula.Kind, v *big.Rat) {
	if v != nil {
		c[id] = formula.Certain(formula.Value{Kind: kind, Rat: v})
	}
}

// with is what a step can be with some of the open facts at one value each.
func (e *expected) with(fixed corner, k, item int) (s formula.Span) {
	e.bare(fixed, map[slot]formula.Span{}, func() { s = e.stepSpan(k, item) })
	return s
}

// bare looks at what the formulas alone say: of what the rule refuses too, since an end of a fact may be among that.
func (e *expected) bare(fixed corner, known map[slot]formula.Span, do func()) {
	had, spans := e.fixed, e.spans
	e.fixed, e.spans, e.plain = fixed, known, true
	do()
	e.fixed, e.spans, e.plain = had, spans, false
}

// goes tells whether something never falls, or never rises, while an open fact rises.
func (e *expected) goes(id int32, slope func(of sloping) formula.Span) (rises, falls bool) {
	var s formula.Span
	e.bare(nil, e.raw, func() { s = slope(sloping{e, id, map[slot]formula.Span{}}) })
	return s.Low != nil && s.Low.Sign() >= 0, s.High != nil && s.High.Sign() <= 0
}

// sloping tells how steps go with one open fact. It implements [formula.SlopeEnv].
type sloping struct {
	*expected
	of    int32
	known map[slot]formula.Span
}

// Slope implements [formula.SlopeEnv].
func (s sloping) Slope(name string, item int) formula.Span {
	if k, ok := s.sch.names[name]; ok {
		return s.step(k, item)
	}
	one := big.NewRat(1, 1) // it is the fact itself: all else stays
	return formula.Span{Kind: formula.Number, Low: one, High: one}
}

func (s sloping) step(k, item int) formula.Span {
	if s.sch.steps[k].typ.List == "" {
		item = 0
	}
	at := slot{true, k, item}
	out, ok := s.known[at]
	if !ok {
		out = s.sch.steps[k].f.Slope(s, item, s.of)
		s.known[at] = out
	}
	return out
}
