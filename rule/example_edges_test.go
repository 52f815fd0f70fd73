package rule_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Where the answer changes its course while one number runs: solved for, not sampled.
func ExampleRule_Edges() {
	in := Household{Area: Rural, Members: []Member{{Income: unit.Yuan(100)}}}
	e, err := Relief.Edges(in, "members[0].income", "0", "1000")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range e.Segments {
		amount := s.Answer[0]
		fmt.Println(s.From, "to", s.To+":", amount.Shape, amount.First, "to", amount.Last)
	}
	fmt.Println("slope", e.Segments[0].Answer[0].Slope, e.Segments[0].Answer[0].Rounding)
	// Output:
	// 0.00 to 600.00: rounded 360.00 to 0.00
	// 600.01 to 1000.00: constant 0.00 to 0.00
	// slope -0.6 up/yuan
}

// The least change of a fact that changes the outcome, verified on both sides.
func ExampleRule_Flip() {
	f, err := spike(0).Flip(spikeFacts{Income: unit.Yuan(1_234)})
	fmt.Print(f.Text(rule.English), err)
	// Output:
	// at the spike: no
	//   income higher by 0.57 yuan (1234.57 yuan): yes  turned: at the spike: income ≥ at [sample-1]
	// <nil>
}
