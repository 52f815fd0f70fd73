package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

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
var VillageAssistants = rows.Whole[AssistedVillages]("assistance.village-assistants",
	rule.Text{ZH: "村级社会救助协理员设立率", EN: "Villages with an assistant for social assistance"}, "",
	seeds.MustQuote("三(一)6", "村级设立社会救助协理员"), seeds.MustQuote("B1.1", "村级设立社会救助协理员")).Rule()
