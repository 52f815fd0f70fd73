package ruletest

import (
	"encoding"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
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

// getter reads one leaf of a struct.
type getter struct {
	slot  int
	read  func(v reflect.Value) term
	way   []turn // to the leaf, or to the list
	inner []turn // from an item to the leaf
	list  bool
	count *int // of a list's own getter
}

// turn is one step to a leaf: a field, or what something optional holds.
type turn struct {
	field int
	get   reflect.Value // of a [rule.Given]: its method Get
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

// get finds a leaf by its path, members[].income.
func get(t reflect.Type, path string) (getter, error) {
	var g getter
	at := &g.way
	for name := range strings.SplitSeq(path, ".") {
		name, isList := strings.CutSuffix(name, "[]")
		if m, ok := given(t); ok {
			*at, t = append(*at, turn{get: m.Func}), m.Type.Out(0)
		}
		way, ft, ok := field(t, name)
		if !ok {
			return g, fmt.Errorf("%w: no field %s", errNotReckoned, path)
		}
		*at, t = append(*at, way...), ft
		if isList {
			if t.Kind() != reflect.Slice {
				return g, fmt.Errorf("%w: %s is a %s", errNotReckoned, path, t)
			}
			g.list, t, at = true, t.Elem(), &g.inner
		}
	}
	var err error
	if g.read, err = reader(t); err != nil && !strings.HasSuffix(path, "[]") {
		return g, fmt.Errorf("%s: %w", path, err)
	}
	return g, nil
}

// given finds the method that tells what something optional holds, and whether it does.
func given(t reflect.Type) (reflect.Method, bool) {
	m, ok := reflect.PointerTo(t).MethodByName("Get")
	return m, ok && m.Type.NumOut() == 2
}

// field finds a field by the name that it has in JSON, in what is embedded too.
func field(t reflect.Type, name string) ([]turn, reflect.Type, bool) {
	if t.Kind() != reflect.Struct {
		return nil, nil, false
	}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case tag == name && name != "":
			return []turn{{field: i}}, f.Type, true
		case f.Anonymous && tag == "":
			if way, ft, ok := field(f.Type, name); ok {
				return append([]turn{{field: i}}, way...), ft, true
			}
		}
	}
	return nil, nil, false
}

// reader makes terms of values of a type.
func reader(t reflect.Type) (func(v reflect.Value) term, error) {
	switch t {
	case reflect.TypeFor[unit.Money]():
		return func(v reflect.Value) term {
			return term{num: fraction{n: v.Addr().Interface().(*unit.Money).Fen(), d: 100}, is: set}
		}, nil
	case reflect.TypeFor[unit.Rate]():
		return func(v reflect.Value) term {
			n, d := v.Addr().Interface().(*unit.Rate).Fraction()
			return term{num: fraction{n: n, d: d}, is: set}
		}, nil
	case reflect.TypeFor[unit.Share]():
		return func(v reflect.Value) term {
			s := v.Addr().Interface().(*unit.Share)
			if !s.IsValid() {
				return term{is: absent}
			}
			return term{num: fraction{n: s.Part(), d: s.Whole()}, is: set}
		}, nil
	case reflect.TypeFor[unit.Month]():
		return func(v reflect.Value) term {
			m := v.Addr().Interface().(*unit.Month)
			if m.IsZero() {
				return term{is: absent}
			}
			return term{num: whole(int64(m.Year())*12 + int64(m.Month()) - 1), is: set}
		}, nil
	}
	if m, ok := given(t); ok {
		return optional(t, m)
	}
	zero := reflect.New(t)
	if _, ok := zero.Interface().(interface{ Rat() *big.Rat }); ok {
		return func(v reflect.Value) term {
			return term{num: from(v.Addr().Interface().(interface{ Rat() *big.Rat }).Rat()), is: set}
		}, nil
	}
	if _, ok := zero.Interface().(encoding.TextMarshaler); ok {
		return texts(), nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(v reflect.Value) term { return flagged(v.Bool()) }, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) term { return term{num: whole(v.Int()), is: set} }, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return func(v reflect.Value) term { return term{num: whole(int64(v.Uint())), is: set} }, nil
	case reflect.String:
		return func(v reflect.Value) term { return term{text: v.String(), is: set} }, nil
	}
	return nil, fmt.Errorf("%w: a %s", errNotReckoned, t)
}

// texts are of choices and roundings, each written once.
func texts() func(v reflect.Value) term {
	type key struct {
		t reflect.Type
		n uint64
	}
	known := map[key]term{}
	return func(v reflect.Value) term {
		var k key
		if v.CanUint() {
			k = key{v.Type(), v.Uint()}
			if t, ok := known[k]; ok {
				return t
			}
		}
		t := term{is: absent}
		if text, err := v.Addr().Interface().(encoding.TextMarshaler).MarshalText(); err == nil && len(text) > 0 {
			t = term{text: string(text), is: set}
		}
		if v.CanUint() {
			known[k] = t
		}
		return t
	}
}

// optional reads what a [rule.Given] or its like holds: a value beside whether there is one.
func optional(t reflect.Type, get reflect.Method) (func(v reflect.Value) term, error) {
	read, err := reader(get.Type.Out(0))
	if err != nil {
		return nil, err
	}
	way := []turn{{get: get.Func}}
	quick := map[reflect.Type]func(any) (term, bool){
		reflect.TypeFor[rule.Given[unit.Money]](): func(v any) (term, bool) {
			m, ok := v.(*rule.Given[unit.Money]).Get()
			return term{num: fraction{n: m.Fen(), d: 100}, is: set}, ok
		},
		reflect.TypeFor[rule.Given[int64]](): func(v any) (term, bool) {
			n, ok := v.(*rule.Given[int64]).Get()
			return term{num: whole(n), is: set}, ok
		},
		reflect.TypeFor[rule.Given[bool]](): func(v any) (term, bool) {
			b, ok := v.(*rule.Given[bool]).Get()
			return flagged(b), ok
		},
	}[t]
	return func(v reflect.Value) term {
		if quick != nil {
			if got, ok := quick(v.Addr().Interface()); ok {
				return got
			}
			return term{is: absent}
		}
		inner, ok := reach(v, way)
		if !ok {
			return term{is: absent}
		}
		return read(inner)
	}, nil
}

var secondCases = flag.Int("ruletest.second", 0, "how many answered random cases of each rule are reckoned a second time; 0 means as many as are tested")

// Second holds what a rule answers in random cases, under random parameters, against its formulas reckoned a
// second time, by an arithmetic of its own. It gives what differs, how many cases were answered, and of how
// many the fields could be told only by [rule.Decision.Verify], which is slower.
func Second[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], s Suite[Policy, Facts]) (problems []string, answered, slow int, err error) {
	if s.Random == nil {
		return nil, 0, 0, nil // its suite goes over every case there is
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
	const perPolicy = 32 // cases, so that making parameters does not take most of the time
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
		} else if slow <= 3 && testing.Verbose() {
			fmt.Println(r.ID(), why, unknown)
		}
	}
	return problems, answered, slow, nil
}
