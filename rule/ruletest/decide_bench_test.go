package ruletest

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// BenchmarkDecide is a golden case of any rule with some of its facts left out.
func BenchmarkDecide(b *testing.B) {
	c := civilaffairs.Catalog()
	type partial struct {
		id                string
		parameters, facts []byte
	}
	var all []partial
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, r := range c.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		raw, err := os.ReadFile(filepath.Join("..", "..", room, "testdata", r.ID()+".v"+strconv.Itoa(r.Version())+".jsonl"))
		if err != nil {
			b.Fatal(err)
		}
		records, err := rule.SplitRecords(raw)
		if err != nil {
			b.Fatal(err)
		}
		for _, record := range records[:min(len(records), 3)] {
			var d struct{ Parameters, Facts json.RawMessage }
			if json.Unmarshal(record, &d) == nil && len(record) < 6_000 {
				all = append(all, partial{r.ID(), d.Parameters, without(d.Facts, rnd)})
			}
		}
	}
	n := 0
	for b.Loop() {
		p := &all[n%len(all)]
		_, _ = c.Decide(p.id, p.parameters, p.facts)
		n++
	}
}
