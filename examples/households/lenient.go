package households

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// CellKind is what a workbook says of a cell beside its text.
type CellKind uint8

// The kinds of cells.
const (
	Plain     CellKind = iota // text, as every cell of CSV
	Number                    // a number, whose text is what the file stores
	Padded                    // a number that is shown with other digits than it has, 0012
	Date                      // a number that is shown as a date or time
	Boolean                   // TRUE or FALSE
	ErrorCell                 // #N/A and the like
	NoValue                   // a formula whose value is not in the file
)

var amountWanted = rule.Text{ZH: "应为金额", EN: "want an amount"}

// fault refuses a kind where something else is wanted.
func (k CellKind) fault(wanted rule.Text) *Fault {
	why, code := rule.Text{}, rule.Invalid
	switch k {
	case Date:
		why = rule.Text{ZH: "单元格是日期", EN: "the cell is a date"}
	case Boolean:
		why = rule.Text{ZH: "单元格是逻辑值", EN: "the cell is TRUE or FALSE"}
	case ErrorCell:
		why, code = rule.Text{ZH: "单元格是错误值；请先改正公式", EN: "the cell has an error; mend its formula"}, rule.Invalid
	case NoValue:
		why, code = rule.Text{ZH: "公式没有算出的值；请在电子表格中打开、重算并保存", EN: "a formula whose value is not in the file; open it in a spreadsheet, calculate and save"}, rule.Missing
	default:
		return nil
	}
	if k == Date || k == Boolean {
		why.ZH, why.EN = why.ZH+"；"+wanted.ZH, why.EN+"; "+wanted.EN
	}
	return &Fault{Code: code, Reason: why}
}

// Cells is a row of a workbook.
type Cells struct {
	// Row is the number of the row in its sheet, from 1.
	Row int
	// Text is what each column holds; missing ones at the end are empty.
	Text [][]byte
	// Kind is of each Text.
	Kind []CellKind
	// Cached marks values of formulas.
	Cached []bool
}

// reading is what the cells of one row need.
type reading struct {
	*Layout
	rep *Report
	row int
}

func (r *reading) note(k Kind, column int) { r.rep.add(k, column, r.row) }

// AddLine appends a line of CSV as people write it, without its end: row is its
// number in the file, as an editor counts: the heading is mostly 1. What was normalised is noted in rep; what has
// no certain meaning is a bad row of the batch.
func (l *Layout) AddLine(b *Batch, line []byte, row int, rep *Report) {
	switch {
	case l.plain == inOrder && b.addPlain(line), l.plain == monthBehind && b.addPlainMonth(line):
		return
	}
	r := reading{l, rep, row}
	cells, fault := l.split(line, b.row[:0])
	b.row = cells
	if l.apiece {
		b.tear(l, line, row, fault != nil)
	}
	if fault != nil {
		r.add(b, Record{ID: l.idOfTorn(line)}, unit.Month{}, fault)
		return
	}
	r.cells(b, cells, &Cells{})
	if n := len(b.faults); b.torn.next > 0 && (n == 0 || b.faults[n-1].Row < len(b.Households)-1) {
		b.torn.next = 0 // it is a row, and none of a line's rest
	}
}

// AddRefused appends a line of CSV that the caller does not take, for the fault given. Its id is told if it is ASCII.
func (l *Layout) AddRefused(b *Batch, line []byte, fault *Fault) {
	r := reading{Layout: l}
	cells, bad := l.split(line, b.row[:0])
	b.row = cells
	var rec Record
	if at := l.at[ofID]; bad == nil && at < len(cells) && bytes.IndexFunc(cells[at], func(c rune) bool { return c <= ' ' || c > '~' }) < 0 {
		rec.ID = cells[at]
	}
	r.add(b, rec, unit.Month{}, fault)
}

// AddCells appends a row of a workbook, in the same way.
func (l *Layout) AddCells(b *Batch, c *Cells, row int, rep *Report) {
	r := reading{l, rep, row}
	r.cells(b, c.Text, c)
}

