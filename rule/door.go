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
	// Err tells why it would refuse every case.
	Err() error

	scheme() *scheme
	// underJSON stands the rule on parameters read from JSON, as notices say whose they are.
	underJSON(parameters, notices []byte) (Any, error)
	// asJSON gives the parameters that it stands on.
	asJSON() ([]byte, any, error)
	// factsFrom reads facts: a pointer to them, and their tree.
	factsFrom(facts []byte) (in, node any, err error)
	// evalInto answers the facts that a pointer leads to, and leaves the answer where out leads; explainAny gives the decision.
	evalInto(in, out any) error
	explainAny(in any) (*account, error)
	readingsAny(in any) ([]Compared, error)
	// underAny stands the rule on the parameters that p leads to, and parametersAny leads to a copy of its own.
	underAny(p any) Any
	parametersAny() any
}

// bindings keeps rules that stand on parameters read from JSON, by the text of those: a
// service or a nightly replay gets the same few sets again and again.
type bindings struct {
	mu   sync.Mutex
	made map[string]any // a Rule
}

// maxBindings is how many sets are kept, maxBinding how long the text of one may be.
const (
	maxBindings = 256
	maxBinding  = 16 << 10
)

// boundTo gives the rule under parameters read from JSON; those left out stay as the rule
// stands, on the plan's unless it was put under others, and no text leaves them all.
// notices are the documents that a record says they are from, or no text.
func (r Rule[Policy, Facts, Answer]) boundTo(parameters, notices []byte) (Rule[Policy, Facts, Answer], error) {
	if r.def == nil {
		return r, r.Err()
	}
	if len(parameters) == 0 {
		return r, r.fault
	}
	raw, own, err := r.asJSON()
	if err != nil {
		return r, err
	}
	got, err := r.sch.bind(raw, own, parameters, notices, func(node any, from []Notice) (any, error) {
		var p Policy
		if err := decodeWithin(r.sch.parameters, node, reflect.ValueOf(&p).Elem()); err != nil {
			return nil, r.sch.named(OfParameters, err)
		}
		under := r.UnderNotice(p, from...)
		return under, under.fault
	})
	if under, ok := got.(Rule[Policy, Facts, Answer]); ok {
		r = under
	}
	return r, err
}

// bind makes a rule by parameters read from JSON over its own, or finds it made.
func (s *scheme) bind(raw []byte, own any, parameters, notices []byte, under func(node any, from []Notice) (any, error)) (any, error) {
	name := string(raw) + "\n" + string(parameters) + "\n" + string(notices)
	keep := &s.bound
	keep.mu.Lock()
	got, ok := keep.made[name]
	keep.mu.Unlock()
	if ok {
		return got, nil
	}
	over, err := tree.Parse(parameters)
	if err != nil {
		return nil, s.named(OfParameters, err)
	}
	var from []Notice
	if notices != nil {
		if err := Unmarshal(notices, &from); err != nil {
			return nil, s.named("", wrapped("notices", err))
		}
	}
	made, err := under(tree.Merge(own, over), from)
	if err != nil || len(parameters)+len(notices) > maxBinding {
		return made, err
	}
	keep.mu.Lock()
	if keep.made == nil || len(keep.made) >= maxBindings {
		keep.made = map[string]any{}
	}
	keep.made[name] = made
	keep.mu.Unlock()
	return made, nil
}

func (r Rule[Policy, Facts, Answer]) scheme() *scheme { return r.sch }

func (r Rule[Policy, Facts, Answer]) underJSON(parameters, notices []byte) (Any, error) {
	return r.boundTo(parameters, notices)
}

func (r Rule[Policy, Facts, Answer]) asJSON() ([]byte, any, error) {
	if r.b == nil || r.fault != nil {
		return nil, nil, nil
	}
	raw, node, err := r.b.json()
	if err != nil {
		return nil, nil, r.sch.named(OfParameters, err)
	}
	return raw, node, nil
}

func (r Rule[Policy, Facts, Answer]) factsFrom(facts []byte) (any, any, error) {
	in := new(Facts)
	node, err := r.sch.readFacts(reflect.ValueOf(in).Elem(), facts)
	return in, node, err
}

func (r Rule[Policy, Facts, Answer]) evalInto(in, out any) error {
	answer, err := r.Eval(*in.(*Facts))
	*out.(*Answer) = answer
	return err
}

func (r Rule[Policy, Facts, Answer]) underAny(p any) Any { return r.Under(*p.(*Policy)) }

func (r Rule[Policy, Facts, Answer]) parametersAny() any {
	p := r.Parameters()
	return &p
}

func (r Rule[Policy, Facts, Answer]) explainAny(in any) (*account, error) {
	d, err := r.Explain(*in.(*Facts))
	if err != nil {
		return nil, err
	}
	a := d.account()
	a.compared = d.compared
	return a, nil
}

// readFacts reads facts given as JSON, and gives them as a tree too.
func (s *scheme) readFacts(in reflect.Value, facts []byte) (any, error) {
	node, err := tree.Parse(facts)
	if err == nil {
		err = decodeWithin(s.facts, node, in)
	}
	if err != nil {
		return nil, s.named(OfFacts, err)
	}
	return node, nil
}

// opened is a rule on parameters and facts given as JSON; the error has what is wrong with both.
func opened(r Any, parameters, notices, facts []byte) (bound Any, in any, err error) {
	bound, err = r.underJSON(parameters, notices)
	f := Faults(err)
	if s := r.scheme(); s != nil {
		if in, _, err = r.factsFrom(facts); err == nil && len(f) > 0 { // the kernel would have found them, had there been parameters
			var own Errors
			checkLimits(&own, "", s.facts, reflect.ValueOf(in).Elem())
			if len(own) > 0 {
				err = s.named(OfFacts, own)
			}
		}
		f.Wrap("", err)
	}
	return bound, in, f.Err()
}

func evalJSON(r Any, parameters, facts []byte) ([]byte, error) {
	bound, in, err := opened(r, parameters, nil, facts)
	if err != nil {
		return nil, err
	}
	out := reflect.New(r.scheme().answerType)
	if err := bound.evalInto(in, out.Interface()); err != nil {
		return nil, err
	}
	return appendJSON(nil, out.Elem().Interface())
}

func explainJSON(r Any, parameters, notices, facts []byte, s Subject) ([]byte, error) {
	bound, in, err := opened(r, parameters, notices, facts)
	if err != nil {
		return nil, err
	}
	d, err := bound.explainAny(in)
	if err != nil {
		return nil, err
	}
	d.subject = s
	b, _, err := d.write(nil, nil)
	return b, err
}

// cellsJSON gives a row of a table as JSON that the rule reads: parameters over those that
// it stands on, or nothing where there are no cells for them.
func cellsJSON(r Any, parameters, facts Cells) (p, in []byte, err error) {
	s := r.scheme()
	var f Errors
	written := func(part Part, c Cells, t reflect.Type, base []byte) []byte {
		node, err := c.over(t, base)
		if err != nil {
			f.Wrap("", s.named(part, err))
			return nil
		}
		return tree.Append(nil, node)
	}
	if len(parameters) > 0 {
		own, _, err := r.asJSON()
		if err != nil {
			return nil, nil, err
		}
		p = written(OfParameters, parameters, s.policyType, own)
	}
	in = written(OfFacts, facts, s.factsType, nil)
	return p, in, f.Err()
}
