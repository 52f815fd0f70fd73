package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// sampleFrequency has one cause once within twelve months, and no more than two aids within the calendar year.
var sampleFrequency = assistance.FrequencyPolicy{
	Times: 2, Window: assistance.CalendarYear, SameCause: 1, CauseWindow: assistance.TrailingMonths, Months: 12}

func anyFrequency(r *rand.Rand) assistance.FrequencyPolicy {
	return assistance.FrequencyPolicy{Times: 1 + r.Int64N(3), Window: assistance.AidWindow(1 + r.IntN(2)),
		SameCause: 1 + r.Int64N(2), CauseWindow: assistance.AidWindow(1 + r.IntN(2)), Months: 1 + r.Int64N(14), LastDay: r.IntN(2) == 0}
}

func anyHistory(r *rand.Rand) assistance.AidHistory {
	applied := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(900))
	h := assistance.AidHistory{Year: int64(applied.Year()), Month: int64(applied.Month()), Day: int64(applied.Day()), Aids: make([]assistance.EarlierAid, r.IntN(5))}
	for i := range h.Aids {
		at := applied.AddDate(0, -r.IntN(15), r.IntN(3)-2)
		if at.After(applied) && r.IntN(20) > 0 {
			at = applied
		}
		h.Aids[i] = assistance.EarlierAid{Year: int64(at.Year()), Month: int64(at.Month()), Day: int64(at.Day()), SameCause: r.IntN(2) == 0}
	}
	switch r.IntN(40) {
	case 0:
		h.Day = 31
	case 1:
		h.Month = 13
	}
	return h
}

func TestAidFrequency(t *testing.T) {
	ruletest.Test(t, assistance.AidFrequency, ruletest.Suite[assistance.FrequencyPolicy, assistance.AidHistory]{Random: anyHistory, Policy: anyFrequency,
		Equivalent: []string{
			// fewer months and earlier days are within by what stands before
			"trailing: {passed} < {window_months} or {passed} ≤ {window_months} and ({day} < {aids.day} or {day} = {aids.day} and {last_day})",
			"trailing: {passed} < {window_months} or {passed} = {window_months} and ({day} < {aids.day} or {day} ≤ {aids.day} and {last_day})",
			// aid of a later year is after the application
			"counted: if({window} = 'calendar-year', {aids.year} ≥ {year}, {trailing})",
			"cause_counted: {aids.same_cause} and if({cause_window} = 'calendar-year', {aids.year} ≥ {year}, {trailing})",
		}})
}

// TestAWindowIsCountedDayByDay: an aid is within a window of months from its day on, until the calendar has the day again, or the
// month that should have it is over.
func TestAWindowIsCountedDayByDay(t *testing.T) {
	for _, lastDay := range []bool{false, true} {
		p := assistance.FrequencyPolicy{Times: 1, Window: assistance.TrailingMonths, SameCause: 1, CauseWindow: assistance.CalendarYear, Months: 12, LastDay: lastDay}
		frequency := assistance.AidFrequency.Under(p)
		for aided := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC); aided.Year() < 2025; aided = aided.AddDate(0, 0, 1) {
			end := time.Date(aided.Year()+1, aided.Month(), aided.Day(), 0, 0, 0, 0, time.UTC) // the first day that is not within
			if lastDay && end.Month() == aided.Month() {
				end = end.AddDate(0, 0, 1)
			}
			for n := range 4 {
				at := end.AddDate(0, 0, n-2)
				f, err := frequency.Eval(assistance.AidHistory{Year: int64(at.Year()), Month: int64(at.Month()), Day: int64(at.Day()),
					Aids: []assistance.EarlierAid{{Year: int64(aided.Year()), Month: int64(aided.Month()), Day: int64(aided.Day())}}})
				require.NoError(t, err)
				require.Equal(t, at.Before(end), f.TooOften, "aided %s, applied %s", aided.Format(time.DateOnly), at.Format(time.DateOnly))
			}
		}
	}
}

// TestTheMostAids: a thousand are counted, one more is refused; a choice that only Go code can give is named.
func TestTheMostAids(t *testing.T) {
	h := assistance.AidHistory{Year: 2024, Month: 5, Day: 10, Aids: make([]assistance.EarlierAid, 1_001)}
	for i := range h.Aids {
		h.Aids[i] = assistance.EarlierAid{Year: 2024, Month: 1, Day: 1}
	}
	frequency := assistance.AidFrequency.Under(sampleFrequency)
	_, err := frequency.Eval(h)
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "aids", rule.Faults(err)[0].Field)
	h.Aids = h.Aids[1:]
	f, err := frequency.Eval(h)
	require.NoError(t, err)
	assert.EqualValues(t, 1_000, f.Aided)
	for window, code := range map[assistance.AidWindow]rule.Code{0: rule.Missing, 3: rule.Invalid} {
		bad := sampleFrequency
		bad.CauseWindow = window
		require.ErrorIs(t, assistance.AidFrequency.Under(bad).Err(), code)
	}
}

// Every bad day is named at once, and none of them hides that another aid is after the application.
func TestEveryBadDayIsNamed(t *testing.T) {
	_, err := assistance.AidFrequency.Under(sampleFrequency).Eval(assistance.AidHistory{Year: 2024, Month: 5, Day: 10, Aids: []assistance.EarlierAid{
		{Year: 2023, Month: 2, Day: 29}, {Year: 2024, Month: 5, Day: 11}, {Year: 2024, Month: 4, Day: 31}}})
	var fields []string
	for _, f := range rule.Faults(err) {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{"aids[0].day", "aids[1].year", "aids[2].day"}, fields)
}

// One cause once within twelve months, no more than two aids within the calendar year: what it counts is what TemporaryAid asks for.
func ExampleAidFrequency() {
	county := assistance.AidFrequency.Under(sampleFrequency)
	f, err := county.Eval(assistance.AidHistory{Year: 2024, Month: 5, Day: 10, Aids: []assistance.EarlierAid{
		{Year: 2023, Month: 12, Day: 31, SameCause: true}, {Year: 2024, Month: 2, Day: 1}}})
	fmt.Println(f.May, f.Aided, f.SameCause, f.TooOften, f.CauseAgain, err)
	// Output: false 1 1 false true <nil>
}

func BenchmarkAidFrequency(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 3))
	cases := make([]assistance.AidHistory, 100_000)
	for i := range cases {
		for cases[i] = anyHistory(r); ; cases[i] = anyHistory(r) {
			if _, err := assistance.AidFrequency.Under(sampleFrequency).Eval(cases[i]); err == nil {
				break
			}
		}
	}
	ruletest.Bench(b, assistance.AidFrequency.Under(sampleFrequency), cases)
}
