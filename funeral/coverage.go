package funeral

import (
	"github.com/huainan-minzheng/civilaffairs/internal/rows"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Covered 公益性安葬（放）设施 counts the counties with a public facility for burials or ashes.
type Covered struct {
	// Covered 有公益性安葬（放）设施的县（区） is 0 to Counties; a county with several counts once.
	Covered int64 `json:"covered" zh:"有公益性安葬（放）设施的县（区）" en:"counties with a public burial facility" range:"[0,9007199254740991]"`
	// Counties 县（区）总数 is at least 1.
	Counties int64 `json:"counties" zh:"县（区）总数" en:"counties and districts" range:"[0,9007199254740991]"`
}

// Counts gives the counties with a facility, of all.
func (c Covered) Counts() (part, whole int64) { return c.Covered, c.Counties }

// UnmarshalJSON refuses a count that is absent.
func (c *Covered) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// CountyFacilities 县级公益性安葬（放）设施覆盖率 is 100 % by 2025 (T2.16, binding). Box 5 speaks as if public
// cemeteries were everywhere already; the table decides (discrepancy cemeteries-premise).
//
// Errors, here and for [PolicyCoverage]: [rule.Range] for a count outside its range or a part
// above its whole, [rule.EmptyWhole] for a whole of 0.
var CountyFacilities = rows.Share[Covered]("funeral.county-facilities", 16).Rule()

// Benefited 惠民殡葬政策惠及情况 counts the deceased for whom the funeral policy was carried out.
type Benefited struct {
	// Benefited 享受惠民殡葬政策的逝者 is 0 to Entitled.
	Benefited int64 `json:"benefited" zh:"享受惠民殡葬政策的逝者（名）" en:"deceased whom the policy reached" range:"[0,9007199254740991]"`
	// Entitled 应享受惠民殡葬政策的逝者 is at least 1: all whom the place's policy is for, residents in hardship or everybody.
	Entitled int64 `json:"entitled" zh:"应享受惠民殡葬政策的逝者（名）" en:"deceased whom the policy is for" range:"[0,9007199254740991]"`
}

// Counts gives the deceased whom the policy reached, of all whom it is for.
func (b Benefited) Counts() (part, whole int64) { return b.Benefited, b.Entitled }

// UnmarshalJSON refuses a count that is absent.
func (b *Benefited) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// PolicyCoverage 惠民殡葬政策覆盖率 is 100 % of those whom the policy is for (三(五)2, 推进惠民殡葬政策全覆盖). The plan does not
// say whether that is residents in hardship or everybody: the whole is the caller's (discrepancy
// funeral-policy-for-whom). The clause names no year.
var PolicyCoverage = rows.Stated[Benefited]("funeral.policy-coverage",
	rule.Text{ZH: "惠民殡葬政策覆盖率", EN: "Reach of the funeral policy"}, "funeral-policy", "").Rule()
