package rule

import "slices"

// Explain answers one case as [Rule.Eval] does, with every step and the clause it rests
// on. The answer is the same; if Eval fails, so does Explain, with the same error.
func (r Rule[Policy, Facts, Answer]) Explain(in Facts) (Decision[Policy, Facts, Answer], error) {
	var a account
	in, out, err := r.explained(&a, in)
	if err != nil {
		return Decision[Policy, Facts, Answer]{}, err
	}
	return Decision[Policy, Facts, Answer]{
		Rule: a.rule, Version: a.version, Title: a.title, Parameters: r.Parameters(), Origins: a.origins, Notices: a.notices, Facts: in, Answer: out,
		Steps: a.steps, Clauses: a.clauses, Edition: a.edition, sch: r.sch, def: r.def,
	}, nil
}

// explained answers one case: it fills in the account of it but for the parts of the rule's own types, and gives of those the
// facts, as the kernel had them, and the answer.
func (r *Rule[Policy, Facts, Answer]) explained(a *account, in Facts) (Facts, Answer, error) {
	var none Answer
	if r.def == nil || r.fault != nil {
		return in, none, r.Err()
	}
	in = input(in)
	t := r.trace()
	out, err := r.kernel(&in, &t)
	if err != nil {
		return in, none, r.refused(err, in)
	}
	r.sch.account(a, &r.b.grounds, &t)
	return in, clone(out), nil
}

// account fills in of a case what is of no rule's own type.
func (s *scheme) account(a *account, g *grounds, t *Trace) {
	*a = account{rule: s.id, version: s.version, title: s.title, origins: slices.Clone(g.origins), notices: cloneNotices(g.notices), steps: t.steps, sch: s}
	a.clauses, a.edition = s.cited(t, g)
}

// cited lists the clauses that a decision rests on, and the text that they are read from.
func (s *scheme) cited(t *Trace, g *grounds) (out []Clause, edition Text) {
	for i, c := range s.basis {
		if slices.Contains(g.struck, c) || s.rested[i] && !slices.Contains(t.clauses, c) {
			continue // another value, or a step that this case did not take
		}
		out = cite(out, c)
	}
	for _, c := range t.clauses {
		out = cite(out, c)
	}
	for _, c := range g.kept { // what gives a parameter is told whole too, where it was used
		told := func(had Clause) bool { return had.ID == c.ID }
		if !slices.Contains(s.basis, c) && !slices.ContainsFunc(out, told) {
			out = append(out, c)
		}
	}
	for i := range out {
		if slices.Contains(g.partial, out[i]) { // the words that hold all its figures are not the decision's
			out[i].Quote = ""
		}
	}
	for i := range out {
		if edition = out[i].Edition; !edition.IsZero() {
			break
		}
	}
	return out, edition
}

// trace is an empty one that knows which clauses the parameters do not have.
func (r *Rule[Policy, Facts, Answer]) trace() Trace {
	return r.b.trace(r.sch, func() (any, []Source, error) {
		_, node, err := r.b.json()
		return node, r.sourcesFor(), err
	})
}

func (g *grounds) trace(s *scheme, parameters func() (any, []Source, error)) Trace {
	g.tracing.Do(func() {
		if node, more, err := parameters(); err == nil { // such parameters make no record either
			g.origins, g.kept, g.struck, g.partial, g.bare = s.originsOf(node, more, g.notices, g.given)
		}
	})
	return Trace{steps: make([]Step, 0, s.listed), owned: s.owned, bare: g.bare}
}
