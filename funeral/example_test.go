package funeral_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	f, err := funeral.Cremation.Eval(funeral.Deaths{Year: 2023, Scope: funeral.Everywhere, Deaths: 24_000, Cremations: 21_200}) // sample counts
	fmt.Println(f.Status.Label().EN, f.ToTarget, err)
	fmt.Println("reference", f.Reference, f.ReferenceMet, f.ToReference)
	// Output:
	// not yet due 400 <nil>
	// reference 89% false 160
}

func ExampleYearlyReference() {
	for year := 2021; year <= 2025; year++ {
		m, err := funeral.YearlyReference.Eval(funeral.Year{Year: year})
		fmt.Println(year, m.Rate, err)
	}
	// Output:
	// 2021 88% <nil>
	// 2022 88.5% <nil>
	// 2023 89% <nil>
	// 2024 89.5% <nil>
	// 2025 90% <nil>
}

// Any years and rates, exactly.
func ExampleYearlyReference_sevenYears() {
	seven := funeral.YearlyReference.Under(funeral.CremationPolicy{
		BaseYear: 2020, Base: unit.Percent(87), TargetYear: 2027, Target: unit.Percent(90)})
	m, err := seven.Eval(funeral.Year{Year: 2021})
	fmt.Println(m.Rate, m.Rate.Approx(2), err)
	// Output: 612/7% ≈87.43% <nil>
}
