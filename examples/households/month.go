package households

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var monthWanted = rule.Text{ZH: "写法如2023-07", EN: "write it as 2023-07 is"}

// month reads a month as 2023-07, 2023年7月, 2023/7, 2023.07 or 202307, and
// of a workbook the first day of one. A day is
// no month, and 7/2023 or Jul-23 could be one.
func (r *reading) month(cell []byte, kind CellKind) (m unit.Month, _ *Fault) {
	refuse := func(code rule.Code, why rule.Text) (unit.Month, *Fault) {
		return unit.Month{}, &Fault{Column: "month", Code: code, Value: Shown(string(cell)), Reason: rule.Text{ZH: why.ZH + "；" + monthWanted.ZH, EN: why.EN + "; " + monthWanted.EN}}
	}
	if kind == Plain && len(cell) == len("2023-07") && m.UnmarshalText(cell) == nil {
		return m, nil
	}
	if kind == Date { // what a spreadsheet makes of 2023-07
		if first, ok := bytes.CutSuffix(cell, []byte("-01")); ok && len(cell) == len("2023-07-01") && m.UnmarshalText(first) == nil {
			r.note(MonthForm, ofMonth)
			return m, nil
		}
		return refuse(rule.Invalid, rule.Text{ZH: "单元格是某一天，不是月份", EN: "the cell is a day, not a month"})
	}
	if fault := kind.fault(monthWanted); fault != nil {
		fault.Column, fault.Value = "month", Shown(string(cell))
		return m, fault
	}
	trimmed, blanks := trimBlanks(cell)
	if len(trimmed) == 0 {
		return refuse(rule.Missing, rule.Missing.Text())
	}
	text := strings.Map(halfWidth, string(trimmed))
	plain, ok := monthText(text)
	if !ok || m.UnmarshalText([]byte(plain)) != nil {
		return refuse(rule.Syntax, rule.Text{ZH: "不是月份", EN: "is no month"})
	}
	if blanks {
		r.note(Blanks, ofMonth)
	}
	if plain != string(trimmed) {
		r.note(MonthForm, ofMonth)
	}
	return m, nil
}

// monthText writes a month as 2023-07, and says whether it is one.
func monthText(s string) (string, bool) {
	year, month := "", ""
	if len(s) == 6 && strings.Trim(s, "0123456789") == "" {
		year, month = s[:4], s[4:]
	} else if rest, ok := strings.CutSuffix(s, "月"); ok {
		year, month, _ = strings.Cut(rest, "年")
	} else {
		for _, sep := range []string{"-", "/", "."} {
			if y, m, ok := strings.Cut(s, sep); ok {
				year, month = y, m
			}
		}
	}
	n, err := strconv.Atoi(month)
	if len(year) != 4 || strings.Trim(year+month, "0123456789") != "" || len(month) > 2 || err != nil || n < 1 || n > 12 {
		return "", false
	}
	if n < 10 {
		return year + "-0" + strconv.Itoa(n), true
	}
	return year + "-" + strconv.Itoa(n), true
}
