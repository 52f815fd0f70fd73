package childwelfare_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestStations(t *testing.T)           { checktest.Share(t, childwelfare.Stations) }
func TestStationsOrStaff(t *testing.T)    { checktest.Share(t, childwelfare.StationsOrStaff) }
func TestSupervisors(t *testing.T)        { checktest.Share(t, childwelfare.Supervisors) }
func TestDirectors(t *testing.T)          { checktest.Share(t, childwelfare.Directors) }
func TestDirectorTraining(t *testing.T)   { checktest.Share(t, childwelfare.DirectorTraining) }
func TestFiles(t *testing.T)              { checktest.Share(t, childwelfare.Files) }
func TestSchooling(t *testing.T)          { checktest.Share(t, childwelfare.Schooling) }
func TestAdoptionAssessment(t *testing.T) { checktest.Share(t, childwelfare.AdoptionAssessment) }
func TestProtectionStaff(t *testing.T)    { checktest.Share(t, childwelfare.ProtectionStaff) }
