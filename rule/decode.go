package rule

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Unmarshal reads JSON strictly into v, a pointer: unlike encoding/json it refuses unknown
// and duplicate fields, names in another case, null, text that is not UTF-8, and the
// absence of any field that is not tagged omitzero. A zero given for one that is must be a value that
// its range allows, so that it is never taken for a field left out. All bad fields are reported together
// as [Errors] that name their paths, but for text that is no JSON, or a name that stands
// twice, which is reported alone. On an error v is unchanged. A leading byte order mark is
// skipped.
//
// It reads structs, slices and plain values; a type that implements json.Unmarshaler or
// encoding.TextUnmarshaler reads itself, but for a struct that does not write itself too:
// that is read by its fields, so that its UnmarshalJSON may be a call of this function.
// Any other kind (a map, an array, a pointer) is left to encoding/json as a whole. Fields
// of an embedded struct count as the struct's own; one embedded by pointer is [NotWhole].
// What a text of another shape must be.
var (
	mustBeObject = Text{ZH: "应为对象，如 {…}", EN: "must be an object: {…}"}
	mustBeList   = Text{ZH: "应为数组，如 […]", EN: "must be a list: […]"}
)

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
	fresh, f := decoded(node, v.Type())
	if len(f) > 0 {
		return f
	}
	v.Set(fresh)
	return nil
}

// decoded gives what a tree says, and the faults of what could not be read, which is left zero.
func decoded(node any, t reflect.Type) (reflect.Value, Errors) {
	fresh := reflect.New(t).Elem()
	d := decoder{}
	d.fill(node, fresh, readingOf(t))
	for i := range d.f {
		d.f[i].call(t)
	}
	return fresh, d.f
}

// decodeWithin is decode for what must lie within limits: where something cannot be read it names the values out of
// their limits too, so that one mending does not uncover the next fault. Whatever could be read is looked at when it is used.
func decodeWithin(limits []limit, node any, v reflect.Value) error {
	fresh, f := decoded(node, v.Type())
	if len(f) == 0 {
		v.Set(fresh)
		return nil
	}
	if f.full() {
		return f // which fields could not be read is no longer known
	}
	fillDefaults(limits, fresh)
	var beside Errors
	checkLimits(&beside, "", limits, fresh)
	unread := len(f)
	for _, b := range beside {
		if !slices.ContainsFunc(f[:unread], func(had Fault) bool { return had.covers(b.Field) }) {
			b.call(v.Type())
			f.put(b)
		}
	}
	return f
}

// covers reports whether a fault is of a field, or of what holds it.
func (f *Fault) covers(field string) bool {
	rest, ok := strings.CutPrefix(field, f.Field)
	return ok && (f.Field == "" || rest == "" || rest[0] == '.' || rest[0] == '[')
}

// decoder reads trees into Go values. It keeps the place it is at as steps, and makes a
// path of them only for a fault.
type decoder struct {
	f      Errors
	at     []place
	buf    []byte
	within string // the range in the tag of the field that is read
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
	if len(path) > 200 { // somebody else named the field
		return clip(path)
	}
	return path
}

func (d *decoder) fault(code Code, node any, why Text) {
	if d.f.full() {
		d.f.put(Fault{Code: code}) // only counted
		return
	}
	value := ""
	if node != nil {
		value = clip(tree.String(node))
	}
	d.f.Add(code, d.path(), value, why)
}

func (d *decoder) fill(node any, v reflect.Value, how reading) {
	if node == nil {
		d.fault(Missing, nil, whyNull)
		return
	}
	switch how {
	case asGiven:
		v.Addr().Interface().(filler).fill(d, node)
	case asStruct:
		if o, ok := node.(tree.Object); ok {
			d.fillStruct(o, v)
			return
		}
		d.fault(Syntax, node, mustBeObject)
	case asList:
		if list, ok := node.([]any); ok {
			d.fillList(list, v)
			return
		}
		d.fault(Syntax, node, mustBeList)
	case asText:
		if s, ok := node.(string); ok {
			v.SetString(s)
			return
		}
		d.fault(Syntax, node, whyQuoted)
	case asFlag:
		if b, ok := node.(bool); ok {
			v.SetBool(b)
			return
		}
		d.fault(Syntax, node, Text{ZH: "应为true或false（不带引号）", EN: "must be true or false, without quotes"})
	case asWhole:
		if n, ok := node.(json.Number); !ok || !setWhole(v, string(n)) {
			d.fault(Syntax, node, misread(node, wholeWithin(d.within, v.Type())))
		}
	default:
		d.leaf(node, v, how)
	}
}

func (d *decoder) fillList(list []any, v reflect.Value) {
	s := reflect.MakeSlice(v.Type(), len(list), len(list))
	how := readingOf(v.Type().Elem())
	d.at = append(d.at, place{})
	for i, item := range list {
		d.at[len(d.at)-1].index = i
		d.within = "" // it was of the list
		d.fill(item, s.Index(i), how)
	}
	d.at = d.at[:len(d.at)-1]
	v.Set(s)
}

