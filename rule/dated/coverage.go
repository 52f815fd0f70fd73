package dated

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Coverage 覆盖月份 says in which months an area has a standard.
type Coverage struct {
	Area string `json:"area"`
	// First is the first month that has one.
	First unit.Month `json:"first"`
	// Last is the last, where the last document says when it ends; zero for an open end.
	Last unit.Month `json:"last,omitzero"`
	// Parts are the entries that hold, one after the other. In a book as known on a day there may
	// be months between them that had none yet.
	Parts []Part `json:"parts"`
}

// Part 适用时段 is a run of months in which one document holds in an area.
type Part struct {
	First    unit.Month `json:"first"`
	Last     unit.Month `json:"last,omitzero"` // zero for an open end
	Document string     `json:"document"`
	// Area is the document's own: the city, where the area has no standard of its own.
	Area string `json:"area"`
}

// IsOpen reports whether nothing says when the last standard ends.
func (c Coverage) IsOpen() bool { return c.Last.IsZero() }

// Warning 到期提醒 says that the standards of the area end within so many months after a
// month, or have ended; it is zero where they do not. There is no clock in this package: the
// month is the caller's today.
func (c Coverage) Warning(today unit.Month, ahead int) rule.Text {
	if c.IsOpen() || len(c.Parts) == 0 || today.IsZero() || c.Last.Sub(today) > ahead {
		return rule.Text{}
	}
	last, n := c.Parts[len(c.Parts)-1].Document, c.Last.Sub(today)
	switch {
	case n < 0:
		return rule.Text{
			ZH: c.Area + "的标准已于" + c.Last.String() + "到期（" + last + "），其后月份没有标准：请补上条目",
			EN: "the standards of " + c.Area + " ended in " + c.Last.String() + " (" + last + "): add what follows"}
	case n == 0:
		return rule.Text{
			ZH: c.Area + "的标准本月（" + c.Last.String() + "）到期（" + last + "）：请补上其后的条目",
			EN: "the standards of " + c.Area + " end this month, " + c.Last.String() + " (" + last + "): add what follows"}
	}
	return rule.Text{
		ZH: c.Area + "的标准" + strconv.Itoa(n) + "个月后（" + c.Last.String() + "）到期（" + last + "）：请补上其后的条目",
		EN: "the standards of " + c.Area + " end " + strconv.Itoa(n) + " months from now, in " + c.Last.String() + " (" + last + "): add what follows"}
}

// Coverage 查询覆盖月份 says from which to which month an area has standards. The error is
// [rule.Invalid] for an area that is not in the list, and [rule.Range] where nothing holds there in
// any month.
func (b Book[P]) Coverage(area string) (Coverage, error) { return b.in().coverage(area) }

func (b *book[P]) coverage(area string) (Coverage, error) {
	at, ok := b.at[area]
	if !ok {
		return Coverage{}, b.refuseQuestion(area, unit.MustParseMonth("1900-01"))
	}
	spans := b.spans[at]
	if len(spans) == 0 {
		return Coverage{}, b.outside(area, unit.Month{}, -1)
	}
	c := Coverage{Area: area, First: spans[0].first, Last: spans[len(spans)-1].last}
	for _, s := range spans {
		e := &b.entries[s.entry]
		c.Parts = append(c.Parts, Part{First: s.first, Last: s.last, Document: e.Document, Area: e.Area})
	}
	return c, nil
}

// Warnings 到期提醒 gives the warnings of all areas; see [Coverage.Warning]. An area in which
// nothing holds in any month is warned of too.
func (b Book[P]) Warnings(today unit.Month, ahead int) []rule.Text {
	var out []rule.Text
	for _, area := range b.Areas() {
		c, err := b.Coverage(area)
		if err != nil {
			f := rule.Faults(err)
			out = append(out, rule.Text{ZH: f.In(rule.Chinese), EN: f.In(rule.English)})
			continue
		}
		if w := c.Warning(today, ahead); !w.IsZero() {
			out = append(out, w)
		}
	}
	return out
}
