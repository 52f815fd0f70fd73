package planoffice

import (
	"math/big"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// PartsPolicy holds the parameter of [Parts]. The plan leaves it to those who take it apart.
type PartsPolicy struct {
	By Sharing `json:"by" zh:"分解依据" en:"shared out"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *PartsPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// County 县区 is a county, or a township of one, among which a total is shared out.
type County struct {
	// Name 县区名称 tells it from the others.
	Name string `json:"name" zh:"名称" en:"name"`
	// Order 次序 decides between equal remainders: 1 comes first. Each county has its own.
	Order int64 `json:"order" zh:"次序（余数相同时，先者先得）" en:"place in the order that decides ties" range:"[1,200]"`
	// Base 现有数 is what it has already, and keeps.
	Base int64 `json:"base" zh:"现有数" en:"has already" range:"[0,10000000]"`
	// Most 上限 is the most that it can have (capacity), not below Base; not given where there is no bound. [ByRoom]
	// needs it.
	Most rule.Given[int64] `json:"most,omitzero" zh:"上限" en:"can have at most" range:"[0,10000000]"`
	// Weight 权重 is by what the total is shared out, such as the population; [ByRoom] has none.
	Weight rule.Given[int64] `json:"weight,omitzero" zh:"权重" en:"weight" range:"[0,10000000]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a fact that is absent.
func (c *County) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Total 全市目标 is a count that a city is to reach, and the counties that make it.
type Total struct {
	Total    int64    `json:"total" zh:"全市目标" en:"the city's target" range:"[1,10000000]"`
	Counties []County `json:"counties" zh:"县区" en:"county" range:"[1,200]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a fact that is absent.
func (t *Total) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// Part 县区目标 is what a county is to have.
type Part struct {
	Name string `json:"name" zh:"名称" en:"name" step:"counties.name"`
	// Part 目标数 is what it is to have, not below what it has; More 新增数 what it lacks to that.
	Part int64 `json:"part" zh:"目标数" en:"is to have" range:"[0,)"`
	More int64 `json:"more" zh:"新增数" en:"to add" range:"[0,)"`
}

// Shared 分解结果 is the answer of [Parts].
type Shared struct {
	// Added 新增合计 is what the counties add together; Sum 目标合计 what they then have: the city's target, or more where they
	// have more already, by Surplus 已超出.
	Added   int64 `json:"added" zh:"新增合计" en:"to add in all" range:"[0,)"`
	Sum     int64 `json:"sum" zh:"目标合计" en:"then have in all" range:"[0,)"`
	Surplus int64 `json:"surplus" zh:"超出全市目标" en:"above the city's target" range:"[0,)"`
	// Counties are in the order of the facts.
	Counties []Part `json:"counties" zh:"县区" en:"county"`
}

// Parts 目标分解 takes a city's total apart for its counties: whole numbers that add up to it exactly, none below what a
// county has or above what it can have. By weights the exact parts are in proportion: a county whose proportional part
// would be below what it has is held at that (维持现有数), one whose part would be above its bound is held at the bound
// (以上限为准), and the others share out what is left, exactly in proportion to their weights. Exact parts are rounded by
// largest remainders.
//
// A city whose counties have the total already is asked for nothing. Errors: [rule.Range] for a total that the
// counties cannot hold, with how much is left over, for a county that has more than it can have, and for a number
// outside its range; [rule.Missing] for a name, a weight or, by room, a bound; [rule.Invalid] for a weight where room
// decides, and for a name with blanks around it or a character that does not show; [rule.Duplicate] for a county or a place in the order that stands twice.
var Parts = rule.MustNew(rule.Definition[PartsPolicy, Total, Shared]{
	ID: "planoffice.parts", Version: 1, Title: rule.Text{ZH: "目标按县区分解", EN: "A target taken apart for counties"},
	Basis: basis(), KernelByRef: parts,
	Never: []string{
		"any(given({counties.most}) and {counties.base} > {counties.most})", "{by} = 'room' and any(not given({counties.most}))",
		"{by} = 'room' and any(given({counties.weight}))", "{by} ≠ 'room' and any(not given({counties.weight}))",
		"{by} ≠ 'room' and sum(if({counties.weight} = 0, {counties.base}, if(given({counties.most}), {counties.most}, max({total}, {counties.base})))) < {total}",
		"{by} = 'room' and sum({counties.most}) < {total}",
	},
	Always: []string{
		"{counties.part} ≤ max({total}, {counties.base})", "{counties.part} ≥ {counties.base}", "{counties.part} ≤ {bound}",
		"{counties.part} ≤ {counties.base} + max({total} − sum({counties.base}), 0)",
		"{counties.more} ≤ max({total} − sum({counties.base}), 0)", "{added} = max({total} − sum({counties.base}), 0)",
		"{sum} = max({total}, sum({counties.base}))", "{surplus} = max(sum({counties.base}) − {total}, 0)",
	},
	Steps: []*rule.Term{&termWeight, &termMost, &termStart, &termScale, &termLevel, &termLow, &termHigh, &termHeld, &termFreeWeight, &termFreeTotal, &termExact,
		&partTerms.floor, &partTerms.rest, &partTerms.left, &partTerms.key, &partTerms.cut, &termPart, &termMore, &termAdded, &termSum, &termSurplus},
})

// The level is the share of a weight of one. In steps of one to the scale it is told apart from every level at which a
// county reaches a bound: the level is a whole number over the free weight, such a level one over the county's weight,
// and where they differ they differ by at least one over the product, which is a step or more.
var (
	termWeight = rule.Term{ID: "share", Label: rule.Text{ZH: "权重", EN: "weight"},
		Formula: "if({by} = 'room', {counties.most} − {counties.base}, {counties.weight})"}
	termMost = rule.Term{ID: "bound", Label: rule.Text{ZH: "上限", EN: "can have at most"},
		Formula: "if(given({counties.most}), {counties.most}, max({total}, {counties.base}))"}
	termStart = rule.Term{ID: "start", Label: rule.Text{ZH: "起点", EN: "begins at"}, Formula: "if({by} = 'weight', 0, {counties.base})"}
	termScale = rule.Term{ID: "scale", Label: rule.Text{ZH: "水平的细分数", EN: "steps of the level to one"}, Formula: "max(largest({share}) × sum({share}), 1)"}
	termLevel = rule.Term{ID: "level", Label: rule.Text{ZH: "水平（×细分数）", EN: "level (× the steps)"},
		Formula: "least n: sum(min(max({start} + {share} × (n ÷ {scale}), {counties.base}), {bound})) ≥ {total}"}
	termLow = rule.Term{ID: "low", Label: rule.Text{ZH: "维持现有数", EN: "held at what it has"},
		Formula: "({level} − 1) × {share} < ({counties.base} − {start}) × {scale}"}
	termHigh = rule.Term{ID: "high", Label: rule.Text{ZH: "以上限为准", EN: "held at the most it can have"},
		Formula: "{level} × {share} ≥ ({bound} − {start}) × {scale}"}
	termHeld       = rule.Term{ID: "held", Label: rule.Text{ZH: "不参与分配的数", EN: "not shared out"}, Formula: "if({low}, {counties.base}, if({high}, {bound}, {start}))"}
	termFreeWeight = rule.Term{ID: "free_weight", Label: rule.Text{ZH: "参与分配的权重合计", EN: "weights that share"}, Formula: "max(sum(if({low} or {high}, 0, {share})), 1)"}
	termFreeTotal  = rule.Term{ID: "free_total", Label: rule.Text{ZH: "可分配数", EN: "left to share out"}, Formula: "max({total} − sum({held}), 0)"}
	termExact      = rule.Term{ID: "exact", Label: rule.Text{ZH: "准确份额（×参与分配的权重合计）", EN: "exact part (× the weights that share)"},
		Formula: "{held} × {free_weight} + if({low} or {high}, 0, {free_total} × {share})"}
	partTerms   = termsOf("whole_part", "exact", "free_weight", "max({total} − sum({whole_part}), 0)")
	termPart    = rule.Term{ID: "counties.part", Label: rule.Text{ZH: "目标数", EN: "is to have"}, Formula: "{whole_part} + if({key} > {cut}, 1, 0)"}
	termMore    = rule.Term{ID: "counties.more", Label: rule.Text{ZH: "新增数", EN: "to add"}, Formula: "{counties.part} − {counties.base}"}
	termAdded   = rule.Term{ID: "added", Label: rule.Text{ZH: "新增合计", EN: "to add in all"}, Formula: "sum({counties.more})"}
	termSum     = rule.Term{ID: "sum", Label: rule.Text{ZH: "目标合计", EN: "then have in all"}, Formula: "sum({counties.part})"}
	termSurplus = rule.Term{ID: "surplus", Label: rule.Text{ZH: "超出全市目标", EN: "above the city's target"}, Formula: "{sum} − {total}"}
)

func itoa(i int) string { return strconv.Itoa(i) }

// weighed is a county with what the sharing out needs.
type weighed struct {
	base, weight, bound, start int64
	low, high                  bool // held there, and not sharing
}

func parts(p *PartsPolicy, in *Total, t *rule.Trace) (Shared, error) {
	if in.Total < 1 || in.Total > MaxThings || len(in.Counties) < 1 || len(in.Counties) > MaxCounties {
		return Shared{}, rule.Refused
	}
	counties, err := in.weigh(p.By)
	if err != nil {
		return Shared{}, err
	}
	if err := in.holds(counties); err != nil {
		return Shared{}, err
	}
	level := fill(counties, in.Total)
	free := share{rest: in.Total}
	for i := range counties {
		c := &counties[i]
		c.hold(level)
		free.rest -= c.held()
		if !c.low && !c.high {
			free.weights += c.weight
		}
	}
	free = share{max(free.rest, 0), max(free.weights, 1)}
	exacts := make([]exact, len(counties))
	for i := range counties {
		c := &counties[i]
		exacts[i].of = c.held() * free.weights
		if !c.low && !c.high {
			exacts[i].of += free.rest * c.weight
		}
	}
	left, cut := shareOut(exacts, free.weights, in.Total, func(i int) int64 { return in.Counties[i].Order })
	out := Shared{Counties: make([]Part, len(counties))}
	for i := range exacts {
		out.Counties[i] = Part{Name: in.Counties[i].Name, Part: exacts[i].gets, More: exacts[i].gets - counties[i].base}
		out.Added += out.Counties[i].More
		out.Sum += exacts[i].gets
	}
	out.Surplus = out.Sum - in.Total
	if t.On() {
		traceParts(t, counties, exacts, &out, level, free, [...]int64{left, cut})
	}
	return out, nil
}

// share is what counties share out by their weights. Rest over weights is the level: what a weight of one has.
type share struct{ rest, weights int64 }

// fill gives the least level at which the counties' parts come to the total; 0 if what they have does.
//
// All share, and those that this takes beyond a bound are held there: only those below what they have if that takes
// more than the others' bounds give back, since the level is then too high, and otherwise only those above. The
// others share what is left, and so on, until all keep their bounds. What there is is below the total here, so that no
// number is above twice the total times the weights of all, 4 × 10^16.
func fill(counties []weighed, total int64) share {
	free := share{rest: total}
	for i := range counties {
		c := &counties[i]
		total -= c.base
		if c.weight == 0 {
			free.rest -= c.base
			c.low = true
			continue
		}
		free.rest -= c.start
		free.weights += c.weight
	}
	for total > 0 {
		below, above := int64(0), int64(0)
		for i := range counties {
			if c := &counties[i]; !c.low && !c.high {
				x := c.start*free.weights + free.rest*c.weight
				below += max(c.base*free.weights-x, 0)
				above += max(x-c.bound*free.weights, 0)
			}
		}
		if below == 0 && above == 0 {
			return free
		}
		at := free
		for i := range counties {
			c := &counties[i]
			if c.low || c.high {
				continue
			}
			x := c.start*at.weights + at.rest*c.weight
			c.low = below >= above && x < c.base*at.weights
			c.high = below < above && x > c.bound*at.weights
			if c.low || c.high {
				free.rest -= c.held() - c.start
				free.weights -= c.weight
			}
		}
	}
	return share{0, 1}
}

// hold says where the county is held at a level.
func (c *weighed) hold(level share) {
	x := level.rest * c.weight
	c.low = x <= (c.base-c.start)*level.weights && (c.weight > 0 || c.base > c.start)
	c.high = x >= (c.bound-c.start)*level.weights
}

// held is what the county has apart from what is shared out.
func (c *weighed) held() int64 {
	switch {
	case c.low:
		return c.base
	case c.high:
		return c.bound
	}
	return c.start
}

// weigh reads the counties, or says what is wrong with them.
func (in *Total) weigh(by Sharing) ([]weighed, error) {
	var f rule.Errors
	out := make([]weighed, len(in.Counties))
	for i := range in.Counties {
		c := &in.Counties[i]
		most, bounded := c.Most.Get()
		weight, given := c.Weight.Get()
		if min(c.Base, most, weight) < 0 || max(c.Base, most, weight) > MaxThings {
			return nil, rule.Refused
		}
		at := "counties[" + itoa(i) + "]."
		switch {
		case bounded && c.Base > most:
			f.Add(rule.Range, at+"base", strconv.FormatInt(c.Base, 10), rule.Text{
				ZH: "现有数已大于上限" + strconv.FormatInt(most, 10) + "，请核对", EN: "is above the most that it can have, " + strconv.FormatInt(most, 10) + ": look into both"})
		case by == ByRoom && !bounded:
			f.Add(rule.Missing, at+"most", "", rule.Text{ZH: "未提供：按余地分解，须知各县区的上限", EN: "not given: by room, each county's bound must be known"})
		case by == ByRoom && given:
			f.Add(rule.Invalid, at+"weight", strconv.FormatInt(weight, 10), rule.Text{ZH: "按余地分解不用权重，请去掉，或改为按权重", EN: "by room there are no weights: leave it out, or share out by weights"})
		case by != ByRoom && !given:
			f.Add(rule.Missing, at+"weight", "", rule.Text{ZH: "未提供：按权重分解，须给出各县区的权重", EN: "not given: by weights, each county must have one"})
		}
		out[i] = weighed{base: c.Base, weight: weight, bound: most}
		if !bounded {
			out[i].bound = max(in.Total, c.Base)
		}
		if by == ByRoom {
			out[i].weight = most - c.Base
		}
		if by != ByWeight {
			out[i].start = c.Base
		}
	}
	err := named(len(in.Counties), func(i int) string { return in.Counties[i].Name }, func(i int) int64 { return in.Counties[i].Order })
	if err == rule.Refused {
		return nil, err
	}
	f.Wrap("", err)
	return out, f.Err()
}

// holds refuses a total for which the counties have no room.
func (in *Total) holds(counties []weighed) error {
	room := int64(0)
	for i := range counties {
		if c := &counties[i]; c.weight > 0 {
			room += c.bound
		} else {
			room += c.base
		}
	}
	if room >= in.Total {
		return nil
	}
	over := strconv.FormatInt(in.Total-room, 10)
	var f rule.Errors
	f.Add(rule.Range, "total", strconv.FormatInt(in.Total, 10), rule.Text{
		ZH: "各县区至多合计" + strconv.FormatInt(room, 10) + "，还有" + over + "无处安排：请提高上限，或给无权重的县区以权重",
		EN: "the counties can have " + strconv.FormatInt(room, 10) + " together, and " + over + " cannot be placed: raise a bound, or give a county without weight some"})
	return f.Err()
}

func traceParts(t *rule.Trace, counties []weighed, exacts []exact, out *Shared, level, free share, last [2]int64) {
	weights, largest := int64(0), int64(0)
	for i := range counties {
		c := &counties[i]
		t.Item(i)
		t.Count(&termWeight, c.weight)
		t.Count(&termMost, c.bound)
		t.Count(&termStart, c.start)
		weights, largest = weights+c.weight, max(largest, c.weight)
	}
	scale := max(largest*weights, 1)
	t.Item(-1)
	t.Count(&termScale, scale)
	t.Value(&termLevel, level.steps(scale))
	for i := range counties {
		c := &counties[i]
		t.Item(i)
		t.Flag(&termLow, c.low)
		t.Flag(&termHigh, c.high)
		t.Count(&termHeld, c.held())
	}
	t.Item(-1)
	t.Count(&termFreeWeight, free.weights)
	t.Count(&termFreeTotal, free.rest)
	for i := range exacts {
		t.Item(i)
		t.Count(&termExact, exacts[i].of)
	}
	partTerms.trace(t, exacts, last[0], last[1])
	for i := range out.Counties {
		t.Item(i)
		t.Count(&termPart, out.Counties[i].Part)
		t.Count(&termMore, out.Counties[i].More)
	}
	t.Item(-1)
	t.Count(&termAdded, out.Added)
	t.Count(&termSum, out.Sum)
	t.Count(&termSurplus, out.Surplus)
}

// steps is the level in steps, so many to one, rounded up: of great weights beyond 63 bits.
func (s share) steps(scale int64) *big.Int {
	n := new(big.Int).Mul(big.NewInt(s.rest), big.NewInt(scale))
	n.Add(n, big.NewInt(s.weights-1))
	return n.Quo(n, big.NewInt(s.weights))
}
