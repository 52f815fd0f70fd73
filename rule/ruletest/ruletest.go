package ruletest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// Suite says with what a rule is tested beside its table.
type Suite[Policy, Facts any] struct {
	// Table is the table's file name; empty means <rule-id>.csv.
	Table string
	// Random makes facts, good ones and bad ones; nil for none.
	Random func(*rand.Rand) Facts
	// Policy makes parameters for the random cases; nil for the rule's own.
	Policy func(*rand.Rand) Policy
	// N is how many random cases there are; 0 means 2,000. With -short a tenth.
	N int
	// Seed of the random cases.
	Seed uint64
	// Allocates says that Eval may allocate, for a rule whose answer holds a list.
	Allocates bool
	// Equivalent lists wrong formulas that say the same for every case there can be, each as
	// "step: formula": no case could notice them, so none is asked for.
	Equivalent []string
}

// Result is what became of one row of a table, or of the random cases.
type Result struct {
	// Line is the line in the file at which the row begins, 0 for the random cases.
	Line int
	// ZH and EN say what the case shows.
	ZH, EN string
	// Problems lists what does not hold; empty if the case passes.
	Problems []string
}

// Test runs the suite over the table testdata/<rule-id>.csv, one subtest a row, and holds
// the rule against its golden records, testdata/<rule-id>.v<version>.jsonl, which
// go test -ruletest.golden writes for a version that has none. A table that cannot be read,
// or that has no row, fails the test.
func Test[Policy, Facts, Answer any](t *testing.T, r rule.Rule[Policy, Facts, Answer], s Suite[Policy, Facts]) {
	t.Helper()
	if testing.Short() && s.Random != nil {
		s.N = max(s.size()/10, 50)
	}
	results, err := Results(r, os.DirFS("testdata"), s)
	if err != nil {
		t.Fatalf("%s: %v", r.ID(), err)
	}
	for _, res := range results {
		t.Run(fmt.Sprintf("line %d %s", res.Line, res.EN), func(t *testing.T) {
			for _, p := range res.Problems {
				t.Errorf("%s line %d: %s", r.ID(), res.Line, p)
			}
		})
	}
	t.Run("wrong formulas", func(t *testing.T) {
		if testing.Short() {
			t.Skip("needs all the random cases")
		}
		survey, err := Mutants(r, os.DirFS("testdata"), s)
		if err != nil {
			t.Fatal(err)
		}
		for _, left := range survey.Survivors {
			if wrong, _, _ := strings.Cut(left, " instead of "); !slices.Contains(s.Equivalent, wrong) {
				t.Errorf("%s: no case notices a wrong formula: %s", r.ID(), left)
			}
		}
		for _, e := range s.Equivalent {
			if !slices.ContainsFunc(survey.Survivors, func(left string) bool { return strings.HasPrefix(left, e+" instead of ") }) {
				t.Errorf("%s: %s is noticed after all, or is no longer a mutant", r.ID(), e)
			}
		}
	})
	t.Run("partial facts", func(t *testing.T) {
		problems, _, err := Partial(r, os.DirFS("testdata"), s)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("%s: %s", r.ID(), p)
		}
	})
	t.Run("golden records", func(t *testing.T) { golden(t, r, s) })
}

// Check is [Test] outside a test, with the tables in fsys: nil, or an error that names
// every row that does not pass and why.
func Check[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], fsys fs.FS, s Suite[Policy, Facts]) error {
	results, err := Results(r, fsys, s)
	if err != nil {
		return err
	}
	var all []error
	for _, res := range results {
		for _, p := range res.Problems {
			all = append(all, fmt.Errorf("%s line %d (%s): %s", r.ID(), res.Line, res.EN, p))
		}
	}
	return errors.Join(all...)
}

var moreCases = flag.Int("ruletest.cases", 0, "how many random cases each rule is tested with; 0 means as many as its suite says")

func (s *Suite[Policy, Facts]) size() int {
	if *moreCases > 0 {
		return *moreCases
	}
	if s.N > 0 {
		return s.N
	}
	return 2_000
}

