package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Adoptions 收养评估情况 counts the adoptions that were assessed.
type Adoptions struct {
	// Assessed 已作收养评估的收养申请 is 0 to Applications.
	Assessed int64 `json:"assessed" zh:"已作收养评估的收养申请（件）" en:"applications assessed" range:"[0,9007199254740991]"`
	// Applications 应作评估的收养申请 is at least 1.
	Applications int64 `json:"applications" zh:"应作评估的收养申请（件）" en:"applications to be assessed" range:"[0,9007199254740991]"`
}

// Counts gives the applications assessed, of all.
func (a Adoptions) Counts() (part, whole int64) { return a.Assessed, a.Applications }

// UnmarshalJSON refuses a count that is absent.
func (a *Adoptions) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// AdoptionAssessment 收养评估率 is an assessment of every application to adopt (三(四)2, 全面实施收养评估): 100 %. Which
// applications need none by the norms is the caller's to leave out. The clause names no year.
var AdoptionAssessment = rows.Whole[Adoptions]("childwelfare.adoption-assessment",
	rule.Text{ZH: "收养评估率", EN: "Adoptions assessed"}, "",
	seeds.MustQuote("三(四)2", "全面实施收养评估")).Rule()
