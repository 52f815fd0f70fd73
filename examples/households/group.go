package households

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// MemberRows 一人一行 makes households of a table in which each member has a row, and which says of each again whose household it
// is: rows of one id that follow each other are one household. They must agree in county, area, property and month. Where they do not,
// or one of them does not read, the household is a bad row, numbered by the row that is wrong.
//
// A row whose id is missing or does not read is a bad row of its own; rows without an id that follow each other are one, which names them and
// the households beside them. They may be of the household above or below, which would be computed without one of its members: both are bad
// rows too, each numbered by its own first row, and told why and which rows to mend. The second line of a
// row that has a line break in a cell is of that row, and spoils no other. An id that does not read for its blanks or characters that do not
// show spoils in the same way, wherever it stands, the household whose id is the same without these. An id that comes again after another
// household's is a fault of the whole file: what was taken for its household was not all of it. To notice that, ids are kept.
type MemberRows struct {
	layout  *Layout
	seen    map[string]began
	loose   map[string]began // by ids without their blanks, of ids that have some
	unread  map[string]int   // the last row of ids that do not read, by what they are without blanks
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
	doubted []span // rows beside it, which may be its own
	aside   []aside
	nobody  span // rows above, which may be of the household that comes next
}

// span are rows from one to another; the zero span is none.
type span struct{ from, to int }

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

// aside are rows of no household, which wait for the one that is open: one, or those without an id that follow each other.
type aside struct {
	span
	id      string // as far as it reads
	fault   *Fault
	missing bool // ids, which is said when the household below is known
}

