package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// AidKind 临时救助类型 is "emergency" or "expenditure". The zero AidKind is not given, and refused.
type AidKind = rule.Enum[aidKinds]

// The kinds of temporary aid.
const (
	Emergency   AidKind = iota + 1 // 急难型
	Expenditure                    // 支出型
)

type aidKinds struct{}

func (aidKinds) Choices() rule.Choices { return aidKindList }

var aidKindList = rule.Choices{
	Emergency:   {Code: "emergency", Label: rule.Text{ZH: "急难型", EN: "emergency"}},
	Expenditure: {Code: "expenditure", Label: rule.Text{ZH: "支出型", EN: "expenditure"}},
}

// AidOutcome 临时救助结论 says whether aid is given, and if not, why. The zero AidOutcome belongs to no
// answer.
type AidOutcome = rule.Enum[aidOutcomes]

// The outcomes.
const (
	AidGiven             AidOutcome = iota + 1 // 予以救助
	AidSameCause                               // 同一事由已救助
	AidTooOften                                // 次数已满
	AidIncome                                  // 收入不低于界限
	AidProperty                                // 家庭财产超过限定标准
	AidIncomeAndProperty                       // 收入、财产均不符合
	AidSpending                                // 自负支出未达最低档次
)

type aidOutcomes struct{}

func (aidOutcomes) Choices() rule.Choices { return aidOutcomeList }

var aidOutcomeList = rule.Choices{
	AidGiven:             {Code: "aided", Label: rule.Text{ZH: "予以救助", EN: "aid is given"}},
	AidSameCause:         {Code: "same-cause", Label: rule.Text{ZH: "同一事由已救助", EN: "aided for the same cause already"}},
	AidTooOften:          {Code: "too-often", Label: rule.Text{ZH: "期限内救助次数已满", EN: "aided too often within the window"}},
	AidIncome:            {Code: "income", Label: rule.Text{ZH: "人均收入不低于上年度人均可支配收入", EN: "income not below the disposable income"}},
	AidProperty:          {Code: "property", Label: rule.Text{ZH: "家庭财产超过限定标准", EN: "property above the limit"}},
	AidIncomeAndProperty: {Code: "income-and-property", Label: rule.Text{ZH: "收入不低于界限，且家庭财产超过限定标准", EN: "income not below the bound, and property above the limit"}},
	AidSpending:          {Code: "spending", Label: rule.Text{ZH: "自负支出未达最低档次", EN: "spending below the first band"}},
}
