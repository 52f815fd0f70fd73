package caseload_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

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

// BenchmarkRunOnePolicyOfCases is the same with id and county carried along.
func BenchmarkRunOnePolicyOfCases(b *testing.B) {
	cases := anyCases(100_000)
	r := assistance.Allowance.Under(withStandard(784))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range rule.EachFunc(context.Background(), slices.Values(cases), rule.Batch{}, func(c *caseload.Case) (caseload.Result, error) {
			award, err := r.EvalRef(&c.Household)
			return caseload.Result{ID: c.ID, County: c.County, Award: award}, err
		}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(cases)), "ns/household")
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