// Results tells what became of each row, and, last, of the random cases and of what holds
// for the rule as a whole.
func Results[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], fsys fs.FS, s Suite[Policy, Facts]) ([]Result, error) {
	rows, err := s.rows(fsys, r.ID())
	if err != nil {
		return nil, err
	}
	k, err := newTester(r, s.Allocates)
	if err != nil {
		return nil, err
	}
	var out []Result
	for _, c := range rows {
		out = append(out, Result{Line: c.line, ZH: c.zh, EN: c.en, Problems: k.row(c)})
	}
	whole := Result{ZH: "整条规则与随机案例", EN: "the whole rule, and random cases"}
	if s.Random != nil {
		whole.Problems = k.random(s)
	}
	whole.Problems = append(whole.Problems, k.absent()...)
	whole.Problems = append(whole.Problems, k.edges()...)
	whole.Problems = append(whole.Problems, k.nothing()...)
	return append(out, whole), nil
}

// rows reads the suite's table.
func (s *Suite[Policy, Facts]) rows(fsys fs.FS, id string) ([]row, error) {
	name := s.Table
	if name == "" {
		name = id + ".csv"
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return read(f)
}

// cases are the suite's random ones, the same whenever they are asked for: the rule under the
// parameters of each, and its facts; where the rule refuses the parameters, none were drawn.
func cases[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], s *Suite[Policy, Facts]) iter.Seq2[rule.Rule[Policy, Facts, Answer], Facts] {
	return func(yield func(rule.Rule[Policy, Facts, Answer], Facts) bool) {
		if s.Random == nil {
			return
		}
		rnd := rand.New(rand.NewPCG(s.Seed, 20211215))
		for range s.size() {
			under := r
			if s.Policy != nil {
				under = r.Under(s.Policy(rnd))
			}
			var in Facts
			if under.Err() == nil {
				in = s.Random(rnd)
			}
			if !yield(under, in) {
				return
			}
		}
	}
}

// bind gives the rule under the parameters of a row, and the row's facts.
func bind[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], defaults []byte, c row) (under rule.Rule[Policy, Facts, Answer], in Facts, err error) {
	if len(c.p) > 0 {
		var p Policy
		if err := c.p.Bind(&p, defaults); err != nil {
			return r, in, err
		}
		r = r.Under(p)
	}
	if err := r.Err(); err != nil {
		return r, in, err
	}
	err = c.in.Bind(&in, nil)
	return r, in, err
}

// tester holds what the cases of one rule share.
type tester[Policy, Facts, Answer any] struct {
	r         rule.Rule[Policy, Facts, Answer]
	info      rule.Info
	catalog   rule.Catalog
	allocates bool
	good      []goodCase[Policy, Facts] // some that were answered
}

// goodCase is facts under parameters.
type goodCase[Policy, Facts any] struct {
	under Policy
	facts Facts
}

// maxGood is how many good cases are tried with other facts.
const maxGood = 40

func newTester[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], allocates bool) (*tester[Policy, Facts, Answer], error) {
	catalog, err := rule.NewCatalog(r)
	if err != nil {
		return nil, err
	}
	return &tester[Policy, Facts, Answer]{r: r, info: r.Info(), catalog: catalog, allocates: allocates}, nil
}

// row carries out one row: parameters, facts, decision.
func (k *tester[Policy, Facts, Answer]) row(c row) []string {
	r, in, err := bind(k.r, k.info.Defaults, c)
	var d rule.Decision[Policy, Facts, Answer]
	if err == nil {
		d, err = r.Explain(in)
		if problems := k.refusals(r, in, err); len(problems) > 0 {
			err = errors.New(strings.Join(problems, "; "))
		}
	}
	if c.code != "" {
		return checkError(c, err)
	}
	if err != nil {
		return []string{"unexpected error: " + err.Error()}
	}
	problems := k.forms(r, d)
	answer, err := rule.Flatten(d.Answer)
	if err != nil {
		return append(problems, err.Error())
	}
	problems = append(problems, compare("want.", c.want, answer, k.answerKind, k.code)...)
	return append(problems, compare("step.", c.steps, stepCells(d.Steps), k.stepKind, func(_, text string) string { return text })...)
}

