package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// parquetRow is a household as the generator writes it, amounts in fen.
type parquetRow struct {
	ID       string          `parquet:"id"`
	County   string          `parquet:"county,dict"`
	Area     string          `parquet:"area,dict"`
	Property *int64          `parquet:"property,optional"`
	Members  []parquetMember `parquet:"members,list"`
}

type parquetMember struct {
	Income         int64 `parquet:"income"`
	EmploymentCost int64 `parquet:"employment_cost"`
}

const parquetBatch = 4096

// batch is a run of households as the rule takes them: their members stand in
// one slice, their texts in another. What could not be read has its reason in
// faults.
type batch struct {
	households []assistance.Household
	members    []assistance.Member
	ends       []int // where each household's members end
	texts      []byte
	cells      []int // where each id and each county ends in texts, in turn
	faults     []rule.RowError
}

func (b *batch) reset() {
	b.households, b.members, b.ends = b.households[:0], b.members[:0], b.ends[:0]
	b.texts, b.cells, b.faults = b.texts[:0], b.cells[:0], b.faults[:0]
}

func (b *batch) fault(err error) {
	row := len(b.households) // the row that is being read
	if n := len(b.faults); n == 0 || b.faults[n-1].Row != row {
		b.faults = append(b.faults, rule.RowError{Row: row, Err: err})
	}
}

// cell gives text k of row i: 0 its id, 1 its county.
func (b *batch) cell(i, k int) []byte {
	at, from := 2*i+k, 0
	if at > 0 {
		from = b.cells[at-1]
	}
	return b.texts[from:b.cells[at]]
}

// finish gives each household its members, now that their slice grows no more.
func (b *batch) finish() {
	from := 0
	for i, end := range b.ends {
		b.households[i].Members = b.members[from:end:end]
		from = end
	}
}

// columns reads a Parquet file column by column, without making records of its
// rows first.
type columns struct{ id, county, area, property, income, cost *column }

func openColumns(f *os.File, done int) (*columns, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return nil, err
	}
	var faults []error
	open := func(kind parquet.Kind, path ...string) *column {
		c, err := openColumn(file.Root(), kind, done, path)
		faults = append(faults, err)
		return c
	}
	return &columns{
		id: open(parquet.ByteArray, "id"), county: open(parquet.ByteArray, "county"), area: open(parquet.ByteArray, "area"),
		property: open(parquet.Int64, "property"),
		income:   open(parquet.Int64, "members", "list", "element", "income"),
		cost:     open(parquet.Int64, "members", "list", "element", "employment_cost"),
	}, errors.Join(faults...)
}

func (c *columns) close() {
	for _, c := range []*column{c.id, c.county, c.area, c.property, c.income, c.cost} {
		c.pages.Close()
	}
}

// column is one leaf of the file, read a buffer of values at a time.
type column struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    []parquet.Value
	next   int
	end    int
	member int // the definition level of a value whose member is there
}

func openColumn(root *parquet.Column, kind parquet.Kind, done int, path []string) (*column, error) {
	name, at, member := strings.Join(path, "."), root, 0
	for _, step := range path {
		if at = at.Column(step); at == nil {
			return nil, fmt.Errorf("column %s: %w", name, rule.ErrMissing)
		}
		if at.Repeated() {
			member = at.MaxDefinitionLevel()
		}
	}
	repeated := len(path) > 1
	if !at.Leaf() || at.Type().Kind() != kind || (at.MaxRepetitionLevel() > 0) != repeated {
		return nil, fmt.Errorf("column %s is %s, want %v: %w", name, at, kind, rule.ErrInvalid)
	}
	c := &column{pages: at.Pages(), buf: make([]parquet.Value, 512), member: member}
	return c, c.pages.SeekToRow(int64(done))
}

