// Package course follows what the steps of a rule give while one given runs: over which points
// every comparison in their formulas stands as it does, what each number is there as a
// form of the point, and which comparison turns next.
//
// It computes from formulas alone, with numbers that are exact. Nothing is sampled: the next
// turn of a comparison of lines is solved for, that of forms which only rise or only fall is
// found by halving, and what is neither is halved until its bounds decide.
package course

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// Step is a step of a rule: its formula, and the list at whose items it stands, "" for none.
type Step struct {
	Formula *formula.Formula
	List    string
}

// Place is where a name of a formula leads: to a step or a given by its number, and to the
// list whose items each have one.
type Place struct {
	IsStep bool
	N      int
	List   string
}

// Program is the formulas of a rule made ready. It is immutable.
type Program struct {
	steps []step
	reads [][]bool // by given, by step: whether the step comes from it
}

type step struct {
	root *node
	list string
}

// node is an operator whose names were looked up.
type node struct {
	text  string // as the formula prints it, where it can turn
	op    formula.Op
	args  []*node
	value Value
	place Place
	list  string // of an aggregate or count: what it goes over
	n     bool   // the number looked for is below
}

// Compile makes formulas ready; givens is how many there are, find tells where a name leads: to
// a given, or to a step before.
func Compile(steps []Step, givens int, find func(name string) (Place, bool)) (*Program, error) {
	p := &Program{steps: make([]step, len(steps)), reads: make([][]bool, givens)}
	for i := range p.reads {
		p.reads[i] = make([]bool, len(steps))
	}
	for i, s := range steps {
		root, err := compile(s.Formula.Root(), find)
		if err != nil {
			return nil, err
		}
		p.steps[i] = step{root, s.List}
		p.note(root, i)
	}
	return p, nil
}

// note takes down what a step comes from.
func (p *Program) note(n *node, k int) {
	switch {
	case n.op == formula.OpName && n.place.IsStep:
		for i := range p.reads {
			p.reads[i][k] = p.reads[i][k] || p.reads[i][n.place.N]
		}
	case n.op == formula.OpName:
		p.reads[n.place.N][k] = true
	}
	for _, a := range n.args {
		p.note(a, k)
	}
}

// Reads reports whether a step comes from a given.
func (p *Program) Reads(step, given int) bool { return p.reads[given][step] }

func compile(of *formula.Node, find func(string) (Place, bool)) (*node, error) {
	n := &node{op: of.Op, n: of.Op == formula.OpN}
	if of.Op != formula.OpNumber && of.Op != formula.OpName {
		n.text = of.String()
	}
	switch of.Op {
	case formula.OpNumber:
		v, err := formula.ParseValue(formula.Ratio, of.Text)
		if err != nil {
			return nil, err
		}
		n.value = Number(exact.Of(v.Rat))
	case formula.OpCode:
		n.value = Code(of.Text)
	case formula.OpTrue, formula.OpFalse:
		n.value = Flag(of.Op == formula.OpTrue)
	case formula.OpName:
		place, ok := find(of.Text)
		if !ok {
			return nil, &formula.ValueError{Value: of.Text}
		}
		n.place = place
	}
	for _, a := range of.Args {
		arg, err := compile(a, find)
		if err != nil {
			return nil, err
		}
		n.args, n.n = append(n.args, arg), n.n || arg.n
	}
	switch of.Op {
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest:
		n.list = listOf(n.args[0])
	case formula.OpCount:
		if n.list = n.args[0].place.List; n.list == "" {
			n.list = of.Args[0].Text
		}
	}
	return n, nil
}

// listOf is the list that a node mentions outside of further sums.
func listOf(n *node) string {
	switch n.op {
	case formula.OpName:
		return n.place.List
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest, formula.OpCount:
		return ""
	}
	for _, a := range n.args {
		if list := listOf(a); list != "" {
			return list
		}
	}
	return ""
}

// Value is what a name is on a run. The zero Value is none: it was not given, or could not be
// computed.
type Value struct {
	kind kind
	flag bool
	code string
	num  Form
}

type kind uint8

const (
	none kind = iota
	isNumber
	isFlag
	isCode
)

// Number is the same number everywhere.
func Number(v exact.Rat) Value { return Value{kind: isNumber, num: Const(v)} }

// Running is the given that runs: c0 + c1·t.
func Running(c0, c1 exact.Rat) Value { return Value{kind: isNumber, num: Line(c0, c1)} }

// Flag is yes or no.
func Flag(yes bool) Value { return Value{kind: isFlag, flag: yes} }

// Code is a choice, a rounding or a text.
func Code(text string) Value { return Value{kind: isCode, code: text} }

// IsNone reports whether there is no value.
func (v *Value) IsNone() bool { return v.kind == none }

// Form gives a number.
func (v *Value) Form() (*Form, bool) { return &v.num, v.kind == isNumber }

// Fixed gives a number that does not run.
func (v *Value) Fixed() (exact.Rat, bool) { return v.num.c0, v.kind == isNumber && v.num.IsConst() }

// Plain gives a flag as true or false and a choice as its code.
func (v *Value) Plain() (text string, ok bool) {
	switch v.kind {
	case isFlag:
		if v.flag {
			return "true", true
		}
		return "false", true
	case isCode:
		return v.code, true
	}
	return "", false
}

// Same reports whether two values are the same everywhere.
func (v *Value) Same(o *Value) bool {
	return v.kind == o.kind && v.flag == o.flag && v.code == o.code && (v.kind != isNumber || v.num.Same(&o.num))
}

// Rounding reads a rounding as records write it, up/yuan or half-even/10yuan; besides, up/1 to a
// whole number.
func Rounding(code string) (Way, exact.Rat, bool) {
	name, unit, _ := strings.Cut(code, "/")
	if way, ok := wayOf(name); ok && unit == "1" {
		return way, one, true
	}
	way, ok := wayOf(name)
	n, at := int64(0), 0
	for ; at < len(unit) && unit[at] >= '0' && unit[at] <= '9' && n < 1<<31; at++ {
		n = n*10 + int64(unit[at]-'0')
	}
	if at == 0 {
		n = 1
	}
	fen, known := map[string]int64{"fen": 1, "jiao": 10, "yuan": 100}[unit[at:]]
	if !ok || !known || n == 0 {
		return 0, exact.Rat{}, false
	}
	return way, exact.Frac(n*fen, 100), true
}
