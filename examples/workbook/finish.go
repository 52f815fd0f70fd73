package main

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// finish counts, colours and lays out the sheet of one decision.
func (s *sheet) finish(p *page, steps []told) {
	last := s.row
	states := fmt.Sprintf("%s:%s", at(colState, 4), at(colState, last))
	s.row = 2
	count := func(word string) string { return "COUNTIF(" + states + "," + quoted(word) + ")" }
	s.set(at(colNumber, 2), quoted(s.say("步骤 ", "Steps "))+"&"+fmt.Sprint(len(steps))+"&"+quoted(s.say("，相等 ", ", equal "))+"&"+count(s.equal())+"&"+
		quoted(s.say("，不等 ", ", different "))+"&"+count(s.different())+"&"+quoted(s.say("，不作计算 ", ", not computed "))+"&"+count(s.beyond())+"&"+
		quoted(s.say("；改动输入 ", "; inputs changed "))+"&"+count(s.say("已改", "changed")))
	s.dress(at(colNumber, 2), look{bold: true})
	colour := func(word, fill string) excelize.ConditionalFormatOptions {
		id, err := s.f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}})
		s.keep(err)
		return excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: quoted(word), Format: &id}
	}
	s.keep(s.f.SetConditionalFormat(s.name, states, []excelize.ConditionalFormatOptions{
		colour(s.equal(), "C6EFCE"), colour(s.different(), "FFC7CE"), colour(s.beyond(), "FFEB9C"),
		colour(s.say("已改", "changed"), "FFEB9C"), colour(s.say("值不可用", "not usable"), "FFC7CE")}))
	for col, width := range widths {
		s.width(col, col, width)
	}
	s.heights()
	if s.most > 0 {
		s.width(colHelp, colHelp+s.most-1, 12)
	}
	s.keep(s.f.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: 3, TopLeftCell: "C4", ActivePane: "bottomRight"}))
	s.keep(printed(s.f, s.name, s.words, at(colQuote, last), 3))
}

func (s *sheet) width(from, to int, width float64) {
	a, err := excelize.ColumnNumberToName(from)
	s.keep(err)
	b, err := excelize.ColumnNumberToName(to)
	s.keep(err)
	s.keep(s.f.SetColWidth(s.name, a, b, width))
}

// printed lays a sheet out for paper: A4 across, one page wide, its heading rows on each page.
func printed(f *excelize.File, name string, w words, last string, heads int) error {
	landscape, a4, wide, tall, fit := "landscape", 9, 1, 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	margin, edge := 0.4, 0.6
	if err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &edge, Bottom: &edge}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R" + w.say("第&P页，共&N页", "page &P of &N")}); err != nil {
		return err
	}
	abs, err := absolute(last)
	if err != nil {
		return err
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'" + name + "'!$A$1:" + abs, Scope: name}); err != nil || heads == 0 {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$%d", name, heads), Scope: name})
}

func absolute(cell string) (string, error) {
	col, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return "", err
	}
	return excelize.CoordinatesToCellName(col, row, true)
}
