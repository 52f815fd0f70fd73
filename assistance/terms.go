package assistance

import "github.com/huainan-minzheng/civilaffairs/rule"

func newTerm(id, zh, en, formula string, c rule.Clause) *rule.Term {
	return &rule.Term{ID: id, Label: rule.Text{ZH: zh, EN: en}, Formula: formula, Clause: c}
}

// lastBegun is the place of the last entry of a list in rising order that has begun, -1 if none
// has: the tier of a rise, the conditions of a month.
func lastBegun[T any](list []T, begun func(*T) bool) int {
	at := -1
	for i := range list {
		if begun(&list[i]) {
			at = i
		}
	}
	return at
}
