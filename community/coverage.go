package community

import "github.com/huainan-minzheng/civilaffairs/rule"

// RuralStations 农村社区服务站 counts the rural communities with a service station.
type RuralStations struct {
	// Stationed 建有服务站的农村社区 is 0 to Communities: communities, not stations.
	Stationed int64 `json:"stationed" zh:"建有服务站的农村社区（个）" en:"rural communities with a service station" range:"[0,9007199254740991]"`
	// Communities 农村社区总数 is at least 1.
	Communities int64 `json:"communities" zh:"农村社区总数（个）" en:"rural communities" range:"[0,9007199254740991]"`
}

// Counts gives the communities with a station, of all.
func (s RuralStations) Counts() (part, whole int64) { return s.Stationed, s.Communities }

// UnmarshalJSON refuses a count that is absent.
func (s *RuralStations) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// RuralStationCoverage 农村社区服务站覆盖率 is 80 % (T1.7, the previous plan's target of 2020). The prose has
// all villages served (discrepancy rural-stations).
var RuralStationCoverage = pastShare[RuralStations]("community.rural-station-coverage", 7).Rule()

// UrbanStations 城市社区服务站 counts the urban communities with a service station.
type UrbanStations struct {
	// Stationed 建有服务站的城市社区 is 0 to Communities: communities, not stations.
	Stationed int64 `json:"stationed" zh:"建有服务站的城市社区（个）" en:"urban communities with a service station" range:"[0,9007199254740991]"`
	// Communities 城市社区总数 is at least 1.
	Communities int64 `json:"communities" zh:"城市社区总数（个）" en:"urban communities" range:"[0,9007199254740991]"`
}

// Counts gives the communities with a station, of all.
func (s UrbanStations) Counts() (part, whole int64) { return s.Stationed, s.Communities }

// UnmarshalJSON refuses a count that is absent.
func (s *UrbanStations) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// UrbanStationCoverage 城市社区服务站覆盖率 is 100 % (T1.8, the previous plan's target of 2020).
var UrbanStationCoverage = pastShare[UrbanStations]("community.urban-station-coverage", 8).Rule()

// UrbanPlatforms 城市社区公共服务综合信息平台 counts the urban communities on a platform for public services.
type UrbanPlatforms struct {
	// Connected 平台覆盖的城市社区 is 0 to Communities.
	Connected int64 `json:"connected" zh:"公共服务综合信息平台覆盖的城市社区（个）" en:"urban communities on a service platform" range:"[0,9007199254740991]"`
	// Communities 城市社区总数 is at least 1.
	Communities int64 `json:"communities" zh:"城市社区总数（个）" en:"urban communities" range:"[0,9007199254740991]"`
}

// Counts gives the communities on a platform, of all.
func (p UrbanPlatforms) Counts() (part, whole int64) { return p.Connected, p.Communities }

// UnmarshalJSON refuses a count that is absent.
func (p *UrbanPlatforms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// UrbanPlatformCoverage 城市社区公共服务综合信息平台覆盖率 is 100 % (T1.9, the previous plan's target of 2020).
var UrbanPlatformCoverage = pastShare[UrbanPlatforms]("community.urban-platform-coverage", 9).Rule()

// RuralPlatforms 农村社区公共服务综合信息平台 counts the rural communities on a platform for public services.
type RuralPlatforms struct {
	// Connected 平台覆盖的农村社区 is 0 to Communities.
	Connected int64 `json:"connected" zh:"公共服务综合信息平台覆盖的农村社区（个）" en:"rural communities on a service platform" range:"[0,9007199254740991]"`
	// Communities 农村社区总数 is at least 1.
	Communities int64 `json:"communities" zh:"农村社区总数（个）" en:"rural communities" range:"[0,9007199254740991]"`
}

// Counts gives the communities on a platform, of all.
func (p RuralPlatforms) Counts() (part, whole int64) { return p.Connected, p.Communities }

// UnmarshalJSON refuses a count that is absent.
func (p *RuralPlatforms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// RuralPlatformCoverage 农村社区公共服务综合信息平台覆盖率 is 30 % (T1.10, the previous plan's target of 2020). The
// prose has all covered (discrepancy rural-platforms).
var RuralPlatformCoverage = pastShare[RuralPlatforms]("community.rural-platform-coverage", 10).Rule()
