package formula

import (
	"fmt"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Error tells why a formula cannot be read, does not pass its check, or has no
// value, and where.
type Error struct {
	Text   string    // the formula as given, of one that is too long its beginning
	Offset int       // the byte of the formula at which it went wrong
	Reason unit.Text // what is wrong and how to mend it
}

// Error gives the sentence in English.
func (e *Error) Error() string { return e.In(unit.English) }

// Unwrap gives [unit.Invalid].
func (e *Error) Unwrap() error { return unit.Invalid }

// In gives the sentence in one language.
func (e *Error) In(l unit.Language) string {
	at := utf8.RuneCountInString(e.Text[:min(e.Offset, len(e.Text))]) + 1
	if l == unit.English {
		return fmt.Sprintf("formula %q, at character %d: %s", short(e.Text, 200), at, e.Reason.EN)
	}
	return fmt.Sprintf("公式“%s”第%d个字符处：%s", short(e.Text, 200), at, e.Reason.ZH)
}

func fault(text string, at int, zh, en string) *Error {
	return &Error{Text: short(text, MaxLength), Offset: at, Reason: unit.Text{ZH: zh, EN: en}}
}

// short cuts a text, which may be a whole file, without reading the rest of it.
func short(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// Mismatch tells that a recorded value is not what the formula gives.
type Mismatch struct {
	Formula  string
	Got      string // what the formula gives; for least n, a number and whether it fulfils the condition
	Recorded string
}

// Error gives the sentence in English.
func (m *Mismatch) Error() string { return m.In(unit.English) }

// In gives the sentence in one language.
func (m *Mismatch) In(l unit.Language) string {
	if l == unit.English {
		return fmt.Sprintf("the formula %s gives %s, but %s is recorded", m.Formula, m.Got, m.Recorded)
	}
	return fmt.Sprintf("公式 %s 得 %s，记录的是 %s", m.Formula, m.Got, m.Recorded)
}
