package rule

import (
	"reflect"
	"strings"
	"unicode/utf8"
)

// maxQuote is how many characters of a source a clause may quote.
const maxQuote = 40

// vet finds what would make a definition unusable later: an id that does not
// stand in a catalog or a file's name, a clause that names no place, a field that
// cannot be recorded or is not exact.
func (d *Definition[P, In, Out]) vet(f *Faults) {
	if d.ID != "" && !soundID(d.ID) {
		f.Add(CodeDefinition, "ID", clip(d.ID), Text{
			ZH: "应为小写字母、数字和连字符，以点分隔，如 eldercare.care-beds", EN: "must be lower-case letters, digits and hyphens with dots between: eldercare.care-beds"})
	}
	for i, c := range d.Basis {
		at := index("Basis", i)
		if c.ID == "" {
			f.Add(CodeDefinition, at+".ID", "", NotGiven)
		}
		if utf8.RuneCountInString(c.Quote) > maxQuote {
			f.Add(CodeDefinition, at+".Quote", clip(c.Quote), Text{ZH: "引文不得超过40字", EN: "a quotation has at most 40 characters"})
		}
	}
	for _, part := range []struct {
		name string
		typ  reflect.Type
	}{{"P", reflect.TypeFor[P]()}, {"In", reflect.TypeFor[In]()}, {"Out", reflect.TypeFor[Out]()}} {
		vetType(f, part.name, part.typ, nil)
	}
}

func soundID(id string) bool {
	for part := range strings.SplitSeq(id, ".") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Contains(id, ".")
}

// vetType looks at what a record would hold. A type that writes itself is its
// own author's affair.
func vetType(f *Faults, path string, t reflect.Type, within []reflect.Type) {
	for _, w := range within {
		if w == t {
			return // a type that holds itself
		}
	}
	if writesItself(t) || writesItself(reflect.PointerTo(t)) {
		return
	}
	within = append(within, t)
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		f.Add(CodeDefinition, path, t.String(), Text{ZH: "不是精确的数，请用unit或decimal的类型", EN: "is not exact: use a type of package unit, a decimal or an integer"})
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		f.Add(CodeDefinition, path, t.String(), Text{ZH: "不能写入决定记录", EN: "cannot stand in a decision's record"})
	case reflect.Pointer, reflect.Slice, reflect.Array:
		vetType(f, path, t.Elem(), within)
	case reflect.Map:
		vetType(f, path, t.Key(), within)
		vetType(f, path, t.Elem(), within)
	case reflect.Struct:
		for _, field := range fieldsOf(t) {
			vetType(f, join(path, field.name), field.typ, within)
		}
	}
}
