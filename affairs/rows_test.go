package affairs_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/affairs"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestMarriageRegistration(t *testing.T)   { checktest.Share(t, affairs.MarriageRegistration) }
func TestCounsellingRooms(t *testing.T)       { checktest.Share(t, affairs.CounsellingRooms) }
func TestCountyCounsellingRooms(t *testing.T) { checktest.Share(t, affairs.CountyCounsellingRooms) }
func TestPsychiatricFacility(t *testing.T)    { checktest.Level(t, affairs.PsychiatricFacility) }
func TestPlaceNameSigns(t *testing.T)         { checktest.Share(t, affairs.PlaceNameSigns) }
func TestBoundaryInspections(t *testing.T)    { checktest.Share(t, affairs.BoundaryInspections) }
