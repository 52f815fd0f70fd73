package rule

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// scheme is what is known of a rule whatever its types: its fields, ranges, formulas and
// sources, read once when the rule is made.
type scheme struct {
	id                    string
	version               int
	policyType, factsType reflect.Type
	answerType            reflect.Type
	policy, fact, answers []leafType
	parameters, facts     []limit
	defaults              []byte // the plan's parameters as JSON, nil if there are none
	steps                 []computed
	names                 map[string]int // of steps
	givens                map[string]given
	sources               []Source
	lists                 map[string]Part
	codes                 map[string]Text   // labels of all choices' codes
	shows                 map[string]string // Definition.Shown
	title                 Text
	basis                 []Clause
	bound                 bindings
}

// computed is a term with its formula read and its kind known.
type computed struct {
	term *Term
	f    *formula.Formula
	typ  formula.Type
}

// given is a parameter or fact as formulas name it.
type given struct {
	part Part
	leaf leafType
	typ  formula.Type
}

// maxQuote is how many characters of a source a clause may quote.
const maxQuote = 40

func newScheme(f *Errors, id string, version int, title Text, basis []Clause, sources []Source, steps []*Term, shows map[string]string, policy, facts, answer reflect.Type) *scheme {
	s := &scheme{
		id: id, version: version, title: title, basis: basis, sources: sources, shows: shows,
		policyType: policy, factsType: facts, answerType: answer,
		names: map[string]int{}, givens: map[string]given{}, lists: map[string]Part{}, codes: map[string]Text{},
	}
	s.head(f)
	bad := len(*f)
	vetType(f, "Policy", policy, nil)
	vetType(f, "Facts", facts, nil)
	vetType(f, "Answer", answer, nil)
	if len(*f) > bad {
		return s
	}
	s.policy, s.fact, s.answers = leavesOf(policy), leavesOf(facts), leavesOf(answer)
	s.parameters, s.facts = limitsOf(f, "Policy", policy), limitsOf(f, "Facts", facts)
	s.give(f, OfParameters, s.policy)
	s.give(f, OfFacts, s.fact)
	for _, l := range s.answers {
		s.label(l.typ)
	}
	s.terms(f, steps)
	s.shown(f)
	for i, src := range sources {
		if g, ok := s.givens[strings.ReplaceAll(src.Path, "[]", "")]; !ok || g.part != OfParameters {
			f.Add(NotWhole, tree.Index("Sources", i)+".Path", src.Path, Text{ZH: "没有此参数", EN: "no such parameter"})
		}
		vetClause(f, tree.Index("Sources", i)+".Clause", src.Clause)
	}
	return s
}

func (s *scheme) head(f *Errors) {
	lack := func(missing bool, field string) {
		if missing {
			f.Add(NotWhole, field, "", whyMissing)
		}
	}
	lack(s.id == "", "ID")
	lack(s.version < 1, "Version")
	lack(s.title.IsZero(), "Title")
	lack(len(s.basis) == 0, "Basis")
	if s.id != "" && !soundID(s.id) {
		f.Add(NotWhole, "ID", clip(s.id), Text{
			ZH: "应为小写字母、数字和连字符，以点分隔，如 eldercare.care-beds", EN: "must be lower-case letters, digits and hyphens with dots between: eldercare.care-beds"})
	}
	for i, c := range s.basis {
		vetClause(f, tree.Index("Basis", i), c)
	}
}

func vetClause(f *Errors, at string, c Clause) {
	if c.ID == "" {
		f.Add(NotWhole, at+".ID", "", whyMissing)
	}
	if utf8.RuneCountInString(c.Quote) > maxQuote {
		f.Add(NotWhole, at+".Quote", clip(c.Quote), Text{ZH: "引文不得超过40字", EN: "a quotation has at most 40 characters"})
	}
}

func soundID(id string) bool {
	for part := range strings.SplitSeq(id, ".") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Contains(id, ".")
}

// vetType looks at what a record would hold. A type that writes itself is its own
// author's affair.
func vetType(f *Errors, path string, t reflect.Type, within []reflect.Type) {
	if slices.Contains(within, t) {
		return // a type that holds itself
	}
	if inner, optional := held(t); optional {
		if inner.Kind() == reflect.Slice && !readsItself(inner) {
			f.Add(NotWhole, path, t.String(), Text{ZH: "列表本身可以为空，不必再包一层Given", EN: "a list can be empty: it needs no Given around it"})
		}
		t = inner
	}
	if writesItself(t) || writesItself(reflect.PointerTo(t)) {
		return
	}
	within = append(within, t)
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		f.Add(NotWhole, path, t.String(), Text{ZH: "不是精确的数，请用unit或decimal的类型", EN: "is not exact: use a type of package unit, a decimal or an integer"})
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		f.Add(NotWhole, path, t.String(), Text{ZH: "不能写入决定记录", EN: "cannot stand in a decision's record"})
	case reflect.Pointer, reflect.Slice, reflect.Array:
		vetType(f, path, t.Elem(), within)
	case reflect.Map:
		vetType(f, path, t.Key(), within)
		vetType(f, path, t.Elem(), within)
	case reflect.Struct:
		for _, field := range fieldsOf(t) {
			vetType(f, joinPath(path, field.name), field.typ, within)
		}
	}
}

