package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Outcome 认定结果 says whether a household receives the allowance, and if not,
// why. The zero Outcome belongs to no answer.
type Outcome uint8

// The outcomes.
const (
	Eligible     Outcome = iota + 1 // 符合条件
	OverIncome                      // 收入不低于标准
	OverProperty                    // 财产超限
	OverBoth                        // 收入不低于标准且财产超限
)

// Award 核定结果 is what a household receives.
type Award struct {
	// Amount 月低保金 is the allowance a month in yuan; 0.00 unless Eligible.
	Amount unit.Money `json:"amount" zh:"月低保金（元）" en:"allowance a month (yuan)"`
	// Outcome says whether the household is eligible, or why not.
	Outcome Outcome `json:"outcome" zh:"认定结果" en:"outcome"`
}

// Standard holds the parameters of [TopUp].
type Standard struct {
	// Monthly 最低生活保障标准 is the county's allowance standard a person and
	// month, in yuan; above zero.
	Monthly unit.Money `json:"monthly" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)"`
	// Rounding 取整方式 rounds the household's amount; unset means
	// [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding"`
	// PerHead 按人取整 is for a county whose norm orders that the top-up of each
	// person be rounded before it is multiplied by the members. Unset, as by
	// default, nothing is divided and nothing overpaid: a third of 1,400 times
	// three is 1,400.
	PerHead unit.Rounding `json:"per_head,omitzero" zh:"按人取整" en:"rounding a person"`
}

// County 县区参数 holds all parameters of [Benefit]; the plan sets none of the
// amounts, so they are the county's.
type County struct {
	// Standard 最低生活保障标准 is the allowance standard a person and month, in
	// yuan; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)"`
	// PropertyCeiling 财产限额 is the property allowed for each member, in yuan;
	// above zero.
	PropertyCeiling unit.Money `json:"property_ceiling" zh:"人均财产限额（元）" en:"property ceiling a person (yuan)"`
	// EmploymentCosts says whose costs are deducted; zero means [RuralOnly].
	EmploymentCosts Deduction `json:"employment_costs,omitzero" zh:"就业成本扣减范围" en:"employment costs"`
	// Rounding rounds the household's amount; unset means [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding"`
	// PerHead rounds each person's top-up first; unset means that it does not.
	// See [Standard].
	PerHead unit.Rounding `json:"per_head,omitzero" zh:"按人取整" en:"rounding a person"`
}

// Means gives the part of the county's parameters that [CountMeans] needs.
func (c County) Means() MeansPolicy {
	return MeansPolicy{PropertyCeiling: c.PropertyCeiling, EmploymentCosts: c.EmploymentCosts}
}

// TopUp gives the part of the county's parameters that [TopUp] needs.
func (c County) TopUp() Standard {
	return Standard{Monthly: c.Standard, Rounding: c.Rounding, PerHead: c.PerHead}
}

// Benefit 家庭月低保金核定 decides whether a household receives the allowance and
// how much: the exact difference between the standard for all its members and
// its countable income, rounded once, by default up to the yuan.
//
// It is [CountMeans] followed by [TopUp]. Its parameters are the county's: give
// them with Under. Errors name each bad field: a member's negative income, a
// household of nobody, property not given.
var Benefit = rule.MustNew(rule.Definition[County, Household, Award]{
	ID: "assistance.benefit", Version: 1,
	Title: rule.Text{ZH: "家庭月低保金核定", EN: "Household monthly allowance"},
	Basis: []rule.Clause{clauseStandard, clauseEmploymentCost, clauseProperty},
	Check: checkCounty, Kernel: benefit, InPlace: benefitOf,
})

// TopUp 补差核定 decides from a household's [Means] what the standard tops it up
// by: the part of [Benefit] that a change of standard repeats.
var TopUp = rule.MustNew(rule.Definition[Standard, Means, Award]{
	ID: "assistance.top-up", Version: 1,
	Title: rule.Text{ZH: "补差核定", EN: "Top-up to the standard"},
	Basis: []rule.Clause{clauseStandard},
	Check: checkStandard, Kernel: topUp,
})

