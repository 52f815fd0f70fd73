package course

import (
	"errors"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// Givens tells what parameters and facts are.
type Givens interface {
	// Given is a given at an item, counted from 1, or 0 outside lists.
	Given(n, item int) Value
	// Items is how many items a list has.
	Items(list string) int
}

// Cause is the comparison that turns, of a step at an item.
type Cause struct {
	Step, Item int
	Comparison string // as the formula prints it
	// Root is where lines cross that are compared, which need not be a whole point; Crosses tells that they do.
	Root    exact.Rat
	Crosses bool
}

// Same reports whether two are of one comparison at one item.
func (c Cause) Same(o Cause) bool {
	return c.Step == o.Step && c.Item == o.Item && c.Comparison == o.Comparison
}

// Walker follows the steps of one case from run to run. It is not for use by several goroutines.
type Walker struct {
	p      *Program
	givens Givens
	slots  []int // of each step: its first place in memo
	memo   []remembered
	still  []remembered // of steps that nothing runs in
	varies []bool       // by step: whether something runs in it
	pass   uint32

	run    run
	causes []Cause
	at     Cause      // the step that is computed
	seen   []verdict  // of the comparisons that were computed since Start
	before []verdict  // and of those between the last two
	number *exact.Rat // of the search for a least number
	err    error
	budget *Budget
}

type remembered struct {
	pass  uint32
	value Value
}

// ErrUnsolved tells of a formula whose course cannot be followed: a least number that is not found at a point, or of which
// the one before holds as well.
var ErrUnsolved = errors.New("a least number that is not solved for")

// ErrWork tells that the budget is used up.
var ErrWork = errors.New("too many turns")

// Walk begins to follow a case, within a budget.
func (p *Program) Walk(g Givens, b *Budget) *Walker {
	w := &Walker{p: p, givens: g, budget: b, slots: make([]int, len(p.steps))}
	n := 0
	for i := range p.steps {
		w.slots[i] = n
		n++
		if list := p.steps[i].list; list != "" {
			n += g.Items(list)
		}
	}
	w.memo, w.still = make([]remembered, n), make([]remembered, n)
	return w
}

// Vary says which given runs; the others are the same in every call until the next Walk.
func (w *Walker) Vary(given int) { w.varies = w.p.reads[given] }

// Start goes to a point, from which what is asked for holds up to some point not beyond last.
func (w *Walker) Start(first, last int64) {
	w.pass++
	w.run = run{first, last + 1}
	w.causes = w.causes[:0]
	w.seen, w.before = w.before[:0], w.seen
	w.err = nil
}

// Until is the last point to which all that was asked for since Start holds.
func (w *Walker) Until() int64 { return w.run.beyond - 1 }

// Causes are the comparisons that turn just behind it, in the order in which they were met; they
// are good until the next Start.
func (w *Walker) Causes() []Cause { return w.causes }

// Err tells why what was asked for cannot be followed, and at which step.
func (w *Walker) Err() (Cause, error) { return w.at, w.err }

// Zero tells of a number whether it is zero at the first point, and ends the run where that turns.
func (w *Walker) Zero(v *Value) bool {
	if v.kind != isNumber {
		return false
	}
	return w.settle(unnamed, formula.OpEq, v.num).flag
}

var unnamed = &node{}

// spend takes some of the budget.
func (w *Walker) spend(n int) {
	if !w.budget.Spend(n) && w.err == nil {
		w.err = ErrWork
	}
}

// Step computes a step at an item; what it is may hold for fewer points than when it was asked.
func (w *Walker) Step(k, item int) Value {
	s := &w.p.steps[k]
	if s.list == "" {
		item = 0
	}
	if item > 0 && w.slots[k]+item >= len(w.memo) {
		return Value{}
	}
	m, pass := &w.memo[w.slots[k]+item], w.pass
	if !w.varies[k] {
		m, pass = &w.still[w.slots[k]+item], 1
	}
	if m.pass == pass {
		return m.value
	}
	had := w.at
	w.at = Cause{Step: k, Item: item}
	v := w.node(s.root, item)
	if w.err != nil {
		return Value{} // w.at stays where it was met
	}
	w.at = had
	m.pass, m.value = pass, v
	return v
}

// turnsAt notes that a comparison turns at a point.
func (w *Walker) turnsAt(t int64, n *node) {
	if t > w.run.beyond {
		return
	}
	if t < w.run.beyond {
		w.run.beyond = t
		w.causes = w.causes[:0]
	}
	c := w.at
	c.Comparison = n.text
	w.causes = append(w.causes, c)
}

// crosses notes that lines cross just before or at a point.
func (w *Walker) crosses(t int64, n *node, root exact.Rat) {
	if t > w.run.beyond {
		return
	}
	w.turnsAt(t, n)
	c := &w.causes[len(w.causes)-1]
	c.Root, c.Crosses = root, true
}

func (w *Walker) node(n *node, item int) Value {
	w.spend(1)
	if w.err != nil {
		return Value{}
	}
	switch n.op {
	case formula.OpNumber, formula.OpCode, formula.OpTrue, formula.OpFalse:
		return n.value
	case formula.OpName:
		return w.name(n, item)
	case formula.OpAdd, formula.OpSub, formula.OpMul, formula.OpDiv:
		a, b := w.node(n.args[0], item), w.node(n.args[1], item)
		if a.kind != isNumber || b.kind != isNumber {
			return Value{}
		}
		return w.arithmetic(n, a.num, b.num)
	case formula.OpEq, formula.OpNe, formula.OpLt, formula.OpLe, formula.OpGt, formula.OpGe:
		return w.note(n, item, w.compare(n, w.node(n.args[0], item), w.node(n.args[1], item)))
	case formula.OpAnd, formula.OpOr:
		v := w.node(n.args[0], item)
		if v.kind != isFlag || v.flag == (n.op == formula.OpOr) {
			return v
		}
		return w.node(n.args[1], item)
	case formula.OpNot:
		v := w.node(n.args[0], item)
		v.flag = !v.flag
		return v
	case formula.OpMax, formula.OpMin:
		best := w.node(n.args[0], item)
		for _, arg := range n.args[1:] {
			best = w.extreme(n, n.op == formula.OpMax, best, w.node(arg, item))
		}
		return best
	case formula.OpIf:
		switch v := w.node(n.args[0], item); {
		case v.kind != isFlag:
			return Value{}
		case v.flag:
			return w.node(n.args[1], item)
		}
		return w.node(n.args[2], item)
	case formula.OpRound:
		v, mode := w.node(n.args[0], item), w.node(n.args[1], item)
		way, step, ok := Rounding(mode.code)
		if v.kind != isNumber || mode.kind != isCode || !ok {
			return Value{}
		}
		v.num = w.run.round(v.num, way, step)
		return v
	case formula.OpSum, formula.OpAll, formula.OpAny, formula.OpLargest, formula.OpSmallest:
		return w.aggregate(n)
	case formula.OpPower:
		return w.power(n, w.node(n.args[0], item), w.node(n.args[1], item))
	case formula.OpCount:
		return Number(exact.Int(int64(w.givens.Items(n.list))))
	case formula.OpGiven:
		v := w.name(n.args[0], item)
		return Flag(v.kind != none)
	case formula.OpN:
		if w.number != nil {
			return Number(*w.number)
		}
	case formula.OpLeast:
		return w.least(n.args[0], item)
	}
	return Value{}
}

func (w *Walker) name(n *node, item int) Value {
	if n.place.IsStep {
		return w.Step(n.place.N, item)
	}
	if n.place.List == "" {
		item = 0
	}
	return w.givens.Given(n.place.N, item)
}

func (w *Walker) arithmetic(n *node, a, b Form) Value {
	out := Value{kind: isNumber}
	switch n.op {
	case formula.OpAdd:
		out.num = w.run.add(a, b)
	case formula.OpSub:
		out.num = w.run.sub(a, b)
	case formula.OpMul:
		out.num = w.run.mul(a, b)
	case formula.OpDiv:
		if s, ok := w.sign(n, b); !ok || s == 0 {
			return Value{}
		}
		out.num = w.run.div(a, b)
	}
	return out
}

func (w *Walker) power(n *node, base, exponent Value) Value {
	if base.kind != isNumber || exponent.kind != isNumber {
		return Value{}
	}
	at, ok := exponent.num.At(w.run.first)
	if !ok {
		return Value{}
	}
	if !exponent.num.IsConst() { // a number of years: each by itself
		w.turnsAt(w.run.first+1, n)
	}
	e, ok := at.Int64()
	if !ok || e < 0 || e > 100 {
		return Value{}
	}
	out := Const(one)
	for range e {
		out = w.run.mul(out, base.num)
	}
	return Value{kind: isNumber, num: out}
}

func (w *Walker) aggregate(n *node) Value {
	items := w.givens.Items(n.list)
	total := Value{kind: isNumber}
	for i := 1; i <= items; i++ {
		v := w.node(n.args[0], i)
		switch n.op {
		case formula.OpSum:
			if v.kind != isNumber {
				return Value{}
			}
			w.spend(v.num.size())
			total.num = w.run.add(total.num, v.num)
		case formula.OpAll, formula.OpAny:
			if v.kind != isFlag {
				return Value{}
			}
			if v.flag == (n.op == formula.OpAny) {
				return v
			}
		default:
			if i == 1 {
				total = v
			} else {
				total = w.extreme(n, n.op == formula.OpLargest, total, v)
			}
		}
	}
	switch {
	case n.op == formula.OpSum:
		return total
	case n.op == formula.OpAll || n.op == formula.OpAny:
		return Flag(n.op == formula.OpAll)
	case items == 0:
		return Value{}
	}
	return total
}
