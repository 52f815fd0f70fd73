package households

import (
	"encoding/json"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Kind 规整方式 is a way in which a file was written other than the strict core
// takes it, and yet with a certain meaning. The zero Kind is none.
type Kind = rule.Enum[kinds]

// The kinds of what was normalised.
const (
	ByteOrderMark Kind = iota + 1 // 字节序标记: the file begins with one
	GB18030                       // GB18030编码
	UTF16                         // UTF-16编码
	Semicolons                    // 分号分隔
	Tabs                          // 制表符分隔
	HeadingName                   // 表头换名: a heading is the Chinese one, or has blanks or a unit
	PassedOver                    // 略过的列: a column that the caller said to pass over
	Thousands                     // 千分位: 1,234.50
	FullWidth                     // 全角字符: １２３４
	YuanSign                      // 元、¥
	Blanks                        // 首尾空白
	Spelling                      // 选项写法: Rural for rural
	MonthForm                     // 月份写法: 2023年7月
	Exponent                      // 科学记数: a workbook's number, 1.2E+5
	BinaryImage                   // 二进制尾数: a workbook's 1.1000000000000001 for 1.1
	NumberAsText                  // 数字编号: an id that a workbook holds as a number
	CachedFormula                 // 公式的值: what a workbook last computed of a formula
	BlankEnd                      // 末尾空行
	Hidden                        // 隐藏行: read like the others
	Scale                         // 小数位数: Parquet decimals of another scale than two
	Titles                        // 标题行: rows above the heading
	OneRowEach                    // 一人一行: households made of the rows of their members
	numKinds
)

type kinds struct{}

func (kinds) Choices() rule.Choices { return kindList }

var kindList = rule.Choices{
	ByteOrderMark: {Code: "byte-order-mark", Label: rule.Text{ZH: "字节序标记", EN: "byte order mark"}},
	GB18030:       {Code: "gb18030", Label: rule.Text{ZH: "GB18030编码", EN: "GB18030"}},
	UTF16:         {Code: "utf-16", Label: rule.Text{ZH: "UTF-16编码", EN: "UTF-16"}},
	Semicolons:    {Code: "semicolons", Label: rule.Text{ZH: "以分号分隔", EN: "separated by semicolons"}},
	Tabs:          {Code: "tabs", Label: rule.Text{ZH: "以制表符分隔", EN: "separated by tabs"}},
	HeadingName:   {Code: "heading", Label: rule.Text{ZH: "表头换名", EN: "heading in other words"}},
	PassedOver:    {Code: "passed-over", Label: rule.Text{ZH: "按要求略过的列", EN: "column passed over as asked"}},
	Thousands:     {Code: "thousands", Label: rule.Text{ZH: "千分位分隔符", EN: "thousands separators"}},
	FullWidth:     {Code: "full-width", Label: rule.Text{ZH: "全角字符", EN: "full-width characters"}},
	YuanSign:      {Code: "yuan-sign", Label: rule.Text{ZH: "“元”或“¥”", EN: "元 or ¥"}},
	Blanks:        {Code: "blanks", Label: rule.Text{ZH: "首尾空白", EN: "blanks around it"}},
	Spelling:      {Code: "spelling", Label: rule.Text{ZH: "选项写法", EN: "spelling of a choice"}},
	MonthForm:     {Code: "month-form", Label: rule.Text{ZH: "月份写法", EN: "another way to write a month"}},
	Exponent:      {Code: "exponent", Label: rule.Text{ZH: "科学记数", EN: "number with an exponent"}},
	BinaryImage:   {Code: "binary-image", Label: rule.Text{ZH: "二进制尾数", EN: "image of a binary number"}},
	NumberAsText:  {Code: "number-as-text", Label: rule.Text{ZH: "以数字存放的编号", EN: "id held as a number"}},
	CachedFormula: {Code: "cached-formula", Label: rule.Text{ZH: "公式上次算出的值", EN: "value that a formula last had"}},
	BlankEnd:      {Code: "blank-end", Label: rule.Text{ZH: "末尾空行", EN: "blank rows at the end"}},
	Hidden:        {Code: "hidden", Label: rule.Text{ZH: "隐藏行（照常读取）", EN: "hidden rows, read like others"}},
	Titles:        {Code: "titles", Label: rule.Text{ZH: "表头之上的标题行（不读取）", EN: "title rows above the heading, not read"}},
	OneRowEach:    {Code: "one-row-each", Label: rule.Text{ZH: "一人一行，按户编号合并", EN: "one row a member, put together by id"}},
	Scale:         {Code: "scale", Label: rule.Text{ZH: "小数位数不是两位", EN: "decimals of another scale than two"}},
}

// columns of a report; what is of the whole file has none.
const (
	ofFile = iota
	ofID
	ofCounty
	ofArea
	ofProperty
	ofMembers
	ofIncome
	ofCost
	ofMonth
	numColumns
)

var columnNames = [numColumns]string{"", "id", "county", "area", "property", "members", "members[].income", "members[].employment_cost", "month"}

// Report 规整记录 counts what was normalised while a file was read: of which kind,
// in which column, how often, and where first. The zero Report is of a file that
// is written as the strict core takes it. Reports compare with ==.
type Report struct {
	counts [numKinds][numColumns]tally
}

type tally struct{ n, first int }

// Note is one entry of a [Report].
type Note struct {
	Kind Kind `json:"kind"`
	// Column is empty for what is of the whole file; members[].income for the
	// incomes of all members.
	Column string `json:"column,omitzero"`
	// Count is how many cells that were; columns, rows or files where the kind
	// says so.
	Count int `json:"count"`
	// First is the row of the first, as [RowText] counts; 0 for the heading or the file.
	First int `json:"first"`
}

// In gives the sentence in one language.
func (n Note) In(l rule.Language) string {
	row, times := "row "+strconv.Itoa(n.First), strconv.Itoa(n.Count)+"×"
	if l == rule.Chinese {
		row, times = "第"+strconv.Itoa(n.First)+"行", strconv.Itoa(n.Count)+"处"
	}
	said := n.Kind.Label().In(l)
	switch {
	case l == rule.Chinese && n.Column != "":
		said = n.Column + "列：" + said
	case n.Column != "":
		said = "column " + n.Column + ": " + said
	}
	switch {
	case n.First == 0 && n.Count == 1:
		return said
	case n.First == 0 && l == rule.Chinese:
		return said + "，" + times
	case n.First == 0:
		return said + ", " + times
	case l == rule.Chinese:
		return said + "，" + times + "，首见于" + row
	}
	return said + ", " + times + ", first in " + row
}

// Notes lists what was normalised, by kind and column.
func (r Report) Notes() []Note {
	var list []Note
	for k := range r.counts {
		for c, t := range r.counts[k] {
			if t.n > 0 {
				list = append(list, Note{Kind(k), columnNames[c], t.n, t.first})
			}
		}
	}
	return list
}

// Count says how often a kind was met, in all columns.
func (r Report) Count(k Kind) (n int) {
	if k < numKinds {
		for _, t := range r.counts[k] {
			n += t.n
		}
	}
	return n
}

// Merge adds what was normalised in other rows of the file.
func (r *Report) Merge(o *Report) { r.mergeFrom(o, 0) }

// mergeFrom adds what was normalised in rows that are numbered from the first.
func (r *Report) mergeFrom(o *Report, first int) {
	for k := range r.counts {
		for c := range r.counts[k] {
			if t := o.counts[k][c]; t.n > 0 {
				r.addN(Kind(k), c, first+t.first, t.n)
			}
		}
	}
}

// NoteFile notes what is of the whole file, n times, first in a row.
func (r *Report) NoteFile(k Kind, n, first int) {
	if n > 0 && k < numKinds {
		r.addN(k, ofFile, first, n)
	}
}

// NoteScale notes Parquet decimals of another scale than two in a column, one of
// property, members[].income and members[].employment_cost.
func (r *Report) NoteScale(column string) {
	for c, name := range columnNames {
		if name == column {
			r.addN(Scale, c, 0, 1)
		}
	}
}

func (r *Report) add(k Kind, column, row int) { r.addN(k, column, row, 1) }

func (r *Report) addN(k Kind, column, row, n int) {
	t := &r.counts[k][column]
	if t.n == 0 || row < t.first {
		t.first = row
	}
	t.n += n
}

// MarshalJSON writes the notes.
func (r Report) MarshalJSON() ([]byte, error) {
	list := r.Notes()
	if list == nil {
		list = []Note{}
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Report) UnmarshalJSON(data []byte) error {
	var list []Note
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	var read Report
	for _, n := range list {
		column := -1
		for c, name := range columnNames {
			if name == n.Column {
				column = c
			}
		}
		if column < 0 || n.Count < 1 || n.First < 0 || !n.Kind.IsValid() {
			return &Fault{Column: Shown(n.Column), Code: rule.Invalid, Reason: rule.Text{ZH: "规整记录已损坏", EN: "the report is damaged"}}
		}
		read.addN(n.Kind, column, n.First, n.Count)
	}
	*r = read
	return nil
}
