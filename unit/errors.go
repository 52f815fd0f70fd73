package unit

import "errors"

// The sentinels that [errors.Is] finds in this package's errors.
var (
	ErrSyntax      = errors.New("not written as it must be")
	ErrRange       = errors.New("out of range")
	ErrInexact     = errors.New("more decimals than can be held exactly")
	ErrEmptyWhole  = errors.New("share of an empty whole")
	ErrUnreachable = errors.New("cannot be reached")
	ErrNoRounding  = errors.New("no rounding set")
)

// Error tells which value of which type could not be made, and why. It wraps
// one of the sentinels.
type Error struct {
	Type   string // the type that was asked for: "Money", "Rate", …
	Value  string // the value as given, cut to 64 characters; "" if it is too big to print
	Err    error  // the sentinel
	Detail string // what was found, for the person who must mend it
}

// Error gives the sentence.
func (e *Error) Error() string {
	s := e.Type
	if e.Value != "" {
		s += " " + e.Value
	}
	s += ": " + e.Err.Error()
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Unwrap gives the sentinel.
func (e *Error) Unwrap() error { return e.Err }

func fault(typ, value string, err error, detail string) error {
	return &Error{Type: typ, Value: short(value), Err: err, Detail: detail}
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
		return fault(e.Type, text, e.Err, e.Detail)
	}
	return err
}
