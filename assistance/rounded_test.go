package assistance_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func everyRounding() (all []unit.Rounding) {
	for _, direction := range []string{"up", "down", "half-up", "half-even"} {
		for _, step := range []string{"fen", "jiao", "yuan", "5jiao", "100yuan", "10000yuan"} {
			all = append(all, unit.MustParseRounding(direction+"/"+step))
		}
	}
	return all
}

// TestNoRoundingBreaksABound: under every rounding that can be asked for, what is a floor is not below the exact bound
// and what is a cap not above it, or the rounding is refused, as a parameter.
func TestNoRoundingBreaksABound(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 17))
	month := func(m unit.Money, share unit.Rate, over int64) *big.Rat {
		exact := new(big.Rat).Mul(fen(m.Fen()), share.Rat())
		return exact.Quo(exact, fen(over))
	}
	bound := func(by unit.Rounding, field string, err error) bool {
		if err == nil {
			return true
		}
		require.ErrorIs(t, err, rule.Invalid, by)
		require.Equal(t, field, rule.Faults(err)[0].Field)
		return false
	}
	accepted := map[string]int{}
	for _, by := range everyRounding() {
		support, care, tiers := assistance.SupportStandard.Parameters(), assistance.CareStandard.Parameters(), sampleTiers
		low, high := assistance.Intervals(), assistance.Intervals()
		support.Rounding, care.Rounding, tiers.Rounding, low.FloorRounding, high.CeilingRounding = by, by, by, by, by
		tiers.AbleCap = rule.Give(unit.Fen(6_050))
		for range tries(500) {
			amount, year := unit.Fen(60_000+r.Int32N(40_000)), unit.Fen(2_000_000+r.Int32N(1_000_000))
			if bound(by, "rounding", assistance.SupportStandard.Under(support).Err()) {
				s, err := assistance.SupportStandard.Under(support).Eval(assistance.SupportFacts{Allowance: amount, Consumption: year, ConsumptionOf: assistance.RuralResidents})
				require.NoError(t, err)
				require.GreaterOrEqual(t, fen(s.Standard.Fen()).Cmp(month(amount, support.Multiple, 1)), 0)
				require.GreaterOrEqual(t, fen(s.Standard.Fen()).Cmp(month(year, support.Share, 12)), 0)
				accepted["support"]++
			}
			if bound(by, "rounding", assistance.CareStandard.Under(care).Err()) {
				s, err := assistance.CareStandard.Under(care).Eval(assistance.CareFacts{Support: amount})
				require.NoError(t, err)
				require.GreaterOrEqual(t, fen(s.Standard.Fen()).Cmp(month(amount, care.Share, 1)), 0)
				accepted["care"]++
			}
			if bound(by, "rounding", assistance.CareTiers.Under(tiers).Err()) {
				in := assistance.CareCase{Form: assistance.InstitutionSupport, Tier: assistance.Tier(1 + r.IntN(3)), Wage: unit.Fen(150_000 + r.Int32N(2_000)), Support: amount}
				s, err := assistance.CareTiers.Under(tiers).Eval(in)
				require.NoError(t, err)
				share := map[assistance.Tier]unit.Rate{assistance.Able: unit.Percent(4), assistance.Partly: unit.Percent(30), assistance.Unable: unit.Percent(50)}[in.Tier]
				require.True(t, s.Capped || fen(s.Standard.Fen()).Cmp(month(in.Wage, share, 1)) >= 0)
				require.False(t, s.Capped && (in.Tier != assistance.Able || s.Standard != unit.Fen(6_050)))
				require.False(t, in.Tier == assistance.Able && unit.Fen(6_050).Less(s.Standard))
				accepted["tiers"]++
			}
			if bound(by, "floor_rounding", assistance.AllowanceBand.Under(low).Err()) {
				accepted["floor"]++
				if b, err := assistance.AllowanceBand.Under(low).Eval(assistance.Consumption{UrbanResidents: rule.Give(year)}); err == nil {
					v, _ := b.Urban.Get()
					require.GreaterOrEqual(t, fen(v.Floor.Fen()).Cmp(month(year, low.Urban.Floor, 12)), 0)
				}
			}
			if bound(by, "ceiling_rounding", assistance.AllowanceBand.Under(high).Err()) {
				accepted["ceiling"]++
				if b, err := assistance.AllowanceBand.Under(high).Eval(assistance.Consumption{UrbanResidents: rule.Give(year)}); err == nil {
					v, _ := b.Urban.Get()
					top, _ := v.Ceiling.Get()
					require.LessOrEqual(t, fen(top.Fen()).Cmp(month(year, high.Urban.Ceiling, 12)), 0)
				}
			}
		}
	}
	require.Len(t, accepted, 5)
}

// TestWhoIsPaidIsPaidSomething: each of the two subsidies is paid exactly where its reason says so.
func TestWhoIsPaidIsPaidSomething(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 18))
	for range tries(5_000) {
		s, err := assistance.DisabilitySubsidies.Under(anySubsidies(r)).Eval(anyDisabled(r))
		if err != nil {
			continue
		}
		require.Equal(t, s.LivingWhy == assistance.SubsidyPaid, s.Living.Sign() > 0)
		require.Equal(t, s.NursingWhy == assistance.SubsidyPaid, s.Nursing.Sign() > 0)
	}
}
