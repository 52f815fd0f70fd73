package eldercare_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// A refusal says in figures what was given and what would do, in both languages.
func TestRefusalsNameTheirFigures(t *testing.T) {
	conversion := func(c eldercare.Conversion) func() error {
		return func() error { _, err := eldercare.ConversionReference.Eval(c); return err }
	}
	companion := func(born, on eldercare.Date) func() error {
		return func() error {
			_, err := eldercare.Companionship.Eval(eldercare.Elder{Born: born, On: on, Alone: true})
			return err
		}
	}
	for _, c := range []struct {
		ask              func() error
		field, value     string
		inZH, inEN, what string
	}{
		{conversion(eldercare.Conversion{Care: 30, Total: 25, First: 2021, Year: 2022}), "care", "30", "总数25", "whole, 25", "care beds above all"},
		{conversion(eldercare.Conversion{Care: 1, Total: 25, Added: 11, AddedCare: 12, First: 2021, Year: 2022}), "added_care", "12", "总数11", "whole, 11", "care beds added above all added"},
		// (100 + 200) × 55 % = 165; 165 − 100 = 65.
		{conversion(eldercare.Conversion{Total: 100, Added: 200, AddedCare: 12, First: 2021, Year: 2022}), "added_care", "12", "至少应有65张", "at least 65 of", "converting all is not enough"},
		{conversion(eldercare.Conversion{Total: unit.MaxCount, Added: 12, First: 2021, Year: 2022}), "added", "12", "过大", "too many", "more beds than can be counted"},
		{conversion(eldercare.Conversion{Total: 25, First: 2026, Year: 2026}), "first", "2026", "年份2025", "due, 2025", "begun after the year due"},
		{conversion(eldercare.Conversion{Total: 25, First: 2022, Year: 2031}), "year", "2031", "2022至2025年", "2022 to 2025", "a year after the year due"},
		{conversion(eldercare.Conversion{Total: 25, First: 2022, Year: 2021}), "year", "2021", "2022至2025年", "2022 to 2025", "a year before the first"},
		{companion(eldercare.Date{Year: 1940, Month: 2, Day: 30}, eldercare.Date{Year: 2023, Month: 5, Day: 17}), "born.day", "30", "1940年2月只有29日", "month 2 of 1940 has 29 days", "30 February of a leap year"},
		{companion(eldercare.Date{Year: 1941, Month: 2, Day: 29}, eldercare.Date{Year: 2023, Month: 5, Day: 17}), "born.year", "1941", "1941年不是闰年", "1941 is no leap year", "29 February of a common year"},
		{companion(eldercare.Date{Year: 1941, Month: 5, Day: 17}, eldercare.Date{Year: 2023, Month: 11, Day: 31}), "on.day", "31", "2023年11月只有30日", "month 11 of 2023 has 30 days", "31 November"},
		{companion(eldercare.Date{Year: 1943, Month: 5, Day: 17}, eldercare.Date{Year: 1942, Month: 5, Day: 17}), "on.year", "1942", "早于出生日期", "before the birth", "a day before the birth"},
	} {
		var f rule.Errors
		require.ErrorAs(t, c.ask(), &f, c.what)
		require.Len(t, f, 1, c.what)
		assert.Equal(t, c.field, f[0].Field, c.what)
		assert.Equal(t, c.value, f[0].Value, c.what)
		assert.Contains(t, f[0].Reason.ZH, c.inZH, c.what)
		assert.Contains(t, f[0].Reason.EN, c.inEN, c.what)
	}
}

// A caller's parameters keep the plan's year, and the number of persons, where they give none; what they give stays.
func TestParametersLeftOutAreThePlans(t *testing.T) {
	due := func(p check.Floor) int { return eldercare.ConversionReference.Under(p).Parameters().Due }
	assert.Equal(t, 2025, due(check.Floor{Floor: unit.Percent(60)}))
	assert.Equal(t, 2030, due(check.Floor{Floor: unit.Percent(60), Due: 2030}))

	plan := eldercare.BedsPerThousand.Parameters()
	assert.Equal(t, eldercare.CapacityPolicy{Least: 45, Per: plan.Per, Due: plan.Due},
		eldercare.BedsPerThousand.Under(eldercare.CapacityPolicy{Least: 45}).Parameters())
	given := eldercare.CapacityPolicy{Least: 45, Per: 100, Due: 2030}
	assert.Equal(t, given, eldercare.BedsPerThousand.Under(given).Parameters())
	assert.NotEqual(t, eldercare.CapacityPolicy{}, plan)

	workers := eldercare.SocialWorkers.Parameters()
	given2 := workers
	given2.Due = 0
	assert.Equal(t, workers, eldercare.SocialWorkers.Under(given2).Parameters())
	given2.Due = workers.Due + 5
	assert.Equal(t, given2, eldercare.SocialWorkers.Under(given2).Parameters())
}

// A day with a part left out is not read.
func TestADateIsReadWhole(t *testing.T) {
	var d eldercare.Date
	require.ErrorIs(t, json.Unmarshal([]byte(`{"year":1943,"month":5}`), &d), rule.Missing)
}

// PlanWorkers are what the rule asks where nothing else is said.
func TestPlanWorkersAreTheRules(t *testing.T) {
	assert.Equal(t, eldercare.SocialWorkers.Parameters(), eldercare.PlanWorkers())
}
