package assistance_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// samplePropertyLimits are made up but for the 24 months, which places in other provinces published.
var samplePropertyLimits = assistance.PropertyPolicy{FinancialMonths: rule.Give(times(24)), Standard: rule.Give(unit.Yuan(784)),
	Vehicles: rule.Give(int64(0)), Homes: rule.Give(int64(1))}

func anyHoldings(r *rand.Rand) assistance.Holdings {
	n := int32(1 + r.IntN(4))
	h := assistance.Holdings{Members: n, Financial: rule.Give(near(r, 784*24*n)), Other: rule.Give(near(r, 10_000)),
		Vehicles: rule.Give(r.Int64N(3)), Homes: rule.Give(r.Int64N(3))}
	switch r.IntN(15) {
	case 0:
		h.Financial = rule.Given[unit.Money]{}
	case 1:
		h.Homes = rule.Given[int64]{}
	case 2:
		h.Members = int32(r.IntN(140))
	case 3:
		h.Other = rule.Give(unit.Fen(-1))
	}
	return h
}

func anyPropertyPolicy(r *rand.Rand) assistance.PropertyPolicy {
	return assistance.PropertyPolicy{
		FinancialPerson: maybe(r, unit.Yuan(784*24)), FinancialHousehold: maybe(r, unit.Yuan(784*48)), FinancialMonths: maybe(r, times(24+r.Int64N(2))),
		OtherPerson: maybe(r, unit.Yuan(5_000)), OtherHousehold: maybe(r, unit.Yuan(10_000)), OtherMonths: maybe(r, times(12)),
		Vehicles: maybe(r, r.Int64N(2)), Homes: maybe(r, 1+r.Int64N(2)), Standard: rule.Give(unit.Yuan(784))}
}

func TestPropertyTest(t *testing.T) {
	ruletest.Test(t, assistance.PropertyTest, ruletest.Suite[assistance.PropertyPolicy, assistance.Holdings]{
		Random: anyHoldings, Policy: anyPropertyPolicy, N: 3_000})
}

// Each limit by itself, in rationals; the household is over if any is exceeded.
func TestPropertyTestEqualsRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	over := 0
	for range tries(20_000) {
		p, h := anyPropertyPolicy(r), anyHoldings(r)
		got, err := assistance.PropertyTest.Under(p).Eval(h)
		if err != nil {
			continue
		}
		n := fen(int64(h.Members))
		value := func(owned rule.Given[unit.Money], person, household rule.Given[unit.Money], months rule.Given[unit.Rate]) (over bool) {
			m, _ := owned.Get()
			above := func(bound *big.Rat) { over = over || fen(m.Fen()).Cmp(bound) > 0 }
			if l, ok := person.Get(); ok {
				above(new(big.Rat).Mul(fen(l.Fen()), n))
			}
			if l, ok := household.Get(); ok {
				above(fen(l.Fen()))
			}
			if l, ok := months.Get(); ok {
				above(new(big.Rat).Mul(new(big.Rat).Mul(fen(78_400), n), l.Rat()))
			}
			return over
		}
		more := func(owned, most rule.Given[int64]) bool {
			o, _ := owned.Get()
			m, ok := most.Get()
			return ok && o > m
		}
		want := assistance.PropertyFinding{
			Financial: value(h.Financial, p.FinancialPerson, p.FinancialHousehold, p.FinancialMonths),
			Other:     value(h.Other, p.OtherPerson, p.OtherHousehold, p.OtherMonths),
			Vehicles:  more(h.Vehicles, p.Vehicles), Homes: more(h.Homes, p.Homes)}
		want.Over = want.Financial || want.Other || want.Vehicles || want.Homes
		require.Equal(t, want, got, "%+v under %+v", h, p)
		over += int(count(want.Over))
	}
	require.Positive(t, over)
}

// Conditions beside amounts: one vehicle is enough, whatever the deposits.
func ExamplePropertyTest() {
	f, err := assistance.PropertyTest.Under(samplePropertyLimits).Eval(assistance.Holdings{Members: 3,
		Financial: rule.Give(unit.Yuan(56_448)), Vehicles: rule.Give(int64(1)), Homes: rule.Give(int64(1))})
	fmt.Println(f.Over, f.Financial, f.Vehicles, f.Homes, err)
	// Output: true false true false <nil>
}

func BenchmarkPropertyTest(b *testing.B) {
	ruletest.BenchRandom(b, assistance.PropertyTest.Under(samplePropertyLimits), rand.New(rand.NewPCG(11, 5)), anyHoldings)
}
