package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const (
	inputHead  = "id,county,area,property,members"
	outputHead = "row,id,county,amount,outcome,decision,error"
)

// record is one household as it is read, its texts still in the reader's buffer.
type record struct {
	id, county []byte
	household  assistance.Household
}

// calculator computes rows for one worker: it keeps its buffers.
type calculator struct {
	rule    rule.Rule[assistance.County, assistance.Household, assistance.Award]
	id      *rule.Identifier[assistance.County, assistance.Household, assistance.Award] // nil: without
	members []assistance.Member
	awards  []assistance.Award
}

func newCalculator(county assistance.County, ids bool) (*calculator, error) {
	c := &calculator{rule: assistance.Benefit.Under(county)}
	err := c.rule.Err()
	if ids && err == nil {
		c.id, err = c.rule.Identifier()
	}
	return c, err
}

// line appends the result of one line of CSV. row counts from 1. The error is
// for the reader; it also stands in the result.
func (c *calculator) line(dst, line []byte, row int) ([]byte, error) {
	rec, err := c.parse(line)
	var award assistance.Award
	if err == nil {
		award, err = c.rule.Eval(rec.household)
	}
	return c.result(dst, row, rec.id, rec.county, &rec.household, award, err)
}

// result appends the row of a household that was computed, or refused with err.
func (c *calculator) result(b []byte, row int, id, county []byte, h *assistance.Household, award assistance.Award, err error) ([]byte, error) {
	b = strconv.AppendInt(b, int64(row), 10)
	b = append(b, ',')
	b = appendCell(b, id)
	b = append(b, ',')
	b = appendCell(b, county)
	b = append(b, ',')
	if err != nil {
		err = fmt.Errorf("row %d: %w", row, err)
		b = append(b, ",,,"...)
		b = appendCell(b, []byte(err.Error()))
		return append(b, '\n'), err
	}
	b, _ = award.Amount.AppendText(b) // an amount always writes itself
	b = append(b, ',')
	b = append(b, award.Outcome.String()...)
	b = append(b, ',')
	if c.id != nil {
		b, err = c.id.Append(b, *h)
	}
	return append(b, ",\n"...), err
}

// appendCell writes a cell, quoted if it must be.
func appendCell(b, s []byte) []byte {
	for _, c := range s {
		if c == ',' || c == '"' || c == '\r' || c == '\n' {
			b = append(b, '"')
			b = append(b, bytes.ReplaceAll(s, []byte{'"'}, []byte(`""`))...)
			return append(b, '"')
		}
	}
	return append(b, s...)
}

// cut is [bytes.Cut] at a single byte, which costs half as much.
func cut(s []byte, sep byte) (before, after []byte, found bool) {
	if i := bytes.IndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, nil, false
}

const inputColumns = 5

// parse reads one line. The household's members stand in the calculator's buffer
// until the next line.
func (c *calculator) parse(line []byte) (record, error) {
	var cells [inputColumns][]byte
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if bytes.IndexByte(line, '"') >= 0 {
		fields, err := csv.NewReader(bytes.NewReader(line)).Read()
		if err != nil || len(fields) != inputColumns {
			return record{}, fmt.Errorf("%d columns, want %d (%s): %w", len(fields), inputColumns, inputHead, rule.ErrSyntax)
		}
		for i, f := range fields {
			cells[i] = []byte(f)
		}
		return c.record(cells)
	}
	rest, n := line, 0
	for ; n < inputColumns-1; n++ {
		i := bytes.IndexByte(rest, ',')
		if i < 0 {
			break
		}
		cells[n], rest = rest[:i], rest[i+1:]
	}
	if n < inputColumns-1 || bytes.IndexByte(rest, ',') >= 0 {
		return record{}, fmt.Errorf("%d columns, want %d (%s): %w", bytes.Count(line, []byte{','})+1, inputColumns, inputHead, rule.ErrSyntax)
	}
	cells[n] = rest
	return c.record(cells)
}

func (c *calculator) record(cells [inputColumns][]byte) (record, error) {
	rec := record{id: cells[0], county: cells[1]}
	if err := rec.household.Area.UnmarshalText(cells[2]); err != nil {
		return rec, fmt.Errorf("column area: %w", err)
	}
	if len(cells[3]) > 0 { // an empty cell is a fact that was not given
		var property unit.Money
		if err := property.UnmarshalText(cells[3]); err != nil {
			return rec, fmt.Errorf("column property: %w", err)
		}
		rec.household.Property = rule.Give(property)
	}
	c.members = c.members[:0]
	for rest, more := cells[4], len(cells[4]) > 0; more; {
		var one []byte
		if one, rest, more = cut(rest, ';'); len(c.members) > assistance.MaxMembers {
			break // one too many is enough to refuse it
		}
		income, cost, ok := cut(one, '/')
		var m assistance.Member
		err := m.Income.UnmarshalText(income)
		if err == nil && ok {
			err = m.EmploymentCost.UnmarshalText(cost)
		} else if err == nil {
			err = rule.ErrMissing
		}
		if err != nil {
			return rec, fmt.Errorf("column members[%d]: %w", len(c.members), err)
		}
		c.members = append(c.members, m)
	}
	rec.household.Members = c.members
	return rec, nil
}
