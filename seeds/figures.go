package seeds

import (
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// FigureKind 数据类别 says what a [Figure] is an amount of; see [rule.Enum].
type FigureKind = rule.Enum[figureKinds]

// The kinds of figure. The zero FigureKind belongs to no figure.
const (
	Amount FigureKind = iota + 1 // 金额：yuan, see [Figure.Money]
	Ratio                        // 比率：a share or a multiple, see [Figure.Rate]
	Count                        // 个数：whole things or persons, see [Figure.Count]
	Number                       // 数：with decimals, see [Figure.Number]
	Year                         // 年份：see [Figure.Year]
)

type figureKinds struct{}

// Choices implements the list of [rule.Enum].
func (figureKinds) Choices() rule.Choices { return figureKindList }

var figureKindList = rule.Choices{
	Amount: {Code: "amount", Label: rule.Text{ZH: "金额", EN: "amount"}},
	Ratio:  {Code: "ratio", Label: rule.Text{ZH: "比率", EN: "ratio"}},
	Count:  {Code: "count", Label: rule.Text{ZH: "个数", EN: "count"}},
	Number: {Code: "number", Label: rule.Text{ZH: "数", EN: "number"}},
	Year:   {Code: "year", Label: rule.Text{ZH: "年份", EN: "year"}},
}

// Figure 数据 is a number that the plan states outside the cells of its tables, or
// one of several within a cell, under a name that never changes.
//
// It gives its value as the type of its kind. Asked for another, it panics:
// figures are for rules and examples written as package variables, where the kind
// is known.
type Figure struct {
	// Name finds it, as in MustFigure("villages-2020").
	Name string
	// Label says what it is, in both languages, with its unit.
	Label rule.Text
	Kind  FigureKind
	// Inexact tells that the plan itself says "over" (余, 逾, 超) the figure.
	Inexact bool
	// Clause is where it stands, with the quotation that holds it.
	Clause rule.Clause

	text string // as its kind's type reads it
}

// String gives the value as its type writes it: 637.00, 55%, 1.3×, 829, 5.3.
func (f Figure) String() string { return f.text }

// Money gives an amount, in yuan. It panics for another kind.
func (f Figure) Money() unit.Money { return unit.MustParseMoney(f.as(Amount)) }

// Rate gives a share or a multiple. It panics for another kind.
func (f Figure) Rate() unit.Rate { return unit.MustParseRate(f.as(Ratio)) }

// Count gives a number of whole things or persons, never negative. It panics for
// another kind.
func (f Figure) Count() int64 {
	n, err := strconv.ParseInt(f.as(Count), 10, 64)
	if err != nil {
		panic("seeds: figure " + f.Name + ": " + err.Error())
	}
	return n
}

// Number gives a number with its written decimals. It panics for another kind.
func (f Figure) Number() unit.Number { return unit.MustParseNumber(f.as(Number)) }

// Year gives a year, such as a deadline's: its end, where the plan says no more. It
// panics for another kind.
func (f Figure) Year() int {
	n, err := strconv.Atoi(f.as(Year))
	if err != nil {
		panic("seeds: figure " + f.Name + ": " + err.Error())
	}
	return n
}

func (f Figure) as(k FigureKind) string {
	if f.Kind != k {
		panic("seeds: figure " + f.Name + " is of kind " + f.Kind.String() + ", not " + k.String())
	}
	return f.text
}

// Figures 数据表 lists the plan's figures by the plan's order of clauses.
func Figures() []Figure {
	out := make([]Figure, len(figures))
	for i := range figures {
		out[i] = figures[i].figure()
	}
	return out
}

// MustFigure finds a figure by its name, for literals. It panics for a name that
// is not in [Figures].
func MustFigure(name string) Figure {
	i := slices.IndexFunc(figures, func(f stated) bool { return f.name == name })
	if i < 0 {
		panic("seeds: no figure " + name)
	}
	return figures[i].figure()
}

func (s stated) figure() Figure {
	return Figure{
		Name: s.name, Label: rule.Text{ZH: s.zh, EN: s.en}, Kind: s.kind, Inexact: s.over,
		Clause: MustQuote(s.id, s.quote), text: s.value,
	}
}
