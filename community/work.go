package community

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Stationed 设站情况 counts the townships with a social-work station.
type Stationed struct {
	// Stationed 建有社工站的乡镇（街道） is 0 to Townships: townships, not stations, of which one township
	// may have several.
	Stationed int64 `json:"stationed" zh:"建有社工站的乡镇（街道）（个）" en:"townships with a social-work station" range:"[0,9007199254740991]"`
	// Townships 乡镇（街道）总数 is at least 1.
	Townships int64 `json:"townships" zh:"乡镇（街道）总数（个）" en:"townships" range:"[0,9007199254740991]"`
}

// Counts gives the townships with a station, of all.
func (s Stationed) Counts() (part, whole int64) { return s.Stationed, s.Townships }

// UnmarshalJSON refuses a count that is absent.
func (s *Stationed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// WorkStations 乡镇（街道）社工站覆盖率 is 100 % by the end of 2023 (三(八)2), the two years after being
// for improvement. Box 8 gives until the end of the plan: see [WorkStationsByPlanEnd].
// Shortfall is how many townships lack a station.
var WorkStations = rows.Stated[Stationed]("community.work-stations",
	rule.Text{ZH: "乡镇（街道）社工站覆盖率", EN: "Townships with a social-work station"},
	"work-stations", "work-stations-year").Rule()

// WorkStationsByPlanEnd 乡镇（街道）社会工作站覆盖率（“十四五”末） is the reading of box 8, by which the same
// 100 % is due at the end of 2025 (B8.1, discrepancy work-stations-year).
var WorkStationsByPlanEnd = rows.Stated[Stationed]("community.work-stations-by-plan-end",
	rule.Text{ZH: "乡镇（街道）社会工作站覆盖率（“十四五”末）", EN: "Townships with a social-work station by the end of the plan"},
	"work-stations-box", "work-stations-year-box").Rule()

// Listed 清单建立情况 counts the counties with a list of the community services that government buys.
type Listed struct {
	// Listed 建立政府购买社区服务清单的县（区） is 0 to Counties.
	Listed int64 `json:"listed" zh:"建立政府购买社区服务清单的县（区）（个）" en:"counties with a list of services to buy" range:"[0,9007199254740991]"`
	// Counties 县（区）总数 is at least 1.
	Counties int64 `json:"counties" zh:"县（区）总数（个）" en:"counties" range:"[0,9007199254740991]"`
}

// Counts gives the counties with a list, of all.
func (l Listed) Counts() (part, whole int64) { return l.Listed, l.Counties }

// UnmarshalJSON refuses a count that is absent.
func (l *Listed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, l) }

// ServiceLists 政府购买社区服务清单 is a list in every county (普遍建立, 三(三)4), which is 100 % of them: the
// plan has no figure and does not say whose (discrepancy service-lists-general). The clause names no year.
var ServiceLists = rows.Whole[Listed]("community.service-lists",
	rule.Text{ZH: "政府购买社区服务清单覆盖率", EN: "Counties with a list of community services to buy"}, "",
	seeds.MustQuote("三(三)4", "普遍建立政府购买社区服务清单")).Leaving(openLists).Rule()

// Certified 持证人员培训 counts those trained in one year who hold the social worker's professional
// certificate.
type Certified struct {
	Trained int64 `json:"certified_trained" zh:"当年培训的取得社会工作者职业水平证书人员（名）" en:"certified social workers trained in the year" range:"[0,9007199254740991]"`
}

// Count gives the number trained.
func (c Certified) Count() int64 { return c.Trained }

// UnmarshalJSON refuses a count that is absent.
func (c *Certified) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// CertifiedTraining 每年培训持证社会工作者 is at least 100 in each year (B8.2); the facts are those of
// one.
//
// Errors, here and for every count of this package that is to be reached: [rule.Range] for
// a count outside its range.
var CertifiedTraining = rows.Level[Certified]("community.certified-training",
	rule.Text{ZH: "每年培训取得社会工作者职业水平证书人员", EN: "Certified social workers trained in a year"},
	"certified-workers-trained-yearly", "").Rule()

// Managers 机构管理人才培训 counts the managers of social-work agencies trained in one year.
type Managers struct {
	Trained int64 `json:"managers_trained" zh:"当年培训的社会工作机构管理人才（名）" en:"managers of social-work agencies trained in the year" range:"[0,9007199254740991]"`
}

// Count gives the number trained.
func (m Managers) Count() int64 { return m.Trained }

// UnmarshalJSON refuses a count that is absent.
func (m *Managers) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, m) }

// ManagerTraining 每年培训社会工作机构管理人才 is at least 50 (B8.2): 每年, which opens the sentence, is
// taken to hold for all three of its figures.
var ManagerTraining = rows.Level[Managers]("community.manager-training",
	rule.Text{ZH: "每年培训社会工作机构管理人才", EN: "Managers of social-work agencies trained in a year"},
	"agency-managers-trained-yearly", "").Rule()

// Supervisors 督导人才培训 counts the professional supervisors of social work trained in one year.
type Supervisors struct {
	Trained int64 `json:"supervisors_trained" zh:"当年培训的社会工作专业督导人才（名）" en:"professional supervisors trained in the year" range:"[0,9007199254740991]"`
}

// Count gives the number trained.
func (s Supervisors) Count() int64 { return s.Trained }

// UnmarshalJSON refuses a count that is absent.
func (s *Supervisors) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// SupervisorTraining 每年培训社会工作专业督导人才 is at least 10 (B8.2), in each year as in
// [ManagerTraining].
var SupervisorTraining = rows.Level[Supervisors]("community.supervisor-training",
	rule.Text{ZH: "每年培训社会工作专业督导人才", EN: "Professional supervisors trained in a year"},
	"supervisors-trained-yearly", "").Rule()
