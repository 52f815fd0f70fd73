package rule

import (
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// few reports whether a count runs through so few values that each can be asked, where its formulas cannot be followed.
func (p *pieces) few(first, last int64) bool {
	return p.dial.kind == formula.Count && uint64(last)-uint64(first) < maxAsked
}

// each asks every value, and joins those through which a line goes, or in which nothing changes.
func (p *pieces) each(first, last int64) error {
	p.list = nil
	for at := first; at <= last; {
		next := stretch{first: at, last: at}
		said := p.ask(at)
		next.values = p.lines(at, last)
		for next.last < last && !p.left.Over() {
			further := p.ask(next.last + 1)
			if further.key != said.key {
				break
			}
			if _, _, off := p.astray(&next, further, next.last+1); off {
				break
			}
			next.last++
		}
		if p.left.Over() {
			return p.sch.unsolved(course.ErrWork, course.Cause{})
		}
		_ = p.put(next) // which cannot fail
		at = next.last + 1
	}
	return nil
}

// lines are what the fields are at a point, each number on the line to the next point.
func (p *pieces) lines(at, last int64) [][]course.Value {
	here := p.ask(at)
	behind := here
	if at < last {
		if next := p.ask(at + 1); next.key == here.key {
			behind = next
		}
	}
	out := make([][]course.Value, len(here.texts))
	for i := range here.texts {
		kind := p.sch.kindOfLeaf(i)
		out[i] = make([]course.Value, len(here.texts[i]))
		for item, text := range here.texts[i] {
			here, then := valueOf(kind, text), valueOf(kind, behind.texts[i][item])
			out[i][item] = here
			if was, ok := here.Fixed(); ok {
				now, _ := then.Fixed()
				by := now.Sub(was)
				out[i][item] = course.Running(was.Sub(by.Mul(exact.Int(at))), by)
			}
		}
	}
	return out
}
