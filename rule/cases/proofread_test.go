package cases_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// A row that holds by the rule, and says for its reader what cannot be so.
func ExampleProofreader() {
	proof := cases.NewProofreader(civilaffairs.Catalog(), seeds.Clauses()...)
	results, err := cases.Check(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader(
		"clause,arithmetic,in.care,in.total,want.met\nT2.77,12650-12649=2,12649,23000,否\n"))
	for _, r := range results {
		fmt.Println(len(r.Problems))
		for _, remark := range proof.Remarks(r) {
			fmt.Println(remark.EN)
		}
	}
	fmt.Println(err)
	// Output:
	// 0
	// clause: no clause T2.77 is known; where the plan has none, write 规划未规定
	// arithmetic: 12650-12649=2 does not hold
	// <nil>
}

var proof = cases.NewProofreader(civilaffairs.Catalog(), seeds.Clauses()...)

// said gives the remarks about a row whose decision has 12650, 23000, 55 %, and 0.
func said(t *testing.T, clause, arithmetic string) (out []string) {
	t.Helper()
	record, err := civilaffairs.Catalog().Explain("eldercare.care-beds", nil, []byte(`{"care":12650,"total":23000}`))
	require.NoError(t, err)
	for _, r := range proof.Remarks(cases.Result{Case: cases.Case{Clause: clause, Arithmetic: arithmetic}, Record: record}) {
		assert.NotEmpty(t, r.ZH)
		out = append(out, r.EN)
	}
	return out
}

func TestArithmeticThatHoldsIsLeftAlone(t *testing.T) {
	for _, cell := range []string{
		"", "12650÷23000=0.55", "12650÷23000=55%", "23000×55%=12650", "12650/23000=0.55", "12649÷23000=0.549956…<0.55", "(12650-7590)÷45%=11244.4…→11245；12650-12650=0",
		"2.3万×55%=12650", "0.00023亿×550‰=12650", "2^10=1024；12650-12650=0", "−1<0", "（12650－1）", "3.5%＝0.035；12650＝12650", "不得为负", "缺少即报错", "总数23000为零=1",
		"2024-03+1=2024-04；12650-0=12650", "2024-12+1=2025-01，12650=12650", "2023-06<2023-07", "2007-05+12×18=2025-05；0=0", "2025-01-2024-03=10；0=0", "2000-10=1990；0=0", "1943-05-16<1943-05-17",
		"700×612/7%=612；0=0", "5÷7=71.4%；0=0", "5÷7=0.714…；0=0", "1≠2；0=0", "9^9^9=1", "9^2000=1", "((((((((((((((((((((((((((((((((1=2",
		"1.=2", ".5=1", "1.2.3=4", "1=2=", "=1", strings.Repeat("9", 41) + "=1", strings.Repeat("1=2；", 300), "2^0.5=1", "2^-1=3", "(1…)^2=3", "-(1…)=3", "1=1…/2%",
		"max(1,2)=2；0=0", "min(2028-06, 2024-12)=2024-12；0=0", "合计920+380=1300；0=0", "max(1…,2)=9", "max(1=1", "负5+3=-2", "5项<6项", "5<=6", "1943-05-17-1943-05-16=1；0=0",
	} {
		assert.Empty(t, said(t, "", cell), cell)
	}
}

func TestArithmeticThatDoesNotHoldIsNamed(t *testing.T) {
	for _, cell := range []string{
		"12650÷23000=0.56", "800×3-1000=1401", "0.1+0.2=0.31", "0.1+0.2=0.3001", "5÷7=71.6%", "5÷7=71.3%", "5÷7=0.71…5", "12649÷23000=0.549956…>0.55", "2024-03+1=2024-05", "2023-07<2023-06", "2<1", "1>1", "2≤1", "1≥2", "1≠1",
		"12650÷23000≈53%", "说明；1+1=3；12650", "(1+1)×2=5", "2^3=9", "-1=1", "1%=1‰", "1万=1亿", "800×3-2399.6=1", "700×612/7%=613", "max(1,2)=1", "max(10-25,0)+min(3，4)=4", "合计920+380=1301", "2025-01-2024-03=9", "max(1,2024-03)=1", "2000-10=1991",
	} {
		got := said(t, "", cell)
		if cell == "5÷7=0.71…5" {
			assert.Empty(t, got, "what stands behind … is no arithmetic")
			continue
		}
		require.Len(t, got, 1, cell)
		assert.Contains(t, got[0], "does not hold", cell)
	}
}

