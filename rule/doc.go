// Package rule makes a calculation a value: written once, as one pure function,
// it can be evaluated fast, explained step by step, run over millions of cases,
// replayed from a record years later, tested from a table and listed in a
// rulebook.
//
// # A rule in one page
//
// An author gives [New] a [Definition]: an id, a version, a title, the clauses
// it rests on, and the kernel
//
//	func(p *P, in In, t *rule.Trace) (Out, error)
//
// P holds policy parameters (参数), In the facts of one case (事实), Out the
// answer. Steps are written through t, whose methods do nothing when it is nil:
// the fast answer and the explained one are the same code.
//
//	out, err := r.Eval(in)          // the answer; does not allocate
//	out, err = r.Under(p).Eval(in)  // the same rule, other parameters: what if
//	d, err := r.Explain(in)         // the answer with steps and clauses
//	outs, err := r.EvalAll(nil, in) // many cases
//	for out, err := range r.Each(ctx, seq, rule.Batch{Workers: 2}) { … } // any number
//
// A [Decision] marshals to a JSON record. [Catalog.Replay] takes the record,
// recomputes it from its parameters and facts, and reports every difference.
//
// # Errors
//
// What a rule refuses, it refuses with an [Error], or with [Errors] that name
// every bad field at once. Each has a stable [Code] to switch on and wraps a
// sentinel that [errors.Is] finds. Nothing is clamped, nothing missing is taken
// for zero, and no input makes a rule panic.
//
// # Tables
//
// Package ruletest runs a rule over a table of cases that opens in a
// spreadsheet; [Cells] reads facts from such a row.
package rule
