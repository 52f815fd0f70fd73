package households

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
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
// number, from 1 below the heading. What was normalised is noted in rep; what has
// no certain meaning is a bad row of the batch.
func (l *Layout) AddLine(b *Batch, line []byte, row int, rep *Report) {
	if l.plain && b.addPlain(line) {
		return
	}
	r := reading{l, rep, row}
	cells, fault := l.split(line, b.row[:0])
	b.row = cells
	if fault != nil {
		r.add(b, Record{}, unit.Month{}, fault)
		return
	}
	r.cells(b, cells, &Cells{})
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
		r.add(b, Record{}, unit.Month{}, fault)
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
		b.add(rec, fault)
		return
	}
	b.add(rec, nil)
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
		return &Fault{Code: rule.Syntax, Reason: rule.Text{
			ZH: fmt.Sprintf("有%d列，表头有%d列", len(text), r.width), EN: fmt.Sprintf("%d columns, the heading has %d", len(text), r.width)}}
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

// text reads an id or a county.
func (r *reading) text(cell []byte, kind CellKind, column int) ([]byte, *Fault) {
	name := columnNames[column]
	if fault := kind.fault(rule.Text{ZH: "应为文字", EN: "want text"}); fault != nil {
		fault.Column, fault.Value = name, Shown(string(cell))
		return nil, fault
	}
	if kind == Number || kind == Padded {
		if kind == Padded || len(cell) > 15 || len(bytes.Trim(cell, "0123456789")) > 0 {
			return nil, &Fault{Column: name, Code: rule.Inexact, Value: Shown(string(cell)), Reason: rule.Text{
				ZH: "以数字存放，首位的零或第15位以后的数字可能已丢失；请把此列设为文本后重新录入",
				EN: "is held as a number, whose leading zeros or digits behind the 15th may be lost; make the column text and enter it again"}}
		}
		r.note(NumberAsText, column)
		return cell, nil
	}
	if plainText(cell) && utf8.Valid(cell) {
		return cell, nil
	}
	trimmed, blanks := trimBlanks(cell)
	if column == ofID && shortenedID(trimmed) {
		return nil, &Fault{Column: name, Code: rule.Inexact, Value: Shown(string(cell)), Reason: rule.Text{
			ZH: "像是被电子表格改成科学记数的长编号，末几位已丢失；请从原始数据取回", EN: "looks like a long id that a spreadsheet has shortened to an exponent, its last digits lost; take it from its source"}}
	}
	if !utf8.Valid(trimmed) {
		return nil, &Fault{Column: name, Code: rule.Syntax, Value: Shown(string(cell)), Reason: badBytes}
	}
	for i, c := range string(trimmed) {
		if unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp) {
			return nil, &Fault{Column: name, Code: rule.Invalid, Value: Shown(string(cell)), Reason: rule.Text{
				ZH: fmt.Sprintf("第%d个字符不可见（U+%04X）；请删去", utf8.RuneCount(trimmed[:i])+1, c), EN: fmt.Sprintf("character %d does not show (U+%04X); delete it", utf8.RuneCount(trimmed[:i])+1, c)}}
		}
	}
	if blanks {
		r.note(Blanks, column)
	}
	return trimmed, nil
}

// shortenedID knows 3.40402E+17.
func shortenedID(cell []byte) bool {
	i := bytes.Index(cell, []byte("E+"))
	return i > 0 && i < len(cell)-2 && len(bytes.Trim(cell[:i], ".0123456789")) == 0 && len(bytes.Trim(cell[i+2:], "0123456789")) == 0
}

// plainText says whether a text is certainly one that is taken as it is: no
// blanks at its ends and nothing that does not show. What it cannot tell at once
// it denies.
func plainText(s []byte) bool {
	if len(s) == 0 {
		return true
	}
	if s[0] <= ' ' || s[len(s)-1] <= ' ' {
		return false
	}
	if s[0]-'0' <= 9 && shortenedID(s) {
		return false
	}
	for len(s) >= 8 && binary.LittleEndian.Uint64(s)&0x8080808080808080 == 0 {
		s = s[8:]
	}
	for _, c := range s {
		if lead[c] {
			return false
		}
	}
	return true
}

// lead has the bytes with which blanks and invisible characters begin in UTF-8;
// the common hanzi have none of them.
var lead = [256]bool{0xc2: true, 0xcd: true, 0xd8: true, 0xdb: true, 0xdc: true, 0xe0: true, 0xe1: true, 0xe2: true, 0xe3: true, 0xef: true, 0xf0: true, 0xf3: true}

