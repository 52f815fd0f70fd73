package rule

import (
	"database/sql/driver"
	"fmt"
	"strconv"
)

// Choice is one named alternative of a closed list: its stable code, which
// stands in records and tables, and its words.
type Choice struct {
	Code  string
	Label Text
}

// Choices lists the alternatives of a type by their number; number 0, "not
// given", has an empty code. It carries the text methods of such types, so that
// they all read, write and refuse alike.
type Choices []Choice

// Code gives the code of an alternative, "" for a number that has none.
func (c Choices) Code(i uint8) string {
	if int(i) >= len(c) {
		return ""
	}
	return c[i].Code
}

// Label gives the words of an alternative; a number that has none shows itself.
func (c Choices) Label(i uint8) Text {
	if c.Code(i) == "" {
		n := strconv.Itoa(int(i))
		return Text{ZH: "未知（" + n + "）", EN: "unknown (" + n + ")"}
	}
	return c[i].Label
}

// Marshal writes the code; a number that has none is [ErrInvalid].
func (c Choices) Marshal(i uint8) ([]byte, error) {
	if code := c.Code(i); code != "" {
		return []byte(code), nil
	}
	return nil, &Error{Code: CodeInvalid, Value: strconv.Itoa(int(i)), Reason: NoSuchChoice}
}

// Parse finds the number of a code; any other text is [ErrInvalid].
func (c Choices) Parse(text []byte) (uint8, error) {
	for i := range c {
		if c[i].Code != "" && c[i].Code == string(text) {
			return uint8(i), nil
		}
	}
	return 0, &Error{Code: CodeInvalid, Value: clip(string(text)), Reason: NoSuchChoice}
}

// Value gives the code for a database column; a number that has none is
// [ErrInvalid].
func (c Choices) Value(i uint8) (driver.Value, error) {
	code, err := c.Marshal(i)
	if err != nil {
		return nil, err
	}
	return string(code), nil
}

// Scan finds the number of the code in a text column. Any other text is
// [ErrInvalid], and so is a column that is no text; NULL is [ErrMissing].
func (c Choices) Scan(src any) (uint8, error) {
	switch x := src.(type) {
	case string:
		return c.Parse([]byte(x))
	case []byte:
		return c.Parse(x)
	case nil:
		return 0, &Error{Code: CodeMissing, Reason: NotGiven}
	}
	return 0, &Error{Code: CodeInvalid, Value: clip(fmt.Sprint(src)), Reason: Text{ZH: "应为文本列", EN: "must be a text column"}}
}
