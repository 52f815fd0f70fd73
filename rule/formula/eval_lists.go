package formula

import (
	"fmt"
	"math/big"
)

// aggregate goes over the items of the list that its argument mentions.
func (r *run) aggregate(n *Node) Value {
	items := r.items(n.Args[0])
	if items < 0 {
		return r.fail(n, fmt.Sprintf("%s的参数须提到一个列表的项", n.Op), fmt.Sprintf("the argument of %s must mention an item of a list", n.Op))
	}
	if !r.inside {
		at := r.item
		r.inside, r.inner = true, nil
		v := r.over(n, items)
		r.inside, r.item = false, at
		return v
	}
	v, ok := r.inner[n]
	if !ok {
		at := r.item
		v = r.over(n, items)
		r.item = at
		if r.inner == nil {
			r.inner = map[*Node]Value{}
		}
		r.inner[n] = v
	}
	return v
}

func (r *run) over(n *Node, items int) Value {
	total := Value{Kind: Number, Rat: new(big.Rat)}
	if n.Op == OpLargest || n.Op == OpSmallest {
		return r.outermost(n, items)
	}
	for r.item = 1; r.item <= items && r.err == nil; r.item++ {
		if n.Op == OpSum {
			total = r.arithmetic(addition, total, r.node(n.Args[0]))
		} else if r.flag(n.Args[0]) == (n.Op == OpAny) {
			return Value{Kind: Flag, Flag: n.Op == OpAny}
		}
	}
	if n.Op == OpSum {
		return total
	}
	return Value{Kind: Flag, Flag: n.Op == OpAll}
}

// outermost is the largest or the smallest over the items.
func (r *run) outermost(n *Node, items int) Value {
	if items == 0 {
		return r.fail(n, fmt.Sprintf("列表没有项，没有%s", ops[n.Op].zh), "the list has no items, so that there is no "+n.Op.String())
	}
	var best Value
	for r.item = 1; r.item <= items && r.err == nil; r.item++ {
		v := r.node(n.Args[0])
		if r.err != nil || v.Rat == nil {
			return r.unfit(n, v, v)
		}
		if c := 0; best.Rat != nil {
			if c = v.Rat.Cmp(best.Rat); (c > 0) == (n.Op == OpLargest) && c != 0 {
				best = v
			}
			continue
		}
		best = v
	}
	return best
}

// items gives the length of the list that n mentions outside of further sums, -1 if
// there is none.
func (r *run) items(n *Node) int {
	switch {
	case n.Op == OpName:
		return r.env.Len(n.Text)
	case n.Op.isAggregate() || n.Op == OpCount:
		return -1
	}
	for _, a := range n.Args {
		if k := r.items(a); k >= 0 {
			return k
		}
	}
	return -1
}
