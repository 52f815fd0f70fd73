package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// MaxMembers is the largest household that is computed. With it, and with
// amounts below [unit.MaxFen], no sum or product of a kernel can overflow.
const MaxMembers = 127

// Area 城乡类别 says where a household is registered. The zero Area is not
// given, and refused.
type Area uint8

// The areas.
const (
	Rural Area = iota + 1 // 农村
	Urban                 // 城市
)

// Deduction 就业成本扣减范围 says whose necessary employment costs are taken off
// their income. The zero Deduction stands for the plan's, [RuralOnly].
type Deduction uint8

// The scopes of deduction. The plan speaks of rural recipients (三(一)2); a
// county whose urban and rural rules are one may deduct for all.
const (
	RuralOnly   Deduction = iota + 1 // 仅农村对象
	Everyone                         // 城乡对象
	NoDeduction                      // 不扣减
)

// Member 家庭成员 is one person of a household with what a month brings in.
type Member struct {
	// Income 月收入 is gross income in a month, in yuan; not negative.
	Income unit.Money `json:"income" zh:"月收入（元）" en:"income a month (yuan)"`
	// EmploymentCost 必要的就业成本 is what earning it costs in the month, in
	// yuan; not negative. It is deducted from this member's income, never
	// below zero.
	EmploymentCost unit.Money `json:"employment_cost" zh:"必要就业成本（元）" en:"employment cost (yuan)"`
}

// Household 家庭 holds the facts of one application.
type Household struct {
	// Area must be given.
	Area Area `json:"area" zh:"城乡" en:"area"`
	// Members are 1 to [MaxMembers] persons.
	Members []Member `json:"members" zh:"成员" en:"member"`
	// Property 家庭财产 is the household's countable property in yuan; not
	// negative. Without it nothing is decided: the error's code is
	// [rule.CodeMissing].
	Property rule.Given[unit.Money] `json:"property" zh:"家庭财产（元）" en:"property (yuan)"`
}

// MeansPolicy holds the parameters of [CountMeans].
type MeansPolicy struct {
	// PropertyCeiling 财产限额 is the property allowed for each member, in yuan;
	// above zero. The county sets it (三(一)5): the plan has no figure.
	PropertyCeiling unit.Money `json:"property_ceiling" zh:"人均财产限额（元）" en:"property ceiling a person (yuan)"`
	// EmploymentCosts says whose costs are deducted; zero means [RuralOnly].
	EmploymentCosts Deduction `json:"employment_costs,omitzero" zh:"就业成本扣减范围" en:"employment costs"`
}

// Means 家庭经济状况 is what remains of a household once its facts are counted:
// one flat row that does not depend on the allowance standard. Keep these rows
// and a new standard needs no second look at the members; see [TopUp].
type Means struct {
	// Income 可计算收入 is the household's countable income in a month, in yuan.
	Income unit.Money `json:"income" zh:"家庭月收入（扣减后，元）" en:"countable income a month (yuan)"`
	// Members is how many persons the household has, 1 to [MaxMembers].
	Members int32 `json:"members" zh:"家庭人口" en:"members"`
	// OverProperty reports that property is above the ceiling.
	OverProperty bool `json:"over_property" zh:"财产超限" en:"property above the ceiling"`
}

// CountMeans 家庭经济状况核算 counts a household's income after necessary
// employment costs (三(一)2) and holds its property against the county's ceiling
// (三(一)5). Its parameters are the county's.
var CountMeans = rule.MustNew(rule.Definition[MeansPolicy, Household, Means]{
	ID: "assistance.means", Version: 1,
	Title: rule.Text{ZH: "家庭经济状况核算", EN: "Means of a household"},
	Basis: []rule.Clause{clauseEmploymentCost, clauseProperty},
	Check: checkMeans, Kernel: countMeans, InPlace: countMeansOf,
})

var (
	clauseEmploymentCost = seeds.MustQuote("三(一)2", "在计算家庭收入时扣减必要的就业成本")
	clauseProperty       = seeds.MustQuote("三(一)5", "家庭财产限定标准或条件")
)

var (
	termIncome = rule.Term{ID: "income", Label: rule.Text{ZH: "月收入", EN: "income"}}
	termCost   = rule.Term{ID: "employment_cost", Label: rule.Text{ZH: "必要就业成本", EN: "employment cost"}}
	termNet    = rule.Term{ID: "net_income", Label: rule.Text{ZH: "成员可计算收入", EN: "countable income"},
		Formula: "max({income} − {employment_cost}, 0)", Clause: clauseEmploymentCost}
	termGross = rule.Term{ID: "net_income", Label: rule.Text{ZH: "成员可计算收入", EN: "countable income"},
		Formula: "{income}"}
	termHousehold = rule.Term{ID: "household_income", Label: rule.Text{ZH: "家庭月收入", EN: "household income"},
		Formula: "{net_income…}"}
	termMembers     = rule.Term{ID: "members", Label: rule.Text{ZH: "家庭人口", EN: "members"}}
	termProperty    = rule.Term{ID: "property", Label: rule.Text{ZH: "家庭财产", EN: "property"}}
	termCeiling     = rule.Term{ID: "property_ceiling", Label: rule.Text{ZH: "人均财产限额", EN: "property ceiling a person"}, Clause: clauseProperty}
	termOverCeiling = rule.Term{ID: "over_property", Label: rule.Text{ZH: "财产超限", EN: "property above the ceiling"},
		Formula: "{property} > {property_ceiling} × {members}", Clause: clauseProperty}
)

