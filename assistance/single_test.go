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

func anySingleCase(r *rand.Rand) assistance.SingleCase {
	yes := func() bool { return r.IntN(2) == 0 }
	c := assistance.SingleCase{Edge: yes(), Ill: r.IntN(3) == 0, Adult: yes(), Employed: r.IntN(3) == 0, Hardship: yes(), ByCounty: r.IntN(4) == 0,
		AwayYears: maybe(r, 1+r.Int64N(4)), Month: unit.MustParseMonth([]string{"2022-09", "2022-10", "2025-06"}[r.IntN(3)])}
	if yes() {
		c.Disability, c.Grade = rule.Give(assistance.Disability(1+r.IntN(7))), rule.Give(1+r.Int64N(4))
	}
	if r.IntN(30) == 0 {
		c.Grade = rule.Given[int64]{}
	}
	return c
}

func TestSingleApplicant(t *testing.T) {
	ruletest.Test(t, assistance.SingleApplicant, ruletest.Suite[assistance.SinglePolicy, assistance.SingleCase]{Random: anySingleCase, N: 3_000,
		Policy: func(r *rand.Rand) assistance.SinglePolicy {
			p := assistance.SingleApplicant.Parameters()
			if r.IntN(2) == 0 {
				p.ClergyYears = r.Int64N(8)
				p.UnemployedSince, _ = p.UnemployedSince.Add(r.IntN(25) - 12)
			}
			return p
		},
		Equivalent: []string{ // kind and grade are given together
			"severe: given({disability}) and {grade} ≤ 2",
			"mind: given({disability}) and {grade} = 3 and ({disability} = 'intellectual' or {disability} = 'mental')",
		}})
}

var sampleRefusals = assistance.RefusalPolicy{Cut: unit.Percent(100)}

func anyRefusalCase(r *rand.Rand) assistance.RefusalCase {
	c := assistance.RefusalCase{Members: make([]assistance.WorkRecord, 1+r.IntN(5))}
	for i := range c.Members {
		c.Members[i] = assistance.WorkRecord{Own: unit.Fen(r.Int32N(100_000)), CanWork: r.IntN(3) > 0, Employed: r.IntN(3) == 0, Refused: r.Int64N(6)}
	}
	if r.IntN(30) == 0 {
		c.Members = make([]assistance.WorkRecord, 128*r.IntN(2))
	}
	return c
}

func anyRefusalPolicy(r *rand.Rand) assistance.RefusalPolicy {
	return assistance.RefusalPolicy{Refusals: r.Int64N(5), Cut: unit.Percent(1 + r.Int32N(100)), Rounding: [...]unit.Rounding{0, unit.UpToFen, unit.HalfUpToYuan}[r.IntN(3)]}
}

func TestWorkRefusals(t *testing.T) {
	ruletest.Test(t, assistance.WorkRefusals, ruletest.Suite[assistance.RefusalPolicy, assistance.RefusalCase]{
		Random: anyRefusalCase, Policy: anyRefusalPolicy, N: 2_000})
}

// Nobody but those who refused loses anything, and they no more than their own part.
func TestRefusalsCutTheOwnPartOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 9))
	for range tries(20_000) {
		p, c := anyRefusalPolicy(r), anyRefusalCase(r)
		p.Rounding = unit.UpToFen
		got, err := assistance.WorkRefusals.Under(p).Eval(c)
		if err != nil {
			continue
		}
		all, most := new(big.Rat), new(big.Rat)
		for _, m := range c.Members {
			all.Add(all, fen(m.Own.Fen()))
			if most3 := max(p.Refusals, 3*count(p.Refusals == 0)); m.CanWork && !m.Employed && m.Refused >= most3 {
				most.Add(most, fen(m.Own.Fen()))
			}
		}
		require.LessOrEqual(t, fen(got.Cut.Fen()).Cmp(most), 0, "%+v under %+v", c, p)
		exact := new(big.Rat).Sub(all, new(big.Rat).Mul(most, p.Cut.Rat()))
		require.Zero(t, rounded(exact, unit.UpToFen).Cmp(fen(got.Amount.Fen())))
		require.Zero(t, all.Cmp(fen(got.Amount.Fen()+got.Cut.Fen())))
	}
}

// The own part of one is stopped; the other two keep theirs.
func ExampleWorkRefusals() {
	f, err := assistance.WorkRefusals.Under(sampleRefusals).Eval(assistance.RefusalCase{Members: []assistance.WorkRecord{
		{Own: unit.Yuan(400), CanWork: true, Refused: 3}, {Own: unit.Yuan(400), CanWork: true, Refused: 2}, {Own: unit.Yuan(600)}}})
	fmt.Println(f.Amount, f.Cut, f.Persons, err)
	// Output: 1000.00 400.00 1 <nil>
}

// By the notice of October 2022 the severely disabled without work need no household at the edge.
func ExampleSingleApplicant() {
	person := assistance.SingleCase{Disability: rule.Give(assistance.LimbDisability), Grade: rule.Give(int64(1)), Adult: true}
	for _, month := range []string{"2022-09", "2022-10"} {
		person.Month = unit.MustParseMonth(month)
		f, err := assistance.SingleApplicant.Eval(person)
		fmt.Println(month, f.Alone, f.Ground, err)
	}
	// Output:
	// 2022-09 false none <nil>
	// 2022-10 true unemployed <nil>
}

func BenchmarkWorkRefusals(b *testing.B) {
	ruletest.BenchRandom(b, assistance.WorkRefusals.Under(sampleRefusals), rand.New(rand.NewPCG(11, 10)), anyRefusalCase)
}
