package main

import (
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/xuri/excelize/v2"
)

// looks are the styles of a workbook.
type looks struct {
	f    *excelize.File
	made map[look]int
	err  error
}

// look is what one cell looks like.
type look struct {
	format             string
	bold, wrap, center bool
	fill, color        string
	size               float64
	border, left       bool
}

const (
	typed   = "FFF2CC" // cells to change
	heading = "D9E2F3"
	section = "EDEDED"
	helping = "F7F7F7"
)

func (s *looks) style(l look) int {
	if id, ok := s.made[l]; ok {
		return id
	}
	st := &excelize.Style{
		Font:      &excelize.Font{Family: "Noto Sans CJK SC", Size: 10, Bold: l.bold, Color: l.color},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: l.wrap},
	}
	if l.size > 0 {
		st.Font.Size = l.size
	}
	if l.center {
		st.Alignment.Horizontal = "center"
	}
	if l.left {
		st.Alignment.Horizontal = "left"
	}
	if l.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		st.CustomNumFmt = &l.format
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
		}
	}
	id, err := s.f.NewStyle(st)
	if err != nil && s.err == nil {
		s.err = err
	}
	if s.made == nil {
		s.made = map[look]int{}
	}
	s.made[l] = id
	return id
}

// formatOf is the number format of a kind of values: amounts in yuan with fen, counts in whole numbers.
func formatOf(k formula.Kind, w words) string {
	switch k {
	case formula.Money:
		return w.say(`#,##0.00"元";[Red]-#,##0.00"元"`, `#,##0.00" yuan";[Red]-#,##0.00" yuan"`)
	case formula.Flag:
		return `"TRUE";"TRUE";"FALSE"` // where a truth value is a number
	case formula.Count, formula.Number:
		return "#,##0"
	case formula.Ratio:
		return "0.00##%"
	case formula.Month, formula.Choice, formula.Rounding, formula.Text:
		return "@"
	}
	return ""
}
