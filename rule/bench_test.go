package rule_test

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func reliefRecord(b testing.TB, members int) (rule.Catalog, []byte) {
	b.Helper()
	catalog, err := rule.NewCatalog(Relief)
	if err != nil {
		b.Fatal(err)
	}
	h := Household{Area: Rural, Members: make([]Member, members), Property: rule.Give(unit.Yuan(12_000))}
	for i := range h.Members {
		h.Members[i] = Member{Income: unit.MustParseMoney(strconv.Itoa(100+i%700) + ".35"), Age: rule.Give(int64(i % 99))}
	}
	d, err := Relief.Explain(h)
	if err != nil {
		b.Fatal(err)
	}
	record, err := d.AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	return catalog, record
}

// BenchmarkReplay recomputes the record of a household, and tells by how much longer it
// takes than encoding/json does to read it into an any.
func BenchmarkReplay(b *testing.B) {
	for _, members := range []int{3, 7} {
		b.Run(strconv.Itoa(members)+"members", func(b *testing.B) {
			catalog, record := reliefRecord(b, members)
			var replaying, reading time.Duration
			replay := func() {
				if report, err := catalog.Replay(record); err != nil || !report.Holds() {
					b.Fatal(report, err)
				}
			}
			for b.Loop() { // by turns, so that both have the same machine
				start := time.Now()
				replay()
				replaying += time.Since(start)
				start = time.Now()
				var v any
				if err := json.Unmarshal(record, &v); err != nil {
					b.Fatal(err)
				}
				reading += time.Since(start)
			}
			b.ReportMetric(float64(replaying.Nanoseconds())/float64(b.N), "replay-ns/op")
			b.ReportMetric(float64(replaying)/float64(reading), "×json")
			b.ReportMetric(testing.AllocsPerRun(100, replay), "replay-allocs/op")
			b.ReportMetric(float64(len(record)), "bytes")
		})
	}
}

// BenchmarkVerify proves the formulas of decisions of any size in time that grows as they do.
func BenchmarkVerify(b *testing.B) {
	for _, members := range []int{100, 200, 400, 20_000} {
		h := Household{Area: Rural, Members: make([]Member, members)}
		d, err := Relief.Explain(h)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Itoa(members), func(b *testing.B) {
			for b.Loop() {
				if err := d.Verify(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(members), "ns/member")
		})
	}
}
