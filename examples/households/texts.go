package households

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// text reads an id or a county. Of one that has characters which do not show it gives the others beside the fault: whose row it is.
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
	trimmed := bytes.TrimFunc(cell, isBlank)
	wide := false
	if column == ofID {
		trimmed, wide = narrow(trimmed)
	}
	if column == ofID && shortenedID(trimmed) {
		return nil, &Fault{Column: name, Code: rule.Inexact, Value: Shown(string(cell)), Reason: rule.Text{
			ZH: "像是被电子表格改成科学记数的长编号，末几位已丢失；请从原始数据取回", EN: "looks like a long id that a spreadsheet has shortened to an exponent, its last digits lost; take it from its source"}}
	}
	if !utf8.Valid(trimmed) {
		return nil, &Fault{Column: name, Code: rule.Syntax, Value: Shown(string(cell)), Reason: badBytes}
	}
	for i, c := range string(trimmed) {
		if shows(c) < 0 || column == ofID && unicode.In(c, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			return bytes.Map(shows, trimmed), &Fault{Column: name, Code: rule.Invalid, Value: Shown(string(cell)), Reason: rule.Text{
				ZH: fmt.Sprintf("第%d个字符不可见（U+%04X）；请删去", utf8.RuneCount(trimmed[:i])+1, c), EN: fmt.Sprintf("character %d does not show (U+%04X); delete it", utf8.RuneCount(trimmed[:i])+1, c)}}
		}
		if column == ofID && c != ' ' && unicode.Is(unicode.Zs, c) {
			return trimmed, &Fault{Column: name, Code: rule.Invalid, Value: Shown(string(cell)), Reason: rule.Text{
				ZH: fmt.Sprintf("第%d个字符是另一种空格（U+%04X），看不出与普通空格的区别；请改为普通空格或删去", utf8.RuneCount(trimmed[:i])+1, c),
				EN: fmt.Sprintf("character %d is a blank of another kind (U+%04X), which looks like any other; write a plain one or none", utf8.RuneCount(trimmed[:i])+1, c)}}
		}
	}
	if len(bytes.TrimFunc(cell, isBlank)) < len(cell) {
		r.note(Blanks, column)
	}
	if wide {
		r.note(FullWidth, column)
	}
	return trimmed, nil
}

// isBlank knows the blanks of every width, and line ends within a cell.
func isBlank(c rune) bool { return c == '\t' || c == '\r' || c == '\n' || unicode.Is(unicode.Zs, c) }

// narrow writes the full-width letters, digits and signs of an id as others write them: Ａ１ and A1 are one id, and who types has not seen
// the difference. It says whether there were any. 007 and 7 are two.
func narrow(id []byte) ([]byte, bool) {
	wide := func(c rune) bool { return c >= '！' && c <= '～' }
	if bytes.IndexFunc(id, wide) < 0 || !utf8.Valid(id) {
		return id, false
	}
	return bytes.Map(func(c rune) rune {
		if wide(c) {
			return halfWidth(c)
		}
		return c
	}, id), true
}

// shows drops characters that do not show, for [bytes.Map].
func shows(c rune) rune {
	if unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp) {
		return -1
	}
	return c
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
	for len(s) >= 3 && isHanzi(s) {
		s = s[3:]
	}
	for _, c := range s {
		if lead[c] {
			return false
		}
	}
	return true
}

// isHanzi says whether text of three bytes or more begins with one of the common hanzi, or one near them.
func isHanzi(s []byte) bool {
	return s[0]-0xe4 <= 0xe9-0xe4 && s[1]&0xc0 == 0x80 && s[2]&0xc0 == 0x80
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
