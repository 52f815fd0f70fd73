package live

import (
	"math/big"
	"slices"
	"strings"
)

// Limit is the size from which on a number is not computed: all spreadsheets tell whole numbers below it apart, since
// each compares by 13 significant digits at least. It is 10^13, of fen 100,000,000,000.00 yuan. Doubles are exact to
// 2^53, but spreadsheets take numbers for equal that differ in the 14th to 16th digit.
const Limit = "10000000000000"

// beyond is an error value that is not #N/A: #N/A says that a value is absent, any other that it is not computed.
const (
	beyond = "SQRT(-1)"
	absent = "NA()"
)

// ex is an expression of a spreadsheet with how tightly its outermost operator binds.
type ex struct {
	s    string
	bind int8
}

const (
	bindCompare int8 = iota
	bindSum
	bindProduct
	bindAtom
)

var (
	zero  = atom("0")
	unity = atom("1")
)

func atom(s string) ex { return ex{s, bindAtom} }

func call(name string, args ...string) ex { return atom(name + "(" + strings.Join(args, ",") + ")") }

func (e ex) at(bind int8) string {
	if e.bind < bind {
		return "(" + e.s + ")"
	}
	return e.s
}

// whole reads a literal.
func (e ex) whole() (*big.Int, bool) {
	if e.s == "" || e.s[0] != '-' && (e.s[0] < '0' || e.s[0] > '9') {
		return nil, false
	}
	return new(big.Int).SetString(e.s, 10)
}

func literal(n *big.Int) ex {
	if n.Sign() < 0 {
		return ex{n.String(), bindSum}
	}
	return atom(n.String())
}

func mul(a, b ex) ex {
	x, okA := a.whole()
	y, okB := b.whole()
	switch {
	case okA && okB:
		return literal(new(big.Int).Mul(x, y))
	case a == zero || b == zero:
		return zero
	case a == unity:
		return b
	case b == unity:
		return a
	}
	return ex{a.at(bindProduct) + "*" + b.at(bindProduct), bindProduct}
}

func add(a, b ex) ex {
	x, okA := a.whole()
	y, okB := b.whole()
	switch {
	case okA && okB:
		return literal(new(big.Int).Add(x, y))
	case a == zero:
		return b
	case b == zero:
		return a
	case okB && y.Sign() < 0:
		return ex{a.at(bindSum) + b.s, bindSum}
	}
	return ex{a.at(bindSum) + "+" + b.at(bindSum), bindSum}
}

func sub(a, b ex) ex {
	x, okA := a.whole()
	y, okB := b.whole()
	switch {
	case okA && okB:
		return literal(new(big.Int).Sub(x, y))
	case b == zero:
		return a
	}
	return ex{a.at(bindSum) + "-" + b.at(bindProduct), bindSum}
}

// abs is the size of what may be negative.
func abs(a ex) ex {
	if x, ok := a.whole(); ok {
		return literal(new(big.Int).Abs(x))
	}
	return call("ABS", a.s)
}

func compare(sign string, a, b ex) ex {
	return ex{a.at(bindSum) + sign + b.at(bindSum), bindCompare}
}

// greatest is the greatest of several; one that is written twice counts once.
func greatest(of ...ex) ex {
	var args []string
	for _, e := range of {
		if !slices.Contains(args, e.s) {
			args = append(args, e.s)
		}
	}
	if len(args) == 1 {
		return of[0]
	}
	return call("MAX", args...)
}

// when is IF; branches that are the same need no condition.
func when(c, yes, no ex) ex {
	if yes == no {
		return yes
	}
	return call("IF", c.s, yes.s, no.s)
}

// text is a text as formulas write it.
func text(s string) ex { return atom(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`) }
