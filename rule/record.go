package rule

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// RecordFormat 记录格式号 is the number of the form in which records are written; the page
// docs/record.md says what it promises.
const RecordFormat = 1

// Decision 决定记录 is an answer with everything it rests on: the rule and its version, the
// parameters and whose they are, the facts, every step and the clauses. It is
// deterministic: the same rule, parameters, facts and subject give the same bytes, on any
// day and any machine.
//
// It marshals to a record that [Catalog.Replay] recomputes.
type Decision[Policy, Facts, Answer any] struct {
	Rule    string
	Version int
	Title   Text
	// Subject is whom or what the decision is about; see [Decision.For].
	Subject    Subject
	Parameters Policy
	Origins    []Origin
	// Notices are the documents that the parameters were taken from; see [Rule.UnderNotice].
	Notices []Notice
	Facts   Facts
	Answer  Answer
	Steps   []Step
	Clauses []Clause
	// Edition 所据文本 says which text of the plan the clauses are read from.
	Edition Text

	sch *scheme
	def *Definition[Policy, Facts, Answer]
}

// Subject 决定对象 tells decisions apart that rest on equal facts: two households, or two
// months of one. It stands beside the facts, outside their digest.
type Subject struct {
	// Case 案卷编号 is the case's number in the caller's system.
	Case string `json:"case,omitzero" zh:"案卷编号" en:"case"`
	// Month 所属月份 is the month that the decision is for.
	Month unit.Month `json:"month,omitzero" zh:"所属月份" en:"month"`
}

// For gives the same decision about a subject: its identity is then the subject's own.
func (d Decision[Policy, Facts, Answer]) For(s Subject) Decision[Policy, Facts, Answer] {
	d.Subject = s
	return d
}

// Digests 校验码 are SHA-256 sums in hexadecimal. They show which part of a record was
// altered; they are no signature, since anyone can recompute them.
type Digests struct {
	// Parameters and Facts are the sums of those parts' JSON.
	Parameters string `json:"parameters"`
	Facts      string `json:"facts"`
	// Decision is the sum over the rule's id and version, the two sums above and the
	// subject: the identity of the decision, whatever its answer.
	Decision string `json:"decision"`
	// Record is the sum over everything before the digests: answer, steps, origins and
	// clauses too.
	Record string `json:"record"`
}

// JSONAppender is implemented by facts, parameters or answers that write their own JSON,
// for bulk runs that record every decision. The text must equal what encoding/json would
// write.
type JSONAppender interface {
	AppendJSON(dst []byte) ([]byte, error)
}

// appendJSON writes v as JSON. A text in it that is not UTF-8 is refused: it would be
// written as another, and two that differ would have one digest.
func appendJSON(dst []byte, v any) ([]byte, error) {
	if a, ok := v.(JSONAppender); ok {
		return a.AppendJSON(dst)
	}
	raw, err := json.Marshal(v)
	if err == nil && mended(raw) {
		err = Errors{{Code: Syntax, Reason: whyNotUTF8}}
	}
	return append(dst, raw...), err
}

