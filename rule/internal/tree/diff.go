package tree

import "encoding/json"

// Diff visits each place where two trees differ, in the order of want, then what
// got has besides. Members are compared by name whatever their order, items by
// their index; numbers and strings as they are written: 5.0 is not 5. Where one
// side has nothing, its value is nil and gotHas or wantHas false. What only one
// side has is visited as a whole.
//
// A path longer than [MaxPath] is cut and ends in "…".
func Diff(got, want any, visit func(path string, got, want any, gotHas, wantHas bool)) {
	d := differ{visit: visit}
	d.walk(got, want)
}

type differ struct {
	visit func(path string, got, want any, gotHas, wantHas bool)
	at    []step
}

func (d *differ) report(got, want any, gotHas, wantHas bool) {
	d.visit(pathOf(d.at, MaxPath), got, want, gotHas, wantHas)
}

func (d *differ) walk(got, want any) {
	switch w := want.(type) {
	case Object:
		if g, ok := got.(Object); ok {
			d.objects(g, w)
			return
		}
	case []any:
		if g, ok := got.([]any); ok {
			d.lists(g, w)
			return
		}
	default:
		if same(got, want) {
			return
		}
	}
	d.report(got, want, true, true)
}

func (d *differ) objects(got, want Object) {
	last := len(d.at)
	d.at = append(d.at, step{item: -1})
	in, both := finder{in: got}, 0
	for n, m := range want {
		d.at[last].name = m.Name
		v, has := in.find(n, m.Name)
		if !has {
			d.report(nil, m.Value, false, true)
			continue
		}
		both++
		d.walk(v, m.Value)
	}
	if both < len(got) {
		in = finder{in: want}
		for n, m := range got {
			if _, has := in.find(n, m.Name); !has {
				d.at[last].name = m.Name
				d.report(m.Value, nil, true, false)
			}
		}
	}
	d.at = d.at[:last]
}

func (d *differ) lists(got, want []any) {
	last := len(d.at)
	d.at = append(d.at, step{})
	for i := range max(len(got), len(want)) {
		d.at[last].item = i
		switch {
		case i >= len(got):
			d.report(nil, want[i], false, true)
		case i >= len(want):
			d.report(got[i], nil, true, false)
		default:
			d.walk(got[i], want[i])
		}
	}
	d.at = d.at[:last]
}

// same compares values that hold no others.
func same(a, b any) bool {
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		return ok && x == y
	case json.Number:
		y, ok := b.(json.Number)
		return ok && x == y
	case bool:
		y, ok := b.(bool)
		return ok && x == y
	}
	return a == nil && b == nil
}

// Merge lays over upon base: members of over replace those of base or are added
// after them, objects under one name are merged, everything else, lists too, is
// replaced whole. A member of over that is null replaces like any other. Neither
// tree is changed; the result shares their parts.
func Merge(base, over any) any {
	b, ok := base.(Object)
	o, also := over.(Object)
	if !ok || !also {
		return over
	}
	out := make(Object, len(b), len(b)+len(o))
	copy(out, b)
	in, used := finder{in: o}, 0
	for n := range out {
		if v, has := in.find(n, out[n].Name); has {
			out[n].Value = Merge(out[n].Value, v)
			used++
		}
	}
	if used < len(o) {
		in = finder{in: b}
		for n, m := range o {
			if _, has := in.find(n, m.Name); !has {
				out = append(out, m)
			}
		}
	}
	return out
}
