package households

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Layout 表头 says what the columns of a table are, in whatever order they stand.
// It is immutable and safe for use by any number of goroutines.
//
// The columns, by any of their names, are
//
//	id        户编号、家庭编号            required
//	county    县区                       required
//	area      城乡                       required: rural 农村 or urban 城市
//	property  家庭财产                   required; an empty cell is not given
//	members   家庭成员、成员              income/employment cost of each: 1500.00/500.00;0/0
//	month     月份                       may be left out
//
// In place of members a table may have two columns for each: 成员1收入 and
// 成员1就业成本, member 1 income and member 1 employment cost, counted from 1. A
// household has the members whose cells are filled. Or each member has a row, with 成员收入 and 成员就业成本, member income and
// member employment cost: see [MemberRows]. Blanks, capitals, full-width
// characters and a unit in brackets, （元） or (yuan), make no difference. Any other
// heading is refused, unless the caller says to pass it over.
type Layout struct {
	sep     byte
	width   int
	at      [numColumns]int // of id, county, area, property, members, month; -1: none
	incomes []int           // of numbered members
	costs   []int
	unnamed []int // columns without a heading, which must be empty
	plain   plain
	apiece  bool // a row is a member's
}

// plain says how near a table is to the strict core's, whose lines are read at once.
type plain uint8

const (
	otherwise   plain = iota
	inOrder           // the strict core's columns, by commas
	monthBehind       // and a month behind them
)

var headingNames = map[string]int{
	"id": ofID, "household id": ofID, "户编号": ofID, "家庭编号": ofID,
	"county": ofCounty, "县区": ofCounty, "县(区)": ofCounty,
	"area": ofArea, "城乡": ofArea, "城乡类别": ofArea,
	"property": ofProperty, "家庭财产": ofProperty,
	"members": ofMembers, "家庭成员": ofMembers, "成员": ofMembers,
	"month": ofMonth, "月份": ofMonth,
}

// plainName is a heading without what makes no difference.
func plainName(s string) string {
	s = strings.ToLower(strings.Map(halfWidth, strings.TrimPrefix(s, mark)))
	s = strings.Join(strings.Fields(s), " ")
	for _, unit := range []string{"(元)", "(yuan)"} {
		s = strings.TrimSuffix(s, unit)
	}
	return strings.TrimSpace(s)
}

// halfWidth gives the ASCII character of a full-width one, and others as they are.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000' || r == '\u00a0':
		return ' '
	}
	return r
}

// numbered reads the name of a member's column, member 1 income.
func numbered(name string) (n, of int, ok bool) {
	for _, form := range []struct {
		before, after string
		of, from      int
	}{
		{"成员", "收入", ofIncome, 1}, {"成员", "月收入", ofIncome, 1}, {"成员", "就业成本", ofCost, 1}, {"成员", "必要的就业成本", ofCost, 1},
		{"member ", " income", ofIncome, 1}, {"member ", " employment cost", ofCost, 1},
		{"members[", "].income", ofIncome, 0}, {"members[", "].employment_cost", ofCost, 0},
	} {
		rest, ok := strings.CutPrefix(name, form.before)
		digits, ok2 := strings.CutSuffix(rest, form.after)
		n, err := strconv.Atoi(digits)
		if ok && ok2 && err == nil && strconv.Itoa(n) == digits && n >= form.from {
			return n - form.from, form.of, true
		}
	}
	return 0, 0, false
}

// Known says whether a heading is the name of a column.
func Known(heading string) bool {
	name := plainName(heading)
	_, ok := headingNames[name]
	if !ok {
		_, ok = ofOneMember[name]
	}
	if !ok {
		_, _, ok = numbered(name)
	}
	return ok
}

// NewLayout reads the names of the columns, as they stand in the first line of a
// table whose cells are separated by sep; 0 is a workbook, whose cells are apart.
// ignore lists headings to be passed over. What was read in other words is noted
// in rep. The error is a [*Fault] that names the column.
func NewLayout(names []string, sep byte, ignore []string, rep *Report) (*Layout, error) {
	l := &Layout{sep: sep, width: len(names)}
	for i := range l.at {
		l.at[i] = -1
	}
	members := map[[2]int]int{}
	each := [numColumns]string{} // columns of the one member of a row
	strict := strings.Split(Heading, ",")
	passed := map[string]bool{}
	for i, given := range names {
		if !utf8.ValidString(given) {
			return nil, &Fault{Column: Shown(given), Code: rule.Syntax, Reason: notUTF8}
		}
		name := plainName(given)
		of, ok := headingNames[name]
		n, part, isMember := numbered(name)
		if of, is := ofOneMember[name]; is {
			if each[of] != "" {
				return nil, twice(given, each[of])
			}
			n, part, isMember, each[of] = 0, of, true, given
		}
		switch {
		case slices.ContainsFunc(ignore, func(s string) bool { return s != "" && (s == given || plainName(s) == name) }):
			rep.add(PassedOver, ofFile, 0)
			passed[name] = true
			continue
		case name == "":
			l.unnamed = append(l.unnamed, i)
			continue
		case ok && l.at[of] >= 0:
			return nil, twice(given, names[l.at[of]])
		case ok:
			l.at[of] = i
		case isMember && n >= assistance.MaxMembers:
			return nil, &Fault{Column: Shown(given), Code: rule.Range, Reason: rule.Text{
				ZH: fmt.Sprintf("成员至多%d人", assistance.MaxMembers), EN: fmt.Sprintf("a household has at most %d members", assistance.MaxMembers)}}
		case isMember:
			if at, there := members[[2]int{n, part}]; there {
				return nil, twice(given, names[at])
			}
			members[[2]int{n, part}] = i
		default:
			return nil, unknownHeading(given, name)
		}
		if !slices.Contains(strict, given) && given != "month" {
			rep.add(HeadingName, ofFile, 0)
		}
	}
	for _, s := range ignore {
		if s != "" && !passed[plainName(s)] {
			return nil, &Fault{Column: Shown(s), Code: rule.Missing, Reason: rule.Text{ZH: "要求略过的列不在表头中；请核对名称", EN: "is to be passed over, but is none of the headings; check its name"}}
		}
	}
	for _, of := range []int{ofID, ofCounty, ofArea, ofProperty} {
		if l.at[of] < 0 {
			return nil, noColumn(columnNames[of])
		}
	}
	if err := l.numberedMembers(members, names); err != nil {
		return nil, err
	}
	if l.apiece = each != [numColumns]string{}; l.apiece {
		if each[ofIncome] == "" || each[ofCost] == "" || len(members) > 2 {
			return nil, &Fault{Column: "members", Code: rule.Invalid, Reason: rule.Text{
				ZH: "每名成员占一行的表应有收入、就业成本两列，不带成员序号", EN: "a table with one row a member has two columns for it, income and employment cost, without a member's number"}}
		}
		rep.add(OneRowEach, ofFile, 0)
	}
	l.plain = l.order()
	return l, nil
}