func checkMeans(p MeansPolicy) (MeansPolicy, error) {
	var f rule.Faults
	f.PositiveMoney("property_ceiling", p.PropertyCeiling)
	if p.EmploymentCosts == 0 {
		p.EmploymentCosts = RuralOnly
	}
	if p.EmploymentCosts > NoDeduction {
		f.Add(rule.CodeInvalid, "employment_costs", strconv.Itoa(int(p.EmploymentCosts)), rule.NoSuchChoice)
	}
	return p, f.Err()
}

// deducted has bit 4d+a set where scope d deducts the costs of area a.
const deducted = 1<<Rural<<(4*RuralOnly) | (1<<Rural|1<<Urban)<<(4*Everyone)

// mask keeps the employment costs of a household's members, or drops them.
func (d Deduction) mask(a Area) int64 { return -(deducted >> ((4*uint8(d) + uint8(a)) & 63) & 1) }

func countMeans(p *MeansPolicy, h Household, t *rule.Trace) (Means, error) {
	return countMeansOf(p, &h, t)
}

func countMeansOf(p *MeansPolicy, h *Household, t *rule.Trace) (Means, error) {
	sum, sign := countable(h.Members, p.EmploymentCosts.mask(h.Area))
	if sign|h.unfit(sum) < 0 {
		return Means{}, faultsOf(h)
	}
	income, err := unit.MoneyFromFen(sum)
	if err != nil {
		return Means{}, err
	}
	m := Means{Income: income, Members: int32(len(h.Members)), OverProperty: h.over(p.PropertyCeiling) != 0}
	if t.On() {
		traceMeans(t, p.PropertyCeiling, p.EmploymentCosts, h, income)
	}
	return m, nil
}

// The pieces of a household's means are written without branches that depend on
// the data, and are small enough to be inlined: whatever is wrong with a household
// makes a sign negative, and [faultsOf] then says what it is.

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
	property, given := h.Property.Value()
	n, area := int64(len(h.Members)), int64(h.Area)
	return property.Fen() | (bit(given) - 1) | (n - 1) | (MaxMembers - n) | (unit.MaxFen - sum) | (area - 1) | (int64(Urban) - area)
}

// over is 1 if the household's property is above the ceiling for its members.
func (h *Household) over(ceiling unit.Money) int64 {
	property, _ := h.Property.Value()
	return bit(property.Fen() > ceiling.Fen()*int64(len(h.Members)))
}

// net is what counts of one member's income, in fen.
func net(income, cost int64) int64 { return max(income-cost, 0) }

func traceMeans(t *rule.Trace, ceiling unit.Money, costs Deduction, h *Household, sum unit.Money) {
	mask := costs.mask(h.Area)
	for i := range h.Members {
		m := &h.Members[i]
		t.Item(i)
		t.Money(&termIncome, m.Income)
		term := &termGross
		if mask != 0 {
			t.Money(&termCost, m.EmploymentCost)
			term = &termNet
		}
		if v, err := unit.MoneyFromFen(net(m.Income.Fen(), m.EmploymentCost.Fen()&mask)); err == nil {
			t.Money(term, v)
		}
	}
	t.Item(-1)
	property, _ := h.Property.Value()
	t.Money(&termHousehold, sum)
	t.Count(&termMembers, int64(len(h.Members)))
	t.Money(&termProperty, property)
	t.Money(&termCeiling, ceiling)
	t.Flag(&termOverCeiling, h.over(ceiling) != 0)
}

// faultsOf names everything that is wrong with a household.
func faultsOf(h *Household) error {
	var f rule.Faults
	switch {
	case h.Area == 0:
		f.Missing("area")
	case h.Area > Urban:
		f.Add(rule.CodeInvalid, "area", strconv.Itoa(int(h.Area)), rule.NoSuchChoice)
	}
	switch n := len(h.Members); {
	case n == 0:
		f.Add(rule.CodeRange, "members", "0", rule.Text{ZH: "至少一人", EN: "at least one person"})
	case n > MaxMembers:
		f.Add(rule.CodeRange, "members", strconv.Itoa(n), rule.Text{
			ZH: "至多" + strconv.Itoa(MaxMembers) + "人", EN: "at most " + strconv.Itoa(MaxMembers) + " persons"})
		return f.Err()
	}
	var sum unit.Total
	for i, m := range h.Members {
		at := "members[" + strconv.Itoa(i) + "]."
		f.Negative(at+"income", m.Income)
		f.Negative(at+"employment_cost", m.EmploymentCost)
		sum.Add(m.Income)
	}
	if property, ok := h.Property.Value(); ok {
		f.Negative("property", property)
	} else {
		f.Missing("property")
	}
	if _, err := sum.Money(); err != nil {
		f.Wrap("members", err)
	}
	return f.Err()
}
