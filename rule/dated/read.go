package dated

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/internal/written"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// MaxBytes is how large a file of entries may be.
const MaxBytes = 64 << 20

// readAll reads a file that is not too large.
func readAll(r io.Reader) ([]byte, error) {
	if r == nil {
		var f rule.Errors
		f.Missing("file")
		return nil, f
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err == nil && len(data) > MaxBytes {
		var f rule.Errors
		f.Add(rule.Range, "file", "", rule.Text{ZH: "文件超过64 MB：标准册没有这么大，请核对文件", EN: "the file is larger than 64 MB: no book of standards is, check the file"})
		err = f
	}
	return data, err
}

// ReadJSON reads a list of entries, each an object with the fields of [Entry], strictly as
// [rule.Unmarshal] does, and makes the book of them as [New] does. Errors name each bad field
// by its path, [3].parameters.standard, entries counted from 0, and in words.
func ReadJSON[P any](r io.Reader, areas Areas, checks ...func(P) error) (Book[P], error) {
	data, err := readAll(r)
	if err != nil {
		return Book[P]{}, err
	}
	var entries []Entry[P]
	if err := rule.Unmarshal(data, &entries); err != nil {
		return Book[P]{}, worded(err)
	}
	return build(areas, entries, checks, ".parameters", func(i int) (string, rule.Text) {
		return "[" + strconv.Itoa(i) + "]", entryNumber(i)
	})
}

func entryNumber(i int) rule.Text {
	n := strconv.Itoa(i + 1)
	return rule.Text{ZH: "第" + n + "条", EN: "entry " + n}
}

// worded says the paths of a list in words: [0].from is 第1条 起始月份.
func worded(err error) error {
	list := rule.Faults(err)
	for k := range list {
		digits, field, ok := strings.Cut(strings.TrimPrefix(list[k].Field, "["), "]")
		i, err := strconv.Atoi(digits)
		if !ok || err != nil {
			continue
		}
		l := entryNumber(i)
		field = strings.TrimPrefix(field, ".")
		if name := strings.TrimPrefix(field, "parameters."); name != "" {
			what, ok := labels[field]
			if !ok {
				what = rule.Text{ZH: name, EN: name}
			}
			l.ZH += " " + what.ZH
			l.EN += ", " + what.EN
		}
		list[k].Label = l
	}
	return list
}

// headings of the columns that are no parameters, as a table may have them.
var headings = map[string]string{
	"area": "area", "适用地区": "area", "from": "from", "起始月份": "from", "until": "until", "截止月份": "until",
	"published": "published", "公布日期": "published", "document": "document", "文号": "document", "source": "source", "出处": "source",
}

// ReadCSV reads a table of entries, UTF-8 with or without a byte order mark, with line ends of any kind, and makes the book
// of them as [New] does. Its first line names the columns: area (适用地区), from (起始月份),
// until (截止月份), published (公布日期), document (文号), source (出处), and each parameter by
// its path, standard or urban.standard; until and source may be left out. A cell that is empty
// was not given; a line whose cells are all empty is passed over.
//
// A column that is none of these is named once, whatever the rows, with those that there are. Errors name each bad cell by row and column: rows[2].standard, rows counted from 0, in words
// 第4行 standard列, as a spreadsheet counts them.
func ReadCSV[P any](r io.Reader, areas Areas, checks ...func(P) error) (Book[P], error) {
	data, err := readAll(r)
	if err != nil {
		return Book[P]{}, err
	}
	t := table[P]{}
	entries := t.read(bytes.TrimPrefix(data, []byte("\uFEFF")))
	if len(t.f) > 0 {
		return Book[P]{}, t.f
	}
	return build(areas, entries, checks, "", t.name)
}

// table is a file of entries as it is read.
type table[P any] struct {
	f       rule.Errors
	columns []string        // the path of each, "" for one that has no heading
	head1   string          // the line of the heading, in words
	absent  map[string]bool // columns that were found to be missing
	lines   []int           // by entry, the line of the file
	titles  []string        // of the columns, as the file has them
}

func (t *table[P]) name(i int) (string, rule.Text) {
	n := strconv.Itoa(t.lines[i])
	return "rows[" + strconv.Itoa(i) + "]", rule.Text{ZH: "第" + n + "行", EN: "row " + n}
}

// refuse names a cell.
func (t *table[P]) refuse(code rule.Code, field string, label rule.Text, value string, why rule.Text) {
	t.f.Wrap("", rule.Errors{{Code: code, Field: field, Label: label, Value: value, Reason: why}})
}

func (t *table[P]) read(data []byte) []Entry[P] {
	if why, is := written.Otherwise(data); is {
		t.refuse(rule.Syntax, "file", rule.Text{ZH: "文件", EN: "file"}, "", why)
		return nil
	}
	if !bytes.Contains(data, []byte{'\n'}) { // an old spreadsheet's line ends, of which the table would be its heading
		data = bytes.ReplaceAll(data, []byte{'\r'}, []byte{'\n'})
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	in.ReuseRecord = true
	var entries []Entry[P]
	for first := true; ; {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.misread(err)
			return nil
		}
		line, _ := in.FieldPos(0)
		switch {
		case blank(cells):
		case first:
			first = false
			if t.head(line, cells); len(t.f) > 0 {
				return nil
			}
		default:
			t.lines = append(t.lines, line)
			entries = append(entries, t.row(len(entries), line, cells))
		}
	}
	if t.columns == nil {
		t.refuse(rule.Missing, "file", rule.Text{ZH: "文件", EN: "file"}, "", rule.Text{
			ZH: "内容为空：第一行应为列名，其后每行一条标准", EN: "is empty: the first line names the columns, each line after it is an entry"})
	}
	return entries
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// misread says where the text is no table.
func (t *table[P]) misread(err error) {
	line, column := 0, 0
	var p *csv.ParseError
	if errors.As(err, &p) {
		line, column, err = p.Line, p.Column, p.Err
	}
	n, c := strconv.Itoa(line), strconv.Itoa(column)
	t.refuse(rule.Syntax, "file", rule.Text{ZH: "第" + n + "行第" + c + "个字节", EN: "line " + n + ", byte " + c}, "", rule.Text{
		ZH: "引号不成对或位置不对：含逗号、换行或引号的内容应整个放在双引号内，其中的引号写两次", EN: "the quotation marks are wrong (" + err.Error() + "): put text that has commas, line breaks or quotes in double quotes, quotes in it twice"})
}

// head reads the names of the columns.
func (t *table[P]) head(line int, cells []string) {
	seen := map[string]bool{}
	n := strconv.Itoa(line)
	for k, cell := range cells {
		title := strings.TrimSpace(cell)
		path := title
		if p, ok := headings[title]; ok {
			path = p
		} else if title != "" && title != "parameters" && !strings.HasPrefix(title, "parameters.") {
			path = "parameters." + title
		}
		if path != "" && seen[path] {
			c := strconv.Itoa(k + 1)
			t.refuse(rule.Duplicate, "columns["+strconv.Itoa(k)+"]", rule.Text{ZH: "第" + n + "行第" + c + "列", EN: "row " + n + ", column " + c}, short(title),
				rule.Text{ZH: "列名重复：请删去一列", EN: "a column that stands twice: leave one out"})
		}
		seen[path] = true
		t.columns, t.titles = append(t.columns, path), append(t.titles, title)
	}
	t.head1, t.absent = n, map[string]bool{}
	if t.otherSeparator(cells) {
		return
	}
	for _, need := range []string{"area", "from", "published", "document"} {
		if !seen[need] {
			what := labels[need]
			t.refuse(rule.Missing, "columns", rule.Text{ZH: "第" + n + "行", EN: "row " + n}, need,
				rule.Text{ZH: "缺少“" + need + "”列（" + what.ZH + "）", EN: "there is no column " + need + " (" + what.EN + ")"})
		}
	}
}

// otherSeparator refuses a heading whose names stand in one cell, and says by what they are apart.
func (t *table[P]) otherSeparator(cells []string) bool {
	if len(cells) > 1 {
		return false
	}
	for _, sep := range []struct{ char, zh, en string }{{";", "分号", "semicolons"}, {"\t", "制表符", "tabs"}, {"，", "全角逗号", "full-width commas"}} {
		if strings.Contains(cells[0], sep.char) {
			t.refuse(rule.Syntax, "columns", rule.Text{ZH: "第" + t.head1 + "行", EN: "row " + t.head1}, short(cells[0]), rule.Text{
				ZH: "各列以" + sep.zh + "分隔：请另存为以半角逗号分隔的CSV", EN: "the columns are separated by " + sep.en + ": save the file as CSV with commas"})
			return true
		}
	}
	return false
}

// missing names a parameter's column that there is none of, once: it is missing in every row.
func (t *table[P]) missing(f rule.Fault) {
	path := strings.TrimPrefix(f.Field, "parameters.")
	if t.absent[path] {
		return
	}
	t.absent[path] = true
	zh, en := "", ""
	if l := f.Label; !l.IsZero() {
		zh, en = "（"+l.ZH+"）", " ("+l.EN+")"
	}
	t.refuse(rule.Missing, "columns", rule.Text{ZH: "第" + t.head1 + "行", EN: "row " + t.head1}, path, rule.Text{ZH: "缺少“" + path + "”列" + zh, EN: "there is no column " + path + en})
}

// unnamed names a column that is no field of an entry, once, and says which there are: it is unknown in every row.
func (t *table[P]) unnamed(path string) {
	if t.absent[path] {
		return
	}
	t.absent[path] = true
	k := slices.Index(t.columns, path)
	names := []string{"area", "from", "until", "published", "document", "source"}
	for _, f := range rule.FieldsOf[P]() {
		names = append(names, f.Path)
	}
	more := ""
	if len(names) > maxNamed {
		names, more = names[:maxNamed], "…"
	}
	c := strconv.Itoa(k + 1)
	t.refuse(rule.UnknownField, "columns["+strconv.Itoa(k)+"]", rule.Text{ZH: "第" + t.head1 + "行第" + c + "列", EN: "row " + t.head1 + ", column " + c}, short(t.titles[k]), rule.Text{
		ZH: "没有此列：请核对列名或删去此列，列名有" + strings.Join(names, "、") + more,
		EN: "there is no such column: check its name or leave it out; there are " + strings.Join(names, ", ") + more})
}

// maxNamed is how many columns are named where one is none.
const maxNamed = 40

// row reads one entry.
func (t *table[P]) row(i, line int, cells []string) (e Entry[P]) {
	n := strconv.Itoa(line)
	var row rule.Cells
	for k, cell := range cells {
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "":
		case k >= len(t.columns) || t.columns[k] == "":
			c := strconv.Itoa(k + 1)
			t.refuse(rule.UnknownField, "rows["+strconv.Itoa(i)+"]["+strconv.Itoa(k)+"]", rule.Text{ZH: "第" + n + "行第" + c + "列", EN: "row " + n + ", column " + c}, short(cell),
				rule.Text{ZH: "此列没有列名：请补上列名，或删去内容；内容含逗号时应放在双引号内", EN: "the column has no name: name it or clear the cell; put text with commas in double quotes"})
		default:
			row = append(row, rule.Cell{Path: t.columns[k], Text: cell})
		}
	}
	base := []byte(`{"parameters":{}}`)
	if slices.Contains(t.columns, "parameters") { // that are one value
		base = nil
	}
	for _, f := range rule.Faults(row.Bind(&e, base)) {
		title, known := t.title(f.Field)
		if f.Code == rule.Missing && !known && strings.HasPrefix(f.Field, "parameters.") && !strings.Contains(f.Field, "[") && !t.under(f.Field) {
			t.missing(f)
			continue
		}
		if f.Code == rule.UnknownField && known {
			t.unnamed(f.Field)
			continue
		}
		f.Field = "rows[" + strconv.Itoa(i) + "]" + dot(strings.TrimPrefix(f.Field, "parameters."))
		what := f.Label
		f.Label = rule.Text{ZH: "第" + n + "行", EN: "row " + n}
		if known {
			f.Label.ZH += " " + title + "列"
			f.Label.EN += ", column " + title
		} else if !what.IsZero() {
			f.Label.ZH += " " + what.ZH
			f.Label.EN += ", " + what.EN
		}
		t.f.Wrap("", rule.Errors{f})
	}
	return e
}

// under says whether columns are of a part of a parameter, or of what it is a part of: a cell of them was left empty then.
func (t *table[P]) under(path string) bool {
	return slices.ContainsFunc(t.columns, func(p string) bool {
		return p != "" && (strings.HasPrefix(p, path+".") || strings.HasPrefix(path, p+"."))
	})
}

// title is how the file calls the column of a path.
func (t *table[P]) title(path string) (string, bool) {
	for k, p := range t.columns {
		if p == path {
			return short(t.titles[k]), true
		}
	}
	return "", false
}
