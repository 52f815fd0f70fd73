// Package attribute holds the attribute of an indicator (指标属性), binding or anticipatory. The
// plan as data and the engine that evaluates plans both speak of it and do not know each
// other, so it stands below both, and each exports it under its own name.
package attribute

import "github.com/huainan-minzheng/civilaffairs/rule"

// Attribute 指标属性 says whether missing an indicator's target fails the plan; see [rule.Enum].
type Attribute = rule.Enum[List]

// The attributes. The zero Attribute is refused.
const (
	Binding      Attribute = iota + 1 // 约束性
	Anticipatory                      // 预期性
)

// List is the closed list of attributes.
type List struct{}

// Choices implements the list of [rule.Enum]. The Chinese labels are as the plan prints them.
func (List) Choices() rule.Choices { return list }

var list = rule.Choices{
	Binding:      {Code: "binding", Label: rule.Text{ZH: "约束性", EN: "binding"}},
	Anticipatory: {Code: "anticipatory", Label: rule.Text{ZH: "预期性", EN: "anticipatory"}},
}
