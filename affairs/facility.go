package affairs

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Facilities 精神卫生福利机构 counts the city's psychiatric welfare facilities that are completed.
type Facilities struct {
	// Completed 建成的市级精神卫生福利机构, in whole facilities: one under construction does not count.
	Completed int64 `json:"completed" zh:"建成的市级精神病人卫生福利机构（所）" en:"city-level psychiatric facilities completed" range:"[0,9007199254740991]"`
}

// Count gives the facilities completed.
func (f Facilities) Count() int64 { return f.Completed }

// UnmarshalJSON refuses a count that is absent.
func (f *Facilities) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, f) }

// PsychiatricFacility 市级精神病人卫生福利机构建设 is completed by 2025 (三(五)4, B5.2). The plan has no figure; the
// facility of the city is one.
//
// Errors: [rule.Range] for a count outside its range.
var PsychiatricFacility = func() check.Level[Facilities] {
	section, box := seeds.MustFigure("psychiatric-facility-year"), seeds.MustFigure("psychiatric-facility-year-box")
	return check.Level[Facilities]{
		ID: "affairs.psychiatric-facility", Title: rule.Text{ZH: "市级精神病人卫生福利机构建设", EN: "The city's psychiatric welfare facility"},
		Basis: []rule.Clause{section.Clause, box.Clause}, Level: 1, Due: section.Year(), DueBy: section.Clause,
	}
}().Rule()
