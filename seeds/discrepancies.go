package seeds

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Reading 读法 is one way to understand what the plan says.
type Reading struct {
	Text   rule.Text
	Clause string // the clause it follows
}

// Quantity is a figure that a discrepancy rests on, by a name that its test
// computes with.
type Quantity struct {
	Name   string
	Value  decimal.Decimal
	Clause string
}

// Discrepancy 矛盾 is a place where the plan contradicts itself or its own
// arithmetic: both readings, the figures that show it, which reading is the
// default and why, and the option of the module that selects the other.
type Discrepancy struct {
	ID       string
	Title    rule.Text
	Readings [2]Reading
	Figures  []Quantity
	// Default is the index of the reading that the module follows, and Why the
	// reason.
	Default int
	Why     rule.Text
	// Option is the Go name that selects the other reading, empty where no rule
	// of the module depends on it yet.
	Option string
}

// Discrepancies 矛盾登记 lists the plan's contradictions in the order of its
// clauses. Every one is recomputed from its figures by a test.
func Discrepancies() []Discrepancy {
	out := slices.Clone(discrepancies)
	for i := range out {
		out[i].Figures = slices.Clone(out[i].Figures)
	}
	return out
}
