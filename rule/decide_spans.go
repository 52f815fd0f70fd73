package rule

import (
	"math/big"
	"reflect"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Span implements [formula.SpanEnv].
func (e *expected) Span(name string, item int) (formula.Span, bool) {
	e.work++
	if k, ok := e.sch.names[name]; ok {
		return e.stepSpan(k, item), true
	}
	k, ok := e.sch.givens[name]
	if !ok {
		return formula.Span{}, false
	}
	return e.givenSpan(k, item), true
}

func (e *expected) stepSpan(k, item int) formula.Span {
	c := &e.sch.steps[k]
	if c.typ.List == "" {
		item = 0
	}
	at := slot{true, k, item}
	s, ok := e.spans[at]
	if !ok {
		if e.work > maxWork {
			s = e.lawful(k, item, e.anything(c.typ.Kind))
		} else {
			s = e.assumed(at, e.tightened(k, item, e.kept(at, e.lawful(k, item, e.narrowed(e.sch.declared[k], c.f.Span(e, item))))))
		}
		s.Absent = s.Absent || e.skipped[k]
		e.spans[at] = s
	}
	return s
}

// anything is what a step can be that is not computed, since it would cost too much.
func (e *expected) anything(k formula.Kind) formula.Span {
	return formula.Span{Kind: k, True: true, False: true, Any: true, Needs: e.every}
}

// skippable tells, by step, which show a field of the answer that a case can lack.
func (s *scheme) skippable() []bool {
	out := make([]bool, len(s.steps))
	for i := range s.answers {
		if k, ok := s.names[s.stepOf(&s.answers[i])]; ok && s.answers[i].maybeAbsent() {
			out[k] = true
		}
	}
	return out
}

// absentToo adds to a field that a case can lack that it may: by the conditions that its definition says it stands under, or, where it
// says none, by any open fact.
func (e *expected) absentToo(s formula.Span, l *leafType, item int) formula.Span {
	if !l.maybeAbsent() {
		return s
	}
	s = l.shownOnly(s)
	s.Absent = true
	stands := e.sch.stands[l.path]
	if len(stands) == 0 || !s.Present() {
		s.Needs = e.every
		return s
	}
	sure := true
	for _, f := range stands {
		is, not := f.Decided(e, item)
		if not {
			return formula.Span{Absent: true}
		}
		if sure = sure && is; !is {
			s.Needs = append(slices.Clone(s.Needs), f.Span(e, item).Needs...)
			s.Needs = append(s.Needs, e.mayLack(f, item)...)
		}
	}
	s.Absent = !sure
	return s
}

// mayLack are the open facts that a formula reads and that may not be given: it has no value then.
func (e *expected) mayLack(f *formula.Formula, item int) (out []int32) {
	for _, name := range f.Names() {
		if s, ok := e.Span(name, item); ok && s.Absent && s.Present() {
			out = append(out, s.Needs...)
		}
	}
	return out
}

// shownOnly takes out what is left out where a field is no [Given]: a flag that is false, a count of zero.
func (l *leafType) shownOnly(s formula.Span) formula.Span {
	if !l.leftOutAtZero() || !s.Present() {
		return s
	}
	switch {
	case s.Kind == formula.Flag && l.typ.Kind() == reflect.Bool:
		s.False = false
	case s.Kind == formula.Count && l.typ.Kind() == reflect.Int64 && s.Low != nil && s.Low.Sign() == 0:
		if s.Low = big.NewRat(1, 1); s.High != nil && s.High.Sign() == 0 {
			return formula.Span{}
		}
	}
	return s
}

// leftOutAtZero tells of a field that is left out where it is its zero, which a [Given] is not.
func (l *leafType) leftOutAtZero() bool {
	_, given := held(l.typ)
	return !given && l.field != nil && l.field.optional
}

// maybeAbsent tells of a field of an answer that a case can lack. A choice, share or month that is
// left out where it is zero is no such field: none is ever zero in an answer.
func (l *leafType) maybeAbsent() bool {
	if _, given := held(l.typ); given || !l.optional || l.field == nil || !l.field.optional {
		return l.optional
	}
	return kindOf(l.typ) != formula.Choice && l.typ != reflect.TypeFor[unit.Share]() && l.typ != reflect.TypeFor[unit.Month]()
}

func (e *expected) givenSpan(k, item int) formula.Span {
	g := &e.sch.given[k]
	if g.typ.List == "" || g.typ.Kind == formula.List {
		item = 0
	}
	if id, ok := e.at[slot{false, k, item}]; ok {
		if s, ok := e.fixed[id]; ok {
			return s
		}
		return e.unknown[id].span
	}
	if g.typ.List != "" && g.typ.Kind != formula.List && item > 0 {
		if _, known := e.lists[g.typ.List]; !known { // of an item of a list that is not known
			s := e.sch.spanOf(g)
			s.Needs = []int32{e.at[slot{false, e.sch.givens[g.typ.List], 0}]}
			return s
		}
	}
	var node any
	there := false
	if item == 0 {
		node, there = find(e.root(g.part), g.leaf.path)
	} else if items := e.lists[g.typ.List]; item <= len(items) {
		node, there = find(items[item-1], g.rest)
	}
	if !there {
		if g.plainZero { // a parameter
			v := formula.Value{Kind: g.typ.Kind}
			if g.typ.Kind.IsNumeric() {
				v.Rat = new(big.Rat)
			}
			return formula.Certain(v)
		}
		return formula.Span{Absent: true}
	}
	v, err := formula.ParseValue(g.typ.Kind, plain(node))
	if err != nil || v.Kind == formula.Choice && g.typ.Codes != nil && !slices.Contains(g.typ.Codes, v.Text) { // a label, or none
		return formula.Span{Kind: g.typ.Kind, Any: true}
	}
	return formula.Certain(v)
}

// Length implements [formula.SpanEnv].
func (e *expected) Length(name string) (least, most int64, needs []int32, ok bool) {
	if t, known := e.sch.scope(name); known {
		name = t.List
	}
	if _, is := e.sch.lists[name]; !is {
		return 0, 0, nil, false
	}
	if items, known := e.lists[name]; known {
		return int64(len(items)), int64(len(items)), nil, true
	}
	s := e.givenSpan(e.sch.givens[name], 0)
	return whole(s.Low, 0), whole(s.High, tree.MaxItems), s.Needs, true
}

func whole(v *big.Rat, open int64) int64 {
	if v == nil || !v.Num().IsInt64() {
		return open
	}
	return v.Num().Int64()
}
