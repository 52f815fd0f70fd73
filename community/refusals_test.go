package community_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// A city with one kind of place that has no quota is refused, whichever kind it is.
func TestEachKindOfPlaceNeedsItsQuota(t *testing.T) {
	for _, c := range []struct {
		kind  community.Kind
		p     community.QuotaPolicy
		field string
	}{
		{community.UrbanCommunity, community.QuotaPolicy{Rural: 5, Village: 1}, "urban"},
		{community.RuralCommunity, community.QuotaPolicy{Urban: 10, Village: 1}, "rural"},
		{community.Village, community.QuotaPolicy{Urban: 10, Rural: 5}, "village"},
	} {
		city := community.City{Places: []community.Place{{Kind: c.kind, Organisations: 20}}}
		_, err := community.CityOrganisations.Under(c.p).Eval(city)
		var f rule.Errors
		require.ErrorAs(t, err, &f, c.field)
		require.Len(t, f, 1, c.field)
		assert.Equal(t, rule.Missing, f[0].Code)
		assert.Equal(t, rule.OfParameters, f[0].Part)
		assert.Equal(t, c.field, f[0].Field)
	}
}

// A caller's figures keep the plan's year where they give none, and their own where they do.
func TestAYearLeftOutIsThePlans(t *testing.T) {
	p := community.SocialWorkers.Parameters()
	assert.Equal(t, 2025, p.Due)
	p.Due = 0
	assert.Equal(t, 2025, community.SocialWorkers.Under(p).Parameters().Due)
	p.Due = 2030
	assert.Equal(t, 2030, community.SocialWorkers.Under(p).Parameters().Due)
}

// The density of organisations keeps the table's number of persons where the caller gives none.
func TestTheDensityKeepsItsPersons(t *testing.T) {
	plan := community.OrganisationDensity.Parameters()
	assert.Positive(t, plan.Per)
	p := plan
	p.Per = 0
	assert.Equal(t, plan, community.OrganisationDensity.Under(p).Parameters())
	p.Per = plan.Per + 1
	assert.Equal(t, p, community.OrganisationDensity.Under(p).Parameters())
}

// A band whose most is below its least is refused by the most as it was given.
func TestABandIsNamedByItsMost(t *testing.T) {
	_, err := community.SmartPilots.Under(community.PilotPolicy{Least: 31, Most: 12}).Eval(community.Pilots{})
	var f rule.Errors
	require.ErrorAs(t, err, &f)
	require.Len(t, f, 1)
	assert.Equal(t, "most", f[0].Field)
	assert.Equal(t, "12", f[0].Value)
}

// A round without its count is not read.
func TestARoundIsReadWhole(t *testing.T) {
	var r community.Round
	require.ErrorIs(t, json.Unmarshal([]byte(`{}`), &r), rule.Missing)
}
