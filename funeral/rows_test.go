package funeral_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
)

func TestCountyFacilities(t *testing.T) { checktest.Share(t, funeral.CountyFacilities) }
func TestPolicyCoverage(t *testing.T)   { checktest.Share(t, funeral.PolicyCoverage) }
