package rule

import "slices"

// Definition is what an author writes: everything the module knows of a rule.
// [New] turns it into a [Rule].
//
// P holds policy parameters 政策参数, In the facts of one case 事实, Out the
// answer. All three should be plain structs with json tags; the optional tags
// zh and en label a field for the reader of an explanation.
type Definition[P, In, Out any] struct {
	// ID is stable and unique: the package, a dot, the rule: "eldercare.care-beds",
	// in lower-case letters, digits and hyphens.
	ID string
	// Version rises by one whenever an answer can change. It starts at 1.
	Version int
	// Title names the rule in both languages.
	Title Text
	// Basis lists the clauses the rule rests on. At least one.
	Basis []Clause
	// Defaults are the plan's own parameters; nil when the plan leaves them to
	// the caller, who then sets them with [Rule.Under].
	Defaults *P
	// Check refuses parameters that cannot be and fills in documented defaults
	// for fields left zero. It runs once for each set of parameters, never for
	// each case. Optional.
	Check func(p P) (P, error)
	// Kernel computes the answer: a pure function of its arguments that writes
	// its steps to t. It is the only definition of the rule; the fast answer,
	// the explanation, bulk runs and replay all call it. p is shared by every
	// call and only read; in is the kernel's own copy.
	Kernel func(p *P, in In, t *Trace) (Out, error)
	// InPlace is the same kernel for facts too large to be copied for every case:
	// bulk runs then hand it each case where it lies, to be read and not kept. A
	// rule that has it writes its one definition so, and Kernel is the line that
	// forwards to it: return inPlace(p, &in, t). Optional.
	InPlace func(p *P, in *In, t *Trace) (Out, error)
}

// Rule 规则 is a calculation as a value. It is immutable and safe for use by
// any number of goroutines. The zero Rule refuses every call with
// [ErrDefinition].
type Rule[P, In, Out any] struct {
	def   *Definition[P, In, Out]
	p     *P
	fault error // why Eval refuses: no parameters yet, or bad ones
}

// New checks a definition and gives the rule, standing on its defaults if it
// has any. The error wraps [ErrDefinition] and names each thing that is missing,
// an id or a clause that is not as it must be, and each field of P, In and Out that
// is not exact (a float) or cannot be recorded (a function, a channel).
func New[P, In, Out any](d Definition[P, In, Out]) (Rule[P, In, Out], error) {
	var f Faults
	lack := func(missing bool, field string) {
		if missing {
			f.Add(CodeDefinition, field, "", NotGiven)
		}
	}
	lack(d.ID == "", "ID")
	lack(d.Version < 1, "Version")
	lack(d.Title.IsZero(), "Title")
	lack(len(d.Basis) == 0, "Basis")
	lack(d.Kernel == nil, "Kernel")
	d.vet(&f)
	if err := f.Err(); err != nil {
		return Rule[P, In, Out]{}, named(d.ID, err)
	}
	d.Basis = slices.Clone(d.Basis)
	r := Rule[P, In, Out]{def: &d}
	if d.Defaults == nil {
		r.fault = &Error{Rule: d.ID, Code: CodeNoParameters, Reason: Text{
			ZH: "规划未规定参数，请先用 Under 给出",
			EN: "the plan sets no parameters for this rule: give them with Under first",
		}}
		return r, nil
	}
	p := *d.Defaults
	d.Defaults = &p
	r = r.Under(p)
	return r, r.fault
}

// MustNew is [New] for rules written as package variables. It panics if the
// definition is not whole.
func MustNew[P, In, Out any](d Definition[P, In, Out]) Rule[P, In, Out] {
	r, err := New(d)
	if err != nil {
		panic(err)
	}
	return r
}

// Under gives the same rule with other parameters. Parameters that cannot be
// make every later call answer with the same error; [Rule.Err] shows it at
// once.
func (r Rule[P, In, Out]) Under(p P) Rule[P, In, Out] {
	if r.def == nil {
		return r
	}
	r.p, r.fault = &p, nil
	if r.def.Check != nil {
		checked, err := r.def.Check(p)
		if err != nil {
			r.fault = named(r.def.ID, err)
			return r
		}
		r.p = &checked
	}
	return r
}

// Err tells why the rule would refuse every case: it has no parameters yet, or
// bad ones. It is nil for a rule that is ready.
func (r Rule[P, In, Out]) Err() error {
	if r.def == nil {
		return &Error{Code: CodeDefinition, Reason: Text{
			ZH: "规则为零值，请用 rule.New 定义", EN: "the zero Rule: define it with rule.New"}}
	}
	return r.fault
}

// Parameters gives the parameters that the rule stands on, with defaults
// filled in, or those it refuses; the zero P if it was given none.
func (r Rule[P, In, Out]) Parameters() P {
	if r.p == nil {
		var zero P
		return zero
	}
	return *r.p
}

// Eval answers one case. It does not allocate when it succeeds. An error is an
// [*Error] or [Errors] that names the rule and each bad field.
func (r Rule[P, In, Out]) Eval(in In) (Out, error) {
	if r.def == nil || r.fault != nil {
		var zero Out
		return zero, r.Err()
	}
	out, err := r.def.Kernel(r.p, in, nil)
	if err != nil {
		var zero Out
		return zero, named(r.def.ID, err)
	}
	return out, nil
}

// Explain answers one case as [Rule.Eval] does, with every step and the clause
// it rests on. The answer is the same; if Eval fails, so does Explain, with the
// same error.
//
// The decision keeps in as it was given: if In holds a slice, do not change it
// while the decision is in use.
func (r Rule[P, In, Out]) Explain(in In) (Decision[P, In, Out], error) {
	if r.def == nil || r.fault != nil {
		return Decision[P, In, Out]{}, r.Err()
	}
	t := Trace{steps: make([]Step, 0, 16)}
	out, err := r.def.Kernel(r.p, in, &t)
	if err != nil {
		return Decision[P, In, Out]{}, named(r.def.ID, err)
	}
	clauses := slices.Clip(r.def.Basis)
	for _, c := range t.clauses {
		clauses = cite(clauses, c)
	}
	return Decision[P, In, Out]{
		Rule: r.def.ID, Version: r.def.Version, Title: r.def.Title,
		Parameters: *r.p, Facts: in, Answer: out,
		Steps: t.steps, Clauses: clauses,
	}, nil
}
