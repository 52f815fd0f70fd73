package dated_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestTheNearestEntryIsBlamed: one document gives several areas and months.
func TestTheNearestEntryIsBlamed(t *testing.T) {
	entry := func(area, from string, amount int32) dated.Entry[Fuel] {
		e := sample()[0]
		e.Area, e.From, e.Until, e.Document = area, unit.MustParseMonth(from), unit.Month{}, "样例办〔2023〕1号"
		e.Published, e.Parameters.Amount = unit.MustParseDay("2023-10-20"), unit.Yuan(amount)
		return e
	}
	b := book(t, entry("样例市", "2023-11", 200), entry("甲县", "2023-11", 210), entry("乙县", "2023-12", 220))
	for name, c := range map[string]struct {
		area, alter string
		change      func(n *rule.Notice)
	}{
		"area":      {"甲县", "area", func(n *rule.Notice) { n.Area = "丙县" }},
		"since":     {"乙县", "since", func(n *rule.Notice) { n.Since = unit.MustParseMonth("2024-01") }},
		"gives":     {"甲县", "gives", func(n *rule.Notice) { n.Gives = []byte(`{"amount":"211.00"}`) }},
		"published": {"乙县", "published", func(n *rule.Notice) { n.Published = unit.MustParseDay("2023-10-21") }},
	} {
		found, err := b.At(c.area, unit.MustParseMonth("2023-12"))
		require.NoError(t, err)
		n := found.Notice()
		require.NoError(t, b.Confirm(n, unit.MustParseMonth("2023-12")))
		c.change(&n)
		faults := rule.Faults(b.Confirm(n, unit.MustParseMonth("2023-12")))
		require.Len(t, faults, 1, name)
		assert.Equal(t, c.alter, faults[0].Field, name)
	}
}

// TestTheNearestCollectionIsBlamed: a book of the towns and one of the country have one document.
func TestTheNearestCollectionIsBlamed(t *testing.T) {
	town, country := sample()[:1], sample()[:1]
	country[0].Parameters.Amount = unit.Yuan(150)
	of := rule.Subject{Case: "户1", Month: country[0].From}
	b := book(t, country...)
	found, err := b.At(country[0].Area, of.Month)
	require.NoError(t, err)
	d, err := dated.Under(FuelAid, found).Explain(Home{Persons: 4})
	require.NoError(t, err)
	raw, err := d.For(of).AppendJSON(nil)
	require.NoError(t, err)
	day := `"published":"` + country[0].Published.String() + `"`
	altered := strings.Replace(string(raw), day, `"published":"2001-01-01"`, 1)
	require.NotEqual(t, string(raw), altered)
	c, err := rule.NewCatalog(FuelAid)
	require.NoError(t, err)
	for _, c := range []rule.Catalog{c.WithGazettes(book(t, town...), b), c.WithGazettes(b, book(t, town...))} {
		report, err := c.Replay([]byte(altered))
		require.NoError(t, err)
		var paths []string
		for _, d := range report.Differences {
			paths = append(paths, d.Path)
		}
		assert.Contains(t, paths, "notices[0].published")
		assert.NotContains(t, paths, "notices[0].gives")
	}
}
