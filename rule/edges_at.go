package rule

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// At gives the answer that the segments say there is at a value, by paths, each as the answer's JSON has it, but of a share what
// [Course.First] says, and of a computed figure the decimals that it needs, where the rule may add zeros; fields that are left out are not in it. The error is why the rule refuses the case at that very value, [Range]
// for a value outside all segments, or [NotWhole] for edges that were read from JSON, and for a value that is answered in a segment of
// which it was not known ([Segment.Sampled]): ask [Rule.Eval] there.
func (e Edges) At(value string) (Cells, error) {
	if e.sch == nil {
		return nil, Errors{{Rule: e.Rule, Code: NotWhole, Part: e.Part, Field: e.Path, Value: clip(value), Reason: Text{
			ZH: "由JSON读回的分段不能代入取值：请重新求得分段", EN: "edges that were read from JSON answer no value: find them again"}}}
	}
	x, bad, why := e.dial.steps(value)
	if bad != "" {
		return nil, Errors{{Rule: e.Rule, Code: bad, Part: e.Part, Field: e.Path, Value: clip(value), Reason: why}}
	}
	for i := range e.Segments {
		s := &e.Segments[i]
		if x < s.first || x > s.last {
			continue
		}
		if len(s.Refused) > 0 {
			return nil, e.refusal(x)
		}
		if s.Sampled {
			if _, err := e.run.evaluator(&e.dial)(x); err != nil {
				return nil, e.sch.named("", err)
			}
		}
		var out Cells
		for k := range s.Answer {
			c := &s.Answer[k]
			text, ok := c.at(&e.dial, s.first, x)
			switch { // as the rule wrote it
			case ok && x == s.first:
				text = c.First
			case ok && x == s.last:
				text = c.Last
			}
			if c.Shape == Omitted {
				continue
			}
			if !ok {
				return nil, Errors{{Rule: e.Rule, Code: NotWhole, Field: c.Path, Label: c.Label, Reason: Text{
					ZH: "此区段不是直线，此处取值无法由分段计算", EN: "no line: the segments do not give the value here"}}}
			}
			out = append(out, Cell{Path: c.Path, Text: text})
		}
		return out, nil
	}
	return nil, Errors{{Rule: e.Rule, Code: Range, Part: e.Part, Field: e.Path, Value: clip(value), Reason: Text{
		ZH: "不在所求的范围内", EN: "outside the range that was asked for"}}}
}

// refusal asks the rule why it refuses a value: what it says of the first of a segment tells of that one.
func (e *Edges) refusal(x int64) error {
	if _, err := e.run.evaluator(&e.dial)(x); err != nil {
		return e.sch.named("", err)
	}
	return Errors{{Rule: e.Rule, Code: NotWhole, Part: e.Part, Field: e.Path, Label: e.Label, Value: e.dial.text(x), Reason: Text{
		ZH: "所查看的邻近各值不予计算，而此值可以计算：请以此值另行计算本案",
		EN: "the values beside it that were asked are refused, and this one is answered: compute the case with it"}}}
}

// at is the value at x of a segment that begins at first.
func (c *Course) at(d *dial, first, x int64) (string, bool) {
	switch c.Shape {
	case Constant:
		return c.First, true
	case Straight, Rounded:
		start := c.First
		if c.Shape == Rounded {
			start = c.Line
		}
		v, ok1 := rational(start)
		slope, ok2 := new(big.Rat).SetString(c.Slope)
		if !ok1 || !ok2 {
			return "", false
		}
		v.Add(v, slope.Mul(slope, new(big.Rat).Mul(d.step.Big(), new(big.Rat).SetInt64(x-first))))
		if c.Shape == Rounded {
			way, step, ok := course.Rounding(c.Rounding)
			if !ok {
				return "", false
			}
			v = course.Round(exact.Of(v), way, step).Big()
		}
		return c.numeral(exact.Of(v)), true
	case Stairs, Curved:
		form, ok := c.value.Form()
		if !ok {
			return "", false
		}
		at, ok := form.At(x)
		return c.numeral(at), ok
	}
	return "", false
}

// numeral writes a number as the field of the course does.
func (c *Course) numeral(v exact.Rat) string { return numeral(c.typ, v, c.like) }

// rational reads a number as answers write it.
func rational(text string) (*big.Rat, bool) {
	for _, kind := range []formula.Kind{formula.Ratio, formula.Month} {
		if v, err := formula.ParseValue(kind, text); err == nil {
			return new(big.Rat).Set(v.Rat), true
		}
	}
	return nil, false
}
