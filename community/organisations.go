package community

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Kind 社区类别 says which quota a place has. The zero Kind is not given, and
// refused.
type Kind uint8

// The kinds of place.
const (
	UrbanCommunity Kind = iota + 1 // 城市社区
	RuralCommunity                 // 农村社区
	Village                        // 行政村
)

const kinds = 3

// QuotaPolicy holds the parameters of this package's rules: how many community
// social organisations (社区社会组织) each kind of place must have. Each is 0 to
// [MaxQuota]; not all are 0. A quota of 0 asks for nothing: to change one of the
// plan's, begin with [PlanQuotas] and set that field.
type QuotaPolicy struct {
	Urban   int64 `json:"urban" zh:"每个城市社区" en:"each urban community"`
	Rural   int64 `json:"rural" zh:"每个农村社区" en:"each rural community"`
	Village int64 `json:"village" zh:"每个行政村" en:"each administrative village"`
}

// The bounds of what is counted.
const (
	MaxQuota  = 1_000_000
	MaxPlaces = 1_000_000
	maxCount  = 1 << 40 // times MaxPlaces it still fits in 63 bits
)

// PlanQuotas are the plan's: 10, 5 and 1 (三(六)4). Rural communities and
// administrative villages are taken as two kinds of place, as the clause names
// them.
func PlanQuotas() QuotaPolicy { return QuotaPolicy{Urban: 10, Rural: 5, Village: 1} }

// VillagesAsRuralCommunities is the other reading of 三(六)4: that every
// administrative village is a rural community, whose quota of 5 then holds for
// it too.
func VillagesAsRuralCommunities() QuotaPolicy { return QuotaPolicy{Urban: 10, Rural: 5, Village: 5} }

func (p *QuotaPolicy) of(k Kind) int64 {
	switch k {
	case UrbanCommunity:
		return p.Urban
	case RuralCommunity:
		return p.Rural
	}
	return p.Village
}

// Place is one community or village with its community social organisations.
type Place struct {
	Kind Kind `json:"kind" zh:"类别" en:"kind"`
	// Organisations 社区社会组织数 is not negative.
	Organisations int64 `json:"organisations" zh:"社区社会组织（个）" en:"organisations"`
}

// Organisations checks one place against its quota of community social
// organisations (社区社会组织): 10 in an urban community, 5 in a rural one, 1 in an
// administrative village (三(六)4). Shortfall is how many must be founded.
//
// Errors: [rule.ErrMissing] for no kind, [rule.ErrRange] for a count below 0 or
// above 2^40.
var Organisations = rule.MustNew(rule.Definition[QuotaPolicy, Place, rule.Finding[int64, int64, int64]]{
	ID: "community.organisations", Version: 1,
	Title:    rule.Text{ZH: "每个社区的社区社会组织数", EN: "Community social organisations of a place"},
	Basis:    []rule.Clause{clauseUrban, clauseRural, clauseVillage},
	Defaults: new(PlanQuotas()),
	Check:    checkQuotas, Kernel: organisations,
})

// City lists the places of a city or county, at least one and at most
// [MaxPlaces].
type City struct {
	Places []Place `json:"places" zh:"社区" en:"place"`
}

// Tally is what one kind of place amounts to in a city.
type Tally struct {
	Places    int64 `json:"places" zh:"社区数" en:"places"`
	Lacking   int64 `json:"lacking" zh:"未达标社区数" en:"places that lack"`
	Shortfall int64 `json:"shortfall" zh:"缺口（个）" en:"shortfall"`
}

// CityFinding is the answer of [CityOrganisations].
type CityFinding struct {
	Met bool `json:"met" zh:"全部达标" en:"met"`
	// Shortfall is the sum of what the lacking places lack: the organisations
	// to found in the city.
	Shortfall int64 `json:"shortfall" zh:"全市缺口（个）" en:"the city's shortfall"`
	Urban     Tally `json:"urban" zh:"城市社区" en:"urban communities"`
	Rural     Tally `json:"rural" zh:"农村社区" en:"rural communities"`
	Village   Tally `json:"village" zh:"行政村" en:"villages"`
}

