package assistance_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestTheNationalConditionsAreAsPublished: 3.5 % of all prices, 3 % for the stage, 6 % of food; seven
// groups, and two for the stage.
func TestTheNationalConditionsAreAsPublished(t *testing.T) {
	m := unit.MustParseMonth
	var said []string
	for _, c := range assistance.NationalTriggers() {
		said = append(said, c.Since.String()+" "+c.CPI.String()+" "+c.Food.String())
	}
	assert.Equal(t, []string{"2021-11 3.5% 6%", "2022-08 3% 6%", "2023-03 3.5% 6%"}, said)
	groups := assistance.NationalGroups()
	require.Len(t, groups, 9)
	for i, g := range groups[:7] {
		assert.Equal(t, assistance.PriceGroup{Group: assistance.PriceRecipient(i + 1), Since: m("2021-11")}, g)
	}
	for i, g := range groups[7:] {
		assert.Equal(t, m("2022-08"), g.Since)
		assert.Equal(t, rule.Give(m("2023-02")), g.Until)
		assert.Equal(t, []assistance.PriceRecipient{assistance.PriceUnemploymentAid, assistance.PriceEdge}[i], g.Group)
	}
}

func TestTiersAndTriggersStandInOrder(t *testing.T) {
	p := samplePrice
	p.Formula = assistance.ByTier
	tiers := func(from ...string) []assistance.PriceTier {
		var out []assistance.PriceTier
		for _, f := range from {
			out = append(out, assistance.PriceTier{From: unit.MustParseRate(f), Share: unit.Percent(8)})
		}
		return out
	}
	for _, c := range []struct {
		tiers []assistance.PriceTier
		ok    bool
	}{
		{tiers("3%"), true}, {tiers("3%", "3.0000001%"), true}, {tiers("3%", "3%"), false}, {tiers("3%", "5%", "4%"), false}, {nil, false},
	} {
		p.Tiers = c.tiers
		err := assistance.PriceSupplement.Under(p).Err()
		assert.Equal(t, c.ok, err == nil, "%v: %v", c.tiers, err)
	}
}

// TestACaseOfNoGroupIsRefused: nor is one of no month. What no decoder gives, a caller in Go can.
func TestACaseOfNoGroupIsRefused(t *testing.T) {
	good := assistance.PriceCase{IndexMonth: unit.MustParseMonth("2022-09"), CPI: unit.Percent(4), Food: unit.Percent(1),
		Recipient: assistance.PriceAllowance, Standard: unit.Yuan(700)}
	r := assistance.PriceSupplement.Under(samplePrice)
	_, err := r.Eval(good)
	require.NoError(t, err)
	for field, change := range map[string]func(c *assistance.PriceCase){
		"recipient":   func(c *assistance.PriceCase) { c.Recipient = 0 },
		"index_month": func(c *assistance.PriceCase) { c.IndexMonth = unit.Month{} },
		"standard":    func(c *assistance.PriceCase) { c.Standard = unit.Money{} },
	} {
		c := good
		change(&c)
		_, err := r.Eval(c)
		faults := rule.Faults(err)
		if assert.Len(t, faults, 1, field) {
			assert.Equal(t, field, faults[0].Field)
		}
	}
}

// TestTheLeastMayBeTheMost: a county may leave no choice.
func TestTheLeastMayBeTheMost(t *testing.T) {
	for most, ok := range map[int64]bool{4: true, 3: false} {
		p := sampleAid
		p.Degrees = []assistance.Degree{{Degree: 1, Least: times(4), Most: times(most)}}
		p.Bands = []assistance.SpendingBand{{From: unit.Yuan(20_000), Least: times(4), Most: times(4)}}
		err := assistance.TemporaryAid.Under(p).Err()
		assert.Equal(t, ok, err == nil, "%d: %v", most, err)
		p = sampleAid
		p.Bands = []assistance.SpendingBand{{From: unit.Yuan(20_000), Least: times(4), Most: times(most)}}
		err = assistance.TemporaryAid.Under(p).Err()
		assert.Equal(t, ok, err == nil, "%d: %v", most, err)
	}
}

// TestEncodingJSONRefusesWhatIsNotThere: a degree, a band or a trigger of the lists, read alone by encoding/json.
func TestEncodingJSONRefusesWhatIsNotThere(t *testing.T) {
	for _, v := range []any{
		new(assistance.Degree), new(assistance.SpendingBand), new(assistance.PriceTrigger), new(assistance.PriceGroup), new(assistance.PriceTier), new(assistance.TierRates), new(assistance.Shares), new(assistance.Consumption), new(assistance.Member), new(assistance.Supplemented), new(assistance.Abilities), new(assistance.Plight), new(assistance.PriceCase),
	} {
		assert.Error(t, json.Unmarshal([]byte(`{"no_such_field": 1}`), v), "%T", v)
		assert.Error(t, json.Unmarshal([]byte(`[]`), v), "%T", v)
	}
}
