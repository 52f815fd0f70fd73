package formula

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Env gives the values that a formula reads.
type Env interface {
	// Value gives the value of a name; false means that there is none of that name. An
	// item is counted from 1 and is that of the list over which the formula is being
	// computed, 0 outside lists; it is to be ignored for a name that belongs to no list.
	Value(name string, item int) (Value, bool)
	// Len gives the number of items of a list, by the path of the list or of anything
	// that belongs to its items; -1 for a name that has to do with no list.
	Len(name string) int
}

// maxBits bounds the numbers of a computation: recorded ones can have so many digits
// that their products and common denominators never come to an end.
const maxBits = 1 << 13

// Eval computes the formula exactly; item is that at which it stands, counted from 1,
// or 0. Only what decides is read: the branch that if takes, of and and or the left
// side if it is enough. Division by zero, a value that is absent, a name that env does
// not know and kinds that do not go together are errors, each an [*Error]. So is least
// n, which is not solved for: see [Formula.Proves].
func (f *Formula) Eval(env Env, item int) (Value, error) {
	if f.root.Op == OpLeast {
		return Value{}, fault(f.source, 0, "“最小整数n”只能验证，不能计算", "least n can be proved, not computed")
	}
	r := run{f: f, env: env, item: item}
	v := r.node(f.root)
	if r.err != nil {
		return Value{}, r.err
	}
	return v, nil
}

// Proves holds a recorded value against the formula: it must be exactly what the
// formula gives. Of least n the condition must hold for the recorded n and must not
// for n − 1, unless n is 0. A value that is not the formula's is a [*Mismatch];
// other errors are those of [Formula.Eval].
func (f *Formula) Proves(env Env, item int, recorded Value) error {
	r := run{f: f, env: env, item: item}
	if f.root.Op == OpLeast {
		return r.provesLeast(recorded)
	}
	got := r.node(f.root)
	if r.err != nil {
		return r.err
	}
	if same, ok := equal(got, recorded); !ok || !same {
		return &Mismatch{Formula: f.text, Got: got.String(), Recorded: recorded.String()}
	}
	return nil
}

func (r *run) provesLeast(recorded Value) error {
	wrong := func(got string) error { return &Mismatch{Formula: r.f.text, Got: got, Recorded: recorded.String()} }
	if recorded.Rat == nil || recorded.Absent || !recorded.Rat.IsInt() || recorded.Rat.Sign() < 0 {
		return wrong("n = 0, 1, 2, …")
	}
	r.n = recorded.Rat
	for _, want := range []bool{true, false} {
		holds := r.flag(r.f.root.Args[0])
		if r.err != nil {
			return r.err
		}
		if holds != want {
			return wrong("n = " + r.n.RatString() + ": " + strconv.FormatBool(holds))
		}
		if r.n.Sign() == 0 {
			break
		}
		r.n = new(big.Rat).Sub(r.n, one)
	}
	return nil
}

var one = big.NewRat(1, 1)

// run is one computation. After an error it goes on with values that are of no kind,
// which nothing complains of a second time.
type run struct {
	f    *Formula
	env  Env
	item int
	n    *big.Rat
	err  *Error

	inside bool            // an aggregate
	inner  map[*Node]Value // of the aggregates within one, which do not depend on its item

	watch *watch // nil unless somebody looks on
}

func (r *run) fail(n *Node, zh, en string) Value {
	if r.err == nil {
		r.err = fault(r.f.source, n.at, zh, en)
	}
	return Value{}
}

