package funeral_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/funeral"
)

func Example() {
	f, err := funeral.Cremation.Eval(funeral.Deaths{Year: 2023, Deaths: 24_000, Cremations: 21_200}) // sample counts
	fmt.Println(f.Required, f.Met, f.Shortfall, f.ToTarget, err)
	// Output: 89% false 160 400 <nil>
}

func ExampleMilestone() {
	for year := 2021; year <= 2025; year++ {
		m, err := funeral.Milestone.Eval(funeral.Year{Year: year})
		fmt.Println(year, m.Rate, err)
	}
	// Output:
	// 2021 88% <nil>
	// 2022 88.5% <nil>
	// 2023 89% <nil>
	// 2024 89.5% <nil>
	// 2025 90% <nil>
}
