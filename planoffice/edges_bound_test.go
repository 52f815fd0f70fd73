package planoffice_test

import (
	"fmt"
	"strconv"
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
