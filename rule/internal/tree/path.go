package tree

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Put sets one value in a tree, at a path such as members[0].income, and gives
// the tree, which is nil to begin with. The objects and lists on the way are made;
// they are changed in place, so the tree that was passed in is used up. On an
// error nothing is changed.
//
// Nothing is ever overwritten. Errors, each an [*Error] that names the path:
//
//   - [unit.Syntax]: no path, or one that leads through what is there and is no
//     object or list of that kind;
//   - [unit.Duplicate]: something is there already;
//   - [unit.Missing]: an item whose predecessor has not been put;
//   - [unit.Range]: beyond [MaxPath], [MaxDepth], [MaxNames] or [MaxItems].
func Put(tree any, path string, leaf any) (any, error) {
	steps, err := stepsOf(path)
	if err != nil {
		return nil, err
	}
	return place(tree, tree != nil, path, steps, leaf)
}

// place sets leaf below node, which is there or not.
func place(node any, there bool, path string, steps []step, leaf any) (any, error) {
	if len(steps) == 0 {
		if there {
			return nil, pathError(unit.Duplicate, path, "此处已有值，重复给出；只能保留一列", "is given already, here or by parts; keep one column")
		}
		return leaf, nil
	}
	if steps[0].item >= 0 {
		list, ok := node.([]any)
		if there && !ok {
			return nil, through(path, "不是数组，不能有[…]", "is no list and has no items")
		}
		return placeItem(list, path, steps, leaf)
	}
	o, ok := node.(Object)
	if there && !ok {
		return nil, through(path, "不是对象，其下不能再有字段", "is no object and has no fields")
	}
	name := steps[0].name
	for i := range o {
		if o[i].Name == name {
			v, err := place(o[i].Value, true, path, steps[1:], leaf)
			if err != nil {
				return nil, err
			}
			o[i].Value = v
			return o, nil
		}
	}
	if len(o) >= MaxNames {
		return nil, pathError(unit.Range, path, fmt.Sprintf("一个对象最多%d个字段", MaxNames), fmt.Sprintf("an object has at most %d fields", MaxNames))
	}
	v, err := place(nil, false, path, steps[1:], leaf)
	if err != nil {
		return nil, err
	}
	return append(o, Member{name, v}), nil
}

func placeItem(list []any, path string, steps []step, leaf any) (any, error) {
	i := steps[0].item
	switch {
	case i >= MaxItems:
		return nil, pathError(unit.Range, path, fmt.Sprintf("一个数组最多%d项", MaxItems), fmt.Sprintf("a list has at most %d items", MaxItems))
	case i > len(list):
		return nil, pathError(unit.Missing, path,
			fmt.Sprintf("前面的[%d]没有给出；序号从0开始，依次给出", len(list)),
			fmt.Sprintf("[%d] before it is not given; items are numbered from 0 and given in turn", len(list)))
	case i < len(list):
		v, err := place(list[i], true, path, steps[1:], leaf)
		if err != nil {
			return nil, err
		}
		list[i] = v
		return list, nil
	}
	v, err := place(nil, false, path, steps[1:], leaf)
	if err != nil {
		return nil, err
	}
	return append(list, v), nil
}

// stepsOf reads a path. Its length is looked at first, so that no heading of
// megabytes is taken apart.
func stepsOf(path string) ([]step, error) {
	if len(path) > MaxPath {
		return nil, pathError(unit.Range, path, fmt.Sprintf("路径有%d字节，最多%d字节", len(path), MaxPath),
			fmt.Sprintf("the path has %d bytes, at most %d are taken", len(path), MaxPath))
	}
	steps := make([]step, 0, 8)
	for rest := path; rest != "" || len(steps) == 0; {
		var s step
		switch {
		case strings.HasPrefix(rest, "["):
			digits, after, ok := strings.Cut(rest[1:], "]")
			i, err := strconv.ParseUint(digits, 10, 31)
			if !ok || err != nil || len(digits) > 1 && digits[0] == '0' {
				return nil, noPath(path)
			}
			s.item, rest = int(i), after
		default:
			if len(steps) > 0 { // a name after another step stands after a point
				if rest[0] != '.' {
					return nil, noPath(path)
				}
				rest = rest[1:]
			}
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			s = step{rest[:end], -1}
			if rest = rest[end:]; !isName(s.name) {
				return nil, noPath(path)
			}
		}
		if steps = append(steps, s); len(steps) > MaxDepth {
			return nil, pathError(unit.Range, path, fmt.Sprintf("路径超过%d层", MaxDepth), fmt.Sprintf("the path is more than %d deep", MaxDepth))
		}
	}
	return steps, nil
}

// isName reports whether a name can be part of a path.
func isName(s string) bool { return s != "" && !strings.ContainsAny(s, ".[]") }

func noPath(path string) error {
	return pathError(unit.Syntax, path, "不是字段的路径，应写作如 members[0].income", "is no path of a field; write it as in members[0].income")
}

func through(path, zh, en string) error {
	return pathError(unit.Syntax, path, "路径经过的上级"+zh, "what stands above it on the path "+en)
}

func pathError(code unit.Code, path, zh, en string) error {
	return &Error{Code: code, Path: cut(path, maxErrorPath), Offset: -1, Reason: unit.Text{ZH: zh, EN: en}}
}

// Leaf is one value of a tree that holds no others, as a cell of a table.
type Leaf struct {
	Path string
	Text string // a string as it is, without quotes; anything else as JSON
}

// Spread lists the leaves of a tree in its order, an empty object or list as {}
// or [], and a tree that is a leaf itself under the path "". Putting each at its
// path makes the tree again.
//
// A name that no path can hold, being empty or with one of . [ ] in it, is an error
// with the code [unit.Syntax]; a path longer than [MaxPath] one with [unit.Range].
func Spread(tree any) ([]Leaf, error) { return spread(nil, "", tree) }

func spread(list []Leaf, path string, tree any) ([]Leaf, error) {
	if len(path) > MaxPath {
		return nil, pathError(unit.Range, path, fmt.Sprintf("路径超过%d字节", MaxPath), fmt.Sprintf("the path has more than %d bytes", MaxPath))
	}
	var err error
	switch x := tree.(type) {
	case Object:
		for _, m := range x {
			if !isName(m.Name) {
				return nil, pathError(unit.Syntax, path,
					"其下的名称“"+cut(m.Name, 64)+"”为空或含有“.”“[”“]”，不能写进路径", `the name "`+cut(m.Name, 64)+`" in it is empty or holds . [ or ], which no path can`)
			}
			if len(m.Name) > MaxPath { // before it is joined to anything
				m.Name = m.Name[:MaxPath+1]
			}
			if list, err = spread(list, Join(path, m.Name), m.Value); err != nil {
				return nil, err
			}
		}
		if len(x) > 0 {
			return list, nil
		}
	case []any:
		for i, v := range x {
			if list, err = spread(list, Index(path, i), v); err != nil {
				return nil, err
			}
		}
		if len(x) > 0 {
			return list, nil
		}
	case string:
		return append(list, Leaf{path, x}), nil
	}
	return append(list, Leaf{path, String(tree)}), nil
}

// Every is a path with the numbers of items left out, as a type has it: members[2].income is members[].income.
func Every(path string) string { return Items(path, func(string) string { return "[]" }) }

// Name is a path with the items left out, as formulas have it: members[2].income is members.income.
func Name(path string) string { return strings.ReplaceAll(Every(path), "[]", "") }
