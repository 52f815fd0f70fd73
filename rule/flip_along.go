package rule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
)

// shown is the outcome by the formulas at the first point of a run.
func (f *flipper) shown(t int64) string {
	v := f.c.s.shownBy(f.walker, f.c.w, f.c.c.outcome, 0)
	if f.c.c.leads {
		text, _ := v.Plain()
		return text
	}
	// A number: that it is zero, or not, holds to the end of the run where it turns.
	zero := f.walker.Zero(&v)
	switch {
	case v.IsNone():
		return ""
	case zero:
		return "0"
	}
	return "not-0"
}

// look follows one direction, within a part of what is left of the work, and adds what it finds: what is not looked at to the end is
// looked at again, or, where this is the last time, told.
func (f *flipper) look(flip *Flip, a *heading, parts int, last bool) {
	c, ok, why := f.along(&a.d, a.by, a.eval, parts, last)
	switch {
	case ok && a.by == 1:
		flip.Changes = slices.Insert(flip.Changes, 0, c)
	case ok:
		flip.Changes = append(flip.Changes, c)
	case why == nil:
	default:
		if u := (unfollowed{}); !last && errors.As(why, &u) {
			f.again = append(f.again, *a)
			break
		}
		flip.Fault = append(flip.Fault, f.unlooked(&a.d, a.by, why))
	}
}

// along follows the outcome as a number runs up or down. Of the part of the work that it may do half is for asking the rule
// value by value, where that is wanted.
func (f *flipper) along(d *dial, by int64, eval func(int64) (any, error), parts int, each bool) (c Change, found bool, why error) {
	w := f.c.w
	w.moved, w.to = [2]int{d.given, d.item}, d.running(d.base, by)
	last := d.high - d.base
	if by == -1 {
		last = d.base - d.low
	}
	f.walker.Vary(d.given)
	if each {
		parts *= 2
	}
	f.c.left.Share(parts)
	x := func(t int64) int64 { return d.base + by*t }
	says := func(x int64) (outcome string, ok bool) {
		f.c.spend(d)
		out, err := eval(x)
		if err != nil {
			return "", false
		}
		return f.read(out), true
	}
	for t := int64(0); t <= last; {
		because := slices.Clone(f.walker.Causes())
		f.walker.Start(t, last)
		now := f.shown(t)
		if cause, err := f.walker.Err(); err != nil {
			why, f.reached = f.c.s.unsolved(err, cause), x(max(t-1, 0))
			if !each {
				return c, false, why
			}
			f.c.left.Share(parts - 1)
			return f.asked(d, by, t, last, says, why)
		}
		until := f.walker.Until()
		if now != f.was && now != "" {
			first, ok, sure := accepted(t, until, func(t int64) bool { _, ok := says(x(t)); return ok })
			switch {
			case ok && first == t:
				exactly := d.between(because, d.base, by, x(t))
				because = nearest(because, f.walker.Flipped(), f.c.s.names[f.c.s.stepOf(f.leaf)])
				return f.verified(d, x(t), x(t-1), now, exactly, because, says)
			case ok: // what turns is refused
				return f.verified(d, x(first), x(first-1), now, "", nil, says)
			case !sure:
				return c, false, f.c.s.unasked(d, x(t), x(until))
			}
		}
		t = until + 1
	}
	return c, false, nil
}

// nearest are the causes where the outcome turns, those of its own step first.
func nearest(turned, flipped []course.Cause, own int) []course.Cause {
	list := told(turned, flipped)
	if len(flipped) > 0 { // what else turns there depends on the way that the number runs, and decides nothing
		list = list[:len(flipped)]
	}
	var first, then []course.Cause
	for _, c := range list {
		if c.Step == own {
			first = append(first, c)
		} else {
			then = append(then, c)
		}
	}
	return append(first, then...)
}

// asked asks the rule of each value from a point on.
func (f *flipper) asked(d *dial, by, t, last int64, says func(int64) (string, bool), why error) (c Change, found bool, _ error) {
	for ; t <= last; t++ {
		x := d.base + by*t
		now, ok := says(x)
		switch {
		case f.c.left.Over():
			return c, false, why
		case ok && now != f.was && now != "":
			return f.verified(d, x, x-by, now, "", nil, says)
		}
		f.reached = x
	}
	return c, false, nil
}