var item = regexp.MustCompile(`\[[0-9]+\]`)

func kindNamed(s string) formula.Kind {
	for _, k := range []formula.Kind{formula.Money, formula.Count, formula.Ratio, formula.Number, formula.Month, formula.Flag, formula.Choice, formula.Rounding} {
		if k.String() == s {
			return k
		}
	}
	return formula.Text
}

func (k *tester[Policy, Facts, Answer]) field(path string) *rule.Field {
	path = item.ReplaceAllString(path, "[]")
	for i := range k.info.Answer {
		if f := &k.info.Answer[i]; f.Path == path || strings.HasPrefix(path, f.Path+".") {
			return f
		}
	}
	return nil
}

func (k *tester[Policy, Facts, Answer]) answerKind(path string) formula.Kind {
	if f := k.field(path); f != nil {
		if kind := kindNamed(f.Kind); kind != formula.Text && f.Path == item.ReplaceAllString(path, "[]") {
			return kind
		}
	}
	return formula.Number
}

// code gives the code of a label: a table may say 农村.
func (k *tester[Policy, Facts, Answer]) code(path, text string) string {
	if f := k.field(path); f != nil {
		for _, c := range f.Choices {
			if c.Label.ZH == text || c.Label.EN == text {
				return c.Code
			}
		}
	}
	return text
}

func (k *tester[Policy, Facts, Answer]) stepKind(path string) formula.Kind {
	id := item.ReplaceAllString(path, "")
	for _, s := range k.info.Steps {
		if s.ID == id {
			return kindNamed(s.Kind)
		}
	}
	return formula.Text
}

func checkError(c row, err error) []string {
	if err == nil {
		return []string{"no error, want code " + c.code}
	}
	var codes []string
	for _, f := range rule.Faults(err) {
		if string(f.Code) == c.code && (c.field == "" || f.Field == c.field) {
			if f.Reason.ZH == "" || f.Reason.EN == "" {
				return []string{"the error lacks a language: " + f.In(rule.Chinese) + " / " + f.In(rule.English)}
			}
			return nil
		}
		codes = append(codes, string(f.Code)+" at "+f.Field)
	}
	return []string{fmt.Sprintf("error %q (%s), want code %s at %s", err, strings.Join(codes, ", "), c.code, c.field)}
}

// stepCells names steps by their id, those of a list's items with the item's
// number: income[1].
func stepCells(steps []rule.Step) rule.Cells {
	out := make(rule.Cells, 0, len(steps))
	for _, s := range steps {
		path := s.ID
		if s.Item > 0 {
			path = fmt.Sprintf("%s[%d]", s.ID, s.Item)
		}
		out = append(out, rule.Cell{Path: path, Text: s.Value})
	}
	return out
}

// refusals holds the forms against each other where facts are refused.
func (k *tester[Policy, Facts, Answer]) refusals(r rule.Rule[Policy, Facts, Answer], in Facts, want error) []string {
	var problems []string
	same := func(form string, err error) {
		switch {
		case (err == nil) != (want == nil), err != nil && err.Error() != want.Error():
			problems = append(problems, fmt.Sprintf("the forms disagree: %s gives %v, Explain %v", form, err, want))
		}
	}
	_, err := r.Eval(in)
	same("Eval", err)
	_, err = r.EvalAll(nil, []Facts{in})
	var rows rule.RowErrors
	if errors.As(err, &rows) && len(rows) == 1 {
		err = rows[0].Err
	}
	same("EvalAll", err)
	if want != nil {
		for _, f := range rule.Faults(want) {
			if f.Code == rule.NotWhole {
				problems = append(problems, "the kernel refuses what its ranges allow: "+f.String())
			}
			if f.Reason.ZH == "" || f.Reason.EN == "" {
				problems = append(problems, "an error lacks a language: "+f.String())
			}
		}
	}
	return problems
}

