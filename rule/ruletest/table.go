package ruletest

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
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// The columns that every table has.
const (
	columnZH     = "zh"
	columnEN     = "en"
	columnClause = "clause"
	columnShown  = "arithmetic"
	columnError  = "want.error"
	columnField  = "want.error.field"
)

// row is one case, its cells by their part.
type row struct {
	line           int
	zh, en, clause string
	arithmetic     string
	code, field    string
	p, in, want    rule.Cells
	steps          rule.Cells
}

func problem(code rule.Code, at, value, zh, en string) error {
	var f rule.Errors
	f.Add(code, at, value, rule.Text{ZH: zh, EN: en})
	return f.Err()
}

// read reads the whole table.
func read(table io.Reader) ([]row, error) {
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
	var rows []row
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
		name = strings.TrimSpace(name)
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
	for _, name := range []string{columnZH, columnEN, columnClause} {
		if !slices.Contains(names, name) {
			return nil, problem(rule.Missing, name, "", "缺少此列", "the column is missing")
		}
	}
	return names, nil
}

func splitRow(head, cells []string, line int) (row, error) {
	c := row{line: line}
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
			c.zh = text
		case head[i] == columnEN:
			c.en = text
		case head[i] == columnClause:
			c.clause = text
		case head[i] == columnShown:
			c.arithmetic = text
		case head[i] == columnError:
			c.code = text
		case head[i] == columnField:
			c.field = text
		case part == "p":
			c.p = append(c.p, cell)
		case part == "in":
			c.in = append(c.in, cell)
		case part == "want":
			c.want = append(c.want, cell)
		case part == "step":
			c.steps = append(c.steps, cell)
		}
	}
	if c.zh == "" || c.en == "" || c.clause == "" {
		return c, problem(rule.Missing, at, "", "zh、en、clause三列必须填写", "zh, en and clause must be filled in")
	}
	if len(c.want) == 0 && len(c.steps) == 0 && c.code == "" {
		return c, problem(rule.Missing, at, "", "没有预期：请填写want或step列", "nothing to expect: fill in a want or step column")
	}
	return c, nil
}

// sameValue compares an expected cell with what came out, by value.
func sameValue(kind formula.Kind, want, got string) bool {
	if want == got {
		return true
	}
	if kind == formula.Flag {
		return strings.EqualFold(want, got)
	}
	a, err := formula.ParseValue(kind, want)
	b, err2 := formula.ParseValue(kind, got)
	return err == nil && err2 == nil && a.Rat != nil && b.Rat != nil && a.Rat.Cmp(b.Rat) == 0
}

// compare holds expected cells against what came out. labels gives the words of choices,
// which a table may use for codes.
func compare(prefix string, want, got rule.Cells, kindOf func(path string) formula.Kind, codeOf func(path, label string) string) []string {
	var problems []string
	for _, w := range want {
		i := slices.IndexFunc(got, func(g rule.Cell) bool { return g.Path == w.Path })
		switch {
		case i < 0:
			problems = append(problems, fmt.Sprintf("%s%s: not in the answer, want %s", prefix, w.Path, w.Text))
		case !sameValue(kindOf(w.Path), codeOf(w.Path, w.Text), got[i].Text):
			problems = append(problems, fmt.Sprintf("%s%s: %s, want %s", prefix, w.Path, got[i].Text, w.Text))
		}
	}
	return problems
}
