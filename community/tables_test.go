package community_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestOrganisationsTable(t *testing.T) {
	ruletest.Run(t, community.Organisations, "testdata/"+community.Organisations.Info().ID+".csv")
}
func TestCityOrganisationsTable(t *testing.T) {
	ruletest.Run(t, community.CityOrganisations, "testdata/"+community.CityOrganisations.Info().ID+".csv")
}
func TestOrganisationsNeededTable(t *testing.T) {
	ruletest.Run(t, community.OrganisationsNeeded, "testdata/"+community.OrganisationsNeeded.Info().ID+".csv")
}