// unlooked says of a fact in which direction it was not looked to the end, and why.
func (f *flipper) unlooked(d *dial, by int64, why error) Fault {
	fault := Faults(why)[0]
	reason := fault.Reason
	var u unfollowed
	switch {
	case !errors.As(why, &u):
	case errors.Is(u.why, course.ErrWork):
		reason = Text{ZH: "只查看至" + d.text(f.reached) + "，未查看完：已达一次调用的工作量上限；请在较小范围内查看此项的临界点",
			EN: "looked at as far as " + d.text(f.reached) + ", not to the end: the work that one call may do is used up; look at its thresholds in a smaller range"}
	default:
		reason = Text{ZH: "只查看至" + d.text(f.reached) + "，未查看完：步骤“" + fault.Label.ZH + "”的公式无法逐段求解；请在较小范围内查看此项的临界点",
			EN: "looked at as far as " + d.text(f.reached) + ", not to the end: the formula of the step “" + fault.Label.EN + "” cannot be followed; look at its thresholds in a smaller range"}
	}
	way := Text{ZH: "向上：", EN: "upwards: "}
	if by == -1 {
		way = Text{ZH: "向下：", EN: "downwards: "}
	}
	return Fault{Rule: f.c.s.id, Code: NotWhole, Part: d.part, Field: d.path, Label: d.label, Value: d.text(d.base),
		Reason: Text{ZH: way.ZH + reason.ZH, EN: way.EN + reason.EN}}
}

// accepted finds the first point of a run that the kernel answers, of the first so many: what is answered may lie between
// what is refused. sure is false where there are more, of which it is not known.
func accepted(first, last int64, answers func(t int64) bool) (at int64, ok, sure bool) {
	for t := first; t <= min(last, first+maxAsked); t++ {
		if answers(t) {
			return t, true, true
		}
	}
	return at, false, last-first <= maxAsked
}

// unasked says of a number that changes the outcome from a value on where the rule refuses as far as it was asked.
func (s *scheme) unasked(d *dial, from, to int64) error {
	return Errors{{Rule: s.id, Code: NotWhole, Part: d.part, Field: d.path, Label: d.label, Value: d.text(from), Reason: Text{
		ZH: fmt.Sprintf("自%s至%s按公式结论改变，但自起点逐一查看的%d个值规则均不予计算，其后各值未查看，请在较小范围内查看此项的临界点", d.text(from), d.text(to), maxAsked+1),
		EN: fmt.Sprintf("from %s to %s the outcome is another by its formulas, but the rule refuses the %d values from there that were asked; those behind were not looked at: look at its thresholds in a smaller range", d.text(from), d.text(to), maxAsked+1)}}}
}

// verified holds a change against the kernel: another outcome at it, the same or none just before.
func (f *flipper) verified(d *dial, at, before int64, want, exactly string, because []course.Cause, says func(int64) (string, bool)) (Change, bool, error) {
	now, ok := says(at)
	had, answered := says(before)
	if !ok || now != want || answered && had != f.was {
		f.err = Errors{{Rule: f.c.s.id, Code: NotWhole, Part: d.part, Field: d.path, Label: d.label, Value: d.text(at), Reason: Text{
			ZH: "按公式此处结论应为" + strconv.Quote(want) + "，规则给出" + strconv.Quote(now) + "：公式与规则不符",
			EN: "by its formulas the outcome here is " + strconv.Quote(want) + ", and the rule gives " + strconv.Quote(now) + ": the formulas are not the rule's"}}}
		return Change{}, false, nil
	}
	c := Change{Value: d.text(at), Before: d.text(before), Exactly: exactly, By: d.by(at), Outcome: now, OutcomeInWords: f.words(now), AfterRefused: !answered, kind: d.kind}
	for _, cause := range because {
		c.Because = f.c.on.because(c.Because, cause)
	}
	return c, true, nil
}
