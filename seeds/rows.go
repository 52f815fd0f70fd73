package seeds

import (
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Table1 表1 gives the 17 indicators of the previous plan and how 2020 ended, in
// the plan's order.
func Table1() []PastRow { return slices.Clone(table1) }

// Table2 表2 gives the 20 indicators of this plan, in its order.
func Table2() []Row { return slices.Clone(table2) }

// Row1 gives a row of Table 1 by its number, 1 to 17, for rules written as package
// variables. It panics for a number that the table does not have.
func Row1(n int) PastRow { return table1[n-1] }

// Row2 gives a row of Table 2 by its number, 1 to 20, for rules written as package
// variables. It panics for a number that the table does not have.
func Row2(n int) Row { return table2[n-1] }

// Clause gives the row's clause.
func (r PastRow) Clause() rule.Clause { return clauseAt(sectionOf("T1."), r.Number) }

// Cited gives the row's clause with its target as the quotation.
func (r PastRow) Cited() rule.Clause { return cited(r.Clause(), r.Target) }

// Rate gives the target of a row that is in per cent or per mille, for rules written
// as package variables. It panics for another.
func (r PastRow) Rate() unit.Rate { return rate(r.Clause(), r.Unit, r.Target) }

// Count gives a target in whole things for each thousand or ten thousand, for rules written as
// package variables. It panics for another.
func (r PastRow) Count() int64 {
	if r.Unit != PerThousand && r.Unit != PerTenK || r.Target.Kind != Exactly {
		panic("seeds: the target of " + r.Clause().ID + " is no count")
	}
	count, err := strconv.ParseInt(r.Target.Low.String(), 10, 64)
	if err != nil {
		panic("seeds: " + r.Clause().ID + ": " + err.Error())
	}
	return count
}

// Clause gives the row's clause.
func (r Row) Clause() rule.Clause { return clauseAt(sectionOf("T2."), r.Number) }

// Cited gives the row's clause with its target as the quotation. A cell of a table needs
// no entry in [Quotes]: every cell is held against the official text.
func (r Row) Cited() rule.Clause { return cited(r.Clause(), r.Target) }

// CitedBase is [Row.Cited] with the row's base as the quotation.
func (r Row) CitedBase() rule.Clause { return cited(r.Clause(), r.Base) }

// Rate gives the target of a row that is in per cent, for rules written as package
// variables. It panics for another.
func (r Row) Rate() unit.Rate { return rate(r.Clause(), r.Unit, r.Target) }

// BaseRate gives the base of a row that is in per cent, for rules written as package
// variables. It panics for a row without one.
func (r Row) BaseRate() unit.Rate { return rate(r.Clause(), r.Unit, r.Base) }

// Band gives the two ends of a target that is a band of percentages, for rules
// written as package variables. It panics for another.
func (r Row) Band() (low, high unit.Rate) {
	if r.Unit != Percent || r.Target.Kind != Band {
		panic("seeds: the target of " + r.Clause().ID + " is no band of percentages")
	}
	return unit.MustParseRate(r.Target.Low.String() + "%"), unit.MustParseRate(r.Target.High.String() + "%")
}

// Count gives a target in whole things: persons, outlets, square metres. The 0.65 of
// T2.12, taken as ten thousands, is 6,500. It is for rules written as package
// variables, and panics for a target of another unit.
func (r Row) Count() int64 {
	n := r.Target.Low
	switch r.Unit {
	case Persons:
		n = n.Shift(4)
	case Outlets, SquareMetres:
	default:
		panic("seeds: the target of " + r.Clause().ID + " is no count")
	}
	count, err := strconv.ParseInt(n.String(), 10, 64)
	if err != nil {
		panic("seeds: " + r.Clause().ID + ": " + err.Error())
	}
	return count
}

func cited(c rule.Clause, cell Cell) rule.Clause {
	c.Quote = cell.Printed
	return c
}

func rate(c rule.Clause, u Unit, cell Cell) unit.Rate {
	sign := map[Unit]string{Percent: "%", Permille: "‰"}[u]
	if sign == "" || cell.Kind != Exactly && cell.Kind != AtLeast {
		panic("seeds: " + c.ID + " has no single share there")
	}
	return unit.MustParseRate(cell.Low.String() + sign)
}

func sectionOf(id string) int {
	for i := range sections {
		if sections[i].id == id {
			return i
		}
	}
	return -1
}
