package assistance_test

import (
	"errors"
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleCounty holds made-up parameters: the plan leaves them to the county.
var sampleCounty = assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}

var sampleHousehold = assistance.Household{
	Area:     assistance.Rural,
	Members:  []assistance.Member{{Income: unit.Yuan(1_500), EmploymentCost: unit.Yuan(500)}, {}, {}},
	Property: rule.Give(unit.Yuan(12_000)),
}

func Example() {
	award, err := assistance.Benefit.Under(sampleCounty).Eval(sampleHousehold)
	fmt.Println(award.Amount, award.Outcome, err)
	// Output: 1400.00 eligible <nil>
}

// A county that weighs a new standard asks the same rule under other parameters.
func ExampleBenefit_whatIf() {
	for _, standard := range []int32{800, 820, 840} {
		c := sampleCounty
		c.Standard = unit.Yuan(standard)
		award, err := assistance.Benefit.Under(c).Eval(sampleHousehold)
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
	rows, err := assistance.CountMeans.Under(sampleCounty.Means()).EvalAll(nil, []assistance.Household{sampleHousehold})
	if err != nil {
		fmt.Println(err)
		return
	}
	awards, err := assistance.TopUp.Under(assistance.Standard{Monthly: unit.Yuan(840)}).EvalAll(nil, rows)
	fmt.Println(awards[0].Amount, err)
	// Output: 1520.00 <nil>
}

func ExampleBenefit_errors() {
	h := sampleHousehold
	h.Members = []assistance.Member{{Income: unit.Yuan(-1)}}
	h.Property = rule.Given[unit.Money]{}
	_, err := assistance.Benefit.Under(sampleCounty).Eval(h)
	fmt.Println(errors.Is(err, rule.ErrMissing))
	for _, e := range rule.AllErrors(err) {
		fmt.Println(e.Code, e.Field, e.Reason.EN)
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
	band, err := assistance.AllowanceBand.Eval(consumption)
	fmt.Println(band.Floor, band.Ceiling, err)
	band, err = assistance.AllowanceBand.Under(assistance.OfUrbanResidents()).Eval(consumption)
	fmt.Println(band.Floor, band.Ceiling, err)
	// Output:
	// 525.00 612.50 <nil>
	// 560.00 700.00 <nil>
}

func ExampleExtremePovertySupport() {
	support, err := assistance.ExtremePovertySupport.Eval(assistance.SupportFact{
		Allowance: unit.Yuan(637), Consumption: unit.Yuan(16_000)})
	fmt.Println(support.Standard, support.DecidedBy, err)
	care, err := assistance.CareStandard.Eval(assistance.CareFact{Support: support.Standard})
	fmt.Println(care.Standard, err)
	// Output:
	// 828.10 multiple <nil>
	// 82.81 <nil>
}

func ExampleAllowanceStandard() {
	f, err := assistance.AllowanceStandard.Eval(assistance.StandardFact{
		Standard:    unit.Yuan(637), // the plan's, 2020
		Consumption: assistance.Consumption{AllResidents: rule.Give(unit.Yuan(21_000))},
	})
	fmt.Println(f.Met, f.Shortfall, f.Excess, err)
	// Output: false 0.00 24.50 <nil>
}
