package rule

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Cells is one row of a table as paths and texts: the cell under the column
// members[0].income. It is how tables of cases and of facts are written in a
// spreadsheet.
type Cells []Cell

// Cell is one filled cell.
type Cell struct{ Path, Text string }

// Bind reads a row of cells strictly into v, a pointer to a struct, starting
// from the values in base (JSON, or nil for none). Cells name fields by path; a
// field without a cell keeps base's value or, if there is none, is missing. A
// cell of a field that holds several is read as JSON: [] for an empty list.
//
// Errors are those of [Unmarshal], with the path of each bad cell.
func (c Cells) Bind(v any, base []byte) error {
	var tree any = object{}
	if base != nil {
		var err error
		if tree, err = parseTree(base); err != nil {
			return err
		}
	}
	shape := shapeOf(v)
	for _, cell := range c {
		var err error
		if tree, err = put(tree, cell.Path, cell.Path, value(shape, cell)); err != nil {
			return err
		}
	}
	return Unmarshal([]byte(render(tree)), v)
}

// shapeOf maps each leaf path, indexes left out, to whether it is bare in JSON.
func shapeOf(v any) map[string]bool {
	bare := map[string]bool{}
	leaves(bare, "", elem(v))
	return bare
}

// value writes a cell as its field would stand in JSON: numbers and booleans
// bare, other leaves as strings, anything that is not a leaf as JSON.
func value(bare map[string]bool, c Cell) any {
	path := stripIndexes(c.Path)
	isBare, leaf := bare[path]
	if leaf && !isBare {
		return c.Text
	}
	if tree, err := parseTree([]byte(c.Text)); err == nil {
		return tree
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

// put sets one leaf in a tree of objects and lists.
func put(tree any, full, path string, leaf any) (any, error) {
	if path == "" {
		return leaf, nil
	}
	if strings.HasPrefix(path, "[") {
		return putItem(tree, full, path, leaf)
	}
	name, rest := path, ""
	if i := strings.IndexAny(path, ".["); i >= 0 {
		name, rest = path[:i], strings.TrimPrefix(path[i:], ".")
	}
	o, ok := tree.(object)
	if !ok {
		if tree != nil {
			return nil, badPath(full)
		}
		o = object{}
	}
	for i := range o {
		if o[i].name == name {
			v, err := put(o[i].value, full, rest, leaf)
			o[i].value = v
			return o, err
		}
	}
	v, err := put(nil, full, rest, leaf)
	return append(o, member{name, v}), err
}

func putItem(tree any, full, path string, leaf any) (any, error) {
	digits, rest, ok := strings.Cut(path[1:], "]")
	i, err := strconv.Atoi(digits)
	if !ok || err != nil || i < 0 {
		return nil, badPath(full)
	}
	list, ok := tree.([]any)
	if !ok && tree != nil {
		return nil, badPath(full)
	}
	if i > len(list) {
		return nil, &Error{Code: CodeMissing, Field: full, Reason: Text{
			ZH: fmt.Sprintf("前面的第%d项没有给出", len(list)+1),
			EN: fmt.Sprintf("item %d before it is not given", len(list)+1)}}
	}
	if i == len(list) {
		list = append(list, nil)
	}
	list[i], err = put(list[i], full, strings.TrimPrefix(rest, "."), leaf)
	return list, err
}

func badPath(path string) error {
	return &Error{Code: CodeSyntax, Field: path, Reason: Text{ZH: "列名不是字段的路径", EN: "the column is no path of a field"}}
}

// Flatten lists the leaves of a value as its JSON has them: path and text,
// strings without quotes. It is the counterpart of [Cells.Bind].
func Flatten(v any) (Cells, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	tree, err := parseTree(raw)
	if err != nil {
		return nil, err
	}
	return spread(nil, "", tree), nil
}

func spread(list Cells, path string, tree any) Cells {
	switch x := tree.(type) {
	case object:
		for _, m := range x {
			list = spread(list, join(path, m.name), m.value)
		}
		return list
	case []any:
		if len(x) == 0 {
			return append(list, Cell{path, "[]"})
		}
		for i, v := range x {
			list = spread(list, index(path, i), v)
		}
		return list
	case string:
		return append(list, Cell{path, x})
	}
	return append(list, Cell{path, render(tree)})
}
