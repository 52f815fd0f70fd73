package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// BenchmarkLine reads and computes one line and writes its result, with the id.
func BenchmarkLine(b *testing.B) {
	c, err := newCalculator(households.Terms{Policy: policy}, true, rule.Chinese)
	if err != nil {
		b.Fatal(err)
	}
	line := []byte("SYNTHETIC-000000001,synthetic-c,rural,2841.17,1500.00/500.00;0.00/0.00;812.33/0.00")
	var batch households.Batch
	var p piece
	b.ReportAllocs()
	for b.Loop() {
		batch.Reset()
		batch.AddLine(line)
		p.out = p.out[:0]
		if err := c.results(&p, &batch, 1); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRun is a whole run on one worker, file to file, with decision ids and,
// as a trial, without. What a run notes for the next is part of it.
func BenchmarkRun(b *testing.B) {
	const n = 500_000
	dir := b.TempDir()
	for _, form := range []string{"csv", "parquet"} {
		in := filepath.Join(dir, "in."+form)
		if err := generate(in, n, 1, samples.Form{}); err != nil {
			b.Fatal(err)
		}
		for _, flag := range []string{"--ids", "--no-ids"} {
			name := map[string]string{"--ids": "ids", "--no-ids": "trial"}[flag]
			b.Run(form+"/"+name, func(b *testing.B) {
				out := filepath.Join(dir, "out.csv")
				for b.Loop() {
					code, said := try(in, out, "--workers", "1", flag)
					if code != 0 {
						b.Fatal(said)
					}
					for _, f := range []string{out, journalOf(out), byCountyOf(out)} {
						if err := os.Remove(f); err != nil {
							b.Fatal(err)
						}
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/household")
			})
		}
	}
}
