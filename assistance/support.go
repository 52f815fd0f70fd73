package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Bound 决定下限 says which of two lower bounds decided a standard: the higher
// one. The zero Bound belongs to no answer.
type Bound uint8

// The bounds.
const (
	ByMultiple    Bound = iota + 1 // 按低保标准倍数
	ByConsumption                  // 按人均消费支出比例
	ByBoth                         // 两者相等
)

// SupportPolicy holds the parameters of [ExtremePovertySupport]. The plan's are
// 1.3 times the allowance standard and 60 % of consumption (T2.2).
type SupportPolicy struct {
	// Multiple is of the allowance standard; above zero.
	Multiple unit.Rate `json:"multiple" zh:"低保标准倍数" en:"multiple of the allowance standard"`
	// Share is of last year's consumption; above zero, at most 100 %.
	Share unit.Rate `json:"share" zh:"消费支出比例" en:"share of consumption"`
	// Rounding rounds the higher bound; unset means [unit.UpToFen].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding"`
}

// SupportFact holds what [ExtremePovertySupport] asks for.
type SupportFact struct {
	// Allowance 最低生活保障标准 in yuan a person and month; above zero.
	Allowance unit.Money `json:"allowance" zh:"低保标准（元/月）" en:"allowance standard (yuan a month)"`
	// Consumption 上年度人均消费支出 in yuan a person and year; above zero. It is
	// the urban figure for an urban standard, the rural for a rural one.
	Consumption unit.Money `json:"consumption" zh:"上年度人均消费支出（元/年）" en:"consumption (yuan a person and year)"`
}

// Support 特困人员基本生活标准 is the lowest standard that both bounds allow.
type Support struct {
	// Standard is in yuan a person and month.
	Standard unit.Money `json:"standard" zh:"基本生活标准（元/月）" en:"basic living standard (yuan a month)"`
	// DecidedBy is the bound that is higher.
	DecidedBy Bound `json:"decided_by" zh:"决定下限" en:"decided by"`
}

// ExtremePovertySupport 特困人员基本生活标准 gives the least basic living standard
// of extreme-poverty support: 1.3 times the allowance standard or 60 % of last
// year's consumption, whichever is higher (T2.2). The bounds are compared
// exactly and the higher one is rounded.
//
// Errors: [rule.ErrRange] for an amount that is not above zero,
// [rule.ErrMissing] for one that is 0.00, as a field left out is.
var ExtremePovertySupport = rule.MustNew(rule.Definition[SupportPolicy, SupportFact, Support]{
	ID: "assistance.extreme-poverty-support", Version: 1,
	Title: rule.Text{ZH: "特困人员基本生活标准", EN: "Basic living standard of extreme-poverty support"},
	Basis: []rule.Clause{clauseMultiple, clauseShare, clauseSupportText},
	Defaults: &SupportPolicy{
		Multiple: unit.MustParseRate("1.3×"), Share: unit.Percent(60), Rounding: unit.UpToFen},
	Check: checkSupport, Kernel: extremePovertySupport,
})

// CarePolicy holds the parameters of [CareStandard]. The plan's is 10 % (T2.3).
type CarePolicy struct {
	// Share is of the basic living standard; above zero, at most 100 %.
	Share unit.Rate `json:"share" zh:"基本生活标准比例" en:"share of the basic living standard"`
	// Rounding unset means [unit.UpToFen].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding"`
}

// CareAtBase is the other reading of T2.3: that care is not to fall below the
// 12 % that 2020 had reached, although the row's target is 10 %.
func CareAtBase() CarePolicy { return CarePolicy{Share: unit.Percent(12), Rounding: unit.UpToFen} }

// CareFact holds what [CareStandard] asks for.
type CareFact struct {
	// Support 特困人员基本生活标准 in yuan a person and month; above zero.
	Support unit.Money `json:"support" zh:"基本生活标准（元/月）" en:"basic living standard (yuan a month)"`
	// Paid is the care standard that is paid now, in yuan a month, if there is
	// one: not negative. Then the answer says by how much it falls short.
	Paid rule.Given[unit.Money] `json:"paid,omitzero" zh:"现行照料护理标准（元/月）" en:"care standard now paid (yuan a month)"`
}

