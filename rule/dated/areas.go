package dated

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Areas 地区 is the fixed list of areas that a book may name: a misspelt county is refused, and
// not taken for one that has no standard.
type Areas struct {
	// City 设区的市 is the area whose standards hold in a county that has none of its own. Empty
	// where there is no such area: each county then needs entries of its own.
	City string `json:"city,omitzero" zh:"市" en:"city"`
	// Counties 县区 are the others.
	Counties []string `json:"counties" zh:"县区" en:"counties"`
}

// list gives all areas, the city first.
func (a Areas) list() []string {
	if a.City == "" {
		return slices.Clone(a.Counties)
	}
	return append([]string{a.City}, a.Counties...)
}

// check refuses areas that could not be told apart, and gives the place of each.
func (a Areas) check(f *rule.Errors) map[string]int {
	names := a.list()
	at := make(map[string]int, len(names))
	if len(names) == 0 {
		f.Add(rule.Missing, "areas", "", rule.Text{ZH: "没有给出任何地区：请列出市和县区", EN: "no areas: list the city and its counties"})
	}
	for i, name := range names {
		field := "areas.city"
		if a.City == "" || i > 0 {
			n := i
			if a.City != "" {
				n--
			}
			field = "areas.counties[" + strconv.Itoa(n) + "]"
		}
		switch {
		case name == "":
			f.Missing(field)
		case !utf8.ValidString(name):
			f.Add(rule.Syntax, field, short(name), notUTF8)
		case strings.TrimSpace(name) != name:
			f.Add(rule.Invalid, field, short(name), blanks)
		case hidden(name):
			f.Add(rule.Invalid, field, short(name), notShown(name))
		}
		if _, twice := at[name]; twice {
			f.Add(rule.Duplicate, field, short(name), rule.Text{ZH: "地区重复：请删去一处", EN: "an area that stands twice: leave one out"})
		}
		at[name] = i
	}
	return at
}

var (
	notUTF8 = rule.Text{ZH: "不是UTF-8编码（可能是GBK），请转换后再给", EN: "is not UTF-8 (perhaps GBK): convert it first"}
	blanks  = rule.Text{ZH: "首尾有空格：请去掉", EN: "has blanks around it: remove them"}
)

// hidden reports whether a name has a character that does not show, or changes how what stands around
// it is shown: controls, line separators, zero-width and bidirectional characters.
func hidden(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return visible(r) != r })
}

// visible gives a character, and a question mark for one that does not show.
func visible(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
		return '?'
	}
	return r
}

// notShown names the first such character.
func notShown(s string) rule.Text {
	at := strings.IndexFunc(s, func(r rune) bool { return visible(r) != r })
	r, _ := utf8.DecodeRuneInString(s[at:])
	n := utf8.RuneCountInString(s[:at]) + 1
	return rule.Text{
		ZH: fmt.Sprintf("第%d个字符是不可见的控制或格式字符（U+%04X）：请删去", n, r),
		EN: fmt.Sprintf("an invisible control or format character (U+%04X) at character %d: delete it", r, n)}
}

// short keeps a value short enough to read in an error, and readable.
func short(s string) string {
	s = strings.Map(visible, strings.ToValidUTF8(s, "?"))
	n := 0
	for i := range s {
		if n++; n > 64 {
			return s[:i] + "…"
		}
	}
	return s
}

// unknown says that an area is not in the list, and which are.
func (a Areas) unknown() rule.Text {
	names := a.list()
	const most = 20
	more := ""
	if len(names) > most {
		names, more = names[:most], "…"
	}
	return rule.Text{
		ZH: "不在地区清单中：请核对名称，应为" + strings.Join(names, "、") + more,
		EN: "is none of the areas: check its name, which is one of " + strings.Join(names, ", ") + more}
}
