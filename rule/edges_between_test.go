package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestARateThatTurnsBetweenItsStepsSaysWhere: 7 of 12 seats are 58⅓ %, between two rates of two decimals.
func TestARateThatTurnsBetweenItsStepsSaysWhere(t *testing.T) {
	in := ferryFacts{Seats: 12, Taken: 7, Month: unit.MustParseMonth("2023-06"), Share: unit.Percent(80), Area: Rural, Guests: rule.Give[int64](1)}
	f, err := ferry.FlipParameters(in)
	require.NoError(t, err)
	var floor rule.Flip
	for _, flip := range f.Flips {
		if flip.Path == "floor" {
			floor = flip
		}
	}
	require.Len(t, floor.Changes, 1)
	c := floor.Changes[0]
	assert.Equal(t, [4]string{"58.34%", "58.33%", "175/3%", "+3.34%"}, [4]string{c.Value, c.Before, c.Exactly, c.By})
	assert.Contains(t, f.Text(rule.English), "higher by 3.34 percentage points (58.34%): no (in steps of 0.01%; not yet at 58.33%; exactly at 175/3%)")
	assert.Contains(t, f.Text(rule.Chinese), "（按0.01%逐步变动，58.33%时尚未改变，准确的转折点为175/3%）")
	e, err := ferry.Edges(in, "floor", "50%", "60%")
	require.NoError(t, err)
	require.Len(t, e.Segments, 2)
	assert.Equal(t, [3]string{"58.33%", "58.34%", "175/3%"}, [3]string{e.Segments[0].To, e.Segments[1].From, e.Segments[1].Exactly})
	e, err = ferry.Edges(in, "taken", "0", "12")
	require.NoError(t, err)
	for _, s := range e.Segments {
		assert.Empty(t, s.Exactly, "of a count there is nothing between")
	}
	in.Taken, in.Seats = 6, 12 // at 50 % exactly
	e, err = ferry.Edges(in, "floor", "40%", "60%")
	require.NoError(t, err)
	assert.Equal(t, "50.01%", e.Segments[1].From)
	assert.Empty(t, e.Segments[1].Exactly, "it turns just above a value of the steps")
}
