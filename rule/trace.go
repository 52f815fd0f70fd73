package rule

import (
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Term 术语 is a quantity that a rule computes, in the words an auditor reads. A rule
// declares its terms once, lists them as [Definition].Steps, and hands their addresses to
// the trace.
type Term struct {
	// ID is unique within the rule, lower case with underscores: top_up. Where it shows a
	// field of the answer it is that field's path.
	ID string
	// Label is the term in both languages.
	Label Text
	// Formula says how the value comes about, in the grammar of package formula, from
	// parameters and facts by their paths and from terms before it:
	// "{standard} × count({members}) − {household_income}".
	Formula string
	// Clause is the place it rests on; its ID may be empty.
	Clause Clause
}

// Step 步骤 is one line of an explanation: a term and the value it took.
type Step struct {
	ID      string `json:"id"`
	Item    int    `json:"item,omitzero"` // 1 for the first item of a list, 0 outside one
	Label   Text   `json:"label"`
	Formula string `json:"formula"`
	Value   string `json:"value"`
	Shown   Text   `json:"shown,omitzero"`  // the value in words, where Value is a code
	Clause  string `json:"clause,omitzero"` // id only; the decision lists the clauses whole
}

// Trace 计算过程 records the steps of one explanation. Its methods do nothing on a nil
// Trace, which is what Eval hands to a rule: the explained and the fast answer are the
// same code.
type Trace struct {
	steps   []Step
	clauses []Clause
	owned   map[*Term]*Term
	bare    []*Term // steps whose clause gives another value than the parameters have
	item    int
}

// On reports whether steps are recorded. A kernel needs it only to skip work that nobody
// but the reader of an explanation wants.
func (t *Trace) On() bool { return t != nil }

// Item says that the steps that follow belong to item i of a list, counted from 0; a
// negative i ends the list.
func (t *Trace) Item(i int) {
	if t != nil {
		t.item = max(i+1, 0)
	}
}

// Money records an amount in yuan.
func (t *Trace) Money(term *Term, m unit.Money) {
	if t != nil {
		t.add(term, m.String())
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
		t.add(term, strconv.FormatInt(n, 10))
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
		t.add(term, s.String())
	}
}

// Flag records yes or no.
func (t *Trace) Flag(term *Term, yes bool) {
	if t != nil {
		t.addShown(term, strconv.FormatBool(yes), yesNo(yes))
	}
}

// Choice records which alternative of an [Enum] was taken, by its code and its words.
func (t *Trace) Choice(term *Term, c interface {
	String() string
	Label() Text
}) {
	if t != nil {
		t.addShown(term, c.String(), c.Label())
	}
}

// Value records any other value, by its own text: a number of an indicator, a rounding.
func (t *Trace) Value(term *Term, v interface{ String() string }) {
	if t == nil {
		return
	}
	if l, ok := v.(interface{ Label() Text }); ok {
		t.addShown(term, v.String(), l.Label())
		return
	}
	t.add(term, v.String())
}

// The twins below take the address of what the methods above copied only when there is a
// trace: a copy in the method's own frame would make every call of a kernel pay for it.
func (t *Trace) exact(term *Term, e *unit.Exact) { t.add(term, e.String()) }
func (t *Trace) rate(term *Term, r *unit.Rate)   { t.add(term, r.String()) }

func (t *Trace) add(term *Term, value string) { t.addShown(term, value, Text{}) }

func (t *Trace) addShown(term *Term, value string, shown Text) {
	if own, ok := t.owned[term]; ok {
		term = own
	}
	clause := term.Clause.ID
	if clause != "" {
		if slices.Contains(t.bare, term) {
			clause = "" // the parameter does not have the value that the clause gives
		} else {
			t.clauses = cite(t.clauses, term.Clause)
		}
	}
	t.steps = append(t.steps, Step{
		ID: term.ID, Item: t.item, Label: term.Label, Formula: term.Formula,
		Value: value, Shown: shown, Clause: clause,
	})
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

func yesNo(b bool) Text {
	if b {
		return Text{ZH: "是", EN: "yes"}
	}
	return Text{ZH: "否", EN: "no"}
}
