package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SupportPolicy holds the parameters of [SupportStandard]. The plan's are 1.3 times the
// allowance standard and 60 % of consumption (T2.2).
type SupportPolicy struct {
	// Multiple is of the allowance standard; above zero.
	Multiple unit.Rate `json:"multiple" zh:"低保标准倍数" en:"multiple of the allowance standard" range:"(0,)"`
	// Share is of last year's consumption; above zero, at most 100 %.
	Share unit.Rate `json:"share" zh:"消费支出比例" en:"share of consumption" range:"(0,100%]"`
	// Rounding rounds the higher bound, up, since it is a floor; unset means
	// [unit.UpToFen].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" oneof:"up/fen up/jiao up/yuan" default:"up/fen"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SupportPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// SupportFacts holds what [SupportStandard] asks for.
type SupportFacts struct {
	// Allowance 最低生活保障标准 in yuan a person and month; above zero.
	Allowance unit.Money `json:"allowance" zh:"低保标准（元/月）" en:"allowance standard (yuan a month)" range:"(0,)"`
	// Consumption 上年度人均消费支出 in yuan a person and year; above zero.
	Consumption unit.Money `json:"consumption" zh:"上年度人均消费支出（元/年）" en:"consumption (yuan a person and year)" range:"(0,)"`
	// ConsumptionOf says whose consumption that is, and so whose standard is
	// computed: T2.2 has urban and rural each by their own. [AllResidents] is the
	// other reading.
	ConsumptionOf Residents `json:"consumption_of" zh:"消费支出口径" en:"whose consumption"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *SupportFacts) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Support 特困人员基本生活标准 is the lowest standard that both bounds allow.
type Support struct {
	// Standard is in yuan a person and month.
	Standard unit.Money `json:"standard" zh:"基本生活标准（元/月）" en:"basic living standard (yuan a month)" range:"[0,)"`
	// ConsumptionOf says whose consumption it rests on, as given.
	ConsumptionOf Residents `json:"consumption_of,omitzero" zh:"消费支出口径" en:"whose consumption"`
	// DecidedBy is the bound that is higher.
	DecidedBy Bound `json:"decided_by,omitzero" zh:"决定下限" en:"decided by"`
}

// SupportStandard 特困人员基本生活标准 gives the least basic living standard
// of extreme-poverty support: 1.3 times the allowance standard or 60 % of last
// year's consumption, whichever is higher (T2.2, 就高不就低). The bounds are compared
// exactly and the higher one is rounded, up.
//
// Errors: [rule.Range] for an amount that is not above zero or a standard that is none,
// [rule.Missing] for an amount of 0.00, as a field left out is, and where it is not said
// whose consumption it is.
var SupportStandard = rule.MustNew(rule.Definition[SupportPolicy, SupportFacts, Support]{
	ID: "assistance.support-standard", Version: 1,
	Title: rule.Text{ZH: "特困人员基本生活标准", EN: "Basic living standard of extreme-poverty support"},
	Basis: []rule.Clause{figureMultiple.Clause, figureShare.Clause, clauseHigher, figureProse.Clause},
	Defaults: &SupportPolicy{
		Multiple: figureMultiple.Rate(), Share: figureShare.Rate(), Rounding: unit.UpToFen},
	Sources: []rule.Source{
		{Path: "multiple", Clause: figureMultiple.Clause},
		{Path: "multiple", Clause: figureProse.Clause, Value: figureProse.String()},
		{Path: "share", Clause: figureShare.Clause},
	},
	Steps:  []*rule.Term{&termByMultiple, &termByConsumption, &termDecidedBy, &termHigher, &termSupport},
	Kernel: supportStandard,
})

var (
	figureMultiple = seeds.MustFigure("support-multiple")
	figureShare    = seeds.MustFigure("support-share")
	figureProse    = seeds.MustFigure("support-multiple-prose")

	clauseHigher = seeds.MustQuote("T2.2", "就高不就低")
)

var (
	termByMultiple = rule.Term{ID: "by_multiple", Label: rule.Text{ZH: "按低保标准的下限", EN: "bound from the allowance standard"},
		Formula: "{allowance} × {multiple}", Clause: figureMultiple.Clause}
	termByConsumption = rule.Term{ID: "by_consumption", Label: rule.Text{ZH: "按上年度人均消费支出的下限", EN: "bound from consumption"},
		Formula: "{consumption} × {share} ÷ 12", Clause: figureShare.Clause}
	termDecidedBy = rule.Term{ID: "decided_by", Label: rule.Text{ZH: "就高不就低，决定下限", EN: "the higher bound decides"},
		Formula: "if({by_multiple} > {by_consumption}, 'multiple', if({by_multiple} = {by_consumption}, 'both', 'consumption'))", Clause: clauseHigher}
	termHigher = rule.Term{ID: "higher", Label: rule.Text{ZH: "较高下限（取整前）", EN: "higher bound before rounding"},
		Formula: "max({by_multiple}, {by_consumption})", Clause: clauseHigher}
	termSupport = rule.Term{ID: "standard", Label: rule.Text{ZH: "基本生活标准", EN: "basic living standard"},
		Formula: "round({higher}, {rounding})"}
)

func supportStandard(p *SupportPolicy, in SupportFacts, t *rule.Trace) (Support, error) {
	if in.Allowance.Sign() <= 0 || in.Consumption.Sign() <= 0 || !in.ConsumptionOf.IsValid() {
		return Support{}, rule.Refused
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
	if t.On() {
		t.Exact(&termByMultiple, multiple)
		t.Exact(&termByConsumption, consumption)
		t.Choice(&termDecidedBy, by)
		t.Exact(&termHigher, higher)
		t.Money(&termSupport, standard)
	}
	return Support{Standard: standard, ConsumptionOf: in.ConsumptionOf, DecidedBy: by}, nil
}