// forms holds the other forms of the rule against an explained answer.
func (k *tester[Policy, Facts, Answer]) forms(r rule.Rule[Policy, Facts, Answer], d rule.Decision[Policy, Facts, Answer]) []string {
	if len(k.good) < maxGood {
		k.good = append(k.good, goodCase[Policy, Facts]{d.Parameters, d.Facts})
	}
	var problems []string
	fail := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	want, err := json.Marshal(d.Answer)
	if err != nil {
		return []string{"the answer does not marshal: " + err.Error()}
	}
	before, err := json.Marshal(d.Parameters)
	if err != nil {
		return []string{"the parameters do not marshal: " + err.Error()}
	}
	facts, err := json.Marshal(d.Facts)
	if err != nil {
		return []string{"the facts do not marshal: " + err.Error()}
	}
	same := func(form string, out Answer, err error) {
		got, merr := json.Marshal(out)
		if err != nil || merr != nil || !bytes.Equal(got, want) {
			fail("%s gives %s (%v), Explain %s", form, got, errors.Join(err, merr), want)
		}
	}
	out, err := r.Eval(d.Facts)
	same("Eval", out, err)
	outs, err := r.EvalAll(nil, []Facts{d.Facts})
	if len(outs) == 1 {
		same("EvalAll", outs[0], err)
	} else {
		fail("EvalAll gives %d answers for one case", len(outs))
	}
	if err := d.Verify(); err != nil {
		fail("%v", err)
	}
	record, err := d.AppendJSON(nil)
	if err != nil {
		return append(problems, err.Error())
	}
	if viaJSON, err := json.Marshal(d); err != nil || !bytes.Equal(viaJSON, record) {
		fail("encoding/json writes another record (%v): %s", err, viaJSON)
	}
	report, err := k.catalog.Replay(record)
	if err != nil || !report.Holds() {
		fail("replay: %v", err)
		for _, diff := range report.Differences {
			fail("replay: %s", diff.In(rule.English))
		}
	}
	door, err := k.catalog.Explain(r.ID(), before, facts)
	if err != nil || !bytes.Equal(door, record) {
		fail("the JSON door gives another record (%v): %s", err, door)
	}
	var twin Facts
	if err := json.Unmarshal(facts, &twin); err != nil {
		fail("encoding/json does not read the facts it wrote: %v", err)
	} else if again, err := json.Marshal(twin); err != nil || !bytes.Equal(again, facts) {
		fail("facts change on the way through encoding/json (%v): %s, then %s", err, facts, again)
	}
	if after, err := json.Marshal(r.Parameters()); err != nil || !bytes.Equal(after, before) {
		fail("the kernel changed the parameters: %s, then %s", before, after)
	}
	if !k.allocates && !raced {
		in := d.Facts
		if n := testing.AllocsPerRun(20, func() { _, _ = r.Eval(in) }); n != 0 {
			fail("Eval allocates %v times", n)
		}
	}
	return problems
}

// random tries cases that nobody thought of.
func (k *tester[Policy, Facts, Answer]) random(s Suite[Policy, Facts]) []string {
	refused, answered := 0, 0
	for r, in := range cases(k.r, &s) {
		if r.Err() != nil {
			refused++
			continue
		}
		d, err := r.Explain(in)
		problems := k.refusals(r, in, err)
		if err != nil {
			refused++
		} else {
			answered++
			problems = append(problems, k.forms(r, d)...)
		}
		if len(problems) > 0 {
			raw, _ := json.Marshal(in) // only shown
			return append(problems, fmt.Sprintf("on the random case %s (%+v)", raw, in))
		}
	}
	if refused == 0 || answered == 0 {
		return []string{fmt.Sprintf("%d random cases answered, %d refused: make good ones and bad ones", answered, refused)}
	}
	return nil
}

