package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// pieces are the stretches of a dial over which nothing turns.
type pieces struct {
	sch  *scheme
	c    *courses
	w    *world
	dial *dial
	ask  func(x int64) *said
	left *course.Budget
	on   *grounded

	list []stretch
	near []int64 // points at which a refusal may begin
}

// stretch is one run: points t are values of the dial, in steps.
type stretch struct {
	first, last int64
	values      [][]course.Value // by leaf of the answer and item
	because     []course.Cause
	said        *said // at its first point
	sampled     bool  // refused where it was asked, or of what has gaps, and too long to ask each point
}

// maxPieces bounds how many runs are kept.
const maxPieces = 50_000

// follow goes from the first point to the last.
func (p *pieces) follow(first, last int64) error {
	p.w.moved = [2]int{p.dial.given, p.dial.item}
	p.w.to = p.dial.running(0, 1)
	p.near = p.nearby()
	w := p.c.program.Walk(p.w, p.left)
	w.Vary(p.dial.given)
	var because []course.Cause
	for at := first; ; {
		w.Start(at, last)
		next := stretch{first: at, values: make([][]course.Value, len(p.sch.answers))}
		for i := range p.sch.answers {
			next.values[i] = p.valuesOf(w, i)
		}
		if cause, err := w.Err(); err != nil {
			return p.sch.unsolved(err, cause)
		}
		next.because = told(because, w.Flipped())
		if len(p.list) >= maxPieces {
			return p.sch.unsolved(course.ErrWork, course.Cause{})
		}
		next.last = w.Until()
		because = slices.Clone(w.Causes())
		for _, border := range []int64{p.dial.low - 1, p.dial.high} { // beyond them a refusal is certain
			if next.first <= border && border < next.last {
				next.last, because = border, nil
			}
		}
		if err := p.settle(next); err != nil {
			return err
		}
		if next.last >= last {
			break
		}
		at = next.last + 1
	}
	p.absorb()
	return nil
}

// told are the causes at a point: what stands otherwise from there on, of the latest steps first, which lie nearest to the answer, and then
// what else turned. The steps of a rule rest on those before them.
func told(turned, flipped []course.Cause) []course.Cause {
	out := slices.Clone(flipped)
	slices.SortStableFunc(out, func(a, b course.Cause) int { return b.Step - a.Step })
	for i := range out {
		if k := slices.IndexFunc(turned, out[i].Same); k >= 0 {
			out[i] = turned[k] // which knows where
		}
	}
	for _, c := range turned {
		if !slices.ContainsFunc(out, c.Same) {
			out = append(out, c)
		}
	}
	return out
}

// valuesOf computes a leaf of the answer, at each item of its list.
func (p *pieces) valuesOf(w *course.Walker, leaf int) []course.Value {
	l := &p.sch.answers[leaf]
	_, rest, inList := strings.Cut(l.path, "[]")
	switch {
	case !inList:
		return []course.Value{p.sch.shownBy(w, p.w, leaf, 0)}
	case rest == "" && !l.plainItems():
		return nil
	}
	typ, _ := p.sch.scope(p.sch.stepOf(l))
	if typ.List == "" { // the same for each item
		return slices.Repeat([]course.Value{p.sch.shownBy(w, p.w, leaf, 0)}, p.itemsOf(leaf))
	}
	out := make([]course.Value, p.w.items[typ.List])
	for item := range out {
		out[item] = p.sch.shownBy(w, p.w, leaf, item+1)
	}
	return out
}

// itemsOf is how many items a list of the answer has, by a field of it that is shown by a list, else by what the rule answers in the case.
func (p *pieces) itemsOf(leaf int) int {
	list := p.sch.answers[leaf].list()
	for i := range p.sch.answers {
		l := &p.sch.answers[i]
		if typ, _ := p.sch.scope(p.sch.stepOf(l)); l.list() == list && typ.List != "" {
			return p.w.items[typ.List]
		}
	}
	if said := p.ask(p.dial.base); said.refused == nil {
		return len(said.texts[leaf])
	}
	return 0
}

