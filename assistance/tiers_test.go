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

// sampleTiers are the shares of the province as a county of it published them.
var sampleTiers = assistance.CareTiersPolicy{
	Institution: assistance.TierRates{Unable: unit.Percent(50), Partly: unit.Percent(30), Able: unit.Percent(4)},
	Dispersed:   assistance.TierRates{Unable: unit.Percent(35), Partly: unit.Percent(20), Able: unit.Percent(3)},
}

func TestSelfCare(t *testing.T) {
	ruletest.Test(t, assistance.SelfCare, ruletest.Suite[assistance.SelfCarePolicy, assistance.Abilities]{
		Random: func(r *rand.Rand) assistance.Abilities {
			bits := r.IntN(64)
			return assistance.Abilities{Eats: bits&1 > 0, Dresses: bits&2 > 0, GetsUp: bits&4 > 0, Toilet: bits&8 > 0, Walks: bits&16 > 0, Bathes: bits&32 > 0}
		},
		Policy: func(r *rand.Rand) assistance.SelfCarePolicy {
			return assistance.SelfCarePolicy{MostPartial: r.Int64N(7)}
		},
		Equivalent: []string{"tier: if({failed} ≤ 0, 'able', if({failed} ≤ {most_partial}, 'partly', 'unable'))"}, // never below none
	})
}

func TestCareTiers(t *testing.T) {
	ruletest.Test(t, assistance.CareTiers, ruletest.Suite[assistance.CareTiersPolicy, assistance.CareCase]{
		Random: func(r *rand.Rand) assistance.CareCase {
			return assistance.CareCase{Form: assistance.SupportForm(1 + r.IntN(2)), Tier: assistance.Tier(1 + r.IntN(3)),
				Wage: unit.Fen(int32(r.IntN(300_000)) - 2_000), Support: unit.Fen(60_000 + int32(r.IntN(1_000_000)))}
		},
		Policy: func(r *rand.Rand) assistance.CareTiersPolicy {
			p := sampleTiers
			p.AbleCap, p.Rounding = maybe(r, unit.Yuan(80)), [...]unit.Rounding{0, unit.UpToFen}[r.IntN(2)]
			return p
		},
	})
}

// Who is less able has no lower a standard, and 64 ways of being able have one tier each.
func TestLessAbleIsNeverPaidLess(t *testing.T) {
	for bits := range 64 {
		got, err := assistance.SelfCare.Eval(assistance.Abilities{Eats: bits&1 > 0, Dresses: bits&2 > 0, GetsUp: bits&4 > 0,
			Toilet: bits&8 > 0, Walks: bits&16 > 0, Bathes: bits&32 > 0})
		require.NoError(t, err)
		require.True(t, got.Tier.IsValid())
	}
	county := sampleTiers
	county.AbleCap = rule.Give(unit.Yuan(80))
	for form := assistance.InstitutionSupport; form <= assistance.DispersedSupport; form++ {
		var before unit.Money
		for tier := assistance.Able; tier <= assistance.Unable; tier++ {
			s, err := assistance.CareTiers.Under(county).Eval(assistance.CareCase{Form: form, Tier: tier, Wage: unit.Yuan(1_930), Support: unit.Yuan(1_020)})
			require.NoError(t, err)
			require.False(t, s.Standard.Less(before))
			before = s.Standard
		}
	}
}

// The wage is last year's: Huainan paid 750 yuan in 2023, half of 1,500, although 1,930 was in force.
func ExampleCareTiers() {
	tier, err := assistance.SelfCare.Eval(assistance.Abilities{Eats: true, Walks: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := assistance.CareTiers.Under(sampleTiers).Eval(assistance.CareCase{Form: assistance.InstitutionSupport, Tier: tier.Tier,
		Wage: unit.Yuan(1_500), Support: unit.Yuan(1_020)})
	fmt.Println(tier.Tier, tier.Failed, s.Standard, s.MeetsPlan, err)
	// Output: unable 4 750.00 true <nil>
}

func BenchmarkSelfCare(b *testing.B) {
	cases := make([]assistance.Abilities, 100_000)
	for i := range cases {
		cases[i] = assistance.Abilities{Eats: i&1 > 0, Dresses: i&2 > 0, GetsUp: i&4 > 0, Toilet: i&8 > 0, Walks: i&16 > 0, Bathes: i&32 > 0}
	}
	ruletest.Bench(b, assistance.SelfCare, cases)
}

func BenchmarkCareTiers(b *testing.B) {
	cases := make([]assistance.CareCase, 100_000)
	for i := range cases {
		cases[i] = assistance.CareCase{Form: assistance.SupportForm(1 + i%2), Tier: assistance.Tier(1 + i%3), Wage: unit.Fen(int32(150_000 + i)), Support: unit.Yuan(1_020)}
	}
	ruletest.Bench(b, assistance.CareTiers.Under(sampleTiers), cases)
}