// CityOrganisations checks every place of a city against its quota and adds up
// what is lacking. The surplus of one place never hides the lack of another:
// the quota is each place's own. For the finding of each place, run
// [Organisations] over them with EvalAll.
//
// Errors: as for [Organisations], with the path of the place; [rule.ErrRange]
// for no place at all.
var CityOrganisations = rule.MustNew(rule.Definition[QuotaPolicy, City, CityFinding]{
	ID: "community.city-organisations", Version: 1,
	Title:    rule.Text{ZH: "全市社区社会组织缺口", EN: "A city's lack of community social organisations"},
	Basis:    []rule.Clause{clauseUrban, clauseRural, clauseVillage},
	Defaults: new(PlanQuotas()),
	Check:    checkQuotas, Kernel: cityOrganisations,
})

// Counts says how many places of each kind a city has; each is 0 to [MaxPlaces],
// not all are 0.
type Counts struct {
	Urban   int64 `json:"urban" zh:"城市社区数" en:"urban communities"`
	Rural   int64 `json:"rural" zh:"农村社区数" en:"rural communities"`
	Village int64 `json:"village" zh:"行政村数" en:"villages"`
}

// Needed is the least number of community social organisations.
type Needed struct {
	Organisations int64 `json:"organisations" zh:"至少需要（个）" en:"organisations needed"`
}

// OrganisationsNeeded gives the least number of community social organisations
// that a city of so many places must have if each meets its quota (三(六)4).
var OrganisationsNeeded = rule.MustNew(rule.Definition[QuotaPolicy, Counts, Needed]{
	ID: "community.organisations-needed", Version: 1,
	Title:    rule.Text{ZH: "全市至少需要的社区社会组织数", EN: "Community social organisations a city needs"},
	Basis:    []rule.Clause{clauseUrban, clauseRural, clauseVillage},
	Defaults: new(PlanQuotas()),
	Check:    checkQuotas, Kernel: organisationsNeeded,
})

var (
	clauseUrban   = seeds.MustQuote("三(六)4", "每个城市社区不少于10个社区社会组织")
	clauseRural   = seeds.MustQuote("三(六)4", "农村每个社区不少于5个社区社会组织")
	clauseVillage = seeds.MustQuote("三(六)4", "每个行政村至少有1个社区社会组织")
)

var quotaTerms = [kinds + 1]rule.Term{
	UrbanCommunity: {ID: "quota", Label: rule.Text{ZH: "每个城市社区应有", EN: "quota of an urban community"}, Clause: clauseUrban},
	RuralCommunity: {ID: "quota", Label: rule.Text{ZH: "每个农村社区应有", EN: "quota of a rural community"}, Clause: clauseRural},
	Village:        {ID: "quota", Label: rule.Text{ZH: "每个行政村应有", EN: "quota of a village"}, Clause: clauseVillage},
}

var (
	termActual  = rule.Term{ID: "organisations", Label: rule.Text{ZH: "现有", EN: "organisations"}}
	termLack    = rule.Term{ID: "lack", Label: rule.Text{ZH: "缺", EN: "lack"}, Formula: "max({quota} − {organisations}, 0)"}
	termAllLack = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "全市缺口", EN: "the city's shortfall"}, Formula: "{lack…}"}
	termUrban   = rule.Term{ID: "urban", Label: rule.Text{ZH: "城市社区数", EN: "urban communities"}}
	termRural   = rule.Term{ID: "rural", Label: rule.Text{ZH: "农村社区数", EN: "rural communities"}}
	termVillage = rule.Term{ID: "village", Label: rule.Text{ZH: "行政村数", EN: "villages"}}
	termQUrban  = rule.Term{ID: "quota_urban", Label: quotaTerms[UrbanCommunity].Label, Clause: clauseUrban}
	termQRural  = rule.Term{ID: "quota_rural", Label: quotaTerms[RuralCommunity].Label, Clause: clauseRural}
	termQVill   = rule.Term{ID: "quota_village", Label: quotaTerms[Village].Label, Clause: clauseVillage}
	termNeeded  = rule.Term{ID: "needed", Label: rule.Text{ZH: "至少需要", EN: "needed"},
		Formula: "{urban} × {quota_urban} + {rural} × {quota_rural} + {village} × {quota_village}"}
)

