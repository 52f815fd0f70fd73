package eldercare_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestEdgesOfCareBedsAreWhatEveryBedGives(t *testing.T) {
	in := eldercare.Beds{Care: 7_590, Total: 23_000}
	e, err := eldercare.CareBeds.Edges(in, "care", "0", "23000")
	require.NoError(t, err)
	require.Len(t, e.Segments, 2)
	require.Equal(t, "12650", e.Segments[1].From, "55 % of 23,000")
	stride := int64(1)
	if testing.Short() {
		stride = 23
	}
	for in.Care = 0; in.Care <= 23_000; in.Care += stride {
		a, err := eldercare.CareBeds.Eval(in)
		require.NoError(t, err)
		said, err := e.At(strconv.FormatInt(in.Care, 10))
		require.NoError(t, err)
		want, err := rule.Flatten(a)
		require.NoError(t, err)
		texts := map[string]string{}
		for _, c := range want {
			texts[c.Path] = c.Text
		}
		for _, c := range said {
			if c.Path != "actual" { // the test kit compares shares
				require.Equal(t, texts[c.Path], c.Text, "%s at %d", c.Path, in.Care)
			}
		}
	}
}

func TestAFlipOfCareBeds(t *testing.T) {
	f, err := eldercare.CareBeds.Flip(eldercare.Beds{Care: 12_632, Total: 23_000})
	require.NoError(t, err)
	require.Equal(t, "met: no\n  care beds 18 more (12650): yes  turned: met: care beds as a share of beds ≥ floor [T2.7]\n  beds 33 fewer (22967): yes  turned: met: care beds as a share of beds ≥ floor [T2.7]\n", f.Text(rule.English))
	for in, met := range map[eldercare.Beds]bool{
		{Care: 12_650, Total: 23_000}: true, {Care: 12_649, Total: 23_000}: false, {Care: 12_632, Total: 22_967}: true, {Care: 12_632, Total: 22_968}: false,
	} {
		a, err := eldercare.CareBeds.Eval(in)
		require.NoError(t, err)
		require.Equal(t, met, a.Met, "%+v", in)
	}
}
