package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
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
