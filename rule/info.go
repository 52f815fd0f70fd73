package rule

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Info describes a rule for a rulebook, a form or a catalog.
type Info struct {
	ID         string   `json:"id"`
	Version    int      `json:"version"`
	Title      Text     `json:"title"`
	Basis      []Clause `json:"basis"`
	Parameters []Field  `json:"parameters"`
	Facts      []Field  `json:"facts"`
	Answer     []Field  `json:"answer"`
	// Defaults are the plan's own parameters as JSON, nil when it leaves them
	// to the caller.
	Defaults json.RawMessage `json:"defaults,omitzero"`
}

// Field describes one field of a rule's parameters, facts or answer.
type Field struct {
	// Path is the field's place: standard, members[].income.
	Path string `json:"path"`
	// Label is the field's name for a reader.
	Label Text `json:"label"`
	// Type is the Go type, such as unit.Money.
	Type string `json:"type"`
	// Optional is true for a fact that may be left out.
	Optional bool `json:"optional,omitzero"`
}

// Info describes the rule. It is the zero Info for the zero Rule.
func (r Rule[P, In, Out]) Info() Info {
	if r.def == nil {
		return Info{}
	}
	info := Info{
		ID: r.def.ID, Version: r.def.Version, Title: r.def.Title, Basis: slices.Clone(r.def.Basis),
		Parameters: describe(nil, "", reflect.TypeFor[P]()),
		Facts:      describe(nil, "", reflect.TypeFor[In]()),
		Answer:     describe(nil, "", reflect.TypeFor[Out]()),
	}
	if r.def.Defaults != nil {
		d := r.Under(*r.def.Defaults)
		if raw, err := json.Marshal(*d.p); err == nil {
			info.Defaults = raw
		}
	}
	return info
}

// fieldInfo is how one exported struct field stands in JSON.
type fieldInfo struct {
	name     string
	label    Text
	index    []int
	typ      reflect.Type
	optional bool
}

// fieldsOf lists the fields that encoding/json writes, embedded structs
// flattened, in their order.
func fieldsOf(t reflect.Type) []fieldInfo {
	var out []fieldInfo
	for _, sf := range reflect.VisibleFields(t) {
		if !sf.IsExported() || sf.Anonymous {
			continue
		}
		name, opts, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if name == "" {
			name = sf.Name
		}
		label := Text{ZH: sf.Tag.Get("zh"), EN: sf.Tag.Get("en")}
		if label.EN == "" {
			label.EN = strings.ReplaceAll(name, "_", " ")
		}
		out = append(out, fieldInfo{
			name: name, label: label, index: sf.Index, typ: sf.Type,
			optional: strings.Contains(","+opts+",", ",omitzero,"),
		})
	}
	return out
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// writesItself reports whether values of type t are one leaf when written.
func writesItself(t reflect.Type) bool {
	return t.Implements(jsonMarshaler) || t.Implements(textMarshaler)
}

func describe(list []Field, path string, t reflect.Type) []Field {
	switch {
	case writesItself(t) || readsItself(t):
	case t.Kind() == reflect.Struct:
		for _, fd := range fieldsOf(t) {
			at := join(path, fd.name)
			below := describe(nil, at, fd.typ)
			for i := range below {
				if below[i].Path == at {
					below[i].Label, below[i].Optional = fd.label, fd.optional
				}
			}
			list = append(list, below...)
		}
		return list
	case t.Kind() == reflect.Slice:
		return describe(list, path+"[]", t.Elem())
	}
	return append(list, Field{Path: path, Type: t.String()})
}
