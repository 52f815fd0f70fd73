package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Reading 口径 says whose consumption the allowance standard is a share of. The
// plan gives two readings that contradict each other; the zero Reading is
// refused.
type Reading uint8

// The readings.
const (
	AllResidents   Reading = iota + 1 // 全体居民，三(一)4
	UrbanResidents                    // 城镇居民，T2.1
)

// BandPolicy holds the parameters of [AllowanceBand] and [AllowanceStandard].
// Take one of the plan's two readings, [OfAllResidents] or [OfUrbanResidents].
type BandPolicy struct {
	// Reading says whose consumption counts.
	Reading Reading `json:"reading" zh:"口径" en:"reading"`
	// Floor and Ceiling are the shares of that consumption; above zero, not
	// above 100 %, the floor not above the ceiling.
	Floor   unit.Rate `json:"floor" zh:"下限比例" en:"floor share"`
	Ceiling unit.Rate `json:"ceiling" zh:"上限比例" en:"ceiling share"`
	// FloorRounding and CeilingRounding turn the exact bounds into amounts that
	// can be published; unset means up to the fen for the floor and down to the
	// fen for the ceiling, so that both amounts lie within the band.
	FloorRounding   unit.Rounding `json:"floor_rounding,omitzero" zh:"下限取整" en:"floor rounding"`
	CeilingRounding unit.Rounding `json:"ceiling_rounding,omitzero" zh:"上限取整" en:"ceiling rounding"`
}

// OfAllResidents is the default reading: 30 % to 35 % of all residents'
// consumption in the year before (三(一)4). It is the default because the text
// sets it for the end of the plan's term and for the whole city's one standard,
// urban and rural, whose base can then only be all residents.
func OfAllResidents() BandPolicy {
	return BandPolicy{Reading: AllResidents, Floor: unit.Percent(30), Ceiling: unit.Percent(35)}
}

// OfUrbanResidents is the other reading: 28 % to 35 % of urban residents'
// consumption in the year before (T2.1).
func OfUrbanResidents() BandPolicy {
	return BandPolicy{Reading: UrbanResidents, Floor: unit.Percent(28), Ceiling: unit.Percent(35)}
}

// Consumption 上年度人均消费支出 holds last year's consumption a person and year,
// in yuan, from the statistics office; above zero. Only the figure that the
// reading asks for must be given.
type Consumption struct {
	// AllResidents 全体居民人均消费支出.
	AllResidents rule.Given[unit.Money] `json:"all_residents,omitzero" zh:"全体居民上年度人均消费支出（元/年）" en:"consumption of all residents (yuan a person and year)"`
	// UrbanResidents 城镇居民人均消费支出.
	UrbanResidents rule.Given[unit.Money] `json:"urban_residents,omitzero" zh:"城镇居民上年度人均消费支出（元/年）" en:"consumption of urban residents (yuan a person and year)"`
}

// Band 区间 is where a monthly allowance standard must lie, both ends included,
// in yuan a person and month.
type Band struct {
	Floor   unit.Money `json:"floor" zh:"下限（元/月）" en:"floor (yuan a month)"`
	Ceiling unit.Money `json:"ceiling" zh:"上限（元/月）" en:"ceiling (yuan a month)"`
}

// AllowanceBand 低保标准区间 gives the band in which the monthly allowance standard
// must lie, from last year's consumption: a share of it, over twelve months. The
// default is [OfAllResidents].
//
// Errors: [rule.ErrMissing] if the consumption that the reading asks for is not
// given, [rule.ErrRange] if it is not above zero or if rounding leaves no
// amount in the band.
var AllowanceBand = rule.MustNew(rule.Definition[BandPolicy, Consumption, Band]{
	ID: "assistance.allowance-band", Version: 1,
	Title:    rule.Text{ZH: "最低生活保障标准区间", EN: "Band of the allowance standard"},
	Basis:    []rule.Clause{clauseAllResidents, clauseUrbanResidents},
	Defaults: new(OfAllResidents()),
	Check:    checkBand, Kernel: allowanceBand,
})

// StandardFact is a monthly standard to check, with the consumption to hold it
// against.
type StandardFact struct {
	// Standard 最低生活保障标准 in yuan a person and month; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/月）" en:"allowance standard (yuan a month)"`
	// Consumption is last year's.
	Consumption Consumption `json:"consumption" zh:"~" en:"~"`
}

