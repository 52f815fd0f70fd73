package planoffice_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func manyCounties(t *testing.T, n int) (rule.Catalog, []byte, []byte) {
	c, err := rule.NewCatalog(planoffice.Conversions)
	require.NoError(t, err)
	s := ""
	for i := range n {
		s += fmt.Sprintf(`,{"name":"N%d","order":%d,"part":%d,"whole":%d}`, i, i+1, 30+7*(i%9), 100+3*i)
	}
	return c, []byte(`{"floor":"55%","by":"city"}`), []byte(`{"counties":[` + s[1:] + `]}`)
}

// TestAFlipThatIsTooMuchWorkSaysWhichFactsWereNotLookedAt: nothing is dropped in silence when the work of a call is used up.
func TestAFlipThatIsTooMuchWorkSaysWhichFactsWereNotLookedAt(t *testing.T) {
	c, parameters, facts := manyCounties(t, 16)
	raw, err := c.Flip(planoffice.Conversions.ID(), parameters, facts)
	require.NoError(t, err)
	assert.Contains(t, string(raw), "the work that one call may do is used up")
	list, err := c.Thresholds(planoffice.Conversions.ID(), parameters, facts)
	require.NoError(t, err)
	require.NotEmpty(t, list)
	for _, l := range list {
		assert.True(t, l.At != "" || len(l.Fault) > 0, "%+v", l)
		assert.NotEmpty(t, l.Path)
	}
}

// TestACountThatCannotBeFollowedIsAskedValueByValue: over a range of so few values each is.
func TestACountThatCannotBeFollowedIsAskedValueByValue(t *testing.T) {
	c, parameters, facts := manyCounties(t, 16)
	e, err := c.FindEdges(planoffice.Conversions.ID(), parameters, facts, "counties[0].part", "0", "100")
	require.NoError(t, err)
	for x := range 101 {
		said, err := e.At(strconv.Itoa(x))
		require.NoError(t, err, x)
		require.NotEmpty(t, said)
	}
}

// TestAFlipOfFewCountiesIsFoundToItsEnd: a rate with which some least number changes at each of its steps. Each step of the rate is asked.
func TestAFlipOfFewCountiesIsFoundToItsEnd(t *testing.T) {
	c, parameters, facts := manyCounties(t, 4)
	f, err := c.FindFlips(planoffice.Conversions.ID(), parameters, facts, rule.OfParameters)
	require.NoError(t, err)
	floor := f.Flips[0]
	require.Equal(t, "floor", floor.Path)
	require.Empty(t, floor.Fault)
	require.Len(t, floor.Changes, 1)
	change, first := floor.Changes[0], ""
	for n := 5_499; n > 0; n-- {
		rate := fmt.Sprintf("%d.%02d%%", n/100, n%100)
		answer, err := c.Eval(planoffice.Conversions.ID(), []byte(`{"floor":"`+rate+`","by":"city"}`), facts)
		require.NoError(t, err)
		if strings.Contains(string(answer), `"need":0,`) {
			first = rate
			break
		}
	}
	assert.Equal(t, first, change.Value)
	for n := 5_501; n <= 10_000; n++ {
		rate := fmt.Sprintf("%d.%02d%%", n/100, n%100)
		answer, err := c.Eval(planoffice.Conversions.ID(), []byte(`{"floor":"`+rate+`","by":"city"}`), facts)
		require.NoError(t, err)
		require.NotContains(t, string(answer), `"need":0,`, rate)
	}
}

// TestAFlipThatIsNotFoundToItsEndSaysHowFar: in the text and in the JSON, by parameter and direction.
func TestAFlipThatIsNotFoundToItsEndSaysHowFar(t *testing.T) {
	c, parameters, facts := manyCounties(t, 60)
	f, err := c.FindFlips(planoffice.Conversions.ID(), parameters, facts, rule.OfParameters)
	require.NoError(t, err)
	require.NotEmpty(t, f.Flips[0].Fault)
	fault := f.Flips[0].Fault[0]
	assert.Equal(t, "floor", fault.Field)
	assert.Contains(t, fault.Reason.EN, "looked at as far as ")
	assert.Contains(t, fault.Reason.ZH, "只查看至")
	assert.Contains(t, f.Text(rule.English), fault.Reason.EN)
	assert.Contains(t, f.Text(rule.Chinese), fault.Reason.ZH)
	raw, err := c.FlipParameters(planoffice.Conversions.ID(), parameters, facts)
	require.NoError(t, err)
	assert.Contains(t, string(raw), fault.Reason.ZH)
}
