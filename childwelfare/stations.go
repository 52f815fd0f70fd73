package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Stationed 设站情况 counts the townships with a station for the protection of minors.
type Stationed struct {
	// Stations 设立未成年人保护工作站的乡镇（街道） is 0 to Townships.
	Stations int64 `json:"stations" zh:"设立未成年人保护工作站的乡镇（街道）（个）" en:"townships with a protection station" range:"[0,9007199254740991]"`
	// Townships 乡镇（街道）总数 is at least 1.
	Townships int64 `json:"townships" zh:"乡镇（街道）总数" en:"townships" range:"[0,9007199254740991]"`
}

// Counts gives the townships with a station, of all.
func (s Stationed) Counts() (part, whole int64) { return s.Stations, s.Townships }

// UnmarshalJSON refuses a count that is absent.
func (s *Stationed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Stations 乡镇（办）未成年人保护工作站覆盖率 is 100 % by 2025 (T2.6). Box 4 asks for less, a
// station or a designated person: see [StationsOrStaff]. Shortfall is how many townships
// lack a station.
//
// Errors, here and for every rule of this package: [rule.Range] for a count outside its
// range or a part above its whole, [rule.EmptyWhole] for a whole of 0.
var Stations = rows.Share[Stationed]("childwelfare.stations", 6).Rule()

// Protected 设站或设专干情况 counts the townships with a station for the protection of minors or
// with staff designated for it, each township once.
type Protected struct {
	// Protected 设立工作站或指定专人的乡镇（街道） is 0 to Townships.
	Protected int64 `json:"protected" zh:"设立未成年人保护工作站或指定工作专干的乡镇（街道）（个）" en:"townships with a station or designated staff" range:"[0,9007199254740991]"`
	// Townships 乡镇（街道）总数 is at least 1.
	Townships int64 `json:"townships" zh:"乡镇（街道）总数" en:"townships" range:"[0,9007199254740991]"`
}

// Counts gives the townships with a station or staff, of all.
func (p Protected) Counts() (part, whole int64) { return p.Protected, p.Townships }

// UnmarshalJSON refuses a count that is absent.
func (p *Protected) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// StationsOrStaff 未成年人保护工作站或工作专干覆盖率 is 100 % by the end of 2025 (B4.5): the reading of
// box 4, by which designated staff do instead of a station (discrepancy stations-or-staff).
// The binding count is that of Table 2: [Stations].
var StationsOrStaff = rows.Stated[Protected]("childwelfare.stations-or-staff",
	rule.Text{ZH: "未成年人保护工作站或工作专干覆盖率", EN: "Coverage of child protection stations or staff in townships"},
	"stations-or-staff", "stations-or-staff-year").Rule()
