package rule

import (
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// maxAimed is how many open facts a case may have for an end to be aimed at, maxAiming how many names are looked up for one end and
// maxAimingAll for all of a case, maxMissed how often in a row nothing may come of it; maxAimedAt is how many values a fact is looked at
// with, maxSpread how often what is found of one confines another.
const (
	maxAimed     = 24
	maxAiming    = 1000
	maxAimingAll = 3000
	maxMissed    = 4
	maxAimedAt   = 12
	maxSpread    = 3
)

// aim looks for a completion that comes to each end of a field that none has come to. It bounds nothing.
func (e *expected) aim(r Any, seen *witness, at *shown, s formula.Span, rnd *rand.Rand) {
	if at.item < 0 || len(s.Needs) == 0 || len(e.unknown) > maxAimed || s.IsCertain() || s.Any {
		return
	}
	for _, end := range seen.unseen(at.path, s) {
		for _, last := range []bool{false, true} {
			if e.aiming > maxAimingAll || e.missed >= maxMissed {
				return
			}
			a := &aiming{confining: confining{expected: e}, field: at, last: last, ids: s.Needs}
			if a.to(s, end) && e.try(r, seen, false, a.option(seen.choices), rnd) != nil {
				return
			}
			if !slices.Contains(seen.unseen(at.path, s), end) {
				e.missed = 0
				break
			}
			e.missed++
		}
	}
}

// aiming gives the open facts their values one at a time, so that an end of a field can still be come to and the rule does not refuse the
// case, as far as formulas tell; what one has got confines the others. Its confining need not be safe: a completion is held against the rule.
type aiming struct {
	confining
	field *shown
	ids   []int32 // those that the field comes from, to be set first
	last  bool    // of values the last is looked at first
	value map[int32]formula.Span
	end   func(formula.Span) bool
	tell  func()
}

// to sets open facts for an end; false where that leads nowhere.
func (a *aiming) to(s formula.Span, end unseenEnd) bool {
	e := a.expected
	unknown, within, fixed, spans, work, plain := e.unknown, e.within, e.fixed, e.spans, e.work, e.plain
	e.unknown, e.within, e.fixed, e.plain = slices.Clone(unknown), maps.Clone(within), map[int32]formula.Span{}, true
	e.spans, e.work = map[slot]formula.Span{}, 0
	defer func() {
		e.aiming += e.work
		e.unknown, e.within, e.fixed, e.spans, e.work, e.plain = unknown, within, fixed, spans, work, plain
	}()
	a.look(s, end)
	a.value = map[int32]formula.Span{}
	if a.spread(); a.none || !a.end(a.fieldSpan(a.field)) {
		return false
	}
	order := slices.Clone(a.ids)
	for id := range e.unknown {
		if !slices.Contains(order, int32(id)) {
			order = append(order, int32(id))
		}
	}
	for _, id := range order {
		g := &e.sch.given[e.unknown[id].given]
		if g.typ.Kind == formula.List || e.unknown[id].span.Any {
			continue
		}
		if !a.set(id) {
			return false
		}
		if a.none || e.work > maxAiming {
			return false
		}
		if e.unknown[id].span.Kind.IsOrdered() && slices.Contains(a.ids, id) {
			a.spread()
		}
	}
	return true
}

// look says what the end is.
func (a *aiming) look(s formula.Span, end unseenEnd) {
	k, step := a.sch.names[a.field.step]
	f := func() *formula.Formula { return a.sch.steps[k].f }
	switch {
	case end.absent:
		a.end, a.tell = func(s formula.Span) bool { return s.Absent }, func() {}
		return
	case end.low, end.high:
		v := s.High
		if end.low {
			v = s.Low
		}
		a.end = func(o formula.Span) bool {
			return o.Present() && (o.Low == nil || o.Low.Cmp(v) <= 0) && (o.High == nil || o.High.Cmp(v) >= 0)
		}
		a.tell = func() { a.step(k, a.field.item, v, v) }
	default:
		v := formula.Value{Kind: s.Kind, Text: end.code, Flag: end.code == "true"}
		a.end = func(o formula.Span) bool { return o.Contains(v) }
		a.tell = func() { f().NarrowTo(&a.confining, a.field.item, v) }
	}
	if !step { // it shows a fact
		v := s
		a.tell = func() {
			if end.low || end.high {
				at := v.High
				if end.low {
					at = v.Low
				}
				a.Narrow(a.field.step, a.field.item, formula.Bounds{Low: at, High: at})
			}
		}
	}
}

// spread confines open facts by the end, by each other and by what the rule refuses.
func (a *aiming) spread() {
	for range maxSpread {
		a.found = false
		clear(a.spans)
		a.tell()
		for _, f := range a.sch.never {
			f.NarrowRefused(&a.confining)
		}
		for k := range a.sch.steps {
			if low, high := a.sch.confined(k); low != nil || high != nil {
				a.step(k, 0, low, high)
			}
		}
		if !a.found || a.none || a.work > maxAiming {
			break
		}
	}
	clear(a.spans)
}

// set gives an open fact the first value with which the end can be come to.
func (a *aiming) set(id int32) bool {
	u := &a.unknown[id]
	had := u.span
	values := u.singles()
	if a.last {
		slices.Reverse(values)
	}
	for _, v := range values[:min(len(values), maxAimedAt)] {
		u.span = v
		clear(a.spans)
		if !a.refusedHere() && a.end(a.fieldSpan(a.field)) {
			a.value[id] = v
			return true
		}
	}
	u.span = had
	return false
}

// singles are some of what a fact can be, each alone: left out first, of numbers its ends.
func (u *unknown) singles() (out []formula.Span) {
	s := u.span
	if s.Absent {
		out = append(out, formula.Span{Absent: true})
	}
	switch {
	case !s.Present():
	case s.Kind == formula.Flag:
		for _, is := range []bool{false, true} {
			if is && s.True || !is && s.False {
				out = append(out, formula.Span{Kind: s.Kind, True: is, False: !is})
			}
		}
	case !s.Kind.IsOrdered():
		for _, c := range s.Codes {
			out = append(out, formula.Span{Kind: s.Kind, Codes: []string{c}})
		}
	default:
		numbers := u.numbers()
		for _, v := range u.near {
			if s.Contains(formula.Value{Kind: s.Kind, Rat: v}) && !slices.ContainsFunc(numbers, func(n *big.Rat) bool { return n.Cmp(v) == 0 }) {
				numbers = append(numbers, v)
			}
		}
		for _, v := range numbers {
			out = append(out, formula.Certain(formula.Value{Kind: s.Kind, Rat: v}))
		}
	}
	return out
}

// option is what each open fact is completed by.
func (a *aiming) option(choices [][]string) func(i int) string {
	return func(i int) string {
		v, set := a.value[int32(i)]
		if !set {
			if len(choices[i]) == 0 {
				return ""
			}
			return choices[i][0]
		}
		if !v.Present() {
			return ""
		}
		u := unknown{span: v}
		if texts := u.texts(&a.sch.given[a.unknown[i].given]); len(texts) > 0 {
			return texts[0]
		}
		return ""
	}
}
