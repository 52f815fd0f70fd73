package cases

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/watch"
)

// Point 覆盖点 is one thing that some case of a table has to show: that a clause is cited, that the answer has a code,
// that a place in a step's formula is met below, at or above.
type Point struct {
	// Step is the id of the step; of an outcome "answer." and the field's path; "clause" of a clause, "open" of an open
	// question.
	Step string `json:"step"`
	// Place is what stands in the formula, "{paid} ≥ {required}"; of a clause or a question its id; empty of an outcome.
	Place string `json:"place,omitzero"`
	// Side is below, at, above, same, other, yes, no; the code of an outcome; "cited" of a clause; agree or differ of the readings of a question. "above" of a place
	// where a bound is strict, and "below" of one where it is not, ask for the next fen, or the next one: see
	// [github.com/huainan-minzheng/civilaffairs/rule/formula.Place.Close].
	Side string `json:"side"`
	// Clause is the id of the clause on which it rests: the step's, or of an outcome that of the step that shows it.
	Clause string `json:"clause,omitzero"`
	// Lines are the rows of the table that show it, as a spreadsheet counts them ([Case.Row]).
	Lines []int `json:"lines,omitzero"`
	// Never reports that no case can, by what the values can be: proved, not claimed.
	Never bool `json:"never,omitzero"`
	// Why is the reason that a ledger gives why no case can; see [Coverage.Excuse].
	Why rule.Text `json:"why,omitzero"`
	// within is how near a case has to stand to show it; empty where it need not.
	within string
}

// Name is how a ledger calls the point: "met: {paid} ≥ {required}: at".
func (p Point) Name() string { return watch.Point{Step: p.Step, Place: p.Place, Side: p.Side}.Name() }

// Adjacent 紧邻 reports that only a case right beside the bound shows the point, the next fen or the next one: further off, its
// Side alone does not.
func (p Point) Adjacent() bool { return p.within != "" }

// next says of a bound which value beside it has to be shown.
func (p Point) next() rule.Text {
	if p.within == "" {
		return rule.Text{}
	}
	return rule.Text{ZH: "（须与界限相差不超过" + p.within + "）", EN: " (by no more than " + p.within + ", so that a bound drawn wrongly is noticed)"}
}

// Open reports that no row shows the point, and that one could.
func (p Point) Open() bool { return len(p.Lines) == 0 && !p.Never && p.Why.IsZero() }

// Coverage 条款覆盖 says of each clause, each comparison and each outcome of a rule which rows of its table show it.
type Coverage struct {
	Rule   string  `json:"rule"`
	Points []Point `json:"points"`
	// Unchecked are the rows, as a spreadsheet counts them, that ask to be checked, and show nothing; see [Case.Unchecked].
	Unchecked []int `json:"unchecked,omitzero"`
	// Stale names what a ledger excuses although a row shows it, or it is not there to be shown; see [Coverage.Excuse].
	Stale []string `json:"stale,omitzero"`
}

// Open lists the points that no row shows and that one could.
func (c Coverage) Open() []Point {
	return slices.DeleteFunc(slices.Clone(c.Points), func(p Point) bool { return !p.Open() })
}

// Problems says what is wrong with the coverage, in both languages: rows that ask to be checked, what no row shows, and what a
// ledger excuses in vain. None: the table shows all that there is to show.
func (c Coverage) Problems() (out []rule.Text) {
	for _, row := range c.Unchecked {
		out = append(out, rule.Text{
			ZH: fmt.Sprintf("第%d行待核：请手工算出，并写为该行的算式", row),
			EN: fmt.Sprintf("row %d asks to be checked: work it out by hand, and write that as its arithmetic", row)})
	}
	for _, p := range c.Open() {
		out = append(out, rule.Text{ZH: "没有一行示出 " + p.Name() + p.next().ZH, EN: "no row shows " + p.Name() + p.next().EN})
	}
	for _, name := range c.Stale {
		out = append(out, rule.Text{
			ZH: fmt.Sprintf("%s列有 %s，而有行示出它，或并无此处", UncoveredFile, name),
			EN: fmt.Sprintf("%s has %s, which a row shows after all, or which is not there", UncoveredFile, name)})
	}
	return out
}

