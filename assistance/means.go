package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// MaxMembers is the largest household that is computed. With it, and with
// amounts below [unit.MaxFen], no sum or product of a kernel can overflow.
const MaxMembers = 127

// Member 家庭成员 is one person of a household with what a month brings in.
type Member struct {
	// Income 月收入 is gross income in a month, in yuan; not negative.
	Income unit.Money `json:"income" zh:"月收入（元）" en:"income a month (yuan)" range:"[0,)"`
	// EmploymentCost 必要的就业成本 is what earning it costs in the month, in
	// yuan; not negative. It is deducted from this member's income, never
	// below zero. The plan grants it to recipients who are able to work
	// (三(一)2): for a member to whom it is not granted give 0.00.
	EmploymentCost unit.Money `json:"employment_cost" zh:"必要的就业成本（元）" en:"necessary employment cost (yuan)" range:"[0,)"`
}

// Household 家庭 holds the facts of one application.
type Household struct {
	// Area must be given.
	Area Area `json:"area" zh:"城乡" en:"area"`
	// Members are 1 to [MaxMembers] persons, those who live together
	// (共同生活的家庭成员).
	Members []Member `json:"members" zh:"成员" en:"member" range:"[1,127]"`
	// Property 家庭财产 is the household's countable property in yuan; not
	// negative. Without it nothing is decided: the error's code is
	// [rule.Missing].
	Property rule.Given[unit.Money] `json:"property,omitzero" zh:"家庭财产（元）" en:"property (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (m *Member) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, m) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (h *Household) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, h) }

// MeansPolicy holds the parameters of [MeansTest].
type MeansPolicy struct {
	// PropertyLimit 人均财产限定标准 is the property allowed for each member, in
	// yuan; above zero. The county sets it (三(一)5): the plan has no figure, and
	// what it calls conditions (条件) beside amounts is not modelled.
	PropertyLimit unit.Money `json:"property_limit" zh:"人均财产限定标准（元）" en:"property limit a person (yuan)" range:"(0,)"`
	// EmploymentCosts says whose costs are deducted; unset means [RuralOnly],
	// the plan's (三(一)2), while [MeansBySource] follows article 13 of 民发〔2021〕57号 and
	// deducts for [Everyone]: see the register, employment-costs.
	EmploymentCosts Deduction `json:"employment_costs,omitzero" zh:"就业成本扣减范围" en:"employment costs deducted" default:"rural-only"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *MeansPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Means 家庭经济状况 is what remains of a household once its facts are counted:
// one flat row that does not depend on the allowance standard. Keep these rows
// and a new standard needs no second look at the members; see [TopUp].
type Means struct {
	// Income 扣减就业成本后的家庭月收入 is the household's countable income in a
	// month, in yuan; not negative.
	Income unit.Money `json:"income" zh:"家庭月收入（扣减就业成本后，元）" en:"countable income a month (yuan)" range:"[0,)" step:"household_income"`
	// Members is how many persons the household has, 1 to [MaxMembers].
	Members int32 `json:"members" zh:"共同生活家庭成员人数" en:"members" range:"[1,127]" step:"persons"`
	// OverProperty reports that property is above the limit for the members.
	OverProperty bool `json:"over_property" zh:"家庭财产超过限定标准" en:"property above the limit"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (m *Means) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, m) }

// MeansTest 家庭经济状况核算 counts a household's income after necessary
// employment costs (三(一)2) and holds its property against the county's limit
// (三(一)5). Its parameters are the county's: give them with Under.
//
// Errors name each bad fact: a negative amount, no members or more than
// [MaxMembers] ([rule.Range]), area or property not given ([rule.Missing]), incomes that
// add up to more than [unit.MaxFen].
var MeansTest = rule.MustNew(rule.Definition[MeansPolicy, Household, Means]{
	ID: "assistance.means-test", Version: 1,
	Title:   rule.Text{ZH: "家庭经济状况核算", EN: "Means of a household"},
	Basis:   []rule.Clause{clauseEmploymentCost, clauseProperty},
	Sources: []rule.Source{sourceDeduction},
	Steps:   meansSteps, KernelByRef: meansTest,
	Open: []rule.Open[MeansPolicy, Household]{openMeansCosts},
})

var (
	clauseEmploymentCost = seeds.MustQuote("三(一)2", "鼓励有劳动能力的农村最低生活保障对象参与就业，在计算家庭收入时扣减必要的就业成本")
	clauseProperty       = seeds.MustQuote("三(一)5", "家庭财产限定标准或条件")

	sourceDeduction = rule.Source{Path: "employment_costs", Clause: clauseEmploymentCost, Value: "rural-only"}
)

var (
	termDeducted = rule.Term{ID: "deducted", Label: rule.Text{ZH: "扣减就业成本", EN: "employment costs are deducted"},
		Formula: "{employment_costs} = 'everyone' or {employment_costs} = 'rural-only' and {area} = 'rural'", Clause: clauseEmploymentCost}
	termNet = rule.Term{ID: "net_income", Label: rule.Text{ZH: "扣减就业成本后收入", EN: "income after employment costs"},
		Formula: "if({deducted}, max({members.income} − {members.employment_cost}, 0), {members.income})"}
	termHousehold = rule.Term{ID: "household_income", Label: rule.Text{ZH: "家庭月收入", EN: "household income"},
		Formula: "sum({net_income})"}
	termPersons = rule.Term{ID: "persons", Label: rule.Text{ZH: "共同生活家庭成员人数", EN: "members"},
		Formula: "count({members})"}
	termOver = rule.Term{ID: "over_property", Label: rule.Text{ZH: "家庭财产超过限定标准", EN: "property above the limit"},
		Formula: "{property} > {property_limit} × {persons}", Clause: clauseProperty}

	meansSteps = []*rule.Term{&termDeducted, &termNet, &termHousehold, &termPersons, &termOver}
)

// deducted has bit 4d+a set where scope d deducts the costs of area a.
const deducted = 1<<Rural<<(4*RuralOnly) | (1<<Rural|1<<Urban)<<(4*Everyone)

// costMask keeps the employment costs of a household's members, or drops them.
func costMask(d Deduction, a Area) int64 { return -(deducted >> ((4*uint8(d) + uint8(a)) & 63) & 1) }

func meansTest(p *MeansPolicy, h *Household, t *rule.Trace) (Means, error) {
	sum, sign := countable(h.Members, costMask(p.EmploymentCosts, h.Area))
	if sign|h.unfit(sum) < 0 {
		return Means{}, h.refused(sum)
	}
	income, err := unit.MoneyFromFen(sum)
	if err != nil {
		return Means{}, err
	}
	m := Means{Income: income, Members: int32(len(h.Members)), OverProperty: h.over(p.PropertyLimit) != 0}
	if t.On() {
		traceMeans(t, p, h, income)
	}
	return m, nil
}

// The pieces of a household's means are written without branches that depend on
// the data, and are small enough to be inlined: whatever is wrong with a household
// makes a sign negative, and [Household.refused] then says what it is.

// countable is the members' countable income in fen; sign is negative if an
// amount is.
func countable(members []Member, mask int64) (sum, sign int64) {
	for i := range members {
		income, cost := members[i].Income.Fen(), members[i].EmploymentCost.Fen()
		sign |= income
		sign |= cost
		sum += net(income, cost&mask)
	}
	return sum, sign
}

// unfit is negative if another fact of the household cannot be, or its income
// does not fit in [unit.Money].
func (h *Household) unfit(sum int64) int64 {
	property, given := h.Property.Get()
	n, area := int64(len(h.Members)), int64(h.Area)
	return property.Fen() | (bit(given) - 1) | (n - 1) | (MaxMembers - n) | (unit.MaxFen - sum) | (area - 1) | (int64(Urban) - area)
}

// over is 1 if the household's property is above the limit for its members.
func (h *Household) over(limit unit.Money) int64 {
	property, _ := h.Property.Get()
	return bit(property.Fen() > limit.Fen()*int64(len(h.Members)))
}

// net is what counts of one member's income, in fen.
func net(income, cost int64) int64 { return max(income-cost, 0) }

// bit is 1 for true, without a branch.
func bit(b bool) int64 {
	var n int64
	if b {
		n = 1
	}
	return n
}

func traceMeans(t *rule.Trace, p *MeansPolicy, h *Household, sum unit.Money) {
	mask := costMask(p.EmploymentCosts, h.Area)
	t.Flag(&termDeducted, mask != 0)
	for i := range h.Members {
		m := &h.Members[i]
		t.Item(i)
		left, err := unit.MoneyFromFen(net(m.Income.Fen(), m.EmploymentCost.Fen()&mask))
		if err == nil { // it is not above the income
			t.Money(&termNet, left)
		}
	}
	t.Item(-1)
	t.Money(&termHousehold, sum)
	t.Count(&termPersons, int64(len(h.Members)))
	t.Flag(&termOver, h.over(p.PropertyLimit) != 0)
}

// refused says what no tag can say of a household that is refused, and whose members have so
// much countable income.
func (h *Household) refused(sum int64) error {
	var f rule.Errors
	if len(h.Members) <= MaxMembers && sum > unit.MaxFen {
		var total unit.Total
		total.AddFen(sum)
		_, err := total.Money()
		f.Wrap("", unheld("members", err))
	}
	if _, given := h.Property.Get(); !given {
		f.Missing("property")
	}
	if len(f) == 0 {
		return rule.Refused
	}
	return f
}
