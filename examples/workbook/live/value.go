package live

import (
	"fmt"
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Value is what a spreadsheet knows of a value: of a number the exact numerator and denominator, each a whole number;
// of anything else the expression that gives it. Money is in fen, a month in months since the year 0.
type Value struct {
	Kind formula.Kind
	n, d ex

	size   ex   // bounds |n| and everything on the way to it
	guard  bool // n or d is computed here, and has to be held against Limit
	total  bool // it is never absent
	nonneg bool // it is never negative
}

// Given is a value that stands in cells already. d is a cell or a whole number; "" is 1.
func Given(kind formula.Kind, n, d string, total, nonneg bool) Value {
	v := Value{Kind: kind, n: atom(n), d: unity, total: total, nonneg: nonneg}
	if d != "" {
		v.d = atom(d)
	}
	v.size = v.n
	if !nonneg {
		v.size = abs(v.n)
	}
	return v
}

// Exactly is a known value. Its text is as records have it.
func Exactly(v formula.Value) Value {
	switch {
	case v.Kind == formula.Flag:
		return flag(atom(boolean(v.Flag)), true)
	case v.Rat == nil:
		return Value{Kind: v.Kind, n: text(v.Text), d: unity, total: true}
	}
	n, d := Fraction(v)
	return Value{Kind: v.Kind, n: literal(n), d: literal(d), size: abs(literal(n)), total: true, nonneg: n.Sign() >= 0}
}

// Fraction gives a number as whole numbers: fen of money.
func Fraction(v formula.Value) (n, d *big.Int) {
	r := v.Rat
	if v.Kind == formula.Money {
		r = new(big.Rat).Mul(r, big.NewRat(100, 1))
	}
	return r.Num(), r.Denom()
}

func boolean(yes bool) string {
	if yes {
		return "TRUE()"
	}
	return "FALSE()"
}

func flag(e ex, total bool) Value { return Value{Kind: formula.Flag, n: e, d: unity, total: total} }

// N and D are the expressions; D is "1" for a whole number and for what is none.
func (v Value) N() string { return v.n.s }

// D is the denominator; see [Value.N].
func (v Value) D() string { return v.d.s }

// Cells gives what stands in the cells of the value: its numerator, and its denominator where that is no literal, each
// an error value where it cannot be exact.
func (v Value) Cells() (n, d string) {
	if !v.fixed() {
		d = v.bounded(v.d).s
	}
	return v.bounded(v.n).s, d
}

// Placed is the value as it stands in the cells n and, where it has one there, d.
func (v Value) Placed(n, d string) Value {
	if v.fixed() {
		d = v.d.s
	}
	return Given(v.Kind, n, d, v.total, v.nonneg)
}

// Large reports whether a known value has a numerator or denominator that cells do not hold exactly.
func (v Value) Large() bool {
	most, _ := atom(Limit).whole()
	for _, e := range []ex{v.n, v.d} {
		if x, ok := e.whole(); ok && x.CmpAbs(most) >= 0 {
			return true
		}
	}
	return false
}

// Total reports whether the value is never absent.
func (v Value) Total() bool { return v.total }

// Is is the condition that the value equals a known one.
func (v Value) Is(known formula.Value) string {
	return compared(formula.OpEq, v, Exactly(known)).n.s
}

// fixed reports whether the denominator is a literal.
func (v Value) fixed() bool {
	_, ok := v.d.whole()
	return ok
}

// bounded is the value of an expression, or an error value where something on the way is too large.
func (v Value) bounded(e ex) ex {
	if !v.guard {
		return e
	}
	size := v.size
	if !v.fixed() {
		size = greatest(size, v.d)
	}
	if _, ok := e.whole(); ok {
		return e
	}
	return call("IF", compare("<", size, atom(Limit)).s, e.s, beyond)
}

// NotLive says why a formula is not translated.
type NotLive struct{ Reason unit.Text }

// Error gives the reason in English.
func (e *NotLive) Error() string { return e.Reason.EN }

func notLive(zh, en string) error { return &NotLive{unit.Text{ZH: zh, EN: en}} }

func unknown(name string) error {
	return notLive(fmt.Sprintf("没有{%s}的单元格", name), fmt.Sprintf("there is no cell of {%s}", name))
}
