// Package watch looks at what a case shows of a rule: which clauses it cites, which outcomes it has, and on which side of each
// comparison of its formulas it stands, where that decides.
package watch

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Point is one thing that some case has to show; package cases says what its fields are.
type Point struct {
	Step, Place, Side, Clause string
	Never                     bool
	Within                    string // how near a case has to stand; empty where it need not
}

// Name is how a ledger calls the point.
func (p Point) Name() string {
	if p.Place == "" {
		return p.Step + ": " + p.Side
	}
	return p.Step + ": " + p.Place + ": " + p.Side
}

// Watcher looks at what cases of one rule show.
type Watcher struct {
	r       rule.Any
	Info    rule.Info
	catalog rule.Catalog
	Steps   map[string]Step
	Looks   int // cases looked at
}

// Step is a step's formula with its places.
type Step struct {
	F      *formula.Formula
	Places []formula.Place
	Clause string
}

// New gives a watcher of a rule, and an error of a formula that cannot be followed.
func New(r rule.Any) (*Watcher, error) {
	catalog, err := rule.NewCatalog(r)
	if err != nil {
		return nil, err
	}
	w := &Watcher{r: r, Info: r.Info(), catalog: catalog, Steps: map[string]Step{}}
	for _, s := range w.Info.Steps {
		f, err := formula.Parse(s.Formula)
		if err != nil {
			return nil, err
		}
		places, err := f.Places(w.Info.Scope)
		if err != nil {
			return nil, err
		}
		w.Steps[s.ID] = Step{f, places, s.Clause.ID}
	}
	return w, nil
}

// Points lists what there is to be shown.
func (w *Watcher) Points() (out []Point) {
	clauses := slices.Clone(w.Info.Basis)
	for _, s := range w.Info.Sources {
		clauses = append(clauses, s.Clause)
	}
	for _, s := range w.Info.Steps {
		clauses = append(clauses, s.Clause)
	}
	told := map[string]bool{"": true}
	for _, c := range clauses {
		if !told[c.ID] {
			told[c.ID] = true
			out = append(out, Point{Step: "clause", Place: c.ID, Side: "cited", Clause: c.ID})
		}
	}
	anything := w.Info.Anything()
	for _, s := range w.Info.Steps {
		for _, p := range w.Steps[s.ID].Places {
			left, right := w.Steps[s.ID].F.Spans(p, anything, 1)
			for _, side := range p.Sides() {
				point := Point{Step: s.ID, Place: p.Text, Side: side.String(), Clause: s.Clause.ID, Never: formula.Never(side, left, right)}
				if step := p.Step(); step != nil && p.Close(side) {
					if point.Within = "1"; !step.IsInt() {
						point.Within = step.FloatString(2)
					}
				}
				out = append(out, point)
			}
		}
	}
	for _, q := range w.Info.Open {
		for _, side := range []string{"agree", "differ"} {
			out = append(out, Point{Step: "open", Place: q.ID, Side: side, Clause: q.Readings[0].Clause})
		}
	}
	for _, f := range w.Info.Answer {
		span, known := anything.Span(f.Step, 1)
		clause := w.Steps[f.Step].Clause
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

// Looked is what one case shows.
type Looked struct {
	Shown  map[string]bool            // by the name of a point
	Gaps   map[string][]formula.Sight // by step and place
	Record []byte
}

// Look decides a case, and watches.
func (w *Watcher) Look(parameters, facts rule.Cells) (Looked, error) {
	w.Looks++
	out := Looked{Shown: map[string]bool{}, Gaps: map[string][]formula.Sight{}}
	p, f, err := w.Info.Case(parameters, facts)
	if err != nil {
		return out, err
	}
	if out.Record, err = w.catalog.Explain(w.Info.ID, p, f); err != nil {
		return out, err
	}
	var rec struct {
		Answer  json.RawMessage `json:"answer"`
		Clauses []struct {
			ID string `json:"id"`
		} `json:"clauses"`
	}
	if err := json.Unmarshal(out.Record, &rec); err != nil {
		return out, err
	}
	for _, c := range rec.Clauses {
		out.Shown[Point{Step: "clause", Place: c.ID, Side: "cited"}.Name()] = true
	}
	if len(w.Info.Open) > 0 {
		if err := w.read(&out, p, f); err != nil {
			return out, err
		}
	}
	cells, err := rule.Flatten(rec.Answer)
	if err != nil {
		return out, err
	}
	for _, c := range cells {
		out.Shown[Point{Step: "answer." + tree.Every(c.Path), Side: c.Text}.Name()] = true
	}
	evidence, err := w.Info.Evidence(out.Record)
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
func (w *Watcher) leftOut(out *Looked, evidence rule.Evidence, cells rule.Cells) {
	for _, f := range w.Info.Answer {
		step := w.Steps[f.Step].F
		if !f.Optional || step == nil || f.Kind != formula.Flag.String() || slices.ContainsFunc(cells, func(c rule.Cell) bool { return c.Path == f.Path }) {
			continue
		}
		if v, err := step.Eval(evidence, 0); err == nil && v.Kind == formula.Flag && !v.Flag {
			out.Shown[Point{Step: "answer." + f.Path, Side: "false"}.Name()] = true
		}
	}
}

// read looks whether the readings of what is open agree on a case.
func (w *Watcher) read(out *Looked, parameters, facts []byte) error {
	raw, err := w.catalog.Readings(w.Info.ID, parameters, facts)
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
			out.Shown[Point{Step: "open", Place: c.Question, Side: side}.Name()] = true
		}
	}
	return nil
}

// watch looks at one step of a case.
func (w *Watcher) watch(out *Looked, evidence rule.Evidence, s rule.Step) error {
	step := w.Steps[s.ID]
	if len(step.Places) == 0 {
		return nil
	}
	recorded, ok := evidence.Value(s.ID, s.Item)
	if !ok {
		return errors.New(s.ID + " has no value")
	}
	sights, err := step.F.Watch(evidence, s.Item, recorded, step.Places)
	if err != nil {
		return err
	}
	for _, g := range sights {
		at := s.ID + ": " + g.Place.Text
		out.Gaps[at] = append(out.Gaps[at], g)
		if shows(g) {
			out.Shown[at+": "+g.Side.String()] = true
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
