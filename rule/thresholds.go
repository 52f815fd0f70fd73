package rule

import (
	"reflect"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/label"
)

// Threshold 临界点 is an edge in words: from which value of a fact on the answer goes otherwise.
type Threshold struct {
	Path  string `json:"path"`
	Label Text   `json:"label"`
	// Value is what the fact is in the case, At where the answer changes its course.
	Value string `json:"value"`
	At    string `json:"at"`
	// Change says what changes there: 审核确认结果 符合条件→家庭人均收入不低于低保标准.
	Change Text `json:"change"`
	// Turned says which comparison turns there, with its clause.
	Turned Text `json:"turned,omitzero"`
	// Fault tells of a fact that was not looked at, why; then there is no At and no Change.
	Fault Errors `json:"fault,omitzero"`
}

// Thresholds 临界点 lists the edges between two segments that the rule answers, in words.
func (e Edges) Thresholds() []Threshold {
	var out []Threshold
	for i := 1; i < len(e.Segments); i++ {
		before, s := &e.Segments[i-1], &e.Segments[i]
		if len(before.Refused) > 0 || len(s.Refused) > 0 {
			continue
		}
		t := Threshold{Path: e.Path, Label: e.Label, Value: e.Value, At: s.From}
		t.Change = Text{ZH: e.changes(before, s, Chinese), EN: e.changes(before, s, English)}
		if len(s.Because) > 0 {
			t.Turned = Text{ZH: e.sch.turningIn(&s.Because[0], Chinese), EN: e.sch.turningIn(&s.Because[0], English)}
		}
		out = append(out, t)
	}
	return out
}

// changes tells which fields go otherwise.
func (e *Edges) changes(before, after *Segment, l Language) string {
	say := func(zh, en string) string { return Text{ZH: zh, EN: en}.In(l) }
	var out []string
	for k := range after.Answer {
		c := &after.Answer[k]
		if k >= len(before.Answer) || c.Path != before.Answer[k].Path {
			continue
		}
		was := &before.Answer[k]
		name := label.WithoutUnit(c.Label).In(l) + " "
		_, isNumber := c.value.Form()
		switch {
		case was.Shape == Omitted || c.Shape == Omitted:
			if was.Shape != c.Shape {
				out = append(out, e.field(c, after.From == after.To, l))
			}
		case !isNumber:
			if was.Last != c.First {
				out = append(out, name+e.value(c, was.Last, l)+"→"+e.value(c, c.First, l))
			}
		case c.Jump != "" && c.Jump != "0":
			out = append(out, name+say("跳变", "jumps by ")+signed(points(c.Jump, l)))
		case was.Slope != c.Slope && (c.Slope == "" || c.Slope == "0"):
			if after.From == after.To { // of one value it is not known
				out = append(out, name+say("此处为：", "is there: ")+c.First)
				continue
			}
			out = append(out, name+say("此后不变：", "stays from there: ")+c.First)
		case was.Slope != c.Slope:
			out = append(out, name+say("此后", "from there ")+e.slope(c.Slope, l))
		case !was.value.Same(&c.value):
			out = append(out, name+say("此后另行取值", "goes otherwise"))
		}
	}
	return strings.Join(out, say("；", "; "))
}

// farTimes and farLeast say how far a number is run: so many times what it is, or so much.
const farTimes, farLeast = 1_000, 1_000_000

// Thresholds 临界点 lists, for each number among the facts of a case, the values at which the answer changes its course, over
// all that the number can be, but not beyond a thousand times what it is or a million, whichever is
// more; of a list for its first item. A fact of which a formula cannot be followed, or for which
// the work of the call, as [Rule.Edges] bounds it, is used up, has one entry with a Fault instead; a refused segment that is [Segment.Sampled] has no edges.
func (r Rule[Policy, Facts, Answer]) Thresholds(in Facts) ([]Threshold, error) {
	in = input(in)
	return thresholdsOf(r, &in)
}

// thresholdsOf is Thresholds of any rule, for facts that a pointer leads to.
func thresholdsOf(r Any, in any) ([]Threshold, error) {
	c, err := runOf(r, in)
	if err != nil {
		return nil, err
	}
	return c.thresholds()
}

func (c *caseRun) thresholds() ([]Threshold, error) {
	s := c.s
	if err := c.r.evalInto(c.in.Interface(), reflect.New(s.answerType).Interface()); err != nil {
		return nil, err
	}
	var out []Threshold
	for k := range s.given {
		g := &s.given[k]
		item := 0
		if g.typ.List != "" {
			item = 1
		}
		if g.part != OfFacts || item >= len(c.w.values[k]) {
			continue
		}
		d, ok := c.w.dialAt(k, item)
		if !ok {
			continue
		}
		d.named(s)
		c.left.Share(budgetParts)
		p := c.pieces(&d)
		far := max(farTimes*min(max(d.base, -d.base), farSteps/farTimes), d.whole(farLeast))
		if err := p.follow(max(d.low, -far), min(d.high, far)); err != nil {
			out = append(out, Threshold{Path: d.path, Label: d.label, Value: d.text(d.base), Fault: Faults(err)})
			continue
		}
		out = append(out, p.edges().Thresholds()...)
	}
	return out, nil
}

// Thresholds 临界点 is [Rule.Thresholds] of any rule by its id, from JSON.
func (c Catalog) Thresholds(id string, parameters, facts []byte) ([]Threshold, error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	bound, in, err := opened(r, parameters, nil, facts)
	if err != nil {
		return nil, err
	}
	return thresholdsOf(bound, in)
}
