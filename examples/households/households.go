// Package households reads files of households, CSV here and Parquet in
// [github.com/huainan-minzheng/civilaffairs/examples/households/columns], for
// the examples that compute many. What cannot be read is named by its column,
// with the way to mend it, in Chinese and English; nothing is guessed.
//
// The columns of the CSV are id, county, area (rural or urban), property in yuan
// (empty: not given), and members as income/employment cost of each, separated
// by semicolons: 1500.00/500.00;0/0. One household stands on one line. The file
// is UTF-8, with a byte order mark or without; lines end in LF or CR LF.
package households

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Heading is the first line of the CSV.
const Heading = "id,county,area,property,members"

const width = 5

// LongestLine is how many bytes a line may have, far above what 127 members need;
// a longer one is a bad row and costs no memory.
const LongestLine = 1 << 20

// Record is one household. Its texts stand in the line it was read from.
type Record struct {
	// ID is never empty, County may be; both are UTF-8.
	ID, County []byte
	// Household holds the facts as [assistance.Allowance] takes them.
	Household assistance.Household
}

// Parse reads one line, without its end. The household's members are appended to
// room, which comes back longer, to be used for the next line or to be begun
// anew. The error is a [*Fault]; the record then holds what was read before it.
func Parse(line []byte, room []assistance.Member) (Record, []assistance.Member, error) {
	var rec Record
	if room, ok := rec.quick(line, room); ok {
		return rec, room, nil
	}
	return slow(line, room)
}

func slow(line []byte, room []assistance.Member) (Record, []assistance.Member, error) {
	var rec Record
	cells, fault := split(line)
	if fault != nil {
		return rec, room, fault
	}
	rec, fault = text(cells[0], cells[1])
	if fault != nil {
		return rec, room, fault
	}
	if err := rec.Household.Area.UnmarshalText(cells[2]); err != nil {
		return rec, room, cellFault("area", cells[2], err)
	}
	if len(cells[3]) > 0 { // empty is "not given", and for the rule to refuse
		var property unit.Money
		if err := property.UnmarshalText(cells[3]); err != nil {
			return rec, room, cellFault("property", cells[3], err)
		}
		rec.Household.Property = rule.Give(property)
	}
	from := len(room)
	for rest, more := cells[4], len(cells[4]) > 0; more; {
		n := len(room) - from
		if n > assistance.MaxMembers {
			break // one too many is enough for the rule to refuse it
		}
		var one []byte
		one, rest, more = cut(rest, ';')
		income, cost, _ := cut(one, '/')
		var m assistance.Member
		if err := m.Income.UnmarshalText(income); err != nil {
			return rec, room, cellFault(member(n, "income"), income, err)
		}
		if err := m.EmploymentCost.UnmarshalText(cost); err != nil {
			return rec, room, cellFault(member(n, "employment_cost"), cost, err)
		}
		room = append(room, m)
	}
	rec.Household.Members = room[from:len(room):len(room)]
	return rec, room, nil
}

func member(n int, part string) string { return "members[" + strconv.Itoa(n) + "]." + part }

// text checks what is written into results as it is read.
func text(id, county []byte) (Record, *Fault) {
	switch {
	case len(id) == 0: // whom would it be paid to
		return Record{County: county}, &Fault{Column: "id", Code: rule.Missing, Reason: noID}
	case !utf8.Valid(id):
		return Record{}, notUTF8Cell("id", id)
	case !utf8.Valid(county): // an engine in another language would merge such keys
		return Record{ID: id}, notUTF8Cell("county", county)
	}
	return Record{ID: id, County: county}, nil
}

// cut is [bytes.Cut] at a single byte, which costs half as much.
func cut(s []byte, sep byte) (before, after []byte, found bool) {
	if i := bytes.IndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, nil, false
}

// split cuts a line into its cells. Lines with quotes are rare and left to
// encoding/csv.
func split(line []byte) (cells [width][]byte, fault *Fault) {
	if len(line) > LongestLine {
		return cells, &Fault{Code: rule.Range, Reason: tooLong}
	}
	if bytes.IndexByte(line, '"') >= 0 {
		return splitQuoted(line)
	}
	rest, n := line, 0
	for ; n < width-1; n++ {
		i := bytes.IndexByte(rest, ',')
		if i < 0 {
			break
		}
		cells[n], rest = rest[:i], rest[i+1:]
	}
	if n < width-1 || bytes.IndexByte(rest, ',') >= 0 {
		return cells, miscounted(line, bytes.Count(line, []byte{','})+1)
	}
	cells[n] = rest
	return cells, blankFault(cells)
}

func splitQuoted(line []byte) (cells [width][]byte, fault *Fault) {
	fields, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return cells, &Fault{Code: rule.Syntax, Reason: badQuotes}
	}
	if len(fields) != width {
		return cells, miscounted(line, len(fields))
	}
	for i, f := range fields {
		cells[i] = []byte(f)
	}
	return cells, blankFault(cells)
}

func blankFault(cells [width][]byte) *Fault {
	for _, c := range cells {
		if len(c) > 0 {
			return nil
		}
	}
	return &Fault{Code: rule.Missing, Reason: blankRow}
}

func miscounted(line []byte, n int) *Fault {
	if blank(line, ',') {
		return &Fault{Code: rule.Missing, Reason: blankRow}
	}
	return &Fault{Code: rule.Syntax, Reason: columnCount(n)}
}

// blank says whether nothing stands on the line, as on those that spreadsheets
// leave behind the last row.
func blank(line []byte, sep byte) bool {
	for _, c := range line {
		if c != sep && c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}
