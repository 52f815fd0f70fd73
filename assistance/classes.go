package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// Class 救助类别 is a class of households in need, in the order in which they are tried:
// "extreme-poverty", "allowance", "edge", "rigid-spending" or "none". The zero Class belongs to no answer.
type Class = rule.Enum[classes]

// The classes.
const (
	ClassExtremePoverty Class = iota + 1 // 特困人员
	ClassAllowance                       // 最低生活保障家庭
	ClassEdge                            // 最低生活保障边缘家庭
	ClassRigid                           // 刚性支出困难家庭
	NoClass                              // 均不符合
)

type classes struct{}

func (classes) Choices() rule.Choices { return classList }

var classList = rule.Choices{
	ClassExtremePoverty: {Code: "extreme-poverty", Label: rule.Text{ZH: "特困人员", EN: "extreme poverty"}},
	ClassAllowance:      {Code: "allowance", Label: rule.Text{ZH: "最低生活保障家庭", EN: "allowance household"}},
	ClassEdge:           {Code: "edge", Label: rule.Text{ZH: "最低生活保障边缘家庭", EN: "household at the edge of the allowance"}},
	ClassRigid:          {Code: "rigid-spending", Label: rule.Text{ZH: "刚性支出困难家庭", EN: "household in hardship from necessary spending"}},
	NoClass:             {Code: "none", Label: rule.Text{ZH: "均不符合", EN: "none of the classes"}},
}

// Reason 认定理由 says why a household is in a class, or the first thing that speaks against it. The zero
// Reason belongs to no answer.
type Reason = rule.Enum[reasons]

// The reasons.
const (
	ReasonMet               Reason = iota + 1 // 符合
	ReasonCovered                             // 已归入前一类
	ReasonWork                                // 有劳动能力
	ReasonSupporter                           // 法定义务人有履行义务能力
	ReasonIncome                              // 收入不低于界限
	ReasonProperty                            // 家庭财产超过限定标准
	ReasonIncomeAndProperty                   // 收入、财产均不符合
	ReasonSpending                            // 刚性支出占比未超过规定
)

type reasons struct{}

func (reasons) Choices() rule.Choices { return reasonList }

var reasonList = rule.Choices{
	ReasonMet:               {Code: "met", Label: rule.Text{ZH: "符合", EN: "met"}},
	ReasonCovered:           {Code: "covered", Label: rule.Text{ZH: "已归入前一类", EN: "covered by an earlier class"}},
	ReasonWork:              {Code: "work-ability", Label: rule.Text{ZH: "有劳动能力", EN: "able to work"}},
	ReasonSupporter:         {Code: "supporter", Label: rule.Text{ZH: "有能履行义务的法定义务人", EN: "a supporter who is able"}},
	ReasonIncome:            {Code: "income", Label: rule.Text{ZH: "收入不低于界限", EN: "income not below the bound"}},
	ReasonProperty:          {Code: "property", Label: rule.Text{ZH: "家庭财产超过限定标准", EN: "property above the limit"}},
	ReasonIncomeAndProperty: {Code: "income-and-property", Label: rule.Text{ZH: "收入不低于界限，且家庭财产超过限定标准", EN: "income not below the bound, and property above the limit"}},
	ReasonSpending:          {Code: "spending", Label: rule.Text{ZH: "刚性支出占比未超过规定", EN: "necessary spending does not pass the share"}},
}

// Tier 生活自理能力 is a person's ability to care for himself: "able", "partly" or "unable". The zero Tier is not
// given, and refused.
type Tier = rule.Enum[tiers]

// The tiers.
const (
	Able   Tier = iota + 1 // 具备生活自理能力
	Partly                 // 部分丧失
	Unable                 // 完全丧失
)

type tiers struct{}

func (tiers) Choices() rule.Choices { return tierList }

var tierList = rule.Choices{
	Able:   {Code: "able", Label: rule.Text{ZH: "具备生活自理能力", EN: "able"}},
	Partly: {Code: "partly", Label: rule.Text{ZH: "部分丧失生活自理能力", EN: "partly able"}},
	Unable: {Code: "unable", Label: rule.Text{ZH: "完全丧失生活自理能力", EN: "unable"}},
}

// SupportForm 供养形式 is "institution" or "dispersed". The zero SupportForm is not given, and refused.
type SupportForm = rule.Enum[supportForms]

// The forms of support.
const (
	InstitutionSupport SupportForm = iota + 1 // 集中供养
	DispersedSupport                          // 分散供养
)

type supportForms struct{}

func (supportForms) Choices() rule.Choices { return supportFormList }

var supportFormList = rule.Choices{
	InstitutionSupport: {Code: "institution", Label: rule.Text{ZH: "集中供养", EN: "in an institution"}},
	DispersedSupport:   {Code: "dispersed", Label: rule.Text{ZH: "分散供养", EN: "dispersed"}},
}
