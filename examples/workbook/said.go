package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/workbook/live"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// said is a step's formula in words.
func (s *schema) said(t told, l rule.Language) string {
	return s.formulas[t.at].Show(l, t.item, formula.Words{
		Name: func(path string, item int) string {
			label, ok := s.labels[path]
			if !ok {
				return path
			}
			list := s.listOf(path)
			if list == "" {
				item = 0
			}
			if _, computed := s.info.Step(path); computed {
				list = ""
			}
			return itemLabel(label.In(l), s.labels[list].In(l), item, l)
		},
		Code: func(_, code string) string {
			if label, ok := s.codes[code]; ok {
				return label.In(l)
			}
			if r, err := unit.ParseRounding(code); err == nil {
				return r.Label().In(l)
			}
			return code
		},
	})
}

func (s *schema) listOf(name string) string {
	for _, in := range s.inputs {
		if in.name == name {
			return in.list
		}
	}
	for _, st := range s.info.Steps {
		if st.ID == name {
			return st.List
		}
	}
	return ""
}

// originOf tells whose a parameter is, with the clause that gives it.
func originOf(s *schema, r record, in input, l rule.Language) (says, clause, quote string) {
	if !in.parameter {
		return rule.Text{ZH: "申报核对信息", EN: "fact"}.In(l), "", ""
	}
	path := in.name
	if in.list != "" {
		path = in.list
	}
	for _, o := range r.Origins {
		if o.Path != path {
			continue
		}
		says = o.In(l)
		if o.From == rule.FromPlan {
			says = rule.Text{ZH: "规划规定", EN: "the plan's"}.In(l)
		} else if o.From == rule.FromNorm {
			says = rule.Text{ZH: "上位规定", EN: "a norm's"}.In(l)
		}
		clause, quote = quoteOf(r.Clauses, o.Clause, sourceOf(s, path), l)
		return harmless(says), clause, quote
	}
	return "", "", ""
}

// sourceOf is the clause that the rule names for a parameter.
func sourceOf(s *schema, path string) rule.Clause {
	for _, src := range s.info.Sources {
		if src.Path == path {
			return src.Clause
		}
	}
	return rule.Clause{}
}

// quoteOf is a clause's place with its quotation: of those that the decision cites by that id the one given first.
func quoteOf(cited []rule.Clause, id string, first rule.Clause, l rule.Language) (place, quote string) {
	if id == "" {
		return "", ""
	}
	if first.ID != id {
		k := slices.IndexFunc(cited, func(c rule.Clause) bool { return c.ID == id })
		if k < 0 {
			return harmless(id), ""
		}
		first = cited[k]
	}
	place = first.ID
	if p := first.Place.In(l); p != "" && p != place {
		place += " " + p
	}
	if first.OutsidePlan() {
		place += " " + first.Norm.In(l)
	}
	if first.Quote != "" {
		quote = "“" + first.Quote + "”"
	}
	return harmless(strings.TrimSpace(place)), quote
}

func clauseOf(s *schema, st *rule.StepInfo, l rule.Language) (place, quote string) {
	return quoteOf(s.info.Basis, st.Clause.ID, st.Clause, l)
}

// inCells is an input as it stands in its cells: exact of numbers, c of what is none, d the denominator.
func inCells(in input, exact, c, d string) live.Value {
	if !in.fractional() {
		d = ""
	}
	if !in.kind.IsOrdered() && in.kind != formula.Flag {
		exact = c
	}
	return live.Given(in.kind, exact, d, true, in.nonneg())
}

// itemLabel puts the number of an item behind the list's label, with which that of a field of its items begins; of a step, which is not
// called by the list, behind the whole, as a decision's text does.
func itemLabel(label, list string, item int, l rule.Language) string {
	if item == 0 {
		return label
	}
	number := strconv.Itoa(item)
	rest, ok := strings.CutPrefix(label, list)
	switch {
	case list == "" || !ok || rest != "" && !strings.HasPrefix(rest, " "):
		return label + "[" + number + "]"
	case l == rule.English:
		return list + " " + number + rest
	}
	return list + number + rest
}
