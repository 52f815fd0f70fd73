package childwelfare

import "github.com/huainan-minzheng/civilaffairs/rule"

// Group 保障类别 says to which of the two groups a child belongs: "orphan", "de-facto" or
// "none". The zero Group is not given, and refused.
type Group = rule.Enum[groups]

// The groups.
const (
	Orphan  Group = iota + 1 // 孤儿
	DeFacto                  // 事实无人抚养儿童
	Neither                  // 均不属于
)

type groups struct{}

func (groups) Choices() rule.Choices { return groupList }

var groupList = rule.Choices{
	Orphan:  {Code: "orphan", Label: rule.Text{ZH: "孤儿", EN: "orphan"}},
	DeFacto: {Code: "de-facto", Label: rule.Text{ZH: "事实无人抚养儿童", EN: "de-facto-unattended child"}},
	Neither: {Code: "none", Label: rule.Text{ZH: "均不属于", EN: "neither"}},
}

// Situation 父母一方的情形 says why a parent does not look after a child, or that the parent does:
// eight conditions (八种情形), two in which the parent is gone, and one for parents who cannot be
// traced. The zero Situation is not given, and refused.
type Situation = rule.Enum[situations]

// The situations.
const (
	Caring        Situation = iota + 1 // 能够履行抚养义务
	Dead                               // 死亡
	DeclaredGone                       // 宣告失踪
	Untraceable                        // 查找不到
	Disabled                           // 残疾
	Ill                                // 重病
	InPrison                           // 服刑在押
	InDetox                            // 强制隔离戒毒
	Restricted                         // 被执行其他限制人身自由的措施
	OutOfContact                       // 失联
	RightsRevoked                      // 被撤销监护资格
	Deported                           // 被遣送（驱逐）出境
)

type situations struct{}

func (situations) Choices() rule.Choices { return situationList }

var situationList = rule.Choices{
	Caring:        {Code: "caring", Label: rule.Text{ZH: "能够履行抚养义务", EN: "able to look after the child"}},
	Dead:          {Code: "dead", Label: rule.Text{ZH: "死亡（含宣告死亡）", EN: "dead, or declared dead"}},
	DeclaredGone:  {Code: "declared-missing", Label: rule.Text{ZH: "宣告失踪", EN: "declared missing"}},
	Untraceable:   {Code: "untraceable", Label: rule.Text{ZH: "查找不到", EN: "cannot be traced"}},
	Disabled:      {Code: "disabled", Label: rule.Text{ZH: "残疾", EN: "disabled"}},
	Ill:           {Code: "serious-illness", Label: rule.Text{ZH: "重病", EN: "seriously ill"}},
	InPrison:      {Code: "in-prison", Label: rule.Text{ZH: "服刑在押", EN: "in prison"}},
	InDetox:       {Code: "in-detoxification", Label: rule.Text{ZH: "强制隔离戒毒", EN: "in compulsory detoxification"}},
	Restricted:    {Code: "restricted", Label: rule.Text{ZH: "被执行其他限制人身自由的措施", EN: "under another restriction of liberty"}},
	OutOfContact:  {Code: "out-of-contact", Label: rule.Text{ZH: "失联", EN: "out of contact"}},
	RightsRevoked: {Code: "guardianship-revoked", Label: rule.Text{ZH: "被撤销监护资格", EN: "guardianship revoked"}},
	Deported:      {Code: "deported", Label: rule.Text{ZH: "被遣送（驱逐）出境", EN: "deported"}},
}

// Living 养育方式 says where a child lives: "institution" or "dispersed". The zero Living is not
// given, and refused.
type Living = rule.Enum[livings]

// The ways of living.
const (
	InInstitution Living = iota + 1 // 机构集中养育
	Dispersed                       // 社会散居
)

type livings struct{}

func (livings) Choices() rule.Choices { return livingList }

var livingList = rule.Choices{
	InInstitution: {Code: "institution", Label: rule.Text{ZH: "机构集中养育", EN: "in an institution"}},
	Dispersed:     {Code: "dispersed", Label: rule.Text{ZH: "社会散居", EN: "with a family"}},
}

// Stop 停发方式 says from when nothing is paid any more after an event: "same-month" or
// "next-month". The zero Stop is not given, and refused.
type Stop = rule.Enum[stops]

// The ways of stopping.
const (
	SameMonth Stop = iota + 1 // 当月起停发
	NextMonth                 // 次月起停发
)

type stops struct{}

func (stops) Choices() rule.Choices { return stopList }

var stopList = rule.Choices{
	SameMonth: {Code: "same-month", Label: rule.Text{ZH: "当月起停发", EN: "from the same month"}},
	NextMonth: {Code: "next-month", Label: rule.Text{ZH: "次月起停发", EN: "from the next month"}},
}
