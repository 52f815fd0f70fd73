package rule

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// maxDepth bounds the nesting of JSON that is read; the records of this module
// need five.
const maxDepth = 64

// member is one name and value of a JSON object, in the order of the text.
type member struct {
	name  string
	value any
}

// object is a JSON object that keeps its order and holds each name once.
type object []member

func (o object) get(name string) (any, bool) {
	for _, m := range o {
		if m.name == name {
			return m.value, true
		}
	}
	return nil, false
}

// parseTree reads exactly one JSON value. It refuses duplicate names, text
// after the value, and nesting beyond maxDepth. Numbers stay json.Number.
func parseTree(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := treeValue(d, "", 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, malformed(d, fmt.Errorf("text after the value"))
	}
	return v, nil
}

func malformed(d *json.Decoder, err error) error {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return &Error{Code: CodeSyntax, Reason: Text{
		ZH: fmt.Sprintf("不是合格的JSON（第%d字节）：%v", d.InputOffset(), err),
		EN: fmt.Sprintf("not well-formed JSON (byte %d): %v", d.InputOffset(), err),
	}}
}

func treeValue(d *json.Decoder, path string, depth int) (any, error) {
	if depth > maxDepth {
		return nil, malformed(d, fmt.Errorf("nested deeper than %d", maxDepth))
	}
	tok, err := d.Token()
	if err != nil {
		return nil, malformed(d, err)
	}
	switch tok {
	case json.Delim('{'):
		o := object{}
		seen := map[string]bool{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, malformed(d, err)
			}
			name := key.(string)
			at := join(path, name)
			if seen[name] {
				return nil, &Error{Code: CodeDuplicate, Field: at, Reason: Text{ZH: "重复给出", EN: "given twice"}}
			}
			seen[name] = true
			v, err := treeValue(d, at, depth+1)
			if err != nil {
				return nil, err
			}
			o = append(o, member{name, v})
		}
		if _, err := d.Token(); err != nil {
			return nil, malformed(d, err)
		}
		return o, nil
	case json.Delim('['):
		a := []any{}
		for d.More() {
			v, err := treeValue(d, index(path, len(a)), depth+1)
			if err != nil {
				return nil, err
			}
			a = append(a, v)
		}
		if _, err := d.Token(); err != nil {
			return nil, malformed(d, err)
		}
		return a, nil
	}
	return tok, nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Unmarshal reads JSON strictly into v, a pointer: unlike encoding/json it
// refuses unknown and duplicate fields, names in another case, null, and the
// absence of any field that is not tagged omitzero. All bad fields are reported
// together as [Errors] that name their paths, but for a name that stands twice,
// which is reported alone: the text is then no record of anything. On an error v is unchanged.
//
// It reads structs, slices and plain values; a type that implements
// json.Unmarshaler or encoding.TextUnmarshaler reads itself, and any other kind
// (a map, an array, a pointer) is left to encoding/json as a whole. Fields of an
// embedded struct count as the struct's own; one embedded by pointer is
// [ErrDefinition].
func Unmarshal(data []byte, v any) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return &Error{Code: CodeDefinition, Reason: Text{ZH: "需要非空指针", EN: "needs a pointer that is not nil"}}
	}
	tree, err := parseTree(data)
	if err != nil {
		return err
	}
	fresh := reflect.New(rv.Type().Elem())
	var f Faults
	fill(&f, "", tree, fresh.Elem())
	if err := f.Err(); err != nil {
		return err
	}
	rv.Elem().Set(fresh.Elem())
	return nil
}

var (
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// readsItself reports whether values of type t are one leaf of a JSON text.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(jsonUnmarshaler) || p.Implements(textUnmarshaler)
}

func fill(f *Faults, path string, tree any, v reflect.Value) {
	if tree == nil && !readsItself(v.Type()) {
		f.Missing(path)
		return
	}
	switch {
	case readsItself(v.Type()):
		leaf(f, path, tree, v)
	case v.Kind() == reflect.Struct:
		fillStruct(f, path, tree, v)
	case v.Kind() == reflect.Slice:
		list, ok := tree.([]any)
		if !ok {
			f.Add(CodeSyntax, path, render(tree), Text{ZH: "应为数组", EN: "must be a list"})
			return
		}
		s := reflect.MakeSlice(v.Type(), len(list), len(list))
		for i, item := range list {
			fill(f, index(path, i), item, s.Index(i))
		}
		v.Set(s)
	default:
		leaf(f, path, tree, v)
	}
}

