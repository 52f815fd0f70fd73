package formula

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a formula.
const (
	MaxLength = 4000 // bytes, as given and as [Formula.String] writes it
	MaxDepth  = 64   // parentheses and functions within one another
)

// Formula is a formula that has been read. It is immutable and may be used by any
// number of goroutines; only [Parse] makes one.
type Formula struct {
	root   *Node
	source string
	text   string
	names  []string
}

// Root gives a copy of the formula's tree.
func (f *Formula) Root() *Node { return f.root.Copy() }

// String gives the formula in its canonical form: one blank around signs, − × ÷ ≠ ≤
// ≥ as such, no parenthesis that changes nothing. It reads back as the same formula.
func (f *Formula) String() string { return f.text }

// Names gives the paths that the formula mentions, lists among them, in the order of
// their first use.
func (f *Formula) Names() []string { return slices.Clone(f.names) }

// Parse reads a formula. The error is an [*Error].
func Parse(text string) (*Formula, error) {
	if len(text) > MaxLength {
		return nil, fault(text, MaxLength, fmt.Sprintf("公式最长%d字节", MaxLength), fmt.Sprintf("a formula has at most %d bytes", MaxLength))
	}
	p := parser{text: text}
	p.next()
	root := p.formula()
	if p.err != nil {
		return nil, p.err
	}
	f := &Formula{root: root, source: text, text: root.String(), names: root.names(nil)}
	if len(f.text) > MaxLength {
		return nil, fault(text, 0, fmt.Sprintf("规范写法最长%d字节", MaxLength), fmt.Sprintf("a formula has at most %d bytes in its canonical form", MaxLength))
	}
	return f, nil
}

// MustParse is [Parse] for formulas written in a program. It panics on an error.
func MustParse(text string) *Formula {
	f, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return f
}

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenSign
	tokenNumber
	tokenName
	tokenCode
	tokenWord
)

// parser goes down the grammar of doc.go. The first error ends the text, so that
// every method comes back soon and none has to look at it.
type parser struct {
	text  string
	depth int
	least bool // within "least n:"
	sawN  bool
	err   *Error

	kind tokenKind
	tok  string // a sign in its canonical form, a word, or what Node.Text will be
	at   int    // where the token begins
	end  int    // where the next is looked for
}

func (p *parser) fail(at int, zh, en string) {
	if p.err == nil {
		p.err = fault(p.text, at, zh, en)
	}
	p.kind, p.tok, p.at, p.end = tokenEnd, "", len(p.text), len(p.text)
}

// signs has what may be typed; of two with the same beginning the longer is first.
var signs = []struct{ typed, sign string }{
	{">=", "≥"}, {"<=", "≤"}, {"!=", "≠"}, {"≥", "≥"}, {"≤", "≤"}, {"≠", "≠"}, {"=", "="}, {"<", "<"}, {">", ">"},
	{"+", "+"}, {"−", "−"}, {"-", "−"}, {"×", "×"}, {"*", "×"}, {"÷", "÷"}, {"/", "÷"},
	{"(", "("}, {")", ")"}, {",", ","}, {":", ":"},
}

// next goes to the next token.
func (p *parser) next() {
	if p.err != nil {
		return
	}
	rest := strings.TrimLeft(p.text[p.end:], " \t\r\n")
	p.at = len(p.text) - len(rest)
	p.kind, p.tok, p.end = tokenEnd, "", p.at
	if rest == "" {
		return
	}
	for _, s := range signs {
		if strings.HasPrefix(rest, s.typed) {
			p.kind, p.tok, p.end = tokenSign, s.sign, p.at+len(s.typed)
			return
		}
	}
	switch c := rest[0]; {
	case isDigit(c):
		p.number(rest)
	case isLower(c):
		p.take(tokenWord, rest[:span(rest, func(c byte) bool { return isLower(c) || isDigit(c) || c == '_' })], 0)
	case c == '{':
		p.enclosed(tokenName, rest, '}', isPath,
			"路径须为小写字母、数字和下划线，以点分隔，如{members.income}", "a path is lower-case letters, digits and underscores, separated by points, as {members.income}")
	case c == '\'':
		p.enclosed(tokenCode, rest, '\'', isCode, "代码须为1至100字节的可见字符", "a code is 1 to 100 bytes of visible characters")
	default:
		r, _ := utf8.DecodeRuneInString(rest)
		p.fail(p.at, fmt.Sprintf("不认识字符%q", r), fmt.Sprintf("unknown character %q", r))
	}
}

