package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

type kinds struct{}

func (kinds) Choices() rule.Choices { return kindNames }

var kindNames = rule.Choices{
	UrbanCommunity: {Code: "urban-community", Label: rule.Text{ZH: "城市社区", EN: "urban community"}},
	RuralCommunity: {Code: "rural-community", Label: rule.Text{ZH: "农村社区", EN: "rural community"}},
	Village:        {Code: "village", Label: rule.Text{ZH: "行政村", EN: "administrative village"}},
}

// Kind 社区类别 says which quota a place has. The zero Kind is not given, and refused.
type Kind = rule.Enum[kinds]

// The kinds of place.
const (
	UrbanCommunity Kind = iota + 1 // 城市社区
	RuralCommunity                 // 农村社区
	Village                        // 行政村
)

// The bounds of what is counted.
const (
	MaxQuota  = 1_000_000 // 定额
	MaxPlaces = 1_000_000 // 社区数; times MaxQuota it fits in 63 bits
	maxCount  = 1 << 40   // organisations of a place; times MaxPlaces it fits in 63 bits
)

// QuotaPolicy 社区社会组织定额 holds the parameters of this package's rules: how many community
// social organisations each kind of place must have at least. Not all are 0. A quota of 0
// is none: a place of such a kind is refused, and never met for want of a quota. To
// change one of the plan's, begin with [PlanQuotas] and set that field.
type QuotaPolicy struct {
	Urban   int64 `json:"urban" zh:"每个城市社区定额" en:"quota of an urban community" range:"[0,1000000]"`
	Rural   int64 `json:"rural" zh:"每个农村社区定额" en:"quota of a rural community" range:"[0,1000000]"`
	Village int64 `json:"village" zh:"每个行政村定额" en:"quota of an administrative village" range:"[0,1000000]"`
	// Due 到期年份 is the year at whose end the quotas are to be met; 0 keeps the plan's 2025.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *QuotaPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// The plan's figures.
var (
	planUrban   = seeds.MustFigure("urban-organisations")
	planRural   = seeds.MustFigure("rural-organisations")
	planVillage = seeds.MustFigure("village-organisations")
	planYear    = seeds.MustFigure("community-organisations-year")
)

// PlanQuotas are the plan's: 10, 5 and 1 by 2025 (三(六)4). Rural communities and
// administrative villages are taken as two kinds of place, as the clause names them.
func PlanQuotas() QuotaPolicy { return plan }

// VillagesAsRuralCommunities is the other reading of 三(六)4: that every administrative
// village is a rural community, whose quota of 5 then holds for it too.
func VillagesAsRuralCommunities() QuotaPolicy { return otherReading }

var (
	plan         = QuotaPolicy{Urban: planUrban.Count(), Rural: planRural.Count(), Village: planVillage.Count(), Due: planYear.Year()}
	otherReading = QuotaPolicy{Urban: plan.Urban, Rural: plan.Rural, Village: plan.Rural, Due: plan.Due}
)

func quotaBasis() []rule.Clause {
	return []rule.Clause{planUrban.Clause, planRural.Clause, planVillage.Clause}
}

func quotaSources() []rule.Source {
	return []rule.Source{
		{Path: "urban", Clause: planUrban.Clause},
		{Path: "rural", Clause: planRural.Clause},
		{Path: "village", Clause: planVillage.Clause},
		{Path: "village", Clause: planRural.Clause, Value: planRural.String()}, // VillagesAsRuralCommunities
		{Path: "due", Clause: planYear.Clause.Unquoted()},                      // its quotation holds the quota of 10 too
	}
}

func checkQuotas(p QuotaPolicy) (QuotaPolicy, error) {
	var f rule.Errors
	if p.Urban|p.Rural|p.Village == 0 {
		f.Missing("urban")
	}
	if p.Due == 0 {
		p.Due = plan.Due
	}
	return p, f.Err()
}

func (p *QuotaPolicy) of(k Kind) int64 {
	switch k {
	case UrbanCommunity:
		return p.Urban
	case RuralCommunity:
		return p.Rural
	}
	return p.Village
}

// path is that of the quota of a kind.
func path(k Kind) string { return [...]string{"urban", "rural", "village"}[k-UrbanCommunity] }

// noQuota refuses a place of a kind for which there is no quota.
func noQuota(k Kind) error {
	var f rule.Errors
	f.AddTo(rule.OfParameters, rule.Missing, path(k), "", rule.Text{
		ZH: k.Label().ZH + "没有定额，不能认定达标：请给出定额，或不检查这类地方",
		EN: "there is no quota for the kind " + k.Label().EN + ", so that it cannot be called met: give one, or leave such places out"})
	return f.Err()
}

// required is the step of a place's quota. kind is the path of its kind.
func required(kind string) rule.Term {
	return rule.Term{ID: "required", Label: rule.Text{ZH: "定额", EN: "quota"},
		Formula: "if({" + kind + "} = 'urban-community', {urban}, if({" + kind + "} = 'rural-community', {rural}, {village}))"}
}

// citing are the twins of a step that cite the clause which gives the quota, by kind of
// place; the last is that of a village taken for a rural community.
type citing [5]rule.Term

func cites(t rule.Term) *citing {
	c := &citing{t, t, t, t, t}
	c[UrbanCommunity].Clause, c[RuralCommunity].Clause, c[Village].Clause, c[4].Clause =
		planUrban.Clause, planRural.Clause, planVillage.Clause, planRural.Clause
	return c
}

// of gives the twin for a place, the one without a clause where the quota is not one that
// the clause gives.
func (c *citing) of(p *QuotaPolicy, k Kind) *rule.Term {
	switch {
	case p.of(k) == plan.of(k):
		return &c[k]
	case p.of(k) == otherReading.of(k):
		return &c[4]
	}
	return &c[0]
}
