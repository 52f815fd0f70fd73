package eldercare_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// anyCapacity has beds near 45 a thousand.
func anyCapacity(r *rand.Rand) eldercare.Capacity {
	persons := r.Int64N(4_000)
	return eldercare.Capacity{Counted: eldercare.Counted(1 + r.IntN(2) + r.IntN(30)/29), Persons: persons, Beds: persons*45/1000 + r.Int64N(4) - 1}
}

func anyCapacityPolicy(r *rand.Rand) eldercare.CapacityPolicy {
	p := eldercare.BedsPerThousand.Parameters()
	if r.IntN(2) == 0 {
		p = eldercare.CapacityPolicy{Least: r.Int64N(90), Per: 500 + r.Int64N(1_000), Due: 2020 + r.IntN(10)}
	}
	return p
}

func TestBedsPerThousand(t *testing.T) {
	ruletest.Test(t, eldercare.BedsPerThousand, ruletest.Suite[eldercare.CapacityPolicy, eldercare.Capacity]{
		Random: anyCapacity, Policy: anyCapacityPolicy})
}

func TestBedsPerThousandAgainstFractions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 4))
	for range 5_000 {
		in, p := anyCapacity(r), anyCapacityPolicy(r)
		f, err := eldercare.BedsPerThousand.Under(p).Eval(in)
		if err != nil {
			continue
		}
		enough := func(beds int64) bool { return big.NewRat(beds, in.Persons).Cmp(big.NewRat(p.Least, p.Per)) >= 0 }
		require.Equal(t, enough(in.Beds), f.Met)
		require.True(t, enough(f.Required) && !enough(f.Required-1))
		require.Equal(t, max(f.Required-in.Beds, 0), f.Shortfall)
	}
}

// TestWhichBedsMustBeSaid: what only Go code can leave out.
func TestWhichBedsMustBeSaid(t *testing.T) {
	for counted, code := range map[eldercare.Counted]rule.Code{0: rule.Missing, 3: rule.Invalid, 255: rule.Invalid} {
		_, err := eldercare.BedsPerThousand.Eval(eldercare.Capacity{Counted: counted, Beds: 45, Persons: 1_000})
		require.ErrorIs(t, err, code)
		assert.Equal(t, "counted", rule.Faults(err)[0].Field)
	}
}

func BenchmarkBedsPerThousand(b *testing.B) {
	ruletest.BenchRandom(b, eldercare.BedsPerThousand, rand.New(rand.NewPCG(7, 5)), anyCapacity)
}
