package formula

import (
	"fmt"
	"slices"
)

// Check infers what kind of value the formula gives, from what scope says about each
// name, and refuses a formula that means nothing: a name that scope does not know,
// money compared with anything but money or 0, a count with a ratio, money times
// money, a code that its choice does not have, a rounding of something that is no
// money, branches of different kinds, a sum over no list or over two. The error is an
// [*Error].
//
// Whether the result may depend on an item ([Type].List) is for the caller to judge,
// who knows whether the formula stands at an item.
func (f *Formula) Check(scope func(name string) (Type, bool)) (Type, error) {
	c := checker{f: f, scope: scope}
	t := c.node(f.root)
	if c.err != nil {
		return Type{}, c.err
	}
	return t.Type, nil
}

type checker struct {
	f     *Formula
	scope func(string) (Type, bool)
	err   *Error
}

// typed is a type with what only matters inside the formula.
type typed struct {
	Type
	zero bool // the literal 0
	code bool // a code as written
}

// fail keeps the first error. What it gives has no kind, which nothing complains of
// a second time.
func (c *checker) fail(n *Node, zh, en string) typed {
	if c.err == nil {
		c.err = fault(c.f.source, n.at, zh, en)
	}
	return typed{}
}

func (c *checker) node(n *Node) typed {
	switch n.Op {
	case OpNumber:
		return typed{Type: Type{Kind: n.value.Kind}, zero: n.value.Kind == Number && n.value.Rat.Sign() == 0}
	case OpN:
		return typed{Type: Type{Kind: Count}}
	case OpCode:
		return typed{Type: Type{Kind: Choice, Codes: []string{n.Text}}, code: true}
	case OpTrue, OpFalse:
		return typed{Type: Type{Kind: Flag}}
	case OpName:
		return c.name(n)
	case OpCount, OpGiven:
		return c.about(n)
	}
	args := make([]typed, len(n.Args))
	list := ""
	for i, a := range n.Args {
		args[i] = c.node(a)
		if c.err != nil {
			return typed{}
		}
		switch l := args[i].List; {
		case list == "":
			list = l
		case l != "" && l != list:
			return c.fail(a, fmt.Sprintf("{%s}与{%s}两个列表的项不能混用", list, l), fmt.Sprintf("items of {%s} and of {%s} cannot be mixed", list, l))
		}
	}
	t := c.operator(n, args)
	t.List = list
	if n.Op.isAggregate() {
		if list == "" && c.err == nil {
			return c.fail(n, fmt.Sprintf("%s的参数须提到一个列表的项", n.Op), fmt.Sprintf("the argument of %s must mention an item of a list", n.Op))
		}
		t.List = ""
	}
	return t
}

func (c *checker) lookUp(n *Node) (Type, bool) {
	t, ok := c.scope(n.Text)
	if !ok || t.Kind.known() == 0 {
		c.fail(n, fmt.Sprintf("没有名称{%s}", n.Text), fmt.Sprintf("there is no name {%s}", n.Text))
		return Type{}, false
	}
	return t, true
}

func (c *checker) name(n *Node) typed {
	t, ok := c.lookUp(n)
	if !ok {
		return typed{}
	}
	if t.Kind == List {
		return c.fail(n, fmt.Sprintf("列表{%s}只能用在count(…)中", n.Text), fmt.Sprintf("the list {%s} can only stand in count(…)", n.Text))
	}
	t.Optional = false
	return typed{Type: t}
}

// about checks count and given, which speak about a name instead of reading it.
func (c *checker) about(n *Node) typed {
	t, ok := c.lookUp(n.Args[0])
	switch {
	case !ok:
		return typed{}
	case n.Op == OpCount && t.Kind != List:
		return c.fail(n, fmt.Sprintf("{%s}不是列表", n.Args[0].Text), fmt.Sprintf("{%s} is no list", n.Args[0].Text))
	case n.Op == OpCount:
		return typed{Type: Type{Kind: Count}}
	case !t.Optional:
		return c.fail(n, fmt.Sprintf("{%s}不是可选项，总是已提供", n.Args[0].Text), fmt.Sprintf("{%s} is not optional: it is always given", n.Args[0].Text))
	}
	return typed{Type: Type{Kind: Flag, List: t.List}}
}

