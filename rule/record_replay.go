package rule

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Report 复核报告 is what a replay found.
type Report struct {
	// Rule and Version are those that the record names.
	Rule    string `json:"rule"`
	Version int    `json:"version"`
	// Decision is the digest that the record carries, its identity.
	Decision string `json:"decision"`
	// Recomputed reports that the record's own version of the rule was at hand and the
	// decision was made again.
	Recomputed bool `json:"recomputed"`
	// Differences are of substance: a value, a clause, a formula that does not hold.
	Differences []Difference `json:"differences"`
	// Wording lists what is only said otherwise: a label, a title, a quotation's place, a
	// formula that holds in both forms.
	Wording []Difference `json:"wording,omitzero"`
	// Unconfirmed names the documents that a record's parameters are from and that nobody could
	// look up, the catalog having no collection of them; see [Catalog.WithGazettes].
	Unconfirmed []string `json:"unconfirmed,omitzero"`
	// Today is what the catalog's newest version gives, where the record is of another.
	Today *Today `json:"today,omitzero"`
}

// Today 现行版本 is the answer of a newer version of a rule to a record's parameters and
// facts.
type Today struct {
	Version int `json:"version"`
	// Answer is its answer; empty where it refuses, and Refusal then says why.
	Answer  json.RawMessage `json:"answer,omitzero"`
	Refusal Errors          `json:"refusal,omitzero"`
	// Same reports that the answer is the recorded one.
	Same bool `json:"same"`
}

// Holds reports whether the record was recomputed without a difference of substance. It
// is false for the Report that comes with an error, and for the zero Report.
func (r Report) Holds() bool { return r.Recomputed && len(r.Differences) == 0 }

// maxDifferences is how many differences a report lists, and maxShown how much of a value.
const (
	maxDifferences = 1000
	maxShown       = 1000
)

func (r *Report) add(list ...Difference) {
	for _, d := range list {
		r.Differences = limited(r.Differences, d)
	}
}

// limited appends a difference, or counts it in a last one that has no path.
func limited(list []Difference, d Difference) []Difference {
	if len(list) < maxDifferences {
		d.Recorded, d.Recomputed = shorten(d.Recorded), shorten(d.Recomputed)
		return append(list, d)
	}
	n := 1
	if len(list) > maxDifferences {
		n += list[maxDifferences].more
		list = list[:maxDifferences]
	}
	return append(list, Difference{more: n, Recorded: strconv.Itoa(n), Reason: Text{ZH: "另有这么多处差异未列出", EN: "more differences are not listed"}})
}

func shorten(s string) string {
	if len(s) <= maxShown {
		return s
	}
	return strings.ToValidUTF8(s[:maxShown], "") + "…"
}

var (
	whyAnswer     = Text{ZH: "结论与重算不符", EN: "the answer differs from the recomputed one"}
	whyParameters = Text{ZH: "参数在记录之后被改动", EN: "a parameter was changed after the decision was recorded"}
	whyFacts      = Text{ZH: "申报核对信息在记录之后被改动", EN: "a fact was changed after the decision was recorded"}
	whyExtra      = Text{ZH: "记录中多出的字段", EN: "a field that a record does not have"}
	whyAbsent     = Text{ZH: "记录中缺少的字段", EN: "a field that the record lacks"}
	whyDiffers    = Text{ZH: "与重算不符", EN: "differs from the recomputed one"}
	whyNotation   = Text{ZH: "写法与原始记录不同", EN: "not written as a decision writes it"}
	whyDigest     = Text{ZH: "校验码与内容不符", EN: "the digest does not match the content"}
	whyWording    = Text{ZH: "措辞与今不同", EN: "wording differs"}
	whySubject    = Text{ZH: "决定对象在记录之后被改动", EN: "the subject was changed after the decision was recorded"}
	whyVersion    = Text{ZH: "记录属于规则的另一版本，目录中没有该版本，未重算", EN: "a record of another version of the rule, which the catalog does not have: not recomputed"}
	whyRule       = Text{ZH: "目录中没有此规则", EN: "no such rule in the catalog"}
)

// recorded is a record taken apart no further than is needed to compute it again.
type recorded struct {
	raw                []byte
	rule, decision     string
	version            int
	parameters, facts  []byte
	subject, notices   []byte
	hasParams, hasFact bool
}

