package formula

import "slices"

// Op is what a node of a formula does.
type Op uint8

// The operators and leaves of a formula.
const (
	OpNumber Op = iota + 1 // a literal; Text has it as written, 12, 1.5, 55%, 1‰
	OpName                 // a value by its path, which Text has
	OpN                    // the number that least looks for
	OpCode                 // a choice's code, which Text has
	OpTrue
	OpFalse
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpEq
	OpNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpAnd
	OpOr
	OpNot
	OpMax      // two arguments or more
	OpMin      // two arguments or more
	OpRound    // an amount and a rounding
	OpIf       // a condition and two branches
	OpSum      // over the items of the list that its argument mentions
	OpAll      // over the items, as OpSum
	OpAny      // over the items, as OpSum
	OpLargest  // over the items, as OpSum; there must be one
	OpSmallest // over the items, as OpSum; there must be one
	OpPower    // a number and how often it is multiplied, 0 to 100
	OpCount    // the items of a list; its argument is the list's name
	OpGiven    // whether an optional value is present; its argument is a name
	OpLeast    // the least n ≥ 0 for which its argument holds; only as the root
)

// The levels of the grammar, from what binds least to what binds most.
const (
	levelAny int8 = iota
	levelOr
	levelAnd
	levelNot
	levelCompare
	levelSum
	levelProduct
	levelValue
)

// ops is the one table of operators: as written, as said in Chinese, how tight it
// binds and, of functions, how many arguments it takes.
var ops = [...]struct {
	sign, zh string
	level    int8
	from, to int
}{
	0:          {"invalid", "无效", levelValue, 0, 0},
	OpNumber:   {"number", "数", levelValue, 0, 0},
	OpName:     {"name", "名称", levelValue, 0, 0},
	OpN:        {"n", "n", levelValue, 0, 0},
	OpCode:     {"code", "代码", levelValue, 0, 0},
	OpTrue:     {"true", "是", levelValue, 0, 0},
	OpFalse:    {"false", "否", levelValue, 0, 0},
	OpAdd:      {"+", "+", levelSum, 2, 2},
	OpSub:      {"−", "−", levelSum, 2, 2},
	OpMul:      {"×", "×", levelProduct, 2, 2},
	OpDiv:      {"÷", "÷", levelProduct, 2, 2},
	OpEq:       {"=", "=", levelCompare, 2, 2},
	OpNe:       {"≠", "≠", levelCompare, 2, 2},
	OpLt:       {"<", "<", levelCompare, 2, 2},
	OpLe:       {"≤", "≤", levelCompare, 2, 2},
	OpGt:       {">", ">", levelCompare, 2, 2},
	OpGe:       {"≥", "≥", levelCompare, 2, 2},
	OpAnd:      {"and", "且", levelAnd, 2, 2},
	OpOr:       {"or", "或", levelOr, 2, 2},
	OpNot:      {"not", "非", levelNot, 1, 1},
	OpMax:      {"max", "取较大者", levelValue, 2, MaxLength},
	OpMin:      {"min", "取较小者", levelValue, 2, MaxLength},
	OpRound:    {"round", "取整", levelValue, 2, 2},
	OpIf:       {"if", "如果", levelValue, 3, 3},
	OpSum:      {"sum", "合计", levelValue, 1, 1},
	OpAll:      {"all", "都", levelValue, 1, 1},
	OpAny:      {"any", "有", levelValue, 1, 1},
	OpLargest:  {"largest", "最大者", levelValue, 1, 1},
	OpSmallest: {"smallest", "最小者", levelValue, 1, 1},
	OpPower:    {"power", "乘方", levelValue, 2, 2},
	OpCount:    {"count", "个数", levelValue, 1, 1},
	OpGiven:    {"given", "已提供", levelValue, 1, 1},
	OpLeast:    {"least n:", "最小整数n，使", levelAny, 1, 1},
}

func (o Op) valid() bool { return o > 0 && int(o) < len(ops) }

// String gives the operator as formulas write it, "≥" or "max"; for a leaf what it
// is, "number", "name" or "code".
func (o Op) String() string {
	if !o.valid() {
		return ops[0].sign
	}
	return ops[o].sign
}

// IsFunction reports whether the operator is written name(argument, …).
func (o Op) IsFunction() bool { return o >= OpMax && o <= OpGiven }

// IsComparison reports whether the operator is one of = ≠ < ≤ > ≥.
func (o Op) IsComparison() bool { return o >= OpEq && o <= OpGe }

func (o Op) isAggregate() bool { return o >= OpSum && o <= OpSmallest }

// Node is one operator with its arguments, or a leaf. Infix operators have two
// arguments and group to the left.
type Node struct {
	Op   Op
	Args []*Node
	Text string // of a leaf: the digits, path or code

	at    int   // the byte in the formula's text where it begins
	value Value // of a literal
}

// Copy gives a copy that shares nothing with n.
func (n *Node) Copy() *Node {
	c := *n
	c.Args = slices.Clone(n.Args)
	for i, a := range c.Args {
		c.Args[i] = a.Copy()
	}
	return &c
}

// String writes the node as a formula, with the parentheses it needs and no others.
func (n *Node) String() string {
	p := printer{}
	p.node(n, levelAny)
	return string(p.b)
}

// turnsOnN tells whether n, or anything below it, is the number that least looks for.
func (n *Node) turnsOnN() bool {
	return n.Op == OpN || slices.ContainsFunc(n.Args, (*Node).turnsOnN)
}

// names appends the paths below n in order of first use.
func (n *Node) names(to []string) []string {
	if n.Op == OpName && !slices.Contains(to, n.Text) {
		to = append(to, n.Text)
	}
	for _, a := range n.Args {
		to = a.names(to)
	}
	return to
}
