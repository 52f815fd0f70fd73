package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// pastEnd is the year of Table 1's targets: 2020年目标, the heading of the column.
const pastEnd = 2020

// pastShare is row n of Table 1 as a share.
func pastShare[Facts check.Counted](id string, n int) check.Share[Facts] {
	r := seeds.Row1(n)
	return check.Share[Facts]{ID: id, Title: r.Name, Basis: []rule.Clause{r.Cited()}, Rate: r.Rate(), Due: pastEnd}
}

type populations struct{}

func (populations) Choices() rule.Choices { return populationNames }

var populationNames = rule.Choices{
	UsualResidents:      {Code: "usual-residents", Label: rule.Text{ZH: "常住人口", EN: "usual residents"}},
	RegisteredResidents: {Code: "registered-residents", Label: rule.Text{ZH: "户籍人口", EN: "registered residents"}},
}

// Population 人口口径 says whom a number of residents counts. The plan does not say which it
// counts by, and its own figures imply three populations (discrepancy three-populations),
// so the caller says it. The zero Population is not given, and refused.
type Population = rule.Enum[populations]

// The populations.
const (
	UsualResidents      Population = iota + 1 // 常住人口
	RegisteredResidents                       // 户籍人口
)

// Registered 社会组织与人口 is a place's social organisations and its residents.
type Registered struct {
	// Organisations 登记的社会组织 is 0 to 2^40.
	Organisations int64 `json:"organisations" zh:"社会组织（个）" en:"social organisations" range:"[0,1099511627776]"`
	// Residents 人口 is at least 1 and at most 2^40, in persons.
	Residents int64 `json:"residents" zh:"人口（人）" en:"residents" range:"[1,1099511627776]"`
	// Population 人口口径 is whom Residents counts. The answer does not depend on it; the record
	// keeps it, so that figures of two kinds are not compared.
	Population Population `json:"population" zh:"人口口径" en:"population counted"`
}

// UnmarshalJSON refuses a field that is absent.
func (r *Registered) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

var pastOrganisations = seeds.Row1(11)

// OrganisationDensity 每万人拥有社会组织数 is 5.3 for each ten thousand residents (T1.11, the previous
// plan's target of 2020). Required is the least number of organisations that is so many,
// rounded up to a whole one; Shortfall is how many more that takes.
//
// Errors: [rule.Range] for a count outside its range, [rule.Missing] for no population
// counted, [rule.Invalid] for one there is not; [rule.Range] of the parameter, or of the residents, where
// so many organisations would be required that they cannot be counted.
var OrganisationDensity = rule.MustNew(rule.Definition[check.Provide, Registered, check.QuotaFinding]{
	ID: "community.organisation-density", Version: 1, Title: pastOrganisations.Name,
	Basis:    []rule.Clause{pastOrganisations.Cited()},
	Defaults: new(planDensity()),
	Sources: []rule.Source{{Path: "least", Clause: pastOrganisations.Cited()},
		{Path: "per", Clause: pastOrganisations.Clause()}, {Path: "due", Clause: pastOrganisations.Clause()}},
	Check: func(p check.Provide) (check.Provide, error) {
		own := planDensity()
		if p.Per == 0 {
			p.Per = own.Per
		}
		if p.Due == 0 {
			p.Due = own.Due
		}
		return p, nil
	},
	Steps: []*rule.Term{&densityRequired, &densityMet, &densityShortfall},
	Shown: map[string]string{"actual": "organisations"}, Kernel: organisationDensity,
})

func planDensity() check.Provide {
	return check.Provide{Least: unit.MustParseNumber(pastOrganisations.Target.Low.String()), Per: 10_000, Due: pastEnd}
}

var (
	densityRequired = rule.Term{ID: "required", Label: rule.Text{ZH: "应有社会组织", EN: "social organisations required"}, Clause: pastOrganisations.Cited(),
		Formula: "least n: n ≥ {residents} × ({least} ÷ {per})"}
	densityMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{organisations} ≥ {required}"}
	densityShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差社会组织", EN: "social organisations lacking"}, Formula: "max({required} − {organisations}, 0)"}
)

func organisationDensity(p *check.Provide, in Registered, t *rule.Trace) (check.QuotaFinding, error) {
	if in.Population-UsualResidents > RegisteredResidents-UsualResidents ||
		uint64(in.Organisations) > maxCount || uint64(in.Residents-1) > maxCount-1 {
		return check.QuotaFinding{}, rule.Refused
	}
	required, err := p.Least.CountForEach(p.Per, in.Residents)
	if err != nil {
		return check.QuotaFinding{}, tooMany(p, in.Residents, err)
	}
	out := check.OfQuota(in.Organisations, required)
	if t.On() {
		t.Count(&densityRequired, out.Required)
		t.Flag(&densityMet, out.Met)
		t.Count(&densityShortfall, out.Shortfall)
	}
	return out, nil
}

// tooMany says which figure makes more organisations than are counted; err is why.
func tooMany(p *check.Provide, residents int64, err error) error {
	of, bad := unit.WholeNumber(residents)
	if bad != nil {
		return bad
	}
	if which := check.Unheld("least", p.Least, planDensity().Least, p.Per, "residents", of); which != nil {
		return which
	}
	return err
}

// WorkersOfPopulation 社会工作专业人才与总人口 counts social workers of the population.
type WorkersOfPopulation struct {
	// Workers 社会工作专业人才 counts them all, as [Workers] does, and not the certified alone.
	Workers int64 `json:"workers" zh:"社会工作专业人才（人）" en:"social workers" range:"[0,9007199254740991]"`
	// Population 总人口 is at least 1, counted as the caller's place counts it.
	Population int64 `json:"population" zh:"总人口（人）" en:"population" range:"[0,9007199254740991]"`
}

// Counts gives the social workers, of the population.
func (w WorkersOfPopulation) Counts() (part, whole int64) { return w.Workers, w.Population }

// UnmarshalJSON refuses a count that is absent.
func (w *WorkersOfPopulation) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// WorkerShare 社会工作专业人才占总人口比例 is 0.80 ‰ (T1.12, the previous plan's target of 2020). Huainan's
// and Anhui's shares of certified social workers are another figure.
var WorkerShare = pastShare[WorkersOfPopulation]("community.worker-share", 12).Rule()

// Volunteers 注册志愿者与居民人口 counts registered volunteers of the residents.
type Volunteers struct {
	// Registered 注册志愿者 is 0 to Residents, each person once.
	Registered int64 `json:"registered_volunteers" zh:"注册志愿者（人）" en:"registered volunteers" range:"[0,9007199254740991]"`
	// Residents 居民人口 is at least 1, counted as the caller's place counts it.
	Residents int64 `json:"residents" zh:"居民人口（人）" en:"residents" range:"[0,9007199254740991]"`
}

// Counts gives the volunteers, of the residents.
func (v Volunteers) Counts() (part, whole int64) { return v.Registered, v.Residents }

// UnmarshalJSON refuses a count that is absent.
func (v *Volunteers) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, v) }

// VolunteerShare 注册志愿者人数占居民人口的比例 is 15 % (T1.13, the previous plan's target of 2020).
var VolunteerShare = pastShare[Volunteers]("community.volunteer-share", 13).Rule()
