package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// Standing 成员认定 says why a person is counted as a member of the household (共同生活的家庭成员), or why not
// (民发〔2021〕57号第七条). The zero Standing is not given, and refused.
type Standing = rule.Enum[standings]

// The standings: the first six are counted, the others are not. A child who has come of age and lives on
// his own, or studies for a master's degree, is [OtherUncounted].
const (
	ApplicantHimself Standing = iota + 1 // 申请人
	Spouse                               // 配偶
	MinorChild                           // 未成年子女
	StudentChild                         // 已成年，在校接受全日制本科及以下学历教育的子女
	DependentChild                       // 其他已成年但不能独立生活的子女
	SupportedKin                         // 其他具有法定义务关系并长期共同居住的人员
	AwayClergy                           // 连续三年以上（含三年）脱离家庭独立生活的宗教教职人员
	InPrison                             // 在监狱内服刑
	InDetention                          // 在戒毒所强制隔离戒毒
	DeclaredMissing                      // 宣告失踪
	OtherUncounted                       // 其他不计入的人员
)

type standings struct{}

func (standings) Choices() rule.Choices { return standingList }

var standingList = rule.Choices{
	ApplicantHimself: {Code: "applicant", Label: rule.Text{ZH: "申请人", EN: "the applicant"}},
	Spouse:           {Code: "spouse", Label: rule.Text{ZH: "配偶", EN: "spouse"}},
	MinorChild:       {Code: "minor-child", Label: rule.Text{ZH: "未成年子女", EN: "child under age"}},
	StudentChild:     {Code: "student-child", Label: rule.Text{ZH: "已成年、在校接受全日制本科及以下学历教育的子女", EN: "grown child in full-time education up to a bachelor's degree"}},
	DependentChild:   {Code: "dependent-child", Label: rule.Text{ZH: "其他已成年但不能独立生活的子女", EN: "grown child who cannot live independently"}},
	SupportedKin:     {Code: "supported", Label: rule.Text{ZH: "其他具有法定赡养、扶养、抚养义务关系并长期共同居住的人员", EN: "other kin with a legal duty of support who live together for long"}},
	AwayClergy:       {Code: "clergy", Label: rule.Text{ZH: "不计入：连续三年以上（含三年）脱离家庭独立生活的宗教教职人员", EN: "not counted: clergy living apart for three years or more"}},
	InPrison:         {Code: "prison", Label: rule.Text{ZH: "不计入：在监狱内服刑人员", EN: "not counted: in prison"}},
	InDetention:      {Code: "detention", Label: rule.Text{ZH: "不计入：在戒毒所强制隔离戒毒人员", EN: "not counted: in compulsory detoxification"}},
	DeclaredMissing:  {Code: "missing", Label: rule.Text{ZH: "不计入：宣告失踪人员", EN: "not counted: declared missing"}},
	OtherUncounted:   {Code: "other", Label: rule.Text{ZH: "不计入：其他人员（独立生活的成年子女、省级民政部门认定的人员等）", EN: "not counted: others, such as grown children on their own and those whom the province names"}},
}
