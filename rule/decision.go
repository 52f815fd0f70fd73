package rule

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
)

// Decision 决定记录 is an answer with everything it rests on: the rule and its
// version, the parameters, the facts, every step and the clauses. It is
// deterministic: the same rule, parameters and facts give the same bytes, on
// any day and any machine.
//
// It marshals to a record that [Catalog.Replay] recomputes.
type Decision[P, In, Out any] struct {
	Rule       string
	Version    int
	Title      Text
	Parameters P
	Facts      In
	Answer     Out
	Steps      []Step
	Clauses    []Clause
}

// Digests 摘要 are SHA-256 sums in hexadecimal. They show which part of a record
// was altered; they are no signature, since anyone can recompute them.
type Digests struct {
	// Parameters and Facts are the sums of those parts' JSON.
	Parameters string `json:"parameters"`
	Facts      string `json:"facts"`
	// Decision is the sum over the rule's id and version and the two sums
	// above: the identity of the decision.
	Decision string `json:"decision"`
}

// JSONAppender is implemented by facts, parameters or answers that write their
// own JSON, for bulk runs that record every decision. The text must equal
// what encoding/json would write.
type JSONAppender interface {
	AppendJSON(dst []byte) ([]byte, error)
}

// appendJSON writes v as JSON.
func appendJSON(dst []byte, v any) ([]byte, error) {
	if a, ok := v.(JSONAppender); ok {
		return a.AppendJSON(dst)
	}
	raw, err := json.Marshal(v)
	return append(dst, raw...), err
}

// digests sums the two parts and the decision. The identity is a sum over sums,
// so that a bulk run hashes its parameters once.
func digests(rule string, version int, parameters, facts []byte) Digests {
	p, f := sha256.Sum256(parameters), sha256.Sum256(facts)
	d := identity(rule, version, p, f)
	return Digests{
		Parameters: hex.EncodeToString(p[:]),
		Facts:      hex.EncodeToString(f[:]),
		Decision:   hex.EncodeToString(d[:]),
	}
}

func identity(rule string, version int, parameters, facts [sha256.Size]byte) [sha256.Size]byte {
	var buf [256]byte
	b := append(buf[:0], rule...)
	b = append(b, '\n')
	b = strconv.AppendInt(b, int64(version), 10)
	b = append(b, '\n')
	b = append(b, parameters[:]...)
	b = append(b, facts[:]...)
	return sha256.Sum256(b)
}

// Digests sums the decision's parameters and facts. An error means that they do
// not marshal to JSON.
func (d Decision[P, In, Out]) Digests() (Digests, error) {
	p, err := appendJSON(nil, d.Parameters)
	if err != nil {
		return Digests{}, err
	}
	f, err := appendJSON(nil, d.Facts)
	if err != nil {
		return Digests{}, err
	}
	return digests(d.Rule, d.Version, p, f), nil
}

// MarshalJSON writes the record. [Decision.AppendJSON] writes the same bytes,
// sooner: encoding/json reads again whatever a MarshalJSON gives it.
func (d Decision[P, In, Out]) MarshalJSON() ([]byte, error) {
	return d.AppendJSON(make([]byte, 0, 1024+256*len(d.Steps)))
}

// AppendJSON appends the record to dst.
func (d Decision[P, In, Out]) AppendJSON(dst []byte) ([]byte, error) {
	var err error
	b := dst
	b = append(b, `{"rule":`...)
	b = appendString(b, d.Rule)
	b = append(b, `,"version":`...)
	b = strconv.AppendInt(b, int64(d.Version), 10)
	b = append(b, `,"title":`...)
	b = appendText(b, d.Title)
	b = append(b, `,"parameters":`...)
	from := len(b)
	if b, err = appendJSON(b, d.Parameters); err != nil {
		return dst, err
	}
	parameters := b[from:]
	b = append(b, `,"facts":`...)
	from = len(b)
	if b, err = appendJSON(b, d.Facts); err != nil {
		return dst, err
	}
	sums := digests(d.Rule, d.Version, parameters, b[from:])
	b = append(b, `,"answer":`...)
	if b, err = appendJSON(b, d.Answer); err != nil {
		return dst, err
	}
	b = append(b, `,"steps":[`...)
	for i := range d.Steps {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.Steps[i].append(b)
	}
	b = append(b, `],"clauses":[`...)
	for i := range d.Clauses {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.Clauses[i].append(b)
	}
	b = append(b, `],"digests":{"parameters":`...)
	b = appendString(b, sums.Parameters)
	b = append(b, `,"facts":`...)
	b = appendString(b, sums.Facts)
	b = append(b, `,"decision":`...)
	b = appendString(b, sums.Decision)
	return append(b, "}}"...), nil
}

func (s *Step) append(b []byte) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, s.ID)
	if s.Item != 0 {
		b = append(b, `,"item":`...)
		b = strconv.AppendInt(b, int64(s.Item), 10)
	}
	b = append(b, `,"label":`...)
	b = appendText(b, s.Label)
	if s.Formula != "" {
		b = append(b, `,"formula":`...)
		b = appendString(b, s.Formula)
	}
	b = append(b, `,"value":`...)
	b = appendString(b, s.Value)
	if !s.Shown.IsZero() {
		b = append(b, `,"shown":`...)
		b = appendText(b, s.Shown)
	}
	if s.Clause != "" {
		b = append(b, `,"clause":`...)
		b = appendString(b, s.Clause)
	}
	return append(b, '}')
}

func (c *Clause) append(b []byte) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, c.ID)
	if c.Quote != "" {
		b = append(b, `,"quote":`...)
		b = appendString(b, c.Quote)
	}
	b = append(b, `,"place":`...)
	b = appendText(b, c.Place)
	if c.OutsidePlan() {
		b = append(b, `,"norm":`...)
		b = appendText(b, c.Norm)
	}
	return append(b, '}')
}

func appendText(b []byte, t Text) []byte {
	b = append(b, `{"zh":`...)
	b = appendString(b, t.ZH)
	b = append(b, `,"en":`...)
	b = appendString(b, t.EN)
	return append(b, '}')
}

// appendString writes a JSON string as encoding/json does. Text that needs no
// escape, nearly all of it, is copied.
func appendString(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		// 0xE2 begins U+2028 and U+2029, which encoding/json escapes; 0xEF
		// begins U+FFFD, which may stand for bytes that are not UTF-8.
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7f || c == 0xE2 || c > 0xEF || c == 0xC0 {
			raw, err := json.Marshal(s)
			if err != nil { // a string always marshals
				raw = []byte(`""`)
			}
			return append(b, raw...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
