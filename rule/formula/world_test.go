package formula_test

import "github.com/huainan-minzheng/civilaffairs/rule/formula"

// world is an Env and a scope from plain texts: the values of a list's items stand in
// order under the same name.
type world map[string]thing

type thing struct {
	formula.Type
	texts []string
}

func (w world) scope(name string) (formula.Type, bool) { t, ok := w[name]; return t.Type, ok }

func (w world) Value(name string, item int) (formula.Value, bool) {
	t, ok := w[name]
	if !ok || t.Kind == formula.List {
		return formula.Value{}, false
	}
	if t.List == "" {
		item = 1
	}
	if item < 1 || item > len(t.texts) {
		return formula.Value{}, false
	}
	if t.Optional && t.texts[item-1] == "" {
		return formula.Value{Kind: t.Kind, Absent: true}, true
	}
	v, err := formula.ParseValue(t.Kind, t.texts[item-1])
	return v, err == nil
}

func (w world) Len(name string) int {
	t, ok := w[name]
	switch {
	case ok && t.Kind == formula.List:
		return len(t.texts)
	case ok && t.List != "":
		return len(t.texts)
	}
	return -1
}

func one(k formula.Kind, text string) thing { return thing{formula.Type{Kind: k}, []string{text}} }

func each(list string, k formula.Kind, texts ...string) thing {
	return thing{formula.Type{Kind: k, List: list}, texts}
}

func optional(k formula.Kind, text string) thing {
	return thing{formula.Type{Kind: k, Optional: true}, []string{text}}
}

// huainan is a household, some beds and a county, with a value of every kind.
var huainan = world{
	"standard":       one(formula.Money, "800.00"),
	"income":         one(formula.Money, "3185/3"),
	"property":       one(formula.Money, "-5.00"),
	"members":        thing{formula.Type{Kind: formula.List}, make([]string, 3)},
	"members.income": each("members", formula.Money, "300.00", "400.00", "0.00"),
	"members.cost":   each("members", formula.Money, "100.00", "0.00", "0.00"),
	"members.count":  each("members", formula.Count, "1", "2", "4"),
	"members.able":   each("members", formula.Flag, "true", "false", "true"),
	"members.job":    thing{formula.Type{Kind: formula.Choice, List: "members", Codes: []string{"none", "day"}}, []string{"none", "day", "none"}},
	"homes":          thing{formula.Type{Kind: formula.List}, nil},
	"homes.beds":     each("homes", formula.Count),
	"homes.rent":     each("homes", formula.Money),
	"homes.open":     each("homes", formula.Flag),
	"care":           one(formula.Count, "7590"),
	"total":          one(formula.Count, "23000"),
	"nothing":        one(formula.Count, "0"),
	"floor":          one(formula.Ratio, "55%"),
	"share":          one(formula.Ratio, `{"part": 7590, "whole": 23000}`),
	"figure":         one(formula.Number, "12.50"),
	"urban":          one(formula.Flag, "true"),
	"rural":          one(formula.Flag, "false"),
	"area":           thing{formula.Type{Kind: formula.Choice, Codes: []string{"urban", "rural"}}, []string{"rural"}},
	"reading":        thing{formula.Type{Kind: formula.Choice, Codes: []string{"all", "urban-residents"}}, []string{"all"}},
	"rounding":       one(formula.Rounding, "up/yuan"),
	"cut":            one(formula.Rounding, "down/5jiao"),
	"born":           one(formula.Month, "2006-12"),
	"today":          one(formula.Month, "2025-01"),
	"homes.since":    each("homes", formula.Month),
	"members.since":  each("members", formula.Month, "2021-01", "2020-12", "2023-07"),
	"name":           one(formula.Text, "淮南"),
	"bonus":          optional(formula.Money, ""),
	"grant":          optional(formula.Money, "20.00"),
}
