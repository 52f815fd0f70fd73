package unit

import (
	"errors"
	"strings"
)

// Error tells which value of which type could not be made, and why. It wraps
// its [Code].
type Error struct {
	Type   string // the type that was asked for: "Money", "Rate", …
	Value  string // the value as given, cut to 64 characters; "" if it is too big to print
	Code   Code   // stable, to switch on
	Reason Text   // what was found and how to mend it, for people; if zero, the code speaks
}

// typeZH names the types of the package for Chinese readers.
var typeZH = map[string]string{
	"Money": "金额", "Exact": "取整前金额", "Rate": "比率", "Share": "占比", "Rounding": "取整方式",
	"Total": "合计", "Month": "月份", "Number": "数值", "ExactRate": "精确比率", "Language": "语言",
}

// Error gives the sentence in English:
// "Money 637.505: at most 2 decimals: round it first".
func (e *Error) Error() string { return e.In(English) }

// In gives the sentence in one language.
func (e *Error) In(l Language) string {
	typ, sep := e.Type, ": "
	if l == Chinese {
		sep = "："
		if zh, ok := typeZH[typ]; ok {
			typ = zh
		}
	}
	reason := e.Reason
	if reason.IsZero() {
		reason = e.Code.Text()
	}
	return strings.TrimSpace(typ+" "+e.Value) + sep + reason.In(l)
}

// Unwrap gives the code.
func (e *Error) Unwrap() error { return e.Code }

func fault(typ, value string, code Code, reason Text) error {
	return &Error{Type: typ, Value: short(value), Code: code, Reason: reason}
}

// short cuts a text to 64 characters without reading the rest of it: it may be
// a whole file.
func short(s string) string {
	n, cut := 0, 0
	for i := range s {
		if n == 63 {
			cut = i
		}
		if n == 64 {
			return s[:cut] + "…"
		}
		n++
	}
	return s
}

// given makes an error name the whole text that was read, where the reader saw a
// part of it.
func given(err error, text string) error {
	var e *Error
	if errors.As(err, &e) {
		return fault(e.Type, text, e.Code, e.Reason)
	}
	return err
}
