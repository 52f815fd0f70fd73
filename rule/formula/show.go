package formula

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Words gives the reader's words for what a formula mentions. A nil func leaves
// paths and codes as they are.
type Words struct {
	// Name gives the label of a path, for item 0 without a number.
	Name func(path string, item int) string
	// Code gives the label of a choice's code, or of a rounding or a text. Path is the
	// name whose value it is or with which it is compared; "" if there is none, as in
	// the branches of an if.
	Code func(path, code string) string
}

// maxShown is how many items of a sum are written out.
const maxShown = 12

// Show says the formula in words, at an item or at 0:
// 取较大者(收入 − 就业成本, 0). A comparison for equality is 等于, "equals": "=" is left to what joins it with its value.
func (f *Formula) Show(l unit.Language, item int, w Words) string {
	p := printer{words: &w, zh: l == unit.Chinese, run: run{f: f, item: item}}
	p.node(f.root, levelAny)
	return string(p.b)
}

// ShowValues says the formula with values in place of names, at an item or at 0. A sum
// is written out, of more than 12 items the first 12; likewise all and any. A value
// that is absent is said to be; one that env does not know is "?".
func (f *Formula) ShowValues(l unit.Language, env Env, item int, w Words) string {
	p := printer{words: &w, zh: l == unit.Chinese, run: run{f: f, env: env, item: item}}
	p.node(f.root, levelAny)
	return string(p.b)
}

// printer writes a formula: in canonical form without words, with values if its run
// has an env.
type printer struct {
	b      []byte
	words  *Words
	zh     bool
	run    run
	inside bool   // an aggregate: one within it is not written out
	path   string // the name with which a code is compared
}

func (p *printer) say(zh, en string) string {
	if p.zh {
		return zh
	}
	return en
}

func (p *printer) add(s string) { p.b = append(p.b, s...) }

// sign gives an operator in the language of the reader.
func (p *printer) sign(op Op) string {
	if !op.valid() {
		op = 0
	}
	if p.words != nil {
		switch op {
		case OpTrue, OpFalse:
			return p.say(ops[op].zh, yesNo(op == OpTrue))
		case OpEq: // "=" joins what is shown of one step: name = formula = values = value
			return p.say("等于", "equals")
		}
	}
	return p.say(ops[op].zh, ops[op].sign)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// node writes n; it stands in parentheses if it binds less than its surroundings want.
func (p *printer) node(n *Node, wanted int8) {
	level := levelValue
	if n.Op.valid() {
		level = ops[n.Op].level
	}
	if p.run.env != nil && p.value(n, wanted) {
		return
	}
	if n.Op == OpLeast && wanted == levelAny {
		p.add(p.sign(OpLeast))
		if !p.zh {
			p.add(" ")
		}
		p.list(n.Args, "", levelAny, levelAny)
		return
	}
	if level < wanted {
		p.add("(")
		defer p.add(")")
	}
	if n.Op.IsComparison() {
		outer := p.path
		defer func() { p.path = outer }()
		if names := n.names(nil); len(names) > 0 {
			p.path = names[0]
		}
	}
	switch {
	case n.Op == OpNumber:
		p.add(n.Text)
	case n.Op == OpName:
		p.name(n)
	case n.Op == OpCode:
		p.code(n.Text)
	case n.Op.IsFunction():
		p.add(p.sign(n.Op))
		p.add("(")
		at := p.run.item
		if n.Op.isAggregate() {
			p.run.item = 0
		}
		p.list(n.Args, ", ", levelAny, levelAny)
		p.run.item = at
		p.add(")")
	case n.Op == OpNot:
		p.add(p.sign(OpNot))
		p.add(" ")
		p.list(n.Args, "", levelCompare, levelCompare)
	case len(n.Args) > 0:
		first := level
		if level == levelCompare {
			first++
		}
		p.list(n.Args, " "+p.sign(n.Op)+" ", first, level+1)
	default:
		p.add(p.sign(n.Op))
	}
}

func (p *printer) list(args []*Node, between string, first, others int8) {
	for i, a := range args {
		if i > 0 {
			p.add(between)
			first = others
		}
		p.node(a, first)
	}
}

func (p *printer) name(n *Node) {
	if p.words == nil || p.words.Name == nil {
		p.add("{" + n.Text + "}")
		return
	}
	p.add(p.words.Name(n.Text, p.run.item))
}

func (p *printer) code(code string) {
	switch {
	case p.words == nil:
		p.add("'" + code + "'")
	case p.words.Code == nil:
		p.add(code)
	default:
		p.add(p.words.Code(p.path, code))
	}
}

// value writes what has another form where values are shown.
func (p *printer) value(n *Node, wanted int8) bool {
	switch {
	case n.Op == OpName:
		v, ok := p.run.env.Value(n.Text, p.run.item)
		if !ok {
			p.add("?")
			return true
		}
		p.shown(v, n.Text, wanted)
	case n.Op.isAggregate() && n.Op < OpLargest && !p.inside && p.run.items(n.Args[0]) > 0:
		p.items(n, wanted)
	case n.Op == OpCount, n.Op == OpGiven, n.Op.isAggregate():
		r := run{f: p.run.f, env: p.run.env, item: p.run.item}
		v := r.node(n)
		if r.err != nil {
			p.add("?")
			return true
		}
		p.shown(v, "", wanted)
	default:
		return false
	}
	return true
}

func (p *printer) shown(v Value, path string, wanted int8) {
	switch text := v.String(); {
	case v.Absent:
		p.add(p.say("未提供", "not given"))
	case v.Kind == Flag:
		p.add(p.say(ops[flagOp(v.Flag)].zh, yesNo(v.Flag)))
	case v.Kind == Month:
		p.add(text)
	case !v.Kind.IsNumeric():
		outer := p.path
		p.path = path
		p.code(text)
		p.path = outer
	case strings.HasPrefix(text, "-") && wanted > levelSum, strings.Contains(text, "/") && wanted > levelProduct:
		p.add("(" + text + ")")
	default:
		p.add(text)
	}
}

func flagOp(yes bool) Op {
	if yes {
		return OpTrue
	}
	return OpFalse
}

// items writes an aggregate out, joined by the operator that it stands for.
func (p *printer) items(n *Node, wanted int8) {
	items := p.run.items(n.Args[0])
	op := map[Op]Op{OpSum: OpAdd, OpAll: OpAnd, OpAny: OpOr}[n.Op]
	level := ops[op].level
	inner := level
	if items == 1 {
		inner = wanted
	} else if level < wanted {
		p.add("(")
		defer p.add(")")
	}
	at := p.run.item
	p.inside = true
	for i := 1; i <= min(items, maxShown); i++ {
		if i > 1 {
			p.add(" " + p.sign(op) + " ")
			inner = level + 1
		}
		p.run.item = i
		p.node(n.Args[0], inner)
	}
	p.inside, p.run.item = false, at
	if items > maxShown {
		p.add(" " + p.sign(op) + " …" + p.say(fmt.Sprintf("（共%d项）", items), fmt.Sprintf(" (%d items)", items)))
	}
}
