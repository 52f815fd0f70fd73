package rule

import (
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Source 来源 says which clause gives a parameter its value.
type Source struct {
	// Path is the parameter's: floor.
	Path string
	// Clause of the plan, or of a norm outside it. Of a source in [Definition].SourcesFor it may
	// be empty: the plan is silent, and the value is the module's own documented default.
	Clause Clause
	// Value is what the clause gives, as the parameter's text: "55%". Empty means the
	// value in [Definition].Defaults; another stands for another reading of the plan.
	Value string
}

// From says whose a parameter's value is.
type From string

// Whose a parameter's value can be.
const (
	FromPlan    From = "plan"    // 规划规定: a clause of the plan gives it
	FromNorm    From = "norm"    // 上位规定: a national or provincial instrument gives it
	FromNotice  From = "notice"  // 文件规定: a published document gives it from a month on, such as a county's standard; see [Notice]
	FromLibrary From = "library" // 本库约定: the plan is silent, and this is the module's documented default
	FromCaller  From = "caller"  // 调用方给定: anything else
)

// Origin 参数来源 tells whose the value of one parameter is. It is derived, by comparing the
// value with those that clauses give, and never claimed: a parameter is the plan's only
// while it equals the plan's.
type Origin struct {
	Path   string `json:"path"`
	From   From   `json:"from"`
	Clause string `json:"clause,omitzero"` // id of the clause that gives it
	// Plan is the plan's value where the parameter has another, Norm that of a norm outside the plan, from
	// which a place may be free to depart.
	Plan string `json:"plan,omitzero"`
	Norm string `json:"norm,omitzero"`
	// Notice is the number of the document that gives it, and Since its first month.
	Notice string     `json:"notice,omitzero"`
	Since  unit.Month `json:"since,omitzero"`
	// Announced is the document's value where the parameter has another.
	Announced string `json:"announced,omitzero"`
}

// In says whose the value is, in one language; "" for one that needs no remark.
func (o Origin) In(l Language) string {
	switch {
	case o.From == FromPlan || o.From == FromNorm:
		return Text{ZH: "[" + o.Clause + "]", EN: "[" + o.Clause + "]"}.In(l)
	case o.From == FromNotice && o.Plan != "":
		return noticeName(o.Notice, o.Since, l) + Text{ZH: "（规划为" + o.Plan + "）", EN: " (the plan's is " + o.Plan + ")"}.In(l)
	case o.From == FromNotice:
		return noticeName(o.Notice, o.Since, l)
	case o.Announced != "":
		return Text{ZH: "非" + o.Notice + "规定值（文件为" + o.Announced + "）", EN: "not the value of " + o.Notice + " (which is " + o.Announced + ")"}.In(l)
	case o.From == FromLibrary:
		return Text{ZH: "规划未规定，本库约定", EN: "this library's default: the plan is silent"}.In(l)
	case o.Plan != "":
		return Text{ZH: "非规划值（规划为" + o.Plan + "）", EN: "not the plan's value (which is " + o.Plan + ")"}.In(l)
	case o.Norm != "":
		return Text{ZH: "由调用方给出（上位规定为" + o.Norm + "）", EN: "the caller's (the norm has " + o.Norm + ")"}.In(l)
	}
	return Text{ZH: "由调用方给出，规划无此数值", EN: "the caller's: the plan has no figure"}.In(l)
}

// other is where the value of a clause goes that the parameter does not have.
func (o *Origin) other(c Clause) *string {
	if c.OutsidePlan() {
		return &o.Norm
	}
	return &o.Plan
}

// settleSources fills in the values of sources that stand for the defaults.
func (s *scheme) settleSources() {
	s.defaultTexts = s.leafTexts(s.defaultTree)
	for i := range s.sources {
		if s.sources[i].Value == "" {
			s.sources[i].Value = s.defaultTexts[s.sources[i].Path]
		}
	}
}

// leafTexts gives the parameters as texts by path. A list is one text.
func (s *scheme) leafTexts(parameters any) map[string]string {
	out := map[string]string{}
	for i := range s.policy {
		path := strings.TrimSuffix(s.policy[i].path, "[]")
		if node, there := find(parameters, path); there {
			out[path] = plain(node)
		}
	}
	return out
}

// plain is a tree's text, without quotes where it is a string.
func plain(node any) string {
	if text, ok := node.(string); ok {
		return text
	}
	return tree.String(node)
}

// find goes down a path of names.
func find(node any, path string) (found any, there bool) {
	for more := path != ""; more; {
		var name string
		name, path, more = strings.Cut(path, ".")
		o, _ := node.(tree.Object)
		if node, there = o.Get(name); !there {
			return nil, false
		}
	}
	return node, true
}

// originsOf compares parameters with what clauses give, and lists the clauses whose value
// they have, those whose value they do not have, those of which they have one value and not
// another, and the steps that may not be shown with their clause.
func (s *scheme) originsOf(parameters any, more []Source, notices []Notice, announced []map[string]string) (origins []Origin, kept, struck, partial []Clause, bare []*Term) {
	have, sources := s.leafTexts(parameters), slices.Concat(s.sources, more)
	given := map[claim]bool{}
	for i := range s.policy {
		path := strings.TrimSuffix(s.policy[i].path, "[]")
		value, there := have[path]
		o, sourced := Origin{Path: path, From: FromCaller}, false
		for _, src := range sources {
			if src.Path != path {
				continue
			}
			same := there && s.same(path, src.Value, value)
			if src.Clause.ID == "" {
				if same && o.Clause == "" {
					o.From = FromLibrary
				}
				continue
			}
			sourced = true
			given[claim{path, src.Clause}] = same || given[claim{path, src.Clause}]
			if !same {
				struck = append(struck, src.Clause)
				if other := o.other(src.Clause); *other == "" {
					*other = src.Value
				}
				continue
			}
			kept = append(kept, src.Clause)
			if o.Clause == "" {
				o.Clause, o.From = src.Clause.ID, FromPlan
				if src.Clause.OutsidePlan() {
					o.From = FromNorm
				}
			}
		}
		if !there {
			continue // left out: nobody's; or of an item of a list, which is one parameter
		}
		if o.Clause != "" {
			o.Plan, o.Norm = "", ""
		}
		initial := s.defaultTexts[path]
		if l := limitAt(s.parameters, path); l != nil && l.initial != "" {
			initial = l.initial
		}
		if !sourced && initial != "" && s.same(path, initial, value) {
			o.From = FromLibrary
		}
		if o.Clause == "" {
			s.noticed(&o, value, notices, announced)
		}
		origins = append(origins, o)
	}
	struck = slices.DeleteFunc(struck, func(c Clause) bool { return slices.Contains(kept, c) })
	for _, o := range origins {
		if o.Plan == "" {
			continue // it is a clause's, or no clause says anything of it
		}
		for c := range given {
			if c.path == o.Path && slices.Contains(kept, c.clause) {
				partial = append(partial, c.clause)
			}
		}
	}
	return origins, kept, struck, partial, s.unsupported(given, struck)
}

// claim is that a clause gives a parameter its value.
type claim struct {
	path   string
	clause Clause
}

// unsupported lists the steps whose formula names a parameter that does not have the value of
// the step's clause: one clause may give two parameters, of which one is changed.
func (s *scheme) unsupported(given map[claim]bool, struck []Clause) (out []*Term) {
	fits := map[string]bool{} // of parameters that clauses give, whether one of them does
	for c, same := range given {
		fits[c.path] = fits[c.path] || same
	}
	foreign := map[string]bool{} // what rests on a parameter that has another value
	for i := range s.steps {
		c := &s.steps[i]
		sourced, same := false, true
		for _, name := range c.f.Names() {
			if ok, is := fits[name]; is && !ok || foreign[name] {
				foreign[c.term.ID] = true
			}
			if ok, is := given[claim{name, c.term.Clause}]; is {
				sourced, same = true, same && ok
			}
		}
		if foreign[c.term.ID] || sourced && !same || !sourced && slices.Contains(struck, c.term.Clause) {
			out = append(out, c.term)
		}
	}
	return out
}

// same compares two texts of a parameter by value: 130% is 1.3×.
func (s *scheme) same(path, a, b string) bool {
	if a == b {
		return true
	}
	k := s.given[s.givens[path]].typ.Kind // every parameter that is no item's has its place there
	if !k.IsNumeric() {
		return false
	}
	x, err := formula.ParseValue(k, a)
	y, err2 := formula.ParseValue(k, b)
	return err == nil && err2 == nil && x.Rat.Cmp(y.Rat) == 0
}

func limitAt(limits []limit, path string) *limit {
	name, rest, deeper := strings.Cut(path, ".")
	for i := range limits {
		if limits[i].path == name {
			if deeper {
				return limitAt(limits[i].below, rest)
			}
			return &limits[i]
		}
	}
	return nil
}
