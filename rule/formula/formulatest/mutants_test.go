package formulatest_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/formula/formulatest"
)

func TestEveryPlaceOfAFormulaIsChanged(t *testing.T) {
	for _, c := range []struct {
		text  string
		wants []string
	}{
		{"max({a} − {b}, 0)", []string{
			"min({a} − {b}, 0)", "{a} − {b}", "0", "max({a} + {b}, 0)", "max({a} × {b}, 0)", "max({a} ÷ {b}, 0)", "max({b} − {a}, 0)",
			"max({b} − {b}, 0)", "max({a} − {a}, 0)", "max({c} − {b}, 0)", "max({a} − {c}, 0)", "max({a} − {b}, 1)"}},
		{"least n: ({a} + n) ÷ {b} ≥ 55%", []string{
			"least n: ({a} + n) ÷ {b} > 55%", "least n: ({a} + n) ÷ {b} < 55%", "least n: ({a} + n) ÷ {b} ≥ 56%", "least n: ({a} + n) ÷ {b} ≥ 54%",
			"least n: {b} ÷ ({a} + n) ≥ 55%", "least n: ({a} + (n + 1)) ÷ {b} ≥ 55%", "least n: ({a} − n) ÷ {b} ≥ 55%", "least n: ({c} + n) ÷ {b} ≥ 55%"}},
		{"round({a} × 1.30, {c})", []string{"{a} × 1.30", "round({a} × 1.31, {c})", "round({a} × 1.29, {c})", "round({a} × 1.30, {a})"}},
		{"if({a} = 'x' and not {b} or {c} ≠ 'y', 1‰, 2)", []string{
			"if({a} = 'x' or not {b} or {c} ≠ 'y', 1‰, 2)", "if({a} = 'x' and not {b} and {c} ≠ 'y', 1‰, 2)", "if({a} = 'y' and not {b} or {c} ≠ 'y', 1‰, 2)",
			"if({a} = 'x' and {b} or {c} ≠ 'y', 1‰, 2)", "if({a} = 'x' and not {b} or {c} = 'y', 1‰, 2)", "if({a} = 'x' and not {b} or {c} ≠ 'y', 2, 1‰)",
			"1‰", "2", "if({a} = 'x' and not {b} or {c} ≠ 'y', 0‰, 2)"}},
		{"all(given({a})) and count({b}) > 3", []string{"any(given({a})) and count({b}) > 3", "all(not given({a})) and count({b}) > 3", "all(given({a})) and count({b}) + 1 > 3"}},
		{"max({a}, {b}, {c}) = true", []string{"max({b}, {c}) = true", "max({a}, {c}) = true", "max({a}, {b}) = true", "max({a}, {b}, {c}) = false"}},
	} {
		f := formula.MustParse(c.text)
		var got []string
		for _, m := range formulatest.Mutants(f, "c") {
			got = append(got, m.String())
		}
		for _, want := range c.wants {
			if !slices.Contains(got, want) {
				t.Errorf("%s: no mutant %s among %q", c.text, want, got)
			}
		}
		slices.Sort(got)
		if n := len(got); len(slices.Compact(got)) != n || slices.Contains(got, c.text) {
			t.Errorf("%s: a mutant stands twice, or is the formula: %q", c.text, got)
		}
		if f.String() != c.text {
			t.Errorf("%s was changed to %s", c.text, f)
		}
	}
}

type figures map[string]formula.Value

func (e figures) Value(name string, _ int) (formula.Value, bool) { v, ok := e[name]; return v, ok }
func (e figures) Len(string) int                                 { return -1 }

// Over a handful of environments every mutant of the household's allowance is refused,
// cannot be computed, or gives another value at least once.
func TestEveryMutantIsNoticedByAFewCases(t *testing.T) {
	f := formula.MustParse("round(max({standard} × {members} − {income}, 0), {rounding})")
	kinds := map[string]formula.Kind{"standard": formula.Money, "members": formula.Count, "income": formula.Money, "rounding": formula.Rounding, "property": formula.Money}
	scope := func(name string) (formula.Type, bool) { k, ok := kinds[name]; return formula.Type{Kind: k}, ok }
	var cases []figures
	for i := range int64(8) {
		cases = append(cases, figures{
			"standard": {Kind: formula.Money, Rat: big.NewRat(80001+i*7, 100)},
			"members":  {Kind: formula.Count, Rat: big.NewRat(1+i%4, 1)},
			"income":   {Kind: formula.Money, Rat: big.NewRat(50033*i*i, 300)},
			"property": {Kind: formula.Money, Rat: big.NewRat(900000, 100)},
			"rounding": {Kind: formula.Rounding, Text: []string{"up/yuan", "down/jiao"}[i%2]},
		})
	}
	for _, m := range formulatest.Mutants(f, "property") {
		if _, err := m.Check(scope); err != nil {
			continue
		}
		noticed := slices.ContainsFunc(cases, func(env figures) bool {
			right, err := f.Eval(env, 0)
			if err != nil {
				t.Fatal(err)
			}
			return m.Proves(env, 0, right) != nil
		})
		if !noticed {
			t.Errorf("%s lives", m)
		}
	}
}

func ExampleMutants() {
	for _, m := range formulatest.Mutants(formula.MustParse("{care} ÷ {total} ≥ 55%")) {
		fmt.Println(m)
	}
	// Output:
	// {care} ÷ {total} = 55%
	// {care} ÷ {total} ≠ 55%
	// {care} ÷ {total} < 55%
	// {care} ÷ {total} ≤ 55%
	// {care} ÷ {total} > 55%
	// {care} + {total} ≥ 55%
	// {care} − {total} ≥ 55%
	// {care} × {total} ≥ 55%
	// {total} ÷ {care} ≥ 55%
	// {total} ÷ {total} ≥ 55%
	// {care} ÷ {care} ≥ 55%
	// {care} ÷ {total} ≥ 56%
	// {care} ÷ {total} ≥ 54%
}