func (r *run) node(n *Node) Value {
	if r.err != nil {
		return Value{}
	}
	switch n.Op {
	case OpNumber, OpCode, OpTrue, OpFalse:
		return n.value
	case OpN:
		return Value{Kind: Count, Rat: r.n}
	case OpName:
		return r.name(n)
	case OpAdd, OpSub, OpMul, OpDiv:
		return r.arithmetic(n, r.node(n.Args[0]), r.node(n.Args[1]))
	case OpEq, OpNe, OpLt, OpLe, OpGt, OpGe:
		return Value{Kind: Flag, Flag: r.compare(n, r.node(n.Args[0]), r.node(n.Args[1]))}
	case OpAnd:
		return Value{Kind: Flag, Flag: r.flag(n.Args[0]) && r.flag(n.Args[1])}
	case OpOr:
		return Value{Kind: Flag, Flag: r.flag(n.Args[0]) || r.flag(n.Args[1])}
	case OpNot:
		return Value{Kind: Flag, Flag: !r.flag(n.Args[0])}
	case OpMax, OpMin:
		return r.extreme(n)
	case OpIf:
		holds := r.flag(n.Args[0])
		if r.watch != nil && r.err == nil {
			holds = r.watch.parted(n, holds)
		}
		if holds {
			return r.node(n.Args[1])
		}
		return r.node(n.Args[2])
	case OpRound:
		return r.round(n, r.node(n.Args[0]), r.node(n.Args[1]))
	case OpSum, OpAll, OpAny, OpLargest, OpSmallest:
		return r.aggregate(n)
	case OpPower:
		return r.power(n, r.node(n.Args[0]), r.node(n.Args[1]))
	case OpCount:
		if k := r.env.Len(n.Args[0].Text); k >= 0 {
			return Value{Kind: Count, Rat: new(big.Rat).SetInt64(int64(k))}
		}
		return r.fail(n, fmt.Sprintf("没有列表{%s}", n.Args[0].Text), fmt.Sprintf("there is no list {%s}", n.Args[0].Text))
	case OpGiven:
		v, _ := r.lookUp(n.Args[0])
		return Value{Kind: Flag, Flag: !v.Absent}
	}
	return r.fail(n, "没有这种运算", "there is no such operator")
}

func (r *run) lookUp(n *Node) (Value, bool) {
	v, ok := r.env.Value(n.Text, r.item)
	if !ok || !v.Absent && (v.Kind.known() == 0 || v.Kind.IsOrdered() && v.Rat == nil) {
		return r.fail(n, fmt.Sprintf("没有{%s}的值", n.Text), fmt.Sprintf("there is no value of {%s}", n.Text)), false
	}
	return v, true
}

func (r *run) name(n *Node) Value {
	v, ok := r.lookUp(n)
	if ok && v.Absent {
		return r.fail(n, fmt.Sprintf("未提供{%s}", n.Text), fmt.Sprintf("{%s} is not given", n.Text))
	}
	return v
}

func (r *run) flag(n *Node) bool {
	v := r.node(n)
	if v.Kind != Flag {
		r.unfit(n, v, Value{Kind: Flag})
	}
	return v.Flag
}

// kindOf gives the kind of a op b; 0 is refused. Zero goes with everything: the sum of
// no items has lost what it would be a sum of.
func kindOf(op Op, a, b Value) Kind {
	if a.Kind == Month || b.Kind == Month {
		return ofMonths(op, a.Kind, b.Kind)
	}
	if !a.Kind.IsNumeric() || !b.Kind.IsNumeric() {
		return 0
	}
	k := arithmetic(op, a.Kind, b.Kind, false, false)
	if k != 0 || a.Rat.Sign() != 0 && b.Rat.Sign() != 0 {
		return k
	}
	if op == OpDiv {
		return Ratio
	}
	return min(a.Kind, b.Kind) // Money, where they are not of one kind
}

// ordered gives the kind that two values have which are put in order; 0 if they cannot be.
func ordered(a, b Value) Kind {
	if a.Kind == Month || b.Kind == Month {
		return together(a.Kind, b.Kind, false, false)
	}
	return kindOf(OpAdd, a, b)
}

func (r *run) arithmetic(n *Node, a, b Value) Value {
	if r.err != nil {
		return Value{}
	}
	kind := kindOf(n.Op, a, b)
	if kind == 0 {
		return r.unfit(n, a, b)
	}
	v := Value{Kind: kind, Rat: new(big.Rat)}
	switch n.Op {
	case OpAdd:
		v.Rat.Add(a.Rat, b.Rat)
	case OpSub:
		v.Rat.Sub(a.Rat, b.Rat)
	case OpMul:
		v.Rat.Mul(a.Rat, b.Rat)
	case OpDiv:
		if b.Rat.Sign() == 0 {
			return r.fail(n, "除数为零", "division by zero")
		}
		v.Rat.Quo(a.Rat, b.Rat)
	}
	if v.Rat.Num().BitLen()+v.Rat.Denom().BitLen() > maxBits {
		return r.fail(n, "数字过长", "a number with too many digits")
	}
	return v
}

