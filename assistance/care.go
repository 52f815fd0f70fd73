package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// CarePolicy holds the parameters of [CareStandard]. The plan's is 10 % (T2.3).
type CarePolicy struct {
	// Share is of the basic living standard; above zero, at most 100 %.
	Share unit.Rate `json:"share" zh:"基本生活标准比例" en:"share of the basic living standard" range:"(0,100%]"`
	// Rounding is up, since the standard is a floor; unset means [unit.UpToFen].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" oneof:"up/fen up/jiao up/yuan" default:"up/fen"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *CarePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// CareAtBase is the other reading of T2.3: that care is not to fall below the
// 12 % that 2020 had reached, although the row's target is 10 %.
func CareAtBase() CarePolicy {
	return CarePolicy{Share: figureCareBase.Rate(), Rounding: unit.UpToFen}
}

// CareFacts holds what [CareStandard] asks for.
type CareFacts struct {
	// Support 特困人员基本生活标准 in yuan a person and month; above zero.
	Support unit.Money `json:"support" zh:"基本生活标准（元/月）" en:"basic living standard (yuan a month)" range:"(0,)"`
	// Paid is the care standard that is paid now, in yuan a month, if there is
	// one: not negative. Then the answer says by how much it falls short.
	Paid rule.Given[unit.Money] `json:"paid,omitzero" zh:"现行照料护理标准（元/月）" en:"care standard now paid (yuan a month)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *CareFacts) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Care 照料护理标准下限 is the least care standard.
type Care struct {
	// Standard is in yuan a person and month.
	Standard unit.Money `json:"standard" zh:"照料护理标准下限（元/月）" en:"least care standard (yuan a month)" range:"[0,)"`
	// Met reports whether the standard now paid is not below the exact floor, and
	// Shortfall by how many yuan a month, in whole fen, it is below; neither is
	// given if none was.
	Met       rule.Given[bool]       `json:"met,omitzero" zh:"现行标准达标" en:"met by the one now paid"`
	Shortfall rule.Given[unit.Money] `json:"shortfall,omitzero" zh:"低于下限的金额（元/月）" en:"below the floor by (yuan a month)" range:"[0,)"`
}

// CareStandard 特困人员照料护理标准下限 gives the least care standard: 10 % of the basic
// living standard (T2.3; [CareAtBase] is the other reading).
//
// It is a floor for every grade and no tariff: the standards themselves are set by ability
// of self-care and need (三(一)4), for which the plan has no figures.
//
// Errors: [rule.Range] for a negative amount, [rule.Missing] for a standard of 0.00.
var CareStandard = rule.MustNew(rule.Definition[CarePolicy, CareFacts, Care]{
	ID: "assistance.care-standard", Version: 1,
	Title:    rule.Text{ZH: "特困人员照料护理标准下限", EN: "Least care standard of extreme-poverty support"},
	Basis:    []rule.Clause{figureCare.Clause, figureCareBase.Clause, clauseCareByNeed},
	Defaults: &CarePolicy{Share: figureCare.Rate(), Rounding: unit.UpToFen},
	Sources: []rule.Source{
		{Path: "share", Clause: figureCare.Clause},
		{Path: "share", Clause: figureCareBase.Clause, Value: figureCareBase.String()},
	},
	Steps:  []*rule.Term{&termCareExact, &termCare, &termPaidShort, &termPaidMet},
	Stands: map[string]string{"met": "given({paid})", "shortfall": "given({paid})"},
	Kernel: careStandard,
	Open:   []rule.Open[CarePolicy, CareFacts]{openCareBase},
})

var (
	figureCare     = seeds.MustFigure("care-share")
	figureCareBase = seeds.MustFigure("care-share-2020")

	clauseCareByNeed = seeds.MustQuote("三(一)4", "照料护理标准依据特困人员生活自理能力和服务需求确定")
)

var (
	termCareExact = rule.Term{ID: "care_exact", Label: rule.Text{ZH: "照料护理标准下限（取整前）", EN: "least care standard before rounding"},
		Formula: "{support} × {share}", Clause: figureCare.Clause}
	termCare = rule.Term{ID: "standard", Label: rule.Text{ZH: "照料护理标准下限（各护理等级均不得低于）", EN: "least care standard, for every grade of care"},
		Formula: "round({care_exact}, {rounding})"}
	termPaidShort = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "低于下限的金额", EN: "below the floor by"},
		Formula: "round(max({care_exact} − {paid}, 0), 'up/fen')"}
	termPaidMet = rule.Term{ID: "met", Label: rule.Text{ZH: "现行标准达标", EN: "met by the one now paid"},
		Formula: "{paid} ≥ {care_exact}"}
)

func careStandard(p *CarePolicy, in CareFacts, t *rule.Trace) (Care, error) {
	paid, given := in.Paid.Get()
	if in.Support.Sign() <= 0 || paid.Sign() < 0 {
		return Care{}, rule.Refused
	}
	exact := in.Support.Times(p.Share)
	standard, err := exact.Round(p.Rounding)
	if err != nil {
		return Care{}, err
	}
	t.Exact(&termCareExact, exact)
	t.Money(&termCare, standard)
	out := Care{Standard: standard}
	if !given {
		return out, nil
	}
	short, err := lack(exact, paid.Exact())
	if err != nil {
		return Care{}, err
	}
	out.Met, out.Shortfall = rule.Give(short.IsZero()), rule.Give(short)
	t.Money(&termPaidShort, short)
	t.Flag(&termPaidMet, short.IsZero())
	return out, nil
}
