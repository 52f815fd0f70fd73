// Package names tells of names that nobody could tell from another, or from none, so that a county that is written twice is not
// counted twice.
package names

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Fault 名称有误 says what is wrong with a name: [rule.Missing] for one that is empty or nothing but blanks, [rule.Invalid] for one with
// blanks around it or a character that does not show. The code of a name that will do is empty.
func Fault(name string) (rule.Code, rule.Text) {
	bare := strings.TrimSpace(name)
	if name == "" {
		return rule.Missing, rule.Text{}
	}
	if bare == "" {
		return rule.Missing, rule.Text{ZH: "只有空格，请填写名称", EN: "is nothing but blanks: write the name"}
	}
	n := 0
	for _, r := range name {
		if n++; Hidden(r) {
			return rule.Invalid, rule.Text{
				ZH: fmt.Sprintf("第%d个字符是不可见的控制或格式字符（U+%04X），请删去", n, r),
				EN: fmt.Sprintf("an invisible control or format character (U+%04X) at character %d: delete it", r, n)}
		}
	}
	if bare != name {
		return rule.Invalid, rule.Text{ZH: "名称前后有空格，请去掉", EN: "has blanks around its name: leave them out"}
	}
	return "", rule.Text{}
}

// Hidden 不可见字符 reports whether a character does not show: a control, a line separator, a zero-width or bidirectional one, a filler.
func Hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Shown 名称的写法 is how a name is shown in a message: each character that does not show as a question mark.
func Shown(name string) string {
	return strings.Map(func(r rune) rune {
		if Hidden(r) {
			return '?'
		}
		return r
	}, name)
}
