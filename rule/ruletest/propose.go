package ruletest

import (
	"encoding/json"
	"io/fs"
	"math/big"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/watch"
)

// maxLooks is how many cases a search decides for one rule.
const maxLooks = 40_000

// Proposal 补例建议 is what a search found of what no row shows.
type Proposal struct {
	// CSV has the table's heading and a row for each point found, ready to paste. What is expected was computed by the
	// rule itself, which proves nothing: zh, en and arithmetic begin with 待核, "to check", and a row counts only
	// once somebody has worked it out by hand and written that there.
	CSV []byte
	// Found names the points of the rows in their order, Left those for which the search found no case.
	Found, Left []string
}

// Propose 补例建议 looks for cases that show what no row of the table does: each is a row of the table with one or two of its
// facts or parameters changed. Errors: those of a table that cannot be read, or is not whole.
func Propose(r rule.Any, fsys fs.FS) (Proposal, error) {
	w, rows, c, err := opened(r, fsys)
	if err != nil {
		return Proposal{}, err
	}
	data, err := table(r, fsys)
	if err != nil {
		return Proposal{}, err
	}
	s := search{w: w, missing: map[string]bool{}}
	for _, p := range c.Open() {
		s.missing[p.Name()] = true
	}
	for _, row := range rows {
		if row.Code == "" && !row.Unchecked() {
			if start, ok := s.start(row); ok {
				s.starts = append(s.starts, start)
			}
		}
	}
	s.run()
	return s.proposal(data, c)
}

// variant is a case that differs from a row in some cells.
type variant struct {
	row     cases.Case
	p, in   rule.Cells
	changed []string // p.floor=90%, in.members[1].age=
	seen    watch.Looked
}

type search struct {
	w       *watch.Watcher
	missing map[string]bool
	starts  []variant
	found   []finding
}

// finding is a case for a point.
type finding struct {
	point string
	variant
}

// start gives a row with all its cells, those that it leaves to defaults too.
func (s *search) start(c cases.Case) (variant, bool) {
	v := variant{row: c}
	var err error
	if v.seen, err = s.w.Look(c.Parameters, c.Facts); err != nil {
		return v, false
	}
	var rec struct{ Parameters, Facts json.RawMessage }
	if json.Unmarshal(v.seen.Record, &rec) != nil {
		return v, false
	}
	var err2 error
	v.p, err = rule.Flatten(rec.Parameters)
	v.in, err2 = rule.Flatten(rec.Facts)
	return v, err == nil && err2 == nil
}

func (s *search) run() {
	s.sweep(s.starts, true)
	if len(s.missing) == 0 {
		return
	}
	var second []variant // those that come to where something is missing
	for _, v := range s.starts {
		for _, l := range s.leaves(v) {
			for _, text := range s.discrete(v, l) {
				if next, ok := s.try(v, l, text); ok && s.near(next) {
					second = append(second, next)
				}
			}
		}
		if len(second) > 400 || s.w.Looks > maxLooks/2 {
			break
		}
	}
	s.sweep(second, false)
}

// near reports that a case comes to a place of which a side is missing.
func (s *search) near(v variant) bool {
	for at := range v.seen.Gaps {
		for _, side := range []string{"below", "at", "above", "same", "other", "yes", "no"} {
			if s.missing[at+": "+side] {
				return true
			}
		}
	}
	return false
}

func (s *search) sweep(from []variant, all bool) {
	for _, v := range from {
		for _, l := range s.leaves(v) {
			if len(s.missing) == 0 || s.w.Looks > maxLooks {
				return
			}
			if all || !slices.ContainsFunc(v.changed, func(c string) bool { return strings.HasPrefix(c, l.part+"."+l.path+"=") }) {
				for _, text := range s.discrete(v, l) {
					s.try(v, l, text)
				}
			}
			s.solve(v, l)
		}
	}
}

// leaf is a parameter or fact of a case, as it stands there.
type leaf struct {
	part, path string // p or in
	field      rule.Field
	kind       formula.Kind
	text       string // empty where it is not given
}

func (s *search) leaves(v variant) (out []leaf) {
	for _, part := range []struct {
		name   string
		cells  rule.Cells
		fields []rule.Field
	}{{"in", v.in, s.w.Info.Facts}, {"p", v.p, s.w.Info.Parameters}} {
		for _, f := range part.fields {
			n := len(out)
			for _, c := range part.cells {
				if tree.Every(c.Path) == f.Path {
					out = append(out, leaf{part.name, c.Path, f, formula.ParseKind(f.Kind), c.Text})
				}
			}
			if len(out) == n && f.Optional && !strings.Contains(f.Path, "[]") {
				out = append(out, leaf{part.name, f.Path, f, formula.ParseKind(f.Kind), ""})
			}
		}
	}
	return out
}

