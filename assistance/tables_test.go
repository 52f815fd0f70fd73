package assistance_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestAllowanceBandTable(t *testing.T) {
	ruletest.Run(t, assistance.AllowanceBand, "testdata/"+assistance.AllowanceBand.Info().ID+".csv")
}
func TestAllowanceStandardTable(t *testing.T) {
	ruletest.Run(t, assistance.AllowanceStandard, "testdata/"+assistance.AllowanceStandard.Info().ID+".csv")
}
func TestExtremePovertySupportTable(t *testing.T) {
	ruletest.Run(t, assistance.ExtremePovertySupport, "testdata/"+assistance.ExtremePovertySupport.Info().ID+".csv")
}
func TestCareStandardTable(t *testing.T) {
	ruletest.Run(t, assistance.CareStandard, "testdata/"+assistance.CareStandard.Info().ID+".csv")
}
func TestCountMeansTable(t *testing.T) {
	ruletest.Run(t, assistance.CountMeans, "testdata/"+assistance.CountMeans.Info().ID+".csv")
}
func TestTopUpTable(t *testing.T) {
	ruletest.Run(t, assistance.TopUp, "testdata/"+assistance.TopUp.Info().ID+".csv")
}
func TestBenefitTable(t *testing.T) {
	ruletest.Run(t, assistance.Benefit, "testdata/"+assistance.Benefit.Info().ID+".csv")
}
