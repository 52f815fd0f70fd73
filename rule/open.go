package rule

import (
	"reflect"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Open 未决之处 is a place that the plan or a norm leaves open and that a rule can be read by either way: what the
// register of the plan's contradictions (seeds.Discrepancies) has an option for. It is part of a [Definition], and
// changes nothing of the answer; [Rule.Readings] gives the answers side by side.
type Open[Policy, Facts any] struct {
	// ID is the register's id, "employment-costs"; Title its title.
	ID    string
	Title Text
	// At names the fields of the answer, by path, whose values tell whether the readings agree. What only repeats a
	// parameter is none.
	At []string
	// Money is the path of an amount of the answer that [Rule.Weigh] sums, and PerYear how often in a year it is paid:
	// 12 of a month's. Optional.
	Money   string
	PerYear int
	// Readings are two or more; the first is the one that others are held against.
	Readings []Reading[Policy, Facts]
}

// Reading 读法 is one way to read what is open.
type Reading[Policy, Facts any] struct {
	// Text and Clause are the register's.
	Text   Text
	Clause string
	// Parameters makes this reading's of those that the rule stands on; nil leaves them. A reading that has a figure sets it:
	// the caller's may be another.
	Parameters func(Policy) Policy
	// Facts makes what this reading counts of the facts as given, and leaves those as they are; nil for the same.
	Facts func(Facts) Facts
	// Remark tells of the parameters of this reading which figure it takes where the plan has none, a sample or the
	// caller's, behind the text: "at 90 %". Optional.
	Remark func(Policy) Text
	// At is where this reading's verdict stands in the answer, in the order of the other readings', where one answer has
	// them all; empty for Open's.
	At []string
}

// Question 存疑之处 is what the readings of something left open say of a case of any kind. A rule makes those of its
// definition; one whose readings are several rules, which count different things, is written with a case that
// has the facts of each.
type Question[Case any] struct {
	ID    string
	Title Text
	// Money and PerYear are those of [Open].
	Money    string
	PerYear  int
	Readings []Said[Case]
}

// Said 一种读法的结论 is how one reading answers.
type Said[Case any] struct {
	Text   Text
	Clause string
	// Rule is the id of the rule that answers, where a question is over several; of a rule's own it is empty.
	Rule string
	// Remark is told behind Text; see [Reading].
	Remark Text
	// At names the fields of the answer, by path, that are held against those of the other readings, in their order.
	At []string
	// Say answers a case. The answer is a struct, of the same type for every case.
	Say func(Case) (any, error)
}

// QuestionInfo describes an open question.
type QuestionInfo struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	// Money and PerYear are those of [Open].
	Money    string        `json:"money,omitzero"`
	PerYear  int           `json:"per_year,omitzero"`
	Readings []ReadingInfo `json:"readings"`
}

// ReadingInfo describes one reading.
type ReadingInfo struct {
	Text   Text     `json:"text"`
	Clause string   `json:"clause"`
	At     []string `json:"at"`
	// Rule is the id of the rule that answers by this reading, empty for the one that the question is of.
	Rule string `json:"rule,omitzero"`
}

// Asks reports whether a rule, by its id, answers by one of the readings.
func (q QuestionInfo) Asks(id string) bool {
	return slices.ContainsFunc(q.Readings, func(r ReadingInfo) bool { return r.Rule == id })
}

// Info describes the question.
func (q Question[Case]) Info() QuestionInfo {
	out := QuestionInfo{ID: q.ID, Title: q.Title, Money: q.Money, PerYear: q.PerYear}
	for _, r := range q.Readings {
		out.Readings = append(out.Readings, ReadingInfo{Text: r.Text, Clause: r.Clause, At: slices.Clone(r.At), Rule: r.Rule})
	}
	return out
}

// AnyQuestion 任意存疑之处 is a question over whatever cases: what a list of them holds. Every [Question] is one.
type AnyQuestion interface {
	Info() QuestionInfo
	// ReadJSON answers one case from JSON, to the JSON of a [Compared].
	ReadJSON(in []byte) ([]byte, error)
}

// ReadJSON reads a case as [Unmarshal] does, and gives the JSON of a [Compared]. Errors are those of Unmarshal.
func (q Question[Case]) ReadJSON(in []byte) ([]byte, error) {
	var c Case
	if err := Unmarshal(in, &c); err != nil {
		return nil, err
	}
	return appendJSON(nil, q.Of(c))
}

