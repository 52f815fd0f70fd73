package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// SupplementBase 增发基数 says of what supplements are a share: "standard" or "own". The same rate gives very different
// money. The zero SupplementBase is not given, and refused.
type SupplementBase = rule.Enum[supplementBases]

// The bases.
const (
	OfStandard     SupplementBase = iota + 1 // 低保标准
	OfOwnAllowance                           // 本人低保金
)

type supplementBases struct{}

func (supplementBases) Choices() rule.Choices { return supplementBaseList }

var supplementBaseList = rule.Choices{
	OfStandard:     {Code: "standard", Label: rule.Text{ZH: "低保标准", EN: "the standard"}},
	OfOwnAllowance: {Code: "own", Label: rule.Text{ZH: "本人低保金（家庭低保金按人均）", EN: "a person's part of the allowance"}},
}

// SchemeOutcome 发放结论 says why a household is paid or not. The zero SchemeOutcome belongs to no answer.
type SchemeOutcome = rule.Enum[schemeOutcomes]

// The outcomes.
const (
	SchemeEligible     SchemeOutcome = iota + 1 // 符合条件
	SchemeSingle                                // 按单人户发放
	SchemeExiting                               // 渐退期
	SchemeOverIncome                            // 收入不低于标准
	SchemeOverProperty                          // 家庭财产超过限定标准
	SchemeOverBoth                              // 收入、财产均不符合
)

type schemeOutcomes struct{}

func (schemeOutcomes) Choices() rule.Choices { return schemeOutcomeList }

var schemeOutcomeList = rule.Choices{
	SchemeEligible:     {Code: "eligible", Label: rule.Text{ZH: "符合条件", EN: "eligible"}},
	SchemeSingle:       {Code: "single", Label: rule.Text{ZH: "按单人户发放", EN: "taken in alone"}},
	SchemeExiting:      {Code: "exiting", Label: rule.Text{ZH: "渐退期内发放", EN: "within the gradual exit"}},
	SchemeOverIncome:   {Code: "over-income", Label: rule.Text{ZH: "家庭人均收入不低于低保标准", EN: "income a person not below the allowance standard"}},
	SchemeOverProperty: {Code: "over-property", Label: rule.Text{ZH: "家庭财产超过限定标准", EN: "property above the limit"}},
	SchemeOverBoth:     {Code: "over-both", Label: rule.Text{ZH: "家庭人均收入不低于低保标准，且家庭财产超过限定标准", EN: "income a person not below the allowance standard, and property above the limit"}},
}
