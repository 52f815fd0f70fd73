package check

import (
	"slices"

	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/label"
)

// Counted is implemented by facts of two counts: how many there are, and of or for how
// many: the part and the whole of a [Share], not the other way about. They are the type's only two fields, in that order, with
// ranges in their tags. A type whose Counts gives them in another order than its fields, or whose ranges leave no whole that
// is at least a part, panics where its rule is made; that both stand in the wrong order no program can see.
//
// Give the type an UnmarshalJSON that is [rule.Unmarshal], as that of [Floor]: rules read it strictly without, but encoding/json
// would take a count that was left out for 0.
type Counted interface{ Counts() (n, of int64) }

// row is what rows of every kind have.
type row struct {
	id      string
	version int
	title   rule.Text
	basis   []rule.Clause
	due     int
	dueBy   rule.Clause
	per     int64
}

// dueOf and perOf fill in what parameters leave to the row: the JSON door, where what is
// left out keeps its default, and Under then give the same.
func (r row) dueOf(year int) int {
	if year == 0 {
		return r.due
	}
	return year
}

func (r row) perOf(n int64) int64 {
	if n == 0 {
		return r.per
	}
	return n
}

// sources say that every clause of the basis gives the parameter at path, and which one
// the year due. They are cited for the year without their quotation, so that a quoted
// figure stays bound to the figure.
func (r row) sources(paths ...string) []rule.Source {
	var out []rule.Source
	for _, c := range r.basis {
		for _, path := range paths {
			out = append(out, rule.Source{Path: path, Clause: c})
		}
	}
	if r.due != 0 {
		by := r.dueBy
		if by.ID == "" || slices.ContainsFunc(r.basis, func(c rule.Clause) bool { return c.ID == by.ID }) {
			by = r.bare(by) // its words hold the rate too
		}
		out = append(out, rule.Source{Path: "due", Clause: by})
	}
	return out
}

// bare is a clause without its quotation; the first of the basis stands for none.
func (r row) bare(c rule.Clause) rule.Clause {
	if c.ID == "" && len(r.basis) > 0 {
		c = r.basis[0]
	}
	return c.Unquoted()
}

// clause is the one that the step of the verdict cites.
func (r row) clause() rule.Clause {
	if len(r.basis) == 0 {
		return rule.Clause{} // rule.New says that it is missing
	}
	return r.basis[0]
}

// fact is a field of the facts: its path in braces, its words, its range.
type fact struct {
	path, name string
	label      rule.Text
	unit       rule.Text // in brackets behind the field's label; empty if there is none
	low, high  int64
}

// holds reports whether a count is within the field's range.
func (f *fact) holds(n int64) bool { return n >= f.low && n <= f.high }

// factsOf gives the fields of a type of facts, which must be so many counts with ranges
// that end at most at high.
func factsOf[Facts any](id string, fields int, high int64) []fact {
	list := rule.FieldsOf[Facts]()
	if len(list) != fields {
		panic("check: " + id + ": the facts must have " + strconv.Itoa(fields) + " field(s)")
	}
	out := make([]fact, fields)
	for i, f := range list {
		out[i] = countOf(id, f, high)
	}
	return out
}

// ordered gives the two fields of facts, which Counts must give in the order in which they stand.
func ordered[Facts Counted](id string, high int64) []fact {
	f := factsOf[Facts](id, 2, high)
	n, of := f[0].low, f[1].low
	if n == of { // tell them apart
		if of++; of > f[1].high {
			of, n = of-1, n+1
		}
	}
	var in Facts
	err := rule.Cells{{Path: f[0].path, Text: strconv.FormatInt(n, 10)}, {Path: f[1].path, Text: strconv.FormatInt(of, 10)}}.Bind(&in, nil)
	if err != nil {
		panic("check: " + id + ": " + rule.Faults(err).In(rule.English))
	}
	if gotN, gotOf := in.Counts(); gotN != n || gotOf != of {
		panic("check: " + id + ": Counts must give " + f[0].path + " and then " + f[1].path + ", as the fields stand: of " +
			strconv.FormatInt(n, 10) + " and " + strconv.FormatInt(of, 10) + " it gives " + strconv.FormatInt(gotN, 10) + " and " + strconv.FormatInt(gotOf, 10))
	}
	return f
}

// countOf gives a field that must be a count with a range that ends at most at high.
func countOf(id string, f rule.Field, high int64) fact {
	out := named(f)
	low, top, ok := strings.Cut(strings.Trim(f.Range, "[]"), ",")
	var err, err2 error
	out.low, err = strconv.ParseInt(low, 10, 64)
	out.high, err2 = strconv.ParseInt(top, 10, 64)
	if f.Kind != "count" || !ok || err != nil || err2 != nil || out.low < 0 || out.high > high {
		panic("check: " + id + ": " + f.Path + " must be a count with a range within [0," + strconv.FormatInt(high, 10) + "]")
	}
	return out
}

// figureOf gives a field that must be a figure from 0 on.
func figureOf(id string, f rule.Field) fact {
	if f.Range != "[0,)" {
		panic("check: " + id + ": " + f.Path + ` must have the range "[0,)"`)
	}
	return named(f)
}

func named(f rule.Field) fact {
	return fact{path: f.Path, name: "{" + f.Path + "}", label: label.WithoutUnit(f.Label), unit: label.Unit(f.Label)}
}

// units says that fields of an answer are counted, or measured, as the fact is.
func (f *fact) units(paths ...string) map[string]rule.Text {
	out := map[string]rule.Text{}
	for _, path := range paths {
		out[path] = f.unit
	}
	return out
}

func text(zh, en string) rule.Text { return rule.Text{ZH: zh, EN: en} }

// The steps whose words are the same in every row.
func met(formula string, c rule.Clause) rule.Term {
	return rule.Term{ID: "met", Label: text("达标", "met"), Formula: formula, Clause: c}
}

func lacking(f fact, formula string) rule.Term {
	return rule.Term{ID: "shortfall", Label: text("还差"+f.label.ZH, f.label.EN+" lacking"), Formula: formula}
}

func beyond(f fact, formula string) rule.Term {
	return rule.Term{ID: "excess", Label: text("超出的"+f.label.ZH, f.label.EN+" too many"), Formula: formula}
}
