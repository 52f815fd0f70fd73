package rule

import (
	"bytes"
	"errors"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Catalog 规则目录 is a list of rules, in the order given, in which every id and version
// stands once: records of an old version are recomputed by it. It is immutable. The zero
// Catalog is empty.
type Catalog struct {
	rules  []Any
	newest map[string]Any
	at     map[edition]Any

	gazettes []Gazette
}

// edition is a rule's id and version.
type edition struct {
	id      string
	version int
}

// NewCatalog lists rules. A nil or zero rule, or an id and version that stand twice, is an
// error.
func NewCatalog(rules ...Any) (Catalog, error) {
	var f Errors
	c := Catalog{rules: slices.Clone(rules), newest: make(map[string]Any, len(rules)), at: make(map[edition]Any, len(rules))}
	for i, r := range rules {
		where := tree.Index("rules", i)
		if r == nil || r.ID() == "" {
			f.Add(NotWhole, where, "", Text{ZH: "规则为零值", EN: "the zero Rule"})
			continue
		}
		if err := r.Err(); err != nil && !errors.Is(err, NoParameters) {
			f.Wrap(where, err)
			continue
		}
		key := edition{r.ID(), r.Version()}
		if _, twice := c.at[key]; twice {
			f.Add(Duplicate, where, key.id+" "+strconv.Itoa(key.version), Text{ZH: "规则编号和版本重复", EN: "the id and version of another rule"})
		}
		c.at[key] = r
		if had, ok := c.newest[key.id]; !ok || had.Version() < key.version {
			c.newest[key.id] = r
		}
	}
	if err := f.Err(); err != nil {
		return Catalog{}, err
	}
	return c, nil
}

// Rules lists the rules in order, every version of each.
func (c Catalog) Rules() []Any { return slices.Clone(c.rules) }

// Lookup finds the newest version of a rule by its id.
func (c Catalog) Lookup(id string) (Any, bool) {
	r, ok := c.newest[id]
	return r, ok
}

func (c Catalog) rule(id string) (Any, error) {
	r, ok := c.Lookup(id)
	if !ok {
		return nil, Errors{{Code: UnknownRule, Field: "rule", Value: clip(id), Reason: c.unknown(id)}}
	}
	return r, nil
}

// Eval 计算 answers one case of any rule by its id, from JSON to JSON. parameters may be nil,
// for those that the rule stands on, the plan's own unless it was put under others, or an
// object that leaves out those that stay as they are.
//
// Errors are [Errors] that say whether a parameter or a fact is meant, by path and label;
// an id that is not in the catalog is [UnknownRule], with the ids that may have been meant.
func (c Catalog) Eval(id string, parameters, facts []byte) (answer []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	return evalJSON(r, parameters, facts)
}

// Explain 计算并说明 answers as [Catalog.Eval] does, with the whole record of the decision, the
// same bytes that the rule's own Explain gives.
func (c Catalog) Explain(id string, parameters, facts []byte) (record []byte, err error) {
	return c.ExplainFor(Subject{}, id, parameters, facts)
}

// ExplainFor is [Catalog.Explain] for a decision about a subject; see [Decision.For].
func (c Catalog) ExplainFor(s Subject, id string, parameters, facts []byte) (record []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	return explainJSON(r, parameters, nil, facts, s)
}

// FromCells 表格转为JSON gives a row of a table as the JSON that [Catalog.Eval] and the others read:
// parameters over those that the rule stands on, nil where there are no cells for them, and
// facts as they are. Cells name fields by path; see [Cells.Bind]. What a cell may be is
// looked at when the rule reads it; here the error is that of a path that cannot be or
// stands twice, or of a text that is not UTF-8.
func (c Catalog) FromCells(id string, parameters, facts Cells) (p, in []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, nil, err
	}
	return cellsJSON(r, parameters, facts)
}

// ExplainCells is [Catalog.Explain] of a row of a table.
func (c Catalog) ExplainCells(id string, parameters, facts Cells) (record []byte, err error) {
	p, in, err := c.FromCells(id, parameters, facts)
	if err != nil {
		return nil, err
	}
	return c.Explain(id, p, in)
}

// Replay 复核 recomputes one record from its parameters and facts, by the version of the rule
// that it names, and reports every difference: a changed answer, step, clause or origin, a
// parameter or fact that no longer fits its digest, a formula that does not hold. It never
// trusts the record's own answer. What is only worded otherwise is told apart, and where
// the catalog has a newer version of the rule, the report adds what that one gives.
//
// A record of a version that the catalog does not have is called that: it is reported with
// the one difference, "version", and does not hold. A record that cannot be read is an
// error: malformed JSON ([Syntax]), a rule not in the catalog ([UnknownRule]), parameters
// or facts that the rule refuses.
//
// A record whose parameters are from published documents is held against them where the
// catalog was given a collection; see [Catalog.WithGazettes].
func (c Catalog) Replay(record []byte) (Report, error) {
	rec, err := recordedIn(record)
	report := Report{Rule: rec.rule, Version: rec.version, Decision: rec.decision}
	if err != nil {
		return report, err
	}
	newest, err := c.rule(rec.rule)
	if err != nil {
		return report, err
	}
	if r, ok := c.at[edition{rec.rule, rec.version}]; ok {
		var d *account
		if d, report, err = replayed(r, &rec); err != nil {
			return report, err
		}
		c.confirm(&report, d)
	} else {
		report.Differences = []Difference{{
			Path: "version", Recorded: strconv.Itoa(rec.version), Recomputed: strconv.Itoa(newest.Version()),
			Reason: whyVersion,
		}}
	}
	if newest.Version() != rec.version {
		report.Today = today(newest, rec)
	}
	return report, nil
}

func today(r Any, rec recorded) *Today {
	t := &Today{Version: r.Version()}
	if answer, err := evalJSON(r, rec.parameters, rec.facts); err != nil {
		t.Refusal = Faults(err)
	} else {
		o, _ := tree.Parse(rec.raw) // a record that was read
		had, _ := find(o, "answer")
		t.Answer, t.Same = answer, bytes.Equal(tree.Append(nil, had), answer)
	}
	return t
}
