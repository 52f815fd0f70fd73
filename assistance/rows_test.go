package assistance_test

import (
	"fmt"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
)

// The cases are the tables in testdata, one for each rule, named by its id.
func TestResidentialSupport(t *testing.T) { checktest.Share(t, assistance.ResidentialSupport) }
func TestResidentialWishes(t *testing.T)  { checktest.Share(t, assistance.ResidentialWishes) }
func TestVagrantsReturned(t *testing.T)   { checktest.Share(t, assistance.VagrantsReturned) }
func TestLivingCoverage(t *testing.T)     { checktest.Share(t, assistance.LivingCoverage) }
func TestNursingCoverage(t *testing.T)    { checktest.Share(t, assistance.NursingCoverage) }
func TestVillageAssistants(t *testing.T)  { checktest.Share(t, assistance.VillageAssistants) }

// The two clauses count different persons, and each can hold without the other.
func ExampleResidentialSupport() {
	all, err := assistance.ResidentialSupport.Eval(assistance.InResidence{Residents: 640, Impaired: 1_000})
	fmt.Println(all.Met, all.Shortfall, err)
	wishing, err := assistance.ResidentialWishes.Eval(assistance.WishingResidence{Residents: 640, Wishing: 640})
	fmt.Println(wishing.Met, wishing.Shortfall, err)
	// Output:
	// false 60 <nil>
	// true 0 <nil>
}
