package unit_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestEveryMonthStandsInItsPlace walks all months by a plain calendar.
func TestEveryMonthStandsInItsPlace(t *testing.T) {
	first := unit.MustParseMonth("1900-01")
	last, k := first, 0
	for year := unit.FirstYear; year <= unit.LastYear; year++ {
		for month := 1; month <= 12; month++ {
			m, err := unit.NewMonth(year, month)
			require.NoError(t, err)
			require.Equal(t, year, m.Year())
			require.Equal(t, month, m.Month())
			require.Equal(t, fmt.Sprintf("%04d-%02d", year, month), m.String())
			back, err := unit.ParseMonth(m.String())
			require.NoError(t, err)
			require.True(t, m == back)
			require.Equal(t, k, m.Sub(first))
			moved, err := first.Add(k)
			require.NoError(t, err)
			require.Equal(t, m, moved)
			home, err := m.Add(-k)
			require.NoError(t, err)
			require.Equal(t, first, home)
			if k > 0 {
				require.Equal(t, []int{1, -1, 0}, []int{m.Cmp(last), last.Cmp(m), m.Cmp(m)})
				require.True(t, last.Before(m) && m.After(last) && !m.Before(last) && !last.After(m) && !m.Before(m) && !m.After(m))
			}
			last, k = m, k+1
		}
	}
	assert.Equal(t, "2199-12", last.String())
	for _, n := range []int{1, 12, math.MaxInt, math.MaxInt - 1, math.MaxInt32} {
		_, err := last.Add(n)
		assert.ErrorIs(t, err, unit.Range, n)
		_, err = first.Add(-n)
		assert.ErrorIs(t, err, unit.Range, -n)
	}
	_, err := first.Add(math.MinInt)
	assert.ErrorIs(t, err, unit.Range)
}

func TestTheZeroMonthIsNoMonth(t *testing.T) {
	var zero unit.Month
	assert.True(t, zero.IsZero())
	assert.Empty(t, zero.String())
	assert.Zero(t, zero.Year())
	assert.Zero(t, zero.Month())
	_, err := zero.Value()
	assert.ErrorIs(t, err, unit.Missing)
	assert.False(t, unit.MustParseMonth("1900-01").IsZero())
}