func (r *reading) area(cell []byte, kind CellKind) (a assistance.Area, fault *Fault) {
	switch string(cell) {
	case "rural", "农村":
		return assistance.Rural, nil
	case "urban", "城市":
		return assistance.Urban, nil
	}
	if fault = kind.fault(areas); fault != nil {
		fault.Column = "area"
		return a, fault
	}
	given := strings.Map(halfWidth, string(cell))
	err := a.UnmarshalText([]byte(strings.ToLower(strings.TrimSpace(given))))
	if err != nil {
		return a, cellFault("area", cell, err)
	}
	trimmed, blanks := trimBlanks(cell)
	if blanks {
		r.note(Blanks, ofArea)
	}
	if string(trimmed) != a.String() && string(trimmed) != a.Label().ZH {
		r.note(Spelling, ofArea)
	}
	return a, nil
}

func (r *reading) property(h *assistance.Household, cell []byte, kind CellKind) *Fault {
	if t, blanks := trimBlanks(cell); len(t) == 0 && kind != NoValue {
		if blanks {
			r.note(Blanks, ofProperty)
		}
		return nil // not given, and for the rule to refuse
	}
	m, fault := r.amount(cell, kind, ofProperty)
	if fault != nil {
		fault.Column = "property"
		return fault
	}
	h.Property = rule.Give(m)
	return nil
}

// members reads income/employment cost of each, separated by semicolons.
func (r *reading) members(b *Batch, cell []byte, kind CellKind) *Fault {
	if kind != Plain {
		fault := kind.fault(perMember)
		if fault == nil {
			fault = &Fault{Code: rule.Syntax, Reason: perMember}
		}
		fault.Column, fault.Value = "members", Shown(string(cell))
		return fault
	}
	from := len(b.members)
	for rest, more := cell, len(cell) > 0; more; {
		n := len(b.members) - from
		if n > assistance.MaxMembers {
			return nil // one too many is enough for the rule to refuse it
		}
		var m assistance.Member
		if size := quickMember(&m, rest); size > 0 {
			if more = size < len(rest); more {
				rest = rest[size+1:]
			}
			b.members = append(b.members, m)
			continue
		}
		var one []byte
		one, rest, more = r.cutWide(rest, ';', "；")
		income, cost, _ := r.cutWide(one, '/', "／")
		var fault *Fault
		if m.Income, fault = r.amount(income, Plain, ofIncome); fault != nil {
			return memberFault(fault, n, "income")
		}
		if m.EmploymentCost, fault = r.amount(cost, Plain, ofCost); fault != nil {
			return memberFault(fault, n, "employment_cost")
		}
		b.members = append(b.members, m)
	}
	return nil
}

// cutWide cuts at a separator or its full-width form.
func (r *reading) cutWide(s []byte, sep byte, wide string) (before, after []byte, found bool) {
	i := bytes.IndexByte(s, sep)
	if j := bytes.Index(s, []byte(wide)); j >= 0 && (i < 0 || j < i) {
		r.note(FullWidth, ofMembers)
		return s[:j], s[j+len(wide):], true
	}
	if i < 0 {
		return s, nil, false
	}
	return s[:i], s[i+1:], true
}

func memberFault(f *Fault, n int, part string) *Fault {
	f.Column = member(n, part)
	f.Reason = rule.Text{ZH: f.Reason.ZH + "；" + perMember.ZH, EN: f.Reason.EN + "; " + perMember.EN}
	return f
}

// numbered reads members from columns of their own. Those behind the last are
// empty.
func (r *reading) numbered(b *Batch, text [][]byte, c *Cells) *Fault {
	ended := -1
	for n := range r.incomes {
		var m assistance.Member
		empty := 0
		for k, part := range []struct {
			at, of int
			name   string
			to     *unit.Money
		}{{r.incomes[n], ofIncome, "income", &m.Income}, {r.costs[n], ofCost, "employment_cost", &m.EmploymentCost}} {
			var cell []byte
			kind := Plain
			if part.at < len(text) {
				cell = text[part.at]
				if c.Kind != nil {
					kind = c.Kind[part.at]
					if c.Cached[part.at] {
						r.note(CachedFormula, part.of)
					}
				}
			}
			if t, _ := trimBlanks(cell); len(t) == 0 && kind == Plain {
				empty++
				if k == 0 || empty == 2 {
					continue
				}
			} else if ended >= 0 || empty > 0 {
				at := n
				if ended >= 0 {
					at = ended
				}
				return place(&Fault{Column: member(at, "income"), Code: rule.Missing, Reason: rule.Text{
					ZH: "未填写，而其后的单元格有内容；没有收入请写0，没有此人请把其后的成员移上来", EN: "is empty, but cells behind it are not; write 0 for no income, or move the members behind up"}}, c, r.incomes[at])
			}
			var fault *Fault
			if *part.to, fault = r.amount(cell, kind, part.of); fault != nil {
				fault.Column = member(n, part.name)
				return place(fault, c, part.at)
			}
		}
		if empty == 2 {
			if ended < 0 {
				ended = n
			}
			continue
		}
		b.members = append(b.members, m)
	}
	return nil
}
