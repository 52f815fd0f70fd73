package rule

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
)

// Flips 改变结论的最小变动 tells, for each fact or parameter of a case alone, the least change of it that
// changes the outcome.
type Flips struct {
	Rule    string `json:"rule"`
	Version int    `json:"version"`
	// Outcome is the field of the answer that is meant, [Info.Outcome]: that of the rule's [Definition.Outcome], or the first flag or
	// choice that the rule computes, but for notes; where it has none the first number, of which it is asked whether it is zero: then Value is
	// "0" or "not-0". Value is empty where the case lacks what the outcome is of, and the answer leaves it out.
	Outcome string `json:"outcome"`
	Label   Text   `json:"label"`
	// Value is what it is in the case, and Shown that in words.
	Value string `json:"value"`
	Shown Text   `json:"shown"`
	// Flips has an entry for each fact, or each parameter, that can be changed, in the order of the
	// fields; each field of a list for all its items.
	Flips []Flip `json:"flips"`

	sch *scheme
}

// Flip 最小变动 is what changes the outcome of one fact or parameter.
type Flip struct {
	Part  Part   `json:"part"`
	Path  string `json:"path"`
	Label Text   `json:"label"`
	Value string `json:"value"`
	// Step is the step in which a number is changed, as [Edges.Step]: of a figure or rate its own last decimal, so that "120" is
	// changed by whole ones and "120.00" by hundredths. No smaller change was looked for. It is empty of a choice or flag.
	Step string `json:"step,omitzero"`
	// Changes are the least change up and the least down, those of them that there are, up first; of a choice or flag each
	// other value with which the outcome is another. It is empty where no value changes the outcome.
	Changes []Change `json:"changes"`
	// Fault tells in which direction, up or down, it is not known whether there is a change, and why: a formula that cannot be
	// followed, the work of the call that is used up, or refusals that were not all asked. Changes found stand.
	Fault Errors `json:"fault,omitzero"`
}

// Change 变动 is a value with which the outcome is another.
type Change struct {
	// Value is the first such value, written as the field's JSON has it; Shown that in words where it is a code.
	Value string `json:"value"`
	Shown Text   `json:"shown,omitzero"`
	// Before is the value one step nearer to what it is, with which the outcome is still as it was, or which is refused. Empty of a
	// choice or flag.
	Before string `json:"before,omitzero"`
	// Exactly is where the outcome turns, where that is a rate or figure between Before and Value, as [Segment.Exactly].
	Exactly string `json:"exactly,omitzero"`
	// By is how far that is, with its sign: +18, -3.40; of months so many. Empty of a choice or flag.
	By string `json:"by,omitzero"`
	// Outcome is what the outcome is then.
	Outcome        string `json:"outcome"`
	OutcomeInWords Text   `json:"outcome_shown"`
	// Because lists the comparisons that turn there.
	Because []Turning `json:"because,omitzero"`
	// AfterRefused tells that the values just before are refused by the rule.
	AfterRefused bool `json:"after_refused,omitzero"`

	kind formula.Kind
}

// Flip 改变结论的最小变动 tells for each fact of a case, all else as it is, the least change that changes the
// outcome: "18 more care beds", "income lower by 3.40". Numbers are looked for up and down to the limits
// of their range, in steps of [Flip.Step]; choices and flags are tried; an optional fact that is not given is left out. Each is found
// from the steps' formulas, so that nothing between is overlooked, and then verified: the rule answers
// otherwise at it, and as before, or not at all, one step before.
//
// Where the outcome is another by its formulas and the rule refuses, 4,096 values are asked one by one; what lies behind was
// not looked at then, and the fact has a Fault that says so.
//
// One call may do a bounded amount of work, eight million operators of formulas, which takes some tenths of a second. Each direction of
// each fact has a small share of it first, and those that are not done by then a greater one: what its formulas do not decide
// in half of that, the rule itself is asked of value by value. A direction that is not looked at to the end has a Fault, which says
// as far as which value it was.
//
// The error is [Range] for a case of more than a thousand values, [Rule.Eval]'s where the case itself is refused, and [NotWhole] for an answer that has neither flag, choice
// nor number outside lists, for a kernel that does not answer what its formulas give, and for facts that hold
// lists within lists. A fact of which a formula cannot be followed has a Fault of its own.
func (r Rule[Policy, Facts, Answer]) Flip(in Facts) (Flips, error) {
	in = input(in)
	return flipOf(r, &in, OfFacts)
}

// FlipParameters 改变结论的参数最小变动 is [Rule.Flip] for the parameters: which standard, floor or limit would have
// decided otherwise.
func (r Rule[Policy, Facts, Answer]) FlipParameters(in Facts) (Flips, error) {
	in = input(in)
	return flipOf(r, &in, OfParameters)
}