func (p *parser) take(kind tokenKind, text string, more int) {
	p.kind, p.tok, p.end = kind, text, p.at+len(text)+more
}

func (p *parser) number(rest string) {
	n := span(rest, func(c byte) bool { return isDigit(c) || c == '.' })
	if _, _, ok := decimal(rest[:n]); !ok {
		p.fail(p.at, "数写成12或1.5，首位不补零", "a number is written 12 or 1.5, without leading zeros")
		return
	}
	for _, unit := range []string{"%", "‰"} {
		if strings.HasPrefix(rest[n:], unit) {
			n += len(unit)
			break
		}
	}
	p.take(tokenNumber, rest[:n], 0)
}

func (p *parser) enclosed(kind tokenKind, rest string, end byte, ok func(string) bool, zh, en string) {
	n := strings.IndexByte(rest[1:], end)
	if n < 0 {
		p.fail(p.at, fmt.Sprintf("缺少 %c", end), fmt.Sprintf("%c is missing", end))
		return
	}
	text := rest[1 : 1+n]
	if !ok(text) {
		p.fail(p.at, zh, en)
		return
	}
	p.take(kind, text, 2)
}

func span(s string, in func(byte) bool) int {
	n := 0
	for n < len(s) && in(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

func isPath(s string) bool {
	start := true
	for i := range len(s) {
		switch c := s[i]; {
		case isLower(c):
			start = false
		case start:
			return false
		case c == '.':
			start = true
		case !isDigit(c) && c != '_':
			return false
		}
	}
	return !start
}

func isCode(s string) bool {
	return s != "" && len(s) <= 100 && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

// is goes past a sign or word if it stands there.
func (p *parser) is(kind tokenKind, text string) bool {
	if p.kind != kind || p.tok != text {
		return false
	}
	p.next()
	return true
}

func (p *parser) want(sign string) {
	if !p.is(tokenSign, sign) {
		p.unexpected(fmt.Sprintf("此处须为“%s”", sign), fmt.Sprintf("here must stand %q", sign))
	}
}

func (p *parser) unexpected(zh, en string) {
	if p.kind == tokenEnd {
		p.fail(p.at, "公式不完整："+zh, "the formula ends too early: "+en)
		return
	}
	p.fail(p.at, fmt.Sprintf("“%s”不应在此：%s", p.tok, zh), fmt.Sprintf("unexpected %q: %s", p.tok, en))
}

func (p *parser) formula() *Node {
	var root *Node
	if at := p.at; p.is(tokenWord, "least") {
		if !p.is(tokenWord, "n") {
			p.unexpected("least 之后须为“n:”", `after least must stand "n:"`)
		}
		p.want(":")
		p.least = true
		root = &Node{Op: OpLeast, Args: []*Node{p.binary(levelOr)}, at: at}
		if !p.sawN {
			p.fail(at, "“最小整数n，使”之后的条件须提到n", "the condition after least n: must mention n")
		}
	} else {
		root = p.binary(levelOr)
	}
	if p.kind != tokenEnd {
		p.unexpected("此处须为运算符或公式的结尾", "here must stand an operator or the end")
	}
	return root
}

var infix = [...][]Op{
	levelOr: {OpOr}, levelAnd: {OpAnd}, levelCompare: {OpEq, OpNe, OpLt, OpLe, OpGt, OpGe},
	levelSum: {OpAdd, OpSub}, levelProduct: {OpMul, OpDiv},
}

// operator goes past an infix operator of a level.
func (p *parser) operator(level int8) Op {
	if p.kind == tokenSign || p.kind == tokenWord {
		for _, op := range infix[level] {
			if p.tok == ops[op].sign {
				p.next()
				return op
			}
		}
	}
	return 0
}

func (p *parser) binary(level int8) *Node {
	switch level {
	case levelNot:
		if at := p.at; p.is(tokenWord, "not") {
			return &Node{Op: OpNot, Args: []*Node{p.binary(levelCompare)}, at: at}
		}
		return p.binary(levelCompare)
	case levelValue:
		return p.operand()
	}
	left := p.binary(level + 1)
	for {
		at := p.at
		op := p.operator(level)
		if op == 0 {
			return left
		}
		left = &Node{Op: op, Args: []*Node{left, p.binary(level + 1)}, at: at}
		if level == levelCompare {
			return left
		}
	}
}

func (p *parser) operand() *Node {
	n := &Node{Text: p.tok, at: p.at}
	switch p.kind {
	case tokenNumber:
		n.Op = OpNumber
		n.value = literal(p.tok)
	case tokenName:
		n.Op = OpName
	case tokenCode:
		n.Op = OpCode
		n.value = Value{Kind: Choice, Text: p.tok}
	case tokenWord:
		return p.word()
	case tokenSign:
		if p.tok == "(" {
			return p.nested(func() *Node {
				p.next()
				inner := p.binary(levelOr)
				p.want(")")
				return inner
			})
		}
		fallthrough
	default:
		p.unexpected("此处须为数、名称、函数或括号", "here must stand a number, a name, a function or a parenthesis")
		return n
	}
	p.next()
	return n
}

func (p *parser) nested(read func() *Node) *Node {
	if p.depth++; p.depth > MaxDepth {
		p.fail(p.at, fmt.Sprintf("嵌套最多%d层", MaxDepth), fmt.Sprintf("at most %d levels of nesting", MaxDepth))
		return &Node{}
	}
	defer func() { p.depth-- }()
	return read()
}

func (p *parser) word() *Node {
	n := &Node{at: p.at}
	word := p.tok
	for op := OpN; op <= OpGiven; op++ {
		if ops[op].sign == word {
			n.Op = op
		}
	}
	switch {
	case n.Op == OpN && p.least:
		p.sawN = true
		p.next()
	case n.Op == OpN:
		p.fail(p.at, "n只能用在“least n:”之后", `n can stand only after "least n:"`)
	case n.Op == OpTrue, n.Op == OpFalse:
		n.value = Value{Kind: Flag, Flag: n.Op == OpTrue}
		p.next()
	case n.Op.IsFunction():
		p.next()
		return p.nested(func() *Node { return p.call(n) })
	default:
		p.unexpected("名称写在花括号里，函数有max、min、round、if、sum、all、any、count、given",
			"a name stands in braces; the functions are max, min, round, if, sum, all, any, count and given")
	}
	return n
}

func (p *parser) call(n *Node) *Node {
	p.want("(")
	for {
		n.Args = append(n.Args, p.binary(levelOr))
		if !p.is(tokenSign, ",") {
			break
		}
	}
	if o := ops[n.Op]; p.err == nil && (len(n.Args) < o.from || len(n.Args) > o.to) {
		p.fail(n.at, fmt.Sprintf("%s不能有%d个参数", o.sign, len(n.Args)), fmt.Sprintf("%s cannot have %d arguments", o.sign, len(n.Args)))
	}
	if p.err == nil && (n.Op == OpCount || n.Op == OpGiven) && n.Args[0].Op != OpName {
		p.fail(n.at, fmt.Sprintf("%s的参数须为一个名称", n.Op), fmt.Sprintf("the argument of %s must be a name", n.Op))
	}
	p.want(")")
	return n
}