// discrete gives values to try in place of a leaf's.
func (s *search) discrete(v variant, l leaf) (out []string) {
	add := func(text string) {
		if text != l.text && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	switch {
	case l.kind == formula.Flag:
		add("true")
		add("false")
	case len(l.field.Choices) > 0:
		for _, c := range l.field.Choices {
			add(c.Code)
		}
	case l.kind.IsOrdered():
		from := []string{l.text, "0", "1", "2020-01", "100%"}
		if len(l.field.Range) > 2 {
			low, high, _ := strings.Cut(l.field.Range[1:len(l.field.Range)-1], ",")
			from = append(from, low, high)
		}
		for _, c := range slices.Concat(v.in, v.p) {
			from = append(from, c.Text)
		}
		for _, text := range from {
			x, err := formula.ParseValue(l.kind, text)
			if err != nil || x.Rat == nil {
				continue
			}
			for by := int64(-1); by <= 1; by++ {
				add(textOf(l.kind, new(big.Rat).Add(x.Rat, new(big.Rat).Mul(stepOf(l.kind), big.NewRat(by, 1)))))
			}
		}
	}
	if l.field.Optional {
		add("")
	}
	return out
}

// stepOf is the step in which a search changes values of a kind.
func stepOf(k formula.Kind) *big.Rat {
	switch k {
	case formula.Money:
		return big.NewRat(1, 100)
	case formula.Ratio:
		return big.NewRat(1, 100)
	}
	return big.NewRat(1, 1)
}

func textOf(k formula.Kind, v *big.Rat) string {
	if k == formula.Ratio {
		return formula.Value{Kind: formula.Number, Rat: new(big.Rat).Mul(v, big.NewRat(100, 1))}.String() + "%"
	}
	return formula.Value{Kind: k, Rat: v}.String()
}

// try decides a case with another value of one leaf, and keeps it for what it shows.
func (s *search) try(v variant, l leaf, text string) (variant, bool) {
	if s.w.Looks > maxLooks {
		return v, false
	}
	next := variant{row: v.row, p: v.p, in: v.in, changed: append(slices.Clone(v.changed), l.part+"."+l.path+"="+text)}
	cells := &next.in
	if l.part == "p" {
		cells = &next.p
	}
	*cells = slices.DeleteFunc(slices.Clone(*cells), func(c rule.Cell) bool { return c.Path == l.path })
	if text != "" {
		*cells = append(*cells, rule.Cell{Path: l.path, Text: text})
	}
	var err error
	if next.seen, err = s.w.Look(next.p, next.in); err != nil {
		return next, false
	}
	for _, name := range sorted(next.seen.Shown) {
		if s.missing[name] {
			delete(s.missing, name)
			s.found = append(s.found, finding{name, next})
		}
	}
	return next, true
}

// solve looks, for each place of which a side is missing, for the value of a leaf that brings the two sides
// together: on the line through two cases, and beside it.
func (s *search) solve(v variant, l leaf) {
	if !l.kind.IsOrdered() || l.text == "" {
		return
	}
	x, err := formula.ParseValue(l.kind, l.text)
	if err != nil || x.Rat == nil {
		return
	}
	for _, at := range sorted(v.seen.Gaps) {
		if !s.missing[at+": below"] && !s.missing[at+": at"] && !s.missing[at+": above"] {
			continue
		}
		for i, g := range v.seen.Gaps[at] {
			if g.Gap == nil {
				continue
			}
			for _, by := range []int64{100, -100, 1} {
				d := new(big.Rat).Mul(stepOf(l.kind), big.NewRat(by, 1))
				other, ok := s.try(v, l, textOf(l.kind, new(big.Rat).Add(x.Rat, d)))
				if !ok || len(other.seen.Gaps[at]) <= i || other.seen.Gaps[at][i].Gap == nil {
					continue
				}
				slope := new(big.Rat).Sub(other.seen.Gaps[at][i].Gap, g.Gap)
				if slope.Sign() == 0 {
					continue
				}
				slope.Quo(slope, d)
				meets := new(big.Rat).Sub(x.Rat, new(big.Rat).Quo(g.Gap, slope))
				steps := new(big.Rat).Quo(meets, stepOf(l.kind))
				whole := new(big.Int).Div(steps.Num(), steps.Denom())
				for k := int64(-1); k <= 2; k++ {
					n := new(big.Rat).SetInt(new(big.Int).Add(whole, big.NewInt(k)))
					s.try(v, l, textOf(l.kind, n.Mul(n, stepOf(l.kind))))
				}
				if l.kind == formula.Ratio || l.kind == formula.Number {
					s.try(v, l, textOf(l.kind, meets))
				}
				break
			}
		}
	}
}
