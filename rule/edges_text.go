package rule

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/label"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Text 分段说明 tells the segments to a person, one to a line: the range, how each field of the answer goes over
// it, and what turned at its beginning. Lines end with "\n". Edges that were read from JSON know no words for codes and for the
// names in comparisons: [Catalog.EdgesText] has them.
func (e Edges) Text(l Language) string {
	w := teller{l: l}
	if len(e.Segments) == 0 {
		return ""
	}
	bare := label.WithoutUnit(e.Label).In(l)
	w.line("%s", w.say(
		fmt.Sprintf("%s 从%s到%s（本案%s）", bare, e.with(e.Segments[0].From, l), e.with(e.Segments[len(e.Segments)-1].To, l), e.with(e.Value, l)),
		fmt.Sprintf("%s from %s to %s (in this case %s)", bare, e.with(e.Segments[0].From, l), e.with(e.Segments[len(e.Segments)-1].To, l), e.with(e.Value, l))))
	for i := range e.Segments {
		s := &e.Segments[i]
		span := s.From
		if s.To != s.From {
			span += w.say("至", " to ") + s.To
		}
		if s.Sampled && len(s.Refused) > 0 { // what it says first is that
			why := s.Refused[len(s.Refused)-1].Reason.In(l)
			w.line("  %s  %s", span, w.say("未逐值查看；所查看的各值不予计算：", "not looked at each value; those asked are refused: ")+why)
			continue
		}
		if len(s.Refused) > 0 {
			w.line("  %s  %s", span, w.say("规则不予计算：", "refused: ")+s.Refused[0].Reason.In(l))
			continue
		}
		var fields []string
		for k := range s.Answer {
			fields = append(fields, e.field(&s.Answer[k], s.From == s.To, l))
		}
		unsure := ""
		if s.Sampled {
			unsure = w.say("（未逐值查看，其间可能有规则不予计算的值）", " (not looked at each value; the rule may refuse some between)")
		}
		w.line("  %s  %s%s%s", span, strings.Join(fields, w.say("；", "; ")), unsure, e.turned(s.Because, l))
	}
	return w.b.String()
}

// with adds the unit of what runs.
func (e *Edges) with(text string, l Language) string { return withUnit(text, e.Label, l) }

func withUnit(text string, of Text, l Language) string {
	u := label.Unit(of)
	switch {
	case l == English && u.EN != "":
		return text + " " + u.EN
	case l == Chinese:
		return text + u.ZH
	}
	return text // a label can have its unit in one language alone
}

// field tells how a field goes over a segment; of a single value it tells no slope.
func (e *Edges) field(c *Course, single bool, l Language) string {
	say := func(zh, en string) string { return Text{ZH: zh, EN: en}.In(l) }
	name := label.WithoutUnit(c.Label).In(l) + " "
	if c.Shape == Omitted {
		return name + say("未列", "left out")
	}
	out := name + e.value(c, c.First, l)
	if c.Shape != Constant && c.Last != c.First {
		out += "→" + e.value(c, c.Last, l)
	}
	var more []string
	if !single && c.Slope != "" && c.Slope != "0" {
		more = append(more, e.slope(c.Slope, l))
	}
	switch {
	case single:
	case c.Shape == Rounded:
		more = append(more, roundingIn(c.Rounding, l))
	case c.Shape == Stairs:
		more = append(more, say("多次取整", "rounded more than once"))
	case c.Shape == Curved:
		more = append(more, say("非直线", "no straight line"))
	}
	if c.Jump != "" && c.Jump != "0" {
		more = append(more, say("跳变", "a jump of ")+signed(points(c.Jump, l)))
	}
	if len(more) > 0 {
		out += say("（", " (") + strings.Join(more, say("，", ", ")) + say("）", ")")
	}
	return out
}

// slope says how much a field changes for one more of what runs.
func (e *Edges) slope(slope string, l Language) string {
	one := Text{ZH: "每增1", EN: "for each 1 more"}
	switch e.dial.kind {
	case formula.Month:
		one = Text{ZH: "每晚1个月", EN: "for each month later"}
	case formula.Ratio:
		if v, ok := rational(slope); ok { // for a percentage point
			slope = exactText(exact.Of(v).Quo(exact.Int(100)))
		}
		one = Text{ZH: "每增1个百分点", EN: "for each percentage point more"}
	}
	if l == English {
		return signed(slope) + " " + one.EN
	}
	return one.ZH + "变动" + signed(slope)
}

// points says of a difference of percentages that it is one of points.
func points(by string, l Language) string {
	if p, ok := strings.CutSuffix(by, "%"); ok {
		return Text{ZH: p + "个百分点", EN: p + " percentage points"}.In(l)
	}
	return by
}

func signed(text string) string {
	if strings.HasPrefix(text, "-") {
		return "−" + text[1:]
	}
	return "+" + text
}

func roundingIn(code string, l Language) string {
	if r, err := unit.ParseRounding(code); err == nil {
		return r.Label().In(l)
	}
	return Text{ZH: "取整到个", EN: "rounded to whole ones"}.In(l)
}

// value says a value of a field in words, where it is a code.
func (e *Edges) value(c *Course, text string, l Language) string {
	if _, isNumber := c.value.Form(); isNumber {
		return text
	}
	return e.sch.said(tree.Name(c.Path), text, l)
}

// said is a value of a field of the answer, by the field's path, in words.
func (s *scheme) said(path, text string, l Language) string {
	if s == nil { // read from JSON, which has codes alone
		return text
	}
	for i := range s.answers {
		leaf := &s.answers[i]
		if leaf.name() != path {
			continue
		}
		if kindOf(leaf.typ) == formula.Flag {
			return yesNo(text == "true").In(l)
		}
		return s.wordOf(s.stepOf(leaf), text, l)
	}
	return text
}

// turned tells which comparison turned.
func (e *Edges) turned(list []Turning, l Language) string {
	if len(list) == 0 {
		return ""
	}
	out := Text{ZH: "  转折：", EN: "  turned: "}.In(l)
	for i, t := range list {
		if i > 0 {
			out += Text{ZH: "；", EN: "; "}.In(l)
		}
		out += e.sch.turningIn(&t, l)
	}
	return out
}

// parseComparison reads a comparison of a formula; that of a least number names n.
func parseComparison(text string) (*formula.Formula, error) {
	f, err := formula.Parse(text)
	if err != nil {
		f, err = formula.Parse("least n: " + text)
	}
	return f, err
}

// turningIn says a comparison in words, with its clause; without the scheme, as the formula has it.
func (s *scheme) turningIn(t *Turning, l Language) string {
	said := t.Comparison
	f, err := parseComparison(t.Comparison)
	if err == nil && s != nil {
		said = s.formulaIn(f, t.Item, l)
	}
	if t.Clause != "" {
		said += " [" + t.Clause + "]"
	}
	return said
}
