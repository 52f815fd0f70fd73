package caseload

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Study 影响研究 says what [Measure] looks at. Case is whatever a row of the population is: a household, a person with
// a county.
//
// Before and After are given. The functions look at the case that is lent to them, and do not keep it.
type Study[Case any] struct {
	// Before and After give what a case receives, in yuan, by the one rule and by the other: two sets of
	// parameters, two versions, two rules. [AmountOf] makes them of a rule; that each of them is ready, its Err tells.
	Before, After func(*Case) (unit.Money, error)
	// Weight 权数 is how many a case stands for, 1 to 2,147,483,647; nil means one each.
	Weight func(*Case) int64
	// Key is what the deciles go by, such as income; nil means no deciles.
	Key func(*Case) unit.Money
	// Groups are what the result is broken down by, each by itself: county, household size.
	Groups []Grouping[Case]
	// Need gives what the poverty gap is reckoned from; nil means none.
	Need func(*Case) Need
}

// Grouping 分组 puts each case into one group.
type Grouping[Case any] struct {
	Name string             // of the breakdown: 县区
	Of   func(*Case) string // the group of a case: 寿县, 3
}

// Need 贫困缺口口径 is what a household has without the benefit, and the lines that it is held against before and
// after, in yuan for the household: the same twice where the line does not change with the rule.
type Need struct {
	Income unit.Money
	Before unit.Money
	After  unit.Money
}

// AmountOf gives a side of a [Study]: what a rule gives for the facts of a case, by the field of its answer that is
// the money. The rule reads the facts where they lie, and does not allocate for a case that is answered where its
// kernel does not.
func AmountOf[Case, Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], facts func(*Case) *Facts, money func(Answer) unit.Money) func(*Case) (unit.Money, error) {
	return func(c *Case) (unit.Money, error) {
		out, err := r.EvalRef(facts(c))
		if err != nil {
			return unit.Money{}, err
		}
		return money(out), nil
	}
}

// Part 部分 is what a change does to some of the cases; all counts are weighted.
type Part struct {
	Effect
	// GapBefore and GapAfter are the poverty gaps, all zero without [Study].Need.
	GapBefore Gap `json:"gap_before"`
	GapAfter  Gap `json:"gap_after"`
}

// DecilePart is one tenth of the cases, from the lowest key to the highest.
type DecilePart struct {
	Decile int `json:"decile"` // 1 to 10
	// Low and High are the least and the greatest key in it; 0.00 where it is empty.
	Low  unit.Money `json:"low"`
	High unit.Money `json:"high"`
	Part
}

// GroupPart is one group of a breakdown.
type GroupPart struct {
	Group string `json:"group"`
	Part
}

// Breakdown 分组结果 is the groups of a [Grouping] that occur: those that are whole numbers first and by size, the
// others by their text.
type Breakdown struct {
	Name   string      `json:"name"`
	Groups []GroupPart `json:"groups"`
}

// Measured 影响研究结果 is what [Measure] finds. Deciles and each breakdown add up to All.
type Measured struct {
	All Part `json:"all"`
	// Deciles are ten, or none without [Study].Key. Cases of one key stand in one decile, that in which the first of
	// them stands: many of one key make it larger than a tenth, and the next ones smaller or empty.
	Deciles []DecilePart `json:"deciles"`
	Groups  []Breakdown  `json:"groups"`
}

// Measure 影响测算（任意规则） runs two rules over the same population and tells who gains, loses, enters (0.00 before,
// something after) and leaves, what it costs, and how the poverty gap changes: in all, by deciles and by the caller's
// groups. Sums are exact and ranks are counted, not estimated. The cases stream; what is kept is a part for each
// group and for each different key.
//
// A bad case is left out and named in the [rule.RowErrors] returned, the result then holding the others: one
// of the rules refuses it, its weight is out of range, what it receives is negative ([rule.Range]), or its group's name
// is not UTF-8 ([rule.Syntax]). Weights that come to more than 2^63 − 1 are [rule.Range], and end the run. No
// cases, no rule on a side or a grouping without a function are [rule.Missing].
func Measure[Case any](cases iter.Seq[Case], s Study[Case]) (Measured, error) {
	if err := s.check(cases); err != nil {
		return Measured{}, err
	}
	m := measuring[Case]{Study: s, keys: map[unit.Money]*Part{}}
	for range s.Groups {
		m.groups = append(m.groups, map[string]*Part{})
	}
	m.names = make([]string, len(s.Groups))
	var bad rule.RowErrors
	box := new(Case)
	row := -1
	for c := range cases {
		row++
		*box = c
		err := m.take(box)
		if err == nil {
			continue
		}
		if m.full {
			return Measured{}, &rule.RowError{Row: row, Err: err}
		}
		bad = append(bad, &rule.RowError{Row: row, Err: err})
	}
	out := m.result()
	if len(bad) > 0 {
		return out, bad
	}
	return out, nil
}

