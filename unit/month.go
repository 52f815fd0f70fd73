package unit

import (
	"database/sql/driver"
	"fmt"
)

// The years that a [Month] may lie in.
const (
	FirstYear = 1900
	LastYear  = 2199
)

// Month 月份 is a month of a year, such as the one a standard takes effect in.
// It is comparable with ==. The zero Month is not a month; [Month.IsZero] tells.
type Month struct{ n int32 } // months since the year 0, January being 1

// NewMonth gives a month: year [FirstYear] to [LastYear], month 1 to 12. Any
// other is [Range].
func NewMonth(year, month int) (Month, error) {
	if year < FirstYear || year > LastYear || month < 1 || month > 12 {
		return Month{}, english("Month", fmt.Sprintf("%d-%02d", year, month), Range,
			fmt.Sprintf("must be %d-01 to %d-12", FirstYear, LastYear))
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
		return Month{}, english("Month", s, Syntax, "must be written 2021-07")
	}
	return NewMonth(d[0]*1000+d[1]*100+d[2]*10+d[3], d[4]*10+d[5])
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
// that a month may lie in is [Range], as is adding to the zero Month.
func (m Month) Add(n int) (Month, error) {
	if m.n == 0 || n > 12*LastYear || n < -12*LastYear {
		return Month{}, english("Month", m.String(), Range, fmt.Sprintf("%d months on", n))
	}
	k := int(m.n) - 1 + n
	if k < 0 {
		return Month{}, english("Month", m.String(), Range, fmt.Sprintf("%d months on", n))
	}
	return NewMonth(k/12, k%12+1)
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

// MarshalText writes as [Month.String]; the zero Month is [Range].
func (m Month) MarshalText() ([]byte, error) {
	if m.n == 0 {
		return nil, english("Month", "", Range, "not a month")
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

// Scan reads a text column. On an error m is unchanged.
func (m *Month) Scan(src any) error { return scanText("Month", src, m) }

// Value gives the text for a database column.
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
