package rule

import (
	"bytes"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Text 记录说明 tells a stored record to a person, as [Decision.Text] tells the decision that it is of: whoever has only the
// record has the whole explanation, of a rule of whatever types.
//
// The decision is made again, and told in the words of this version of the library, only if the record holds as
// [Catalog.Replay] sees it, collections of documents included: a record that was changed is never told with a digest that fits it. One that does not
// hold is an [Errors] of code [Invalid] that names each place, with the value recorded and the reason; other errors are those of
// Replay, and a version that the catalog does not have is [UnknownRule] at "version".
func (c Catalog) Text(record []byte, l Language) (string, error) {
	d, err := c.holding(record)
	if err != nil {
		return "", err
	}
	return d.text(l), nil
}

// Told 结论各项 is one field of an answer in a reader's words.
type Told struct {
	// Path is the field's place in the answer, with the number of a list's item: actual, members[0].amount.
	Path string `json:"path"`
	// Label is what it is called, and Text its value with its unit: 12649/23000 (≈54.996%), 1（张）.
	Label string `json:"label"`
	Text  string `json:"text"`
	// Remark says by the end of which year a verdict is due, in brackets; "" where the answer's field names no year.
	Remark string `json:"remark,omitzero"`
}

// Told 结论各项 gives the fields of a stored record's answer as [Catalog.Text] tells them, for a page or a table. Errors are
// those of Text.
func (c Catalog) Told(record []byte, l Language) ([]Told, error) {
	d, err := c.holding(record)
	if err != nil {
		return nil, err
	}
	w := teller{l: l}
	w.beside(d.parameters, d.answer)
	out := []Told{}
	for _, r := range w.answered(d.answer, d.parameters, d.sch) {
		if l == Chinese {
			r.text = multiples(r.text)
		}
		out = append(out, Told{r.path, r.label, r.text, r.remark})
	}
	return out, nil
}

// holding is the decision of a record that holds, made again.
func (c Catalog) holding(record []byte) (*account, error) {
	rec, err := recordedIn(record)
	if err != nil {
		return nil, err
	}
	if _, err := c.rule(rec.rule); err != nil {
		return nil, err
	}
	r, ok := c.at[edition{rec.rule, rec.version}]
	if !ok {
		return nil, Errors{{Rule: rec.rule, Code: UnknownRule, Field: "version", Value: strconv.Itoa(rec.version), Reason: whyVersion}}
	}
	d, report, err := replayed(r, &rec)
	if err != nil {
		return nil, err
	}
	if c.confirm(&report, d); report.Holds() {
		return d, nil
	}
	var f Errors
	for _, d := range report.Differences {
		f.put(Fault{Rule: rec.rule, Code: Invalid, Field: d.Path, Value: clip(d.Recorded), Reason: d.Reason})
	}
	return nil, f
}

// again makes the decision of a record again, from its parameters and facts alone, and gives
// the rule that it stands on, and the facts as a tree.
func again(r Any, rec *recorded) (d *account, bound Any, facts any, err error) {
	if bound, err = boundTo(r, rec.parameters, rec.notices); err != nil {
		return nil, nil, nil, err
	}
	in, facts, err := r.scheme().factsFrom(rec.facts)
	if err != nil {
		return nil, nil, nil, err
	}
	if d, err = bound.explainAny(in); err != nil {
		return nil, nil, nil, err
	}
	if rec.subject != nil {
		if err := Unmarshal(rec.subject, &d.subject); err != nil {
			return nil, nil, nil, r.scheme().named("", wrapped("subject", err))
		}
	}
	return d, bound, facts, nil
}

// replayed makes the decision of a record again, and holds the record against it.
func replayed(r Any, rec *recorded) (*account, Report, error) {
	report, s := Report{Rule: rec.rule, Version: rec.version, Decision: rec.decision}, r.scheme()
	d, bound, facts, err := again(r, rec)
	if err != nil {
		return nil, report, err
	}
	raw, parameters, err := bound.asJSON()
	if err != nil {
		return nil, report, err
	}
	fresh, parts, err := d.write(make([]byte, 0, len(rec.raw)), raw)
	if err != nil {
		return nil, report, wrapped("", err)
	}
	report.Recomputed = true
	if bytes.Equal(fresh, rec.raw) { // nearly every record: nothing has to be taken apart
		answer, err := tree.Parse(parts.answer)
		if err != nil { // an answer that writes itself may write more than one value
			return nil, report, wrapped("", err)
		}
		report.add(s.evidence(parameters, facts, d.steps).prove(answer)...)
		return d, report, nil
	}
	err = s.compare(&report, rec.raw, fresh)
	return d, report, err
}
