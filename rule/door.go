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

	evalJSON(parameters, facts []byte) ([]byte, error)
	explainJSON(parameters, facts []byte, s Subject) ([]byte, error)
	explainNoticeJSON(notices []Notice, parameters, facts []byte, s Subject) ([]byte, error)
	replay(rec recorded) (Report, error)
	decideJSON(parameters, facts []byte) ([]byte, error)
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
	var node any // what it stands on, which parameters left out keep
	name := ""
	if r.b != nil && r.fault == nil {
		raw, own, err := r.b.json()
		if err != nil {
			return r, r.sch.named(OfParameters, err)
		}
		node, name = own, string(raw)
	}
	name += "\n" + string(parameters) + "\n" + string(notices)
	keep := &r.sch.bound
	keep.mu.Lock()
	got, ok := keep.made[name].(Rule[Policy, Facts, Answer])
	keep.mu.Unlock()
	if ok {
		return got, nil
	}
	over, err := tree.Parse(parameters)
	if err != nil {
		return r, r.sch.named(OfParameters, err)
	}
	node = tree.Merge(node, over)
	var p Policy
	if err := decode(node, reflect.ValueOf(&p).Elem()); err != nil {
		return r, r.sch.named(OfParameters, err)
	}
	var from []Notice
	if notices != nil {
		if err := Unmarshal(notices, &from); err != nil {
			return r, r.sch.named("", wrapped("notices", err))
		}
	}
	if r = r.UnderNotice(p, from...); r.fault != nil || len(parameters)+len(notices) > maxBinding {
		return r, r.fault
	}
	keep.mu.Lock()
	if keep.made == nil || len(keep.made) >= maxBindings {
		keep.made = map[string]any{}
	}
	keep.made[name] = r
	keep.mu.Unlock()
	return r, nil
}

// read binds parameters and facts given as JSON.
func (r Rule[Policy, Facts, Answer]) read(parameters, facts []byte) (Rule[Policy, Facts, Answer], Facts, error) {
	var in Facts
	bound, err := r.boundTo(parameters, nil)
	f := Faults(err)
	if r.def != nil {
		_, err = r.readFacts(&in, facts)
		f.Wrap("", err)
	}
	return bound, in, f.Err()
}

// readFacts reads facts given as JSON, and gives them as a tree too.
func (r *Rule[Policy, Facts, Answer]) readFacts(in *Facts, facts []byte) (any, error) {
	node, err := tree.Parse(facts)
	if err == nil {
		err = decode(node, reflect.ValueOf(in).Elem())
	}
	if err != nil {
		return nil, r.sch.named(OfFacts, err)
	}
	return node, nil
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
