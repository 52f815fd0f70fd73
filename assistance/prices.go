package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// PriceRecipient 价格临时补贴对象 is a group that price supplements are paid to. The zero PriceRecipient is not given,
// and refused.
type PriceRecipient = rule.Enum[priceRecipients]

// The groups: the first seven stay, the last two were paid for a time.
const (
	PriceAllowance       PriceRecipient = iota + 1 // 最低生活保障对象
	PriceExtremePoverty                            // 特困人员
	PriceVeteran                                   // 享受定期抚恤补助的优抚对象
	PriceUnemployment                              // 领取失业保险金人员
	PriceOrphan                                    // 孤儿
	PriceDeFacto                                   // 事实无人抚养儿童
	PriceHIVChild                                  // 艾滋病病毒感染儿童
	PriceUnemploymentAid                           // 领取失业补助金人员
	PriceEdge                                      // 低保边缘人口
)

type priceRecipients struct{}

func (priceRecipients) Choices() rule.Choices { return priceRecipientList }

var priceRecipientList = rule.Choices{
	PriceAllowance:       {Code: "allowance", Label: rule.Text{ZH: "最低生活保障对象", EN: "allowance"}},
	PriceExtremePoverty:  {Code: "extreme-poverty", Label: rule.Text{ZH: "特困人员", EN: "extreme poverty"}},
	PriceVeteran:         {Code: "veteran", Label: rule.Text{ZH: "享受定期抚恤补助的优抚对象", EN: "veterans and dependants with regular payments"}},
	PriceUnemployment:    {Code: "unemployment", Label: rule.Text{ZH: "领取失业保险金人员", EN: "unemployment insurance"}},
	PriceOrphan:          {Code: "orphan", Label: rule.Text{ZH: "孤儿", EN: "orphan"}},
	PriceDeFacto:         {Code: "de-facto", Label: rule.Text{ZH: "事实无人抚养儿童", EN: "de-facto-unattended child"}},
	PriceHIVChild:        {Code: "hiv-child", Label: rule.Text{ZH: "艾滋病病毒感染儿童", EN: "child with HIV"}},
	PriceUnemploymentAid: {Code: "unemployment-aid", Label: rule.Text{ZH: "领取失业补助金人员", EN: "unemployment aid"}},
	PriceEdge:            {Code: "edge", Label: rule.Text{ZH: "低保边缘人口", EN: "edge of the allowance"}},
}

// PriceFormula 补贴计算方式 says how a price supplement comes about: "trigger", "cpi" or "tier". The zero PriceFormula
// is not given, and refused.
type PriceFormula = rule.Enum[priceFormulas]

// The formulas.
const (
	ByTrigger PriceFormula = iota + 1 // 标准×启动指数涨幅
	ByCPI                             // 标准×CPI涨幅
	ByTier                            // 按涨幅分档
)

type priceFormulas struct{}

func (priceFormulas) Choices() rule.Choices { return priceFormulaList }

var priceFormulaList = rule.Choices{
	ByTrigger: {Code: "trigger", Label: rule.Text{ZH: "低保标准×达到启动条件的指数涨幅（从高）", EN: "standard times the rise that triggered, the higher of two"}},
	ByCPI:     {Code: "cpi", Label: rule.Text{ZH: "低保标准×CPI涨幅", EN: "standard times the rise of consumer prices"}},
	ByTier:    {Code: "tier", Label: rule.Text{ZH: "按涨幅分档", EN: "by tiers of the rise"}},
}
