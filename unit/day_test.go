package unit_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestEveryDayStandsInItsPlace walks all days by the calendar of package time.
func TestEveryDayStandsInItsPlace(t *testing.T) {
	var last unit.Day
	for at := time.Date(unit.FirstYear, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() <= unit.LastYear; at = at.AddDate(0, 0, 1) {
		d, err := unit.NewDay(at.Year(), int(at.Month()), at.Day())
		require.NoError(t, err)
		require.Equal(t, at.Format(time.DateOnly), d.String())
		require.Equal(t, at.Day(), d.Day())
		require.Equal(t, at.Format("2006-01"), d.Month().String())
		require.Equal(t, []int{1, -1, 0}, []int{d.Cmp(last), last.Cmp(d), d.Cmp(d)})
		require.True(t, d.After(last) && last.Before(d) && !d.Before(last) && !d.Before(d))
		back, err := unit.ParseDay(d.String())
		require.NoError(t, err)
		require.True(t, back == d)
		last = d
	}
	assert.Equal(t, "2199-12-31", last.String())
}

func TestDaysThatTheCalendarDoesNotHave(t *testing.T) {
	for _, d := range [][3]int{{2023, 2, 29}, {1900, 2, 29}, {2024, 2, 30}, {2024, 4, 31}, {2024, 0, 1}, {2024, 13, 1}, {2024, 1, 0}, {2024, 1, 32}, {1899, 12, 31}, {2200, 1, 1}, {2024, 1, -1}} {
		got, err := unit.NewDay(d[0], d[1], d[2])
		assert.ErrorIs(t, err, unit.Range, d)
		assert.True(t, got.IsZero())
		if d[2] >= 0 {
			_, err = unit.ParseDay(fmt.Sprintf("%04d-%02d-%02d", d[0], d[1], d[2]))
			assert.ErrorIs(t, err, unit.Range, d)
		}
	}
	leap, err := unit.NewDay(2000, 2, 29)
	require.NoError(t, err)
	assert.Equal(t, "2000-02-29", leap.String())
}

func TestDaysAreReadStrictly(t *testing.T) {
	for _, text := range []string{"", "2021-7-1", "2021-07", "2021/07/01", "2021-07-01 ", "20210701", "2021年7月1日", "d021-07-01", "2021-07-0d", "2021-07-0１", "dddd-dd-dd"} {
		d, err := unit.ParseDay(text)
		assert.ErrorIs(t, err, unit.Syntax, text)
		assert.True(t, d.IsZero(), text)
	}
	var zero unit.Day
	assert.Empty(t, zero.String())
	assert.True(t, zero.Month().IsZero())
	_, err := json.Marshal(zero)
	assert.ErrorIs(t, err, unit.Missing)
	_, err = zero.Value()
	assert.ErrorIs(t, err, unit.Missing)
	d := unit.MustParseDay("2021-07-01")
	for _, bad := range []string{`null`, `"2021-07"`, `20210701`} {
		assert.Error(t, json.Unmarshal([]byte(bad), &d), bad)
	}
	assert.Error(t, d.Scan(nil))
	assert.ErrorIs(t, d.Scan(time.Date(2021, 7, 1, 8, 0, 0, 0, time.UTC)), unit.Syntax)
	assert.Equal(t, "2021-07-01", d.String(), "a failed decode changed the receiver")
	assert.NoError(t, d.Scan(time.Date(2022, 3, 4, 0, 0, 0, 0, time.UTC)))
	v, err := d.Value()
	require.NoError(t, err)
	assert.Equal(t, "2022-03-04", v)
	assert.NoError(t, d.Scan("2022-03-05"))
	raw, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Equal(t, `"2022-03-05"`, string(raw))
	assert.Panics(t, func() { unit.MustParseDay("no day") })
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2021-07-01", "2024-02-29", "2023-02-29", "0000-00-00", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := unit.ParseDay(s)
		_, slow := time.Parse(time.DateOnly, s)
		inYears := len(s) == 10 && s >= "1900-01-01" && s <= "2199-12-31"
		if (err == nil) != (slow == nil && inYears) {
			t.Fatalf("%q: %v, package time says %v", s, err, slow)
		}
		if err == nil && d.String() != s {
			t.Fatalf("%q came back as %s", s, d)
		}
	})
}
