package eldercare_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func randomBeds(r *rand.Rand) eldercare.Beds {
	total := r.Int64N(40_000)
	if r.IntN(10) == 0 {
		return eldercare.Beds{Care: total + r.Int64N(3) - 1, Total: total * r.Int64N(2)}
	}
	return eldercare.Beds{Care: r.Int64N(total + 1), Total: total}
}

func TestCareBedsFormsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	ruletest.Agree(t, eldercare.CareBeds, 5_000, func() eldercare.Beds { return randomBeds(r) })
	strict := eldercare.CareBeds.Under(eldercare.CareBedPolicy{Floor: unit.Percent(100)})
	ruletest.Agree(t, strict, 1_000, func() eldercare.Beds { return randomBeds(r) })
}

func TestCareBedsDoesNotAllocate(t *testing.T) {
	ruletest.NoAllocation(t, eldercare.CareBeds, eldercare.Beds{Care: 7_590, Total: 23_000}, eldercare.Beds{Care: 12_650, Total: 23_000})
}

func TestOneMoreCareBedNeverMakesItWorse(t *testing.T) {
	for care := range int64(200) {
		a, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: care, Total: 200})
		assert.NoError(t, err)
		b, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: care + 1, Total: 200})
		assert.NoError(t, err)
		assert.LessOrEqual(t, b.Shortfall, a.Shortfall)
		assert.Equal(t, a.Shortfall == 0, a.Met)
	}
}

func BenchmarkCareBeds(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	cases := make([]eldercare.Beds, 100_000)
	for i := range cases {
		total := 1 + r.Int64N(40_000)
		cases[i] = eldercare.Beds{Care: r.Int64N(total + 1), Total: total}
	}
	ruletest.Bench(b, eldercare.CareBeds, cases)
}
