package assistance_test

import (
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func households(n int) []assistance.Household {
	r := rand.New(rand.NewPCG(5, 1))
	hs := make([]assistance.Household, n)
	for i := range hs {
		hs[i] = ordinaryHousehold(r)
	}
	return hs
}

func BenchmarkAllowance(b *testing.B) {
	ruletest.Bench(b, assistance.Allowance.Under(county), households(100_000))
}

// BenchmarkAllowanceObvious is the loop that a caller would write by hand, with
// its branches: what Allowance is measured against.
func BenchmarkAllowanceObvious(b *testing.B) {
	hs := households(100_000)
	dst := make([]assistance.Award, len(hs))
	standard, ceiling := county.Standard.Fen(), county.PropertyLimit.Fen()
	b.ReportAllocs()
	for b.Loop() {
		for i := range hs {
			h := &hs[i]
			sum := int64(0)
			for j := range h.Members {
				income := h.Members[j].Income.Fen()
				if h.Area == assistance.Rural {
					income -= h.Members[j].EmploymentCost.Fen()
					if income < 0 {
						income = 0
					}
				}
				sum += income
			}
			property, _ := h.Property.Get()
			n := int64(len(h.Members))
			gap := standard*n - sum
			var out assistance.Award
			switch rich := property.Fen() > ceiling*n; {
			case rich && gap <= 0:
				out.Outcome = assistance.OverBoth
			case rich:
				out.Outcome = assistance.OverLimit
			case gap <= 0:
				out.Outcome = assistance.OverIncome
			default:
				out.Outcome = assistance.Eligible
				out.Amount, _ = unit.MoneyFromFen((gap + 99) / 100 * 100)
			}
			dst[i] = out
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(hs)), "ns/case")
}

func BenchmarkMeansTest(b *testing.B) {
	ruletest.Bench(b, assistance.MeansTest.Under(county.Means()), households(100_000))
}

func BenchmarkTopUp(b *testing.B) {
	rows, err := assistance.MeansTest.Under(county.Means()).EvalAll(nil, households(100_000))
	if err != nil {
		b.Fatal(err)
	}
	ruletest.Bench(b, assistance.TopUp.Under(county.TopUp()), rows)
}

func BenchmarkAllowanceBand(b *testing.B) {
	ruletest.Bench(b, assistance.AllowanceBand, consumptions(100_000))
}

func consumptions(n int) []assistance.Consumption {
	r := rand.New(rand.NewPCG(5, 2))
	cs := make([]assistance.Consumption, n)
	for i := range cs {
		cs[i].AllResidents = rule.Give(unit.Fen(int32(1_000_000 + r.IntN(3_000_000))))
		cs[i].UrbanResidents = rule.Give(unit.Fen(int32(1_000_000 + r.IntN(3_000_000))))
	}
	return cs
}

func BenchmarkAllowanceStandardCheck(b *testing.B) {
	facts := make([]assistance.StandardFacts, 100_000)
	for i, c := range consumptions(len(facts)) {
		facts[i] = assistance.StandardFacts{Standard: unit.Yuan(637), Consumption: c}
	}
	ruletest.Bench(b, assistance.AllowanceStandardCheck, facts)
}

func BenchmarkSupportStandard(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 3))
	facts := make([]assistance.SupportFacts, 100_000)
	for i := range facts {
		facts[i] = assistance.SupportFacts{Allowance: unit.Fen(int32(50_000 + r.IntN(50_000))), Consumption: unit.Fen(int32(1_000_000 + r.IntN(2_000_000))), ConsumptionOf: assistance.UrbanResidents}
	}
	ruletest.Bench(b, assistance.SupportStandard, facts)
}

func BenchmarkCareStandard(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 4))
	facts := make([]assistance.CareFacts, 100_000)
	for i := range facts {
		facts[i] = assistance.CareFacts{Support: unit.Fen(int32(50_000 + r.IntN(90_000)))}
	}
	ruletest.Bench(b, assistance.CareStandard, facts)
}

func BenchmarkExplain(b *testing.B) {
	hs, r := households(100_000), assistance.Allowance.Under(county)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := r.Explain(hs[i%len(hs)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecisionJSON(b *testing.B) {
	hs, r := households(100_000), assistance.Allowance.Under(county)
	buf := make([]byte, 0, 1<<14)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d, err := r.Explain(hs[i%len(hs)])
		if err != nil {
			b.Fatal(err)
		}
		if buf, err = d.AppendJSON(buf[:0]); err != nil {
			b.Fatal(err)
		}
	}
}
