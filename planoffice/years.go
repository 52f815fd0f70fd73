package planoffice

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// YearsPolicy holds the parameters of [Years]: the years of the bases and of the targets, of Table 2 by default.
type YearsPolicy struct {
	BaseYear int `json:"base_year" zh:"基期年" en:"base year" range:"[1900,2199]"`
	// TargetYear is after BaseYear.
	TargetYear int `json:"target_year" zh:"目标年" en:"target year" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *YearsPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// YearOf 年度 is a year of the way from a base to a target.
type YearOf struct {
	// Base 基期数 is what there was in the base year; Target 目标数 what there is to be by the target year's end.
	Base   int64 `json:"base" zh:"基期数" en:"base" range:"[0,10000000]"`
	Target int64 `json:"target" zh:"目标数" en:"target" range:"[0,10000000]"`
	// Year is after the base year and not after the target year.
	Year int `json:"year" zh:"年度" en:"year" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a fact that is absent.
func (y *YearOf) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, y) }

// YearTarget 年度参考 is the answer of [Years]: a reference, computed in equal steps. The plan sets none for the years between.
type YearTarget struct {
	// Reached 年末参考数 is what there would be by the year's end; Step 当年新增 what is added in the year, Left 以后年度新增 what
	// is left for the years after it.
	Reached int64 `json:"reached" zh:"年末参考数（均摊测算，规划未定）" en:"reference for the year's end (equal steps, not set by the plan)" range:"[0,)"`
	Step    int64 `json:"step" zh:"当年新增参考（均摊测算，规划未定）" en:"reference of what the year adds (equal steps, not set by the plan)" range:"[0,)"`
	Left    int64 `json:"left" zh:"以后年度新增参考（均摊测算，规划未定）" en:"reference of what later years add (equal steps, not set by the plan)" range:"[0,)"`
}

// Years 目标按年度分解 takes a target apart for the years from its base: whole steps, as even as they can be, that add up to it
// exactly, never falling. A year's end is rounded up, so that it is not behind the even way, and the larger steps come
// first. A base at or above the target leaves nothing to add.
//
// The division into years is this module's, and no duty: the plan sets the two ends and no yearly steps. Errors: [rule.Range] for a number outside its
// range, and for a year that is not after the base year, or is after the target year.
var Years = rule.MustNew(rule.Definition[YearsPolicy, YearOf, YearTarget]{
	ID: "planoffice.years", Version: 1, Title: rule.Text{ZH: "目标按年度分解（均摊测算，规划未定）", EN: "A target taken apart for years (equal steps, not set by the plan)"},
	Basis: append(basis(), baseYear.Clause, targetYear.Clause), Defaults: &YearsPolicy{baseYear.Year(), targetYear.Year()},
	Sources: []rule.Source{{Path: "base_year", Clause: baseYear.Clause}, {Path: "target_year", Clause: targetYear.Clause}},
	Check:   checkYears, Never: []string{"{year} ≤ {base_year}", "{year} > {target_year}"}, Kernel: years,
	Always: []string{"{reached} ≤ max({base}, {target})", "{step} < {lacking} × (1 ÷ {years}) + 1", "{step} > {lacking} × (1 ÷ {years}) − 1",
		"{left} ≤ {lacking} × (({years} − {passed}) ÷ {years})"},
	Steps: []*rule.Term{&termYears, &termPassed, &termLacking, &termDone, &termBefore, &termReached, &termStep, &termLeft},
})

var (
	baseYear, targetYear = seeds.MustFigure("table-base"), seeds.MustFigure("table-target")

	termYears   = rule.Term{ID: "years", Label: rule.Text{ZH: "总年数", EN: "years in all"}, Formula: "{target_year} − {base_year}"}
	termPassed  = rule.Term{ID: "passed", Label: rule.Text{ZH: "已过年数", EN: "years passed"}, Formula: "{year} − {base_year}"}
	termLacking = rule.Term{ID: "lacking", Label: rule.Text{ZH: "共需新增", EN: "to add in all"}, Formula: "max({target} − {base}, 0)"}
	termDone    = rule.Term{ID: "done", Label: rule.Text{ZH: "至年末累计新增", EN: "added by the year's end"}, Formula: "least n: n × {years} ≥ {lacking} × {passed}"}
	termBefore  = rule.Term{ID: "before", Label: rule.Text{ZH: "至上年末累计新增", EN: "added by the end of the year before"},
		Formula: "least n: n × {years} ≥ {lacking} × ({passed} − 1)"}
	termReached = rule.Term{ID: "reached", Label: rule.Text{ZH: "年末参考数（均摊测算，规划未定）", EN: "reference for the year's end (equal steps, not set by the plan)"}, Formula: "{base} + {done}"}
	termStep    = rule.Term{ID: "step", Label: rule.Text{ZH: "当年新增参考（均摊测算，规划未定）", EN: "reference of what the year adds (equal steps, not set by the plan)"}, Formula: "{done} − {before}"}
	termLeft    = rule.Term{ID: "left", Label: rule.Text{ZH: "以后年度新增参考（均摊测算，规划未定）", EN: "reference of what later years add (equal steps, not set by the plan)"}, Formula: "{lacking} − {done}"}
)

func checkYears(p YearsPolicy) (YearsPolicy, error) {
	var f rule.Errors
	if p.TargetYear <= p.BaseYear {
		f.Add(rule.Range, "target_year", itoa(p.TargetYear), rule.Text{ZH: "应在基期年" + itoa(p.BaseYear) + "之后", EN: "must be after the base year, " + itoa(p.BaseYear)})
	}
	return p, f.Err()
}

func years(p *YearsPolicy, in YearOf, t *rule.Trace) (YearTarget, error) {
	if min(in.Base, in.Target) < 0 || max(in.Base, in.Target) > MaxThings || in.Year < 1900 || in.Year > 2199 {
		return YearTarget{}, rule.Refused
	}
	if in.Year <= p.BaseYear || in.Year > p.TargetYear {
		return YearTarget{}, outside(p, in.Year)
	}
	all, passed := int64(p.TargetYear-p.BaseYear), int64(in.Year-p.BaseYear)
	lacking := max(in.Target-in.Base, 0)
	done, before := (lacking*passed+all-1)/all, (lacking*(passed-1)+all-1)/all
	out := YearTarget{Reached: in.Base + done, Step: done - before, Left: lacking - done}
	if t.On() {
		t.Count(&termYears, all)
		t.Count(&termPassed, passed)
		t.Count(&termLacking, lacking)
		t.Count(&termDone, done)
		t.Count(&termBefore, before)
		t.Count(&termReached, out.Reached)
		t.Count(&termStep, out.Step)
		t.Count(&termLeft, out.Left)
	}
	return out, nil
}

func outside(p *YearsPolicy, year int) error {
	from, to := strconv.Itoa(p.BaseYear+1), strconv.Itoa(p.TargetYear)
	var f rule.Errors
	f.Add(rule.Range, "year", strconv.Itoa(year), rule.Text{ZH: "应在" + from + "年至" + to + "年之间", EN: "must be " + from + " to " + to})
	return f.Err()
}
