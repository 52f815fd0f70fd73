package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/internal/cli"
)

// firstCase is the row of the first case; above it stand the title, the counts and the headings.
const firstCase = 6

// maxColumns is how many columns a sheet has.
const maxColumns = 16384

// maxCells is how many cells a sheet of cases may have: they are in memory until it is written.
const maxCells = 20_000_000

// cases is the sheet of many decisions: a row a case. Inputs come first, then the steps as shown, as recorded and
// whether they are equal, then the cells that compute.
type cases struct {
	words
	look    *looks
	schema  *schema
	columns map[string]int
	heads   []head // by column, from 1
	shared  int    // columns before those that compute
	rows    []map[int]excelize.Cell
	now     map[int]excelize.Cell // the row that is being written
	row     int
	helpers map[string]int
	known   map[string]int // columns by their letters
}

// head is what stands above a column.
type head struct {
	group, label, name string
	width              float64
	typed              bool
}

func (b *cases) column(key string, h head) int {
	if col, ok := b.columns[key]; ok {
		return col
	}
	b.heads = append(b.heads, h)
	b.columns[key] = len(b.heads)
	return len(b.heads)
}

func (b *cases) cell(col int) string {
	name := at(min(col, maxColumns), b.row)
	b.known[name[:len(name)-len(strconv.Itoa(b.row))]] = col
	return name
}

func (b *cases) given(in input) (c, d, exact string) {
	if in.fractional() {
		d = b.cell(b.columns["d:"+in.key()])
	}
	return b.cell(b.columns["in:"+in.key()]), d, b.cell(b.columns["exact:"+in.key()])
}

func (b *cases) step(owner string) (n, d string) {
	return b.cell(b.columns["n:"+owner]), b.cell(b.columns["over:"+owner])
}

func (b *cases) helper(owner string) string {
	b.helpers[owner]++
	name := fmt.Sprintf("%s.%d", owner, b.helpers[owner])
	return b.cell(b.column("help:"+name, head{group: b.say("辅助单元格", "Helper cells"), name: name, width: 12}))
}

func (b *cases) set(cell, formula string) {
	col := b.known[cell[:len(cell)-len(strconv.Itoa(b.row))]]
	b.now[col] = excelize.Cell{Formula: formula, StyleID: b.now[col].StyleID}
}

// counted is an owner as a reader knows it: members.income[2].
func counted(name string) string {
	id, item, ok := strings.Cut(name, "/")
	if !ok {
		return name
	}
	item, helper, _ := strings.Cut(item, ".")
	if item != "0" {
		id += "[" + item + "]"
	}
	if helper != "" {
		id += " #" + helper
	}
	return id
}

// plan lays out the columns that all cases share.
func (b *cases) plan(items map[string]int) {
	b.column("no", head{label: b.say("序号", "No."), width: 7})
	b.column("case", head{label: b.say("个案", "Case"), width: 14})
	b.column("equal", head{label: b.say("相等？", "Equal?"), width: 11})
	inputs := b.schema.inputsOf(items)
	facts, parameters := b.say("申报核对信息（可改）", "Facts (to change)"), b.say("政策参数（可改）", "Parameters (to change)")
	for _, in := range inputs {
		group := facts
		if in.parameter {
			group = parameters
		}
		b.column("in:"+in.key(), head{group, in.label(b.l), in.key(), 14, true})
		if in.fractional() {
			b.column("d:"+in.key(), head{group, in.label(b.l) + b.say("：分母", ": denominator"), in.key(), 9, true})
		}
	}
	each := func(group, key string, width float64) {
		for _, st := range b.schema.info.Steps {
			from, to := 0, 0
			if st.List != "" {
				from, to = 1, items[st.List]
			}
			for k := from; k <= to; k++ {
				label := itemLabel(st.Label.In(b.l), "", k, b.l)
				b.column(key+owner(st.ID, k), head{group: group, label: label, name: owner(st.ID, k), width: width})
			}
		}
	}
	each(b.say("计算值", "Computed"), "shown:", 16)
	each(b.say("记录值", "Recorded"), "recorded:", 14)
	each(b.say("相等？", "Equal?"), "state:", 9)
	b.column("digest", head{label: b.say("决定校验码", "Decision digest"), width: 66})
	b.shared = len(b.heads)
	for _, in := range inputs {
		b.column("exact:"+in.key(), head{group: b.say("精确值：输入（金额为分）", "Exact: inputs (fen of money)"), label: in.label(b.l), name: in.key(), width: 14})
	}
	each(b.say("精确值：分子（金额为分）", "Exact: numerators (fen of money)"), "n:", 14)
	each(b.say("精确值：分母", "Exact: denominators"), "over:", 12)
}