// TestEqualIsExactButForATailThatDoesNotEnd: cut or rounded to two decimals, or of a percentage to one; ≈ rounds half up to one.
func TestEqualIsExactButForATailThatDoesNotEnd(t *testing.T) {
	for _, cell := range []string{
		"5÷7=0.71", "5÷7=0.714", "5÷7=71.4%", "5÷7=0.714=71.4%", "2÷3=0.66", "2÷3=0.67", "2÷3=66.6%", "2÷3=66.7%", "-2÷3=-0.67", "1÷3≈0.3", "1.5≈1.5", "0.25≈0.3", "0.005≈0.01", "1.5%=0.015",
		"12649÷23000=0.549956…", "12649÷23000=0.549956…<0.55", "12649÷23000=0.5…<0.55", "12649÷23000≈54.9957%<55%", "12650÷23000=55%≥55%", "583.34>583.333…", "5÷7=0.71>0.70", "0.333…≈0.33",
	} {
		assert.Empty(t, judged(cell), cell)
	}
	for _, cell := range []string{
		"12500÷23000=55%", "12649÷23000=55%", "12800÷23000=55%", "1.5%=1%", "99.5%=100%", "99.95%=99.9%", "1.001=1.01", "0.09=0.0", "999999÷1000000=1.0", "0.0049≈0.01", "1÷3≈1", "1÷3≈0.4", "0.25≈0.2", "1000÷3≈333",
		"1÷3=0.3", "1÷3=0.34", "2÷3=67%", "2÷3=0.65", "5÷7=0.714=71%", "12649÷23000=0.549956…=55%", "12649÷23000≈55.0%≥55%", "12649÷23000≈55.0%<55%", "12649÷23000=0.55<0.55", "55%≤12649÷23000≈55.0%", "12649÷23000≈55.0%；54%<55%", "12660÷23000≈55.0%≤55%",
		"5÷7=0.715…", "0.55=0.55…", "0.55…<0.55", "0.55…×2=99", "max(1÷3, 0.5…)=7", "0.5…-0.5…=1", "1÷0.5…=3", "-0.5…>0",
	} {
		assert.Len(t, judged(cell), 1, cell)
	}
	for _, cell := range []string{"12649÷23000≈55.0%", "12649÷23000=0.55", "12649÷23000=55.0%"} {
		assert.Empty(t, judged("5÷7=0.714…；"+strings.ReplaceAll(cell, "12649", "12651")), "%s: nothing is missed", cell)
		assert.NotEmpty(t, said(t, "", cell), "%s: the rule's own bound is missed", cell)
	}
}

// judged gives the remarks about arithmetic whose case was not decided; what is right must also have been read.
func judged(cell string) (out []rule.Text) {
	r := cases.Result{Case: cases.Case{Arithmetic: cell}}
	if out = proof.Remarks(r); out == nil {
		out = proof.Unread(r)
	}
	return out
}

func TestSignsThatMeanTheSameAreRead(t *testing.T) {
	for _, cell := range []string{
		"5＞3", "２＋２＝４", "3<=5", "3≦5", "9>=5", "9≧5", "3!=4", "3<>4", "2*2==4", "2—1=1", "1／2=0.5", "55％=0.55", "1/3=0.333...", "1÷3=0.33……", "2+2=4张", "2×2=4 元", "2张+2张=4张", "1.5万元=15000元", "5项＜6项",
		"12,650÷23,000=0.55", "12,650-0=12,650", "1,234,567+1=1234568", "(12,650-650)=12,000，1+1=2", "max(10,100)=100", "1+1=2,2+2=4", "max(1，2)=2", "6/2%=300", "700×612/7%=612", "2024-02-28<2024-02-29",
	} {
		assert.Empty(t, judged(cell), cell)
	}
	for _, cell := range []string{
		"5＜3", "2＋2=5", "5<=3", "5≦3", "5>=9", "5≧9", "3!=3", "3<>3", "2*2==5", "2+2=5张", "2×2=5 元", "12,650÷23,000=0.56", "12,650=650", "6/2%=30", "1/3=0.334...", "2024-02-29<2024-02-28",
		"1÷0=0", "1÷0", "1/0%=1", "0÷(1-1)=0", "max(1,2÷0)=2", "2000-10÷0=5",
	} {
		got := proof.Remarks(cases.Result{Case: cases.Case{Arithmetic: cell}})
		require.Len(t, got, 1, cell)
		assert.Equal(t, strings.Contains(cell, "0%") || strings.Contains(cell, "÷0") || strings.Contains(cell, "÷("), strings.Contains(got[0].EN, "divides by zero"), cell)
	}
}

