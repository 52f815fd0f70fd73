package rule

import (
	"database/sql/driver"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"reflect"
	"strconv"
)

// Given 可缺失的值 is a fact that may not have been given. Its zero value is "not
// given", which is never taken for zero: a rule that needs the fact answers with an
// error whose code is [Missing].
//
// Tag such a field `json:",omitzero"`: then it is absent from the JSON exactly when it was not
// given. Its XML element or attribute then is absent too, and its column NULL.
type Given[T any] struct {
	value T
	ok    bool
}

// Give makes a fact that was given.
func Give[T any](v T) Given[T] { return Given[T]{value: v, ok: true} }

// Get gives the fact, and whether it was given.
func (g Given[T]) Get() (T, bool) { return g.value, g.ok }

// IsZero reports whether the fact was not given.
func (g Given[T]) IsZero() bool { return !g.ok }

// given hands the value to whoever shows it, nil if there is none.
func (g Given[T]) given() any {
	if !g.ok {
		return nil
	}
	return g.value
}

// String shows the value, or that there is none.
func (g Given[T]) String() string {
	if !g.ok {
		return "not given"
	}
	return fmt.Sprint(g.value)
}

// Scan reads a database column as T does, or as an integer, a truth value or a text
// where T is one; NULL is a fact that was not given. The receiver is unchanged on an
// error.
func (g *Given[T]) Scan(src any) error {
	if src == nil {
		*g = Given[T]{}
		return nil
	}
	var v T
	if s, ok := any(&v).(interface{ Scan(src any) error }); ok {
		if err := s.Scan(src); err != nil {
			return err
		}
	} else if err := scanPlain(&v, src); err != nil {
		return err
	}
	*g = Give(v)
	return nil
}

// scanPlain reads a column into a truth value, a text or a whole number of any width.
func scanPlain(into, src any) error {
	v := reflect.ValueOf(into).Elem()
	switch x := src.(type) {
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(x)
			return nil
		}
	case int64:
		switch {
		case v.CanInt() && !v.OverflowInt(x):
			v.SetInt(x)
			return nil
		case v.CanUint() && x >= 0 && !v.OverflowUint(uint64(x)):
			v.SetUint(uint64(x))
			return nil
		case v.CanInt(), v.CanUint():
			return Errors{{Code: Range, Value: strconv.FormatInt(x, 10), Reason: kindName(v.Type())}}
		case v.Kind() == reflect.Bool && (x == 0 || x == 1): // SQLite has no truth values
			v.SetBool(x == 1)
			return nil
		}
	case []byte:
		return scanPlain(into, string(x))
	case string:
		if v.Kind() == reflect.String {
			v.SetString(x)
			return nil
		}
		if v.CanInt() || v.CanUint() || v.Kind() == reflect.Bool { // as text protocols have them
			return setText(v, x)
		}
	}
	return Errors{{Code: Invalid, Value: clip(fmt.Sprint(src)), Reason: Text{
		ZH: fmt.Sprintf("此列的类型（%T）不能读作%s，请改用相应类型的列", src, v.Type()), EN: fmt.Sprintf("a column of type %T does not read as %s: give the column that type", src, v.Type())}}}
}

// Value gives what a database column holds: NULL for a fact that was not given.
func (g Given[T]) Value() (driver.Value, error) {
	if !g.ok {
		return nil, nil
	}
	return driver.DefaultParameterConverter.ConvertValue(g.value) // by its own Value, where it has one
}

// MarshalJSON writes the value, or null when it was not given.
func (g Given[T]) MarshalJSON() ([]byte, error) {
	if !g.ok {
		return []byte("null"), nil
	}
	return json.Marshal(g.value)
}

// UnmarshalJSON reads a value. null is an error: leave the field out to say that the
// fact was not given. The receiver is unchanged on an error.
func (g *Given[T]) UnmarshalJSON(data []byte) error {
	var v T
	if err := Unmarshal(data, &v); err != nil {
		return err
	}
	*g = Give(v)
	return nil
}

// MarshalText writes the value as its own text; one that was not given is [Missing]: leave
// it out.
func (g Given[T]) MarshalText() ([]byte, error) {
	if !g.ok {
		return nil, Errors{{Code: Missing, Reason: whyMissing}}
	}
	if m, ok := any(g.value).(interface{ MarshalText() ([]byte, error) }); ok {
		return m.MarshalText()
	}
	return fmt.Append(nil, g.value), nil
}

// UnmarshalText reads the value's own text, the counterpart of [Given.MarshalText]. The
// receiver is unchanged on an error.
func (g *Given[T]) UnmarshalText(text []byte) error {
	var v T
	if err := setText(reflect.ValueOf(&v).Elem(), string(text)); err != nil {
		return err
	}
	*g = Give(v)
	return nil
}

// MarshalXML writes the value as an element, and nothing when it was not given.
func (g Given[T]) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	if !g.ok {
		return nil
	}
	return e.EncodeElement(g.value, start)
}

// MarshalXMLAttr writes the value as an attribute, and nothing when it was not given.
func (g Given[T]) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	if !g.ok {
		return xml.Attr{}, nil
	}
	text, err := g.MarshalText()
	return xml.Attr{Name: name, Value: string(text)}, err
}

// UnmarshalXML reads an element as T does. The receiver is unchanged on an error.
func (g *Given[T]) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	var v T
	if err := d.DecodeElement(&v, &start); err != nil {
		return err
	}
	*g = Give(v)
	return nil
}

// filler is a [Given], which alone can set what it holds.
type filler interface{ fill(d *decoder, node any) }

func (g *Given[T]) fill(d *decoder, node any) {
	v := reflect.ValueOf(&g.value).Elem()
	d.fill(node, v, readingOf(v.Type()))
	g.ok = true
}
