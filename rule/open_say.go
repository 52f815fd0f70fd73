package rule

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Compared 读法比较 is what each reading of an open question says of one case.
type Compared struct {
	// Question is the id of the question, Title its title.
	Question string `json:"question"`
	Title    Text   `json:"title"`
	// Agree 一致 reports that every reading answers, and that all say the same at the fields that are compared: the
	// case does not depend on the question.
	Agree bool `json:"agree"`
	// Refused reports that some reading refuses the case, so that nothing is known of it; Agree is then false.
	Refused bool `json:"refused,omitzero"`
	// Readings are in the order of the question's.
	Readings []Answered `json:"readings"`
}

// Answered 一种读法的结论 is what one reading says.
type Answered struct {
	Text   Text   `json:"text"`
	Remark Text   `json:"remark,omitzero"` // which figure it takes, where the plan has none
	Clause string `json:"clause"`
	// Says are the fields of the answer that are compared; Answer is all of it, nil where the reading refuses the case.
	Says   []Saying `json:"says,omitzero"`
	Answer any      `json:"answer,omitzero"`
	// Refusal says why the reading refuses the case.
	Refusal Errors `json:"refusal,omitzero"`
}

// Saying is one field of an answer.
type Saying struct {
	Path  string `json:"path"`
	Label Text   `json:"label"`
	// Value is the field as JSON has it, without quotes; empty where it is not given.
	Value string `json:"value"`

	shown Text
}

// uttered is the value of a field, made to be compared.
type uttered struct {
	kind uint8 // 0 not given, 1 a number, 2 money, 3 a text, 4 a choice by its number
	n    int64
	s    string
}

// pathStep goes from a struct to one of its fields, through a Given if it holds one.
type pathStep struct {
	index []int
	given bool
}

// answerField is a field of an answer type, found by its path.
type answerField struct {
	steps   []pathStep
	typ     reflect.Type
	label   Text
	choices Choices // of a choice
}

var answerFields sync.Map // placeKey → answerField

type placeKey struct {
	t    reflect.Type
	path string
}

// placeAt finds a field by its path; of no type where there is none.
func placeAt(t reflect.Type, path string) answerField {
	key := placeKey{t, path}
	if p, ok := answerFields.Load(key); ok {
		return p.(answerField)
	}
	steps, typ := fieldAt(t, path)
	p := answerField{steps: steps, typ: typ}
	if typ != nil {
		if c, ok := reflect.Zero(typ).Interface().(chosen); ok {
			p.choices = c.Choices()
		}
	}
	for _, l := range leavesOf(t) {
		if l.path == path {
			p.label = l.label
		}
	}
	answerFields.Store(key, p)
	return p
}

// fieldAt goes down a type by a path of names; lists have none.
func fieldAt(t reflect.Type, path string) (steps []pathStep, typ reflect.Type) {
	for name := range strings.SplitSeq(path, ".") {
		if t.Kind() != reflect.Struct || writesItself(t) {
			return nil, nil
		}
		fd := fieldNamed(t, name)
		if fd == nil {
			return nil, nil
		}
		inner, given := held(fd.typ)
		steps = append(steps, pathStep{fd.index, given})
		t = inner
	}
	if t.Kind() == reflect.Slice || t.Kind() == reflect.Struct && !writesItself(t) {
		return nil, nil
	}
	return steps, t
}

// say reads a field of an answer.
func (p *answerField) say(answer reflect.Value) uttered {
	v := answer
	for _, s := range p.steps {
		f, err := v.FieldByIndexErr(s.index)
		if err != nil {
			return uttered{}
		}
		if v = f; s.given {
			x := v.Interface().(holder).given()
			if x == nil {
				return uttered{}
			}
			v = reflect.ValueOf(x)
		}
	}
	switch {
	case p.choices != nil && v.CanUint() && v.Uint() < uint64(len(p.choices)):
		return uttered{kind: 4, n: int64(v.Uint())}
	case v.CanInt() && !writesItself(v.Type()):
		return uttered{kind: 1, n: v.Int()}
	case v.Kind() == reflect.Bool && !writesItself(v.Type()):
		s := uttered{kind: 3, s: "false"}
		if v.Bool() {
			s.s = "true"
		}
		return s
	}
	x := v.Interface()
	if m, ok := x.(unit.Money); ok {
		return uttered{kind: 2, n: m.Fen()}
	}
	raw, err := json.Marshal(x)
	if err != nil {
		return uttered{kind: 3, s: err.Error()}
	}
	return uttered{kind: 3, s: strings.Trim(string(raw), `"`)}
}

