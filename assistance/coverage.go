package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// InResidence 集中供养情况 counts persons in extreme poverty who are disabled or half-disabled (失能、半失能).
type InResidence struct {
	// Residents 集中供养的失能、半失能特困人员 is 0 to Impaired.
	Residents int64 `json:"residents" zh:"集中供养的失能、半失能特困人员（人）" en:"persons who need care, in residential support" range:"[0,9007199254740991]"`
	// Impaired 失能、半失能特困人员总数 is at least 1, whether they wish to be in residence or not.
	Impaired int64 `json:"impaired" zh:"失能、半失能特困人员总数（人）" en:"persons who need care" range:"[0,9007199254740991]"`
}

// Counts gives those in residence, of all.
func (i InResidence) Counts() (part, whole int64) { return i.Residents, i.Impaired }

// UnmarshalJSON refuses a count that is absent.
func (i *InResidence) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, i) }

// ResidentialSupport 失能半失能特困人员集中供养率 is at least 70 % by 2025 (T2.4), of all who need care. What the prose asks for, all who
// wish it, is [ResidentialWishes] (discrepancy residential-support-all). Shortfall is how many more
// must be taken in.
//
// Errors, here and for the other shares of this file: [rule.Range] for a count outside its range or a part above its
// whole, [rule.EmptyWhole] for a whole of 0.
var ResidentialSupport = rows.Share[InResidence]("assistance.residential-support", 4).Rule()

// WishingResidence 集中供养意愿 counts persons in extreme poverty who wish to be in residential support.
type WishingResidence struct {
	// Residents 有意愿且已集中供养的特困人员 is 0 to Wishing.
	Residents int64 `json:"residents" zh:"有集中供养意愿且已集中供养的特困人员（人）" en:"of those who wish it, in residential support" range:"[0,9007199254740991]"`
	// Wishing 有集中供养意愿的特困人员 is at least 1, whatever their ability to care for themselves.
	Wishing int64 `json:"wishing" zh:"有集中供养意愿的特困人员（人）" en:"persons who wish residential support" range:"[0,9007199254740991]"`
}

// Counts gives those in residence, of all who wish it.
func (w WishingResidence) Counts() (part, whole int64) { return w.Residents, w.Wishing }

// UnmarshalJSON refuses a count that is absent.
func (w *WishingResidence) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// ResidentialWishes 有意愿特困人员集中供养率 is 100 %: the plan ensures residential support to all who wish it (三(二)4). It names no year, and
// counts other persons than [ResidentialSupport] does.
var ResidentialWishes = rows.Whole[WishingResidence]("assistance.residential-wishes",
	rule.Text{ZH: "有集中供养意愿的特困人员集中供养率", EN: "Residential support of those who wish it"}, "",
	seeds.MustQuote("三(二)4", "确保有集中供养意愿的特困人员集中供养")).Rule()

// ReturnedHome 接送返回情况 counts homeless persons and beggars who were helped and whose identity is known.
type ReturnedHome struct {
	// Returned 已接送返回 is 0 to Identified.
	Returned int64 `json:"returned" zh:"已接送返回的受助人员（人次）" en:"persons taken home (times)" range:"[0,9007199254740991]"`
	// Identified 查明身份信息的流浪乞讨受助人员 is at least 1; those whose identity is not known are not in it.
	Identified int64 `json:"identified" zh:"查明身份信息的流浪乞讨受助人员（人次）" en:"persons helped whose identity is known (times)" range:"[0,9007199254740991]"`
}

// Counts gives those taken home, of all identified.
func (r ReturnedHome) Counts() (part, whole int64) { return r.Returned, r.Identified }

// UnmarshalJSON refuses a count that is absent.
func (r *ReturnedHome) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// VagrantsReturned 查明身份信息流浪乞讨受助人员接送返回率 is 100 % (T2.5).
var VagrantsReturned = rows.Share[ReturnedHome]("assistance.vagrants-returned", 5).Rule()

// LivingSubsidised 困难残疾人生活补贴覆盖情况 counts the disabled in hardship.
type LivingSubsidised struct {
	// Paid 已发放生活补贴 is 0 to Entitled.
	Paid int64 `json:"paid" zh:"已享受困难残疾人生活补贴（人）" en:"persons paid the living subsidy" range:"[0,9007199254740991]"`
	// Entitled 应享受 is at least 1: all whom [DisabilitySubsidies] gives it, by the policy of the day.
	Entitled int64 `json:"entitled" zh:"应享受困难残疾人生活补贴（人）" en:"persons entitled to it" range:"[0,9007199254740991]"`
}

// Counts gives those paid, of all entitled.
func (l LivingSubsidised) Counts() (part, whole int64) { return l.Paid, l.Entitled }

// UnmarshalJSON refuses a count that is absent.
func (l *LivingSubsidised) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, l) }

// LivingCoverage 困难残疾人生活补贴覆盖率 is 100 % (T2.17) of those entitled now; the plan extends the group step by step and names no year
// (discrepancy disability-coverage).
var LivingCoverage = rows.Share[LivingSubsidised]("assistance.living-subsidy-coverage", 17).Rule()

// NursingSubsidised 重度残疾人护理补贴覆盖情况 counts the severely disabled.
type NursingSubsidised struct {
	// Paid 已发放护理补贴 is 0 to Entitled.
	Paid int64 `json:"paid" zh:"已享受重度残疾人护理补贴（人）" en:"persons paid the nursing subsidy" range:"[0,9007199254740991]"`
	// Entitled 应享受 is at least 1: all whom [DisabilitySubsidies] gives it, by the policy of the day.
	Entitled int64 `json:"entitled" zh:"应享受重度残疾人护理补贴（人）" en:"persons entitled to it" range:"[0,9007199254740991]"`
}

// Counts gives those paid, of all entitled.
func (n NursingSubsidised) Counts() (part, whole int64) { return n.Paid, n.Entitled }

// UnmarshalJSON refuses a count that is absent.
func (n *NursingSubsidised) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, n) }

// NursingCoverage 重度残疾人护理补贴覆盖率 is 100 % (T2.18) of those entitled now, as [LivingCoverage] is.
var NursingCoverage = rows.Share[NursingSubsidised]("assistance.nursing-subsidy-coverage", 18).Rule()
