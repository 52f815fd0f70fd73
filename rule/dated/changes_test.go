package dated_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestChangesAreTheMonthsThatDiffer holds them against each month of both books.
func TestChangesAreTheMonthsThatDiffer(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	names := []string{"市", "甲县", "乙县", "丙区"}
	compared := 0
	for range *books {
		n := 1 + r.IntN(len(names))
		var entries []dated.Entry[Fuel]
		for _, p := range anyBook(r, n) {
			entries = append(entries, p.entry(names))
		}
		b, err := dated.New(dated.Areas{City: names[0], Counties: names[1:n]}, entries)
		if err != nil {
			continue
		}
		compared++
		was, is := b.AsKnownOn(day(r.IntN(months))), b
		if r.IntN(3) == 0 {
			is = b.AsKnownOn(day(r.IntN(months)))
		}
		changes, err := dated.Changes(was, is)
		require.NoError(t, err)
		for _, area := range names[:n] {
			for m := range 2 * months {
				x, _ := was.At(area, month(m))
				y, _ := is.At(area, month(m))
				var in []dated.Change[Fuel]
				for _, c := range changes {
					if c.Area == area && !month(m).Before(c.First) && (c.Last.IsZero() || !month(m).After(c.Last)) {
						in = append(in, c)
					}
				}
				if x.Document == y.Document && x.From == y.From {
					require.Empty(t, in, "%s %v", area, month(m))
					continue
				}
				require.Len(t, in, 1, "%s %v", area, month(m))
				require.Equal(t, []string{x.Document, y.Document}, []string{in[0].Was.Document, in[0].Is.Document})
			}
		}
		for i := 1; i < len(changes); i++ {
			a, b := changes[i-1], changes[i]
			apart := a.Area != b.Area || b.First.Sub(a.Last) > 1 || a.Was.Document != b.Was.Document || a.Is.Document != b.Is.Document || a.Was.From != b.Was.From || a.Is.From != b.Is.From
			require.True(t, apart, "%+v and %+v are one", a, b)
		}
	}
	require.NotZero(t, compared)
}

func TestBooksOfOtherAreasAreNotCompared(t *testing.T) {
	b := book(t, sample()...)
	other, err := dated.New(dated.Areas{Counties: []string{"样例市", "甲县", "乙县"}}, sample())
	require.NoError(t, err)
	_, err = dated.Changes(b, other)
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = dated.Changes(b, dated.Book[Fuel]{})
	assert.ErrorIs(t, err, rule.NotWhole)
}

// The county's notice of 5 December changes the months from November on.
func ExampleChanges() {
	areas := dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}
	book, err := dated.ReadCSV[Fuel](strings.NewReader(standards), areas)
	if err != nil {
		fmt.Println(err)
		return
	}
	changes, err := dated.Changes(book.AsKnownOn(unit.MustParseDay("2023-12-04")), book)
	for _, c := range changes {
		fmt.Println(c.Area, c.First, c.Last, c.Was.Parameters.Amount, c.Is.Parameters.Amount)
	}
	fmt.Println(err)
	// Output:
	// 甲县 2023-11 2024-03 220.00 260.00
	// 甲县 2024-04  220.00 0.00
	// <nil>
}
