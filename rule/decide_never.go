package rule

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// bars reads the conditions of which a case is refused where one holds.
func (s *scheme) bars(f *Errors) {
	for _, text := range s.barred {
		if read := s.condition(f, "Never", text); read != nil {
			s.never = append(s.never, read)
		}
	}
}

// condition reads one of parameters and facts.
func (s *scheme) condition(f *Errors, at, text string) *formula.Formula {
	var typ formula.Type
	read, err := formula.Parse(text)
	if err == nil {
		typ, err = read.Check(s.upTo(0))
	}
	why := Text{ZH: "应为参数与信息的一个条件", EN: "must be a condition of parameters and facts"}
	if err != nil {
		why = unread(err)
	}
	if err != nil || typ.Kind != formula.Flag || typ.List != "" {
		f.Add(NotWhole, at, clip(text), why)
		return nil
	}
	return read
}

// standing reads the conditions under which an answer has a field.
func (s *scheme) standing(f *Errors) {
	s.stands = map[string][]*formula.Formula{}
	for _, path := range slices.Sorted(maps.Keys(s.stood)) {
		read, some := s.condition(f, "Stands", s.stood[path]), false
		for i := range s.answers {
			l := &s.answers[i]
			if l.path != path && !strings.HasPrefix(l.path, path+".") || !l.maybeAbsent() {
				continue
			}
			if some = true; read != nil && !l.leftOutAtZero() {
				s.stands[l.path] = append(s.stands[l.path], read)
			}
		}
		if !some {
			f.Add(NotWhole, "Stands", path, Text{ZH: "结论中没有此项，或每个结论都有此项", EN: "no field of the answer, or one that every answer has"})
		}
	}
}

// exclude finds of optional facts and lists that are open those that can only be left out, since the rule refuses each case in which they are
// given beside what is known: there is nothing to ask. One that can only be given is no more taken to be left out.
// Where the rule refuses the case either way, it is barred.
func (e *expected) exclude() {
	if len(e.sch.never) == 0 {
		return
	}
	kept := e.spans
	defer func() { e.fixed, e.spans = map[int32]formula.Span{}, kept }()
	refused := func(fixed map[int32]formula.Span) bool {
		e.fixed, e.spans = fixed, map[slot]formula.Span{}
		return e.refusedHere()
	}
	if e.barred = refused(nil); e.barred {
		return
	}
	for again := true; again; {
		again = false
		for id := range e.unknown {
			u := &e.unknown[id]
			given, not, open := e.ways(u)
			if !open {
				continue
			}
			mustNot, must := refused(map[int32]formula.Span{int32(id): given}), refused(map[int32]formula.Span{int32(id): not})
			switch {
			case mustNot && must:
				e.barred = true
				return
			case mustNot:
				u.span, u.out = not, true
			case must:
				given.Needs = u.span.Needs
				u.span = given
			}
			again = again || mustNot || must
		}
	}
	e.leave()
}

// leave takes out of what is open what can only be left out: it is known not to be given.
func (e *expected) leave() {
	had := e.unknown
	place := make([]int32, len(had))
	e.unknown, e.every = nil, nil
	for id, u := range had {
		if place[id] = -1; u.out {
			if g := &e.sch.given[u.given]; g.typ.Kind == formula.List {
				e.lists[g.leaf.path] = []any{}
			}
			e.left = append(e.left, u.path)
			continue
		}
		n := int32(len(e.unknown))
		place[id], u.span.Needs = n, []int32{n}
		e.unknown, e.every = append(e.unknown, u), append(e.every, n)
	}
	for at, id := range e.at {
		if e.at[at] = place[id]; place[id] < 0 {
			delete(e.at, at)
		}
	}
}

// ways are what an open fact is where it is given and where it is not: a list that has items, or none. open is false of one that can
// be but the one or the other.
func (e *expected) ways(u *unknown) (given, not formula.Span, open bool) {
	given, not = u.span, formula.Span{Absent: true}
	given.Needs = nil
	if e.sch.given[u.given].typ.Kind == formula.List {
		one := big.NewRat(1, 1)
		open = e.sch.given[u.given].leaf.optional && u.span.Low != nil && u.span.Low.Sign() == 0 && (u.span.High == nil || u.span.High.Cmp(one) >= 0)
		given.Low = one
		return given, formula.Certain(formula.Value{Kind: formula.Count, Rat: new(big.Rat)}), open
	}
	given.Absent = false
	return given, not, u.span.Absent && u.span.Present()
}

// whatever is the error of facts that are refused however the open ones are; where the rule answers, it is its definition that is wrong.
func (e *expected) whatever(seen *witness) error {
	if len(seen.answers) > 0 {
		return Errors{{Rule: e.sch.id, Code: NotWhole, Field: "Never", Reason: Text{
			ZH: "规则对其自身声明从不计算的情形给出了结论：请更正规则或其Never", EN: "the rule answers a case of which it says that it never does: mend the rule or its Never"}}}
	}
	if len(seen.why) > 0 {
		return seen.why
	}
	return e.sch.named(OfFacts, Errors{{Code: Invalid, Part: OfFacts, Reason: Text{
		ZH: "所给信息无论怎样补全，规则均不予计算：请核对所给各项", EN: "however these facts are completed the rule refuses them: check those that are given"}}})
}