func (s *Study[Case]) check(cases iter.Seq[Case]) error {
	var f rule.Errors
	if cases == nil {
		f.Wrap("", noList("cases"))
	}
	none := func(field string, missing bool) {
		if missing {
			f.Add(rule.Missing, field, "", rule.Text{ZH: "未提供函数（nil）", EN: "no function was given (nil)"})
		}
	}
	none("before", s.Before == nil)
	none("after", s.After == nil)
	for i := range s.Groups {
		none("groups["+strconv.Itoa(i)+"].of", s.Groups[i].Of == nil)
	}
	return f.Err()
}

type measuring[Case any] struct {
	Study[Case]
	all    Part
	keys   map[unit.Money]*Part
	groups []map[string]*Part
	names  []string // of the case at hand
	full   bool     // weights came to too much
}

// take adds one case, to everything or to nothing.
func (m *measuring[Case]) take(c *Case) error {
	var f rule.Errors
	one := weighed{weight: 1}
	amount := func(field string, of func(*Case) (unit.Money, error)) unit.Money {
		got, err := of(c)
		if err != nil {
			f.Wrap(field, err)
		} else if got.Sign() < 0 {
			f.Add(rule.Range, field, got.String(), rule.Text{ZH: "发放金额不得为负", EN: "what is paid must not be negative"})
		}
		return got
	}
	one.before, one.after = amount("before", m.Before), amount("after", m.After)
	if m.Weight != nil {
		if one.weight = m.Weight(c); one.weight < 1 || one.weight > math.MaxInt32 {
			f.Add(rule.Range, "weight", strconv.FormatInt(one.weight, 10), rule.Text{ZH: "权数应为1至2147483647的整数", EN: "a weight must be 1 to 2147483647"})
		}
	}
	for i := range m.Groups {
		if m.names[i] = m.Groups[i].Of(c); !utf8.ValidString(m.names[i]) {
			f.Wrap("", notUTF8("groups["+strconv.Itoa(i)+"]", m.names[i]))
		}
	}
	if len(f) > 0 {
		return f
	}
	if one.weight > math.MaxInt64-m.all.Households() {
		m.full = true
		f.Add(rule.Range, "weight", strconv.FormatInt(one.weight, 10), rule.Text{ZH: "权数合计超过2的63次方减1：请分开测算", EN: "the weights come to more than 2^63 − 1: measure in parts"})
		return f
	}
	if m.Need != nil {
		one.need, one.needs = m.Need(c), true
	}
	m.all.add(&one)
	for i, name := range m.names {
		atKey(m.groups[i], name).add(&one)
	}
	if m.Key != nil {
		atKey(m.keys, m.Key(c)).add(&one)
	}
	return nil
}

// atKey is what a map has at a key: new, where there was none.
func atKey[K comparable, V any](of map[K]*V, key K) *V {
	v, ok := of[key]
	if !ok {
		v = new(V)
		of[key] = v
	}
	return v
}

func (m *measuring[Case]) result() Measured {
	out := Measured{All: m.all}
	for i, parts := range m.groups {
		b := Breakdown{Name: m.Groups[i].Name}
		for _, name := range slices.SortedFunc(maps.Keys(parts), bySizeThenName) {
			b.Groups = append(b.Groups, GroupPart{name, *parts[name]})
		}
		out.Groups = append(out.Groups, b)
	}
	if m.Key != nil {
		out.Deciles = m.deciles()
	}
	return out
}

// bySizeThenName sorts 2 before 10, and both before 寿县.
func bySizeThenName(a, b string) int {
	x, errA := strconv.ParseInt(a, 10, 64)
	y, errB := strconv.ParseInt(b, 10, 64)
	switch {
	case errA == nil && errB == nil:
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	}
	return cmp.Compare(a, b)
}

// deciles lays the keys along the tenths of all weight.
func (m *measuring[Case]) deciles() []DecilePart {
	out := make([]DecilePart, 10)
	all := m.all.Households()
	at, before := 0, int64(0) // the weight of the lesser keys
	for _, key := range slices.SortedFunc(maps.Keys(m.keys), unit.Money.Cmp) {
		p := m.keys[key]
		for before >= tenths(all, at+1) {
			at++
		}
		d := &out[at]
		if d.Households() == 0 {
			d.Low = key
		}
		d.High = key
		before += p.Households()
		d.join(p)
	}
	for i := range out {
		out[i].Decile = i + 1
	}
	return out
}

// tenths is the rank at which so many tenths of all end: the least whole number that is not below them.
func tenths(all int64, k int) int64 { return all/10*int64(k) + (all%10*int64(k)+9)/10 }
