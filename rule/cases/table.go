package cases

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/huainan-minzheng/civilaffairs/internal/written"
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
	// Line is the line in the file at which the row begins, and Row the row of a spreadsheet in which the table is
	// opened: a cell of several lines is one row there. Both count from 1, the heading and blank rows too.
	Line, Row int
	// ZH and EN say what the case shows, on one line, Clause where it rests, Arithmetic how the
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

// Read reads a whole table; see the package on its columns. Errors name the line of the file or the
// column, the reason and the way to mend it: a file that is not UTF-8 or not well-formed CSV
// ([rule.Syntax]), a column that is none ([rule.UnknownField]) or stands twice
// ([rule.Duplicate]), a row that expects nothing, a table without rows or without a column of what is expected
// ([rule.Missing]), a row that expects values beside an error ([rule.Invalid]). Every row that cannot be read is named.
func Read(table io.Reader) ([]Case, error) {
	list, err := read(table)
	if err != nil {
		return nil, err
	}
	out := make([]Case, len(list))
	var f rule.Errors
	for i, l := range list {
		out[i] = l.Case
		for _, w := range l.wrong {
			field := strings.TrimSpace(fmt.Sprintf("line %d %s", l.Line, w.Field))
			f.Add(w.Code, field, w.Value, w.Reason)
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// line is a row as it was read, and what is wrong with it.
type line struct {
	Case
	wrong rule.Errors
}

// read reads a table, and rows that are wrong with what is wrong with them.
func read(table io.Reader) ([]line, error) {
	data, err := io.ReadAll(table)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if why, is := written.Otherwise(data); is {
		return nil, problem(rule.Syntax, "", "", why.ZH, why.EN)
	}
	if bytes.Contains(data, []byte("\uFEFF")) {
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
	var rows []line
	within := 0 // the line breaks in the cells so far, which begin no row
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, problem(rule.Syntax, "", "", "不是合格的CSV："+malformed(err), "not well-formed CSV: "+err.Error())
		}
		at, _ := r.FieldPos(0)
		c := Case{Line: at, Row: at - within}
		for _, text := range cells {
			within += strings.Count(text, "\n")
		}
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		if names == nil {
			if names, err = heading(cells); err != nil {
				return nil, err
			}
			continue
		}
		wrong := c.split(names, cells)
		rows = append(rows, line{c, wrong})
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
	names, expects := make([]string, len(cells)), false
	for i, name := range cells {
		if words := strings.Fields(name); len(words) > 0 {
			name = words[0] // what follows is for the reader
		}
		at := i + 1
		shown := name
		if len(shown) > 80 {
			shown = shown[:80] + "…"
		}
		part, _, _ := strings.Cut(name, ".")
		known := slices.Contains([]string{columnZH, columnEN, columnClause, columnShown}, name) ||
			strings.Contains(name, ".") && slices.Contains([]string{"p", "in", "want", "step"}, part)
		switch {
		case slices.Contains(names[:i], name):
			return nil, problem(rule.Duplicate, "", shown, fmt.Sprintf("第%d列列名重复", at), fmt.Sprintf("column %d: the column stands twice", at))
		case !known:
			return nil, problem(rule.UnknownField, "", shown, fmt.Sprintf("第%d列：没有此列；列名应为zh、en、clause、arithmetic或以p.、in.、want.、step.开头", at), fmt.Sprintf("column %d: no such column: zh, en, clause, arithmetic, or p., in., want., step. and a path", at))
		}
		names[i] = name
		expects = expects || part == "want" || part == "step"
	}
	if !expects {
		return nil, problem(rule.Missing, "", "", "没有预期：标题行中应有want.或step.开头的列", "nothing to expect: the heading needs a column that begins with want. or step.")
	}
	return names, nil
}

// malformed says in Chinese where a text is no CSV.
func malformed(err error) string {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return err.Error()
	}
	why := p.Err.Error()
	switch {
	case errors.Is(err, csv.ErrQuote):
		why = "引号没有配对，或引号后还有别的字符"
	case errors.Is(err, csv.ErrBareQuote):
		why = "单元格中间有引号：请把整个单元格放在引号内，其中的引号写两遍"
	}
	return fmt.Sprintf("文件第%d行第%d个字节：%s", p.Line, p.Column, why)
}

// oneLine is a text without line breaks, so that what is said of it stays on one line.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\r\n") {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}

// split takes the cells of a row apart, and tells what is wrong with them.
func (c *Case) split(head, cells []string) (wrong rule.Errors) {
	for i, text := range cells {
		if text = strings.TrimFunc(text, unicode.IsSpace); text == "" {
			continue
		}
		if i >= len(head) {
			wrong.Add(rule.UnknownField, "", oneLine(text), rule.Text{ZH: fmt.Sprintf("第%d列没有标题", i+1), EN: fmt.Sprintf("a cell without a heading, in column %d", i+1)})
			continue
		}
		text = strings.TrimPrefix(text, "'")
		part, path, _ := strings.Cut(head[i], ".")
		cell := rule.Cell{Path: path, Text: text}
		switch {
		case head[i] == columnZH:
			c.ZH = oneLine(text)
		case head[i] == columnEN:
			c.EN = oneLine(text)
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
		wrong.Add(rule.Missing, columnError, "", rule.Text{ZH: "写了want.error.field就要写want.error", EN: "want.error.field without want.error: give the code too"})
	} else if len(c.Want) == 0 && len(c.Steps) == 0 && c.Code == "" {
		wrong.Add(rule.Missing, "", "", rule.Text{ZH: "没有预期：请填写want或step列", EN: "nothing to expect: fill in a want or step column"})
	}
	if c.Code != "" && len(c.Want)+len(c.Steps) > 0 {
		also, prefix := c.Want, "want."
		if len(also) == 0 {
			also, prefix = c.Steps, "step."
		}
		wrong.Add(rule.Invalid, prefix+also[0].Path, also[0].Text, rule.Text{
			ZH: "写了want.error就没有结论和步骤：请删去此格，或删去want.error",
			EN: "beside want.error, with which there is neither answer nor step: empty this cell, or want.error"})
	}
	return wrong
}
