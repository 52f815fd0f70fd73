package caseload

import (
	"strings"
	"sync"

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
	quick *quick
}

// countyRules are the rules of one county; err says why there are none.
type countyRules struct {
	// sides are by area; those of no area are the urban one's, which refuses them. Counties that follow one entry
	// have them in common, since to stand a rule on a document costs as much as some hundred cases.
	sides [4]AllowanceRule
	// own are the same, in the county's name, which a record shows; made when one is asked for.
	own func() [4]AllowanceRule
	err error
}

// entry tells an entry of a book from the others.
type entry struct {
	document, area string
	from           unit.Month
	published      unit.Day
}

// standing stands the rule on each entry of one side of the book once.
type standing map[entry]AllowanceRule

func (s standing) on(f dated.Found[assistance.AllowancePolicy]) AllowanceRule {
	e := entry{f.Document, f.Area, f.From, f.Published}
	r, ok := s[e]
	if !ok {
		r = dated.Under(assistance.Allowance, f)
		s[e] = r
	}
	return r
}

// bothSides lays the rules of town and country by area.
func bothSides(urban, rural AllowanceRule) [4]AllowanceRule {
	sides := [4]AllowanceRule{urban, urban, urban, urban}
	sides[assistance.Rural] = rural
	return sides
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
	inTown, inCountry := standing{}, standing{}
	at := newNames(b.Areas(), func(county string) (c countyRules) {
		var f rule.Errors
		town, err := urban.At(county, month)
		if f.Wrap("", err); err != nil { // one entry gives both
			c.err = f
			return c
		}
		country, err := rural.At(county, month)
		f.Wrap("", err)
		c.sides = bothSides(inTown.on(town), inCountry.on(country))
		f.Wrap("", c.sides[assistance.Urban].Err())
		if len(f) == 0 {
			f.Wrap("", c.sides[assistance.Rural].Err())
		}
		c.own = sync.OnceValue(func() [4]AllowanceRule {
			return bothSides(dated.Under(assistance.Allowance, town), dated.Under(assistance.Allowance, country))
		})
		c.err = f.Err()
		return c
	})
	return Month{month, at, newQuick(&at)}, nil
}

// Rule gives the rule of a county and kind of household in the month, under the parameters of the
// document that holds there: what it explains names the document. It is for households of that kind, which it does not
// look at; [Month.RuleOf] goes by the household. The error is that of
// [dated.Book.At], [rule.Invalid] for a county that the book does not have (blanks around its name do not
// count) and for an area that is none, or [rule.Missing] for a county or an area that is not given.
func (m *Month) Rule(county string, a assistance.Area) (AllowanceRule, error) {
	c, err := m.county(county)
	if err != nil {
		return AllowanceRule{}, err
	}
	if err := checkArea(a); err != nil {
		return AllowanceRule{}, err
	}
	return c.own()[a], nil
}

// RuleOf 本户适用规则 gives the rule by which [Run] decides a case: that of its county and of its household's own area. The
// errors are those of [Month.Rule], and [rule.Missing] for no case.
func (m *Month) RuleOf(c *Case) (AllowanceRule, error) {
	if c == nil {
		var f rule.Errors
		f.Missing("case")
		return AllowanceRule{}, f
	}
	return m.Rule(c.County, c.Household.Area)
}

func checkArea(a assistance.Area) error {
	var f rule.Errors
	switch {
	case a == 0:
		f.Missing("area")
	case !a.IsValid():
		f.Add(rule.Invalid, "area", a.String(), rule.Text{ZH: "应为rural（农村）或urban（城市）", EN: "must be rural or urban"})
	}
	return f.Err()
}

func (m *Month) county(name string) (*countyRules, error) {
	c := m.at.find(name)
	if c == nil {
		return nil, noCounty(name, m.at.list)
	}
	return c, c.err
}

// rule picks the side, without a branch: households come in no order.
func (c *countyRules) rule(a assistance.Area) *AllowanceRule { return &c.sides[a&3] }

// maxNamed is how many counties are named where none is meant.
const maxNamed = 20

// noCounty says that a county was not given, or is none of those of the book, and which there are.
func noCounty(name string, list []string) error {
	var f rule.Errors
	if strings.TrimSpace(name) == "" {
		f.Missing("county")
		return f
	}
	more := ""
	if len(list) > maxNamed {
		list, more = list[:maxNamed], "…"
	}
	f.Add(rule.Invalid, "county", shown(name), rule.Text{
		ZH: "标准册中没有此县区：请核对名称，应为" + strings.Join(list, "、") + more,
		EN: "the book of standards has no such county: check its name, which is one of " + strings.Join(list, ", ") + more})
	return f
}
