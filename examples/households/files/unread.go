package files

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// unread are what tables are separated by that is not read, since it stands in names and titles too.
var unread = []string{"|", "｜", "，", "、", "；"}

// inOneCell is what separates a table that was put into a single column of a workbook.
var inOneCell = append([]string{",", ";", "\t"}, unread...)

// notTitleBut refuses a line, or a cell of a workbook, that stands where a title may, has no column's name of its own, and yet is of a
// table: a heading or a household whose cells are separated by something that is not read there. A title that has such a
// character in it is none of these.
func notTitleBut(text []byte, row int, separators []string) *households.Fault {
	for _, sep := range separators {
		if !bytes.Contains(text, []byte(sep)) {
			continue
		}
		known, filled, tells := 0, 0, false
		for cell := range strings.SplitSeq(string(text), sep) {
			cell = strings.Trim(strings.TrimSpace(cell), `"`)
			if cell == "" {
				continue
			}
			filled++
			if households.Known(cell) {
				known++
			}
			tells = tells || isFact(cell)
		}
		switch {
		case known >= 2:
			return separated(row, sep, "像是表头", "looks like the heading")
		case filled >= notTitle && (tells || sep == "|" || sep == "｜"): // a sentence has commas too
			return separated(row, sep, "在表头应在之处或其上，像是一户", "stands where the heading should or above it and looks like a household")
		}
	}
	if n := 0; len(bytes.Fields(text)) >= notTitle {
		for _, cell := range bytes.Fields(text) {
			if households.Known(string(cell)) {
				n++
			}
		}
		if n >= notTitle {
			return separated(row, "", "像是表头", "looks like the heading")
		}
	}
	return nil
}

// isFact says whether a cell is an area, or made of the characters of amounts alone.
func isFact(cell string) bool {
	switch strings.ToLower(cell) {
	case "rural", "urban", "农村", "城市":
		return true
	}
	return strings.Trim(cell, "0123456789.,/;元¥ ") == "" && strings.ContainsAny(cell, "0123456789")
}

func separated(row int, sep, zh, en string) *households.Fault {
	byZH, byEN := "“"+sep+"”", "“"+sep+"”"
	switch sep {
	case "":
		byZH, byEN = "空格", "blanks"
	case "，":
		byZH, byEN = "全角逗号", "full-width commas"
	case "、":
		byZH, byEN = "顿号", "enumeration commas (、)"
	case "；":
		byZH, byEN = "全角分号", "full-width semicolons"
	case "\t":
		byZH, byEN = "制表符", "tabs"
	}
	return fault(rule.Syntax,
		fmt.Sprintf("第%d行%s，而各格以%s分隔；请在Excel或WPS表格中用“数据—分列”按%s分开，再另存为以半角逗号分隔的CSV或XLSX", row, zh, byZH, byZH),
		fmt.Sprintf("row %d %s, and its cells are separated by %s; split them at these in a spreadsheet (text to columns), and save the table as CSV with commas or as XLSX", row, en, byEN))
}
