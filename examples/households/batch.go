package households

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Batch is a run of households as one bulk call takes them, read from lines or
// from columns. The zero value is empty; a batch is filled again after Reset and
// keeps its room.
type Batch struct {
	// Households has one for every row, also for one that could not be read.
	Households []assistance.Household
	// Months are those of the rows, where the file has a column of months; empty
	// where it has none. The month of a row that does not read is zero.
	Months []unit.Month
	// Rows are the numbers of the rows, where a household has several and they do not follow each other: of each its first
	// row's, or that of a row that is wrong; after Compute, where the rule refuses a member, of that member's. Mostly it is empty; see
	// [Batch.Number].
	Rows []int
	// Awards are what Compute gives.
	Awards []assistance.Award

	members []assistance.Member
	texts   []byte
	cells   []int // where each id and each county ends in texts, in turn
	faults  rule.RowErrors

	row       [][]byte // room for the cells of a row
	lastMonth string   // as it was written, if strictly
	month     unit.Month

	places     []rowPlace // of each of Rows
	memberRows []int      // of the members of each in turn
	torn       torn       // see [Layout.AddLine]
	rests      []rest
	writings   []writing // of the ids of rows of members that were written in full-width characters
	noted      *Report   // of rows that Begin began, which are numbered from 0

	begun assistance.Household // the row that columns are filling
	from  int                  // where its members begin
}

// Reset empties the batch.
func (b *Batch) Reset() {
	b.Households, b.members, b.Months = b.Households[:0], b.members[:0], b.Months[:0]
	b.Rows, b.places, b.memberRows, b.rests = b.Rows[:0], b.places[:0], b.memberRows[:0], b.rests[:0]
	b.writings, b.noted = b.writings[:0], nil
	b.texts, b.cells, b.faults = b.texts[:0], b.cells[:0], b.faults[:0]
}

// AddLine appends a line of CSV, read strictly; see [Layout.AddLine] for one as
// people write it.
func (b *Batch) AddLine(line []byte) {
	var rec Record
	room, ok := rec.quick(line, b.members)
	if ok {
		b.members = room
		b.add(&rec, nil)
		return
	}
	rec, room, err := slow(line, b.members)
	b.members = room
	b.add(&rec, err)
}

// addPlain appends a line that is written as nearly all are, and says whether it
// was.
func (b *Batch) addPlain(line []byte) bool {
	var rec Record
	room, ok := rec.quick(line, b.members)
	if !ok || !plainText(rec.ID) || !plainText(rec.County) {
		return false
	}
	b.members = room
	b.add(&rec, nil)
	return true
}

// addPlainMonth appends such a line behind which the month of the row before stands once more, as it does in nearly every
// line of a file that has months.
func (b *Batch) addPlainMonth(line []byte) bool {
	at := len(line) - len(b.lastMonth) - 1
	if b.lastMonth == "" || at < 0 || line[at] != ',' || string(line[at+1:]) != b.lastMonth || !b.addPlain(line[:at]) {
		return false
	}
	b.Months = append(b.Months, b.month)
	return true
}

// add appends a record whose members stand in the batch's room.
func (b *Batch) add(rec *Record, err error) {
	if err != nil {
		b.fault(err)
	}
	b.addTexts(rec.ID, rec.County)
	b.Households = append(b.Households, rec.Household)
}

// Begin begins a row; its property and members follow, then End. An id or county that has blanks around it or full-width characters is read as
// in CSV, which [Batch.Noted] tells.
func (b *Batch) Begin(id, county, area []byte) {
	b.begun, b.from = assistance.Household{}, len(b.members)
	rec, fault := Record{ID: id, County: county}, (*Fault)(nil)
	switch {
	case len(id) == 0 || !utf8.Valid(id) || !utf8.Valid(county):
		rec, fault = text(id, county)
	case !plainText(id) || !plainText(county):
		rec, fault = b.texting(id, county)
	}
	b.addTexts(rec.ID, rec.County)
	if fault != nil {
		b.fault(fault)
	}
	if err := b.begun.Area.UnmarshalText(area); err != nil {
		b.fault(cellFault("area", area, err))
	}
}

// texting reads texts that are not certainly taken as they are.
func (b *Batch) texting(id, county []byte) (Record, *Fault) {
	rep := new(Report)
	r := reading{rep: rep, row: len(b.Households)}
	own, fault := r.text(id, Plain, ofID)
	if fault == nil && len(own) == 0 {
		fault = &Fault{Column: "id", Code: rule.Missing, Reason: noID}
	}
	of, fault2 := r.text(county, Plain, ofCounty)
	if fault == nil {
		fault = fault2
	}
	if fault == nil && len(rep.Notes()) > 0 {
		if b.noted == nil {
			b.noted = new(Report)
		}
		b.noted.Merge(rep)
	}
	return Record{ID: own, County: of}, fault
}

// Noted adds to rep what was normalised in the rows that Begin began, the first of them with the number given.
func (b *Batch) Noted(rep *Report, first int) {
	if b.noted != nil {
		rep.mergeFrom(b.noted, first)
	}
}

