package eldercare_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAnAreaOfMoreDecimalsThanAreHeldIsNotCalledExact: what so many households need is refused where it has more than nine decimals, which with
// 30.00000001 m² for a hundred is so of all but each tenth. Of few households each is asked; of many, edges say that not each was,
// and with a figure of seven decimals, which has no such households, they say nothing of the kind.
func TestAnAreaOfMoreDecimalsThanAreHeldIsNotCalledExact(t *testing.T) {
	estate := eldercare.Estate{Kind: eldercare.BuiltEstate, Households: 1_000, Area: unit.MustParseNumber("400")}
	edges := func(least, path, from, to string) rule.Edges {
		p := eldercare.EstateFloorArea.Parameters()
		p.Built = unit.MustParseNumber(least)
		e, err := eldercare.EstateFloorArea.Under(p).Edges(estate, path, from, to)
		require.NoError(t, err)
		return e
	}
	few := edges("30.00000001", "households", "100", "1300")
	for i, s := range few.Segments {
		assert.False(t, s.Sampled)
		assert.Equal(t, i%2 == 1, s.Refused != nil, "%s to %s", s.From, s.To)
	}
	assert.Len(t, few.Segments, 2*(1_300-100)/10+1)
	many := edges("30.00000001", "households", "100", "1000000")
	for _, s := range many.Segments {
		assert.True(t, s.Sampled || s.Refused != nil || s.From == s.To, "%s to %s", s.From, s.To)
	}
	for _, exact := range []rule.Edges{edges("30.0000001", "households", "100", "1000000"), edges("30.00000001", "area", "0", "1000000"), edges("30.00000001", "built", "1", "400000")} {
		assert.Len(t, exact.Segments, 2)
		for _, s := range exact.Segments {
			assert.False(t, s.Sampled)
			assert.Nil(t, s.Refused)
		}
	}
}