func (d *decoder) fillStruct(o tree.Object, v reflect.Value) {
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
				d.fault(Missing, nil, whyMissing)
			}
			continue
		}
		known++
		field, err := v.FieldByIndexErr(fd.index)
		if err != nil {
			d.fault(NotWhole, nil, whyEmbedded)
			continue
		}
		d.within = fd.tag.Get("range")
		had := len(d.f)
		d.fill(item, field, fd.how)
		if fd.optional && len(d.f) == had && field.IsZero() {
			d.zero(fd, item, field)
		}
	}
	if known < len(o) {
		for _, m := range o {
			if fieldNamed(v.Type(), m.Name) == nil {
				d.at[here].name = m.Name
				d.fault(UnknownField, nil, whyUnknown)
			}
		}
	}
	d.at = d.at[:here]
}

var (
	whyEmbedded = Text{ZH: "不支持以指针嵌入的结构", EN: "a struct embedded by pointer cannot be read"}
	whyUnknown  = Text{ZH: UnknownField.Text().ZH + "，请核对字段名称或删去", EN: UnknownField.Text().EN + ": check its name or leave it out"}
)

// zero refuses a zero that was given for a field which, when it is left out, is zero too: it would be taken for that, and
// a default stand where the caller wrote 0. One that the field may have, and that stands for no other value, is good.
func (d *decoder) zero(fd *fieldInfo, item any, v reflect.Value) {
	zero := Text{ZH: "0", EN: "zero"}
	switch fd.how {
	case asStruct: // its fields are looked at, each by itself
		return
	case asFlag:
		zero = Text{ZH: "false", EN: "false"}
	case asText:
		zero = Text{ZH: "空文字", EN: "an empty text"}
	}
	var f Errors
	l := limit{path: fd.name, typ: fd.typ, oneof: strings.Fields(fd.tag.Get("oneof")), initial: fd.tag.Get("default")}
	l.readRange(&f, fd.name, fd.tag.Get("range"), fd.typ)
	l.checkLeaf(&f, "", v, true)
	switch {
	case len(f) > 0:
		d.fault(f[0].Code, item, f[0].Reason)
	case l.initial != "":
		d.fault(Invalid, item, Text{
			ZH: "填" + zero.ZH + "与未提供无法区分，会改按默认值" + l.initial + "：不用默认值时请填其他值，用默认值时请省去此项",
			EN: zero.EN + " cannot be told from a field left out, which stands for the default " + l.initial + ": give another value, or leave the field out for the default"})
	}
}

// leaf lets the type read its own text.
func (d *decoder) leaf(node any, v reflect.Value, how reading) {
	p := v.Addr().Interface()
	var err error
	if s, ok := node.(string); ok && how == asString {
		d.buf = append(d.buf[:0], s...)
		err = p.(encoding.TextUnmarshaler).UnmarshalText(d.buf)
	} else {
		d.buf = tree.Append(d.buf[:0], node)
		if u, ok := p.(json.Unmarshaler); ok {
			err = u.UnmarshalJSON(d.buf)
		} else {
			err = json.Unmarshal(d.buf, p)
		}
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
	d.fault(Syntax, node, kindName(v.Type()))
}

// setWhole reads a whole number of any width.
func setWhole(v reflect.Value, text string) bool {
	if v.CanUint() {
		n, err := strconv.ParseUint(text, 10, v.Type().Bits())
		if err == nil {
			v.SetUint(n)
		}
		return err == nil
	}
	n, err := strconv.ParseInt(text, 10, v.Type().Bits())
	if err == nil {
		v.SetInt(n)
	}
	return err == nil
}

// wholeZH and wholeEN say of a count how it is written, before its range.
const wholeZH, wholeEN = "应为不带引号、小数点和指数的整数，", "must be a whole number without quotes, point or exponent, "

// misread names the character that keeps a text or a number from being a count, and then how one is written.
func misread(node any, how Text) Text {
	text, ok := node.(string)
	if n, number := node.(json.Number); number {
		text, ok = string(n), true
	}
	if !ok || text == "" {
		return how
	}
	var found *unit.Error
	if _, err := unit.ParseCount(text); !errors.As(err, &found) || found.Code != unit.Syntax {
		return how
	}
	return Text{ // and the range
		ZH: found.Reason.ZH + "；应为整数，" + strings.TrimPrefix(how.ZH, wholeZH),
		EN: found.Reason.EN + "; it must be a whole number without point or exponent, " + strings.TrimPrefix(how.EN, wholeEN)}
}

// wholeWithin says how a count is written, and within which range of its own.
func wholeWithin(tag string, t reflect.Type) Text {
	low, high, closed := strings.Cut(strings.Trim(tag, "[]"), ",")
	if !closed || low == "" || high == "" || strings.ContainsAny(tag, "()") {
		return kindName(t)
	}
	return Text{ZH: wholeZH + low + "至" + high, EN: wholeEN + low + " to " + high}
}

// kindName says how a plain type is written.
func kindName(t reflect.Type) Text {
	zh, en := "", ""
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n := t.Bits() - 1
		zh, en = fmt.Sprintf("−2^%d至2^%d−1", n, n), fmt.Sprintf("−2^%d to 2^%d − 1", n, n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		zh, en = fmt.Sprintf("0至2^%d−1", t.Bits()), fmt.Sprintf("0 to 2^%d − 1", t.Bits())
	default:
		return Text{ZH: "写法不符合" + t.String(), EN: "is not written as a " + t.String()}
	}
	return Text{ZH: wholeZH + zh, EN: wholeEN + en}
}
