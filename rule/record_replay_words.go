package rule

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// ofStep are the members of a step in a record, in words.
var ofStep = map[string]Text{
	"id": {ZH: "编号", EN: "id"}, "label": {ZH: "名称", EN: "label"}, "item": {ZH: "序号", EN: "item"}, "value": {ZH: "值", EN: "value"},
	"shown": {ZH: "值的说法", EN: "value in words"}, "formula": {ZH: "公式", EN: "formula"}, "clause": {ZH: "条款", EN: "clause"},
}

// whose says in words whose a parameter is.
var whose = map[From]Text{
	FromPlan: {ZH: "规划", EN: "the plan"}, FromNorm: {ZH: "规定", EN: "a norm"}, FromNotice: {ZH: "标准文件", EN: "a notice"},
	FromLibrary: {ZH: "本库约定", EN: "the library"}, FromCaller: {ZH: "调用方", EN: "the caller"},
}

// tell says of differences what the place is called, and the values in words; fresh is the record made again.
func (s *scheme) tell(list []Difference, fresh any) {
	for i := range list {
		d := &list[i]
		top, rest, _ := strings.Cut(d.Path, ".")
		word := wording(asItIs)
		switch t := map[string]reflect.Type{"answer": s.answerType, "facts": s.factsType, "parameters": s.policyType}[top]; {
		case t != nil:
			d.Label = s.labelNear(t, rest)
			word = s.wordsAt(top, rest)
		case strings.HasPrefix(top, "steps["):
			if rest == "" { // it stands on one side alone
				d.RecordedText, d.Label = s.wholeStep(d.Recorded, d.Label)
				d.RecomputedText, d.Label = s.wholeStep(d.Recomputed, d.Label)
				continue
			}
			id, label := stepAt(fresh, top)
			if !label.IsZero() {
				of, _, _ := strings.Cut(rest, ".")
				name := ofStep[of]
				d.Label = Text{ZH: strings.TrimSpace(label.ZH + " " + name.ZH), EN: strings.TrimSpace(label.EN + " " + name.EN)}
			}
			if k, ok := s.names[id]; ok && rest == "value" {
				word = func(text string, l Language) string { return s.inWords(s.steps[k].typ.Kind, id, text, l) }
			}
		case strings.HasPrefix(top, "origins["):
			path, _ := find(itemAt(fresh, top), "path")
			d.Label = labelOf(s.policyType, fmt.Sprint(path))
			if rest == "from" {
				word = func(text string, l Language) string {
					if name, ok := whose[From(text)]; ok {
						return name.In(l)
					}
					return text
				}
			}
		}
		d.RecordedText, d.RecomputedText = inText(d.Recorded, word), inText(d.Recomputed, word)
	}
}

// wholeStep says a step that is there on one side alone: its label and value. Where it is none, or was cut short, nothing is said, and
// the label stays as it was.
func (s *scheme) wholeStep(raw string, was Text) (said, label Text) {
	node, _ := tree.Parse([]byte(raw))
	alone := tree.Object{{Name: "steps", Value: []any{node}}}
	id, label := stepAt(alone, "steps[0]")
	if label.IsZero() {
		return Text{}, was
	}
	value, _ := find(node, "value")
	typ, _ := s.scope(id)
	said = Text{ZH: "步骤“" + label.ZH + "” = " + s.inWords(typ.Kind, id, plain(value), Chinese), EN: "the step “" + label.EN + "” = " + s.inWords(typ.Kind, id, plain(value), English)}
	return said, label
}

// labelNear is the label of a path, or of what holds it: the part of a share has none of its own.
func (s *scheme) labelNear(t reflect.Type, path string) Text {
	for path != "" {
		if label := labelOf(t, path); !label.IsZero() {
			return label
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return Text{}
}

// wordsAt says the values of a field in words.
func (s *scheme) wordsAt(part, path string) wording {
	leaves := map[string][]leafType{"answer": s.answers, "facts": s.fact, "parameters": s.policy}[part]
	every := tree.Every(path)
	for i := range leaves {
		leaf := &leaves[i]
		if leaf.path != every {
			continue
		}
		name := leaf.name()
		if part == "answer" {
			name = s.stepOf(leaf)
		}
		kind := kindOf(leaf.typ)
		return func(text string, l Language) string { return s.inWords(kind, name, text, l) }
	}
	return asItIs
}

// wording says a value in words.
type wording func(text string, l Language) string

func asItIs(text string, _ Language) string { return text }

func (s *scheme) inWords(kind formula.Kind, name, text string, l Language) string {
	switch {
	case kind == formula.Flag && (text == "true" || text == "false"):
		return yesNo(text == "true").In(l)
	case kind == formula.Choice, kind == formula.Rounding:
		return s.wordOf(name, text, l)
	}
	return text
}

// inText puts a value as JSON in words, where it has others: a text without its marks, a code as its label. What was cut short,
// a list or an object has none.
func inText(raw string, word wording) Text {
	node, err := tree.Parse([]byte(raw))
	if err != nil { // a value as its step has it, which may be a code
		if t := (Text{ZH: word(raw, Chinese), EN: word(raw, English)}); t != (Text{ZH: raw, EN: raw}) {
			return t
		}
	}
	switch v := node.(type) {
	case string:
		return Text{ZH: word(v, Chinese), EN: word(v, English)}
	case bool:
		return yesNo(v)
	}
	return Text{}
}

// stepAt is the id and the label of a step of a record, with the number of its item: steps[3].
func stepAt(rec any, place string) (id string, label Text) {
	var step Step
	_ = decode(itemAt(rec, place), reflect.ValueOf(&step).Elem()) // what is no step has neither
	label = step.Label
	if step.Item > 0 {
		label = Text{ZH: fmt.Sprintf("%s %d", label.ZH, step.Item), EN: fmt.Sprintf("%s %d", label.EN, step.Item)}
	}
	return step.ID, label
}

// itemAt is an item of a list of a record, nil where there is none: steps[3].
func itemAt(rec any, place string) any {
	name, n, _ := strings.Cut(strings.TrimSuffix(place, "]"), "[")
	node, _ := find(rec, name)
	list, _ := node.([]any)
	if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(list) {
		return list[i]
	}
	return nil
}
