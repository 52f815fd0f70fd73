package rule

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Difference 差异 is one thing in a record that does not hold.
type Difference struct {
	// Path is the place in the record: answer.amount, steps[3].value, version.
	Path string `json:"path"`
	// Recorded and Recomputed are the two values as JSON; empty where one side
	// has no such field.
	Recorded   string `json:"recorded,omitzero"`
	Recomputed string `json:"recomputed,omitzero"`
	// Reason says what it means.
	Reason Text `json:"reason"`
}

// In gives the difference as a line in one language.
func (d Difference) In(l Language) string {
	side := func(s string) string {
		if s == "" {
			return "–"
		}
		return s
	}
	if l == Chinese {
		return fmt.Sprintf("%s：%s（记录 %s，重算 %s）", d.Path, d.Reason.ZH, side(d.Recorded), side(d.Recomputed))
	}
	return fmt.Sprintf("%s: %s (recorded %s, recomputed %s)", d.Path, d.Reason.EN, side(d.Recorded), side(d.Recomputed))
}

// Report 复核报告 is what a replay found.
type Report struct {
	// Rule is the id that the record names.
	Rule string `json:"rule"`
	// Decision is the digest that the record carries, its identity.
	Decision    string       `json:"decision"`
	Differences []Difference `json:"differences"`

	recomputed bool
}

// Holds reports whether the record was recomputed without a difference. It is
// false for the Report that comes with an error, and for the zero Report.
func (r Report) Holds() bool { return r.recomputed && len(r.Differences) == 0 }

var (
	whyAnswer     = Text{ZH: "答案与重算不符", EN: "the answer differs from the recomputed one"}
	whyParameters = Text{ZH: "参数在记录之后被改动", EN: "a parameter was changed after the decision was recorded"}
	whyFacts      = Text{ZH: "事实在记录之后被改动", EN: "a fact was changed after the decision was recorded"}
	whyVersion    = Text{ZH: "规则版本不同", EN: "another version of the rule"}
	whyRule       = Text{ZH: "目录中没有此规则", EN: "no such rule in the catalog"}
	whyExtra      = Text{ZH: "记录中多出的字段", EN: "a field that a record does not have"}
	whyAbsent     = Text{ZH: "记录中缺少的字段", EN: "a field that the record lacks"}
	whyDiffers    = Text{ZH: "与重算不符", EN: "differs from the recomputed one"}
	whyNotation   = Text{ZH: "写法与原始记录不同", EN: "not written as a decision writes it"}
	whyDigest     = Text{ZH: "摘要与内容不符", EN: "the digest does not match the content"}
)

// recordOf reads the parts of a record that say what to recompute.
func recordOf(data []byte) (object, error) {
	tree, err := parseTree(data)
	if err != nil {
		return nil, err
	}
	o, ok := tree.(object)
	if !ok {
		return nil, &Error{Code: CodeSyntax, Reason: Text{ZH: "决定记录应为对象", EN: "a decision record is an object"}}
	}
	return o, nil
}

func (o object) text(path ...string) string {
	var v any = o
	for _, name := range path {
		in, ok := v.(object)
		if !ok {
			return ""
		}
		v, _ = in.get(name)
	}
	s, _ := v.(string)
	return s
}

// replay recomputes a record of this rule from its parameters and facts alone.
func (r Rule[P, In, Out]) replay(rec object) (Report, error) {
	if r.def == nil {
		return Report{}, r.Err()
	}
	report := Report{Rule: r.def.ID, Decision: rec.text("digests", "decision")}
	var p P
	var in In
	var f Faults
	for _, part := range []struct {
		name string
		into any
	}{{"parameters", &p}, {"facts", &in}} {
		tree, ok := rec.get(part.name)
		if !ok {
			f.Missing(part.name)
			continue
		}
		for _, e := range AllErrors(Unmarshal([]byte(render(tree)), part.into)) {
			g := *e
			if g.Field = join(part.name, e.Field); e.Field == "" {
				g.Field = part.name
			}
			f.list = append(f.list, &g)
		}
	}
	if err := f.Err(); err != nil {
		return report, named(r.def.ID, err)
	}
	d, err := r.Under(p).Explain(in)
	if err != nil {
		return report, err
	}
	// What was decided is recorded as it was given, so defaults that Check
	// filled in show as a difference only if they are not the recorded ones.
	fresh, err := d.AppendJSON(nil)
	if err != nil {
		return report, err
	}
	again, err := recordOf(fresh)
	if err != nil {
		return report, err
	}
	report.Differences = diffRecords(rec, again)
	report.recomputed = true
	return report, nil
}