// recordedIn reads the parts of a record that say what to recompute.
func recordedIn(data []byte) (recorded, error) {
	rec := recorded{raw: bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))}
	members, err := tree.Members(data)
	if err != nil {
		return rec, wrapped("", err)
	}
	var f Errors
	var format int
	for _, m := range members {
		switch m.Name {
		case "format":
			f.Wrap("format", Unmarshal(m.Value, &format))
		case "rule":
			f.Wrap("rule", Unmarshal(m.Value, &rec.rule))
		case "version":
			f.Wrap("version", Unmarshal(m.Value, &rec.version))
		case "parameters":
			rec.parameters, rec.hasParams = m.Value, true
		case "facts":
			rec.facts, rec.hasFact = m.Value, true
		case "subject":
			rec.subject = m.Value
		case "notices":
			rec.notices = m.Value
		case "digests":
			inner, _ := tree.Members(m.Value) // none where they are no object
			for _, d := range inner {
				if d.Name == "decision" && len(d.Value) == 2+hex.EncodedLen(sha256.Size) {
					rec.decision = strings.Trim(string(d.Value), `"`)
				}
			}
		}
	}
	if rec.rule == "" && len(f) == 0 {
		f.Missing("rule")
	}
	if rec.version == 0 && len(f) == 0 {
		f.Missing("version")
	}
	if !rec.hasParams {
		f.Missing("parameters")
	}
	if !rec.hasFact {
		f.Missing("facts")
	}
	if format > RecordFormat {
		f.Add(Range, "format", fmt.Sprint(format), Text{
			ZH: fmt.Sprintf("此记录的格式较新，本库只能读到第%d号格式，请升级", RecordFormat), EN: fmt.Sprintf("a newer format: this version of the library reads up to %d", RecordFormat)})
	}
	return rec, f.Err()
}

// compare takes both records apart and lists what differs, wording apart from substance.
func (s *scheme) compare(report *Report, recordedText, fresh []byte) error {
	got, _ := tree.Parse(recordedText) // read before, as an object
	want, err := tree.Parse(fresh)
	if err != nil {
		return wrapped("", err)
	}
	told := map[string]bool{}
	beside, lacking := besideEachOther(got, want)
	tree.Diff(beside, want, func(path string, g, w any, gotHas, wantHas bool) {
		gotHas = gotHas && !lacking[path]
		if path == "digests.record" && gotHas {
			return // of the wording too: held against the record itself, below
		}
		d := Difference{Path: path, Reason: reasonFor(path)}
		if gotHas {
			d.Recorded = tree.String(g)
		}
		if wantHas {
			d.Recomputed = tree.String(w)
		}
		switch {
		case gotHas && wantHas && (isWording(path) || s.sameFormula(path, g, w)):
			d.Reason = whyWording
			report.Wording = limited(report.Wording, d)
			return
		case !gotHas:
			d.Reason = whyAbsent
		case !wantHas:
			d.Reason = whyExtra
		}
		told[path] = true
		report.add(d)
	})
	o, _ := got.(tree.Object)
	s.checkSeal(report, o, want)
	for _, d := range s.proveRecorded(o) {
		d.Path = amongAll(d.Path, lacking)
		if !told[d.Path] {
			report.add(d)
		}
	}
	s.tell(report.Differences, want)
	s.tell(report.Wording, want)
	return nil
}

// besideEachOther puts the steps of a record that lacks some beside those of the record made again, by their ids and items, so that a lacking one
// is told, and not each that follows as another; null stands in the place of what is lacking. A record whose steps are otherwise than
// some of the others, in their order, stays as it is.
func besideEachOther(got, want any) (beside any, lacking map[string]bool) {
	node, _ := find(got, "steps")
	mine, _ := node.([]any)
	node, _ = find(want, "steps")
	fresh, _ := node.([]any)
	if len(mine) == 0 {
		return got, nil
	}
	key := func(step any) string {
		id, _ := find(step, "id")
		item, _ := find(step, "item")
		return fmt.Sprint(id, " ", item)
	}
	lacking = map[string]bool{}
	var steps []any
	for i, at := range fresh {
		if n := len(steps) - len(lacking); n < len(mine) && key(mine[n]) == key(at) {
			steps = append(steps, mine[n])
			continue
		}
		steps, lacking[tree.Index("steps", i)] = append(steps, nil), true
	}
	if len(steps)-len(lacking) < len(mine) {
		return got, nil
	}
	out := slices.Clone(got.(tree.Object)) // which has steps
	for i := range out {
		if out[i].Name == "steps" {
			out[i].Value = steps
		}
	}
	return out, lacking
}

