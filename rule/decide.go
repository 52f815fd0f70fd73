package rule

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Outlook 可能的结论 is what can be said of a case of which some facts are not known yet: what
// each field of the answer can be, and which facts to ask for.
type Outlook struct {
	Rule    string `json:"rule"`
	Version int    `json:"version"`
	// Determined 结论已定 tells that every way to complete the facts gives the same answer, so
	// that those that are missing are not needed. A figure is the same however many decimals it is written with: 350 and 350.00.
	Determined bool `json:"determined"`
	// Answer lists the fields of the answer in their order.
	Answer []Possible `json:"answer"`
	// Needs 尚需核实 lists the facts that can still change the answer; first the one after which
	// the fewest remain to be asked for, on the average of what it can be. It goes by the formulas, so that none that matters is
	// left out; what they do not say is not known here. One that the rule refuses beside another (a part, where the value is given)
	// and one that decides only a case it does not come to (a declaration, where there is a figure) can be listed, in
	// particular where a field of the answer may be left out: which cases lack it no formula says. Null says of an optional
	// fact that it is not given, and that ends the asking.
	Needs []Need `json:"needs,omitzero"`
	// Unneeded 无需核实 lists the paths of facts that are not known and cannot change the
	// answer any more.
	Unneeded []string `json:"unneeded,omitzero"`
	// Refused 试补均不予计算 is what each completion that was tried is refused for, of the facts that are given, such as a code that
	// the county does not have. Nothing is called determined then; another completion may be answered. None where one was, and where completions are
	// refused for facts that are open: what is determined is then the answer of each that is answered.
	Refused Errors `json:"refused,omitzero"`
}

// Possible 可能的取值 is what one field of an answer can be. It is never less than what can be;
// where Attained, it is no more either.
type Possible struct {
	Path  string `json:"path"`
	Label Text   `json:"label"`
	// Value is what the field is, where it is determined.
	Value string `json:"value,omitzero"`
	// Low and High are the ends, inclusive, of a number, an amount or a month; empty where
	// it is not bounded.
	Low  string `json:"low,omitzero"`
	High string `json:"high,omitzero"`
	// Codes are those that a choice or a yes or no can be.
	Codes []string `json:"codes,omitzero"`
	// Absent tells that the field may be left out of the answer.
	Absent bool `json:"absent,omitzero"`
	// Determined tells that it is the same in every completion.
	Determined bool `json:"determined"`
	// Attained tells that both ends, or all codes, were seen in completions that the rule
	// accepts.
	Attained bool `json:"attained"`
	// Unseen 未见取到 lists the ends that no completion which was tried comes to, so that they are limits: nothing is beyond them, and
	// whether something is at them is not known. They are "low" and "high", of a choice or a yes or no its codes, and "absent". Every
	// other end was seen in a completion that the rule accepts.
	Unseen []string `json:"unseen,omitzero"`
	// Remark says by the end of which year a verdict is due, in brackets, as [Told] does: the parameters alone say it. Empty where the
	// answer's field names no year, or the field is left out.
	Remark Text `json:"remark,omitzero"`
}

// Need 尚需核实的信息 is a fact to ask for.
type Need struct {
	Path  string `json:"path"` // members[1].income; of a list that is not given, the list
	Label Text   `json:"label"`
	// Step is the label of the first step that turns on it, Clause the id of that step's
	// clause, where it has one.
	Step   Text   `json:"step"`
	Clause string `json:"clause,omitzero"`
}

// Decide 部分信息下的判断 tells what can be said of a case from JSON in which facts are left out that
// are not known yet; an optional fact that is null is known not to be given. It computes
// what every step's formula can be, so that a field of the answer is never called
// determined while a completion would change it; a list that is given is taken as
// complete, a list that is left out as not known. An optional fact that the rule refuses beside what is given, as its
// definition says ([Definition.Never]), is not asked for. What no answer has bounds the facts and, by them, the other fields of the
// answer: a share above its whole, a field outside the range of its tag, what is never answered.
//
// A fact that is not needed must be given all the same before [Rule.Eval] or [Rule.Explain]
// answers: they answer whole cases. Facts that are given and cannot be are an error, as in
// [Rule.Eval], and so are facts of which no completion gives a field of the answer, or gives it within its range: a null for
// a fact without which no case is answered, a whole of nothing; that
// others cannot be completed, since what they add up to cannot be, is not noticed. Of a long list of which much is not known less may be
// said than could be, to stay quick. Facts that hold lists within lists are not offered:
// the error is [NotWhole], as it is where a completion is answered outside the range that the rule itself declares for its answer.
func (r Rule[Policy, Facts, Answer]) Decide(facts []byte) (Outlook, error) { return decide(r, facts) }

