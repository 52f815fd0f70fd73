package funeral

import "github.com/huainan-minzheng/civilaffairs/rule"

// Rules 规则 lists the rules of the package.
func Rules() []rule.Any {
	return []rule.Any{YearlyReference, Cremation, CountyFacilities, PolicyCoverage, BasicServices, EcologicalBurials, AshCapacity, IrregularGraves}
}
