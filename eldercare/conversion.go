package eldercare

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Conversion 改造任务 is the beds of eldercare homes before the first year of a plan of conversion, what
// is added meanwhile, and the year asked for.
type Conversion struct {
	// Care 护理型床位 is how many are care beds: 0 to Total.
	Care int64 `json:"care" zh:"现有护理型床位（张）" en:"care beds now" range:"[0,9007199254740991]"`
	// Total 养老机构床位 is how many beds there are.
	Total int64 `json:"total" zh:"现有床位（张）" en:"beds now" range:"[0,9007199254740991]"`
	// Added 新增床位 is how many are newly added until the year due; 0 for none.
	Added int64 `json:"added" zh:"到期前新增床位（张）" en:"beds added until then" range:"[0,9007199254740991]"`
	// AddedCare 新增护理型床位 is how many of these are care beds: 0 to Added.
	AddedCare int64 `json:"added_care" zh:"其中新增护理型床位（张）" en:"care beds among those added" range:"[0,9007199254740991]"`
	// First 首个改造年度 is the year in which conversion begins, not after the year due.
	First int64 `json:"first" zh:"首个改造年度" en:"first year of conversion" range:"[1900,2199]"`
	// Year 查询年度 is from First to the year due.
	Year int64 `json:"year" zh:"查询年度" en:"year asked for" range:"[1900,2199]"`
}

// UnmarshalJSON refuses a field that is absent.
func (c *Conversion) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Converted 改造安排 is the answer of [ConversionReference].
type Converted struct {
	// Needed 到期应有 is how many care beds there are to be in the year due, over the beds of then.
	Needed int64 `json:"needed" zh:"到期应有护理型床位（张）" en:"care beds needed in the year due" range:"[0,)"`
	// Convert 共需改造 is how many of the beds of now are to be converted in all; 0 where those that there
	// are and are added suffice.
	Convert int64 `json:"convert" zh:"共需改造（张）" en:"beds to convert in all" range:"[0,)"`
	// InYear 当年改造 is the year's part of them, ByYear 累计改造 what is converted by its end. The plan sets neither.
	InYear int64 `json:"in_year" zh:"当年改造参考（张，均摊测算，规划未定）" en:"reference for the year (equal parts, not set by the plan)" range:"[0,)"`
	ByYear int64 `json:"by_year" zh:"截至当年累计改造参考（张，均摊测算，规划未定）" en:"reference by the year's end (equal parts, not set by the plan)" range:"[0,)"`
}

var planEnd = seeds.MustFigure("plan-end")

// ConversionReference 护理型床位改造年度参考 spreads the beds that must be converted to reach the share of care beds,
// 55 % by 2025 (T2.7), over the years from the first to the one due. What is converted by a year's end is the
// exact part of all, rounded up to whole beds, so that the years add up to all and no year has
// more than one bed more than another. The plan sets the share and the year; the years between are
// this module's reckoning, a reference and no demand. How the beds of now stand to the share is
// [CareBeds].
//
// For the whole plan, ask for each year in turn.
//
// Errors: [rule.Range] for a count outside its range, a part above its whole or a year that is
// not one of conversion; [rule.EmptyWhole] for no beds; [rule.Unreachable] where converting every bed of
// now is not enough, because too few of those added are care beds.
var ConversionReference = rule.MustNew(rule.Definition[check.Floor, Conversion, Converted]{
	ID: "eldercare.conversion-reference", Version: 1,
	Title: rule.Text{ZH: "护理型床位改造年度参考（均摊测算，规划未定）", EN: "Yearly reference of conversion to care beds (equal parts, not set by the plan)"},
	Basis: []rule.Clause{rowCareBeds.Cited(), proseCareBeds.Clause}, Defaults: new(CareBeds.Parameters()),
	Sources: []rule.Source{{Path: "floor", Clause: rowCareBeds.Cited()}, {Path: "floor", Clause: proseCareBeds.Clause},
		{Path: "due", Clause: planEnd.Clause.Unquoted()}},
	Check: func(p check.Floor) (check.Floor, error) {
		if p.Due == 0 {
			p.Due = planEnd.Year()
		}
		return p, nil
	},
	Always: []string{"{beds_then} ≤ 9007199254740991", "{needed} ≤ {total} + {added_care}", "{convert} ≤ {needed}", "{convert} ≤ {total} − {care}", "{by_year} ≤ {convert}",
		"{by_year} < {convert} × (1 − ({due} − {year}) ÷ {years}) + 1", "{in_year} > {convert} × (1 ÷ {years}) − 1",
		"{by_year} ≥ {convert} × (1 ÷ {years})", "{in_year} < {convert} × (1 ÷ {years}) + 1"},
	Never: []string{"{care} > {total}", "{added_care} > {added}", "{total} + {added} = 0", "{total} + {added} > 9007199254740991",
		"{first} > {due}", "{year} < {first}", "{year} > {due}", "{floor} × ({total} + {added}) > {total} + {added_care}"},
	Steps: []*rule.Term{&convertTotal, &convertNeeded, &convertAll, &convertYears, &convertPassed, &convertBy, &convertBefore, &convertIn},

	KernelByRef: conversionReference,
})

