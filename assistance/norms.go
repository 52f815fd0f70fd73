package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// The norms outside the plan that rules of this package rest on, beside [decree649]. What the plan
// leaves open is theirs where their text was read; where it was not, it is the county's.
var (
	normAllowance = rule.Text{ZH: "最低生活保障审核确认办法（民发〔2021〕57号）", EN: "Measures for Examining and Confirming the Minimum Living Allowance (Minfa [2021] 57)"}
	normSupport   = rule.Text{ZH: "特困人员认定办法（民发〔2021〕43号）", EN: "Measures for Recognising Persons in Extreme Poverty (Minfa [2021] 43)"}
	normRigid     = rule.Text{ZH: "刚性支出困难家庭认定办法（2025年1月1日起施行）", EN: "Measures for Recognising Households in Hardship from Necessary Spending (in force since 1 January 2025)"}
	normWider     = rule.Text{ZH: "关于进一步做好最低生活保障等社会救助兜底工作的通知（2022年10月20日）", EN: "Notice on the Minimum Living Allowance and Other Social Assistance (20 October 2022)"}
	normTemporary = rule.Text{ZH: "关于进一步加强和改进临时救助工作的意见（2018年1月23日）", EN: "Opinions on Strengthening and Improving Temporary Assistance (23 January 2018)"}
)

func ofNorm(norm rule.Text, id, zh, en, quote string) rule.Clause {
	return rule.Clause{ID: id, Quote: quote, Place: rule.Text{ZH: zh, EN: en}, Norm: norm}
}
