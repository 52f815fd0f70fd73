package formula

import "math/big"

// farthest is beyond every number that is looked for: counts have 63 bits, and a level in fine steps can have more.
var farthest = new(big.Int).Lsh(big.NewInt(1), 80)

// stride is how many bits further the search looks each time: each look computes the condition.
const stride = 4

// least brackets the least n for which the condition holds: above every n of which all
// that lead to it fail, and not above one for which it holds for certain.
func (r *spanner) least(condition *Node) Span {
	r.fixed = map[*Node]Span{}
	r.fix(condition)
	holds := func(low, high *big.Int) (s Span, far, near *big.Rat) {
		r.n = Span{Kind: Count, Low: new(big.Rat).SetInt(low), High: new(big.Rat).SetInt(high)}
		switch condition.Op {
		case OpLt, OpLe, OpGt, OpGe:
		default:
			return r.node(condition), nil, nil
		}
		a, b := r.node(condition.Args[0]), r.node(condition.Args[1])
		s = compareSpans(condition.Op, a, b)
		if condition.Op == OpLt || condition.Op == OpLe {
			a, b = b, a
		}
		return s, plus(a.High, minus(b.Low)), plus(a.Low, minus(b.High))
	}
	can := func(n *big.Int) (bool, *big.Rat) {
		s, far, _ := holds(new(big.Int), n)
		return !s.Present() || s.True, far
	}
	does := func(n *big.Int) (bool, *big.Rat) {
		s, _, near := holds(n, n)
		return s.Present() && !s.False, near
	}
	out := Span{Kind: Count, Low: new(big.Rat)}
	all, _, _ := holds(new(big.Int), farthest)
	if !all.Present() || all.True {
		if n, ok := first(can); ok {
			out.Low = new(big.Rat).SetInt(n)
		}
	}
	// Where it is open as far out as there is anything, what is not known decides, and no n is looked for.
	if far, _, _ := holds(farthest, farthest); !far.True || !far.False {
		if n, ok := first(does); ok {
			out.High = new(big.Rat).SetInt(n)
		}
	}
	return out.settle(all.Needs)
}

// fix computes what below n does not turn on the number that is looked for; what stands in a sum with
// it is left, for it differs from item to item.
func (r *spanner) fix(n *Node) {
	if !n.turnsOnN() {
		r.fixed[n] = r.node(n)
		return
	}
	if n.Op.isAggregate() {
		return
	}
	for _, a := range n.Args {
		r.fix(a)
	}
}

// first looks for the first n at which something is so that stays so. With it comes by how much it is
// so, where there is such a number: of one that grows in a line the first n is found in a few looks.
func first(is func(*big.Int) (bool, *big.Rat)) (*big.Int, bool) {
	high := new(big.Int)
	now, by := is(high)
	if now {
		return high, true
	}
	low, lowBy := big.NewInt(0), by
	high.SetInt64(1)
	for guessed := false; ; {
		if now, by = is(high); now {
			break
		}
		if high.Cmp(farthest) >= 0 {
			return nil, false
		}
		next := new(big.Int).Lsh(high, stride)
		if guess := crossing(low, high, lowBy, by); !guessed && guess != nil && guess.Cmp(high) > 0 && guess.Cmp(farthest) < 0 {
			next, guessed = guess, true
		}
		low, lowBy, high = high, by, next
	}
	highBy := by
	gap := new(big.Int)
	for halve := false; gap.Sub(high, low).Cmp(one.Num()) > 0; halve = !halve {
		middle := new(big.Int).Rsh(gap.Add(low, high), 1)
		if guess := crossing(low, high, lowBy, highBy); guess != nil && !halve {
			middle = within(guess, low, high)
		}
		if now, by = is(middle); now {
			high, highBy = middle, by
		} else {
			low, lowBy = middle, by
		}
	}
	return high, true
}

// crossing is the first whole number at which the line through both points is not below zero; nil
// where there is no such line or it does not rise.
func crossing(low, high *big.Int, lowBy, highBy *big.Rat) *big.Int {
	if lowBy == nil || highBy == nil {
		return nil
	}
	rise := new(big.Rat).Sub(highBy, lowBy)
	if rise.Sign() <= 0 {
		return nil
	}
	run := new(big.Rat).SetInt(new(big.Int).Sub(high, low))
	run.Mul(run, rise.Quo(lowBy, rise)) // so far before low
	at := run.Sub(new(big.Rat).SetInt(low), run)
	up := new(big.Int).Neg(at.Num()) // Div rounds towards the lower for a divisor above zero
	return up.Neg(up.Div(up, at.Denom()))
}

// within is a number between low and high, exclusive, as near to n as there is.
func within(n, low, high *big.Int) *big.Int {
	if n.Cmp(low) <= 0 {
		return new(big.Int).Add(low, one.Num())
	}
	if n.Cmp(high) >= 0 {
		return new(big.Int).Sub(high, one.Num())
	}
	return n
}
