package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func anyAllowanceCase(r *rand.Rand) assistance.AllowanceCase {
	later := func(m unit.Month, n int) unit.Month {
		m, err := m.Add(r.IntN(n))
		if err != nil {
			panic(err)
		}
		return m
	}
	decided := anyMonth(r)
	c := assistance.AllowanceCase{Decided: decided, Reviewed: later(decided, 12), Unsteady: r.IntN(2) == 0, CanWork: r.IntN(2) == 0,
		Died: maybe(r, later(decided, 24)), Refused: r.Int64N(6), Month: later(decided, 30)}
	if r.IntN(20) == 0 {
		c.Refused = -1
	}
	return c
}

func TestAllowanceTimes(t *testing.T) {
	ruletest.Test(t, assistance.AllowanceTimes, ruletest.Suite[assistance.TimesPolicy, assistance.AllowanceCase]{Random: anyAllowanceCase,
		Policy: func(r *rand.Rand) assistance.TimesPolicy {
			return assistance.TimesPolicy{FirstAfter: r.Int64N(3), Review: 10 + r.Int64N(4), ReviewUnsteady: 5 + r.Int64N(3), AmendWithin: 1 + r.Int64N(4), Refusals: 2 + r.Int64N(3)}
		}})
}

func ExampleAllowanceTimes() {
	d, err := assistance.AllowanceTimes.Eval(assistance.AllowanceCase{Decided: unit.MustParseMonth("2023-12"), Reviewed: unit.MustParseMonth("2023-12"),
		Unsteady: true, CanWork: true, Month: unit.MustParseMonth("2024-07")})
	fmt.Println(d.First, d.NextReview, d.Overdue, err)
	// Output: 2024-01 2024-06 true <nil>
}

func BenchmarkAllowanceTimes(b *testing.B) {
	r := rand.New(rand.NewPCG(10, 16))
	cases := make([]assistance.AllowanceCase, 100_000)
	for i := range cases {
		cases[i] = anyAllowanceCase(r)
		cases[i].Refused = 0
	}
	ruletest.Bench(b, assistance.AllowanceTimes, cases)
}
