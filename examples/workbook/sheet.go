package main

import (
	"fmt"
	"math"

	"github.com/huainan-minzheng/civilaffairs/examples/workbook/live"
	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/xuri/excelize/v2"
)

// The columns of the sheet of one decision. Behind colD stand the helper cells.
const (
	colNumber = iota + 1
	colLabel
	colValue
	colUnder // an input's denominator, or what its code means
	colRecorded
	colState
	colSays // the formula in words, or whose a parameter is
	colClause
	colQuote
	colN
	colD
	colHelp
)

// sheet is the sheet of one decision: a row an input, then a row a step.
type sheet struct {
	words
	f     *excelize.File
	name  string
	look  *looks
	row   int
	rows  map[string]int // by owner
	cells map[string]int // helper cells of a row
	most  int            // of them
	lines map[int]int    // of text in a row
	wide  map[int]float64
	err   error
}

// widths are those of the columns, in digits.
var widths = map[int]float64{colNumber: 6, colLabel: 28, colValue: 17, colUnder: 15, colRecorded: 15, colState: 11, colSays: 44, colClause: 22, colQuote: 26, colN: 16, colD: 14}

func at(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // columns and rows are counted here, from 1
	}
	return name
}

func (s *sheet) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheet) given(in input) (c, d, exact string) {
	row := s.rows["in:"+in.key()]
	if in.fractional() {
		d = at(colUnder, row)
	}
	return at(colValue, row), d, at(colN, row)
}

func (s *sheet) step(owner string) (n, d string) {
	row := s.rows[owner]
	return at(colN, row), at(colD, row)
}

func (s *sheet) helper(owner string) string {
	k := s.cells[owner]
	if s.cells[owner]++; colHelp+k > maxColumns {
		s.keep(cli.Fail("%s：列表过长，表格只有%d列", "%s: the list is too long for a sheet of %d columns", owner, maxColumns))
		k = maxColumns - colHelp
	}
	s.most = max(s.most, k+1)
	cell := at(colHelp+k, s.rows[owner])
	s.dress(cell, look{fill: helping, border: true})
	return cell
}

func (s *sheet) set(cell, formula string) { s.keep(s.f.SetCellFormula(s.name, cell, formula)) }

func (s *sheet) dress(cell string, l look) {
	s.keep(s.f.SetCellStyle(s.name, cell, cell, s.look.style(l)))
}

func (s *sheet) put(col int, value any, l look) {
	cell := at(col, s.row)
	if text, ok := value.(string); ok {
		s.keep(s.f.SetCellStr(s.name, cell, text))
		if l.wrap {
			s.need(text, s.wide[col])
		}
	} else if value != nil {
		s.keep(s.f.SetCellValue(s.name, cell, value))
	}
	s.dress(cell, l)
}

// need keeps how many lines a text takes in a column: spreadsheets do not see it for themselves in what they did not write.
func (s *sheet) need(text string, width float64) {
	if s.lines == nil {
		s.lines = map[int]int{}
	}
	wide := 0.0
	for _, r := range text {
		if wide += 0.95; r > 0x2000 {
			wide += 0.85
		}
	}
	s.lines[s.row] = max(s.lines[s.row], int(math.Ceil(wide/(width-1))))
}

// heights gives every row the height of its text.
func (s *sheet) heights() {
	for row, lines := range s.lines {
		s.keep(s.f.SetRowHeight(s.name, row, max(18, 15*float64(lines)+4)))
	}
}

// writeSheet writes one decision; it tells the steps for the cover.
func writeSheet(f *excelize.File, k *looks, s *schema, r record, w words) (*sheet, []told, error) {
	sh := &sheet{words: w, f: f, name: w.say("计算", "Calculation"), look: k, wide: widths, rows: map[string]int{}, cells: map[string]int{}}
	if _, err := f.NewSheet(sh.name); err != nil {
		return nil, nil, err
	}
	p := newPage(s, sh, r)
	sh.top(s.info, r)
	parameters := true
	sh.section(w.say("政策参数（黄色单元格可改）", "Parameters (yellow cells may be changed)"))
	for _, in := range p.inputs {
		if parameters && !in.parameter {
			parameters = false
			sh.section(w.say("申报核对信息（黄色单元格可改）", "Facts (yellow cells may be changed)"))
		}
		sh.input(s, r, in)
	}
	sh.section(w.say("计算过程", "Steps"))
	first := sh.row + 1
	sh.reserve(p)
	steps := p.write()
	sh.row = first - 1
	for i, t := range steps {
		sh.row++
		sh.tell(s, i, t)
	}
	sh.finish(p, steps)
	return sh, steps, sh.err
}

