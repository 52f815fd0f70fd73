package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// CremationPolicy holds the parameters of [Cremation] and [Milestone]: from
// where to where the cremation rate (遗体火化率) is to rise, in equal yearly steps.
type CremationPolicy struct {
	// BaseYear and Base: the plan's are 2020 and 87.5 %.
	BaseYear int       `json:"base_year" zh:"基期年" en:"base year"`
	Base     unit.Rate `json:"base" zh:"基值" en:"base"`
	// TargetYear and Target: the plan's are 2025 and 90 %. The year is after
	// BaseYear, by at most 1000 years; both rates are above 0 and at most 100 %,
	// and the way between them divides exactly into the years.
	TargetYear int       `json:"target_year" zh:"目标年" en:"target year"`
	Target     unit.Rate `json:"target" zh:"目标值" en:"target"`
}

// Year is a year of the plan: from the base year to the target year.
type Year struct {
	Year int `json:"year" zh:"年度" en:"year"`
}

// Required is the rate that a year requires.
type Required struct {
	Rate unit.Rate `json:"rate" zh:"应达火化率" en:"cremation rate required"`
}

// Milestone 年度火化率目标 gives the cremation rate that a year requires on the way
// from the base to the target, in equal yearly steps: by default 88 % in 2021
// to 90 % in 2025 (T2.20). The plan sets the two ends; the steps between are
// this rule's reading.
//
// Errors: [rule.ErrRange] for a year outside the policy's.
var Milestone = rule.MustNew(rule.Definition[CremationPolicy, Year, Required]{
	ID: "funeral.cremation-milestone", Version: 1,
	Title:    rule.Text{ZH: "年度火化率目标", EN: "Cremation rate required in a year"},
	Basis:    []rule.Clause{clauseTarget},
	Defaults: new(plan()),
	Check:    checkCremation, Kernel: milestoneOf,
})

// Deaths counts a year's deaths.
type Deaths struct {
	Year int `json:"year" zh:"年度" en:"year"`
	// Deaths 死亡人数 is at least 1: the remains that the rate counts.
	Deaths int64 `json:"deaths" zh:"死亡人数" en:"deaths"`
	// Cremations 火化数 is 0 to Deaths.
	Cremations int64 `json:"cremations" zh:"火化数" en:"cremations"`
}

// CremationFinding is the answer of [Cremation]. Required is the year's
// milestone; Shortfall is how many more of the year's deaths had to be cremated
// to meet it.
type CremationFinding struct {
	rule.Finding[unit.Share, unit.Rate, int64]
	// ToTarget 距目标值还差 is how many more to meet the target of the last year,
	// already with this year's deaths.
	ToTarget int64 `json:"to_target" zh:"距目标值还差（具）" en:"cremations missing to the target"`
}

// Cremation 遗体火化率检查 checks a year's cremation rate against that year's
// milestone, from 87.5 % in 2020 to 90 % in 2025 by default (T2.20).
//
// Errors: [rule.ErrRange] for a year outside the policy's, a negative count or
// more cremations than deaths; [unit.ErrEmptyWhole] for no deaths.
var Cremation = rule.MustNew(rule.Definition[CremationPolicy, Deaths, CremationFinding]{
	ID: "funeral.cremation", Version: 1,
	Title:    rule.Text{ZH: "遗体火化率检查", EN: "Check of the cremation rate"},
	Basis:    []rule.Clause{clauseBase, clauseTarget},
	Defaults: new(plan()),
	Check:    checkCremation, Kernel: cremation,
})

func plan() CremationPolicy {
	return CremationPolicy{
		BaseYear: 2020, Base: unit.MustParseRate("87.5%"),
		TargetYear: 2025, Target: unit.Percent(90),
	}
}

var (
	clauseBase   = seeds.MustQuote("T2.20", "87.5")
	clauseTarget = seeds.MustQuote("T2.20", "90")
)

