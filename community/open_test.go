package community_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// TestStationsBetweenTheTwoYears: 80 of 85 townships at the end of 2024 have missed 2023, and not 2025; at the end of 2022 neither.
func TestStationsBetweenTheTwoYears(t *testing.T) {
	in := func(year int) check.InYear[community.Stationed] {
		return check.InYear[community.Stationed]{Year: year, Facts: community.Stationed{Stationed: 80, Townships: 85}}
	}
	ruletest.Readings(t, community.WorkStationsQuestion, in(2024), in(2022))
}
