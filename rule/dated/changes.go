package dated

import (
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Change 变动 is a run of months in which another entry holds in an area by one book than by another.
type Change[P any] struct {
	Area string
	// First and Last are the months; a zero Last is an open end.
	First, Last unit.Month
	// Was and Is are the entries; one without a document where nothing held.
	Was, Is Found[P]
}

// Changes 比较标准册 lists the months of each area in which another entry holds by the second book than by
// the first, in the order of areas and months. What a notice changed, and so which months have to
// be computed again, is what changes from the book as known before it:
//
//	changes, err := dated.Changes(book.AsKnownOn(dayBefore), book)
//
// The error is [rule.Invalid] for books of other areas, [rule.NotWhole] for the zero Book.
func Changes[P any](was, is Book[P]) ([]Change[P], error) {
	a, b := was.in(), is.in()
	if a.at == nil || b.at == nil {
		return nil, new(book[P]).refuseQuestion("", unit.Month{})
	}
	if !slices.Equal(a.areas.list(), b.areas.list()) || a.areas.City != b.areas.City {
		var f rule.Errors
		f.Add(rule.Invalid, "areas", "", rule.Text{ZH: "两本标准册的地区清单不同，无从比较", EN: "the books are of other areas: they cannot be compared"})
		return nil, f
	}
	var out []Change[P]
	for at, area := range a.areas.list() {
		out = append(out, changesOf(area, a, b, at)...)
	}
	return out, nil
}

// changesOf looks at the months in which something begins or ends by either book: nothing changes
// between them.
func changesOf[P any](area string, a, b *book[P], at int) (out []Change[P]) {
	var edges []unit.Month
	for _, s := range slices.Concat(a.spans[at], b.spans[at]) {
		edges = append(edges, s.first)
		if after, err := s.last.Add(1); err == nil {
			edges = append(edges, after)
		}
	}
	slices.SortFunc(edges, unit.Month.Cmp)
	edges = slices.Compact(edges)
	for k, first := range edges {
		c := Change[P]{Area: area, First: first}
		if k+1 < len(edges) {
			c.Last, _ = edges[k+1].Add(-1) // which is there: another edge is before it
		}
		c.Was, _ = a.find(area, first) // nothing holds where it is an error
		c.Is, _ = b.find(area, first)
		if c.Was.sameEntry(&c.Is) {
			continue
		}
		if n := len(out); n > 0 && first.Sub(out[n-1].Last) == 1 && out[n-1].Was.sameEntry(&c.Was) && out[n-1].Is.sameEntry(&c.Is) {
			out[n-1].Last = c.Last
			continue
		}
		out = append(out, c)
	}
	return out
}

func (f *Found[P]) sameEntry(o *Found[P]) bool {
	return f.Document == o.Document && f.Area == o.Area && f.From == o.From && f.Published == o.Published
}
