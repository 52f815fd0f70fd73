package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Award 审核确认结果 is what a household receives.
type Award struct {
	// Amount 月低保金 is the allowance a month in yuan; above zero for a household
	// that is Eligible, 0.00 for any other.
	Amount unit.Money `json:"amount" zh:"月低保金（元）" en:"allowance a month (yuan)" range:"[0,)"`
	// Outcome says whether the household is eligible, or why not.
	Outcome Outcome `json:"outcome,omitzero" zh:"审核确认结果" en:"outcome"`
}

// AllowancePolicy 县区参数 holds all parameters of [Allowance]; the plan sets none
// of the amounts, so they are the county's.
type AllowancePolicy struct {
	// Standard 最低生活保障标准 is the allowance standard a person and month, in
	// yuan; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
	// PropertyLimit 人均财产限定标准 is the property allowed for each member, in
	// yuan; above zero.
	PropertyLimit unit.Money `json:"property_limit" zh:"人均财产限定标准（元）" en:"property limit a person (yuan)" range:"(0,)"`
	// EmploymentCosts says whose costs are deducted; unset means [RuralOnly], the plan's
	// (三(一)2), while [MeansBySource] deducts for [Everyone]: see the register, employment-costs.
	EmploymentCosts Deduction `json:"employment_costs,omitzero" zh:"就业成本扣减范围" en:"employment costs deducted" default:"rural-only"`
	// Rounding rounds the household's amount; unset means [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" default:"up/yuan"`
	// PerHead rounds each person's top-up first; unset means that it does not.
	// See [TopUpPolicy].
	PerHead unit.Rounding `json:"per_head,omitzero" zh:"按人取整" en:"rounding a person"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *AllowancePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Means gives the part of the county's parameters that [MeansTest] needs.
func (p AllowancePolicy) Means() MeansPolicy {
	return MeansPolicy{PropertyLimit: p.PropertyLimit, EmploymentCosts: p.EmploymentCosts}
}

// TopUp gives the part of the county's parameters that [TopUp] needs.
func (p AllowancePolicy) TopUp() TopUpPolicy {
	return TopUpPolicy{Standard: p.Standard, Rounding: p.Rounding, PerHead: p.PerHead}
}

// Allowance 家庭月低保金审核确认 decides whether a household receives the allowance
// and how much: the exact difference between the standard for all its members and
// its countable income, rounded once, by default up to the yuan.
//
// It is [MeansTest] followed by [TopUp]. Its parameters are the county's: give
// them with Under. Errors name each bad field: a member's negative income, a
// household of nobody, property not given.
//
// A household that is eligible is never awarded 0.00: where the county's rounding
// comes to that, for a household that lacks 0.40 yuan to the standard under
// "half-up/yuan", the case is refused with a [rule.Range] error that names the rounding.
// Roundings up, as the default, never do.
var Allowance = rule.MustNew(rule.Definition[AllowancePolicy, Household, Award]{
	ID: "assistance.allowance", Version: 1,
	Title:   rule.Text{ZH: "家庭月低保金审核确认", EN: "Household monthly allowance"},
	Basis:   []rule.Clause{clauseStandard, clauseEmploymentCost, clauseProperty},
	Sources: []rule.Source{sourceDeduction},
	Steps:   append(meansSteps[:len(meansSteps):len(meansSteps)], allowanceTerms.list()...), KernelByRef: allowance,
	Open: []rule.Open[AllowancePolicy, Household]{openAllowanceCosts},
})

// clauseStandard asks for a standard, and says nothing of how a household is topped up to
// it or how the amount is rounded: steps do not cite it.
var clauseStandard = seeds.MustQuote("三(一)4", "合理确定最低生活保障标准")

var allowanceTerms = newTopUpTerms("{persons}", "{household_income}")

// allowance is [MeansTest] and [TopUp] in one go, from the same pieces: calling
// the one and then the other costs a fifth more than this.
func allowance(p *AllowancePolicy, h *Household, t *rule.Trace) (Award, error) {
	sum, sign := countable(h.Members, costMask(p.EmploymentCosts, h.Area))
	if sign|h.unfit(sum) < 0 {
		return Award{}, h.refused(sum)
	}
	members := int64(len(h.Members))
	due, why := shortfall(p.Standard, sum, members, h.over(p.PropertyLimit))
	fen := unit.UpToYuan.Fen(due)
	if p.Rounding != unit.UpToYuan || p.PerHead != 0 {
		var err error
		topUp := p.TopUp()
		if fen, err = topUp.payable(due, sum, members); err != nil {
			return Award{}, err
		}
	}
	amount, err := unit.MoneyFromFen(fen)
	if err != nil {
		return Award{}, tooLarge(err)
	}
	a := Award{Amount: amount, Outcome: Eligible + Outcome(why)}
	if t.On() {
		traceAllowance(t, p, h, sum, a)
	}
	return a, nil
}

func traceAllowance(t *rule.Trace, p *AllowancePolicy, h *Household, sum int64, a Award) {
	income, err := unit.MoneyFromFen(sum)
	if err != nil {
		return // unfit has looked
	}
	means, topUp := p.Means(), p.TopUp()
	traceMeans(t, &means, h, income)
	allowanceTerms.trace(t, &topUp, income, int64(len(h.Members)), a)
}
