package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// City lists the places of a city or county.
type City struct {
	// Places are at least one and at most [MaxPlaces].
	Places []Place `json:"places" zh:"社区" en:"place" range:"[1,1000000]"`
}

// UnmarshalJSON refuses a city without a list.
func (c *City) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Tally is what one kind of place amounts to in a city.
type Tally struct {
	Places    int64 `json:"places" zh:"社区数" en:"places" range:"[0,)"`
	Lacking   int64 `json:"lacking" zh:"未达标社区数" en:"places that lack" range:"[0,)"`
	Shortfall int64 `json:"shortfall" zh:"缺口（个）" en:"shortfall" range:"[0,)"`
}

// CityFinding is the answer of [CityOrganisations].
type CityFinding struct {
	Met bool `json:"met" zh:"全部达标" en:"met" due:"due"`
	// Shortfall is the sum of what the lacking places lack: the organisations
	// to found in the city.
	Shortfall int64 `json:"shortfall" zh:"全市缺口（个）" en:"the city's shortfall" range:"[0,)"`
	Urban     Tally `json:"urban" zh:"城市社区" en:"urban communities"`
	Rural     Tally `json:"rural" zh:"农村社区" en:"rural communities"`
	Village   Tally `json:"village" zh:"行政村" en:"villages"`
}

// CityOrganisations 全市社区社会组织缺口 holds every place of a city against its quota and adds up
// what is lacking. The surplus of one place never hides the lack of another: the quota is
// each place's own. For the finding of each place, run [Organisations] over them with
// EvalAll.
//
// Errors: as for [Organisations], with the path of the place; [rule.Range] for no place at
// all.
var CityOrganisations = rule.MustNew(rule.Definition[QuotaPolicy, City, CityFinding]{
	ID: "community.city-organisations", Version: 1,
	Title: rule.Text{ZH: "全市社区社会组织缺口", EN: "A city's lack of community social organisations"},
	Basis: quotaBasis(), Defaults: new(PlanQuotas()), Sources: quotaSources(), Check: checkQuotas,
	Steps: citySteps(), Kernel: cityOrganisations,
	Open: []rule.Open[QuotaPolicy, City]{openCityVillages},
})

// tallyTerms are the steps of a [Tally].
type tallyTerms struct{ places, lacking, shortfall rule.Term }

var (
	cityRequired  = cites(required("places.kind"))
	cityLack      = rule.Term{ID: "lack", Label: rule.Text{ZH: "缺口", EN: "lack"}, Formula: "max({required} − {places.organisations}, 0)"}
	cityMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "全部达标", EN: "met"}, Formula: "all({places.organisations} ≥ {required})"}
	cityShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "全市缺口", EN: "the city's shortfall"}, Formula: "sum({lack})"}
	cityTallies   = [...]tallyTerms{tallyOf("urban", UrbanCommunity), tallyOf("rural", RuralCommunity), tallyOf("village", Village)}
)

func tallyOf(path string, k Kind) tallyTerms {
	is := "{places.kind} = '" + k.String() + "'"
	term := func(id, zh, en, formula string) rule.Term {
		return rule.Term{ID: path + "." + id, Label: rule.Text{ZH: k.Label().ZH + zh, EN: k.Label().EN + ": " + en}, Formula: formula}
	}
	return tallyTerms{
		places:    term("places", "数", "places", "sum(if("+is+", 1, 0))"),
		lacking:   term("lacking", "未达标数", "places that lack", "sum(if("+is+", min({lack}, 1), 0))"),
		shortfall: term("shortfall", "缺口", "shortfall", "sum(if("+is+", {lack}, 0))"),
	}
}

func citySteps() []*rule.Term {
	steps := []*rule.Term{&cityRequired[0], &cityLack, &cityMet, &cityShortfall}
	for i := range cityTallies {
		t := &cityTallies[i]
		steps = append(steps, &t.places, &t.lacking, &t.shortfall)
	}
	return steps
}

func cityOrganisations(p *QuotaPolicy, in City, t *rule.Trace) (CityFinding, error) {
	ok := len(in.Places) >= 1 && len(in.Places) <= MaxPlaces
	for i := 0; ok && i < len(in.Places); i++ {
		ok = in.Places[i].valid()
	}
	if !ok {
		return CityFinding{}, rule.Refused
	}
	quotas := [Village + 1]int64{UrbanCommunity: p.Urban, RuralCommunity: p.Rural, Village: p.Village}
	if p.Urban == 0 || p.Rural == 0 || p.Village == 0 {
		for i := range in.Places {
			if k := in.Places[i].Kind; quotas[k] == 0 {
				return CityFinding{}, noQuota(k)
			}
		}
	}
	var tallies [Village + 1]Tally
	var out CityFinding
	for i := range in.Places {
		place := &in.Places[i]
		lack := max(quotas[place.Kind]-place.Organisations, 0)
		tally := &tallies[place.Kind]
		tally.Places++
		tally.Shortfall += lack
		if lack > 0 {
			tally.Lacking++
		}
		out.Shortfall += lack
	}
	out.Met = out.Shortfall == 0
	out.Urban, out.Rural, out.Village = tallies[UrbanCommunity], tallies[RuralCommunity], tallies[Village]
	if t.On() {
		traceCity(p, &in, &out, t)
	}
	return out, nil
}

func traceCity(p *QuotaPolicy, in *City, out *CityFinding, t *rule.Trace) {
	for i, place := range in.Places {
		t.Item(i)
		quota := p.of(place.Kind)
		t.Count(cityRequired.of(p, place.Kind), quota)
		t.Count(&cityLack, max(quota-place.Organisations, 0))
	}
	t.Item(-1)
	t.Flag(&cityMet, out.Met)
	t.Count(&cityShortfall, out.Shortfall)
	for i, tally := range []*Tally{&out.Urban, &out.Rural, &out.Village} {
		t.Count(&cityTallies[i].places, tally.Places)
		t.Count(&cityTallies[i].lacking, tally.Lacking)
		t.Count(&cityTallies[i].shortfall, tally.Shortfall)
	}
}
