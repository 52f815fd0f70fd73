package ruletest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Point 覆盖点 is one thing that some case of a table has to show: that a clause is cited, that the answer has a code,
// that a place in a step's formula is met below, at or above.
type Point struct {
	// Step is the id of the step; of an outcome "answer." and the field's path; "clause" of a clause, "open" of an open
	// question.
	Step string
	// Place is what stands in the formula, "{paid} ≥ {required}"; of a clause or a question its id; empty of an outcome.
	Place string
	// Side is below, at, above, same, other, yes, no; the code of an outcome; "cited" of a clause; agree or differ of the readings of a question. "above" of a place
	// where a bound is strict, and "below" of one where it is not, ask for the next fen, or the next one: see
	// [formula.Place.Close].
	Side string
	// Clause is the id of the clause on which it rests: the step's, or of an outcome that of the step that shows it.
	Clause string
	// Lines are those of the table's rows that show it.
	Lines []int
	// Never reports that no case can, by what the values can be: proved, not claimed.
	Never bool
}

// Name is how a ledger calls the point: "met: {paid} ≥ {required}: at".
func (p Point) Name() string {
	if p.Place == "" {
		return p.Step + ": " + p.Side
	}
	return p.Step + ": " + p.Place + ": " + p.Side
}

// Open reports that no row shows the point, and that one could.
func (p Point) Open() bool { return len(p.Lines) == 0 && !p.Never }

// Coverage 条款覆盖 says of each clause, each comparison and each outcome of a rule which rows of its table show it.
type Coverage struct {
	Rule   string
	Points []Point
}

// Open lists the points that no row shows and that one could.
func (c Coverage) Open() []Point {
	return slices.DeleteFunc(slices.Clone(c.Points), func(p Point) bool { return !p.Open() })
}

// Cover 条款覆盖 looks which cases of a rule's table, <rule-id>.csv in fsys, show what of it. A comparison is shown by a case
// on one of its sides only if it decides there: had it said the opposite, the formula would give something else. Rows
// that still ask to be checked (see [Propose]) show nothing.
//
// Errors: those of a table that cannot be read.
func Cover(r rule.Any, fsys fs.FS) (Coverage, error) {
	w, rows, err := opened(r, fsys)
	if err != nil {
		return Coverage{}, err
	}
	return w.cover(rows)
}

// opened gives a watcher of a rule, and the rows of its table.
func opened(r rule.Any, fsys fs.FS) (*watcher, []cases.Case, error) {
	w, err := newWatcher(r)
	if err != nil {
		return nil, nil, err
	}
	f, err := fsys.Open(r.ID() + ".csv")
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	rows, err := cases.Read(f)
	return w, rows, err
}

func (w *watcher) cover(rows []cases.Case) (Coverage, error) {
	out := Coverage{Rule: w.info.ID, Points: w.points()}
	at := map[string]int{}
	for i, p := range out.Points {
		at[p.Name()] = i
	}
	for _, c := range rows {
		if c.Code != "" || unchecked(c) {
			continue
		}
		seen, err := w.look(c.Parameters, c.Facts)
		if err != nil {
			return out, fmt.Errorf("%s line %d: %w", w.info.ID, c.Line, err)
		}
		for name := range seen.shown {
			if i, ok := at[name]; ok {
				out.Points[i].Lines = append(out.Points[i].Lines, c.Line)
			}
		}
	}
	for _, p := range out.Points {
		if p.Never && len(p.Lines) > 0 {
			return out, fmt.Errorf("%s: %s is shown by line %d, and proved never to be: the ranges of the rule's tags are wrong", w.info.ID, p.Name(), p.Lines[0])
		}
	}
	return out, nil
}

// watcher looks at what cases of one rule show.
type watcher struct {
	r       rule.Any
	info    rule.Info
	catalog rule.Catalog
	steps   map[string]watched
	looks   int
}

// watched is a step's formula with its places.
type watched struct {
	f      *formula.Formula
	places []formula.Place
	clause string
}

func newWatcher(r rule.Any) (*watcher, error) {
	catalog, err := rule.NewCatalog(r)
	if err != nil {
		return nil, err
	}
	w := &watcher{r: r, info: r.Info(), catalog: catalog, steps: map[string]watched{}}
	for _, s := range w.info.Steps {
		f, err := formula.Parse(s.Formula)
		if err != nil {
			return nil, err
		}
		places, err := f.Places(w.info.Scope)
		if err != nil {
			return nil, err
		}
		w.steps[s.ID] = watched{f, places, s.Clause.ID}
	}
	return w, nil
}

