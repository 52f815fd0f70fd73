package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SelfCarePolicy holds the parameter of [SelfCare].
type SelfCarePolicy struct {
	// MostPartial 部分丧失上限 is up to how many items that fail leave the ability partly lost, itself included; 3 by
	// the norm.
	MostPartial int64 `json:"most_partial" zh:"部分丧失：不能达到的指标至多" en:"items that may fail while partly able" range:"[1,5]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SelfCarePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Abilities 六项指标 says which of the six things a person does alone.
type Abilities struct {
	Eats    bool `json:"eats" zh:"自主吃饭" en:"eats"`
	Dresses bool `json:"dresses" zh:"自主穿衣" en:"dresses"`
	GetsUp  bool `json:"gets_up" zh:"自主上下床" en:"gets into and out of bed"`
	Toilet  bool `json:"toilet" zh:"自主如厕" en:"uses the toilet"`
	Walks   bool `json:"walks" zh:"室内自主行走" en:"walks indoors"`
	Bathes  bool `json:"bathes" zh:"自主洗澡" en:"bathes"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (a *Abilities) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// Assessed 评估结论 is the answer of [SelfCare].
type Assessed struct {
	// Tier is the ability to care for oneself.
	Tier Tier `json:"tier,omitzero" zh:"生活自理能力" en:"ability"`
	// Failed is how many of the six items fail.
	Failed int64 `json:"failed" zh:"不能达到的指标（项）" en:"items that fail" range:"[0,)"`
}

// SelfCare 特困人员生活自理能力评估 gives the tier of a person's ability to care for himself from six items: all met,
// able; one to three not met, partly able; four to six, not able. The care standard follows from the
// tier (三(一)4): see [CareTiers].
var SelfCare = rule.MustNew(rule.Definition[SelfCarePolicy, Abilities, Assessed]{
	ID: "assistance.self-care", Version: 1,
	Title:    rule.Text{ZH: "特困人员生活自理能力评估", EN: "Assessment of self-care"},
	Basis:    []rule.Clause{clauseCareByNeed, clauseSixItems, clauseThreeTiers},
	Defaults: &SelfCarePolicy{MostPartial: 3},
	Sources:  []rule.Source{{Path: "most_partial", Clause: clauseThreeTiers}},
	Steps:    []*rule.Term{termFailed, termTier}, Kernel: selfCare,
})

var (
	clauseSixItems   = ofNorm(normSupport, "民发〔2021〕43号21", "第二十一条", "article 21", "一般依据以下6项指标综合评估")
	clauseThreeTiers = ofNorm(normSupport, "民发〔2021〕43号22", "第二十二条", "article 22", "有3项以下（含3项）指标不能达到的")
	clauseCareTier   = ofNorm(normSupport, "民发〔2021〕43号20", "第二十条", "article 20", "确定特困人员应当享受的照料护理标准档次")

	termFailed = newTerm("failed", "不能达到的指标", "items that fail",
		"if({eats}, 0, 1) + if({dresses}, 0, 1) + if({gets_up}, 0, 1) + if({toilet}, 0, 1) + if({walks}, 0, 1) + if({bathes}, 0, 1)", clauseSixItems)
	termTier = newTerm("tier", "生活自理能力", "ability",
		"if({failed} = 0, 'able', if({failed} ≤ {most_partial}, 'partly', 'unable'))", clauseThreeTiers)
)

func selfCare(p *SelfCarePolicy, in Abilities, t *rule.Trace) (Assessed, error) {
	out := Assessed{Tier: Unable, Failed: 6 - bit(in.Eats) - bit(in.Dresses) - bit(in.GetsUp) - bit(in.Toilet) - bit(in.Walks) - bit(in.Bathes)}
	switch {
	case out.Failed == 0:
		out.Tier = Able
	case out.Failed <= p.MostPartial:
		out.Tier = Partly
	}
	if t.On() {
		t.Count(termFailed, out.Failed)
		t.Choice(termTier, out.Tier)
	}
	return out, nil
}

// TierRates 照料护理标准比例 is the care standard of each tier as a share of last year's minimum wage a month.
type TierRates struct {
	Unable unit.Rate `json:"unable" zh:"完全丧失" en:"unable" range:"(0,100%]"`
	Partly unit.Rate `json:"partly" zh:"部分丧失" en:"partly able" range:"(0,100%]"`
	Able   unit.Rate `json:"able" zh:"具备" en:"able" range:"(0,100%]"`
}

// CareTiersPolicy holds the parameters of [CareTiers]. Shares of the wage, cap and rounding are the
// province's or the county's; the share of the basic living standard is the plan's.
type CareTiersPolicy struct {
	// Institution and Dispersed are by the form of support.
	Institution TierRates `json:"institution" zh:"集中供养" en:"in an institution"`
	Dispersed   TierRates `json:"dispersed" zh:"分散供养" en:"dispersed"`
	// AbleCap 具备自理能力的上限 bounds the standard of those who are able, where there is a bound, such as the nursing
	// subsidy of the severely disabled; in yuan a month.
	AbleCap rule.Given[unit.Money] `json:"able_cap,omitzero" zh:"具备自理能力的照料护理标准上限（元/月）" en:"cap for those who are able (yuan a month)" range:"(0,)"`
	// PlanShare 规划比例 is the least share of the basic living standard; unset means the plan's 10 % (T2.3).
	PlanShare unit.Rate `json:"plan_share,omitzero" zh:"规划：不低于基本生活标准的比例" en:"the plan's share of the basic living standard" range:"(0,100%]" default:"10%"`
	// Rounding rounds the standard, up, since shares are floors; unset means [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" oneof:"up/fen up/jiao up/yuan" default:"up/yuan"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (r *TierRates) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *CareTiersPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// CareCase 照料护理对象 is whose care standard is asked for.
type CareCase struct {
	Form SupportForm `json:"form" zh:"供养形式" en:"form of support"`
	Tier Tier        `json:"tier_found" zh:"生活自理能力" en:"ability"`
	// Wage 上年度最低月工资标准 is last year's minimum wage of the area, not the one now in force, in yuan a
	// month; above zero.
	Wage unit.Money `json:"wage" zh:"当地上年度最低月工资标准（元）" en:"last year's minimum wage (yuan a month)" range:"(0,)"`
	// Support 特困人员基本生活标准 in yuan a month, to hold the standard against the plan; above zero.
	Support unit.Money `json:"support" zh:"基本生活标准（元/月）" en:"basic living standard (yuan a month)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *CareCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// TierStandard 照料护理标准 is the answer of [CareTiers].
type TierStandard struct {
	// Standard is in yuan a month.
	Standard unit.Money `json:"standard" zh:"照料护理标准（元/月）" en:"care standard (yuan a month)" range:"[0,)"`
	// Capped reports that the cap decided it.
	Capped bool `json:"capped" zh:"按上限执行" en:"the cap decides"`
	// MeetsPlan reports whether it is at least the plan's share of the basic living standard (T2.3); Lack is by how
	// many yuan it is not, in whole fen. With a cap, those who are able may stay below.
	MeetsPlan bool       `json:"meets_plan" zh:"不低于规划比例" en:"at least the plan's share"`
	Lack      unit.Money `json:"lack" zh:"低于规划比例的金额（元/月）" en:"below the plan's share by (yuan a month)" range:"[0,)"`
}

// CareTiers 特困人员照料护理标准（分档） gives the care standard by form of support and ability, as a share of last year's
// minimum wage, and beside it what the plan asks for, which is a share of the basic living standard
// (T2.3). The two do not agree by themselves: a share of a wage knows nothing of the standard.
//
// Errors: [rule.Missing] for form, ability or an amount not given, [rule.Range] for one that is
// negative.
var CareTiers = rule.MustNew(rule.Definition[CareTiersPolicy, CareCase, TierStandard]{
	ID: "assistance.care-tiers", Version: 1,
	Title: rule.Text{ZH: "特困人员照料护理标准（分档）", EN: "Care standard by tier"},
	Basis: []rule.Clause{clauseCareByNeed, clauseCareTier, figureCare.Clause}, Outcome: "meets_plan",
	Sources: []rule.Source{
		{Path: "plan_share", Clause: figureCare.Clause, Value: figureCare.String()},
		{Path: "plan_share", Clause: figureCareBase.Clause, Value: figureCareBase.String()},
	},
	Steps: []*rule.Term{termTierRate, termTierExact, termTierRounded, termCapped, termTierStandard, termPlanFloor, termTierLack, termMeetsPlan},

	KernelByRef: careTiers,
})

var (
	termTierRate = newTerm("rate", "占上年度最低月工资标准的比例", "share of the minimum wage",
		"if({form} = 'institution', if({tier_found} = 'unable', {institution.unable}, if({tier_found} = 'partly', {institution.partly}, {institution.able})), if({tier_found} = 'unable', {dispersed.unable}, if({tier_found} = 'partly', {dispersed.partly}, {dispersed.able})))", clauseCareTier)
	termTierExact    = newTerm("exact", "照料护理标准（取整前）", "care standard before rounding", "{wage} × {rate}", rule.Clause{})
	termTierRounded  = newTerm("rounded", "照料护理标准（取整）", "care standard, rounded", "round({exact}, {rounding})", rule.Clause{})
	termCapped       = newTerm("capped", "按上限执行", "the cap decides", "{tier_found} = 'able' and given({able_cap}) and {rounded} > {able_cap}", rule.Clause{})
	termTierStandard = newTerm("standard", "照料护理标准", "care standard", "if({capped}, {able_cap}, {rounded})", rule.Clause{})
	termPlanFloor    = newTerm("plan_floor", "规划下限", "the plan's floor", "{support} × {plan_share}", figureCare.Clause)
	termTierLack     = newTerm("lack", "低于规划比例的金额", "below the plan's share by", "round(max({plan_floor} − {standard}, 0), 'up/fen')", rule.Clause{})
	termMeetsPlan    = newTerm("meets_plan", "不低于规划比例", "at least the plan's share", "{standard} ≥ {plan_floor}", rule.Clause{})
)

func careTiers(p *CareTiersPolicy, in *CareCase, t *rule.Trace) (TierStandard, error) {
	var out TierStandard
	if !in.Form.IsValid() || !in.Tier.IsValid() || in.Wage.Sign() <= 0 || in.Support.Sign() <= 0 {
		return out, rule.Refused
	}
	rates := &p.Institution
	if in.Form == DispersedSupport {
		rates = &p.Dispersed
	}
	rate := [...]unit.Rate{Able: rates.Able, Partly: rates.Partly, Unable: rates.Unable}[in.Tier]
	exact := in.Wage.Times(rate)
	rounded, err := exact.Round(p.Rounding)
	if err != nil {
		return out, unheld("wage", err)
	}
	out.Standard = rounded
	if most, given := p.AbleCap.Get(); given && in.Tier == Able && most.Less(rounded) {
		out.Standard, out.Capped = most, true
	}
	floor := in.Support.Times(p.PlanShare)
	if out.Lack, err = lack(floor, out.Standard.Exact()); err != nil {
		return out, err
	}
	out.MeetsPlan = out.Lack.IsZero()
	if t.On() {
		t.Rate(termTierRate, rate)
		t.Exact(termTierExact, exact)
		t.Money(termTierRounded, rounded)
		t.Flag(termCapped, out.Capped)
		t.Money(termTierStandard, out.Standard)
		t.Exact(termPlanFloor, floor)
		t.Money(termTierLack, out.Lack)
		t.Flag(termMeetsPlan, out.MeetsPlan)
	}
	return out, nil
}
