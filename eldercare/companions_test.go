package eldercare_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// anyElder has days near the birthday, leap days more often than the calendar has, and some
// days that there are not.
func anyElder(r *rand.Rand) eldercare.Elder {
	e := eldercare.Elder{Born: eldercare.Date{Year: 1896 + r.Int64N(130), Month: 1 + r.Int64N(12), Day: 1 + r.Int64N(31)}, Alone: r.IntN(3) > 0}
	if r.IntN(2) == 0 {
		e.Born = eldercare.Date{Year: 1896 + 4*r.Int64N(32), Month: 2, Day: 29}
	}
	e.On = eldercare.Date{Year: e.Born.Year + 78 + r.Int64N(5), Month: e.Born.Month + max(r.Int64N(7)-5, 0) - max(r.Int64N(7)-5, 0), Day: max(e.Born.Day-2+r.Int64N(4), 1)}
	switch r.IntN(6) {
	case 0:
		e.On.Year = 2100
	case 1:
		e.On.Year, e.On.Day = 1900, 28
	case 2:
		e.On.Day = 1 + r.Int64N(31)
	}
	return e
}

func TestCompanionship(t *testing.T) {
	ruletest.Test(t, eldercare.Companionship, ruletest.Suite[eldercare.CompanionPolicy, eldercare.Elder]{
		Random: anyElder, N: 4_000,
		Policy: func(r *rand.Rand) eldercare.CompanionPolicy { return eldercare.CompanionPolicy{From: 78 + r.Int64N(4)} },
		Equivalent: []string{
			// February has no day after the 29th; four fourths, rounded up, are never below the year; a month before
			// that of the birth was asked for already.
			"birthday: if({born.month} = 2 and {born.day} ≥ 29 and ({fourths} × 4 ≠ {on.year} or {on.year} = 1900 or {on.year} = 2100), 28, {born.day})",
			"birthday: if({born.month} = 2 and {born.day} = 29 and ({fourths} × 4 > {on.year} or {on.year} = 1900 or {on.year} = 2100), 28, {born.day})",
			"age: {on.year} − {born.year} − if({on.month} < {born.month} or {on.month} ≤ {born.month} and {on.day} < {birthday}, 1, 0)",
		},
	})
}

// TestAgesAgainstTheCalendar: day by day, an age rises by one on one day of each year, in the
// month of the birth, and on no other.
func TestAgesAgainstTheCalendar(t *testing.T) {
	for _, born := range []string{"1944-02-29", "1943-02-28", "1943-03-01", "1943-12-31", "1944-01-01", "2020-02-29"} {
		b, err := time.Parse(time.DateOnly, born)
		require.NoError(t, err)
		last := int64(79)
		for d := b.AddDate(79, 3, 0); d.Before(b.AddDate(83, 3, 0)); d = d.AddDate(0, 0, 1) {
			got, err := eldercare.Companionship.Eval(eldercare.Elder{Born: dateOf(b), On: dateOf(d), Alone: true})
			require.NoError(t, err)
			turned := d.Month() == b.Month() && (d.Day() == b.Day() || d.Day() < b.Day() && d.AddDate(0, 0, 1).Month() != d.Month())
			if turned {
				last++
			}
			require.Equal(t, last, got.Age, "%s on %s", born, d.Format(time.DateOnly))
			require.Equal(t, last >= 80, got.Eligible)
		}
		require.EqualValues(t, 83, last)
	}
}

func dateOf(d time.Time) eldercare.Date {
	return eldercare.Date{Year: int64(d.Year()), Month: int64(d.Month()), Day: int64(d.Day())}
}

func BenchmarkCompanionship(b *testing.B) {
	ruletest.BenchRandom(b, eldercare.Companionship, rand.New(rand.NewPCG(7, 3)), anyElder)
}
