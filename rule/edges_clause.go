package rule

import (
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
)

// grounded tells which clause a comparison rests on, under the parameters of a case.
type grounded struct {
	s     *scheme
	g     *grounds
	known map[comparison]string
}

// comparison is one of a step.
type comparison struct {
	step int
	text string
}

// clauseOf is the id of the clause that a comparison rests on, "" where none can be told for certain: its step's own; else that of a rule
// which rests on one alone; else that of the steps and parameters which the comparison names; else that of the steps which its step
// feeds. A step whose clause gives another value than the parameters have has none.
func (c *grounded) clauseOf(of comparison) string {
	id, ok := c.known[of]
	if !ok {
		id = c.find(of)
		c.known[of] = id
	}
	return id
}

func (c *grounded) find(of comparison) string {
	term := c.s.steps[of.step].term
	if slices.Contains(c.g.bare, term) {
		return ""
	}
	if term.Clause.ID != "" {
		return term.Clause.ID
	}
	var ids []string
	for _, b := range c.s.basis {
		if slices.Contains(c.g.struck, b) {
			ids = append(ids, "") // one that is not the parameters'
		}
		ids = append(ids, b.ID)
	}
	if id := sole(ids); id != "" {
		return id
	}
	ids = nil
	if f, err := parseComparison(of.text); err == nil {
		ids = c.below(f.Names(), nil)
	}
	if len(ids) == 0 {
		ids = c.above(of.step, nil)
	}
	return sole(ids)
}

// sole is the id that all are, "" where there is none or another.
func sole(ids []string) string {
	if ids = slices.Compact(ids); len(ids) == 1 {
		return ids[0]
	}
	return ""
}

// below collects the nearest clauses of what is named; "" stands for one that is not the parameters'.
func (c *grounded) below(names, to []string) []string {
	for _, name := range names {
		k, ok := c.s.names[name]
		if !ok {
			for i := range c.g.origins {
				if o := &c.g.origins[i]; o.Clause != "" && (o.Path == name || listedIn(name, o.Path)) {
					to = append(to, o.Clause)
				}
			}
			continue
		}
		switch step := &c.s.steps[k]; {
		case slices.Contains(c.g.bare, step.term):
			to = append(to, "")
		case step.term.Clause.ID != "":
			to = append(to, step.term.Clause.ID)
		default:
			to = c.below(step.f.Names(), to)
		}
	}
	return to
}

// above collects the nearest clauses of the steps that a step feeds.
func (c *grounded) above(k int, to []string) []string {
	id := c.s.steps[k].term.ID
	for i := range c.s.steps {
		step := &c.s.steps[i]
		switch {
		case !slices.Contains(step.f.Names(), id):
		case slices.Contains(c.g.bare, step.term):
			to = append(to, "")
		case step.term.Clause.ID != "":
			to = append(to, step.term.Clause.ID)
		default:
			to = c.above(i, to)
		}
	}
	return to
}

// listedIn reports whether a name is that of a field of a list's items.
func listedIn(name, list string) bool {
	return len(name) > len(list) && name[:len(list)] == list && name[len(list)] == '.'
}

// because adds a comparison that turns.
func (c *grounded) because(list []Turning, of course.Cause) []Turning {
	term := c.s.steps[of.Step].term
	t := Turning{Step: term.ID, Item: of.Item, Label: term.Label, Comparison: of.Comparison, Clause: c.clauseOf(comparison{of.Step, of.Comparison})}
	if slices.Contains(list, t) {
		return list
	}
	return append(list, t)
}
