package caseload_test

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var counties = []string{"田家庵区", "大通区", "谢家集区", "八公山区", "潘集区", "凤台县", "寿县"}

// anyCases makes cases of all counties in no order.
func anyCases(n int) []caseload.Case {
	r := rand.New(rand.NewPCG(3, 8))
	cases := make([]caseload.Case, n)
	for i := range cases {
		cases[i] = caseload.Case{ID: fmt.Sprint("H", i), County: counties[r.IntN(len(counties))], Household: anyHousehold(r)}
	}
	return cases
}

func twoSides(urban, rural int32) caseload.Standards {
	return caseload.Standards{Urban: withStandard(urban), Rural: withStandard(rural)}
}

func anyStandards(b testing.TB) caseload.Book {
	entry := func(area, from string, s caseload.Standards) dated.Entry[caseload.Standards] {
		m := unit.MustParseMonth(from)
		return dated.Entry[caseload.Standards]{Area: area, From: m, Published: unit.MustParseDay(from + "-01"), Document: "样例" + from, Parameters: s}
	}
	book, err := dated.New(dated.Areas{City: "淮南市", Counties: counties}, []dated.Entry[caseload.Standards]{
		entry("淮南市", "2022-07", twoSides(725, 708)), entry("淮南市", "2023-07", twoSides(784, 755)),
		entry("寿县", "2022-07", twoSides(700, 690)), entry("寿县", "2023-07", twoSides(760, 740)),
	}, caseload.Standards.Check)
	if err != nil {
		b.Fatal(err)
	}
	return book
}

// BenchmarkRun decides cases of seven counties in no order; BenchmarkRunOnePolicy streams the same
// households under one policy, which it is measured against.
func BenchmarkRun(b *testing.B) {
	cases := anyCases(100_000)
	book, month := anyStandards(b), unit.MustParseMonth("2023-09")
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range caseload.Run(context.Background(), slices.Values(cases), book, month, rule.Batch{Workers: workers}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(cases)), "ns/household")
		})
	}
}

func BenchmarkRunOnePolicy(b *testing.B) {
	cases := anyCases(100_000)
	in := make([]assistance.Household, len(cases))
	for i := range cases {
		in[i] = cases[i].Household
	}
	r := assistance.Allowance.Under(withStandard(784))
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range r.Each(context.Background(), slices.Values(in), rule.Batch{Workers: workers}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(in)), "ns/household")
		})
	}
}

// BenchmarkRunOverOnePolicy is what a run over seven counties in no order costs beside one policy's. All stream the same 100,000
// households from a list through the library's own loops, on the same number of goroutines, and give each result to the
// same loop:
//
//   - ns/case is Run: it looks at the id, finds the county's rule, evaluates it, and yields id, county and award;
//   - ns/case-one-policy is EachFunc over the same cases: one rule for all, neither id nor county looked at, and id, county and
//     award yielded;
//   - ns/household-one-policy is Each over the bare households, which say neither whose they are nor of where, and
//     yields the award alone.
//
// times-cases is the first over the second: what the counties cost. times-households is the first over the third. They are taken
// in turns, so that what else the machine does falls on all alike, the best of each; with -test.benchtime 300x
// the best does not move.
func BenchmarkRunOverOnePolicy(b *testing.B) {
	cases := anyCases(100_000)
	in := make([]assistance.Household, len(cases))
	for i := range cases {
		in[i] = cases[i].Household
	}
	book, month, ctx := anyStandards(b), unit.MustParseMonth("2023-09"), context.Background()
	r := assistance.Allowance.Under(withStandard(784))
	under := func(c *caseload.Case) (out caseload.Result, err error) {
		out.ID, out.County = c.ID, c.County
		out.Award, err = r.EvalRef(&c.Household)
		return
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			w := rule.Batch{Workers: workers}
			least := [3]time.Duration{1<<63 - 1, 1<<63 - 1, 1<<63 - 1}
			for b.Loop() {
				least[0] = min(least[0], lasts(b, r.Each(ctx, slices.Values(in), w)))
				least[1] = min(least[1], lasts(b, rule.EachFunc(ctx, slices.Values(cases), w, under)))
				least[2] = min(least[2], lasts(b, caseload.Run(ctx, slices.Values(cases), book, month, w)))
			}
			for i, name := range []string{"ns/household-one-policy", "ns/case-one-policy", "ns/case"} {
				b.ReportMetric(float64(least[i].Nanoseconds())/float64(len(cases)), name)
			}
			b.ReportMetric(float64(least[2])/float64(least[0]), "times-households")
			b.ReportMetric(float64(least[2])/float64(least[1]), "times-cases")
		})
	}
}

// lasts is how long a run takes.
func lasts[T any](b *testing.B, run iter.Seq2[T, error]) time.Duration {
	begun := time.Now()
	for _, err := range run {
		if err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(begun)
}

var long = flag.Bool("caseload.long", false, "run the benchmark of ten million households, which takes a minute")

// BenchmarkRunOfAnySize shows that a household costs the same in a list of any length: the cases come from a
// generator, so that what is measured is the run and not a list in memory.
func BenchmarkRunOfAnySize(b *testing.B) {
	cases := anyCases(4_096)
	book, month := anyStandards(b), unit.MustParseMonth("2023-09")
	for _, n := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprintf("1e%d", len(fmt.Sprint(n))-1), func(b *testing.B) {
			if n > 1_000_000 && !*long {
				b.Skip("takes -caseload.long")
			}
			b.ReportAllocs()
			least := time.Duration(1<<63 - 1)
			for b.Loop() {
				begun := time.Now()
				var sum unit.Total
				for r, err := range caseload.Run(context.Background(), func(yield func(caseload.Case) bool) {
					for i := 0; i < n && yield(cases[i%len(cases)]); i++ {
					}
				}, book, month, rule.Batch{}) {
					if err != nil {
						b.Fatal(err)
					}
					sum.Add(r.Award.Amount)
				}
				if least = min(least, time.Since(begun)); sum.Sign() <= 0 {
					b.Fatal("nothing was due")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/household")
			b.ReportMetric(float64(least.Nanoseconds())/float64(n), "best-ns/household")
		})
	}
}

func BenchmarkArrears(b *testing.B) {
	cases := anyCases(100_000)
	book := anyStandards(b)
	months := []unit.Month{unit.MustParseMonth("2023-07"), unit.MustParseMonth("2023-08"), unit.MustParseMonth("2023-09")}
	paid := make([]caseload.PaidMonth, len(cases))
	for i := range paid {
		paid[i] = caseload.PaidMonth{Case: cases[i], Month: months[i%3], Paid: unit.Yuan(int32(i % 1_000))}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range caseload.Arrears(context.Background(), slices.Values(paid), book, rule.Batch{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(paid)), "ns/household")
}
