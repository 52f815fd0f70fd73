package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

var (
	clauseStaffed = seeds.MustQuote("三(四)3", "配足配齐乡镇（街道）儿童督导员、村（居）儿童主任")
	clauseCovered = seeds.MustQuote("一(一)5", "全市所有乡镇（街道）和村（居）实现督导员和儿童保护专干全覆盖")
)

// Supervised 督导员配备情况 counts the townships with a child-welfare supervisor.
type Supervised struct {
	// Supervised 配有儿童督导员的乡镇（街道） is 0 to Townships.
	Supervised int64 `json:"supervised" zh:"配有儿童督导员的乡镇（街道）（个）" en:"townships with a supervisor" range:"[0,9007199254740991]"`
	// Townships 乡镇（街道）总数 is at least 1.
	Townships int64 `json:"townships" zh:"乡镇（街道）总数" en:"townships" range:"[0,9007199254740991]"`
}

// Counts gives the townships with a supervisor, of all.
func (s Supervised) Counts() (part, whole int64) { return s.Supervised, s.Townships }

// UnmarshalJSON refuses a count that is absent.
func (s *Supervised) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Supervisors 乡镇（街道）儿童督导员配备率 is a supervisor in every township (三(四)3; reached in
// 2020 by 一(一)5, and to be kept). The clause names no year, and no number above one.
var Supervisors = rows.Whole[Supervised]("childwelfare.supervisors",
	rule.Text{ZH: "乡镇（街道）儿童督导员配备率", EN: "Townships with a child-welfare supervisor"}, "",
	clauseStaffed, clauseCovered).Rule()

// Directed 儿童主任配备情况 counts the villages and communities with a child-welfare director.
type Directed struct {
	// Directed 配有儿童主任的村（居） is 0 to Villages.
	Directed int64 `json:"directed" zh:"配有儿童主任的村（居）（个）" en:"villages and communities with a director" range:"[0,9007199254740991]"`
	// Villages 村（居）总数 is at least 1.
	Villages int64 `json:"villages" zh:"村（居）总数" en:"villages and communities" range:"[0,9007199254740991]"`
}

// Counts gives the villages with a director, of all.
func (d Directed) Counts() (part, whole int64) { return d.Directed, d.Villages }

// UnmarshalJSON refuses a count that is absent.
func (d *Directed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

// Directors 村（居）儿童主任配备率 is a director in every village and community (三(四)3). The
// child-protection staff (儿童保护专干) of 一(一)5 and 三(四)2 are taken for them: a reading, of
// which [ProtectionStaff] is the other (discrepancy child-staff-who).
var Directors = rows.Whole[Directed]("childwelfare.directors",
	rule.Text{ZH: "村（居）儿童主任配备率", EN: "Villages and communities with a child-welfare director"}, "",
	clauseStaffed, seeds.MustQuote("三(四)2", "实现儿童保护专干的全覆盖"), clauseCovered).Rule()

// Trained 儿童主任参训情况 counts the directors who took part in training.
type Trained struct {
	// Trained 参加培训的儿童主任 is 0 to Directors.
	Trained int64 `json:"trained" zh:"参加培训的儿童主任（名）" en:"directors trained" range:"[0,9007199254740991]"`
	// Directors 儿童主任总数 is at least 1.
	Directors int64 `json:"directors" zh:"儿童主任总数（名）" en:"directors" range:"[0,9007199254740991]"`
}

// Counts gives the directors trained, of all.
func (t Trained) Counts() (part, whole int64) { return t.Trained, t.Directors }

// UnmarshalJSON refuses a count that is absent.
func (t *Trained) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// DirectorTraining 村（居）儿童主任参训率 is 100 % (B4.5). The box names 2025 for stations and no
// year for the training.
var DirectorTraining = rows.Stated[Trained]("childwelfare.director-training",
	rule.Text{ZH: "村（居）儿童主任参训率", EN: "Child-welfare directors trained"}, "directors-trained", "").Rule()
