package rule

import (
	"errors"
	"fmt"
	"iter"
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// evidence is what a decision rests on as it was recorded: texts, from which package
// formula computes every step again, with numbers and an arithmetic of its own. Each text
// is read once.
type evidence struct {
	sch   *scheme
	steps []Step
	at    [][]int32         // by step of the scheme and item: its place in steps, plus 1
	value []formula.Value   // of steps; of no kind where it was not read yet
	known [][]formula.Value // by given of the scheme and item, likewise
	lists map[string][]any
	roots [2]any // parameters, facts
}

func (s *scheme) evidence(parameters, facts any, steps []Step) *evidence {
	e := &evidence{
		sch: s, steps: steps, roots: [2]any{parameters, facts}, lists: make(map[string][]any, len(s.lists)),
		at: make([][]int32, len(s.steps)), value: make([]formula.Value, len(steps)), known: make([][]formula.Value, len(s.given)),
	}
	for path, part := range s.lists {
		node, _ := find(e.root(part), path)
		e.lists[path], _ = node.([]any)
	}
	for k := range s.steps {
		e.at[k] = make([]int32, e.slots(s.steps[k].typ.List))
	}
	for i := range steps {
		if k, ok := s.names[steps[i].ID]; ok {
			if item := steps[i].Item; item >= 0 && item < len(e.at[k]) && e.at[k][item] == 0 {
				e.at[k][item] = int32(i + 1)
			}
		}
	}
	return e
}

func (e *evidence) root(p Part) any {
	if p == OfParameters {
		return e.roots[0]
	}
	return e.roots[1]
}

// slots is how many items a value of a list can stand at, with 0 for that outside one; of no list it is 0 alone.
func (e *evidence) slots(list string) int { return len(e.lists[list]) + 1 }

// Value implements [formula.Env].
func (e *evidence) Value(name string, item int) (formula.Value, bool) {
	if k, ok := e.sch.names[name]; ok {
		return e.stepValue(k, item)
	}
	k, ok := e.sch.givens[name]
	if !ok {
		return formula.Value{}, false
	}
	g := &e.sch.given[k]
	if g.typ.List == "" || g.typ.Kind == formula.List {
		item = 0
	}
	if e.known[k] == nil {
		e.known[k] = make([]formula.Value, e.slots(g.typ.List))
	}
	if item >= len(e.known[k]) {
		return formula.Value{Kind: g.typ.Kind, Absent: true}, g.typ.Optional
	}
	v := &e.known[k][item]
	if v.Kind == 0 {
		node, there := e.node(g, item)
		if !there && g.plainZero {
			// A plain number or truth value that is left out is its zero, and no less given.
			*v = formula.Value{Kind: g.typ.Kind}
			if g.typ.Kind.IsNumeric() {
				v.Rat = new(big.Rat)
			}
			return *v, true
		}
		if !there {
			return formula.Value{Kind: g.typ.Kind, Absent: true}, g.typ.Optional
		}
		var err error
		if *v, err = formula.ParseValue(g.typ.Kind, plain(node)); err != nil {
			return formula.Value{}, false
		}
	}
	return *v, true
}

// stepValue reads the recorded step of a name at an item, or outside lists.
func (e *evidence) stepValue(k, item int) (formula.Value, bool) {
	typ := &e.sch.steps[k].typ
	if typ.List == "" {
		item = 0
	}
	if item >= len(e.at[k]) || e.at[k][item] == 0 {
		return formula.Value{Kind: typ.Kind, Absent: true}, true
	}
	i := e.at[k][item] - 1
	if e.value[i].Kind == 0 {
		v, err := formula.ParseValue(typ.Kind, e.steps[i].Value)
		if err != nil {
			return formula.Value{}, false
		}
		e.value[i] = v
	}
	return e.value[i], true
}

// node finds a parameter or fact in what was recorded.
func (e *evidence) node(g *given, item int) (any, bool) {
	if item == 0 {
		return find(e.root(g.part), g.leaf.path)
	}
	return find(e.lists[g.typ.List][item-1], g.rest)
}

// Len implements [formula.Env].
func (e *evidence) Len(name string) int {
	t, _ := e.sch.scope(name)
	if _, ok := e.sch.lists[t.List]; !ok {
		return -1
	}
	return len(e.lists[t.List])
}

var (
	whyFormula = Text{ZH: "公式不成立", EN: "the formula does not hold"}
	whyForeign = Text{ZH: "记录的不是此步骤的公式", EN: "what is recorded is no formula of this step"}
	whyNoStep  = Text{ZH: "规则没有此步骤", EN: "the rule has no such step"}
	whyTwice   = Text{ZH: "步骤重复", EN: "a step stands twice"}
	whyNoItem  = Text{ZH: "步骤所属的列表没有这一项", EN: "a step of an item that its list does not have"}
	whyShown   = Text{ZH: "与计算过程中的对应步骤不符", EN: "differs from the step that shows it"}
)

// prove computes every step's formula and holds every field of the answer against the
// step or given that shows it.
func (e *evidence) prove(answer any) []Difference {
	var out []Difference
	for i := range e.steps {
		got, why := e.proveStep(i)
		if !why.IsZero() {
			out = limited(out, Difference{Path: tree.Index("steps", i) + ".value", Recorded: e.steps[i].Value, Recomputed: got, Reason: why})
		}
	}
	for i := range e.sch.answers {
		out = e.show(out, &e.sch.answers[i], answer)
	}
	return out
}

// proveStep gives what the formula gives instead, and why the step does not hold.
func (e *evidence) proveStep(i int) (string, Text) {
	s := &e.steps[i]
	k, ok := e.sch.names[s.ID]
	if !ok {
		return "", whyNoStep
	}
	if s.Item < 0 || s.Item >= len(e.at[k]) {
		return "", whyNoItem
	}
	if e.at[k][s.Item] != int32(i+1) {
		return "", whyTwice
	}
	c := &e.sch.steps[k]
	f := c.f
	if s.Formula != c.term.Formula {
		if f = e.sch.fitting(k, s.Formula); f == nil {
			return "", whyForeign
		}
	}
	v, ok := e.stepValue(k, s.Item)
	if !ok {
		return "", Text{ZH: "不是" + c.typ.Kind.Label().ZH + "的写法", EN: "is not written as " + c.typ.Kind.Label().EN}
	}
	err := f.Proves(e, s.Item, v)
	if err == nil {
		return "", e.proveLaws(i)
	}
	why := Text{ZH: whyFormula.ZH + "：" + e.sch.formulaIn(f, s.Item, Chinese), EN: whyFormula.EN + ": " + e.sch.formulaIn(f, s.Item, English)}
	var m *formula.Mismatch
	if errors.As(err, &m) {
		word := func(text string, l Language) string { return e.sch.inWords(c.typ.Kind, s.ID, text, l) }
		why.ZH += fmt.Sprintf("，按记录中的数值代入得 %s，记录的是 %s", word(m.Got, Chinese), word(m.Recorded, Chinese))
		why.EN += fmt.Sprintf(", by the recorded values, gives %s, but %s is recorded", word(m.Got, English), word(m.Recorded, English))
		return m.Got, why
	}
	var none *formula.Error // no value at all, as of a division by zero
	if errors.As(err, &none) {
		why = Text{ZH: why.ZH + "：" + none.Reason.ZH, EN: why.EN + ": " + none.Reason.EN}
	}
	return "", why
}

// formulaIn says a formula in the rule's own words.
func (s *scheme) formulaIn(f *formula.Formula, item int, l Language) string {
	return f.Show(l, item, formula.Words{
		Name: func(path string, item int) string { return s.nameOf(path, item, l) },
		Code: func(path, code string) string { return s.wordOf(path, code, l) }})
}

// fitting reads a formula in the place of a step's own. It must mean something there, from what
// stands before it.
func (s *scheme) fitting(k int, text string) *formula.Formula {
	f, err := formula.Parse(text)
	if err != nil {
		return nil
	}
	typ, err := f.Check(s.upTo(k))
	if err != nil || typ.Kind != s.steps[k].typ.Kind || typ.List != "" && typ.List != s.steps[k].typ.List {
		return nil
	}
	return f
}

// show holds a leaf of the answer, at each item of a list, against what shows it.
func (e *evidence) show(out []Difference, l *leafType, answer any) []Difference {
	if strings.HasSuffix(l.path, "[]") && !l.plainItems() {
		return out // its fields follow
	}
	for item, node := range l.standing(answer) {
		out = e.showLeaf(out, l, node, item)
	}
	return out
}

// standing goes over what a leaf is in a tree: itself, with item 0, or at each item of its list, which are counted from 1.
func (l *leafType) standing(root any) iter.Seq2[int, any] {
	return func(yield func(int, any) bool) {
		list, rest, inList := strings.Cut(l.path, "[]")
		if !inList {
			if node, ok := find(root, l.path); ok {
				yield(0, node)
			}
			return
		}
		node, _ := find(root, list)
		items, _ := node.([]any)
		for k, item := range items {
			if leaf, ok := find(item, strings.TrimPrefix(rest, ".")); ok && !yield(k+1, leaf) {
				return
			}
		}
	}
}

// at is the path of a leaf at an item, counted from 1, of its list.
func (l *leafType) at(item int) string {
	return strings.ReplaceAll(l.path, "[]", "["+strconv.Itoa(item-1)+"]")
}

func (e *evidence) showLeaf(out []Difference, l *leafType, node any, item int) []Difference {
	recorded, name := plain(node), e.sch.stepOf(l)
	want, ok := e.Value(name, item)
	known := ok && !want.Absent
	d := Difference{Path: "answer." + l.at(item), Recorded: recorded, Reason: whyShown}
	if known {
		if got, err := formula.ParseValue(want.Kind, recorded); err == nil && equal(got, want) {
			r := e.sch.ranges[l.path]
			if r == nil || got.Rat == nil || r.within.within(got.Rat) {
				return out
			}
			d.Reason = r.within.describe() // what the rule itself says of its answer
			return limited(out, d)
		}
		d.Recomputed = want.String()
	} else if d.Reason = (Text{ZH: "计算过程中没有步骤" + name, EN: "no step " + name + " shows it"}); !ok {
		d.Reason = Text{ZH: "步骤" + name + "的值读不出来", EN: "the value of step " + name + " does not read"}
	}
	return limited(out, d)
}

// equal compares values of one kind.
func equal(a, b formula.Value) bool {
	if a.Rat != nil {
		return a.Rat.Cmp(b.Rat) == 0
	}
	return a.Flag == b.Flag && a.Text == b.Text
}

// Verify 复算 computes every printed formula exactly from the recorded values, by code that
// shares nothing with the kernel, and holds each field of the answer against the step
// that shows it. The error is an [Errors] that names each step that does not hold. A
// decision that was not made by [Rule.Explain] cannot be verified: replay its record.
func (d Decision[Policy, Facts, Answer]) Verify() error { return d.account().verify() }

func (d *account) verify() error {
	if d.sch == nil {
		return Errors{{Code: NotWhole, Reason: Text{ZH: "此决定不是由规则直接给出的，请复核其记录", EN: "not a decision that a rule gave: replay its record"}}}
	}
	var nodes [3]any
	for i, part := range []any{d.parameters, d.facts, d.answer} {
		var err error
		if nodes[i], err = treeOf(part); err != nil {
			return wrapped("", err)
		}
	}
	var f Errors
	for _, diff := range d.sch.evidence(nodes[0], nodes[1], d.steps).prove(nodes[2]) {
		fault := Fault{Rule: d.rule, Code: Invalid, Field: diff.Path, Value: diff.Recorded, Reason: diff.Reason}
		if i, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(diff.Path, "steps["), "].value")); err == nil {
			fault.Label = d.steps[i].Label
		}
		f.put(fault)
	}
	return f.Err()
}