// amongAll is the path of a step of a record that lacks some, as it is where none is lacking.
func amongAll(path string, lacking map[string]bool) string {
	top, rest, _ := strings.Cut(path, "]")
	n, err := strconv.Atoi(strings.TrimPrefix(top, "steps["))
	if err != nil { // of the answer
		return path
	}
	at := 0
	for ; n > 0 || lacking[tree.Index("steps", at)]; at++ {
		if !lacking[tree.Index("steps", at)] {
			n--
		}
	}
	return tree.Index("steps", at) + rest
}

// checkSeal holds the sum over the record against the record, in the order that a
// decision writes, whatever order a database gave it back in.
func (s *scheme) checkSeal(report *Report, got tree.Object, want any) {
	node, ok := find(got, "digests.record")
	if !ok {
		return // said already
	}
	arranged, _ := arrange(got, want).(tree.Object)
	var whole tree.Object
	for _, m := range arranged {
		if m.Name != "digests" {
			whole = append(whole, m)
		}
	}
	text := tree.Append(nil, whole)
	sum := sha256.Sum256(text[:len(text)-1]) // the sum is over what stands before the digests
	if want := hex.EncodeToString(sum[:]); node != want {
		report.add(Difference{Path: "digests.record", Recorded: tree.String(node), Recomputed: tree.String(want), Reason: whyDigest})
	}
}

// arrange orders the members of objects as those of like are ordered.
func arrange(node, like any) any {
	switch n := node.(type) {
	case tree.Object:
		l, _ := like.(tree.Object)
		out := make(tree.Object, 0, len(n))
		for _, m := range l {
			if v, ok := n.Get(m.Name); ok {
				out = append(out, tree.Member{Name: m.Name, Value: arrange(v, m.Value)})
			}
		}
		for _, m := range n {
			if _, ok := l.Get(m.Name); !ok {
				out = append(out, m)
			}
		}
		return out
	case []any:
		l, _ := like.([]any)
		out := make([]any, len(n))
		for i := range n {
			if out[i] = n[i]; i < len(l) {
				out[i] = arrange(n[i], l[i])
			}
		}
		return out
	}
	return node
}

// proveRecorded proves the formulas as they are recorded.
func (s *scheme) proveRecorded(rec tree.Object) []Difference {
	var steps []Step
	node, _ := rec.Get("steps")
	if decode(node, reflect.ValueOf(&steps).Elem()) != nil {
		return nil // none, or of another shape, are a difference already
	}
	parameters, _ := rec.Get("parameters")
	facts, _ := rec.Get("facts")
	answer, _ := rec.Get("answer")
	return s.evidence(parameters, facts, steps).prove(answer)
}

// isWording reports whether a place of a record says something without deciding it.
func isWording(path string) bool {
	top, rest, _ := strings.Cut(path, ".")
	top, _, _ = strings.Cut(top, "[")
	part, _, _ := strings.Cut(rest, ".")
	switch top {
	case "title", "edition":
		return true
	case "steps":
		return part == "label" // what a code means, and the formula, are substance
	case "clauses":
		return part == "place"
	}
	return false
}

func reasonFor(path string) Text {
	switch top, _, _ := strings.Cut(path, "."); top {
	case "answer":
		return whyAnswer
	case "parameters", "facts", "format":
		return whyNotation
	case "subject":
		return whySubject
	case "digests":
		switch path {
		case "digests.parameters":
			return whyParameters
		case "digests.facts":
			return whyFacts
		}
		return whyDigest
	}
	return whyDiffers
}

// sameFormula reports whether a formula is only written otherwise: other blanks, * for ×.
func (s *scheme) sameFormula(path string, got, want any) bool {
	g, _ := got.(string)
	w, _ := want.(string) // what is no text reads as none, which is no formula
	if !strings.HasPrefix(path, "steps[") || !strings.HasSuffix(path, ".formula") {
		return false
	}
	a, err := formula.Parse(g)
	b, err2 := formula.Parse(w)
	return err == nil && err2 == nil && a.String() == b.String()
}
