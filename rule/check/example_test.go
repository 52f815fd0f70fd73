package check_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func ExampleShare() {
	ramps := check.Growing(check.Share[Rooms]{
		ID:    "sample.ramps",
		Title: rule.Text{ZH: "有坡道的房间占比", EN: "Rooms with a ramp"},
		Basis: []rule.Clause{{ID: "S1", Quote: "不低于55%", Place: rule.Text{ZH: "样本", EN: "sample"}}},
		Rate:  unit.Percent(55), Due: 2025,
	})
	f, err := ramps.Eval(Rooms{Ramp: 7_590, Total: 23_000})
	add, _ := f.ToAdd.Get()
	fmt.Println(f.Met, f.Shortfall, "to convert, or", add, "to add", err)
	// Output: false 5060 to convert, or 11245 to add <nil>
}

func ExampleQuota_Band() {
	// 3 to 5 helpers for each.
	f, err := staff.Eval(Helpers{Helpers: 11, Persons: 2})
	fmt.Println(f.Met, f.Required, f.Allowed, f.Excess, err)
	// Output: false 6 10 1 <nil>
}

func ExampleLevel() {
	// More than 6,500: the figure itself does not suffice.
	f, err := surpass.Eval(Outlets{Outlets: 6_500})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 1 <nil>
}

func ExampleProvision() {
	// 35 m² for each hundred households.
	f, err := premises.Eval(Premises{Area: unit.MustParseNumber("430"), Households: 1_234})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: false 431.9 1.9 <nil>
}
