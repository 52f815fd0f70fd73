package assistance_test

import (
	"errors"
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleCounty holds made-up parameters: the plan leaves them to the county.
var sampleCounty = assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

var sampleHousehold = assistance.Household{
	Area:     assistance.Rural,
	Members:  []assistance.Member{{Income: unit.Yuan(1_500), EmploymentCost: unit.Yuan(500)}, {}, {}},
	Property: rule.Give(unit.Yuan(12_000)),
}

func Example() {
	award, err := assistance.Allowance.Under(sampleCounty).Eval(sampleHousehold)
	fmt.Println(award.Amount, award.Outcome, err)
	// Output: 1400.00 eligible <nil>
}

// A county that weighs a new standard asks the same rule under other parameters.
func ExampleAllowance_whatIf() {
	for _, standard := range []int32{800, 820, 840} {
		c := sampleCounty
		c.Standard = unit.Yuan(standard)
		award, err := assistance.Allowance.Under(c).Eval(sampleHousehold)
		fmt.Println(standard, award.Amount, err)
	}
	// Output:
	// 800 1400.00 <nil>
	// 820 1460.00 <nil>
	// 840 1520.00 <nil>
}

// The means don't depend on the standard: count them once, keep the rows, and a
// new standard runs over those alone.
func ExampleTopUp() {
	rows, err := assistance.MeansTest.Under(sampleCounty.Means()).EvalAll(nil, []assistance.Household{sampleHousehold})
	if err != nil {
		fmt.Println(err)
		return
	}
	awards, err := assistance.TopUp.Under(assistance.TopUpPolicy{Standard: unit.Yuan(840)}).EvalAll(nil, rows)
	fmt.Println(awards[0].Amount, err)
	// Output: 1520.00 <nil>
}

func ExampleAllowance_errors() {
	h := sampleHousehold
	h.Members = []assistance.Member{{Income: unit.Yuan(-1)}}
	h.Property = rule.Given[unit.Money]{}
	_, err := assistance.Allowance.Under(sampleCounty).Eval(h)
	fmt.Println(errors.Is(err, rule.Missing))
	for _, e := range rule.Faults(err) {
		fmt.Println(string(e.Code), e.Field, e.Reason.EN)
	}
	// Output:
	// true
	// range members[0].income must not be negative
	// missing property not given
}

func ExampleAllowanceBand() {
	consumption := assistance.Consumption{ // sample figures
		AllResidents:   rule.Give(unit.Yuan(21_000)),
		UrbanResidents: rule.Give(unit.Yuan(24_000)),
	}
	bands, err := assistance.AllowanceBand.Eval(consumption)
	urban, _ := bands.Urban.Get() // given, since its consumption is
	all, _ := bands.AllResidents.Get()
	fmt.Println("T2.1:", urban.Floor, "to", urban.Ceiling)
	fmt.Println("三(一)4:", all.Floor, "to", all.Ceiling, err)
	// Output:
	// T2.1: 560.00 to 700.00
	// 三(一)4: 525.00 to 612.50 <nil>
}

func ExampleSupportStandard() {
	support, err := assistance.SupportStandard.Eval(assistance.SupportFacts{
		Allowance: unit.Yuan(637), Consumption: unit.Yuan(16_000), ConsumptionOf: assistance.UrbanResidents})
	fmt.Println(support.Standard, support.DecidedBy, err)
	care, err := assistance.CareStandard.Eval(assistance.CareFacts{Support: support.Standard})
	fmt.Println(care.Standard, err)
	// Output:
	// 828.10 multiple <nil>
	// 82.81 <nil>
}

// The plan's two clauses need not agree: the binding indicator decides, and the other verdict
// stands beside it.
func ExampleAllowanceStandardCheck() {
	f, err := assistance.AllowanceStandardCheck.Eval(assistance.StandardFacts{
		Standard: unit.Yuan(637), // the plan's, 2020
		Consumption: assistance.Consumption{ // sample figures
			UrbanResidents: rule.Give(unit.Yuan(21_840)),
			AllResidents:   rule.Give(unit.Yuan(16_800)),
		},
	})
	all, _ := f.AllResidents.Get()
	fmt.Println(f.Met, f.DecidedBy, err)
	fmt.Println(all.Met, all.Excess)
	// Output:
	// true urban-residents <nil>
	// false 147.00
}
