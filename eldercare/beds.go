package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
)

// Beds 养老机构床位 counts the beds of eldercare homes.
type Beds struct {
	// Care 护理型床位数 is how many are care beds: 0 to Total.
	Care int64 `json:"care" zh:"护理型床位（张）" en:"care beds" range:"[0,9007199254740991]"`
	// Total 养老机构床位总数 is at least 1; without beds there is no share.
	Total int64 `json:"total" zh:"床位总数（张）" en:"beds" range:"[0,9007199254740991]"`
}

// Counts gives the care beds of the beds.
func (b Beds) Counts() (part, whole int64) { return b.Care, b.Total }

// UnmarshalJSON reads both counts, and refuses one that is absent.
func (b *Beds) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// CareBeds 养老机构护理型床位占比 is at least 55 % by 2025 (T2.7, 三(二)4). The share is compared
// as counted, never rounded: 12,649 of 23,000 prints as 55.0 % and does not meet it.
// Shortfall is how many beds must be converted to care beds, or ToAdd how many newly added
// instead.
//
// Errors: [rule.Range] for a count outside its range or a part above the whole,
// [rule.EmptyWhole] for no beds at all.
var CareBeds = check.Growing(rows.Share[Beds]("eldercare.care-beds", 7, "care-beds-prose"))
