package cases

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// The columns that say what a case is.
const (
	columnZH     = "zh"
	columnEN     = "en"
	columnClause = "clause"
	columnShown  = "arithmetic"
	columnError  = "want.error"
	columnField  = "want.error.field"
)

// Case 案例 is one row of a table, its cells by their part.
type Case struct {
	// Line is the line in the file at which the row begins.
	Line int
	// ZH and EN say what the case shows, Clause where it rests, Arithmetic how the
	// expected value comes about.
	ZH, EN, Clause, Arithmetic string
	// Parameters and Facts are the inputs, by the paths of their fields.
	Parameters, Facts rule.Cells
	// Want are expected fields of the answer, Steps expected steps.
	Want, Steps rule.Cells
	// Code is the code of the expected error, Field the path that it names.
	Code, Field string
}

// Title is what the case shows, in a language, or in the other where it is told in that alone.
func (c Case) Title(l rule.Language) string {
	t := rule.Text{ZH: c.ZH, EN: c.EN}
	if own := t.In(l); own != "" {
		return own
	}
	return c.ZH + c.EN
}

func problem(code rule.Code, at, value, zh, en string) error {
	var f rule.Errors
	f.Add(code, at, value, rule.Text{ZH: zh, EN: en})
	return f.Err()
}

// Read reads a whole table; see the package on its columns. Errors name the line or the
// column, the reason and the way to mend it: a file that is not UTF-8 or not well-formed CSV
// ([rule.Syntax]), a column that is none ([rule.UnknownField]) or stands twice
// ([rule.Duplicate]), a row that expects nothing, a table without rows ([rule.Missing]), a row that
// expects values beside an error ([rule.Invalid]).
func Read(table io.Reader) ([]Case, error) {
	data, err := io.ReadAll(table)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return nil, problem(rule.Syntax, "", "", "文件是UTF-16编码，请另存为“CSV UTF-8”", "the file is UTF-16: save it as CSV UTF-8")
	case !utf8.Valid(data):
		return nil, problem(rule.Syntax, "", "", "文件不是UTF-8编码（可能是GBK），请另存为“CSV UTF-8”", "the file is not UTF-8 (perhaps GBK): save it as CSV UTF-8")
	case bytes.Contains(data, []byte("\uFEFF")):
		return nil, problem(rule.Syntax, "", "", "表格中间有字节顺序标记，请删除", "a byte order mark inside the table: remove it")
	}
	if !bytes.Contains(data, []byte{'\n'}) {
		data = bytes.ReplaceAll(data, []byte{'\r'}, []byte{'\n'})
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	head, _, _ := bytes.Cut(data, []byte{'\n'})
	if !bytes.Contains(head, []byte{','}) {
		for _, other := range ";\t" {
			if bytes.ContainsRune(head, other) {
				r.Comma = other
			}
		}
	}
	var names []string
	var rows []Case
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, problem(rule.Syntax, "", "", "不是合格的CSV："+err.Error(), "not well-formed CSV: "+err.Error())
		}
		line, _ := r.FieldPos(0)
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		if names == nil {
			if names, err = heading(cells); err != nil {
				return nil, err
			}
			continue
		}
		c, err := splitRow(names, cells, line)
		if err != nil {
			return nil, err
		}
		rows = append(rows, c)
	}
	if len(rows) == 0 {
		return nil, problem(rule.Missing, "", "", "没有案例：需要标题行和至少一行", "no cases: a heading and at least one row are needed")
	}
	return rows, nil
}

func heading(cells []string) ([]string, error) {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	names := make([]string, len(cells))
	for i, name := range cells {
		if words := strings.Fields(name); len(words) > 0 {
			name = words[0] // what follows is for the reader
		}
		at := fmt.Sprintf("column %d", i+1)
		shown := name
		if len(shown) > 80 {
			shown = shown[:80] + "…"
		}
		part, _, _ := strings.Cut(name, ".")
		known := slices.Contains([]string{columnZH, columnEN, columnClause, columnShown}, name) ||
			strings.Contains(name, ".") && slices.Contains([]string{"p", "in", "want", "step"}, part)
		switch {
		case slices.Contains(names[:i], name):
			return nil, problem(rule.Duplicate, at, shown, "列名重复", "the column stands twice")
		case !known:
			return nil, problem(rule.UnknownField, at, shown, "没有此列；列名应为zh、en、clause、arithmetic或以p.、in.、want.、step.开头", "no such column: zh, en, clause, arithmetic, or p., in., want., step. and a path")
		}
		names[i] = name
	}
	return names, nil
}

func splitRow(head, cells []string, line int) (Case, error) {
	c := Case{Line: line}
	at := fmt.Sprintf("line %d", line)
	for i, text := range cells {
		if text = strings.TrimFunc(text, unicode.IsSpace); text == "" {
			continue
		}
		if i >= len(head) {
			return c, problem(rule.UnknownField, at, text, "此列没有标题", "a cell without a heading")
		}
		text = strings.TrimPrefix(text, "'")
		part, path, _ := strings.Cut(head[i], ".")
		cell := rule.Cell{Path: path, Text: text}
		switch {
		case head[i] == columnZH:
			c.ZH = text
		case head[i] == columnEN:
			c.EN = text
		case head[i] == columnClause:
			c.Clause = text
		case head[i] == columnShown:
			c.Arithmetic = text
		case head[i] == columnError:
			c.Code = text
		case head[i] == columnField:
			c.Field = text
		case part == "p":
			c.Parameters = append(c.Parameters, cell)
		case part == "in":
			c.Facts = append(c.Facts, cell)
		case part == "want":
			c.Want = append(c.Want, cell)
		case part == "step":
			c.Steps = append(c.Steps, cell)
		}
	}
	if c.Field != "" && c.Code == "" {
		return c, problem(rule.Missing, at+" want.error", "", "写了want.error.field就要写want.error", "want.error.field without want.error: give the code too")
	}
	if c.Code != "" && len(c.Want)+len(c.Steps) > 0 {
		also, prefix := c.Want, "want."
		if len(also) == 0 {
			also, prefix = c.Steps, "step."
		}
		return c, problem(rule.Invalid, at+" "+prefix+also[0].Path, also[0].Text,
			"写了want.error就没有结论和步骤：请删去此格，或删去want.error", "beside want.error, with which there is neither answer nor step: empty this cell, or want.error")
	}
	if len(c.Want) == 0 && len(c.Steps) == 0 && c.Code == "" {
		return c, problem(rule.Missing, at, "", "没有预期：请填写want或step列", "nothing to expect: fill in a want or step column")
	}
	return c, nil
}
