package rule

import (
	"bytes"
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Case reads a row of cells into parameters and facts as JSON, for [Catalog.Eval] and its kin, whatever the rule's types are. No
// cells of parameters leave those that the rule stands on: parameters is then nil. Errors are those of [Cells.Bind].
func (i Info) Case(parameters, facts Cells) (p, f []byte, err error) {
	if i.sch == nil {
		return nil, nil, Errors{{Code: NotWhole, Reason: whyNotRead}}
	}
	if len(parameters) > 0 {
		if p, err = caseOf(parameters, i.sch.policyType, i.sch.defaults); err != nil {
			return nil, nil, i.sch.named(OfParameters, err)
		}
	}
	if f, err = caseOf(facts, i.sch.factsType, nil); err != nil {
		return nil, nil, i.sch.named(OfFacts, err)
	}
	return p, f, nil
}

var whyNotRead = Text{ZH: "此说明不是由规则给出的", EN: "not a description that a rule gave"}

func caseOf(c Cells, t reflect.Type, base []byte) ([]byte, error) {
	v := reflect.New(t)
	if err := c.Bind(v.Interface(), base); err != nil {
		return nil, err
	}
	return appendJSON(nil, v.Elem().Interface())
}

// Scope tells formulas of the rule what a name is: for [formula.Formula.Check] and its kin.
func (i Info) Scope(name string) (formula.Type, bool) {
	if i.sch == nil {
		return formula.Type{}, false
	}
	return i.sch.scope(name)
}

// Evidence 计算依据 is what a decision recorded, as formulas read it: parameters, facts and steps. It implements
// [formula.Env], so that any formula over them can be computed, the rule's own or another.
type Evidence struct{ e *evidence }

// Evidence reads a record of the rule. The steps are those recorded, whether or not they hold; [Catalog.Replay] says that.
// Errors: [Syntax] for what is no record, [NotWhole] for an Info that no rule gave.
func (i Info) Evidence(record []byte) (Evidence, error) {
	if i.sch == nil {
		return Evidence{}, Errors{{Code: NotWhole, Reason: whyNotRead}}
	}
	rec, err := recordedIn(record)
	if err != nil {
		return Evidence{}, err
	}
	parameters, _ := tree.Parse(rec.parameters) // parts of a text that was read
	facts, _ := tree.Parse(rec.facts)
	members, _ := tree.Members(rec.raw)
	var steps []Step
	for _, m := range members {
		if m.Name == "steps" && !bytes.Equal(bytes.TrimSpace(m.Value), []byte("null")) {
			if err := Unmarshal(m.Value, &steps); err != nil {
				return Evidence{}, wrapped("steps", err)
			}
		}
	}
	return Evidence{i.sch.evidence(parameters, facts, steps)}, nil
}

// Value implements [formula.Env].
func (e Evidence) Value(name string, item int) (formula.Value, bool) {
	if e.e == nil {
		return formula.Value{}, false
	}
	return e.e.Value(name, item)
}

// Len implements [formula.Env].
func (e Evidence) Len(name string) int {
	if e.e == nil {
		return -1
	}
	return e.e.Len(name)
}

// Steps lists the steps as they were recorded.
func (e Evidence) Steps() []Step {
	if e.e == nil {
		return nil
	}
	return append([]Step(nil), e.e.steps...)
}

// Anything 一切可能 is what parameters, facts and steps of a rule can be in any case, by their types and tags: never less
// than they can be, sometimes more. It implements [formula.SpanEnv].
type Anything struct {
	s     *scheme
	steps map[int]formula.Span
}

// Anything gives it for a rule: to show that something can not be, in no case and under no parameters.
func (i Info) Anything() Anything { return Anything{i.sch, map[int]formula.Span{}} }

// Span implements [formula.SpanEnv]. An item of a list stands for each.
func (a Anything) Span(name string, item int) (formula.Span, bool) {
	if a.s == nil {
		return formula.Span{}, false
	}
	if k, ok := a.s.names[name]; ok {
		s, had := a.steps[k]
		if !had {
			s = a.s.steps[k].f.Span(a, 1)
			a.steps[k] = s
		}
		return s, true
	}
	k, ok := a.s.givens[name]
	if !ok {
		return formula.Span{}, false
	}
	s := a.s.spanOf(&a.s.given[k])
	s.Needs = []int32{int32(k)}
	return s, true
}

// Length implements [formula.SpanEnv].
func (a Anything) Length(name string) (least, most int64, needs []int32, ok bool) {
	if a.s == nil {
		return 0, 0, nil, false
	}
	if t, known := a.s.scope(name); known {
		name = t.List
	}
	if _, list := a.s.lists[name]; !list {
		return 0, 0, nil, false
	}
	k := a.s.givens[name]
	s := a.s.spanOf(&a.s.given[k])
	return whole(s.Low, 0), whole(s.High, tree.MaxItems), []int32{int32(k)}, true
}
