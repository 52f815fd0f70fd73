package rule

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

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

// maxMended is how often a completion is tried that is refused for what can be mended.
const maxMended = 6

// mend chooses others for the open facts that are refused and, where there are none for those, for those that stand beside them; false
// where there are none at all.
func (e *expected) mend(options []string, choices [][]string, refused error, rnd *rand.Rand) (some bool) {
	if choices == nil {
		return false
	}
	draw := func(i int) { // every other time the last, which leaves out what may be
		last := len(choices[i]) - 1
		if options[i], some = choices[i][last], true; rnd.IntN(2) == 0 {
			options[i] = choices[i][rnd.IntN(last+1)]
		}
	}
	for _, f := range Faults(refused) {
		i := slices.IndexFunc(e.unknown, func(u unknown) bool { return u.path == f.Field })
		if i >= 0 && len(choices[i]) > 1 {
			draw(i)
			continue
		}
		beside := f.Field[:strings.LastIndexByte(f.Field, '.')+1]
		for i := range e.unknown {
			if path := e.unknown[i].path; len(choices[i]) > 1 && strings.HasPrefix(path, beside) && !strings.ContainsAny(path[len(beside):], ".[") {
				draw(i)
			}
		}
	}
	return some
}

// setApart gives open numbers of items that may not be alike, and are refused for it, others by their items; false where there are none.
func (e *expected) setApart(options []string, refused error, again int) (some bool) {
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
