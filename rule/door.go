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
	// groundsAny tells what the clauses give of the parameters that it stands on.
	groundsAny() *grounds
	// asJSON gives the parameters that it stands on.
	asJSON() ([]byte, any, error)
	// evalInto answers the facts that a pointer leads to, and leaves the answer where out leads; explainAny gives the decision.
	evalInto(in, out any) error
	explainAny(in any) (*account, error)
	readingsAny(in any) ([]Compared, error)
	// underAny stands the rule on the parameters that p leads to, which documents give, and parametersAny leads to a copy of its own.
	underAny(p any, from ...Notice) Any
	parametersAny() any
}

// bindings keeps rules that stand on parameters read from JSON, by the text of those: a
// service or a nightly replay gets the same few sets again and again.
type bindings struct {
	mu   sync.Mutex
	made map[string]Any
}

// maxBindings is how many sets are kept, maxBinding how long the text of one may be.
const (
	maxBindings = 256
	maxBinding  = 16 << 10
)

// boundTo gives the rule under parameters read from JSON; those left out stay as the rule
// stands, on the plan's unless it was put under others, and no text leaves them all.
// notices are the documents that a record says they are from, or no text.
func boundTo(r Any, parameters, notices []byte) (Any, error) {
	s := r.scheme()
	if s == nil || len(parameters) == 0 {
		return r, r.Err()
	}
	raw, own, err := r.asJSON()
	if err != nil {
		return nil, err
	}
	return s.bind(raw, own, parameters, notices, func(node any, from []Notice) (Any, error) {
		p := reflect.New(s.policyType)
		if err := decodeWithin(s.parameters, node, p.Elem()); err != nil {
			return nil, s.named(OfParameters, err)
		}
		under := r.underAny(p.Interface(), from...)
		return under, under.Err()
	})
}

// bind makes a rule by parameters read from JSON over its own, or finds it made.
func (s *scheme) bind(raw []byte, own any, parameters, notices []byte, under func(node any, from []Notice) (Any, error)) (Any, error) {
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
		keep.made = map[string]Any{}
	}
	keep.made[name] = made
	keep.mu.Unlock()
	return made, nil
}

func (r Rule[Policy, Facts, Answer]) scheme() *scheme { return r.sch }

func (r Rule[Policy, Facts, Answer]) groundsAny() *grounds {
	r.trace()
	return &r.b.grounds
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

func (r Rule[Policy, Facts, Answer]) evalInto(in, out any) error {
	answer, err := r.Eval(*in.(*Facts))
	*out.(*Answer) = answer
	return err
}

func (r Rule[Policy, Facts, Answer]) underAny(p any, from ...Notice) Any {
	return r.UnderNotice(*p.(*Policy), from...)
}

func (r Rule[Policy, Facts, Answer]) parametersAny() any {
	p := r.Parameters()
	return &p
}

func (r Rule[Policy, Facts, Answer]) explainAny(in any) (*account, error) {
	a := new(account)
	facts, out, err := r.explained(a, *in.(*Facts))
	if err != nil {
		return nil, err
	}
	a.parameters, a.facts, a.answer = r.Parameters(), facts, out
	a.compared = func() []Compared { return r.compared(facts) }
	return a, nil
}

// factsFrom reads facts given as JSON: what leads to them, and their tree.
func (s *scheme) factsFrom(facts []byte) (in, node any, err error) {
	v := reflect.New(s.factsType)
	if node, err = tree.Parse(facts); err == nil {
		err = decodeWithin(s.facts, node, v.Elem())
	}
	if err != nil {
		return v.Interface(), nil, s.named(OfFacts, err)
	}
	return v.Interface(), node, nil
}

// opened is a rule on parameters and facts given as JSON; the error has what is wrong with both.
func opened(r Any, parameters, notices, facts []byte) (bound Any, in any, err error) {
	bound, err = boundTo(r, parameters, notices)
	f := Faults(err)
	s := r.scheme()
	if in, _, err = s.factsFrom(facts); err == nil && len(f) > 0 { // the kernel would have found them, had there been parameters
		var own Errors
		checkLimits(&own, "", s.facts, reflect.ValueOf(in).Elem())
		if len(own) > 0 {
			err = s.named(OfFacts, own)
		}
	}
	f.Wrap("", err)
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
