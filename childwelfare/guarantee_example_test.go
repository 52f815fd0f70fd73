package childwelfare_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func ExampleGuaranteeGroup() {
	g, err := childwelfare.GuaranteeGroup.Eval(childwelfare.Parents{
		Father: childwelfare.Parent{Situation: childwelfare.Dead},
		Mother: childwelfare.Parent{Situation: childwelfare.OutOfContact, Months: rule.Give(int64(6))},
	})
	fmt.Println(g.Group, err)
	// Output: de-facto <nil>
}

// A household of three comes into the allowance with 900 yuan: each has 300, and the child's guarantee is
// computed again. The nursing subsidy stays beside it.
func ExampleGuarantee() {
	county := childwelfare.GuaranteePolicy{Standards: []childwelfare.Standard{{ // sample: Huainan, 2024
		Since: unit.MustParseMonth("2024-01"), Institution: unit.Yuan(1_700), Dispersed: unit.Yuan(1_300), DeFacto: unit.Yuan(1_300)}}}
	child := childwelfare.Received{Group: childwelfare.DeFacto, Living: childwelfare.Dispersed, Month: unit.MustParseMonth("2024-03"),
		HouseholdAllowance: unit.Yuan(900), HouseholdMembers: 3, NursingSubsidy: unit.Yuan(80)}
	g, err := childwelfare.Guarantee.Under(county).Eval(child)
	fmt.Println(g.Amount, g.Full, err)
	// Output: 1000.00 false <nil>
}

func ExampleGuaranteeMonths() {
	county := childwelfare.MonthsPolicy{DeFactoAfter: 1, OrphanAfter: 1, // samples but for the first
		AtEighteen: childwelfare.NextMonth, AtDeath: childwelfare.NextMonth, AtEnd: childwelfare.SameMonth}
	m, err := childwelfare.GuaranteeMonths.Under(county).Eval(childwelfare.Course{
		Group: childwelfare.DeFacto, Born: unit.MustParseMonth("2010-06"), Confirmed: unit.MustParseMonth("2024-03"), Month: unit.MustParseMonth("2024-03")})
	fmt.Println(m.Paid, m.First, m.Last, err)
	// Output: false 2024-04 2028-06 <nil>
}

// An index that falls lowers nothing.
func ExampleStandardAdjustment() {
	for _, growth := range []string{"5%", "-3%"} {
		s, err := childwelfare.StandardAdjustment.Under(childwelfare.AdjustmentPolicy{Parity: true}).Eval(childwelfare.Adjusting{
			Institution: unit.Yuan(1_700), Dispersed: unit.Yuan(1_300), DeFacto: unit.Yuan(1_300), Growth: unit.MustParseRate(growth)})
		fmt.Println(growth, s.Institution, s.Dispersed, s.DeFacto, err)
	}
	// Output:
	// 5% 1785.00 1365.00 1365.00 <nil>
	// -3% 1700.00 1300.00 1300.00 <nil>
}
