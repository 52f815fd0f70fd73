package rule

import (
	"cmp"
	"math/big"
	"reflect"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// ordered puts the fact first after which the fewest remain to be asked for.
func (e *expected) ordered(needs []int32) []int32 {
	if len(needs) < 2 || len(needs) > maxOrdered {
		return needs
	}
	kept := e.spans
	e.plain = true
	defer func() { e.fixed, e.spans, e.plain = map[int32]formula.Span{}, kept, false }()
	left := map[int32]*big.Rat{}
	for _, id := range needs {
		options := e.unknown[id].options()
		sum := 0
		for _, s := range options {
			if e.work > maxWork/4 {
				return needs
			}
			e.fixed, e.spans = map[int32]formula.Span{id: s}, map[slot]formula.Span{}
			_, spans := e.possible()
			sum += len(e.needs(spans))
		}
		left[id] = big.NewRat(int64(sum), int64(max(len(options), 1)))
	}
	out := slices.Clone(needs)
	slices.SortStableFunc(out, func(a, b int32) int { return cmp.Or(left[a].Cmp(left[b]), cmp.Compare(a, b)) })
	return out
}

// maxOrdered is how many facts are put in order; more are asked for as they stand.
// maxOptions is how many numbers each is tried with. maxWork is how many names are looked up
// at most: of a case of more, steps are told to be anything, and facts are not put in
// order once a quarter of it is used.
const (
	maxOrdered = 24
	maxOptions = 5
	maxWork    = 100_000
)

// options are some of what a fact can be, each alone.
func (u *unknown) options() []formula.Span {
	var out []formula.Span
	s := u.span
	switch {
	case s.Kind == formula.Flag:
		out = []formula.Span{{Kind: s.Kind, True: true}, {Kind: s.Kind, False: true}}
	case len(s.Codes) > 0:
		for _, c := range s.Codes {
			out = append(out, formula.Span{Kind: s.Kind, Codes: []string{c}})
		}
	case s.Kind.IsOrdered():
		numbers := u.numbers()
		for i := 0; i < len(numbers); i += max(len(numbers)/maxOptions, 1) {
			out = append(out, formula.Certain(formula.Value{Kind: s.Kind, Rat: numbers[i]}))
		}
	}
	if s.Absent {
		out = append(out, formula.Span{Absent: true})
	}
	return out
}

// numbers are the ends of what a fact can be, and some between.
func (u *unknown) numbers() []*big.Rat {
	s := u.span
	var out []*big.Rat
	add := func(v *big.Rat) {
		if v != nil && s.Contains(formula.Value{Kind: s.Kind, Rat: v}) && !slices.ContainsFunc(out, func(had *big.Rat) bool { return had.Cmp(v) == 0 }) {
			out = append(out, v)
		}
	}
	add(s.Low)
	add(s.High)
	scale := []int64{0, 1, 2, 3, 5, 10, 100, 1_000, 10_000, 100_000, 1_000_000}
	switch {
	case s.Kind == formula.Month:
		scale = []int64{2020*12 + 6, 2021 * 12, 2022*12 + 6, 2023 * 12, 2025*12 + 11, 2030 * 12}
	case s.Kind == formula.Ratio:
		for _, v := range []int64{1, 5, 10, 30, 50, 60, 90, 100} {
			add(big.NewRat(v, 100))
		}
	}
	for _, v := range scale {
		add(big.NewRat(v, 1))
	}
	return out
}

// texts are JSON texts of some of what a fact can be; none where it is not known how it
// is written.
func (u *unknown) texts(g *given) []string {
	var out []string
	switch s := u.span; {
	case s.Kind == formula.Flag:
		if s.False {
			out = append(out, "false")
		}
		if s.True {
			out = append(out, "true")
		}
	case len(s.Codes) > 0:
		for _, c := range s.Codes {
			out = append(out, strconv.Quote(c))
		}
	case s.Kind == formula.Rounding:
		out = []string{`"up/yuan"`, `"down/fen"`}
	case s.Kind == formula.Text && u.path != "" && g.leaf.typ.Kind() == reflect.String && !writesItself(g.leaf.typ):
		out = []string{strconv.Quote(u.path)} // a name: each its own
	case s.Kind.IsOrdered():
		numbers := u.numbers()
		for _, v := range u.wide {
			if v != nil && !s.Contains(formula.Value{Kind: s.Kind, Rat: v}) {
				numbers = append(numbers, v)
			}
		}
		for _, v := range u.near {
			had := slices.ContainsFunc(numbers, func(n *big.Rat) bool { return n.Cmp(v) == 0 })
			if !had && s.Contains(formula.Value{Kind: s.Kind, Rat: v}) {
				numbers = append(numbers, v)
			}
		}
		for _, v := range numbers {
			out = append(out, numberJSON(s.Kind, g.leaf.typ, v))
		}
	}
	return out
}

// numberJSON writes a number as a field of a type reads it.
func numberJSON(kind formula.Kind, t reflect.Type, v *big.Rat) string {
	inner, _ := held(t)
	text := formula.Value{Kind: kind, Rat: v}.String()
	switch {
	case inner == reflect.TypeFor[unit.Share]():
		return `{"part":` + v.Num().String() + `,"whole":` + v.Denom().String() + `}`
	case kind == formula.Ratio:
		percent := new(big.Rat).Mul(v, big.NewRat(100, 1))
		places, _ := percent.FloatPrec()
		return strconv.Quote(percent.FloatString(places) + "%")
	case inner.Kind() < reflect.Int || inner.Kind() > reflect.Uint64 || writesItself(inner):
		return strconv.Quote(text)
	}
	return text
}
