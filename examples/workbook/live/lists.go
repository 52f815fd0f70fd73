package live

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

func itoa(n int) string { return strconv.Itoa(n) }

// batch is how many items one cell takes together.
const batch = 20

// aggregate goes over the items of the list that its argument mentions.
func (t *translator) aggregate(n *formula.Node) (Value, error) {
	if t.inside {
		if v, ok := t.inner[n]; ok {
			return v, nil
		}
	}
	at, outer := t.item, t.inside
	if !outer {
		t.inner = map[*formula.Node]Value{}
	}
	t.inside = true
	v, err := t.over(n)
	t.item, t.inside = at, outer
	if err == nil && outer {
		v = t.settle(v)
		t.inner[n] = v
	}
	return v, err
}

func (t *translator) over(n *formula.Node) (Value, error) {
	items := t.items(n.Args[0])
	if items < 0 {
		return Value{}, notLive("公式没有提到列表的项", "the formula mentions no item of a list")
	}
	each := make([]Value, items)
	for i := range each {
		t.item = i + 1
		v, err := t.node(n.Args[0])
		if err != nil {
			return v, err
		}
		if v.Kind == formula.Flag && len(v.n.s) > long {
			v.n = atom(t.Put(v.n.s))
		}
		each[i] = v
	}
	join := map[formula.Op]func(a, b Value) Value{
		formula.OpSum: func(a, b Value) Value {
			a, b = t.common(a, b)
			return plus(formula.OpAdd, a, b)
		},
		formula.OpAll:      func(a, b Value) Value { return t.joined(true, a, b) },
		formula.OpAny:      func(a, b Value) Value { return t.joined(false, a, b) },
		formula.OpLargest:  func(a, b Value) Value { return t.further(true, a, b) },
		formula.OpSmallest: func(a, b Value) Value { return t.further(false, a, b) },
	}[n.Op]
	if items == 0 {
		return ofNone(n.Op), nil
	}
	for len(each) > 1 {
		var next []Value
		for i := 0; i < len(each); i += batch {
			v := each[i]
			for _, b := range each[i+1 : min(i+batch, len(each))] {
				v = join(v, b)
			}
			if len(each) > batch {
				if v.Kind == formula.Flag {
					v.n = atom(t.Put(v.n.s))
				}
				v = t.settle(v)
			}
			next = append(next, v)
		}
		each = next
	}
	return each[0], nil
}

// ofNone is what an aggregate over no items is.
func ofNone(op formula.Op) Value {
	switch op {
	case formula.OpSum:
		return whole(formula.Number, 0)
	case formula.OpAll, formula.OpAny:
		return flag(atom(boolean(op == formula.OpAll)), true)
	}
	return Value{Kind: formula.Number, n: atom(absent), d: unity, size: atom(absent)}
}

// items is the length of the list that n mentions outside of further aggregates, -1 if there is none.
func (t *translator) items(n *formula.Node) int {
	switch n.Op {
	case formula.OpName:
		_, items := t.List(n.Text)
		return items
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest, formula.OpCount:
		return -1
	}
	for _, a := range n.Args {
		if k := t.items(a); k >= 0 {
			return k
		}
	}
	return -1
}

// power multiplies out a power whose exponent is a literal.
func (t *translator) power(n *formula.Node) (Value, error) {
	base, err := t.node(n.Args[0])
	if err != nil {
		return base, err
	}
	k, err := strconv.Atoi(n.Args[1].Text)
	if n.Args[1].Op != formula.OpNumber || err != nil {
		return Value{}, notLive("乘方的次数是变量，整数会超出精确范围", "a power whose exponent varies: its whole numbers go beyond what is exact")
	}
	base = t.settle(base)
	v := whole(base.Kind, 1)
	for range k {
		v = times(v, base)
	}
	return v, nil
}
