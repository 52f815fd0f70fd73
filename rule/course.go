package rule

import (
	"errors"
	"strings"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// courses is a rule's formulas made ready to be followed, when they first are.
type courses struct {
	once    sync.Once
	program *course.Program
	err     error
	outcome int  // the leaf of the answer that is its outcome, −1 for none
	leads   bool // it is a flag or choice, and not an amount that is zero or not
}

var whyNested = Text{ZH: "信息或参数中列表含列表的规则不提供此项分析", EN: "not offered for facts or parameters that hold lists within lists"}

func (s *scheme) course() (*courses, error) {
	c := &s.courses
	c.once.Do(func() {
		for _, leaves := range [][]leafType{s.policy, s.fact} {
			for i := range leaves {
				if strings.Count(leaves[i].path, "[]") > 1 {
					c.err = Errors{{Rule: s.id, Code: NotWhole, Field: leaves[i].name(), Reason: whyNested}}
					return
				}
			}
		}
		steps := make([]course.Step, len(s.steps))
		for k := range s.steps {
			steps[k] = course.Step{Formula: s.steps[k].f, List: s.steps[k].typ.List}
		}
		c.program, c.err = course.Compile(steps, len(s.given), func(name string) (course.Place, bool) {
			if k, ok := s.names[name]; ok {
				return course.Place{IsStep: true, N: k, List: s.steps[k].typ.List}, true
			}
			k := s.givens[name] // New has looked that it is one
			return course.Place{N: k, List: s.given[k].typ.List}, true
		})
		c.outcome, c.leads = s.outcome()
	})
	return c, c.err
}

// outcome is the leaf by which a flip is told: the one that the definition names, else the first flag or choice outside lists that a step
// shows, else the first number, of which it is asked whether it is zero. What shows a given decides nothing, and a note ([leafType.isNote]) none.
func (s *scheme) outcome() (leaf int, leads bool) {
	number := -1
	for i := range s.answers {
		l := &s.answers[i]
		as := s.asks(l)
		switch {
		case s.asked != "" && l.path != s.asked:
		case as == verdict && (s.asked != "" || !l.isNote()):
			return i, true
		case as == amount && number < 0:
			number = i
		}
	}
	return number, false
}

// isNote reports whether a leaf is a flag that is left out where it is false, which says how an answer came about. A [Given] one is a
// verdict: it is left out where what it is of was not given, and no as well as yes is told.
func (l *leafType) isNote() bool {
	_, given := held(l.typ)
	return kindOf(l.typ) == formula.Flag && l.optional && !given
}

// asking is what can be asked of a field of the answer.
type asking uint8

const (
	nothing asking = iota
	verdict        // which of its codes it is
	amount         // whether it is zero
)

// asks tells what can be asked of a field.
func (s *scheme) asks(l *leafType) asking {
	if _, ok := s.names[s.stepOf(l)]; !ok || strings.Contains(l.path, "[]") {
		return nothing
	}
	switch k := kindOf(l.typ); {
	case k == formula.Flag || k == formula.Choice:
		return verdict
	case k.IsNumeric():
		return amount
	}
	return nothing
}

// world is what is given in a case, for its course to be followed.
type world struct {
	sch    *scheme
	values [][]course.Value // by given and item; nil for a list
	texts  [][]string       // as they were given, likewise; "" for what was not
	items  map[string]int
	moved  [2]int // the given that runs, and its item
	to     course.Value
}

// Given implements [course.Givens].
func (w *world) Given(n, item int) course.Value {
	if w.moved == [2]int{n, item} {
		return w.to
	}
	if list := w.values[n]; item < len(list) {
		return list[item]
	}
	return course.Value{}
}

// Items implements [course.Givens].
func (w *world) Items(list string) int { return w.items[list] }

// world reads parameters and facts.
func (s *scheme) world(parameters, facts any) *world {
	w := &world{sch: s, values: make([][]course.Value, len(s.given)), texts: make([][]string, len(s.given)),
		items: make(map[string]int, len(s.lists)), moved: [2]int{-1}}
	lists := map[string][]any{}
	for path, part := range s.lists {
		node, _ := find(rootOf(part, parameters, facts), path)
		lists[path], _ = node.([]any)
		w.items[path] = len(lists[path])
	}
	for k := range s.given {
		g := &s.given[k]
		switch {
		case g.typ.Kind == formula.List:
		case g.typ.List == "":
			node, there := find(rootOf(g.part, parameters, facts), g.leaf.path)
			w.add(k, node, there)
		default:
			n := len(lists[g.typ.List]) + 1
			w.values[k], w.texts[k] = make([]course.Value, 1, n), make([]string, 1, n)
			for _, item := range lists[g.typ.List] {
				node, there := find(item, g.rest)
				w.add(k, node, there)
			}
		}
	}
	return w
}

func rootOf(p Part, parameters, facts any) any {
	if p == OfFacts {
		return facts
	}
	return parameters
}

func (w *world) add(k int, node any, there bool) {
	text := ""
	v := course.Value{}
	if there {
		text = plain(node)
		v = valueOf(w.sch.given[k].typ.Kind, text)
	} else if g := &w.sch.given[k]; g.plainZero {
		if v = course.Flag(false); g.typ.Kind.IsNumeric() {
			v = course.Number(exact.Rat{})
		}
	}
	w.values[k], w.texts[k] = append(w.values[k], v), append(w.texts[k], text)
}

// valueOf reads a text as a course has it; none where it does not read.
func valueOf(kind formula.Kind, text string) course.Value {
	if n, ok := fen(text); ok && kind == formula.Money { // 800.00, as most are
		return course.Number(exact.Frac(n, 100))
	}
	v, err := formula.ParseValue(kind, text)
	switch {
	case err != nil:
		return course.Value{}
	case kind == formula.Flag:
		return course.Flag(v.Flag)
	case kind.IsOrdered():
		return course.Number(exact.Of(v.Rat))
	}
	return course.Code(text)
}

// fen reads an amount with two decimals, as amounts write themselves.
func fen(text string) (int64, bool) {
	digits, negative := strings.CutPrefix(text, "-")
	at := len(digits) - 3
	if at < 1 || at > 15 || digits[at] != '.' {
		return 0, false
	}
	n := int64(0)
	for i := range len(digits) {
		if i == at {
			continue
		}
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int64(d)
	}
	if negative {
		n = -n
	}
	return n, true
}

// place finds a given by the path of a caller: income, members[1].income.
func (w *world) place(path string) (given, item int, ok bool) {
	name, rest, inList := strings.Cut(path, "[")
	if inList {
		digits, after, closed := strings.Cut(rest, "]")
		n, small := number(digits)
		if !closed || !small {
			return 0, 0, false
		}
		item, name = n+1, name+after
	}
	k, known := w.sch.givens[name]
	if !known || w.sch.given[k].typ.Kind == formula.List || (w.sch.given[k].typ.List != "") != inList {
		return 0, 0, false
	}
	return k, item, item < len(w.values[k])
}

func number(digits string) (int, bool) {
	n := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' || n > 1e8 {
			return 0, false
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n, digits != ""
}

// pathOf is a given's place as a caller writes it.
func (s *scheme) pathOf(k, item int) string {
	g := &s.given[k]
	if item == 0 {
		return g.leaf.path
	}
	return strings.TrimSuffix(tree.Index(g.typ.List, item-1)+"."+g.rest, ".")
}

// labelIn is the label of a field of a part of the rule's input.
func (s *scheme) labelIn(p Part, path string) Text {
	if p == OfParameters {
		return labelOf(s.policyType, path)
	}
	return labelOf(s.factsType, path)
}

// unsolved says of what cannot be followed why.
func (s *scheme) unsolved(err error, at course.Cause) error {
	why := Text{ZH: "此项变动时，该步骤的公式无法逐段求解；较小的范围或许可以", EN: "the formula of this step cannot be followed piece by piece while this runs; a smaller range may do"}
	if errors.Is(err, course.ErrWork) {
		why = Text{ZH: "转折过多，超出一次调用的工作量上限，请缩小范围", EN: "too many turns for the work that one call may do: give a smaller range"}
	}
	return unfollowed{Errors{{Rule: s.id, Code: NotWhole, Field: s.steps[at.Step].term.ID, Label: s.steps[at.Step].term.Label, Reason: why}}, err}
}

// unfollowed is the error for formulas that cannot be followed, with why: it is told from that of a kernel that does not
// answer what its formulas give.
type unfollowed struct {
	Errors
	why error
}

// Unwrap gives what callers see.
func (u unfollowed) Unwrap() error { return u.Errors }

// shownBy is what shows a leaf of the answer, at an item where that is of a list.
func (s *scheme) shownBy(w *course.Walker, g *world, leaf, item int) course.Value {
	name := s.stepOf(&s.answers[leaf])
	if k, ok := s.names[name]; ok {
		return w.Step(k, item)
	}
	return g.Given(s.givens[name], item)
}

// numberText writes a number of a kind.
func numberText(kind formula.Kind, v exact.Rat) string {
	return formula.Value{Kind: kind, Rat: v.Big()}.String()
}
