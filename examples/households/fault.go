package households

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Fault says what is wrong with a cell, a row or a file, for the person who must
// mend it.
type Fault struct {
	// Column is the cell, members[2].income for a part of one; empty for the
	// whole row or file.
	Column string
	// Cell is where that stands in a workbook, as its program counts: D4. Empty in
	// other files.
	Cell string
	// Code is stable, to switch on.
	Code rule.Code
	// Value is what was given, cut where it is long; empty if there is none.
	Value string
	// Reason is what is wrong and what would be right.
	Reason rule.Text
}

// Error gives the sentence in English.
func (f *Fault) Error() string { return f.In(rule.English) }

// In gives the sentence in one language.
func (f *Fault) In(l rule.Language) string {
	sep, column := ": ", f.Column
	if l == rule.Chinese {
		sep = "："
	}
	switch {
	case column == "":
	case l == rule.Chinese:
		column += "列"
	default:
		column = "column " + column
	}
	switch {
	case f.Cell == "":
	case l == rule.Chinese:
		column += "（单元格" + f.Cell + "）"
	case column == "":
		column = "cell " + f.Cell
	default:
		column += " (cell " + f.Cell + ")"
	}
	parts := make([]string, 0, 3)
	for _, part := range []string{column, f.Value, f.Reason.In(l)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, sep)
}

// Unwrap gives the code, for [errors.Is].
func (f *Fault) Unwrap() error { return f.Code }

// Faults lists what is wrong with a row, whether it does not read or the rule
// refuses it.
func Faults(err error) []*Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return []*Fault{f}
	}
	var list []*Fault
	for _, e := range rule.Faults(err) {
		list = append(list, &Fault{Column: e.Field, Code: e.Code, Value: Shown(e.Value), Reason: e.Reason})
	}
	return list
}

// RowText gives the sentence of a bad row, with all its faults. A row is numbered as who opens the file sees it: by the
// line of a CSV in an editor, in which the heading is the first or stands below its titles; by the row of a workbook's sheet; by the
// row of a Parquet file, whose heading is none, from 1. Row 0 is none: an error of the whole file is told without a row.
func RowText(row int, err error, l rule.Language) string {
	head, sep, all := "row "+strconv.Itoa(row)+", ", "; ", Faults(err)
	if l == rule.Chinese {
		head, sep = "第"+strconv.Itoa(row)+"行，", "；"
	}
	if row <= 0 {
		head = ""
	}
	sentences := make([]string, len(all))
	for i, f := range all {
		sentences[i] = f.In(l)
	}
	return head + strings.Join(sentences, sep)
}

// mostShown is how much of a value a message repeats.
const mostShown = 40

// Shown gives a value as a message may repeat it: not long, and without bytes
// that a terminal would act on.
func Shown(value string) string {
	if len(value) > 4*mostShown {
		value = value[:4*mostShown]
	}
	q := strconv.QuoteToGraphic(value)
	runes := []rune(strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`))
	if len(runes) > mostShown {
		runes = append(runes[:mostShown], '…')
	}
	return string(runes)
}

// cellFault names the cell that does not read, and how its column is written.
func cellFault(column string, cell []byte, err error) *Fault {
	if !utf8.Valid(cell) {
		return notUTF8Cell(column, cell)
	}
	f := Faults(err)[0]
	f.Column, f.Value = column, Shown(string(cell))
	how := rule.Text{}
	if strings.HasPrefix(column, "members") { // why it does not read may lie in the cell around it
		how = perMember
	}
	if len(cell) == 0 {
		f.Code, f.Reason = rule.Missing, rule.Missing.Text()
		if column == "area" {
			how = areas
		}
	}
	if how != (rule.Text{}) {
		f.Reason = rule.Text{ZH: f.Reason.ZH + "；" + how.ZH, EN: f.Reason.EN + "; " + how.EN}
	}
	return f
}

// AmountFault names an amount that is no whole fen or beyond what an amount can
// hold; its column is left to the caller.
func AmountFault(value string, err error) *Fault {
	f := Faults(err)[0]
	f.Value = Shown(value)
	f.Reason = rule.Text{ZH: f.Reason.ZH + "；" + wholeFen.ZH, EN: f.Reason.EN + "; " + wholeFen.EN}
	return f
}

func notUTF8Cell(column string, cell []byte) *Fault {
	return &Fault{Column: column, Code: rule.Syntax, Value: Shown(string(cell)), Reason: notUTF8}
}

func columnCount(n int) rule.Text {
	return rule.Text{
		ZH: fmt.Sprintf("有%d列，应为%d列：%s", n, width, Heading),
		EN: fmt.Sprintf("%d columns, want %d: %s", n, width, Heading),
	}
}

var (
	perMember = rule.Text{ZH: "每名成员写成“收入/就业成本”，以半角分号分隔，如1500.00/500.00;0/0", EN: "write income/employment cost of each member, separated by semicolons: 1500.00/500.00;0/0"}
	areas     = rule.Text{ZH: "请写rural（农村）或urban（城市）", EN: "write rural or urban"}

	wholeFen = rule.Text{ZH: "金额应为整分，且在可表示的范围内", EN: "an amount is whole fen, within the range of amounts"}

	noID      = rule.Text{ZH: "未提供；请填写家庭编号", EN: "not given; write the household's id"}
	blankRow  = rule.Text{ZH: "空行；请删除", EN: "a blank row; remove it"}
	tooLong   = rule.Text{ZH: fmt.Sprintf("一行超过%d字节；请检查引号和换行", LongestLine), EN: fmt.Sprintf("a line of more than %d bytes; look at its quotes and line ends", LongestLine)}
	badQuotes = rule.Text{ZH: "引号不成对，或单元格内有换行；一户应占一行，请去掉单元格内的换行", EN: "quotes that do not pair, or a line break in a cell; one household stands on one line, remove the line break"}
	notUTF8   = rule.Text{ZH: "不是UTF-8编码（可能是GB18030）；请把文件另存为“CSV UTF-8”", EN: "not UTF-8 (perhaps GB18030): save the file as CSV UTF-8"}
)
