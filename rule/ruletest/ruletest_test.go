package ruletest_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type factor struct {
	By int64 `json:"by"`
}

type number struct {
	N int64 `json:"n"`
}

var (
	clause  = rule.Clause{ID: "sample", Norm: rule.Text{EN: "Sample"}}
	termN   = rule.Term{ID: "n", Label: rule.Text{EN: "n"}}
	termBy  = rule.Term{ID: "by", Label: rule.Text{EN: "by"}}
	product = rule.Term{ID: "product", Label: rule.Text{EN: "product"}, Formula: "{n} × {by}"}
	dangles = rule.Term{ID: "product", Label: rule.Text{EN: "product"}, Formula: "{n} × {nobody}"}
)

func times(result *rule.Term) rule.Rule[factor, number, number] {
	return rule.MustNew(rule.Definition[factor, number, number]{
		ID: "sample.times", Version: 1, Title: rule.Text{EN: "Times"}, Basis: []rule.Clause{clause}, Defaults: &factor{By: 2},
		Kernel: func(p *factor, in number, t *rule.Trace) (number, error) {
			var f rule.Faults
			if f.CountUpTo("n", in.N, 100); f.Err() != nil {
				return number{}, f.Err()
			}
			t.Count(&termN, in.N)
			t.Count(&termBy, p.By)
			t.Count(result, in.N*p.By)
			return number{N: in.N * p.By}, nil
		},
	})
}

const head = "zh,en,clause,arithmetic,p.by,in.n,want.n,step.product,want.error,want.error.field\n"

func TestRunPassesAGoodTable(t *testing.T) {
	ruletest.RunFS(t, times(&product), fstest.MapFS{"times.csv": {Data: []byte("\uFEFF" + head +
		"二倍,twice,sample,3×2=6,,3,6,6,,\n" +
		"三倍,thrice,sample,3×3=9,3,3,9,,,\n" +
		"负数,negative,sample,,,-1,,,range,n\n" +
		"缺少,missing,sample,,,,,,missing,n\n")}}, "times.csv")
}

func TestCheckTellsWhatIsWrongWithACase(t *testing.T) {
	for row, problem := range map[string]string{
		"a,a,c,,,3,7,,,":        "want.n: 6, want 7",
		"a,a,c,,,3,,7,,":        "step.product: 6, want 7",
		"a,a,c,,,3,,,range,n":   "no error, want code range",
		"a,a,c,,,-1,6,,,":       "unexpected error",
		"a,a,c,,,-1,,,syntax,n": "want code syntax at n",
		"a,a,c,,,-1,,,range,m":  "want code range at m",
		"a,a,c,,x,3,6,,,":       "unexpected error",
	} {
		results, err := ruletest.Check(times(&product), strings.NewReader(head+row+"\n"))
		require.NoError(t, err, row)
		require.Len(t, results, 1)
		require.NotEmpty(t, results[0].Problems, row)
		assert.Contains(t, strings.Join(results[0].Problems, "\n"), problem, row)
		assert.Equal(t, 2, results[0].Line)
	}
}

type paid struct {
	Amount unit.Money `json:"amount"`
	Code   string     `json:"code"`
}

// TestWantedAmountsAreCompared: a spreadsheet saves 200.00 as 200, which is the
// same amount; a code made of digits is no number.
func TestWantedAmountsAreCompared(t *testing.T) {
	r := rule.MustNew(rule.Definition[factor, number, paid]{
		ID: "sample.paid", Version: 1, Title: rule.Text{EN: "Paid"}, Basis: []rule.Clause{clause}, Defaults: &factor{By: 2},
		Kernel: func(_ *factor, in number, _ *rule.Trace) (paid, error) {
			return paid{unit.Yuan(int32(in.N)), "007"}, nil
		},
	})
	for want, passes := range map[string]bool{
		"200,007": true, "200.00,007": true, "200.0,": true, " 200 ,": true,
		"200.01,": false, "201,": false, "2e2,": false, "x,": false, "200,7": false,
	} {
		results, err := ruletest.Check(r, strings.NewReader("zh,en,clause,in.n,want.amount,want.code\na,a,c,200,"+want+"\n"))
		require.NoError(t, err)
		assert.Equal(t, passes, len(results[0].Problems) == 0, "%s: %v", want, results[0].Problems)
	}
}

func TestCheckSeesAFormulaThatNamesNothing(t *testing.T) {
	results, err := ruletest.Check(times(&dangles), strings.NewReader(head+"a,a,c,,,3,6,,,\n"))
	require.NoError(t, err)
	assert.Contains(t, strings.Join(results[0].Problems, "\n"), `no step before it is "nobody"`)
}

func TestCheckRefusesATableThatCouldNotFail(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		want  error
	}{
		"empty":                  {"", rule.ErrMissing},
		"no rows":                {head, rule.ErrMissing},
		"unknown column":         {"zh,en,clause,wnat.n\na,a,c,1\n", rule.ErrUnknownField},
		"column twice":           {"zh,en,clause,want.n,want.n\na,a,c,1,1\n", rule.ErrDuplicate},
		"no clause column":       {"zh,en,want.n\na,a,1\n", rule.ErrMissing},
		"ragged":                 {head + "a,a\n", rule.ErrSyntax},
		"a byte order mark deep": {head + "a,a,c,,,\uFEFF3,6,,,\n", rule.ErrSyntax},
	} {
		_, err := ruletest.Check(times(&product), strings.NewReader(c.table))
		assert.ErrorIs(t, err, c.want, name)
	}
	for _, row := range []string{"a,a,c,,,3,,,,", ",a,c,,,3,6,,,", "a,,c,,,3,6,,,", "a,a,,,,3,6,,,"} {
		_, err := ruletest.Check(times(&product), strings.NewReader(head+row+"\n"))
		assert.ErrorContains(t, err, "line 2", row)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(head + "a,a,c,,,3,6,,,\n")
	f.Add("\uFEFF\uFEFF")
	f.Add(head + "a,a,c,,,３,6,,,\n")
	f.Fuzz(func(t *testing.T, table string) {
		results, err := ruletest.Check(times(&product), strings.NewReader(table))
		if err == nil && len(results) == 0 {
			t.Fatal("a table without a case passed")
		}
	})
}

func ExampleCheck() {
	table := "zh,en,clause,in.n,want.n\n三的二倍,twice three,sample,3,6\n三的二倍（误）,twice three (wrong),sample,3,7\n"
	results, err := ruletest.Check(times(&product), strings.NewReader(table))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range results {
		fmt.Println(r.Line, r.EN, r.Problems)
	}
	// Output:
	// 2 twice three []
	// 3 twice three (wrong) [want.n: 6, want 7]
}
