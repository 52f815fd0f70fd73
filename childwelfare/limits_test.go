package childwelfare_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAMonthThatIsNoneIsRefused: what no decoder gives, a caller in Go can.
func TestAMonthThatIsNoneIsRefused(t *testing.T) {
	m := unit.MustParseMonth
	good := childwelfare.Course{Group: childwelfare.DeFacto, Born: m("2010-06"), Confirmed: m("2024-03"), Month: m("2024-04")}
	months := childwelfare.GuaranteeMonths.Under(sampleMonths)
	_, err := months.Eval(good)
	require.NoError(t, err)
	for field, change := range map[string]func(c *childwelfare.Course){
		"month":        func(c *childwelfare.Course) { c.Month = unit.Month{} },
		"born":         func(c *childwelfare.Course) { c.Born = unit.Month{} },
		"confirmed":    func(c *childwelfare.Course) { c.Confirmed = unit.Month{} },
		"school_until": func(c *childwelfare.Course) { c.SchoolUntil = rule.Give(unit.Month{}) },
		"died":         func(c *childwelfare.Course) { c.Died = rule.Give(unit.Month{}) },
		"ended":        func(c *childwelfare.Course) { c.Ended = rule.Give(unit.Month{}) },
		"group":        func(c *childwelfare.Course) { c.Group = 0 },
	} {
		c := good
		change(&c)
		_, err := months.Eval(c)
		faults := rule.Faults(err)
		if assert.NotEmpty(t, faults, field) {
			assert.Equal(t, field, faults[0].Field)
			assert.NotErrorIs(t, err, rule.NotWhole, field)
			assert.Equal(t, rule.Missing, faults[0].Code, field)
		}
	}
}

func TestAStandardThatGrowsTooHighIsNamedWithItsAmount(t *testing.T) {
	most := unit.MustParseMoney("90071992547409.00")
	_, err := childwelfare.StandardAdjustment.Under(childwelfare.AdjustmentPolicy{Parity: true}).Eval(
		childwelfare.Adjusting{Institution: unit.Yuan(1_700), Dispersed: most, DeFacto: unit.Yuan(1_300), Growth: unit.Percent(5)})
	faults := rule.Faults(err)
	require.Len(t, faults, 1)
	assert.Equal(t, "last_dispersed", faults[0].Field)
	assert.Equal(t, "90071992547409.00", faults[0].Value)
}

// TestEncodingJSONRefusesWhatIsNotThere: a standard of the list, a parent, read alone by encoding/json.
func TestEncodingJSONRefusesWhatIsNotThere(t *testing.T) {
	for _, v := range []any{
		new(childwelfare.Standard), new(childwelfare.Parent), new(childwelfare.Parents), new(childwelfare.GuaranteePolicy), new(childwelfare.Received), new(childwelfare.Course), new(childwelfare.MonthsPolicy), new(childwelfare.GroupPolicy), new(childwelfare.Adjusting), new(childwelfare.AdjustmentPolicy),
	} {
		assert.Error(t, json.Unmarshal([]byte(`{"no_such_field": 1}`), v), "%T", v)
		assert.Error(t, json.Unmarshal([]byte(`[]`), v), "%T", v)
	}
}
