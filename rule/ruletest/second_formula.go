package ruletest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// compiler makes functions of nodes.
type compiler struct {
	slots map[string]int
	scope func(string) (formula.Type, bool)
	items map[string]*int
	err   error
}

type node = func(w *world, item int) term

func (k *compiler) cannot(what string) node {
	if k.err == nil {
		k.err = fmt.Errorf("%w: %s", errNotReckoned, what)
	}
	return func(*world, int) term { return term{} }
}

func (k *compiler) node(n *formula.Node) node {
	args := func(i int) node { return k.node(n.Args[i]) }
	switch n.Op {
	case formula.OpNumber:
		v, ok := literal(n.Text)
		if !ok {
			return k.cannot(n.Text)
		}
		return func(*world, int) term { return v }
	case formula.OpCode:
		v := term{text: n.Text, is: set}
		return func(*world, int) term { return v }
	case formula.OpTrue, formula.OpFalse:
		v := flagged(n.Op == formula.OpTrue)
		return func(*world, int) term { return v }
	case formula.OpN:
		return func(w *world, _ int) term { return term{num: w.n, is: set} }
	case formula.OpName:
		return k.name(n, false)
	case formula.OpGiven:
		v := k.name(n.Args[0], true)
		return func(w *world, item int) term { return flagged(v(w, item).is == set) }
	case formula.OpCount:
		count, ok := k.items[n.Args[0].Text]
		if !ok {
			return k.cannot(n.Args[0].Text)
		}
		return func(*world, int) term { return term{num: whole(int64(*count)), is: set} }
	case formula.OpAdd, formula.OpSub, formula.OpMul, formula.OpDiv:
		return arithmetic(n.Op, args(0), args(1))
	case formula.OpEq, formula.OpNe, formula.OpLt, formula.OpLe, formula.OpGt, formula.OpGe:
		return compared(n.Op, args(0), args(1))
	case formula.OpAnd, formula.OpOr:
		return joined(n.Op == formula.OpOr, args(0), args(1))
	case formula.OpNot:
		a := args(0)
		return func(w *world, item int) term {
			v := a(w, item)
			v.flag = !v.flag
			return v
		}
	case formula.OpIf:
		a, b, c := args(0), args(1), args(2)
		return func(w *world, item int) term {
			switch v := a(w, item); {
			case v.is != set:
				return term{}
			case v.flag:
				return b(w, item)
			}
			return c(w, item)
		}
	case formula.OpMax, formula.OpMin:
		all := make([]node, len(n.Args))
		for i := range all {
			all[i] = args(i)
		}
		return extreme(n.Op == formula.OpMax, all)
	case formula.OpRound:
		return rounded(args(0), args(1))
	case formula.OpPower:
		return power(args(0), args(1))
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest:
		list := k.listOf(n.Args[0])
		if list == nil {
			return k.cannot("over no list")
		}
		return over(n.Op, list, args(0))
	}
	return k.cannot(n.Op.String())
}

func literal(text string) (term, bool) {
	scale := int64(1)
	switch {
	case strings.HasSuffix(text, "%"):
		text, scale = strings.TrimSuffix(text, "%"), 100
	case strings.HasSuffix(text, "‰"):
		text, scale = strings.TrimSuffix(text, "‰"), 1000
	}
	digits, decimals, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(digits+decimals, 10, 64)
	for range decimals {
		scale *= 10
	}
	return term{num: fraction{n: n, d: scale}, is: set}, err == nil && len(decimals) < 9
}

// name reads a value; optional ones may be absent only where given() asks.
func (k *compiler) name(n *formula.Node, asked bool) node {
	at, ok := k.slots[n.Text]
	t, known := k.scope(n.Text)
	if !ok || !known {
		return k.cannot("{" + n.Text + "}")
	}
	listed := t.List != ""
	return func(w *world, item int) term {
		c := &w.values[at]
		i := 0
		if listed {
			i = item - 1
		}
		if i < 0 || i >= len(c.of) {
			return term{}
		}
		v := c.of[i]
		if v.is != set && !asked {
			return term{}
		}
		return v
	}
}

// listOf finds the list over whose items an argument goes.
func (k *compiler) listOf(n *formula.Node) *int {
	switch n.Op {
	case formula.OpName:
		if t, ok := k.scope(n.Text); ok && t.List != "" {
			return k.items[t.List]
		}
		return nil
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest, formula.OpCount:
		return nil
	}
	for _, a := range n.Args {
		if l := k.listOf(a); l != nil {
			return l
		}
	}
	return nil
}

