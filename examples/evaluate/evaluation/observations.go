package evaluation

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/internal/sheet"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Plan 读取规划指标表 reads a plan as JSON or, by [indicators.ParsePlanCSV], as a table: by what is in the file, whatever it is called.
func Plan(data []byte) (indicators.Plan, error) {
	if begin := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF"))); len(begin) > 0 && (begin[0] == '{' || begin[0] == '[') {
		return indicators.ParsePlan(data)
	}
	return indicators.ParsePlanCSV(data)
}

// Observations 读取完成情况 reads a JSON list or, by [ReadCSV], a table, by the ending of the file's name.
func Observations(name string, data []byte) ([]indicators.Observation, error) {
	out, _, err := read(name, data)
	return out, err
}

// read is [Observations], with the lines of a table's rows.
func read(name string, data []byte) (out []indicators.Observation, lines []int, err error) {
	if strings.EqualFold(path.Ext(name), ".csv") {
		return readCSV(data)
	}
	if err = rule.Unmarshal(data, &out); err != nil {
		return out, nil, listed(rule.Faults(err))
	}
	if len(out) == 0 {
		err = fault(rule.Missing, "", "", "清单中没有数据", "the list is empty")
	}
	return out, nil, err
}

// headings are the Chinese headings that a column may have in place of its field's path.
var headings = map[string]string{
	"指标": "indicator", "编号": "indicator", "年度": "year", "县区": "county", "完成值": "value", "分子": "part", "分母": "whole",
	"申报实现目标": "achieved", "数据来源": "source",
}

// itemHeading is that of an input's column, which counts from 1: 分项1名称 is inputs[0].name.
var itemHeading = regexp.MustCompile(`^分项([1-9][0-9]?)(名称|数值)$`)

// pathOf is the path that a heading stands for; a heading that is none stays as it is.
func pathOf(heading string) string {
	if path, ok := headings[heading]; ok {
		return path
	}
	if m := itemHeading.FindStringSubmatch(heading); m != nil {
		n, _ := strconv.Atoi(m[1]) // one or two digits
		return fmt.Sprintf("inputs[%d].%s", n-1, map[string]string{"名称": "name", "数值": "value"}[m[2]])
	}
	return heading
}

// headingOf is a column's Chinese heading, or its path where there is none.
func headingOf(path string) string {
	for heading, p := range headings {
		if p == path && heading != "编号" {
			return heading
		}
	}
	var n int
	var name string
	if _, err := fmt.Sscanf(path, "inputs[%d].%s", &n, &name); err == nil {
		if zh := map[string]string{"name": "名称", "value": "数值"}[name]; zh != "" {
			return fmt.Sprintf("分项%d%s", n+1, zh)
		}
	}
	return path
}

// SampleIn 样本数据 is [Sample] with its headings in a language. [Observations] reads either alike.
func SampleIn(l rule.Language) []byte {
	if l != rule.Chinese {
		return bytes.Clone(Sample)
	}
	text := bytes.TrimPrefix(Sample, []byte("\uFEFF"))
	head, rows, _ := bytes.Cut(text, []byte("\n"))
	names := strings.Split(strings.TrimRight(string(head), "\r"), ",")
	for i, name := range names {
		names[i] = headingOf(name)
	}
	return append([]byte("\uFEFF"+strings.Join(names, ",")+"\n"), rows...)
}

// fault is what is wrong with a file or a line of it, in both languages.
func fault(code rule.Code, field, value, zh, en string) error {
	return rule.Errors{{Code: code, Field: field, Value: value, Reason: rule.Text{ZH: zh, EN: en}}}
}

// ReadCSV 读取完成情况表 reads observations from a table whose columns are the fields' paths or their Chinese
// headings: indicator, year, county, value, part, whole, achieved, source, inputs[0].name,
// inputs[0].value (分项1名称, 分项1数值). Rows in which nothing stands are passed over. Errors name the line and the
// column; a file that is no such table is refused by what it is.
func ReadCSV(data []byte) ([]indicators.Observation, error) {
	out, _, err := readCSV(data)
	return out, err
}