var (
	termBase      = rule.Term{ID: "base", Label: rule.Text{ZH: "基值", EN: "base"}, Clause: clauseBase}
	termTarget    = rule.Term{ID: "target", Label: rule.Text{ZH: "目标值", EN: "target"}, Clause: clauseTarget}
	termYears     = rule.Term{ID: "years", Label: rule.Text{ZH: "总年数", EN: "years in all"}}
	termPassed    = rule.Term{ID: "passed", Label: rule.Text{ZH: "已过年数", EN: "years passed"}}
	termMilestone = rule.Term{ID: "milestone", Label: rule.Text{ZH: "年度应达火化率", EN: "rate required in the year"},
		Formula: "{base} + ({target} − {base}) × {passed} ÷ {years}"}
	termCremations = rule.Term{ID: "cremations", Label: rule.Text{ZH: "火化数", EN: "cremations"}}
	termDeaths     = rule.Term{ID: "deaths", Label: rule.Text{ZH: "死亡人数", EN: "deaths"}}
	termShare      = rule.Term{ID: "share", Label: rule.Text{ZH: "火化率", EN: "cremation rate"}, Formula: "{cremations} ÷ {deaths}"}
	termMet        = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{share} ≥ {milestone}"}
	termMissing    = rule.Term{ID: "missing", Label: rule.Text{ZH: "本年还差（具）", EN: "cremations missing this year"},
		Formula: "min n: ({cremations} + n) ÷ {deaths} ≥ {milestone}"}
	termToTarget = rule.Term{ID: "to_target", Label: rule.Text{ZH: "距目标值还差（具）", EN: "cremations missing to the target"},
		Formula: "min n: ({cremations} + n) ÷ {deaths} ≥ {target}"}
)

func checkCremation(p CremationPolicy) (CremationPolicy, error) {
	var f rule.Faults
	if p.BaseYear == 0 {
		f.Missing("base_year")
	}
	f.ShareRate("base", p.Base)
	f.ShareRate("target", p.Target)
	years := p.TargetYear - p.BaseYear
	switch {
	case p.TargetYear == 0:
		f.Missing("target_year")
	case years < 1 || years > 1000:
		f.Add(rule.CodeRange, "target_year", strconv.Itoa(p.TargetYear), rule.Text{
			ZH: "应在基期年之后（至多1000年）", EN: "must be after the base year, by at most 1000 years"})
	default:
		for k := range years {
			if _, err := p.Base.Toward(p.Target, k, years); err != nil {
				f.Wrap("target", err)
				break
			}
		}
	}
	return p, f.Err()
}

// at gives the milestone of a year.
func (p *CremationPolicy) at(year int, t *rule.Trace) (unit.Rate, error) {
	if year < p.BaseYear || year > p.TargetYear {
		var f rule.Faults
		f.Add(rule.CodeRange, "year", strconv.Itoa(year), rule.Text{
			ZH: "应在" + strconv.Itoa(p.BaseYear) + "至" + strconv.Itoa(p.TargetYear) + "年之间",
			EN: "must be " + strconv.Itoa(p.BaseYear) + " to " + strconv.Itoa(p.TargetYear)})
		return unit.Rate{}, f.Err()
	}
	passed, years := year-p.BaseYear, p.TargetYear-p.BaseYear
	m, err := p.Base.Toward(p.Target, passed, years)
	t.Rate(&termBase, p.Base)
	t.Rate(&termTarget, p.Target)
	t.Count(&termPassed, int64(passed))
	t.Count(&termYears, int64(years))
	t.Rate(&termMilestone, m)
	return m, err
}

func milestoneOf(p *CremationPolicy, in Year, t *rule.Trace) (Required, error) {
	m, err := p.at(in.Year, t)
	return Required{Rate: m}, err
}

func cremation(p *CremationPolicy, in Deaths, t *rule.Trace) (CremationFinding, error) {
	var out CremationFinding
	share, err := unit.NewShare(in.Cremations, in.Deaths)
	if err != nil {
		var f rule.Faults
		f.Share("cremations", in.Cremations, "deaths", in.Deaths)
		return out, f.Err()
	}
	m, err := p.at(in.Year, t)
	if err != nil {
		return out, err
	}
	out.Actual, out.Required, out.Met = share, m, share.Meets(m)
	if out.Shortfall, err = share.ToConvert(m); err != nil {
		return CremationFinding{}, err
	}
	if out.ToTarget, err = share.ToConvert(p.Target); err != nil {
		return CremationFinding{}, err
	}
	t.Count(&termCremations, in.Cremations)
	t.Count(&termDeaths, in.Deaths)
	t.Share(&termShare, share)
	t.Flag(&termMet, out.Met)
	t.Count(&termMissing, out.Shortfall)
	t.Count(&termToTarget, out.ToTarget)
	return out, nil
}
