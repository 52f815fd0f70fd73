package affairs

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Signs 地名标志 counts the place names that have their sign.
type Signs struct {
	// Signed 已设置标志的地名 is 0 to Names; a name with several signs counts once.
	Signed int64 `json:"signed" zh:"已设置标志的地名（条）" en:"place names with a sign" range:"[0,9007199254740991]"`
	// Names 应设置标志的地名 is at least 1, in town and country.
	Names int64 `json:"names" zh:"应设置标志的地名（条）" en:"place names that are to have one" range:"[0,9007199254740991]"`
}

// Counts gives the names with a sign, of all that are to have one.
func (s Signs) Counts() (part, whole int64) { return s.Signed, s.Names }

// UnmarshalJSON refuses a count that is absent.
func (s *Signs) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// PlaceNameSigns 地名标志设置率 is 100 % by 2025 (T2.19, and in prose 三(七)3 and B7.1). The table lacks the
// base of 2020 (discrepancy place-name-base), which the verdict does not need.
var PlaceNameSigns = rows.Share[Signs]("affairs.place-name-signs", 19, "place-name-signs-prose", "place-name-signs-box").Rule()

// Boundaries 行政区域界线 counts the boundaries that were inspected jointly.
type Boundaries struct {
	// Inspected 已完成联检的界线 is 0 to Boundaries.
	Inspected int64 `json:"inspected" zh:"已完成联检的行政区域界线（条）" en:"boundaries inspected" range:"[0,9007199254740991]"`
	// Boundaries 应联检的界线 is at least 1: those of the city, counties and districts that are due in the round.
	Boundaries int64 `json:"boundaries" zh:"应联检的行政区域界线（条）" en:"boundaries due for inspection" range:"[0,9007199254740991]"`
}

// Counts gives the boundaries inspected, of all that are due.
func (b Boundaries) Counts() (part, whole int64) { return b.Inspected, b.Boundaries }

// UnmarshalJSON refuses a count that is absent.
func (b *Boundaries) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// BoundaryInspections 行政区域界线联检完成率 is all that are due (三(七)4, 全面完成): 100 %. The clause names no year; which
// boundaries are due in a round is the caller's to say.
var BoundaryInspections = rows.Whole[Boundaries]("affairs.boundary-inspections",
	rule.Text{ZH: "行政区域界线联检完成率", EN: "Boundaries inspected jointly"}, "",
	seeds.MustQuote("三(七)4", "全面完成行政区域界线联检工作任务")).Rule()
