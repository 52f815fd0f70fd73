package seeds_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func Example() {
	row := seeds.Table2()[6]
	fmt.Println(row.Clause().ID, row.Name.EN)
	fmt.Println(row.Target.Printed, "means", row.Target.Kind, row.Target.Low)
	// Output:
	// T2.7 Share of care beds in eldercare homes
	// ≥55 means at least 55
}

func ExampleClause() {
	c, ok := seeds.Clause("三(二)4")
	fmt.Println(c.Place.EN, ok)
	// Output: Part three, section two, paragraph 4 true
}
