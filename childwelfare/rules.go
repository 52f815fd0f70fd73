package childwelfare

import "github.com/huainan-minzheng/civilaffairs/rule"

// Rules 规则 lists the rules of the package.
func Rules() []rule.Any {
	return []rule.Any{
		Stations, StationsOrStaff, Supervisors, Directors, ProtectionStaff, DirectorTraining, Files,
		Schooling, AdoptionAssessment,
		GuaranteeGroup, Guarantee, GuaranteeMonths, StandardAdjustment,
	}
}
