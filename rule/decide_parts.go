package rule

import (
	"math/big"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// openSpan is what an open fact can be within a part.
func (e *expected) openSpan(in map[int32]formula.Span, id int32) formula.Span {
	if s, ok := in[id]; ok {
		return s
	}
	return e.unknown[id].span
}

// maxSingle is how many values of a number are taken apart each by itself, maxAlone of one that alone is open.
const (
	maxSingle = 8
	maxAlone  = 128
)

// apart takes what an open fact can be in a part apart, so that nothing of it is lost; the last is looked at first. Nothing for what is
// one. The whole is what it can be where the search begins; of no more than single values of a number each is by itself.
func (e *expected) apart(id int32, s, whole formula.Span, single int64) (out []formula.Span) {
	one := func(v *big.Rat) formula.Span { return formula.Certain(formula.Value{Kind: s.Kind, Rat: v}) }
	from := func(low, high *big.Rat) formula.Span { return formula.Span{Kind: s.Kind, Low: low, High: high} }
	u := &e.unknown[id]
	switch {
	case s.Absent && s.Present():
		given := s
		given.Absent = false
		return []formula.Span{given, {Absent: true}}
	case s.IsCertain() || s.Any || !s.Present():
		return nil
	case s.Kind == formula.Flag:
		return []formula.Span{{Kind: s.Kind, False: true}, {Kind: s.Kind, True: true}}
	case !s.Kind.IsOrdered():
		for _, c := range s.Codes {
			out = append(out, formula.Span{Kind: s.Kind, Codes: []string{c}})
		}
		return out
	}
	step := unitOf(s.Kind, e.sch.given[u.given].leaf.typ)
	next := func(v *big.Rat, by int64) *big.Rat {
		if step == nil {
			return v
		}
		return new(big.Rat).Add(v, new(big.Rat).Mul(step, big.NewRat(by, 1)))
	}
	if v := e.turn(s); v != nil && step != nil && (s.Low != whole.Low && s.High != whole.High || s.Low == nil || s.High == nil) {
		below, above := from(s.Low, next(v, -1)), from(next(v, 1), s.High)
		return []formula.Span{below, above, one(v)}
	}
	switch {
	case s.Low == nil && s.High == nil:
		return []formula.Span{from(nil, next(new(big.Rat), -1)), from(new(big.Rat), nil)}
	case s.High == nil:
		return []formula.Span{from(next(s.Low, 1), nil), one(s.Low)}
	case s.Low == nil:
		return []formula.Span{from(nil, next(s.High, -1)), one(s.High)}
	}
	width := new(big.Rat).Sub(s.High, s.Low)
	if step == nil {
		if width.Cmp(finest) < 0 {
			return nil
		}
		middle := new(big.Rat).Add(s.Low, width.Quo(width, two))
		return []formula.Span{from(s.Low, middle), from(middle, s.High)}
	}
	n := new(big.Rat).Quo(width, step)
	if n.Cmp(big.NewRat(single-1, 1)) <= 0 {
		for v := s.Low; v.Cmp(s.High) <= 0; v = next(v, 1) {
			out = append(out, one(v))
		}
		return out
	}
	if s.Low == whole.Low || s.High == whole.High { // its own ends first
		return []formula.Span{from(next(s.Low, 1), next(s.High, -1)), one(s.Low), one(s.High)}
	}
	half := new(big.Int).Div(n.Num(), new(big.Int).Lsh(n.Denom(), 1))
	middle := new(big.Rat).Add(s.Low, new(big.Rat).Mul(step, new(big.Rat).SetInt(half)))
	return []formula.Span{from(s.Low, middle), from(next(middle, 1), s.High)}
}

// maxTurns is how many numbers of a case are taken for places where a formula may turn.
const maxTurns = 64

// turn is one of the numbers of the case of the kind of a span that lies within it: where formulas compare with it they turn there.
func (e *expected) turn(s formula.Span) *big.Rat {
	if e.turns == nil {
		e.turns = map[formula.Kind][]*big.Rat{}
		for k := range e.sch.given {
			g := &e.sch.given[k]
			kind := g.typ.Kind
			first, last := e.items(g.typ.List)
			for item := first; item <= last && kind.IsOrdered() && len(e.turns[kind]) < maxTurns; item++ {
				if _, open := e.at[slot{false, k, item}]; open {
					continue
				}
				if v := e.givenSpan(k, item); v.IsCertain() && v.Low != nil {
					e.turns[kind] = append(e.turns[kind], v.Low)
				}
			}
		}
		for _, list := range e.turns {
			slices.SortFunc(list, (*big.Rat).Cmp)
		}
	}
	var in []*big.Rat
	for _, v := range e.turns[s.Kind] {
		if (s.Low == nil || v.Cmp(s.Low) > 0) && (s.High == nil || v.Cmp(s.High) < 0) {
			in = append(in, v)
		}
	}
	if len(in) == 0 {
		return nil
	}
	return in[len(in)/2]
}

var (
	two    = big.NewRat(2, 1)
	finest = big.NewRat(1, 1_000_000)
)
