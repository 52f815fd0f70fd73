package eldercare_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// TestACountyWithoutAFacilityBetweenTheTwoYears: six of seven counties at the end of 2023 have missed 2022, and not the plan's end; in
// 2025 they have missed both, in 2021 neither.
func TestACountyWithoutAFacilityBetweenTheTwoYears(t *testing.T) {
	in := func(year int) check.InYear[eldercare.Counties] {
		return check.InYear[eldercare.Counties]{Year: year, Facts: eldercare.Counties{Covered: 6, Total: 7}}
	}
	ruletest.Readings(t, eldercare.CountyFacilitiesQuestion, in(2023), in(2025))
	assert.True(t, eldercare.CountyFacilitiesQuestion.Of(in(2021)).Agree)
	assert.False(t, eldercare.CountyFacilitiesQuestion.Of(in(2022)).Agree, "due by the end of 2022")
	assert.False(t, eldercare.CountyFacilitiesQuestion.Of(in(2024)).Agree)
}

// TestUrbanCommunitiesAndOldQuarters: all urban communities are up to standard, and 100 of 120 old quarters have premises; then all have.
func TestUrbanCommunitiesAndOldQuarters(t *testing.T) {
	in := func(equipped int64) eldercare.QuartersOfEither {
		return eldercare.QuartersOfEither{Urban: eldercare.Communities{UpToStandard: 269, Total: 269}, Old: eldercare.Quarters{Equipped: equipped, Total: 120}}
	}
	ruletest.Readings(t, eldercare.UrbanQuestion, in(100), in(120))
}
