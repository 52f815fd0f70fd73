package live

import (
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// round takes an amount to whole steps of a rounding: a whole quotient and an exact rest decide, never a decimal.
func (t *translator) round(n *formula.Node) (Value, error) {
	v, err := t.node(n.Args[0])
	if err != nil {
		return v, err
	}
	mode, err := t.node(n.Args[1])
	if err != nil {
		return mode, err
	}
	how, step := t.mode(n.Args[1], mode)
	if v.d == unity && step == unity {
		v.Kind, v.total = formula.Money, v.total && mode.total
		return v, nil
	}
	v = t.settle(v)
	q, r, m := t.quotient(v.n, v.size, mul(v.d, step))
	more := map[string]string{"up": r + ">0", "down": boolean(false), "half-up": "2*" + r + ">=" + m,
		"half-even": "OR(2*" + r + ">" + m + ",AND(2*" + r + "=" + m + "," + q + "<>2*INT(" + q + "/2)))"}
	up := ""
	if code := strings.Trim(how.s, `"`); more[code] != "" {
		up = more[code]
	} else {
		up = "IF(" + how.s + `="up",` + more["up"] + ",IF(" + how.s + `="half-up",` + more["half-up"] + ",IF(" + how.s + `="half-even",` +
			more["half-even"] + ",IF(" + how.s + `="down",` + boolean(false) + "," + absent + "))))"
	}
	e := atom(q)
	if up != boolean(false) {
		e = add(atom(q), atom("IF("+up+",1,0)"))
	}
	return Value{Kind: formula.Money, n: mul(e, step), d: unity, size: add(v.size, step), guard: true, total: v.total && mode.total, nonneg: v.nonneg}, nil
}

// quotient divides whole numbers: the greatest whole q with q·m ≤ n, and what is left of n. A spreadsheet's INT takes a
// quotient for whole that almost is; the rest shows it, and puts it right.
func (t *translator) quotient(n, size, m ex) (q, r, by string) {
	by = m.s
	if _, ok := m.whole(); !ok {
		by = t.Put(m.s)
	}
	about := t.Put("IF(" + compare("<", greatest(size, mul(atom("2"), atom(by))), atom(Limit)).s + ",INT(" + n.at(bindProduct) + "/" + by + ")," + beyond + ")")
	q = t.Put(about + "+IF(" + n.at(bindSum) + "-" + about + "*" + by + "<0,-1,IF(" + n.at(bindSum) + "-" + about + "*" + by + ">=" + by + ",1,0))")
	r = t.Put(n.at(bindSum) + "-" + q + "*" + by)
	return q, r, by
}

// mode takes a rounding apart: how, and its step in fen.
func (t *translator) mode(n *formula.Node, v Value) (how, step ex) {
	if n.Op == formula.OpCode {
		how, unit, _ := strings.Cut(n.Text, "/")
		digits := strings.TrimRight(unit, "abcdefghijklmnopqrstuvwxyz")
		fen := map[string]int{"fen": 1, "jiao": 10, "yuan": 100}[unit[len(digits):]]
		if k, err := strconv.Atoi(digits); err == nil {
			fen *= k
		}
		return text(how), atom(itoa(fen))
	}
	whole := v.n.s
	if v.n.bind != bindAtom || strings.ContainsAny(whole, "(,") {
		whole = t.Put(whole)
	}
	how = atom(t.Put("LEFT(" + whole + `,FIND("/",` + whole + ")-1)"))
	unit := t.Put("MID(" + whole + `,FIND("/",` + whole + ")+1,20)")
	right := func(k string) string { return "RIGHT(" + unit + "," + k + ")" }
	fen := t.Put("IF(" + right("4") + `="yuan",100,IF(` + right("4") + `="jiao",10,IF(` + right("3") + `="fen",1,` + absent + ")))")
	letters := "IF(" + fen + "=1,3,4)"
	step = atom(t.Put(fen + "*IF(LEN(" + unit + ")=" + letters + ",1,VALUE(LEFT(" + unit + ",LEN(" + unit + ")-" + letters + ")))"))
	return how, step
}
