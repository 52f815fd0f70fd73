package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const (
	inputHead   = "id,county,area,property,members"
	resultsHead = "row,id,county,amount,outcome,decision"
	columns     = 5
)

// record is one household; its texts stand in the line it was read from.
type record struct {
	id, county []byte
	household  assistance.Household
}

// badCell is what is wrong with a cell that does not read.
type badCell struct {
	column string
	err    error
}

func (b *badCell) Error() string { return b.column + ": " + b.err.Error() }
func (b *badCell) Unwrap() error { return b.err }

var (
	errTooLong = fmt.Errorf("a line of more than %d bytes: %w", longestLine, rule.ErrRange)
	errNotUTF8 = fmt.Errorf("not UTF-8: %w", rule.ErrSyntax)
)

// parse reads one line; the household's members are appended to room, which comes
// back to be used again or not.
func parse(line []byte, room []assistance.Member) (record, []assistance.Member, error) {
	var rec record
	cells, err := split(line)
	if err != nil {
		return rec, room, &badCell{"", err}
	}
	rec.id, rec.county = cells[0], cells[1]
	if len(rec.id) == 0 {
		return rec, room, &badCell{"id", rule.ErrMissing} // whom would it be paid to
	}
	// A runner written in another language would merge keys that are not UTF-8.
	if !utf8.Valid(rec.id) {
		return rec, room, &badCell{"id", errNotUTF8}
	}
	if !utf8.Valid(rec.county) {
		return rec, room, &badCell{"county", errNotUTF8}
	}
	if err := rec.household.Area.UnmarshalText(cells[2]); err != nil {
		return rec, room, &badCell{"area", err}
	}
	if len(cells[3]) > 0 { // empty is "not given", and for the rule to refuse
		var property unit.Money
		if err := property.UnmarshalText(cells[3]); err != nil {
			return rec, room, &badCell{"property", err}
		}
		rec.household.Property = rule.Give(property)
	}
	from := len(room)
	for rest, more := cells[4], len(cells[4]) > 0; more; {
		n := len(room) - from
		if n > assistance.MaxMembers {
			break // one too many is enough for the rule to refuse it
		}
		var one []byte
		one, rest, more = bytes.Cut(rest, []byte{';'})
		m, err := parseMember(one, n)
		if err != nil {
			return rec, room, err
		}
		room = append(room, m)
	}
	rec.household.Members = room[from:len(room):len(room)]
	return rec, room, nil
}

func parseMember(cell []byte, n int) (assistance.Member, error) {
	var m assistance.Member
	column := func(part string, err error) error {
		return &badCell{"members[" + strconv.Itoa(n) + "]." + part, err}
	}
	income, cost, found := bytes.Cut(cell, []byte{'/'})
	if err := m.Income.UnmarshalText(income); err != nil {
		return m, column("income", err)
	}
	if !found {
		return m, column("employment_cost", rule.ErrMissing)
	}
	if err := m.EmploymentCost.UnmarshalText(cost); err != nil {
		return m, column("employment_cost", err)
	}
	return m, nil
}

// split cuts a line into its cells. Lines with quotes are rare and left to
// encoding/csv.
func split(line []byte) (cells [columns][]byte, err error) {
	if line == nil {
		return cells, errTooLong
	}
	n := 0
	if bytes.IndexByte(line, '"') >= 0 {
		fields, err := csv.NewReader(bytes.NewReader(line)).Read()
		if err != nil {
			return cells, fmt.Errorf("%w: %w", rule.ErrSyntax, err)
		}
		n = len(fields)
		for i := range min(n, columns) {
			cells[i] = []byte(fields[i])
		}
	} else {
		n = bytes.Count(line, []byte{','}) + 1
		for i := range cells {
			cells[i], line, _ = bytes.Cut(line, []byte{','})
		}
	}
	if n != columns {
		return cells, fmt.Errorf("%d columns, want %d (%s): %w", n, columns, inputHead, rule.ErrSyntax)
	}
	return cells, nil
}

// Bad is one thing that is wrong with a row; a row with several is refused once
// and has as many of them.
type Bad struct {
	// File is the shard's path.
	File string
	// Row counts from 1 below the heading.
	Row int64
	// Column is the cell, members[2].income for a part of one; empty for the
	// whole row.
	Column string
	// Reason is for the person who must mend it.
	Reason string
}

// faults names what is wrong with a row, whether it does not read or the rule
// refuses it.
func faults(file string, row int64, err error) []Bad {
	if cell, ok := errors.AsType[*badCell](err); ok {
		return []Bad{{file, row, cell.column, cell.err.Error()}}
	}
	var bad []Bad
	for _, e := range rule.Faults(err) {
		reason := e.Reason.In(rule.English)
		if e.Value != "" {
			reason = e.Value + ": " + reason
		}
		bad = append(bad, Bad{file, row, e.Field, reason})
	}
	return bad
}

const badRowsHead = "file,row,column,reason"

func (b Bad) append(dst []byte) []byte {
	dst = append(appendCell(dst, []byte(b.File)), ',')
	dst = append(strconv.AppendInt(dst, b.Row, 10), ',')
	dst = append(appendCell(dst, []byte(b.Column)), ',')
	return append(appendCell(dst, []byte(b.Reason)), '\n')
}

// appendResult writes a row of results. The decision is the identity that the
// decision's record would have: it names rule, version, parameters and facts.
func appendResult(dst []byte, row int64, rec record, a assistance.Award, id *rule.Identifier[assistance.County, assistance.Household, assistance.Award]) ([]byte, error) {
	dst = append(strconv.AppendInt(dst, row, 10), ',')
	dst = append(appendCell(dst, rec.id), ',')
	dst = append(appendCell(dst, rec.county), ',')
	dst, _ = a.Amount.AppendText(dst) // an amount always writes itself
	dst = append(dst, ',')
	dst = append(append(dst, a.Outcome.String()...), ',')
	dst, err := id.Append(dst, rec.household)
	return append(dst, '\n'), err
}

// appendCell writes a cell, quoted if it must be.
func appendCell(b, s []byte) []byte {
	if !bytes.ContainsAny(s, ",\"\r\n") {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, bytes.ReplaceAll(s, []byte{'"'}, []byte(`""`))...)
	return append(b, '"')
}
