package live

import "github.com/huainan-minzheng/civilaffairs/rule/formula"

// least solves for the least whole n ≥ 0 for which a comparison holds that is linear in n.
func (t *translator) least(c *formula.Node) (Value, error) {
	if !c.Op.IsComparison() || c.Op == formula.OpEq || c.Op == formula.OpNe {
		return t.searched(c)
	}
	left, err := t.linear(c.Args[0])
	if err != nil {
		return t.searched(c)
	}
	right, err := t.linear(c.Args[1])
	if err != nil {
		return t.searched(c)
	}
	if c.Op == formula.OpLt || c.Op == formula.OpLe { // the sides change places
		left, right = right, left
	}
	if left.under != nil && right.under != nil {
		return t.searched(c)
	}
	strict := c.Op == formula.OpLt || c.Op == formula.OpGt
	// a + b·n ≥ 0, or > 0: as b > 0 the least n is −a ÷ b, up to a whole number, or the next whole number above.
	a, b, err := t.across(left, right)
	if err != nil {
		return a, err
	}
	x, y := plus(formula.OpSub, whole(formula.Number, 0), a), b
	x, y = t.settle(x), t.settle(y)
	q, r, _ := t.quotient(x.n, x.size, t.positive(y.n))
	up := "IF(" + r + ">0,1,0)"
	if strict {
		up = "1"
	}
	enough := "IF(" + x.n.s + "<0,0," + q + "+" + up + ")"
	if !strict {
		enough = "IF(" + x.n.s + "<=0,0," + q + "+" + up + ")"
	}
	n := t.Put(enough)
	return Given(formula.Count, n, "", a.total && b.total, true), nil
}

// positive is a number that has to be above zero, and is absent otherwise.
func (t *translator) positive(n ex) ex {
	if x, ok := n.whole(); ok && x.Sign() > 0 {
		return n
	}
	return atom(t.Put("IF(" + compare(">", n, zero).s + "," + n.s + "," + absent + ")"))
}

// line is (base + slope·n), over another line where under is set.
type line struct {
	base, slope Value
	under       *line
}

// across is left − right multiplied out by all denominators, which are positive, as a + b·n.
func (t *translator) across(left, right line) (a, b Value, err error) {
	if left.under != nil && right.slope.n != zero || right.under != nil && left.slope.n != zero {
		return a, b, notLive("条件对n不是一次的", "the condition is not linear in n")
	}
	p, q, dl := left.fraction()
	r, s, dr := right.fraction()
	p, q, r, s = times(p, dr), times(q, dr), times(r, dl), times(s, dl)
	for _, side := range []struct {
		under      *line
		p, q, r, s *Value
	}{{left.under, &p, &q, &r, &s}, {right.under, &r, &s, &p, &q}} {
		if side.under == nil {
			continue
		}
		u, v, d := side.under.fraction()
		u = t.settle(u)
		u = Given(u.Kind, t.positive(u.n).s, "", false, true)
		*side.p, *side.q = times(*side.p, d), times(*side.q, d)
		*side.s = times(*side.r, v)
		*side.r = times(*side.r, u)
	}
	return plus(formula.OpSub, p, r), plus(formula.OpSub, q, s), nil
}

// fraction brings base and slope to one denominator: (base + slope·n) ÷ d.
func (l line) fraction() (base, slope, d Value) {
	x, y, under, sx, sy := same(l.base, l.slope)
	number := func(n, size ex, total, nonneg bool) Value {
		return Value{Kind: formula.Number, n: n, d: unity, size: size, guard: true, total: total, nonneg: nonneg}
	}
	total := l.base.total && l.slope.total
	return number(x, sx, total, l.base.nonneg), number(y, sy, total, l.slope.nonneg), number(under, under, total, true)
}

// linear reads an expression as a line in n.
func (t *translator) linear(n *formula.Node) (line, error) {
	none := whole(formula.Number, 0)
	if !mentionsN(n) {
		v, err := t.node(n)
		return line{base: v, slope: none}, err
	}
	fail := func() (line, error) {
		return line{}, notLive("条件对n不是一次的", "the condition is not linear in n")
	}
	if n.Op == formula.OpN {
		return line{base: none, slope: whole(formula.Number, 1)}, nil
	}
	if len(n.Args) != 2 || n.Op < formula.OpAdd || n.Op > formula.OpDiv {
		return fail()
	}
	a, err := t.linear(n.Args[0])
	if err != nil {
		return a, err
	}
	b, err := t.linear(n.Args[1])
	if err != nil {
		return b, err
	}
	if a.under != nil || b.under != nil {
		return fail()
	}
	switch n.Op {
	case formula.OpAdd, formula.OpSub:
		return line{base: plus(n.Op, a.base, b.base), slope: plus(n.Op, a.slope, b.slope)}, nil
	case formula.OpMul:
		if b.slope.n != zero {
			a, b = b, a
		}
		if b.slope.n != zero {
			return fail()
		}
		return line{base: times(a.base, b.base), slope: times(a.slope, b.base)}, nil
	}
	if b.slope.n == zero {
		by := t.divided(whole(formula.Number, 1), b.base)
		return line{base: times(a.base, by), slope: times(a.slope, by)}, nil
	}
	return line{base: a.base, slope: a.slope, under: &line{base: b.base, slope: b.slope}}, nil
}

func mentionsN(n *formula.Node) bool {
	if n.Op == formula.OpN {
		return true
	}
	for _, a := range n.Args {
		if mentionsN(a) {
			return true
		}
	}
	return false
}
