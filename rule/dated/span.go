package dated

import (
	"reflect"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// holdsLists reports whether values of a type share memory when they are copied.
func holdsLists(t reflect.Type, depth int) bool {
	const deep = 32
	switch t.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer:
		return true
	case reflect.Array:
		return holdsLists(t.Elem(), depth+1)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); (f.IsExported() || f.Anonymous) && (depth > deep || holdsLists(f.Type, depth+1)) {
				return true
			}
		}
	}
	return false
}

// lay lays the entries of each area along the months, each until the next begins or its own
// last month; before the first of a county stand those of the city.
func (b *book[P]) lay(lines [][]int) [][]span {
	spans := make([][]span, len(lines))
	for at, line := range lines {
		for _, i := range line {
			s := span{b.entries[i].From, b.entries[i].Until, i, Own}
			if n := len(spans[at]); n > 0 {
				last := &spans[at][n-1]
				if last.first == s.first { // published later
					*last = s
					continue
				}
				last.end(s.first)
			}
			spans[at] = append(spans[at], s)
		}
	}
	if b.areas.City == "" {
		return spans
	}
	city := spans[0]
	for at := 1; at < len(spans); at++ {
		own := spans[at]
		var of []span
		for _, s := range city {
			if len(own) > 0 {
				if !s.first.Before(own[0].first) {
					break
				}
				s.end(own[0].first)
			}
			s.by = City
			of = append(of, s)
		}
		spans[at] = append(of, own...)
	}
	return spans
}

// end lets a span end before another begins.
func (s *span) end(next unit.Month) {
	if s.last.IsZero() || !s.last.Before(next) {
		s.last, _ = next.Add(-1) // which is there: s begins before next
	}
}

// gaps refuses months between two entries of an area that have none.
func (b *builder[P]) gaps() {
	for at, spans := range b.spans {
		for k := 1; k < len(spans); k++ {
			before, s := spans[k-1], spans[k]
			if s.first.Sub(before.last) == 1 || at > 0 && b.areas.City != "" && s.by == City {
				continue // a gap of the city's own is told there
			}
			from, _ := before.last.Add(1)
			to, _ := s.first.Add(-1)
			o := &b.entries[before.entry]
			b.refuse(rule.Missing, s.entry, "from", s.first.String(), rule.Text{
				ZH: "此前" + from.String() + "至" + to.String() + "没有标准：" + short(o.Area) + "的" + short(o.Document) + "止于" + before.last.String() + "，请补上其间的条目，或核对月份",
				EN: "nothing holds from " + from.String() + " to " + to.String() + ": " + short(o.Document) + " of " + short(o.Area) + " ends in " + before.last.String() + ": add what held between, or check the months"})
		}
	}
}

// find gives the place of the span that holds in a month, or would if it had not ended; −1
// before the first.
func find(spans []span, m unit.Month) int {
	lo, hi := 0, len(spans)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if spans[mid].first.After(m) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo - 1
}

// Areas gives the areas of the book, the city first.
func (b Book[P]) Areas() []string { return b.in().areas.list() }

// Entries gives a copy of the entries, in the order in which they were given; of a book as known
// on a day, those that were published by then.
func (b Book[P]) Entries() []Entry[P] {
	out := slices.Clone(b.in().entries)
	if b.in().shared {
		for i := range out {
			out[i].Parameters = rule.Clone(out[i].Parameters)
		}
	}
	return out
}
