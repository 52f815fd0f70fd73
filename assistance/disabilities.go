package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

// Disability 残疾类别 is the kind of a disability by its certificate. The zero Disability is not given, and
// refused.
type Disability = rule.Enum[disabilities]

// The kinds of disability.
const (
	SightDisability        Disability = iota + 1 // 视力
	HearingDisability                            // 听力
	SpeechDisability                             // 言语
	LimbDisability                               // 肢体
	IntellectualDisability                       // 智力
	MentalDisability                             // 精神
	MultipleDisability                           // 多重
)

type disabilities struct{}

func (disabilities) Choices() rule.Choices { return disabilityList }

var disabilityList = rule.Choices{
	SightDisability:        {Code: "sight", Label: rule.Text{ZH: "视力残疾", EN: "sight"}},
	HearingDisability:      {Code: "hearing", Label: rule.Text{ZH: "听力残疾", EN: "hearing"}},
	SpeechDisability:       {Code: "speech", Label: rule.Text{ZH: "言语残疾", EN: "speech"}},
	LimbDisability:         {Code: "limb", Label: rule.Text{ZH: "肢体残疾", EN: "limb"}},
	IntellectualDisability: {Code: "intellectual", Label: rule.Text{ZH: "智力残疾", EN: "intellectual"}},
	MentalDisability:       {Code: "mental", Label: rule.Text{ZH: "精神残疾", EN: "mental"}},
	MultipleDisability:     {Code: "multiple", Label: rule.Text{ZH: "多重残疾", EN: "multiple"}},
}

// Hardship 困难类别 says in which hardship a disabled person is. The zero Hardship is not given, and
// refused.
type Hardship = rule.Enum[hardships]

// The hardships.
const (
	HardshipAllowance      Hardship = iota + 1 // 最低生活保障
	HardshipExtremePoverty                     // 特困人员
	HardshipLifted                             // 脱贫人口（稳定脱贫户除外）
	HardshipEdge                               // 低保边缘家庭
	HardshipOther                              // 其他困难残疾人
	NoHardship                                 // 无
)

type hardships struct{}

func (hardships) Choices() rule.Choices { return hardshipList }

var hardshipList = rule.Choices{
	HardshipAllowance:      {Code: "allowance", Label: rule.Text{ZH: "最低生活保障对象", EN: "allowance"}},
	HardshipExtremePoverty: {Code: "extreme-poverty", Label: rule.Text{ZH: "特困人员", EN: "extreme poverty"}},
	HardshipLifted:         {Code: "lifted", Label: rule.Text{ZH: "脱贫人口（稳定脱贫户除外）", EN: "lifted out of poverty, not for good"}},
	HardshipEdge:           {Code: "edge", Label: rule.Text{ZH: "低保边缘家庭成员", EN: "edge of the allowance"}},
	HardshipOther:          {Code: "other", Label: rule.Text{ZH: "其他困难残疾人", EN: "other hardship"}},
	NoHardship:             {Code: "none", Label: rule.Text{ZH: "无困难类别", EN: "none"}},
}

// ChildGuarantee 儿童保障 says whether a person has the monthly guarantee of orphans and
// de-facto-unattended children. The zero ChildGuarantee is not given, and refused.
type ChildGuarantee = rule.Enum[childGuarantees]

// The guarantees.
const (
	NotGuaranteed     ChildGuarantee = iota + 1 // 未享受
	GuaranteedOrphan                            // 孤儿
	GuaranteedInFull                            // 事实无人抚养儿童，全额
	GuaranteedTheLack                           // 事实无人抚养儿童，补差
)

type childGuarantees struct{}

func (childGuarantees) Choices() rule.Choices { return childGuaranteeList }

var childGuaranteeList = rule.Choices{
	NotGuaranteed:     {Code: "none", Label: rule.Text{ZH: "未享受儿童基本生活费", EN: "not guaranteed"}},
	GuaranteedOrphan:  {Code: "orphan", Label: rule.Text{ZH: "孤儿基本生活费", EN: "guaranteed as an orphan"}},
	GuaranteedInFull:  {Code: "de-facto-full", Label: rule.Text{ZH: "事实无人抚养儿童补贴（全额）", EN: "guaranteed as de-facto-unattended, in full"}},
	GuaranteedTheLack: {Code: "de-facto-difference", Label: rule.Text{ZH: "事实无人抚养儿童补贴（补差）", EN: "guaranteed as de-facto-unattended, the difference"}},
}

// SubsidyReason 补贴理由 says why a subsidy is paid or not. The zero SubsidyReason belongs to no answer.
type SubsidyReason = rule.Enum[subsidyReasons]

// The reasons.
const (
	SubsidyPaid        SubsidyReason = iota + 1 // 发放
	SubsidyBarred                               // 已享受其他保障，不得享受
	SubsidyNotCovered                           // 不属于补贴对象
	SubsidyNotInMonth                           // 不在发放期间
	SubsidyOtherHigher                          // 已享受不低于本补贴的同类补贴
)

type subsidyReasons struct{}

func (subsidyReasons) Choices() rule.Choices { return subsidyReasonList }

var subsidyReasonList = rule.Choices{
	SubsidyPaid:        {Code: "paid", Label: rule.Text{ZH: "发放", EN: "paid"}},
	SubsidyBarred:      {Code: "barred", Label: rule.Text{ZH: "已享受其他保障，不得享受", EN: "excluded by another payment"}},
	SubsidyNotCovered:  {Code: "not-covered", Label: rule.Text{ZH: "不属于补贴对象", EN: "not one of those it is for"}},
	SubsidyNotInMonth:  {Code: "not-in-month", Label: rule.Text{ZH: "不在发放期间", EN: "not within the months of payment"}},
	SubsidyOtherHigher: {Code: "other-higher", Label: rule.Text{ZH: "已享受不低于本补贴的同类补贴", EN: "another allowance of the kind is no lower"}},
}
