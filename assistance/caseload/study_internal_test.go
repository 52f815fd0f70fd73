package caseload

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestWeightsThatComeToTooMuchAreRefused: up to 2^63 − 1, which takes more cases than a test has.
func TestWeightsThatComeToTooMuchAreRefused(t *testing.T) {
	nothing := func(*int) (unit.Money, error) { return unit.Money{}, nil }
	m := measuring[int]{Study: Study[int]{Before: nothing, After: nothing, Weight: func(*int) int64 { return 5 }}}
	m.all.Gain = math.MaxInt64 - 9
	require.NoError(t, m.take(new(int)))
	assert.EqualValues(t, math.MaxInt64-4, m.all.Households())
	err := m.take(new(int))
	assert.ErrorIs(t, err, rule.Range)
	assert.True(t, m.full)
	assert.EqualValues(t, math.MaxInt64-4, m.all.Households(), "nothing was added")
	assert.EqualValues(t, math.MaxInt64, tenths(math.MaxInt64, 10))
	assert.EqualValues(t, 922_337_203_685_477_581, tenths(math.MaxInt64, 1))
}
