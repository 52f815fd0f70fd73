package caseload

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	look "github.com/huainan-minzheng/civilaffairs/internal/names"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// checkID refuses an id that nobody could tell from another, or from none: an empty or blank one is [rule.Missing], one
// that is not UTF-8 [rule.Syntax], and one with control characters or others that do not show, with blanks at its ends or of another kind
// between [rule.Invalid]: a bank's "H1 " would be a household that is paid and not due, and H1 one that is due and not paid.
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
	var other rune // the first blank that is not plain, at a place
	var at int
	for _, c := range id {
		n++
		switch {
		case c > ' ' && c < 0x7f, c >= '一' && c <= '龥':
			blank = false
		case unicode.Is(unicode.Zs, c):
			if c != ' ' && other == 0 {
				other, at = c, n
			}
		case look.Hidden(c):
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
	switch {
	case strings.TrimSpace(id) != id:
		var f rule.Errors
		f.Add(rule.Invalid, "id", shown(id), rule.Text{ZH: "首尾有空格，会被当作另一户；请删去", EN: "has blanks at an end, and would be another household's; delete them"})
		return f.Err()
	case other != 0:
		var f rule.Errors
		f.Add(rule.Invalid, "id", shown(id), rule.Text{
			ZH: fmt.Sprintf("第%d个字符是另一种空格（U+%04X），看不出与普通空格的区别；请改为普通空格或删去", at, other),
			EN: fmt.Sprintf("character %d is a blank of another kind (U+%04X), which looks like any other; write a plain one or none", at, other)})
		return f.Err()
	}
	return nil
}