// order compares the columns with the strict core's, whatever their names.
func (l *Layout) order() plain {
	if l.sep != ',' {
		return otherwise
	}
	for i, of := range []int{ofID, ofCounty, ofArea, ofProperty, ofMembers} {
		if l.at[of] != i {
			return otherwise
		}
	}
	switch {
	case l.width == width:
		return inOrder
	case l.width == width+1 && l.at[ofMonth] == width:
		return monthBehind
	}
	return otherwise
}

func (l *Layout) numberedMembers(members map[[2]int]int, names []string) error {
	if len(members) == 0 {
		if l.at[ofMembers] < 0 {
			return noColumn("members")
		}
		return nil
	}
	if l.at[ofMembers] >= 0 {
		return &Fault{Column: Shown(names[l.at[ofMembers]]), Code: rule.Duplicate, Reason: rule.Text{
			ZH: "成员既在一列中，又逐人分列；请只留一种", EN: "members stand in one column and in columns of their own; leave one of the two"}}
	}
	for n := 0; n < len(members); n++ {
		income, has := members[[2]int{n, ofIncome}]
		cost, has2 := members[[2]int{n, ofCost}]
		if !has && !has2 && 2*n == len(members) {
			break
		}
		if !has {
			return noColumn(fmt.Sprintf("成员%d收入", n+1))
		}
		if !has2 {
			return noColumn(fmt.Sprintf("成员%d就业成本", n+1))
		}
		l.incomes, l.costs = append(l.incomes, income), append(l.costs, cost)
	}
	return nil
}

// ofOneMember are the names of a member's columns where each member has a row. 收入 alone may be a household's.
var ofOneMember = map[string]int{
	"成员收入": ofIncome, "成员月收入": ofIncome, "member income": ofIncome,
	"成员就业成本": ofCost, "member employment cost": ofCost,
}

// mayBeMembers are names of which it is not certain whose income they are.
var mayBeMembers = []string{"月收入", "收入", "就业成本", "必要的就业成本", "income", "employment cost"}

// IsMemberRows says whether each member has a row of its own: see [MemberRows].
func (l *Layout) IsMemberRows() bool { return l.apiece }

// HasMonths says whether there is a column of months.
func (l *Layout) HasMonths() bool { return l.at[ofMonth] >= 0 }

func twice(given, other string) *Fault {
	return &Fault{Column: Shown(given), Code: rule.Duplicate, Reason: rule.Text{
		ZH: "与“" + Shown(other) + "”是同一列，出现两次；请删除一列", EN: "is the same column as " + Shown(other) + " and stands twice; remove one of them"}}
}

const headingsThere = "id/户编号, county/县区, area/城乡, property/家庭财产, members/家庭成员, month/月份"

func noColumn(name string) *Fault {
	return &Fault{Column: name, Code: rule.Missing, Reason: rule.Text{
		ZH: "首行没有此列；各列为" + headingsThere, EN: "is not in the first line; the columns are " + headingsThere}}
}

func unknownHeading(given, name string) *Fault {
	f := &Fault{Column: Shown(given), Code: rule.UnknownField, Reason: rule.Text{
		ZH: "没有此列；请删除，或指明略过它；各列为" + headingsThere, EN: "is none of the columns; remove it or say to pass it over; there are " + headingsThere}}
	if slices.Contains(mayBeMembers, name) {
		f.Reason = rule.Text{ZH: "是全家的还是一名成员的，无法确定；每名成员占一行的，请写成员收入、成员就业成本；每户一行的，请写成员1收入、成员1就业成本等",
			EN: "may be the household's or a member's; where each member has a row, call it member income, member employment cost; where a household has one, member 1 income, member 1 employment cost and so on"}
	}
	if strings.HasSuffix(name, "(万元)") || strings.HasSuffix(name, "(千元)") {
		f.Reason = rule.Text{ZH: "金额单位不是元；请换算为元", EN: "amounts in another unit than yuan; write them in yuan"}
	}
	return f
}
