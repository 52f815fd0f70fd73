// Package check holds the module's data against the official text of the plan.
package check

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/seeds/internal/plantext"
)

// Failure is one thing that does not match, at its clause.
type Failure struct {
	Clause string
	What   string
}

// String gives the clause and what is wrong with it.
func (f Failure) String() string { return f.Clause + ": " + f.What }

// Report says what was checked, and what failed.
type Report struct {
	Clauses, Cells, Quotes int
	// Numerals and Phrases count the entries of the ledger by kind, and Open lists
	// those of either that no rule covers yet.
	Numerals, Phrases map[seeds.EntryKind]int
	Open              []seeds.Entry
	Failures          []Failure
}

func (r *Report) fail(clause, format string, args ...any) {
	r.Failures = append(r.Failures, Failure{clause, fmt.Sprintf(format, args...)})
}

// Data is what is held against a text: the clause index without quotations, the
// tables, the quotations and the ledger.
type Data struct {
	Clauses []rule.Clause
	Table1  []seeds.PastRow
	Table2  []seeds.Row
	Quotes  []rule.Clause
	Ledger  []seeds.Entry
}

// Module gives the data of this module. The error is about a ledger that cannot
// be read.
func Module() (Data, error) {
	entries, err := seeds.Ledger()
	if err != nil {
		return Data{}, err
	}
	return Data{seeds.Clauses(), seeds.Table1(), seeds.Table2(), seeds.Quotes(), entries}, nil
}

// Run cuts the text and checks the data's clause index, every cell of both
// tables, every quotation and every numeral. The error is about a text that
// cannot be cut.
func Run(text string, data Data) (Report, error) {
	plan, err := plantext.Parse(text)
	if err != nil {
		return Report{}, err
	}
	var r Report
	clauses(&r, plan, data.Clauses)
	tables(&r, plan, data)
	quotes(&r, plan, data.Quotes)
	numerals(&r, plan, data.Ledger)
	return r, nil
}

// place is the place of one numeral or phrase in the text.
type place struct {
	clause  string
	n       int
	inWords bool
}

// String says which of its clause's numerals or phrases it is.
func (p place) String() string {
	if p.inWords {
		return fmt.Sprintf("phrase %d", p.n)
	}
	return fmt.Sprintf("numeral %d", p.n)
}

// numerals wants exactly one entry for each numeral of the text, and the same
// numeral there; and likewise for each place of the text where a phrase stands that
// the ledger has anywhere.
func numerals(r *Report, plan *plantext.Plan, entries []seeds.Entry) {
	r.Numerals, r.Phrases = map[seeds.EntryKind]int{}, map[seeds.EntryKind]int{}
	byPlace := map[place]seeds.Entry{}
	var phrases []string
	for _, e := range entries {
		at := place{e.Clause, e.N, e.InWords}
		if _, twice := byPlace[at]; twice {
			r.fail(e.Clause, "%s has two entries", at)
			continue
		}
		byPlace[at] = e
		count := r.Numerals
		if e.InWords {
			count = r.Phrases
			phrases = append(phrases, e.Numeral)
		}
		count[e.Kind]++
		if e.Kind == seeds.Open {
			r.Open = append(r.Open, e)
		}
	}
	seen := map[place]bool{}
	for _, t := range plan.Tokens() {
		accounted(r, place{t.Clause, t.N, false}, t, byPlace, seen)
	}
	for _, t := range plan.Phrases(phrases) {
		accounted(r, place{t.Clause, t.N, true}, t, byPlace, seen)
	}
	for _, e := range entries {
		if at := (place{e.Clause, e.N, e.InWords}); !seen[at] {
			r.fail(e.Clause, "the entry of %s, %s, has nothing in the text", at, e.Context)
		}
	}
}

// accounted holds what stands at a place of the text against its entry.
func accounted(r *Report, at place, t plantext.Token, byPlace map[place]seeds.Entry, seen map[place]bool) {
	seen[at] = true
	e, ok := byPlace[at]
	switch {
	case !ok:
		r.fail(t.Clause, "%s, %s, has no entry", at, t.Context)
	case e.Numeral != t.Text:
		r.fail(t.Clause, "%s is %s, its entry has %s", at, t.Context, e.Numeral)
	case e.Context != t.Context:
		r.fail(t.Clause, "%s stands in %s, its entry has %s", at, t.Context, e.Context)
	}
}

// clauses wants the index to name exactly the clauses of the text, in order.
// Table rows are compared by tables.
func clauses(r *Report, plan *plantext.Plan, want []rule.Clause) {
	var index []string
	for _, c := range want {
		if _, isRow := rowNumber(c.ID); !isRow {
			index = append(index, c.ID)
		}
	}
	for i, p := range plan.Paragraphs {
		r.Clauses++
		switch {
		case i >= len(index):
			r.fail(p.ID, "line %d: a clause that the index does not have", p.Line)
		case index[i] != p.ID:
			r.fail(p.ID, "line %d: the index has %s here", p.Line, index[i])
			return
		}
	}
	for _, id := range index[min(len(plan.Paragraphs), len(index)):] {
		r.fail(id, "not in the text")
	}
}

// rowNumber tells a table row's id from that of a note or paragraph.
func rowNumber(id string) (string, bool) {
	for _, t := range []string{"T1.", "T2."} {
		if n, ok := strings.CutPrefix(id, t); ok && !strings.HasPrefix(n, "n") {
			return n, true
		}
	}
	return "", false
}

func tables(r *Report, plan *plantext.Plan, data Data) {
	var past, now [][]string
	for _, row := range data.Table1 {
		past = append(past, []string{fmt.Sprint(row.Number), row.Printed, row.Base.Printed, row.Target.Printed, row.Result.Printed})
	}
	for _, row := range data.Table2 {
		now = append(now, []string{fmt.Sprint(row.Number), row.Printed, row.PrintedUnit, row.Base.Printed, row.Target.Printed, row.Growth.Printed, row.Attribute.Label().ZH})
	}
	table(r, 1, past, plan.Tables[1])
	table(r, 2, now, plan.Tables[2])
}

func table(r *Report, n int, want [][]string, got []plantext.Row) {
	for i, cells := range want {
		id := fmt.Sprintf("T%d.%d", n, i+1)
		if i >= len(got) {
			r.fail(id, "the row is not in the text")
			continue
		}
		if len(got[i].Cells) != len(cells) {
			r.fail(id, "line %d: %d cells in the text, %d in the data", got[i].Line, len(got[i].Cells), len(cells))
			continue
		}
		for j, cell := range cells {
			r.Cells++
			if got[i].Cells[j] != cell {
				r.fail(id, "column %d: the text has %q, the data %q", j+1, got[i].Cells[j], cell)
			}
		}
	}
	for _, row := range got[min(len(want), len(got)):] {
		r.fail(row.ID, "line %d: a row that the data do not have", row.Line)
	}
}

func quotes(r *Report, plan *plantext.Plan, want []rule.Clause) {
	for _, q := range want {
		r.Quotes++
		text, ok := plan.Text(q.ID)
		switch {
		case !ok:
			r.fail(q.ID, "quoted, but not in the text")
		case !strings.Contains(text, q.Quote):
			r.fail(q.ID, "the quotation %q is not there verbatim", q.Quote)
		}
	}
}
