package rule

import (
	"encoding/json"
	"errors"
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
	kind uint8 // 0 not given, 1 a number, 2 money, 3 a text
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
	steps []pathStep
	typ   reflect.Type
	label Text
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

func (s uttered) String() string {
	switch s.kind {
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
	case s.kind == 0:
		return Text{ZH: "无", EN: "none"}
	case p.typ.Kind() == reflect.Bool:
		return yesNo(s.s == "true")
	}
	if c, ok := reflect.Zero(p.typ).Interface().(chosen); ok {
		for _, choice := range c.Choices() {
			if choice.Code == s.s {
				return choice.Label
			}
		}
	}
	return Text{ZH: s.String(), EN: s.String()}
}

var whyNoField = Text{ZH: "此读法的结论没有用来比较的项", EN: "the answer of the reading has no such field to compare"}

// Of 比较各种读法 answers one case under each reading. A reading that refuses it keeps its errors.
func (q Question[Case]) Of(in Case) Compared {
	out := Compared{Question: q.ID, Title: q.Title, Agree: true, Readings: make([]Answered, len(q.Readings))}
	var first []uttered
	for i := range q.Readings {
		r := &q.Readings[i]
		a := Answered{Text: r.Text, Clause: r.Clause}
		answer, err := r.Say(in)
		says, places := r.at(answer, &err)
		if err != nil {
			a.Refusal = Faults(err)
			out.Agree, out.Refused = false, true
			out.Readings[i] = a
			continue
		}
		a.Answer = answer
		for k, s := range says {
			a.Says = append(a.Says, Saying{Path: r.At[k], Label: places[k].label, Value: s.String(), shown: places[k].shown(s)})
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
func (r *Said[Case]) at(answer any, err *error) ([]uttered, []answerField) {
	if *err != nil {
		return nil, nil
	}
	v := reflect.ValueOf(answer)
	says, all := make([]uttered, len(r.At)), make([]answerField, len(r.At))
	for k, path := range r.At {
		if v.IsValid() && v.Kind() == reflect.Struct {
			all[k] = placeAt(v.Type(), path)
		}
		if all[k].typ == nil {
			var f Errors
			f.Add(NotWhole, path, "", whyNoField)
			*err = f.Err()
			return nil, nil
		}
		says[k] = all[k].say(v)
	}
	return says, all
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

// errNoMoney is what a case has where the reading's answer has no amount.
var errNoMoney = errors.New("no amount")

// moneyOf reads the amount that is summed, in fen; one that is not given is none.
func moneyOf(answer any, path string) (int64, error) {
	v := reflect.ValueOf(answer)
	if !v.IsValid() || v.Kind() != reflect.Struct {
		return 0, errNoMoney
	}
	p := placeAt(v.Type(), path)
	if p.typ == nil {
		return 0, errNoMoney
	}
	switch s := p.say(v); s.kind {
	case 0:
		return 0, nil
	case 2:
		return s.n, nil
	}
	return 0, errNoMoney
}

// tell says in one line that the answer depends on how something is read, and how.
func (c Compared) tell(l Language) string {
	var each []string
	for _, r := range c.Readings {
		uttered := Text{ZH: "不予受理", EN: "refused"}.In(l)
		if len(r.Refusal) == 0 {
			var fields []string
			for _, s := range r.Says {
				fields = append(fields, s.Label.In(l)+" "+s.shown.In(l))
			}
			uttered = strings.Join(fields, Text{ZH: "、", EN: ", "}.In(l))
		}
		each = append(each, Text{ZH: "[" + r.Clause + "] " + r.Text.ZH + "——" + uttered, EN: "[" + r.Clause + "] " + r.Text.EN + ": " + uttered}.In(l))
	}
	return Text{ZH: "本例结论取决于读法  " + c.Title.ZH + "（" + c.Question + "）  ", EN: "This answer depends on a reading  " + c.Title.EN + " (" + c.Question + ")  "}.In(l) +
		strings.Join(each, Text{ZH: "；", EN: "; "}.In(l))
}
