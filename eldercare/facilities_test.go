package eldercare_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
)

func TestTownshipFacilities(t *testing.T) { checktest.Share(t, eldercare.TownshipFacilities) }
func TestUrbanFacilities(t *testing.T)    { checktest.Share(t, eldercare.UrbanFacilities) }