func (s *sheet) top(info rule.Info, r record) {
	s.row = 1
	s.keep(s.f.SetRowHeight(s.name, 1, 26))
	s.put(colNumber, info.Title.In(s.l)+"  "+info.ID+"  "+s.say(fmt.Sprintf("第%d版", info.Version), fmt.Sprintf("version %d", info.Version)), look{bold: true, size: 14})
	s.row = 3
	for i, name := range []string{
		s.say("序号", "No."), s.say("项目", "Item"), s.say("值", "Value"), s.say("分母／含义", "Denominator / meaning"), s.say("记录值", "Recorded"),
		s.say("相等？", "Equal?"), s.say("公式／来源", "Formula / origin"), s.say("条款", "Clause"), s.say("引文", "Quotation"),
		s.say("精确值：分子（金额为分）", "Exact: numerator (fen of money)"), s.say("精确值：分母", "Exact: denominator"), s.say("辅助单元格", "Helper cells")} {
		s.put(colNumber+i, name, look{bold: true, fill: heading, wrap: true, center: true, border: true})
	}
}

func (s *sheet) section(name string) {
	s.row++
	for col := colNumber; col <= colD; col++ {
		s.put(col, nil, look{bold: true, fill: section, border: true})
	}
	s.put(colNumber, name, look{bold: true, fill: section, border: true, left: true})
}

// input writes the row of a parameter or fact.
func (s *sheet) input(sc *schema, r record, in input) {
	s.row++
	s.rows["in:"+in.key()] = s.row
	plainly := look{border: true, wrap: true}
	s.put(colNumber, nil, plainly)
	s.put(colLabel, in.label(s.l), plainly)
	format := in.format(s.words)
	node, there := valueOf(r, in)
	text := ""
	cell := look{border: true, fill: typed, format: format}
	s.put(colValue, nil, cell)
	s.put(colUnder, nil, plainly)
	if in.fractional() {
		s.put(colUnder, int64(1), look{border: true, fill: typed, format: "General", center: true})
	}
	if there {
		text = plain(node)
		c, d, err := cellOf(in, text)
		s.keep(err)
		s.put(colValue, c, cell)
		if d != nil {
			s.put(colUnder, d, look{border: true, fill: typed, format: "General", center: true})
		}
		text = asRecorded(in.kind, text)
	}
	c := at(colValue, s.row)
	s.choose(in, c)
	switch {
	case in.kind == formula.Choice:
		s.put(colUnder, nil, plainly)
		s.set(at(colUnder, s.row), `IF(ISBLANK(`+c+`),"",`+s.labelled(sc, in.name, c)+")")
	case in.kind == formula.Rounding:
		s.set(at(colUnder, s.row), s.rounded(c))
	case in.kind == formula.Flag:
		s.set(at(colUnder, s.row), `IF(ISBLANK(`+c+`),"",IF(`+c+","+quoted(s.say("是", "yes"))+","+quoted(s.say("否", "no"))+"))")
	}
	if !there {
		text = s.say("未提供", "not given")
	}
	s.put(colRecorded, text, look{border: true, wrap: true, left: true})
	says, clause, quote := originOf(sc, r, in, s.l)
	s.put(colSays, says, plainly)
	s.put(colClause, clause, plainly)
	s.put(colQuote, quote, plainly)
	s.put(colN, nil, look{border: true, format: exactFormat(in.kind)})
	s.put(colD, nil, look{border: true})
	s.put(colState, nil, look{border: true, center: true})
	exact := at(colN, s.row)
	usable := quoted(s.say("未改", "as recorded"))
	changed := quoted(s.say("已改", "changed"))
	if v, err := formula.ParseValue(in.kind, plain(node)); there && err == nil {
		v.Text = harmless(v.Text)
		usable = "IF(" + inCells(in, exact, c, at(colUnder, s.row)).Is(v) + "," + usable + "," + changed + ")"
	} else {
		usable = "IF(ISBLANK(" + c + ")," + usable + "," + changed + ")"
	}
	s.set(at(colState, s.row), "IF(ISNA("+exact+"),"+usableBlank(usable, there, changed)+",IF(ISERROR("+exact+"),"+quoted(s.say("值不可用", "not usable"))+",IFERROR("+usable+","+changed+")))")
}