// points lists what there is to be shown.
func (w *watcher) points() (out []Point) {
	clauses := slices.Clone(w.info.Basis)
	for _, s := range w.info.Sources {
		clauses = append(clauses, s.Clause)
	}
	for _, s := range w.info.Steps {
		clauses = append(clauses, s.Clause)
	}
	told := map[string]bool{"": true}
	for _, c := range clauses {
		if !told[c.ID] {
			told[c.ID] = true
			out = append(out, Point{Step: "clause", Place: c.ID, Side: "cited", Clause: c.ID})
		}
	}
	anything := w.info.Anything()
	for _, s := range w.info.Steps {
		for _, p := range w.steps[s.ID].places {
			left, right := w.steps[s.ID].f.Spans(p, anything, 1)
			for _, side := range p.Sides() {
				out = append(out, Point{Step: s.ID, Place: p.Text, Side: side.String(), Clause: s.Clause.ID, Never: formula.Never(side, left, right)})
			}
		}
	}
	for _, q := range w.info.Open {
		for _, side := range []string{"agree", "differ"} {
			out = append(out, Point{Step: "open", Place: q.ID, Side: side, Clause: q.Readings[0].Clause})
		}
	}
	for _, f := range w.info.Answer {
		span, known := anything.Span(f.Step, 1)
		clause := w.steps[f.Step].clause
		step := "answer." + f.Path
		switch {
		case f.Kind == formula.Flag.String():
			out = append(out,
				Point{Step: step, Side: "true", Clause: clause, Never: known && span.Kind == formula.Flag && !span.True},
				Point{Step: step, Side: "false", Clause: clause, Never: known && span.Kind == formula.Flag && !span.False})
		case len(f.Choices) > 0:
			for _, c := range f.Choices {
				never := known && span.Kind == formula.Choice && !span.Any && !slices.Contains(span.Codes, c.Code)
				out = append(out, Point{Step: step, Side: c.Code, Clause: clause, Never: never})
			}
		}
	}
	return out
}

// looked is what one case shows.
type looked struct {
	shown  map[string]bool            // by the name of a point
	gaps   map[string][]formula.Sight // by step and place
	record []byte
}

// look decides a case, and watches.
func (w *watcher) look(parameters, facts rule.Cells) (looked, error) {
	w.looks++
	out := looked{shown: map[string]bool{}, gaps: map[string][]formula.Sight{}}
	p, f, err := w.info.Case(parameters, facts)
	if err != nil {
		return out, err
	}
	if out.record, err = w.catalog.Explain(w.info.ID, p, f); err != nil {
		return out, err
	}
	var rec struct {
		Answer  json.RawMessage `json:"answer"`
		Clauses []struct {
			ID string `json:"id"`
		} `json:"clauses"`
	}
	if err := json.Unmarshal(out.record, &rec); err != nil {
		return out, err
	}
	for _, c := range rec.Clauses {
		out.shown[Point{Step: "clause", Place: c.ID, Side: "cited"}.Name()] = true
	}
	if len(w.info.Open) > 0 {
		if err := w.read(&out, p, f); err != nil {
			return out, err
		}
	}
	cells, err := rule.Flatten(rec.Answer)
	if err != nil {
		return out, err
	}
	for _, c := range cells {
		out.shown[Point{Step: "answer." + tree.Every(c.Path), Side: c.Text}.Name()] = true
	}
	evidence, err := w.info.Evidence(out.record)
	if err != nil {
		return out, err
	}
	w.leftOut(&out, evidence, cells)
	for _, s := range evidence.Steps() {
		if err := w.watch(&out, evidence, s); err != nil {
			return out, err
		}
	}
	return out, nil
}

// leftOut counts yes-or-no fields that an answer leaves out where they are no: those that are not in it, and whose step's formula
// says no.
func (w *watcher) leftOut(out *looked, evidence rule.Evidence, cells rule.Cells) {
	for _, f := range w.info.Answer {
		step := w.steps[f.Step].f
		if !f.Optional || step == nil || f.Kind != formula.Flag.String() || slices.ContainsFunc(cells, func(c rule.Cell) bool { return c.Path == f.Path }) {
			continue
		}
		if v, err := step.Eval(evidence, 0); err == nil && v.Kind == formula.Flag && !v.Flag {
			out.shown[Point{Step: "answer." + f.Path, Side: "false"}.Name()] = true
		}
	}
}

// read looks whether the readings of what is open agree on a case.
func (w *watcher) read(out *looked, parameters, facts []byte) error {
	raw, err := w.catalog.Readings(w.info.ID, parameters, facts)
	if err != nil {
		return err
	}
	var compared []struct {
		Question       string
		Agree, Refused bool
	}
	if err := json.Unmarshal(raw, &compared); err != nil {
		return err
	}
	for _, c := range compared {
		side := "differ"
		if c.Agree {
			side = "agree"
		}
		if !c.Refused {
			out.shown[Point{Step: "open", Place: c.Question, Side: side}.Name()] = true
		}
	}
	return nil
}

// watch looks at one step of a case.
func (w *watcher) watch(out *looked, evidence rule.Evidence, s rule.Step) error {
	step := w.steps[s.ID]
	if len(step.places) == 0 {
		return nil
	}
	recorded, ok := evidence.Value(s.ID, s.Item)
	if !ok {
		return errors.New(s.ID + " has no value")
	}
	sights, err := step.f.Watch(evidence, s.Item, recorded, step.places)
	if err != nil {
		return err
	}
	for _, g := range sights {
		at := s.ID + ": " + g.Place.Text
		out.gaps[at] = append(out.gaps[at], g)
		if shows(g) {
			out.shown[at+": "+g.Side.String()] = true
		}
	}
	return nil
}

// shows reports that a case counts for the side on which it stands.
func shows(g formula.Sight) bool {
	step := g.Place.Step()
	if !g.Decides || step == nil || !g.Place.Close(g.Side) {
		return g.Decides
	}
	gap := g.Gap
	if gap.Sign() < 0 {
		return step.Add(step, gap).Sign() >= 0
	}
	return gap.Cmp(step) <= 0
}

// toCheck is with what the arithmetic of a row begins that a program proposed and nobody has checked.
const toCheck = "待核"

// unchecked reports that nobody has checked the row.
func unchecked(c cases.Case) bool { return strings.HasPrefix(c.Arithmetic, toCheck) }
