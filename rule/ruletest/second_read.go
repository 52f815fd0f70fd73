package ruletest

import (
	"encoding"
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

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

func money(m unit.Money) term { return term{num: fraction{n: m.Fen(), d: 100}, is: set} }

// reader makes terms of values of a type.
func reader(t reflect.Type) (func(v reflect.Value) term, error) {
	switch t {
	case reflect.TypeFor[unit.Money]():
		return func(v reflect.Value) term {
			return money(*v.Addr().Interface().(*unit.Money))
		}, nil
	case reflect.TypeFor[rule.Given[unit.Money]]():
		return often(money), nil
	case reflect.TypeFor[rule.Given[int64]]():
		return often(func(n int64) term { return term{num: whole(n), is: set} }), nil
	case reflect.TypeFor[rule.Given[bool]]():
		return often(flagged), nil
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
		return optional(m)
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

// texts are of the choices or roundings of one field, each written once.
func texts() func(v reflect.Value) term {
	known := map[uint64]term{}
	return func(v reflect.Value) term {
		if !v.CanUint() {
			return marshalled(v)
		}
		t, ok := known[v.Uint()]
		if !ok {
			t = marshalled(v)
			known[v.Uint()] = t
		}
		return t
	}
}

func marshalled(v reflect.Value) term {
	text, err := v.Addr().Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil || len(text) == 0 {
		return term{is: absent}
	}
	return term{text: string(text), is: set}
}

// optional reads what a [rule.Given] or its like holds: a value beside whether there is one.
func optional(get reflect.Method) (func(v reflect.Value) term, error) {
	read, err := reader(get.Type.Out(0))
	way := []turn{{get: get.Func}}
	return func(v reflect.Value) term {
		inner, ok := reach(v, way)
		if !ok {
			return term{is: absent}
		}
		return read(inner)
	}, err
}

// often reads the kinds of [rule.Given] that stand in many cases without a call by reflection.
func often[T any](read func(T) term) func(v reflect.Value) term {
	return func(v reflect.Value) term {
		x, ok := v.Addr().Interface().(*rule.Given[T]).Get()
		if !ok {
			return term{is: absent}
		}
		return read(x)
	}
}

// reach goes to a leaf; not ok where what holds it was not given.
func reach(v reflect.Value, way []turn) (reflect.Value, bool) {
	for _, t := range way {
		if t.get.IsValid() {
			out := t.get.Call([]reflect.Value{v.Addr()})
			if !out[1].Bool() {
				return v, false
			}
			held := reflect.New(out[0].Type()).Elem()
			held.Set(out[0])
			v = held
			continue
		}
		v = v.Field(t.field)
	}
	return v, true
}

func (g *getter) term(v reflect.Value, ok bool) term {
	if !ok {
		return term{is: absent}
	}
	return g.read(v)
}

// load reads one part of a case into its columns.
func (w *world) load(getters []getter, v reflect.Value) {
	for i := range getters {
		g := &getters[i]
		at, ok := reach(v, g.way)
		if g.count != nil {
			*g.count = 0
			if ok {
				*g.count = at.Len()
			}
			continue
		}
		c := &w.values[g.slot]
		if !g.list {
			c.of[0] = g.term(at, ok)
			continue
		}
		c.of = c.of[:0]
		for k := 0; ok && k < at.Len(); k++ {
			leaf, ok := reach(at.Index(k), g.inner)
			c.of = append(c.of, g.term(leaf, ok))
		}
	}
}
