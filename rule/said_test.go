package rule_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var rewrite = flag.Bool("said", false, "write testdata/said.txt anew, to be read before it is kept")

// TestWhatIsSaidOfEdgesAndFlips: the texts for every kind of fact and parameter, in both languages, are those of
// testdata/said.txt, which was read and found to say what is.
func TestWhatIsSaidOfEdgesAndFlips(t *testing.T) {
	var b strings.Builder
	in := ferryFacts{Seats: 20, Taken: 10, Month: unit.MustParseMonth("2023-06"), Share: unit.Percent(80), Area: Rural, Guests: rule.Give[int64](1)}
	later := in
	later.Month = unit.MustParseMonth("2024-01")
	home := Household{Area: Rural, Members: []Member{{Income: unit.Yuan(100)}, {Income: unit.Yuan(650)}}, Property: rule.Give(unit.Yuan(7))}
	capped := Relief.Parameters()
	capped.Cap = rule.Give(unit.Yuan(350))
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		for _, flips := range []func() (rule.Flips, error){
			func() (rule.Flips, error) { return ferry.Flip(in) },
			func() (rule.Flips, error) { return ferry.FlipParameters(in) },
			func() (rule.Flips, error) { return Relief.Flip(home) },
			func() (rule.Flips, error) { return Relief.Under(capped).Flip(home) },
			func() (rule.Flips, error) { return Relief.Under(capped).FlipParameters(home) },
		} {
			f, err := flips()
			require.NoError(t, err)
			fmt.Fprintln(&b, f.Text(l))
		}
		for _, p := range [][3]string{{"seats", "1", "61"}, {"taken", "0", "60"}, {"month", "2023-05", "2023-08"}, {"guests", "0", "10"}, {"base", "12.40", "12.60"},
			{"floor", "50%", "60%"}, {"since", "2023-06", "2023-08"}} {
			e, err := ferry.Edges(in, p[0], p[1], p[2])
			require.NoError(t, err, p)
			fmt.Fprintln(&b, e.Text(l))
		}
		e, err := ferry.Edges(later, "share", "0", "160%")
		require.NoError(t, err)
		fmt.Fprintln(&b, e.Text(l))
		for _, r := range []rule.Rule[ReliefPolicy, Household, ReliefAnswer]{Relief, Relief.Under(capped)} {
			e, err := r.Edges(home, "members[0].income", "0", "1000")
			require.NoError(t, err)
			fmt.Fprintln(&b, e.Text(l))
		}
		list, err := ferry.Thresholds(in)
		require.NoError(t, err)
		for _, at := range list {
			fmt.Fprintf(&b, "%s %s %s: %s | %s\n", at.Path, at.Value, at.At, at.Change.In(l), at.Turned.In(l))
		}
	}
	if *rewrite {
		require.NoError(t, os.WriteFile("testdata/said.txt", []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile("testdata/said.txt")
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}
