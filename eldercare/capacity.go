package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Counted 床位口径 says which beds a figure of beds counts. The zero Counted is not given, and
// refused.
type Counted = rule.Enum[counteds]

// Which beds.
const (
	InstitutionBeds Counted = iota + 1 // 仅养老机构床位
	AllBeds                            // 养老机构和社区床位
)

type counteds struct{}

func (counteds) Choices() rule.Choices { return countedList }

var countedList = rule.Choices{
	InstitutionBeds: {Code: "institutions", Label: rule.Text{ZH: "仅养老机构床位", EN: "beds in institutions only"}},
	AllBeds:         {Code: "institutions-and-community", Label: rule.Text{ZH: "养老机构和社区床位", EN: "beds in institutions and in communities"}},
}

// CapacityPolicy 千名老年人床位数目标 holds the parameters of [BedsPerThousand].
type CapacityPolicy struct {
	// Least is how many beds there are to be for each Per older persons.
	Least int64 `json:"least" zh:"至少（张）" en:"at least" range:"[1,1000000]"`
	// Per 每 is for how many older persons: 1000 in the plan; 0 keeps that.
	Per int64 `json:"per,omitzero" zh:"每（名老年人）" en:"for each" range:"[1,1000000]"`
	// Due 到期年份 is the year at whose end the level is to be reached; 0 keeps 2020, that of Table 1.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *CapacityPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Capacity 养老床位情况 counts beds and whom they are for.
type Capacity struct {
	// Counted says which beds Beds counts: the plan does not say it, and published figures differ by it.
	Counted Counted `json:"counted" zh:"床位口径" en:"which beds are counted"`
	// Beds 床位 is how many there are of those.
	Beds int64 `json:"beds" zh:"养老床位（张）" en:"beds" range:"[0,1099511627776]"`
	// Persons 老年人 is how many older persons there are, at least 1.
	Persons int64 `json:"persons" zh:"老年人（人）" en:"older persons" range:"[1,1099511627776]"`
}

// UnmarshalJSON refuses a field that is absent.
func (c *Capacity) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// CapacityFinding 千名老年人床位数检查结论 is the answer of [BedsPerThousand].
type CapacityFinding struct {
	check.QuotaFinding
	// Counted says which beds the finding is about.
	Counted Counted `json:"counted,omitzero" zh:"床位口径" en:"which beds are counted"`
}

// BedsPerThousand 每千名老年人拥有床位数 holds the beds of an area against a level for each thousand older persons. The
// level of this plan's predecessor is 45, reached in 2020 (T1.4); this plan sets none, so that 45
// is a level to keep, and any other is the caller's. Which beds are counted must be said, since
// neither plan says it: a figure of institutions alone and one with the beds of communities are not
// to be compared.
//
// It is a quota with a kernel of its own, because of that.
//
// Errors: [rule.Missing] where it is not said which beds are counted, [rule.Range] for a count
// outside its range.
var BedsPerThousand = rule.MustNew(rule.Definition[CapacityPolicy, Capacity, CapacityFinding]{
	ID: "eldercare.beds-per-thousand", Version: 1,
	Title: rule.Text{ZH: pastBeds.Printed, EN: pastBeds.Name.EN},
	Basis: []rule.Clause{pastBeds.Cited()}, Defaults: &planCapacity,
	Sources: []rule.Source{{Path: "least", Clause: pastBeds.Cited()}, {Path: "per", Clause: pastBeds.Clause()},
		{Path: "due", Clause: pastBeds.Clause()}}, // the year stands in the heading of the table's column, which is no clause
	Check: func(p CapacityPolicy) (CapacityPolicy, error) {
		if p.Per == 0 {
			p.Per = planCapacity.Per
		}
		if p.Due == 0 {
			p.Due = planCapacity.Due
		}
		return p, nil
	},
	Steps: []*rule.Term{&capacityRequired, &capacityMet, &capacityShortfall},
	Shown: map[string]string{"actual": "beds"}, Kernel: bedsPerThousand,
})

var (
	pastBeds     = seeds.Row1(4)
	planCapacity = CapacityPolicy{Least: pastBeds.Count(), Per: 1000, Due: 2020}

	capacityRequired = rule.Term{ID: "required", Label: rule.Text{ZH: "应有床位", EN: "beds required"},
		Formula: "least n: n ≥ {persons} × ({least} ÷ {per})", Clause: pastBeds.Cited()}
	capacityMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{beds} ≥ {required}"}
	capacityShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差床位", EN: "beds lacking"}, Formula: "max({required} − {beds}, 0)"}
)

// maxCapacity is the most beds and persons: times a level they fit in 63 bits.
const maxCapacity = 1 << 40

func bedsPerThousand(p *CapacityPolicy, in Capacity, t *rule.Trace) (CapacityFinding, error) {
	if in.Counted-InstitutionBeds > AllBeds-InstitutionBeds || uint64(in.Beds) > maxCapacity || uint64(in.Persons-1) >= maxCapacity {
		return CapacityFinding{}, rule.Refused
	}
	out := CapacityFinding{QuotaFinding: check.OfQuota(in.Beds, (in.Persons*p.Least+p.Per-1)/p.Per), Counted: in.Counted}
	if t.On() {
		t.Count(&capacityRequired, out.Required)
		t.Flag(&capacityMet, out.Met)
		t.Count(&capacityShortfall, out.Shortfall)
	}
	return out, nil
}