func diffRecords(rec, again object) []Difference {
	var list []Difference
	for _, m := range again {
		got, ok := rec.get(m.name)
		if !ok {
			list = append(list, Difference{Path: m.name, Recomputed: render(m.value), Reason: whyAbsent})
			continue
		}
		why := whyDiffers
		switch m.name {
		case "version":
			why = whyVersion
		case "answer":
			why = whyAnswer
		case "parameters", "facts":
			why = whyNotation
		case "digests":
			list = append(list, diffDigests(got, m.value)...)
			continue
		}
		list = diffTree(list, m.name, got, m.value, why)
	}
	for _, m := range rec {
		if _, ok := again.get(m.name); !ok {
			list = append(list, Difference{Path: m.name, Recorded: render(m.value), Reason: whyExtra})
		}
	}
	return list
}

// diffDigests says which part of the record the sums no longer fit.
func diffDigests(got, want any) []Difference {
	list := diffTree(nil, "digests", got, want, whyDigest)
	for i := range list {
		switch list[i].Path {
		case "digests.parameters":
			list[i].Reason = whyParameters
		case "digests.facts":
			list[i].Reason = whyFacts
		}
	}
	return list
}

func diffTree(list []Difference, path string, got, want any, why Text) []Difference {
	switch w := want.(type) {
	case object:
		g, ok := got.(object)
		if !ok {
			break
		}
		for _, m := range w {
			v, given := g.get(m.name)
			if !given {
				list = append(list, Difference{Path: join(path, m.name), Recomputed: render(m.value), Reason: whyAbsent})
				continue
			}
			list = diffTree(list, join(path, m.name), v, m.value, why)
		}
		for _, m := range g {
			if _, known := w.get(m.name); !known {
				list = append(list, Difference{Path: join(path, m.name), Recorded: render(m.value), Reason: whyExtra})
			}
		}
		return list
	case []any:
		g, ok := got.([]any)
		if !ok {
			break
		}
		for i := range max(len(g), len(w)) {
			at := index(path, i)
			switch {
			case i >= len(g):
				list = append(list, Difference{Path: at, Recomputed: render(w[i]), Reason: whyAbsent})
			case i >= len(w):
				list = append(list, Difference{Path: at, Recorded: render(g[i]), Reason: whyExtra})
			default:
				list = diffTree(list, at, g[i], w[i], why)
			}
		}
		return list
	}
	if a, b := render(got), render(want); a != b {
		list = append(list, Difference{Path: path, Recorded: a, Recomputed: b, Reason: why})
	}
	return list
}

// SplitRecords cuts a text of several records, one after the other (a line each,
// or indented), into single ones for [Catalog.Replay].
func SplitRecords(data []byte) ([]json.RawMessage, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	d := json.NewDecoder(bytes.NewReader(data))
	var out []json.RawMessage
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, &Error{Code: CodeSyntax, Field: fmt.Sprintf("record %d", len(out)+1), Reason: Text{
				ZH: "不是合格的JSON：" + err.Error(), EN: "not well-formed JSON: " + err.Error()}}
		}
		out = append(out, raw)
	}
	if rest := strings.TrimSpace(string(data[min(int(d.InputOffset()), len(data)):])); rest != "" {
		return nil, &Error{Code: CodeSyntax, Field: fmt.Sprintf("record %d", len(out)+1), Value: clip(rest), Reason: Text{
			ZH: "记录之后有多余内容", EN: "text after the records"}}
	}
	return out, nil
}