// nearby are the points at which a refusal may begin, beside the ends of runs: what the dial is, the limits of its tag, and the other
// numbers of its kind.
func (p *pieces) nearby() []int64 {
	out := []int64{p.dial.base}
	add := func(x int64) { out = append(out, x-1, x, x+1) }
	add(p.dial.low)
	add(p.dial.high)
	add(0)
	for k := range p.w.values {
		if p.sch.given[k].typ.Kind != p.dial.kind {
			continue
		}
		for item := range p.w.values[k] {
			v, _ := p.w.values[k][item].Fixed()
			x, _ := v.Quo(p.dial.step).Floor().Int64() // zero where there is none, or it is too far
			add(x)
			if len(out) > maxNear {
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// maxNear bounds the points at which the kernel is asked because another number stands there.
const maxNear = 60

// settle asks the kernel about a run, cuts it where the kernel begins to refuse or to answer, and holds it against what
// the kernel says.
func (p *pieces) settle(next stretch) error {
	points := []int64{next.first, next.last}
	for _, part := range []int64{1, 2, 3, 5, 7} {
		points = append(points, next.first+(next.last-next.first)/8*part)
	}
	points = append(points, min(next.first+1, next.last), max(next.last-1, next.first))
	from, _ := slices.BinarySearch(p.near, next.first)
	to, _ := slices.BinarySearch(p.near, next.last) // which is among them
	points = append(points, p.near[from:to]...)
	slices.Sort(points)
	if !p.short(next, points) && (p.outside(next) || !slices.ContainsFunc(points, p.refuses)) {
		return p.cut(next, points, func(part stretch) error {
			part.sampled = p.mayRefuse(&part) && !p.outside(part) && part.length() > 1
			return p.put(part)
		})
	}
	return p.cut(next, points, func(part stretch) error {
		// Where some values are refused, others between may be answered, and the other way round.
		if part.length() <= maxAsked {
			return p.cut(part, every(part), p.put)
		}
		part.sampled = p.mayRefuse(&part) || p.refuses(part.first)
		return p.put(part)
	})
}

// every is each point of a run.
func every(s stretch) []int64 {
	var points []int64
	for x := s.first; x <= s.last; x++ {
		points = append(points, x)
	}
	return points
}

// length is how many points there are behind the first.
func (s *stretch) length() uint64 { return uint64(s.last) - uint64(s.first) }

// outside reports whether a run is where the field's own range, or its type, refuses each value.
func (p *pieces) outside(s stretch) bool { return s.last < p.dial.low || s.first > p.dial.high }

// gaps reports whether the rule says of itself that it may refuse a value between two that it answers.
func (p *pieces) gaps() bool { return slices.Contains(p.sch.gaps, p.sch.given[p.dial.given].leaf.path) }

func (p *pieces) refuses(x int64) bool { return p.ask(x).refused != nil }

// cut asks the kernel at points of a run, from its first to its last, and hands on the parts in which it says alike.
func (p *pieces) cut(next stretch, points []int64, put func(stretch) error) error {
	at := next.first
	for i, x := range points {
		if p.left.Over() {
			return p.sch.unsolved(course.ErrWork, course.Cause{})
		}
		if err := p.agree(&next, x); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		for low := points[i-1]; p.ask(low).key != p.ask(x).key; {
			had := p.ask(low).key
			high := x
			for high-low > 1 {
				if middle := low + (high-low)/2; p.ask(middle).key == had {
					low = middle
				} else {
					high = middle
				}
			}
			part := next
			part.first, part.last = at, low
			if err := put(part); err != nil {
				return err
			}
			next.because = nil
			at, low = high, high
			if err := p.agree(&next, high); err != nil {
				return err
			}
			if err := p.agree(&next, part.last); err != nil {
				return err
			}
		}
	}
	next.first = at
	return put(next)
}

// maxAsked is how long a run is of which every point is asked where the kernel refuses one or may, maxCounted that of counts and months, which
// calendars and lists of what may be refuse here and there; maxSure that of anything else.
const maxAsked, maxCounted, maxSure = 4096, 400, 64

// short reports whether every point of a run is asked: where a refusal begins or ends, no formula says.
func (p *pieces) short(next stretch, points []int64) bool {
	length := next.length()
	switch {
	case length <= maxSure, length <= maxCounted && (p.dial.kind == formula.Count || p.dial.kind == formula.Month):
		return true
	case length > maxAsked:
		return false
	}
	return !p.outside(next) && (p.mayRefuse(&next) || slices.ContainsFunc(points, p.refuses))
}

// put appends a run, joined to the one before where nothing changes.
func (p *pieces) put(next stretch) error {
	next.said = p.ask(next.first)
	if n := len(p.list); n > 0 {
		before := &p.list[n-1]
		if p.same(before, &next) {
			before.last = next.last
			return nil
		}
		if before.said.refused != nil || next.said.refused != nil { // what turns there does not tell why
			next.because = nil
		}
	}
	p.list = append(p.list, next)
	return nil
}

func (p *pieces) same(a, b *stretch) bool {
	if a.said.key != b.said.key || a.sampled != b.sampled {
		return false
	}
	if a.said.refused != nil {
		return true
	}
	for i := range a.values {
		for item := range a.values[i] {
			if p.has(a, i, item) && !a.values[i][item].Same(&b.values[i][item]) {
				return false
			}
		}
	}
	return true
}

func (p *pieces) has(a *stretch, leaf, item int) bool {
	return item < len(a.said.there[leaf]) && a.said.there[leaf][item]
}

// agree holds a run against what the kernel says at a point.
func (p *pieces) agree(next *stretch, x int64) error {
	said := p.ask(x)
	leaf, item, found := p.astray(next, said, x) // where it is refused there is none
	if !found {
		return nil
	}
	got := ""
	if item < len(next.values[leaf]) {
		got = p.sch.valueText(leaf, &next.values[leaf][item], x, said.texts[leaf][item])
	}
	path := p.path(leaf, item)
	return Errors{{Rule: p.sch.id, Code: NotWhole, Field: path, Label: labelOf(p.sch.answerType, path), Value: said.texts[leaf][item], Reason: Text{
		ZH: fmt.Sprintf("%s为%s时，按公式应为%q：公式与规则不符，不能分段", p.dial.path, p.dial.text(x), got),
		EN: fmt.Sprintf("with %s at %s its formula gives %q: the formula is not the rule's, and no edges can be given", p.dial.path, p.dial.text(x), got)}}}
}

// astray finds a field whose course over a run does not go through what is said at a point.
func (p *pieces) astray(s *stretch, said *said, x int64) (leaf, item int, found bool) {
	for i := range said.texts {
		for k := range said.texts[i] {
			if said.there[i][k] && !(k < len(s.values[i]) && said.agrees(p.sch, i, k, &s.values[i][k], x)) {
				return i, k, true
			}
		}
	}
	return leaf, item, false
}

func (p *pieces) path(leaf, item int) string {
	path := p.sch.answers[leaf].path
	if list, rest, ok := strings.Cut(path, "[]"); ok {
		return tree.Index(list, item) + rest
	}
	return path
}

// absorb gives a run of one point to the one beside it whose course goes through it: where two
// comparisons meet, one may turn a point after the other.
func (p *pieces) absorb() {
	for i := 0; i < len(p.list); i++ {
		one := &p.list[i]
		if one.first != one.last || one.said.refused != nil {
			continue
		}
		if i+1 < len(p.list) && p.through(&p.list[i+1], one) {
			p.list[i+1].first = one.first
			if i == 0 || p.list[i-1].said.refused != nil { // nothing answered lies before
				p.list[i+1].because = nil
			} else {
				p.list[i+1].because = append(slices.Clone(one.because), p.list[i+1].because...)
			}
			p.list[i+1].said = one.said
			p.list = slices.Delete(p.list, i, i+1) // what stands there now is longer
		} else if i > 0 && p.through(&p.list[i-1], one) {
			p.list[i-1].last = one.last
			p.list = slices.Delete(p.list, i, i+1)
			i--
		}
	}
}

// through reports whether the course of a run goes through another's one point.
func (p *pieces) through(a, one *stretch) bool {
	if a.said.key != one.said.key {
		return false
	}
	_, _, off := p.astray(a, one.said, one.first)
	return !off
}
