package childwelfare_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleStandards are those of Huainan of 2024 as published in its daily, between made-up ones.
var sampleStandards = childwelfare.GuaranteePolicy{Standards: []childwelfare.Standard{
	{Since: unit.MustParseMonth("2021-01"), Institution: unit.Yuan(1_500), Dispersed: unit.Yuan(1_100), DeFacto: unit.Yuan(1_050)},
	{Since: unit.MustParseMonth("2024-01"), Institution: unit.Yuan(1_700), Dispersed: unit.Yuan(1_300), DeFacto: unit.Yuan(1_300)},
	{Since: unit.MustParseMonth("2025-07"), Institution: unit.Yuan(1_800), Dispersed: unit.Yuan(1_400), DeFacto: unit.Yuan(1_350)},
}}

var sampleMonths = childwelfare.MonthsPolicy{DeFactoAfter: 1, OrphanAfter: 1,
	AtEighteen: childwelfare.NextMonth, AtDeath: childwelfare.NextMonth, AtEnd: childwelfare.SameMonth}

func month(r *rand.Rand, from, to int) unit.Month {
	m, err := unit.NewMonth(from+r.IntN(to-from+1), 1+r.IntN(12))
	if err != nil {
		panic(err)
	}
	return m
}

// maybe gives a fact half of the time.
func maybe[T any](r *rand.Rand, v T) rule.Given[T] {
	if r.IntN(2) == 0 {
		return rule.Given[T]{}
	}
	return rule.Give(v)
}

func anyParent(r *rand.Rand) childwelfare.Parent {
	return childwelfare.Parent{Situation: childwelfare.Situation(r.IntN(14)), Months: rule.Give(r.Int64N(14) - 1),
		Grade: rule.Give(r.Int64N(6)), Mental: r.IntN(3) == 0}
}

func TestGuaranteeGroup(t *testing.T) {
	ruletest.Test(t, childwelfare.GuaranteeGroup, ruletest.Suite[childwelfare.GroupPolicy, childwelfare.Parents]{
		Random: func(r *rand.Rand) childwelfare.Parents {
			p := childwelfare.Parents{Father: anyParent(r), Mother: anyParent(r)}
			if r.IntN(10) == 0 {
				p.Mother.Months, p.Father.Grade = rule.Given[int64]{}, rule.Given[int64]{}
			}
			return p
		},
		Policy: func(r *rand.Rand) childwelfare.GroupPolicy { return childwelfare.GroupPolicy{Months: 5 + r.Int64N(4)} },
		N:      4_000,
	})
}

func anyReceived(r *rand.Rand) childwelfare.Received {
	amount := func(most int) unit.Money {
		if r.IntN(3) == 0 {
			return unit.Money{}
		}
		return unit.Fen(int32(r.IntN(most)) - int32(r.IntN(100)/99))
	}
	return childwelfare.Received{
		Group: childwelfare.Group(1 + r.IntN(2) + r.IntN(30)/29), Living: childwelfare.Living(1 + r.IntN(2)), Month: month(r, 2020, 2026),
		HouseholdAllowance: amount(400_000), HouseholdMembers: int32(1 + r.IntN(7)),
		ExtremePoverty: amount(150_000), LivingSubsidy: amount(10_000), NursingSubsidy: amount(10_000),
	}
}

func TestGuarantee(t *testing.T) {
	ruletest.Test(t, childwelfare.Guarantee, ruletest.Suite[childwelfare.GuaranteePolicy, childwelfare.Received]{
		Random: anyReceived,
		Policy: func(r *rand.Rand) childwelfare.GuaranteePolicy {
			p := sampleStandards
			p.Rounding = [...]unit.Rounding{0, unit.UpToYuan, unit.UpToJiao}[r.IntN(3)]
			return p
		},
		Equivalent: []string{"full: {received} ≤ 0"}, // nothing received is negative
	})
}

func TestGuaranteeMonths(t *testing.T) {
	ruletest.Test(t, childwelfare.GuaranteeMonths, ruletest.Suite[childwelfare.MonthsPolicy, childwelfare.Course]{
		Random: func(r *rand.Rand) childwelfare.Course {
			return childwelfare.Course{Group: childwelfare.Group(1 + r.IntN(2) + r.IntN(30)/29), Born: month(r, 2004, 2008), Confirmed: month(r, 2020, 2024),
				Month: month(r, 2021, 2027), SchoolUntil: maybe(r, month(r, 2022, 2028)), Died: maybe(r, month(r, 2021, 2027)), Ended: maybe(r, month(r, 2021, 2027))}
		},
		Policy: func(r *rand.Rand) childwelfare.MonthsPolicy {
			stop := func() childwelfare.Stop { return childwelfare.Stop(1 + r.IntN(2)) }
			return childwelfare.MonthsPolicy{DeFactoAfter: r.Int64N(3), OrphanAfter: r.Int64N(3),
				AtEighteen: stop(), AtDeath: stop(), AtEnd: stop(), Schooling: r.IntN(2) == 0}
		},
	})
}

