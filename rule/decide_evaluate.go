package rule

import (
	"math/big"
	"math/rand/v2"
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// evaluate completes the facts and asks the rule; no facts where they do not read.
func (e *expected) evaluate(r Any, options []string, rnd *rand.Rand) (facts, answer reflect.Value, err error) {
	node, err := tree.Parse(e.facts)
	for i := range e.unknown {
		if err == nil {
			node, err = e.put(node, i, options[i], rnd)
		}
	}
	at := reflect.New(e.sch.factsType)
	if err == nil {
		err = decode(node, at.Elem())
	}
	if err != nil {
		return facts, answer, err
	}
	answer = reflect.New(e.sch.answerType)
	return at, answer, r.evalInto(at.Interface(), answer.Interface())
}

// maxApart is how often a completion is tried that is refused for what stands in it twice.
const maxApart = 4

// setApart gives open numbers of items that may not be alike, and are refused for it, others by their items; false where there are none.
func (e *expected) setApart(options []string, refused error, again int) (some bool) {
	if refused == nil {
		return false
	}
	for _, f := range Faults(refused) {
		if f.Code != Duplicate {
			continue
		}
		for at, id := range e.at {
			u := &e.unknown[id]
			if u.path != f.Field || !u.span.Kind.IsOrdered() || u.span.Low == nil {
				continue
			}
			g := &e.sch.given[u.given]
			v := new(big.Rat).Add(u.span.Low, big.NewRat(int64(at.item*again), 1))
			if options[id] != "" && u.span.Contains(formula.Value{Kind: u.span.Kind, Rat: v}) {
				options[id], some = numberJSON(u.span.Kind, g.leaf.typ, v), true
			}
		}
	}
	return some
}
