package households

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// MemberRows 一人一行 makes households of a table in which each member has a row, and which says of each again whose household it
// is: rows of one id that follow each other are one household. They must agree in county, area, property and month. Where they do not,
// or one of them does not read, the household is a bad row, numbered by the row that is wrong.
//
// A row whose id is missing or does not read is a bad row of its own. It may be of the household above or below, which would be computed
// without one of its members: both are bad rows too, each numbered by its own first row, and told which row to mend. The second line of a
// row that has a line break in a cell is of that row, and spoils no other. An id that comes again after another
// household's is a fault of the whole file: what was taken for its household was not all of it. To notice that, ids are kept.
type MemberRows struct {
	layout  *Layout
	seen    map[string]began
	open    bool
	id      string
	written string // in its first row
	county  string
	month   unit.Month
	of      assistance.Household
	rows    []int  // of its members
	count   int    // of its rows, those that do not read too
	first   int    // its first row
	number  int    // that, or the row that is wrong
	fault   *Fault // of one of its rows
	doubted *Fault // by a row beside it, which may be one of its own
	aside   []aside
	nobody  int // a row above, which may be of the household that comes next; 0: none
}

// began is the row in which an id began, and how it was written there, if not as it reads.
type began struct {
	row     int
	written string
}

// writing is how the id of a row was written, if not as it reads.
type writing struct {
	index int // in the batch
	id    string
}

// aside is a row of no household, which waits for the one that is open.
type aside struct {
	number int
	fault  *Fault
}

// NewMemberRows reads rows of a layout with [Layout.IsMemberRows].
func NewMemberRows(l *Layout) *MemberRows { return &MemberRows{layout: l, seen: map[string]began{}} }

// Add takes the rows of a batch that was read with the layout, the first of them with the number given, and appends the households that are
// whole to dst. The error is a [*Fault] of the file.
func (m *MemberRows) Add(dst, rows *Batch, first int) error {
	faults, rests, writings := rows.faults, rows.rests, rows.writings
	for i := range rows.Households {
		number := first + i
		id, county := rows.Texts(i)
		var fault *Fault
		if len(faults) > 0 && faults[0].Row == i {
			fault, faults = Faults(faults[0].Err)[0], faults[1:]
		}
		rest := len(rests) > 0 && rests[0].index == i
		if rest {
			if m.nobody > rests[0].begun { // a line between, of the same row
				m.nobody = 0
			}
			rests = rests[1:]
		}
		written := ""
		if len(writings) > 0 && writings[0].index == i {
			written, writings = writings[0].id, writings[1:]
		}
		if len(id) == 0 {
			blank := fault != nil && fault.Code == rule.Missing && fault.Column == "" // hides nobody
			m.without(dst, number, fault, !blank && !rest)
			continue
		}
		if !m.open || string(id) != m.id {
			m.End(dst)
			if at, again := m.seen[string(id)]; again {
				zh, en := twoWritings(string(id), at.written, written)
				return &Fault{Column: "id", Code: rule.Duplicate, Value: Shown(string(id)), Reason: rule.Text{
					ZH: fmt.Sprintf("第%d行的这一户又出现在第%d行%s，中间隔着别的户；请按户编号排序，使同户各行相连", at.row, number, zh),
					EN: fmt.Sprintf("the household of row %d comes again in row %d%s, behind others; sort by id, so that the rows of a household follow each other", at.row, number, en)}}
			}
			m.begin(string(id), written, string(county), number)
			m.of = rows.Households[i]
			m.of.Members = nil
			if len(rows.Months) > 0 {
				m.month = rows.Months[i]
			}
		}
		m.nobody = 0
		if fault == nil {
			fault = m.otherwise(written)
		}
		if fault == nil {
			fault = m.differs(rows, i, string(county))
		}
		if fault == nil && len(rows.Households[i].Members) == 0 {
			fault = &Fault{Column: "members[0].income", Code: rule.Missing, Reason: rule.Text{ZH: "未填写；没有收入请写0", EN: "is empty; write 0 for no income"}}
		}
		m.spoil(m.numbered(fault), number)
		m.count++
		if len(m.of.Members) <= assistance.MaxMembers { // one too many is enough for the rule to refuse it
			m.of.Members = append(m.of.Members, rows.Households[i].Members...)
			m.rows = append(m.rows, number)
		}
	}
	return nil
}

