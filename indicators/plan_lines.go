package indicators

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/internal/sheet"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// heading reads the first row in which something stands, without the empty cells at its end, and its line as an editor shows it.
func heading(r *csv.Reader) (line int, head []string, err error) {
	for len(head) == 0 {
		if head, err = r.Read(); err != nil {
			return 0, nil, err
		}
		line, _ = r.FieldPos(0)
		for len(head) > 0 && strings.TrimSpace(head[len(head)-1]) == "" {
			head = head[:len(head)-1]
		}
	}
	return line, head, nil
}

// mostTitles is how many rows are looked at for the heading.
const mostTitles = 20

// notHeading refuses what stands where the heading should: a line that names the separator, columns that are separated otherwise, and a title
// above the heading.
func notHeading(line int, head []string, r *csv.Reader) error {
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(head[0])), "sep=") {
		return inLine(line, sheet.Fault(rule.Syntax, sheet.Clip(head[0]), "此行是分隔符声明，不是表头；请删去此行，并以逗号分隔另存", "the line names a separator and is no heading: delete it, and save the table with commas"))
	}
	known := planColumns()
	names := func(row []string) (n int) {
		for _, h := range row {
			if _, ok := known.path(strings.TrimSpace(h)); ok {
				n++
			}
		}
		return n
	}
	if names(head) > 0 {
		return nil
	}
	if filled := slices.DeleteFunc(slices.Clone(head), func(h string) bool { return strings.TrimSpace(h) == "" }); len(filled) < 4 {
		for range mostTitles {
			row, err := r.Read()
			if err != nil {
				break // it is told of the first line
			}
			if at, _ := r.FieldPos(0); names(row) >= 2 {
				return inLine(line, sheet.Fault(rule.Syntax, sheet.Clip(head[0]), fmt.Sprintf("此行像是标题，表头在第%d行；请删去表头以上各行", at),
					fmt.Sprintf("looks like a title, and the heading stands in line %d: delete the lines above it", at)))
			}
		}
	}
	return sheet.Separated(head)
}

// lineOf is the line in which a field of the plan stands, or the first in which any does.
func (t *planTable) lineOf(field string) int {
	for i, c := range t.once {
		if c.Path == field || strings.HasPrefix(c.Path, field+".") {
			return t.at[i]
		}
	}
	if len(t.at) > 0 {
		return t.at[0]
	}
	return t.lines[0]
}

// inBothLanguages gives a text that stands in one language an empty one in the other, as JSON has it.
func inBothLanguages(cells rule.Cells) rule.Cells {
	out := slices.Clone(cells)
	has := map[string]bool{}
	for _, c := range cells {
		has[c.Path] = true
	}
	for _, c := range cells {
		for _, pair := range [][2]string{{".zh", ".en"}, {".en", ".zh"}} {
			if name, ok := strings.CutSuffix(c.Path, pair[0]); ok && !has[name+pair[1]] {
				out = append(out, rule.Cell{Path: name + pair[1]})
			}
		}
	}
	return out
}

// inTurn puts the items of a list in their order, in whatever order their columns stand, and refuses a gap.
func inTurn(cells rule.Cells) (rule.Cells, error) {
	number := func(c rule.Cell) int {
		if m := items.FindStringSubmatch(c.Path); m != nil {
			n, _ := strconv.Atoi(m[1]) // two digits
			return n
		}
		return -1
	}
	slices.SortStableFunc(cells, func(a, b rule.Cell) int { return cmp.Compare(number(a), number(b)) })
	last := -1
	for _, c := range cells {
		n := number(c)
		if n > last+1 {
			return nil, rule.Errors{{Code: rule.Missing, Field: c.Path, Value: sheet.Clip(c.Text), Reason: label(
				fmt.Sprintf("前面的#%d没有填写；各项从#1起依次填写", last+2), fmt.Sprintf("#%d before it is empty; fill the items from #1 in turn", last+2))}}
		}
		last = max(last, n)
	}
	return cells, nil
}

// noYear is the reason of what is no year that a plan or an observation can be of.
func noYear() rule.Text {
	return label(fmt.Sprintf("应为年份，即%d至%d之间的四位数字，如2020", FirstYear, LastYear), fmt.Sprintf("must be a year: four digits from %d to %d, as 2020", FirstYear, LastYear))
}

// inWords says how a year or a yes is written in a table.
func inWords(err error) error {
	var out rule.Errors
	fields := planColumns().fields
	for _, x := range rule.Faults(err) {
		name := items.ReplaceAllString(x.Field, "[]")
		switch kind := fields[name].Kind; {
		case x.Code != rule.Syntax && x.Code != rule.Range && x.Code != rule.Invalid:
		case name == "base_year", name == "mid_year", name == "target_year":
			x.Reason = noYear()
		case kind == "flag":
			x.Reason = label("应为是或否（也可写TRUE或FALSE）", "must be TRUE or FALSE (是 or 否)")
		}
		out = append(out, x)
	}
	return out.Err()
}

// inLine puts the line before the faults of a row, and the heading of the column.
func inLine(line int, err error) error {
	var out rule.Errors
	heads := planColumns()
	for _, x := range rule.Faults(err) {
		zh, en := heads.heading(x.Field, rule.Chinese), heads.heading(x.Field, rule.English)
		x.Label = rule.Text{ZH: strings.TrimSpace(fmt.Sprintf("第%d行 %s", line, zh)), EN: strings.TrimSpace(fmt.Sprintf("line %d %s", line, en))}
		x.Field = strings.TrimSuffix(fmt.Sprintf("line.%d.%s", line, x.Field), ".")
		out = append(out, x)
	}
	return out.Err()
}

func notATable(err error) error {
	if line, fault, ok := sheet.Unquoted(err); ok {
		return inLine(line, fault)
	}
	return err
}
