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

func ExampleMustFigure() {
	homes := seeds.MustFigure("homes-adapted-yearly")
	fmt.Println(homes.Count(), homes.Clause.ID, homes.Clause.Quote)
	// Output: 324 B2.3 每年实施不少于324户困难老年人居家适老化改造
}

func ExampleRow2() {
	row := seeds.Row2(8)
	fmt.Println(row.Name.EN, row.Rate())
	fmt.Println(row.Domain.EN, row.Attribute, row.Cited().Quote)
	// Output:
	// Coverage of full-service eldercare facilities in townships 60%
	// Eldercare anticipatory 60
}
