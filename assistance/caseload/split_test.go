package caseload_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestAnAwardIsSplitToTheFen(t *testing.T) {
	for _, c := range []struct {
		amount  string
		weights []int64
		want    string
	}{
		{"100.00", []int64{1, 1, 1}, "[33.34 33.33 33.33]"},
		{"0.02", []int64{1, 1, 1}, "[0.01 0.01 0.00]"},
		{"0.00", []int64{1, 1}, "[0.00 0.00]"},
		{"852.00", []int64{1}, "[852.00]"},
		{"852.01", []int64{1, 1, 1, 1}, "[213.01 213.00 213.00 213.00]"},
		// 2/7, 2/7, 3/7 of 10.00: 285.71, 285.71 and 428.57 fen; two fen are left.
		{"10.00", []int64{2, 2, 3}, "[2.86 2.86 4.28]"},
		// 1/6 is 166.67 fen, 5/6 is 833.33: the first lost more.
		{"10.00", []int64{1, 5}, "[1.67 8.33]"},
		{"10.00", []int64{5, 1}, "[8.33 1.67]"},
		{"0.01", []int64{0, 1, 1}, "[0.00 0.01 0.00]"},
		{"1.00", []int64{0, 0, 7}, "[0.00 0.00 1.00]"},
		// Of the first 0.999 of a fen was cut, of the other 0.001.
		{"90071992547409.91", []int64{math.MaxInt64 - 1, 1}, "[90071992547409.91 0.00]"},
	} {
		got, err := caseload.SplitBy(nil, unit.MustParseMoney(c.amount), c.weights)
		require.NoError(t, err)
		assert.Equal(t, c.want, fmt.Sprint(got), "%v", c)
		equal := true
		for _, w := range c.weights {
			equal = equal && w == c.weights[0]
		}
		if equal {
			alike, err := caseload.Split(nil, unit.MustParseMoney(c.amount), len(c.weights))
			require.NoError(t, err)
			assert.Equal(t, got, alike)
		}
	}
}

// TestPartsAddUpAndNobodyIsOffByAFen over random awards and weights, against big.Rat.
func TestPartsAddUpAndNobodyIsOffByAFen(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 20_000 {
		amount, err := unit.MoneyFromFen(r.Int64N(1 << (1 + r.IntN(52))))
		require.NoError(t, err)
		weights := make([]int64, 1+r.IntN(8))
		all := new(big.Int)
		for i := range weights {
			weights[i] = r.Int64N(1 << r.IntN(60))
			all.Add(all, big.NewInt(weights[i]))
		}
		weights[0]++
		all.Add(all, big.NewInt(1))
		had := []unit.Money{unit.Yuan(7)}
		got, err := caseload.SplitBy(had, amount, weights)
		require.NoError(t, err)
		require.Equal(t, unit.Yuan(7), got[0], "what was there stays")
		got = got[1:]
		require.Len(t, got, len(weights))
		var sum unit.Total
		off := func(i int) *big.Rat { // what the member got too much
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(amount.Fen()), big.NewInt(weights[i])), all)
			return exact.Sub(big.NewRat(got[i].Fen(), 1), exact)
		}
		for i := range got {
			sum.Add(got[i])
			o := off(i)
			require.Negative(t, new(big.Rat).Abs(o).Cmp(big.NewRat(1, 1)))
			for k := range got { // nobody got a fen before one of whom more was cut
				if p := off(k); o.Sign() > 0 && p.Sign() < 0 {
					lostI, lostK := new(big.Rat).Sub(big.NewRat(1, 1), o), new(big.Rat).Neg(p)
					require.True(t, lostI.Cmp(lostK) > 0 || lostI.Cmp(lostK) == 0 && i < k, "%s by %v: %s", amount, weights, got)
				}
			}
		}
		require.Equal(t, amount.Fen(), fenOf(t, sum))
	}
	buf := make([]unit.Money, 0, 8)
	weights := []int64{3, 1, 4, 1, 5}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if _, err := caseload.SplitBy(buf, unit.Fen(99_999), weights); err != nil {
			t.Fatal(err)
		}
		if _, err := caseload.Split(buf, unit.Fen(99_999), 7); err != nil {
			t.Fatal(err)
		}
	}))
}

func TestASplitRefuses(t *testing.T) {
	had := []unit.Money{unit.Yuan(7)}
	for name, c := range map[string]struct {
		amount  int32
		weights []int64
		field   string
	}{
		"negative amount": {-1, []int64{1}, "amount"},
		"nobody":          {1, nil, "weights"},
		"too many":        {1, make([]int64, 128), "weights"},
		"negative weight": {1, []int64{1, -1}, "weights[1]"},
		"nothing":         {1, []int64{0, 0}, "weights"},
		"overflow":        {1, []int64{1, math.MaxInt64}, "weights[1]"},
	} {
		got, err := caseload.SplitBy(had, unit.Fen(c.amount), c.weights)
		require.ErrorIs(t, err, rule.Range, name)
		assert.Equal(t, c.field, rule.Faults(err)[0].Field, name)
		assert.Equal(t, had, got, name)
	}
	for _, n := range []int{0, -1, 128} {
		got, err := caseload.Split(had, unit.Yuan(1), n)
		assert.ErrorIs(t, err, rule.Range)
		assert.Equal(t, had, got)
	}
	_, err := caseload.Split(nil, unit.Fen(-1), 1)
	assert.ErrorIs(t, err, rule.Range)
	most, err := caseload.Split(nil, unit.Fen(128), 127)
	require.NoError(t, err)
	assert.Equal(t, []unit.Money{unit.Fen(2), unit.Fen(1)}, most[:2])
	_, err = caseload.SplitBy(nil, unit.Yuan(1), []int64{math.MaxInt64})
	assert.NoError(t, err)
}

func ExampleSplit() {
	fmt.Println(caseload.Split(nil, unit.Yuan(100), 3))
	// Output: [33.34 33.33 33.33] <nil>
}

// By what each member lacks to the standard of 784.00: 784.00, 784.00 and 284.00.
func ExampleSplitBy() {
	fmt.Println(caseload.SplitBy(nil, unit.Yuan(1_852), []int64{78_400, 78_400, 28_400}))
	fmt.Println(caseload.SplitBy(nil, unit.Yuan(1_000), []int64{78_400, 78_400, 28_400}))
	// Output:
	// [784.00 784.00 284.00] <nil>
	// [423.33 423.32 153.35] <nil>
}
