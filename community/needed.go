package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Counts 社区数 says how many places of each kind a city has. A number that is not known is
// left out: it is not zero, and the answer then says that the need is at least so much.
// The plan gives urban communities and villages, and no number of rural communities.
type Counts struct {
	Urban   rule.Given[int64] `json:"urban_communities,omitzero" zh:"城市社区数" en:"urban communities" range:"[0,1000000]"`
	Rural   rule.Given[int64] `json:"rural_communities,omitzero" zh:"农村社区数" en:"rural communities" range:"[0,1000000]"`
	Village rule.Given[int64] `json:"villages,omitzero" zh:"行政村数" en:"administrative villages" range:"[0,1000000]"`
}

// Needed 至少需要的社区社会组织数 is the answer of [OrganisationsNeeded].
type Needed struct {
	// Organisations is the least number, over the places whose number was given.
	Organisations int64 `json:"organisations" zh:"至少需要（个）" en:"organisations needed at least" range:"[0,)"`
	// The kinds of place whose number was not given, and which need more.
	UrbanUnknown   bool `json:"urban_unknown,omitzero" zh:"城市社区数未提供，未计入" en:"urban communities not given, not counted"`
	RuralUnknown   bool `json:"rural_unknown,omitzero" zh:"农村社区数未提供，未计入" en:"rural communities not given, not counted"`
	VillageUnknown bool `json:"village_unknown,omitzero" zh:"行政村数未提供，未计入" en:"villages not given, not counted"`
}

// Complete reports whether the number of every kind of place was given, so that the least
// number is that of the whole city.
func (n Needed) Complete() bool { return !n.UrbanUnknown && !n.RuralUnknown && !n.VillageUnknown }

// OrganisationsNeeded 全市至少需要的社区社会组织数 gives the least number of community social
// organisations that a city of so many places must have if each meets its quota (三(六)4).
// Kinds of place whose number is not given are named and not counted.
//
// Errors: [rule.Range] for a number outside its range, [rule.Missing] for no place at all
// and, of the parameters, for places of a kind whose quota is 0.
var OrganisationsNeeded = rule.MustNew(rule.Definition[QuotaPolicy, Counts, Needed]{
	ID: "community.organisations-needed", Version: 1,
	Title: rule.Text{ZH: "全市至少需要的社区社会组织数", EN: "Community social organisations a city needs"},
	Basis: quotaBasis(), Outcome: "organisations", Defaults: new(PlanQuotas()), Sources: quotaSources(), Check: checkQuotas,
	Steps: []*rule.Term{&needed, &unknown[0], &unknown[1], &unknown[2]}, KernelByRef: organisationsNeeded,
})

var (
	needed = rule.Term{ID: "organisations", Label: rule.Text{ZH: "至少需要", EN: "needed at least"},
		Formula: part("urban_communities", "urban") + " + " + part("rural_communities", "rural") + " + " + part("villages", "village")}
	unknown = [...]rule.Term{
		notGiven("urban_unknown", "urban_communities", "城市社区数未提供", "urban communities not given"),
		notGiven("rural_unknown", "rural_communities", "农村社区数未提供", "rural communities not given"),
		notGiven("village_unknown", "villages", "行政村数未提供", "villages not given"),
	}
)

func part(places, quota string) string {
	return "if(given({" + places + "}), {" + places + "} × {" + quota + "}, 0)"
}

func notGiven(id, places, zh, en string) rule.Term {
	return rule.Term{ID: id, Label: rule.Text{ZH: zh, EN: en}, Formula: "not given({" + places + "})"}
}

func organisationsNeeded(p *QuotaPolicy, in *Counts, t *rule.Trace) (Needed, error) {
	urban, okUrban := in.Urban.Get()
	rural, okRural := in.Rural.Get()
	village, okVillage := in.Village.Get()
	if max(uint64(urban), uint64(rural), uint64(village)) > MaxPlaces {
		return Needed{}, rule.Refused
	}
	if urban|rural|village == 0 {
		var f rule.Errors
		f.Add(rule.Missing, "urban_communities", "", rule.Text{
			ZH: "各类社区数均未提供或为零：请至少提供一类", EN: "no number of places is given or all are zero: give at least one"})
		return Needed{}, f.Err()
	}
	for k, n := range [...]int64{urban, rural, village} {
		if kind := UrbanCommunity + Kind(k); n > 0 && p.of(kind) == 0 {
			return Needed{}, noQuota(kind)
		}
	}
	out := Needed{
		Organisations: urban*p.Urban + rural*p.Rural + village*p.Village,
		UrbanUnknown:  !okUrban, RuralUnknown: !okRural, VillageUnknown: !okVillage,
	}
	if t.On() {
		t.Count(&needed, out.Organisations)
		for i, not := range [...]bool{out.UrbanUnknown, out.RuralUnknown, out.VillageUnknown} {
			if not {
				t.Flag(&unknown[i], true)
			}
		}
	}
	return out, nil
}
