package childwelfare_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	f, err := childwelfare.Stations.Eval(childwelfare.Stationed{Stations: 61, Townships: 85}) // sample counts
	fmt.Println(f.Met, f.Actual.Percent(1), f.Shortfall, err)
	// Output: false ≈71.8% 24 <nil>
}

// Table 2 asks for stations, box 4 is content with a person: the same city by both.
func ExampleStationsOrStaff() {
	table, err := childwelfare.Stations.Eval(childwelfare.Stationed{Stations: 61, Townships: 85})
	fmt.Println(table.Met, table.Shortfall, err)
	box, err := childwelfare.StationsOrStaff.Eval(childwelfare.Protected{Protected: 85, Townships: 85})
	fmt.Println(box.Met, box.Shortfall, err)
	// Output:
	// false 24 <nil>
	// true 0 <nil>
}

// A yearly step of the caller's own is not the plan's 100 %.
func ExampleDirectorTraining() {
	step := childwelfare.DirectorTraining.Under(check.Floor{Floor: unit.Percent(80), Due: 2023})
	f, err := step.Eval(childwelfare.Trained{Trained: 879, Directors: 1_098})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: true 80% 0 <nil>
}

func ExampleFiles() {
	_, err := childwelfare.Files.Eval(childwelfare.Filed{Filed: 3, Children: 2})
	fmt.Println(err)
	// Output: childwelfare.files: facts.filed: 3: must not be above children in difficulty, 2
}

func ExampleSchooling() {
	f, err := childwelfare.Schooling.Eval(childwelfare.Schooled{Schooled: 41, Children: 43}) // sample counts
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 2 <nil>
}
