package dated_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var books = flag.Int("dated.books", 1_000, "how many random books the oracle looks at")

const (
	firstYear = 2022
	months    = 30 // that random books are asked for
)

func month(n int) unit.Month {
	m, err := unit.NewMonth(firstYear+n/12, n%12+1)
	if err != nil {
		panic(err)
	}
	return m
}

func day(n int) unit.Day { // the 15th of a month
	d, err := unit.NewDay(firstYear+n/12, n%12+1, 15)
	if err != nil {
		panic(err)
	}
	return d
}

// plain is an entry in plain numbers: months and days counted from the first.
type plain struct {
	area, from, until, published, amount int // until −1 is open
	document                             string
}

func (p plain) entry(names []string) dated.Entry[Fuel] {
	e := dated.Entry[Fuel]{Area: names[p.area], From: month(p.from), Published: day(p.published), Document: p.document, Parameters: Fuel{Amount: unit.Yuan(int32(p.amount))}}
	if p.until >= 0 {
		e.Until = month(p.until)
	}
	return e
}

// anyBook makes entries that are mostly in order, so that many books are whole, and the
// rest of them wrong in every way.
func anyBook(r *rand.Rand, areas int) (list []plain) {
	for area := range areas {
		if area > 0 && r.IntN(3) == 0 {
			continue // a county without entries
		}
		from, published := r.IntN(6), r.IntN(8)
		for range 1 + r.IntN(3) {
			p := plain{area: area, from: from, until: -1, published: published, amount: 1 + r.IntN(1_000), document: fmt.Sprint("文", len(list))}
			next := from + 1 + r.IntN(8)
			switch r.IntN(10) {
			case 0, 1:
				p.until = next - 1
			case 2:
				p.until = from + r.IntN(10)
			case 3:
				p.published = r.IntN(months)
			}
			list = append(list, p)
			if r.IntN(6) == 0 { // corrected later, or the same by mistake
				p.published += r.IntN(3)
				p.amount++
				if r.IntN(8) > 0 {
					p.document += "改"
				}
				list = append(list, p)
			}
			from, published = next, max(published, p.published)+r.IntN(8)
			if r.IntN(12) == 0 {
				from = r.IntN(12)
			}
		}
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// holds finds the entry that holds in an area and month as known on a day, the slow way: −1
// for none. fallback says that the first area is the city.
func holds(list []plain, area, m, known int, fallback bool) (found int, city bool) {
	found = -1
	own := false
	for _, p := range list {
		own = own || p.area == area && p.published <= known && p.from <= m
	}
	own = own || !fallback
	if !own {
		area = 0
	}
	for i, p := range list {
		if p.area != area || p.published > known || p.from > m {
			continue
		}
		if found < 0 || p.from > list[found].from || p.from == list[found].from && p.published > list[found].published {
			found = i
		}
	}
	if found >= 0 && list[found].until >= 0 && m > list[found].until {
		found = -1
	}
	return found, !own
}

const always = 1 << 30

// whole reports, the slow way, whether a book of these entries has one answer for each
// month, whatever day it is asked on.
func whole(list []plain, areas int, fallback bool) bool {
	for i, e := range list {
		if e.until >= 0 && e.until < e.from {
			return false
		}
		for j, o := range list {
			if i != j && e.area == o.area && e.from == o.from && (e.published == o.published || e.document == o.document) {
				return false
			}
		}
		// On the day of its publication, the entry claims months up to its last; the first of them in
		// which another is the one that holds must not be in doubt.
		for m := e.from + 1; m < 2*months; m++ {
			k := -1
			for j, o := range list {
				if o.area == e.area && o.from == m && o.published <= e.published && (k < 0 || o.published > list[k].published) {
					k = j
				}
			}
			if k < 0 {
				continue
			}
			if claims := e.until < 0 || e.until >= m; claims && (list[k].published < e.published || e.until >= 0) {
				return false
			}
			break
		}
	}
	for area := range areas {
		had, lost := false, false
		for m := range 2 * months {
			i, _ := holds(list, area, m, always, fallback)
			switch {
			case i >= 0 && lost:
				return false
			case i >= 0:
				had = true
			case had:
				lost = true
			}
		}
	}
	return true
}

// TestTheBookAgreesWithASlowReading asks random books for every area, month and known day.
func TestTheBookAgreesWithASlowReading(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 7))
	names := []string{"市", "甲县", "乙县", "丙区"}
	good, questions := 0, 0
	for n := range *books {
		areas := 1 + r.IntN(len(names))
		list := anyBook(r, areas)
		var entries []dated.Entry[Fuel]
		for _, p := range list {
			entries = append(entries, p.entry(names))
		}
		where, fallback := dated.Areas{City: names[0], Counties: names[1:areas]}, r.IntN(5) > 0
		if !fallback { // counties alone, each with entries of its own or none
			where = dated.Areas{Counties: names[:areas]}
		}
		b, err := dated.New(where, entries)
		require.Equal(t, whole(list, areas, fallback), err == nil, "book %d: %v: %v", n, list, err)
		if err != nil {
			continue
		}
		good++
		for known := -1; known < months; known++ {
			then := b
			if known >= 0 {
				then = b.AsKnownOn(day(known))
			}
			on := known
			if known < 0 {
				on = always
			}
			for area := range areas {
				for m := range months {
					questions++
					want, city := holds(list, area, m, on, fallback)
					got, err := then.At(names[area], month(m))
					if (err == nil) != (want >= 0) {
						t.Fatalf("book %d, %s %v as known on %d: %v, want %d of %v", n, names[area], month(m), known, err, want, list)
					}
					if err != nil {
						continue
					}
					p := list[want]
					outside := month(m).Before(got.First) || !got.Last.IsZero() && month(m).After(got.Last)
					if got.Document != p.document || got.Parameters.Amount != unit.Yuan(int32(p.amount)) || got.From != month(p.from) || got.Published != day(p.published) ||
						(got.By == dated.City) != (city && area > 0) || got.Asked != names[area] || outside {
						t.Fatalf("book %d, %s %v as known on %d: %+v, want %+v", n, names[area], month(m), known, got, p)
					}
				}
				if known < 0 {
					covered(t, b, list, names, area, fallback)
				}
			}
		}
	}
	t.Logf("%d of %d books are whole, %d questions", good, *books, questions)
	require.Greater(t, good*5, *books, "too few books are whole to show anything")
}

// covered holds Coverage against the months one by one.
func covered(t *testing.T, b dated.Book[Fuel], list []plain, names []string, area int, fallback bool) {
	c, err := b.Coverage(names[area])
	for k, p := range c.Parts {
		if !p.Last.IsZero() && p.Last.Before(p.First) || k > 0 && p.First.Sub(c.Parts[k-1].Last) != 1 {
			t.Fatalf("%s: parts that do not follow each other: %+v", names[area], c)
		}
	}
	for m := range 2 * months {
		i, _ := holds(list, area, m, always, fallback)
		in := err == nil && !month(m).Before(c.First) && (c.IsOpen() || !month(m).After(c.Last))
		if in != (i >= 0) {
			t.Fatalf("%s %v: %+v, %v", names[area], month(m), c, list)
		}
		if !in {
			continue
		}
		for _, p := range c.Parts {
			if !month(m).Before(p.First) && (p.Last.IsZero() || !month(m).After(p.Last)) && (p.Document != list[i].document || p.Area != names[list[i].area]) {
				t.Fatalf("%s %v: %+v, want %+v", names[area], month(m), p, list[i])
			}
		}
	}
}
