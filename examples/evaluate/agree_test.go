package main

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// assess evaluates one observation of Huainan's plan.
func assess(t *testing.T, o indicators.Observation) indicators.Assessment {
	t.Helper()
	p := indicators.Huainan()
	in, ok := p.Find(o.Indicator)
	require.True(t, ok)
	a, err := p.Assess(in, o.Year, &o, indicators.Linear)
	require.NoError(t, err)
	return a
}

func number(m unit.Money) rule.Given[indicators.Number] {
	return rule.Give(indicators.MustParseNumber(m.String()))
}

func count(n int64) rule.Given[indicators.Number] {
	return rule.Give(indicators.MustParseNumber(strconv.FormatInt(n, 10)))
}

// TestTheDomainsRulesAndAnEvaluationGiveOneAnswer: the same figures go through the rules that
// the tour explains and through the rows of an evaluation.
func TestTheDomainsRulesAndAnEvaluationGiveOneAnswer(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 8))
	for range 3_000 {
		fen := func(low, high int64) unit.Money { return fenOf(low*100 + r.Int64N((high-low)*100)) }
		allowance, urban := fen(400, 900), fen(15_000, 30_000)
		if r.IntN(3) == 0 { // on a bound, or a fen beside it
			band, err := assistance.AllowanceBand.Eval(assistance.Consumption{UrbanResidents: rule.Give(urban)})
			require.NoError(t, err)
			b, _ := band.Urban.Get()
			allowance = fenOf(b.Floor.Fen() + r.Int64N(3) - 1)
		}
		check, err := assistance.AllowanceStandardCheck.Eval(assistance.StandardFacts{
			Standard: allowance, Consumption: assistance.Consumption{UrbanResidents: rule.Give(urban)}})
		require.NoError(t, err)
		yearly := fenOf(allowance.Fen() * 12)
		a := assess(t, indicators.Observation{Indicator: "T2.1", Year: 2025, Part: number(yearly), Whole: number(urban)})
		require.Equal(t, check.Met, a.Status == indicators.Met, "T2.1: %s of %s", allowance, urban)

		support, err := assistance.SupportStandard.Eval(assistance.SupportFacts{Allowance: allowance, Consumption: urban, ConsumptionOf: assistance.UrbanResidents})
		require.NoError(t, err)
		for _, c := range []struct {
			off int64
			met bool
		}{{0, true}, {-1, false}} { // the rule gives the least standard in fen: one fen less misses
			paid := fenOf(support.Standard.Fen() + c.off)
			a = assess(t, indicators.Observation{Indicator: "T2.2", Year: 2025, Value: number(paid), Inputs: []indicators.Input{
				{Name: "allowance", Value: value(number(allowance))}, {Name: "consumption", Value: value(number(urban))}}})
			require.Equal(t, c.met, a.Status == indicators.Met, "T2.2: %s for %s and %s", paid, allowance, urban)
		}

		care, err := assistance.CareStandard.Eval(assistance.CareFacts{Support: support.Standard})
		require.NoError(t, err)
		for off, met := range map[int64]bool{0: true, -1: false} {
			a = assess(t, indicators.Observation{Indicator: "T2.3", Year: 2025, Value: number(fenOf(care.Standard.Fen() + off)),
				Inputs: []indicators.Input{{Name: "support", Value: value(number(support.Standard))}}})
			require.Equal(t, met, a.Status == indicators.Met, "T2.3: of %s", support.Standard)
		}

		whole := 1 + r.Int64N(30_000)
		part := r.Int64N(whole + 1)
		if r.IntN(2) == 0 {
			part = min(whole*55/100+r.Int64N(2), whole)
		}
		beds, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: part, Total: whole})
		require.NoError(t, err)
		a = assess(t, indicators.Observation{Indicator: "T2.7", Year: 2025, Part: count(part), Whole: count(whole)})
		require.Equal(t, beds.Met, a.Status == indicators.Met, "T2.7: %d of %d", part, whole)

		year := 2021 + r.IntN(5)
		cremated := whole*(860+r.Int64N(50))/1000 + r.Int64N(2)
		cremated = min(cremated, whole)
		f, err := funeral.Cremation.Eval(funeral.Deaths{Year: year, Scope: funeral.Everywhere, Deaths: whole, Cremations: cremated})
		require.NoError(t, err)
		a = assess(t, indicators.Observation{Indicator: "T2.20", Year: year, Part: count(cremated), Whole: count(whole)})
		require.Equal(t, f.Status == funeral.Reached, a.Status == indicators.Met)
		require.Equal(t, f.Status == funeral.Missed, a.Status == indicators.Missed)
		require.Equal(t, f.ReferenceMet, a.ToMilestone().Sign() == 0)
		reference := f.Reference.Rat()
		require.Zero(t, reference.Mul(reference, indicators.MustParseNumber("100").Rat()).Cmp(a.Milestone().Rat(0)), "the year's reference is one figure")
	}
}

func value(g rule.Given[indicators.Number]) indicators.Number {
	v, _ := g.Get()
	return v
}

// TestTheToursStandardIsMetInAnEvaluationToo: 637 yuan a month of 24,000 a year is 31.85 %.
func TestTheToursStandardIsMetInAnEvaluationToo(t *testing.T) {
	check, err := assistance.AllowanceStandardCheck.Eval(assistance.StandardFacts{
		Standard: unit.Yuan(637), Consumption: assistance.Consumption{UrbanResidents: rule.Give(unit.Yuan(24_000)), AllResidents: rule.Give(unit.Yuan(21_000))}})
	require.NoError(t, err)
	a := assess(t, indicators.Observation{Indicator: "T2.1", Year: 2023, Part: count(637 * 12), Whole: count(24_000)})
	assert.True(t, check.Met)
	assert.Equal(t, indicators.Met, a.Status)
	assert.Equal(t, "31.85", a.Observed().FloatString(2))
}

func fenOf(n int64) unit.Money { return unit.Fen(int32(n)) }
