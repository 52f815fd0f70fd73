package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// MaxOffices is how many township offices [TownshipStaff] takes at once.
const MaxOffices = 10_000

// OfficePolicy holds the parameters of [TownshipStaff], each by default the plan's.
type OfficePolicy struct {
	// Least and Most 每个民政所专职人员 are how many full-time staff each office has, both included: 3 and 5.
	Least int64 `json:"least" zh:"每个民政所专职人员下限（名）" en:"least staff of each office" range:"[0,1000]"`
	Most  int64 `json:"most" zh:"每个民政所专职人员上限（名）" en:"most staff of each office" range:"[0,1000]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *OfficePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// TownshipOffice 民政所配备情况 is the civil-affairs office of one township or subdistrict.
type TownshipOffice struct {
	// Staff 专职民政工作人员 is 0 to 1,000.
	Staff int64 `json:"staff" zh:"专职民政工作人员（名）" en:"full-time civil-affairs staff" range:"[0,1000]"`
}

// UnmarshalJSON refuses a count that is absent.
func (o *TownshipOffice) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// TownshipOffices lists the offices of a city or county, or one.
type TownshipOffices struct {
	// Offices 民政所 are 1 to [MaxOffices], each township's its own: one without staff is listed with 0.
	Offices []TownshipOffice `json:"offices" zh:"民政所" en:"office" range:"[1,10000]"`
}

// UnmarshalJSON refuses offices without a list.
func (o *TownshipOffices) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// OfficesFinding 民政所配备结论 is the answer of [TownshipStaff].
type OfficesFinding struct {
	// Met reports that every office has at least the least and at most the most.
	Met bool `json:"met" zh:"每个民政所均达标" en:"met by every office"`
	// Offices is how many there are, Below how many have too few, Above how many too many.
	Offices int64 `json:"offices_counted" zh:"民政所数" en:"offices" range:"[0,)"`
	Below   int64 `json:"below" zh:"不足的民政所" en:"offices with too few" range:"[0,)"`
	Above   int64 `json:"above" zh:"超出的民政所" en:"offices with too many" range:"[0,)"`
	// Shortfall is how many staff those below lack together, and Excess how many those above have too many. Neither
	// is set against the other.
	Shortfall int64 `json:"shortfall" zh:"不足的民政所共缺（名）" en:"staff lacking in those with too few" range:"[0,)"`
	Excess    int64 `json:"excess" zh:"超出的民政所共超（名）" en:"staff too many in those with too many" range:"[0,)"`
}

// TownshipStaff 乡镇（街道）民政所专职人员 is three to five for each township (B1.1), both included. Each office (每个) is held
// against the band by itself: one with six never makes up for one with none. The box names no year.
//
// Errors: [rule.Range] for a count outside its range, for no office or more than [MaxOffices], and for a most below the least;
// [rule.Missing] for a count not given.
var TownshipStaff = rule.MustNew(rule.Definition[OfficePolicy, TownshipOffices, OfficesFinding]{
	ID: "assistance.township-staff", Version: 1,
	Title:    rule.Text{ZH: "乡镇（街道）民政所专职民政工作人员配备", EN: "Full-time civil-affairs staff of township offices"},
	Basis:    []rule.Clause{clauseOffices},
	Defaults: &OfficePolicy{Least: leastStaff.Count(), Most: mostStaff.Count()},
	Sources:  []rule.Source{{Path: "least", Clause: clauseOffices}, {Path: "most", Clause: clauseOffices}},
	Check:    checkOffices,
	Steps: []*rule.Term{termOfficeLack, termOfficeOver, termOfficesMet, termOfficesCounted, termOfficesBelow, termOfficesAbove,
		termOfficesShort, termOfficesExcess},
	Kernel: townshipStaff,
	Open:   []rule.Open[OfficePolicy, TownshipOffices]{openStaffRange},
})

var (
	leastStaff, mostStaff = seeds.MustFigure("township-staff-least"), seeds.MustFigure("township-staff-most")
	clauseOffices         = leastStaff.Clause

	termOfficeLack     = newTerm("lack", "缺少", "lacking", "max({least} − {offices.staff}, 0)", clauseOffices)
	termOfficeOver     = newTerm("over", "超出", "too many", "max({offices.staff} − {most}, 0)", clauseOffices)
	termOfficesMet     = newTerm("met", "每个民政所均达标", "met by every office", "all({offices.staff} ≥ {least} and {offices.staff} ≤ {most})", clauseOffices)
	termOfficesCounted = newTerm("offices_counted", "民政所数", "offices", "count({offices})", rule.Clause{})
	termOfficesBelow   = newTerm("below", "不足的民政所", "offices with too few", "sum(min({lack}, 1))", rule.Clause{})
	termOfficesAbove   = newTerm("above", "超出的民政所", "offices with too many", "sum(min({over}, 1))", rule.Clause{})
	termOfficesShort   = newTerm("shortfall", "不足的民政所共缺", "staff lacking in those with too few", "sum({lack})", rule.Clause{})
	termOfficesExcess  = newTerm("excess", "超出的民政所共超", "staff too many in those with too many", "sum({over})", rule.Clause{})
)

func checkOffices(p OfficePolicy) (OfficePolicy, error) {
	var f rule.Errors
	if p.Most < p.Least {
		f.Add(rule.Range, "most", strconv.FormatInt(p.Most, 10), rule.Text{ZH: "上限低于下限：请核对", EN: "below the least: check the two"})
	}
	return p, f.Err()
}

func townshipStaff(p *OfficePolicy, in TownshipOffices, t *rule.Trace) (out OfficesFinding, err error) {
	if len(in.Offices) < 1 || len(in.Offices) > MaxOffices {
		return out, rule.Refused
	}
	for _, o := range in.Offices {
		if o.Staff < 0 || o.Staff > 1000 {
			return OfficesFinding{}, rule.Refused
		}
		lack, over := max(p.Least-o.Staff, 0), max(o.Staff-p.Most, 0)
		out.Below += min(lack, 1)
		out.Above += min(over, 1)
		out.Shortfall += lack
		out.Excess += over
	}
	out.Offices, out.Met = int64(len(in.Offices)), out.Below+out.Above == 0
	if t.On() {
		for i, o := range in.Offices {
			t.Item(i)
			t.Count(termOfficeLack, max(p.Least-o.Staff, 0))
			t.Count(termOfficeOver, max(o.Staff-p.Most, 0))
		}
		t.Item(-1)
		t.Flag(termOfficesMet, out.Met)
		t.Count(termOfficesCounted, out.Offices)
		t.Count(termOfficesBelow, out.Below)
		t.Count(termOfficesAbove, out.Above)
		t.Count(termOfficesShort, out.Shortfall)
		t.Count(termOfficesExcess, out.Excess)
	}
	return out, nil
}
