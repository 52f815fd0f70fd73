// Package columns reads households from Parquet files, column by column, and
// writes them.
//
// The columns are id, county, area (rural or urban), property, and a list
// members of income and employment_cost; month may be left out. Texts are strings. Amounts are DECIMAL,
// in yuan, of any scale, on integers or byte arrays; an amount that is no whole
// fen is a bad row. A plain signed integer is an amount in fen. Other types are
// refused by the column's name: a float does not hold fen.
package columns

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

// BatchSize is how many rows are read at once.
const BatchSize = 4096

// Reader reads the rows of a file in turn.
type Reader struct {
	id, county, area       *column
	property, income, cost *column
	month                  *column // nil: none
	row                    int     // rows that were read or skipped
	err                    error
}

// Open reads the file's columns from the row after done. The error names each
// column that is absent or of another type.
func Open(f io.ReaderAt, size int64, done int) (r *Reader, err error) {
	defer damaged(&err)
	if err := checkFooter(f, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(f, size)
	if err != nil {
		return nil, notParquet(err)
	}
	o := opener{file: file, done: int64(done)}
	o.checkNames()
	r = &Reader{
		id: o.texts("id"), county: o.texts("county"), area: o.texts("area"), property: o.amounts("property"),
		income: o.amounts("members", "list", "element", "income"), cost: o.amounts("members", "list", "element", "employment_cost"),
		row: done,
	}
	if file.Root().Column("month") != nil {
		r.month = o.texts("month")
	}
	if o.fault != nil {
		r.Close()
		return nil, o.fault
	}
	return r, nil
}

// checkFooter refuses a file whose footer would be longer than the file: the decoder makes room for whatever length it claims, up to
// 4 GB, before it reads.
func checkFooter(f io.ReaderAt, size int64) error {
	var end [8]byte
	const around = 4 + 8 // its marks and the length
	if size < around {
		return notParquet(io.ErrUnexpectedEOF)
	}
	if _, err := f.ReadAt(end[:], size-8); err != nil && err != io.EOF {
		return err
	}
	if n := int64(binary.LittleEndian.Uint32(end[:4])); n > size-around {
		return notParquet(fmt.Errorf("a footer of %d bytes in a file of %d", n, size))
	}
	return nil
}

// HasMonths says whether the file has a column month, of texts such as 2023-07.
func (r *Reader) HasMonths() bool { return r.month != nil }

// OtherScales names the columns of amounts whose decimals have another scale than
// two: their amounts are read by that scale.
func (r *Reader) OtherScales() (names []string) {
	for _, c := range []struct {
		name string
		of   *column
	}{{"property", r.property}, {"members[].income", r.income}, {"members[].employment_cost", r.cost}} {
		if c.of.scale != fenScale {
			names = append(names, c.name)
		}
	}
	return names
}

// Close lets go of the pages that are being read.
func (r *Reader) Close() {
	for _, c := range []*column{r.id, r.county, r.area, r.property, r.income, r.cost, r.month} {
		if c != nil {
			c.close()
		}
	}
}

// Next fills a batch with the next rows; the error after the last is [io.EOF].
// Its rows follow row first.
func (r *Reader) Next(b *households.Batch) (first int, err error) {
	b.Reset()
	first = r.row
	if r.err == nil {
		r.err = r.fill(b)
	}
	r.row += len(b.Households)
	if r.err != nil && (r.err != io.EOF || len(b.Households) == 0) {
		return first, r.err
	}
	return first, nil
}

func (r *Reader) fill(b *households.Batch) (err error) {
	defer damaged(&err)
	for len(b.Households) < BatchSize {
		if err := r.one(b); err == io.EOF {
			return err
		} else if err != nil {
			return notReadable(r.row+len(b.Households)+1, err)
		}
	}
	return nil
}

// one appends the next row to b; the error is io.EOF after the last.
func (r *Reader) one(b *households.Batch) error {
	id, err := r.id.peek()
	if err != nil {
		return err
	}
	r.id.next++
	county, err := r.county.take()
	if err != nil {
		return err
	}
	area, err := r.area.take()
	if err != nil {
		return err
	}
	b.Begin(id.ByteArray(), county.ByteArray(), area.ByteArray())
	if r.month != nil {
		month, err := r.month.take()
		if err != nil {
			return err
		}
		b.Month(month.ByteArray())
	}
	property, err := r.property.take()
	if err != nil {
		return err
	}
	if !property.IsNull() { // null is a fact that was not given
		b.Property(r.property.money(property))
	}
	if err := r.members(b); err != nil {
		return err
	}
	b.End()
	return nil
}

// members appends the members of one row.
func (r *Reader) members(b *households.Batch) error {
	for first := true; ; first = false {
		income, err := r.income.peek()
		if !first && (err == io.EOF || err == nil && income.RepetitionLevel() == 0) {
			return nil
		}
		if err == nil {
			r.income.next++
			var cost *parquet.Value
			if cost, err = r.cost.take(); err == nil {
				r.member(b, income, cost)
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

// member appends a member of a row, if there is one.
func (r *Reader) member(b *households.Batch, income, cost *parquet.Value) {
	if income.DefinitionLevel() < r.income.member {
		return // a list without members
	}
	var m assistance.Member
	var badIncome, badCost *households.Fault
	m.Income, badIncome = r.income.money(income)
	m.EmploymentCost, badCost = r.cost.money(cost)
	b.Member(m, badIncome, badCost)
}
