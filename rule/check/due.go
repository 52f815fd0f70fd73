package check

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// InYear 年末情况 is the facts of a share as they stand at the end of a year, for a question of when it is due.
type InYear[Facts any] struct {
	Year  int   `json:"year" zh:"年份" en:"year" range:"[1900,2199]"`
	Facts Facts `json:"facts" zh:"~" en:"~"`
}

// UnmarshalJSON refuses a year or a count that is absent.
func (y *InYear[Facts]) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, y) }

// DueFinding 期限结论 is how a share stands at the end of a year.
type DueFinding struct {
	// Missed 逾期未达标 reports that the share is due by then and below its floor; a share that is below and not yet due
	// is not missed.
	Missed bool `json:"missed" zh:"逾期未达标" en:"missed"`
	// Due is the year by whose end the floor is to be reached, 0 for none.
	Due int `json:"due" zh:"到期年份" en:"due by the end of"`
}

// SayDue answers for a share at the end of a year by a rule that says when it is due: for a [rule.Said] of a question whose readings
// differ in that.
func SayDue[Facts Counted](r rule.Rule[Floor, Facts, ShareFinding]) rule.Said[InYear[Facts]] {
	return rule.Said[InYear[Facts]]{Rule: r.ID(), At: []string{"missed"}, Say: func(in InYear[Facts]) (any, error) {
		out, err := r.Eval(in.Facts)
		due := r.Parameters().Due
		return DueFinding{Missed: err == nil && !out.Met && due != 0 && in.Year >= due, Due: due}, err
	}}
}

// SayMet answers whether a rule of shares is met by a part of a case: for a [rule.Said] of a question whose readings count
// different things.
func SayMet[Case any, Facts Counted](r rule.Rule[Floor, Facts, ShareFinding], of func(Case) Facts) rule.Said[Case] {
	return rule.Said[Case]{Rule: r.ID(), At: []string{"met"}, Say: func(in Case) (any, error) {
		out, err := r.Eval(of(in))
		return out, err
	}}
}

// AllOr gives the readings of a share that is to be of all, or of most: 100 %, and the caller's floor where that is lower, else a sample, which
// is told behind the reading's words, since no clause has a figure for it.
func AllOr[Facts any](sample unit.Rate) []rule.Reading[Floor, Facts] {
	all := unit.Percent(100)
	return []rule.Reading[Floor, Facts]{
		{Parameters: func(p Floor) Floor { p.Floor = all; return p }},
		{Parameters: func(p Floor) Floor {
			if p.Floor.Equal(all) {
				p.Floor = sample
			}
			return p
		}, Remark: func(p Floor) rule.Text { return AtFigure(p.Floor) }},
	}
}

// AtFigure 所取数值 says which figure a reading takes where the plan has none: a sample of this library's, or the caller's.
func AtFigure(r unit.Rate) rule.Text {
	return rule.Text{ZH: "（此处取" + r.String() + "，为样例或调用方的规定）", EN: " (here " + r.String() + ", a sample or the caller's)"}
}
