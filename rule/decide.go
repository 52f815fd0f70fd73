package rule

import (
	"cmp"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Outlook 可能的结论 is what can be said of a case of which some facts are not known yet: what
// each field of the answer can be, and which facts to ask for.
type Outlook struct {
	Rule    string `json:"rule"`
	Version int    `json:"version"`
	// Determined 结论已定 tells that every way to complete the facts gives the same answer, so
	// that those that are missing are not needed.
	Determined bool `json:"determined"`
	// Answer lists the fields of the answer in their order.
	Answer []Possible `json:"answer"`
	// Needs 尚需核实 lists the facts that can still change the answer; first the one after which
	// the fewest remain to be asked for, on the average of what it can be.
	Needs []Need `json:"needs,omitzero"`
	// Unneeded 无需核实 lists the paths of facts that are not known and cannot change the
	// answer any more.
	Unneeded []string `json:"unneeded,omitzero"`
}

// Possible 可能的取值 is what one field of an answer can be. It is never less than what can be;
// where Attained, it is no more either.
type Possible struct {
	Path  string `json:"path"`
	Label Text   `json:"label"`
	// Value is what the field is, where it is determined.
	Value string `json:"value,omitzero"`
	// Low and High are the ends, inclusive, of a number, an amount or a month; empty where
	// it is not bounded.
	Low  string `json:"low,omitzero"`
	High string `json:"high,omitzero"`
	// Codes are those that a choice or a yes or no can be.
	Codes []string `json:"codes,omitzero"`
	// Absent tells that the field may be left out of the answer.
	Absent bool `json:"absent,omitzero"`
	// Determined tells that it is the same in every completion.
	Determined bool `json:"determined"`
	// Attained tells that both ends, or all codes, were seen in completions that the rule
	// accepts.
	Attained bool `json:"attained"`
}

// Need 尚需核实的信息 is a fact to ask for.
type Need struct {
	Path  string `json:"path"` // members[1].income; of a list that is not given, the list
	Label Text   `json:"label"`
	// Step is the label of the first step that turns on it, Clause the id of that step's
	// clause, where it has one.
	Step   Text   `json:"step"`
	Clause string `json:"clause,omitzero"`
}

// Decide 部分信息下的判断 tells what can be said of a case from JSON in which facts are left out that
// are not known yet; an optional fact that is null is known not to be given. It computes what every step's formula can be, so that a field of the
// answer is never called determined while a completion would change it; a list that is
// given is taken as complete, a list that is left out as not known.
//
// A fact that is not needed must be given all the same before [Rule.Eval] or [Rule.Explain]
// answers: they answer whole cases. It says more than it can only of a case that the rule refuses: facts that are given and
// cannot be are an error, as in [Rule.Eval]; that facts which are given in part cannot
// be completed, since what they add up to cannot be, is not noticed.
// Of a long list of which much is not known it may say less than it could, to stay quick.
// Facts that hold lists within lists are not offered: the error is [NotWhole].
func (r Rule[Policy, Facts, Answer]) Decide(facts []byte) (Outlook, error) {
	if r.def == nil || r.fault != nil {
		return Outlook{}, r.Err()
	}
	raw, policy, err := r.b.json()
	if err != nil || raw == nil {
		return Outlook{}, r.sch.named(OfParameters, err)
	}
	e, err := r.sch.expect(policy, facts)
	if err != nil {
		return Outlook{}, r.sch.named(OfFacts, err)
	}
	seen, err := r.complete(e)
	if err != nil {
		return Outlook{}, err
	}
	return e.outlook(seen), nil
}

func (r Rule[Policy, Facts, Answer]) decideJSON(parameters, facts []byte) ([]byte, error) {
	bound, err := r.boundTo(parameters, nil)
	if err != nil {
		return nil, err
	}
	out, err := bound.Decide(facts)
	if err != nil {
		return nil, err
	}
	return appendJSON(nil, out)
}

// Decide 部分信息下的判断 is [Rule.Decide] of any rule by its id, from JSON to the JSON of an
// [Outlook].
func (c Catalog) Decide(id string, parameters, facts []byte) (outlook []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	return r.decideJSON(parameters, facts)
}

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
	limit *limit
	span  formula.Span
}

// tryList is how many items of an unknown list completions have at most beyond the least.
const tryList = 2