var clauseStandard = seeds.MustQuote("三(一)4", "合理确定最低生活保障标准")

var (
	termStandard = rule.Term{ID: "standard", Label: rule.Text{ZH: "低保标准", EN: "allowance standard"}, Clause: clauseStandard}
	termGap      = rule.Term{ID: "gap", Label: rule.Text{ZH: "补差（取整前）", EN: "top-up before rounding"},
		Formula: "{standard} × {members} − {household_income}"}
	termPerHead = rule.Term{ID: "per_head", Label: rule.Text{ZH: "人均补差（取整前）", EN: "top-up a person before rounding"},
		Formula: "{gap} ÷ {members}"}
	termHeadRounding = rule.Term{ID: "per_head_rounding", Label: rule.Text{ZH: "按人取整", EN: "rounding a person"}}
	termHeadRounded  = rule.Term{ID: "per_head_rounded", Label: rule.Text{ZH: "人均补差", EN: "top-up a person"},
		Formula: "round({per_head}, {per_head_rounding})"}
	termHeads = rule.Term{ID: "gap", Label: rule.Text{ZH: "补差（按人取整后）", EN: "top-up from rounded persons"},
		Formula: "{per_head_rounded} × {members}"}
	termOutcome  = rule.Term{ID: "outcome", Label: rule.Text{ZH: "认定结果", EN: "outcome"}}
	termRounding = rule.Term{ID: "rounding", Label: rule.Text{ZH: "取整方式", EN: "rounding"}}
	termAmount   = rule.Term{ID: "amount", Label: rule.Text{ZH: "月低保金", EN: "allowance a month"},
		Formula: "round({gap}, {rounding})"}
	termNothing = rule.Term{ID: "amount", Label: rule.Text{ZH: "月低保金", EN: "allowance a month"}}
)

func checkCounty(c County) (County, error) {
	var f rule.Faults
	means, err := checkMeans(c.Means())
	std, err2 := checkStandard(c.TopUp())
	for _, e := range append(rule.AllErrors(err2), rule.AllErrors(err)...) {
		field := e.Field
		if field == "monthly" {
			field = "standard"
		}
		f.Add(e.Code, field, e.Value, e.Reason)
	}
	c.EmploymentCosts, c.Rounding = means.EmploymentCosts, std.Rounding
	return c, f.Err()
}

func checkStandard(s Standard) (Standard, error) {
	var f rule.Faults
	f.PositiveMoney("monthly", s.Monthly)
	f.Rounding("rounding", s.Rounding)
	f.Rounding("per_head", s.PerHead)
	if s.Rounding == 0 {
		s.Rounding = unit.UpToYuan
	}
	return s, f.Err()
}

func benefit(c *County, h Household, t *rule.Trace) (Award, error) { return benefitOf(c, &h, t) }

// benefitOf is [CountMeans] and [TopUp] in one go, from the same pieces: calling
// the one and then the other costs a fifth more than this.
func benefitOf(c *County, h *Household, t *rule.Trace) (Award, error) {
	sum, sign := countable(h.Members, c.EmploymentCosts.mask(h.Area))
	if sign|h.unfit(sum) < 0 {
		return Award{}, faultsOf(h)
	}
	members := int64(len(h.Members))
	due, outcome := shortfall(c.Standard, sum, members, h.over(c.PropertyCeiling))
	if c.PerHead.IsSet() {
		var err error
		if due, err = perHead(due, members, c.PerHead, nil); err != nil {
			return Award{}, tooLarge("standard", err)
		}
	}
	amount, err := unit.MoneyFromFen(c.Rounding.Fen(due))
	if err != nil {
		return Award{}, tooLarge("standard", err)
	}
	a := Award{Amount: amount, Outcome: outcome}
	if t.On() {
		traceBenefit(t, c, h, sum, a)
	}
	return a, nil
}

