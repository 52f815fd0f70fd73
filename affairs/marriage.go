package affairs

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Registries 婚姻登记机关 counts the marriage registries that register couples of other provinces.
type Registries struct {
	// Offering 开展婚姻登记跨省通办的登记机关 is 0 to Registries.
	Offering int64 `json:"offering" zh:"开展婚姻登记跨省通办的登记机关（个）" en:"registries that serve other provinces" range:"[0,9007199254740991]"`
	// Registries 婚姻登记机关总数 is at least 1.
	Registries int64 `json:"registries" zh:"婚姻登记机关总数（个）" en:"registries" range:"[0,9007199254740991]"`
}

// Counts gives the registries that serve other provinces, of all.
func (r Registries) Counts() (part, whole int64) { return r.Offering, r.Registries }

// UnmarshalJSON refuses a count that is absent.
func (r *Registries) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// MarriageRegistration 婚姻登记“跨省通办”实施率 is 100 % by 2025 (T2.15; 三(五)3 asks for it without a
// figure). The table does not say of what; registries are counted, since it is they that do it (discrepancy
// marriage-registration-of-what). Shortfall is how many of them do not.
//
// Errors, here and for every share of this package: [rule.Range] for a count outside its
// range or a part above its whole, [rule.EmptyWhole] for a whole of 0.
var MarriageRegistration = func() check.Share[Registries] {
	s := rows.Share[Registries]("affairs.marriage-registration", 15)
	s.Basis = append(s.Basis, seeds.MustQuote("三(五)3", "推动实现婚姻登记跨省通办"))
	return s
}().Rule()

// RegistryRooms 设辅导室的婚姻登记机关 counts the marriage registries with a family counselling room.
type RegistryRooms struct {
	// WithRoom 设有婚姻家庭辅导室的登记机关 is 0 to Registries; a registry with two rooms counts once.
	WithRoom int64 `json:"with_room" zh:"设有婚姻家庭辅导室的登记机关（个）" en:"registries with a counselling room" range:"[0,9007199254740991]"`
	// Registries 婚姻登记机关总数 is at least 1.
	Registries int64 `json:"registries" zh:"婚姻登记机关总数（个）" en:"registries" range:"[0,9007199254740991]"`
}

// Counts gives the registries with a room, of all.
func (r RegistryRooms) Counts() (part, whole int64) { return r.WithRoom, r.Registries }

// UnmarshalJSON refuses a count that is absent.
func (r *RegistryRooms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// CounsellingRooms 婚姻家庭辅导室覆盖率（按婚姻登记机关） is a family counselling room in every marriage registry
// (三(五)3). That registries are what all are to be covered of is this module's reading: the plan does
// not say. The other, of counties and districts, is [CountyCounsellingRooms] (discrepancy
// counselling-rooms-of-what). The clause names no year.
var CounsellingRooms = rows.Stated[RegistryRooms]("affairs.counselling-rooms",
	rule.Text{ZH: "婚姻家庭辅导室覆盖率（按婚姻登记机关）", EN: "Marriage registries with a family counselling room"}, "counselling-rooms", "").Rule()

// CountyRooms 设辅导室的县（区） counts the counties and districts with a family counselling room.
type CountyRooms struct {
	// WithRoom 设有婚姻家庭辅导室的县（区） is 0 to Counties.
	WithRoom int64 `json:"with_room" zh:"设有婚姻家庭辅导室的县（区）（个）" en:"counties with a counselling room" range:"[0,9007199254740991]"`
	// Counties 县（区）总数 is at least 1.
	Counties int64 `json:"counties" zh:"县（区）总数" en:"counties and districts" range:"[0,9007199254740991]"`
}

// Counts gives the counties with a room, of all.
func (c CountyRooms) Counts() (part, whole int64) { return c.WithRoom, c.Counties }

// UnmarshalJSON refuses a count that is absent.
func (c *CountyRooms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// CountyCounsellingRooms 婚姻家庭辅导室覆盖率（按县区） is a family counselling room in every county and district: the
// other reading of 三(五)3, under which a county with several registries needs one room (discrepancy
// counselling-rooms-of-what).
var CountyCounsellingRooms = rows.Stated[CountyRooms]("affairs.county-counselling-rooms",
	rule.Text{ZH: "婚姻家庭辅导室覆盖率（按县区）", EN: "Counties and districts with a family counselling room"}, "counselling-rooms", "").Rule()
