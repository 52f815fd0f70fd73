package seeds

import (
	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Kind says what a cell of a table is taken to mean.
type Kind uint8

// The kinds of meaning. The zero Kind belongs to an empty cell.
const (
	Empty      Kind = iota // 空白：the cell is empty
	NoFigure               // ——：a dash stands for "no figure"
	Exactly                // a single figure
	AtLeast                // ≥：a floor
	Band                   // an interval, both ends included
	Pair                   // two figures whose relation the plan does not say
	Formula                // words that say how to compute it
	Achieved               // 实现目标：reached, without a figure
	Misprinted             // cannot be read as it stands
)

// String names the kind in English.
func (k Kind) String() string {
	names := [...]string{"empty", "no figure", "exactly", "at least", "band", "pair", "formula", "achieved", "misprinted"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// Cell is one cell of a table: what is printed, and what it is taken to mean.
type Cell struct {
	// Printed is the cell as the plan prints it, runs of blanks made one and
	// none at the ends.
	Printed string
	Kind    Kind
	// Low is the figure, or the lower end of a band, or the first of a pair, in
	// the row's unit; zero where the kind has no figure.
	Low decimal.Decimal
	// High is the upper end of a band or the second of a pair, else zero.
	High decimal.Decimal
	// Note says why, where the meaning is a reading of something unclear.
	Note rule.Text
}

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// at is a cell that holds its figure and nothing else.
func at(s string) Cell { return Cell{Printed: s, Kind: Exactly, Low: number(s)} }

// of is a cell whose figure is printed with something around it.
func of(printed, s string) Cell { return Cell{Printed: printed, Kind: Exactly, Low: number(s)} }

func atLeast(printed, s string) Cell { return Cell{Printed: printed, Kind: AtLeast, Low: number(s)} }

func band(printed, low, high string) Cell {
	return Cell{Printed: printed, Kind: Band, Low: number(low), High: number(high)}
}

func pair(printed, first, second string) Cell {
	return Cell{Printed: printed, Kind: Pair, Low: number(first), High: number(second)}
}

func formula(printed, zh, en string) Cell {
	return Cell{Printed: printed, Kind: Formula, Note: rule.Text{ZH: zh, EN: en}}
}

func (c Cell) noted(zh, en string) Cell {
	c.Note = rule.Text{ZH: zh, EN: en}
	return c
}

var (
	empty     = Cell{}
	longDash  = Cell{Printed: "——", Kind: NoFigure}
	midDash   = Cell{Printed: "—", Kind: NoFigure}
	shortDash = Cell{Printed: "-", Kind: NoFigure}
	achieved  = Cell{Printed: "实现目标", Kind: Achieved}
)