func decide(r Any, facts []byte) (Outlook, error) {
	if err := r.Err(); err != nil {
		return Outlook{}, err
	}
	_, policy, err := r.asJSON()
	if err != nil {
		return Outlook{}, err
	}
	s := r.scheme()
	e, err := s.expect(policy, facts)
	if err != nil {
		return Outlook{}, s.named(OfFacts, err)
	}
	seen, err := e.complete(r)
	if err != nil {
		return Outlook{}, err
	}
	if e.barred { // of a whole case it is an error of the kernel, or it was answered
		return Outlook{}, e.whatever(seen)
	}
	out, gone := e.outlook(r, seen)
	if gone != nil && e.never == nil && len(seen.answers) == 0 {
		return Outlook{}, e.cannotBe(seen, gone)
	}
	if l := e.never; l != nil && len(e.unknown) > 0 {
		return Outlook{}, s.named(OfFacts, Errors{{Code: Invalid, Part: OfFacts, Reason: Text{
			ZH: "所给信息无论怎样补全都不成立：结论“" + l.label.ZH + "”" + e.sch.ranges[l.path].within.describe().ZH,
			EN: "however these facts are completed they cannot be: " + strconv.Quote(l.label.EN) + " of the answer " + e.sch.ranges[l.path].within.describe().EN}}})
	}
	s.remark(out.Answer, policy)
	return out, nil
}

// remark says of each verdict when it is due.
func (s *scheme) remark(answer []Possible, policy any) {
	for i := range s.answers {
		l := &s.answers[i]
		if l.field == nil || l.field.tag.Get("due") == "" {
			continue
		}
		year, ok := find(policy, l.field.tag.Get("due"))
		if !ok || plain(year) == "0" {
			continue
		}
		for k := range answer {
			if p := &answer[k]; p.Path == l.path && (!p.Determined || p.Value != "" && !p.Absent) { // none is not due
				p.Remark = dueBy(plain(year))
			}
		}
	}
}

// Decide 部分信息下的判断 is [Rule.Decide] of any rule by its id, from JSON to the JSON of an
// [Outlook].
func (c Catalog) Decide(id string, parameters, facts []byte) (outlook []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	bound, err := boundTo(r, parameters, nil)
	if err != nil {
		return nil, err
	}
	out, err := decide(bound, facts)
	if err != nil {
		return nil, err
	}
	return appendJSON(nil, out)
}

// possible lists what each field of the answer can be.
func (e *expected) possible() (fields []shown, spans []formula.Span) {
	add := func(at shown, s formula.Span) {
		fields, spans = append(fields, at), append(spans, s)
	}
	for i := range e.sch.answers {
		l := &e.sch.answers[i]
		name := e.sch.stepOf(l)
		list, rest, inList := strings.Cut(l.path, "[]")
		if inList && rest == "" && !l.plainItems() {
			continue // its fields follow
		}
		if !inList {
			at := shown{l.path, l, name, 0}
			add(at, e.fieldSpan(&at))
			continue
		}
		t, _ := e.sch.scope(name)
		least, most, needs, ok := e.Length(t.List)
		if !ok || len(needs) > 0 || least != most {
			s, _ := e.Span(name, 1)
			s.Absent = !ok || least == 0 || l.maybeAbsent() // there may be no item
			s.Needs = append(slices.Clone(s.Needs), needs...)
			add(shown{l.path, l, name, -1}, e.allowed(l, s))
			continue
		}
		for item := range int(most) {
			at := shown{tree.Index(list, item) + rest, l, name, item + 1}
			add(at, e.fieldSpan(&at))
		}
	}
	return fields, spans
}

// fieldSpan is what a field of the answer can be.
func (e *expected) fieldSpan(at *shown) formula.Span {
	s, _ := e.Span(at.step, at.item)
	return e.allowed(at.leaf, e.absentToo(s, at.leaf, at.item))
}

// allowed keeps what a field's type and tag allow.
func (e *expected) allowed(l *leafType, s formula.Span) formula.Span {
	if inner, _ := held(l.typ); inner == reflect.TypeFor[unit.Share]() && s.Present() { // no more than its whole
		if s.Low == nil || s.Low.Sign() < 0 {
			s.Low = new(big.Rat)
		}
		if one := big.NewRat(1, 1); s.High == nil || s.High.Cmp(one) > 0 {
			s.High = one
		}
	}
	return e.narrowed(e.sch.ranges[l.path], s)
}

