package rule

import (
	"maps"
	"reflect"
	"slices"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Definition 规则定义 is what an author writes: everything the module knows of a rule.
// [New] turns it into a [Rule].
//
// Policy holds policy parameters 政策参数, Facts the facts of one case 申报核对信息, Answer the
// answer 结论. All three are plain structs. Their tags say the rest, once:
//
//		Floor unit.Rate `json:"floor" zh:"占比下限" en:"floor" range:"(0,100%]"`
//
//	  - json names the field; omitzero makes it optional;
//	  - zh and en label it for a reader; "~" leaves its label out;
//	  - range bounds it, both ends included unless in round brackets, either end open; of a
//	    list it bounds how many items there are; in an answer it says what the rule ever gives: [Rule.Decide] tells
//	    of nothing beyond it, and [Decision.Verify] holds every decision to it;
//	  - oneof lists the only texts it may have, blanks between;
//	  - default is the text of a parameter that is left out, where the plan is silent: in a Go struct zero is left out, in
//	    JSON a zero that is given is refused, since it could not be told from that;
//	  - step, in an answer, names the step or given that the field shows, where that is not
//	    the field's own path;
//	  - due, in an answer, names the parameter that holds by the end of which year it is to be so:
//	    a reader of [Decision.Text] is told beside the field.
type Definition[Policy, Facts, Answer any] struct {
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
	Defaults *Policy
	// Sources say which clause sets which parameter. A clause is cited only while the
	// parameter has the value that the clause gives; see [Origin].
	Sources []Source
	// SourcesFor adds sources that depend on the parameters, for a rule whose parameters say
	// which row of a table they are. Each has its Value. Optional.
	SourcesFor func(p Policy) []Source
	// Check refuses parameters that contradict each other, after their tags were looked
	// at, and may complete them. It runs once for each set of parameters, never for each
	// case. Optional.
	Check func(p Policy) (Policy, error)
	// Steps are the terms that the kernel records, in an order in which each formula
	// names only parameters, facts and terms before it.
	Steps []*Term
	// Shown names, by the path of a field of the answer, the step or given that shows it,
	// for an answer type that several rules share and whose tags cannot tell: a step tag
	// says the same for one rule. Optional.
	Shown map[string]string
	// Units 单位 are those of fields of the answer, by path, as a person reads them behind a value: 张. Records have none.
	// Optional.
	Units map[string]Text
	// Outcome 结论项 is the path of the field of the answer that [Rule.Flip] asks about: a verdict, a choice or a number outside lists, that
	// a step shows. Empty stands for the first flag or choice there is, but for flags that are left out where they are false, which are
	// notes, as a [Given] flag is not; where there is none for the first number.
	Outcome string
	// Gaps 间断 are the facts and parameters, by path, "members[].age", of which the kernel may refuse a value between two that it
	// answers, all else the same, where neither a range nor a formula says so: a figure that must be whole. (That a figure of the answer would
	// have more decimals than it holds, the formulas say.) [Rule.Edges] then tells of
	// an answered segment that not each of its values was asked; of all others it takes it that what is answered at both ends is
	// answered between. ruletest tries values at random, and fails where one is missing here. Optional.
	Gaps []string
	// Never 不得 are conditions of which the kernel refuses each case where one holds, as formulas over parameters and facts:
	// "given({value}) and given({part})", "{year} > {target_year}". [Rule.Decide] then does not ask for what can only be refused, and bounds
	// facts and answers by what is left; it refuses a case that the kernel answers all the same, which ruletest tries. Optional.
	Never []string
	// Stands 给出条件 is, by the path of a field of the answer that a case can lack, or of what holds such fields, the condition under
	// which the answer has it and without which it has not, as a formula over parameters and facts: "given({urban_residents})".
	// Where several paths lead to a field all of theirs hold. [Rule.Decide] takes it that any open fact may decide whether a field is
	// there of which nothing is said here; ruletest tries what is said. Optional.
	Stands map[string]string
	// Always 恒成立 are comparisons of a step, on the left, with parameters, facts and steps before it, which hold in every case that the
	// kernel answers: "{sum} ≥ {total}", "{reached} ≤ max({base}, {target})"; of a code or a truth value by = alone. They say what the
	// step's own formula says only of all its names together. [Rule.Decide] bounds the step by them, and [Decision.Verify] holds every decision to them, at each
	// item of a list. Optional.
	Always []string
	// Open lists what the plan or a norm leaves open, and how the rule answers under each reading of it; see
	// [Rule.Readings]. Optional.
	Open []Open[Policy, Facts]
	// Kernel computes the answer: a pure function of its arguments that writes its steps
	// to t. It is the only definition of the rule; the fast answer, the explanation, bulk
	// runs and replay all call it. p is shared by every call and only read; in is the
	// kernel's own copy. For facts that cannot be it returns [Refused], or [Errors] of
	// its own where tags cannot say what is wrong; what they can is named with it.
	Kernel func(p *Policy, in Facts, t *Trace) (Answer, error)
	// KernelByRef is a kernel for facts too large to be copied for every case: it reads
	// them where they lie, and neither changes nor keeps them. (A kernel by reference
	// alone would make Eval allocate its facts for every small rule, since a pointer that
	// goes through a func value escapes.) Exactly one of the two is given.
	KernelByRef func(p *Policy, in *Facts, t *Trace) (Answer, error)
}

// Rule 规则 is a calculation as a value. It is immutable and safe for use by any number
// of goroutines: parameters are copied in and out. The zero Rule refuses every call with
// [NotWhole].
type Rule[Policy, Facts, Answer any] struct {
	def   *Definition[Policy, Facts, Answer]
	sch   *scheme
	boxes *sync.Pool // facts for KernelByRef, so that Eval need not allocate them
	b     *bound[Policy]
	fault error // why Eval refuses: no parameters yet, or bad ones
}

// bound is a set of parameters that a rule stands on, with what is derived from them
// when it is first asked for.
type bound[Policy any] struct {
	p Policy
	grounds
}

// grounds is what is derived from parameters of any type.
type grounds struct {
	writing sync.Once
	raw     []byte              // the parameters as JSON
	tree    any                 // and as a tree
	err     error               // that they do not marshal
	notices []Notice            // documents that give parameters
	given   []map[string]string // and what each gives, as texts by path
	tracing sync.Once
	origins []Origin
	kept    []Clause // sources whose value the parameters have
	struck  []Clause // and those whose value they do not have
	partial []Clause // of those kept, the ones that give another value to a further parameter
	bare    []*Term  // steps whose clause gives another value
}

// json gives the parameters as they are recorded.
func (b *bound[Policy]) json() ([]byte, any, error) {
	b.writing.Do(func() { b.write(b.p) })
	return b.raw, b.tree, b.err
}

func (g *grounds) write(p any) {
	if g.raw, g.err = appendJSON(nil, p); g.err == nil {
		g.tree, g.err = tree.Parse(g.raw)
	}
}

// New checks a definition and gives the rule, standing on its defaults if it has any. The
// error is of code [NotWhole] and names each thing that is missing or cannot be: an
// id or a clause, a field that is not exact (a float) or cannot be recorded (a
// function), a formula that names nothing or compares what cannot be compared, a field of
// the answer that no step shows, a source of no parameter.
func New[Policy, Facts, Answer any](d Definition[Policy, Facts, Answer]) (Rule[Policy, Facts, Answer], error) {
	var none Rule[Policy, Facts, Answer]
	d.Open = slices.Clone(d.Open)
	sch := &scheme{id: d.ID, version: d.Version, title: d.Title, asked: d.Outcome, gaps: slices.Clone(d.Gaps), barred: slices.Clone(d.Never), stood: maps.Clone(d.Stands), held: slices.Clone(d.Always), policyType: reflect.TypeFor[Policy](), factsType: reflect.TypeFor[Facts](), answerType: reflect.TypeFor[Answer]()}
	sch.own(&d.Basis, &d.Sources, &d.Steps, &d.Shown, &d.Units)
	if err := sch.define(d.Steps, d.Defaults != nil, (d.Kernel == nil) != (d.KernelByRef == nil), openInfo(d.Open)); err != nil {
		return none, err
	}
	r := Rule[Policy, Facts, Answer]{def: &d, sch: sch, boxes: &sync.Pool{New: func() any { return new(Facts) }}}
	if d.Defaults == nil {
		r.fault = sch.noParameters()
		return r, nil
	}
	r = r.Under(*d.Defaults)
	if r.fault != nil {
		return none, r.fault
	}
	raw, node, err := r.b.json()
	if err != nil {
		return none, sch.named(OfParameters, err)
	}
	sch.defaults, sch.defaultTree = raw, node
	sch.settleSources()
	return r, nil
}

// own copies what a definition lists, which its author may change afterwards.
func (s *scheme) own(basis *[]Clause, sources *[]Source, steps *[]*Term, shown *map[string]string, units *map[string]Text) {
	*basis, *sources, *steps = slices.Clone(*basis), slices.Clone(*sources), slices.Clone(*steps)
	*shown, *units = maps.Clone(*shown), maps.Clone(*units)
	s.basis, s.sources, s.shows, s.units, s.listed = *basis, *sources, *shown, *units, len(*steps)
}

// define reads a definition, or says what of it is missing or cannot be.
func (s *scheme) define(steps []*Term, defaults, oneKernel bool, open []QuestionInfo) error {
	var f Errors
	if !oneKernel {
		f.Add(NotWhole, "Kernel", "", Text{ZH: "Kernel与KernelByRef应恰给出一个", EN: "give exactly one of Kernel and KernelByRef"})
	}
	s.read(&f, steps, defaults)
	if s.open = open; len(f) == 0 {
		vetOpen(&f, s.open, s.answerType)
	}
	if err := f.Err(); err != nil {
		return s.named("", err)
	}
	return nil
}

func (s *scheme) noParameters() error {
	return Errors{{Rule: s.id, Code: NoParameters, Part: OfParameters, Reason: Text{
		ZH: "此规则的参数由调用方给出，规划没有全部规定：请给出政策参数",
		EN: "the parameters of this rule are the caller's, not all are set by the plan: give parameters",
	}}}
}

// MustNew is [New] for rules written as package variables. It panics if the definition
// is not whole.
func MustNew[Policy, Facts, Answer any](d Definition[Policy, Facts, Answer]) Rule[Policy, Facts, Answer] {
	r, err := New(d)
	if err != nil {
		panic(err)
	}
	return r
}

// Under gives the same rule with other parameters. Parameters that cannot be make every
// later call answer with the same error; [Rule.Err] shows it at once.
func (r Rule[Policy, Facts, Answer]) Under(p Policy) Rule[Policy, Facts, Answer] {
	if r.def == nil {
		return r
	}
	p = input(p)
	r.b, r.fault = &bound[Policy]{p: input(p)}, nil
	v := reflect.ValueOf(&r.b.p).Elem()
	f := r.sch.settle(v)
	if len(f) == 0 && r.def.Check != nil {
		checked, err := r.def.Check(r.b.p)
		if f.Wrap("", err); err == nil {
			r.b.p = input(checked)
			checkLimits(&f, "", r.sch.parameters, v)
		}
	}
	if len(f) > 0 {
		r.b.p, r.fault = p, r.sch.named(OfParameters, f)
	}
	return r
}

// settle fills in what parameters left out are, and looks at what they may be.
func (s *scheme) settle(v reflect.Value) Errors {
	fillDefaults(s.parameters, v)
	var f Errors
	checkLimits(&f, "", s.parameters, v)
	return f
}

// Err tells why the rule would refuse every case: it has no parameters yet, or bad ones.
// It is nil for a rule that is ready.
func (r Rule[Policy, Facts, Answer]) Err() error {
	if r.def == nil {
		return Errors{{Code: NotWhole, Reason: Text{ZH: "规则为零值，请用 rule.New 定义", EN: "the zero Rule: define it with rule.New"}}}
	}
	return r.fault
}

// ID gives the rule's id, "" for the zero Rule.
func (r Rule[Policy, Facts, Answer]) ID() string {
	if r.def == nil {
		return ""
	}
	return r.def.ID
}

// Version gives the rule's version, 0 for the zero Rule.
func (r Rule[Policy, Facts, Answer]) Version() int {
	if r.def == nil {
		return 0
	}
	return r.def.Version
}

// Parameters gives a copy of the parameters that the rule stands on, with defaults filled
// in and lists that were nil empty, or of those it refuses; the zero Policy if it was given
// none.
func (r Rule[Policy, Facts, Answer]) Parameters() Policy {
	if r.b == nil {
		var zero Policy
		return zero
	}
	return clone(r.b.p)
}

// Eval answers one case. It does not allocate when it succeeds. An error is an [Errors]
// that names the rule and each bad field.
func (r Rule[Policy, Facts, Answer]) Eval(in Facts) (Answer, error) {
	if r.def == nil || r.fault != nil {
		var zero Answer
		return zero, r.Err()
	}
	if r.def.Kernel != nil {
		out, err := r.def.Kernel(&r.b.p, in, nil)
		if err != nil {
			var zero Answer
			return zero, r.refused(err, in)
		}
		return out, nil
	}
	return r.evalByRef(in)
}

// evalByRef lends the kernel a copy of the facts that is used again.
func (r *Rule[Policy, Facts, Answer]) evalByRef(in Facts) (Answer, error) {
	box := r.boxes.Get().(*Facts)
	*box = in
	out, err := r.def.KernelByRef(&r.b.p, box, nil)
	var zero Facts
	*box = zero
	r.boxes.Put(box)
	if err != nil {
		var none Answer
		return none, r.refused(err, in)
	}
	return out, nil
}

// sourcesFor gives the sources that depend on the parameters.
func (r *Rule[Policy, Facts, Answer]) sourcesFor() []Source {
	if r.def.SourcesFor == nil {
		return nil
	}
	return r.def.SourcesFor(r.b.p)
}

// kernel runs whichever there is.
func (r *Rule[Policy, Facts, Answer]) kernel(in *Facts, t *Trace) (Answer, error) {
	if r.def.Kernel != nil {
		return r.def.Kernel(&r.b.p, *in, t)
	}
	return r.def.KernelByRef(&r.b.p, in, t)
}

// refused says why the kernel refused: what the tags of the facts say is wrong, and after it
// what the kernel itself found beside that.
func (r *Rule[Policy, Facts, Answer]) refused(err error, in Facts) error {
	return r.sch.refused(err, reflect.ValueOf(&in).Elem())
}

func (s *scheme) refused(err error, in reflect.Value) error {
	var f Errors
	checkLimits(&f, "", s.facts, in)
	if len(f) > 0 {
		f = s.named(OfFacts, f)
		if err == Refused {
			return f
		}
	}
	if err == Refused {
		f.Add(NotWhole, "", "", Text{
			ZH: "规则拒绝了这些信息，但各项均在允许范围内：请规则作者补充原因", EN: "the kernel refused facts that are all within their ranges: its author must say why"})
		return s.named(OfFacts, f)
	}
	for _, own := range s.named(OfFacts, err) { // it says more of a field than the tags do
		at := slices.IndexFunc(f, func(had Fault) bool { return had.Part == own.Part && had.Field == own.Field })
		if at < 0 {
			f.put(own)
		} else {
			f[at] = own
		}
	}
	return f
}
