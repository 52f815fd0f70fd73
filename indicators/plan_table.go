package indicators

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/internal/sheet"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// ofPlan stands before the columns of what is said once of a plan, as plan.base_year.
const ofPlan = "plan."

// ParsePlanCSV 读取规划指标表 reads a plan from a table as [Plan.WriteCSV] writes it and a spreadsheet saves it: a row an indicator,
// its columns named by the fields' paths in JSON (target.value), or as the Chinese or English headings of WriteCSV. What is
// said once of the plan (plan.id, plan.base_year) stands in the first row; a later one may repeat it. Columns
// stand in any order, and those of fields that no indicator has may be left out; rows in which nothing stands, and empty columns at the end, are passed over. It is
// as strict as [ParsePlan] but that a text may stand in one language, and stricter in that an empty cell is none: a title, a domain or a unit that is empty
// is refused, which JSON can give as "". A yes stands as TRUE or 是, a no as FALSE or 否.
//
// Errors name the line and the column in both languages: [rule.UnknownField] for a column that is none, [rule.Duplicate] for one
// that stands twice, [rule.Missing], [rule.Syntax] and what [Plan.Check] refuses for a cell, and a file that is no such table.
func ParsePlanCSV(data []byte) (Plan, error) {
	text, err := sheet.Text(data)
	if err != nil {
		return Plan{}, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	line, head, err := heading(r)
	if err == nil {
		err = notHeading(line, head, r)
	}
	if err != nil {
		return Plan{}, notATable(err)
	}
	t := planTable{}
	if t.paths, err = t.columns(line, head); err != nil {
		return Plan{}, err
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Plan{}, notATable(err)
		}
		line, _ := r.FieldPos(0)
		t.row(line, row)
	}
	return t.plan()
}

// planTable is a plan as far as its table was read.
type planTable struct {
	paths []string
	once  rule.Cells // of the plan
	at    []int      // lines of these
	rows  []Indicator
	lines []int
	f     rule.Errors
}

// columns gives the path of each column.
func (t *planTable) columns(line int, head []string) ([]string, error) {
	known, seen := planColumns(), map[string]bool{}
	paths := make([]string, len(head))
	var f rule.Errors
	for i, h := range head {
		h = strings.TrimSpace(h)
		path, ok := known.path(h)
		switch {
		case h == "":
			f.Wrap("", inLine(line, sheet.Fault(rule.Missing, "", fmt.Sprintf("第%d列没有列名", i+1), fmt.Sprintf("column %d has no heading", i+1))))
		case !ok:
			f.Wrap("", inLine(line, sheet.Fault(rule.UnknownField, sheet.Clip(h), "没有这一列，可先导出内置规划的表格，按其列名填写",
				"no such column: write out a built-in plan as a table, and keep its headings")))
		case seen[path]:
			f.Wrap("", inLine(line, sheet.Fault(rule.Duplicate, sheet.Clip(h), "此列出现两次", "the column stands twice")))
		}
		paths[i], seen[path] = path, true
	}
	return paths, f.Err()
}

func (t *planTable) row(line int, row []string) {
	var of rule.Cells
	for i, cell := range row {
		cell = literal(strings.TrimSpace(cell))
		switch {
		case cell == "":
		case i >= len(t.paths):
			t.f.Wrap("", inLine(line, sheet.Fault(rule.UnknownField, sheet.Clip(cell), "此格在表头各列之外", "this cell stands beyond the columns of the heading")))
		case strings.HasPrefix(t.paths[i], ofPlan):
			t.ofPlan(line, rule.Cell{Path: strings.TrimPrefix(t.paths[i], ofPlan), Text: cell})
		default:
			of = append(of, rule.Cell{Path: t.paths[i], Text: cell})
		}
	}
	if len(of) == 0 {
		return
	}
	var in Indicator
	of, err := inTurn(inBothLanguages(of))
	if err == nil {
		err = inWords(of.Bind(&in, nil))
	}
	t.f.Wrap("", inLine(line, err))
	t.rows, t.lines = append(t.rows, in), append(t.lines, line)
}

