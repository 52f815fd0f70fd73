package community

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// PilotPolicy 试点数量 holds the parameters of [SmartPilots]: from so many to so many.
type PilotPolicy struct {
	Least int64 `json:"least" zh:"至少" en:"at least" range:"[0,1000000]"`
	// Most is not below Least.
	Most int64 `json:"most" zh:"至多" en:"at most" range:"[1,1000000]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *PilotPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Pilots 试点单位 counts the units chosen for a pilot.
type Pilots struct {
	Units int64 `json:"units" zh:"试点单位（个）" en:"pilot units" range:"[0,9007199254740991]"`
}

// UnmarshalJSON refuses a count that is absent.
func (p *Pilots) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// PilotFinding 试点数量检查结论 says whether the number of pilots is within its bounds. It is met when
// neither Shortfall nor Excess is above zero.
type PilotFinding struct {
	Met      bool  `json:"met" zh:"是否符合" en:"met"`
	Actual   int64 `json:"actual" zh:"实际值" en:"actual" range:"[0,)"`
	Required int64 `json:"required" zh:"至少应有" en:"required" range:"[0,)" step:"least"`
	Allowed  int64 `json:"allowed" zh:"不得超过" en:"allowed" range:"[0,)" step:"most"`
	// Shortfall 缺口 and Excess 超出 are how many are lacking and how many are too many.
	Shortfall int64 `json:"shortfall" zh:"缺口" en:"shortfall" range:"[0,)"`
	Excess    int64 `json:"excess" zh:"超出" en:"excess" range:"[0,)"`
}

// pilotFinding holds a count against its bounds.
func pilotFinding(count, least, most int64) PilotFinding {
	out := PilotFinding{Actual: count, Required: least, Allowed: most, Shortfall: max(least-count, 0), Excess: max(count-most, 0)}
	out.Met = out.Shortfall|out.Excess == 0
	return out
}

// checkBand refuses a most below the least.
func checkBand(least, most int64) error {
	var f rule.Errors
	if least > most {
		f.Add(rule.Range, "most", strconv.FormatInt(most, 10), rule.Text{ZH: "不得小于“至少”的数", EN: "must not be below the least number"})
	}
	return f.Err()
}

// The plan's figures.
var (
	planSmartLeast = seeds.MustFigure("smart-pilots-least")
	planSmartMost  = seeds.MustFigure("smart-pilots-most")
	planConsLeast  = seeds.MustFigure("consultation-pilots-least")
	planConsMost   = seeds.MustFigure("consultation-pilots-most")
	planConsRounds = seeds.MustFigure("consultation-rounds")
)

// SmartPilots 智慧社区建设试点数 is 5 to 10 units (B3.3), both ends included and both bounds (discrepancy
// ranges-of-numbers). The box names no year.
//
// Errors: [rule.Range] for a count outside its range.
var SmartPilots = rule.MustNew(rule.Definition[PilotPolicy, Pilots, PilotFinding]{
	ID: "community.smart-pilots", Version: 1,
	Title:    rule.Text{ZH: "智慧社区建设试点数", EN: "Pilots of smart communities"},
	Basis:    []rule.Clause{planSmartLeast.Clause},
	Defaults: &PilotPolicy{Least: planSmartLeast.Count(), Most: planSmartMost.Count()},
	Sources:  []rule.Source{{Path: "least", Clause: planSmartLeast.Clause}, {Path: "most", Clause: planSmartMost.Clause}},
	Check:    func(p PilotPolicy) (PilotPolicy, error) { return p, checkBand(p.Least, p.Most) },
	Steps:    []*rule.Term{&smartMet, &smartShortfall, &smartExcess},
	Shown:    map[string]string{"actual": "units"}, Kernel: smartPilots,
	Open: []rule.Open[PilotPolicy, Pilots]{openSmartRange},
})

var (
	smartMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "符合", EN: "met"}, Formula: "{units} ≥ {least} and {units} ≤ {most}", Clause: planSmartLeast.Clause}
	smartShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差试点", EN: "pilots lacking"}, Formula: "max({least} − {units}, 0)"}
	smartExcess    = rule.Term{ID: "excess", Label: rule.Text{ZH: "超出的试点", EN: "pilots too many"}, Formula: "max({units} − {most}, 0)"}
)

func smartPilots(p *PilotPolicy, in Pilots, t *rule.Trace) (PilotFinding, error) {
	if in.Units < 0 || in.Units > unit.MaxCount {
		return PilotFinding{}, rule.Refused
	}
	out := pilotFinding(in.Units, p.Least, p.Most)
	if t.On() {
		t.Flag(&smartMet, out.Met)
		t.Count(&smartShortfall, out.Shortfall)
		t.Count(&smartExcess, out.Excess)
	}
	return out, nil
}

// ConsultationPolicy 议事协商试点要求 holds the parameters of [ConsultationPilots].
type ConsultationPolicy struct {
	Least int64 `json:"least" zh:"至少" en:"at least" range:"[0,1000000]"`
	// Most is not below Least.
	Most int64 `json:"most" zh:"至多" en:"at most" range:"[1,1000000]"`
	// Rounds 批次 is in how many rounds they are chosen.
	Rounds int64 `json:"rounds" zh:"批次" en:"rounds" range:"[1,1000]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *ConsultationPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Round 批次 counts the villages and communities of one round. A round has at least one.
type Round struct {
	Places int64 `json:"places" zh:"村（社区）（个）" en:"villages and communities" range:"[1,1000000]"`
}

// UnmarshalJSON refuses a count that is absent.
func (r *Round) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// Rounds 各批试点 lists the rounds held so far, at most 1,000; none yet is an empty list.
type Rounds struct {
	Rounds []Round `json:"rounds_held" zh:"已开展批次" en:"round" range:"[0,1000]"`
}

// UnmarshalJSON refuses facts without a list.
func (r *Rounds) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// ConsultationFinding 议事协商试点检查结论 is the answer of [ConsultationPilots].
type ConsultationFinding struct {
	// Met 是否符合 is that the number of places is within its bounds and the rounds are as many as
	// they should be.
	PilotFinding
	// RoundsHeld 已开展批次数, and how many are lacking or too many.
	RoundsHeld    int64 `json:"rounds_count" zh:"已开展批次数" en:"rounds held" range:"[0,)"`
	RoundsLacking int64 `json:"rounds_lacking" zh:"还差批次" en:"rounds lacking" range:"[0,)"`
	RoundsExcess  int64 `json:"rounds_excess" zh:"超出批次" en:"rounds too many" range:"[0,)"`
}

// ConsultationPilots 村级议事协商创新实验试点数 is 3 to 6 villages and communities in two rounds (B3.2): in
// all the rounds together, each with at least one. The box names no year.
//
// Errors: [rule.Range] for a round of none, or a count outside its range.
var ConsultationPilots = rule.MustNew(rule.Definition[ConsultationPolicy, Rounds, ConsultationFinding]{
	ID: "community.consultation-pilots", Version: 1,
	Title:    rule.Text{ZH: "村级议事协商创新实验试点数", EN: "Pilots of village consultation"},
	Basis:    []rule.Clause{planConsLeast.Clause},
	Defaults: &ConsultationPolicy{Least: planConsLeast.Count(), Most: planConsMost.Count(), Rounds: planConsRounds.Count()},
	Sources: []rule.Source{{Path: "least", Clause: planConsLeast.Clause}, {Path: "most", Clause: planConsMost.Clause},
		{Path: "rounds", Clause: planConsRounds.Clause}},
	Check:  func(p ConsultationPolicy) (ConsultationPolicy, error) { return p, checkBand(p.Least, p.Most) },
	Steps:  []*rule.Term{&consTotal, &consRounds, &consMet, &consShortfall, &consExcess, &consLacking, &consTooMany},
	Kernel: consultationPilots,
	Open:   []rule.Open[ConsultationPolicy, Rounds]{openRoundsRange},
})

var (
	consTotal  = rule.Term{ID: "actual", Label: rule.Text{ZH: "各批合计", EN: "places in all"}, Formula: "sum({rounds_held.places})"}
	consRounds = rule.Term{ID: "rounds_count", Label: rule.Text{ZH: "已开展批次数", EN: "rounds held"}, Formula: "count({rounds_held})"}
	consMet    = rule.Term{ID: "met", Label: rule.Text{ZH: "符合", EN: "met"}, Clause: planConsLeast.Clause,
		Formula: "{actual} ≥ {least} and {actual} ≤ {most} and {rounds_count} = {rounds}"}
	consShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差试点", EN: "pilots lacking"}, Formula: "max({least} − {actual}, 0)"}
	consExcess    = rule.Term{ID: "excess", Label: rule.Text{ZH: "超出的试点", EN: "pilots too many"}, Formula: "max({actual} − {most}, 0)"}
	consLacking   = rule.Term{ID: "rounds_lacking", Label: rule.Text{ZH: "还差批次", EN: "rounds lacking"}, Formula: "max({rounds} − {rounds_count}, 0)"}
	consTooMany   = rule.Term{ID: "rounds_excess", Label: rule.Text{ZH: "超出批次", EN: "rounds too many"}, Formula: "max({rounds_count} − {rounds}, 0)"}
)

func consultationPilots(p *ConsultationPolicy, in Rounds, t *rule.Trace) (ConsultationFinding, error) {
	if len(in.Rounds) > 1_000 {
		return ConsultationFinding{}, rule.Refused
	}
	var total int64
	for i := range in.Rounds {
		places := in.Rounds[i].Places
		if places < 1 || places > 1_000_000 {
			return ConsultationFinding{}, rule.Refused
		}
		total += places
	}
	held := int64(len(in.Rounds))
	out := ConsultationFinding{PilotFinding: pilotFinding(total, p.Least, p.Most), RoundsHeld: held,
		RoundsLacking: max(p.Rounds-held, 0), RoundsExcess: max(held-p.Rounds, 0)}
	out.Met = out.Met && held == p.Rounds
	if t.On() {
		t.Count(&consTotal, out.Actual)
		t.Count(&consRounds, held)
		t.Flag(&consMet, out.Met)
		t.Count(&consShortfall, out.Shortfall)
		t.Count(&consExcess, out.Excess)
		t.Count(&consLacking, out.RoundsLacking)
		t.Count(&consTooMany, out.RoundsExcess)
	}
	return out, nil
}
