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
	// Numerals counts the entries of the ledger by kind, and Open lists those
	// that no rule covers yet.
	Numerals map[seeds.EntryKind]int
	Open     []seeds.Entry
	Failures []Failure
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

// place is one numeral's place in the text.
type place struct {
	clause string
	n      int
}

// numerals wants exactly one entry for each numeral of the text, and the same
// numeral there.
func numerals(r *Report, plan *plantext.Plan, entries []seeds.Entry) {
	r.Numerals = map[seeds.EntryKind]int{}
	byPlace := map[place]seeds.Entry{}
	for _, e := range entries {
		at := place{e.Clause, e.N}
		if _, twice := byPlace[at]; twice {
			r.fail(e.Clause, "numeral %d has two entries", e.N)
			continue
		}
		byPlace[at] = e
		r.Numerals[e.Kind]++
		if e.Kind == seeds.Open {
			r.Open = append(r.Open, e)
		}
	}
	seen := map[place]bool{}
	for _, t := range plan.Tokens() {
		at := place{t.Clause, t.N}
		seen[at] = true
		e, ok := byPlace[at]
		switch {
		case !ok:
			r.fail(t.Clause, "numeral %d, %s, has no entry", t.N, t.Context)
		case e.Numeral != t.Text:
			r.fail(t.Clause, "numeral %d is %s, its entry has %s", t.N, t.Context, e.Numeral)
		case e.Context != t.Context:
			r.fail(t.Clause, "numeral %d stands in %s, its entry has %s", t.N, t.Context, e.Context)
		}
	}
	for _, e := range entries {
		if !seen[place{e.Clause, e.N}] {
			r.fail(e.Clause, "the entry of numeral %d, %s, has nothing in the text", e.N, e.Context)
		}
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