// split cuts a line into cells. Lines with quotes are left to encoding/csv.
func (l *Layout) split(line []byte, cells [][]byte) ([][]byte, *Fault) {
	if len(line) > LongestLine {
		return nil, &Fault{Code: rule.Range, Reason: tooLong}
	}
	if bytes.IndexByte(line, '"') < 0 {
		rest, more := line, true
		for more {
			var cell []byte
			cell, rest, more = cut(rest, l.sep)
			cells = append(cells, cell)
		}
		return cells, nil
	}
	return l.splitQuoted(line, cells)
}

// splitQuoted cuts as encoding/csv does, without a reader of its own for each line:
// amounts with thousands separators make many of them.
func (l *Layout) splitQuoted(line []byte, cells [][]byte) ([][]byte, *Fault) {
	bad := &Fault{Code: rule.Syntax, Reason: badQuotes}
	for rest, more := line, true; more; {
		if len(rest) == 0 || rest[0] != '"' {
			var cell []byte
			if cell, rest, more = cut(rest, l.sep); bytes.IndexByte(cell, '"') >= 0 {
				return nil, bad
			}
			cells = append(cells, cell)
			continue
		}
		end := 1
		doubled := false
		for {
			i := bytes.IndexByte(rest[end:], '"')
			if i < 0 {
				return nil, bad
			}
			if end += i + 1; end == len(rest) || rest[end] != '"' {
				break
			}
			doubled = true
			end++
		}
		cell := rest[1 : end-1]
		if doubled {
			cell = bytes.ReplaceAll(cell, []byte(`""`), []byte{'"'})
		}
		cells = append(cells, cell)
		if rest = rest[end:]; len(rest) == 0 {
			more = false
		} else if rest[0] != l.sep {
			return nil, bad
		} else {
			rest = rest[1:]
		}
	}
	return cells, nil
}

// cells reads a row.
func (r *reading) cells(b *Batch, text [][]byte, c *Cells) {
	if blankCells(text) {
		r.add(b, Record{}, unit.Month{}, place(&Fault{Code: rule.Missing, Reason: blankRow}, c, -1))
		return
	}
	if fault := r.checkWidth(text, c); fault != nil {
		var rec Record
		if at := r.at[ofID]; at < len(text) && (at == 0 && !b.torn.holds(r.row) || c.Kind != nil && c.Kind[at] == Plain) && certainID(text[at]) {
			rec.ID = text[at]
		}
		r.add(b, rec, unit.Month{}, fault)
		return
	}
	at := func(of int) ([]byte, CellKind) {
		i := r.at[of]
		if i < 0 || i >= len(text) {
			return nil, Plain
		}
		if c.Kind == nil {
			return text[i], Plain
		}
		if c.Cached[i] {
			r.note(CachedFormula, of)
		}
		return text[i], c.Kind[i]
	}
	var rec Record
	var month unit.Month
	of := ofID
	cell, kind := at(ofID)
	id, fault := r.text(cell, kind, ofID)
	rec.ID = id
	if fault == nil && r.apiece && !bytes.Contains(cell, id) {
		b.writings = append(b.writings, writing{len(b.Households), string(bytes.TrimFunc(cell, isBlank))})
	}
	if fault == nil && len(id) == 0 {
		fault = &Fault{Column: "id", Code: rule.Missing, Reason: noID}
	}
	if fault == nil {
		of = ofCounty
		cell, kind = at(ofCounty)
		rec.County, fault = r.text(cell, kind, ofCounty)
	}
	if fault == nil && r.at[ofMonth] >= 0 {
		of = ofMonth
		cell, kind = at(ofMonth)
		if kind != Plain || len(cell) == 0 || string(cell) != b.lastMonth { // mostly that of the row before
			month, fault = r.month(cell, kind)
			if fault == nil && kind == Plain && month.String() == string(cell) {
				b.lastMonth, b.month = string(cell), month
			}
		} else {
			month = b.month
		}
	}
	if fault == nil {
		of = ofArea
		cell, kind = at(ofArea)
		rec.Household.Area, fault = r.area(cell, kind)
	}
	if fault == nil {
		of = ofProperty
		cell, kind = at(ofProperty)
		fault = r.property(&rec.Household, cell, kind)
	}
	if fault != nil {
		r.add(b, rec, month, place(fault, c, r.at[of]))
		return
	}
	from := len(b.members)
	if r.at[ofMembers] >= 0 {
		cell, kind = at(ofMembers)
		if fault = r.members(b, cell, kind); fault != nil {
			fault = place(fault, c, r.at[ofMembers])
		}
	} else {
		fault = r.numbered(b, text, c)
	}
	if fault == nil {
		rec.Household.Members = b.members[from:len(b.members):len(b.members)]
	}
	r.add(b, rec, month, fault)
}

