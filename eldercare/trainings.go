package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Trainings 培训人次 counts trainings of care workers since the plan began, in person-times (人次):
// who is trained twice counts twice.
type Trainings struct {
	Trainings int64 `json:"trainings" zh:"养老护理员累计培训（人次）" en:"trainings of care workers" range:"[0,9007199254740991]"`
}

// Count gives the trainings.
func (t Trainings) Count() int64 { return t.Trainings }

// UnmarshalJSON refuses an absent count.
func (t *Trainings) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// CareWorkerTrainings 培养培训养老护理员 is 10,000 person-times by the end of 2025 (三(二)9, and the same
// in B2.6). Section and box are taken to mean one figure (discrepancy trainees-twice); who reads
// them as two gives 20,000 as the level.
var CareWorkerTrainings = rows.Level[Trainings]("eldercare.care-worker-trainings",
	rule.Text{ZH: "培养培训养老护理员", EN: "Trainings of care workers"},
	"care-worker-trainings", "trainings-year", "care-worker-trainings-box").Rule()

// OtherTrainings 其他培训人次 counts trainings of other staff and of heads of facilities since the plan
// began, in person-times.
type OtherTrainings struct {
	Trainings int64 `json:"trainings" zh:"其他相关人员和养老服务机构负责人累计培训（人次）" en:"trainings of other staff and heads of facilities" range:"[0,9007199254740991]"`
}

// Count gives the trainings.
func (t OtherTrainings) Count() int64 { return t.Trainings }

// UnmarshalJSON refuses an absent count.
func (t *OtherTrainings) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// OtherStaffTrainings 培训其他相关人员、养老服务机构负责人 is 800 person-times by 2025 (B2.6), both together: the
// box gives them one figure (discrepancy other-trainings-each).
var OtherStaffTrainings = rows.Level[OtherTrainings]("eldercare.other-trainings",
	rule.Text{ZH: "培训其他相关人员、养老服务机构负责人", EN: "Trainings of other staff and heads of facilities"},
	"other-trainings", "trainings-year-box").Rule()
