package funeral_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// TestDeathsEverywhereAndInTheZone: of all deaths of 2025 85 % were cremated, of the zone's 95 %; then 92 % of all.
func TestDeathsEverywhereAndInTheZone(t *testing.T) {
	in := func(all int64) funeral.DeathsOfEither {
		return funeral.DeathsOfEither{
			Everywhere: funeral.Deaths{Year: 2025, Scope: funeral.Everywhere, Deaths: 10_000, Cremations: all},
			Zone:       funeral.Deaths{Year: 2025, Scope: funeral.CremationZone, Deaths: 8_000, Cremations: 7_600},
		}
	}
	ruletest.Readings(t, funeral.DeathsQuestion, in(8_500), in(9_200))
}

// TestBurialsEverywhereAndInTheZone: half of the zone's burials save land, and 40 % of all; then half of all.
func TestBurialsEverywhereAndInTheZone(t *testing.T) {
	in := func(all int64) funeral.BurialsOfEither {
		return funeral.BurialsOfEither{
			Everywhere: funeral.Burials{Scope: funeral.Everywhere, Trees: all, Burials: 1_000},
			Zone:       funeral.Burials{Scope: funeral.CremationZone, Trees: 400, Burials: 800},
		}
	}
	ruletest.Readings(t, funeral.BurialsQuestion, in(400), in(500))
}

// TestCountsOfTheOtherScopeAreRefused: what stands under a scope must be of it, and both of one year.
func TestCountsOfTheOtherScopeAreRefused(t *testing.T) {
	good := funeral.DeathsOfEither{
		Everywhere: funeral.Deaths{Year: 2025, Scope: funeral.Everywhere, Deaths: 10, Cremations: 9},
		Zone:       funeral.Deaths{Year: 2025, Scope: funeral.CremationZone, Deaths: 10, Cremations: 9},
	}
	require.True(t, funeral.DeathsQuestion.Of(good).Agree)
	for field, change := range map[string]func(d *funeral.DeathsOfEither){
		"everywhere.scope": func(d *funeral.DeathsOfEither) { d.Everywhere.Scope = funeral.CremationZone },
		"zone.scope":       func(d *funeral.DeathsOfEither) { d.Zone.Scope = funeral.Everywhere },
		"zone.year":        func(d *funeral.DeathsOfEither) { d.Zone.Year = 2024 },
	} {
		in := good
		change(&in)
		c := funeral.DeathsQuestion.Of(in)
		assert.True(t, c.Refused, field)
		var faults rule.Errors
		for _, r := range c.Readings {
			faults = append(faults, r.Refusal...)
		}
		require.NotEmpty(t, faults, field)
		assert.Equal(t, field, faults[0].Field)
	}
	w, err := funeral.BurialsQuestion.Weigh(slices.Values([]funeral.BurialsOfEither{{}}))
	require.NoError(t, err)
	assert.EqualValues(t, 1, w.Refused)
}
