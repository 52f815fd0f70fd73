package seeds

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Class 类别 says what is wrong at a place of the plan; see [rule.Enum].
type Class = rule.Enum[classes]

// The classes. The zero Class belongs to no entry.
const (
	Contradiction Class = iota + 1 // 矛盾：two places, or a place and its own arithmetic, can not both be right
	Ambiguity                      // 歧义：one place can be read in more than one way
	Misprint                       // 误印：what is printed can not be meant
	Omission                       // 缺漏：something is not said that has to be
)

type classes struct{}

// Choices implements the list of [rule.Enum].
func (classes) Choices() rule.Choices { return classList }

var classList = rule.Choices{
	Contradiction: {Code: "contradiction", Label: rule.Text{ZH: "矛盾", EN: "contradiction"}},
	Ambiguity:     {Code: "ambiguity", Label: rule.Text{ZH: "歧义", EN: "ambiguity"}},
	Misprint:      {Code: "misprint", Label: rule.Text{ZH: "漏印误印", EN: "misprint"}},
	Omission:      {Code: "omission", Label: rule.Text{ZH: "缺漏", EN: "omission"}},
}

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

// NoReading is the default of a discrepancy of which the module follows no reading.
const NoReading = -1

// Discrepancy 矛盾登记条目 is a place where the plan contradicts itself or its own
// arithmetic, can be read in more than one way, is misprinted or leaves something
// out: the readings, the figures that show it, which reading is the default and why,
// and the option of the module that selects another.
type Discrepancy struct {
	ID    string
	Class Class
	Title rule.Text
	// Readings are two or three.
	Readings []Reading
	// Figures may be empty where the readings differ in words alone.
	Figures []Quantity
	// Default is the index of the reading that the module follows, [NoReading] for
	// none, and Why the reason. The binding indicator of Table 2 decides.
	Default int
	Why     rule.Text
	// Option is the Go name that selects another reading, or that answers for each of
	// them; empty where no rule of the module depends on it yet.
	Option string
}

// Discrepancies 矛盾登记 lists what is unclear in the plan, by subject: what had been
// reached by 2020, assistance, services, what is counted and bounded, and how Table 2 is printed and computed. Every
// entry is recomputed from its figures by a test.
func Discrepancies() []Discrepancy {
	out := slices.Clone(discrepancies)
	for i := range out {
		out[i].Readings = slices.Clone(out[i].Readings)
		out[i].Figures = slices.Clone(out[i].Figures)
	}
	return out
}