func (r *reading) add(b *Batch, rec Record, month unit.Month, fault *Fault) {
	if r.at[ofMonth] >= 0 {
		b.Months = append(b.Months, month)
	}
	if fault != nil {
		b.add(&rec, fault)
		return
	}
	b.add(&rec, nil)
}

// place says where in a workbook a fault is.
func place(f *Fault, c *Cells, column int) *Fault {
	if f != nil && c.Row > 0 && f.Cell == "" {
		f.Cell = strconv.Itoa(c.Row)
		if column >= 0 {
			f.Cell = columnLetters(column) + f.Cell
		}
	}
	return f
}

// columnLetters counts A, B, … Z, AA.
func columnLetters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

func blankCells(text [][]byte) bool {
	for _, t := range text {
		if len(t) > 0 {
			if t, _ = trimBlanks(t); len(t) > 0 {
				return false
			}
		}
	}
	return true
}

// checkWidth refuses rows with other columns than the heading, as an unquoted
// separator makes them.
func (r *reading) checkWidth(text [][]byte, c *Cells) *Fault {
	if len(text) < r.width && c.Kind == nil {
		mend := rule.Text{ZH: "请补齐各格，空格也要有分隔符", EN: "fill it up: an empty cell has its separator too"}
		for _, sep := range []string{"|", "｜", "，", "、", "；", ";", "\t", ","} {
			if len(text) == 1 && r.width > 1 && bytes.Count(text[0], []byte(sep)) >= (r.width+1)/2 {
				by := strings.ReplaceAll(sep, "\t", "Tab")
				mend = rule.Text{ZH: "此行像是以“" + by + "”分隔，与表头不同；请在Excel或WPS表格中用“数据—分列”按它分开，再另存为CSV或XLSX",
					EN: "it looks separated by “" + by + "”, unlike the heading; split it there in a spreadsheet (text to columns), and save the table as CSV or XLSX"}
				break
			}
		}
		return &Fault{Code: rule.Syntax, Reason: rule.Text{
			ZH: fmt.Sprintf("有%d列，表头有%d列；%s", len(text), r.width, mend.ZH), EN: fmt.Sprintf("%d columns, the heading has %d; %s", len(text), r.width, mend.EN)}}
	}
	beyond := func(i int) *Fault {
		if t, _ := trimBlanks(text[i]); len(t) == 0 {
			return nil
		}
		return place(&Fault{Code: rule.UnknownField, Value: Shown(string(text[i])), Reason: rule.Text{
			ZH: fmt.Sprintf("第%d列没有表头；含分隔符的内容应放在双引号内", i+1), EN: fmt.Sprintf("column %d has no heading; put text that has separators in double quotes", i+1)}}, c, i)
	}
	for _, i := range r.unnamed {
		if i < len(text) {
			if f := beyond(i); f != nil {
				return f
			}
		}
	}
	for i := r.width; i < len(text); i++ {
		if f := beyond(i); f != nil {
			return f
		}
	}
	return nil
}