// label collects the words of a choice's codes.
func (s *scheme) label(t reflect.Type) (codes []string) {
	t, _ = held(t)
	c, ok := reflect.Zero(t).Interface().(chosen)
	if !ok {
		return nil
	}
	for _, choice := range c.Choices() {
		if choice.Code != "" {
			codes = append(codes, choice.Code)
			s.codes[choice.Code] = choice.Label
		}
	}
	return codes
}

// give registers the leaves of parameters or facts for formulas.
func (s *scheme) give(f *Errors, part Part, leaves []leafType) {
	for _, l := range leaves {
		name := l.name()
		if _, twice := s.givens[name]; twice {
			f.Add(NotWhole, name, "", Text{ZH: "参数与信息同名，公式无法区分", EN: "a parameter and a fact of one name: formulas could not tell them apart"})
			continue
		}
		typ := formula.Type{Kind: kindOf(l.typ), List: l.list(), Codes: s.label(l.typ), Optional: l.optional}
		if strings.HasSuffix(l.path, "[]") {
			s.lists[name] = part
			typ = formula.Type{Kind: formula.List, List: name}
		}
		s.givens[name] = given{part, l, typ}
	}
}

// terms reads the formulas, each in the light of those before it.
func (s *scheme) terms(f *Errors, steps []*Term) {
	for i, t := range steps {
		at := tree.Index("Steps", i)
		if t == nil || t.ID == "" {
			f.Add(NotWhole, at+".ID", "", whyMissing)
			continue
		}
		at += "(" + t.ID + ")"
		if _, twice := s.names[t.ID]; twice {
			f.Add(Duplicate, at+".ID", t.ID, Duplicate.Text())
			continue
		}
		if _, twice := s.givens[t.ID]; twice {
			f.Add(Duplicate, at+".ID", t.ID, Text{ZH: "与参数或信息同名", EN: "the name of a parameter or fact: a given is not told again as a step"})
			continue
		}
		if t.Label.ZH == "" || t.Label.EN == "" {
			f.Add(NotWhole, at+".Label", "", whyMissing)
		}
		if t.Clause.ID != "" {
			vetClause(f, at+".Clause", t.Clause)
		}
		c := computed{term: t}
		var err error
		if c.f, err = formula.Parse(t.Formula); err == nil {
			c.typ, err = c.f.Check(s.scope)
		}
		if err != nil {
			var why Text
			if e, ok := err.(*formula.Error); ok {
				why = Text{ZH: e.In(Chinese), EN: e.In(English)}
			}
			f.Add(NotWhole, at+".Formula", clip(t.Formula), why)
			continue
		}
		s.names[t.ID] = len(s.steps)
		s.steps = append(s.steps, c)
	}
}

// scope tells formulas what a name is.
func (s *scheme) scope(name string) (formula.Type, bool) {
	if i, ok := s.names[name]; ok {
		return s.steps[i].typ, true
	}
	g, ok := s.givens[name]
	return g.typ, ok
}

// shown wants every leaf of the answer to be a step or a given.
func (s *scheme) shown(f *Errors) {
	for _, path := range slices.Sorted(maps.Keys(s.shows)) {
		if !slices.ContainsFunc(s.answers, func(l leafType) bool { return l.name() == path }) {
			f.Add(NotWhole, "Shown."+path, "", Text{ZH: "结论中没有此项", EN: "no such field of the answer"})
		}
	}
	for i := range s.answers {
		l := &s.answers[i]
		if strings.HasSuffix(l.path, "[]") {
			continue
		}
		if _, ok := s.scope(s.stepOf(l)); !ok {
			f.Add(NotWhole, "Answer."+l.path, "", Text{
				ZH: "结论的每一项都应是计算过程中的一步：没有编号为" + s.stepOf(l) + "的步骤或参数、信息",
				EN: "every field of an answer is a step: there is no step, parameter or fact " + s.stepOf(l)})
		}
	}
}

// stepOf names the step or given that shows a leaf of the answer.
func (s *scheme) stepOf(l *leafType) string {
	if id := s.shows[l.name()]; id != "" {
		return id
	}
	if l.field != nil {
		if id := l.field.tag.Get("step"); id != "" {
			return id
		}
	}
	return l.name()
}

// stepsRestOn reports whether a clause belongs to steps: then a decision cites it where it
// took one of them.
func (s *scheme) stepsRestOn(c Clause) bool {
	return slices.ContainsFunc(s.steps, func(step computed) bool { return step.term.Clause == c })
}