// absent leaves out each field of a good case in turn: every decoder must refuse what the
// strict one refuses.
func (k *tester[Policy, Facts, Answer]) absent() []string {
	if len(k.good) == 0 {
		return []string{"no row of the table is answered"}
	}
	good := k.good[0]
	raw, err := json.Marshal(good.facts)
	if err != nil {
		return []string{err.Error()}
	}
	var problems []string
	for _, without := range lessOne(raw) {
		var strict, lax Facts
		if rule.Unmarshal(without, &strict) != nil && json.Unmarshal(without, &lax) == nil {
			if swallowed(&lax) {
				problems = append(problems, fmt.Sprintf("the facts' UnmarshalJSON reports no error and reads nothing: %s", without))
			} else if _, err := k.r.Under(good.under).Eval(lax); err == nil {
				problems = append(problems, fmt.Sprintf("encoding/json takes what is absent for zero, and the rule answers: %s (give the struct an UnmarshalJSON that calls rule.Unmarshal)", without))
			}
		}
	}
	raw, err = json.Marshal(good.under)
	if err != nil {
		return append(problems, err.Error())
	}
	for _, without := range lessOne(raw) {
		var strict, lax Policy
		if rule.Unmarshal(without, &strict) == nil || json.Unmarshal(without, &lax) != nil {
			continue
		}
		if swallowed(&lax) {
			problems = append(problems, fmt.Sprintf("the parameters' UnmarshalJSON reports no error and reads nothing: %s", without))
		} else if k.r.Under(lax).Err() == nil {
			problems = append(problems, fmt.Sprintf("encoding/json takes an absent parameter for zero, and the rule stands on it: %s (give the struct an UnmarshalJSON that calls rule.Unmarshal)", without))
		}
	}
	return problems
}

// swallowed reports whether a type's own UnmarshalJSON, which reported no error, left the value
// as it was.
func swallowed[T any](v *T) bool {
	_, own := any(v).(json.Unmarshaler)
	return own && reflect.ValueOf(v).Elem().IsZero()
}

// lessOne gives the text with each member of each object left out in turn, and each set to
// null.
func lessOne(raw []byte) [][]byte {
	var node any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&node) != nil {
		return nil
	}
	var out [][]byte
	var walk func(n any)
	emit := func() {
		if b, err := json.Marshal(node); err == nil {
			out = append(out, b)
		}
	}
	walk = func(n any) {
		switch x := n.(type) {
		case map[string]any:
			names := make([]string, 0, len(x))
			for name := range x {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				v := x[name]
				delete(x, name)
				emit()
				x[name] = nil
				emit()
				x[name] = v
				walk(v)
			}
		case []any:
			for _, v := range x {
				walk(v)
			}
		}
	}
	walk(node)
	return out
}

// Bench measures EvalAll over the cases and reports nanoseconds a case. Give it
// at least 100,000 random ones: a processor learns a few thousand by heart.
func Bench[Policy, Facts, Answer any](b *testing.B, r rule.Rule[Policy, Facts, Answer], cases []Facts) {
	b.Helper()
	dst := make([]Answer, 0, len(cases))
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, err = r.EvalAll(dst[:0], cases); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(cases)), "ns/case")
}

// BenchRandom is [Bench] over 100,000 random cases that the rule answers. It fails where hardly
// any is.
func BenchRandom[Policy, Facts, Answer any](b *testing.B, r rule.Rule[Policy, Facts, Answer], rnd *rand.Rand, random func(*rand.Rand) Facts) {
	b.Helper()
	cases := make([]Facts, 0, 100_000)
	for tries := 0; len(cases) < cap(cases); tries++ {
		if tries == 100*cap(cases) {
			b.Fatalf("%s answers only %d of %d random cases", r.ID(), len(cases), tries)
		}
		in := random(rnd)
		if _, err := r.Eval(in); err == nil {
			cases = append(cases, in)
		}
	}
	Bench(b, r, cases)
}
