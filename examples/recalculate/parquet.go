package main

import (
	"fmt"
	"io"
	"os"

	"github.com/parquet-go/parquet-go"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// parquetRow is a household in a Parquet file, amounts in fen.
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

func readParquet(f *os.File, done int, send func(*piece) error) error {
	r := parquet.NewGenericReader[parquetRow](f)
	defer r.Close()
	if err := r.SeekToRow(int64(done)); err != nil {
		return err
	}
	for row := done + 1; ; {
		batch := make([]parquetRow, parquetBatch)
		n, err := r.Read(batch)
		if n > 0 {
			if err := send(&piece{first: row, records: batch[:n], rows: n}); err != nil {
				return err
			}
			row += n
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// fromParquet checks one record's columns.
func (c *calculator) fromParquet(p *parquetRow) (record, error) {
	rec := record{id: []byte(p.ID), county: []byte(p.County)}
	if err := rec.household.Area.UnmarshalText([]byte(p.Area)); err != nil {
		return rec, fmt.Errorf("column area: %w", err)
	}
	if p.Property != nil {
		property, err := unit.MoneyFromFen(*p.Property)
		if err != nil {
			return rec, fmt.Errorf("column property: %w", err)
		}
		rec.household.Property = rule.Give(property)
	}
	c.members = c.members[:0]
	for i, m := range p.Members {
		income, err := unit.MoneyFromFen(m.Income)
		if err != nil {
			return rec, fmt.Errorf("column members[%d].income: %w", i, err)
		}
		cost, err := unit.MoneyFromFen(m.EmploymentCost)
		if err != nil {
			return rec, fmt.Errorf("column members[%d].employment_cost: %w", i, err)
		}
		c.members = append(c.members, assistance.Member{Income: income, EmploymentCost: cost})
	}
	rec.household.Members = c.members
	return rec, nil
}