// Questions 存疑之处 gives those of the rule's definition, over its facts, under the parameters that it stands on.
func (r Rule[Policy, Facts, Answer]) Questions() []Question[Facts] {
	if r.def == nil || r.fault != nil {
		return nil
	}
	out := make([]Question[Facts], len(r.def.Open))
	for i, o := range r.def.Open {
		q := Question[Facts]{ID: o.ID, Title: o.Title, Money: o.Money, PerYear: o.PerYear}
		for k, way := range o.Readings {
			under := r
			if way.Parameters != nil {
				under = r.Under(way.Parameters(r.Parameters()))
			}
			var remark Text
			if way.Remark != nil {
				remark = way.Remark(under.Parameters())
			}
			say := Said[Facts]{Remark: remark, Text: way.Text, Clause: way.Clause, At: r.sch.open[i].Readings[k].At, Say: func(in Facts) (any, error) {
				if way.Facts != nil {
					in = way.Facts(input(in))
				}
				out, err := under.Eval(in)
				return out, err
			}}
			q.Readings = append(q.Readings, say)
		}
		out[i] = q
	}
	return out
}

// Readings 各种读法下的结论 answers one case under each reading of each open question of the rule; see [Compared]. It is empty for
// a rule that leaves nothing open. A reading that refuses the case keeps its errors; an error means that the
// rule stands on no parameters that it could answer under.
func (r Rule[Policy, Facts, Answer]) Readings(in Facts) ([]Compared, error) {
	if err := r.Err(); err != nil {
		return nil, err
	}
	var out []Compared
	for _, q := range r.Questions() {
		out = append(out, q.Of(in))
	}
	return out, nil
}

func (r Rule[Policy, Facts, Answer]) readingsAny(in any) ([]Compared, error) {
	return r.Readings(*in.(*Facts))
}

// Readings 各种读法下的结论 is [Rule.Readings] of any rule by its id, from JSON to the JSON of a list of [Compared].
func (c Catalog) Readings(id string, parameters, facts []byte) (compared []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	bound, in, err := opened(r, parameters, nil, facts)
	if err != nil {
		return nil, err
	}
	out, err := bound.readingsAny(in)
	if err != nil {
		return nil, err
	}
	if out == nil {
		out = []Compared{}
	}
	return appendJSON(nil, out)
}

// openInfo describes what a definition leaves open.
func openInfo[Policy, Facts any](list []Open[Policy, Facts]) []QuestionInfo {
	out := make([]QuestionInfo, len(list))
	for i := range list {
		o := &list[i]
		q := QuestionInfo{ID: o.ID, Title: o.Title, Money: o.Money, PerYear: o.PerYear}
		for k := range o.Readings {
			r := &o.Readings[k]
			at := r.At
			if len(at) == 0 {
				at = o.At
			}
			q.Readings = append(q.Readings, ReadingInfo{Text: r.Text, Clause: r.Clause, At: slices.Clone(at)})
		}
		out[i] = q
	}
	return out
}

// vetOpen looks at what a definition leaves open.
func vetOpen(f *Errors, list []QuestionInfo, answer reflect.Type) {
	lack := func(missing bool, at string) {
		if missing {
			f.Add(NotWhole, at, "", whyMissing)
		}
	}
	seen := map[string]bool{}
	for i, o := range list {
		at := tree.Index("Open", i)
		lack(o.ID == "", at+".ID")
		lack(o.Title.ZH == "" || o.Title.EN == "", at+".Title")
		if seen[o.ID] {
			f.Add(NotWhole, at+".ID", o.ID, Text{ZH: "同一问题列出两次", EN: "the question stands twice"})
		}
		seen[o.ID] = true
		if len(o.Readings) < 2 {
			f.Add(NotWhole, at+".Readings", "", Text{ZH: "至少要有两种读法", EN: "there are at least two readings"})
		}
		if _, t := fieldAt(answer, o.Money); o.Money != "" && (t == nil || kindOf(t) != formula.Money) || (o.Money == "") != (o.PerYear == 0) || o.PerYear < 0 {
			f.Add(NotWhole, at+".Money", o.Money, Text{ZH: "应为结论中的一项金额，并写明一年发放几次", EN: "must be an amount of the answer, with how often in a year it is paid"})
		}
		for k, r := range o.Readings {
			at := tree.Index(at+".Readings", k)
			lack(r.Text.ZH == "" || r.Text.EN == "", at+".Text")
			lack(r.Clause == "", at+".Clause")
			lack(len(r.At) == 0, at+".At")
			if len(r.At) != len(o.Readings[0].At) {
				f.Add(NotWhole, at+".At", strings.Join(r.At, " "), Text{ZH: "各读法比较的项数应相同", EN: "readings are compared at equally many fields"})
			}
			for _, path := range r.At {
				if _, t := fieldAt(answer, path); t == nil {
					f.Add(NotWhole, at+".At", path, Text{ZH: "结论中没有此项，或在列表之中", EN: "no such field of the answer, or one in a list"})
				}
			}
		}
	}
}
