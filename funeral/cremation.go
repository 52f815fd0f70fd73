package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Deaths counts a year's deaths.
type Deaths struct {
	// Year is from the policy's base year to its target year.
	Year int `json:"year" zh:"年度" en:"year" range:"[1900,2199]"`
	// Scope 统计口径 says whose deaths and cremations these are; both counts have the same.
	Scope Scope `json:"scope" zh:"统计口径" en:"scope"`
	// Deaths 死亡人数 is at least 1: the remains that the rate counts.
	Deaths int64 `json:"deaths" zh:"死亡人数" en:"deaths" range:"[0,9007199254740991]"`
	// Cremations 火化遗体数 is 0 to Deaths.
	Cremations int64 `json:"cremations" zh:"火化遗体数（具）" en:"cremations" range:"[0,9007199254740991]"`
}

// UnmarshalJSON refuses a field that is absent.
func (d *Deaths) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

type statuses struct{}

func (statuses) Choices() rule.Choices { return statusNames }

var statusNames = rule.Choices{
	Reached: {Code: "reached", Label: rule.Text{ZH: "已达目标", EN: "target reached"}},
	NotDue:  {Code: "not-due", Label: rule.Text{ZH: "未到期", EN: "not yet due"}},
	Missed:  {Code: "missed", Label: rule.Text{ZH: "未达目标", EN: "target missed"}},
}

// Status 目标完成情况 says how a year stands to the plan's target.
type Status = rule.Enum[statuses]

// How a year can stand.
const (
	Reached Status = iota + 1 // 已达目标: the rate is at least the target, in whatever year
	NotDue                    // 未到期: it is not, and the target year is yet to come
	Missed                    // 未达目标: it is not, in the target year
)

// CremationFinding 遗体火化率检查结论 is the answer of [Cremation]: the verdict on the plan's target,
// and beside it, as a reference, how the year stands to equal yearly steps.
type CremationFinding struct {
	Status Status `json:"status,omitzero" zh:"目标完成情况" en:"how it stands to the target"`
	// Scope 统计口径 is whose rate it is, as the facts have it.
	Scope    Scope      `json:"scope,omitzero" zh:"统计口径" en:"scope"`
	Actual   unit.Share `json:"actual,omitzero" zh:"实际火化率" en:"actual cremation rate"`
	Required unit.Rate  `json:"required" zh:"目标值" en:"target" step:"target"`
	// ToTarget 距目标值还差 is how many more of the year's deaths had to be cremated to meet
	// the target; zero exactly when it is reached.
	ToTarget int64 `json:"to_target" zh:"距目标值还差的火化遗体（具）" en:"cremations lacking to the target" range:"[0,)"`
	// Reference 年度参考值 is the year's point on equal steps from base to target. The plan does
	// not set it.
	Reference    unit.ExactRate `json:"reference" zh:"年度参考值（等差测算，规划未定）" en:"the year's reference (equal steps, not set by the plan)"`
	ReferenceMet bool           `json:"reference_met" zh:"达到年度参考值" en:"reference met"`
	// ToReference 距年度参考值还差 is how many more had to be cremated to meet the reference; zero
	// exactly when ReferenceMet.
	ToReference int64 `json:"to_reference" zh:"距年度参考值还差的火化遗体（具）" en:"cremations lacking to the reference" range:"[0,)"`
}

// Cremation 年增遗体火化率（较省厅新增） holds a year's cremation rate against the target, 90 % by
// 2025 (T2.20, whose printed name this is; the rate itself is meant, see the discrepancy
// cremation-label). A year before the target's is not missed, whatever its rate: it is not
// due. How it stands to equal steps from 87.5 % in 2020 is shown beside, as a reference.
//
// The plan does not say whether all deaths are the rate's whole or those of the cremation zone: the
// facts do, and the answer repeats it (discrepancy cremation-deaths).
//
// Errors: [rule.Range] for a year outside the policy's, a count outside its range or more
// cremations than deaths; [rule.EmptyWhole] for no deaths; [rule.Missing] for a scope not given.
var Cremation = rule.MustNew(rule.Definition[CremationPolicy, Deaths, CremationFinding]{
	ID: "funeral.cremation", Version: 1,
	Title: rule.Text{ZH: row.Printed + "检查", EN: "Check of the cremation rate"},
	Basis: basis(), Defaults: &plan, Sources: sources(), Check: checkPolicy,
	Steps:  []*rule.Term{&actual, &status, &toTarget, &refTerms[0], &refTerms[1], &refTerms[2], &referenceMet, &toReference},
	Never:  outsideYears(),
	Kernel: cremation,
})

