package rule

import (
	"reflect"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Any 任意规则 is a rule of whatever parameters, facts and answer: what a catalog lists. Every
// [Rule] is one.
type Any interface {
	// ID and Version name the rule.
	ID() string
	Version() int
	// Info describes it.
	Info() Info

	evalJSON(parameters, facts []byte) ([]byte, error)
	explainJSON(parameters, facts []byte, s Subject) ([]byte, error)
	replay(rec recorded) (Report, error)
}

// bindings keeps rules that stand on parameters read from JSON: a service or a nightly
// replay gets the same few sets again and again.
type bindings struct {
	mu   sync.Mutex
	made map[string]any
}

// maxBindings is how many sets are kept, maxBinding how long the text of one may be.
const (
	maxBindings = 256
	maxBinding  = 16 << 10
)

// cached is a rule under parameters, with their tree.
type cached[R any] struct {
	r    R
	tree any
}

// boundTo gives the rule under parameters read from JSON; those left out keep their
// defaults, and nil is the defaults.
func (r Rule[Policy, Facts, Answer]) boundTo(parameters []byte) (Rule[Policy, Facts, Answer], any, error) {
	if r.def == nil {
		return r, nil, r.Err()
	}
	if parameters == nil && r.sch.defaults == nil {
		return r, nil, r.fault
	}
	r.sch.bound.mu.Lock()
	got, ok := r.sch.bound.made[string(parameters)].(cached[Rule[Policy, Facts, Answer]])
	r.sch.bound.mu.Unlock()
	if ok {
		return got.r, got.tree, nil
	}
	var node any
	var err error
	if r.sch.defaults != nil {
		if node, err = tree.Parse(r.sch.defaults); err != nil {
			return r, nil, wrapped("", err)
		}
	}
	if parameters != nil {
		over, err := tree.Parse(parameters)
		if err != nil {
			return r, nil, named(r.def.ID, OfParameters, nil, err)
		}
		if node == nil {
			node = over
		} else if _, ok := over.(tree.Object); ok {
			node = tree.Merge(node, over)
		} else {
			node = over
		}
	}
	var p Policy
	if err := decode(node, reflect.ValueOf(&p).Elem()); err != nil {
		return r, nil, named(r.def.ID, OfParameters, r.sch.policyType, err)
	}
	r = r.Under(p)
	if r.fault != nil {
		return r, nil, r.fault
	}
	// The tree of the parameters with everything filled in, as a decision records them.
	raw, err := appendJSON(nil, r.b.p)
	if err != nil {
		return r, nil, wrapped("", err)
	}
	if node, err = tree.Parse(raw); err != nil {
		return r, nil, wrapped("", err)
	}
	if len(parameters) > maxBinding {
		return r, node, nil
	}
	r.sch.bound.mu.Lock()
	if r.sch.bound.made == nil || len(r.sch.bound.made) >= maxBindings {
		r.sch.bound.made = map[string]any{}
	}
	r.sch.bound.made[string(parameters)] = cached[Rule[Policy, Facts, Answer]]{r, node}
	r.sch.bound.mu.Unlock()
	return r, node, nil
}

// read binds parameters and facts given as JSON.
func (r Rule[Policy, Facts, Answer]) read(parameters, facts []byte) (Rule[Policy, Facts, Answer], Facts, error) {
	var in Facts
	if r.def == nil {
		return r, in, r.Err()
	}
	bound, _, err := r.boundTo(parameters)
	f := Faults(err)
	node, err := tree.Parse(facts)
	if err != nil {
		f = append(f, named(r.def.ID, OfFacts, nil, err)...)
	} else if err := decode(node, reflect.ValueOf(&in).Elem()); err != nil {
		f = append(f, named(r.def.ID, OfFacts, r.sch.factsType, err)...)
	}
	return bound, in, f.Err()
}

func (r Rule[Policy, Facts, Answer]) evalJSON(parameters, facts []byte) ([]byte, error) {
	bound, in, err := r.read(parameters, facts)
	if err != nil {
		return nil, err
	}
	out, err := bound.Eval(in)
	if err != nil {
		return nil, err
	}
	return appendJSON(nil, out)
}

func (r Rule[Policy, Facts, Answer]) explainJSON(parameters, facts []byte, s Subject) ([]byte, error) {
	bound, in, err := r.read(parameters, facts)
	if err != nil {
		return nil, err
	}
	d, err := bound.Explain(in)
	if err != nil {
		return nil, err
	}
	return d.For(s).AppendJSON(nil)
}
