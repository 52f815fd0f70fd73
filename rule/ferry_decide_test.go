package rule_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// everyFerry lists all that each fact can be, with what makes facts of it; the last of guests is that they are not given.
var everyFerry = []struct {
	name   string
	values int
	set    func(f *ferryFacts, n int)
}{
	{"seats", 60, func(f *ferryFacts, n int) { f.Seats = int64(n + 1) }},
	{"taken", 61, func(f *ferryFacts, n int) { f.Taken = int64(n) }},
	{"area", 2, func(f *ferryFacts, n int) { f.Area = Area(n + 1) }},
	{"night", 2, func(f *ferryFacts, n int) { f.Night = n == 1 }},
	{"guests", 11, func(f *ferryFacts, n int) {
		if f.Guests = rule.Give(int64(n)); n == 10 {
			f.Guests = rule.Given[int64]{}
		}
	}},
	{"month", 144, func(f *ferryFacts, n int) { f.Month, _ = unit.MustParseMonth("2020-01").Add(n) }},
}

// TestDecideIsExactWhereEveryCompletionIsTried: of cases with one, two or three facts unknown, every completion there can be is
// answered. What Decide gives holds all of them; how often it is exactly them is counted.
func TestDecideIsExactWhereEveryCompletionIsTried(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	cases, determined, agreeing, bounds, exact, codes, exactCodes := 0, 0, 0, 0, 0, 0, 0
	n := 400
	if testing.Short() {
		n = 60
	}
	for range n {
		in, under := anyFerry(r), ferry.Under(anyFerryPolicy(r))
		in.Seats = 1 + r.Int64N(60)
		var open []int
		size := 1
		for _, k := range r.Perm(len(everyFerry))[:1+r.IntN(3)] {
			if size*everyFerry[k].values <= 5_000 {
				open = append(open, k)
				size *= everyFerry[k].values
			}
		}
		raw, err := json.Marshal(in)
		require.NoError(t, err)
		var facts map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(raw, &facts))
		if _, given := facts["guests"]; !given {
			facts["guests"] = json.RawMessage("null")
		}
		for _, k := range open {
			delete(facts, everyFerry[k].name)
		}
		partial, err := json.Marshal(facts)
		require.NoError(t, err)
		o, err := under.Decide(partial)
		require.NoError(t, err)

		seen := map[string]map[string]bool{}
		agree, first := true, ""
		for i := range size {
			k := i
			for _, at := range open {
				everyFerry[at].set(&in, k%everyFerry[at].values)
				k /= everyFerry[at].values
			}
			out, err := under.Eval(in)
			require.NoError(t, err)
			for path, text := range map[string]string{"sails": strconv.FormatBool(out.Sails), "lack": fmt.Sprint(out.Lack), "fee": out.Fee.String(), "heads": fmt.Sprint(out.Heads)} {
				if seen[path] == nil {
					seen[path] = map[string]bool{}
				}
				seen[path][text] = true
			}
			if text := fmt.Sprint(out); first == "" {
				first = text
			} else {
				agree = agree && text == first
			}
		}
		cases++
		if agree {
			agreeing++
		}
		if o.Determined {
			determined++
			require.True(t, agree, "%s", partial)
		}
		for _, p := range o.Answer {
			var low, high string
			for text := range seen[p.Path] {
				if low == "" || fens(text) < fens(low) {
					low = text
				}
				if high == "" || fens(text) > fens(high) {
					high = text
				}
			}
			switch {
			case p.Determined:
				require.Len(t, seen[p.Path], 1, "%s: %s", partial, p.Path)
				require.True(t, seen[p.Path][p.Value], "%s: %+v, %v", partial, p, seen[p.Path])
			case len(p.Codes) > 0:
				for text := range seen[p.Path] {
					require.Contains(t, p.Codes, text, "%s: %s", partial, p.Path)
				}
				if codes++; len(p.Codes) == len(seen[p.Path]) {
					exactCodes++
				}
			default:
				require.LessOrEqual(t, fens(p.Low), fens(low), "%s: %+v", partial, p)
				require.GreaterOrEqual(t, fens(p.High), fens(high), "%s: %+v", partial, p)
				bounds++
				if p.Low == low && p.High == high {
					exact++
				} else {
					assert.False(t, p.Attained, "%s: %+v, but %s to %s", partial, p, low, high)
				}
			}
		}
		for _, need := range o.Needs {
			assert.True(t, slices.ContainsFunc(open, func(k int) bool { return everyFerry[k].name == need.Path }), need.Path)
		}
	}
	t.Logf("%d cases: %d of %d that agree are determined; of %d bounds %d are exactly what can be, of %d codes %d", cases, determined, agreeing, bounds, exact, codes, exactCodes)
	assert.Equal(t, agreeing, determined)
	assert.Equal(t, bounds, exact)
	assert.Equal(t, codes, exactCodes)
}

func fens(text string) int64 {
	n, _ := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
	return n
}
