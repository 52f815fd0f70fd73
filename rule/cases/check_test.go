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
	//    want.met：重算为 否，表中为 TRUE
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
		"a,60%,55,100,true,5,,":               {ZH: "want.met：重算为 否，表中为 true", EN: "want.met: false, want true"},
		"a,,101,100,true,,,":                  {ZH: "规则不予计算：", EN: "the rule refuses the case: "},
		"a,,1.5,100,true,,,":                  {ZH: "规则不予计算：", EN: "the rule refuses the case: "},
		"a,,55,,true,,,":                      {ZH: "规则不予计算：", EN: "the rule refuses the case: "},
		"a,,55,100,,,malformed,care":          {ZH: "没有错误，表中应为代码 malformed", EN: "no error, want code malformed"},
		"a,,101,100,,,malformed,care":         {ZH: "（代码 range，字段 care），表中应为代码 malformed，字段 care", EN: "want code malformed at care"},
		"a,1.2,55,100,true,0,,":               {ZH: "规则不予计算：", EN: "the rule refuses the case: "},
		"a,,12345678901234567890,100,true,,,": {ZH: "规则不予计算：", EN: "the rule refuses the case: "},
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
		table := "in.care,in.total," + c[0] + ",want.error\n101,100,,range\n101,100," + c[1] + ",range\n"
		_, err := cases.Read(strings.NewReader(table))
		require.ErrorIs(t, err, rule.Invalid)
		assert.Contains(t, err.Error(), "line 3 "+c[0])
		assert.Contains(t, err.Error(), "true")
		results, err := cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader(table))
		require.NoError(t, err)
		assert.Empty(t, results[0].Problems)
		require.Len(t, results[1].Problems, 1)
		assert.Contains(t, results[1].Problems[0].ZH, "写了want.error就没有结论和步骤")
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
		assert.Contains(t, got[0].ZH, "有2处错误（代码 missing，字段 care；", row)
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

func own(t *testing.T, table string) []cases.Result {
	t.Helper()
	results, err := cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader(table))
	require.NoError(t, err)
	return results
}

func TestARowThatCannotBeReadLeavesTheOthers(t *testing.T) {
	got := own(t, "zh,in.care,in.total,want.met,want.error,want.error.field\n一,55,100,是,,\n二,55,100,,,\n三,54,100,是,,\n四,55,100,是,,care\n五,55,100,是,,,多出\n六,55,100,是,,\n")
	require.Len(t, got, 6)
	for i, want := range []string{"", "没有预期：请填写want或step列", "want.met：重算为 否，表中为 是", "want.error：写了want.error.field就要写want.error", "多出：第7列没有标题", ""} {
		if want == "" {
			assert.Empty(t, got[i].Problems)
			continue
		}
		require.Len(t, got[i].Problems, 1)
		assert.Equal(t, want, got[i].Problems[0].ZH)
		assert.NotRegexp(t, `\p{Han}`, strings.ReplaceAll(strings.ReplaceAll(got[i].Problems[0].EN, "多出", ""), "是", ""))
	}
	_, err := cases.Read(strings.NewReader("in.care,want.met\n1,\n2,是\n3,\n"))
	var f rule.Errors
	require.ErrorAs(t, err, &f)
	require.Len(t, f, 2, "all are named")
	assert.Equal(t, "line 4", f[1].Field)
	_, err = cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader("zh,in.care\n一,1\n"))
	assert.ErrorContains(t, err, "nothing to expect: the heading", "a table that can expect nothing")
}

func TestRowsAreThoseOfASpreadsheet(t *testing.T) {
	got := own(t, "zh,\"in.care 护理型\n床位\",in.total,want.met\r\n\"两行\r\n的名称\",55,100,是\n\n,,,\n\"三\n行\n名\",54,100,\"是\n的\"\n末,55,100,是\n")
	require.Len(t, got, 3)
	var rows, lines []int
	for _, r := range got {
		rows, lines = append(rows, r.Case.Row), append(lines, r.Case.Line)
		assert.NotContains(t, r.Case.ZH, "\n")
		for _, p := range r.Problems {
			assert.NotContains(t, p.ZH+p.EN, "\n")
		}
	}
	assert.Equal(t, []int{2, 5, 6}, rows, "blank rows are rows, the lines of a cell are not")
	assert.Equal(t, []int{3, 7, 11}, lines)
	assert.Equal(t, "三 行 名", got[1].Case.ZH)
	assert.Equal(t, []rule.Text{{ZH: "want.met：重算为 否，表中为 是 的（请填是或否，或true、false）", EN: "want.met: false, want 是 的 (write true or false)"}}, got[1].Problems)
}

func TestAShareIsExpectedAsOneText(t *testing.T) {
	for cell, holds := range map[string]bool{"12649/23000": true, "25298/46000": true, "54.996%": false, "0.549956": false, "12650/23000": false, "一半": false} {
		got := own(t, "in.care,in.total,want.actual\n12649,23000,"+cell+"\n")[0].Problems
		assert.Equal(t, holds, len(got) == 0, cell)
		if !holds {
			assert.Equal(t, "want.actual：重算为 12649/23000，表中为 "+cell+"（写作分子/分母，或与之恰好相等的百分数）", got[0].ZH)
		}
	}
	assert.Empty(t, own(t, "in.care,in.total,want.actual,want.actual.part\n12650,23000,55%,12650\n")[0].Problems, "a percentage that is exact")
}

func TestWhatIsNoCountIsNamedByItsCharacter(t *testing.T) {
	for cell, want := range map[string]string{
		"\"12,649\"": "第3个字符是分隔符“,”", "１２６４９": "请改用半角数字1", "12649.00": "第6个字符是小数点", "1.2649E+04": "第7个字符起是指数", "一万": "中文数字",
	} {
		got := own(t, "in.care,in.total,want.met\n"+cell+",23000,否\n")[0].Problems
		require.Len(t, got, 1, cell)
		assert.Contains(t, got[0].ZH, want)
		assert.Contains(t, got[0].ZH, "应为整数，0至9007199254740991")
	}
	got := own(t, "p.floor,in.care,in.total,want.met\n0.55,12649,23000,否\n")[0].Problems
	require.Len(t, got, 1)
	assert.Contains(t, got[0].ZH, "请写55%")
}

func TestWhatIsNoYesOrNoIsToldSo(t *testing.T) {
	for _, cell := range []string{"不达标", "不是", "假", "0"} {
		got := own(t, "in.care,in.total,want.met\n12649,23000,"+cell+"\n")[0].Problems
		require.Len(t, got, 1, cell)
		assert.Contains(t, got[0].ZH, "重算为 否")
		assert.Contains(t, got[0].ZH, "请填是或否")
	}
}

func TestWhatIsNoCSVIsSaidInChinese(t *testing.T) {
	for _, table := range []string{"in.care,want.met\n\"1,是\n", "in.care,want.met\n1\"2,是\n"} {
		_, err := cases.Read(strings.NewReader(table))
		f := rule.Faults(err)
		require.Len(t, f, 1)
		assert.Contains(t, f[0].Reason.ZH, "引号")
		assert.NotContains(t, f[0].Reason.ZH, "quote")
	}
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