// Flip 改变结论的最小变动 is [Rule.Flip] of any rule by its id, from JSON to the JSON of [Flips].
func (c Catalog) Flip(id string, parameters, facts []byte) (flips []byte, err error) {
	return c.flip(id, parameters, facts, OfFacts)
}

// FlipParameters 改变结论的参数最小变动 is [Rule.FlipParameters] of any rule by its id, from JSON to the JSON of [Flips].
func (c Catalog) FlipParameters(id string, parameters, facts []byte) (flips []byte, err error) {
	return c.flip(id, parameters, facts, OfParameters)
}

func (c Catalog) flip(id string, parameters, facts []byte, part Part) ([]byte, error) {
	out, err := c.FindFlips(id, parameters, facts, part)
	if err != nil {
		return nil, err
	}
	return appendJSON(nil, out)
}

// FindFlips 求最小变动 is [Rule.Flip] of any rule by its id, from JSON, or [Rule.FlipParameters] where what changes is
// [OfParameters]: for who wants [Flips.Text] with the comparisons in words, which [Catalog.Flip]'s JSON has as formulas.
func (c Catalog) FindFlips(id string, parameters, facts []byte, of Part) (Flips, error) {
	r, err := c.rule(id)
	if err != nil {
		return Flips{}, err
	}
	bound, in, err := opened(r, parameters, nil, facts)
	if err != nil {
		return Flips{}, err
	}
	return flipOf(bound, in, of)
}

// maxFlips bounds how many values are varied: each is tried against the whole case.
const maxFlips = 1_000

// budgetParts is how many parts of what is left are kept where several facts run one after the other: each may have one of them.
// Before, each has had one of firstParts, so that what is soon found is found, however much the others take.
const budgetParts, firstParts = 4, 32

// flipOf looks for the flips of facts that a pointer leads to.
func flipOf(r Any, in any, part Part) (Flips, error) {
	c, err := runOf(r, in)
	if err != nil {
		return Flips{}, err
	}
	return c.flips(part)
}

func (c *caseRun) flips(part Part) (Flips, error) {
	s := c.s
	out := reflect.New(s.answerType).Interface()
	if err := c.r.evalInto(c.in.Interface(), out); err != nil {
		return Flips{}, err
	}
	if c.c.outcome < 0 {
		return Flips{}, Errors{{Rule: s.id, Code: NotWhole, Reason: Text{
			ZH: "结论中没有列表以外的选项、是非或数值，没有可以改变的结论", EN: "the answer has no choice, flag or number outside lists: there is no outcome to change"}}}
	}
	varied := 0
	for k := range s.given {
		if s.given[k].part == part {
			if varied += len(c.w.values[k]); s.given[k].typ.List != "" && s.given[k].typ.Kind != formula.List {
				varied-- // what stands outside the list is none
			}
		}
	}
	if varied > maxFlips {
		return Flips{}, Errors{{Rule: s.id, Code: Range, Part: part, Value: strconv.Itoa(varied), Reason: Text{
			ZH: fmt.Sprintf("逐项变动的数值太多：至多%d项，请减少列表的项数，或查看其中一项的临界点", maxFlips),
			EN: fmt.Sprintf("too many values to vary one by one: at most %d; shorten the list, or look at the thresholds of one of them", maxFlips)}}}
	}
	f := flipper{c: c, leaf: &s.answers[c.c.outcome]}
	f.was = f.read(out)
	f.walker = c.c.program.Walk(c.w, c.left)
	flips := Flips{sch: s, Rule: s.id, Version: s.version, Outcome: f.leaf.path, Label: labelOf(s.answerType, f.leaf.path), Flips: []Flip{}}
	flips.Value, flips.Shown = f.was, f.words(f.was)
	for k := range s.given {
		if s.given[k].part != part {
			continue
		}
		for item := range c.w.values[k] {
			f.at = len(flips.Flips)
			if flip, ok := f.of(k, item); ok {
				flips.Flips = append(flips.Flips, flip)
			}
			if f.err != nil {
				return Flips{}, f.err
			}
		}
	}
	for i := range f.again {
		a := &f.again[i]
		f.look(&flips.Flips[a.at], a, min(budgetParts, len(f.again)-i), true)
		if f.err != nil {
			return Flips{}, f.err
		}
	}
	return flips, nil
}

// flipper looks for the flips of one case.
type flipper struct {
	c      *caseRun
	leaf   *leafType
	was    string
	walker *course.Walker
	err    error
	at     int // the number of the flip that is looked for
	// reached is the value as far as which the last direction was looked at, where it was not looked at to the end.
	reached int64
	again   []heading // what was not looked at to the end with the first share
}

