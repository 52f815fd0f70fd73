package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Neighbourhood 社区社会组织与户数 is a community's or village's social organisations and its
// households.
type Neighbourhood struct {
	// Organisations 社区社会组织数 is 0 to 2^40.
	Organisations int64 `json:"organisations" zh:"社区社会组织（个）" en:"organisations" range:"[0,1099511627776]"`
	// Households 居民户数 is at least 1 and at most 2^40.
	Households int64 `json:"households" zh:"居民户数（户）" en:"households" range:"[1,1099511627776]"`
}

// UnmarshalJSON refuses a count that is absent.
func (n *Neighbourhood) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, n) }

var clauseFoster = seeds.MustQuote("三(六)4", "大力培育社区服务类、公益慈善类、邻里互助类社区社会组织")

// OrganisationsByHouseholds 按户数核定的社区社会组织数 holds a place against a quota by its households, where a
// county sets one: so many for each hundred households, rounded up to a whole one. The
// plan has none of the kind, so that both parameters are the caller's and there is no
// default. It stands beside [Organisations], whose quota holds all the same.
//
// Errors: [rule.Range] for a count outside its range, [rule.Missing] for parameters not
// given.
var OrganisationsByHouseholds = rule.MustNew(rule.Definition[check.Least, Neighbourhood, check.QuotaFinding]{
	ID: "community.organisations-by-households", Version: 1,
	Title: rule.Text{ZH: "按户数核定的社区社会组织数", EN: "Community social organisations by households"},
	Basis: []rule.Clause{clauseFoster},
	Check: func(p check.Least) (check.Least, error) {
		var f rule.Errors
		if p.Per == 0 {
			f.Missing("per")
		}
		return p, f.Err()
	},
	Steps: []*rule.Term{&householdRequired, &householdMet, &householdShortfall},
	Shown: map[string]string{"actual": "organisations"}, Kernel: organisationsByHouseholds,
})

var (
	householdRequired  = rule.Term{ID: "required", Label: rule.Text{ZH: "应有社区社会组织", EN: "organisations required"}, Formula: "least n: n ≥ {households} × ({least} ÷ {per})"}
	householdMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{organisations} ≥ {required}"}
	householdShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "缺口", EN: "shortfall"}, Formula: "max({required} − {organisations}, 0)"}
)

func organisationsByHouseholds(p *check.Least, in Neighbourhood, t *rule.Trace) (check.QuotaFinding, error) {
	if uint64(in.Organisations) > maxCount || uint64(in.Households-1) > maxCount-1 {
		return check.QuotaFinding{}, rule.Refused
	}
	out := check.OfQuota(in.Organisations, (in.Households*p.Least+p.Per-1)/p.Per)
	if t.On() {
		t.Count(&householdRequired, out.Required)
		t.Flag(&householdMet, out.Met)
		t.Count(&householdShortfall, out.Shortfall)
	}
	return out, nil
}
