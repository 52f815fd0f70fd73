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
	rec, err := recordedIn(record)
	if err != nil {
		return "", err
	}
	if _, err := c.rule(rec.rule); err != nil {
		return "", err
	}
	r, ok := c.at[edition{rec.rule, rec.version}]
	if !ok {
		return "", Errors{{Rule: rec.rule, Code: UnknownRule, Field: "version", Value: strconv.Itoa(rec.version), Reason: whyVersion}}
	}
	text, report, err := r.tell(rec, l)
	if err != nil {
		return "", err
	}
	if c.confirm(&report, &rec); report.Holds() {
		return text, nil
	}
	var f Errors
	for _, d := range report.Differences {
		f.put(Fault{Rule: rec.rule, Code: Invalid, Field: d.Path, Value: clip(d.Recorded), Reason: d.Reason})
	}
	return "", f
}

// replay recomputes a record of this rule from its parameters and facts alone.
func (r Rule[Policy, Facts, Answer]) replay(rec recorded) (Report, error) {
	_, report, err := r.replayed(rec)
	return report, err
}

// replayed is replay with the decision that was made again.
func (r Rule[Policy, Facts, Answer]) replayed(rec recorded) (Decision[Policy, Facts, Answer], Report, error) {
	report := Report{Rule: rec.rule, Version: rec.version, Decision: rec.decision}
	var d Decision[Policy, Facts, Answer]
	bound, err := r.boundTo(rec.parameters, rec.notices)
	if err != nil {
		return d, report, err
	}
	var in Facts
	facts, err := r.readFacts(&in, rec.facts)
	if err != nil {
		return d, report, err
	}
	if d, err = bound.Explain(in); err != nil {
		return d, report, err
	}
	if rec.subject != nil {
		if err := Unmarshal(rec.subject, &d.Subject); err != nil {
			return d, report, r.sch.named("", wrapped("subject", err))
		}
	}
	raw, parameters, err := bound.b.json()
	if err != nil {
		return d, report, wrapped("", err)
	}
	fresh, parts, err := d.write(make([]byte, 0, len(rec.raw)+256), raw)
	if err != nil {
		return d, report, wrapped("", err)
	}
	report.Recomputed = true
	if bytes.Equal(fresh, rec.raw) { // nearly every record: nothing has to be taken apart
		answer, err := tree.Parse(parts.answer)
		if err != nil {
			return d, report, wrapped("", err)
		}
		report.add(r.sch.evidence(parameters, facts, d.Steps).prove(answer)...)
		return d, report, nil
	}
	err = r.sch.compare(&report, rec.raw, fresh)
	return d, report, err
}

// tell is the text of a record's decision, made again, with the report of that.
func (r Rule[Policy, Facts, Answer]) tell(rec recorded, l Language) (string, Report, error) {
	d, report, err := r.replayed(rec)
	if err != nil || !report.Holds() {
		return "", report, err
	}
	return d.Text(l), report, nil
}
