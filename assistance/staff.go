package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// TownshipOffice 民政所配备情况 counts the full-time civil-affairs staff of a township's office.
type TownshipOffice struct {
	// Staff 专职民政工作人员 is not negative.
	Staff int64 `json:"staff" zh:"专职民政工作人员（名）" en:"full-time civil-affairs staff" range:"[0,1099511627776]"`
	// Townships 乡镇（街道） is 1 for one office, as the plan counts; the sum of several hides an office without staff
	// behind one with many.
	Townships int64 `json:"townships" zh:"乡镇（街道）（个）" en:"townships" range:"[0,1099511627776]"`
}

// Counts gives the staff, and for how many townships it is.
func (o TownshipOffice) Counts() (n, of int64) { return o.Staff, o.Townships }

// UnmarshalJSON refuses a count that is absent.
func (o *TownshipOffice) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// TownshipStaff 乡镇（街道）民政所专职人员 is three to five for each township (B1.1), both included. The box names no year.
//
// Errors: [rule.Range] for a count outside its range.
var TownshipStaff = rows.Quota[TownshipOffice]("assistance.township-staff",
	rule.Text{ZH: "乡镇（街道）民政所专职民政工作人员配备", EN: "Full-time civil-affairs staff of a township"},
	"township-staff-least", "township-staff-most", "").Band()

// AssistedVillages 协理员设立情况 counts the villages with an assistant for social assistance.
type AssistedVillages struct {
	// Assisted 设有社会救助协理员的村 is 0 to Villages.
	Assisted int64 `json:"assisted" zh:"设有社会救助协理员的村（个）" en:"villages with an assistant" range:"[0,9007199254740991]"`
	// Villages 村总数 is at least 1.
	Villages int64 `json:"villages" zh:"村总数（个）" en:"villages" range:"[0,9007199254740991]"`
}

// Counts gives the villages with an assistant, of all.
func (a AssistedVillages) Counts() (part, whole int64) { return a.Assisted, a.Villages }

// UnmarshalJSON refuses a count that is absent.
func (a *AssistedVillages) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// VillageAssistants 村级社会救助协理员设立率 is an assistant for social assistance in every village (三(一)6, B1.1). The clauses name no year and no
// number above one, and say village (村级): whether urban communities are counted with them is the caller's.
//
// Errors: [rule.Range] for a count outside its range or a part above its whole, [rule.EmptyWhole] for no villages.
var VillageAssistants = check.Share[AssistedVillages]{
	ID: "assistance.village-assistants", Title: rule.Text{ZH: "村级社会救助协理员设立率", EN: "Villages with an assistant for social assistance"},
	Basis: []rule.Clause{seeds.MustQuote("三(一)6", "村级设立社会救助协理员"), seeds.MustQuote("B1.1", "村级设立社会救助协理员")}, Rate: allOfThem(),
}.Rule()