// NewMemberRows reads rows of a layout with [Layout.IsMemberRows].
func NewMemberRows(l *Layout) *MemberRows {
	return &MemberRows{layout: l, seen: map[string]began{}, loose: map[string]began{}, unread: map[string]int{}}
}

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
			if m.nobody.from > rests[0].begun { // a line between, of the same row
				m.nobody = span{}
			}
			rests = rests[1:]
		}
		written := ""
		if len(writings) > 0 && writings[0].index == i {
			written, writings = writings[0].id, writings[1:]
		}
		if len(id) == 0 || fault != nil && fault.Column == "id" {
			if err := m.unreadID(string(id), number, fault); err != nil {
				return err
			}
			blank := fault != nil && fault.Code == rule.Missing && fault.Column == "" // hides nobody
			m.without(dst, number, string(id), fault, !blank && !rest)
			continue
		}
		if !m.open || string(id) != m.id {
			m.end(dst, number)
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
		m.nobody = span{}
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
func (m *MemberRows) without(dst *Batch, number int, id string, fault *Fault, mayBe bool) {
	missing := mayBe && fault != nil && fault.Column == "id" && fault.Code == rule.Missing
	if mayBe {
		m.nobody = span{cmp.Or(m.nobody.from, number), number}
		if last := len(m.doubted) - 1; m.open && last >= 0 && m.doubted[last].to == number-1 {
			m.doubted[last].to = number
		} else if m.open {
			m.doubted = append(m.doubted, span{number, number})
		}
	}
	last := len(m.aside) - 1
	switch {
	case missing && last >= 0 && m.aside[last].missing && m.aside[last].to == number-1:
		m.aside[last].to = number
	case missing:
		m.aside = append(m.aside, aside{span{number, number}, id, fault, true})
	case m.open || last >= 0:
		m.aside = append(m.aside, aside{span{number, number}, id, fault, false})
	default:
		m.id = id
		m.append(dst, number, fault)
	}
}

// mayBeOf says why a household is not computed beside rows that have no id.
func mayBeOf(rows []span) *Fault {
	zh, en := spans(rows)
	return &Fault{Column: "members", Code: rule.Invalid, Reason: rule.Text{
		ZH: fmt.Sprintf("%s没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正%s", zh, zh),
		EN: fmt.Sprintf("%s: no id that reads, and may be of members of this household; without one of them its amount would be wrong, so it is not computed; mend %s", en, en)}}
}

// withoutID says what rows without an id spoil: the households that begin above and below, 0 for none.
func withoutID(rows span, above, below int) *Fault {
	zh, en := spans([]span{rows})
	zh, en = zh+"没有户编号", en+": no id"
	both := rule.Text{ZH: "，故该户也未核算", EN: ", so it is not computed either"}
	switch {
	case above > 0 && below > 0:
		zh, en = fmt.Sprintf("%s，可能是上面第%d行起那一户或下面第%d行起那一户的成员", zh, above, below), fmt.Sprintf("%s; may be of members of the household of row %d above or of row %d below", en, above, below)
		both = rule.Text{ZH: "，故两户也未核算", EN: ", so neither is computed"}
	case above > 0:
		zh, en = fmt.Sprintf("%s，可能是上面第%d行起那一户的成员", zh, above), fmt.Sprintf("%s; may be of members of the household of row %d above", en, above)
	case below > 0:
		zh, en = fmt.Sprintf("%s，可能是下面第%d行起那一户的成员", zh, below), fmt.Sprintf("%s; may be of members of the household of row %d below", en, below)
	default:
		both = rule.Text{}
	}
	return &Fault{Column: "id", Code: rule.Missing, Reason: rule.Text{ZH: zh + both.ZH + "；请补填户编号", EN: en + both.EN + "; write the household's id in each"}}
}

// mostSpans is how many runs of rows a message names.
const mostSpans = 3

// spans names rows.
func spans(rows []span) (zh, en string) {
	more := len(rows) > mostSpans
	for i, s := range rows[:min(len(rows), mostSpans)] {
		if i > 0 {
			zh, en = zh+"、", en+", "
		}
		one := strconv.Itoa(s.from)
		if s.to > s.from {
			zh, en = zh+"第"+one+"至"+strconv.Itoa(s.to)+"行", en+one+"–"+strconv.Itoa(s.to)
		} else {
			zh, en = zh+"第"+one+"行", en+one
		}
	}
	head := "row "
	if len(rows) > 1 || rows[0].to > rows[0].from {
		head = "rows "
	}
	if more {
		zh, en = zh+"等", en+" and more"
	}
	return zh, head + en
}

func (m *MemberRows) begin(id, written, county string, number int) {
	m.open, m.id, m.written, m.county, m.first, m.number, m.month = true, id, written, county, number, number, unit.Month{}
	m.count, m.rows, m.fault, m.doubted = 0, m.rows[:0], nil, m.doubted[:0]
	bare := bareID(id)
	if row, is := m.unread[bare]; is && (row < m.nobody.from || row > m.nobody.to) {
		m.doubted = append(m.doubted, span{row, row})
	}
	if m.nobody.from > 0 {
		m.doubted = append(m.doubted, m.nobody)
	}
	m.seen[id] = began{number, written}
	if _, is := m.loose[bare]; bare != id && !is {
		m.loose[bare] = began{number, cmp.Or(written, id)}
	}
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
func (m *MemberRows) End(dst *Batch) { m.end(dst, 0) }

// end appends it and the rows that wait for it, before the household that begins in the next row; 0: there is none.
func (m *MemberRows) end(dst *Batch, next int) {
	above := 0
	if m.open {
		m.open, above = false, m.first
		if m.fault == nil && len(m.doubted) > 0 {
			m.fault = mayBeOf(m.doubted)
		}
		m.append(dst, m.number, m.fault)
	}
	for _, a := range m.aside {
		if a.missing {
			below := 0
			if m.nobody.from > 0 && a.from >= m.nobody.from { // behind the last row of the household
				below = next
			}
			cell := a.fault.Cell
			a.fault = withoutID(a.span, above, below)
			a.fault.Cell = cell
		}
		m.id = a.id
		m.append(dst, a.from, a.fault)
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