// mended reports whether encoding/json replaced bytes of a text by \ufffd, as it does with
// those that are not UTF-8. The character itself it writes as it is.
func mended(raw []byte) bool {
	for {
		i := bytes.Index(raw, []byte(`\ufffd`))
		if i < 0 {
			return false
		}
		own := raw[len(bytes.TrimRight(raw[:i], `\`)):i] // the backslashes before it, of which two are one of the text's
		if len(own)%2 == 0 {
			return true
		}
		raw = raw[i+len(`\ufffd`):]
	}
}

// digests sums the parts and the decision. The identity is a sum over sums, so that a
// bulk run hashes its parameters once.
func digests(rule string, version int, parameters, facts, subject, all []byte) Digests {
	p, f, r := sha256.Sum256(parameters), sha256.Sum256(facts), sha256.Sum256(all)
	d := identity(rule, version, p, f, subject)
	return Digests{
		Parameters: hex.EncodeToString(p[:]), Facts: hex.EncodeToString(f[:]),
		Decision: hex.EncodeToString(d[:]), Record: hex.EncodeToString(r[:]),
	}
}

func identity(rule string, version int, parameters, facts [sha256.Size]byte, subject []byte) [sha256.Size]byte {
	var buf [256]byte
	b := append(buf[:0], rule...)
	b = append(b, '\n')
	b = strconv.AppendInt(b, int64(version), 10)
	b = append(b, '\n')
	b = append(b, parameters[:]...)
	b = append(b, facts[:]...)
	b = append(b, subject...)
	return sha256.Sum256(b)
}

func (s Subject) isZero() bool { return s == Subject{} }

func (s Subject) append(b []byte) ([]byte, error) {
	if s.isZero() {
		return b, nil
	}
	if !utf8.ValidString(s.Case) {
		return b, Errors{{Code: Syntax, Field: "subject.case", Value: clip(s.Case), Reason: whyNotUTF8}}
	}
	raw, err := json.Marshal(s)
	return append(b, raw...), err
}

// account is a decision whose parts are of any type: what is told and written of decisions
// is so compiled once, and not for every rule.
type account struct {
	rule                      string
	version                   int
	title                     Text
	subject                   Subject
	parameters, facts, answer any
	origins                   []Origin
	notices                   []Notice
	steps                     []Step
	clauses                   []Clause
	edition                   Text
	sch                       *scheme

	compared func() []Compared // what each reading says, for a text
}

//go:noinline
func (d *Decision[Policy, Facts, Answer]) account() *account {
	return &account{rule: d.Rule, version: d.Version, title: d.Title, subject: d.Subject, parameters: d.Parameters, facts: d.Facts, answer: d.Answer,
		origins: d.Origins, notices: d.Notices, steps: d.Steps, clauses: d.Clauses, edition: d.Edition, sch: d.sch}
}

// Digests sums the decision. An error means that a part does not marshal to JSON.
func (d Decision[Policy, Facts, Answer]) Digests() (Digests, error) { return d.account().digests() }

func (d *account) digests() (Digests, error) {
	_, parts, err := d.write(nil, nil)
	return parts.sums, err
}

// MarshalJSON writes the record. [Decision.AppendJSON] writes the same bytes, sooner:
// encoding/json reads again whatever a MarshalJSON gives it. Errors are those of AppendJSON.
func (d Decision[Policy, Facts, Answer]) MarshalJSON() ([]byte, error) {
	return d.AppendJSON(nil)
}

// AppendJSON appends the record to dst. Errors: what does not marshal to JSON, a text that is not
// UTF-8, and [Range] for a record of more than 64 MB (1 << 26 bytes), which [Catalog.Replay] would
// not read; dst is then given back as it was.
func (d Decision[Policy, Facts, Answer]) AppendJSON(dst []byte) ([]byte, error) {
	b, _, err := d.account().write(dst, nil)
	return b, err
}

// written is what else came out while a record was written.
type written struct {
	answer []byte
	sums   Digests
}

// write appends the record. parameters is their JSON, where it is at hand.
func (d *account) write(dst, parameters []byte) ([]byte, written, error) {
	var none written
	subject, err := d.subject.append(nil)
	if err != nil {
		return dst, none, err
	}
	if parameters == nil {
		if parameters, err = appendJSON(nil, d.parameters); err != nil {
			return dst, none, err
		}
	}
	b := append(dst, `{"format":`...)
	b = append(b, strconv.Itoa(RecordFormat)...)
	b = append(b, `,"rule":`...)
	b = tree.AppendString(b, d.rule)
	b = append(b, `,"version":`...)
	b = strconv.AppendInt(b, int64(d.version), 10)
	b = append(b, `,"title":`...)
	b = appendText(b, d.title)
	if subject != nil {
		b = append(b, `,"subject":`...)
		b = append(b, subject...)
	}
	b = append(b, `,"parameters":`...)
	b = append(b, parameters...)
	b = append(b, `,"origins":[`...)
	for i := range d.origins {
		b = d.origins[i].append(comma(b, i))
	}
	b = append(b, ']')
	if len(d.notices) > 0 {
		b = append(b, `,"notices":`...)
		if b, err = appendJSON(b, d.notices); err != nil {
			return dst, none, err
		}
	}
	b = append(b, `,"facts":`...)
	from := len(b)
	if b, err = appendJSON(b, d.facts); err != nil {
		return dst, none, err
	}
	facts := b[from:]
	b = append(b, `,"answer":`...)
	from = len(b)
	if b, err = appendJSON(b, d.answer); err != nil {
		return dst, none, err
	}
	answer := b[from:]
	b = append(b, `,"steps":[`...)
	for i := range d.steps {
		b = d.steps[i].append(comma(b, i))
	}
	b = append(b, `],"clauses":[`...)
	for i := range d.clauses {
		b = d.clauses[i].append(comma(b, i))
	}
	b = append(b, ']')
	if !d.edition.IsZero() {
		b = append(b, `,"edition":`...)
		b = appendText(b, d.edition)
	}
	sums := digests(d.rule, d.version, parameters, facts, subject, b[len(dst):])
	b = append(b, `,"digests":{"parameters":"`...)
	b = append(b, sums.Parameters...)
	b = append(b, `","facts":"`...)
	b = append(b, sums.Facts...)
	b = append(b, `","decision":"`...)
	b = append(b, sums.Decision...)
	b = append(b, `","record":"`...)
	b = append(b, sums.Record...)
	b = append(b, `"}}`...)
	if err := tree.Fits(len(b) - len(dst)); err != nil {
		return dst, none, wrapped("record", err)
	}
	return b, written{answer, sums}, nil
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

func (o *Origin) append(b []byte) []byte {
	b = append(b, `{"path":`...)
	b = tree.AppendString(b, o.Path)
	b = append(b, `,"from":`...)
	b = tree.AppendString(b, string(o.From))
	b = appendField(b, "clause", o.Clause)
	b = appendField(b, "plan", o.Plan)
	b = appendField(b, "norm", o.Norm)
	b = appendField(b, "notice", o.Notice)
	b = appendField(b, "since", o.Since.String())
	b = appendField(b, "announced", o.Announced)
	return append(b, '}')
}

func (s *Step) append(b []byte) []byte {
	b = append(b, `{"id":`...)
	b = tree.AppendString(b, s.ID)
	if s.Item != 0 {
		b = append(b, `,"item":`...)
		b = strconv.AppendInt(b, int64(s.Item), 10)
	}
	b = append(b, `,"label":`...)
	b = appendText(b, s.Label)
	b = append(b, `,"formula":`...)
	b = tree.AppendString(b, s.Formula)
	b = append(b, `,"value":`...)
	b = tree.AppendString(b, s.Value)
	if !s.Shown.IsZero() {
		b = append(b, `,"shown":`...)
		b = appendText(b, s.Shown)
	}
	b = appendField(b, "clause", s.Clause)
	return append(b, '}')
}

func (c *Clause) append(b []byte) []byte {
	b = append(b, `{"id":`...)
	b = tree.AppendString(b, c.ID)
	b = appendField(b, "quote", c.Quote)
	b = append(b, `,"place":`...)
	b = appendText(b, c.Place)
	if c.OutsidePlan() {
		b = append(b, `,"norm":`...)
		b = appendText(b, c.Norm)
	}
	return append(b, '}')
}

// appendField writes a field of text that is left out when it is empty.
func appendField(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":`...)
	return tree.AppendString(b, value)
}

func appendText(b []byte, t Text) []byte {
	b = append(b, `{"zh":`...)
	b = tree.AppendString(b, t.ZH)
	b = append(b, `,"en":`...)
	b = tree.AppendString(b, t.EN)
	return append(b, '}')
}
