package childwelfare_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// TestStationsOrStaffDiffersWhereStaffDo: 80 of 85 townships have a station, and the other five staff; then none of the five has.
func TestStationsOrStaffDiffersWhereStaffDo(t *testing.T) {
	in := func(either int64) childwelfare.ByStationOrStaff {
		return childwelfare.ByStationOrStaff{
			ByStation: childwelfare.Stationed{Stations: 80, Townships: 85}, ByEither: childwelfare.Protected{Protected: either, Townships: 85}}
	}
	ruletest.Readings(t, childwelfare.StationsQuestion, in(85), in(80))
}

// TestStaffOfTheirOwnDifferFromDirectors: every village has a director; half have staff besides, then all.
func TestStaffOfTheirOwnDifferFromDirectors(t *testing.T) {
	in := func(staffed int64) childwelfare.ByDirectorOrStaff {
		return childwelfare.ByDirectorOrStaff{
			ByDirector: childwelfare.Directed{Directed: 1_098, Villages: 1_098}, ByStaff: childwelfare.Staffed{Staffed: staffed, Villages: 1_098}}
	}
	ruletest.Readings(t, childwelfare.StaffQuestion, in(549), in(1_098))
}
