package cases_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// An auditor's own cases, against the rule; the third row expects what is not so.
func ExampleCheck() {
	table := `zh,in.care 护理型床位,in.total 床位总数,want.met 是否达标,want.shortfall
恰为55%,55,100,是,0
少一张,12649,23000,否,1
写错,12649,23000,TRUE,1
`
	results, err := cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader(table))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range results {
		fmt.Println(r.Case.Line, r.Case.ZH, len(r.Problems) == 0)
		for _, p := range r.Problems {
			fmt.Println("  ", p.ZH)
			fmt.Println("  ", p.EN)
		}
	}
	// Output:
	// 2 恰为55% true
	// 3 少一张 true
	// 4 写错 false
	//    want.met：重算为 false，表中为 TRUE
	//    want.met: false, want TRUE
}

func check(t *testing.T, rows ...string) []cases.Result {
	t.Helper()
	table := "zh,p.floor,in.care,in.total,want.met,want.shortfall,want.error,want.error.field,step.floor_count\n" + strings.Join(rows, "\n")
	table = strings.Replace(table, ",step.floor_count", "", 1)
	results, err := cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader(table))
	require.NoError(t, err)
	require.Len(t, results, len(rows))
	return results
}

func TestWhatDoesNotHoldIsSaidInBothLanguages(t *testing.T) {
	for row, want := range map[string]rule.Text{
		"a,,55,100,true,1,,":                  {ZH: "want.shortfall：重算为 0，表中为 1", EN: "want.shortfall: 0, want 1"},
		"a,60%,55,100,true,5,,":               {ZH: "want.met：重算为 false，表中为 true", EN: "want.met: false, want true"},
		"a,,101,100,true,,,":                  {ZH: "意外的错误：", EN: "unexpected error: "},
		"a,,1.5,100,true,,,":                  {ZH: "意外的错误：", EN: "unexpected error: "},
		"a,,55,,true,,,":                      {ZH: "意外的错误：", EN: "unexpected error: "},
		"a,,55,100,,,malformed,care":          {ZH: "没有错误，表中应为 malformed", EN: "no error, want code malformed"},
		"a,,101,100,,,malformed,care":         {ZH: "表中应为 malformed care", EN: "want code malformed at care"},
		"a,1.2,55,100,true,0,,":               {ZH: "意外的错误：", EN: "unexpected error: "},
		"a,,12345678901234567890,100,true,,,": {ZH: "意外的错误：", EN: "unexpected error: "},
	} {
		got := check(t, row)[0].Problems
		require.NotEmpty(t, got, row)
		assert.Contains(t, got[0].ZH, want.ZH, row)
		assert.Contains(t, got[0].EN, want.EN, row)
	}
}

// TestAnErrorHasNothingBesideIt: what is expected beside it would never be looked at.
func TestAnErrorHasNothingBesideIt(t *testing.T) {
	for _, c := range [][2]string{{"want.met", "true"}, {"step.met", "true"}} {
		_, err := cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader("in.care,in.total,"+c[0]+",want.error\n101,100,,range\n101,100,"+c[1]+",range\n"))
		require.ErrorIs(t, err, rule.Invalid)
		assert.Contains(t, err.Error(), "line 3 "+c[0])
		assert.Contains(t, err.Error(), "true")
	}
}

// TestOfSeveralErrorsTheFieldIsNamed: else a row for one passes on another.
func TestOfSeveralErrorsTheFieldIsNamed(t *testing.T) {
	for row, faults := range map[string]string{
		"a,,,,,,missing,": "missing at care, missing at total", "a,,,1.5,,,missing,": "missing at care, syntax at total",
	} {
		got := check(t, row)[0].Problems
		require.Len(t, got, 1, row)
		assert.Contains(t, got[0].EN, faults, row)
		assert.Contains(t, got[0].ZH, faults, row)
		assert.Contains(t, got[0].EN, "want.error.field", row)
	}
	for _, row := range []string{"a,,,,,,missing,total", "a,,,100,,,missing,"} {
		assert.Empty(t, check(t, row)[0].Problems, row)
	}
}

func TestARowThatHoldsHasItsRecord(t *testing.T) {
	got := check(t, "a,60%,60,100,TRUE,0,,", "a,,,100,,,missing,care")
	for _, r := range got {
		assert.Empty(t, r.Problems)
	}
	report, err := civilaffairs.Catalog().Replay(got[0].Record)
	require.NoError(t, err)
	assert.True(t, report.Holds())
	assert.Nil(t, got[1].Record)
	assert.ErrorIs(t, got[1].Refusal, rule.Missing)
}

func TestAnUnknownRuleOrTableIsAnError(t *testing.T) {
	_, err := cases.Check(civilaffairs.Catalog(), "eldercare.beds", strings.NewReader("in.n,want.n\n1,1\n"))
	assert.ErrorIs(t, err, rule.UnknownRule)
	_, err = cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader("in.n\n1\n"))
	assert.ErrorIs(t, err, rule.Missing)
}

// Every table of the module, read by nothing but the catalog, holds: what a typed test
// finds, an auditor finds from JSON.
func TestEveryTableHoldsFromTheCatalogAlone(t *testing.T) {
	catalog, rows := civilaffairs.Catalog(), 0
	for _, r := range catalog.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		f, err := os.Open(filepath.Join("..", "..", room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		results, err := cases.Check(catalog, r.ID(), f)
		_ = f.Close()
		require.NoError(t, err, r.ID())
		for _, res := range results {
			rows++
			assert.Empty(t, res.Problems, "%s line %d", r.ID(), res.Case.Line)
		}
	}
	assert.Greater(t, rows, 2300)
}
