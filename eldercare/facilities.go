package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Townships 乡镇（办） counts those with a full-service eldercare facility.
type Townships struct {
	Covered int64 `json:"covered" zh:"具备综合功能养老服务机构的乡镇（办）" en:"townships covered" range:"[0,9007199254740991]"`
	Total   int64 `json:"total" zh:"乡镇（办）总数" en:"townships" range:"[0,9007199254740991]"`
}

// Counts gives the townships covered of all.
func (t Townships) Counts() (part, whole int64) { return t.Covered, t.Total }

// UnmarshalJSON refuses a count that is absent.
func (t *Townships) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// TownshipFacilities 乡镇（办）范围具备综合功能的养老服务机构覆盖率 is at least 60 % by 2025 (T2.8).
var TownshipFacilities = rows.Share[Townships]("eldercare.township-facilities", 8).Rule()

// Communities 城市社区 counts those whose eldercare facilities are up to standard.
type Communities struct {
	UpToStandard int64 `json:"up_to_standard" zh:"养老服务设施达标的城市社区" en:"urban communities up to standard" range:"[0,9007199254740991]"`
	Total        int64 `json:"total" zh:"城市社区总数" en:"urban communities" range:"[0,9007199254740991]"`
}

// Counts gives the communities up to standard of all.
func (c Communities) Counts() (part, whole int64) { return c.UpToStandard, c.Total }

// UnmarshalJSON refuses a count that is absent.
func (c *Communities) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// UrbanFacilities 城市社区养老服务设施达标率 is 100 % (T2.9), as it was in 2020 already.
var UrbanFacilities = rows.Share[Communities]("eldercare.urban-facilities", 9).Rule()

// Duty 配建情况 counts the urban communities that have a duty to build eldercare facilities along
// with housing.
type Duty struct {
	// Built 配建达标 is how many have built them to standard: 0 to Obliged.
	Built int64 `json:"built" zh:"养老服务设施配建达标的城市社区" en:"urban communities with facilities built to standard" range:"[0,9007199254740991]"`
	// Obliged 有配建要求的城市社区 is at least 1.
	Obliged int64 `json:"obliged" zh:"有配建要求的城市社区" en:"urban communities with a duty to build" range:"[0,9007199254740991]"`
}

// Counts gives the communities that built, of those with the duty.
func (d Duty) Counts() (part, whole int64) { return d.Built, d.Obliged }

// UnmarshalJSON refuses a count that is absent.
func (d *Duty) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

// FacilitiesBuilt 社区养老服务设施配建达标率 is 100 % (三(二)3): the task of the section, which counts urban
// communities with a duty to build. It names no year. The table's share of all urban
// communities is [UrbanFacilities].
var FacilitiesBuilt = rows.Stated[Duty]("eldercare.facilities-built",
	rule.Text{ZH: "社区养老服务设施配建达标率", EN: "Community eldercare facilities built to standard"}, "facilities-built", "").Rule()

// Counties 县（区） counts those with a support facility.
type Counties struct {
	// Covered is how many have at least one 以失能、部分失能特困人员专业照护为主的县（区域）级供养服务设施（敬老院）: a support facility mainly
	// for the professional care of extreme-poverty persons unable, or partly unable, to care for themselves, newly
	// built, rebuilt or enlarged: 0 to Total. Not every 敬老院 is one, and a county with two counts once.
	Covered int64 `json:"covered" zh:"建有至少1所以失能、部分失能特困人员专业照护为主的县（区域）级供养服务设施（敬老院）的县（区）数" en:"counties with a support facility mainly for the care of extreme-poverty persons wholly or partly unable to care for themselves" range:"[0,9007199254740991]"`
	// Total 县（区）总数 is at least 1.
	Total int64 `json:"total" zh:"县（区）总数" en:"counties" range:"[0,9007199254740991]"`
}

// Counts gives the counties covered, of all.
func (c Counties) Counts() (part, whole int64) { return c.Covered, c.Total }

// UnmarshalJSON refuses a count that is absent.
func (c *Counties) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// CountyFacilities 县级供养服务设施覆盖率 is at least one facility in every county by the end of 2022
// (三(二)5). Counties are counted, not facilities: a second one in a county does not make up for
// the county that has none. Shortfall is how many counties lack one. The box names no year:
// see [CountyFacilitiesByPlanEnd].
var CountyFacilities = rows.Whole[Counties]("eldercare.county-facilities",
	rule.Text{ZH: "县级供养服务设施覆盖率", EN: "Counties with a support facility"}, "county-facilities-year",
	seeds.MustFigure("county-facilities").Clause).Rule()

// CountyFacilitiesByPlanEnd 县级供养服务设施覆盖率（规划期末） is the same by the end of the plan: the reading of box 2,
// which names no year (B2.4; discrepancy county-facility-year). The place that names a year
// stands: [CountyFacilities].
var CountyFacilitiesByPlanEnd = rows.Whole[Counties]("eldercare.county-facilities-by-plan-end",
	rule.Text{ZH: "县级供养服务设施覆盖率（规划期末）", EN: "Counties with a support facility, by the plan's end"}, "plan-end",
	seeds.MustFigure("county-facilities-box").Clause).Rule()

// Quarters 老旧城区和已建成居住（小）区 counts those with premises for eldercare.
type Quarters struct {
	// Equipped 已配置养老服务用房 is how many have them, rebuilt, bought, exchanged or rented: 0 to Total.
	Equipped int64 `json:"equipped" zh:"已配置养老服务用房的老旧城区和已建成居住（小）区" en:"old quarters and estates already built that have premises" range:"[0,9007199254740991]"`
	// Total 老旧城区和已建成居住（小）区总数 is at least 1.
	Total int64 `json:"total" zh:"老旧城区和已建成居住（小）区总数" en:"old quarters and estates already built" range:"[0,9007199254740991]"`
}

// Counts gives the quarters with premises, of all.
func (q Quarters) Counts() (part, whole int64) { return q.Equipped, q.Total }

// UnmarshalJSON refuses a count that is absent.
func (q *Quarters) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, q) }

// OldQuarterPremises 老旧城区和已建成居住（小）区养老服务用房配置率 is all of them by the end of 2023 (B2.1). Table 2
// has all urban communities up to standard in 2020 already ([UrbanFacilities]; discrepancy
// urban-facilities-already): this is the box's task, and counts the quarters that it names. 三(二)3 says
// essentially (基本补齐; discrepancy old-quarters-how-many).
var OldQuarterPremises = rows.Whole[Quarters]("eldercare.old-quarter-premises",
	rule.Text{ZH: "老旧城区和已建成居住（小）区养老服务用房配置率", EN: "Old quarters and estates already built with eldercare premises"}, "premises-year",
	seeds.MustQuote("B2.1", "完成老旧城区和已建成居住（小）区养老服务用房配置")).Leaving(openOldQuarters).Rule()
