// Package tree holds JSON as values that keep the order of the text, and each
// name of an object once.
//
// [Parse] reads a text into a tree, [Members] only cuts it at the top, [Append]
// writes a tree, [Put] and [Spread] go between trees and tables of paths, [Diff]
// compares and [Merge] lays one over another.
//
// A tree is made of [Object], []any, string, [json.Number], bool and nil. Numbers
// stay as they are written: 5.00 is not 5.
//
// Everything here takes time and memory in proportion to its input, whatever the
// input is; the limits that see to it are the constants of this package.
package tree

import (
	"strconv"
	"strings"
)

// The limits of what is read and written. An error that one of them is exceeded
// has the code [unit.Range] and names the limit.
const (
	MaxDepth = 64       // objects and lists within one another; names and indexes of a path
	MaxSize  = 64 << 20 // bytes of one JSON text
	MaxPath  = 1024     // bytes of a path that Put takes and Diff gives
	MaxNames = 1024     // names of one object that Put makes
	MaxItems = 1 << 16  // items of one list that Put makes
)

// Member is one name and value of an object.
type Member struct {
	Name  string
	Value any
}

// Object is a JSON object in the order of its text. Each name stands once.
type Object []Member

// Get gives the value under a name, and whether there is one: a member that is
// null gives nil, true. It looks at each member in turn.
func (o Object) Get(name string) (any, bool) {
	for i := range o {
		if o[i].Name == name {
			return o[i].Value, true
		}
	}
	return nil, false
}

// few is the number of names up to which looking at each is quicker than an index.
const few = 16

// finder finds members by name, in constant time also where they are many. The
// n-th lookup tries the n-th member first: two objects mostly have one order.
type finder struct {
	in    Object
	index map[string]int
}

func (f *finder) find(n int, name string) (any, bool) {
	if n < len(f.in) && f.in[n].Name == name {
		return f.in[n].Value, true
	}
	if len(f.in) <= few {
		return f.in.Get(name)
	}
	if f.index == nil {
		f.index = make(map[string]int, len(f.in))
		for i := len(f.in) - 1; i >= 0; i-- { // of a name that stands twice the first counts, as in Get
			f.index[f.in[i].Name] = i
		}
	}
	i, ok := f.index[name]
	if !ok {
		return nil, false
	}
	return f.in[i].Value, true
}

// Join gives the path of a member: members.income; the name alone at the top.
func Join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// Index gives the path of a list's item, counted from 0: members[2].
func Index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Items gives a path in which the number of each item, 2 of members[2], and its brackets are written as the function says.
func Items(path string, as func(number string) string) string {
	var b strings.Builder
	for {
		from := strings.IndexByte(path, '[')
		if from < 0 {
			b.WriteString(path)
			return b.String()
		}
		to := from + 1
		for to < len(path) && path[to] >= '0' && path[to] <= '9' {
			to++
		}
		b.WriteString(path[:from])
		if to == from+1 || to == len(path) || path[to] != ']' { // no item's
			b.WriteByte('[')
			path = path[from+1:]
			continue
		}
		b.WriteString(as(path[from+1 : to]))
		path = path[to+1:]
	}
}

// step is one part of a path: a name, or an item of a list.
type step struct {
	name string
	item int // -1 for a name
}

// pathOf writes steps as a path. One longer than most bytes is cut and ends in
// "…": a name may be as long as the text.
func pathOf(steps []step, most int) string {
	var b strings.Builder
	for _, s := range steps {
		if b.Len() > most {
			break
		}
		switch {
		case s.item >= 0:
			b.WriteByte('[')
			b.WriteString(strconv.Itoa(s.item))
			b.WriteByte(']')
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.name[:min(len(s.name), most+1)])
		}
	}
	return cut(b.String(), most)
}

// cut shortens a text to most bytes, the "…" that it then ends in included.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if i > most-len("…") {
			break
		}
		n = i
	}
	return s[:n] + "…"
}
