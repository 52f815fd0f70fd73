package rule

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// slowDistance is the definition of a distance, one letter at a time.
func slowDistance(a, b string) int {
	switch {
	case a == "":
		return len(b)
	case b == "":
		return len(a)
	}
	change := 1
	if a[0] == b[0] {
		change = 0
	}
	return min(change+slowDistance(a[1:], b[1:]), 1+slowDistance(a[1:], b), 1+slowDistance(a, b[1:]))
}

func TestADistanceIsTheFewestLettersToChange(t *testing.T) {
	words := []string{"", "a", "b", "ab", "ba", "abc", "acb", "xabc", "abcx", "beds", "bids", "heads"}
	for _, a := range words {
		for _, b := range words {
			assert.Equal(t, slowDistance(a, b), distance(a, b), "%q %q", a, b)
		}
	}
}

// TestAnIDIsNearByItsNameOrItsLetters: within a third of its letters, one at least; the nearest first, then in the order of the alphabet,
// three at most.
func TestAnIDIsNearByItsNameOrItsLetters(t *testing.T) {
	catalog := func(ids ...string) Catalog {
		c := Catalog{newest: map[string]Any{}}
		for _, id := range ids {
			c.newest[id] = nil
		}
		return c
	}
	c := catalog("eldercare.care-beds", "eldercare.beds", "funeral.ashes", "a.b", "x.care-beds", "funeral.graves")
	long := "f." + strings.Repeat("a", 98)
	for id, want := range map[string]string{
		"eldercare.care-beds":     "eldercare.care-beds x.care-beds eldercare.beds",
		"  Eldercare.Care-Beds ":  "eldercare.care-beds x.care-beds eldercare.beds",
		"care-beds":               "eldercare.care-beds x.care-beds",
		"care-bed":                "eldercare.care-beds x.care-beds",
		"funeral.care-beds":       "eldercare.care-beds x.care-beds",
		"funeral.graves":          "funeral.graves funeral.ashes", // four of fourteen letters
		"funeral.grave":           "funeral.graves",
		"funeral.ash":             "funeral.ashes",
		"b":                       "a.b",
		"c":                       "a.b",
		"cd":                      "",
		"bcd":                     "",
		"a.b":                     "a.b",
		"a.c":                     "a.b",
		"z.b":                     "a.b",
		"z.bb":                    "",
		"":                        "a.b",
		"nothing.like-any-of-all": "",
		long:                      "",
	} {
		assert.Equal(t, want, strings.Join(c.nearest(id), " "), "%q", id)
	}
	assert.Equal(t, []string{"x.b", "a.c"}, catalog("a.c", "x.b").nearest("b"), "the very name first")
	assert.Equal(t, []string{"a.b", "b.b", "c.b"}, catalog("d.b", "c.b", "b.b", "a.b").nearest("z.b"))
	for n, found := range map[int]bool{99: true, 100: true, 101: false} {
		own := "f." + strings.Repeat("a", n-2)
		assert.Equal(t, found, len(catalog(own).nearest(own)) == 1, "%d letters", n)
	}
}
