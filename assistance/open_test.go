package assistance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestWhoseConsumptionDecides: 1.3 times 637 is 828.10; 60 % of 21,840 over twelve months is 1,092.00, of 18,000 it is 900.00. Of
// 16,000, and of 15,000, it is below 828.10, which then decides under either reading.
func TestWhoseConsumptionDecides(t *testing.T) {
	in := func(own, all int32) assistance.SupportByEither {
		return assistance.SupportByEither{Allowance: unit.Yuan(637), Of: assistance.UrbanResidents, Own: unit.Yuan(own), All: unit.Yuan(all)}
	}
	ruletest.Readings(t, assistance.SupportQuestion, in(21_840, 18_000), in(16_000, 15_000))
	w, err := assistance.SupportQuestion.Weigh(slices.Values([]assistance.SupportByEither{in(21_840, 18_000), in(16_000, 15_000)}))
	require.NoError(t, err)
	assert.Equal(t, "2304.00", w.Against[0].LessAYear.String()) // (1092 − 900) × 12
	assert.EqualValues(t, 1, w.Against[0].Less)
	assert.Zero(t, w.Against[0].More)
}

func open(area assistance.Area, income, cost int32) (rule.Rule[assistance.AllowancePolicy, assistance.Household, assistance.Award], assistance.Household) {
	r := assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	return r, assistance.Household{Area: area, Members: []assistance.Member{{Income: unit.Yuan(income), EmploymentCost: unit.Yuan(cost)}, {}},
		Property: rule.Give(unit.Money{})}
}

// TestADecisionSaysThatItDependsOnAReading: an urban household with employment costs gets 200 by the plan, 600 if costs are deducted for
// all; its text says so in both languages. A rural one gets the same by either, and nothing is said. The record is as it was.
func TestADecisionSaysThatItDependsOnAReading(t *testing.T) {
	r, in := open(assistance.Urban, 1_400, 400)
	d, err := r.Explain(in)
	require.NoError(t, err)
	for l, want := range map[rule.Language]string{
		rule.Chinese: "本例结论取决于读法  就业成本扣减：谁的（employment-costs）",
		rule.English: "This answer depends on a reading  Whose employment costs are deducted (employment-costs)",
	} {
		text := d.Text(l)
		require.Equal(t, 1, strings.Count(text, want), text)
		line := text[strings.Index(text, want):]
		line = line[:strings.Index(line, "\n")]
		assert.Contains(t, line, "200.00")
		assert.Contains(t, line, "600.00")
	}
	raw, err := d.AppendJSON(nil)
	require.NoError(t, err)
	assert.NotContains(t, string(raw), "取决于读法")

	r, in = open(assistance.Rural, 1_400, 400)
	d, err = r.Explain(in)
	require.NoError(t, err)
	assert.NotContains(t, d.Text(rule.Chinese), "取决于读法")
}

// TestWhatAQuestionDecidesOverAPopulation: of four households the costs decide one; 400 a month more, 4,800 a year. A refused one is
// counted as that. The parts of the population add up to the whole.
func TestWhatAQuestionDecidesOverAPopulation(t *testing.T) {
	r, urban := open(assistance.Urban, 1_400, 400)
	_, rural := open(assistance.Rural, 1_400, 400)
	_, plain := open(assistance.Urban, 1_400, 0)
	refused := urban
	refused.Property = rule.Given[unit.Money]{}
	all := []assistance.Household{urban, rural, plain, refused}
	whole, err := r.Weigh(slices.Values(all))
	require.NoError(t, err)
	require.Len(t, whole, 1)
	w := whole[0]
	assert.Equal(t, "employment-costs", w.Question)
	assert.EqualValues(t, []int64{4, 1, 1}, []int64{w.Cases, w.Decided, w.Refused})
	assert.EqualValues(t, 1, w.Against[0].More)
	assert.Equal(t, "4800.00", w.Against[0].MoreAYear.String())
	assert.Equal(t, "0.00", w.Against[0].LessAYear.String())

	first, err := r.Weigh(slices.Values(all[:2]))
	require.NoError(t, err)
	rest, err := r.Weigh(slices.Values(all[2:]))
	require.NoError(t, err)
	first[0].Add(rest[0])
	assert.Equal(t, whole[0], first[0])
}
