package dated

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// At 查询适用标准 gives the entry that holds in an area and month, and why: the area's own, or
// the city's where the area has none of its own up to that month. It does not allocate, unless the
// parameters hold lists, which are copied.
//
// A month outside those of the area's entries is [rule.Range], never the nearest entry; so is one
// after the last month of a county's own entries, whatever the city has. An area that is not in
// the list is [rule.Invalid], a month that is none [rule.Missing], a book without entries
// [rule.NotWhole].
func (b Book[P]) At(area string, month unit.Month) (Found[P], error) { return b.in().find(area, month) }

// in gives what the book holds; the zero Book holds nothing.
func (b Book[P]) in() *book[P] {
	if b.b == nil {
		return new(book[P])
	}
	return b.b
}

func (b *book[P]) find(area string, month unit.Month) (Found[P], error) {
	at, ok := b.at[area]
	if !ok || month.IsZero() {
		return Found[P]{}, b.refuseQuestion(area, month)
	}
	spans := b.spans[at]
	k := find(spans, month)
	if k < 0 || !spans[k].last.IsZero() && month.After(spans[k].last) {
		return Found[P]{}, b.outside(area, month, k)
	}
	s := &spans[k]
	f := Found[P]{Entry: b.entries[s.entry], Asked: area, By: s.by, First: s.first, Last: s.last, gives: b.gives[s.entry]}
	if b.shared {
		f.Parameters = copied(f.Parameters)
	}
	return f, nil
}

// copied is in a function of its own so that At keeps its result out of the heap.
//
//go:noinline
func copied[P any](p P) P { return rule.Clone(p) }

func (b *book[P]) refuseQuestion(area string, month unit.Month) error {
	var f rule.Errors
	switch {
	case b.at == nil:
		f.Add(rule.NotWhole, "", "", rule.Text{ZH: "标准册为零值，请用dated.New编制", EN: "the zero Book: make one with dated.New"})
		return f
	case area == "":
		f.Missing("area")
	default:
		if _, ok := b.at[area]; !ok {
			f.Add(rule.Invalid, "area", short(area), b.areas.unknown())
		}
	}
	if month.IsZero() {
		f.Missing("month")
	}
	return f.Err()
}

// outside says which months there are, when a month is none of them.
func (b *book[P]) outside(area string, month unit.Month, k int) error {
	spans := b.spans[b.at[area]]
	var why rule.Text
	switch {
	case len(spans) == 0:
		why = rule.Text{ZH: area + "没有任何标准，市里也没有：请补上条目", EN: area + " has no entry, nor has the city: add one"}
	case k < 0:
		why = rule.Text{
			ZH: area + "的标准自" + spans[0].first.String() + "起才有：请补上此前的条目，或核对月份",
			EN: area + " has standards only from " + spans[0].first.String() + ": add what held before, or check the month"}
	default:
		e := &b.entries[spans[k].entry]
		why = rule.Text{
			ZH: e.Area + "的" + e.Document + "止于" + spans[k].last.String() + "：请补上其后的条目，或核对月份",
			EN: e.Document + " of " + e.Area + " ends in " + spans[k].last.String() + ": add what follows, or check the month"}
		if e.Area != area {
			why.ZH, why.EN = area+"适用的"+why.ZH, area+" follows "+e.Area+", and "+why.EN
		}
	}
	if !b.known.IsZero() {
		why.ZH = "截至" + b.known.String() + "公布的文件中，" + why.ZH
		why.EN = "as published by " + b.known.String() + ", " + why.EN
	}
	var f rule.Errors
	f.Add(rule.Range, "month", month.String(), why)
	return f
}

// AsKnownOn 截至某日 gives the book as it was known at the end of a day: documents that were
// published later are not in it. Its questions may find months without an entry that a later
// document filled. Of a day that is none, nothing was known.
func (b Book[P]) AsKnownOn(day unit.Day) Book[P] {
	if b.b == nil {
		return b
	}
	out := *b.b
	if out.known.IsZero() || day.Before(out.known) {
		out.known = day
	}
	if day.IsZero() {
		out.known = unit.MustParseDay("1900-01-01")
	}
	out.entries, out.gives = nil, nil
	for i := range b.b.entries {
		if !b.b.entries[i].Published.After(day) {
			out.entries, out.gives = append(out.entries, b.b.entries[i]), append(out.gives, b.b.gives[i])
		}
	}
	out.spans = out.lay(out.byArea())
	return Book[P]{&out}
}