// equal reports whether two values are the same, and whether they can be compared.
func equal(a, b Value) (same, ok bool) {
	switch {
	case a.Absent || b.Absent:
		return false, false
	case a.Kind.IsNumeric() && b.Kind.IsNumeric() && a.Rat != nil && b.Rat != nil:
		return a.Rat.Cmp(b.Rat) == 0, true
	case a.Kind == Month && b.Kind == Month:
		return a.Rat.Cmp(b.Rat) == 0, true
	case a.Kind == Flag && b.Kind == Flag:
		return a.Flag == b.Flag, true
	case a.Kind >= Choice && b.Kind >= Choice:
		return a.Text == b.Text, true
	}
	return false, false
}

func (r *run) compare(n *Node, a, b Value) bool {
	if r.err != nil {
		return false
	}
	if a.Kind.IsOrdered() && b.Kind.IsOrdered() {
		if ordered(a, b) == 0 {
			r.unfit(n, a, b)
			return false
		}
		holds := verdict(n.Op, a.Rat.Cmp(b.Rat))
		if r.watch != nil {
			holds = r.watch.met(n, 0, a, b, holds)
		}
		return holds
	}
	same, ok := equal(a, b)
	if !ok || n.Op != OpEq && n.Op != OpNe {
		r.unfit(n, a, b)
	}
	holds := same == (n.Op == OpEq)
	if r.watch != nil && r.err == nil {
		holds = r.watch.told(n, same, holds)
	}
	return holds
}

// verdict is what a comparison says of two values that compare as c does with 0.
func verdict(op Op, c int) bool {
	switch op {
	case OpLt:
		return c < 0
	case OpLe:
		return c <= 0
	case OpGt:
		return c > 0
	case OpGe:
		return c >= 0
	}
	return (c == 0) == (op == OpEq)
}

func (r *run) extreme(n *Node) Value {
	best := r.node(n.Args[0])
	for i, arg := range n.Args[1:] {
		v := r.node(arg)
		if r.err != nil {
			return Value{}
		}
		kind := ordered(best, v)
		if kind == 0 {
			return r.unfit(n, best, v)
		}
		if r.watch != nil {
			r.watch.met(n, i+1, best, v, true)
		}
		if c := v.Rat.Cmp(best.Rat); c != 0 && (c > 0) == (n.Op == OpMax) {
			best = v
		}
		if best.Kind != kind { // the 0 of max({x}, 0) is an amount where {x} is one
			best.Kind, best.Text = kind, ""
		}
	}
	return best
}

// maxPower bounds powers: numbers grow with them.
const maxPower = 100

func (r *run) power(n *Node, base, exponent Value) Value {
	if r.err != nil {
		return Value{}
	}
	if base.Rat == nil || exponent.Rat == nil || !exponent.Rat.IsInt() || exponent.Rat.Sign() < 0 || exponent.Rat.Num().Cmp(big.NewInt(maxPower)) > 0 {
		return r.fail(n, "乘方的次数须为0至100的整数", "the exponent must be a whole number from 0 to 100")
	}
	result := Value{Kind: base.Kind, Rat: big.NewRat(1, 1)}
	for range exponent.Rat.Num().Int64() {
		result = r.arithmetic(product, result, base)
	}
	result.Kind = base.Kind
	return result
}

var (
	addition = &Node{Op: OpAdd}
	product  = &Node{Op: OpMul}
)

// round takes an amount to a whole number of steps.
func (r *run) round(n *Node, v, mode Value) Value {
	how, step, ok := rounding(mode.Text)
	if r.err != nil || !ok || !v.Kind.IsNumeric() || v.Kind != Money && v.Rat.Sign() != 0 {
		return r.unfit(n, v, mode)
	}
	scale := big.NewRat(100, step)
	scaled := new(big.Rat).Mul(v.Rat, scale)
	low, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int)) // Euclidean: rest ≥ 0
	half := rest.Lsh(rest, 1).Cmp(scaled.Denom())
	if how == "up" && rest.Sign() > 0 || how == "half-up" && half >= 0 || how == "half-even" && (half > 0 || half == 0 && low.Bit(0) == 1) {
		low.Add(low, one.Num())
	}
	return Value{Kind: Money, Rat: scaled.Quo(scaled.SetInt(low), scale)}
}

func (r *run) unfit(n *Node, a, b Value) Value {
	return r.fail(n, fmt.Sprintf("%s与%s不能以“%s”合用", a.Kind.Label().ZH, b.Kind.Label().ZH, strings.TrimSuffix(n.Op.String(), ":")),
		fmt.Sprintf("%s and %s do not go together in %q", a.Kind.Label().EN, b.Kind.Label().EN, n.Op))
}
