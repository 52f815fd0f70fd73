package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// SingleGround 单独申请情形 says by which case a person may apply alone: "disabled", "ill", "clergy", "unemployed",
// "county" or "none". The zero SingleGround belongs to no answer.
type SingleGround = rule.Enum[singleGrounds]

// The grounds, in the order in which they are looked at.
const (
	SingleDisabled   SingleGround = iota + 1 // 低保边缘家庭中的重度残疾人等
	SingleIll                                // 低保边缘家庭中的重特大疾病患者
	SingleClergy                             // 脱离家庭三年以上的宗教教职人员
	SingleUnemployed                         // 成年无业重度残疾人
	SingleCounty                             // 县级以上规定的其他特殊困难人员
	NotSingle                                // 不得单独申请
)

type singleGrounds struct{}

func (singleGrounds) Choices() rule.Choices { return singleGroundList }

var singleGroundList = rule.Choices{
	SingleDisabled:   {Code: "disabled", Label: rule.Text{ZH: "低保边缘家庭中的一、二级残疾人和三级智力、精神残疾人", EN: "disabled of grades 1 and 2, or 3 of the mind, in a household at the edge"}},
	SingleIll:        {Code: "ill", Label: rule.Text{ZH: "低保边缘家庭中的重特大疾病患者", EN: "seriously ill in a household at the edge"}},
	SingleClergy:     {Code: "clergy", Label: rule.Text{ZH: "脱离家庭、在宗教场所居住三年以上（含三年）的生活困难的宗教教职人员", EN: "clergy in hardship, living apart for three years or more"}},
	SingleUnemployed: {Code: "unemployed", Label: rule.Text{ZH: "成年无业重度残疾人", EN: "grown, without work and severely disabled"}},
	SingleCounty:     {Code: "county", Label: rule.Text{ZH: "县级以上民政部门规定的其他特殊困难人员", EN: "others in particular hardship, by a rule of the county or above"}},
	NotSingle:        {Code: "none", Label: rule.Text{ZH: "不得单独申请", EN: "may not apply alone"}},
}
