package assistance_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Each rule is tested over its table in testdata and over random facts under random
// parameters: see package ruletest for all that must hold.

func TestAllowanceBand(t *testing.T) {
	ruletest.Test(t, assistance.AllowanceBand, ruletest.Suite[assistance.BandPolicy, assistance.Consumption]{
		Random: anyConsumption, Policy: anyBand})
}

func TestAllowanceStandardCheck(t *testing.T) {
	ruletest.Test(t, assistance.AllowanceStandardCheck, ruletest.Suite[assistance.BandPolicy, assistance.StandardFacts]{
		Random: anyStandard, Policy: anyBand})
}

// TestABandSaysByWhen: before the year due nothing is missed, so that the verdict never stands without it.
func TestABandSaysByWhen(t *testing.T) {
	in := assistance.StandardFacts{Standard: unit.Yuan(400), Consumption: assistance.Consumption{UrbanResidents: rule.Give(unit.Yuan(24_000)), AllResidents: rule.Give(unit.Yuan(21_000))}}
	d, err := assistance.AllowanceStandardCheck.Explain(in)
	require.NoError(t, err)
	require.Equal(t, 2025, d.Parameters.Due)
	require.Contains(t, d.Text(rule.Chinese), "达标（按决定口径）: 否  （须于2025年底前达到）\n")
	require.Contains(t, d.Text(rule.Chinese), "按全体居民消费支出 达标: 否  （须于2025年底前达到）\n")
	require.Contains(t, d.Summary(rule.English), "met, by the clause that decides: no  (due by the end of 2025)\n")
	require.Contains(t, d.Text(rule.Chinese), "到期年份: 2025  [三(一)4]")
	later := assistance.Intervals()
	later.Due = 2030
	d, err = assistance.AllowanceStandardCheck.Under(later).Explain(in)
	require.NoError(t, err)
	require.Contains(t, d.Text(rule.Chinese), "（须于2030年底前达到）")
	require.Contains(t, d.Text(rule.Chinese), "到期年份: 2030  非规划值（规划为2025）")
	b, err := assistance.AllowanceBand.Explain(in.Consumption)
	require.NoError(t, err)
	require.Contains(t, b.Text(rule.Chinese), "到期年份: 2025  [三(一)4]")
}

// TestTheBindingIndicatorIsNotMetUnseen: with all residents' figure alone the answer says that T2.1 was not checked.
func TestTheBindingIndicatorIsNotMetUnseen(t *testing.T) {
	in := assistance.StandardFacts{Standard: unit.Yuan(560), Consumption: assistance.Consumption{AllResidents: rule.Give(unit.Yuan(21_000))}}
	d, err := assistance.AllowanceStandardCheck.Explain(in)
	require.NoError(t, err)
	require.True(t, d.Answer.Met)
	require.False(t, d.Answer.BindingChecked)
	require.Contains(t, d.Text(rule.Chinese), "约束性指标T2.1已核对（未核对即不知是否达标）: 否")
	require.Contains(t, d.Summary(rule.English), "the binding indicator T2.1 was checked (if not, it is not known to be met): no")
	in.Consumption.UrbanResidents = rule.Give(unit.Yuan(24_000))
	a, err := assistance.AllowanceStandardCheck.Eval(in)
	require.NoError(t, err)
	require.True(t, a.BindingChecked)
}

// TestAMultipleIsSaidInChinese as people write it; records keep 1.3×.
func TestAMultipleIsSaidInChinese(t *testing.T) {
	d, err := assistance.SupportStandard.Explain(assistance.SupportFacts{Allowance: unit.Yuan(637), Consumption: unit.Yuan(24_000), ConsumptionOf: assistance.UrbanResidents})
	require.NoError(t, err)
	require.Contains(t, d.Text(rule.Chinese), "低保标准倍数: 1.3倍")
	require.Contains(t, d.Text(rule.Chinese), "637.00 × 1.3倍")
	require.NotContains(t, d.Text(rule.Chinese), "1.3×")
	require.Contains(t, d.Text(rule.English), "1.3×")
}

func TestSupportStandard(t *testing.T) {
	ruletest.Test(t, assistance.SupportStandard, ruletest.Suite[assistance.SupportPolicy, assistance.SupportFacts]{
		Random: anySupport, Policy: anySupportPolicy,
		Equivalent: []string{ // the multiple is not above: at least as much is as much
			"decided_by: if({by_multiple} > {by_consumption}, 'multiple', if({by_multiple} ≥ {by_consumption}, 'both', 'consumption'))"}})
}

func TestCareStandard(t *testing.T) {
	ruletest.Test(t, assistance.CareStandard, ruletest.Suite[assistance.CarePolicy, assistance.CareFacts]{
		Random: anyCare, Policy: anyCarePolicy})
}

