package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// Area 城乡类别 says where a household is registered: "rural" or "urban". The zero
// Area is not given, and refused.
type Area = rule.Enum[areas]

// The areas.
const (
	Rural Area = iota + 1 // 农村
	Urban                 // 城市
)

type areas struct{}

func (areas) Choices() rule.Choices { return areaList }

var areaList = rule.Choices{
	Rural: {Code: "rural", Label: rule.Text{ZH: "农村", EN: "rural"}},
	Urban: {Code: "urban", Label: rule.Text{ZH: "城市", EN: "urban"}},
}

// Deduction 就业成本扣减范围 says whose necessary employment costs are taken off
// their income: "rural-only", "everyone" or "none".
type Deduction = rule.Enum[deductions]

// The scopes of deduction. The plan speaks of rural recipients (三(一)2); a
// county whose urban and rural rules are one may deduct for all.
const (
	RuralOnly   Deduction = iota + 1 // 仅农村对象
	Everyone                         // 城乡对象
	NoDeduction                      // 不扣减
)

type deductions struct{}

func (deductions) Choices() rule.Choices { return deductionList }

var deductionList = rule.Choices{
	RuralOnly:   {Code: "rural-only", Label: rule.Text{ZH: "仅农村对象", EN: "rural households only"}},
	Everyone:    {Code: "everyone", Label: rule.Text{ZH: "城乡对象", EN: "all households"}},
	NoDeduction: {Code: "none", Label: rule.Text{ZH: "不扣减", EN: "none"}},
}

// Outcome 审核确认结果 says whether a household receives the allowance, and if not,
// why: "eligible", "over-income", "over-property" or "over-both". The zero Outcome
// belongs to no answer.
type Outcome = rule.Enum[outcomes]

// The outcomes.
const (
	Eligible   Outcome = iota + 1 // 符合条件
	OverIncome                    // 家庭人均收入不低于低保标准
	OverLimit                     // 家庭财产超过限定标准
	OverBoth                      // 收入不低于标准，且财产超过限定标准
)

type outcomes struct{}

func (outcomes) Choices() rule.Choices { return outcomeList }

var outcomeList = rule.Choices{
	Eligible:   {Code: "eligible", Label: rule.Text{ZH: "符合条件", EN: "eligible"}},
	OverIncome: {Code: "over-income", Label: rule.Text{ZH: "家庭人均收入不低于低保标准", EN: "income a person not below the allowance standard"}},
	OverLimit:  {Code: "over-property", Label: rule.Text{ZH: "家庭财产超过限定标准", EN: "property above the limit"}},
	OverBoth:   {Code: "over-both", Label: rule.Text{ZH: "家庭人均收入不低于低保标准，且家庭财产超过限定标准", EN: "income a person not below the allowance standard, and property above the limit"}},
}

// Residents 居民口径 says whose consumption a standard is held against:
// "urban-residents", "rural-residents" or "all-residents". The zero Residents is
// not given, and refused.
type Residents = rule.Enum[residents]

// Whose consumption it can be.
const (
	UrbanResidents Residents = iota + 1 // 城镇居民
	RuralResidents                      // 农村居民
	AllResidents                        // 全体居民
)

type residents struct{}

func (residents) Choices() rule.Choices { return residentList }

var residentList = rule.Choices{
	UrbanResidents: {Code: "urban-residents", Label: rule.Text{ZH: "城镇居民", EN: "urban residents"}},
	RuralResidents: {Code: "rural-residents", Label: rule.Text{ZH: "农村居民", EN: "rural residents"}},
	AllResidents:   {Code: "all-residents", Label: rule.Text{ZH: "全体居民", EN: "all residents"}},
}

// Bound 决定下限 says which of two lower bounds decided a standard, the higher one:
// "multiple", "consumption" or "both". The zero Bound belongs to no answer.
type Bound = rule.Enum[bounds]

// The bounds.
const (
	ByMultiple    Bound = iota + 1 // 按低保标准倍数
	ByConsumption                  // 按人均消费支出比例
	ByBoth                         // 两者相等
)

type bounds struct{}

func (bounds) Choices() rule.Choices { return boundList }

var boundList = rule.Choices{
	ByMultiple:    {Code: "multiple", Label: rule.Text{ZH: "低保标准倍数", EN: "multiple of the allowance standard"}},
	ByConsumption: {Code: "consumption", Label: rule.Text{ZH: "消费支出比例", EN: "share of consumption"}},
	ByBoth:        {Code: "both", Label: rule.Text{ZH: "两者相等", EN: "both, which are equal"}},
}
