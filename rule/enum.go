package rule

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Choice 选项 is one named alternative of a closed list: its stable code, which
// stands in records and tables, and its words.
type Choice struct {
	Code  string `json:"code"`
	Label Text   `json:"label"`
}

// Choices 选项表 lists the alternatives of an [Enum] by their number. Number 0, "not
// given", has an empty code.
type Choices []Choice

// Enum 选项 is one alternative of the closed list that L gives:
//
//	type areas struct{}
//
//	func (areas) Choices() rule.Choices { return rule.Choices{Rural: {…}, Urban: {…}} }
//
//	type Area = rule.Enum[areas]
//
//	const ( Rural Area = iota + 1; Urban )
//
// It reads and writes itself by code everywhere, text, JSON and database columns, and
// reads its labels too, in either language. The zero Enum is "not given": it does not
// marshal, and a rule refuses it.
type Enum[L interface{ Choices() Choices }] uint8

// Choices lists the alternatives with number 0, "not given", at the front. The list is the
// caller's own.
func (e Enum[L]) Choices() Choices { return slices.Clone(e.list()) }

func (e Enum[L]) list() Choices {
	var list L
	return list.Choices()
}

// IsValid reports whether e is one of the alternatives.
func (e Enum[L]) IsValid() bool { return e.String() != "" }

// String gives the code, "" for an invalid value.
func (e Enum[L]) String() string {
	if list := e.list(); int(e) < len(list) {
		return list[e].Code
	}
	return ""
}

// Label names it in both languages; an invalid value shows its number.
func (e Enum[L]) Label() Text {
	if e.IsValid() {
		return e.list()[e].Label
	}
	n := strconv.Itoa(int(e))
	return Text{ZH: "未知（" + n + "）", EN: "unknown (" + n + ")"}
}

// MarshalText writes the code. An invalid value is [Invalid], the zero one [Missing].
func (e Enum[L]) MarshalText() ([]byte, error) {
	switch {
	case e.IsValid():
		return []byte(e.String()), nil
	case e == 0:
		return nil, Errors{{Code: Missing, Reason: e.list().among(whyMissing)}}
	}
	return nil, Errors{{Code: Invalid, Value: strconv.Itoa(int(e)), Reason: e.list().among(whyChoice)}}
}

// UnmarshalText reads a code, or a label in either language. Any other text is
// [Invalid], and the error lists the codes there are. On an error e is unchanged.
func (e *Enum[L]) UnmarshalText(text []byte) error {
	list := e.list()
	for i := range list {
		if c := &list[i]; c.Code != "" && (c.Code == string(text) || c.Label.ZH == string(text) || strings.EqualFold(c.Label.EN, string(text))) {
			*e = Enum[L](i)
			return nil
		}
	}
	return Errors{{Code: Invalid, Value: clip(string(text)), Reason: list.among(whyChoice)}}
}

// UnmarshalJSON reads a JSON string as [Enum.UnmarshalText] does; null is [Missing].
// On an error e is unchanged.
func (e *Enum[L]) UnmarshalJSON(data []byte) error {
	v, err := tree.Parse(data)
	if err != nil {
		return wrapped("", err)
	}
	switch s := v.(type) {
	case string:
		return e.UnmarshalText([]byte(s))
	case nil:
		return Errors{{Code: Missing, Reason: whyNull}}
	}
	return Errors{{Code: Syntax, Value: clip(string(data)), Reason: e.list().among(whyQuoted)}}
}

// Value gives the code for a database column. An invalid value is an error.
func (e Enum[L]) Value() (driver.Value, error) {
	text, err := e.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// Scan reads the code in a text column. NULL is [Missing]; a column that is no text is
// [Invalid]. On an error e is unchanged.
func (e *Enum[L]) Scan(src any) error {
	switch x := src.(type) {
	case string:
		return e.UnmarshalText([]byte(x))
	case []byte:
		return e.UnmarshalText(x)
	case nil:
		return Errors{{Code: Missing, Reason: e.list().among(whyMissing)}}
	}
	return Errors{{Code: Invalid, Value: clip(fmt.Sprint(src)), Reason: e.list().among(Text{ZH: "应为文本列", EN: "must be a text column"})}}
}

var (
	whyChoice = Text{ZH: "没有这个选项", EN: "no such choice"}
	whyQuoted = Text{ZH: "应为带引号的字符串", EN: "must be a quoted string"}
)

// among adds to a reason what there is to choose from.
func (c Choices) among(why Text) Text {
	var zh, en []string
	for i := range c {
		if c[i].Code != "" {
			zh, en = append(zh, c[i].Code+"（"+c[i].Label.ZH+"）"), append(en, c[i].Code)
		}
	}
	return Text{ZH: why.ZH + "，可选：" + strings.Join(zh, "、"), EN: why.EN + "; there are " + strings.Join(en, ", ")}
}

// chosen is what every Enum is, whatever its list.
type chosen interface {
	Choices() Choices
	Label() Text
	IsValid() bool
}

// clip keeps an offending value short enough to read in an error.
func clip(s string) string {
	n := 0
	for i := range s {
		if n++; n > 64 {
			return s[:i] + "…"
		}
	}
	return s
}
