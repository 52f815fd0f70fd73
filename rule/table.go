package rule

import (
	"encoding/json"
	"reflect"
	"strings"

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
// write them, TRUE and FALSE. A path that stands twice, or that overwrites another, is
// [Duplicate].
//
// Errors are those of [Unmarshal], with the path of each bad cell.
func (c Cells) Bind(v any, base []byte) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return Unmarshal(nil, v)
	}
	var root any = tree.Object{}
	if base != nil {
		var err error
		if root, err = tree.Parse(base); err != nil {
			return wrapped("", err)
		}
	}
	bare := bareLeaves(rv.Type().Elem())
	var cells any = tree.Object{}
	var f Errors
	for _, cell := range c {
		next, err := tree.Put(cells, cell.Path, value(bare, cell))
		f.Wrap("", err)
		if err == nil {
			cells = next
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	return decode(overlay(root, cells), rv.Elem())
}

// overlay puts cells over a base: fields over fields, and items over items, so that a
// row may change one item of a default list.
func overlay(base, over any) any {
	switch o := over.(type) {
	case tree.Object:
		b, ok := base.(tree.Object)
		if !ok {
			return over
		}
		out := append(tree.Object(nil), b...)
		for _, m := range o {
			i := 0
			for i < len(out) && out[i].Name != m.Name {
				i++
			}
			if i == len(out) {
				out = append(out, m)
				continue
			}
			out[i].Value = overlay(out[i].Value, m.Value)
		}
		return out
	case []any:
		b, ok := base.([]any)
		if !ok || len(o) == 0 || len(o) > len(b) {
			return over
		}
		out := append([]any(nil), b...)
		for i := range o {
			out[i] = overlay(out[i], o[i])
		}
		return out
	}
	return over
}

// bareLeaves maps each leaf's path, indexes left out, to whether its JSON is bare: a
// number or a truth value.
func bareLeaves(t reflect.Type) map[string]bool {
	bare := map[string]bool{}
	for _, l := range leavesOf(t) {
		inner, _ := held(l.typ)
		switch {
		case strings.HasSuffix(l.path, "[]"):
		case readsItself(inner), inner.Kind() == reflect.String:
			bare[l.path] = false
		default:
			bare[l.path] = true
		}
	}
	return bare
}

// value writes a cell as its field would stand in JSON: numbers and truth values bare,
// other leaves as strings, anything that is not a leaf as JSON.
func value(bare map[string]bool, c Cell) any {
	isBare, leaf := bare[stripIndexes(c.Path)]
	if leaf && !isBare {
		if strings.HasPrefix(c.Text, "{") { // a value of two counts
			if node, err := tree.Parse([]byte(c.Text)); err == nil {
				return node
			}
		}
		return c.Text
	}
	switch c.Text {
	case "TRUE":
		return true
	case "FALSE":
		return false
	}
	if node, err := tree.Parse([]byte(c.Text)); err == nil {
		return node
	}
	return c.Text
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
