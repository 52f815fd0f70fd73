package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Shares 比例区间 is the part of a consumption that a standard must come to.
type Shares struct {
	// Floor and Ceiling are shares of a year's consumption; above zero, at most
	// 100 %, the floor not above the ceiling.
	Floor   unit.Rate `json:"floor" zh:"下限" en:"floor" range:"(0,100%]"`
	Ceiling unit.Rate `json:"ceiling" zh:"上限" en:"ceiling" range:"(0,100%]"`
	// FloorOnly 只设下限 leaves the ceiling out of account: the other reading of
	// 不低于 before an interval.
	FloorOnly bool `json:"floor_only" zh:"只设下限" en:"a floor only"`
}

// BandPolicy holds the parameters of [AllowanceBand] and [AllowanceStandardCheck]. The
// defaults are the plan's two clauses as intervals; [NotBelow] is the other reading.
type BandPolicy struct {
	// Urban is of urban residents' consumption: 28 % to 35 % (T2.1, 约束性).
	Urban Shares `json:"urban_share" zh:"占城镇居民人均消费支出比例" en:"share of urban residents' consumption"`
	// AllResidents is of all residents' consumption: 30 % to 35 % (三(一)4).
	AllResidents Shares `json:"all_residents_share" zh:"占全体居民人均消费支出比例" en:"share of all residents' consumption"`
	// FloorRounding and CeilingRounding turn the exact bounds into amounts that
	// can be published; unset means to the fen. A floor is only rounded up, a
	// ceiling only down, so that what is published lies within the band.
	FloorRounding   unit.Rounding `json:"floor_rounding,omitzero" zh:"下限取整" en:"floor rounding" oneof:"up/fen up/jiao up/yuan" default:"up/fen"`
	CeilingRounding unit.Rounding `json:"ceiling_rounding,omitzero" zh:"上限取整" en:"ceiling rounding" oneof:"down/fen down/jiao down/yuan" default:"down/fen"`
	// Due 到期年份 is the year at whose end the standard must lie in the band; 0 keeps the plan's 2025.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *Shares) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *BandPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Intervals is the default reading: both clauses set a floor and a ceiling.
func Intervals() BandPolicy {
	low, high := seeds.Row2(1).Band()
	return BandPolicy{
		Urban:         Shares{Floor: low, Ceiling: high},
		AllResidents:  Shares{Floor: seeds.MustFigure("allowance-floor").Rate(), Ceiling: seeds.MustFigure("allowance-ceiling").Rate()},
		FloorRounding: unit.UpToFen, CeilingRounding: unit.DownToFen, Due: figureBandYear.Year(),
	}
}

// NotBelow is the other reading of 三(一)4: what is 不低于 (not below) 30 % to 35 % of
// all residents' consumption has no ceiling. T2.1 stays an interval.
func NotBelow() BandPolicy {
	p := Intervals()
	p.AllResidents.FloorOnly = true
	return p
}

// Consumption 上年度人均消费支出 holds last year's consumption a person and year,
// in yuan, from the statistics office; above zero. At least one of the two figures
// must be given; a clause whose figure is not given is not answered for.
type Consumption struct {
	// UrbanResidents 城镇居民人均消费支出.
	UrbanResidents rule.Given[unit.Money] `json:"urban_residents,omitzero" zh:"城镇居民上年度人均消费支出（元/年）" en:"consumption of urban residents (yuan a person and year)" range:"(0,)"`
	// AllResidents 全体居民人均消费支出.
	AllResidents rule.Given[unit.Money] `json:"all_residents,omitzero" zh:"全体居民上年度人均消费支出（元/年）" en:"consumption of all residents (yuan a person and year)" range:"(0,)"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Consumption) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Band 区间 is where a monthly allowance standard must lie, both ends included,
// in yuan a person and month.
type Band struct {
	Floor unit.Money `json:"floor" zh:"下限（元/月）" en:"floor (yuan a month)" range:"[0,)"`
	// Ceiling is not given where the clause is read as a floor only.
	Ceiling rule.Given[unit.Money] `json:"ceiling,omitzero" zh:"上限（元/月）" en:"ceiling (yuan a month)" range:"[0,)"`
}

// Bands 低保标准区间 holds the band of each clause whose consumption was given.
type Bands struct {
	// Urban is that of T2.1, the binding indicator (约束性指标).
	Urban rule.Given[Band] `json:"urban,omitzero" zh:"按城镇居民消费支出（约束性指标）" en:"by urban residents' consumption (binding)"`
	// AllResidents is that of 三(一)4.
	AllResidents rule.Given[Band] `json:"all_residents,omitzero" zh:"按全体居民消费支出" en:"by all residents' consumption"`
}

// AllowanceBand 低保标准区间 gives the bands in which the monthly allowance standard
// must lie, from last year's consumption: a share of it, over twelve months. There are
// two, side by side: 28 % to 35 % of urban residents' consumption (T2.1, binding), and
// 30 % to 35 % of all residents' (三(一)4). Both are targets for the end of 2025, which is a parameter; the
// rule takes no year, and before that none is missed.
//
// Errors: [rule.Missing] if no consumption is given, [rule.Range] if one is not above
// zero or if rounding leaves no amount in a band.
var AllowanceBand = rule.MustNew(rule.Definition[BandPolicy, Consumption, Bands]{
	ID: "assistance.allowance-band", Version: 1,
	Title: rule.Text{ZH: "最低生活保障标准区间", EN: "Band of the allowance standard"},
	Basis: bandBasis, Defaults: new(Intervals()), Sources: bandSources, Check: checkBand,
	Steps: append(bandTerms[0].list(), bandTerms[1].list()...),
	Gaps: []string{"urban_residents", "all_residents", "urban_share.floor", "urban_share.ceiling", "all_residents_share.floor",
		"all_residents_share.ceiling"}, // where rounding takes the floor above the ceiling
	Never:  neverBand("urban_residents", "all_residents"),
	Stands: standBands("urban_residents", "all_residents"), Kernel: allowanceBand,
})

const monthsPerYear = 12

// neverBand says what no band is given for: no consumption at all, and one of which rounding leaves no amount between floor and ceiling.
func neverBand(urban, all string) []string {
	out := []string{"not given({" + urban + "}) and not given({" + all + "})"}
	for i, consumption := range [...]string{urban, all} {
		of := func(end string) string {
			return "round({" + consumption + "} × {" + shareNames[i] + "." + end + "} ÷ 12, {" + end + "_rounding})"
		}
		out = append(out, "not {"+shareNames[i]+".floor_only} and "+of("floor")+" > "+of("ceiling"))
	}
	return out
}

// standBands says which bands there are: of each clause whose consumption is given, with a ceiling unless it is read as a floor only.
func standBands(urban, all string) map[string]string {
	return map[string]string{
		"urban": "given({" + urban + "})", "urban.ceiling": "not {" + shareNames[0] + ".floor_only}",
		"all_residents": "given({" + all + "})", "all_residents.ceiling": "not {" + shareNames[1] + ".floor_only}",
	}
}

// shareNames are the parameters of both clauses.
var shareNames = [2]string{"urban_share", "all_residents_share"}

var (
	clauseUrban        = seeds.Row2(1).Cited()
	clauseAllResidents = seeds.MustFigure("allowance-floor").Clause
	figureBandYear     = seeds.MustFigure("allowance-year")

	bandBasis   = []rule.Clause{clauseUrban, clauseAllResidents}
	bandSources = []rule.Source{
		{Path: "urban_share.floor", Clause: clauseUrban},
		{Path: "urban_share.ceiling", Clause: clauseUrban},
		{Path: "urban_share.floor_only", Clause: clauseUrban},
		{Path: "all_residents_share.floor", Clause: clauseAllResidents},
		{Path: "all_residents_share.ceiling", Clause: clauseAllResidents},
		{Path: "all_residents_share.floor_only", Clause: clauseAllResidents},
		{Path: "all_residents_share.floor_only", Clause: clauseAllResidents, Value: "true"},
		{Path: "due", Clause: figureBandYear.Clause},
	}
)

// boundTerms are the steps to the band of one clause.
type boundTerms struct {
	floorExact, ceilingExact, floor, ceiling rule.Term
}

var bandTerms = [2]*boundTerms{
	newBoundTerms("urban", "{urban_residents}", ofUrban, clauseUrban),
	newBoundTerms("all_residents", "{all_residents}", ofAll, clauseAllResidents),
}

var (
	ofUrban = rule.Text{ZH: "按城镇居民：", EN: "by urban residents: "}
	ofAll   = rule.Text{ZH: "按全体居民：", EN: "by all residents: "}
)

// newBoundTerms names the steps of a clause: its place in the answer, the consumption that it
// is of, in words, and the clause.
func newBoundTerms(at, consumption string, of rule.Text, c rule.Clause) *boundTerms {
	label := func(zh, en string) rule.Text { return rule.Text{ZH: of.ZH + zh, EN: of.EN + en} }
	return &boundTerms{
		floorExact: rule.Term{ID: at + ".floor_exact", Label: label("下限（取整前）", "floor before rounding"),
			Formula: consumption + " × {" + at + "_share.floor} ÷ 12", Clause: c},
		ceilingExact: rule.Term{ID: at + ".ceiling_exact", Label: label("上限（取整前）", "ceiling before rounding"),
			Formula: consumption + " × {" + at + "_share.ceiling} ÷ 12", Clause: c},
		floor: rule.Term{ID: at + ".floor", Label: label("下限", "floor"),
			Formula: "round({" + at + ".floor_exact}, {floor_rounding})"},
		ceiling: rule.Term{ID: at + ".ceiling", Label: label("上限", "ceiling"),
			Formula: "round({" + at + ".ceiling_exact}, {ceiling_rounding})"},
	}
}

func (k *boundTerms) list() []*rule.Term {
	return []*rule.Term{&k.floorExact, &k.ceilingExact, &k.floor, &k.ceiling}
}

func checkBand(p BandPolicy) (BandPolicy, error) {
	if p.Due == 0 {
		p.Due = figureBandYear.Year()
	}
	var f rule.Errors
	for i, at := range [...]string{"urban_share.floor", "all_residents_share.floor"} {
		if s := p.shares(i); !s.FloorOnly && s.Floor.Cmp(s.Ceiling) > 0 {
			f.Add(rule.Range, at, s.Floor.String(), rule.Text{
				ZH: "不得高于上限" + s.Ceiling.String(), EN: "must not be above the ceiling of " + s.Ceiling.String()})
		}
	}
	return p, f.Err()
}

// exactBand is a band before and after rounding.
type exactBand struct {
	floor, ceiling unit.Exact
	Band
}

// bandOf computes the band of one clause.
func bandOf(s *Shares, p *BandPolicy, year unit.Money, k *boundTerms, t *rule.Trace) (b exactBand, err error) {
	if b.floor, err = year.Times(s.Floor).Div(monthsPerYear); err != nil {
		return b, err
	}
	if b.Floor, err = b.floor.Round(p.FloorRounding); err != nil {
		return b, err
	}
	t.Exact(&k.floorExact, b.floor)
	if !s.FloorOnly {
		if b.ceiling, err = year.Times(s.Ceiling).Div(monthsPerYear); err != nil {
			return b, err
		}
		ceiling, err := b.ceiling.Round(p.CeilingRounding)
		if err != nil {
			return b, err
		}
		if b.Floor.Cmp(ceiling) > 0 {
			return b, noAmount(p, b.Floor, ceiling)
		}
		b.Ceiling = rule.Give(ceiling)
		t.Exact(&k.ceilingExact, b.ceiling)
		t.Money(&k.floor, b.Floor)
		t.Money(&k.ceiling, ceiling)
		return b, nil
	}
	t.Money(&k.floor, b.Floor)
	return b, nil
}

func noAmount(p *BandPolicy, floor, ceiling unit.Money) error {
	var f rule.Errors
	f.AddTo(rule.OfParameters, rule.Range, "floor_rounding", p.FloorRounding.String(), rule.Text{
		ZH: "取整后下限" + floor.String() + "高于上限" + ceiling.String() + "，区间内没有可用的金额：请取整到更小的单位，并核对消费支出是否为全年数",
		EN: "rounding takes the floor to " + floor.String() + ", above the ceiling of " + ceiling.String() + ", and leaves no amount: round to a smaller unit, and see that the consumption is a whole year's"})
	return f.Err()
}

// years gives the two figures of consumption; it refuses where there is none, or one that
// is not above zero.
func (c *Consumption) years(path string) (years [2]rule.Given[unit.Money], err error) {
	urban, hasUrban := c.UrbanResidents.Get()
	all, hasAll := c.AllResidents.Get()
	switch {
	case !hasUrban && !hasAll:
		var f rule.Errors
		f.Add(rule.Missing, path+"urban_residents", "", rule.Text{
			ZH: "未提供；城镇居民、全体居民的人均消费支出至少提供一项",
			EN: "not given; give the consumption of urban residents, of all residents, or both"})
		return years, f.Err()
	case hasUrban && urban.Sign() <= 0, hasAll && all.Sign() <= 0:
		return years, rule.Refused
	}
	return [2]rule.Given[unit.Money]{c.UrbanResidents, c.AllResidents}, nil
}

func (p *BandPolicy) shares(i int) *Shares {
	if i == 0 {
		return &p.Urban
	}
	return &p.AllResidents
}

func allowanceBand(p *BandPolicy, c Consumption, t *rule.Trace) (Bands, error) {
	years, err := c.years("")
	if err != nil {
		return Bands{}, err
	}
	var out [2]rule.Given[Band]
	for i, given := range years {
		year, ok := given.Get()
		if !ok {
			continue
		}
		b, err := bandOf(p.shares(i), p, year, bandTerms[i], t)
		if err != nil {
			return Bands{}, err
		}
		out[i] = rule.Give(b.Band)
	}
	return Bands{Urban: out[0], AllResidents: out[1]}, nil
}
