package eldercare_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	f, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: 7_590, Total: 23_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	add, _ := f.ToAdd.Get()
	fmt.Println(f.Met, f.Actual.Percent(1), f.Shortfall, "to convert, or", add, "to add")
	// Output: false 33% 5060 to convert, or 11245 to add
}

func ExampleCareBeds_stricter() {
	strict := eldercare.CareBeds.Under(check.Floor{Floor: unit.Percent(60)})
	f, err := strict.Eval(eldercare.Beds{Care: 12_650, Total: 23_000})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 1150 <nil>
}

func ExampleCareBeds_noBeds() {
	_, err := eldercare.CareBeds.Eval(eldercare.Beds{})
	fmt.Println(err)
	// Output: eldercare.care-beds: facts.total: 0/0: share of an empty whole: check the whole, which is zero
}

// 40 % of 85 townships, as in 2020: 17 more are needed by 2025.
func ExampleTownshipFacilities() {
	f, err := eldercare.TownshipFacilities.Eval(eldercare.Townships{Covered: 34, Total: 85})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: false 60% 17 <nil>
}

func ExampleUrbanFacilities() {
	f, err := eldercare.UrbanFacilities.Eval(eldercare.Communities{UpToStandard: 268, Total: 269})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 1 <nil>
}
