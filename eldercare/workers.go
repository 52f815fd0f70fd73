package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// WorkersPolicy 社会工作者配备标准 holds the parameters of [SocialWorkers].
type WorkersPolicy struct {
	// PerPerson 每名老年人 is the least social workers for each older person: 1‰ by the plan.
	PerPerson unit.Rate `json:"per_person" zh:"社会工作者与老年人之比下限" en:"least social workers for each older person" range:"(0,100%]"`
	// PerBed 每张床位 is the least social workers for each bed: 1 % by the plan.
	PerBed unit.Rate `json:"per_bed" zh:"社会工作者与养老机构床位之比下限" en:"least social workers for each bed" range:"(0,100%]"`
	// Added 两项相加 says that the workers at the beds are others than those in the community, so
	// that the two needs add up. By default one worker counts for both.
	Added bool `json:"added" zh:"两项人数相加" en:"the two needs add up"`
	// Due 到期年份 is the year at whose end the needs are to be met; 0 keeps the plan's 2025.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *WorkersPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// PlanWorkers are the plan's: 1 for each thousand older persons and for each hundred beds by
// 2025, one worker counting for both (三(二)9).
func PlanWorkers() WorkersPolicy { return planWorkers }

// WorkersAtBedsApart is the other reading of 三(二)9: that the two needs add up (discrepancy
// workers-per-persons-and-beds).
func WorkersAtBedsApart() WorkersPolicy {
	p := planWorkers
	p.Added = true
	return p
}

var (
	planPerPerson    = seeds.MustFigure("social-workers-per-thousand-elderly")
	planPerBed       = seeds.MustFigure("social-workers-per-hundred-beds")
	planTrainingYear = seeds.MustFigure("trainings-year")
	workersReading   = planPerPerson.Clause.Unquoted() // the figures stand under either reading
	planWorkers      = WorkersPolicy{PerPerson: planPerPerson.Rate(), PerBed: planPerBed.Rate(), Due: planTrainingYear.Year()}
)

// Workforce 社会工作者配备情况 counts the social workers of eldercare, and whom they are for.
type Workforce struct {
	// Workers 社会工作者 is how many there are, each once.
	Workers int64 `json:"workers" zh:"养老服务领域社会工作者（名）" en:"social workers" range:"[0,9007199254740991]"`
	// Persons 老年人 is how many older persons live in the area, in institutions or not.
	Persons int64 `json:"persons" zh:"老年人（人）" en:"older persons" range:"[0,9007199254740991]"`
	// Beds 养老机构床位 is how many beds its eldercare homes have.
	Beds int64 `json:"beds" zh:"养老机构床位（张）" en:"beds in eldercare homes" range:"[0,9007199254740991]"`
}

// UnmarshalJSON refuses a count that is absent.
func (w *Workforce) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// Deciding 由何者决定 says which need a required number follows.
type Deciding = rule.Enum[decidings]

// The needs.
const (
	ByPersons Deciding = iota + 1 // 老年人数
	ByBeds                        // 床位数
	ByEither                      // 两者相等
	BySum                         // 两者相加
)

type decidings struct{}

func (decidings) Choices() rule.Choices { return decidingList }

var decidingList = rule.Choices{
	ByPersons: {Code: "persons", Label: rule.Text{ZH: "老年人数", EN: "older persons"}},
	ByBeds:    {Code: "beds", Label: rule.Text{ZH: "床位数", EN: "beds"}},
	ByEither:  {Code: "either", Label: rule.Text{ZH: "两者相等", EN: "either, they are the same"}},
	BySum:     {Code: "sum", Label: rule.Text{ZH: "两者相加", EN: "both, added up"}},
}

// WorkersFinding 社会工作者配备检查结论 is the answer of [SocialWorkers].
type WorkersFinding struct {
	check.QuotaFinding
	// ByPersons and ByBeds are what each ratio asks for alone, rounded up to whole workers.
	ByPersons int64 `json:"by_persons" zh:"按老年人数需要（名）" en:"needed by older persons" range:"[0,)"`
	ByBeds    int64 `json:"by_beds" zh:"按床位数需要（名）" en:"needed by beds" range:"[0,)"`
	// Decides says which of them Required follows.
	Decides Deciding `json:"decides,omitzero" zh:"由何者决定" en:"which decides"`
}

// SocialWorkers 每千名老年人、每百张养老机构床位均拥有1名社会工作者 holds the social workers of an area against both ratios
// (三(二)9): both are to be met, and the larger need decides. A part of a thousand persons or of
// a hundred beds needs a whole worker. Other ratios may be a county's own.
//
// Errors: [rule.Range] for a count outside its range, [rule.EmptyWhole] where there are neither
// older persons nor beds.
var SocialWorkers = rule.MustNew(rule.Definition[WorkersPolicy, Workforce, WorkersFinding]{
	ID: "eldercare.social-workers", Version: 1,
	Title: rule.Text{ZH: "每千名老年人、每百张养老机构床位的社会工作者", EN: "Social workers for older persons and for beds"},
	Basis: []rule.Clause{planPerPerson.Clause}, Defaults: &planWorkers,
	Sources: []rule.Source{{Path: "per_person", Clause: planPerPerson.Clause}, {Path: "per_bed", Clause: planPerBed.Clause},
		{Path: "added", Clause: workersReading}, {Path: "added", Clause: workersReading, Value: "true"}, // WorkersAtBedsApart
		{Path: "due", Clause: planTrainingYear.Clause}},
	Check: func(p WorkersPolicy) (WorkersPolicy, error) {
		if p.Due == 0 {
			p.Due = planWorkers.Due
		}
		return p, nil
	},
	Steps: []*rule.Term{&workersByPersons, &workersByBeds, &workersDecides, &workersRequired, &workersMet, &workersShortfall},
	Shown: map[string]string{"actual": "workers"}, Never: []string{"{persons} = 0 and {beds} = 0"}, Kernel: socialWorkers,
	Open: []rule.Open[WorkersPolicy, Workforce]{openWorkers},
})

var (
	workersByPersons = rule.Term{ID: "by_persons", Label: rule.Text{ZH: "按老年人数需要", EN: "needed by older persons"},
		Formula: "least n: n ≥ {persons} × {per_person}", Clause: planPerPerson.Clause}
	workersByBeds = rule.Term{ID: "by_beds", Label: rule.Text{ZH: "按床位数需要", EN: "needed by beds"},
		Formula: "least n: n ≥ {beds} × {per_bed}", Clause: planPerBed.Clause}
	workersDecides = rule.Term{ID: "decides", Label: rule.Text{ZH: "由何者决定", EN: "which decides"},
		Formula: "if({added}, 'sum', if({by_persons} > {by_beds}, 'persons', if({by_persons} = {by_beds}, 'either', 'beds')))"}
	workersRequired = rule.Term{ID: "required", Label: rule.Text{ZH: "应有社会工作者", EN: "social workers required"},
		Formula: "if({added}, {by_persons} + {by_beds}, max({by_persons}, {by_beds}))"}
	workersMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{workers} ≥ {required}"}
	workersShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差社会工作者", EN: "social workers lacking"},
		Formula: "max({required} − {workers}, 0)"}
)