// peek gives the column's next value, or [io.EOF] after its last. It is read
// when next is raised.
func (c *column) peek() (*parquet.Value, error) {
	for c.next == c.end {
		if c.values == nil {
			if c.page != nil {
				parquet.Release(c.page)
			}
			page, err := c.pages.ReadPage()
			if err != nil {
				c.page = nil
				return nil, err
			}
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(c.buf)
		c.next, c.end = 0, n
		if err == io.EOF {
			c.values = nil
		} else if err != nil {
			return nil, err
		}
	}
	return &c.buf[c.next], nil
}

// take gives a value of a column that must have one for every row.
func (c *column) take() (*parquet.Value, error) {
	v, err := c.peek()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	c.next++
	return v, err
}

// row appends the next row to b; the error is io.EOF after the last.
func (c *columns) row(b *batch) error {
	id, err := c.id.peek()
	if err != nil {
		return err
	}
	c.id.next++
	county, err := c.county.take()
	if err != nil {
		return err
	}
	b.texts = append(b.texts, id.ByteArray()...)
	b.cells = append(b.cells, len(b.texts))
	b.texts = append(b.texts, county.ByteArray()...)
	b.cells = append(b.cells, len(b.texts))
	var h assistance.Household
	area, err := c.area.take()
	if err != nil {
		return err
	}
	if err := h.Area.UnmarshalText(area.ByteArray()); err != nil {
		b.fault(fmt.Errorf("column area: %w", err))
	}
	property, err := c.property.take()
	if err != nil {
		return err
	}
	if !property.IsNull() { // null is a fact that was not given
		m, err := unit.MoneyFromFen(property.Int64())
		if err != nil {
			b.fault(fmt.Errorf("column property: %w", err))
		}
		h.Property = rule.Give(m)
	}
	if err := c.members(b); err != nil {
		return err
	}
	b.ends = append(b.ends, len(b.members))
	b.households = append(b.households, h)
	return nil
}

// members appends the members of one row.
func (c *columns) members(b *batch) error {
	for n := 0; ; n++ {
		income, err := c.income.peek()
		if n > 0 && (err == io.EOF || err == nil && income.RepetitionLevel() == 0) {
			return nil
		}
		if err == nil {
			c.income.next++
			var cost *parquet.Value
			if cost, err = c.cost.take(); err == nil {
				c.member(b, n, income, cost)
			}
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
	}
}

// member appends member n of a row, if there is one.
func (c *columns) member(b *batch, n int, income, cost *parquet.Value) {
	if income.DefinitionLevel() < c.income.member {
		return // a list without members
	}
	var m assistance.Member
	var err error
	if m.Income, err = amount(income); err != nil {
		b.fault(fmt.Errorf("column members[%d].income: %w", n, err))
	}
	if m.EmploymentCost, err = amount(cost); err != nil {
		b.fault(fmt.Errorf("column members[%d].employment_cost: %w", n, err))
	}
	b.members = append(b.members, m)
}

func amount(v *parquet.Value) (unit.Money, error) {
	if v.IsNull() {
		return unit.Money{}, rule.ErrMissing
	}
	return unit.MoneyFromFen(v.Int64())
}

// readParquet sends the file's rows after the done ones, in pieces.
func readParquet(f *os.File, done int, fresh func() *piece, send func(*piece) error) error {
	c, err := openColumns(f, done)
	if err != nil {
		return err
	}
	defer c.close()
	for row := done + 1; ; {
		p := fresh()
		p.first = row
		for p.rows = 0; p.rows < parquetBatch && err == nil; {
			if err = c.row(&p.batch); err == nil {
				p.rows++
			}
		}
		if err != nil && err != io.EOF {
			return fmt.Errorf("row %d: %w", row+p.rows, err)
		}
		if p.rows > 0 {
			p.batch.finish()
			if err := send(p); err != nil {
				return err
			}
			row += p.rows
		}
		if err == io.EOF {
			return nil
		}
	}
}

// parquetPiece computes a batch with one bulk call.
func (c *calculator) parquetPiece(p *piece) {
	b := &p.batch
	var err error
	var bad rule.RowErrors
	if c.awards, err = c.rule.EvalAll(c.awards[:0], b.households); err != nil && !errors.As(err, &bad) {
		bad = rule.RowErrors{{Err: err}}
	}
	faults := b.faults
	for i := range b.households {
		var err error
		if len(bad) > 0 && bad[0].Row == i {
			err, bad = bad[0].Err, bad[1:]
		}
		if len(faults) > 0 && faults[0].Row == i { // it was not even read: that says more
			err, faults = faults[0].Err, faults[1:]
		}
		p.add(c.result(p.out, p.first+i, b.cell(i, 0), b.cell(i, 1), &b.households[i], c.awards[i], err))
	}
}
