package ruletest

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/formula/formulatest"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Survey says how many wrong formulas were tried, and which of them nobody would have
// noticed.
type Survey struct {
	// Tried is the number of formulas that were changed in one place.
	Tried int
	// Noticed says, for each that was, where and with which values.
	Noticed []string
	// Survivors are the others: formulas for which a case is missing.
	Survivors []string
}

// Mutants changes every operator, name, number, bound and rounding of every formula of a
// rule, one at a time, and looks whether the cases of its table and the suite's random ones
// notice it.
func Mutants[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], fsys fs.FS, s Suite[Policy, Facts]) (Survey, error) {
	decisions, err := decided(r, fsys, s)
	if err != nil {
		return Survey{}, err
	}
	var out Survey
	var names []string
	info := r.Info()
	for _, st := range info.Steps {
		names = append(names, st.ID)
	}
	for _, f := range slices.Concat(info.Parameters, info.Facts) {
		names = append(names, tree.Name(f.Path))
	}
	for _, st := range info.Steps {
		f, err := formula.Parse(st.Formula)
		if err != nil {
			return out, err
		}
		for _, m := range formulatest.Mutants(f, names...) {
			out.Tried++
			wrong := m.String()
			if err := info.CheckFormula(st.ID, wrong); err != nil { // the rule could not be made
				out.Noticed = append(out.Noticed, fmt.Sprintf("%s: %s: %v", st.ID, wrong, err))
				continue
			}
			if said := noticed(decisions, st.ID, wrong); said != "" {
				out.Noticed = append(out.Noticed, fmt.Sprintf("%s: %s instead of %s: %s", st.ID, wrong, st.Formula, said))
			} else {
				out.Survivors = append(out.Survivors, fmt.Sprintf("%s: %s instead of %s", st.ID, wrong, st.Formula))
			}
		}
	}
	return out, nil
}

// noticed puts a wrong formula into the decisions, one after the other, until one does not
// verify.
func noticed[Policy, Facts, Answer any](decisions []decision[Policy, Facts, Answer], id, wrong string) string {
	for _, d := range decisions {
		steps := slices.Clone(d.Steps)
		touched := false
		for i := range steps {
			if steps[i].ID == id {
				steps[i].Formula, touched = wrong, true
			}
		}
		if !touched {
			continue
		}
		d.Steps = steps
		if err := d.Verify(); err != nil {
			return d.name + ": " + err.Error()
		}
	}
	return ""
}

type decision[Policy, Facts, Answer any] struct {
	rule.Decision[Policy, Facts, Answer]
	name string
}

// decided makes the decisions of a table and of random cases.
func decided[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], fsys fs.FS, s Suite[Policy, Facts]) ([]decision[Policy, Facts, Answer], error) {
	rows, err := s.rows(fsys, r.ID())
	if err != nil {
		return nil, err
	}
	var out []decision[Policy, Facts, Answer]
	keep := func(under rule.Rule[Policy, Facts, Answer], in Facts, name string) {
		if d, err := under.Explain(in); err == nil {
			out = append(out, decision[Policy, Facts, Answer]{d, name})
		}
	}
	defaults := r.Info().Defaults
	for _, c := range rows {
		if under, in, err := bind(r, defaults, c); err == nil {
			keep(under, in, fmt.Sprintf("line %d", c.Line))
		}
	}
	i := 0
	for under, in := range drawn(r, &s) {
		keep(under, in, fmt.Sprintf("random case %d", i))
		i++
	}
	return out, nil
}