// Care 照料护理标准 is the least care standard.
type Care struct {
	// Standard is in yuan a person and month.
	Standard unit.Money `json:"standard" zh:"照料护理标准下限（元/月）" en:"least care standard (yuan a month)"`
	// Met reports whether the standard now paid is not below it, and Shortfall
	// how far it is below in yuan a month; neither is given if none was.
	Met       rule.Given[bool]       `json:"met,omitzero" zh:"现行标准达标" en:"met by the one now paid"`
	Shortfall rule.Given[unit.Money] `json:"shortfall,omitzero" zh:"缺口（元/月）" en:"shortfall (yuan a month)"`
}

// CareStandard 特困人员照料护理标准 gives the least care standard: 10 % of the basic
// living standard (T2.3; [CareAtBase] is the other reading). The share is its
// only bound, so it always decides.
//
// Errors: [rule.ErrRange] for a negative amount, [rule.ErrMissing] for a
// standard of 0.00.
var CareStandard = rule.MustNew(rule.Definition[CarePolicy, CareFact, Care]{
	ID: "assistance.care-standard", Version: 1,
	Title:    rule.Text{ZH: "特困人员照料护理标准", EN: "Care standard of extreme-poverty support"},
	Basis:    []rule.Clause{clauseCare},
	Defaults: &CarePolicy{Share: unit.Percent(10), Rounding: unit.UpToFen},
	Check:    checkCare, Kernel: careStandard,
})

var (
	clauseMultiple    = seeds.MustQuote("T2.2", "1.3 倍")
	clauseShare       = seeds.MustQuote("T2.2", "60%")
	clauseSupportText = seeds.MustQuote("三(一)4", "不低于当地最低生活保障标准的1.3倍")
	clauseCare        = seeds.MustQuote("T2.3", "不低于特困人员基本生活标准的10%")
)

var (
	termAllowance  = rule.Term{ID: "allowance", Label: rule.Text{ZH: "低保标准", EN: "allowance standard"}}
	termMultiple   = rule.Term{ID: "multiple", Label: rule.Text{ZH: "倍数", EN: "multiple"}, Clause: clauseMultiple}
	termByMultiple = rule.Term{ID: "by_multiple", Label: rule.Text{ZH: "按低保标准的下限", EN: "bound from the allowance standard"},
		Formula: "{allowance} × {multiple}", Clause: clauseMultiple}
	termConsumption   = rule.Term{ID: "consumption", Label: rule.Text{ZH: "上年度人均消费支出", EN: "consumption, a person and year"}}
	termShare         = rule.Term{ID: "share", Label: rule.Text{ZH: "比例", EN: "share"}}
	termByConsumption = rule.Term{ID: "by_consumption", Label: rule.Text{ZH: "按消费支出的下限", EN: "bound from consumption"},
		Formula: "{consumption} × {share} ÷ 12", Clause: clauseShare}
	termDecidedBy  = rule.Term{ID: "decided_by", Label: rule.Text{ZH: "就高不就低，决定下限", EN: "the higher bound decides"}}
	termHigher     = rule.Term{ID: "higher", Label: rule.Text{ZH: "较高下限（取整前）", EN: "higher bound before rounding"}, Formula: "max({by_multiple}, {by_consumption})"}
	termSupport    = rule.Term{ID: "support", Label: rule.Text{ZH: "基本生活标准", EN: "basic living standard"}, Formula: "round({higher}, {rounding})"}
	termGivenBasic = rule.Term{ID: "support", Label: rule.Text{ZH: "基本生活标准", EN: "basic living standard"}}
	termCareExact  = rule.Term{ID: "care_exact", Label: rule.Text{ZH: "照料护理标准（取整前）", EN: "care standard before rounding"},
		Formula: "{support} × {share}", Clause: clauseCare}
	termCare    = rule.Term{ID: "care", Label: rule.Text{ZH: "照料护理标准", EN: "care standard"}, Formula: "round({care_exact}, {rounding})"}
	termPaidMet = rule.Term{ID: "met", Label: rule.Text{ZH: "现行标准达标", EN: "met by the one now paid"}, Formula: "{paid} ≥ {care}"}
	termPaid    = rule.Term{ID: "paid", Label: rule.Text{ZH: "现行照料护理标准", EN: "care standard now paid"}}
)

