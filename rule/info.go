package rule

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// Info 规则说明 describes a rule for a rulebook, a form, a catalog or an exporter.
type Info struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Title   Text   `json:"title"`
	// Basis lists the clauses that the rule names as its own, then those beside them that give a parameter or that a step rests on,
	// each once.
	Basis      []Clause `json:"basis"`
	Parameters []Field  `json:"parameters"`
	Facts      []Field  `json:"facts"`
	Answer     []Field  `json:"answer"`
	// Steps are the quantities that the rule computes, in their order, with their
	// formulas; [formula.Parse] gives a formula as a tree.
	Steps []StepInfo `json:"steps"`
	// Defaults are the plan's own parameters as JSON, nil when it leaves them to the
	// caller.
	Defaults json.RawMessage `json:"defaults,omitzero"`
	// Sources say which clause gives which parameter.
	Sources []SourceInfo `json:"sources,omitzero"`
	// Outcome is the path of the field of the answer that [Rule.Flip] asks about, empty where there is none.
	Outcome string `json:"outcome,omitzero"`
	// Gaps lists the facts and parameters of which the rule may refuse a value between two that it answers; see [Definition.Gaps].
	Gaps []string `json:"gaps,omitzero"`
	// Never lists the conditions of which the rule refuses each case where one holds; see [Definition.Never].
	Never []string `json:"never,omitzero"`
	// Stands gives, by the path of a field of the answer that a case can lack, the condition under which the answer has it; see
	// [Definition.Stands].
	Stands map[string]string `json:"stands,omitzero"`
	// Always lists the comparisons of steps that hold in every answered case; see [Definition.Always].
	Always []string `json:"always,omitzero"`
	// Open lists what is left open, and the readings under which [Rule.Readings] answers.
	Open []QuestionInfo `json:"open,omitzero"`

	sch *scheme
}

// Field describes one leaf of a rule's parameters, facts or answer.
type Field struct {
	// Path is the field's place: standard, members[].income.
	Path string `json:"path"`
	// Label is the field's name for a reader, those of what holds it before it.
	Label Text `json:"label"`
	// Type is what the field holds, such as unit.Money; of a list its path ends with [].
	Type string `json:"type"`
	// Kind is what formulas take it for: money, count, ratio, flag, choice, …
	Kind string `json:"kind"`
	// Optional is true for a field that may be left out.
	Optional bool `json:"optional,omitzero"`
	// Range bounds the value, or of a list how many items it has: [0,100%].
	Range string `json:"range,omitzero"`
	// Choices lists what a choice can be.
	Choices []Choice `json:"choices,omitzero"`
	// Texts lists the only texts that the field may have, where it is bound to some.
	Texts []string `json:"texts,omitzero"`
	// Default is what a parameter left out is, where the plan is silent.
	Default string `json:"default,omitzero"`
	// Step names the step or given that shows a field of the answer.
	Step string `json:"step,omitzero"`
}

// StepInfo describes one quantity that a rule computes.
type StepInfo struct {
	ID      string `json:"id"`
	Label   Text   `json:"label"`
	Formula string `json:"formula"`
	// Kind is what the formula gives, and List the list whose items each have one.
	Kind   string `json:"kind"`
	List   string `json:"list,omitzero"`
	Clause Clause `json:"clause,omitzero"`
}

// SourceInfo is a [Source] with its value.
type SourceInfo struct {
	Path   string `json:"path"`
	Value  string `json:"value"`
	Clause Clause `json:"clause"`
}

// Info describes the rule. It is the zero Info for the zero Rule.
func (r Rule[Policy, Facts, Answer]) Info() Info {
	if r.def == nil {
		return Info{}
	}
	return r.sch.info()
}

