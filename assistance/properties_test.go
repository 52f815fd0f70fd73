package assistance_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var county = assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}

// anyMoney favours ordinary amounts, with the edges of the range among them.
func anyMoney(r *rand.Rand) unit.Money {
	fen := r.Int64N(150_000)
	switch r.IntN(60) {
	case 0:
		fen = unit.MaxFen - r.Int64N(2)
	case 1:
		fen = -1
	case 2, 3, 4:
		fen = 80_000
	}
	m, err := unit.MoneyFromFen(fen)
	if err != nil {
		panic(err)
	}
	return m
}

// anyHousehold makes a household that may be refused.
func anyHousehold(r *rand.Rand) assistance.Household {
	h := ordinaryHousehold(r)
	for i := range h.Members {
		h.Members[i].Income = anyMoney(r)
	}
	switch r.IntN(20) {
	case 0:
		h.Members = nil
	case 1:
		h.Members = make([]assistance.Member, 120+r.IntN(16))
	case 2:
		h.Area = assistance.Area(r.IntN(5))
	case 3:
		h.Property = rule.Given[unit.Money]{}
	case 4:
		h.Property = rule.Give(anyMoney(r))
	}
	return h
}

// tries is how many random cases a test takes: fewer with -short.
func tries(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// ordinaryHousehold makes a household that is answered.
func ordinaryHousehold(r *rand.Rand) assistance.Household {
	h := assistance.Household{
		Area:     assistance.Area(1 + r.IntN(2)),
		Members:  make([]assistance.Member, 1+r.IntN(6)),
		Property: rule.Give(unit.Fen(int32(r.IntN(20_000_000)))),
	}
	for i := range h.Members {
		h.Members[i] = assistance.Member{Income: unit.Fen(int32(r.IntN(120_000))), EmploymentCost: unit.Fen(int32(r.IntN(20_000)))}
	}
	return h
}

func counties() map[string]assistance.County {
	other := county
	other.EmploymentCosts, other.Rounding, other.PerHead = assistance.Everyone, unit.HalfEvenToJiao, unit.UpToYuan
	return map[string]assistance.County{"default": county, "other": other}
}

func TestHouseholdFormsAgree(t *testing.T) {
	for name, c := range counties() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(4, 1))
			ruletest.Agree(t, assistance.Benefit.Under(c), 5_000, func() assistance.Household { return anyHousehold(r) })
			ruletest.Agree(t, assistance.CountMeans.Under(c.Means()), 2_000, func() assistance.Household { return anyHousehold(r) })
			ruletest.Agree(t, assistance.TopUp.Under(c.TopUp()), 2_000, func() assistance.Means {
				return assistance.Means{Income: anyMoney(r), Members: int32(r.IntN(130)), OverProperty: r.IntN(3) == 0}
			})
		})
	}
}

func TestBenefitIsMeansThenTopUp(t *testing.T) {
	for name, c := range counties() {
		r := rand.New(rand.NewPCG(4, 2))
		for range tries(20_000) {
			h := anyHousehold(r)
			whole, err := assistance.Benefit.Under(c).Eval(h)
			m, meansErr := assistance.CountMeans.Under(c.Means()).Eval(h)
			require.Equal(t, err == nil, meansErr == nil, name)
			if err != nil {
				continue
			}
			part, err := assistance.TopUp.Under(c.TopUp()).Eval(m)
			require.NoError(t, err)
			require.Equal(t, whole, part, name)
		}
	}
}

func TestMoreIncomeNeverRaisesTheAllowance(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	rule := assistance.Benefit.Under(county)
	for range tries(20_000) {
		h := ordinaryHousehold(r)
		before, err := rule.Eval(h)
		require.NoError(t, err)
		more, err := h.Members[0].Income.Add(unit.Fen(int32(r.IntN(10_000))))
		require.NoError(t, err)
		h.Members[0].Income = more
		after, err := rule.Eval(h)
		require.NoError(t, err)
		require.LessOrEqual(t, after.Amount.Fen(), before.Amount.Fen())
	}
}

func anyConsumption(r *rand.Rand) assistance.Consumption {
	c := assistance.Consumption{AllResidents: rule.Give(anyMoney(r)), UrbanResidents: rule.Give(anyMoney(r))}
	if r.IntN(8) == 0 {
		c.AllResidents = rule.Given[unit.Money]{}
	}
	return c
}

func TestStandardsFormsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	for _, p := range []assistance.BandPolicy{assistance.OfAllResidents(), assistance.OfUrbanResidents()} {
		ruletest.Agree(t, assistance.AllowanceBand.Under(p), 2_000, func() assistance.Consumption { return anyConsumption(r) })
		ruletest.Agree(t, assistance.AllowanceStandard.Under(p), 2_000, func() assistance.StandardFact {
			return assistance.StandardFact{Standard: unit.Fen(int32(r.IntN(6_000) - 10)), Consumption: anyConsumption(r)}
		})
	}
	ruletest.Agree(t, assistance.ExtremePovertySupport, 3_000, func() assistance.SupportFact {
		return assistance.SupportFact{Allowance: anyMoney(r), Consumption: anyMoney(r)}
	})
	ruletest.Agree(t, assistance.CareStandard, 3_000, func() assistance.CareFact {
		f := assistance.CareFact{Support: anyMoney(r)}
		if r.IntN(2) == 0 {
			f.Paid = rule.Give(anyMoney(r))
		}
		return f
	})
}

