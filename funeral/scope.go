package funeral

import "github.com/huainan-minzheng/civilaffairs/rule"

// Scope 统计口径 says whose deaths or burials are counted: "all" or "cremation-zone". The zero Scope is not given,
// and refused: figures of the two scopes are not to be compared, and the plan does not say which
// it means (discrepancy cremation-deaths).
type Scope = rule.Enum[scopes]

// The scopes.
const (
	Everywhere    Scope = iota + 1 // 全部区域
	CremationZone                  // 火葬区: the areas where cremation is prescribed
)

type scopes struct{}

func (scopes) Choices() rule.Choices { return scopeNames }

var scopeNames = rule.Choices{
	Everywhere:    {Code: "all", Label: rule.Text{ZH: "全部区域", EN: "everywhere"}},
	CremationZone: {Code: "cremation-zone", Label: rule.Text{ZH: "火葬区", EN: "the cremation zone"}},
}
