package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func anySupported(r *rand.Rand) assistance.SupportedPerson {
	month := func(first string, n int) unit.Month {
		m, err := unit.MustParseMonth(first).Add(r.IntN(n))
		if err != nil {
			panic(err)
		}
		return m
	}
	s := assistance.SupportedPerson{Confirmed: month("2024-01", 6), Ended: maybe(r, month("2024-04", 6)), Born: maybe(r, month("2006-04", 6)),
		InSchool: r.IntN(2) == 0, Month: month("2024-01", 12)}
	if r.IntN(30) == 0 {
		s.Confirmed = month("1989-11", 3)
	}
	return s
}

func TestSupportTimes(t *testing.T) {
	ruletest.Test(t, assistance.SupportTimes, ruletest.Suite[assistance.SupportTimesPolicy, assistance.SupportedPerson]{Random: anySupported, N: 3_000,
		Policy: func(r *rand.Rand) assistance.SupportTimesPolicy {
			return assistance.SupportTimesPolicy{FirstAfter: r.Int64N(14) - 1, MinorUntil: 15 + r.Int64N(17)}
		}})
}

// At eighteen the support ends with the month, unless the person is still at school.
func ExampleSupportTimes() {
	person := assistance.SupportedPerson{Confirmed: unit.MustParseMonth("2024-03"), Born: rule.Give(unit.MustParseMonth("2007-05")), Month: unit.MustParseMonth("2025-06")}
	for _, school := range []bool{false, true} {
		person.InSchool = school
		s, err := assistance.SupportTimes.Eval(person)
		fmt.Println(s.Paid, s.OfAge, err)
	}
	// Output:
	// false 2025-05 <nil>
	// true 2025-05 <nil>
}
