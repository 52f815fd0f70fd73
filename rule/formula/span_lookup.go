package formula

import "math/big"

// lookup is a sum over a list of known length in which at most one item counts: that whose key, known and no other's, is what is
// looked up, {of} = {list.key} or the other way round. ok is false of any other sum.
func (r *spanner) lookup(n *Node, items int64) (out Span, ok bool) {
	each := n.Args[0]
	if items < 2 || each.Op != OpIf || each.Args[0].Op != OpEq || !isZero(each.Args[2]) {
		return Span{}, false
	}
	a, b := each.Args[0].Args[0], each.Args[0].Args[1]
	if a.Op != OpName || b.Op != OpName {
		return Span{}, false
	}
	key, of := a, b
	if _, _, _, listed := r.env.Length(a.Text); !listed {
		key, of = b, a
	}
	if _, _, _, listed := r.env.Length(of.Text); listed {
		return Span{}, false
	}
	r.item = 1
	sought := r.node(of)
	if !sought.Present() || sought.Any {
		return Span{}, false
	}
	keys := make([]Value, items)
	for i := range keys {
		r.item = i + 1
		s := r.node(key)
		if !s.Present() || !s.IsCertain() {
			return Span{}, false
		}
		keys[i] = s.Value()
		for _, before := range keys[:i] {
			if before.Text == keys[i].Text && before.Flag == keys[i].Flag && (before.Rat == nil || before.Rat.Cmp(keys[i].Rat) == 0) {
				return Span{}, false
			}
		}
	}
	zero := Certain(Value{Kind: Number, Rat: new(big.Rat)})
	found := 0
	for i, k := range keys {
		if !sought.Contains(k) {
			continue
		}
		found++
		r.item = i + 1
		v := spanOf(OpAdd, zero, r.node(each.Args[1]))
		if !v.Present() {
			return Span{}, false
		}
		if found == 1 {
			out = v
		} else {
			out = out.Union(v)
		}
	}
	switch all := sought.IsCertain() && found == 1 || sought.Kind == Choice && len(sought.Codes) == found; {
	case found == 0:
		out = zero
	case !all:
		zero.Kind = out.Kind
		out = out.Union(zero)
	}
	return out.settle(out.Needs, sought.Needs), true
}

func isZero(n *Node) bool { return n.Op == OpNumber && n.value.Rat != nil && n.value.Rat.Sign() == 0 }
