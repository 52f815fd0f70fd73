package live

import "github.com/huainan-minzheng/civilaffairs/rule/formula"

// maxBits bounds the n that is looked for: below 2^36.
const maxBits = 36

// maxSearched is over how many items at most a condition goes that is tried maxBits times.
const maxSearched = 12

// searched finds the least n of a condition that is not linear.
func (t *translator) searched(c *formula.Node) (Value, error) {
	if v, ok, err := t.ranked(c); ok {
		return v, err
	}
	return t.tried(c)
}

// tried takes n together from powers of two: a power is in it where the condition still fails at the number before.
// What is found is held against the condition: it holds there, and not before. Where the condition is too large to be
// computed it is taken to hold, which the same proof would show to be wrong.
func (t *translator) tried(c *formula.Node) (Value, error) {
	if items := t.items(c); items > maxSearched || t.longest(c) > maxSearched {
		return Value{}, notLive("最小整数n须逐次试算，列表过长", "the least n has to be tried for, over too long a list")
	}
	holds := func(n string) (string, error) {
		at := Given(formula.Count, n, "", true, true)
		t.n = &at
		defer func() { t.n = nil }()
		v, err := t.node(c)
		return v.n.s, err
	}
	found := "0"
	for bit := maxBits - 1; bit >= 0; bit-- {
		power := itoa(1 << bit)
		before := power + "-1"
		if found != "0" {
			before = found + "+" + before
		}
		cond, err := holds(t.Put(before))
		if err != nil {
			return Value{}, err
		}
		found = t.Put(found + "+IF(IFERROR(" + cond + ",TRUE()),0," + power + ")")
	}
	here, err := holds(found)
	if err != nil {
		return Value{}, err
	}
	before, err := holds(t.Put("MAX(" + found + "-1,0)"))
	if err != nil {
		return Value{}, err
	}
	proved := "IF(" + here + ",IF(" + found + "=0," + found + ",IF(" + before + "," + beyond + "," + found + "))," + beyond + ")"
	return Given(formula.Count, t.Put(proved), "", false, true), nil
}

// longest is the length of the longest list that is mentioned, within sums too.
func (t *translator) longest(n *formula.Node) int {
	most := 0
	if n.Op == formula.OpName {
		_, most = t.List(n.Text)
	}
	for _, a := range n.Args {
		most = max(most, t.longest(a))
	}
	return most
}

// ranked finds the n of a condition over sum(if({key} > n, 1, 0)): it can only change at a key, so that the least n
// is 0 or one of the keys. ok is false for another condition.
func (t *translator) ranked(c *formula.Node) (least Value, ok bool, err error) {
	if c.Op != formula.OpLe || c.Args[0].Op != formula.OpSum || mentionsN(c.Args[1]) {
		return Value{}, false, nil
	}
	inner := c.Args[0].Args[0]
	if inner.Op != formula.OpIf || inner.Args[0].Op != formula.OpGt || inner.Args[0].Args[1].Op != formula.OpN || mentionsN(inner.Args[1]) || mentionsN(inner.Args[2]) ||
		inner.Args[1].Op != formula.OpNumber || inner.Args[2].Op != formula.OpNumber {
		return Value{}, false, nil
	}
	key := inner.Args[0].Args[0]
	items := t.items(key)
	if key.Op != formula.OpName || items < 0 || items > 60 {
		return Value{}, false, nil
	}
	candidates := []Value{whole(formula.Count, 0)}
	at := t.item
	for i := range items {
		v, ok := t.Value(key.Text, i+1)
		if !ok || v.d != unity {
			return Value{}, false, nil
		}
		v.n = call("MAX", v.n.s, "0")
		v.size, v.nonneg = v.n, true
		candidates = append(candidates, v)
	}
	best := Value{}
	for i := range candidates {
		t.n = &candidates[i]
		holds, err := t.node(c)
		if err != nil {
			return holds, true, err
		}
		t.item = at
		n := Given(formula.Count, t.Put("IF("+holds.n.s+","+candidates[i].n.s+",9999999999999)"), "", holds.total, true)
		if i == 0 {
			best = n
		} else {
			best = t.settle(t.further(false, best, n))
		}
	}
	t.n = nil
	return best, true, nil
}