// StandardFinding is the answer of [AllowanceStandard]. Shortfall is by how many
// yuan a month the standard must rise to the floor.
type StandardFinding struct {
	rule.Finding[unit.Money, Band, unit.Money]
	// Excess 超出 is by how many yuan a month the standard lies above the
	// ceiling; 0.00 if it does not.
	Excess unit.Money `json:"excess" zh:"超出上限（元/月）" en:"above the ceiling by (yuan a month)"`
}

// AllowanceStandard 低保标准检查 checks a monthly standard against the band. It is
// compared with the exact bounds, before any rounding. Parameters and errors
// are those of [AllowanceBand].
var AllowanceStandard = rule.MustNew(rule.Definition[BandPolicy, StandardFact, StandardFinding]{
	ID: "assistance.allowance-standard", Version: 1,
	Title:    rule.Text{ZH: "最低生活保障标准检查", EN: "Check of the allowance standard"},
	Basis:    []rule.Clause{clauseAllResidents, clauseUrbanResidents},
	Defaults: new(OfAllResidents()),
	Check:    checkBand, Kernel: allowanceStandard,
})

const monthsPerYear = 12

var (
	clauseAllResidents   = seeds.MustQuote("三(一)4", "上年度全体居民人均消费性支出的30%-35%")
	clauseUrbanResidents = seeds.MustQuote("T2.1", "28，35")
)

var (
	termConsumptionAll = rule.Term{ID: "consumption", Clause: clauseAllResidents,
		Label: rule.Text{ZH: "全体居民上年度人均消费支出", EN: "consumption of all residents, a person and year"}}
	termConsumptionUrban = rule.Term{ID: "consumption", Clause: clauseUrbanResidents,
		Label: rule.Text{ZH: "城镇居民上年度人均消费支出", EN: "consumption of urban residents, a person and year"}}
	termReading      = rule.Term{ID: "reading", Label: rule.Text{ZH: "口径", EN: "reading"}}
	termFloorShare   = rule.Term{ID: "floor_share", Label: rule.Text{ZH: "下限比例", EN: "floor share"}}
	termCeilingShare = rule.Term{ID: "ceiling_share", Label: rule.Text{ZH: "上限比例", EN: "ceiling share"}}
	termFloorExact   = rule.Term{ID: "floor_exact", Label: rule.Text{ZH: "下限（取整前）", EN: "floor before rounding"},
		Formula: "{consumption} × {floor_share} ÷ 12"}
	termCeilingExact = rule.Term{ID: "ceiling_exact", Label: rule.Text{ZH: "上限（取整前）", EN: "ceiling before rounding"},
		Formula: "{consumption} × {ceiling_share} ÷ 12"}
	termFloorRounding   = rule.Term{ID: "floor_rounding", Label: rule.Text{ZH: "下限取整", EN: "floor rounding"}}
	termCeilingRounding = rule.Term{ID: "ceiling_rounding", Label: rule.Text{ZH: "上限取整", EN: "ceiling rounding"}}
	termFloor           = rule.Term{ID: "floor", Label: rule.Text{ZH: "下限", EN: "floor"}, Formula: "round({floor_exact}, {floor_rounding})"}
	termCeil            = rule.Term{ID: "ceiling", Label: rule.Text{ZH: "上限", EN: "ceiling"}, Formula: "round({ceiling_exact}, {ceiling_rounding})"}
	termChecked         = rule.Term{ID: "standard", Label: rule.Text{ZH: "低保标准", EN: "allowance standard"}}
	termBelow           = rule.Term{ID: "below_floor", Label: rule.Text{ZH: "低于下限", EN: "below the floor"}, Formula: "{standard} < {floor_exact}"}
	termAbove           = rule.Term{ID: "above_ceiling", Label: rule.Text{ZH: "高于上限", EN: "above the ceiling"}, Formula: "{standard} > {ceiling_exact}"}
)

func checkBand(p BandPolicy) (BandPolicy, error) {
	var f rule.Faults
	switch {
	case p.Reading == 0:
		f.Missing("reading")
	case p.Reading > UrbanResidents:
		f.Add(rule.CodeInvalid, "reading", strconv.Itoa(int(p.Reading)), rule.NoSuchChoice)
	}
	f.ShareRate("floor", p.Floor)
	f.ShareRate("ceiling", p.Ceiling)
	if f.Err() == nil && p.Floor.Cmp(p.Ceiling) > 0 {
		f.Add(rule.CodeRange, "floor", p.Floor.String(), rule.Text{
			ZH: "不得高于上限" + p.Ceiling.String(), EN: "must not be above the ceiling of " + p.Ceiling.String()})
	}
	f.Rounding("floor_rounding", p.FloorRounding)
	f.Rounding("ceiling_rounding", p.CeilingRounding)
	if p.FloorRounding == 0 {
		p.FloorRounding = unit.UpToFen
	}
	if p.CeilingRounding == 0 {
		p.CeilingRounding = unit.DownToFen
	}
	return p, f.Err()
}

