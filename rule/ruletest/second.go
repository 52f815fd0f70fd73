package ruletest

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// term is one value of the second reckoning.
type term struct {
	num  fraction
	text string // of a choice, a rounding, a text
	flag bool
	is   state
}

// state tells whether there is a value.
type state uint8

const (
	unset  state = iota // what the formula reads is not there: there is no such step
	absent              // an optional value that was not given
	set
)

func flagged(b bool) term { return term{flag: b, is: set} }

// second is a second reckoning of a rule: its printed formulas, compiled to an arithmetic in fractions that
// shares nothing with the kernels, with the arithmetic of package unit or with that of package formula, of
// which it takes only how a formula is read. It is quick enough for tens of millions of cases.
type second[Policy, Facts, Answer any] struct {
	parameters, facts, answer []getter
	steps                     []compiled
	shows                     []shown
	world
}

// world is the case at hand.
type world struct {
	values []column // parameters, facts and steps, by the number of their name
	items  map[string]*int
	n      fraction
}

// column has the values of one name: one, or one an item of its list.
type column struct {
	list *int
	of   []term
}

type compiled struct {
	id, list string
	slot     int
	least    func(w *world, item int) term // the condition of a least n, which needs an answer to look at
	eval     func(w *world, item int) term
}

// shown is a field of the answer with the name that shows it.
type shown struct {
	path string
	slot int
	list bool
}

var errNotReckoned = errors.New("not reckoned a second time")

// newSecond compiles a rule; the error says what it does not know.
func newSecond[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer]) (*second[Policy, Facts, Answer], error) {
	info := r.Info()
	s := &second[Policy, Facts, Answer]{world: world{items: map[string]*int{}}}
	slots := map[string]int{}
	slot := func(name, list string) int {
		slots[name] = len(s.values)
		c := column{}
		if list != "" {
			c.list = s.items[list]
		} else {
			c.of = make([]term, 1)
		}
		s.values = append(s.values, c)
		return slots[name]
	}
	var err error
	for _, part := range []struct {
		t      reflect.Type
		fields []rule.Field
		to     *[]getter
	}{{reflect.TypeFor[Policy](), info.Parameters, &s.parameters}, {reflect.TypeFor[Facts](), info.Facts, &s.facts}} {
		for _, f := range part.fields {
			if strings.Count(f.Path, "[]") > 1 {
				continue // formulas cannot name it
			}
			g, e := get(part.t, f.Path)
			err = errors.Join(err, e)
			name := strings.ReplaceAll(f.Path, "[]", "")
			if list, isList := strings.CutSuffix(f.Path, "[]"); isList {
				g.count = new(int)
				s.items[list] = g.count
				g.slot = -1
			} else {
				list, _, _ := strings.Cut(f.Path, "[]")
				if !g.list {
					list = ""
				}
				g.slot = slot(name, list)
			}
			*part.to = append(*part.to, g)
		}
	}
	for _, st := range info.Steps {
		f, e := formula.Parse(st.Formula)
		if e != nil {
			return nil, e
		}
		c := compiled{id: st.ID, list: st.List}
		k := &compiler{slots: slots, scope: info.Scope, items: s.items}
		root := f.Root()
		if root.Op == formula.OpLeast {
			c.least = k.node(root.Args[0])
		} else {
			c.eval = k.node(root)
		}
		err = errors.Join(err, k.err)
		c.slot = slot(st.ID, st.List)
		s.steps = append(s.steps, c)
	}
	for _, f := range info.Answer {
		if strings.HasSuffix(f.Path, "[]") {
			if f.Step == "" {
				continue
			}
			if _, ok := slots[f.Step]; !ok {
				continue // its fields follow
			}
		}
		g, e := get(reflect.TypeFor[Answer](), f.Path)
		err = errors.Join(err, e)
		at, ok := slots[f.Step]
		if !ok {
			err = errors.Join(err, fmt.Errorf("%w: %s is shown by %s", errNotReckoned, f.Path, f.Step))
		}
		s.answer = append(s.answer, g)
		s.shows = append(s.shows, shown{f.Path, at, g.list})
	}
	return s, err
}

var secondCases = flag.Int("ruletest.second", 0, "how many answered random cases of each rule are reckoned a second time; 0 means as many as are tested")

// lawsEvery is of how many cases one is held to what the rule says always holds, which Verify looks at.
const lawsEvery = 8

// Second holds what a rule answers in random cases, under random parameters, against its formulas reckoned a
// second time, by an arithmetic of its own. It gives what differs, how many cases were answered, and of how
// many the fields could be told only by [rule.Decision.Verify], which is slower.
func Second[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], s Suite[Policy, Facts]) (problems []string, answered, slow int, err error) {
	if s.Random == nil {
		return nil, 0, 0, nil // no cases to draw
	}
	k, err := newSecond(r)
	if err != nil && !errors.Is(err, errNotReckoned) {
		return nil, 0, 0, err
	}
	unknown := err
	rnd := rand.New(rand.NewPCG(s.Seed, 20261128))
	n := *secondCases
	if n == 0 {
		n = s.size()
	}
	lawful := len(r.Info().Always) > 0
	perPolicy := max(32, n/100_000) // cases, so that making parameters does not take most of the time
	under := r
	p, has := r.Parameters(), r.Err() == nil
	for i := 0; answered < n && i < 10*n; i++ {
		if s.Policy != nil && i%perPolicy == 0 {
			under = r.Under(s.Policy(rnd))
			p, has = under.Parameters(), under.Err() == nil
		}
		in := s.Random(rnd)
		if !has {
			continue
		}
		out, err := under.Eval(in)
		if err != nil {
			continue
		}
		answered++
		why := "not reckoned"
		if unknown == nil {
			why = k.differs(&p, &in, &out)
		}
		if why == "" && lawful && answered%lawsEvery == 0 {
			why = "held to what always holds"
		}
		if why == "" {
			continue
		}
		slow++
		d, err := under.Explain(in)
		if err == nil && !reflect.DeepEqual(d.Answer, out) {
			err = fmt.Errorf("answered %+v, explained %+v", out, d.Answer)
		}
		if err == nil {
			err = d.Verify()
		}
		if err != nil {
			raw, _ := json.Marshal(in)
			if problems = append(problems, fmt.Sprintf("%s under %+v: %s: %v", raw, p, why, err)); len(problems) > 5 {
				break
			}
		} else if slow <= 3 && testing.Verbose() && !lawful {
			fmt.Println(r.ID(), why, unknown)
		}
	}
	return problems, answered, slow, nil
}
