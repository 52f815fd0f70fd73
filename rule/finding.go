package rule

import (
	"encoding/json"
	"fmt"
)

// Finding 检查结论 is the answer of a check: what is, what is required, whether
// the one meets the other, and how much is lacking in the unit a person acts on
// (beds to convert, organisations to found, yuan to raise).
type Finding[Actual, Required, Lack any] struct {
	Actual   Actual   `json:"actual" zh:"实际" en:"actual"`
	Required Required `json:"required" zh:"要求" en:"required"`
	Met      bool     `json:"met" zh:"是否达标" en:"met"`
	// Shortfall is zero exactly when Met; the rule's answer says its unit.
	Shortfall Lack `json:"shortfall" zh:"缺口" en:"shortfall"`
}

// Given is a fact that may not have been given 可缺失的事实. Its zero value is
// "not given", which is never taken for zero: a rule that needs the fact
// answers with an error whose code is [CodeMissing].
//
// Tag such a field `json:",omitzero"`: then it is absent from the JSON exactly
// when it was not given.
type Given[T any] struct {
	value T
	ok    bool
}

// Give makes a fact that was given.
func Give[T any](v T) Given[T] { return Given[T]{value: v, ok: true} }

// Value gives the fact, and whether it was given.
func (g Given[T]) Value() (T, bool) { return g.value, g.ok }

// IsZero reports whether the fact was not given.
func (g Given[T]) IsZero() bool { return !g.ok }

// given hands the value to whoever shows it.
func (g Given[T]) given() any { return g.value }

// String shows the value, or that there is none.
func (g Given[T]) String() string {
	if !g.ok {
		return "not given"
	}
	return fmt.Sprint(g.value)
}

// Scan reads a database column as T does; NULL is a fact that was not given. The
// receiver is unchanged on an error. (To write one, give the driver the value, or
// nil: [Given.Value] tells which.)
func (g *Given[T]) Scan(src any) error {
	if src == nil {
		*g = Given[T]{}
		return nil
	}
	var v T
	s, ok := any(&v).(interface{ Scan(src any) error })
	if !ok {
		return &Error{Code: CodeInvalid, Value: fmt.Sprintf("%T", v), Reason: Text{ZH: "此类型不能从数据库列读取", EN: "a type that does not read a database column"}}
	}
	if err := s.Scan(src); err != nil {
		return err
	}
	*g = Give(v)
	return nil
}

// MarshalJSON writes the value, or null when it was not given.
func (g Given[T]) MarshalJSON() ([]byte, error) {
	if !g.ok {
		return []byte("null"), nil
	}
	return json.Marshal(g.value)
}

// UnmarshalJSON reads a value. null is an error: leave the field out to say
// that the fact was not given. The receiver is unchanged on an error.
func (g *Given[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return &Error{Code: CodeMissing, Reason: NotGiven}
	}
	var v T
	if err := Unmarshal(data, &v); err != nil {
		return err
	}
	*g = Give(v)
	return nil
}
