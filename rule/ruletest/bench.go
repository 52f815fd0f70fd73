package ruletest

import (
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Bench measures EvalAll over the cases and reports nanoseconds a case. Give it
// at least 100,000 random ones: a processor learns a few thousand by heart.
func Bench[Policy, Facts, Answer any](b *testing.B, r rule.Rule[Policy, Facts, Answer], cases []Facts) {
	b.Helper()
	dst := make([]Answer, 0, len(cases))
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, err = r.EvalAll(dst[:0], cases); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(cases)), "ns/case")
}

// BenchRandom is [Bench] over 100,000 random cases that the rule answers. It fails where hardly
// any is.
func BenchRandom[Policy, Facts, Answer any](b *testing.B, r rule.Rule[Policy, Facts, Answer], rnd *rand.Rand, random func(*rand.Rand) Facts) {
	b.Helper()
	cases := make([]Facts, 0, 100_000)
	for tries := 0; len(cases) < cap(cases); tries++ {
		if tries == 100*cap(cases) {
			b.Fatalf("%s answers only %d of %d random cases", r.ID(), len(cases), tries)
		}
		in := random(rnd)
		if _, err := r.Eval(in); err == nil {
			cases = append(cases, in)
		}
	}
	Bench(b, r, cases)
}