func (s *scheme) expect(policy any, facts []byte) (*expected, error) {
	node, err := tree.Parse(facts)
	if err != nil {
		return nil, err
	}
	if _, ok := node.(tree.Object); !ok {
		return nil, Errors{{Code: Syntax, Reason: Text{ZH: "应为对象，如 {…}", EN: "must be an object: {…}"}}}
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
			node = s.dropNulls(node, g, k, none)
		}
	}
	e := &expected{sch: s, facts: tree.Append(nil, node), roots: [2]any{policy, node}, lists: map[string][]any{}, at: map[slot]int32{}, spans: map[slot]formula.Span{}, fixed: map[int32]formula.Span{}}
	for path, part := range s.lists {
		root := policy
		if part == OfFacts {
			root = node
		}
		if found, ok := find(root, path); ok {
			e.lists[path], _ = found.([]any)
			if e.lists[path] == nil {
				e.lists[path] = []any{}
			}
			if l := s.limitAt(path); part == OfFacts && l != nil && !l.within(big.NewRat(int64(len(e.lists[path])), 1)) {
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
	return e, nil
}

// dropNulls takes an optional fact that is null out of the facts, at each item, and notes it.
func (s *scheme) dropNulls(node any, g *given, k int, none map[slot]bool) any {
	if g.typ.List == "" || g.typ.Kind == formula.List {
		node, none[slot{false, k, 0}] = dropNull(node, g.leaf.path)
		return node
	}
	list, _ := find(node, g.typ.List)
	items, _ := list.([]any)
	for i := range items {
		items[i], none[slot{false, k, i + 1}] = dropNull(items[i], g.rest)
	}
	return node
}

// dropNull takes a member that is null out of an object, in place.
func dropNull(node any, path string) (any, bool) {
	name, rest, more := strings.Cut(path, ".")
	o, ok := node.(tree.Object)
	at := slices.IndexFunc(o, func(m tree.Member) bool { return m.Name == name })
	if !ok || at < 0 {
		return node, false
	}
	if more && o[at].Value != nil {
		dropped := false
		o[at].Value, dropped = dropNull(o[at].Value, rest)
		return o, dropped
	}
	if o[at].Value != nil {
		return o, false
	}
	return slices.Delete(o, at, at+1), true
}

func (e *expected) miss(k, item int, path string) {
	g := &e.sch.given[k]
	l := e.sch.limitAt(g.leaf.path)
	id := int32(len(e.unknown))
	e.at[slot{false, k, item}] = id
	s := e.sch.spanOf(g, l)
	s.Needs = []int32{id}
	e.unknown = append(e.unknown, unknown{k, path, l, s})
}

// limitAt finds what the tags say of a fact.
func (s *scheme) limitAt(path string) *limit {
	list := s.facts
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

// spanOf is what a fact can be by its type and its tags.
func (s *scheme) spanOf(g *given, l *limit) formula.Span {
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
		out.Low, out.High = inside(out.Kind, l.low, 1), inside(out.Kind, l.high, -1)
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

// Span implements [formula.SpanEnv].
func (e *expected) Span(name string, item int) (formula.Span, bool) {
	e.work++
	if k, ok := e.sch.names[name]; ok {
		return e.stepSpan(k, item), true
	}
	k, ok := e.sch.givens[name]
	if !ok {
		return formula.Span{}, false
	}
	return e.givenSpan(k, item), true
}

func (e *expected) stepSpan(k, item int) formula.Span {
	c := &e.sch.steps[k]
	if c.typ.List == "" {
		item = 0
	}
	at := slot{true, k, item}
	s, ok := e.spans[at]
	if !ok {
		if e.work > maxWork {
			s = e.anything(c.typ.Kind)
		} else {
			s = c.f.Span(e, item)
		}
		if e.sch.maybeSkipped(k) {
			s.Absent = true
		}
		e.spans[at] = s
	}
	return s
}

// anything is what a step can be that is not computed, since it would cost too much.
func (e *expected) anything(k formula.Kind) formula.Span {
	s := formula.Span{Kind: k, True: true, False: true, Any: true}
	for id := range e.unknown {
		s.Needs = append(s.Needs, int32(id))
	}
	return s
}

// maybeSkipped tells of a step that shows a field of the answer which may be left out.
func (s *scheme) maybeSkipped(k int) bool {
	for i := range s.answers {
		if l := &s.answers[i]; l.maybeAbsent() && s.stepOf(l) == s.steps[k].term.ID {
			return true
		}
	}
	return false
}

// absentToo adds to a field that a case can lack that it may: which cases lack it no formula
// says, so that every open fact may decide it.
func (e *expected) absentToo(s formula.Span, l *leafType) formula.Span {
	if l.maybeAbsent() {
		s.Absent = true
		s.Needs = e.anything(s.Kind).Needs
	}
	return s
}

// maybeAbsent tells of a field of an answer that a case can lack. A choice or share that is
// left out where it is zero is no such field: neither is ever zero in an answer.
func (l *leafType) maybeAbsent() bool {
	if _, given := held(l.typ); given || !l.optional || l.field == nil || !l.field.optional {
		return l.optional
	}
	return kindOf(l.typ) != formula.Choice && l.typ != reflect.TypeFor[unit.Share]()
}

func (e *expected) givenSpan(k, item int) formula.Span {
	g := &e.sch.given[k]
	if g.typ.List == "" || g.typ.Kind == formula.List {
		item = 0
	}
	if id, ok := e.at[slot{false, k, item}]; ok {
		if s, ok := e.fixed[id]; ok {
			return s
		}
		return e.unknown[id].span
	}
	if g.typ.List != "" && g.typ.Kind != formula.List && item > 0 {
		if _, known := e.lists[g.typ.List]; !known { // of an item of a list that is not known
			s := e.sch.spanOf(g, e.sch.limitAt(g.leaf.path))
			s.Needs = []int32{e.at[slot{false, e.sch.givens[g.typ.List], 0}]}
			return s
		}
	}
	var node any
	there := false
	if item == 0 {
		root := e.roots[0]
		if g.part == OfFacts {
			root = e.roots[1]
		}
		node, there = find(root, g.leaf.path)
	} else if items := e.lists[g.typ.List]; item <= len(items) {
		node, there = find(items[item-1], g.rest)
	}
	if !there {
		if g.plainZero { // a parameter
			v := formula.Value{Kind: g.typ.Kind}
			if g.typ.Kind.IsNumeric() {
				v.Rat = new(big.Rat)
			}
			return formula.Certain(v)
		}
		return formula.Span{Absent: true}
	}
	v, err := formula.ParseValue(g.typ.Kind, plain(node))
	if err != nil {
		return formula.Span{Kind: g.typ.Kind, Any: true}
	}
	return formula.Certain(v)
}

// Length implements [formula.SpanEnv].
func (e *expected) Length(name string) (least, most int64, needs []int32, ok bool) {
	if t, known := e.sch.scope(name); known {
		name = t.List
	}
	if _, is := e.sch.lists[name]; !is {
		return 0, 0, nil, false
	}
	if items, known := e.lists[name]; known {
		return int64(len(items)), int64(len(items)), nil, true
	}
	s := e.givenSpan(e.sch.givens[name], 0)
	return whole(s.Low, 0), whole(s.High, tree.MaxItems), s.Needs, true
}

func whole(v *big.Rat, open int64) int64 {
	if v == nil || !v.Num().IsInt64() {
		return open
	}
	return v.Num().Int64()
}

// possible lists what each field of the answer can be.
func (e *expected) possible() (paths []string, leaves []*leafType, spans []formula.Span) {
	add := func(path string, l *leafType, s formula.Span) {
		if inner, _ := held(l.typ); inner == reflect.TypeFor[unit.Share]() && s.Present() { // no more than its whole
			if s.Low == nil || s.Low.Sign() < 0 {
				s.Low = new(big.Rat)
			}
			if one := big.NewRat(1, 1); s.High == nil || s.High.Cmp(one) > 0 {
				s.High = one
			}
		}
		paths, leaves, spans = append(paths, path), append(leaves, l), append(spans, s)
	}
	for i := range e.sch.answers {
		l := &e.sch.answers[i]
		name := e.sch.stepOf(l)
		list, rest, inList := strings.Cut(l.path, "[]")
		if inList && rest == "" && !l.plainItems() {
			continue // its fields follow
		}
		if !inList {
			s, _ := e.Span(name, 0)
			add(l.path, l, e.absentToo(s, l))
			continue
		}
		t, _ := e.sch.scope(name)
		least, most, needs, ok := e.Length(t.List)
		if !ok || len(needs) > 0 || least != most {
			s, _ := e.Span(name, 1)
			s.Absent = true
			s.Needs = append(slices.Clone(s.Needs), needs...)
			add(l.path, l, s)
			continue
		}
		for item := range int(most) {
			s, _ := e.Span(name, item+1)
			s = e.absentToo(s, l)
			add(tree.Index(list, item)+rest, l, s)
		}
	}
	return paths, leaves, spans
}

// needs gives the unknown facts that the answer turns on.
func (e *expected) needs(spans []formula.Span) []int32 {
	var out []int32
	for i := range spans {
		if !spans[i].IsCertain() {
			out = append(out, spans[i].Needs...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (e *expected) outlook(seen *witness) Outlook {
	out := Outlook{Rule: e.sch.id, Version: e.sch.version, Determined: true, Answer: []Possible{}}
	paths, leaves, spans := e.possible()
	for i := range spans {
		p := Possible{Path: paths[i], Label: labelOf(e.sch.answerType, paths[i]), Absent: spans[i].Absent && spans[i].Present()}
		if len(e.unknown) == 0 { // nothing is open: it is what the rule answers
			p.Determined, p.Attained = true, true
			p.Value, p.Absent = seen.only(paths[i])
		} else {
			p.fill(spans[i], leaves[i])
			p.Attained = seen.attains(paths[i], spans[i])
		}
		out.Determined = out.Determined && p.Determined
		out.Answer = append(out.Answer, p)
	}
	needs := e.needs(spans)
	if len(e.unknown) == 0 || out.Determined {
		needs = nil
	}
	asked, turns := make([]bool, len(e.unknown)), map[int32]*Term{}
	if len(needs) > 0 {
		turns = e.turnsOn()
	}
	for _, id := range e.ordered(needs) {
		u := &e.unknown[id]
		asked[id] = true
		n := Need{Path: u.path, Label: labelOf(e.sch.factsType, u.path), Step: e.sch.title} // where the answer shows the fact itself
		if t := turns[id]; t != nil {
			n.Step, n.Clause = t.Label, t.Clause.ID
		}
		out.Needs = append(out.Needs, n)
	}
	for id := range e.unknown {
		if !asked[id] {
			out.Unneeded = append(out.Unneeded, e.unknown[id].path)
		}
	}
	return out
}

// fill writes a span as texts.
func (p *Possible) fill(s formula.Span, l *leafType) {
	p.Determined = s.IsCertain()
	kind := kindOf(l.typ)
	write := func(v *big.Rat) string {
		if v == nil {
			return ""
		}
		if s.Kind == formula.Month {
			kind = formula.Month
		}
		return formula.Value{Kind: kind, Rat: v}.String()
	}
	switch {
	case !s.Present():
	case s.Kind.IsOrdered():
		if p.Determined {
			p.Value = write(s.Low)
			return
		}
		p.Low, p.High = write(s.Low), write(s.High)
	case s.Kind == formula.Flag:
		if p.Determined {
			p.Value = strconv.FormatBool(s.True)
			return
		}
		for _, is := range []bool{true, false} {
			if is && s.True || !is && s.False {
				p.Codes = append(p.Codes, strconv.FormatBool(is))
			}
		}
	case p.Determined:
		p.Value = s.Codes[0]
	default:
		p.Codes = s.Codes
	}
}

// turnsOn names, by fact, the first step that is open and reads it.
func (e *expected) turnsOn() map[int32]*Term {
	out := map[int32]*Term{}
	for k := range e.sch.steps {
		first, last := 0, 0
		if list := e.sch.steps[k].typ.List; list != "" {
			first, last = 1, max(len(e.lists[list]), 1)
		}
		for item := first; item <= last && len(out) < len(e.unknown); item++ {
			for _, id := range e.stepSpan(k, item).Needs {
				if out[id] == nil {
					out[id] = e.sch.steps[k].term
				}
			}
		}
	}
	return out
}

// ordered puts the fact first after which the fewest remain to be asked for.
func (e *expected) ordered(needs []int32) []int32 {
	if len(needs) < 2 || len(needs) > maxOrdered {
		return needs
	}
	kept := e.spans
	defer func() { e.fixed, e.spans = map[int32]formula.Span{}, kept }()
	left := map[int32]*big.Rat{}
	for _, id := range needs {
		options := e.unknown[id].options()
		sum := 0
		for _, s := range options {
			if e.work > maxWork/4 {
				return needs
			}
			e.fixed, e.spans = map[int32]formula.Span{id: s}, map[slot]formula.Span{}
			_, _, spans := e.possible()
			sum += len(e.needs(spans))
		}
		left[id] = big.NewRat(int64(sum), int64(max(len(options), 1)))
	}
	out := slices.Clone(needs)
	slices.SortStableFunc(out, func(a, b int32) int { return cmp.Or(left[a].Cmp(left[b]), cmp.Compare(a, b)) })
	return out
}

// maxOrdered is how many facts are put in order; more are asked for as they stand.
// maxOptions is how many numbers each is tried with. maxWork is how many names are looked up
// at most: of a case of more, steps are told to be anything, and facts are not put in
// order once a quarter of it is used.
const (
	maxOrdered = 24
	maxOptions = 5
	maxWork    = 100_000
)

// options are some of what a fact can be, each alone.
func (u *unknown) options() []formula.Span {
	var out []formula.Span
	s := u.span
	switch {
	case s.Kind == formula.Flag:
		out = []formula.Span{{Kind: s.Kind, True: true}, {Kind: s.Kind, False: true}}
	case len(s.Codes) > 0:
		for _, c := range s.Codes {
			out = append(out, formula.Span{Kind: s.Kind, Codes: []string{c}})
		}
	case s.Kind.IsOrdered():
		numbers := u.numbers()
		for i := 0; i < len(numbers); i += max(len(numbers)/maxOptions, 1) {
			out = append(out, formula.Certain(formula.Value{Kind: s.Kind, Rat: numbers[i]}))
		}
	}
	if s.Absent {
		out = append(out, formula.Span{Absent: true})
	}
	return out
}

// numbers are the ends of what a fact can be, and some between.
func (u *unknown) numbers() []*big.Rat {
	s := u.span
	var out []*big.Rat
	add := func(v *big.Rat) {
		if v != nil && s.Contains(formula.Value{Kind: s.Kind, Rat: v}) && !slices.ContainsFunc(out, func(had *big.Rat) bool { return had.Cmp(v) == 0 }) {
			out = append(out, v)
		}
	}
	add(s.Low)
	add(s.High)
	scale := []int64{0, 1, 2, 3, 5, 10, 100, 1_000, 10_000, 100_000, 1_000_000}
	switch {
	case s.Kind == formula.Month:
		scale = []int64{2020*12 + 6, 2021 * 12, 2022*12 + 6, 2023 * 12, 2025*12 + 11, 2030 * 12}
	case s.Kind == formula.Ratio:
		for _, v := range []int64{1, 5, 10, 30, 50, 60, 90, 100} {
			add(big.NewRat(v, 100))
		}
	}
	for _, v := range scale {
		add(big.NewRat(v, 1))
	}
	return out
}

// texts are JSON texts of some of what a fact can be; none where it is not known how it
// is written.
func (u *unknown) texts(g *given) []string {
	t := g.leaf.typ
	inner, _ := held(t)
	quoted := inner.Kind() < reflect.Int || inner.Kind() > reflect.Uint64 || writesItself(inner)
	var out []string
	switch s := u.span; {
	case s.Kind == formula.Flag:
		out = []string{"false", "true"}
	case len(s.Codes) > 0:
		for _, c := range s.Codes {
			out = append(out, strconv.Quote(c))
		}
	case s.Kind == formula.Rounding:
		out = []string{`"up/yuan"`, `"down/fen"`}
	case s.Kind.IsOrdered():
		for _, v := range u.numbers() {
			text := formula.Value{Kind: s.Kind, Rat: v}.String()
			switch {
			case inner == reflect.TypeFor[unit.Share]():
				text = `{"part":` + v.Num().String() + `,"whole":` + v.Denom().String() + `}`
			case s.Kind == formula.Ratio:
				text = strconv.Quote(new(big.Rat).Mul(v, big.NewRat(100, 1)).FloatString(0) + "%")
			case quoted:
				text = strconv.Quote(text)
			}
			out = append(out, text)
		}
	}
	return out
}
