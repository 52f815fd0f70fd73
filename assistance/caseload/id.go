package caseload

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// checkID refuses an id that nobody could tell from another, or from none: an empty or blank one is [rule.Missing], one
// that is not UTF-8 [rule.Syntax], and one with control characters or others that do not show [rule.Invalid].
func checkID(id string) error {
	if id == "" {
		var f rule.Errors
		f.Missing("id")
		return f.Err()
	}
	if !utf8.ValidString(id) {
		return notUTF8("id", id)
	}
	blank, n := true, 0
	for _, c := range id {
		n++
		switch {
		case c > ' ' && c < 0x7f, c >= '一' && c <= '龥':
			blank = false
		case unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			var f rule.Errors
			f.Add(rule.Invalid, "id", shown(id), rule.Text{ZH: fmt.Sprintf("第%d个字符不可见（U+%04X）；请删去", n, c), EN: fmt.Sprintf("character %d does not show (U+%04X); delete it", n, c)})
			return f.Err()
		default:
			blank = blank && unicode.IsSpace(c)
		}
	}
	if blank {
		var f rule.Errors
		f.Add(rule.Missing, "id", shown(id), rule.Text{ZH: "只有空格；请填写户编号", EN: "is nothing but blanks; write the household's id"})
		return f.Err()
	}
	return nil
}
