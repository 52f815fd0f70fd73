package rule

import (
	"reflect"
	"strings"
	"sync"
)

// clone copies what v points to through slices, maps and pointers, so that two holders of
// a value cannot change each other's. Most types hold none, and are copied as they are.
func clone[T any](v T) T { return detached(v, false) }

// Clone 复制 gives a copy of a value of parameters, facts or answers that shares no list or map
// with it, so that two holders cannot change each other's.
func Clone[T any](v T) T { return clone(v) }

// input is clone for parameters and facts. A list or map that is nil becomes an empty one: in
// JSON it would be null, which no reader of a record takes for one.
func input[T any](v T) T { return detached(v, true) }

func detached[T any](v T, lists bool) T {
	if shares(reflect.TypeFor[T]()) {
		detach(reflect.ValueOf(&v).Elem(), lists, 0)
	}
	return v
}

var sharing sync.Map // reflect.Type → bool

// shares reports whether a copy of a value of type t shares memory with it. Unexported
// fields do not count: they belong to types that keep their own promise (a decimal never
// changes).
func shares(t reflect.Type) bool {
	if known, ok := sharing.Load(t); ok {
		return known.(bool)
	}
	yes := false
	switch inner, optional := held(t); {
	case optional:
		yes = shares(inner)
	case t.Kind() == reflect.Slice, t.Kind() == reflect.Map, t.Kind() == reflect.Pointer:
		yes = true
	case t.Kind() == reflect.Array:
		yes = shares(t.Elem())
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			yes = yes || (f.IsExported() || f.Anonymous) && shares(f.Type)
		}
	}
	sharing.Store(t, yes)
	return yes
}

// detacher is a [Given], which alone can reach what it holds.
type detacher interface{ detach(lists bool, depth int) }

func (g *Given[T]) detach(lists bool, depth int) {
	if g.ok {
		detach(reflect.ValueOf(&g.value).Elem(), lists, depth)
	}
}

// detach replaces what v shares by copies.
func detach(v reflect.Value, lists bool, depth int) {
	if depth > maxTypeDepth || !shares(v.Type()) {
		return
	}
	switch depth++; v.Kind() {
	case reflect.Struct:
		if v.CanSet() {
			if g, ok := v.Addr().Interface().(detacher); ok {
				g.detach(lists, depth)
				return
			}
		}
		for i := range v.NumField() {
			// What may be left out stays out.
			_, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if f := v.Field(i); options != "omitzero" || !f.IsZero() {
				detach(f, lists, depth)
			}
		}
		return
	case reflect.Array:
		for i := range v.Len() {
			detach(v.Index(i), lists, depth)
		}
		return
	}
	if !v.CanSet() || v.IsNil() && (!lists || v.Kind() == reflect.Pointer || readsItself(v.Type())) {
		return
	}
	var fresh reflect.Value
	switch v.Kind() {
	case reflect.Slice:
		fresh = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		if shares(v.Type().Elem()) {
			for i := range fresh.Len() {
				detach(fresh.Index(i), lists, depth)
			}
		}
	case reflect.Map:
		fresh = reflect.MakeMapWithSize(v.Type(), v.Len())
		for it := v.MapRange(); it.Next(); {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(it.Value())
			detach(e, lists, depth)
			fresh.SetMapIndex(it.Key(), e)
		}
	case reflect.Pointer:
		fresh = reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		detach(fresh.Elem(), lists, depth)
	}
	v.Set(fresh)
}
