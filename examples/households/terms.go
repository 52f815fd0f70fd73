package households

import (
	"bytes"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Terms 核算依据 say what the households of a file are computed by: one policy for
// all of them, or a book of standards and a month. They are plain data, which a
// program can send to its workers.
type Terms struct {
	// Policy is that of all households. Where there is a book of the two standards
	// alone, urban and rural, it is what the book does not give; where the book gives
	// all parameters, it is zero.
	Policy Policy `json:"policy,omitzero"`
	// Book 低保标准册 is the text of a book, CSV or JSON, as package dated reads it:
	// columns urban.standard, urban.property_limit and so on, or urban and rural.
	Book string `json:"book,omitzero"`
	// Areas are the city and the counties that the book may name.
	Areas dated.Areas `json:"areas,omitzero"`
	// Month is required with a book. Rows that have a month must have this one.
	Month unit.Month `json:"month,omitzero"`
	// Known leaves out documents that were published after that day.
	Known unit.Day `json:"known,omitzero"`
}

// published is what a notice gives that has the two standards alone.
type published struct {
	Urban unit.Money `json:"urban" zh:"城市低保标准（元/人·月）" en:"urban standard"`
	Rural unit.Money `json:"rural" zh:"农村低保标准（元/人·月）" en:"rural standard"`
}

// ReadBook reads the book of the terms, as it was known on their day.
func (t Terms) ReadBook() (caseload.Book, error) {
	book, err := t.read()
	if err != nil || t.Known.IsZero() {
		return book, err
	}
	return book.AsKnownOn(t.Known), nil
}

func (t Terms) read() (caseload.Book, error) {
	if t.Policy == (Policy{}) {
		return readBook(t.Book, t.Areas, caseload.Standards.Check)
	}
	if !t.Policy.Standard.IsZero() {
		return caseload.Book{}, &Fault{Column: "standard", Code: rule.Duplicate, Reason: rule.Text{ZH: "标准册已给出标准；请去掉其一", EN: "the book gives the standards; leave one of the two out"}}
	}
	notices, err := readBook[published](t.Book, t.Areas)
	if err != nil {
		return caseload.Book{}, err
	}
	return dated.Map(notices, func(p published) (caseload.Standards, error) {
		s := caseload.Standards{Urban: t.Policy, Rural: t.Policy}
		s.Urban.Standard, s.Rural.Standard = p.Urban, p.Rural
		return s, s.Check()
	}, "urban.standard", "rural.standard")
}

func readBook[P any](text string, areas dated.Areas, checks ...func(P) error) (dated.Book[P], error) {
	if b := bytes.TrimLeft([]byte(strings.TrimPrefix(text, mark)), " \t\r\n"); len(b) > 0 && b[0] == '[' {
		return dated.ReadJSON(bytes.NewReader(b), areas, checks...)
	}
	return dated.ReadCSV(strings.NewReader(text), areas, checks...)
}

// InForce is what a county goes by in the month of a book.
type InForce struct {
	County    string             `json:"county"`
	Document  string             `json:"document"`
	Since     unit.Month         `json:"since"`
	Published unit.Day           `json:"published"`
	Standards caseload.Standards `json:"standards"`
}

// Rules are the rules that terms come to. They are for one goroutine, since
// identities of decisions are written into room of their own.
type Rules struct {
	month   unit.Month
	all     *sided // without a book
	at      map[string]*[2]sided
	months  caseload.Month // of the book, which says why a county has no rule
	inForce []InForce
}

// sided is the rule of one kind of household.
type sided struct {
	rule Rule
	id   *Identifier
}

// Rules reads the book, if there is one, and stands the rule on its month. The
// error names what is wrong with the policy, the book or the month; a county that has
// no standard in the month refuses its own households alone.
func (t Terms) Rules() (*Rules, error) {
	r := &Rules{month: t.Month}
	if t.Book == "" {
		ruled, err := Under(t.Policy)
		if err != nil {
			return nil, err
		}
		id, err := ruled.Identifier()
		r.all = &sided{ruled, id}
		return r, err
	}
	book, err := t.ReadBook()
	if err != nil {
		return nil, err
	}
	month, err := caseload.InMonth(book, t.Month)
	if err != nil {
		return nil, err
	}
	r.at, r.months = map[string]*[2]sided{}, month
	var none error
	for _, county := range book.Areas() {
		found, err := book.At(county, t.Month)
		if err != nil {
			none = err
			continue
		}
		var sides [2]sided
		for i, area := range []assistance.Area{assistance.Rural, assistance.Urban} {
			ruled, err := month.Rule(county, area)
			if err != nil {
				return nil, err
			}
			id, err := ruled.Identifier()
			if err != nil {
				return nil, err
			}
			sides[i] = sided{ruled, id}
		}
		r.at[county] = &sides
		r.inForce = append(r.inForce, InForce{county, found.Document, found.First, found.Published, found.Parameters})
	}
	if len(r.inForce) == 0 {
		return nil, none
	}
	return r, nil
}

// InForce lists what the counties go by, in the order of the areas; empty without a
// book.
func (r *Rules) InForce() []InForce { return slices.Clone(r.inForce) }

// Rule gives one of the rules: all have one id and version.
func (r *Rules) Rule() Rule {
	if r.all != nil {
		return r.all.rule
	}
	return r.at[r.inForce[0].County][0].rule
}

// of gives the rule for a household; an area that is none has one that refuses it.
func (r *Rules) of(county []byte, area assistance.Area) (*sided, error) {
	if r.all != nil {
		return r.all, nil
	}
	sides := r.at[string(county)]
	if sides == nil { // names of counties are read with blanks around them everywhere
		sides = r.at[string(bytes.TrimSpace(county))]
	}
	if sides == nil {
		_, err := r.months.Rule(string(county), area)
		return nil, err
	}
	if area == assistance.Urban {
		return &sides[1], nil
	}
	return &sides[0], nil
}

// Month is that of the terms.
func (r *Rules) Month() unit.Month { return r.month }

// OfMonth refuses a row of another month than that of the terms, if they have one: the error is a [*Fault].
func (r *Rules) OfMonth(m unit.Month) error {
	if r.month.IsZero() || m == r.month {
		return nil
	}
	return &Fault{Column: "month", Code: rule.Invalid, Value: m.String(), Reason: rule.Text{
		ZH: "不是核算的月份" + r.month.String(), EN: "is not the month that is computed, " + r.month.String()}}
}

// Eval decides one household of a county.
func (r *Rules) Eval(county []byte, h assistance.Household) (assistance.Award, error) {
	s, err := r.of(county, h.Area)
	if err != nil {
		return assistance.Award{}, err
	}
	return s.rule.Eval(h)
}

// AppendID appends the identity of the decision on a household.
func (r *Rules) AppendID(dst, county []byte, h assistance.Household) ([]byte, error) {
	s, err := r.of(county, h.Area)
	if err != nil {
		return dst, err
	}
	return s.id.Append(dst, h)
}

// ComputeBy fills Awards by the rules of each row's county, and lists the rows, from
// 0, that were not read or that are refused: by the rule, since the county has no
// standard, or since the row is of another month.
func (b *Batch) ComputeBy(r *Rules) (bad rule.RowErrors, err error) {
	if r.all != nil && (len(b.Months) == 0 || r.month.IsZero()) {
		return b.Compute(r.all.rule)
	}
	b.Awards = b.Awards[:0]
	unread := b.faults
	for i, p := range b.places {
		b.Rows[i] = p.number
	}
	for i := range b.Households {
		var award assistance.Award
		if len(unread) > 0 && unread[0].Row == i {
			bad, unread = append(bad, unread[0]), unread[1:]
			b.Awards = append(b.Awards, award)
			continue
		}
		_, county := b.Texts(i)
		h := &b.Households[i]
		s, err := r.of(county, h.Area)
		if err == nil && len(b.Months) > 0 {
			err = r.OfMonth(b.Months[i])
		}
		if err == nil {
			award, err = s.rule.EvalRef(h)
		}
		if err != nil {
			if bad = append(bad, &rule.RowError{Row: i, Err: err}); len(b.places) > 0 {
				b.Rows[i] = ErrorAt(b.Rows[i], b.MembersAt(i), err)
			}
		}
		b.Awards = append(b.Awards, award)
	}
	return bad, nil
}
