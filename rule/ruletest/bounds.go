package ruletest

import (
	"fmt"
	"io/fs"
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// wrongBound is a comparison drawn wrongly, and on which side a case notices it.
type wrongBound struct {
	op   formula.Op
	by   int64 // steps
	side formula.Side
}

// wrongBounds are those of each comparison: the bound itself on the other side, and one step off either way.
var wrongBounds = map[formula.Op][]wrongBound{
	formula.OpGe: {{formula.OpGt, 0, formula.At}, {formula.OpGe, -1, formula.At}, {formula.OpGe, 1, formula.Below}},
	formula.OpLt: {{formula.OpLe, 0, formula.At}, {formula.OpLt, -1, formula.At}, {formula.OpLt, 1, formula.Below}},
	formula.OpGt: {{formula.OpGe, 0, formula.At}, {formula.OpGt, 1, formula.At}, {formula.OpGt, -1, formula.Above}},
	formula.OpLe: {{formula.OpLt, 0, formula.At}, {formula.OpLe, 1, formula.At}, {formula.OpLe, -1, formula.Above}},
	formula.OpEq: {{formula.OpNe, 0, formula.At}, {formula.OpEq, 1, formula.At}, {formula.OpEq, -1, formula.At}},
	formula.OpNe: {{formula.OpEq, 0, formula.At}, {formula.OpNe, 1, formula.At}, {formula.OpNe, -1, formula.At}},
}

// Bounds draws each bound of each comparison of a rule wrongly, the bound itself on the other side and one step off
// either way (a fen, one of a count, a month), and looks whether a row of the table notices: by itself, without random cases. It tries
// those that [Cover] says are shown, so that a survivor says that Cover is wrong.
func Bounds(r rule.Any, fsys fs.FS) (Survey, error) {
	w, rows, c, err := opened(r, fsys)
	if err != nil {
		return Survey{}, err
	}
	shown := map[string]bool{}
	for _, p := range c.Points {
		shown[p.Name()] = len(p.Lines) > 0
	}
	var seen []rule.Evidence
	var lines []int
	for _, row := range rows {
		if row.Code != "" || row.Unchecked() {
			continue
		}
		got, err := w.Look(row.Parameters, row.Facts)
		if err != nil {
			return Survey{}, err
		}
		e, err := w.Info.Evidence(got.Record)
		if err != nil {
			return Survey{}, err
		}
		seen, lines = append(seen, e), append(lines, row.Line)
	}
	var out Survey
	for _, s := range w.Info.Steps {
		step := w.Steps[s.ID]
		for _, p := range step.Places {
			at := s.ID + ": " + p.Text + ": "
			for _, m := range wrongBounds[p.Op] {
				by := new(big.Rat)
				if m.by != 0 {
					if p.Step() == nil {
						continue // nothing is next to a share
					}
					by.Mul(p.Step(), big.NewRat(m.by, 1))
				}
				side := m.side
				if !p.Kind.IsOrdered() {
					side = formula.Same
				}
				if !shown[at+side.String()] {
					continue
				}
				out.Tried++
				wrong := step.F.Beside(p, m.op, by)
				line := 0
				for i, e := range seen {
					if refutes(e, s.ID, wrong) {
						line = lines[i]
						break
					}
				}
				said := fmt.Sprintf("%s: %s instead of %s", s.ID, wrong, s.Formula)
				if line == 0 {
					out.Survivors = append(out.Survivors, said)
				} else {
					out.Noticed = append(out.Noticed, fmt.Sprintf("%s: line %d", said, line))
				}
			}
		}
	}
	return out, nil
}

// refutes reports that a formula does not give a step of a case.
func refutes(e rule.Evidence, id string, wrong *formula.Formula) bool {
	for _, s := range e.Steps() {
		if s.ID != id {
			continue
		}
		v, ok := e.Value(s.ID, s.Item)
		if !ok || wrong.Proves(e, s.Item, v) != nil {
			return true
		}
	}
	return false
}
