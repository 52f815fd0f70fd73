package check_test

import (
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func BenchmarkShare(b *testing.B)   { ruletest.Bench(b, fixed, manyRooms()) }
func BenchmarkGrowing(b *testing.B) { ruletest.Bench(b, growing, manyRooms()) }

func BenchmarkQuota(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 3))
	cases := make([]Helpers, 100_000)
	for i := range cases {
		cases[i] = Helpers{r.Int64N(900), 1 + r.Int64N(800_000)}
	}
	ruletest.Bench(b, county, cases)
}

func BenchmarkProvision(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 4))
	cases := make([]Premises, 100_000)
	for i := range cases {
		area, err := unit.WholeNumber(r.Int64N(900))
		if err != nil {
			b.Fatal(err)
		}
		cases[i] = Premises{area, 1 + r.Int64N(3_000)}
	}
	ruletest.Bench(b, premises, cases)
}

func manyRooms() []Rooms {
	r := rand.New(rand.NewPCG(1, 2))
	cases := make([]Rooms, 100_000)
	for i := range cases {
		total := 1 + r.Int64N(40_000)
		cases[i] = Rooms{Ramp: r.Int64N(total + 1), Total: total}
	}
	return cases
}