var (
	actual = rule.Term{ID: "actual", Label: rule.Text{ZH: "火化率", EN: "cremation rate"}, Formula: "{cremations} ÷ {deaths}"}
	status = rule.Term{ID: "status", Label: rule.Text{ZH: "目标完成情况", EN: "how it stands to the target"}, Clause: row.Cited(),
		Formula: "if({actual} ≥ {target}, 'reached', if({year} < {target_year}, 'not-due', 'missed'))"}
	toTarget = rule.Term{ID: "to_target", Label: rule.Text{ZH: "距目标值还差", EN: "lacking to the target"},
		Formula: "least n: ({cremations} + n) ÷ {deaths} ≥ {target}"}
	refTerms     = reference("reference")
	referenceMet = rule.Term{ID: "reference_met", Label: rule.Text{ZH: "达到年度参考值", EN: "reference met"}, Formula: "{actual} ≥ {reference}"}
	toReference  = rule.Term{ID: "to_reference", Label: rule.Text{ZH: "距年度参考值还差", EN: "lacking to the reference"},
		Formula: "least n: ({cremations} + n) ÷ {deaths} ≥ {reference}"}
)

func cremation(p *CremationPolicy, in Deaths, t *rule.Trace) (CremationFinding, error) {
	share, err := unit.NewShare(in.Cremations, in.Deaths)
	if err != nil || !p.covers(in.Year) || !in.Scope.IsValid() {
		return CremationFinding{}, p.refuse(in)
	}
	ref, err := p.at(in.Year)
	if err != nil {
		return CremationFinding{}, err
	}
	toReach, err := ref.CountOf(in.Deaths)
	if err != nil {
		return CremationFinding{}, err
	}
	need, err := p.Target.CountOf(in.Deaths)
	if err != nil {
		return CremationFinding{}, err
	}
	lack := max(toReach-in.Cremations, 0)
	out := CremationFinding{
		Status: NotDue, Scope: in.Scope, Actual: share, Required: p.Target, ToTarget: max(need-in.Cremations, 0),
		Reference: ref, ReferenceMet: lack == 0, ToReference: lack,
	}
	switch {
	case out.ToTarget == 0:
		out.Status = Reached
	case in.Year == p.TargetYear:
		out.Status = Missed
	}
	if t.On() {
		t.Share(&actual, share)
		t.Choice(&status, out.Status)
		t.Count(&toTarget, out.ToTarget)
		p.trace(t, &refTerms, in.Year, ref)
		t.Flag(&referenceMet, out.ReferenceMet)
		t.Count(&toReference, out.ToReference)
	}
	return out, nil
}

// emptyWhole says of a count that it is zero, so that no rate of it is computed.
var emptyWhole = rule.Text{ZH: "总数为零，没有占比：请核对", EN: "zero, so that there is no share of it: check it"}

// refuse names everything that is wrong; counts outside their ranges are named by rule.
func (p *CremationPolicy) refuse(in Deaths) error {
	var f rule.Errors
	if !p.covers(in.Year) {
		p.outside(&f, in.Year)
	}
	switch {
	case in.Deaths == 0:
		f.Add(rule.EmptyWhole, "deaths", "0", emptyWhole)
	case in.Deaths > 0 && in.Deaths < in.Cremations && in.Cremations <= unit.MaxCount:
		whole := strconv.FormatInt(in.Deaths, 10)
		f.Add(rule.Range, "cremations", strconv.FormatInt(in.Cremations, 10), rule.Text{ZH: "不得大于死亡人数" + whole, EN: "must not be above the deaths, " + whole})
	case len(f) == 0:
		return rule.Refused
	}
	return f.Err()
}