// exactBand is the band before rounding.
func exactBand(p *BandPolicy, c Consumption, t *rule.Trace) (floor, ceiling unit.Exact, err error) {
	given, term, field := c.AllResidents, &termConsumptionAll, "all_residents"
	if p.Reading == UrbanResidents {
		given, term, field = c.UrbanResidents, &termConsumptionUrban, "urban_residents"
	}
	year, ok := given.Value()
	if !ok || year.Sign() <= 0 {
		return floor, ceiling, consumptionFault(field, year, ok)
	}
	if floor, err = year.Times(p.Floor).Div(monthsPerYear); err != nil {
		return floor, ceiling, err
	}
	if ceiling, err = year.Times(p.Ceiling).Div(monthsPerYear); err != nil {
		return floor, ceiling, err
	}
	if t.On() {
		t.Choice(&termReading, p.Reading.String(), p.Reading.Label())
	}
	t.Money(term, year)
	t.Rate(&termFloorShare, p.Floor)
	t.Exact(&termFloorExact, floor)
	t.Rate(&termCeilingShare, p.Ceiling)
	t.Exact(&termCeilingExact, ceiling)
	return floor, ceiling, nil
}

func consumptionFault(field string, m unit.Money, given bool) error {
	var f rule.Faults
	if !given {
		f.Missing(field)
	} else {
		f.Add(rule.CodeRange, field, m.String(), rule.Positive)
	}
	return f.Err()
}

// rounded publishes the exact bounds.
func rounded(p *BandPolicy, floor, ceiling unit.Exact, t *rule.Trace) (Band, error) {
	var b Band
	var err error
	if b.Floor, err = floor.Round(p.FloorRounding); err != nil {
		return Band{}, err
	}
	if b.Ceiling, err = ceiling.Round(p.CeilingRounding); err != nil {
		return Band{}, err
	}
	if b.Floor.Cmp(b.Ceiling) > 0 {
		var f rule.Faults
		f.Add(rule.CodeRange, "floor", b.Floor.String(), rule.Text{
			ZH: "取整后区间内没有可用的金额（上限" + b.Ceiling.String() + "）",
			EN: "rounding leaves no amount in the band (ceiling " + b.Ceiling.String() + ")"})
		return Band{}, f.Err()
	}
	t.Rounding(&termFloorRounding, p.FloorRounding)
	t.Money(&termFloor, b.Floor)
	t.Rounding(&termCeilingRounding, p.CeilingRounding)
	t.Money(&termCeil, b.Ceiling)
	return b, nil
}

func allowanceBand(p *BandPolicy, c Consumption, t *rule.Trace) (Band, error) {
	floor, ceiling, err := exactBand(p, c, t)
	if err != nil {
		return Band{}, err
	}
	return rounded(p, floor, ceiling, t)
}

func allowanceStandard(p *BandPolicy, in StandardFact, t *rule.Trace) (StandardFinding, error) {
	var out StandardFinding
	floor, ceiling, err := exactBand(p, in.Consumption, t)
	if err != nil || in.Standard.Sign() <= 0 {
		return out, standardFaults(in, err)
	}
	if out.Required, err = rounded(p, floor, ceiling, t); err != nil {
		return out, err
	}
	below, above := floor.CmpMoney(in.Standard) > 0, ceiling.CmpMoney(in.Standard) < 0
	t.Money(&termChecked, in.Standard)
	t.Flag(&termBelow, below)
	t.Flag(&termAbove, above)
	out.Actual = in.Standard
	out.Met = !below && !above
	if below {
		out.Shortfall, err = out.Required.Floor.Sub(in.Standard)
	}
	if above {
		out.Excess, err = in.Standard.Sub(out.Required.Ceiling)
	}
	return out, err
}

func standardFaults(in StandardFact, err error) error {
	var f rule.Faults
	f.PositiveMoney("standard", in.Standard)
	for _, e := range rule.AllErrors(err) {
		f.Add(e.Code, "consumption."+e.Field, e.Value, e.Reason)
	}
	return f.Err()
}
