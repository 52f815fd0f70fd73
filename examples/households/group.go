package households

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// MemberRows 一人一行 makes households of a table in which each member has a row, and which says of each again whose household it
// is: rows of one id that follow each other are one household. They must agree in county, area, property and month. Where they do not,
// or one of them does not read, the household is a bad row, numbered by the row that is wrong.
//
// A row whose id does not read may belong to the household above or below, and spoils both. An id that comes again after another
// household's is a fault of the whole file: what was taken for its household was not all of it. To notice that, ids are kept.
type MemberRows struct {
	layout *Layout
	seen   map[string]int // the row in which an id began
	open   bool
	id     string
	county string
	month  unit.Month
	of     assistance.Household
	number int
	fault  *Fault
	spoilt *Fault // by a row above
}

// NewMemberRows reads rows of a layout with [Layout.IsMemberRows].
func NewMemberRows(l *Layout) *MemberRows { return &MemberRows{layout: l, seen: map[string]int{}} }

// Add takes the rows of a batch that was read with the layout, the first of them with the number given, and appends the households that are
// whole to dst. The error is a [*Fault] of the file.
func (m *MemberRows) Add(dst, rows *Batch, first int) error {
	faults := rows.faults
	for i := range rows.Households {
		number := first + i
		id, county := rows.Texts(i)
		var fault *Fault
		if len(faults) > 0 && faults[0].Row == i {
			fault, faults = Faults(faults[0].Err)[0], faults[1:]
		}
		switch {
		case len(id) == 0 && fault != nil && fault.Code == rule.Missing && fault.Column == "": // a blank row hides nobody
			m.End(dst)
			m.append(dst, number, fault)
			continue
		case len(id) == 0:
			m.spoil(fault, number)
			m.End(dst)
			m.append(dst, number, fault)
			m.spoilt = fault
			continue
		case !m.open || string(id) != m.id:
			m.End(dst)
			if at, again := m.seen[string(id)]; again {
				return &Fault{Column: "id", Code: rule.Duplicate, Value: Shown(string(id)), Reason: rule.Text{
					ZH: fmt.Sprintf("第%d行的这一户又出现在第%d行，中间隔着别的户；请按户编号排序，使同户各行相连", at, number),
					EN: fmt.Sprintf("the household of row %d comes again in row %d, behind others; sort by id, so that the rows of a household follow each other", at, number)}}
			}
			m.begin(string(id), string(county), number)
			m.of = rows.Households[i]
			m.of.Members = nil
			if len(rows.Months) > 0 {
				m.month = rows.Months[i]
			}
			m.spoil(m.spoilt, number)
			m.spoilt = nil
		}
		if fault == nil {
			fault = m.differs(rows, i, string(county))
		}
		if fault == nil && len(rows.Households[i].Members) == 0 {
			fault = &Fault{Column: "members[0].income", Code: rule.Missing, Reason: rule.Text{ZH: "未填写；没有收入请写0", EN: "is empty; write 0 for no income"}}
		}
		m.spoil(fault, number)
		if len(m.of.Members) <= assistance.MaxMembers { // one too many is enough for the rule to refuse it
			m.of.Members = append(m.of.Members, rows.Households[i].Members...)
		}
	}
	return nil
}

func (m *MemberRows) begin(id, county string, number int) {
	m.open, m.id, m.county, m.number, m.fault, m.month = true, id, county, number, nil, unit.Month{}
	m.seen[id] = number
}

// differs says in what a row is not as the first of its household.
func (m *MemberRows) differs(rows *Batch, i int, county string) *Fault {
	h := &rows.Households[i]
	for _, c := range []struct {
		name string
		same bool
	}{
		{"county", county == m.county}, {"area", h.Area == m.of.Area}, {"property", h.Property == m.of.Property},
		{"month", len(rows.Months) == 0 || rows.Months[i] == m.month},
	} {
		if !c.same {
			return &Fault{Column: c.name, Code: rule.Invalid, Reason: rule.Text{
				ZH: fmt.Sprintf("与本户第%d行不同；同户各行的县区、城乡、家庭财产和月份应一致", m.number),
				EN: fmt.Sprintf("is not as in row %d of the household; its rows must have one county, area, property and month", m.number)}}
		}
	}
	return nil
}

// spoil makes the household that is open a bad one, by its first fault.
func (m *MemberRows) spoil(fault *Fault, number int) {
	if m.open && m.fault == nil && fault != nil {
		m.fault, m.number = fault, number
	}
}

// End appends the household that is open, behind the last row.
func (m *MemberRows) End(dst *Batch) {
	if !m.open {
		return
	}
	m.open = false
	m.append(dst, m.number, m.fault)
}

func (m *MemberRows) append(dst *Batch, number int, fault *Fault) {
	rec := Record{}
	month := unit.Month{}
	if m.id != "" {
		rec = Record{ID: []byte(m.id), County: []byte(m.county)}
		if fault == nil {
			rec.Household, month = m.of, m.month
		}
	}
	dst.Rows = append(dst.Rows, number)
	if m.layout.HasMonths() {
		dst.Months = append(dst.Months, month)
	}
	from := len(dst.members)
	dst.members = append(dst.members, rec.Household.Members...)
	rec.Household.Members = dst.members[from:len(dst.members):len(dst.members)]
	if fault != nil {
		rec.Household.Members = nil
		dst.add(&rec, fault)
	} else {
		dst.add(&rec, nil)
	}
	m.id, m.county, m.of = "", "", assistance.Household{}
}

// Drop takes the first n rows off a batch.
func (b *Batch) Drop(n int) {
	whole := *b
	from := whole.cells[2*n-1]
	b.Households, b.Awards = whole.Households[n:], nil
	if len(whole.Months) > 0 {
		b.Months = whole.Months[n:]
	}
	if len(whole.Rows) > 0 {
		b.Rows = whole.Rows[n:]
	}
	b.texts, b.cells = whole.texts[from:], nil
	for _, end := range whole.cells[2*n:] {
		b.cells = append(b.cells, end-from)
	}
	b.faults = nil
	for _, f := range whole.faults {
		if f.Row >= n {
			b.faults = append(b.faults, &rule.RowError{Row: f.Row - n, Err: f.Err})
		}
	}
}
