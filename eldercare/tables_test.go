package eldercare_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestCareBedsTable(t *testing.T) {
	ruletest.Run(t, eldercare.CareBeds, "testdata/"+eldercare.CareBeds.Info().ID+".csv")
}
