package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Staffed 儿童保护专干配备情况 counts the villages and communities with staff of their own for the protection of
// children.
type Staffed struct {
	// Staffed 另有儿童保护专干的村（居） is 0 to Villages.
	Staffed int64 `json:"staffed" zh:"另有儿童保护专干的村（居）" en:"villages and communities with child-protection staff of their own" range:"[0,9007199254740991]"`
	// Villages 村（居）总数 is at least 1.
	Villages int64 `json:"villages" zh:"村（居）总数" en:"villages and communities" range:"[0,9007199254740991]"`
}

// Counts gives the villages with staff, of all.
func (s Staffed) Counts() (part, whole int64) { return s.Staffed, s.Villages }

// UnmarshalJSON refuses a count that is absent.
func (s *Staffed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// ProtectionStaff 村（居）儿童保护专干覆盖率 is child-protection staff in every village and community (三(四)2), by the reading that
// they are others than the directors. The module's default is that they are the same: [Directors]
// (discrepancy child-staff-who). The clause names no year.
var ProtectionStaff = rows.Stated[Staffed]("childwelfare.protection-staff",
	rule.Text{ZH: "村（居）儿童保护专干覆盖率（另设专干的读法）", EN: "Villages with child-protection staff of their own"}, "child-staff", "").Rule()