func fillStruct(f *Faults, path string, tree any, v reflect.Value) {
	o, ok := tree.(object)
	if !ok {
		f.Add(CodeSyntax, path, render(tree), Text{ZH: "应为对象", EN: "must be an object"})
		return
	}
	known := map[string]bool{}
	for _, fd := range fieldsOf(v.Type()) {
		known[fd.name] = true
		at := join(path, fd.name)
		item, given := o.get(fd.name)
		if !given {
			if !fd.optional {
				f.Missing(at)
			}
			continue
		}
		field, err := v.FieldByIndexErr(fd.index)
		if err != nil {
			f.Add(CodeDefinition, at, "", Text{ZH: "不支持以指针嵌入的结构", EN: "a struct embedded by pointer cannot be read"})
			continue
		}
		fill(f, at, item, field)
	}
	for _, m := range o {
		if !known[m.name] {
			f.Add(CodeUnknownField, join(path, m.name), "", Text{ZH: "没有此字段", EN: "no such field"})
		}
	}
}

// leaf lets the type read its own text.
func leaf(f *Faults, path string, tree any, v reflect.Value) {
	raw := render(tree)
	err := json.Unmarshal([]byte(raw), v.Addr().Interface())
	if err == nil {
		return
	}
	var many Errors
	var one *Error
	var ofUnit *unit.Error
	if errors.As(err, &many) || errors.As(err, &one) || errors.As(err, &ofUnit) {
		for _, e := range AllErrors(err) {
			g := *e
			if g.Field = join(path, g.Field); e.Field == "" {
				g.Field = path
			}
			f.list = append(f.list, &g)
		}
		return
	}
	f.Add(CodeSyntax, path, clip(raw), Text{
		ZH: "应为" + kindName(v.Type()).ZH, EN: "must be " + kindName(v.Type()).EN})
}

func kindName(t reflect.Type) Text {
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return Text{ZH: "该范围内的整数", EN: "a whole number in its range"}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return Text{ZH: "该范围内的非负整数", EN: "a whole number, not negative, in its range"}
	case reflect.Bool:
		return Text{ZH: "true 或 false", EN: "true or false"}
	case reflect.String:
		return Text{ZH: "字符串", EN: "a string"}
	}
	return Text{ZH: t.String(), EN: t.String()}
}

// render writes a tree back as compact JSON, in the order it was read.
func render(tree any) string {
	var b strings.Builder
	renderTo(&b, tree)
	return b.String()
}

func renderTo(b *strings.Builder, tree any) {
	switch x := tree.(type) {
	case object:
		b.WriteByte('{')
		for i, m := range x {
			if i > 0 {
				b.WriteByte(',')
			}
			renderTo(b, m.name)
			b.WriteByte(':')
			renderTo(b, m.value)
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, v := range x {
			if i > 0 {
				b.WriteByte(',')
			}
			renderTo(b, v)
		}
		b.WriteByte(']')
	default:
		s, err := json.Marshal(x)
		if err != nil { // a tree holds only strings, numbers, bools and nil
			s = []byte("null")
		}
		b.Write(s)
	}
}

// clip keeps an offending value short enough to read in an error.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 64 {
		return string(r[:63]) + "…"
	}
	return s
}

// elem is the type that v, a pointer, points to.
func elem(v any) reflect.Type {
	t := reflect.TypeOf(v)
	if t != nil && t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return nil
}

// leaves maps the path of each leaf below t to whether its JSON is bare: a
// number or a boolean.
func leaves(bare map[string]bool, path string, t reflect.Type) {
	switch {
	case t == nil:
	case readsItself(t):
		bare[path] = false
	case t.Kind() == reflect.Struct:
		for _, fd := range fieldsOf(t) {
			leaves(bare, join(path, fd.name), fd.typ)
		}
	case t.Kind() == reflect.Slice:
		leaves(bare, path+"[]", t.Elem())
	case t.Kind() == reflect.String:
		bare[path] = false
	default:
		bare[path] = true
	}
}
