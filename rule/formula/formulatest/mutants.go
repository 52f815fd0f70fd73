// Package formulatest makes wrong formulas of right ones, so that tests can show that
// each would be noticed.
package formulatest

import (
	"math/big"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// Mutants gives the formulas that differ from f in one place: another operator or
// comparison, the operands of − or ÷ exchanged, another of the names that f or others
// mention, a number or n off by one, a bound or a rounding left out, the branches of
// an if exchanged, a code for another of f's codes, a condition negated. None is
// written as f is, and none twice. Some mean nothing: [formula.Formula.Check] refuses
// those.
func Mutants(f *formula.Formula, others ...string) []*formula.Formula {
	m := mutants{root: f.Root(), seen: map[string]bool{f.String(): true}, names: f.Names()}
	m.names = append(m.names, others...)
	m.codes(m.root)
	m.visit(m.root)
	return m.found
}

type mutants struct {
	root  *formula.Node
	names []string
	code  []string
	seen  map[string]bool
	found []*formula.Formula
}

func (m *mutants) codes(n *formula.Node) {
	if n.Op == formula.OpCode {
		m.code = append(m.code, n.Text)
	}
	for _, a := range n.Args {
		m.codes(a)
	}
}

// try puts another node in place of n, reads the whole as a formula, and takes it
// back.
func (m *mutants) try(n *formula.Node, other formula.Node) {
	kept := *n
	*n = other
	text := m.root.String()
	*n = kept
	if m.seen[text] {
		return
	}
	m.seen[text] = true
	if f, err := formula.Parse(text); err == nil {
		m.found = append(m.found, f)
	}
}

// groups are the operators that are taken for one another.
var groups = [][]formula.Op{
	{formula.OpAdd, formula.OpSub, formula.OpMul, formula.OpDiv},
	{formula.OpEq, formula.OpNe, formula.OpLt, formula.OpLe, formula.OpGt, formula.OpGe},
	{formula.OpAnd, formula.OpOr},
	{formula.OpMax, formula.OpMin},
	{formula.OpAll, formula.OpAny},
	{formula.OpLargest, formula.OpSmallest},
	{formula.OpTrue, formula.OpFalse},
}

func (m *mutants) visit(n *formula.Node) {
	for _, group := range groups {
		if slices.Contains(group, n.Op) {
			for _, op := range group {
				m.try(n, formula.Node{Op: op, Args: n.Args})
			}
		}
	}
	switch n.Op {
	case formula.OpSub, formula.OpDiv:
		m.try(n, formula.Node{Op: n.Op, Args: []*formula.Node{n.Args[1], n.Args[0]}})
	case formula.OpMax, formula.OpMin:
		for i := range n.Args {
			rest := slices.Delete(slices.Clone(n.Args), i, i+1)
			if len(rest) == 1 {
				m.try(n, *rest[0])
			} else {
				m.try(n, formula.Node{Op: n.Op, Args: rest})
			}
		}
	case formula.OpRound, formula.OpNot, formula.OpPower:
		m.try(n, *n.Args[0])
	case formula.OpIf:
		m.try(n, formula.Node{Op: n.Op, Args: []*formula.Node{n.Args[0], n.Args[2], n.Args[1]}})
		m.try(n, *n.Args[1])
		m.try(n, *n.Args[2])
	case formula.OpGiven:
		m.try(n, formula.Node{Op: formula.OpNot, Args: []*formula.Node{n.Copy()}})
	case formula.OpCount, formula.OpN:
		m.beside(n)
	case formula.OpNumber:
		for _, by := range []int64{1, -1} {
			if text, ok := shifted(n.Text, by); ok {
				m.try(n, formula.Node{Op: n.Op, Text: text})
			}
		}
	case formula.OpName:
		for _, name := range m.names {
			m.try(n, formula.Node{Op: n.Op, Text: name})
		}
	case formula.OpCode:
		for _, code := range m.code {
			m.try(n, formula.Node{Op: n.Op, Text: code})
		}
	}
	for _, a := range n.Args {
		m.visit(a)
	}
}

// beside takes one more and one less.
func (m *mutants) beside(n *formula.Node) {
	for _, op := range []formula.Op{formula.OpAdd, formula.OpSub} {
		m.try(n, formula.Node{Op: op, Args: []*formula.Node{n.Copy(), {Op: formula.OpNumber, Text: "1"}}})
	}
}

// shifted gives a literal that is by larger, in its last digit.
func shifted(text string, by int64) (string, bool) {
	digits := strings.TrimRight(text, "%‰")
	places := 0
	if _, part, ok := strings.Cut(digits, "."); ok {
		places = len(part)
	}
	v, ok := new(big.Rat).SetString(digits)
	if !ok {
		return "", false
	}
	step := new(big.Rat).SetFrac(big.NewInt(by), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	if v.Add(v, step); v.Sign() < 0 {
		return "", false
	}
	return v.FloatString(places) + text[len(digits):], true
}
