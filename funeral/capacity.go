package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// CapacityPolicy 安放能力要求 holds the parameters of [AshCapacity]. The plan asks that places meet actual needs and does not
// say for how long.
type CapacityPolicy struct {
	// Horizon 保障年限 is for how many years the free places are to last.
	Horizon int64 `json:"horizon" zh:"保障年限（年）" en:"years the places are to last" range:"[1,100]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *CapacityPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// AshPlaces 骨灰安放格位 counts the places for ashes of the public facilities of an area.
type AshPlaces struct {
	// Places 安放格位总数 is how many there are, graves and niches.
	Places int64 `json:"places" zh:"安放格位总数（个）" en:"places" range:"[0,9007199254740991]"`
	// Occupied 已使用格位 is 0 to Places.
	Occupied int64 `json:"occupied" zh:"已使用格位（个）" en:"places occupied" range:"[0,9007199254740991]"`
	// Need 每年需求 is how many are taken a year, places given back deducted; 0 where none is.
	Need int64 `json:"need" zh:"每年需求（个）" en:"places needed a year" range:"[0,1000000000]"`
}

// UnmarshalJSON refuses a count that is absent.
func (a *AshPlaces) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// CapacityFinding 安放能力检查结论 is the answer of [AshCapacity].
type CapacityFinding struct {
	// Met 能够满足需求 reports that the free places last for the years asked for.
	Met bool `json:"met" zh:"能够满足需求" en:"needs are met"`
	// Free 空余格位 is what is left.
	Free int64 `json:"free" zh:"空余格位（个）" en:"free places" range:"[0,)"`
	// Years 可用年数 is for how many whole years it lasts: the year after, not all will have a place. Not given where
	// nothing is needed.
	Years rule.Given[int64] `json:"years,omitzero" zh:"可用年数（整年）" en:"whole years it lasts" range:"[0,)"`
	// NeverFull 不会用完 reports that nothing is needed, so that the places are never full.
	NeverFull bool `json:"never_full" zh:"不会用完" en:"never full"`
	// Required 应有空余格位 is the need of all the years.
	Required int64 `json:"required" zh:"应有空余格位（个）" en:"free places required" range:"[0,)"`
	// Shortfall 缺口 is how many places must be added; zero exactly when Met.
	Shortfall int64 `json:"shortfall" zh:"缺口（个）" en:"shortfall" range:"[0,)"`
}

// AshCapacity 骨灰安放能力 tells whether the places for ashes meet the needs of the years that the caller gives (三(五)2,
// 能够满足实际需求), how long they last, and how many must be added. The need of a year is the caller's, and taken to
// stay the same.
//
// Errors: [rule.Range] for a count outside its range or more places occupied than there are.
var AshCapacity = rule.MustNew(rule.Definition[CapacityPolicy, AshPlaces, CapacityFinding]{
	ID: "funeral.ash-capacity", Version: 1,
	Title: rule.Text{ZH: "公益性骨灰安放设施安放能力检查", EN: "Check of the places for ashes"},
	Basis: []rule.Clause{clauseCapacity}, Stands: map[string]string{"years": "{need} > 0"},
	Steps: []*rule.Term{&capacityFree, &capacityNever, &capacityYears, &capacityRequired, &capacityMet, &capacityLack}, Kernel: ashCapacity,
})

var (
	clauseCapacity = seeds.MustQuote("三(五)2", "保障安放数量能够满足实际需求")

	capacityFree  = rule.Term{ID: "free", Label: rule.Text{ZH: "空余格位", EN: "free places"}, Formula: "{places} − {occupied}"}
	capacityNever = rule.Term{ID: "never_full", Label: rule.Text{ZH: "不会用完（没有需求）", EN: "never full: nothing is needed"}, Formula: "{need} = 0"}
	capacityYears = rule.Term{ID: "years", Label: rule.Text{ZH: "可用年数（整年）", EN: "whole years it lasts"},
		Formula: "least n: {need} × (n + 1) > {free}"}
	capacityRequired = rule.Term{ID: "required", Label: rule.Text{ZH: "应有空余格位", EN: "free places required"}, Formula: "{need} × {horizon}"}
	capacityMet      = rule.Term{ID: "met", Label: rule.Text{ZH: "能够满足需求", EN: "needs are met"}, Formula: "{free} ≥ {required}", Clause: clauseCapacity}
	capacityLack     = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "缺口", EN: "shortfall"}, Formula: "max({required} − {free}, 0)"}
)

func ashCapacity(p *CapacityPolicy, in AshPlaces, t *rule.Trace) (CapacityFinding, error) {
	if !in.fit() {
		return CapacityFinding{}, rule.Refused
	}
	if in.Occupied > in.Places {
		return CapacityFinding{}, in.overfull()
	}
	out := CapacityFinding{Free: in.Places - in.Occupied, NeverFull: in.Need == 0, Required: in.Need * p.Horizon}
	out.Shortfall = max(out.Required-out.Free, 0)
	out.Met = out.Shortfall == 0
	if !out.NeverFull {
		out.Years = rule.Give(out.Free / in.Need)
	}
	if t.On() {
		t.Count(&capacityFree, out.Free)
		t.Flag(&capacityNever, out.NeverFull)
		if years, given := out.Years.Get(); given {
			t.Count(&capacityYears, years)
		}
		t.Count(&capacityRequired, out.Required)
		t.Flag(&capacityMet, out.Met)
		t.Count(&capacityLack, out.Shortfall)
	}
	return out, nil
}

// maxNeed keeps the need of a hundred years within what a count can be.
const maxNeed = 1_000_000_000

func (a *AshPlaces) fit() bool {
	return a.Places >= 0 && a.Places <= unit.MaxCount && a.Occupied >= 0 && a.Occupied <= unit.MaxCount && a.Need >= 0 && a.Need <= maxNeed
}

func (a *AshPlaces) overfull() error {
	var f rule.Errors
	places := strconv.FormatInt(a.Places, 10)
	f.Add(rule.Range, "occupied", strconv.FormatInt(a.Occupied, 10), rule.Text{
		ZH: "不得多于安放格位总数" + places + "：一个格位合葬几份骨灰，只计一个",
		EN: "must not be above the places there are, " + places + ": a place that holds the ashes of several counts once"})
	return f.Err()
}
