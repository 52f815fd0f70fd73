package rule

import (
	"math/big"
	"math/rand/v2"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// maxParts is how many parts of a case are looked at for one end, maxRefining how many names are looked up for all of a case.
const (
	maxParts    = 64
	maxRefining = 4000
	maxRefined  = 12 // open facts that a field comes from
)

// part is a part of what the open facts of a case can be: some of them narrower.
type part struct {
	in   map[int32]formula.Span
	most *big.Rat // of what is sought, no more than this is in it
	next int      // of the open facts, the one to be taken apart next
	sure bool     // every case of it that is answered has the most
}

// seekingEnd is the search for one end of a field: the greatest of some measure of it over the parts of a case, taken apart until what the
// formulas bound and what a completion has meet. What is bounded stays bounded whenever it ends.
type seekingEnd struct {
	e       *expected
	r       Any
	seen    *witness
	choices [][]string
	rnd     *rand.Rand
	field   *shown
	ids     []int32
	measure func(formula.Span) (most *big.Rat, some bool) // of a span what of it is sought, no more; false for none of it
	reached func(text string, absent bool) *big.Rat       // of a completion
	looks   int
	sure    int   // parts of which completions were tried since each has the end
	root    part  // where it begins
	left    bool  // it is the lack of the field that is sought
	parts   int   // how many are looked at
	single  int64 // how many values of a number are looked at each by itself
}

// shown is a field of the answer at an item, with the step that shows it.
type shown struct {
	path string
	leaf *leafType
	step string
	item int // as [formula.Env] counts; −1 stands for items of an unknown number
}

// refine takes the open facts apart for each end of a field that no completion has come to.
func (e *expected) refine(r Any, seen *witness, choices [][]string, at *shown, s formula.Span, rnd *rand.Rand) formula.Span {
	if at.item < 0 || len(s.Needs) == 0 || len(s.Needs) > maxRefined || len(e.unknown) > manyUnknown || s.IsCertain() || s.Any {
		return s
	}
	unseen := seen.unseen(at.path, s)
	if len(unseen) == 0 {
		return s
	}
	ids := slices.DeleteFunc(slices.Clone(s.Needs), func(id int32) bool { return e.sch.given[e.unknown[id].given].typ.Kind == formula.List })
	had, fixed, raw, ends, work := e.spans, e.fixed, e.raw, e.ends, e.work
	defer func() { e.spans, e.fixed, e.raw, e.ends, e.work = had, fixed, raw, ends, work }()
	for _, end := range unseen {
		if e.refining += e.work - work; e.refining > maxRefining {
			break
		}
		work = e.work
		k := &seekingEnd{e: e, r: r, seen: seen, choices: choices, rnd: rnd, field: at, ids: ids, parts: maxParts, single: maxSingle}
		if len(ids) == 1 {
			k.parts, k.single = maxParts+maxAlone, maxAlone
		}
		if s = k.end(s, end); s.IsCertain() {
			s.Needs = nil
			break
		}
	}
	e.refining += e.work - work
	return s
}

// is is the measure of what is there.
var is = big.NewRat(1, 1)

// end looks for one end of a span and gives the span with what was found.
func (k *seekingEnd) end(s formula.Span, end unseenEnd) formula.Span {
	kept, value := s, formula.Value{Kind: s.Kind, Text: end.code, Flag: end.code == "true"}
	to := formula.Bounds{Within: formula.Certain(value)}
	switch {
	case end.low:
		to = formula.Bounds{Low: s.Low, High: s.Low}
	case end.high:
		to = formula.Bounds{Low: s.High, High: s.High}
	}
	in, taken, some := k.e.supposed(nil, k.field, to, end.absent)
	k.root = part{in: in}
	if !end.low && !end.high && len(taken) > 0 { // of a number what is sought may be beside the end
		base := k.e.base
		k.e.base, k.e.taken = nil, taken
		defer func() { k.e.base, k.e.taken = base, nil }()
	}
	switch {
	case end.low, end.high:
		sign := int64(1)
		if end.low {
			sign = -1
		}
		turn := big.NewRat(sign, 1)
		k.measure = func(s formula.Span) (*big.Rat, bool) {
			v := s.High
			if end.low {
				v = s.Low
			}
			if !s.Present() || v == nil {
				return nil, s.Present()
			}
			return new(big.Rat).Mul(v, turn), true
		}
		k.reached = func(text string, absent bool) *big.Rat {
			v, err := formula.ParseValue(s.Kind, text)
			if absent || err != nil || v.Rat == nil {
				return nil
			}
			return new(big.Rat).Mul(v.Rat, turn)
		}
		if k.root.most = to.Low; end.low {
			k.root.most = new(big.Rat).Neg(to.Low)
		}
		if some && k.tried(k.root) {
			return s
		}
		if k.root.in = k.supposed(map[int32]formula.Span{}); k.root.in == nil { // no completion has it, which those tell that are tried
			return s
		}
		most, ok := k.search()
		if !ok || most == nil {
			return s
		}
		most = new(big.Rat).Mul(most, turn)
		if end.low {
			s.Low = latter(s.Low, most, 1)
		} else {
			s.High = latter(s.High, most, -1)
		}
	case end.absent:
		k.left = true
		k.measure = func(s formula.Span) (*big.Rat, bool) { return is, s.Absent }
		k.reached = func(_ string, absent bool) *big.Rat {
			if absent {
				return is
			}
			return nil
		}
		if !some || !k.any() {
			s.Absent = false
		}
	default:
		k.measure = func(s formula.Span) (*big.Rat, bool) { return is, s.Contains(value) }
		k.reached = func(text string, absent bool) *big.Rat {
			if !absent && text == end.code {
				return is
			}
			return nil
		}
		if some && k.any() {
			break
		}
		if s.Kind == formula.Flag {
			s.True, s.False = s.True && !value.Flag, s.False && value.Flag
		} else {
			s.Codes = slices.DeleteFunc(slices.Clone(s.Codes), func(c string) bool { return c == end.code })
		}
	}
	if !s.Present() && !s.Absent { // no case is answered, which completions tell
		return kept
	}
	return s
}

// maxTried is how many completions are tried of what is supposed to have an end, maxSurest of how many parts of which each case has it.
const (
	maxTried  = 4
	maxSurest = 6
)

// has reports whether an answer comes to the most of a part.
func (k *seekingEnd) has(p part, answer any) bool {
	best := k.better(nil, answer)
	return best != nil && p.most != nil && p.most.Cmp(best) <= 0
}

// tried reports whether one of some completions of a part comes to the most of it.
func (k *seekingEnd) tried(p part) bool {
	answer, _ := k.complete(p, false, maxTried)
	return k.has(p, answer)
}

// any reports whether some case may have what is sought.
func (k *seekingEnd) any() bool {
	k.root.most = is
	if k.tried(k.root) {
		return true
	}
	_, some := k.search()
	return some
}

// search gives the most of the measure, nil where it is open; false where no part has any of it.
func (k *seekingEnd) search() (*big.Rat, bool) {
	root := part{in: k.root.in}
	if root.in == nil {
		root.in = map[int32]formula.Span{}
	}
	some := false
	if root.most, root.sure, some = k.look(root.in); !some {
		return nil, false
	}
	best := (*big.Rat)(nil)
	for _, answer := range k.seen.answers {
		best = k.better(best, answer)
	}
	parts := []part{root} // the last is the one to be looked at: of those with the most the newest
	for len(parts) > 0 {
		at := 0
		for i := range parts {
			if a, b := parts[i].most, parts[at].most; a == nil || b != nil && a.Cmp(b) >= 0 {
				at = i
			}
		}
		p := parts[at]
		if p.most != nil && best != nil && p.most.Cmp(best) <= 0 {
			return best, true
		}
		if k.looks >= k.parts || k.e.work > maxRefining*8 {
			return p.most, true
		}
		parts = slices.Delete(parts, at, at+1)
		if p.sure && k.sure < maxSurest { // each of its cases has it that is answered
			k.sure++
			if k.tried(p) {
				return p.most, true
			}
		}
		apart, single := k.apart(p)
		if apart != nil && len(apart) == 0 { // the rule refuses each of them
			continue
		}
		if len(apart) == 0 {
			answer, refused := k.complete(p, single, 2)
			if best = k.better(best, answer); answer != nil && best != nil && p.most != nil && p.most.Cmp(best) <= 0 {
				return best, true
			}
			if refused { // it was all there is
				continue
			}
			return p.most, true
		}
		parts = append(parts, apart...)
	}
	return best, best != nil
}

// better is the greater measure of the best yet and of what an answer has.
func (k *seekingEnd) better(best *big.Rat, answer any) *big.Rat {
	if answer == nil {
		return best
	}
	texts, absent := (&witness{answers: []any{answer}}).values(k.field.path)
	text := ""
	if len(texts) > 0 {
		text = texts[0]
	}
	if m := k.reached(text, absent); m != nil && (best == nil || m.Cmp(best) > 0) {
		return m
	}
	return best
}

// look bounds the measure within a part.
func (k *seekingEnd) look(in map[int32]formula.Span) (most *big.Rat, sure, some bool) {
	k.looks++
	e := k.e
	if e.base == nil {
		e.base = map[slot]formula.Span{}
	}
	e.fixed, e.spans = in, e.base
	if len(in) > 0 { // what does not turn on what is narrower stays as it is; of what is taken to be so nothing tells what it turns on
		e.spans = make(map[slot]formula.Span, len(e.base))
		for at, s := range e.base {
			if e.taken == nil && !slices.ContainsFunc(s.Needs, func(id int32) bool { _, narrower := in[id]; return narrower }) {
				e.spans[at] = s
			}
		}
	}
	e.parted = true
	defer func() { e.parted = false }()
	if e.refusedHere() {
		return nil, false, false
	}
	s := e.fieldSpan(k.field)
	most, some = k.measure(s)
	return most, some && s.IsCertain(), some
}
