package funeral

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Year is a year of the policy: from the base year to the target year.
type Year struct {
	Year int `json:"year" zh:"年度" en:"year" range:"[1900,2199]"`
}

// UnmarshalJSON refuses an absent year.
func (y *Year) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, y) }

// Reference 年度参考值 is the answer of [YearlyReference].
type Reference struct {
	Rate unit.ExactRate `json:"rate" zh:"年度参考值（等差测算，规划未定）" en:"the year's reference (equal steps, not set by the plan)"`
}

// YearlyReference 遗体火化率年度参考值 gives a year's point on the way from the base to the target,
// in equal yearly steps: by default 88 % in 2021 to 90 % in 2025 (T2.20). The plan sets the
// two ends only; the steps between are this module's reckoning, a reference and no demand.
//
// Errors: [rule.Range] for a year outside the policy's.
var YearlyReference = rule.MustNew(rule.Definition[CremationPolicy, Year, Reference]{
	ID: "funeral.cremation-milestone", Version: 1,
	Title: rule.Text{ZH: "遗体火化率年度参考值（等差测算，规划未定）", EN: "Yearly reference of the cremation rate (equal steps, not set by the plan)"},
	Basis: basis(), Defaults: &plan, Sources: sources(), Check: checkPolicy,
	Steps: []*rule.Term{&yearTerms[0], &yearTerms[1], &yearTerms[2]}, Never: outsideYears(), Kernel: yearlyReference,
})

var yearTerms = reference("rate")

func yearlyReference(p *CremationPolicy, in Year, t *rule.Trace) (Reference, error) {
	if !p.covers(in.Year) {
		var f rule.Errors
		p.outside(&f, in.Year)
		return Reference{}, f.Err()
	}
	r, err := p.at(in.Year)
	if err != nil {
		return Reference{}, err
	}
	if t.On() {
		p.trace(t, &yearTerms, in.Year, r)
	}
	return Reference{Rate: r}, nil
}
