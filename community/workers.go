package community

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// OrganisationStaff 社会组织专职工作人员 counts the full-time staff of social organisations.
type OrganisationStaff struct {
	Staff int64 `json:"staff" zh:"社会组织专职工作人员（人）" en:"full-time staff of social organisations" range:"[0,9007199254740991]"`
}

// Count gives the staff.
func (s OrganisationStaff) Count() int64 { return s.Staff }

// UnmarshalJSON refuses a count that is absent.
func (s *OrganisationStaff) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// FullTimeStaff 社会组织专职工作人员数量 is 28,000 by 2025 (T2.11). The table prints 2.8 and the unit 人,
// which is taken for ten thousand persons (discrepancy person-units); what is counted
// here is persons.
var FullTimeStaff = rows.RowLevel[OrganisationStaff]("community.full-time-staff", 11).Rule()

// Outlets 福利彩票销售网点 counts the outlets of the welfare lottery.
type Outlets struct {
	Outlets int64 `json:"outlets" zh:"福利彩票销售网点（个）" en:"welfare lottery outlets" range:"[0,9007199254740991]"`
}

// Count gives the outlets.
func (o Outlets) Count() int64 { return o.Outlets }

// UnmarshalJSON refuses a count that is absent.
func (o *Outlets) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// LotteryOutlets 福利彩票销售网点数 is 290 by 2025 (T2.14; 276 in 2020).
var LotteryOutlets = rows.RowLevel[Outlets]("community.lottery-outlets", 14).Rule()

// WorkersPolicy 社会工作专业人才目标 holds the parameters of [SocialWorkers].
type WorkersPolicy struct {
	// Level 目标值 is to be reached, itself included.
	Level int64 `json:"level" zh:"目标人数（人）" en:"figure to reach" range:"[1,9007199254740991]"`
	// Beyond 突破 is to be gone beyond: it does not suffice itself.
	Beyond int64 `json:"beyond" zh:"应突破的人数（人）" en:"figure to exceed" range:"[1,9007199254740991]"`
	// Due 到期年份 is the year at whose end both are to hold; 0 keeps the plan's 2025.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *WorkersPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Workers 社会工作专业人才 counts them all, with a certificate or without (社会工作专业人才总量): the
// certified alone (持证社工) are a part of them, and another figure.
type Workers struct {
	Workers int64 `json:"workers" zh:"社会工作专业人才（人）" en:"social workers" range:"[0,9007199254740991]"`
}

// UnmarshalJSON refuses a count that is absent.
func (w *Workers) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// WorkersFinding 社会工作专业人才总量检查结论 is the answer of [SocialWorkers].
type WorkersFinding struct {
	// Met 是否达标 is the verdict: that of the table.
	Met      bool  `json:"met" zh:"是否达标" en:"met"`
	Actual   int64 `json:"actual" zh:"实际值" en:"actual" range:"[0,)" step:"workers"`
	Required int64 `json:"required" zh:"应达到" en:"required" range:"[0,)" step:"level"`
	// Shortfall 缺口 is how many are lacking; zero exactly when Met.
	Shortfall int64 `json:"shortfall" zh:"缺口" en:"shortfall" range:"[0,)"`
	// Exceeded 是否突破 is the verdict of the box, and ToExceed how many it still asks for.
	Exceeded bool  `json:"exceeded" zh:"是否突破" en:"exceeded"`
	ToExceed int64 `json:"to_exceed" zh:"距突破还差" en:"to exceed it" range:"[0,)"`
}

var (
	planWorkers   = seeds.Row2(12)
	planExceed    = seeds.MustFigure("social-workers-exceed")
	planExceedDue = seeds.MustFigure("social-workers-year")
)

// SocialWorkers 社会工作专业人才总量 is 6,500 by 2025 (T2.12, whose 0.65 is taken for ten thousand
// persons: discrepancy person-units). Box 8 strives to exceed that figure (突破, B8.2), so
// that 6,500 itself is not enough. The verdict is the table's, as an indicator's is; that
// of the box stands beside it (discrepancy workers-exceed).
//
// Errors: [rule.Range] for a count outside its range.
var SocialWorkers = rule.MustNew(rule.Definition[WorkersPolicy, Workers, WorkersFinding]{
	ID: "community.social-workers", Version: 1, Title: planWorkers.Name,
	Basis:    []rule.Clause{planWorkers.Cited(), planExceed.Clause},
	Defaults: &WorkersPolicy{Level: planWorkers.Count(), Beyond: planExceed.Count(), Due: planExceedDue.Year()},
	Sources: []rule.Source{
		{Path: "level", Clause: planWorkers.Cited()},
		{Path: "beyond", Clause: planExceed.Clause},
		{Path: "due", Clause: planExceedDue.Clause.Unquoted()},
	},
	Check: func(p WorkersPolicy) (WorkersPolicy, error) {
		if p.Due == 0 {
			p.Due = planExceedDue.Year()
		}
		return p, nil
	},
	Steps:  []*rule.Term{&workersMet, &workersShortfall, &workersExceeded, &workersToExceed},
	Kernel: socialWorkers,
	Open:   []rule.Open[WorkersPolicy, Workers]{openExceed},
})

var (
	workersMet       = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{workers} ≥ {level}", Clause: planWorkers.Cited()}
	workersShortfall = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差社会工作专业人才", EN: "social workers lacking"}, Formula: "max({level} − {workers}, 0)"}
	workersExceeded  = rule.Term{ID: "exceeded", Label: rule.Text{ZH: "已突破", EN: "exceeded"}, Formula: "{workers} > {beyond}", Clause: planExceed.Clause}
	workersToExceed  = rule.Term{ID: "to_exceed", Label: rule.Text{ZH: "距突破还差", EN: "lacking to exceed"}, Formula: "max({beyond} + 1 − {workers}, 0)"}
)

func socialWorkers(p *WorkersPolicy, in Workers, t *rule.Trace) (WorkersFinding, error) {
	if in.Workers < 0 || in.Workers > unit.MaxCount {
		return WorkersFinding{}, rule.Refused
	}
	out := WorkersFinding{
		Actual: in.Workers, Required: p.Level,
		Shortfall: max(p.Level-in.Workers, 0), ToExceed: max(p.Beyond+1-in.Workers, 0),
	}
	out.Met, out.Exceeded = out.Shortfall == 0, out.ToExceed == 0
	if t.On() {
		t.Flag(&workersMet, out.Met)
		t.Count(&workersShortfall, out.Shortfall)
		t.Flag(&workersExceeded, out.Exceeded)
		t.Count(&workersToExceed, out.ToExceed)
	}
	return out, nil
}
