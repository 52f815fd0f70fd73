package households

import (
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// These are the rule that the examples compute and what belongs to it, named in
// this one place.
type (
	// Policy holds the county's parameters.
	Policy = assistance.AllowancePolicy
	// Rule is the allowance under a policy.
	Rule = rule.Rule[Policy, assistance.Household, assistance.Award]
	// Identifier writes decisions' ids.
	Identifier = rule.Identifier[Policy, assistance.Household, assistance.Award]
)

// Under gives the rule under a policy; the error names each parameter that is
// not as it must be.
func Under(p Policy) (Rule, error) {
	r := assistance.Allowance.Under(p)
	return r, r.Err()
}
