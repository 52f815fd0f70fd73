package caseload

import "strings"

// names finds what belongs to a county by the county's name.
type names[V any] struct {
	list []string
	by   map[string]*V
}

func newNames[V any](list []string, value func(name string) V) names[V] {
	n := names[V]{list, make(map[string]*V, len(list))}
	for _, name := range list {
		v := value(name)
		n.by[name] = &v
	}
	return n
}

// find finds a name, with blanks around it or without, as tables are read; nil if there is none.
func (n *names[V]) find(name string) *V {
	if v := n.by[name]; v != nil {
		return v
	}
	return n.by[strings.TrimSpace(name)]
}
