package rule

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Term names a quantity that a rule works with, in the words an auditor reads.
// A rule declares its terms once, as package variables, and hands their
// addresses to the trace.
type Term struct {
	// ID is stable within the rule, lower case with underscores: top_up.
	ID string
	// Label is the term in both languages.
	Label Text
	// Formula says how the value came about, from terms recorded before it:
	// "{standard} × {members}". Empty for a given value. A reader of Chinese sees
	// round, max and min in words.
	Formula string
	// Clause is the place it rests on; its ID may be empty.
	Clause Clause
}

// Step 步骤 is one line of an explanation: a term and the value it took.
type Step struct {
	ID      string `json:"id"`
	Item    int    `json:"item,omitzero"` // 1 for the first item of a list, 0 outside one
	Label   Text   `json:"label"`
	Formula string `json:"formula,omitzero"`
	Value   string `json:"value"`
	Shown   Text   `json:"shown,omitzero"`  // the value in words, where Value is a code
	Clause  string `json:"clause,omitzero"` // id only; the decision lists the clauses whole
}

// Trace records the steps of one explanation. Its methods do nothing on a nil
// Trace, which is what Eval hands to a rule: the explained and the fast answer
// are the same code.
type Trace struct {
	steps   []Step
	clauses []Clause
	item    int
}

// On reports whether steps are recorded. A kernel needs it only to skip work
// that nobody but the reader of an explanation wants.
func (t *Trace) On() bool { return t != nil }

// Item says that the steps that follow belong to item i of a list, counted
// from 0; a negative i ends the list.
func (t *Trace) Item(i int) {
	if t != nil {
		t.item = max(i+1, 0)
	}
}

// Money records an amount in yuan.
func (t *Trace) Money(term *Term, m unit.Money) {
	if t != nil {
		t.money(term, m)
	}
}

// Exact records an amount in yuan before rounding, as a decimal or a fraction.
func (t *Trace) Exact(term *Term, e unit.Exact) {
	if t != nil {
		t.exact(term, &e)
	}
}

// Count records a number of things.
func (t *Trace) Count(term *Term, n int64) {
	if t != nil {
		t.count(term, n)
	}
}

// Rate records a policy parameter such as 55 %.
func (t *Trace) Rate(term *Term, r unit.Rate) {
	if t != nil {
		t.rate(term, &r)
	}
}

// Share records a share as its two counts.
func (t *Trace) Share(term *Term, s unit.Share) {
	if t != nil {
		t.share(term, s)
	}
}

// Rounding records the mode that a value was rounded by.
func (t *Trace) Rounding(term *Term, r unit.Rounding) {
	if t != nil {
		t.rounding(term, r)
	}
}

// Flag records yes or no.
func (t *Trace) Flag(term *Term, yes bool) {
	if t != nil {
		t.flag(term, yes)
	}
}

// Choice records which of several named alternatives was taken, by its stable
// code and its words.
func (t *Trace) Choice(term *Term, code string, label Text) {
	if t != nil {
		t.addShown(term, code, label)
	}
}

func (t *Trace) money(term *Term, m unit.Money)  { t.add(term, m.String()) }
func (t *Trace) exact(term *Term, e *unit.Exact) { t.add(term, e.String()) }
func (t *Trace) count(term *Term, n int64)       { t.add(term, strconv.FormatInt(n, 10)) }
func (t *Trace) rate(term *Term, r *unit.Rate)   { t.add(term, r.String()) }
func (t *Trace) share(term *Term, s unit.Share)  { t.add(term, s.String()) }
func (t *Trace) flag(term *Term, yes bool)       { t.addShown(term, strconv.FormatBool(yes), yesNo(yes)) }
func (t *Trace) rounding(term *Term, r unit.Rounding) {
	t.addShown(term, r.String(), roundingWords(r))
}

func (t *Trace) add(term *Term, value string) { t.addShown(term, value, Text{}) }

func (t *Trace) addShown(term *Term, value string, shown Text) {
	t.steps = append(t.steps, Step{
		ID: term.ID, Item: t.item, Label: term.Label, Formula: term.Formula,
		Value: value, Shown: shown, Clause: term.Clause.ID,
	})
	if term.Clause.ID != "" {
		t.clauses = cite(t.clauses, term.Clause)
	}
}

// cite appends a clause unless it is there; the lists are a few entries long.
func cite(list []Clause, c Clause) []Clause {
	for i := range list {
		if list[i].ID == c.ID && list[i].Quote == c.Quote {
			return list
		}
	}
	return append(list, c)
}
