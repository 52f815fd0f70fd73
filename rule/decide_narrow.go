package rule

import (
	"math/big"
	"reflect"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// maxNarrowing is how often what was found of one open fact is used to confine another.
const maxNarrowing = 8

// confine keeps of what each open fact can be what some answered case has: the rule refuses what its definition says it never answers,
// a share is no more than its whole, and no answer is outside the range that its tag declares.
func (e *expected) confine() {
	if len(e.unknown) == 0 || len(e.unknown) > manyUnknown || e.barred {
		return
	}
	work := e.work
	for range maxNarrowing {
		c := confining{expected: e}
		clear(e.spans)
		e.plain = true
		for _, f := range e.sch.never {
			f.NarrowRefused(&c)
		}
		for k := range e.sch.steps {
			if low, high := e.sch.confined(k); low != nil || high != nil {
				c.step(k, 0, low, high)
			}
			if e.sch.sums[k] {
				c.held(k)
			}
		}
		e.plain = false
		e.shave(&c)
		if !c.found {
			break
		}
	}
	clear(e.spans)
	e.work = work
}

// refusedHere reports that a condition of refusal holds for certain.
func (e *expected) refusedHere() bool {
	return slices.ContainsFunc(e.sch.never, func(f *formula.Formula) bool {
		holds, _ := f.Decided(e, 0)
		return holds
	})
}

// unheld reports that a figure of the answer has more decimals than one can hold: the rule refuses the case.
func (e *expected) unheld() bool {
	return slices.ContainsFunc(e.sch.figures, func(k int) bool {
		s := e.stepSpan(k, 0)
		return s.Present() && s.Kind.IsOrdered() && s.IsCertain() && !new(big.Rat).Quo(s.Low, leastFigure).IsInt()
	})
}

// maxShaved is how often values are taken off each end of an open fact at a time.
const maxShaved = 32

// shave takes off the ends of open facts the values with which the rule refuses every case: ever more at once while it does, and then fewer
// until it is one that is not refused. Something of a fact is always left.
func (e *expected) shave(c *confining) {
	if len(e.sch.never) == 0 && len(e.sch.figures) == 0 {
		return
	}
	defer func() { e.fixed = map[int32]formula.Span{} }()
	for id := range e.unknown {
		u := &e.unknown[id]
		step := unitOf(u.span.Kind, e.sch.given[u.given].leaf.typ)
		if step == nil || e.sch.given[u.given].typ.Kind == formula.List {
			continue
		}
		for _, end := range []struct {
			at   **big.Rat
			sign int64
		}{{&u.span.Low, 1}, {&u.span.High, -1}} {
			had, many, grows := *end.at, int64(1), true
			for range maxShaved {
				v := *end.at
				if v == nil || u.span.IsCertain() || !u.span.Present() {
					break
				}
				next := new(big.Rat).Add(v, new(big.Rat).Mul(step, big.NewRat(many*end.sign, 1)))
				last := new(big.Rat).Sub(next, new(big.Rat).Mul(step, big.NewRat(end.sign, 1)))
				block := formula.Span{Kind: u.span.Kind, Low: v, High: last}
				if end.sign < 0 {
					block.Low, block.High = last, v
				}
				if many > 1 {
					block.Needs = []int32{int32(id)}
				}
				clear(e.spans)
				e.fixed = map[int32]formula.Span{int32(id): block}
				if u.span.Contains(formula.Value{Kind: u.span.Kind, Rat: next}) && (e.refusedHere() || e.unheld()) {
					switch *end.at = next; {
					case grows:
						many *= 2
					case many > 1:
						many /= 2
					}
					continue
				}
				grows = false
				if many /= 2; many == 0 {
					break
				}
			}
			if *end.at != had {
				u.wide, c.found = append(u.wide, had), true
			}
		}
	}
}

// confined is what a step that every answer shows is within, whatever its formula says; of one below a list nothing is said.
func (s *scheme) confined(k int) (low, high *big.Rat) {
	if s.steps[k].typ.List != "" {
		return nil, nil
	}
	if d := s.declared[k]; d != nil && !strings.Contains(d.leaf.path, "[]") {
		kind := s.steps[k].typ.Kind
		low, high = inside(kind, d.within.low, 1), inside(kind, d.within.high, -1)
	}
	if s.parts[k] {
		low, high = new(big.Rat), big.NewRat(1, 1)
	}
	return low, high
}

// mostMoney is the greatest amount that there is.
var mostMoney = big.NewRat(unit.MaxFen, 100)

// held confines a step that shows an amount to those that an answer can hold, where its formula is bounded beyond them.
func (c *confining) held(k int) {
	s, to := c.stepSpan(k, 0), formula.Bounds{}
	if s.High != nil && s.High.Cmp(mostMoney) > 0 {
		to.High = mostMoney
	}
	if least := new(big.Rat).Neg(mostMoney); s.Low != nil && s.Low.Cmp(least) < 0 {
		to.Low = least
	}
	if to.Low != nil || to.High != nil {
		c.Narrow(c.sch.steps[k].term.ID, 0, to)
	}
}

// showing tells, by step, which show a field of a type that every answer has.
func (s *scheme) showing(typ reflect.Type) []bool {
	out := make([]bool, len(s.steps))
	for i := range s.answers {
		l := &s.answers[i]
		if k, ok := s.names[s.stepOf(l)]; ok && s.steps[k].typ.List == "" && l.typ == typ && !l.maybeAbsent() && !strings.Contains(l.path, "[]") {
			out[k] = true
		}
	}
	return out
}

// confining takes what formulas say of open facts. It implements [formula.NarrowEnv].
type confining struct {
	*expected
	found bool
	depth int
}

// step confines what a step comes from.
func (c *confining) step(k, item int, low, high *big.Rat) {
	if c.depth > len(c.sch.steps) {
		return
	}
	f := c.sch.steps[k].f
	s := f.Span(c, item)
	if len(s.Needs) == 0 || low != nil && s.Low != nil && s.Low.Cmp(low) >= 0 {
		low = nil
	}
	if len(s.Needs) == 0 || high != nil && s.High != nil && s.High.Cmp(high) <= 0 {
		high = nil
	}
	if low == nil && high == nil {
		return
	}
	c.depth++
	f.Narrow(c, item, low, high)
	c.depth--
}

// stepIs confines what a step that is a code, or true or false, comes from.
func (c *confining) stepIs(k, item int, to formula.Span) {
	if c.depth > len(c.sch.steps) || to.Any || !to.IsCertain() || to.Kind != c.sch.steps[k].typ.Kind {
		return
	}
	c.depth++
	c.sch.steps[k].f.NarrowTo(c, item, formula.Bounds{Within: to})
	c.depth--
}

// Narrow implements [formula.NarrowEnv].
func (c *confining) Narrow(name string, item int, to formula.Bounds) {
	if k, ok := c.sch.names[name]; ok {
		if c.sch.steps[k].typ.List == "" {
			item = 0
		}
		if !c.sch.steps[k].typ.Kind.IsOrdered() {
			c.stepIs(k, item, to.Within)
			return
		}
		at := slot{true, k, item}
		had := c.within[at]
		c.within[at] = formula.Bounds{Low: latter(had.Low, to.Low, 1), High: latter(had.High, to.High, -1)}
		c.step(k, item, to.Low, to.High)
		return
	}
	k, ok := c.sch.givens[name]
	if !ok {
		return
	}
	if c.sch.given[k].typ.List == "" {
		item = 0
	}
	id, open := c.at[slot{false, k, item}]
	if !open || c.sch.given[k].typ.Kind == formula.List {
		return
	}
	u := &c.unknown[id]
	s, less := confinedTo(u.span, c.sch.given[k].leaf.typ, to)
	if !less {
		return
	}
	if !s.Present() { // no case is answered, which is found out when completions are tried
		return
	}
	if s.Kind.IsOrdered() {
		u.wide = append(u.wide, u.span.Low, u.span.High)
	}
	u.span, c.found = s, true
}

// latter is the end that says more, of low ends for 1 and of high ends for −1; nil is open.
func latter(a, b *big.Rat, sign int) *big.Rat {
	if a == nil || b != nil && b.Cmp(a) == sign {
		return b
	}
	return a
}

// kept is what of a step's span some answered case has.
func (e *expected) kept(at slot, s formula.Span) formula.Span {
	to, ok := e.within[at]
	if !ok || e.plain || !s.Present() || !s.Kind.IsOrdered() {
		return s
	}
	s, _ = cut(s, to.Low, to.High)
	return s
}

// cut keeps what is between two ends; where nothing is, some is false and the span stays whole.
func cut(s formula.Span, low, high *big.Rat) (kept formula.Span, some bool) {
	had := s
	s.Low, s.High = latter(s.Low, low, 1), latter(s.High, high, -1)
	if !s.Present() {
		return had, false
	}
	if s.IsCertain() {
		s.Needs = nil
	}
	return s, true
}

// inward is the first value that a fact of a type can have from an end on, up for 1 and down for −1; open says that the end is not among
// them.
func inward(k formula.Kind, t reflect.Type, v *big.Rat, open bool, sign int64) *big.Rat {
	if v == nil {
		return nil
	}
	return multipleFrom(unitOf(k, t), v, open, sign)
}

// multipleFrom is the first multiple of a step from an end on, up for 1 and down for −1; beyond the end where open. Of no step it is the
// end itself.
func multipleFrom(step, v *big.Rat, open bool, sign int64) *big.Rat {
	if v == nil || step == nil {
		return v
	}
	return new(big.Rat).Mul(wholeFrom(new(big.Rat).Quo(v, step), open, sign), step)
}

// wholeFrom is the first whole number from v on, up for 1 and down for −1; beyond v where open.
func wholeFrom(v *big.Rat, open bool, sign int64) *big.Rat {
	if v.IsInt() {
		if open {
			return new(big.Rat).Add(v, big.NewRat(sign, 1))
		}
		return v
	}
	n := new(big.Int).Div(v.Num(), v.Denom()) // Div rounds towards the lower for a divisor above zero
	if sign > 0 {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).SetInt(n)
}

// leastFigure is the least of a rate or a figure above zero.
var leastFigure = big.NewRat(1, 1_000_000_000)

// unitOf is by how much two values of a type of fact differ at least, of which each is a multiple; nil where there is no such thing.
func unitOf(k formula.Kind, t reflect.Type) *big.Rat {
	switch inner, _ := held(t); {
	case k == formula.Count || k == formula.Month:
		return big.NewRat(1, 1)
	case inner == reflect.TypeFor[unit.Money]():
		return big.NewRat(1, 100)
	case inner == reflect.TypeFor[unit.Rate]() || inner == reflect.TypeFor[unit.Number](): // billionths
		return leastFigure
	}
	return nil
}