func arithmetic(op formula.Op, a, b node) node {
	return func(w *world, item int) term {
		x := a(w, item)
		if x.is != set {
			return term{}
		}
		y := b(w, item)
		if y.is != set {
			return term{}
		}
		switch op {
		case formula.OpAdd:
			x.num = x.num.plus(y.num)
		case formula.OpSub:
			x.num = x.num.plus(y.num.negated())
		case formula.OpMul:
			x.num = x.num.times(y.num)
		default:
			if y.num.sign() == 0 {
				return term{}
			}
			x.num = x.num.times(y.num.inverse())
		}
		return x
	}
}

func compared(op formula.Op, a, b node) node {
	return func(w *world, item int) term {
		x, y := a(w, item), b(w, item)
		if x.is != set || y.is != set {
			return term{}
		}
		c := -1 // of what is not a number: the same, or not
		if x.text == y.text && x.flag == y.flag {
			c = x.num.either().cmp(y.num.either())
		}
		switch op {
		case formula.OpEq:
			return flagged(c == 0)
		case formula.OpNe:
			return flagged(c != 0)
		case formula.OpLt:
			return flagged(c < 0)
		case formula.OpLe:
			return flagged(c <= 0)
		case formula.OpGt:
			return flagged(c > 0)
		}
		return flagged(c >= 0)
	}
}

// either makes zero of what is no number.
func (a fraction) either() fraction {
	if a.big == nil && a.d == 0 {
		return whole(0)
	}
	return a
}

func joined(or bool, a, b node) node {
	return func(w *world, item int) term {
		if x := a(w, item); x.is != set || x.flag == or {
			return x
		}
		return b(w, item)
	}
}

func extreme(largest bool, all []node) node {
	return func(w *world, item int) term {
		best := all[0](w, item)
		for _, a := range all[1:] {
			v := a(w, item)
			if v.is != set || best.is != set {
				return term{}
			}
			if c := v.num.cmp(best.num); c > 0 && largest || c < 0 && !largest {
				best = v
			}
		}
		return best
	}
}

func rounded(a, how node) node {
	type way struct {
		direction string
		step      fraction
	}
	ways := map[string]way{}
	return func(w *world, item int) term {
		x, r := a(w, item), how(w, item)
		if x.is != set || r.is != set {
			return term{}
		}
		to, ok := ways[r.text]
		if !ok {
			direction, step, _ := strings.Cut(r.text, "/")
			to.direction = direction
			for name, d := range map[string]int64{"fen": 100, "jiao": 10, "yuan": 1} {
				if many, is := strings.CutSuffix(step, name); is {
					n := int64(1)
					if many != "" {
						n, _ = strconv.ParseInt(many, 10, 64)
					}
					to.step = fraction{n: n, d: d}
				}
			}
			ways[r.text] = to
		}
		if to.step.d == 0 || to.step.n <= 0 {
			return term{}
		}
		x.num = x.num.stepped(to.direction, to.step)
		return x
	}
}

func power(a, b node) node {
	return func(w *world, item int) term {
		x, y := a(w, item), b(w, item)
		if x.is != set || y.is != set || y.num.big != nil || y.num.d != 1 || y.num.n < 0 || y.num.n > 100 {
			return term{}
		}
		v := term{num: whole(1), is: set}
		for range y.num.n {
			v.num = v.num.times(x.num)
		}
		return v
	}
}

func over(op formula.Op, list *int, a node) node {
	return func(w *world, _ int) term {
		out := term{is: set}
		switch op {
		case formula.OpAll:
			out.flag = true
		case formula.OpSum:
			out.num = whole(0)
		case formula.OpLargest, formula.OpSmallest:
			if *list == 0 {
				return term{}
			}
		}
		for i := range *list {
			v := a(w, i+1)
			if v.is != set {
				return term{}
			}
			switch op {
			case formula.OpSum:
				out.num = out.num.plus(v.num)
			case formula.OpAll, formula.OpAny:
				if v.flag == (op == formula.OpAny) {
					return v
				}
			default:
				if c := 0; i > 0 {
					if c = v.num.cmp(out.num); c == 0 || (c > 0) != (op == formula.OpLargest) {
						continue
					}
				}
				out = v
			}
		}
		return out
	}
}
