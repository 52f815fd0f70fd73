package rule

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// edges tells the runs.
func (p *pieces) edges() Edges {
	d := p.dial
	e := Edges{Rule: p.sch.id, Version: p.sch.version, Part: d.part, Path: d.path, Label: d.label, Value: d.text(d.base), Step: d.unitText(), dial: *d, sch: p.sch}
	for i := range p.list {
		at := &p.list[i]
		s := Segment{From: d.text(at.first), To: d.text(at.last), Refused: at.said.refused, Sampled: at.sampled, first: at.first, last: at.last}
		for _, c := range at.because {
			s.Because = p.on.because(s.Because, c)
		}
		s.Exactly = d.between(at.because, 0, 1, at.first)
		if s.Sampled && s.Refused != nil {
			s.Refused = append(p.sch.sampled(d, s.From, s.To), s.Refused...)
		}
		for leaf := range at.said.texts { // none where it is refused
			for item := range at.said.texts[leaf] {
				s.Answer = append(s.Answer, p.course(i, leaf, item))
			}
		}
		e.Segments = append(e.Segments, s)
	}
	return e
}

// sampled says of a stretch that not each of its values was asked.
func (s *scheme) sampled(d *dial, from, to string) Errors {
	return Errors{{Rule: s.id, Code: NotWhole, Part: d.part, Field: d.path, Label: d.label, Value: from + "…" + to, Reason: Text{
		ZH: fmt.Sprintf("未逐值查看：所查看的各值均不予计算，其间可能有可计算的值；逐值查看的范围至多%d步，请缩小范围", maxAsked),
		EN: fmt.Sprintf("not looked at each value: those that were asked are refused, and some between may be answered; give a range of at most %d steps, of which each is asked", maxAsked)}}}
}

// between is where a comparison turns that does so between a value of the steps and the one before it, which points run to as first
// + by × the point; empty where it turns at one, and for what has no values between.
func (d *dial) between(because []course.Cause, first, by, at int64) string {
	if d.kind != formula.Ratio && d.kind != formula.Number {
		return ""
	}
	for _, c := range because {
		if !c.Crosses {
			continue
		}
		root := exact.Int(first).Add(exact.Int(by).Mul(c.Root))
		if root.Cmp(exact.Int(at))*root.Cmp(exact.Int(at-by)) < 0 { // it lies between them
			return numeral(d.typ, root.Mul(d.step), d.text(at))
		}
		return ""
	}
	return ""
}

// course tells how a field goes over a run.
func (p *pieces) course(i, leaf, item int) Course {
	at := &p.list[i]
	path := p.path(leaf, item)
	c := Course{Path: path, Label: labelOf(p.sch.answerType, path), Shape: Omitted}
	if !at.said.there[leaf][item] {
		return c
	}
	c.value = at.values[leaf][item]
	form, isNumber := c.value.Form()
	c.typ = p.sch.answers[leaf].typ
	c.First, c.Last = p.written(at, leaf, item, at.first), p.written(at, leaf, item, at.last)
	_, given := p.sch.givens[p.sch.stepOf(&p.sch.answers[leaf])]
	if given || keepsZeros(c.First) || keepsZeros(c.Last) || kindOf(c.typ) == formula.Ratio {
		c.like = c.First
	}
	_, slope, isLine := form.IsLine()
	switch {
	case !isNumber || form.IsConst() || at.first < at.last && p.stays(form, at):
		c.Shape = Constant
	case isLine:
		c.Shape = Straight
	default:
		below, way, step, once := form.Rounded()
		if once {
			c.Shape = Rounded
			var line exact.Rat
			line, slope, _ = below.IsLine()
			c.Line = numeral(c.typ, line.Add(slope.Mul(exact.Int(at.first))), c.like)
			c.Rounding = roundingText(p.sch.kindOfLeaf(leaf), way.String(), step)
			break
		}
		trend, ok := form.Trend()
		if c.Shape, slope = Stairs, trend; !ok {
			c.Shape = Curved
		}
	}
	if isNumber && c.Shape != Curved && c.Shape != Constant {
		c.Slope = exactText(p.dial.perUnit(slope))
	}
	if i == 0 || !isNumber || p.list[i-1].said.refused != nil || !p.has(&p.list[i-1], leaf, item) {
		return c
	}
	before, _ := p.list[i-1].values[leaf][item].Form() // a number as well
	now, _ := form.At(at.first)
	if was, ok := before.At(at.first); ok {
		c.Jump = c.distance(now.Sub(was))
	}
	last := p.list[i-1].last // where the one before goes over into this one, a rounding may seem to jump
	was, _ := before.At(last)
	if now, ok := form.At(last); ok && now.Cmp(was) == 0 {
		c.Jump = "0"
	}
	return c
}

// stays reports whether a number that only rises or only falls is the same at both ends of a run: then it is so between.
func (p *pieces) stays(form *course.Form, at *stretch) bool {
	a, _ := form.At(at.first)
	b, _ := form.At(at.last)
	return form.IsMonotone() && a.Cmp(b) == 0
}

// written is a value of a field as the rule itself wrote it at a point that was asked, but of a share its ratio.
func (p *pieces) written(at *stretch, leaf, item int, x int64) string {
	own := p.ask(x).texts[leaf][item]
	if strings.HasPrefix(own, "{") {
		return p.sch.valueText(leaf, &at.values[leaf][item], x, "")
	}
	return own
}

// keepsZeros reports whether a figure has decimals that say nothing, as one has that keeps those it was given with.
func keepsZeros(text string) bool { return strings.Contains(text, ".") && strings.HasSuffix(text, "0") }

// distance writes how far two values of a field lie apart: of months how many.
func (c *Course) distance(v exact.Rat) string {
	switch {
	case v.Sign() == 0:
		return "0"
	case kindOf(c.typ) == formula.Month:
		return exactText(v)
	}
	return numeral(c.typ, v, c.like)
}

func roundingText(kind formula.Kind, way string, step exact.Rat) string {
	if kind != formula.Money {
		return way + "/" + exactText(step)
	}
	fen, _ := step.Mul(exact.Int(100)).Int64()
	unit, n := "fen", fen
	switch {
	case fen%100 == 0:
		unit, n = "yuan", fen/100
	case fen%10 == 0:
		unit, n = "jiao", fen/10
	}
	if n == 1 {
		return way + "/" + unit
	}
	return fmt.Sprintf("%s/%d%s", way, n, unit)
}
