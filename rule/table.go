package rule

import (
	"encoding/json"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Cells is one row of a table as paths and texts: the cell under the column
// members[0].income. It is how tables of cases and of facts are written in a
// spreadsheet.
type Cells []Cell

// Cell is one filled cell.
type Cell struct{ Path, Text string }

// Bind reads a row of cells strictly into v, a pointer to a struct, starting from the
// values in base (JSON, or nil for none). Cells name fields by path; a field without a
// cell keeps base's value or, if there is none, is missing. A cell of a field that holds
// several is read as JSON: [] for an empty list. Truth values may stand as spreadsheets
// write them, TRUE and FALSE, or as 是 and 否. A path that stands twice, or that overwrites another, is
// [Duplicate].
//
// Errors are those of [Unmarshal], with the path of each bad cell.
func (c Cells) Bind(v any, base []byte) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return Unmarshal(nil, v)
	}
	node, err := c.over(rv.Type().Elem(), base)
	if err != nil {
		return err
	}
	return decode(node, rv.Elem())
}

// over lays a row of cells over base (JSON, or nil for none), as a value of a type is written.
func (c Cells) over(t reflect.Type, base []byte) (any, error) {
	var root any = tree.Object{}
	if base != nil {
		var err error
		if root, err = tree.Parse(base); err != nil {
			return nil, wrapped("", err)
		}
	}
	leaves := leafReadings(t)
	var cells any = tree.Object{}
	var f Errors
	for _, cell := range c {
		if !utf8.ValidString(cell.Path) || !utf8.ValidString(cell.Text) {
			f.Add(Syntax, clip(strings.ToValidUTF8(cell.Path, "?")), clip(strings.ToValidUTF8(cell.Text, "?")), whyNotUTF8)
			continue
		}
		next, err := tree.Put(cells, cell.Path, value(leaves, cell))
		if f.Wrap("", err); err == nil {
			cells = next
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return overlay(root, cells), nil
}

// list is a list that one cell gives whole.
type list []any

// overlay puts cells over a base: fields over fields, and items over items, so that a
// row may change one item of a default list. A list in one cell stands for the whole.
func overlay(base, over any) any {
	switch o := over.(type) {
	case list:
		return []any(o)
	case tree.Object:
		b, _ := base.(tree.Object)
		out := append(tree.Object(nil), b...)
		for _, m := range o {
			i := 0
			for i < len(out) && out[i].Name != m.Name {
				i++
			}
			if i == len(out) {
				out = append(out, tree.Member{Name: m.Name})
			}
			out[i].Value = overlay(out[i].Value, m.Value)
		}
		return out
	case []any:
		b, _ := base.([]any)
		out := append([]any(nil), b...)
		for i := range o {
			if i == len(out) {
				out = append(out, nil)
			}
			out[i] = overlay(out[i], o[i])
		}
		return out
	}
	return over
}

// leafReadings tells, by path without indexes, how the leaves of a type are read.
func leafReadings(t reflect.Type) map[string]reading {
	out := map[string]reading{}
	for _, l := range leavesOf(t) {
		inner, _ := held(l.typ)
		if strings.HasSuffix(l.path, "[]") {
			inner, _ = held(inner.Elem())
		}
		if how := readingOf(inner); how != asLeaf || readsItself(inner) {
			out[l.path] = how
		}
	}
	return out
}

// value writes a cell as its field would stand in JSON: texts as strings, anything else as
// the JSON that it is.
func value(leaves map[string]reading, c Cell) any {
	how, leaf := leaves[stripIndexes(c.Path)]
	switch {
	case how == asText || how == asString || leaf && how == asLeaf && !strings.HasPrefix(c.Text, "{"):
		return c.Text
	case c.Text == "TRUE", how == asFlag && c.Text == "是":
		return true
	case c.Text == "FALSE", how == asFlag && c.Text == "否":
		return false
	}
	node, err := tree.Parse([]byte(c.Text))
	if err != nil {
		return c.Text
	}
	if items, ok := node.([]any); ok {
		return list(items)
	}
	return node
}

func stripIndexes(path string) string {
	var b strings.Builder
	in := false
	for _, r := range path {
		switch {
		case r == '[':
			in = true
			b.WriteString("[]")
		case r == ']':
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Flatten lists the leaves of a value as its JSON has them: path and text, strings
// without quotes. It is the counterpart of [Cells.Bind].
func Flatten(v any) (Cells, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	node, err := tree.Parse(raw)
	if err != nil {
		return nil, wrapped("", err)
	}
	leaves, err := tree.Spread(node)
	if err != nil {
		return nil, wrapped("", err)
	}
	out := make(Cells, len(leaves))
	for i, l := range leaves {
		out[i] = Cell{l.Path, l.Text}
	}
	return out, nil
}
