package seeds

import (
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// MustOpen fills in what an entry of the register says of a place that a rule leaves open: id, title and, for each of its readings in
// the register's order, words and clause. A rule may have fewer readings than the entry, never more. Where the entry is of several
// places at once, a reading of the rule names its own Clause, which a figure of the entry has. It panics for
// an id that is not in the register, and for a clause that the entry does not have: it is for rules written as package variables.
func MustOpen[Policy, Facts any](id string, o rule.Open[Policy, Facts]) rule.Open[Policy, Facts] {
	d := mustDiscrepancy(id, len(o.Readings))
	o.ID, o.Title, o.Readings = d.ID, d.Title, slices.Clone(o.Readings)
	for i := range o.Readings {
		own := o.Readings[i].Clause
		o.Readings[i].Text, o.Readings[i].Clause = d.Readings[i].Text, d.Readings[i].Clause
		if own == "" {
			continue
		}
		if !slices.ContainsFunc(d.Figures, func(q Quantity) bool { return q.Clause == own }) {
			panic("seeds: no figure of the entry " + id + " is of the clause " + own)
		}
		o.Readings[i].Clause = own
	}
	return o
}

// MustQuestion is [MustOpen] for a question whose readings are several rules.
func MustQuestion[Case any](id string, q rule.Question[Case]) rule.Question[Case] {
	d := mustDiscrepancy(id, len(q.Readings))
	q.ID, q.Title, q.Readings = d.ID, d.Title, slices.Clone(q.Readings)
	for i := range q.Readings {
		q.Readings[i].Text, q.Readings[i].Clause = d.Readings[i].Text, d.Readings[i].Clause
	}
	return q
}

func mustDiscrepancy(id string, readings int) Discrepancy {
	i := slices.IndexFunc(discrepancies, func(d Discrepancy) bool { return d.ID == id })
	if i < 0 || readings > len(discrepancies[i].Readings) {
		panic("seeds: no entry " + id + " of so many readings")
	}
	return discrepancies[i]
}
