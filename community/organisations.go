package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
)

// Place is one community or village with its community social organisations.
type Place struct {
	Kind Kind `json:"kind" zh:"类别" en:"kind"`
	// Organisations 社区社会组织数 is 0 to 2^40.
	Organisations int64 `json:"organisations" zh:"社区社会组织（个）" en:"organisations" range:"[0,1099511627776]"`
}

// UnmarshalJSON refuses a field that is absent.
func (p *Place) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

func (p Place) valid() bool {
	return p.Kind-UrbanCommunity <= Village-UrbanCommunity && uint64(p.Organisations) <= maxCount
}

// Organisations 每个社区的社区社会组织数 holds one place against its quota of community social
// organisations by 2025: 10 in an urban community, 5 in a rural one, 1 in an
// administrative village (三(六)4). Shortfall is how many must be founded.
//
// It is a quota with a kernel of its own, because the quota depends on the kind of place.
//
// Errors: [rule.Missing] for no kind, and, of the parameters, for a kind whose quota is 0;
// [rule.Invalid] for a kind there is not, [rule.Range] for a count outside its range.
var Organisations = rule.MustNew(rule.Definition[QuotaPolicy, Place, check.QuotaFinding]{
	ID: "community.organisations", Version: 1,
	Title: rule.Text{ZH: "每个社区的社区社会组织数", EN: "Community social organisations of a place"},
	Basis: quotaBasis(), Defaults: new(PlanQuotas()), Sources: quotaSources(), Check: checkQuotas,
	Steps: []*rule.Term{&placeRequired[0], &placeMet, &placeShortfall},
	Shown: map[string]string{"actual": "organisations"}, Kernel: organisations,
	Never: []string{"{kind} = 'urban-community' and {urban} = 0", "{kind} = 'rural-community' and {rural} = 0", "{kind} = 'village' and {village} = 0"},
	Open:  []rule.Open[QuotaPolicy, Place]{openPlaceVillages},
})

var (
	placeRequired  = cites(required("kind"))
	placeMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{organisations} ≥ {required}"}
	placeShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "缺口", EN: "shortfall"}, Formula: "max({required} − {organisations}, 0)"}
)

func organisations(p *QuotaPolicy, in Place, t *rule.Trace) (check.QuotaFinding, error) {
	if !in.valid() {
		return check.QuotaFinding{}, rule.Refused
	}
	quota := p.of(in.Kind)
	if quota == 0 {
		return check.QuotaFinding{}, noQuota(in.Kind)
	}
	out := check.OfQuota(in.Organisations, quota)
	if t.On() {
		t.Count(placeRequired.of(p, in.Kind), out.Required)
		t.Flag(&placeMet, out.Met)
		t.Count(&placeShortfall, out.Shortfall)
	}
	return out, nil
}
