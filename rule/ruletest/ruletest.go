package ruletest

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// Suite says with what a rule is tested beside its table.
type Suite[Policy, Facts any] struct {
	// Table is the table's file name; empty means <rule-id>.csv, the only one that is held against [Uncovered].
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
	t.Run("a second reckoning", func(t *testing.T) {
		problems, answered, slow, err := Second(r, s)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("%s: %s", r.ID(), p)
		}
		if testing.Verbose() {
			t.Logf("%s: %d cases, %d of them slowly, parameters varied %t", r.ID(), answered, slow, s.Policy != nil)
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
	if len(r.Info().Open) > 0 {
		t.Run("readings", func(t *testing.T) {
			rows, err := s.rows(os.DirFS("testdata"), r.ID())
			if err != nil {
				t.Fatal(err)
			}
			weighed(t, r, s, rows)
		})
	}
	if s.Table == "" {
		t.Run("coverage", func(t *testing.T) { coverage(t, r, os.DirFS("testdata")) })
	}
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
		out = append(out, Result{Line: c.Line, ZH: c.ZH, EN: c.EN, Problems: k.row(c)})
	}
	whole := Result{ZH: "整条规则与随机案例", EN: "the whole rule, and random cases"}
	if s.Random != nil {
		whole.Problems = k.random(s)
	}
	whole.Problems = append(whole.Problems, k.absent()...)
	whole.Problems = append(whole.Problems, k.edges()...)
	whole.Problems = append(whole.Problems, k.courses()...)
	whole.Problems = append(whole.Problems, k.nothing()...)
	return append(out, whole), nil
}

// rows reads the suite's table.
func (s *Suite[Policy, Facts]) rows(fsys fs.FS, id string) ([]cases.Case, error) {
	name := s.Table
	if name == "" {
		name = id + ".csv"
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := cases.Read(f)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		if c.ZH == "" || c.EN == "" || c.Clause == "" {
			return nil, rule.Errors{{Code: rule.Missing, Field: fmt.Sprintf("line %d", c.Line), Reason: rule.Text{
				ZH: "zh、en、clause三列必须填写", EN: "zh, en and clause must be filled in"}}}
		}
	}
	return list, nil
}

// drawn are the suite's random ones, the same whenever they are asked for: the rule under the
// parameters of each, and its facts; where the rule refuses the parameters, none were drawn.
func drawn[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], s *Suite[Policy, Facts]) iter.Seq2[rule.Rule[Policy, Facts, Answer], Facts] {
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
func bind[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], defaults []byte, c cases.Case) (under rule.Rule[Policy, Facts, Answer], in Facts, err error) {
	if len(c.Parameters) > 0 {
		var p Policy
		if err := c.Parameters.Bind(&p, defaults); err != nil {
			return r, in, err
		}
		r = r.Under(p)
	}
	if err := r.Err(); err != nil {
		return r, in, err
	}
	err = c.Facts.Bind(&in, nil)
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
func (k *tester[Policy, Facts, Answer]) row(c cases.Case) []string {
	r, in, err := bind(k.r, k.info.Defaults, c)
	var d rule.Decision[Policy, Facts, Answer]
	if err == nil {
		d, err = r.Explain(in)
		if problems := k.refusals(r, in, err); len(problems) > 0 {
			err = errors.New(strings.Join(problems, "; "))
		}
	}
	if p, over := c.Refusal(err); over {
		if p == (rule.Text{}) {
			return nil
		}
		return []string{p.EN}
	}
	problems := k.forms(r, d)
	answer, err := rule.Flatten(d.Answer)
	if err != nil {
		return append(problems, err.Error())
	}
	for _, p := range c.Differences(k.info, answer, d.Steps) {
		problems = append(problems, p.EN)
	}
	return problems
}

// random tries cases that nobody thought of.
func (k *tester[Policy, Facts, Answer]) random(s Suite[Policy, Facts]) []string {
	refused, answered := 0, 0
	for r, in := range drawn(k.r, &s) {
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
