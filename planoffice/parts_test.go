package planoffice_test

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// filled is the exact way of sharing out, by rationals and other means than the kernel's: the common level at which
// the parts come to the total is found between the levels at which a county leaves a bound.
func filled(p planoffice.PartsPolicy, in planoffice.Total) []*big.Rat {
	n := len(in.Counties)
	start, base, top, weight := make([]*big.Rat, n), make([]*big.Rat, n), make([]*big.Rat, n), make([]*big.Rat, n)
	levels := []*big.Rat{new(big.Rat)}
	for i, c := range in.Counties {
		base[i], start[i] = big.NewRat(c.Base, 1), new(big.Rat)
		most, bounded := c.Most.Get()
		if !bounded {
			most = max(in.Total, c.Base)
		}
		top[i] = big.NewRat(most, 1)
		w, _ := c.Weight.Get()
		if p.By == planoffice.ByRoom {
			w = most - c.Base
		}
		if weight[i] = big.NewRat(w, 1); p.By != planoffice.ByWeight {
			start[i] = base[i]
		}
		if w > 0 {
			for _, x := range []*big.Rat{base[i], top[i]} {
				l := new(big.Rat).Sub(x, start[i])
				levels = append(levels, l.Quo(l, weight[i]))
			}
		}
	}
	slices.SortFunc(levels, (*big.Rat).Cmp)
	at := func(l *big.Rat) (parts []*big.Rat, sum *big.Rat) {
		sum = new(big.Rat)
		for i := range n {
			x := new(big.Rat).Mul(l, weight[i])
			x.Add(x, start[i])
			if x.Cmp(base[i]) < 0 {
				x = base[i]
			}
			if x.Cmp(top[i]) > 0 {
				x = top[i]
			}
			parts, sum = append(parts, x), sum.Add(sum, x)
		}
		return parts, sum
	}
	total := big.NewRat(in.Total, 1)
	k := sort.Search(len(levels), func(k int) bool { _, sum := at(levels[k]); return sum.Cmp(total) >= 0 })
	high := levels[k] // a total that the counties cannot hold is not answered
	parts, sum := at(high)
	if k == 0 {
		return parts
	}
	low := levels[k-1]
	_, before := at(low)
	part := new(big.Rat).Sub(total, before) // the way between is straight, and rises
	part.Quo(part, sum.Sub(sum, before))
	part.Mul(part, new(big.Rat).Sub(high, low))
	parts, _ = at(part.Add(part, low))
	return parts
}

// rounded rounds exact parts to whole ones that come to a total, by largest remainders and then by the order.
func rounded(exact []*big.Rat, in planoffice.Total) []int64 {
	out, rests, by := make([]int64, len(exact)), make([]*big.Rat, len(exact)), make([]int, len(exact))
	left := in.Total
	for i, x := range exact {
		out[i] = new(big.Int).Quo(x.Num(), x.Denom()).Int64()
		rests[i], by[i] = new(big.Rat).Sub(x, big.NewRat(out[i], 1)), i
		left -= out[i]
	}
	slices.SortFunc(by, func(i, j int) int {
		return cmp.Or(rests[j].Cmp(rests[i]), cmp.Compare(in.Counties[i].Order, in.Counties[j].Order))
	})
	for _, i := range by[:max(left, 0)] {
		out[i]++
	}
	return out
}

// someCounties gives two to eight counties, half of them of sizes that occur and half of small ones, where ties do.
func someCounties(r *rand.Rand, by planoffice.Sharing) planoffice.Total {
	things, weights := int64(12), int64(9)
	if r.IntN(2) == 0 {
		things, weights = 80, 1_000_000
	}
	in := planoffice.Total{Counties: make([]planoffice.County, 2+r.IntN(7))}
	room := int64(0)
	for i, o := range r.Perm(len(in.Counties)) {
		c := planoffice.County{Name: string(rune('a' + i)), Order: int64(o + 1), Base: r.Int64N(things)}
		most := c.Base + r.Int64N(2*things)
		if by == planoffice.ByRoom || r.IntN(3) == 0 {
			c.Most = rule.Give(most)
		}
		if by != planoffice.ByRoom {
			c.Weight = rule.Give(r.Int64N(weights))
		}
		room += most
		in.Counties[i] = c
	}
	in.Total = 1 + r.Int64N(room+1)
	return in
}

// TestPartsAreTheExactOnesRounded: every county has its exact part, as the oracle finds it, rounded by largest
// remainders, and so its bounds are kept and the city's total is met.
func TestPartsAreTheExactOnesRounded(t *testing.T) {
	r := rand.New(rand.NewPCG(290, 7))
	cases, held := 55_000, 0
	if testing.Short() {
		cases /= 10
	}
	for answered := 0; answered < cases; {
		p := anyPartsPolicy(r)
		in := someCounties(r, p.By)
		out, err := planoffice.Parts.Under(p).Eval(in)
		if err != nil {
			continue
		}
		answered++
		exact := filled(p, in)
		want := rounded(exact, in)
		sum, base := int64(0), int64(0)
		for i, got := range out.Counties {
			c := &in.Counties[i]
			most, bounded := c.Most.Get()
			if got.Part != want[i] || got.Name != c.Name || got.More != got.Part-c.Base || got.Part < c.Base || bounded && got.Part > most {
				t.Fatalf("%+v under %+v: %+v, not %v of the exact %v", in, p, out, want, exact)
			}
			sum, base = sum+got.Part, base+c.Base
			if exact[i].IsInt() && (got.Part == c.Base || bounded && got.Part == most) {
				held++
			}
		}
		if sum != max(in.Total, base) || out.Sum != sum || out.Added != sum-base || out.Surplus != sum-in.Total {
			t.Fatalf("%+v under %+v: %+v does not add up", in, p, out)
		}
	}
	require.Greater(t, held, cases/2)
}

// TestTheLargestNumbersAreShared: 200 counties of the largest weights, proved, with a level beyond 63 bits.
func TestTheLargestNumbersAreShared(t *testing.T) {
	for _, p := range []planoffice.PartsPolicy{{By: planoffice.ByWeight}, {By: planoffice.ByGrowth}} {
		in := planoffice.Total{Total: planoffice.MaxThings, Counties: make([]planoffice.County, planoffice.MaxCounties)}
		for i := range in.Counties {
			in.Counties[i] = planoffice.County{Name: fmt.Sprint(i), Order: int64(i + 1), Base: int64(i % 3), Most: rule.Give[int64](2), Weight: rule.Give[int64](planoffice.MaxThings)}
		}
		in.Counties[7].Most, in.Counties[7].Weight = rule.Given[int64]{}, rule.Give[int64](1)
		d, err := planoffice.Parts.Under(p).Explain(in)
		require.NoError(t, err)
		require.NoError(t, d.Verify())
		exact := filled(p, in)
		for i, want := range rounded(exact, in) {
			require.Equal(t, want, d.Answer.Counties[i].Part)
		}
	}
}