func (s *scheme) info() Info {
	info := Info{
		ID: s.id, Version: s.version, Title: s.title, Basis: s.restsOn(),
		Parameters: describe(s.policy), Facts: describe(s.fact), Answer: describe(s.answers),
		Defaults: slices.Clone(s.defaults), sch: s,
	}
	if leaf, _ := s.outcome(); leaf >= 0 {
		info.Outcome = s.answers[leaf].path
	}
	info.Gaps, info.Never, info.Stands, info.Always = slices.Clone(s.gaps), slices.Clone(s.barred), maps.Clone(s.stood), slices.Clone(s.held)
	for i := range s.answers {
		info.Answer[i].Step = s.stepOf(&s.answers[i])
	}
	for _, c := range s.steps {
		info.Steps = append(info.Steps, StepInfo{
			ID: c.term.ID, Label: c.term.Label, Formula: c.term.Formula, Kind: c.typ.Kind.String(), List: c.typ.List, Clause: c.term.Clause})
	}
	for _, q := range s.open {
		q.Readings = slices.Clone(q.Readings)
		for i := range q.Readings {
			q.Readings[i].At = slices.Clone(q.Readings[i].At)
		}
		info.Open = append(info.Open, q)
	}
	for _, src := range s.sources {
		info.Sources = append(info.Sources, SourceInfo{src.Path, src.Value, src.Clause})
	}
	return info
}

// restsOn joins the clauses of the basis with those of sources and steps. One that says no more than another of the same place is
// left out: the same words of it, or none.
func (s *scheme) restsOn() []Clause {
	var out []Clause
	add := func(c Clause) {
		if c.ID != "" && !slices.ContainsFunc(out, func(o Clause) bool {
			return o.ID == c.ID && o.Norm == c.Norm && (o.Quote == c.Quote || c.Quote == "")
		}) {
			out = append(out, c)
		}
	}
	for _, c := range s.basis {
		add(c)
	}
	for _, src := range s.sources {
		add(src.Clause)
	}
	for _, c := range s.steps {
		add(c.term.Clause)
	}
	return out
}

// FieldsOf lists the leaves of a type of parameters, facts or answers, as [Info] does.
func FieldsOf[T any]() []Field { return describe(leavesOf(reflect.TypeFor[T]())) }

func describe(leaves []leafType) []Field {
	out := make([]Field, len(leaves))
	for i := range leaves {
		l := &leaves[i]
		f := Field{Path: l.path, Label: l.label, Type: typeName(l.typ), Kind: kindOf(l.typ).String(), Optional: l.optional}
		inner, _ := held(l.typ)
		if l.field != nil {
			f.Range, f.Default = l.field.tag.Get("range"), l.field.tag.Get("default")
			if texts := l.field.tag.Get("oneof"); texts != "" {
				f.Texts = strings.Fields(texts)
			}
		}
		if strings.HasSuffix(l.path, "[]") {
			f.Kind = formula.List.String()
		} else if c, ok := reflect.Zero(inner).Interface().(chosen); ok {
			f.Choices = c.Choices()[1:]
		}
		out[i] = f
	}
	return out
}

// typeName is a type as a reader of Go says it, without paths: unit.Money.
func typeName(t reflect.Type) string {
	inner, _ := held(t)
	if inner.Implements(reflect.TypeFor[chosen]()) {
		return "choice"
	}
	if inner.Kind() == reflect.Slice && !readsItself(inner) {
		return "[]" + typeName(inner.Elem())
	}
	return inner.String()
}

// CheckFormula reads a formula in the place of a step's own, as [New] does: the error says
// what it names that there is not, or compares that cannot be compared.
func (i Info) CheckFormula(step, text string) error {
	if i.sch != nil {
		if k, ok := i.sch.names[step]; ok {
			if i.sch.fitting(k, text) != nil {
				return nil
			}
			return Errors{{Code: NotWhole, Field: step, Value: clip(text), Reason: Text{
				ZH: "公式不能放在此步骤：引用了没有或后面的名称，或给出另一类值", EN: "the formula cannot stand here: it names what there is not before it, or gives a value of another kind"}}}
		}
	}
	return Errors{{Code: UnknownField, Field: step, Reason: whyNoStep}}
}