// ofPlan takes what is said once of a plan; said again it is the same.
func (t *planTable) ofPlan(line int, c rule.Cell) {
	i := slices.IndexFunc(t.once, func(had rule.Cell) bool { return had.Path == c.Path })
	switch {
	case i < 0:
		t.once, t.at = append(t.once, c), append(t.at, line)
	case t.once[i].Text != c.Text:
		t.f.Wrap("", inLine(line, rule.Errors{{Code: rule.Invalid, Field: ofPlan + c.Path, Value: sheet.Clip(c.Text), Reason: label(
			"与前面的行不同，规划本身的信息只填一次即可", "differs from a row before: what is said of the plan stands once")}}))
	}
}

// plan puts the rows together, and says of what [Plan.Check] refuses in which line it stands.
func (t *planTable) plan() (Plan, error) {
	if err := t.f.Err(); err != nil {
		return Plan{}, err
	}
	if len(t.rows) == 0 {
		return Plan{}, sheet.Fault(rule.Missing, "", "只有表头，没有指标", "there is a heading and no indicator")
	}
	once := append(inBothLanguages(t.once), rule.Cell{Path: "indicators", Text: "[]"})
	var p Plan
	if err := once.Bind(&p, nil); err != nil {
		var f rule.Errors
		for _, x := range rule.Faults(inWords(err)) {
			line := t.lineOf(x.Field)
			x.Field = ofPlan + x.Field
			f.Wrap("", inLine(line, rule.Errors{x}))
		}
		return Plan{}, f.Err()
	}
	p.Indicators = t.rows
	var f rule.Errors
	for _, x := range rule.Faults(p.Check()) {
		line := t.lines[0]
		if n, rest, ok := strings.Cut(strings.TrimPrefix(x.Field, "indicators["), "]."); ok && strings.HasPrefix(x.Field, "indicators[") {
			if i, err := strconv.Atoi(n); err == nil && i < len(t.lines) {
				line, x.Field = t.lines[i], rest
			}
		} else {
			line = t.lineOf(x.Field)
			x.Field = ofPlan + x.Field
		}
		f.Wrap("", inLine(line, rule.Errors{x}))
	}
	return p, f.Err()
}

// WriteCSV 写出规划指标表 writes the plan as a table for a spreadsheet, which [ParsePlanCSV] reads: with a byte order mark, Chinese
// headings and choices in words, or the English ones; the columns are those of the plan's JSON that some indicator has. Texts that a
// spreadsheet would take for a formula are made harmless, and read as they were. It refuses, with the errors of [Plan.Check] or
// [rule.Invalid], a plan that would not be read as it is: one with a text that begins or ends with a blank; and, as [rule.Missing], one whose title, domain or
// unit is empty, which [ParsePlan] accepts.
func (p Plan) WriteCSV(w io.Writer, l rule.Language) error {
	if err := p.Check(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.writeCSV(&b, l); err != nil {
		return err
	}
	again, err := ParsePlanCSV(b.Bytes())
	if err != nil {
		return err
	}
	is, err := json.Marshal(p)
	if err != nil {
		return err
	}
	read, err := json.Marshal(again)
	if err != nil {
		return err
	}
	if !bytes.Equal(is, read) {
		return sheet.Fault(rule.Invalid, "", "规划中有文字不能在表格中原样保存（首尾空格、撇号），请修改后再导出", "a text of the plan would not be kept as it is in a table (blanks around it, an apostrophe): mend it first")
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (p Plan) writeCSV(w io.Writer, l rule.Language) error {
	rows := make([]map[string]string, len(p.Indicators))
	for i := range p.Indicators {
		cells, err := rule.Flatten(p.Indicators[i])
		if err != nil {
			return err
		}
		rows[i] = map[string]string{}
		for _, c := range cells {
			rows[i][c.Path] = c.Text
		}
	}
	p.Indicators = []Indicator{} // of the copy
	once, err := rule.Flatten(p)
	if err != nil {
		return err
	}
	for _, c := range once {
		rows[0][ofPlan+c.Path] = c.Text
	}
	heads := planColumns()
	var paths, names []string
	for _, path := range heads.spread(rows) {
		paths, names = append(paths, path), append(names, heads.heading(path, l))
	}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	if err := c.Write(names); err != nil {
		return err
	}
	for _, row := range rows {
		cells := make([]string, len(paths))
		for i, path := range paths {
			cells[i] = harmless(heads.words(path, row[path], l))
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// literal takes the apostrophe away that [harmless] put before a text.
func literal(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && harmless(rest) != rest {
		return rest
	}
	return cell
}
