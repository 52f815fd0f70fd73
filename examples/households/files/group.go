package files

import (
	"io"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

// memberRows makes households of a table in which each member has a row. They are put together as the file is read, in batches of
// its own.
type memberRows struct {
	source
	layout *households.Layout
	rows   *households.MemberRows
	rep    households.Report // of all rows, those left out too
	skip   int               // households
	done   int
	piece  Piece
	ended  bool
	batch  households.Batch // of rows; it knows of the last one whether its quotes pair
}

// grouped opens a table, and puts rows of members together where it has such. What is left out is then counted in
// households, and not by the table.
func grouped[S source](o Options, open func(Options) (S, *households.Layout, error)) (source, bool, error) {
	in, layout, err := open(o)
	if err != nil {
		return nil, false, err
	}
	if !layout.IsMemberRows() {
		return in, layout.HasMonths(), nil
	}
	m := &memberRows{source: in, layout: layout, rows: households.NewMemberRows(layout), skip: o.After}
	all(in)
	return m, layout.HasMonths(), nil
}

// all lets a table leave no row out.
func all(s source) {
	switch s := s.(type) {
	case *lines:
		s.done = 0
	case *sheet:
		s.done = 0
	}
}

func (m *memberRows) end(rep *households.Report) {
	m.source.end(rep)
	rep.Merge(&m.rep)
}

// take gives the next households, at least one.
func (m *memberRows) take(p *Piece) error {
	if p.room.batch == nil {
		p.room.batch = new(households.Batch)
	}
	out, row := p.room.batch, &m.batch
	for out.Reset(); len(out.Households) == 0; {
		if m.ended {
			return io.EOF
		}
		m.piece.rest, m.piece.cells, m.piece.at, m.piece.next = nil, m.piece.cells[:0], 0, 0
		switch err := m.source.take(&m.piece); {
		case err == io.EOF:
			m.ended = true
			m.rows.End(out)
		case err != nil:
			return err
		}
		for !m.ended {
			got, first := m.piece.Next(row, batchSize, &m.rep)
			if got == nil {
				break
			}
			if err := m.rows.Add(out, got, first); err != nil {
				return err
			}
		}
		left := min(max(m.skip-m.done, 0), len(out.Households))
		m.done += len(out.Households)
		if left == len(out.Households) {
			out.Reset()
		} else if left > 0 {
			out.Drop(left)
		}
	}
	p.First, p.Rows, p.Before, p.batch = out.Rows[0], len(out.Households), m.done-len(out.Households), out
	p.next = p.Rows
	return nil
}
