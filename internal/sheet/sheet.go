// Package sheet reads the text of tables as spreadsheets save them.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/internal/written"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Most is how large a table can be, in bytes.
const Most = 64 << 20

// Text gives a file's text without a byte order mark and with line feeds, or says why it
// is none.
func Text(data []byte) (string, error) {
	switch data = bytes.TrimPrefix(data, []byte("\uFEFF")); {
	case len(data) > Most:
		return "", Fault(rule.Range, "", "文件超过64MB", "the file is larger than 64 MB")
	case len(bytes.TrimSpace(data)) == 0:
		return "", Fault(rule.Missing, "", "文件是空的", "the file is empty")
	}
	if why, is := written.Otherwise(data); is {
		return "", Fault(rule.Syntax, "", why.ZH, why.EN)
	}
	text := string(data)
	if !strings.Contains(text, "\n") { // as old spreadsheets end lines
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, nil
}

// Separated refuses a heading whose columns are separated by something else than commas.
func Separated(head []string) error {
	if len(head) == 1 && strings.ContainsAny(head[0], ";\t") {
		return Fault(rule.Syntax, Clip(head[0]), "各列须以逗号分隔，不是分号或制表符；请另存为“CSV UTF-8（逗号分隔）”", "columns must be separated by commas, not by semicolons or tabs: save it as “CSV UTF-8 (comma delimited)”")
	}
	if len(head) == 1 && strings.ContainsAny(head[0], "|｜，、；") {
		return Fault(rule.Syntax, Clip(head[0]), "各列须以半角逗号分隔；请在Excel或WPS表格中用“数据—分列”分开，再另存为“CSV UTF-8（逗号分隔）”",
			"columns must be separated by commas: split them in a spreadsheet (text to columns), and save the table as “CSV UTF-8 (comma delimited)”")
	}
	return nil
}

// Unquoted says in which line the reader of CSV found a quotation mark that is not closed; ok is false for another error.
func Unquoted(err error) (line int, fault error, ok bool) {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return 0, nil, false
	}
	return p.Line, Fault(rule.Syntax, "", "引号不成对，或引号之后还有文字", "a quotation mark is not closed, or text follows one"), true
}

// Fault is what is wrong with a file as a whole, in both languages.
func Fault(code rule.Code, value, zh, en string) error {
	return rule.Errors{{Code: code, Value: value, Reason: rule.Text{ZH: zh, EN: en}}}
}

// Clip shortens a cell that is quoted.
func Clip(s string) string {
	if r := []rune(s[:min(len(s), 400)]); len(r) > 64 {
		return string(r[:64]) + "…"
	}
	return s
}
