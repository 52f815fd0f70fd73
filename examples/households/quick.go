package households

import (
	"bytes"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// quick reads a line that is written as nearly all are: no quotes, an area by its
// code or its Chinese label, amounts of digits with no or two decimals. It says whether it did; other
// lines, good or bad, are left to [slow], which gives the same for these. A file
// takes a quarter less time this way. The record is written where it lies, which it would be copied to thrice.
func (rec *Record) quick(line []byte, room []assistance.Member) (_ []assistance.Member, ok bool) {
	if len(line) > LongestLine {
		return room, false
	}
	id, line, ok := quickText(line)
	if !ok || len(id) == 0 {
		return room, false
	}
	county, line, ok := quickText(line)
	if !ok {
		return room, false
	}
	area, size := quickArea(line)
	if size == 0 {
		return room, false
	}
	line = line[size:]
	fen, size := quickFen(line)
	if size == 0 || size == len(line) || line[size] != ',' {
		return room, false
	}
	property, err := unit.MoneyFromFen(fen)
	if err != nil {
		return room, false
	}
	from, rest, more := len(room), line[size+1:], true
	for more && len(room)-from <= assistance.MaxMembers {
		var m assistance.Member
		size := quickMember(&m, rest)
		if size == 0 {
			return room[:from], false
		}
		if more = size < len(rest); more {
			rest = rest[size+1:]
		}
		room = append(room, m)
	}
	if more && bytes.ContainsAny(rest, "\",") { // members beyond the most are not read
		return room[:from], false
	}
	rec.ID, rec.County = id, county
	rec.Household = assistance.Household{Area: area, Members: room[from:len(room):len(room)], Property: rule.Give(property)}
	return room, true
}

// quickText cuts a cell of UTF-8 off a line; not one with quotes.
func quickText(line []byte) (cell, rest []byte, ok bool) {
	bits := byte(0)
	for i, c := range line {
		if c == ',' {
			cell = line[:i]
			return cell, line[i+1:], bits < utf8.RuneSelf || isUTF8(cell)
		}
		if c == '"' {
			break
		}
		bits |= c
	}
	return nil, line, false
}

// isUTF8 is [utf8.Valid], quicker for hanzi.
func isUTF8(s []byte) bool {
	for len(s) >= 3 && isHanzi(s) {
		s = s[3:]
	}
	return len(s) == 0 || utf8.Valid(s)
}

// quickArea reads the area at the beginning of a line, and gives how many bytes that took, its comma too.
func quickArea(line []byte) (assistance.Area, int) {
	const rural, urban, zhRural, zhUrban = "rural,", "urban,", "农村,", "城市,"
	if len(line) >= len(rural) {
		switch string(line[:len(rural)]) {
		case rural:
			return assistance.Rural, len(rural)
		case urban:
			return assistance.Urban, len(urban)
		}
	}
	if len(line) >= len(zhRural) {
		switch string(line[:len(zhRural)]) {
		case zhRural:
			return assistance.Rural, len(zhRural)
		case zhUrban:
			return assistance.Urban, len(zhUrban)
		}
	}
	return 0, 0
}

// quickMember reads a member at the beginning of a cell and gives how many bytes
// that took, up to the semicolon or the end; 0 if it is written another way.
func quickMember(m *assistance.Member, cell []byte) int {
	income, at := quickFen(cell)
	if at == 0 || at >= len(cell) || cell[at] != '/' {
		return 0
	}
	cost, size := quickFen(cell[at+1:])
	end := at + 1 + size
	if size == 0 || end < len(cell) && cell[end] != ';' {
		return 0
	}
	var err, err2 error
	m.Income, err = unit.MoneyFromFen(income)
	m.EmploymentCost, err2 = unit.MoneyFromFen(cost)
	if err != nil || err2 != nil {
		return 0
	}
	return end
}

// quickFen reads the amount at the beginning of a cell, and gives how many bytes
// it has; 0 if it is written another way.
func quickFen(cell []byte) (fen int64, size int) {
	i := 0
	for i < len(cell) && i < 12 && cell[i]-'0' <= 9 {
		fen = 10*fen + int64(cell[i]-'0')
		i++
	}
	if i == 0 || i > 1 && cell[0] == '0' {
		return 0, 0
	}
	if i == len(cell) || cell[i] != '.' {
		return 100 * fen, i
	}
	if i+2 >= len(cell) || cell[i+1]-'0' > 9 || cell[i+2]-'0' > 9 {
		return 0, 0
	}
	return 100*fen + 10*int64(cell[i+1]-'0') + int64(cell[i+2]-'0'), i + 3
}
