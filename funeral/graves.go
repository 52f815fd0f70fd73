package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// GravesPolicy 治理要求 holds the parameter of [IrregularGraves].
type GravesPolicy struct {
	// Least 至少减少 is by how many graves the stock must fall in the year, or to none where there were fewer. By default 1, since the plan has
	// it fall (减少) and no figure; 0 for the reading that it must not grow, more for a county's own target of a year.
	Least int64 `json:"least" zh:"当年至少减少（座）" en:"least fall in the year (graves)" range:"[0,1000000000]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *GravesPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// GravesOfAYear 活人墓、豪华墓、乱埋乱葬情况 counts an area's irregular graves in one year: graves made for the living, lavish ones, and burials
// outside the places for them. A grave that is two of these counts once.
type GravesOfAYear struct {
	// Before 年初存量 is the stock when the year began.
	Before int64 `json:"before" zh:"年初存量（座）" en:"stock when the year began (graves)" range:"[0,1000000000]"`
	// Added 当年新增 is how many were made, or found for the first time, in the year.
	Added int64 `json:"added" zh:"当年新增（座）" en:"added in the year (graves)" range:"[0,1000000000]"`
	// Treated 当年治理 is how many ceased to be irregular: moved, or made small and green. At most Before and Added together.
	Treated int64 `json:"treated" zh:"当年治理（座）" en:"treated in the year (graves)" range:"[0,2000000000]"`
}

// UnmarshalJSON refuses a count that is absent.
func (g *GravesOfAYear) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, g) }

// GravesFinding 存量治理检查结论 is the answer of [IrregularGraves].
type GravesFinding struct {
	// Met 存量减少 reports that the stock fell by at least as much as it must.
	Met bool `json:"met" zh:"存量已减少或已无" en:"the stock fell, or there is none"`
	// NoneAdded 没有新增 reports that none was added. “遏制” has no figure, so that no verdict rests on it (discrepancy graves-contained).
	NoneAdded bool `json:"none_added" zh:"当年没有新增" en:"none was added"`
	// Stock 年末存量 is what is left at the end of the year.
	Stock int64 `json:"stock" zh:"年末存量（座）" en:"stock at the end of the year (graves)" range:"[0,)"`
	// Allowed 年末不得超过 is the most that may be left.
	Allowed int64 `json:"allowed" zh:"年末不得超过（座）" en:"allowed at the end of the year (graves)" range:"[0,)"`
	// Shortfall 还须治理 is how many more must be treated; zero exactly when Met.
	Shortfall int64 `json:"shortfall" zh:"还须治理（座）" en:"still to be treated (graves)" range:"[0,)"`
}

// IrregularGraves 活人墓、豪华墓、乱埋乱葬治理 tells whether the stock of an area's irregular graves fell in a year (三(五)2, 遏制增量、减少存量), and how
// many more must be treated. The plan has no number and no year: falling is one grave fewer at least, and an area
// that began with none must end with none.
//
// Errors: [rule.Range] for a count outside its range, or more treated than there were and were added.
var IrregularGraves = rule.MustNew(rule.Definition[GravesPolicy, GravesOfAYear, GravesFinding]{
	ID: "funeral.irregular-graves", Version: 1,
	Title: rule.Text{ZH: "活人墓、豪华墓、乱埋乱葬治理检查", EN: "Check of irregular graves"},
	Basis: []rule.Clause{clauseGraves}, Defaults: &GravesPolicy{Least: leastFall},
	Sources: []rule.Source{{Path: "least", Clause: clauseGraves}},
	Steps:   []*rule.Term{&gravesStock, &gravesAllowed, &gravesMet, &gravesNone, &gravesLack}, Kernel: irregularGraves,
	Open: []rule.Open[GravesPolicy, GravesOfAYear]{openContained},
})

// leastFall is what it takes to be fewer.
const leastFall = 1

var (
	clauseGraves = seeds.MustQuote("三(五)2", "积极稳妥推进活人墓、豪华墓、乱埋乱葬治理，遏制增量、减少存量")

	gravesStock   = rule.Term{ID: "stock", Label: rule.Text{ZH: "年末存量", EN: "stock at the end of the year"}, Formula: "{before} + {added} − {treated}"}
	gravesAllowed = rule.Term{ID: "allowed", Label: rule.Text{ZH: "年末不得超过", EN: "allowed at the end of the year"}, Formula: "max({before} − {least}, 0)"}
	gravesMet     = rule.Term{ID: "met", Label: rule.Text{ZH: "存量已减少或已无", EN: "the stock fell, or there is none"}, Formula: "{stock} ≤ {allowed}", Clause: clauseGraves}
	gravesNone    = rule.Term{ID: "none_added", Label: rule.Text{ZH: "当年没有新增", EN: "none was added"}, Formula: "{added} = 0"}
	gravesLack    = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还须治理", EN: "still to be treated"}, Formula: "max({stock} − {allowed}, 0)"}
)

// maxGraves bounds a count of graves; what is treated may be twice as many.
const maxGraves = 1_000_000_000

func irregularGraves(p *GravesPolicy, in GravesOfAYear, t *rule.Trace) (GravesFinding, error) {
	if uint64(in.Before) > maxGraves || uint64(in.Added) > maxGraves || uint64(in.Treated) > 2*maxGraves {
		return GravesFinding{}, rule.Refused
	}
	out := GravesFinding{NoneAdded: in.Added == 0, Stock: in.Before + in.Added - in.Treated, Allowed: max(in.Before-p.Least, 0)}
	if out.Stock < 0 {
		return GravesFinding{}, in.overTreated()
	}
	out.Shortfall = max(out.Stock-out.Allowed, 0)
	out.Met = out.Shortfall == 0
	if t.On() {
		t.Count(&gravesStock, out.Stock)
		t.Count(&gravesAllowed, out.Allowed)
		t.Flag(&gravesMet, out.Met)
		t.Flag(&gravesNone, out.NoneAdded)
		t.Count(&gravesLack, out.Shortfall)
	}
	return out, nil
}

func (g *GravesOfAYear) overTreated() error {
	var f rule.Errors
	were := strconv.FormatInt(g.Before+g.Added, 10)
	f.Add(rule.Range, "treated", strconv.FormatInt(g.Treated, 10), rule.Text{
		ZH: "不得多于年初存量与当年新增之和" + were + "：年初未统计到的，计入当年新增",
		EN: "must not be above stock and additions together, " + were + ": a grave that the stock did not have counts as added"})
	return f.Err()
}
