package funeral_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestMilestoneTable(t *testing.T) {
	ruletest.Run(t, funeral.Milestone, "testdata/"+funeral.Milestone.Info().ID+".csv")
}
func TestCremationTable(t *testing.T) {
	ruletest.Run(t, funeral.Cremation, "testdata/"+funeral.Cremation.Info().ID+".csv")
}
