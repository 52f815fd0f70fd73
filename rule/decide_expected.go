package rule

import (
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// expected is what is known of a case, and what each step can be by it.
type expected struct {
	sch     *scheme
	facts   []byte
	roots   [2]any // parameters, facts
	lists   map[string][]any
	unknown []unknown
	at      map[slot]int32 // the number of an unknown given
	spans   map[slot]formula.Span
	fixed   map[int32]formula.Span // what if
	work    int                    // names looked up, which is what a computation costs
	every   []int32                // the numbers of all unknown givens
	skipped []bool                 // by step: whether it shows a field that a case can lack
	// plain says that steps are what their formulas alone say: no declaration of the answer narrows them, nor are their bounds sought
	// at the ends of open facts. raw keeps what they are then.
	plain    bool
	raw      map[slot]formula.Span
	ends     []corner
	within   map[slot]formula.Bounds     // what steps are confined to by those that are made of them
	left     []string                    // the paths of open facts that can only be left out
	barred   bool                        // the rule refuses the case however it is completed
	refining int                         // names looked up while ends were sought
	turns    map[formula.Kind][]*big.Rat // numbers of the case, in order, by kind
	base     map[slot]formula.Span       // what steps can be in the whole of a case, for the parts of it
	parted   bool                        // it is a part of the case that is looked at
	never    *leafType                   // a field of the answer that no completion can have within its declaration
}

// slot is a given or step, by its place in the scheme, at an item.
type slot struct {
	step    bool
	k, item int
}

// unknown is a fact that was not given.
type unknown struct {
	given int
	path  string // members[0].income
	span  formula.Span
	wide  []*big.Rat // ends that only cases which the rule refuses have: completions are tried with them too, for what they are refused for
	out   bool       // it can only be left out
	near  []*big.Rat // numbers of its kind that the case has, and those beside them: completions are tried with them too
}

// tryList is how many items of an unknown list completions have at most beyond the least.
const tryList = 2

func (s *scheme) expect(policy any, facts []byte) (*expected, error) {
	node, err := tree.Parse(facts)
	if err != nil {
		return nil, err
	}
	if err := s.misshapen(node); err != nil {
		return nil, err
	}
	for i := range s.fact {
		if strings.Count(s.fact[i].path, "[]") > 1 {
			return nil, Errors{{Code: NotWhole, Field: s.fact[i].name(), Reason: Text{
				ZH: "信息中列表含列表的规则不提供此项判断", EN: "not offered for facts that hold lists within lists"}}}
		}
	}
	none := map[slot]bool{} // known not to be given
	for k := range s.given {
		if g := &s.given[k]; g.part == OfFacts && (g.typ.Optional || g.plainZero || g.typ.Kind == formula.List && g.leaf.optional) {
			s.noteNulls(node, g, k, none)
		}
	}
	for at := range none { // when all are noted: several can be in what is null
		node = s.dropNulls(node, &s.given[at.k], at.item)
	}
	e := &expected{
		sch: s, facts: tree.Append(nil, node), roots: [2]any{policy, node}, lists: map[string][]any{}, skipped: s.skippable(),
		at: map[slot]int32{}, spans: map[slot]formula.Span{}, fixed: map[int32]formula.Span{}, raw: map[slot]formula.Span{},
		within: map[slot]formula.Bounds{},
	}
	s.spell(node)
	for path, part := range s.lists {
		if node, ok := find(e.root(part), path); ok {
			e.lists[path] = e.itemsAt(part, path)
			_, is := node.([]any) // what is no list is refused when it is read
			if l := s.limitAt(path); is && part == OfFacts && l != nil && !l.within(big.NewRat(int64(len(e.lists[path])), 1)) {
				return nil, Errors{{Code: Range, Field: path, Value: strconv.Itoa(len(e.lists[path])), Reason: l.describe()}}
			}
		}
	}
	for k := range s.given {
		g := &s.given[k]
		if g.part != OfFacts {
			continue
		}
		if g.typ.Kind == formula.List {
			if none[slot{false, k, 0}] {
				e.lists[g.leaf.path] = []any{}
			}
			if _, known := e.lists[g.leaf.path]; !known {
				e.miss(k, 0, g.leaf.path)
			}
			continue
		}
		if g.typ.List == "" {
			if _, ok := find(node, g.leaf.path); !ok && !none[slot{false, k, 0}] {
				e.miss(k, 0, g.leaf.path)
			}
			continue
		}
		for i, item := range e.lists[g.typ.List] {
			if _, ok := find(item, g.rest); !ok && !none[slot{false, k, i + 1}] {
				e.miss(k, i+1, strings.TrimSuffix(tree.Index(g.typ.List, i)+"."+g.rest, "."))
			}
		}
	}
	e.exclude()
	e.confine()
	e.beside()
	return e, nil
}

// maxNearby is how many numbers of the case each open fact is tried near.
const maxNearby = 4

// beside notes for each open number those that the case has of its kind.
func (e *expected) beside() {
	known := map[formula.Kind][]*big.Rat{}
	for k := range e.sch.given {
		g := &e.sch.given[k]
		if _, open := e.at[slot{false, k, 0}]; open || g.typ.List != "" || !g.typ.Kind.IsOrdered() || len(known[g.typ.Kind]) >= maxNearby*3 {
			continue
		}
		if s := e.givenSpan(k, 0); s.IsCertain() && s.Low != nil {
			step := map[formula.Kind]*big.Rat{formula.Money: big.NewRat(1, 100), formula.Ratio: big.NewRat(1, 10_000)}[g.typ.Kind]
			if step == nil {
				step = big.NewRat(1, 1)
			}
			known[g.typ.Kind] = append(known[g.typ.Kind], s.Low, new(big.Rat).Sub(s.Low, step), new(big.Rat).Add(s.Low, step))
		}
	}
	for i := range e.unknown {
		e.unknown[i].near = known[e.unknown[i].span.Kind]
	}
}

// root is what a part's paths begin from.
func (e *expected) root(p Part) any {
	if p == OfFacts {
		return e.roots[1]
	}
	return e.roots[0]
}

// itemsAt gives the items of a list that is there, never nil.
func (e *expected) itemsAt(p Part, path string) []any {
	found, _ := find(e.root(p), path)
	if items, _ := found.([]any); items != nil {
		return items
	}
	return []any{}
}

// noteNulls notes an optional fact that is null, or in something that is, at each item.
func (s *scheme) noteNulls(node any, g *given, k int, none map[slot]bool) {
	if g.typ.List == "" || g.typ.Kind == formula.List {
		if isNull(node, g.leaf.path) {
			none[slot{false, k, 0}] = true
		}
		return
	}
	list, _ := find(node, g.typ.List)
	items, _ := list.([]any)
	for i := range items {
		if isNull(items[i], g.rest) {
			none[slot{false, k, i + 1}] = true
		}
	}
}

// isNull reports whether null stands at a path, or on the way to it.
func isNull(node any, path string) bool {
	name, rest, more := strings.Cut(path, ".")
	o, _ := node.(tree.Object)
	value, ok := o.Get(name)
	return ok && (value == nil || more && isNull(value, rest))
}

// dropNulls takes an optional fact that is null out of the facts, or out of an item.
func (s *scheme) dropNulls(node any, g *given, item int) any {
	if item == 0 {
		return dropNull(node, g.leaf.path)
	}
	list, _ := find(node, g.typ.List)
	items, _ := list.([]any)
	items[item-1] = dropNull(items[item-1], g.rest)
	return node
}

// dropNull takes a member that is null out of an object, in place.
func dropNull(node any, path string) any {
	name, rest, _ := strings.Cut(path, ".")
	o, _ := node.(tree.Object)
	for i := range o {
		switch {
		case o[i].Name != name:
		case o[i].Value == nil:
			return slices.Delete(o, i, i+1)
		default:
			o[i].Value = dropNull(o[i].Value, rest)
		}
	}
	return node
}

// spell writes the facts that were given as the rule does, in place: a choice by its code, whichever way it was given, since that is what
// formulas compare. What cannot be read stays; it is named when the facts are read as a whole.
func (s *scheme) spell(facts any) {
	for k := range s.given {
		g := &s.given[k]
		switch {
		case g.part != OfFacts || g.typ.Kind == formula.List:
		case g.typ.List == "":
			respell(facts, g.leaf.path, g.leaf.typ)
		default:
			list, _ := find(facts, g.typ.List)
			items, _ := list.([]any)
			for _, item := range items {
				respell(item, g.rest, g.leaf.typ)
			}
		}
	}
}

// respell writes the leaf at a path as its type does.
func respell(node any, path string, t reflect.Type) {
	name, rest, more := strings.Cut(path, ".")
	o, _ := node.(tree.Object)
	for i := range o {
		switch v := reflect.New(t).Elem(); {
		case o[i].Name != name:
		case more:
			respell(o[i].Value, rest, t)
		case decode(o[i].Value, v) == nil:
			if own, err := treeOf(v.Interface()); err == nil {
				o[i].Value = own
			}
		}
	}
}

func (e *expected) miss(k, item int, path string) {
	g := &e.sch.given[k]
	id := int32(len(e.unknown))
	e.at[slot{false, k, item}] = id
	s := e.sch.spanOf(g)
	if e.sch.divides[k] && s.Low != nil && s.Low.Sign() == 0 && !s.Absent {
		s.Low = big.NewRat(1, 1)
	}
	s.Needs = []int32{id}
	e.unknown = append(e.unknown, unknown{given: k, path: path, span: s})
	e.every = append(e.every, id)
}

// limitAt finds what the tags say of a fact.
func (s *scheme) limitAt(path string) *limit { return limitIn(s.facts, path) }

// limitOf finds what the tags say of a parameter or fact.
func (s *scheme) limitOf(g *given) *limit {
	if g.part == OfParameters {
		return limitIn(s.parameters, g.leaf.path)
	}
	return limitIn(s.facts, g.leaf.path)
}

func limitIn(list []limit, path string) *limit {
	var found *limit
	for name := range strings.SplitSeq(strings.ReplaceAll(path, "[]", ""), ".") {
		at := slices.IndexFunc(list, func(l limit) bool { return l.path == name })
		if at < 0 {
			return nil
		}
		found = &list[at]
		list = found.below
	}
	return found
}

// spanOf is what a parameter or fact can be by its type and its tags.
func (s *scheme) spanOf(g *given) formula.Span {
	l := s.limitOf(g)
	out := formula.Span{Kind: g.typ.Kind, Absent: g.typ.Optional}
	switch k := g.typ.Kind; {
	case k == formula.List:
		out.Kind, out.Low = formula.Count, new(big.Rat)
	case k == formula.Flag:
		out.True, out.False = true, true
	case k == formula.Choice && len(g.typ.Codes) > 0:
		out.Codes = slices.Clone(g.typ.Codes)
	case !k.IsOrdered():
		out.Any = true
	}
	if l == nil {
		return out
	}
	if len(l.oneof) > 0 && out.Codes != nil {
		out.Codes = slices.DeleteFunc(out.Codes, func(c string) bool { return !slices.Contains(l.oneof, c) })
	}
	if out.Kind.IsOrdered() && l.ranged {
		out.Low, out.High = inward(out.Kind, g.leaf.typ, l.low.v, l.low.open, 1), inward(out.Kind, g.leaf.typ, l.high.v, l.high.open, -1)
		if g.plainZero { // left out it is zero, whatever its range
			out = out.Union(formula.Certain(formula.Value{Kind: out.Kind, Rat: new(big.Rat)}))
		}
	}
	return out
}

// inside is the first value within an end, for amounts and whole numbers; else the end.
func inside(k formula.Kind, b bound1, sign int64) *big.Rat {
	switch {
	case b.v == nil || !b.open:
		return b.v
	case k == formula.Money:
		return new(big.Rat).Add(b.v, big.NewRat(sign, 100))
	case k == formula.Count || k == formula.Month:
		return new(big.Rat).Add(b.v, big.NewRat(sign, 1))
	}
	return b.v
}