func TestMeansTest(t *testing.T) {
	ruletest.Test(t, assistance.MeansTest, ruletest.Suite[assistance.MeansPolicy, assistance.Household]{
		Random: anyHousehold, Policy: func(r *rand.Rand) assistance.MeansPolicy { return anyCounty(r).Means() }})
}

func TestTopUp(t *testing.T) {
	ruletest.Test(t, assistance.TopUp, ruletest.Suite[assistance.TopUpPolicy, assistance.Means]{
		Random: anyMeans, Policy: func(r *rand.Rand) assistance.TopUpPolicy { return anyCounty(r).TopUp() }})
}

func TestAllowance(t *testing.T) {
	ruletest.Test(t, assistance.Allowance, ruletest.Suite[assistance.AllowancePolicy, assistance.Household]{
		Random: anyHousehold, Policy: anyCounty})
}

func anyMeans(r *rand.Rand) assistance.Means {
	return assistance.Means{Income: anyMoney(r), Members: int32(r.IntN(130)), OverProperty: r.IntN(3) == 0}
}

func anyConsumption(r *rand.Rand) assistance.Consumption {
	var c assistance.Consumption
	if r.IntN(4) > 0 {
		c.AllResidents = rule.Give(anyYear(r))
	}
	if r.IntN(4) > 0 {
		c.UrbanResidents = rule.Give(anyYear(r))
	}
	return c
}

// anyYear is a year's consumption, now and then one that is refused.
func anyYear(r *rand.Rand) unit.Money {
	if r.IntN(4) == 0 {
		return anyMoney(r)
	}
	return unit.Fen(1_000_000 + r.Int32N(3_000_000))
}

func anyStandard(r *rand.Rand) assistance.StandardFacts {
	s := assistance.StandardFacts{Standard: unit.Fen(r.Int32N(120_000) - 100), Consumption: anyConsumption(r)}
	if year, ok := s.Consumption.AllResidents.Get(); ok && r.IntN(2) == 0 { // about a bound
		near, err := unit.MoneyFromFen(year.Fen()*int64(25+r.IntN(15))/1200 + r.Int64N(3) - 1)
		if err == nil {
			s.Standard = near
		}
	}
	return s
}

func anyBand(r *rand.Rand) assistance.BandPolicy {
	p := assistance.BandPolicy{
		FloorRounding:   []unit.Rounding{0, unit.UpToFen, unit.UpToJiao, unit.UpToYuan}[r.IntN(4)],
		CeilingRounding: []unit.Rounding{0, unit.DownToFen, unit.DownToJiao, unit.DownToYuan}[r.IntN(4)],
	}
	for _, s := range []*assistance.Shares{&p.Urban, &p.AllResidents} {
		floor := 1 + r.Int32N(60)
		*s = assistance.Shares{Floor: unit.Percent(floor), Ceiling: unit.Percent(floor + r.Int32N(40)), FloorOnly: r.IntN(3) == 0}
	}
	return p
}

func anySupport(r *rand.Rand) assistance.SupportFacts {
	f := assistance.SupportFacts{Allowance: anyMoney(r), Consumption: anyYear(r), ConsumptionOf: assistance.Residents(r.IntN(5))}
	if r.IntN(4) == 0 { // where the plan's two bounds are equal
		f.Allowance, f.Consumption = unit.Yuan(800), unit.Yuan(20_800)
	}
	return f
}

func anySupportPolicy(r *rand.Rand) assistance.SupportPolicy {
	if r.IntN(3) == 0 {
		return assistance.SupportStandard.Parameters()
	}
	return assistance.SupportPolicy{
		Multiple: unit.Percent(50 + r.Int32N(200)), Share: unit.Permille(1 + r.Int32N(1000)), Rounding: anyFloorRounding(r)}
}

func anyCare(r *rand.Rand) assistance.CareFacts {
	f := assistance.CareFacts{Support: anyMoney(r)}
	switch r.IntN(3) {
	case 0:
		f.Paid = rule.Give(anyMoney(r))
	case 1:
		if near, err := unit.MoneyFromFen(f.Support.Fen()/10 + r.Int64N(3) - 1); err == nil {
			f.Paid = rule.Give(near)
		}
	}
	return f
}

func anyCarePolicy(r *rand.Rand) assistance.CarePolicy {
	p := []assistance.CarePolicy{assistance.CareStandard.Parameters(), assistance.CareAtBase(),
		{Share: unit.Permille(1 + r.Int32N(1000))}}[r.IntN(3)]
	p.Rounding = anyFloorRounding(r)
	return p
}

func anyFloorRounding(r *rand.Rand) unit.Rounding {
	return []unit.Rounding{0, unit.UpToFen, unit.UpToJiao, unit.UpToYuan}[r.IntN(4)]
}
