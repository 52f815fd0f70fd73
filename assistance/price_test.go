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

// samplePrice is the national rule with a city's formula.
var samplePrice = assistance.PricePolicy{Triggers: assistance.NationalTriggers(), Groups: assistance.NationalGroups(),
	Formula: assistance.ByTrigger, Rounding: unit.HalfUpToYuan}

func anyRise(r *rand.Rand) unit.Rate {
	return [...]unit.Rate{unit.MustParseRate("-0.5%"), unit.Percent(0), unit.MustParseRate("2.9%"), unit.Percent(3), unit.MustParseRate("3.4%"),
		unit.MustParseRate("3.5%"), unit.Percent(5), unit.MustParseRate("5.9%"), unit.Percent(6), unit.MustParseRate("8.8%")}[r.IntN(10)]
}

func anyPriceCase(r *rand.Rand) assistance.PriceCase {
	m, err := unit.MustParseMonth("2022-06").Add(r.IntN(11))
	if err != nil {
		panic(err)
	}
	c := assistance.PriceCase{IndexMonth: m, CPI: anyRise(r), Food: anyRise(r), Recipient: assistance.PriceRecipient(1 + r.IntN(9)),
		Standard: unit.Fen(20_000 + int32(r.IntN(80_000))), PaidOtherwise: r.IntN(10) == 0}
	if r.IntN(30) == 0 {
		c.Standard = unit.Money{}
	}
	return c
}

func anyPricePolicy(r *rand.Rand) assistance.PricePolicy {
	p := samplePrice
	p.Formula, p.Least = assistance.PriceFormula(1+r.IntN(3)), maybe(r, unit.Yuan(20))
	p.Tiers = []assistance.PriceTier{{From: unit.Percent(3), Share: unit.Percent(8)}, {From: unit.Percent(5), Share: unit.Percent(12)}}
	p.Rounding = anyRounding(r)
	if r.IntN(2) == 0 { // a place that pays sooner, and a group for some months of its own
		p.Triggers = []assistance.PriceTrigger{{Since: unit.MustParseMonth("2022-06"), CPI: unit.MustParseRate("3.5%"), Food: unit.Percent(3)}}
		p.Groups = []assistance.PriceGroup{{Group: assistance.PriceEdge, Since: unit.MustParseMonth("2022-09"), Until: rule.Give(unit.MustParseMonth("2022-12"))},
			{Group: assistance.PriceAllowance, Since: unit.MustParseMonth("2022-10")}}
		if r.IntN(2) == 0 { // and another trigger, not in force yet
			p.Triggers = append(p.Triggers, assistance.PriceTrigger{Since: unit.MustParseMonth("2023-01"), CPI: unit.Percent(3), Food: unit.Percent(6)})
		}
	}
	return p
}

func TestPriceSupplement(t *testing.T) {
	ruletest.Test(t, assistance.PriceSupplement, ruletest.Suite[assistance.PricePolicy, assistance.PriceCase]{Random: anyPriceCase, Policy: anyPricePolicy})
}

// Nothing is paid that prices did not trigger, nor twice; and what they did is never 0.00, under any rounding.
func TestSupplementsArePaidOnceAndOnlyIfTriggered(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 11))
	for range tries(20_000) {
		p, in := anyPricePolicy(r), anyPriceCase(r)
		s, err := assistance.PriceSupplement.Under(p).Eval(in)
		if err != nil {
			continue
		}
		least, _ := p.Least.Get()
		require.False(t, s.Amount.Sign() > 0 && s.Amount.Less(least))
		require.Equal(t, s.Triggered && s.Covered && !in.PaidOtherwise, s.Amount.Sign() > 0)
		require.Equal(t, 1, s.PayMonth.Sub(in.IndexMonth))
	}
}

// The edge of the allowance was paid for a time; its members were not before.
func ExamplePriceSupplement() {
	for _, m := range []string{"2022-07", "2022-08"} {
		s, err := assistance.PriceSupplement.Under(samplePrice).Eval(assistance.PriceCase{IndexMonth: unit.MustParseMonth(m),
			CPI: unit.MustParseRate("2.5%"), Food: unit.MustParseRate("6.1%"), Recipient: assistance.PriceEdge, Standard: unit.Yuan(700)})
		fmt.Println(m, s.Triggered, s.Covered, s.Amount, s.PayMonth, err)
	}
	// Output:
	// 2022-07 true false 0.00 2022-08 <nil>
	// 2022-08 true true 43.00 2022-09 <nil>
}

func BenchmarkPriceSupplement(b *testing.B) {
	r := rand.New(rand.NewPCG(10, 12))
	cases := make([]assistance.PriceCase, 100_000)
	for i := range cases {
		cases[i] = anyPriceCase(r)
		cases[i].Standard = unit.Yuan(700)
	}
	ruletest.Bench(b, assistance.PriceSupplement.Under(samplePrice), cases)
}