// without takes a row that has no id, and may be of the household above or below unless it certainly is not.
func (m *MemberRows) without(dst *Batch, number int, fault *Fault, mayBe bool) {
	if mayBe {
		if m.open && m.doubted == nil {
			m.doubted = mayBeOf(number)
		}
		if m.nobody == 0 {
			m.nobody = number
		}
	}
	if m.open {
		m.aside = append(m.aside, aside{number, fault})
		return
	}
	m.append(dst, number, fault)
}

func mayBeOf(row int) *Fault {
	return &Fault{Column: "members", Code: rule.Invalid, Reason: rule.Text{
		ZH: fmt.Sprintf("第%d行没有可读的户编号，可能是本户的成员；请改正那一行", row),
		EN: fmt.Sprintf("row %d has no id that reads, and may be of a member of this household; mend that row", row)}}
}

func (m *MemberRows) begin(id, written, county string, number int) {
	m.open, m.id, m.written, m.county, m.first, m.number, m.month = true, id, written, county, number, number, unit.Month{}
	m.count, m.rows, m.fault, m.doubted = 0, m.rows[:0], nil, nil
	if m.nobody > 0 {
		m.doubted = mayBeOf(m.nobody)
	}
	m.seen[id] = began{number, written}
}

// otherwise says that a row writes the id of its household in another way than the first: it may be of another household, and neither is
// computed.
func (m *MemberRows) otherwise(written string) *Fault {
	zh, en := twoWritings(m.id, m.written, written)
	if zh == "" {
		return nil
	}
	return &Fault{Column: "id", Code: rule.Invalid, Value: Shown(cmp.Or(written, m.id)), Reason: rule.Text{
		ZH: fmt.Sprintf("与第%d行的户编号读来相同%s；请核对是否同一户：是的请统一写法，不是的请改正编号", m.first, zh),
		EN: fmt.Sprintf("reads as the id of row %d%s; see whether they are one household: if so write it in one way, if not correct the id", m.first, en)}}
}

// twoWritings says how an id was written in two rows; nothing if in one way.
func twoWritings(id, first, second string) (zh, en string) {
	if first == second {
		return "", ""
	}
	a, b := Shown(cmp.Or(first, id)), Shown(cmp.Or(second, id))
	return "，写法不同（" + a + "、" + b + "）", ", written in another way (" + a + ", " + b + ")"
}

// numbered counts members as the household does, where the row has but one.
func (m *MemberRows) numbered(fault *Fault) *Fault {
	if fault == nil {
		return nil
	}
	part, is := strings.CutPrefix(fault.Column, "members[0].")
	if !is {
		return fault
	}
	own := *fault
	own.Column = member(m.count, part)
	return &own
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
				ZH: fmt.Sprintf("与本户第%d行不同；同户各行的县区、城乡、家庭财产和月份应一致", m.first),
				EN: fmt.Sprintf("is not as in row %d of the household; its rows must have one county, area, property and month", m.first)}}
		}
	}
	return nil
}

// spoil makes the household that is open a bad one, by its first fault.
func (m *MemberRows) spoil(fault *Fault, number int) {
	if m.fault == nil && fault != nil {
		m.fault, m.number = fault, number
	}
}

// End appends the household that is open, behind the last row.
func (m *MemberRows) End(dst *Batch) {
	if !m.open {
		return
	}
	m.open = false
	if m.fault == nil {
		m.fault = m.doubted
	}
	m.append(dst, m.number, m.fault)
	for _, a := range m.aside {
		m.append(dst, a.number, a.fault)
	}
	m.aside = m.aside[:0]
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
	dst.places = append(dst.places, rowPlace{number, len(dst.memberRows)})
	if m.layout.HasMonths() {
		dst.Months = append(dst.Months, month)
	}
	from := len(dst.members)
	dst.members = append(dst.members, rec.Household.Members...)
	if len(rec.Household.Members) > 0 {
		dst.memberRows = append(dst.memberRows, m.rows[:len(rec.Household.Members)]...)
	}
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
		b.Rows, b.places = whole.Rows[n:], whole.places[n:]
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
