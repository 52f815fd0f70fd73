package eldercare_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
)

func TestTownshipFacilities(t *testing.T)  { checktest.Share(t, eldercare.TownshipFacilities) }
func TestUrbanFacilities(t *testing.T)     { checktest.Share(t, eldercare.UrbanFacilities) }
func TestFacilitiesBuilt(t *testing.T)     { checktest.Share(t, eldercare.FacilitiesBuilt) }
func TestCountyFacilities(t *testing.T)    { checktest.Share(t, eldercare.CountyFacilities) }
func TestCountyFacilitiesByPlanEnd(t *testing.T) { checktest.Share(t, eldercare.CountyFacilitiesByPlanEnd) }
func TestOldQuarterPremises(t *testing.T)  { checktest.Share(t, eldercare.OldQuarterPremises) }
func TestWeeklyVisits(t *testing.T)        { checktest.Share(t, eldercare.WeeklyVisits) }
func TestHomesAdapted(t *testing.T)        { checktest.Level(t, eldercare.HomesAdapted) }
func TestCareWorkerTrainings(t *testing.T) { checktest.Level(t, eldercare.CareWorkerTrainings) }
func TestOtherStaffTrainings(t *testing.T) { checktest.Level(t, eldercare.OtherStaffTrainings) }