var (
	rowCareBeds   = seeds.Row2(7)
	proseCareBeds = seeds.MustFigure("care-beds-prose")

	convertTotal = rule.Term{ID: "beds_then", Label: rule.Text{ZH: "到期床位", EN: "beds in the year due"}, Formula: "{total} + {added}"}
	// The floor is that of the share; the clause gives it.
	convertNeeded = rule.Term{ID: "needed", Label: rule.Text{ZH: "到期应有护理型床位", EN: "care beds needed in the year due"},
		Formula: "least n: n ÷ {beds_then} ≥ {floor}", Clause: rowCareBeds.Cited()}
	convertAll = rule.Term{ID: "convert", Label: rule.Text{ZH: "共需改造", EN: "beds to convert in all"},
		Formula: "max({needed} − {care} − {added_care}, 0)"}
	convertYears  = rule.Term{ID: "years", Label: rule.Text{ZH: "改造年数", EN: "years of conversion"}, Formula: "{due} − {first} + 1"}
	convertPassed = rule.Term{ID: "passed", Label: rule.Text{ZH: "截至当年的年数", EN: "years by the end of this one"}, Formula: "{year} − {first} + 1"}
	convertBy     = rule.Term{ID: "by_year", Label: rule.Text{ZH: "截至当年累计改造参考（均摊测算，规划未定）", EN: "reference by the year's end (equal parts, not set by the plan)"},
		Formula: "least n: n ≥ {convert} × ({passed} ÷ {years})"}
	convertBefore = rule.Term{ID: "before", Label: rule.Text{ZH: "截至上年累计改造参考（均摊测算，规划未定）", EN: "reference by the end of the year before (equal parts, not set by the plan)"},
		Formula: "least n: n ≥ {convert} × (({passed} − 1) ÷ {years})"}
	convertIn = rule.Term{ID: "in_year", Label: rule.Text{ZH: "当年改造参考（均摊测算，规划未定）", EN: "reference for the year (equal parts, not set by the plan)"},
		Formula: "{by_year} − {before}"}
)

func conversionReference(p *check.Floor, in *Conversion, t *rule.Trace) (Converted, error) {
	then, due := in.Total+in.Added, int64(p.Due)
	if in.Care|in.Total|in.Added|in.AddedCare < 0 || in.Care > in.Total || in.AddedCare > in.Added || in.Added > unit.MaxCount ||
		then < 1 || then > unit.MaxCount || in.First < 1900 || in.First > due || in.Year < in.First || in.Year > due {
		return Converted{}, in.refuse(due)
	}
	needed, err := p.Floor.CountOf(then)
	if err != nil {
		return Converted{}, err
	}
	out := Converted{Needed: needed, Convert: max(needed-in.Care-in.AddedCare, 0)}
	if out.Convert > in.Total-in.Care {
		var f rule.Errors
		least := strconv.FormatInt(needed-in.Total, 10)
		f.Add(rule.Unreachable, "added_care", strconv.FormatInt(in.AddedCare, 10), rule.Text{
			ZH: "现有床位全部改造仍不够：新增床位中至少应有" + least + "张护理型",
			EN: "converting every bed of now is not enough: at least " + least + " of those added must be care beds"})
		return Converted{}, f.Err()
	}
	// Beds are below 2^53 and years at most 300: these products fit in 62 bits.
	years, passed := due-in.First+1, in.Year-in.First+1
	before := (out.Convert*(passed-1) + years - 1) / years
	out.ByYear = (out.Convert*passed + years - 1) / years
	out.InYear = out.ByYear - before
	if t.On() {
		t.Count(&convertTotal, then)
		t.Count(&convertNeeded, needed)
		t.Count(&convertAll, out.Convert)
		t.Count(&convertYears, years)
		t.Count(&convertPassed, passed)
		t.Count(&convertBy, out.ByYear)
		t.Count(&convertBefore, before)
		t.Count(&convertIn, out.InYear)
	}
	return out, nil
}

// refuse says what no tag can say; counts outside their ranges are named by rule.
func (c *Conversion) refuse(due int64) error {
	inRange := func(n int64) bool { return n >= 0 && n <= unit.MaxCount }
	isYear := func(n int64) bool { return n >= 1900 && n <= 2199 }
	var f rule.Errors
	part := func(field string, n, whole int64) {
		if inRange(n) && inRange(whole) && n > whole {
			most := strconv.FormatInt(whole, 10)
			f.Add(rule.Range, field, strconv.FormatInt(n, 10), rule.Text{ZH: "不得大于总数" + most, EN: "must not be above the whole, " + most})
		}
	}
	part("care", c.Care, c.Total)
	part("added_care", c.AddedCare, c.Added)
	if inRange(c.Total) && inRange(c.Added) {
		switch then := c.Total + c.Added; {
		case then == 0:
			f.Add(rule.EmptyWhole, "total", "0", rule.Text{ZH: "没有床位，无从计算占比：请核对", EN: "no beds, of which there is no share: check the counts"})
		case then > unit.MaxCount:
			f.Add(rule.Range, "added", strconv.FormatInt(c.Added, 10), rule.Text{ZH: "与现有床位之和过大：请核对", EN: "with the beds of now it is too many: check the counts"})
		}
	}
	last := strconv.FormatInt(due, 10)
	switch {
	case !isYear(c.First) || !isYear(c.Year):
	case c.First > due:
		f.Add(rule.Range, "first", strconv.FormatInt(c.First, 10), rule.Text{ZH: "不得晚于到期年份" + last, EN: "must not be after the year due, " + last})
	case c.Year < c.First || c.Year > due:
		first := strconv.FormatInt(c.First, 10)
		f.Add(rule.Range, "year", strconv.FormatInt(c.Year, 10), rule.Text{ZH: "应在" + first + "至" + last + "年之间", EN: "must be " + first + " to " + last})
	}
	if len(f) == 0 {
		return rule.Refused
	}
	return f.Err()
}
