package assistance

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Case 一户 is one household of a bulk run, with the county whose parameters hold
// for it.
type Case struct {
	ID        string    `json:"id" zh:"户编号" en:"id"`
	County    string    `json:"county" zh:"县区" en:"county"`
	Household Household `json:"household" zh:"~" en:"~"`
}

// Counties 各县区参数 gives each county's parameters by its name.
type Counties map[string]County

// Group 分组影响 counts the households of a group by what a change does to them.
// Each household stands in exactly one of the five.
type Group struct {
	Gain      int64 `json:"gain"`      // 增加：eligible before and after, more
	Lose      int64 `json:"lose"`      // 减少：eligible before and after, less
	Enter     int64 `json:"enter"`     // 新纳入：eligible only after
	Leave     int64 `json:"leave"`     // 退出：eligible only before
	Unchanged int64 `json:"unchanged"` // 不变
	// Before and After are the group's cost a month in yuan.
	Before unit.Total `json:"before_month"`
	After  unit.Total `json:"after_month"`
}

// Households is how many the group has.
func (g Group) Households() int64 { return g.Gain + g.Lose + g.Enter + g.Leave + g.Unchanged }

// Change is the group's change of cost a month, in yuan.
func (g Group) Change() unit.Total { return g.After.Sub(g.Before) }

// Year is the group's change of cost over twelve months, in yuan.
func (g Group) Year() (unit.Total, error) { return g.Change().Times(monthsPerYear) }

func (g *Group) add(before, after Award) {
	g.Before.Add(before.Amount)
	g.After.Add(after.Amount)
	was, is := before.Outcome == Eligible, after.Outcome == Eligible
	switch c := after.Amount.Cmp(before.Amount); {
	case is && !was:
		g.Enter++
	case was && !is:
		g.Leave++
	case c > 0:
		g.Gain++
	case c < 0:
		g.Lose++
	default:
		g.Unchanged++
	}
}

// CountyGroup is the group of one county.
type CountyGroup struct {
	County string `json:"county"`
	Group
}

// SizeGroup is the group of households with so many members.
type SizeGroup struct {
	Members int32 `json:"members"`
	Group
}

// Impact 影响测算 is what other parameters would do to the same households.
type Impact struct {
	All      Group         `json:"all"`
	ByCounty []CountyGroup `json:"by_county"` // in the order of names
	BySize   []SizeGroup   `json:"by_size"`   // smallest first
	// Deciles are the changes a month, from the least to the greatest: entry k
	// is the least change that at least k tenths of the households do not
	// exceed; entry 0 is the least of all, entry 10 the greatest.
	Deciles [11]unit.Money `json:"deciles"`
}

// pair is the rules of one county before and after, and whether the means have
// to be counted once or twice.
type pair struct {
	means      [2]rule.Rule[MeansPolicy, Household, Means]
	topUp      [2]rule.Rule[Standard, Means, Award]
	meansTwice bool
	err        error
}

func newPair(county string, before, after Counties) *pair {
	var f rule.Faults
	var p pair
	for i, counties := range []Counties{before, after} {
		c, ok := counties[county]
		if !ok {
			f.Add(rule.CodeMissing, "county", county, [2]rule.Text{
				{ZH: "调整前没有该县区的参数", EN: "no parameters for this county before the change"},
				{ZH: "调整后没有该县区的参数", EN: "no parameters for this county after the change"},
			}[i])
			continue
		}
		p.means[i], p.topUp[i] = CountMeans.Under(c.Means()), TopUp.Under(c.TopUp())
	}
	p.err = f.Err()
	p.meansTwice = p.means[0].Parameters() != p.means[1].Parameters()
	return &p
}

// eval gives the means (as counted before the change) and both awards.
func (p *pair) eval(h Household) (m Means, before, after Award, err error) {
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

// Compare 影响测算 runs [Benefit] over the same households under two sets of
// parameters and tells who gains, loses, enters and leaves, and what it costs:
// in all, by county and by household size. Sums are exact and cannot overflow;
// memory does not grow with the number of households.
//
// A bad case is left out and named in the [rule.RowErrors] returned, the Impact
// then holding the others: its household is refused, or one of the sets lacks its
// county ([rule.ErrMissing]). A household that stands twice counts twice.
func Compare(cases iter.Seq[Case], before, after Counties) (Impact, error) {
	pairs := map[string]*pair{}
	counties, sizes := map[string]*Group{}, map[int32]*Group{}
	changes := map[int64]int64{} // how often each change occurs, in fen
	var out Impact
	var bad rule.RowErrors
	row := -1
	for c := range cases {
		row++
		p, ok := pairs[c.County]
		if !ok {
			p = newPair(c.County, before, after)
			pairs[c.County] = p
		}
		m, was, is, err := p.eval(c.Household)
		if err != nil {
			bad = append(bad, &rule.RowError{Row: row, Err: err})
			continue
		}
		out.All.add(was, is)
		group(counties, c.County).add(was, is)
		group(sizes, m.Members).add(was, is)
		changes[is.Amount.Fen()-was.Amount.Fen()]++
	}
	for _, name := range slices.Sorted(maps.Keys(counties)) {
		out.ByCounty = append(out.ByCounty, CountyGroup{name, *counties[name]})
	}
	for _, n := range slices.Sorted(maps.Keys(sizes)) {
		out.BySize = append(out.BySize, SizeGroup{n, *sizes[n]})
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

func group[K comparable](groups map[K]*Group, key K) *Group {
	g, ok := groups[key]
	if !ok {
		g = new(Group)
		groups[key] = g
	}
	return g
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
