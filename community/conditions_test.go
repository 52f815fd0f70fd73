package community_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func anyConditions(r *rand.Rand) community.StationConditions {
	has := func() bool { return r.IntN(5) > 0 }
	return community.StationConditions{Premises: has(), Equipment: has(), Staff: has(), Functions: has(), Workflow: has(), Rules: has()}
}

func anyStations(r *rand.Rand, least int) community.SurveyedStations {
	s := community.SurveyedStations{Stations: make([]community.StationConditions, least+r.IntN(6))}
	for i := range s.Stations {
		s.Stations[i] = anyConditions(r)
	}
	return s
}

func TestWorkStationConditions(t *testing.T) {
	ruletest.Test(t, community.WorkStationConditions, ruletest.Suite[community.ConditionsPolicy, community.SurveyedStations]{
		Random: func(r *rand.Rand) community.SurveyedStations { return anyStations(r, 0) },
		Policy: func(r *rand.Rand) community.ConditionsPolicy {
			return community.ConditionsPolicy{Due: 2023 + r.IntN(3)}
		},
	})
}

// TestOneStationIsToldWhatItLacks: of one station the counts are 0 or 1, and together six less what it has.
func TestOneStationIsToldWhatItLacks(t *testing.T) {
	for has := range 1 << 6 {
		bit := func(n int) bool { return has>>n&1 == 1 }
		f, err := community.WorkStationConditions.Eval(community.SurveyedStations{Stations: []community.StationConditions{{
			Premises: bit(0), Equipment: bit(1), Staff: bit(2), Functions: bit(3), Workflow: bit(4), Rules: bit(5)}}})
		require.NoError(t, err)
		l := f.Lacking
		for n, lacks := range []int64{l.Premises, l.Equipment, l.Staff, l.Functions, l.Workflow, l.Rules} {
			assert.Equal(t, !bit(n), lacks == 1, "%06b", has)
		}
		assert.Equal(t, has == 1<<6-1, f.Met, "%06b", has)
	}
}

// TestTheYearOfTheConditions is that of the section, and the box's is cited where it is taken.
func TestTheYearOfTheConditions(t *testing.T) {
	assert.Equal(t, 2023, community.WorkStationConditions.Parameters().Due)
	d, err := community.WorkStationConditions.Under(community.ConditionsPolicy{Due: 2025}).Explain(anyStations(rand.New(rand.NewPCG(1, 1)), 1))
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "到期年份: 2025  [B8.1]")
	d, err = community.WorkStationConditions.Explain(anyStations(rand.New(rand.NewPCG(1, 1)), 1))
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "到期年份: 2023  [三(八)2]")
	for _, c := range d.Clauses { // box 8 is cited for the conditions, in the section's own words, and not for its year
		assert.Equal(t, "有场地、有设备、有人员、有服务功能、有工作流程、有规章制度", c.Quote, c.ID)
	}
}

func TestTheMostStations(t *testing.T) {
	stations := make([]community.StationConditions, community.MaxPlaces+1)
	f, err := community.WorkStationConditions.Eval(community.SurveyedStations{Stations: stations[1:]})
	require.NoError(t, err)
	assert.EqualValues(t, community.MaxPlaces, f.Lacking.Rules)
	_, err = community.WorkStationConditions.Eval(community.SurveyedStations{Stations: stations})
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "stations", rule.Faults(err)[0].Field)
}

func BenchmarkWorkStationConditions(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 11))
	cases := make([]community.SurveyedStations, 100_000)
	for i := range cases {
		cases[i] = anyStations(r, 1)
	}
	ruletest.Bench(b, community.WorkStationConditions, cases)
}
