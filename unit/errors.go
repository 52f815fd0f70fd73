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
	Value  string // the value as given, cut after 64 characters
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
	if r := []rune(value); len(r) > 64 {
		value = string(r[:63]) + "…"
	}
	return &Error{Type: typ, Value: value, Err: err, Detail: detail}
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
