package funeral_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// A refusal says in figures what was given and what would do, in both languages.
func TestRefusalsNameTheirFigures(t *testing.T) {
	var f rule.Errors
	_, err := funeral.AshCapacity.Under(funeral.CapacityPolicy{Horizon: 10}).Eval(funeral.AshPlaces{Places: 25, Occupied: 31, Need: 1})
	require.ErrorAs(t, err, &f)
	require.Len(t, f, 1)
	assert.Equal(t, "31", f[0].Value)
	assert.Contains(t, f[0].Reason.ZH, "总数25")
	assert.Contains(t, f[0].Reason.EN, "there are, 25")

	_, err = funeral.EcologicalBurials.Eval(funeral.Burials{Scope: funeral.Scope(1), Niches: 7, Trees: 5, Burials: 11})
	require.ErrorAs(t, err, &f)
	require.Len(t, f, 1)
	assert.Equal(t, "11", f[0].Value)
	assert.Contains(t, f[0].Reason.ZH, "合计12")
	assert.Contains(t, f[0].Reason.EN, "together, 12")
}

// A caller's floor keeps the table's year where it gives none, and its own where it does.
func TestAYearLeftOutIsTheTables(t *testing.T) {
	due := func(p check.Floor) int { return funeral.EcologicalBurials.Under(p).Parameters().Due }
	assert.Equal(t, 2020, due(check.Floor{Floor: unit.Percent(60)}))
	assert.Equal(t, 2030, due(check.Floor{Floor: unit.Percent(60), Due: 2030}))
}

// What was used of a service is not read with a part left out.
func TestAServiceUsedIsReadWhole(t *testing.T) {
	var s funeral.ServiceUsed
	require.ErrorIs(t, json.Unmarshal([]byte(`{"quantity":1}`), &s), rule.Missing)
}

// The terms of a service are not read without the way it is provided.
func TestServiceTermsAreReadWhole(t *testing.T) {
	var s funeral.ServiceTerms
	require.ErrorIs(t, json.Unmarshal([]byte(`{"most":3}`), &s), rule.Missing)
}
