package ruletest

import (
	"fmt"
	"reflect"
	"strconv"
)

// differs reckons a case that was answered a second time and tells the first field of the answer that is another.
func (s *second[Policy, Facts, Answer]) differs(p *Policy, in *Facts, out *Answer) string {
	w := &s.world
	w.load(s.parameters, reflect.ValueOf(p).Elem())
	w.load(s.facts, reflect.ValueOf(in).Elem())
	answer := reflect.ValueOf(out).Elem()
	for i := range s.steps {
		c := &s.steps[i]
		col := &w.values[c.slot]
		if c.list != "" {
			col.of = col.of[:0]
			for item := range *s.items[c.list] {
				col.of = append(col.of, s.step(c, item+1, answer))
			}
			continue
		}
		col.of[0] = s.step(c, 0, answer)
	}
	for i, show := range s.shows {
		g, c := &s.answer[i], &w.values[show.slot]
		at, ok := reach(answer, g.way)
		if !show.list {
			if why := unlike(g.term(at, ok), c.of[0]); why != "" {
				return show.path + " " + why
			}
			continue
		}
		for k := 0; ok && k < at.Len(); k++ {
			leaf, ok := reach(at.Index(k), g.inner)
			if k >= len(c.of) {
				return show.path + " has more items than there are"
			}
			if why := unlike(g.term(leaf, ok), c.of[k]); why != "" {
				return fmt.Sprintf("%s %d %s", show.path, k, why)
			}
		}
	}
	return ""
}

// step reckons a step. The least n is looked for first where the answer has it.
func (s *second[Policy, Facts, Answer]) step(c *compiled, item int, answer reflect.Value) term {
	if c.least == nil {
		return c.eval(&s.world, item)
	}
	for i, show := range s.shows {
		if show.slot != c.slot || show.list != (c.list != "") {
			continue
		}
		g := &s.answer[i]
		v, ok := reach(answer, g.way)
		if ok && g.list {
			if ok = item <= v.Len(); ok {
				v, ok = reach(v.Index(item-1), g.inner)
			}
		}
		if !ok {
			continue
		}
		if t := g.read(v); t.is == set && t.num.big == nil && t.num.d == 1 && t.num.n >= 0 && s.isLeast(c, item, t.num) {
			return t
		}
	}
	return s.search(c, item)
}

// isLeast tells that the condition holds for n and not for the number before it.
func (s *second[Policy, Facts, Answer]) isLeast(c *compiled, item int, n fraction) bool {
	holds, ok := s.holds(c, item, n)
	if !ok || !holds || n.sign() == 0 {
		return ok && holds
	}
	before, ok := s.holds(c, item, n.plus(whole(-1)))
	return ok && !before
}

func (s *second[Policy, Facts, Answer]) holds(c *compiled, item int, n fraction) (holds, ok bool) {
	s.n = n
	t := c.least(&s.world, item)
	return t.flag, t.is == set
}

// search doubles until the condition holds and halves from there: it finds the least n of a condition that
// holds from some n on, and none of another.
func (s *second[Policy, Facts, Answer]) search(c *compiled, item int) term {
	none, high := whole(-1), whole(0)
	for {
		holds, ok := s.holds(c, item, high)
		if !ok || high.big != nil {
			return term{}
		}
		if holds {
			break
		}
		none, high = high, high.plus(high).plus(whole(1))
	}
	for high.plus(none.negated()).cmp(whole(1)) > 0 {
		mid := high.plus(none).times(fraction{n: 1, d: 2}).floor()
		if holds, ok := s.holds(c, item, mid); !ok {
			return term{}
		} else if holds {
			high = mid
		} else {
			none = mid
		}
	}
	return term{num: high, is: set}
}

// unlike tells how an answer's leaf differs from its step; an absent one is not held against anything.
func unlike(got, want term) string {
	switch {
	case got.is != set:
		return ""
	case want.is != set:
		return "is " + got.String() + ", and no formula gives it"
	case got.text != want.text || got.flag != want.flag || got.num.either().cmp(want.num.either()) != 0:
		return "is " + got.String() + ", reckoned a second time " + want.String()
	}
	return ""
}

func (t term) String() string {
	switch {
	case t.text != "":
		return t.text
	case t.num.d != 0 || t.num.big != nil:
		return t.num.rat().RatString()
	}
	return strconv.FormatBool(t.flag)
}
