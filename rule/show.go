package rule

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Labeled is implemented by the named alternatives of a domain (an outcome, a
// reading), so that explanations show a person their names instead of codes.
type Labeled interface{ Label() Text }

// Text tells the decision to a person: parameters, facts, every step with its
// formula filled in, the answer, and the clauses. Items of a list are counted
// from 1, as people do; the paths of errors count from 0, as programs do. Lines
// end with "\n".
func (d Decision[P, In, Out]) Text(l Language) string {
	w := teller{l: l}
	w.line("%s  %s  %s", d.Title.In(l), d.Rule, w.say(fmt.Sprintf("第%d版", d.Version), fmt.Sprintf("version %d", d.Version)))
	w.fields(w.say("参数", "Parameters"), d.Parameters)
	w.fields(w.say("事实", "Facts"), d.Facts)
	w.line("%s", w.say("步骤", "Steps"))
	for i := range d.Steps {
		w.step(d.Steps, i)
	}
	w.fields(w.say("结论", "Answer"), d.Answer)
	w.line("%s", w.say("依据", "Basis"))
	for _, c := range d.Clauses {
		w.line("  [%s] %s", c.ID, c.In(l))
	}
	if sums, err := d.Digests(); err == nil {
		w.line("%s  sha256:%s", w.say("决定编号", "Decision"), sums.Decision)
	}
	return w.b.String()
}

// In describes the clause in one language, with its quotation: 表2第7行 “≥55”.
func (c Clause) In(l Language) string {
	s := c.Place.In(l)
	if c.OutsidePlan() {
		if s != "" {
			s += " "
		}
		s += c.Norm.In(l)
		if l == Chinese {
			s += "（规划之外）"
		} else {
			s += " (outside the plan)"
		}
	}
	if c.Quote != "" {
		s += " “" + c.Quote + "”"
	}
	return s
}

type teller struct {
	b strings.Builder
	l Language
}

func (w *teller) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format+"\n", args...)
}

func (w *teller) say(zh, en string) string { return Text{ZH: zh, EN: en}.In(w.l) }

func (w *teller) fields(heading string, v any) {
	rows := flatten(nil, w.l, "", reflect.ValueOf(v))
	if len(rows) == 0 {
		return
	}
	w.line("%s", heading)
	for _, r := range rows {
		w.line("  %s: %s", r[0], r[1])
	}
}

// step shows "label = formula in words = formula in values = value".
func (w *teller) step(steps []Step, i int) {
	s := &steps[i]
	label := s.Label.In(w.l)
	if s.Item > 0 {
		label = fmt.Sprintf("%s[%d]", label, s.Item)
	}
	line := label
	if s.Formula != "" {
		words, values := expand(steps[:i], s, w.l)
		line += " = " + words
		if values != words {
			line += " = " + values
		}
	}
	line += " = " + s.shown(w.l)
	if s.Clause != "" {
		line += "  [" + s.Clause + "]"
	}
	w.line("  %d. %s", i+1, line)
}

// shown is the value in the reader's words.
func (s *Step) shown(l Language) string {
	if s.Shown.IsZero() {
		return s.Value
	}
	return s.Shown.In(l)
}

// expand fills the {term} places of a formula, once with labels and once with
// the values that the terms had. A list's items, named {term…}, stand joined by
// plus signs.
func expand(before []Step, s *Step, l Language) (words, values string) {
	words = s.Formula
	if l == Chinese {
		words = strings.NewReplacer("round(", "取整(", "max(", "取较大者(", "min(", "取较小者(").Replace(words)
	}
	values = words
	for {
		from := strings.IndexByte(words, '{')
		to := strings.IndexByte(words, '}')
		if from < 0 || to < from {
			return words, values
		}
		place := words[from : to+1]
		label, value := term(before, strings.Trim(place, "{}"), s.Item, l)
		words = strings.Replace(words, place, label, 1)
		values = strings.Replace(values, place, value, 1)
	}
}

func term(before []Step, id string, item int, l Language) (label, value string) {
	id, all := strings.CutSuffix(id, "…")
	var labels, values []string
	for i := range before {
		b := &before[i]
		if b.ID != id {
			continue
		}
		if all {
			labels = append(labels, fmt.Sprintf("%s[%d]", b.Label.In(l), b.Item))
			values = append(values, b.shown(l))
			continue
		}
		if b.Item == item || b.Item == 0 {
			labels, values = []string{b.Label.In(l)}, []string{b.shown(l)}
		}
	}
	if len(labels) == 0 {
		return id, "?"
	}
	return strings.Join(labels, " + "), strings.Join(values, " + ")
}

// flatten lists the leaves of a value as label and text, in order.
func flatten(rows [][2]string, l Language, label string, v reflect.Value) [][2]string {
	if !v.IsValid() {
		return rows
	}
	t := v.Type()
	switch {
	case v.CanInterface() && t.Implements(reflect.TypeFor[Labeled]()):
		return append(rows, [2]string{label, v.Interface().(Labeled).Label().In(l)})
	case writesItself(t):
		return append(rows, [2]string{label, leafText(v.Interface(), l)})
	case t.Kind() == reflect.Struct:
		for _, fd := range fieldsOf(t) {
			f, err := v.FieldByIndexErr(fd.index)
			if err != nil || fd.optional && f.IsZero() {
				continue
			}
			rows = flatten(rows, l, under(label, fd.label.In(l)), f)
		}
		return rows
	case t.Kind() == reflect.Slice:
		for i := range v.Len() {
			rows = flatten(rows, l, index(label, i+1), v.Index(i))
		}
		return rows
	case t.Kind() == reflect.Bool:
		return append(rows, [2]string{label, yesNo(v.Bool()).In(l)})
	}
	return append(rows, [2]string{label, fmt.Sprint(v.Interface())})
}

func yesNo(b bool) Text {
	if b {
		return Text{ZH: "是", EN: "yes"}
	}
	return Text{ZH: "否", EN: "no"}
}

// under puts a field's label behind that of the struct it stands in. A struct
// whose label is "~" adds nothing to those of its fields.
func under(label, name string) string {
	if label == "" || label == "~" {
		return name
	}
	return label + " " + name
}

// leafText shows one value: as its own String has it, else as JSON has it.
func leafText(v any, l Language) string {
	switch x := v.(type) {
	case interface{ given() any }:
		return leafText(x.given(), l)
	case bool:
		return yesNo(x).In(l)
	case unit.Rounding:
		return roundingWords(x).In(l)
	case unit.Share:
		return x.String() + " (" + x.Percent(1) + ")"
	case fmt.Stringer:
		return x.String()
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return strings.Trim(string(raw), `"`)
}

// roundingWords names a rounding for a reader.
func roundingWords(r unit.Rounding) Text {
	how, step, _ := strings.Cut(r.String(), "/")
	zh := map[string]string{
		"up": "向上取整到", "down": "向下取整到", "half-up": "四舍五入到", "half-even": "四舍六入五成双到",
		"fen": "分", "jiao": "角", "yuan": "元",
	}
	if how == "" {
		return Text{ZH: "未规定", EN: "not set"}
	}
	return Text{ZH: zh[how] + zh[step], EN: strings.ReplaceAll(how, "-", " ") + " to the " + step}
}