// TestBandEqualsRationals also shows that a standard is compared with the exact
// bounds.
func TestBandEqualsRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 6))
	for range tries(20_000) {
		year := unit.Fen(int32(1 + r.IntN(5_000_000)))
		in := assistance.StandardFact{Standard: unit.Fen(int32(1 + r.IntN(150_000))), Consumption: assistance.Consumption{AllResidents: rule.Give(year)}}
		got, err := assistance.AllowanceStandard.Eval(in)
		if err != nil {
			require.ErrorIs(t, err, rule.ErrRange, "no whole fen in so narrow a band")
			continue
		}
		actual := big.NewRat(in.Standard.Fen(), 1)
		floor, ceiling := big.NewRat(year.Fen()*30, 1200), big.NewRat(year.Fen()*35, 1200)
		require.Equal(t, actual.Cmp(floor) >= 0 && actual.Cmp(ceiling) <= 0, got.Met)
		require.Zero(t, new(big.Int).Neg(new(big.Int).Div(new(big.Int).Neg(floor.Num()), floor.Denom())).Cmp(big.NewInt(got.Required.Floor.Fen())))
		require.Zero(t, new(big.Int).Div(ceiling.Num(), ceiling.Denom()).Cmp(big.NewInt(got.Required.Ceiling.Fen())))
		require.Equal(t, got.Met, got.Shortfall.IsZero() && got.Excess.IsZero())
	}
}

func TestKernelsDoNotAllocate(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 7))
	consumption := assistance.Consumption{AllResidents: rule.Give(unit.Fen(2_000_001)), UrbanResidents: rule.Give(unit.Yuan(24_000))}
	ruletest.NoAllocation(t, assistance.AllowanceBand, consumption)
	ruletest.NoAllocation(t, assistance.AllowanceStandard, assistance.StandardFact{Standard: unit.Yuan(500), Consumption: consumption})
	ruletest.NoAllocation(t, assistance.ExtremePovertySupport, assistance.SupportFact{Allowance: unit.Yuan(637), Consumption: unit.Yuan(20_000)})
	ruletest.NoAllocation(t, assistance.CareStandard, assistance.CareFact{Support: unit.Yuan(1_000), Paid: rule.Give(unit.Yuan(99))})
	for _, c := range counties() {
		h := ordinaryHousehold(r)
		ruletest.NoAllocation(t, assistance.Benefit.Under(c), h)
		ruletest.NoAllocation(t, assistance.CountMeans.Under(c.Means()), h)
		ruletest.NoAllocation(t, assistance.TopUp.Under(c.TopUp()), assistance.Means{Income: unit.Yuan(1_000), Members: 3})
	}
}

func TestAStandardThatDoesNotFitIsNamed(t *testing.T) {
	huge, err := unit.MoneyFromFen(unit.MaxFen)
	require.NoError(t, err)
	for _, head := range []unit.Rounding{0, unit.UpToYuan} {
		c := county
		c.Standard, c.PerHead = huge, head
		h := assistance.Household{Area: assistance.Urban, Members: make([]assistance.Member, 2), Property: rule.Give(unit.Money{})}
		_, err = assistance.Benefit.Under(c).Eval(h)
		require.ErrorIs(t, err, rule.ErrRange)
		require.ErrorContains(t, err, "assistance.benefit: standard: ")
		_, err = assistance.TopUp.Under(c.TopUp()).Eval(assistance.Means{Members: 2})
		require.ErrorIs(t, err, rule.ErrRange)
		require.ErrorContains(t, err, "assistance.top-up: monthly: ")
	}
}

// TestARoundingThatIsNoneIsRefused: it is not taken for one that was not given.
func TestARoundingThatIsNoneIsRefused(t *testing.T) {
	none := unit.Rounding(99)
	c := county
	c.Rounding, c.PerHead = none, 40
	err := assistance.Benefit.Under(c).Err()
	assert.ErrorIs(t, err, rule.ErrInvalid)
	assert.ErrorContains(t, err, "rounding: 99")
	assert.ErrorContains(t, err, "per_head: 40")
	_, err = assistance.NewPayment("x", assistance.Standard{Monthly: unit.Yuan(1), PerHead: none}, assistance.Means{Members: 1})
	assert.ErrorIs(t, err, rule.ErrInvalid)
	band := assistance.AllowanceBand.Parameters()
	band.FloorRounding, band.CeilingRounding = none, none
	assert.Len(t, rule.AllErrors(assistance.AllowanceBand.Under(band).Err()), 2)
	support := assistance.ExtremePovertySupport.Parameters()
	support.Rounding = none
	assert.ErrorIs(t, assistance.ExtremePovertySupport.Under(support).Err(), rule.ErrInvalid)
	care := assistance.CareStandard.Parameters()
	care.Rounding = none
	assert.ErrorIs(t, assistance.CareStandard.Under(care).Err(), rule.ErrInvalid)
}

func TestAChineseReaderSeesFormulasInWords(t *testing.T) {
	h := assistance.Household{Area: assistance.Rural, Members: []assistance.Member{{Income: unit.Yuan(3), EmploymentCost: unit.Yuan(5)}}, Property: rule.Give(unit.Money{})}
	d, err := assistance.Benefit.Under(county).Explain(h)
	require.NoError(t, err)
	zh, en := d.Text(rule.Chinese), d.Text(rule.English)
	assert.Contains(t, zh, "取较大者(月收入 − 必要就业成本, 0) = 取较大者(3.00 − 5.00, 0) = 0.00")
	assert.Contains(t, zh, "取整(补差（取整前）, 取整方式) = 取整(800, 向上取整到元) = 800.00")
	assert.NotRegexp(t, `round|max`, zh)
	assert.Contains(t, en, "round(")
}