func topUp(s *Standard, m Means, t *rule.Trace) (Award, error) {
	income, members := m.Income.Fen(), int64(m.Members)
	if income|(members-1)|(MaxMembers-members) < 0 { // a row that the caller made
		return Award{}, faultsOfMeans(m)
	}
	due, outcome := shortfall(s.Monthly, income, members, bit(m.OverProperty))
	if s.PerHead.IsSet() {
		var err error
		if due, err = perHead(due, members, s.PerHead, nil); err != nil {
			return Award{}, tooLarge("monthly", err)
		}
	}
	amount, err := unit.MoneyFromFen(s.Rounding.Fen(due))
	if err != nil {
		return Award{}, tooLarge("monthly", err)
	}
	a := Award{Amount: amount, Outcome: outcome}
	if t.On() {
		t.Money(&termHouseholdGiven, m.Income)
		t.Count(&termMembers, members)
		t.Flag(&termOverGiven, m.OverProperty)
		traceTopUp(t, *s, members, income, a)
	}
	return a, nil
}

// shortfall is what a household lacks to the standard, in fen before rounding,
// and 0 if it is not eligible; without branches that depend on the data. It
// multiplies and never divides: per head and back would overpay.
func shortfall(standard unit.Money, income, members, over int64) (due int64, outcome Outcome) {
	gap := standard.Fen()*members - income
	return max(gap, 0) & (over - 1), Eligible + Outcome(bit(gap <= 0)+2*over)
}

func traceBenefit(t *rule.Trace, c *County, h *Household, sum int64, a Award) {
	if income, err := unit.MoneyFromFen(sum); err == nil {
		traceMeans(t, c.PropertyCeiling, c.EmploymentCosts, h, income)
	}
	traceTopUp(t, c.TopUp(), int64(len(h.Members)), sum, a)
}

var (
	termHouseholdGiven = rule.Term{ID: "household_income", Label: rule.Text{ZH: "家庭月收入", EN: "household income"}}
	termOverGiven      = rule.Term{ID: "over_property", Label: rule.Text{ZH: "财产超限", EN: "property above the ceiling"}}
)

func faultsOfMeans(m Means) error {
	var f rule.Faults
	f.Negative("income", m.Income)
	if m.Members < 1 || m.Members > MaxMembers {
		f.Add(rule.CodeRange, "members", strconv.Itoa(int(m.Members)), rule.Text{
			ZH: "应为1至" + strconv.Itoa(MaxMembers), EN: "must be 1 to " + strconv.Itoa(MaxMembers)})
	}
	return f.Err()
}

// bit is 1 for true, without a branch.
func bit(b bool) int64 {
	var n int64
	if b {
		n = 1
	}
	return n
}

func traceTopUp(t *rule.Trace, s Standard, members, income int64, a Award) {
	gap := s.Monthly.Fen()*members - income
	t.Money(&termStandard, s.Monthly)
	if v, err := unit.MoneyFromFen(gap); err == nil {
		t.Exact(&termGap, v.Exact())
	}
	t.Choice(&termOutcome, a.Outcome.String(), a.Outcome.Label())
	if a.Outcome != Eligible {
		t.Money(&termNothing, a.Amount)
		return
	}
	if s.PerHead.IsSet() {
		_, _ = perHead(gap, members, s.PerHead, t) // answered before, now for its steps
	}
	t.Rounding(&termRounding, s.Rounding)
	t.Money(&termAmount, a.Amount)
}

// perHead rounds each person's part, for the norms that order it.
func perHead(due, members int64, head unit.Rounding, t *rule.Trace) (int64, error) {
	whole, err := unit.MoneyFromFen(due)
	if err != nil {
		return 0, err
	}
	each, err := whole.Exact().Div(int32(members))
	if err != nil {
		return 0, err
	}
	part, err := each.Round(head)
	if err != nil {
		return 0, err
	}
	sum, err := part.Mul(members)
	if err != nil {
		return 0, err
	}
	if t.On() {
		t.Exact(&termPerHead, each)
		t.Rounding(&termHeadRounding, head)
		t.Money(&termHeadRounded, part)
		t.Exact(&termHeads, sum.Exact())
	}
	return sum.Fen(), nil
}

// tooLarge says that the standard, the parameter of this name, is too large for a
// household of this size.
func tooLarge(field string, err error) error {
	var f rule.Faults
	f.Wrap(field, err)
	return f.Err()
}
