package dated

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Map 转换参数 gives the book of another kind of parameters, made from those of the first: of a
// standard for town and country, the one a rule takes. paths name the parameters that the documents
// give, where they are not all: the others are then the caller's.
//
// The error is that of to, with its entry named, that the parameters do not marshal to JSON, or
// [rule.UnknownField] for a path that they do not have.
func Map[P, Q any](b Book[P], to func(P) (Q, error), paths ...string) (Book[Q], error) {
	return convert(b, func(p P, _ json.RawMessage) (q Q, raw json.RawMessage, err error) {
		if q, err = to(p); err == nil {
			raw, err = given(q, paths)
		}
		return q, raw, err
	})
}

// Within 取出部分参数 gives the book of a part of the parameters, such as what a document gives the
// towns: path is the part's, and to gives it. The documents give of it what they gave of the whole.
//
// The error is [rule.UnknownField] for a path of which an entry gives nothing.
func Within[P, Q any](b Book[P], path string, to func(P) Q) (Book[Q], error) {
	return convert(b, func(p P, whole json.RawMessage) (Q, json.RawMessage, error) {
		node, err := tree.Parse(whole)
		for name := range strings.SplitSeq(path, ".") {
			o, _ := node.(tree.Object)
			node, _ = o.Get(name)
		}
		if o, ok := node.(tree.Object); err == nil && ok {
			return to(p), tree.Append(nil, o), nil
		}
		var f rule.Errors
		f.Wrap("", err)
		f.Add(rule.UnknownField, path, "", rule.Text{ZH: "参数中没有此部分", EN: "the parameters have no such part"})
		return to(p), nil, f
	})
}

// convert makes a book of other parameters, entry by entry.
func convert[P, Q any](b Book[P], to func(P, json.RawMessage) (Q, json.RawMessage, error)) (Book[Q], error) {
	in := b.in()
	if in.at == nil {
		return Book[Q]{}, in.refuseQuestion("", unit.Month{})
	}
	out := book[Q]{areas: in.areas, at: in.at, spans: in.spans, known: in.known, shared: holdsLists(reflect.TypeFor[Q](), 0)}
	var f rule.Errors
	for i, e := range in.entries {
		if in.shared {
			e.Parameters = rule.Clone(e.Parameters)
		}
		q, raw, err := to(e.Parameters, in.gives[i])
		if out.shared {
			q = rule.Clone(q)
		}
		f.Wrap(tree.Index("entries", i), err)
		out.entries = append(out.entries, Entry[Q]{e.Area, e.From, e.Until, e.Published, e.Document, e.Source, q})
		out.gives = append(out.gives, raw)
	}
	if len(f) > 0 {
		return Book[Q]{}, f
	}
	return Book[Q]{&out}, nil
}

// given writes the parameters at some paths, or all, as JSON.
func given[Q any](q Q, paths []string) (json.RawMessage, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	node, err := tree.Parse(raw)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return tree.Append(nil, filled(node)), nil
	}
	cells, err := rule.Flatten(q)
	if err != nil {
		return nil, err
	}
	var f rule.Errors
	for _, path := range paths {
		if !slices.ContainsFunc(cells, func(c rule.Cell) bool { return under(c.Path, path) }) {
			f.Add(rule.UnknownField, path, "", rule.Text{ZH: "参数中没有此项", EN: "the parameters have no such field"})
		}
	}
	if len(f) > 0 {
		return nil, f
	}
	return tree.Append(nil, filled(pruned(node, "", paths))), nil
}

// filled leaves out what is null: a list that was not given.
func filled(node any) any {
	o, ok := node.(tree.Object)
	if !ok {
		return node
	}
	out := tree.Object{}
	for _, m := range o {
		if m.Value != nil {
			out = append(out, tree.Member{Name: m.Name, Value: filled(m.Value)})
		}
	}
	return out
}

// under reports whether a path is another or lies within it.
func under(path, top string) bool {
	rest, ok := strings.CutPrefix(path, top)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// pruned keeps what lies at the paths.
func pruned(node any, at string, paths []string) any {
	o, ok := node.(tree.Object)
	if !ok {
		return node
	}
	out := tree.Object{}
	for _, m := range o {
		path := tree.Join(at, m.Name)
		switch {
		case slices.ContainsFunc(paths, func(p string) bool { return under(path, p) }):
			out = append(out, m)
		case slices.ContainsFunc(paths, func(p string) bool { return under(p, path) }):
			out = append(out, tree.Member{Name: m.Name, Value: pruned(m.Value, path, paths)})
		}
	}
	return out
}
