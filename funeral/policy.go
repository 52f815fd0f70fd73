package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// CremationPolicy 火化率目标 holds the parameters of [Cremation] and [YearlyReference]: from where
// to where the cremation rate (遗体火化率) is to go. Any years and rates will do: references
// that do not end as decimals are exact fractions.
type CremationPolicy struct {
	// BaseYear and Base: the plan's are 2020 and 87.5 %.
	BaseYear int       `json:"base_year" zh:"基期年" en:"base year" range:"[1900,2199]"`
	Base     unit.Rate `json:"base" zh:"基值" en:"base" range:"(0,100%]"`
	// TargetYear and Target: the plan's are 2025 and 90 %. The year is after BaseYear.
	TargetYear int       `json:"target_year" zh:"目标年" en:"target year" range:"[1900,2199]"`
	Target     unit.Rate `json:"target" zh:"目标值" en:"target" range:"(0,100%]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *CremationPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

var (
	row  = seeds.Row2(20)
	base = seeds.MustFigure("table-base")
	end  = seeds.MustFigure("table-target")
	plan = CremationPolicy{BaseYear: base.Year(), Base: row.BaseRate(), TargetYear: end.Year(), Target: row.Rate()}
)

func basis() []rule.Clause { return []rule.Clause{row.CitedBase(), row.Cited()} }

// sources: the years stand in the heads of the table's columns.
func sources() []rule.Source {
	return []rule.Source{
		{Path: "base_year", Clause: base.Clause},
		{Path: "base", Clause: row.CitedBase()},
		{Path: "target_year", Clause: end.Clause},
		{Path: "target", Clause: row.Cited()},
	}
}

func checkPolicy(p CremationPolicy) (CremationPolicy, error) {
	var f rule.Errors
	if p.TargetYear <= p.BaseYear {
		f.Add(rule.Range, "target_year", strconv.Itoa(p.TargetYear), rule.Text{
			ZH: "应在基期年" + strconv.Itoa(p.BaseYear) + "之后", EN: "must be after the base year, " + strconv.Itoa(p.BaseYear)})
	}
	return p, f.Err()
}

// outsideYears are the cases of years that the policy does not cover.
func outsideYears() []string { return []string{"{year} < {base_year}", "{year} > {target_year}"} }

// covers reports whether a year is one of the policy's.
func (p *CremationPolicy) covers(year int) bool { return year >= p.BaseYear && year <= p.TargetYear }

func (p *CremationPolicy) outside(f *rule.Errors, year int) {
	f.Add(rule.Range, "year", strconv.Itoa(year), rule.Text{
		ZH: "应在" + strconv.Itoa(p.BaseYear) + "至" + strconv.Itoa(p.TargetYear) + "年之间",
		EN: "must be " + strconv.Itoa(p.BaseYear) + " to " + strconv.Itoa(p.TargetYear)})
}

// at gives the reference of a year that the policy covers.
func (p *CremationPolicy) at(year int) (unit.ExactRate, error) {
	return p.Base.TowardExact(p.Target, year-p.BaseYear, p.TargetYear-p.BaseYear)
}

// reference are the steps of a reference, for the answer's field of that name.
func reference(id string) [3]rule.Term {
	return [3]rule.Term{
		{ID: "passed", Label: rule.Text{ZH: "已过年数", EN: "years passed"}, Formula: "{year} − {base_year}"},
		{ID: "years", Label: rule.Text{ZH: "总年数", EN: "years in all"}, Formula: "{target_year} − {base_year}"},
		{ID: id, Label: referenceLabel, Formula: "{base} + ({target} − {base}) × ({passed} ÷ {years})"},
	}
}

var referenceLabel = rule.Text{ZH: "年度参考值（等差测算，规划未定）", EN: "the year's reference (equal steps, not set by the plan)"}

func (p *CremationPolicy) trace(t *rule.Trace, terms *[3]rule.Term, year int, r unit.ExactRate) {
	t.Count(&terms[0], int64(year-p.BaseYear))
	t.Count(&terms[1], int64(p.TargetYear-p.BaseYear))
	t.Value(&terms[2], r)
}
