package rule

import (
	"maps"
	"reflect"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// supposing is a part of a case in which something of the answer is taken to be so: what the formulas say of the open facts then. It
// implements [formula.NarrowEnv].
type supposing struct {
	*expected
	in    map[int32]formula.Span
	found bool // in this round
	gone  bool // nothing is so
	depth int
}

// maxSupposing is how often what was found of one open fact is used for another.
const maxSupposing = 3

// supposed keeps of a part of the case what has a field within bounds, where left is set what lacks it; false where nothing does.
func (e *expected) supposed(in map[int32]formula.Span, at *shown, to formula.Bounds, left bool) (map[int32]formula.Span, bool) {
	fixed, spans, parted := e.fixed, e.spans, e.parted
	defer func() { e.fixed, e.spans, e.parted = fixed, spans, parted }()
	c := supposing{expected: e, in: map[int32]formula.Span{}}
	maps.Copy(c.in, in)
	e.fixed, e.parted = c.in, true
	for range maxSupposing {
		c.found = false
		e.spans = map[slot]formula.Span{}
		if stands := e.sch.stands[at.leaf.path]; left && len(stands) == 1 && at.item == 0 {
			stands[0].NarrowRefused(&c)
		} else if !left {
			for _, f := range stands {
				f.NarrowTo(&c, at.item, formula.Bounds{Within: formula.Span{Kind: formula.Flag, True: true}})
			}
			c.Narrow(at.step, at.item, to)
		}
		for _, f := range e.sch.never {
			f.NarrowRefused(&c)
		}
		if c.gone || !c.found {
			break
		}
	}
	return c.in, !c.gone
}

// Narrow implements [formula.NarrowEnv].
func (c *supposing) Narrow(name string, item int, to formula.Bounds) {
	if k, ok := c.sch.names[name]; ok {
		c.step(k, item, to)
		return
	}
	k, ok := c.sch.givens[name]
	if !ok || c.sch.given[k].typ.Kind == formula.List {
		return
	}
	if c.sch.given[k].typ.List == "" {
		item = 0
	}
	id, open := c.at[slot{false, k, item}]
	if !open {
		return
	}
	s, less := confinedTo(c.openSpan(c.in, id), c.sch.given[k].leaf.typ, to)
	switch {
	case to.Given && s.Absent:
		s.Absent, less = false, true
	case to.Left && s.Present():
		s, less = formula.Span{Absent: s.Absent}, true
	}
	if !less {
		return
	}
	if !s.Present() {
		s = formula.Span{Absent: s.Absent}
	}
	c.gone = c.gone || !s.Present() && !s.Absent
	s.Needs = nil
	if !s.IsCertain() {
		s.Needs = []int32{id}
	}
	c.in[id], c.found = s, true
}

// step supposes that a step lies within bounds.
func (c *supposing) step(k, item int, to formula.Bounds) {
	t := &c.sch.steps[k]
	if t.typ.List == "" {
		item = 0
	}
	if c.depth > len(c.sch.steps) || c.gone || to.Low == nil && to.High == nil && to.Within.Kind == 0 {
		return
	}
	s := c.stepSpan(k, item)
	if !to.Meets(s) {
		c.gone = true
		return
	}
	if len(s.Needs) == 0 {
		return
	}
	c.depth++
	t.f.NarrowTo(c, item, to)
	for _, l := range c.sch.always[k] {
		l.by.NarrowTo(c, item, l.bounds(to))
	}
	c.depth--
}

// confinedTo keeps of what a fact can be what lies within bounds; less tells that it is not all.
func confinedTo(s formula.Span, typ reflect.Type, to formula.Bounds) (out formula.Span, less bool) {
	out = s
	switch {
	case !s.Present():
	case s.Kind.IsOrdered():
		out.Low = latter(s.Low, inward(s.Kind, typ, to.Low, to.Above, 1), 1)
		out.High = latter(s.High, inward(s.Kind, typ, to.High, to.Below, -1), -1)
		less = out.Low != s.Low || out.High != s.High
	case to.Within.Kind != s.Kind || s.Any:
	case s.Kind == formula.Flag:
		out.True, out.False = s.True && to.Within.True, s.False && to.Within.False
		less = out.True != s.True || out.False != s.False
	default:
		out.Codes = slices.DeleteFunc(slices.Clone(s.Codes), func(code string) bool { return !slices.Contains(to.Within.Codes, code) })
		less = len(out.Codes) < len(s.Codes)
	}
	return out, less
}
