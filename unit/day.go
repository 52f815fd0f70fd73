package unit

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Day 日期 is a day of the calendar, such as the one a notice is published on. It is
// comparable with ==. The zero Day is not a day; [Day.IsZero] tells.
type Day struct{ n int32 } // year × 512 + month × 32 + day: in the order of the calendar

var noDay = Text{"没有日期：请填写，如2021-07-01", "no day is set: give one, such as 2021-07-01"}

// NewDay gives a day of a year from [FirstYear] to [LastYear]. One that the calendar does
// not have, 30 February, is [Range].
func NewDay(year, month, day int) (Day, error) {
	if _, err := NewMonth(year, month); err != nil || day < 1 || day > daysOf(year, month) {
		return Day{}, fault("Day", fmt.Sprintf("%d-%02d-%02d", year, month, day), Range,
			say("日历上没有这一天：应在%[1]d-01-01至%[2]d-12-31之间", "no day of the calendar from %[1]d-01-01 to %[2]d-12-31", FirstYear, LastYear))
	}
	return Day{int32(year<<9 | month<<5 | day)}, nil
}

// daysOf is how many days a month has.
func daysOf(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			return 29
		}
		return 28
	}
	return 31
}

// ParseDay reads "2021-07-01"; other text is [Syntax].
func ParseDay(s string) (Day, error) {
	var d [10]int
	ok := len(s) == len(d)
	for i := 0; ok && i < len(d); i++ {
		if d[i] = int(s[i]) - '0'; i == 4 || i == 7 {
			ok = s[i] == '-'
		} else {
			ok = d[i] >= 0 && d[i] <= 9
		}
	}
	switch {
	case s == "":
		return Day{}, fault("Day", s, Syntax, emptyText)
	case !ok:
		return Day{}, fault("Day", s, Syntax, Text{
			"应写成四位年份、两位月份和两位日期，中间用半角“-”，如2021-07-01",
			"must be a year of four digits, a month and a day of two with '-' between, such as 2021-07-01"})
	}
	return NewDay(d[0]*1000+d[1]*100+d[2]*10+d[3], d[5]*10+d[6], d[8]*10+d[9])
}

// MustParseDay is [ParseDay] for literals. It panics on an error.
func MustParseDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d.n == 0 }

// Month gives the month that the day lies in; the zero Month for the zero Day.
func (d Day) Month() Month {
	if d.n == 0 {
		return Month{}
	}
	return Month{d.n>>9*12 + d.n>>5&15}
}

// Day gives 1 to 31, the day of its month; 0 for the zero Day.
func (d Day) Day() int { return int(d.n & 31) }

// Cmp gives -1, 0 or 1 as d is before, the same as or after o.
func (d Day) Cmp(o Day) int {
	switch {
	case d.n < o.n:
		return -1
	case d.n > o.n:
		return 1
	}
	return 0
}

// Before reports whether d is before o.
func (d Day) Before(o Day) bool { return d.n < o.n }

// After reports whether d is after o.
func (d Day) After(o Day) bool { return d.n > o.n }

// String gives "2021-07-01"; "" for the zero Day.
func (d Day) String() string {
	if d.n == 0 {
		return ""
	}
	return fmt.Sprintf("%s-%02d", d.Month(), d.Day())
}

// MarshalText writes as [Day.String]; the zero Day is [Missing].
func (d Day) MarshalText() ([]byte, error) {
	if d.n == 0 {
		return nil, fault("Day", "", Missing, noDay)
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads as [ParseDay]. On an error d is unchanged.
func (d *Day) UnmarshalText(text []byte) error {
	v, err := ParseDay(string(text))
	if err == nil {
		*d = v
	}
	return err
}

// Scan reads a text or DATE column. A moment within a day is [Syntax], since its day depends
// on the time zone; NULL is [Missing]. On an error d is unchanged.
func (d *Day) Scan(src any) error {
	t, ok := src.(time.Time)
	if !ok {
		return scanText("Day", src, d)
	}
	if h, min, s := t.Clock(); h|min|s|t.Nanosecond() != 0 {
		return fault("Day", t.Format(time.RFC3339Nano), Syntax,
			Text{"此列是带时刻的时间，所属日期随时区变化：请把列改为DATE或TEXT类型", "the column is a moment, whose day depends on the time zone: make it DATE or TEXT"})
	}
	v, err := NewDay(t.Year(), int(t.Month()), t.Day())
	if err == nil {
		*d = v
	}
	return err
}

// Value gives the text for a database column, "2021-07-01".
func (d Day) Value() (driver.Value, error) {
	text, err := d.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// UnmarshalJSON reads a JSON string as [Day.UnmarshalText] does; null is an error. On an
// error d is unchanged.
func (d *Day) UnmarshalJSON(data []byte) error { return unmarshalJSON("Day", data, d) }
