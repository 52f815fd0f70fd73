package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// PropertyPolicy holds the parameters of [PropertyTest]: limits and conditions as the county has them, each of which may
// be left out, but not all. The plan has no figures (三(一)5). A county with wider limits for the edge of the
// allowance has two sets of parameters.
type PropertyPolicy struct {
	// Limits of financial property 金融资产: deposits, securities, funds, commercial insurance, claims. A person: so much for
	// each member; Household: for the household; Months: so many months of Standard for each member.
	FinancialPerson    rule.Given[unit.Money] `json:"financial_person,omitzero" zh:"金融资产限额（元/人）" en:"limit of financial property (yuan a person)" range:"[0,)"`
	FinancialHousehold rule.Given[unit.Money] `json:"financial_household,omitzero" zh:"金融资产限额（元/户）" en:"limit of financial property (yuan a household)" range:"[0,)"`
	FinancialMonths    rule.Given[unit.Rate]  `json:"financial_months,omitzero" zh:"金融资产限额（人均月低保标准的倍数）" en:"limit of financial property (months of the standard a person)" range:"(0,1000×]"`
	// Limits of other property of value 其他财产, in the same three ways.
	OtherPerson    rule.Given[unit.Money] `json:"other_person,omitzero" zh:"其他财产限额（元/人）" en:"limit of other property (yuan a person)" range:"[0,)"`
	OtherHousehold rule.Given[unit.Money] `json:"other_household,omitzero" zh:"其他财产限额（元/户）" en:"limit of other property (yuan a household)" range:"[0,)"`
	OtherMonths    rule.Given[unit.Rate]  `json:"other_months,omitzero" zh:"其他财产限额（人均月低保标准的倍数）" en:"limit of other property (months of the standard a person)" range:"(0,1000×]"`
	// Vehicles 车辆 and Homes 住房 are how many a household may have; 0 allows none.
	Vehicles rule.Given[int64] `json:"most_vehicles,omitzero" zh:"车辆至多（辆/户）" en:"vehicles allowed (a household)" range:"[0,1000]"`
	Homes    rule.Given[int64] `json:"most_homes,omitzero" zh:"住房至多（套/户）" en:"homes allowed (a household)" range:"[0,1000]"`
	// Standard 最低生活保障标准 in yuan a person and month; above zero, and needed for a limit in months of it.
	Standard rule.Given[unit.Money] `json:"standard,omitzero" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *PropertyPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Holdings 家庭财产 is what a household owns, without what is needed to live and to earn and therefore exempt. What the county has
// no limit for need not be given.
type Holdings struct {
	// Members 共同生活家庭成员人数 is 1 to [MaxMembers].
	Members int32 `json:"members" zh:"共同生活家庭成员人数" en:"members" range:"[1,127]"`
	// Financial 金融资产 and Other 其他财产 in yuan; Vehicles 车辆 and Homes 住房 counted.
	Financial rule.Given[unit.Money] `json:"financial,omitzero" zh:"金融资产（元）" en:"financial property (yuan)" range:"[0,)"`
	Other     rule.Given[unit.Money] `json:"other,omitzero" zh:"其他财产（元）" en:"other property (yuan)" range:"[0,)"`
	Vehicles  rule.Given[int64]      `json:"vehicles,omitzero" zh:"车辆（辆）" en:"vehicles" range:"[0,1000]"`
	Homes     rule.Given[int64]      `json:"homes,omitzero" zh:"住房（套）" en:"homes" range:"[0,1000]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (h *Holdings) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, h) }

// PropertyFinding 家庭财产核查结论 is the answer of [PropertyTest].
type PropertyFinding struct {
	// Over reports that a limit is exceeded; the others say which. To own exactly as much is allowed.
	Over      bool `json:"over" zh:"家庭财产超过限定标准或条件" en:"property above a limit"`
	Financial bool `json:"financial_over" zh:"金融资产超限" en:"financial property above its limit"`
	Other     bool `json:"other_over" zh:"其他财产超限" en:"other property above its limit"`
	Vehicles  bool `json:"vehicles_over" zh:"车辆超限" en:"more vehicles than allowed"`
	Homes     bool `json:"homes_over" zh:"住房超限" en:"more homes than allowed"`
}

// PropertyTest 家庭财产核查（限定标准或条件） holds what a household owns, by kind, against the limits and conditions (家庭财产限定标准或条件) of
// its county: amounts a person, a household or in months of the standard, and how many vehicles and homes. One that is
// exceeded is enough, and each is named. [MeansTest] is the short form, with one amount a person.
//
// Its parameters are the county's. Errors: [rule.Missing] for a kind that has a limit and was not given,
// for a policy without any limit, or with one in months and no standard; [rule.Range] for what is
// negative and for members not 1 to [MaxMembers].
var PropertyTest = rule.MustNew(rule.Definition[PropertyPolicy, Holdings, PropertyFinding]{
	ID: "assistance.property-test", Version: 1,
	Title: rule.Text{ZH: "家庭财产核查（限定标准或条件）", EN: "Property of a household by kind"},
	Basis: []rule.Clause{clauseProperty, clauseOwned},
	Check: checkProperty,
	Steps: []*rule.Term{termFinancialOver, termOtherOver, termVehiclesOver, termHomesOver, termPropertyOver}, KernelByRef: propertyTest,
})

var (
	clauseOwned = ofNorm(normAllowance, "民发〔2021〕57号14", "第十四条", "article 14", "家庭财产指共同生活的家庭成员拥有的全部动产和不动产")

	termFinancialOver = newTerm("financial_over", "金融资产超限", "financial property above its limit", valueOver("financial"), clauseProperty)
	termOtherOver     = newTerm("other_over", "其他财产超限", "other property above its limit", valueOver("other"), clauseProperty)
	termVehiclesOver  = newTerm("vehicles_over", "车辆超限", "more vehicles than allowed", "given({most_vehicles}) and {vehicles} > {most_vehicles}", clauseProperty)
	termHomesOver     = newTerm("homes_over", "住房超限", "more homes than allowed", "given({most_homes}) and {homes} > {most_homes}", clauseProperty)
	termPropertyOver  = newTerm("over", "家庭财产超过限定标准或条件", "property above a limit",
		"{financial_over} or {other_over} or {vehicles_over} or {homes_over}", clauseProperty)
)

// valueOver says in a formula that a kind of property is above one of its three limits.
func valueOver(kind string) string {
	over := func(limit, bound string) string {
		return "given({" + kind + "_" + limit + "}) and {" + kind + "} > " + bound
	}
	return over("person", "{"+kind+"_person} × {members}") + " or " + over("household", "{"+kind+"_household}") +
		" or " + over("months", "{standard} × {members} × {"+kind+"_months}")
}

// checkProperty wants a limit, and the standard where a limit is in months of it.
func checkProperty(p PropertyPolicy) (PropertyPolicy, error) {
	var f rule.Errors
	if !p.limitsFinancial() && !p.limitsOther() && p.Vehicles.IsZero() && p.Homes.IsZero() {
		f.Add(rule.Missing, "financial_person", "", rule.Text{ZH: "没有任何限额：至少给出一项限定标准或条件", EN: "no limit at all: give at least one"})
	}
	if (!p.FinancialMonths.IsZero() || !p.OtherMonths.IsZero()) && p.Standard.IsZero() {
		f.Add(rule.Missing, "standard", "", rule.Text{ZH: "限额按低保标准的倍数计：须给出低保标准", EN: "a limit is in months of the standard: give the standard"})
	}
	return p, f.Err()
}

func (p *PropertyPolicy) limitsFinancial() bool {
	return !p.FinancialPerson.IsZero() || !p.FinancialHousehold.IsZero() || !p.FinancialMonths.IsZero()
}

func (p *PropertyPolicy) limitsOther() bool {
	return !p.OtherPerson.IsZero() || !p.OtherHousehold.IsZero() || !p.OtherMonths.IsZero()
}

func propertyTest(p *PropertyPolicy, in *Holdings, t *rule.Trace) (out PropertyFinding, err error) {
	financial, _ := in.Financial.Get()
	other, _ := in.Other.Get()
	vehicles, _ := in.Vehicles.Get()
	homes, _ := in.Homes.Get()
	if in.Members < 1 || in.Members > MaxMembers || financial.Sign() < 0 || other.Sign() < 0 ||
		vehicles < 0 || vehicles > 1000 || homes < 0 || homes > 1000 {
		return out, rule.Refused
	}
	var f rule.Errors
	need := func(limited, absent bool, field string) {
		if limited && absent {
			f.Missing(field)
		}
	}
	need(p.limitsFinancial(), in.Financial.IsZero(), "financial")
	need(p.limitsOther(), in.Other.IsZero(), "other")
	need(!p.Vehicles.IsZero(), in.Vehicles.IsZero(), "vehicles")
	need(!p.Homes.IsZero(), in.Homes.IsZero(), "homes")
	if len(f) > 0 {
		return out, f
	}
	most, limited := p.Vehicles.Get()
	out.Vehicles = limited && vehicles > most
	most, limited = p.Homes.Get()
	out.Homes = limited && homes > most
	if out.Financial, err = p.above(financial, in.Members, p.FinancialPerson, p.FinancialHousehold, p.FinancialMonths); err != nil {
		return PropertyFinding{}, err
	}
	if out.Other, err = p.above(other, in.Members, p.OtherPerson, p.OtherHousehold, p.OtherMonths); err != nil {
		return PropertyFinding{}, err
	}
	out.Over = out.Financial || out.Other || out.Vehicles || out.Homes
	if t.On() {
		t.Flag(termFinancialOver, out.Financial)
		t.Flag(termOtherOver, out.Other)
		t.Flag(termVehiclesOver, out.Vehicles)
		t.Flag(termHomesOver, out.Homes)
		t.Flag(termPropertyOver, out.Over)
	}
	return out, nil
}

// above reports whether property is above a limit that there is. An amount a person is below 2^53 fen and
// members are at most 127: the product cannot overflow.
func (p *PropertyPolicy) above(owned unit.Money, members int32, person, household rule.Given[unit.Money], months rule.Given[unit.Rate]) (bool, error) {
	over := false
	if each, limited := person.Get(); limited {
		over = owned.Fen() > each.Fen()*int64(members)
	}
	if whole, limited := household.Get(); limited {
		over = over || whole.Less(owned)
	}
	if times, limited := months.Get(); limited {
		standard, _ := p.Standard.Get() // checkProperty has seen to it
		all, err := standard.Mul(int64(members))
		if err != nil {
			return false, tooLarge(err)
		}
		over = over || all.Times(times).CmpMoney(owned) < 0
	}
	return over, nil
}