func checkSupport(p SupportPolicy) (SupportPolicy, error) {
	var f rule.Faults
	switch {
	case p.Multiple.IsZero():
		f.Missing("multiple")
	case p.Multiple.Sign() < 0:
		f.Add(rule.CodeRange, "multiple", p.Multiple.String(), rule.Positive)
	}
	f.ShareRate("share", p.Share)
	f.Rounding("rounding", p.Rounding)
	if p.Rounding == 0 {
		p.Rounding = unit.UpToFen
	}
	return p, f.Err()
}

func extremePovertySupport(p *SupportPolicy, in SupportFact, t *rule.Trace) (Support, error) {
	if in.Allowance.Sign() <= 0 || in.Consumption.Sign() <= 0 {
		var f rule.Faults
		f.PositiveMoney("allowance", in.Allowance)
		f.PositiveMoney("consumption", in.Consumption)
		return Support{}, f.Err()
	}
	multiple := in.Allowance.Times(p.Multiple)
	consumption, err := in.Consumption.Times(p.Share).Div(monthsPerYear)
	if err != nil {
		return Support{}, err
	}
	higher, by := multiple, ByMultiple
	switch c := multiple.Cmp(consumption); {
	case c < 0:
		higher, by = consumption, ByConsumption
	case c == 0:
		by = ByBoth
	}
	standard, err := higher.Round(p.Rounding)
	if err != nil {
		return Support{}, err
	}
	t.Money(&termAllowance, in.Allowance)
	t.Rate(&termMultiple, p.Multiple)
	t.Exact(&termByMultiple, multiple)
	t.Money(&termConsumption, in.Consumption)
	t.Rate(&termShare, p.Share)
	t.Exact(&termByConsumption, consumption)
	t.Choice(&termDecidedBy, by.String(), by.Label())
	t.Exact(&termHigher, higher)
	t.Rounding(&termRounding, p.Rounding)
	t.Money(&termSupport, standard)
	return Support{Standard: standard, DecidedBy: by}, nil
}

func checkCare(p CarePolicy) (CarePolicy, error) {
	var f rule.Faults
	f.ShareRate("share", p.Share)
	f.Rounding("rounding", p.Rounding)
	if p.Rounding == 0 {
		p.Rounding = unit.UpToFen
	}
	return p, f.Err()
}

func careStandard(p *CarePolicy, in CareFact, t *rule.Trace) (Care, error) {
	paid, given := in.Paid.Value()
	if in.Support.Sign() <= 0 || paid.Sign() < 0 {
		var f rule.Faults
		f.PositiveMoney("support", in.Support)
		f.Negative("paid", paid)
		return Care{}, f.Err()
	}
	exact := in.Support.Times(p.Share)
	standard, err := exact.Round(p.Rounding)
	if err != nil {
		return Care{}, err
	}
	t.Money(&termGivenBasic, in.Support)
	t.Rate(&termShare, p.Share)
	t.Exact(&termCareExact, exact)
	t.Rounding(&termRounding, p.Rounding)
	t.Money(&termCare, standard)
	out := Care{Standard: standard}
	if !given {
		return out, nil
	}
	lack, err := standard.Sub(paid)
	if err != nil {
		return Care{}, err
	}
	met := lack.Sign() <= 0
	if met {
		lack = unit.Money{}
	}
	out.Met, out.Shortfall = rule.Give(met), rule.Give(lack)
	t.Money(&termPaid, paid)
	t.Flag(&termPaidMet, met)
	return out, nil
}