func (c *checker) operator(n *Node, args []typed) typed {
	switch n.Op {
	case OpAdd, OpSub, OpMul, OpDiv:
		a, b := args[0], args[1]
		if k := arithmetic(n.Op, a.Kind, b.Kind, a.zero, b.zero); k != 0 {
			return typed{Type: Type{Kind: k}}
		}
		return c.unfit(n, a, b)
	case OpEq, OpNe, OpLt, OpLe, OpGt, OpGe:
		t := c.common(n, args)
		if c.err == nil && !t.Kind.IsOrdered() && n.Op != OpEq && n.Op != OpNe {
			return c.unfit(n, args[0], args[1])
		}
		return typed{Type: Type{Kind: Flag}}
	case OpMax, OpMin:
		t := c.common(n, args)
		if c.err == nil && !t.Kind.IsOrdered() {
			return c.unfit(n, args[0], args[1])
		}
		return t
	case OpIf:
		c.wantKind(n.Args[0], args[0], Flag)
		return c.common(n, args[1:])
	case OpAnd, OpOr, OpNot, OpAll, OpAny, OpLeast:
		for i, a := range args {
			c.wantKind(n.Args[i], a, Flag)
		}
		if n.Op == OpLeast {
			return typed{Type: Type{Kind: Count}}
		}
		return typed{Type: Type{Kind: Flag}}
	case OpPower:
		if k := args[0].Kind; k != Count && k != Number && k != Ratio || args[1].Kind != Count && args[1].Kind != Number {
			return c.unfit(n, args[0], args[1])
		}
		return typed{Type: Type{Kind: args[0].Kind}}
	case OpSum, OpLargest, OpSmallest:
		if k := args[0].Kind; !k.IsNumeric() && (n.Op == OpSum || !k.IsOrdered()) {
			return c.fail(n.Args[0], fmt.Sprintf("%s不能合计或比较大小", args[0].Kind.Label().ZH), args[0].Kind.Label().EN+" cannot be summed or put in order")
		}
		return typed{Type: Type{Kind: args[0].Kind}}
	case OpRound:
		c.wantKind(n.Args[0], args[0], Money)
		if _, _, ok := rounding(n.Args[1].Text); !args[1].code || !ok {
			c.wantKind(n.Args[1], args[1], Rounding)
		}
		return typed{Type: Type{Kind: Money}}
	}
	return c.fail(n, "没有这种运算", "there is no such operator")
}

func (c *checker) wantKind(n *Node, t typed, want Kind) {
	if t.Kind != want {
		c.fail(n, fmt.Sprintf("此处须为%s，不是%s", want.Label().ZH, t.Kind.Label().ZH), fmt.Sprintf("here must stand %s, not %s", want.Label().EN, t.Kind.Label().EN))
	}
}

// common gives the type of values that are compared, or alternatives of one another.
func (c *checker) common(n *Node, args []typed) typed {
	t := args[0]
	for i, a := range args[1:] {
		k := together(t.Kind, a.Kind, t.zero, a.zero)
		if k == 0 {
			return c.unfit(n, t, a)
		}
		if k == Choice {
			t.Codes = c.codes(n, n.Args[len(n.Args)-len(args)+1+i], t, a)
		}
		t.Kind, t.zero, t.code = k, t.zero && a.zero, t.code && a.code
	}
	return t
}

// codes gives those of two choices together. What is compared must have a code in
// common; so must a code with the choice that it is an alternative to.
func (c *checker) codes(n, at *Node, a, b typed) []string {
	if a.Codes == nil || b.Codes == nil {
		return nil
	}
	both := slices.ContainsFunc(a.Codes, func(code string) bool { return slices.Contains(b.Codes, code) })
	if !both && n.Op != OpIf {
		if a.code {
			a, b = b, a
		}
		c.fail(at, fmt.Sprintf("%q不在选项%q之中", b.Codes, a.Codes), fmt.Sprintf("%q is none of the choices %q", b.Codes, a.Codes))
	}
	all := slices.Clone(a.Codes)
	for _, code := range b.Codes {
		if !slices.Contains(all, code) {
			all = append(all, code)
		}
	}
	return all
}

func (c *checker) unfit(n *Node, a, b typed) typed {
	return c.fail(n, fmt.Sprintf("%s与%s不能以“%s”合用", a.Kind.Label().ZH, b.Kind.Label().ZH, n.Op),
		fmt.Sprintf("%s and %s do not go together in %q", a.Kind.Label().EN, b.Kind.Label().EN, n.Op))
}
