package rule

import (
	"encoding/json"
	"errors"
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Unmarshal reads JSON strictly into v, a pointer: unlike encoding/json it refuses unknown
// and duplicate fields, names in another case, null, text that is not UTF-8, and the
// absence of any field that is not tagged omitzero. All bad fields are reported together
// as [Errors] that name their paths, but for text that is no JSON, or a name that stands
// twice, which is reported alone. On an error v is unchanged. A leading byte order mark is
// skipped.
//
// It reads structs, slices and plain values; a type that implements json.Unmarshaler or
// encoding.TextUnmarshaler reads itself, but for a struct that does not write itself too:
// that is read by its fields, so that its UnmarshalJSON may be a call of this function.
// Any other kind (a map, an array, a pointer) is left to encoding/json as a whole. Fields
// of an embedded struct count as the struct's own; one embedded by pointer is [NotWhole].
func Unmarshal(data []byte, v any) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return Errors{{Code: NotWhole, Reason: Text{ZH: "需要非空指针", EN: "needs a pointer that is not nil"}}}
	}
	node, err := tree.Parse(data)
	if err != nil {
		return wrapped("", err)
	}
	return decode(node, rv.Elem())
}

// decode fills v from a tree, or leaves it unchanged.
func decode(node any, v reflect.Value) error {
	fresh := reflect.New(v.Type()).Elem()
	d := decoder{}
	d.fill(node, fresh)
	if len(d.f) > 0 {
		for i := range d.f {
			if d.f[i].Label.IsZero() {
				d.f[i].Label = labelOf(v.Type(), d.f[i].Field)
			}
		}
		return d.f
	}
	v.Set(fresh)
	return nil
}

// decoder reads trees into Go values. It keeps the place it is at as steps, and makes a
// path of them only for a fault.
type decoder struct {
	f   Errors
	at  []place
	buf []byte
}

type place struct {
	name  string
	index int
}

func (d *decoder) path() string {
	path := ""
	for _, p := range d.at {
		if p.name != "" {
			path = tree.Join(path, p.name)
		} else {
			path = tree.Index(path, p.index)
		}
	}
	return path
}

func (d *decoder) fault(code Code, value string, why Text) {
	d.f.Add(code, d.path(), value, why)
}

func (d *decoder) fill(node any, v reflect.Value) {
	if node == nil {
		d.fault(Missing, "", whyNull)
		return
	}
	switch t := v.Type(); {
	case readsItself(t):
		d.leaf(node, v)
	case t.Kind() == reflect.Struct:
		d.fillStruct(node, v)
	case t.Kind() == reflect.Slice:
		list, ok := node.([]any)
		if !ok {
			d.fault(Syntax, clip(tree.String(node)), Text{ZH: "应为数组，如 […]", EN: "must be a list: […]"})
			return
		}
		s := reflect.MakeSlice(t, len(list), len(list))
		d.at = append(d.at, place{})
		for i, item := range list {
			if len(d.f) > maxFaults {
				break
			}
			d.at[len(d.at)-1].index = i
			d.fill(item, s.Index(i))
		}
		d.at = d.at[:len(d.at)-1]
		v.Set(s)
	case t.Kind() == reflect.String:
		s, ok := node.(string)
		if !ok {
			d.fault(Syntax, clip(tree.String(node)), Text{ZH: "应为带引号的字符串", EN: "must be a quoted string"})
			return
		}
		v.SetString(s)
	case t.Kind() == reflect.Bool:
		b, ok := node.(bool)
		if !ok {
			d.fault(Syntax, clip(tree.String(node)), Text{ZH: "应为true或false（不带引号）", EN: "must be true or false, without quotes"})
			return
		}
		v.SetBool(b)
	default:
		d.leaf(node, v)
	}
}

func (d *decoder) fillStruct(node any, v reflect.Value) {
	o, ok := node.(tree.Object)
	if !ok {
		d.fault(Syntax, clip(tree.String(node)), Text{ZH: "应为对象，如 {…}", EN: "must be an object: {…}"})
		return
	}
	fields := fieldsOf(v.Type())
	d.at = append(d.at, place{})
	here := len(d.at) - 1
	known := 0
	for i := range fields {
		fd := &fields[i]
		d.at[here].name = fd.name
		// A record has its fields in the order of the type: look there first.
		item, given := any(nil), false
		if known < len(o) && o[known].Name == fd.name {
			item, given = o[known].Value, true
		} else {
			item, given = o.Get(fd.name)
		}
		if !given {
			if !fd.optional {
				d.fault(Missing, "", whyMissing)
			}
			continue
		}
		known++
		field, err := v.FieldByIndexErr(fd.index)
		if err != nil {
			d.fault(NotWhole, "", Text{ZH: "不支持以指针嵌入的结构", EN: "a struct embedded by pointer cannot be read"})
			continue
		}
		d.fill(item, field)
	}
	if known < len(o) {
		for _, m := range o {
			if fieldNamed(v.Type(), m.Name) == nil {
				d.at[here].name = m.Name
				d.f.Add(UnknownField, clipPath(d.path()), "", UnknownField.Text())
			}
		}
	}
	d.at = d.at[:here]
}

// clipPath bounds the path of a field that somebody else named.
func clipPath(path string) string {
	if len(path) > 200 {
		return clip(path)
	}
	return path
}

// leaf lets the type read its own text.
func (d *decoder) leaf(node any, v reflect.Value) {
	d.buf = tree.Append(d.buf[:0], node)
	p := v.Addr().Interface()
	var err error
	if u, ok := p.(json.Unmarshaler); ok {
		err = u.UnmarshalJSON(d.buf)
	} else {
		err = json.Unmarshal(d.buf, p)
	}
	if err == nil {
		return
	}
	var many Errors
	var ofUnit *unit.Error
	if errors.As(err, &many) || errors.As(err, &ofUnit) {
		d.f.Wrap(d.path(), err)
		return
	}
	d.fault(Syntax, clip(string(d.buf)), kindName(v.Type()))
}

func kindName(t reflect.Type) Text {
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return Text{ZH: "应为不带引号、小数点和指数的整数，−2^63至2^63−1", EN: "must be a whole number without quotes, point or exponent, −2^63 to 2^63 − 1"}
	case reflect.Int8, reflect.Int16, reflect.Int32:
		n := Text{ZH: "应为不带引号的整数，", EN: "must be a whole number without quotes, "}
		bits := map[reflect.Kind]string{reflect.Int8: "−128至127|−128 to 127", reflect.Int16: "−32768至32767|−32768 to 32767", reflect.Int32: "−2^31至2^31−1|−2^31 to 2^31 − 1"}[t.Kind()]
		for i, r := range bits {
			if r == '|' {
				return Text{ZH: n.ZH + bits[:i], EN: n.EN + bits[i+1:]}
			}
		}
		return n
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return Text{ZH: "应为不带引号、不为负的整数", EN: "must be a whole number without quotes, not negative"}
	}
	return Text{ZH: "写法不符合" + t.String(), EN: "is not written as a " + t.String()}
}
