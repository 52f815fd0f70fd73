package course

import (
	"slices"
)

// verdict is how a comparison of a step stands, at an item of the step or of the list that it goes over.
type verdict struct {
	at   Cause
	node *node
	item int
	yes  bool
}

// note takes down how a comparison stands.
func (w *Walker) note(n *node, item int, v Value) Value {
	if v.kind == isFlag && w.number == nil {
		w.seen = append(w.seen, verdict{w.at, n, item, v.flag})
	}
	return v
}

// Flipped are the comparisons that stand otherwise than in the run before, each once, in the order in which they were met: of two numbers
// that do not run one may give way to another where a max, a choice or a flag turns, and a comparison of them be another there
// though it turns nowhere by itself. What was not asked of in both runs is not among them.
func (w *Walker) Flipped() (out []Cause) {
	type key struct {
		step, item, over int
		node             *node
	}
	had := make(map[key]bool, len(w.before))
	for i := range w.before {
		v := &w.before[i]
		had[key{v.at.Step, v.at.Item, v.item, v.node}] = v.yes
	}
	for i := range w.seen {
		v := &w.seen[i]
		if was, ok := had[key{v.at.Step, v.at.Item, v.item, v.node}]; ok && was != v.yes {
			c := v.at
			c.Comparison = v.node.text
			if !slices.ContainsFunc(out, c.Same) {
				out = append(out, c)
			}
		}
	}
	return out
}