func usableBlank(usable string, there bool, changed string) string {
	if there {
		return changed
	}
	return usable
}

// choose offers the values of a choice, and holds typed numbers to what the rule takes.
func (s *sheet) choose(in input, cell string) {
	dv := excelize.NewDataValidation(true)
	dv.Sqref = cell
	var list []string
	switch in.kind {
	case formula.Flag:
		list = []string{"TRUE", "FALSE"}
	case formula.Choice:
		for _, c := range in.field.Choices {
			list = append(list, c.Code)
		}
	case formula.Rounding:
		list = roundings()
	default:
		return
	}
	if err := dv.SetDropList(list); err != nil {
		return // a list too long for a drop-down: the exact cell refuses what is none of it
	}
	s.keep(s.f.AddDataValidation(s.name, dv))
}

// reserve gives every step its row.
func (s *sheet) reserve(p *page) {
	row := s.row
	for _, st := range p.info.Steps {
		from, to := 0, 0
		if st.List != "" {
			from, to = 1, p.items[st.List]
		}
		for item := from; item <= to; item++ {
			row++
			s.rows[owner(st.ID, item)] = row
		}
	}
}

// tell writes the row of a step.
func (s *sheet) tell(sc *schema, i int, t told) {
	st := &sc.info.Steps[t.at]
	plainly := look{border: true, wrap: true}
	s.put(colNumber, int64(i+1), look{border: true, center: true})
	label := itemLabel(st.Label.In(s.l), "", t.item, s.l)
	s.put(colLabel, label, plainly)
	s.put(colValue, nil, look{border: true, bold: true, format: shownFormat(t.value, s.words)})
	s.set(at(colValue, s.row), s.shown(sc, t))
	s.put(colUnder, nil, plainly)
	s.put(colRecorded, s.recorded(sc, t), look{border: true, left: true, wrap: true})
	s.put(colState, nil, look{border: true, center: true})
	s.set(at(colState, s.row), s.state(t))
	s.put(colSays, sc.said(t, s.l), plainly)
	clause, quote := clauseOf(sc, st, s.l)
	if t.why != nil {
		s.put(colUnder, s.say("非活公式", "not live"), plainly)
		s.put(colSays, s.say("非活公式，只示记录值："+t.why.Reason.ZH+"。", "Not live, value only: "+t.why.Reason.EN+". ")+sc.said(t, s.l), plainly)
	}
	s.put(colClause, clause, plainly)
	s.put(colQuote, quote, plainly)
	exact := look{border: true, format: exactFormat(t.value.Kind)}
	s.dress(at(colN, s.row), exact)
	s.dress(at(colD, s.row), exact)
	if t.d == "" && t.value.Kind.IsNumeric() {
		s.keep(s.f.SetCellFormula(s.name, at(colD, s.row), t.value.D()))
	}
}

// exactFormat shows every digit of a whole number, and what is none as it is.
func exactFormat(k formula.Kind) string {
	if k.IsOrdered() {
		return "0"
	}
	return ""
}

// shownFormat shows a value as its kind is shown. A count or number over a denominator may end in any decimals.
func shownFormat(v live.Value, w words) string {
	switch k := v.Kind; {
	case (k == formula.Count || k == formula.Number) && v.D() != "1":
		return "General"
	case k.IsNumeric():
		return formatOf(k, w)
	}
	return ""
}

// recorded is the recorded value as a reader sees it.
func (s *sheet) recorded(sc *schema, t told) string {
	switch {
	case t.text == "":
		return none
	case t.value.Kind == formula.Flag:
		return s.say(map[bool]string{true: "是", false: "否"}[t.text == "true"], map[bool]string{true: "yes", false: "no"}[t.text == "true"])
	}
	for _, c := range append(sc.choices[sc.info.Steps[t.at].ID], sc.mentioned(sc.info.Steps[t.at].ID)...) {
		if c.Code == t.text {
			return c.Label.In(s.l)
		}
	}
	return asRecorded(t.value.Kind, t.text)
}

// asRecorded is a value as the record has it; a number needs no apostrophe.
func asRecorded(k formula.Kind, text string) string {
	if _, err := formula.ParseValue(k, text); err == nil && k.IsNumeric() {
		return text
	}
	return harmless(text)
}
