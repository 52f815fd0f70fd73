package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Burials 本年安葬情况 counts a year's burials, and those of them in forms that save land.
type Burials struct {
	// Scope 统计口径 says whose burials these are; all counts have the same.
	Scope Scope `json:"scope" zh:"统计口径" en:"scope"`
	// The forms that count as ecological, each burial once; 0 if there was none.
	Niches     int64 `json:"niches" zh:"骨灰格位存放（例）" en:"ashes in niches" range:"[0,9007199254740991]"`
	Trees      int64 `json:"trees" zh:"树葬（例）" en:"under trees" range:"[0,9007199254740991]"`
	Sea        int64 `json:"sea" zh:"海（江）葬（例）" en:"at sea or in rivers" range:"[0,9007199254740991]"`
	Lawns      int64 `json:"lawns" zh:"草坪葬（例）" en:"under lawns" range:"[0,9007199254740991]"`
	FlowerBeds int64 `json:"flower_beds" zh:"花坛葬（例）" en:"under flower beds" range:"[0,9007199254740991]"`
	Deep       int64 `json:"deep" zh:"深埋（例）" en:"deep" range:"[0,9007199254740991]"`
	// Burials 本年安葬数 is all burials of the year, those above included; at least 1.
	Burials int64 `json:"burials" zh:"本年安葬数（例）" en:"burials of the year" range:"[0,9007199254740991]"`
}

// UnmarshalJSON refuses a field that is absent.
func (b *Burials) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// EcologicalFinding 节地生态安葬率检查结论 is the answer of [EcologicalBurials].
type EcologicalFinding struct {
	check.ShareFinding
	// Ecological 节地生态安葬数 is how many burials were in the forms that count.
	Ecological int64 `json:"ecological" zh:"节地生态安葬数（例）" en:"ecological burials" range:"[0,)"`
	// Scope 统计口径 is whose share it is, as the facts have it.
	Scope Scope `json:"scope,omitzero" zh:"统计口径" en:"scope"`
}

// EcologicalBurials 节地生态安葬率 holds the share of burials in forms that save land against 50 % (T1.15, the previous
// plan's target for 2020, which was reached; this plan has no newer one). What counts is ashes kept in niches,
// and burial under trees, lawns or flower beds, at sea, or deep, as a yearbook counts it: a practice of statistics,
// which no clause of the plan has (discrepancy ecological-forms). National figures are of the cremation zone,
// others of all burials; the two are not to be compared, so the facts must say which (discrepancy
// ecological-burials-of-what).
//
// Errors: [rule.Range] for a count outside its range or more ecological burials than burials,
// [rule.EmptyWhole] for no burials, [rule.Missing] for a scope not given.
var EcologicalBurials = rule.MustNew(rule.Definition[check.Floor, Burials, EcologicalFinding]{
	ID: "funeral.ecological-burials", Version: 1,
	Title: rule.Text{ZH: ecologicalRow.Name.ZH + "检查", EN: "Check of the share of ecological burials"},
	Basis: []rule.Clause{ecologicalRow.Cited(), clauseForms}, Defaults: &check.Floor{Floor: ecologicalRow.Rate(), Due: ecologicalYear},
	// The year stands in the heading of the table's column, which is no clause.
	Sources: []rule.Source{{Path: "floor", Clause: ecologicalRow.Cited()}, {Path: "due", Clause: ecologicalRow.Clause()}},
	Check: func(p check.Floor) (check.Floor, error) {
		if p.Due == 0 {
			p.Due = ecologicalYear
		}
		return p, nil
	},
	Steps:       []*rule.Term{&ecologicalSum, &ecologicalShare, &ecologicalMet, &ecologicalLack},
	KernelByRef: ecologicalBurials,
	Open:        []rule.Open[check.Floor, Burials]{openNiches},
})

var ecologicalRow = seeds.Row1(15)

// clauseForms is where the six forms that count were read: no norm, and without a quotation.
var clauseForms = rule.Clause{ID: "岳阳年鉴", Place: rule.Text{ZH: "殡葬统计，节地生态安葬数", EN: "statistics of funerals, ecological burials"},
	Norm: rule.Text{ZH: "岳阳年鉴的统计口径（仅为统计实践，不是规定）", EN: "How the Yueyang yearbook counts (a practice of statistics only, no norm)"}}

const ecologicalYear = 2020

var (
	ecologicalSum = rule.Term{ID: "ecological", Label: rule.Text{ZH: "节地生态安葬数", EN: "ecological burials"},
		Formula: "{niches} + {trees} + {sea} + {lawns} + {flower_beds} + {deep}", Clause: clauseForms}
	ecologicalShare = rule.Term{ID: "actual", Label: rule.Text{ZH: "节地生态安葬率", EN: "share of ecological burials"}, Formula: "{ecological} ÷ {burials}"}
	ecologicalMet   = rule.Term{ID: "met", Label: rule.Text{ZH: "达标", EN: "met"}, Formula: "{actual} ≥ {floor}", Clause: ecologicalRow.Cited()}
	ecologicalLack  = rule.Term{ID: "shortfall", Label: rule.Text{ZH: "还差的节地生态安葬", EN: "ecological burials lacking"},
		Formula: "least n: ({ecological} + n) ÷ {burials} ≥ {floor}"}
)

func ecologicalBurials(p *check.Floor, in *Burials, t *rule.Trace) (EcologicalFinding, error) {
	if !in.fit() {
		return EcologicalFinding{}, rule.Refused
	}
	ecological := in.ecological()
	share, err := unit.NewShare(ecological, in.Burials)
	if err != nil {
		return EcologicalFinding{}, in.refuse(ecological)
	}
	need, err := p.Floor.CountOf(in.Burials)
	if err != nil {
		return EcologicalFinding{}, err
	}
	out := EcologicalFinding{Ecological: ecological, Scope: in.Scope}
	lack := max(need-ecological, 0)
	out.ShareFinding = check.ShareFinding{Met: lack == 0, Actual: share, Required: p.Floor, Shortfall: lack}
	if t.On() {
		t.Count(&ecologicalSum, ecological)
		t.Share(&ecologicalShare, share)
		t.Flag(&ecologicalMet, out.Met)
		t.Count(&ecologicalLack, lack)
	}
	return out, nil
}

// ecological adds up the forms: six counts below 2^53 do not overflow.
func (b *Burials) ecological() int64 {
	return b.Niches + b.Trees + b.Sea + b.Lawns + b.FlowerBeds + b.Deep
}

func (b *Burials) fit() bool {
	for _, n := range [...]int64{b.Niches, b.Trees, b.Sea, b.Lawns, b.FlowerBeds, b.Deep, b.Burials} {
		if n < 0 || n > unit.MaxCount {
			return false
		}
	}
	return b.Scope.IsValid()
}

// refuse says what is wrong with counts that are each within their range.
func (b *Burials) refuse(ecological int64) error {
	var f rule.Errors
	if b.Burials == 0 {
		f.Add(rule.EmptyWhole, "burials", "0", emptyWhole)
		return f.Err()
	}
	sum := strconv.FormatInt(ecological, 10)
	f.Add(rule.Range, "burials", strconv.FormatInt(b.Burials, 10), rule.Text{
		ZH: "少于各种生态安葬方式的合计" + sum + "：本年安葬数应包括它们，每例只计一种方式",
		EN: "less than the ecological burials together, " + sum + ": the burials of the year include them, each in one form"})
	return f.Err()
}