func TestStandardAdjustment(t *testing.T) {
	ruletest.Test(t, childwelfare.StandardAdjustment, ruletest.Suite[childwelfare.AdjustmentPolicy, childwelfare.Adjusting]{
		Random: func(r *rand.Rand) childwelfare.Adjusting {
			amount := func() unit.Money { return unit.Fen((100_000 + int32(r.IntN(50_000))) * int32(1-r.IntN(100)/99)) }
			growth, err := unit.ParseRate(big.NewRat(r.Int64N(300)-100, 10).FloatString(1) + "%")
			if err != nil {
				panic(err)
			}
			return childwelfare.Adjusting{Institution: amount(), Dispersed: amount(), DeFacto: amount(), Growth: growth,
				FloorInstitution: maybe(r, amount()), FloorDispersed: maybe(r, amount())}
		},
		Policy: func(r *rand.Rand) childwelfare.AdjustmentPolicy {
			return childwelfare.AdjustmentPolicy{Parity: r.IntN(2) == 0, Rounding: [...]unit.Rounding{0, unit.UpToFen, unit.UpToJiao}[r.IntN(3)]}
		},
	})
}

// What a child gets with the guarantee is the standard or, where the other payments are above it, those
// alone: never both.
func TestAChildIsNeverPaidTwice(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 1))
	guarantee := childwelfare.Guarantee.Under(sampleStandards)
	for range 5_000 {
		in := anyReceived(r)
		got, err := guarantee.Eval(in)
		if err != nil {
			continue
		}
		have := big.NewRat(in.HouseholdAllowance.Fen(), int64(in.HouseholdMembers))
		have.Add(have, big.NewRat(in.ExtremePoverty.Fen()+in.LivingSubsidy.Fen(), 1))
		standard := big.NewRat(got.Standard.Fen(), 1)
		all := new(big.Rat).Add(have, big.NewRat(got.Amount.Fen(), 1))
		want := standard
		if have.Cmp(standard) > 0 {
			want = have
		}
		over := all.Sub(all, want) // what rounding up to the fen adds
		require.True(t, over.Sign() >= 0 && over.Cmp(big.NewRat(1, 1)) < 0, "%+v: %v", in, got)
	}
}

// A rounding that could take a child below the standard is refused, and under any other the child has the standard:
// in full where nothing is deducted, and never 0.00 where anything is due.
func TestNoRoundingTakesAChildBelowTheStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 4))
	for _, direction := range []string{"up", "down", "half-up", "half-even"} {
		for _, step := range []string{"fen", "jiao", "yuan", "5yuan", "1000000yuan"} {
			p := childwelfare.GuaranteePolicy{Standards: []childwelfare.Standard{{Since: unit.MustParseMonth("2020-01"),
				Institution: unit.Fen(170_001), Dispersed: unit.Fen(130_050), DeFacto: unit.Fen(130_049)}},
				Rounding: unit.MustParseRounding(direction + "/" + step)}
			rounded := childwelfare.Guarantee.Under(p)
			if direction != "up" || p.Rounding.Step() > 100 {
				require.ErrorIs(t, rounded.Err(), rule.Invalid, p.Rounding)
				continue
			}
			require.NoError(t, rounded.Err())
			for range 2_000 {
				in := anyReceived(r)
				got, err := rounded.Eval(in)
				if err != nil {
					continue
				}
				have := big.NewRat(in.HouseholdAllowance.Fen(), int64(in.HouseholdMembers))
				have.Add(have, big.NewRat(in.ExtremePoverty.Fen()+in.LivingSubsidy.Fen(), 1))
				due := new(big.Rat).Sub(big.NewRat(got.Standard.Fen(), 1), have)
				require.GreaterOrEqual(t, big.NewRat(got.Amount.Fen(), 1).Cmp(due), 0, "%+v %+v", p, in)
				require.Equal(t, due.Sign() > 0, got.Amount.Sign() > 0)
				require.Equal(t, have.Sign() == 0, got.Full)
			}
		}
	}
}

// No index lowers a standard.
func TestStandardsNeverFall(t *testing.T) {
	adjust := childwelfare.StandardAdjustment.Under(childwelfare.AdjustmentPolicy{Parity: true})
	for _, growth := range []string{"-99%", "-3%", "0%", "0.01%", "200%"} {
		in := childwelfare.Adjusting{Institution: unit.Yuan(1_700), Dispersed: unit.Yuan(1_300), DeFacto: unit.Yuan(1_300), Growth: unit.MustParseRate(growth)}
		got, err := adjust.Eval(in)
		require.NoError(t, err)
		require.False(t, got.Institution.Less(in.Institution) || got.Dispersed.Less(in.Dispersed) || got.DeFacto.Less(in.DeFacto), growth)
		require.True(t, got.InStep, growth)
	}
}

func BenchmarkGuarantee(b *testing.B) {
	ruletest.BenchRandom(b, childwelfare.Guarantee.Under(sampleStandards), rand.New(rand.NewPCG(10, 2)), anyReceived)
}

func BenchmarkGuaranteeMonths(b *testing.B) {
	r := rand.New(rand.NewPCG(10, 3))
	cases := make([]childwelfare.Course, 100_000)
	for i := range cases {
		cases[i] = childwelfare.Course{Group: childwelfare.Group(1 + r.IntN(2)), Born: month(r, 2005, 2020), Confirmed: month(r, 2021, 2025), Month: month(r, 2021, 2027)}
	}
	ruletest.Bench(b, childwelfare.GuaranteeMonths.Under(sampleMonths), cases)
}
