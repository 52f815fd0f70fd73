package assistance_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// BenchmarkWeigh weighs one question of two readings over 100,000 random households.
func BenchmarkWeigh(b *testing.B) {
	r := assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	rnd := rand.New(rand.NewPCG(1, 2))
	cases := make([]assistance.Household, 100_000)
	for i := range cases {
		h := assistance.Household{Area: assistance.Area(1 + rnd.IntN(2)), Property: rule.Give(unit.Yuan(rnd.Int32N(60_000)))}
		for range 1 + rnd.IntN(4) {
			h.Members = append(h.Members, assistance.Member{Income: unit.Yuan(rnd.Int32N(2_000)), EmploymentCost: unit.Yuan(rnd.Int32N(300))})
		}
		cases[i] = h
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Weigh(slices.Values(cases)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(cases)), "ns/household")
}
