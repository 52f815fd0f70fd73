package rule

import (
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// evidence is what a decision rests on as it was recorded: texts, from which package
// formula computes every step again, with numbers and an arithmetic of its own.
type evidence struct {
	sch               *scheme
	parameters, facts any
	steps             []Step
	at                [][]int32 // by step of the scheme and item: its place in steps, plus 1
}

func (s *scheme) evidence(parameters, facts any, steps []Step) *evidence {
	e := &evidence{sch: s, parameters: parameters, facts: facts, steps: steps, at: make([][]int32, len(s.steps))}
	for i := range steps {
		k, ok := s.names[steps[i].ID]
		item := steps[i].Item
		if !ok || item < 0 || item > len(steps) {
			continue
		}
		for len(e.at[k]) <= item {
			e.at[k] = append(e.at[k], 0)
		}
		if e.at[k][item] == 0 {
			e.at[k][item] = int32(i + 1)
		}
	}
	return e
}

// step finds the recorded step of a name at an item, or outside lists.
func (e *evidence) step(k, item int) *Step {
	if e.sch.steps[k].typ.List == "" {
		item = 0
	}
	if item < len(e.at[k]) && e.at[k][item] > 0 {
		return &e.steps[e.at[k][item]-1]
	}
	return nil
}

// Value implements [formula.Env].
func (e *evidence) Value(name string, item int) (formula.Value, bool) {
	if k, ok := e.sch.names[name]; ok {
		kind := e.sch.steps[k].typ.Kind
		s := e.step(k, item)
		if s == nil {
			return formula.Value{Kind: kind, Absent: true}, true
		}
		v, err := formula.ParseValue(kind, s.Value)
		return v, err == nil
	}
	g, ok := e.sch.givens[name]
	if !ok {
		return formula.Value{}, false
	}
	node, there := e.given(g, item)
	if !there {
		// A plain number or truth value that is left out is its zero, and no less given.
		if _, optional := held(g.leaf.typ); !optional && g.typ.Optional && g.leaf.field != nil {
			switch kind := g.typ.Kind; {
			case kind == formula.Flag:
				return formula.Value{Kind: kind}, true
			case kind.IsNumeric():
				return formula.Value{Kind: kind, Rat: new(big.Rat)}, true
			}
		}
		return formula.Value{Kind: g.typ.Kind, Absent: true}, g.typ.Optional
	}
	text, ok := node.(string)
	if !ok {
		text = tree.String(node)
	}
	v, err := formula.ParseValue(g.typ.Kind, text)
	return v, err == nil
}

// given finds a parameter or fact in what was recorded.
func (e *evidence) given(g given, item int) (any, bool) {
	root := e.facts
	if g.part == OfParameters {
		root = e.parameters
	}
	list, rest, inList := strings.Cut(g.leaf.path, "[]")
	if !inList || g.typ.Kind == formula.List {
		return find(root, strings.TrimSuffix(g.leaf.path, "[]"))
	}
	node, ok := find(root, list)
	items, isList := node.([]any)
	if !ok || !isList || item < 1 || item > len(items) {
		return nil, false
	}
	return find(items[item-1], strings.TrimPrefix(rest, "."))
}

// Len implements [formula.Env].
func (e *evidence) Len(name string) int {
	list := name
	if t, ok := e.sch.scope(name); ok {
		list = t.List
	}
	part, ok := e.sch.lists[list]
	if !ok {
		return -1
	}
	root := e.facts
	if part == OfParameters {
		root = e.parameters
	}
	node, _ := find(root, list)
	items, _ := node.([]any)
	return len(items)
}

var (
	whyFormula = Text{ZH: "公式不成立", EN: "the formula does not hold"}
	whyNoStep  = Text{ZH: "规则没有此步骤", EN: "the rule has no such step"}
	whyShown   = Text{ZH: "与计算过程中的对应步骤不符", EN: "differs from the step that shows it"}
)

// prove computes every step's formula and holds every field of the answer against the
// step or given that shows it.
func (e *evidence) prove(answer any) []Difference {
	var out []Difference
	wrong := func(i int, recorded, proved string, why Text) {
		out = append(out, Difference{Path: tree.Index("steps", i) + ".value", Recorded: recorded, Recomputed: proved, Reason: why})
	}
	for i := range e.steps {
		s := &e.steps[i]
		k, ok := e.sch.names[s.ID]
		if !ok {
			wrong(i, s.Value, "", whyNoStep)
			continue
		}
		c := &e.sch.steps[k]
		item := 0
		if c.typ.List != "" {
			item = s.Item
		}
		if found := e.step(k, s.Item); found != s {
			wrong(i, s.Value, "", Text{ZH: "步骤重复", EN: "a step stands twice"})
			continue
		}
		f := c.f
		if s.Formula != c.term.Formula {
			if other, err := formula.Parse(s.Formula); err == nil && e.sch.precedes(other, k) {
				f = other // worded otherwise: it must hold all the same
			} else {
				wrong(i, s.Formula, c.term.Formula, whyFormula)
				continue
			}
		}
		v, err := formula.ParseValue(c.typ.Kind, s.Value)
		if err == nil {
			err = f.Proves(e, item, v)
		}
		if err == nil {
			continue
		}
		why, got := whyFormula, ""
		var m *formula.Mismatch
		var fe *formula.Error
		switch {
		case errors.As(err, &m):
			why = Text{ZH: whyFormula.ZH + "：" + m.In(Chinese), EN: whyFormula.EN + ": " + m.In(English)}
			got = m.Got
		case errors.As(err, &fe):
			why = Text{ZH: whyFormula.ZH + "：" + fe.In(Chinese), EN: whyFormula.EN + ": " + fe.In(English)}
		}
		wrong(i, s.Value, got, why)
	}
	return append(out, e.showAnswer(answer)...)
}

// precedes reports whether a formula names nothing but givens and steps before its own.
func (s *scheme) precedes(f *formula.Formula, step int) bool {
	for _, name := range f.Names() {
		if k, ok := s.names[name]; ok && k >= step {
			return false
		}
	}
	return true
}

func (e *evidence) showAnswer(answer any) (out []Difference) {
	for i := range e.sch.answers {
		l := &e.sch.answers[i]
		if strings.HasSuffix(l.path, "[]") {
			continue
		}
		list, rest, inList := strings.Cut(l.path, "[]")
		if !inList {
			if node, ok := find(answer, l.path); ok {
				out = e.showLeaf(out, l, l.path, node, 0)
			}
			continue
		}
		node, _ := find(answer, list)
		items, _ := node.([]any)
		for k, item := range items {
			if leaf, ok := find(item, strings.TrimPrefix(rest, ".")); ok {
				out = e.showLeaf(out, l, tree.Index(list, k)+rest, leaf, k+1)
			}
		}
	}
	return out
}

func (e *evidence) showLeaf(out []Difference, l *leafType, path string, node any, item int) []Difference {
	recorded, ok := node.(string)
	if !ok {
		recorded = tree.String(node)
	}
	name := e.sch.stepOf(l)
	want, ok := e.Value(name, item)
	if !ok || want.Absent {
		return append(out, Difference{Path: "answer." + path, Recorded: recorded, Reason: Text{ZH: "计算过程中没有步骤" + name, EN: "no step " + name + " shows it"}})
	}
	got, err := formula.ParseValue(want.Kind, recorded)
	same := err == nil
	switch {
	case !same:
	case want.Rat != nil:
		same = got.Rat.Cmp(want.Rat) == 0
	case want.Kind == formula.Flag:
		same = got.Flag == want.Flag
	default:
		same = got.Text == want.Text
	}
	if same {
		return out
	}
	return append(out, Difference{Path: "answer." + path, Recorded: recorded, Recomputed: want.String(), Reason: whyShown})
}

// Verify 复算 computes every printed formula exactly from the recorded values, by code that
// shares nothing with the kernel, and holds each field of the answer against the step
// that shows it. The error is an [Errors] that names each step that does not hold. A
// decision that was not made by [Rule.Explain] cannot be verified: replay its record.
func (d Decision[Policy, Facts, Answer]) Verify() error {
	if d.sch == nil {
		return Errors{{Code: NotWhole, Reason: Text{ZH: "此决定不是由规则直接给出的，请复核其记录", EN: "not a decision that a rule gave: replay its record"}}}
	}
	var nodes [3]any
	for i, part := range []any{d.Parameters, d.Facts, d.Answer} {
		raw, err := appendJSON(nil, part)
		if err == nil {
			nodes[i], err = tree.Parse(raw)
		}
		if err != nil {
			return wrapped("", err)
		}
	}
	var f Errors
	for _, diff := range d.sch.evidence(nodes[0], nodes[1], d.Steps).prove(nodes[2]) {
		at := diff.Path
		if i, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(at, "steps["), "].value")); err == nil {
			at += " (" + d.Steps[i].ID + ")"
		}
		f.put(Fault{Rule: d.Rule, Code: Invalid, Field: at, Value: diff.Recorded, Reason: diff.Reason})
	}
	return f.Err()
}
