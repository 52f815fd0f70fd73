package rule

import "reflect"

// clone copies what v points to through slices, maps and pointers, so that two holders of
// a value cannot change each other's. Most types hold none, and are copied as they are.
func clone[T any](v T) T {
	if !shares(reflect.TypeFor[T](), 0) {
		return v
	}
	rv := reflect.ValueOf(&v).Elem()
	deepen(rv, 0)
	return v
}

// shares reports whether a copy of a value of type t shares memory with it.
func shares(t reflect.Type, depth int) bool {
	if depth > maxTypeDepth {
		return false
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface:
		return true
	case reflect.Array:
		return t.Len() > 0 && shares(t.Elem(), depth+1)
	case reflect.Struct:
		for i := range t.NumField() {
			if shares(t.Field(i).Type, depth+1) {
				return true
			}
		}
	}
	return false
}

// deepen replaces what v shares by copies. Unexported fields belong to types that keep
// their own promise (a decimal never changes).
func deepen(v reflect.Value, depth int) {
	if depth > maxTypeDepth || !v.CanSet() || !shares(v.Type(), 0) {
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		for i := range fresh.Len() {
			deepen(fresh.Index(i), depth+1)
		}
		v.Set(fresh)
	case reflect.Array:
		for i := range v.Len() {
			deepen(v.Index(i), depth+1)
		}
	case reflect.Map:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeMapWithSize(v.Type(), v.Len())
		for it := v.MapRange(); it.Next(); {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(it.Value())
			deepen(e, depth+1)
			fresh.SetMapIndex(it.Key(), e)
		}
		v.Set(fresh)
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		deepen(fresh.Elem(), depth+1)
		v.Set(fresh)
	case reflect.Struct:
		for i := range v.NumField() {
			deepen(v.Field(i), depth+1)
		}
	}
}
