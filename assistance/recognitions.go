package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// SupporterAid 义务人救助情况 says which assistance a supporter by law has himself: "extreme-poverty", "allowance" or "none". The
// zero SupporterAid is not given, and refused.
type SupporterAid = rule.Enum[supporterAids]

// The assistance that a supporter can have.
const (
	SupporterExtremePoverty SupporterAid = iota + 1 // 特困人员
	SupporterAllowance                              // 最低生活保障对象
	SupporterNoAid                                  // 均不是
)

type supporterAids struct{}

func (supporterAids) Choices() rule.Choices { return supporterAidList }

var supporterAidList = rule.Choices{
	SupporterExtremePoverty: {Code: "extreme-poverty", Label: rule.Text{ZH: "特困人员", EN: "extreme poverty"}},
	SupporterAllowance:      {Code: "allowance", Label: rule.Text{ZH: "最低生活保障对象", EN: "allowance"}},
	SupporterNoAid:          {Code: "none", Label: rule.Text{ZH: "均不是", EN: "none"}},
}

// SupporterState 义务人行为能力和下落 says whether a supporter can act: "present", "incapable", "missing" or "prison". The zero
// SupporterState is not given, and refused.
type SupporterState = rule.Enum[supporterStates]

// The states of a supporter.
const (
	SupporterPresent   SupporterState = iota + 1 // 无下列情形
	SupporterIncapable                           // 无民事行为能力
	SupporterMissing                             // 被宣告失踪
	SupporterInPrison                            // 在监狱服刑
)

type supporterStates struct{}

func (supporterStates) Choices() rule.Choices { return supporterStateList }

var supporterStateList = rule.Choices{
	SupporterPresent:   {Code: "present", Label: rule.Text{ZH: "无下列情形", EN: "none of these"}},
	SupporterIncapable: {Code: "incapable", Label: rule.Text{ZH: "无民事行为能力", EN: "without civil capacity"}},
	SupporterMissing:   {Code: "missing", Label: rule.Text{ZH: "被宣告失踪", EN: "declared missing"}},
	SupporterInPrison:  {Code: "prison", Label: rule.Text{ZH: "在监狱服刑", EN: "in prison"}},
}

// Recognition 认定结论 says whether a person is in extreme poverty, or the first condition that is not met. The zero
// Recognition belongs to no answer.
type Recognition = rule.Enum[recognitions]

// The outcomes, in the order in which the conditions are looked at.
const (
	RecognitionMet        Recognition = iota + 1 // 符合
	RecognitionGroup                             // 不是老年人、残疾人或未成年人
	RecognitionWork                              // 有劳动能力
	RecognitionIncome                            // 收入不低于低保标准
	RecognitionProperty                          // 财产不符合规定
	RecognitionSupporter                         // 有能履行义务的法定义务人
	RecognitionGuaranteed                        // 已选择儿童基本生活保障
)

type recognitions struct{}

func (recognitions) Choices() rule.Choices { return recognitionList }

var recognitionList = rule.Choices{
	RecognitionMet:        {Code: "met", Label: rule.Text{ZH: "符合特困人员认定条件", EN: "in extreme poverty"}},
	RecognitionGroup:      {Code: "group", Label: rule.Text{ZH: "不是老年人、残疾人或未成年人", EN: "neither elderly, disabled nor under age"}},
	RecognitionWork:       {Code: "work-ability", Label: rule.Text{ZH: "有劳动能力", EN: "able to work"}},
	RecognitionIncome:     {Code: "income", Label: rule.Text{ZH: "收入不低于低保标准", EN: "income not below the standard"}},
	RecognitionProperty:   {Code: "property", Label: rule.Text{ZH: "财产超过限额", EN: "property above the limit"}},
	RecognitionSupporter:  {Code: "supporter", Label: rule.Text{ZH: "有能履行义务的法定义务人", EN: "a supporter who is able"}},
	RecognitionGuaranteed: {Code: "guaranteed", Label: rule.Text{ZH: "选择纳入孤儿、事实无人抚养儿童保障", EN: "chose the guarantee of children instead"}},
}