// heading is a direction in which a flip is looked for.
type heading struct {
	at   int
	d    dial
	by   int64
	eval func(int64) (any, error)
}

// read gives the outcome of an answer.
func (f *flipper) read(out any) string {
	if p := settable(reflect.ValueOf(out).Elem(), f.leaf.path); p.IsValid() {
		switch x := p.Interface().(type) {
		case *bool:
			if *x {
				return "true"
			}
			return "false"
		case interface{ MarshalText() ([]byte, error) }:
			if text, err := x.MarshalText(); err == nil && f.c.c.leads {
				return string(text)
			}
		}
	}
	answer, _ := treeOf(out) // in which nothing is found where it does not write itself
	node, there := find(answer, f.leaf.path)
	text := ""
	if there {
		text = plain(node)
	}
	if f.c.c.leads {
		return text
	}
	v := valueOf(kindOf(f.leaf.typ), text)
	return zeroOrNot(&v)
}

// zeroOrNot is the outcome that is told of a number that stays.
func zeroOrNot(v *course.Value) string {
	at, ok := v.Fixed()
	switch {
	case !ok:
		return ""
	case at.Sign() == 0:
		return "0"
	}
	return "not-0"
}

// words says an outcome.
func (f *flipper) words(value string) Text {
	switch value {
	case "true":
		return yesNo(true)
	case "false":
		return yesNo(false)
	case "0":
		return Text{ZH: "为零", EN: "zero"}
	case "not-0":
		return Text{ZH: "不为零", EN: "not zero"}
	case "":
		return Text{ZH: "未列", EN: "left out"}
	}
	name := f.c.s.stepOf(f.leaf)
	return Text{ZH: f.c.s.wordOf(name, value, Chinese), EN: f.c.s.wordOf(name, value, English)}
}

// of looks for the changes of one given.
func (f *flipper) of(k, item int) (Flip, bool) {
	s, w := f.c.s, f.c.w
	if w.values[k][item].IsNone() { // not given, or a list as such
		return Flip{}, false
	}
	if d, ok := w.dialAt(k, item); ok {
		d.named(s)
		flip := Flip{Part: d.part, Path: d.path, Label: d.label, Value: d.text(d.base), Step: d.unitText(), Changes: []Change{}}
		if !f.bears(k) {
			return flip, true
		}
		a := heading{at: f.at, d: d}
		a.eval = f.c.evaluator(&a.d)
		for _, a.by = range []int64{1, -1} {
			f.look(&flip, &a, firstParts, false)
		}
		return flip, true
	}
	return f.ofCodes(k, item)
}

// bears reports whether the outcome comes from a given at all.
func (f *flipper) bears(k int) bool {
	s := f.c.s
	return f.c.c.program.Reads(s.names[s.stepOf(f.leaf)], k) // an outcome is computed
}

// ofCodes tries the other values of a choice or flag.
func (f *flipper) ofCodes(k, item int) (Flip, bool) {
	s, w := f.c.s, f.c.w
	g := &s.given[k]
	var codes []string
	switch g.typ.Kind {
	case formula.Flag:
		codes = []string{"true", "false"}
	case formula.Choice:
		codes = g.typ.Codes
	default:
		return Flip{}, false
	}
	own, _ := w.values[k][item].Plain()
	d := dial{part: g.part, given: k, item: item, kind: g.typ.Kind}
	d.named(s)
	flip := Flip{Part: d.part, Path: d.path, Label: d.label, Value: own, Changes: []Change{}}
	if !f.bears(k) {
		return flip, true
	}
	for _, code := range codes {
		if code == own {
			continue
		}
		out, err := f.with(&d, code)
		if err != nil {
			continue // refused with it
		}
		now := f.read(out)
		if now == f.was {
			continue
		}
		shown := Text{ZH: s.wordOf(g.leaf.name(), code, Chinese), EN: s.wordOf(g.leaf.name(), code, English)}
		if g.typ.Kind == formula.Flag {
			shown = yesNo(code == "true")
		}
		flip.Changes = append(flip.Changes, Change{Value: code, Shown: shown, Outcome: now, OutcomeInWords: f.words(now), kind: d.kind})
	}
	return flip, true
}

// with answers the case with another code at a place.
func (f *flipper) with(d *dial, code string) (any, error) {
	at := f.c.in
	if d.part == OfParameters {
		at = reflect.ValueOf(f.c.r.parametersAny())
	}
	own := apart(at)
	if err := d.write(own.Elem(), code); err != nil {
		return nil, err
	}
	out := reflect.New(f.c.s.answerType).Interface()
	if d.part == OfParameters {
		return out, f.c.r.underAny(own.Interface()).evalInto(f.c.in.Interface(), out)
	}
	return out, f.c.r.evalInto(own.Interface(), out)
}
