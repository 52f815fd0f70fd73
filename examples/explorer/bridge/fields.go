package bridge

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// described is a rule as the page lists it: as it says of itself, and what a form needs beside that.
type described struct {
	rule.Info
	Facts      []asked `json:"facts"`
	Parameters []asked `json:"parameters"`
}

// asked is a field as a form asks for it.
type asked struct {
	rule.Field
	// Unit is what is to be written behind the figure, or how it is written, where its label does not say; of a language that does, it
	// is empty.
	Unit rule.Text `json:"unit,omitzero"`
	// Needed is true for a fact that may be left out of a file, but without which the rule decides no case of its table.
	Needed bool `json:"needed,omitzero"`
}

// List gives what the call list does, with what the table of cases of each rule, by its id, shows of facts that may be left out.
func (b Bridge) List(tables map[string]string) (string, error) {
	list, err := b.described(tables)
	return answer(list, err), err
}

func (b Bridge) described(tables map[string]string) ([]described, error) {
	out := []described{}
	for _, r := range b.Catalog.Rules() {
		info := r.Info()
		d := described{Info: info, Facts: ask(info.Facts), Parameters: ask(info.Parameters)}
		if err := b.need(info.ID, tables[info.ID], d.Facts); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

func ask(fields []rule.Field) []asked {
	out := make([]asked, len(fields))
	for i, f := range fields {
		if f.Kind == "rounding" && len(f.Choices) == 0 {
			f.Choices = roundings()
		}
		out[i] = asked{Field: f, Unit: unitOf(f)}
	}
	return out
}

// roundings are the usual ones, to choose from by their words.
func roundings() (out []rule.Choice) {
	for r := unit.UpToFen; r <= unit.HalfEvenToYuan; r++ {
		out = append(out, rule.Choice{Code: r.String(), Label: r.Label()})
	}
	return out
}

// units are what each kind of figure is written with, and the labels that say it already.
var units = map[string]struct {
	unit rule.Text
	said *regexp.Regexp
}{
	"money":  {rule.Text{ZH: "元", EN: "yuan"}, regexp.MustCompile(`元|yuan`)},
	"ratio":  {rule.Text{ZH: "如55%或1.5倍", EN: "such as 55% or 1.5x"}, regexp.MustCompile(`^$`)},
	"month":  {rule.Text{ZH: "年-月，如2023-07", EN: "year-month, such as 2023-07"}, regexp.MustCompile(`^$`)},
	"count":  {rule.Text{ZH: "整数", EN: "a whole number"}, regexp.MustCompile(`（[^）]+）|\([^)]+\)`)},
	"number": {rule.Text{ZH: "数，可有小数", EN: "a number, with decimals if need be"}, regexp.MustCompile(`（[^）]+）|\([^)]+\)`)},
}

// unitOf says what a figure is written with, from its kind.
func unitOf(f rule.Field) (unit rule.Text) {
	of, ok := units[f.Kind]
	if !ok || len(f.Choices) > 0 {
		return unit
	}
	if !of.said.MatchString(f.Label.ZH) {
		unit.ZH = of.unit.ZH
	}
	if !of.said.MatchString(f.Label.EN) {
		unit.EN = of.unit.EN
	}
	return unit
}

// need marks the facts that may be left out, but that each case has which the rule decides. A rule without a table has none.
func (b Bridge) need(id, table string, facts []asked) error {
	if table == "" {
		return nil
	}
	rows, err := cases.Read(strings.NewReader(table))
	if err != nil {
		return err
	}
	decided, without := 0, make([]int, len(facts))
	for _, c := range rows {
		p, in, err := b.Catalog.FromCells(id, c.Parameters, c.Facts)
		if err != nil {
			continue // a row that shows what is refused
		}
		if _, err := b.Catalog.Eval(id, p, in); err != nil {
			continue
		}
		var given any
		if err := json.Unmarshal(in, &given); err != nil {
			return err
		}
		decided++
		for i, f := range facts {
			if lacks(given, strings.Split(strings.TrimSuffix(f.Path, "[]"), ".")) {
				without[i]++
			}
		}
	}
	for i := range facts {
		facts[i].Needed = facts[i].Optional && decided > 0 && without[i] == 0
	}
	return nil
}

// lacks reports that a path is not there, or not in one of the items of a list.
func lacks(v any, path []string) bool {
	if len(path) == 0 {
		return v == nil
	}
	name, list := strings.CutSuffix(path[0], "[]")
	o, ok := v.(map[string]any)
	if !ok || o[name] == nil {
		return true
	}
	if !list {
		return lacks(o[name], path[1:])
	}
	items, ok := o[name].([]any)
	for _, item := range items {
		if lacks(item, path[1:]) {
			return true
		}
	}
	return !ok
}
