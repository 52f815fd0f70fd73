package columns

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Row is a household as Write lays it out, amounts as DECIMAL(18,2).
type Row struct {
	ID       string   `parquet:"id"`
	County   string   `parquet:"county,dict"`
	Area     string   `parquet:"area,dict"`
	Property *int64   `parquet:"property,optional,decimal(2:18)"`
	Members  []Member `parquet:"members,list"`
}

// Member is one member of a [Row].
type Member struct {
	Income         int64 `parquet:"income,decimal(2:18)"`
	EmploymentCost int64 `parquet:"employment_cost,decimal(2:18)"`
}

// monthRow is a row with the month that it is of.
type monthRow struct {
	Row
	Month string `parquet:"month,dict"`
}

// Write writes the first n households of a maker.
func Write(to io.Writer, m *synthetic.Maker, n int) error {
	return write(to, m, n, func(r Row) Row { return r })
}

// WriteMonth is Write with a column of months.
func WriteMonth(to io.Writer, m *synthetic.Maker, n int, month unit.Month) error {
	return write(to, m, n, func(r Row) monthRow { return monthRow{r, month.String()} })
}

func write[R any](to io.Writer, m *synthetic.Maker, n int, as func(Row) R) error {
	w := parquet.NewGenericWriter[R](to)
	for from := 0; from < n; from += BatchSize {
		rows := make([]R, 0, BatchSize)
		for range min(BatchSize, n-from) {
			h := m.Next()
			row := Row{ID: h.ID(), County: h.County, Area: h.Area, Property: &h.Property}
			for _, m := range h.Members {
				row.Members = append(row.Members, Member(m))
			}
			rows = append(rows, as(row))
		}
		if _, err := w.Write(rows); err != nil {
			return err
		}
	}
	return w.Close()
}