// Cover 条款覆盖 looks which rows of a rule's table show what of it. A comparison is shown by a case on one of its sides only
// if it decides there: had it said the opposite, the formula would give something else. Rows that expect an error show
// nothing, nor do those that still ask to be checked.
//
// Errors: those of a table that cannot be read ([Read]), and of a row that the rule refuses though it expects an answer.
func Cover(r rule.Any, table io.Reader) (Coverage, error) {
	w, err := watch.New(r)
	if err != nil {
		return Coverage{}, err
	}
	rows, err := Read(table)
	if err != nil {
		return Coverage{}, err
	}
	out := Coverage{Rule: w.Info.ID}
	at := map[string]int{}
	for i, p := range w.Points() {
		at[p.Name()] = i
		out.Points = append(out.Points, Point{Step: p.Step, Place: p.Place, Side: p.Side, Clause: p.Clause, Never: p.Never, within: p.Within})
	}
	for _, c := range rows {
		if c.Unchecked() {
			out.Unchecked = append(out.Unchecked, c.Row)
			continue
		}
		if c.Code != "" {
			continue
		}
		seen, err := w.Look(c.Parameters, c.Facts)
		if err != nil {
			return out, fmt.Errorf("%s row %d: %w", w.Info.ID, c.Row, err)
		}
		for name := range seen.Shown {
			if i, ok := at[name]; ok {
				out.Points[i].Lines = append(out.Points[i].Lines, c.Row)
			}
		}
	}
	for _, p := range out.Points {
		if p.Never && len(p.Lines) > 0 {
			return out, fmt.Errorf("%s: %s is shown by row %d, and proved never to be: the ranges of the rule's tags are wrong", w.Info.ID, p.Name(), p.Lines[0])
		}
	}
	return out, nil
}

// ToCheck 待核 is with what the arithmetic of a row begins that a program proposed and nobody has checked.
const ToCheck = "待核"

// Unchecked reports that nobody has checked the row: its arithmetic begins with [ToCheck].
func (c Case) Unchecked() bool { return strings.HasPrefix(c.Arithmetic, ToCheck) }

// UncoveredFile is the name of the ledger of what no row of a room's tables shows, beside them.
const UncoveredFile = "uncovered.csv"

// Excuse 免示理由 takes from a ledger why no case can show what no row does: a CSV whose columns are rule, point
// ([Point.Name]), zh and en. What it lists in vain goes to Stale. Errors: [rule.Invalid] for other columns, [rule.Missing]
// for a row without its point or its reason in both languages, [rule.Syntax] for what is no CSV.
func (c *Coverage) Excuse(ledger io.Reader) error {
	data, err := io.ReadAll(ledger)
	if err != nil {
		return err
	}
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return problem(rule.Syntax, UncoveredFile, "", "不是合格的CSV："+malformed(err), "not well-formed CSV: "+err.Error())
	}
	for i, l := range lines {
		switch {
		case i == 0 && strings.Join(l, ",") != "rule,point,zh,en":
			return problem(rule.Invalid, UncoveredFile, "", "列应为rule,point,zh,en", "its columns are rule,point,zh,en")
		case i == 0:
		case l[1] == "" || l[2] == "" || l[3] == "":
			return problem(rule.Missing, UncoveredFile, l[0], "每行须写明覆盖点和两种语言的理由", "each row needs its point, and the reason in both languages")
		case l[0] == c.Rule:
			k := slices.IndexFunc(c.Points, func(p Point) bool { return p.Open() && p.Name() == l[1] })
			if k < 0 {
				c.Stale = append(c.Stale, l[1])
				continue
			}
			c.Points[k].Why = rule.Text{ZH: l[2], EN: l[3]}
		}
	}
	return nil
}
