package rule

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// fieldInfo is how one exported struct field stands in JSON.
type fieldInfo struct {
	name     string
	label    Text
	index    []int
	typ      reflect.Type
	how      reading
	optional bool
	options  string // of the json tag, but omitzero
	tag      reflect.StructTag
}

var fieldCache sync.Map // reflect.Type → []fieldInfo

// fieldsOf lists the fields that encoding/json writes, those of embedded structs in their
// place.
func fieldsOf(t reflect.Type) []fieldInfo {
	if list, ok := fieldCache.Load(t); ok {
		return list.([]fieldInfo)
	}
	list := appendFields(nil, t, nil, 0)
	fieldCache.Store(t, list)
	return list
}

func appendFields(out []fieldInfo, t reflect.Type, at []int, depth int) []fieldInfo {
	for i := range t.NumField() {
		sf := t.Field(i)
		name, options, _ := strings.Cut(sf.Tag.Get("json"), ",")
		index := append(slices.Clone(at), i)
		embedded := sf.Type
		if embedded.Kind() == reflect.Pointer {
			embedded = embedded.Elem()
		}
		if sf.Anonymous && name == "" && embedded.Kind() == reflect.Struct && depth < maxTypeDepth {
			out = appendFields(out, embedded, index, depth+1)
			continue
		}
		if !sf.IsExported() || sf.Tag.Get("json") == "-" {
			continue
		}
		if name == "" {
			name = sf.Name
		}
		label := Text{ZH: sf.Tag.Get("zh"), EN: sf.Tag.Get("en")}
		if label.EN == "" {
			label.EN = strings.ReplaceAll(name, "_", " ")
		}
		if label.ZH == "" {
			label.ZH = label.EN
		}
		out = append(out, fieldInfo{
			name: name, label: label, index: index, typ: sf.Type, how: readingOf(sf.Type), tag: sf.Tag,
			optional: options == "omitzero", options: options,
		})
	}
	return out
}

func fieldNamed(t reflect.Type, name string) *fieldInfo {
	list := fieldsOf(t)
	for i := range list {
		if list[i].name == name {
			return &list[i]
		}
	}
	return nil
}

// reading is how values of a type are read from a tree.
type reading uint8

const (
	asLeaf   reading = iota // by the type's own UnmarshalJSON, or encoding/json
	asString                // by its UnmarshalText, where its UnmarshalJSON does no more
	asGiven
	asStruct
	asList
	asText
	asFlag
	asWhole
)

var readings sync.Map // reflect.Type → reading

func readingOf(t reflect.Type) reading {
	if how, ok := readings.Load(t); ok {
		return how.(reading)
	}
	how := asLeaf
	switch k := t.Kind(); {
	case reflect.PointerTo(t).Implements(reflect.TypeFor[filler]()):
		how = asGiven
	case t.Implements(reflect.TypeFor[chosen]()), texts[t].pattern != "":
		how = asString
	case readsItself(t):
	case k == reflect.Struct:
		how = asStruct
	case k == reflect.Slice:
		how = asList
	case k == reflect.String:
		how = asText
	case k == reflect.Bool:
		how = asFlag
	case k >= reflect.Int && k <= reflect.Uint64:
		how = asWhole
	}
	readings.Store(t, how)
	return how
}

var (
	jsonMarshaler   = reflect.TypeFor[json.Marshaler]()
	textMarshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// writesItself reports whether values of type t are one leaf when written.
func writesItself(t reflect.Type) bool {
	return t.Implements(jsonMarshaler) || t.Implements(textMarshaler)
}

// readsItself reports whether values of type t are one leaf of a JSON text. A struct
// that reads itself but does not write itself is read by its fields: its UnmarshalJSON
// is there so that encoding/json is as strict as [Unmarshal], which it calls.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	if p.Implements(textUnmarshaler) {
		return true
	}
	return p.Implements(jsonUnmarshaler) && (t.Kind() != reflect.Struct || writesItself(t))
}

// holder is what a type of optional values tells of the type it holds.
type holder interface{ given() any }

// held is the type behind a [Given], or t itself.
func held(t reflect.Type) (inner reflect.Type, optional bool) {
	if t.Implements(reflect.TypeFor[holder]()) {
		if get, ok := t.MethodByName("Get"); ok && get.Type.NumOut() == 2 {
			return get.Type.Out(0), true
		}
	}
	return t, false
}

// leafType is one leaf of parameters, facts or an answer.
type leafType struct {
	path     string // members[].income
	typ      reflect.Type
	field    *fieldInfo // nil for the items of a list of plain values
	label    Text
	optional bool // it, or a struct that holds it, may be left out
	given    bool // the nearest of those is a Given
}

// name is how a formula names the leaf: members.income.
func (l *leafType) name() string { return strings.ReplaceAll(l.path, "[]", "") }

// list is the list whose items have the leaf, "" outside one.
func (l *leafType) list() string {
	list, _, ok := strings.Cut(l.path, "[]")
	if !ok {
		return ""
	}
	return list
}

// plainItems reports whether a list, whose path ends with [], has items without fields.
func (l *leafType) plainItems() bool {
	e, _ := held(l.typ.Elem())
	return e.Kind() != reflect.Struct || readsItself(e)
}

// leavesOf lists the leaves below t, and the lists, whose paths end with [] and whose
// type is a slice.
func leavesOf(t reflect.Type) []leafType {
	var out []leafType
	spreadType(&out, leafType{typ: t}, 0)
	return out
}

const maxTypeDepth = 32

func spreadType(out *[]leafType, l leafType, depth int) {
	inner, optional := held(l.typ)
	if optional && inner.Kind() == reflect.Struct && !readsItself(inner) {
		l.typ, l.optional, l.given = inner, true, true
	}
	t := l.typ
	switch {
	case depth > maxTypeDepth:
	case writesItself(t) || readsItself(t): // a Given too
		l.optional, l.given = l.optional || optional, l.given || optional
		*out = append(*out, l)
	case t.Kind() == reflect.Struct:
		list := fieldsOf(t)
		for i := range list {
			fd := &list[i]
			label := fd.label
			if l.label.ZH != "" && l.label.ZH != "~" {
				label = Text{ZH: l.label.ZH + " " + label.ZH, EN: l.label.EN + " " + label.EN}
				if fd.label.ZH == "~" {
					label = l.label
				}
			}
			spreadType(out, leafType{path: tree.Join(l.path, fd.name), typ: fd.typ, field: fd, label: label, optional: l.optional || fd.optional, given: l.given && !fd.optional}, depth+1)
		}
	case t.Kind() == reflect.Slice:
		at := l
		at.path += "[]"
		*out = append(*out, at)
		plain := at.plainItems()
		at.typ, at.field = t.Elem(), nil
		if !plain || t.Elem().Kind() == reflect.Slice {
			spreadType(out, at, depth+1)
		}
	default:
		*out = append(*out, l)
	}
}
