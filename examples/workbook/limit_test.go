package main

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Just below 10^13 a rest of one decides a rounding, and a bed a share: a spreadsheet that took neighbours for equal,
// or a quotient for whole that almost is, would be seen.
func TestTheLastDigitBelowTheLimitDecides(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 13))
	var levies, shares []row
	c := levyRule(t)
	for range 60 {
		for _, how := range []string{"up", "down", "half-up", "half-even"} {
			step := []int64{2, 3, 7, 9, 13, 37}[r.IntN(6)]
			m := 1000 * step
			rest := []int64{0, 1, m/2 - 1, m / 2, m/2 + 1, m - 1}[r.IntN(6)]
			fen := (9_999_999_000_000-r.Int64N(1_000_000_000))/m*m - m + rest
			levies = append(levies, decided(t, c, "sample.levy", fmt.Sprintf(`{"rate":"0.1%%","rounding":"%s/%dfen"}`, how, step),
				fmt.Sprintf(`{"payer":"甲","base":"%d.%02d"}`, fen/100, fen%100)))
		}
	}
	all := civilaffairs.Catalog()
	for range 100 {
		total := 90_000_000_000 - r.Int64N(10_000)
		for _, less := range []int64{0, 1} {
			care := (total*55+99)/100 - less
			shares = append(shares, decided(t, all, "eldercare.care-beds", "", fmt.Sprintf(`{"care":%d,"total":%d}`, care, total)))
		}
	}
	dir := t.TempDir()
	books := []made{writeBook(t, c, dir, "levies", levies), writeBook(t, all, dir, "shares", shares)}
	recalculate(t, books, func(t *testing.T, totals map[string]*tally) {
		assert.Equal(t, tally{equal: len(levies)}, *totals["sample.levy"])
		beds := totals["eldercare.care-beds"]
		assert.Zero(t, beds.beyond)
		assert.GreaterOrEqual(t, beds.equal, 3*len(shares))
	})
}

func decided(t *testing.T, c rule.Catalog, id, parameters, facts string) row {
	var p []byte
	if parameters != "" {
		p = []byte(parameters)
	}
	raw, err := c.Explain(id, p, []byte(facts))
	require.NoError(t, err)
	r, err := readRecord(raw)
	require.NoError(t, err)
	return row{id, r, r, nil}
}
