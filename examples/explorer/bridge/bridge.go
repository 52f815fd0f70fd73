// Package bridge answers the calls of the page: texts in, one JSON text out. It knows rules
// only from a catalog, and is the same in a browser and in a test.
package bridge

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Bridge answers calls from a catalog.
type Bridge struct{ Catalog rule.Catalog }

// Call answers a call by its name. The answer is a JSON object with the member ok, or with
// errors: a list of faults, each in both languages.
func (b Bridge) Call(name string, args ...string) string {
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	parameters := []byte(arg(1))
	var ok any
	var err error
	switch name {
	case "list":
		ok, err = b.described(nil)
	case "schema":
		ok, err = b.schema(arg(0))
	case "explain":
		ok, err = b.explain(arg(0), parameters, []byte(arg(2)), arg(3))
	case "decide":
		ok, err = raw(b.Catalog.Decide(arg(0), parameters, []byte(arg(2))))
	case "flip":
		ok, err = b.flip(arg(0), parameters, []byte(arg(2)), arg(3))
	case "edges":
		ok, err = b.edges(arg(0), parameters, []byte(arg(2)), arg(3), arg(4), arg(5), arg(6))
	case "readings":
		ok, err = raw(b.Catalog.Readings(arg(0), parameters, []byte(arg(2))))
	case "replay":
		ok, err = b.replay(arg(0), arg(1))
	case "check":
		ok, err = b.check(arg(0), arg(1))
	case "survey":
		ok, err = survey(arg(0), arg(1), arg(2), arg(3))
	case "plan":
		ok, err = planTable(arg(0), arg(1))
	case "evaluate":
		ok, err = evaluate(arg(0), arg(1), arg(2), arg(3), arg(4), arg(5), arg(6))
	default:
		err = rule.Errors{{Code: rule.UnknownField, Field: "call", Value: name, Reason: rule.Text{ZH: "没有这个调用", EN: "no such call"}}}
	}
	return answer(ok, err)
}

func answer(ok any, err error) string {
	out := map[string]any{"ok": ok}
	if err != nil {
		faults := rule.Faults(err)
		if len(faults) == 0 {
			faults = rule.Errors{{Code: rule.Invalid, Reason: rule.Text{ZH: err.Error(), EN: err.Error()}}}
		}
		said := make([]map[string]string, len(faults))
		for i, f := range faults {
			said[i] = map[string]string{"field": f.Field, "part": string(f.Part), "code": string(f.Code), "zh": f.In(rule.Chinese), "en": f.In(rule.English), "why_zh": f.Reason.ZH, "why_en": f.Reason.EN}
		}
		out = map[string]any{"errors": said}
	}
	text, err := json.Marshal(out)
	if err != nil {
		return `{"errors":[{"zh":"无法写成JSON","en":"not written as JSON"}]}`
	}
	return string(text)
}

func raw(text []byte, err error) (any, error) { return json.RawMessage(text), err }

// flip gives the least changes, and their words.
func (b Bridge) flip(id string, parameters, facts []byte, lang string) (any, error) {
	f, err := b.Catalog.FindFlips(id, parameters, facts, rule.OfFacts)
	return map[string]any{"is": f, "text": f.Text(language(lang))}, err
}

// edges gives the segments, and their words.
func (b Bridge) edges(id string, parameters, facts []byte, lang, path, from, to string) (any, error) {
	e, err := b.Catalog.FindEdges(id, parameters, facts, path, from, to)
	return map[string]any{"is": e, "text": e.Text(language(lang))}, err
}

func language(s string) rule.Language {
	if l, err := rule.ParseLanguage(s); err == nil {
		return l
	}
	return rule.Chinese
}

func (b Bridge) schema(id string) (any, error) {
	r, ok := b.Catalog.Lookup(id)
	if !ok {
		_, err := b.Catalog.Eval(id, nil, nil)
		return nil, err
	}
	return r.Info().Schema(), nil
}

// explain gives the record as its own text, so that not a byte of it changes, its words, those of each field of its
// answer, and those of each step's formula.
func (b Bridge) explain(id string, parameters, facts []byte, lang string) (any, error) {
	record, err := b.Catalog.Explain(id, parameters, facts)
	r, ok := b.Catalog.Lookup(id)
	if err != nil || !ok {
		return nil, err
	}
	text, err := b.Catalog.Text(record, language(lang))
	if err != nil {
		return nil, err
	}
	told, err := b.Catalog.Told(record, language(lang))
	if err != nil {
		return nil, err
	}
	steps, err := words(r.Info(), record, language(lang))
	return map[string]any{"record": string(record), "text": text, "told": told, "words": steps}, err
}

// replay recomputes records, one to a line or in a list.
func (b Bridge) replay(records, lang string) (any, error) {
	list, err := rule.SplitRecords([]byte(records))
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, rule.Errors{{Code: rule.Missing, Field: "record", Reason: rule.Text{ZH: "没有记录", EN: "no records"}}}
	}
	type line struct {
		Rule  string   `json:"rule"`
		Holds bool     `json:"holds"`
		Words int      `json:"words"` // how many of what is said are wording alone
		Says  []string `json:"says"`
	}
	l := language(lang)
	out := make([]line, len(list))
	for i, record := range list {
		report, err := b.Catalog.Replay(record)
		out[i] = line{Rule: report.Rule, Holds: err == nil && report.Holds(), Words: len(report.Wording), Says: []string{}}
		for _, f := range rule.Faults(err) {
			out[i].Says = append(out[i].Says, f.In(l))
		}
		for _, d := range slices.Concat(report.Differences, report.Wording) {
			out[i].Says = append(out[i].Says, d.In(l))
		}
	}
	return out, nil
}

// check runs the rows of a table, and proofreads them, as the command rules check does.
func (b Bridge) check(id, table string) (any, error) {
	results, err := cases.Check(b.Catalog, id, strings.NewReader(table))
	if err != nil {
		return nil, err
	}
	type line struct {
		Row        int         `json:"row"`
		ZH         string      `json:"zh"`
		EN         string      `json:"en"`
		Clause     string      `json:"clause"`
		Arithmetic string      `json:"arithmetic"`
		Holds      bool        `json:"holds"`
		Problems   []rule.Text `json:"problems"`
		Parameters string      `json:"parameters"`
		Facts      string      `json:"facts"`
	}
	out := make([]line, len(results))
	proof := cases.NewProofreader(b.Catalog, seeds.Clauses()...)
	for i, r := range results {
		c := r.Case
		problems := slices.Concat(r.Problems, proof.Remarks(r))
		p, in, err := b.Catalog.FromCells(id, c.Parameters, c.Facts)
		if err != nil && len(problems) == 0 && r.Refusal == nil {
			return nil, err
		}
		out[i] = line{c.Row, c.Title(rule.Chinese), c.Title(rule.English), c.Clause, c.Arithmetic, len(problems) == 0, problems, string(p), string(in)}
	}
	return out, nil
}
