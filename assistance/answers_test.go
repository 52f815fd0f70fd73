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

// TestOneBadRowLeavesTheAnswersReadable: what EvalAll gives is written and read again whole; the bad row's is empty.
func TestOneBadRowLeavesTheAnswersReadable(t *testing.T) {
	good := assistance.Household{Area: assistance.Urban, Members: []assistance.Member{{}}, Property: rule.Give(unit.Money{})}
	answers, err := assistance.Allowance.Under(county).EvalAll(nil, []assistance.Household{good, {}, good})
	require.Error(t, err)
	raw, err := json.Marshal(answers)
	require.NoError(t, err)
	assert.Equal(t, `[{"amount":"800.00","outcome":"eligible"},{"amount":"0.00"},{"amount":"800.00","outcome":"eligible"}]`, string(raw))
	var read []assistance.Award
	require.NoError(t, json.Unmarshal(raw, &read))
	assert.Equal(t, answers, read)
}
