package rule

import (
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// refused notes what a completion is refused for that is about facts that were given: of all completions that are, what they have in
// common.
func (w *witness) refused(given Errors) {
	if len(given) == 0 {
		return
	}
	if w.why == nil {
		w.why = slices.Clone(given)
		return
	}
	w.why = slices.DeleteFunc(w.why, func(f Fault) bool {
		return !slices.ContainsFunc(given, func(g Fault) bool { return g.Code == f.Code && g.Field == f.Field })
	})
	for i := range w.why { // what differs comes of the completion, not of what was given
		f := &w.why[i]
		k := slices.IndexFunc(given, func(g Fault) bool { return g.Code == f.Code && g.Field == f.Field })
		if given[k].Value != f.Value {
			f.Value = ""
		}
		if given[k].Reason != f.Reason {
			f.Reason = f.Code.Text()
		}
	}
}

// lost finds a field that every answer has and that has no value however the facts are completed: its formula reads a fact that is
// known not to be given, or divides by zero. A rule refuses such a case.
func lost(fields []shown, spans []formula.Span) *leafType {
	for i := range fields {
		l := fields[i].leaf
		if s := &spans[i]; !l.maybeAbsent() && !s.Present() && !s.Absent {
			return l
		}
	}
	return nil
}

// cannotBe is the error of facts of which no completion is answered.
func (e *expected) cannotBe(seen *witness, l *leafType) error {
	if len(seen.why) > 0 {
		return seen.why
	}
	label := labelOf(e.sch.answerType, l.path)
	return e.sch.named(OfFacts, Errors{{Code: Invalid, Part: OfFacts, Reason: Text{
		ZH: "所给信息无论怎样补全都不成立：无法得出结论“" + label.ZH + "”",
		EN: "however these facts are completed they cannot be: " + strconv.Quote(label.EN) + " of the answer cannot be computed"}}})
}

// beyond holds an answer against the ranges that the rule declares for it: where the rule itself answered outside one, it is the
// rule that is wrong and not the facts.
func (s *scheme) beyond(answer any) error {
	for i := range s.answers {
		l := &s.answers[i]
		d := s.ranges[l.path]
		if d == nil {
			continue
		}
		for item, node := range l.standing(answer) {
			if err := s.beyondAt(l.at(item), d, node); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scheme) beyondAt(path string, d *declared, node any) error {
	if _, ok := node.(tree.Object); ok { // a share, which holds itself to its whole
		return nil
	}
	v, err := formula.ParseValue(kindOf(d.leaf.typ), plain(node))
	if err != nil || v.Rat == nil || d.within.within(v.Rat) {
		return nil
	}
	why := d.within.describe()
	return Errors{{Rule: s.id, Code: NotWhole, Field: "answer." + path, Label: labelOf(s.answerType, path), Value: plain(node), Reason: Text{
		ZH: "规则的结论超出其自身声明的范围（" + why.ZH + "）：请更正规则或其range标签",
		EN: "the rule answers outside its own declared range (" + why.EN + "): mend the rule or the range tag"}}}
}