func TestWhatWasNotCheckedIsTold(t *testing.T) {
	for _, cell := range []string{
		"不满5=6", "不满5=5", "至少3<2", "2+2=5多", "36个月=3年", "1元=100分", "总数23000为零=1", "2x2=5", "5\u200b=6", "1=2=", "=1", "2^0.5=1", "9^9^9=1", "5÷7=0.71…5", "…510=510", "12…=12.5", "0.55…×2=1.11", "0.55…<0.551", "0.5…=0.5…",
		"1÷(0.0…)=3", "2023-02-30<2023-03", strings.Repeat("9", 41) + "=1", strings.Repeat("1=2；", 300), "5≡6", "5=>6", "max(1…,2)=9", "max(0.5…,0.55)=9",
	} {
		r := cases.Result{Case: cases.Case{Arithmetic: cell}}
		assert.Empty(t, proof.Remarks(r), cell)
		got := proof.Unread(r)
		require.Len(t, got, 1, cell)
		assert.Contains(t, got[0].ZH, "未校", cell)
		assert.Contains(t, got[0].EN, "was not checked", cell)
	}
	for _, cell := range []string{"", "不得为负", "1+1=2", "1+1=3", "1÷0=3", "合计5→6", "2=2，不缺"} {
		assert.Empty(t, proof.Unread(cases.Result{Case: cases.Case{Arithmetic: cell}}), "read, or says nothing: %s", cell)
	}
}

func TestArithmeticThatComesToNothingIsNamed(t *testing.T) {
	for cell, want := range map[string]string{
		"12650-12640=10": "10", "1+1=2→3": "3", "2024-03+1=2024-04": "2024-04", "1000÷3=333.333": "333.333", "0=0；7×7=49": "49",
	} {
		assert.Equal(t, []string{"arithmetic: it comes to " + want + ", which is neither expected nor in the decision"}, said(t, "", cell), cell)
	}
	for _, cell := range []string{"待核：12650-12640=10", "12650-12640=10；见说明", "12650-12640", "12640<12650"} {
		assert.Empty(t, said(t, "", cell), "not checked, not read in whole, or no result: %s", cell)
	}
	assert.Empty(t, proof.Remarks(cases.Result{Case: cases.Case{Arithmetic: "7×7=49"}}), "nothing was decided")
	assert.NotEmpty(t, proof.Remarks(cases.Result{Case: cases.Case{Arithmetic: "7×7=48"}}), "which may be so of a case that is refused")
}

func TestAClauseThatNobodyKnowsIsNamed(t *testing.T) {
	for _, clause := range []string{"", "T2.7", "T1.5", "表2", "三(二)4", "国务院令649号9", "社会救助暂行办法第十二条", "《社会救助暂行办法》第九条", "民发〔2021〕57号4", "规划未规定", "规划未规定（T2.20两端之间等差）", "本库约定"} {
		assert.Empty(t, said(t, clause, ""), clause)
	}
	for _, clause := range []string{"T2.77", "t2.7", "三（二）4", "T2.7 ", "第9条", "民发〔2021〕99号", "号", "《"} {
		assert.Len(t, said(t, clause, ""), 1, clause)
	}
	for clause, want := range map[string]string{"三（二）4": "三(二)4", "3(2)4": "三(二)4", "t2.7": "T2.7", "Ｔ２．７": "T2.7", " T2.7": "T2.7", "表二": "表2", "第9条": "",
		"表2第7行": "T2.7", "表二第7行": "T2.7", "Table 2, row 7": "T2.7", "第三部分（二）第4段": "三(二)4"} {
		hint := ""
		if want != "" {
			hint = "perhaps " + want + " is meant; "
		}
		assert.Equal(t, []string{"clause: no clause " + clause + " is known; " + hint + "where the plan has none, write 规划未规定"}, said(t, clause, ""))
	}
	for _, several := range []string{"三(二)4、T2.7", "三（二）4，表2第7行", "T2.7;国务院令649号9", "国务院令649号9、T2.7"} {
		assert.Equal(t, []string{"clause: a row names one clause, and " + several + " are 2: leave the one that the arithmetic rests on, or write a row for each"}, said(t, several, ""))
	}
	assert.Contains(t, said(t, "T2.7、T9.9", "")[0], "no clause T2.7、T9.9 is known", "one of them is none")
	alone := cases.NewProofreader(rule.Catalog{})
	assert.NotEmpty(t, alone.Remarks(cases.Result{Case: cases.Case{Clause: "T2.7"}}), "a catalog without rules knows no clause")
}