// write writes the row of a case; it tells the steps.
func (b *cases) write(i int, r record) ([]told, error) {
	b.row, b.now, b.helpers = firstCase+i, map[int]excelize.Cell{}, map[string]int{}
	plainly := b.look.style(look{border: true})
	b.now[b.columns["no"]] = excelize.Cell{Value: i + 1, StyleID: plainly}
	b.now[b.columns["case"]] = excelize.Cell{Value: harmless(r.Subject.Case + " " + r.Subject.Month), StyleID: plainly}
	if r.Subject.Case == "" {
		b.now[b.columns["case"]] = excelize.Cell{Value: harmless(r.Digests.Decision[:min(12, len(r.Digests.Decision))]), StyleID: plainly}
	}
	b.now[b.columns["digest"]] = excelize.Cell{Value: harmless(r.Digests.Decision), StyleID: plainly}
	p := newPage(b.schema, b, r)
	for _, in := range p.inputs {
		c := excelize.Cell{StyleID: b.look.style(look{border: true, fill: typed, format: in.format(b.words)})}
		d := excelize.Cell{StyleID: c.StyleID, Value: 1}
		if node, there := valueOf(r, in); there {
			var err error
			var under any
			if c.Value, under, err = cellOf(in, plain(node)); err != nil {
				return nil, err
			}
			if under != nil {
				d.Value = under
			}
		}
		b.now[b.columns["in:"+in.key()]] = c
		if in.fractional() {
			b.now[b.columns["d:"+in.key()]] = d
		}
	}
	steps := p.write()
	from, to := 0, 0
	for _, t := range steps {
		own := owner(b.schema.info.Steps[t.at].ID, t.item)
		b.now[b.columns["shown:"+own]] = excelize.Cell{Formula: b.shown(b.schema, t), StyleID: b.look.style(look{border: true, format: shownFormat(t.value, b.words)})}
		recorded := asRecorded(t.value.Kind, t.text)
		if t.text == "" {
			recorded = none
		}
		b.now[b.columns["recorded:"+own]] = excelize.Cell{Value: recorded, StyleID: plainly}
		col := b.columns["state:"+own]
		b.now[col] = excelize.Cell{Formula: b.state(t), StyleID: plainly}
		if from == 0 {
			from = col
		}
		to = col
	}
	if from > 0 {
		span := b.cell(from) + ":" + b.cell(to)
		b.now[b.columns["equal"]] = excelize.Cell{StyleID: plainly, Formula: "IF(COUNTIF(" + span + "," + quoted(b.different()) + ")>0," + quoted(b.different()) +
			",IF(COUNTIF(" + span + "," + quoted(b.beyond()) + ")>0," + quoted(b.beyond()) + "," + quoted(b.equal()) + "))"}
	}
	b.rows = append(b.rows, b.now)
	return steps, nil
}

func newCases(k *looks, s *schema, records []record, w words) *cases {
	b := &cases{words: w, look: k, schema: s, columns: map[string]int{}, known: map[string]int{}}
	items := map[string]int{}
	for _, r := range records {
		for list, n := range s.itemsOf(r) {
			items[list] = max(items[list], n)
		}
	}
	b.plan(items)
	return b
}

// writeCases writes many decisions of one rule, and tells the steps of all.
func writeCases(f *excelize.File, k *looks, s *schema, records []record, w words) ([]told, error) {
	b := newCases(k, s, records, w)
	var all []told
	cells := 0
	for i, r := range records {
		steps, err := b.write(i, r)
		if err != nil {
			return nil, cli.At(recordNumber(i), err)
		}
		all = append(all, steps...)
		if len(b.heads) > maxColumns {
			return nil, cli.Fail("第%d条记录需要%d列，表格只有%d列：列表过长的个案请单独输出", "record %d needs %d columns, a sheet has %d: write cases with long lists one by one",
				i+1, len(b.heads), maxColumns)
		}
		if cells += len(b.now); cells > maxCells {
			return nil, cli.Fail("共%[3]d条，写到第%[2]d条已超过%[1]d个单元格，请分成几个工作簿", "more than %d cells by record %d of %d: write fewer records into one workbook", maxCells, i+1, len(records))
		}
	}
	return all, b.stream(f)
}