func socialWorkers(p *WorkersPolicy, in Workforce, t *rule.Trace) (WorkersFinding, error) {
	if uint64(in.Workers) > unit.MaxCount || uint64(in.Persons) > unit.MaxCount || uint64(in.Beds) > unit.MaxCount {
		return WorkersFinding{}, rule.Refused
	}
	if in.Persons|in.Beds == 0 {
		var f rule.Errors
		f.Add(rule.EmptyWhole, "persons", "0", rule.Text{
			ZH: "老年人数和床位数均为零，没有可配备的对象：请核对", EN: "neither older persons nor beds: there is nobody to have workers for, check the counts"})
		return WorkersFinding{}, f.Err()
	}
	persons, err := p.PerPerson.CountOf(in.Persons)
	if err != nil {
		return WorkersFinding{}, err
	}
	beds, err := p.PerBed.CountOf(in.Beds)
	if err != nil {
		return WorkersFinding{}, err
	}
	required, decides := max(persons, beds), ByPersons
	switch {
	case p.Added:
		required, decides = persons+beds, BySum
	case persons == beds:
		decides = ByEither
	case persons < beds:
		decides = ByBeds
	}
	out := WorkersFinding{QuotaFinding: check.OfQuota(in.Workers, required), ByPersons: persons, ByBeds: beds, Decides: decides}
	if t.On() {
		t.Count(&workersByPersons, persons)
		t.Count(&workersByBeds, beds)
		t.Choice(&workersDecides, decides)
		t.Count(&workersRequired, required)
		t.Flag(&workersMet, out.Met)
		t.Count(&workersShortfall, out.Shortfall)
	}
	return out, nil
}
