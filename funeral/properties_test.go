package funeral_test

import (
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func randomDeaths(r *rand.Rand, worst int64) funeral.Deaths {
	d := funeral.Deaths{Year: 2020 + r.IntN(6), Deaths: 1 + r.Int64N(30_000)}
	d.Cremations = d.Deaths - r.Int64N(d.Deaths/4+1) + worst
	return d
}

func TestFormsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	ruletest.Agree(t, funeral.Cremation, 5_000, func() funeral.Deaths { return randomDeaths(r, r.Int64N(100)) })
	ruletest.Agree(t, funeral.Milestone, 200, func() funeral.Year { return funeral.Year{Year: 2018 + r.IntN(10)} })
}

func TestKernelsDoNotAllocate(t *testing.T) {
	ruletest.NoAllocation(t, funeral.Cremation, funeral.Deaths{Year: 2021, Deaths: 24_000, Cremations: 21_000})
	ruletest.NoAllocation(t, funeral.Milestone, funeral.Year{Year: 2023})
}

func BenchmarkCremation(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 2))
	cases := make([]funeral.Deaths, 100_000)
	for i := range cases {
		cases[i] = randomDeaths(r, 0)
	}
	ruletest.Bench(b, funeral.Cremation, cases)
}

func BenchmarkMilestone(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 3))
	cases := make([]funeral.Year, 100_000)
	for i := range cases {
		cases[i] = funeral.Year{Year: 2020 + r.IntN(6)}
	}
	ruletest.Bench(b, funeral.Milestone, cases)
}