// equation is the number that ends a part after =.
var equation = regexp.MustCompile(`=([0-9]+(?:\.[0-9]+)?)(；|$)`)

// TestAWrongFigureInAnyTableIsNamed: as they are, no table has a remark; with the last digit of any equation's result raised by
// one, each has, but for what words make unreadable.
func TestAWrongFigureInAnyTableIsNamed(t *testing.T) {
	altered, unread := 0, 0
	for _, r := range civilaffairs.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		file, err := os.Open(filepath.Join("..", "..", room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		results, err := cases.Check(civilaffairs.Catalog(), r.ID(), file)
		require.NoError(t, err)
		require.NoError(t, file.Close())
		for _, res := range results {
			require.Empty(t, proof.Remarks(res), "%s line %d", r.ID(), res.Case.Line)
			was := res.Case.Arithmetic
			for _, at := range equation.FindAllStringSubmatchIndex(was, -1) {
				figure := was[at[2]:at[3]]
				v, ok := new(big.Rat).SetString(figure)
				require.True(t, ok)
				places := 0
				if _, after, ok := strings.Cut(figure, "."); ok {
					places = len(after)
				}
				last := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
				res.Case.Arithmetic = was[:at[2]] + v.Add(v, last).FloatString(places) + was[at[3]:]
				altered++
				if len(proof.Remarks(res)) == 0 {
					unread++
					t.Logf("%s line %d: %s", r.ID(), res.Case.Line, res.Case.Arithmetic)
				}
			}
		}
	}
	t.Logf("%d figures were altered, %d are not noticed", altered, unread)
	assert.Greater(t, altered, 800)
	assert.LessOrEqual(t, unread*50, altered, "words within a part make it unreadable: at most one in fifty")
}

func FuzzProofreader(f *testing.F) {
	for _, seed := range []string{"12650÷23000=0.55", "2024-03+1=2024-04；1≠2", "((1+2)^3×4%−5‰)/6万=7…→8", "700×612/7%=612", "12,650÷0.5…≦3张", "max(1，0.3...)=2024-01-02-1", "-0.5…^2÷(1-1)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		row := cases.Result{Case: cases.Case{Clause: cell, Arithmetic: cell}}
		for _, r := range append(proof.Remarks(row), proof.Unread(row)...) {
			assert.NotEmpty(t, r.ZH)
			assert.NotEmpty(t, r.EN)
		}
	})
}

func TestATableThatIsAWorkbookIsSaidToBeOne(t *testing.T) {
	_, err := cases.Read(strings.NewReader("PK\x03\x04\x14\x00\x06\x00\xff"))
	assert.ErrorIs(t, err, rule.Syntax)
	assert.ErrorContains(t, err, "this is a workbook (xlsx) or another archive: save a sheet as “CSV UTF-8 (comma delimited)”")
}

// TestAClauseHasOneNameInTheTables: an article of the interim measures is cited by its document where rules rest on it.
func TestAClauseHasOneNameInTheTables(t *testing.T) {
	tables, err := filepath.Glob(filepath.Join("..", "..", "*", "testdata", "*.csv"))
	require.NoError(t, err)
	require.NotEmpty(t, tables)
	for _, name := range tables {
		table, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.NotContains(t, string(table), ",社会救助暂行办法第九条,", name)
	}
}
