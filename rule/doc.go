// Package rule makes a calculation a value: written once, as one pure function, it can be
// evaluated fast, explained step by step, run over millions of cases, called by id from
// JSON, replayed from a record years later, tested from a table and listed in a rulebook.
//
// # A rule in one page
//
// An author gives [New] a [Definition]: an id, a version, a title, the clauses it rests on,
// its steps and the kernel
//
//	func(p *Policy, in Facts, t *rule.Trace) (Answer, error)
//
// Policy holds policy parameters 政策参数, Facts the facts of one case 申报核对信息, Answer the
// answer 结论. Their struct tags say what each field is called, what it may be and what it is
// when left out. Steps are written through t, whose methods do nothing when it is nil: the
// fast answer and the explained one are the same code.
//
//	out, err := r.Eval(in)          // the answer; does not allocate
//	out, err = r.Under(p).Eval(in)  // the same rule, other parameters: what if
//	d, err := r.Explain(in)         // the answer with steps and clauses
//	outs, err := r.EvalAll(nil, in) // many cases
//	cs, err := r.Readings(in)       // the answer under each reading of what is left open
//	ws, err := r.Weigh(seq)         // and what each open question decides over many
//	for out, err := range r.Each(ctx, seq, rule.Batch{Workers: 2}) { … } // any number
//	for out, err := range rule.EachFunc(ctx, seq, b, decide) { … }       // each by its own rule
//
// # What is printed is proved
//
// Each step has a formula in the grammar of package formula, over parameters and facts by
// their paths and over steps before it; each field of an answer is a step. New refuses a
// formula that means nothing. [Decision.Verify], every replay and every test compute the
// formulas again, exactly, by code that shares nothing with the kernel.
//
// Whose a parameter is, is derived and not claimed: see [Origin]. A clause that gives a
// figure is cited only beside that figure, and so is a published document that parameters were
// taken from ([Rule.UnderNotice]); package dated keeps such documents by month and area.
//
// # What is left open
//
// Where the plan or a norm can be read in more than one way, the definition says how ([Open]): by other parameters, or
// by what is counted of the facts. [Rule.Readings] and [Catalog.Readings] answer under each, and tell whether they
// agree; [Rule.Weigh] sums over a population how many cases and how much money a year each question decides. A
// [Question] does the same where the readings are several rules. The text of a decision that depends on a reading says so;
// its record does not change.
//
// # Records
//
// A [Decision] marshals to a JSON record; docs/record.md of the module promises what of it
// stays readable. [Catalog.Replay] recomputes it from its parameters and facts, by the
// version of the rule that it names, and reports every difference. A list of records is held
// together by a [Seal].
//
// # From JSON
//
// [Catalog.Eval] and [Catalog.Explain] answer by any rule of a catalog by its id;
// [Info.Schema] describes what it reads as a JSON Schema.
//
// # Errors
//
// What a rule refuses, it refuses with [Errors] that name every bad field at once, by path
// and in words, with a stable [Code] each that [errors.Is] finds, in both languages. Nothing
// is clamped, nothing missing is taken for zero, and no input makes a rule panic.
//
// # Tables
//
// Package ruletest runs a rule over a table of cases that opens in a spreadsheet, with all
// that should hold of any rule; [Cells] reads facts from such a row.
package rule
