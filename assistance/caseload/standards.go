package caseload

import (
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Standards 城乡标准 is what a county goes by in a month, for urban and rural households: the entry
// of a book of standards. Where both have one standard, it is given twice.
type Standards struct {
	Urban assistance.AllowancePolicy `json:"urban" zh:"城市" en:"urban"`
	Rural assistance.AllowancePolicy `json:"rural" zh:"农村" en:"rural"`
}

// For gives the parameters of one side; the zero policy for an area that is neither.
func (s Standards) For(a assistance.Area) assistance.AllowancePolicy {
	return ofSide(a, s.Urban, s.Rural)
}

func ofSide[Policy any](a assistance.Area, urban, rural Policy) Policy {
	switch a {
	case assistance.Urban:
		return urban
	case assistance.Rural:
		return rural
	}
	var none Policy
	return none
}

// Check refuses standards under which no household could be decided, for the readers of
// package dated: dated.ReadCSV(file, areas, caseload.Standards.Check).
func (s Standards) Check() error {
	var f rule.Errors
	wrapSide(&f, assistance.Urban, assistance.Allowance.Under(s.Urban).Err())
	wrapSide(&f, assistance.Rural, assistance.Allowance.Under(s.Rural).Err())
	return f.Err()
}

// wrapSide records what is wrong with the parameters of one kind of household, in words by the label of
// their field.
func wrapSide(f *rule.Errors, a assistance.Area, err error) {
	side := rule.Text{ZH: "城市", EN: "urban"}
	if a == assistance.Rural {
		side = rule.Text{ZH: "农村", EN: "rural"}
	}
	for _, fault := range rule.Faults(err) {
		if fault.Field != "" {
			fault.Field = side.EN + "." + fault.Field
			fault.Label = rule.Text{ZH: side.ZH + " " + fault.Label.ZH, EN: side.EN + " " + fault.Label.EN}
		}
		f.Wrap("", rule.Errors{fault})
	}
}

// Book 低保标准册 is a book of standards of several counties.
type Book = dated.Book[Standards]

// side is the part of the book for one kind of household.
func side(b Book, a assistance.Area) (dated.Book[assistance.AllowancePolicy], error) {
	path := "urban"
	if a == assistance.Rural {
		path = "rural"
	}
	return dated.Within(b, path, func(s Standards) assistance.AllowancePolicy { return s.For(a) })
}

// Gazettes gives the book as the collections in which a replay looks up the documents of records
// that [Month.Rule] made; see [rule.Catalog.WithGazettes].
func Gazettes(b Book) ([]rule.Gazette, error) {
	urban, err := side(b, assistance.Urban)
	if err != nil {
		return nil, err
	}
	rural, err := side(b, assistance.Rural)
	return []rule.Gazette{urban, rural}, err
}

// AllowanceRule is [assistance.Allowance] under parameters.
type AllowanceRule = rule.Rule[assistance.AllowancePolicy, assistance.Household, assistance.Award]

// Month 某月标准 holds the rules of all counties of a book for one month. It is immutable and safe
// for use by any number of goroutines.
type Month struct {
	month unit.Month
	at    names[countyRules]
}

// countyRules are the rules of one county; err says why there are none.
type countyRules struct {
	sides [4]AllowanceRule // by area; those of no area are the urban one's, which refuses them
	err   error
}

// InMonth 取某月标准 stands the rule on the standards of every county in a month. A county that has
// none in that month refuses its cases, and no others.
//
// The error is that of the book, [rule.NotWhole] for the zero Book, or [rule.Missing] for a month that is
// none.
func InMonth(b Book, month unit.Month) (Month, error) {
	if month.IsZero() {
		var f rule.Errors
		f.Missing("month")
		return Month{}, f
	}
	urban, err := side(b, assistance.Urban)
	if err != nil {
		return Month{}, err
	}
	rural, err := side(b, assistance.Rural)
	if err != nil {
		return Month{}, err
	}
	return Month{month, newNames(b.Areas(), func(county string) (c countyRules) {
		var f rule.Errors
		if found, err := urban.At(county, month); err != nil {
			f.Wrap("", err)
		} else {
			r := dated.Under(assistance.Allowance, found)
			c.sides = [4]AllowanceRule{r, r, r, r}
			f.Wrap("", r.Err())
		}
		if len(f) == 0 { // one entry gives both
			found, err := rural.At(county, month)
			if f.Wrap("", err); err == nil {
				r := dated.Under(assistance.Allowance, found)
				c.sides[assistance.Rural] = r
				f.Wrap("", r.Err())
			}
		}
		c.err = f.Err()
		return c
	})}, nil
}

// Rule gives the rule of a county and kind of household in the month, under the parameters of the
// document that holds there: what it explains names the document. The error is that of
// [dated.Book.At], or [rule.Invalid] for a county that the book does not have.
func (m *Month) Rule(county string, a assistance.Area) (AllowanceRule, error) {
	c, err := m.county(county)
	if err != nil {
		return AllowanceRule{}, err
	}
	return *c.rule(a), nil
}

func (m *Month) county(name string) (*countyRules, error) {
	c := m.at.get(name)
	if c == nil {
		return nil, noCounty(name)
	}
	return c, c.err
}

// rule picks the side, without a branch: households come in no order.
func (c *countyRules) rule(a assistance.Area) *AllowanceRule { return &c.sides[a&3] }

func noCounty(name string) error {
	var f rule.Errors
	f.Add(rule.Invalid, "county", shown(name), rule.Text{ZH: "标准册中没有此县区：请核对名称", EN: "the book of standards has no such county: check its name"})
	return f
}
