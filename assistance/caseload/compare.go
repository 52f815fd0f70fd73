package caseload

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Case 一户 is one household of a bulk run, with the county whose parameters hold
// for it.
type Case struct {
	ID        string               `json:"id" zh:"户编号" en:"id"`
	County    string               `json:"county" zh:"县区" en:"county"`
	Household assistance.Household `json:"household" zh:"~" en:"~"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *Case) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Counties 各县区参数 gives each county's parameters by its name.
type Counties map[string]assistance.AllowancePolicy

// Effect 影响 counts households by what a change does to them. Each household stands in
// exactly one of the five.
type Effect struct {
	Gain      int64 `json:"gain"`      // 增加：eligible before and after, more
	Lose      int64 `json:"lose"`      // 减少：eligible before and after, less
	Enter     int64 `json:"enter"`     // 新纳入：eligible only after
	Leave     int64 `json:"leave"`     // 退出：eligible only before
	Unchanged int64 `json:"unchanged"` // 不变
	// Before and After are what these households cost a month, in yuan.
	Before unit.Total `json:"before_month"`
	After  unit.Total `json:"after_month"`
}

// Households is how many households are counted.
func (e Effect) Households() int64 { return e.Gain + e.Lose + e.Enter + e.Leave + e.Unchanged }

// Change is the change of cost a month, in yuan.
func (e Effect) Change() unit.Total { return e.After.Sub(e.Before) }

const monthsPerYear = 12

// Year is the change of cost over twelve months, in yuan. The error, of code [rule.Range],
// means a sum that no budget has.
func (e Effect) Year() (unit.Total, error) { return e.Change().Times(monthsPerYear) }

func (e *Effect) add(before, after assistance.Award) {
	e.Before.Add(before.Amount)
	e.After.Add(after.Amount)
	*e.of(before.Outcome == assistance.Eligible, after.Outcome == assistance.Eligible, after.Amount.Fen()-before.Amount.Fen())++
}

// of is the count in which a household stands that did and does receive something, or not, and by a change.
func (e *Effect) of(was, is bool, change int64) *int64 {
	switch {
	case is && !was:
		return &e.Enter
	case was && !is:
		return &e.Leave
	case change > 0:
		return &e.Gain
	case change < 0:
		return &e.Lose
	}
	return &e.Unchanged
}

// CountyEffect is what a change does to the households of one county.
type CountyEffect struct {
	County string `json:"county"`
	Effect
}

// SizeEffect is what a change does to the households with so many members.
type SizeEffect struct {
	Members int32 `json:"members"`
	Effect
}

// Impact 影响测算 is what other parameters would do to the same households.
type Impact struct {
	All      Effect         `json:"all"`
	ByCounty []CountyEffect `json:"by_county"` // in the order of names
	BySize   []SizeEffect   `json:"by_size"`   // smallest first
	// Deciles are the changes a month, from the least to the greatest: entry k
	// is the least change that at least k tenths of the households do not
	// exceed; entry 0 is the least of all, entry 10 the greatest.
	Deciles [11]unit.Money `json:"deciles"`
}

// pair is the rules of one county before and after, and whether the means have
// to be counted once or twice.
type pair struct {
	means      [2]rule.Rule[assistance.MeansPolicy, assistance.Household, assistance.Means]
	topUp      [2]rule.Rule[assistance.TopUpPolicy, assistance.Means, assistance.Award]
	meansTwice bool
	err        error
}

func newPair(county string, before, after Counties) *pair {
	var f rule.Errors
	var p pair
	for i, counties := range []Counties{before, after} {
		c, ok := counties[county]
		if !ok {
			f.Add(rule.Missing, "county", county, [2]rule.Text{
				{ZH: "调整前没有该县区的参数", EN: "no parameters for this county before the change"},
				{ZH: "调整后没有该县区的参数", EN: "no parameters for this county after the change"},
			}[i])
			continue
		}
		p.means[i], p.topUp[i] = assistance.MeansTest.Under(c.Means()), assistance.TopUp.Under(c.TopUp())
	}
	p.err = f.Err()
	p.meansTwice = p.means[0].Parameters() != p.means[1].Parameters()
	return &p
}

// eval gives the means (as counted before the change) and both awards.
func (p *pair) eval(h assistance.Household) (m assistance.Means, before, after assistance.Award, err error) {
	if p.err != nil {
		return m, before, after, p.err
	}
	if m, err = p.means[0].Eval(h); err != nil {
		return m, before, after, err
	}
	if before, err = p.topUp[0].Eval(m); err != nil {
		return m, before, after, err
	}
	then := m
	if p.meansTwice {
		if then, err = p.means[1].Eval(h); err != nil {
			return m, before, after, err
		}
	}
	after, err = p.topUp[1].Eval(then)
	return m, before, after, err
}

// Compare 影响测算 runs [assistance.Allowance] (any other rule, weights and the poverty gap: [Measure]) over the same households under two sets of
// parameters and tells who gains, loses, enters and leaves, and what it costs:
// in all, by county and by household size. Sums are exact and cannot overflow;
// memory does not grow with the number of households.
//
// A bad case is left out and named in the [rule.RowErrors] returned, the Impact
// then holding the others: its household is refused, one of the sets lacks its county
// ([rule.Missing]), or its county's name is not UTF-8 ([rule.Syntax]). A household that stands
// twice counts twice. No cases at all, a nil sequence, are [rule.Missing].
func Compare(cases iter.Seq[Case], before, after Counties) (Impact, error) {
	if cases == nil {
		return Impact{}, noList("cases")
	}
	pairs := map[string]*pair{}
	counties, sizes := map[string]*Effect{}, map[int32]*Effect{}
	changes := map[int64]int64{} // how often each change occurs, in fen
	var out Impact
	var bad rule.RowErrors
	row := -1
	for c := range cases {
		row++
		p, ok := pairs[c.County]
		if !ok {
			p = newPair(c.County, before, after)
			if !utf8.ValidString(c.County) {
				p.err = notUTF8("county", c.County)
			}
			pairs[c.County] = p
		}
		m, was, is, err := p.eval(c.Household)
		if err != nil {
			bad = append(bad, &rule.RowError{Row: row, Err: err})
			continue
		}
		out.All.add(was, is)
		atKey(counties, c.County).add(was, is)
		atKey(sizes, m.Members).add(was, is)
		changes[is.Amount.Fen()-was.Amount.Fen()]++
	}
	for _, name := range slices.Sorted(maps.Keys(counties)) {
		out.ByCounty = append(out.ByCounty, CountyEffect{name, *counties[name]})
	}
	for _, n := range slices.Sorted(maps.Keys(sizes)) {
		out.BySize = append(out.BySize, SizeEffect{n, *sizes[n]})
	}
	var err error
	if out.Deciles, err = deciles(changes, out.All.Households()); err != nil {
		return Impact{}, err
	}
	if len(bad) > 0 {
		return out, bad
	}
	return out, nil
}

// deciles takes the nearest rank, so each is a change that really occurs.
func deciles(changes map[int64]int64, n int64) (out [11]unit.Money, err error) {
	if n == 0 {
		return out, nil
	}
	type step struct{ fen, upTo int64 }
	steps := make([]step, 0, len(changes))
	for fen, count := range changes {
		steps = append(steps, step{fen, count})
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.fen, b.fen) })
	for i := 1; i < len(steps); i++ {
		steps[i].upTo += steps[i-1].upTo
	}
	for k := range out {
		rank := max((n*int64(k)+9)/10, 1)
		i, _ := slices.BinarySearchFunc(steps, rank, func(s step, rank int64) int { return cmp.Compare(s.upTo, rank) })
		if out[k], err = unit.MoneyFromFen(steps[i].fen); err != nil {
			return out, err
		}
	}
	return out, nil
}

func noList(field string) error {
	var f rule.Errors
	label := rule.Text{ZH: listNames[field], EN: field + " list"}
	if label.ZH == "" {
		label = rule.Text{}
	}
	f.Wrap("", rule.Errors{{Code: rule.Missing, Field: field, Label: label, Reason: rule.Text{ZH: "未提供（nil）", EN: "was not given (nil)"}}})
	return f.Err()
}

// lists names each list that was not given.
func lists(list ...list) error {
	var f rule.Errors
	for _, l := range list {
		if l.nil {
			f.Wrap("", noList(l.name))
		}
	}
	return f.Err()
}

type list struct {
	name string
	nil  bool
}

func notUTF8(field, value string) error {
	var f rule.Errors
	f.Add(rule.Syntax, field, shown(value), rule.Text{ZH: "不是UTF-8编码（可能是GBK），请先转换编码", EN: "is not UTF-8 (perhaps GBK): convert it first"})
	return f.Err()
}