// text is the value as JSON has it, without quotes.
func (p *answerField) text(s uttered) string {
	switch s.kind {
	case 4:
		return p.choices[s.n].Code
	case 1:
		return fmt.Sprint(s.n)
	case 2:
		if m, err := unit.MoneyFromFen(s.n); err == nil {
			return m.String()
		}
	}
	return s.s
}

// shown is the value in a reader's words.
func (p *answerField) shown(s uttered) Text {
	switch {
	case p.typ.Kind() == reflect.Bool:
		return yesNo(s.s == "true")
	case s.kind == 4:
		return p.choices[s.n].Label
	}
	return Text{ZH: p.text(s), EN: p.text(s)}
}

var whyNoField = Text{ZH: "此读法的结论没有用来比较的项", EN: "the answer of the reading has no such field to compare"}

// Of 比较各种读法 answers one case under each reading. A reading that refuses it keeps its errors.
func (q Question[Case]) Of(in Case) Compared {
	out := q.Info().compare(func(i int) (any, error) { return q.Readings[i].Say(in) })
	for i := range q.Readings {
		out.Readings[i].Remark = q.Readings[i].Remark
	}
	return out
}

// compare holds the readings of a question against each other. say answers the case by one of them.
func (q QuestionInfo) compare(say func(int) (any, error)) Compared {
	out := Compared{Question: q.ID, Title: q.Title, Agree: true, Readings: make([]Answered, len(q.Readings))}
	var first []uttered
	for i := range q.Readings {
		r := &q.Readings[i]
		a := Answered{Text: r.Text, Clause: r.Clause}
		answer, err := say(i)
		says, places := r.at(answer, &err)
		if err != nil {
			a.Refusal = Faults(err)
			out.Agree, out.Refused = false, true
			out.Readings[i] = a
			continue
		}
		a.Answer = answer
		for k, s := range says {
			a.Says = append(a.Says, Saying{Path: r.At[k], Label: places[k].label, Value: places[k].text(s), shown: places[k].shown(s)})
		}
		out.Readings[i] = a
		if first == nil {
			first = says
		} else if !sameSays(first, says) {
			out.Agree = false
		}
	}
	return out
}

// at reads the fields that are compared.
func (r *ReadingInfo) at(answer any, err *error) ([]uttered, []answerField) {
	if *err != nil {
		return nil, nil
	}
	var a answerPlaces
	says := make([]uttered, len(r.At))
	*err = a.read(says, answer, r.At)
	return says, a.fields
}

// answerPlaces are the fields of an answer's type at some paths, looked up once.
type answerPlaces struct {
	typ    reflect.Type
	fields []answerField
}

// read reads the fields at paths.
func (a *answerPlaces) read(says []uttered, answer any, paths []string) error {
	v := reflect.ValueOf(answer)
	if !v.IsValid() || v.Kind() != reflect.Struct {
		var f Errors
		f.Add(NotWhole, strings.Join(paths, " "), "", whyNoField)
		return f.Err()
	}
	if v.Type() != a.typ {
		a.typ, a.fields = v.Type(), make([]answerField, len(paths))
		for k, path := range paths {
			if a.fields[k] = placeAt(a.typ, path); a.fields[k].typ == nil {
				a.typ = nil
				var f Errors
				f.Add(NotWhole, path, "", whyNoField)
				return f.Err()
			}
		}
	}
	for k := range paths {
		says[k] = a.fields[k].say(v)
	}
	return nil
}

func sameSays(a, b []uttered) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// tell says in one line that the answer depends on how something is read, and how, where that is certain.
func (c Compared) tell(l Language) string {
	var each []string
	for _, r := range c.Readings {
		var fields []string
		for _, s := range r.Says {
			fields = append(fields, s.Label.In(l)+" "+s.shown.In(l))
		}
		uttered := strings.Join(fields, Text{ZH: "、", EN: ", "}.In(l))
		each = append(each, Text{ZH: "[" + r.Clause + "] " + r.Text.ZH + r.Remark.ZH + "——" + uttered, EN: "[" + r.Clause + "] " + r.Text.EN + r.Remark.EN + ": " + uttered}.In(l))
	}
	return Text{ZH: "本例结论取决于读法  " + c.Title.ZH + "（" + c.Question + "）  ", EN: "This answer depends on a reading  " + c.Title.EN + " (" + c.Question + ")  "}.In(l) +
		strings.Join(each, Text{ZH: "；", EN: "; "}.In(l))
}

// certain reports that each reading says something at each field: one that lacks a fact of its own says nothing, and nothing
// depends on it.
func (c Compared) certain() bool {
	for _, r := range c.Readings {
		for _, s := range r.Says {
			if s.Value == "" {
				return false
			}
		}
	}
	return !c.Refused
}
