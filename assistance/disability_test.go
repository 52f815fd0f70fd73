package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleSubsidies has made-up rates, each its own, so that one taken for another shows.
var sampleSubsidies = assistance.SubsidyPolicy{LivingSevere: unit.Yuan(80), LivingModerate: unit.Yuan(70),
	NursingSevere: unit.Yuan(85), NursingModerate: unit.Yuan(75), InjuryBlocksLiving: true}

// anyMonth gives a month of a few, so that edges are met.
func anyMonth(r *rand.Rand) unit.Month {
	m, err := unit.MustParseMonth("2022-11").Add(r.IntN(6))
	if err != nil {
		panic(err)
	}
	return m
}

func maybe[T any](r *rand.Rand, v T) rule.Given[T] {
	if r.IntN(2) == 0 {
		return rule.Given[T]{}
	}
	return rule.Give(v)
}

func anyDisabled(r *rand.Rand) assistance.DisabledPerson {
	d := assistance.DisabledPerson{Grade: 1 + r.Int64N(4), Kind: assistance.Disability(1 + r.IntN(7)), Minor: r.IntN(2) == 0,
		Hardship: assistance.Hardship(1 + r.IntN(6)), Child: assistance.ChildGuarantee(1 + r.IntN(4)), InjuryPay: r.IntN(6) == 0,
		Applied: anyMonth(r), Changed: maybe(r, anyMonth(r)), Month: anyMonth(r)}
	switch r.IntN(8) {
	case 0:
		d.OtherLiving = near(r, int32(70+10*r.IntN(2)))
	case 1:
		d.OtherNursing = near(r, int32(75+5*r.IntN(4)))
	case 2:
		d.Grade = r.Int64N(7)
	}
	return d
}

func anySubsidies(r *rand.Rand) assistance.SubsidyPolicy {
	p := sampleSubsidies
	p.NursingMinor, p.InjuryBlocksLiving = maybe(r, unit.Yuan(90)), r.IntN(2) == 0
	p.LiftedSince, p.EdgeSince, p.HardshipSince = maybe(r, anyMonth(r)), maybe(r, anyMonth(r)), maybe(r, anyMonth(r))
	p.MinorsSince, p.GradesSince = maybe(r, anyMonth(r)), maybe(r, anyMonth(r))
	return p
}

func TestDisabilitySubsidies(t *testing.T) {
	ruletest.Test(t, assistance.DisabilitySubsidies, ruletest.Suite[assistance.SubsidyPolicy, assistance.DisabledPerson]{
		Random: anyDisabled, Policy: anySubsidies, N: 3_000})
}

// An extension takes nothing from anybody, and nobody in extreme poverty is ever paid.
func TestExtensionsOnlyAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 7))
	for range tries(20_000) {
		in := anyDisabled(r)
		before, err := assistance.DisabilitySubsidies.Under(sampleSubsidies).Eval(in)
		if err != nil {
			continue
		}
		wider := anySubsidies(r)
		wider.NursingMinor, wider.InjuryBlocksLiving = sampleSubsidies.NursingMinor, true
		after, err := assistance.DisabilitySubsidies.Under(wider).Eval(in)
		require.NoError(t, err)
		require.False(t, after.Living.Less(before.Living) || after.Nursing.Less(before.Nursing))
		if in.Hardship == assistance.HardshipExtremePoverty {
			require.True(t, after.Living.IsZero() && after.Nursing.IsZero())
		}
	}
}

// The plan's extension to grades 3 and 4 of the mind is a switch with a date.
func ExampleDisabilitySubsidies() {
	county := sampleSubsidies
	county.GradesSince = rule.Give(unit.MustParseMonth("2023-07"))
	person := assistance.DisabledPerson{Grade: 4, Kind: assistance.MentalDisability, Hardship: assistance.NoHardship,
		Child: assistance.NotGuaranteed, Applied: unit.MustParseMonth("2023-05")}
	for _, m := range []string{"2023-06", "2023-07"} {
		person.Month = unit.MustParseMonth(m)
		s, err := assistance.DisabilitySubsidies.Under(county).Eval(person)
		fmt.Println(m, s.Nursing, s.NursingWhy, err)
	}
	// Output:
	// 2023-06 0.00 not-covered <nil>
	// 2023-07 75.00 paid <nil>
}

func BenchmarkDisabilitySubsidies(b *testing.B) {
	r := rand.New(rand.NewPCG(10, 8))
	cases := make([]assistance.DisabledPerson, 100_000)
	for i := range cases {
		cases[i] = anyDisabled(r)
		cases[i].Grade = 1 + r.Int64N(4)
		cases[i].OtherLiving, cases[i].OtherNursing = unit.Money{}, unit.Money{}
	}
	ruletest.Bench(b, assistance.DisabilitySubsidies.Under(sampleSubsidies), cases)
}
