package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Beds 养老机构床位 counts the beds of eldercare homes.
type Beds struct {
	// Care 护理型床位数 is how many are care beds: 0 to Total.
	Care int64 `json:"care" zh:"护理型床位（张）" en:"care beds"`
	// Total 养老机构床位总数 is at least 1; without beds there is no share.
	Total int64 `json:"total" zh:"床位总数（张）" en:"beds"`
}

// CareBedPolicy holds the parameters of [CareBeds].
type CareBedPolicy struct {
	// Floor 护理型床位占比下限 is above 0 and at most 100 %; the plan's is 55 %.
	Floor unit.Rate `json:"floor" zh:"占比下限" en:"floor"`
}

// BedsFinding is the answer of [CareBeds]. Shortfall is how many of the beds must
// be converted to care beds.
type BedsFinding struct {
	rule.Finding[unit.Share, unit.Rate, int64]
	// ToAdd 需新增护理型床位 is how many care beds must be newly added instead,
	// which count in the part and in the whole; 0 if met. It is not given where
	// no number suffices, as with a floor of 100 %.
	ToAdd rule.Given[int64] `json:"to_add,omitzero" zh:"或新增护理型床位（张）" en:"or care beds to add"`
}

// CareBeds checks the share of care beds (护理型床位占比) in eldercare homes against
// a floor, by default the plan's 55 % for 2025 (T2.7, 三(二)4). The share is
// compared as counted, never rounded: 12,649 of 23,000 prints as 55.0 % and
// does not meet it.
//
// Errors: [rule.ErrRange] for counts below 0 or a part above the whole,
// [unit.ErrEmptyWhole] for no beds at all.
var CareBeds = rule.MustNew(rule.Definition[CareBedPolicy, Beds, BedsFinding]{
	ID: "eldercare.care-beds", Version: 1,
	Title:    rule.Text{ZH: "养老机构护理型床位占比", EN: "Share of care beds in eldercare homes"},
	Basis:    []rule.Clause{clauseFloor, clauseFloorText},
	Defaults: &CareBedPolicy{Floor: unit.Percent(55)},
	Check:    checkCareBeds, Kernel: careBeds,
})

var (
	clauseFloor     = seeds.MustQuote("T2.7", "≥55")
	clauseFloorText = seeds.MustQuote("三(二)4", "推动护理型床位占比不低于55%")
)

var (
	termCare    = rule.Term{ID: "care", Label: rule.Text{ZH: "护理型床位", EN: "care beds"}}
	termTotal   = rule.Term{ID: "total", Label: rule.Text{ZH: "床位总数", EN: "beds"}}
	termShare   = rule.Term{ID: "share", Label: rule.Text{ZH: "护理型床位占比", EN: "share of care beds"}, Formula: "{care} ÷ {total}"}
	termFloor   = rule.Term{ID: "floor", Label: rule.Text{ZH: "占比下限", EN: "floor"}, Clause: clauseFloor}
	termMet     = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{share} ≥ {floor}", Clause: clauseFloor}
	termConvert = rule.Term{ID: "to_convert", Label: rule.Text{ZH: "需改造为护理型的床位", EN: "beds to convert"},
		Formula: "min n: ({care} + n) ÷ {total} ≥ {floor}"}
	termAdd = rule.Term{ID: "to_add", Label: rule.Text{ZH: "或需新增的护理型床位", EN: "or care beds to add"},
		Formula: "min n: ({care} + n) ÷ ({total} + n) ≥ {floor}"}
)

func checkCareBeds(p CareBedPolicy) (CareBedPolicy, error) {
	var f rule.Faults
	f.ShareRate("floor", p.Floor)
	return p, f.Err()
}

func careBeds(p *CareBedPolicy, in Beds, t *rule.Trace) (BedsFinding, error) {
	var out BedsFinding
	share, err := unit.NewShare(in.Care, in.Total)
	if err != nil {
		var f rule.Faults
		f.Share("care", in.Care, "total", in.Total)
		return out, f.Err()
	}
	out.Actual, out.Required, out.Met = share, p.Floor, share.Meets(p.Floor)
	if out.Shortfall, err = share.ToConvert(p.Floor); err != nil {
		return BedsFinding{}, err
	}
	t.Count(&termCare, in.Care)
	t.Count(&termTotal, in.Total)
	t.Share(&termShare, share)
	t.Rate(&termFloor, p.Floor)
	t.Flag(&termMet, out.Met)
	t.Count(&termConvert, out.Shortfall)
	if p.Floor.Cmp(unit.Percent(100)) == 0 && !out.Met {
		return out, nil // no addition to the whole ever makes it all care beds
	}
	add, err := share.ToAdd(p.Floor)
	if err != nil {
		return BedsFinding{}, err
	}
	out.ToAdd = rule.Give(add)
	t.Count(&termAdd, add)
	return out, nil
}
