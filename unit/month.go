package unit

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The years that a [Month] may lie in.
const (
	FirstYear = 1900
	LastYear  = 2199
)

// Month 月份 is a month of a year, such as the one a standard takes effect in.
// It is comparable with ==. The zero Month is not a month; [Month.IsZero] tells.
type Month struct{ n int32 } // months since the year 0, January being 1

var noMonth = Text{"没有月份：请填写，如2021-07", "no month is set: give one, such as 2021-07"}

var monthBounds = say("应在%[1]d-01至%[2]d-12之间，月份为01至12", "must be %[1]d-01 to %[2]d-12, the month being 01 to 12", FirstYear, LastYear)

// NewMonth gives a month: year [FirstYear] to [LastYear], month 1 to 12. Any
// other is [Range].
func NewMonth(year, month int) (Month, error) {
	if year < FirstYear || year > LastYear || month < 1 || month > 12 {
		return Month{}, fault("Month", fmt.Sprintf("%d-%02d", year, month), Range, monthBounds)
	}
	return Month{int32(year*12 + month)}, nil
}

// ParseMonth reads "2021-07", four digits and two; other text is [Syntax].
func ParseMonth(s string) (Month, error) {
	var d [6]int
	ok := len(s) == 7 && s[4] == '-'
	for i, j := 0, 0; ok && i < len(s); i++ {
		if i == 4 {
			continue
		}
		ok = s[i] >= '0' && s[i] <= '9'
		d[j] = int(s[i] - '0')
		j++
	}
	if !ok {
		return Month{}, fault("Month", s, Syntax, monthReason(s))
	}
	return NewMonth(d[0]*1000+d[1]*100+d[2]*10+d[3], d[4]*10+d[5])
}

// monthReason says how a month that was written another way is written here.
func monthReason(s string) Text {
	year, rest := leadingDigits(s)
	sep, size := utf8.DecodeRuneInString(rest)
	month, rest := leadingDigits(rest[size:])
	switch {
	case s == "":
		return emptyText
	case len(year) == 6 && sep == utf8.RuneError && size == 0: // 202107
		year, month = year[:4], year[4:]
	case len(year) != 4 || len(month) < 1 || len(month) > 2 || !strings.ContainsRune("-/.年", sep):
		return monthFound(s, 0)
	}
	written := year + "-" + month
	if len(month) == 1 {
		written = year + "-0" + month
	}
	if _, err := ParseMonth(written); err != nil {
		return asMonth
	}
	switch after := strings.TrimPrefix(rest, "月"); {
	case after == "":
		return say("年份四位、月份两位，中间用“-”：请写成%s", "must be a year of four digits, '-' and a month of two: write %s", written)
	case strings.Trim(after, "0123456789-/.日") == "":
		return say("月份不写到日：请写成%s", "a month is written without a day: write %s", written)
	default:
		return monthFound(s, len(s)-len(after))
	}
}

var asMonth = Text{"应写成四位年份、“-”和两位月份，如2021-07", "must be a year of four digits, '-' and a month of two, such as 2021-07"}

// monthFound names what stands in a month from byte i on that can be put right by itself: what does not show, and digits and signs of
// another kind. What makes a number wrong, a point or a currency, says nothing of a month.
func monthFound(s string, from int) Text {
	for i, r := range s[from:] {
		_, hidden := invisible(r)
		switch {
		case r == '-' || r >= '0' && r <= '9':
		case hidden, r == utf8.RuneError, r >= '０' && r <= '９', r == '－', unicode.IsDigit(r), strings.ContainsRune(chineseNumerals, r):
			return found(s, from+i)
		default:
			return asMonth
		}
	}
	return asMonth
}

// leadingDigits cuts the ASCII digits off the beginning of s.
func leadingDigits(s string) (digits, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return s[:len(s)-len(rest)], rest
}

// MustParseMonth is [ParseMonth] for literals. It panics on an error.
func MustParseMonth(s string) Month {
	m, err := ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

// IsZero reports whether m is no month.
func (m Month) IsZero() bool { return m.n == 0 }

// Year gives the year.
func (m Month) Year() int { return int(m.n-1) / 12 }

// Month gives 1 to 12; 0 for the zero Month.
func (m Month) Month() int {
	if m.n == 0 {
		return 0
	}
	return int(m.n-1)%12 + 1
}

// Add gives the month n later, or earlier for a negative n. Leaving the years
// that a month may lie in is [Range]; the zero Month is [Missing].
func (m Month) Add(n int) (Month, error) {
	if m.n == 0 {
		return Month{}, fault("Month", "", Missing, noMonth)
	}
	// A sum that overflows is negative, and refused with the rest.
	if k := int(m.n) - 1 + n; k >= 12*FirstYear && k < 12*(LastYear+1) {
		return Month{int32(k + 1)}, nil
	}
	return Month{}, fault("Month", m.String(), Range,
		say("推算%d个月后应在%d-01至%d-12之间", "%d months on must be within %d-01 to %d-12", n, FirstYear, LastYear))
}

// Sub gives the number of months from o to m.
func (m Month) Sub(o Month) int { return int(m.n - o.n) }

// Cmp gives -1, 0 or 1 as m is before, the same as or after o.
func (m Month) Cmp(o Month) int {
	switch {
	case m.n < o.n:
		return -1
	case m.n > o.n:
		return 1
	}
	return 0
}

// Before reports whether m is before o.
func (m Month) Before(o Month) bool { return m.n < o.n }

// After reports whether m is after o.
func (m Month) After(o Month) bool { return m.n > o.n }

// String gives "2021-07"; "" for the zero Month.
func (m Month) String() string {
	if m.n == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), m.Month())
}

// MarshalText writes as [Month.String]; the zero Month is [Missing].
func (m Month) MarshalText() ([]byte, error) {
	if m.n == 0 {
		return nil, fault("Month", "", Missing, noMonth)
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads as [ParseMonth]. On an error m is unchanged.
func (m *Month) UnmarshalText(text []byte) error {
	v, err := ParseMonth(string(text))
	if err == nil {
		*m = v
	}
	return err
}

// Scan reads a text column, or a DATE column, of which it takes the month. A
// moment within a day is [Syntax], since its month depends on the time zone;
// NULL is [Missing]. On an error m is unchanged.
func (m *Month) Scan(src any) error {
	t, ok := src.(time.Time)
	if !ok {
		return scanText("Month", src, m)
	}
	if h, min, s := t.Clock(); h|min|s|t.Nanosecond() != 0 {
		return fault("Month", t.Format(time.RFC3339Nano), Syntax,
			Text{"此列是带时刻的时间，所属月份随时区变化：请把列改为DATE或TEXT类型", "the column is a moment, whose month depends on the time zone: make it DATE or TEXT"})
	}
	v, err := NewMonth(t.Year(), int(t.Month()))
	if err == nil {
		*m = v
	}
	return err
}

// Value gives the text for a database column, "2021-07". For a DATE column append
// "-01" to [Month.String].
func (m Month) Value() (driver.Value, error) {
	text, err := m.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// UnmarshalJSON reads a JSON string as [Month.UnmarshalText] does; null is an
// error. On an error m is unchanged.
func (m *Month) UnmarshalJSON(data []byte) error { return unmarshalJSON("Month", data, m) }