func checkQuotas(p QuotaPolicy) (QuotaPolicy, error) {
	var f rule.Faults
	f.CountUpTo("urban", p.Urban, MaxQuota)
	f.CountUpTo("rural", p.Rural, MaxQuota)
	f.CountUpTo("village", p.Village, MaxQuota)
	if p == (QuotaPolicy{}) {
		f.Missing("urban")
	}
	return p, f.Err()
}

func organisations(p *QuotaPolicy, in Place, t *rule.Trace) (rule.Finding[int64, int64, int64], error) {
	if !in.valid() {
		var f rule.Faults
		in.faults(&f, "")
		return rule.Finding[int64, int64, int64]{}, f.Err()
	}
	return find(p, in, t), nil
}

func find(p *QuotaPolicy, in Place, t *rule.Trace) rule.Finding[int64, int64, int64] {
	quota := p.of(in.Kind)
	lack := max(quota-in.Organisations, 0)
	t.Count(&quotaTerms[in.Kind], quota)
	t.Count(&termActual, in.Organisations)
	t.Count(&termLack, lack)
	return rule.Finding[int64, int64, int64]{
		Actual: in.Organisations, Required: quota, Met: lack == 0, Shortfall: lack}
}

func (in Place) valid() bool {
	return in.Kind-1 < kinds && in.Organisations >= 0 && in.Organisations <= maxCount
}

func (in Place) faults(f *rule.Faults, at string) {
	switch {
	case in.Kind == 0:
		f.Missing(at + "kind")
	case in.Kind > kinds:
		f.Add(rule.CodeInvalid, at+"kind", strconv.Itoa(int(in.Kind)), rule.NoSuchChoice)
	}
	f.CountUpTo(at+"organisations", in.Organisations, maxCount)
}

func cityOrganisations(p *QuotaPolicy, in City, t *rule.Trace) (CityFinding, error) {
	ok := len(in.Places) >= 1 && len(in.Places) <= MaxPlaces
	for i := 0; ok && i < len(in.Places); i++ {
		ok = in.Places[i].valid()
	}
	if !ok {
		return CityFinding{}, cityFaults(in)
	}
	var tallies [kinds + 1]Tally
	var out CityFinding
	for i := range in.Places {
		t.Item(i)
		lack := find(p, in.Places[i], t).Shortfall
		tally := &tallies[in.Places[i].Kind]
		tally.Places++
		tally.Shortfall += lack
		if lack > 0 {
			tally.Lacking++
		}
		out.Shortfall += lack
	}
	t.Item(-1)
	t.Count(&termAllLack, out.Shortfall)
	out.Met = out.Shortfall == 0
	out.Urban, out.Rural, out.Village = tallies[UrbanCommunity], tallies[RuralCommunity], tallies[Village]
	return out, nil
}

// cityFaults names the first hundred bad places; more would help nobody.
func cityFaults(in City) error {
	var f rule.Faults
	f.CountUpTo("places", int64(len(in.Places)), MaxPlaces)
	if len(in.Places) == 0 {
		f.Add(rule.CodeRange, "places", "0", rule.Text{ZH: "至少一个社区", EN: "at least one place"})
	}
	shown := 0
	for i, p := range in.Places {
		if !p.valid() && shown < 100 {
			p.faults(&f, "places["+strconv.Itoa(i)+"].")
			shown++
		}
	}
	return f.Err()
}

func organisationsNeeded(p *QuotaPolicy, in Counts, t *rule.Trace) (Needed, error) {
	if in == (Counts{}) || min(in.Urban, in.Rural, in.Village) < 0 || max(in.Urban, in.Rural, in.Village) > MaxPlaces {
		var f rule.Faults
		f.CountUpTo("urban", in.Urban, MaxPlaces)
		f.CountUpTo("rural", in.Rural, MaxPlaces)
		f.CountUpTo("village", in.Village, MaxPlaces)
		if in == (Counts{}) {
			f.Missing("urban")
		}
		return Needed{}, f.Err()
	}
	needed := in.Urban*p.Urban + in.Rural*p.Rural + in.Village*p.Village
	t.Count(&termUrban, in.Urban)
	t.Count(&termQUrban, p.Urban)
	t.Count(&termRural, in.Rural)
	t.Count(&termQRural, p.Rural)
	t.Count(&termVillage, in.Village)
	t.Count(&termQVill, p.Village)
	t.Count(&termNeeded, needed)
	return Needed{Organisations: needed}, nil
}
