package bench

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

var size = flag.Int("households", 100_000, "households that every contender computes")

// wrongRows counts the rows in which a contender's answer is not the exact one,
// which the obvious integer loop gives.
func wrongRows(hs []assistance.Household, c Contender) (wrong int, run func() error, err error) {
	run, answer, err := c.Prepare(hs)
	if err != nil {
		return 0, nil, err
	}
	if err := run(); err != nil {
		return 0, nil, err
	}
	for i := range hs {
		if answer(i) != obvious(&hs[i]) {
			wrong++
		}
	}
	return wrong, run, nil
}

// TestAnswersRowByRow: every contender gives the exact answer in every row, but
// for those that divide per head before they round up.
func TestAnswersRowByRow(t *testing.T) {
	hs := Households(20_000)
	for _, c := range Contenders() {
		wrong, _, err := wrongRows(hs, c)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if perHead := strings.Contains(c.Name, "per head"); (wrong > 0) != perHead {
			t.Errorf("%s: %d of %d rows wrong", c.Name, wrong, len(hs))
		}
	}
}

// BenchmarkHousehold compares the answers of all rows first and reports how many
// are wrong.
func BenchmarkHousehold(b *testing.B) {
	hs := Households(*size)
	for _, c := range Contenders() {
		wrong, run, err := wrongRows(hs, c)
		if err != nil {
			b.Fatalf("%s: %v", c.Name, err)
		}
		b.Run(c.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := run(); err != nil {
					b.Fatal(err)
				}
			}
			each(b, len(hs))
			b.ReportMetric(float64(wrong), "wrong-rows")
			b.ReportMetric(float64(len(hs)), "households")
		})
	}
}

func each(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/household")
}

// BenchmarkSizes shows that the cost of a household does not grow with their
// number, held in memory or streamed; streaming, neither do the bytes of a run.
func BenchmarkSizes(b *testing.B) {
	r := assistance.Allowance.Under(County)
	sizes := []int{10_000, 100_000, 1_000_000, 10_000_000}
	hs := Households(sizes[len(sizes)-1])
	out := make([]assistance.Award, 0, len(hs))
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				var err error
				if out, err = r.EvalAll(out[:0], hs[:n]); err != nil {
					b.Fatal(err)
				}
			}
			each(b, n)
		})
	}
	for _, n := range sizes {
		b.Run(fmt.Sprintf("%d streamed", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range r.Each(context.Background(), slices.Values(hs[:n]), rule.Batch{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			each(b, n)
		})
	}
}

// BenchmarkWorkers runs the same million on one worker and on two.
func BenchmarkWorkers(b *testing.B) {
	hs := Households(1_000_000)
	r := assistance.Allowance.Under(County)
	out := make([]assistance.Award, 0, len(hs))
	for _, n := range []int{1, 2} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				var err error
				if out, err = r.EvalSlice(context.Background(), out[:0], hs, rule.Batch{Workers: n}); err != nil {
					b.Fatal(err)
				}
			}
			each(b, len(hs))
		})
	}
}

// BenchmarkDecision measures what a single explained case costs.
func BenchmarkDecision(b *testing.B) {
	hs := Households(100_000)
	r := assistance.Allowance.Under(County)
	b.Run("explain", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := r.Explain(hs[i%len(hs)]); err != nil {
				b.Fatal(err)
			}
		}
		each(b, 1)
	})
	decisions := make([]rule.Decision[assistance.AllowancePolicy, assistance.Household, assistance.Award], 1_000)
	for i := range decisions {
		var err error
		if decisions[i], err = r.Explain(hs[i]); err != nil {
			b.Fatal(err)
		}
	}
	buf := make([]byte, 0, 1<<14)
	b.Run("record", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			var err error
			if buf, err = decisions[i%len(decisions)].AppendJSON(buf[:0]); err != nil {
				b.Fatal(err)
			}
		}
		each(b, 1)
	})
}