// Month gives the begun row its month, 2023-07.
func (b *Batch) Month(text []byte) {
	r := reading{rep: new(Report)}
	m, fault := r.month(text, Plain)
	if fault == nil && len(r.rep.Notes()) > 0 {
		m, fault = unit.Month{}, &Fault{Column: "month", Code: rule.Syntax, Value: Shown(string(text)), Reason: monthWanted}
	}
	if fault != nil {
		b.fault(fault)
	}
	b.Months = append(b.Months, m)
}

// Property gives the begun row its property; without, it is not given. A non-nil
// fault says that it does not read.
func (b *Batch) Property(m unit.Money, fault *Fault) {
	b.column("property", fault)
	b.begun.Property = rule.Give(m)
}

// Member gives the begun row one more member; the faults say which amount does
// not read.
func (b *Batch) Member(m assistance.Member, income, cost *Fault) {
	if income != nil || cost != nil {
		n := len(b.members) - b.from
		b.column(member(n, "income"), income)
		b.column(member(n, "employment_cost"), cost)
	}
	b.members = append(b.members, m)
}

// End ends the begun row.
func (b *Batch) End() {
	b.begun.Members = b.members[b.from:len(b.members):len(b.members)]
	b.Households = append(b.Households, b.begun)
}

func (b *Batch) column(name string, fault *Fault) {
	if fault != nil {
		fault.Column = name
		b.fault(fault)
	}
}

// fault says that the row that is being read is bad; its first fault counts.
func (b *Batch) fault(err error) {
	row := len(b.Households)
	if n := len(b.faults); n == 0 || b.faults[n-1].Row != row {
		b.faults = append(b.faults, &rule.RowError{Row: row, Err: err})
	}
}

func (b *Batch) addTexts(id, county []byte) {
	b.texts = append(b.texts, id...)
	b.cells = append(b.cells, len(b.texts))
	b.texts = append(b.texts, county...)
	b.cells = append(b.cells, len(b.texts))
}

// Texts gives the id and the county of row i, from 0.
func (b *Batch) Texts(i int) (id, county []byte) {
	from := 0
	if i > 0 {
		from = b.cells[2*i-1]
	}
	return b.texts[from:b.cells[2*i]], b.texts[b.cells[2*i]:b.cells[2*i+1]]
}

// Number is that of row i, from 0, in its file, if the first row of the batch has the number given.
func (b *Batch) Number(i, first int) int {
	if len(b.Rows) > 0 {
		return b.Rows[i]
	}
	return first + i
}

// rowPlace is where a household of several rows stands: the number of one, and where those of its members begin.
type rowPlace struct{ number, from int }

// MembersAt gives the numbers of the rows of row i's members, from 0, where each has a row of its own: members[2] stands in the third. It is
// empty for other files, and for a household that does not read.
func (b *Batch) MembersAt(i int) []int {
	n := len(b.Households[i].Members)
	if len(b.places) == 0 || n == 0 {
		return nil
	}
	from := b.places[i].from
	return b.memberRows[from : from+n : from+n]
}

// ErrorAt gives the number of the row in which stands what an error says first, as a rule refuses it: the row of one of the members, if they have
// rows of their own and it is one's; else the household's, which is given.
func ErrorAt(household int, members []int, err error) int {
	for _, f := range Faults(err)[:min(1, len(Faults(err)))] {
		text, ok := strings.CutPrefix(f.Column, "members[")
		digits, _, ok2 := strings.Cut(text, "]")
		if k, err := strconv.Atoi(digits); ok && ok2 && err == nil && k >= 0 && k < len(members) {
			return members[k]
		}
	}
	return household
}

// Compute fills Awards with one bulk call and lists the rows, from 0, that were
// not read or that the rule refuses.
func (b *Batch) Compute(r Rule) (bad rule.RowErrors, err error) {
	var refused rule.RowErrors
	if b.Awards, err = r.EvalAll(b.Awards[:0], b.Households); err != nil && !errors.As(err, &refused) {
		return nil, err
	}
	for i, p := range b.places {
		b.Rows[i] = p.number
	}
	if len(b.places) > 0 {
		for _, e := range refused {
			b.Rows[e.Row] = ErrorAt(b.Rows[e.Row], b.MembersAt(e.Row), e.Err)
		}
	}
	if len(b.faults) == 0 {
		return refused, nil
	}
	unread := b.faults
	for _, e := range refused {
		for len(unread) > 0 && unread[0].Row < e.Row {
			bad, unread = append(bad, unread[0]), unread[1:]
		}
		if len(unread) > 0 && unread[0].Row == e.Row { // it was not even read: that says more
			continue
		}
		bad = append(bad, e)
	}
	return append(bad, unread...), nil
}

// Case gives row i, from 0, as a case of [caseload.Run], with copies of its texts
// and members, and the [*Fault] of one that does not read.
func (b *Batch) Case(i int) (caseload.Case, error) {
	id, county := b.Texts(i)
	c := caseload.Case{ID: string(id), County: string(county), Household: b.Households[i]}
	c.Household.Members = slices.Clone(c.Household.Members)
	if k, bad := slices.BinarySearchFunc(b.faults, i, func(e *rule.RowError, row int) int { return e.Row - row }); bad {
		return c, b.faults[k].Err
	}
	return c, nil
}
