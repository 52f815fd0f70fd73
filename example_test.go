package civilaffairs_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	county := assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)} // sample values
	household := assistance.Household{
		Area:     assistance.Rural,
		Members:  []assistance.Member{{Income: unit.Yuan(1_500), EmploymentCost: unit.Yuan(500)}, {}, {}},
		Property: rule.Give(unit.Yuan(12_000)),
	}
	award, err := assistance.Allowance.Under(county).Eval(household)
	fmt.Println(award.Amount, award.Outcome, err)
	// Output: 1400.00 eligible <nil>
}

// A record is recomputed from its parameters and facts; its own answer is never
// trusted.
func ExampleCatalog() {
	d, err := eldercare.CareBeds.Explain(eldercare.Beds{Care: 12_650, Total: 23_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := json.Marshal(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	forged := strings.Replace(string(record), `"met":true`, `"met":false`, 1)
	report, err := civilaffairs.Catalog().Replay([]byte(forged))
	fmt.Println(report.Holds(), err)
	fmt.Println(report.Differences[0].In(rule.English))
	// Output:
	// false <nil>
	// met (answer.met): the answer differs from the recomputed one (recorded no, recomputed yes)
}
