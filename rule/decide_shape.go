package rule

import (
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// misshapen refuses facts of which something that holds others is there and is no object: what it holds would be taken for not known.
// What is no list is refused where lists are read.
func (s *scheme) misshapen(facts any) error {
	var f Errors
	s.objects(&f, facts, "", nil)
	seen := map[string]bool{}
	for i := range s.fact {
		path := s.fact[i].path
		if above := path[:max(strings.LastIndexByte(path, '.'), 0)]; above != "" && !seen[above] {
			seen[above] = true
			s.objects(&f, facts, "", strings.Split(above, "."))
		}
	}
	return f.Err()
}

// objects looks along a path of names, of which "members[]" is each item of a list.
func (s *scheme) objects(f *Errors, node any, at string, names []string) {
	o, ok := node.(tree.Object)
	if !ok {
		bad := Fault{Code: Syntax, Part: OfFacts, Field: at, Label: s.labelIn(OfFacts, at), Value: clip(tree.String(node)), Reason: mustBeObject}
		if !slices.ContainsFunc(*f, func(had Fault) bool { return had.Field == at }) { // it may hold others at several depths
			*f = append(*f, bad)
		}
		return
	}
	if len(names) == 0 {
		return
	}
	name, list := strings.CutSuffix(names[0], "[]")
	child, ok := find(o, name)
	if !ok || child == nil {
		return
	}
	at = tree.Join(at, name)
	if !list {
		s.objects(f, child, at, names[1:])
		return
	}
	items, _ := child.([]any)
	for k, item := range items {
		s.objects(f, item, tree.Index(at, k), names[1:])
	}
}
