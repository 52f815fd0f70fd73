package rule

import (
	"math/big"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// law is a comparison of a step with what stands before it, which holds in every answered case.
type law struct {
	whole *formula.Formula // {step} ≥ something
	step  int              // its place in the scheme
	op    formula.Op
	by    *formula.Formula // what it is compared with
	mode  *formula.Formula // what the step is rounded by in the end; nil where it is not
}

// laws reads what holds in every answered case.
func (s *scheme) laws(f *Errors) {
	s.always = make([][]law, len(s.steps))
	for _, text := range s.held {
		l, why := s.law(text)
		if !why.IsZero() {
			f.Add(NotWhole, "Always", clip(text), why)
			continue
		}
		s.always[l.step] = append(s.always[l.step], l)
	}
}

// law reads one, or says why it is none.
func (s *scheme) law(text string) (law, Text) {
	whole, err := formula.Parse(text)
	if err != nil {
		return law{}, unread(err)
	}
	none := Text{ZH: "应为一个步骤与其前面各项的比较（＝、＜、≤、＞、≥；非数值只用＝），步骤写在左边",
		EN: "must compare a step, on the left, with what stands before it: =, <, ≤, > or ≥, and what is no number by = alone"}
	root := whole.Root()
	if !root.Op.IsComparison() || root.Op == formula.OpNe || root.Args[0].Op != formula.OpName {
		return law{}, none
	}
	k, ok := s.names[root.Args[0].Text]
	if !ok || !s.steps[k].typ.Kind.IsOrdered() && root.Op != formula.OpEq {
		return law{}, none
	}
	typ, err := whole.Check(s.upTo(k + 1))
	if err != nil {
		return law{}, unread(err)
	}
	by, err := formula.Parse(root.Args[1].String())
	if err == nil {
		_, err = by.Check(s.upTo(k))
	}
	if err != nil { // it names the step itself, or one behind it
		return law{}, unread(err)
	}
	if typ.List != s.steps[k].typ.List { // one value against each item
		return law{}, none
	}
	l := law{whole: whole, step: k, op: root.Op, by: by}
	if of := s.steps[k].f.Root(); of.Op == formula.OpRound {
		l.mode, _ = formula.Parse(of.Args[1].String())
	}
	return l, Text{}
}

// upTo is what a formula in the place of a step may name.
func (s *scheme) upTo(k int) func(name string) (formula.Type, bool) {
	return func(name string) (formula.Type, bool) {
		if i, ok := s.names[name]; ok && i >= k {
			return formula.Type{}, false
		}
		return s.scope(name)
	}
}

// unread is an error of package formula in both languages.
func unread(err error) Text {
	if e, ok := err.(*formula.Error); ok {
		return Text{ZH: e.In(Chinese), EN: e.In(English)}
	}
	return Text{ZH: err.Error(), EN: err.Error()}
}

// lawful keeps of what a step can be what holds in every answered case.
func (e *expected) lawful(k, item int, s formula.Span) formula.Span {
	if e.plain || !s.Present() {
		return s
	}
	for _, l := range e.sch.always[k] {
		by := l.by.Span(e, item)
		if !by.Present() {
			continue
		}
		if !s.Kind.IsOrdered() {
			switch kept := both(s, by); {
			case kept.Present():
				s = kept
			case e.parted:
				return formula.Span{}
			}
			continue
		}
		low, high := by.Low, by.High
		switch l.op {
		case formula.OpLe, formula.OpLt:
			low = nil
		case formula.OpGe, formula.OpGt:
			high = nil
		}
		grain := e.grain(l, s.Kind, item)
		kept, some := cut(s, multipleFrom(grain, low, l.op == formula.OpGt, 1), multipleFrom(grain, high, l.op == formula.OpLt, -1))
		switch {
		case !some && e.parted: // of a part of the case nothing is answered
			return formula.Span{}
		case some && l.op == formula.OpEq && !kept.IsCertain(): // it turns on no more than what it equals
			kept.Needs = slices.Clone(by.Needs)
		}
		s = kept
	}
	return s
}

// both is what two spans of what is not in order have in common; it turns on what the second does.
func both(s, by formula.Span) formula.Span {
	out := by
	out.Absent = s.Absent
	if s.Kind == formula.Flag {
		out.True, out.False = s.True && by.True, s.False && by.False
		return out
	}
	if by.Any {
		return s
	}
	out.Codes = slices.DeleteFunc(slices.Clone(by.Codes), func(c string) bool { return !s.Contains(formula.Value{Kind: s.Kind, Text: c}) })
	return out
}

// bounds are what the law's other side lies within where the step lies within some.
func (l law) bounds(to formula.Bounds) formula.Bounds {
	switch l.op {
	case formula.OpLe, formula.OpLt:
		return formula.Bounds{Low: to.Low, Above: to.Above || l.op == formula.OpLt}
	case formula.OpGe, formula.OpGt:
		return formula.Bounds{High: to.High, Below: to.Below || l.op == formula.OpGt}
	}
	return to
}

// cornersOfLaws notes where what bounds a step that is a number is least and greatest: the step may be there, too.
func (e *expected) cornersOfLaws(k, item int, ids []int32) {
	for _, l := range e.sch.always[k] {
		low, high := e.corners(ids, func(of sloping) formula.Span { return l.by.Slope(of, item, of.of) })
		if l.op != formula.OpLe && l.op != formula.OpLt {
			e.ends = append(e.ends, low)
		}
		if l.op != formula.OpGe && l.op != formula.OpGt {
			e.ends = append(e.ends, high)
		}
	}
}

// grain is what each value of a step is a multiple of: one, or that to which it is rounded; nil where that is not known.
func (e *expected) grain(l law, k formula.Kind, item int) *big.Rat {
	switch {
	case k == formula.Count || k == formula.Month:
		return big.NewRat(1, 1)
	case l.mode != nil:
		if mode := l.mode.Span(e, item); mode.IsCertain() {
			if r, err := unit.ParseRounding(mode.Value().Text); err == nil {
				return big.NewRat(r.Step(), 100)
			}
		}
	}
	return nil
}

// proveLaws holds what the rule says of every answered case against what was recorded.
func (e *evidence) proveLaws(i int) Text {
	k, ok := e.sch.names[e.steps[i].ID]
	if !ok {
		return Text{}
	}
	for _, l := range e.sch.always[k] {
		if err := l.whole.Proves(e, e.steps[i].Item, formula.Value{Kind: formula.Flag, Flag: true}); err != nil {
			return Text{ZH: "规则声明恒成立的不成立：" + e.sch.formulaIn(l.whole, e.steps[i].Item, Chinese),
				EN: "what the rule says of every case does not hold: " + e.sch.formulaIn(l.whole, e.steps[i].Item, English)}
		}
	}
	return Text{}
}