// stream writes the rows from the top.
func (b *cases) stream(f *excelize.File) error {
	name := b.say("批量", "Cases")
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, h := range b.heads[:b.shared] {
		if err := out.SetColWidth(i+1, i+1, h.width); err != nil {
			return err
		}
	}
	if b.shared < len(b.heads) { // as one: excelize looks through all columns for each that is set
		if err := out.SetColWidth(b.shared+1, len(b.heads), 14); err != nil {
			return err
		}
		if err := out.SetColVisible(b.shared+1, len(b.heads), false); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 3, YSplit: firstCase - 1, TopLeftCell: at(4, firstCase), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	info, last := b.schema.info, firstCase-1+len(b.rows)
	states := fmt.Sprintf("%s:%s", at(3, firstCase), at(3, last))
	count := func(word string) string { return "COUNTIF(" + states + "," + quoted(word) + ")" }
	title := b.look.style(look{bold: true, size: 14})
	tally := quoted(b.say("共 ", "Cases ")) + "&" + fmt.Sprint(len(b.rows)) + "&" + quoted(b.say(" 件：相等 ", ": equal ")) + "&" + count(b.equal()) + "&" + quoted(b.say("，不等 ", ", different ")) +
		"&" + count(b.different()) + "&" + quoted(b.say("，未全部计算 ", ", not computed in full ")) + "&" + count(b.beyond())
	top := [][]any{
		{excelize.Cell{Value: info.Title.In(b.l) + "  " + info.ID + "  " + b.say(fmt.Sprintf("第%d版", info.Version), fmt.Sprintf("version %d", info.Version)), StyleID: title}},
		{excelize.Cell{Formula: tally, StyleID: b.look.style(look{bold: true})}},
		{}, {}, {},
	}
	group, label, path := b.look.style(look{bold: true, fill: section}), b.look.style(look{bold: true, fill: heading, wrap: true, center: true, border: true}), b.look.style(look{color: "7F7F7F"})
	was := ""
	for _, h := range b.heads {
		said := ""
		if h.group != was {
			said, was = h.group, h.group
		}
		top[2] = append(top[2], excelize.Cell{Value: said, StyleID: group})
		top[3] = append(top[3], excelize.Cell{Value: h.label, StyleID: label})
		top[4] = append(top[4], excelize.Cell{Value: counted(h.name), StyleID: path})
	}
	for i, row := range top {
		options := excelize.RowOpts{}
		if i == 3 {
			options.Height = 60
		}
		if err := out.SetRow(at(1, i+1), row, options); err != nil {
			return err
		}
	}
	for i, cells := range b.rows {
		row := make([]any, len(b.heads))
		for col, c := range cells {
			row[col-1] = c
		}
		if err := out.SetRow(at(1, firstCase+i), row); err != nil {
			return err
		}
	}
	if err := b.finish(f, name, states); err != nil {
		return err
	}
	return out.Flush()
}

// finish colours the verdicts and lays the sheet out for paper.
func (b *cases) finish(f *excelize.File, name, states string) error {
	var options []excelize.ConditionalFormatOptions
	for _, c := range [][2]string{{b.equal(), "C6EFCE"}, {b.different(), "FFC7CE"}, {b.beyond(), "FFEB9C"}} {
		id, err := f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c[1]}}})
		if err != nil {
			return err
		}
		options = append(options, excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: quoted(c[0]), Format: &id})
	}
	if err := f.SetConditionalFormat(name, states, options); err != nil {
		return err
	}
	landscape, a4 := "landscape", 9
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R" + b.say("第&P页，共&N页", "page &P of &N")}); err != nil {
		return err
	}
	last, err := absolute(at(b.columns["digest"]-1, firstCase-1+len(b.rows)))
	if err != nil {
		return err
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'" + name + "'!$A$1:" + last, Scope: name}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$A:$C,'%s'!$4:$4", name, name), Scope: name})
}