// needs gives the unknown facts that the answer turns on.
func (e *expected) needs(spans []formula.Span) []int32 {
	var out []int32
	for i := range spans {
		if !spans[i].IsCertain() {
			out = append(out, spans[i].Needs...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// outlook also gives a field of the answer that no completion has, nil for none.
func (e *expected) outlook(r Any, seen *witness) (out Outlook, gone *leafType) {
	out = Outlook{Rule: e.sch.id, Version: e.sch.version, Determined: true, Answer: []Possible{}}
	fields, spans := e.possible()
	if len(e.unknown) > 0 {
		gone = lost(fields, spans)
	}
	if gone != nil && len(seen.answers) == 0 {
		return out, gone
	}
	if len(e.unknown) > 0 && len(seen.answers) == 0 {
		out.Refused = seen.why
	}
	if len(e.unknown) > 0 && len(seen.answers) > 0 && seen.choices != nil {
		rnd := rand.New(rand.NewPCG(2, uint64(len(e.unknown))))
		for i := range spans {
			spans[i] = e.refine(r, seen, seen.choices, &fields[i], spans[i], rnd)
		}
	}
	for i := range spans {
		path := fields[i].path
		p := Possible{Path: path, Label: labelOf(e.sch.answerType, path), Absent: spans[i].Absent}
		if len(e.unknown) == 0 { // nothing is open: it is what the rule answers
			p.Determined, p.Attained = true, true
			p.Value, p.Absent = seen.only(path)
		} else if text, ok := seen.settles(&fields[i], spans[i]); ok {
			p.Determined, p.Attained, p.Value = true, true, text
		} else {
			p.fill(spans[i], fields[i].leaf, len(out.Refused) > 0)
			if text, absent := seen.only(path); p.Determined && text != "" && !absent { // as the rule itself writes it
				p.Value = text
			}
			unseen := seen.unseen(path, spans[i])
			p.Attained = len(unseen) == 0 && !spans[i].Any && (!spans[i].Kind.IsOrdered() || spans[i].Low != nil && spans[i].High != nil)
			for _, end := range unseen {
				p.Unseen = append(p.Unseen, end.name())
			}
		}
		out.Determined = out.Determined && p.Determined
		out.Answer = append(out.Answer, p)
	}
	needs := e.needs(spans)
	if len(e.unknown) == 0 || out.Determined {
		needs = nil
	}
	asked, turns := make([]bool, len(e.unknown)), map[int32]*Term{}
	if len(needs) > 0 {
		turns = e.turnsOn()
	}
	for _, id := range e.ordered(needs) {
		u := &e.unknown[id]
		asked[id] = true
		n := Need{Path: u.path, Label: labelOf(e.sch.factsType, u.path), Step: e.sch.title} // where the answer shows the fact itself
		if t := turns[id]; t != nil {
			n.Step, n.Clause = t.Label, t.Clause.ID
		}
		out.Needs = append(out.Needs, n)
	}
	for id := range e.unknown {
		if !asked[id] {
			out.Unneeded = append(out.Unneeded, e.unknown[id].path)
		}
	}
	out.Unneeded = append(out.Unneeded, e.left...)
	return out, gone
}

// fill writes a span as texts. It determines nothing where no case of it was seen.
func (p *Possible) fill(s formula.Span, l *leafType, unseen bool) {
	p.Determined = s.IsCertain() && !unseen
	kind := kindOf(l.typ)
	write := func(v *big.Rat) string {
		if v == nil {
			return ""
		}
		if s.Kind == formula.Month {
			kind = formula.Month
		}
		return formula.Value{Kind: kind, Rat: v}.String()
	}
	switch {
	case !s.Present():
	case s.Kind.IsOrdered():
		if p.Determined {
			p.Value = write(s.Low)
			return
		}
		p.Low, p.High = write(s.Low), write(s.High)
	case s.Kind == formula.Flag:
		if p.Determined {
			p.Value = strconv.FormatBool(s.True)
			return
		}
		for _, is := range []bool{true, false} {
			if is && s.True || !is && s.False {
				p.Codes = append(p.Codes, strconv.FormatBool(is))
			}
		}
	case p.Determined:
		p.Value = s.Codes[0]
	default:
		p.Codes = s.Codes
	}
}

// items are the first and the last item of a list as [formula.Env] counts them; 0 and 0 of what is of no list.
func (e *expected) items(list string) (first, last int) {
	if list == "" {
		return 0, 0
	}
	return 1, len(e.lists[list])
}

// turnsOn names, by fact, the first step that is open and reads it.
func (e *expected) turnsOn() map[int32]*Term {
	out := map[int32]*Term{}
	for k := range e.sch.steps {
		first, last := e.items(e.sch.steps[k].typ.List)
		for item := first; item <= max(last, first) && len(out) < len(e.unknown); item++ {
			for _, id := range e.stepSpan(k, item).Needs {
				if out[id] == nil {
					out[id] = e.sch.steps[k].term
				}
			}
		}
	}
	return out
}
