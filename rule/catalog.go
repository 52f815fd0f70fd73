package rule

import "slices"

// Any is a rule of whatever parameters, facts and answer: what a catalog lists.
// Every [Rule] is one.
type Any interface {
	Info() Info
	replay(rec object) (Report, error)
}

// Catalog 规则目录 is a list of rules with unique ids, in the order given. It is
// immutable. The zero Catalog is empty.
type Catalog struct {
	rules []Any
	at    map[string]int
}

// NewCatalog lists rules. A nil or zero rule, or an id that stands twice, is an
// error.
func NewCatalog(rules ...Any) (Catalog, error) {
	var f Faults
	at := make(map[string]int, len(rules))
	for i, r := range rules {
		id := ""
		if r != nil {
			id = r.Info().ID
		}
		_, twice := at[id]
		switch {
		case id == "":
			f.Add(CodeDefinition, index("rules", i), "", Text{ZH: "规则为零值", EN: "the zero Rule"})
		case twice:
			f.Add(CodeDuplicate, index("rules", i), id, Text{ZH: "规则编号重复", EN: "the id of another rule"})
		}
		at[id] = i
	}
	if err := f.Err(); err != nil {
		return Catalog{}, err
	}
	return Catalog{rules: slices.Clone(rules), at: at}, nil
}

// Rules lists the rules in order.
func (c Catalog) Rules() []Any { return slices.Clone(c.rules) }

// Lookup finds a rule by its id.
func (c Catalog) Lookup(id string) (Any, bool) {
	i, ok := c.at[id]
	if !ok {
		return nil, false
	}
	return c.rules[i], true
}

// Replay 复核 recomputes one record from its parameters and facts and reports
// every difference: a changed answer, step or clause, a parameter or fact that
// no longer fits its digest, another version of the rule. It never trusts the
// record's own answer.
//
// A record that cannot be recomputed is an error: malformed JSON ([ErrSyntax]),
// a rule not in the catalog ([ErrUnknownRule]), parameters or facts that the
// rule refuses.
func (c Catalog) Replay(record []byte) (Report, error) {
	rec, err := recordOf(record)
	if err != nil {
		return Report{}, err
	}
	id := rec.text("rule")
	if id == "" {
		return Report{}, &Error{Code: CodeMissing, Field: "rule", Reason: NotGiven}
	}
	r, ok := c.Lookup(id)
	if !ok {
		return Report{Rule: id}, &Error{Code: CodeUnknownRule, Field: "rule", Value: clip(id), Reason: whyRule}
	}
	return r.replay(rec)
}