func readCSV(data []byte) (out []indicators.Observation, lines []int, err error) {
	text, err := sheet.Text(data)
	if err != nil {
		return nil, nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		return nil, nil, notATable(err)
	}
	first, _ := r.FieldPos(0) // blank lines may stand before it
	paths, err := columns(head, first)
	if err != nil {
		return nil, nil, err
	}
	var f rule.Errors
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, notATable(err)
		}
		line, _ := r.FieldPos(0)
		var cells rule.Cells
		for i, cell := range row {
			switch cell = strings.TrimSpace(cell); {
			case cell == "":
			case i >= len(paths):
				f.Wrap("", at(line, fault(rule.UnknownField, "", sheet.Clip(cell), "此格在表头各列之外", "this cell stands beyond the columns of the heading")))
			default:
				cells = append(cells, rule.Cell{Path: paths[i], Text: cell})
			}
		}
		if len(cells) == 0 {
			continue
		}
		var o indicators.Observation
		f.Wrap("", at(line, cells.Bind(&o, nil)))
		out, lines = append(out, o), append(lines, line)
	}
	if len(f) == 0 && len(out) == 0 {
		return nil, nil, fault(rule.Missing, "", "", "只有表头，没有数据行", "there is a heading and no row of data")
	}
	return out, lines, f.Err()
}

// at puts the line before the faults of a row, and its columns in words.
func at(line int, err error) error {
	var out rule.Errors
	for _, x := range rule.Faults(err) {
		zh := headingOf(x.Field)
		x.Label = rule.Text{ZH: strings.TrimSpace(fmt.Sprintf("第%d行 %s", line, zh)), EN: strings.TrimSpace(fmt.Sprintf("line %d %s", line, x.Field))}
		x.Field = strings.ReplaceAll(x.Label.EN, " ", ".")
		out = append(out, x)
	}
	return out.Err()
}

// columns gives the path of each column, and refuses headings that are none, stand twice or
// overwrite one another.
func columns(head []string, line int) ([]string, error) {
	var f rule.Errors
	if err := sheet.Separated(head); err != nil {
		return nil, err
	}
	paths, seen := make([]string, len(head)), map[string]bool{}
	for i, h := range head {
		h = strings.TrimSpace(h)
		h = pathOf(h)
		paths[i] = strings.Clone(h)
		name, rest, _ := strings.Cut(h, "[")
		switch {
		case h == "":
			f.Wrap("", at(line, fault(rule.Missing, "", "", fmt.Sprintf("第%d列没有列名", i+1), fmt.Sprintf("column %d has no heading", i+1))))
		case !known[name] || name == "inputs" && !inputColumn(rest) || name != "inputs" && name != h:
			f.Wrap("", at(line, fault(rule.UnknownField, "", sheet.Clip(h),
				"没有这一列，应为指标、年度、县区、完成值、分子、分母、申报实现目标、数据来源，或分项1名称、分项1数值等（inputs[0].name、inputs[0].value）",
				"no such column: there are indicator, year, county, value, part, whole, achieved, source, inputs[0].name, inputs[0].value, …")))
		}
		if seen[h] && h != "" {
			f.Wrap("", at(line, fault(rule.Duplicate, "", sheet.Clip(h), "此列出现两次", "the column stands twice")))
		}
		seen[h] = true
	}
	return paths, f.Err()
}

var known = map[string]bool{"indicator": true, "year": true, "county": true, "value": true, "part": true, "whole": true, "achieved": true, "source": true, "inputs": true}

// inputColumn reports whether a text is what follows inputs[ in a column's heading.
func inputColumn(rest string) bool {
	digits, field, ok := strings.Cut(rest, "].")
	return ok && (field == "name" || field == "value") && digits != "" && len(digits) <= 2 && strings.Trim(digits, "0123456789") == ""
}

// notATable says in both languages what the reader of CSV found.
func notATable(err error) error {
	if line, fault, ok := sheet.Unquoted(err); ok {
		return at(line, fault)
	}
	return err
}
