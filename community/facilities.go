package community

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Premises 社区综合服务设施 is the floor area of a place's facilities, and its households.
type Premises struct {
	// Area 建筑面积 is that of the community service facilities 城乡社区综合服务设施, in m². Premises for
	// eldercare, which have standards of their own, are no part of it.
	Area unit.Number `json:"floor_area" zh:"城乡社区综合服务设施建筑面积（㎡）" en:"floor area of community service facilities (m²)" range:"[0,)"`
	// Households 居民户数 is at least 1 and at most 2^40.
	Households int64 `json:"households" zh:"居民户数（户）" en:"households" range:"[0,1099511627776]"`
}

// Provided gives the floor area, and the households that it is for.
func (p Premises) Provided() (area unit.Number, households int64) { return p.Area, p.Households }

// UnmarshalJSON refuses a field that is absent.
func (p *Premises) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// ServiceFloorArea 每百户居民拥有的城乡社区综合服务设施建筑面积 is at least 35 m² by 2025 (T2.10; 30 m² in
// 2020). What is required is exact: 431.9 m² for 1,234 households. Shortfall is in m².
//
// Errors: [rule.Range] for a figure or count outside its range, [rule.EmptyWhole] for no
// households.
var ServiceFloorArea = serviceFloorArea().Rule()

func serviceFloorArea() check.Provision[Premises, int64] {
	row, end := seeds.Row2(10), seeds.MustFigure("table-target")
	return check.Provision[Premises, int64]{
		ID: "community.service-floor-area", Title: row.Name, Basis: []rule.Clause{row.Cited()},
		Least: unit.MustParseNumber(row.Target.Low.String()), Per: 100, Due: end.Year(), DueBy: end.Clause,
	}
}

// NewBuildings 新建社区建筑面积 is the floor area of a new community, and of its shops and service
// facilities.
type NewBuildings struct {
	// Service 商业和综合服务设施面积 is 0 to Total, in m².
	Service unit.Number `json:"service_area" zh:"商业和综合服务设施面积（㎡）" en:"floor area of shops and service facilities (m²)" range:"[0,)"`
	// Total 社区总建筑面积 is above 0, in m².
	Total unit.Number `json:"total_area" zh:"社区总建筑面积（㎡）" en:"floor area of the new community (m²)" range:"[0,)"`
}

// Provided gives the area of shops and services, of all.
func (b NewBuildings) Provided() (part, whole unit.Number) { return b.Service, b.Total }

// UnmarshalJSON refuses a field that is absent.
func (b *NewBuildings) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// NewCommunityArea 新建社区商业和综合服务设施面积占比 is at least 12 % of the new community's floor area
// (B3.1), 12 m² in each 100. The box names no year.
//
// Errors: [rule.Range] for a negative area or a part above its whole, [rule.EmptyWhole] for
// no floor area.
var NewCommunityArea = newCommunityArea().Rule()

func newCommunityArea() check.Provision[NewBuildings, unit.Number] {
	f := seeds.MustFigure("service-floor-area")
	return check.Provision[NewBuildings, unit.Number]{
		ID:    "community.new-community-area",
		Title: rule.Text{ZH: "新建社区商业和综合服务设施面积占比", EN: "Shops and service facilities of a new community"},
		Basis: []rule.Clause{f.Clause}, Least: unit.MustParseNumber(f.Rate().Decimal().Shift(2).String()), Per: 100, Part: true,
	}
}

// Centre 城乡社区服务中心 is the floor area of one.
type Centre struct {
	Area unit.Number `json:"area" zh:"社区服务中心面积（㎡）" en:"area of the service centre (m²)" range:"[0,)"`
}

// Measure gives the area.
func (c Centre) Measure() unit.Number { return c.Area }

// UnmarshalJSON refuses an area that is absent.
func (c *Centre) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// ServiceCentre 城乡社区服务中心面积 is at least 300 m² (B3.1): 以上 includes the figure itself. It is
// the least that any centre may have; what the households of its community need, by
// [ServiceFloorArea], may be more. The box names no year.
//
// Errors: [rule.Range] for a negative area.
var ServiceCentre = serviceCentre().Rule()

func serviceCentre() check.Amount[Centre, unit.Number] {
	f := seeds.MustFigure("service-centre-area")
	return check.Amount[Centre, unit.Number]{
		ID:    "community.service-centre",
		Title: rule.Text{ZH: "城乡社区服务中心面积", EN: "Area of a community service centre"},
		Basis: []rule.Clause{f.Clause}, Level: f.Number(),
	}
}

// Sites 志愿服务站点 counts the community service facilities that have a volunteer site.
type Sites struct {
	// WithSite 设有志愿服务站点的社区综合服务设施 is 0 to Facilities: facilities, not sites, of which one may have
	// several.
	WithSite int64 `json:"with_site" zh:"设有志愿服务站点的社区综合服务设施（个）" en:"community facilities with a volunteer site" range:"[0,9007199254740991]"`
	// Facilities 社区综合服务设施总数 is at least 1.
	Facilities int64 `json:"facilities" zh:"社区综合服务设施总数（个）" en:"community facilities" range:"[0,9007199254740991]"`
}

// Counts gives the facilities with a site, of all.
func (s Sites) Counts() (part, whole int64) { return s.WithSite, s.Facilities }

// UnmarshalJSON refuses a count that is absent.
func (s *Sites) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// VolunteerSites 志愿服务站点在社区综合服务设施中的覆盖率 is at least 85 % by 2025 (T2.13; 60 % in 2020).
//
// Errors, here and for every share of this package: [rule.Range] for a count outside its
// range or a part above its whole, [rule.EmptyWhole] for a whole of 0.
var VolunteerSites = rows.Share[Sites]("community.volunteer-sites", 13).Rule()
