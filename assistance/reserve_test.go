package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleReserve is what a city of the province published.
var sampleReserve = assistance.ReservePolicy{Least: unit.Yuan(50_000)}

func TestAidReserve(t *testing.T) {
	ruletest.Test(t, assistance.AidReserve, ruletest.Suite[assistance.ReservePolicy, assistance.Reserve]{
		Random: func(r *rand.Rand) assistance.Reserve {
			return assistance.Reserve{Funded: near(r, 50_000), Spent: near(r, 20_000)}
		},
		Policy: func(*rand.Rand) assistance.ReservePolicy { return sampleReserve }})
}

func ExampleAidReserve() {
	f, err := assistance.AidReserve.Under(sampleReserve).Eval(assistance.Reserve{Funded: unit.Yuan(40_000), Spent: unit.Yuan(1_568)})
	fmt.Println(f.Met, f.Lack, f.Left, err)
	// Output: false 10000.00 38432.00 <nil>
}
