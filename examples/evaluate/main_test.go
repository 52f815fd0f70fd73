package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
)

func evaluate(args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

func TestTheSampleIsEvaluatedInBothLanguages(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {"中期评估：约束性指标9项中1项滞后于参考进度、1项未到期、7项已达目标", "T2.7 养老机构护理型床位占比：44%低于年度参考进度46.2%，相差2.2个百分点",
			"样本数据（虚构）", "滞后的指标（多者在前）：T2.7", "征求意见稿", "规划未定", "另有其他年度的数据31条，不计入本次评估"},
		"en": {"Mid-term evaluation: of 9 binding indicators 1 behind the reference, 1 not due yet, 7 met", "44% is below the year's reference, 46.2%, by 2.2 percentage points",
			"sample data (made up)", "behind, the furthest first: T2.7", "consultation draft", "31 observations of other years"},
	} {
		code, out, errs := evaluate("-lang", lang)
		assert.Zero(t, code)
		assert.Empty(t, errs)
		for _, w := range want {
			assert.Contains(t, out, w)
		}
	}
	code, out, _ := evaluate("-year", "2025", "-lang", "en")
	assert.Zero(t, code)
	assert.Contains(t, out, "Final evaluation: all 9 binding indicators are met")
}

// A plan is written as a table, filled in by a spreadsheet, and evaluated as the one in JSON is.
func TestAPlanMayBeATable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.csv")
	for _, lang := range []string{"zh", "en"} {
		code, out, errs := evaluate("-lang", lang, "-write-plan", file)
		require.Zero(t, code, errs)
		assert.Empty(t, out)
		code, out, errs = evaluate("-lang", lang, "-plan", file)
		require.Zero(t, code, errs)
		_, want, _ := evaluate("-lang", lang)
		assert.Equal(t, want, out)
	}
	table, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(table), ",2023,", ",1900,", 1)), 0o600))
	for lang, says := range map[string]string{"zh": "第2行 规划 中期评估年：1900：应在2021至2025之间", "en": "line 2 plan year of the mid-term evaluation: 1900: must be 2021 to 2025"} {
		code, _, errs := evaluate("-lang", lang, "-plan", file)
		assert.Equal(t, 2, code)
		assert.Contains(t, errs, says)
	}
	code, _, errs := evaluate("-write-plan", t.TempDir())
	assert.Equal(t, 1, code)
	assert.NotEmpty(t, errs)
}

// TestAPlanIsReadByItsContentAndWrittenByItsName: what was written is read, and a name that says neither form is refused.
func TestAPlanIsReadByItsContentAndWrittenByItsName(t *testing.T) {
	dir := t.TempDir()
	_, want, _ := evaluate()
	for _, name := range []string{"q.json", "q.CSV"} {
		file := filepath.Join(dir, name)
		code, _, errs := evaluate("-write-plan", file)
		require.Zero(t, code, errs)
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, name == "q.json", json.Valid(raw), name)
		require.NoError(t, os.Rename(file, file+".txt"))
		code, out, errs := evaluate("-plan", file+".txt")
		require.Zero(t, code, errs)
		assert.Equal(t, want, out, name)
	}
	for lang, says := range map[string]string{"zh": "请以.csv或.json为扩展名", "en": "let the name end in .csv or .json"} {
		for _, name := range []string{"q", "q.txt", "q.xlsx"} {
			code, _, errs := evaluate("-lang", lang, "-write-plan", filepath.Join(dir, name))
			assert.Equal(t, 1, code)
			assert.Contains(t, errs, says)
			assert.NoFileExists(t, filepath.Join(dir, name))
		}
	}
}

func TestFilesAreWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	code, _, errs := evaluate("-out", dir)
	require.Zero(t, code, errs)
	read := func(name string) string {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(raw)
	}
	var report indicators.Report
	require.NoError(t, json.Unmarshal([]byte(read("evaluation.json")), &report))
	assert.Len(t, report.Rows, 20)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(read("evaluation.csv"), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 21+len(report.Notes))
	assert.Contains(t, read("evaluation.md"), "| T2.7 |")
	for _, name := range []string{"evaluation.json", "evaluation.csv", "evaluation.md", "evaluation.html"} {
		for _, note := range []string{"征求意见稿", "规划未定；“滞后”据此而言", "规划未定年度进度）：T2.6、T2.16", "另有其他年度的数据31条", "完成值为样本数据（虚构）。"} {
			assert.Contains(t, read(name), note, name)
		}
	}
	page := read("evaluation.html")
	assert.Equal(t, 20, strings.Count(page, "<svg"), "a chart for each indicator")
	assert.NotContains(t, page, "http", "the page needs nothing from elsewhere")
	assert.NotContains(t, page, "NaN")
	wellFormed(t, page)
}

// wellFormed reads the page's charts as XML.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	for _, svg := range strings.Split(page, "<svg")[1:] {
		svg, _, _ = strings.Cut(svg, "</svg>")
		d := xml.NewDecoder(strings.NewReader("<svg" + svg + "</svg>"))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if !assert.NoError(t, err) {
				return
			}
		}
	}
}

func TestAnotherPlanWithObservationsInJSON(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "obs.json")
	require.NoError(t, os.WriteFile(file, []byte(`[{"indicator":"A1","year":2028,"part":"45","whole":"100"},{"indicator":"A2","year":2028,"value":"9"}]`), 0o600))
	code, out, errs := evaluate("-plan", "../../indicators/testdata/city-15.json", "-observations", file, "-lang", "en", "-out", filepath.Join(dir, "out"))
	require.Zero(t, code, errs)
	assert.Contains(t, out, "Mid-term evaluation: of 1 binding indicators 1 on track")
	assert.NotContains(t, out, "sample data (made up).")
}

func TestBadInputIsNamedInBothLanguages(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	head := "indicator,year,value\n"
	for name, c := range map[string]struct {
		args   []string
		code   int
		zh, en string
	}{
		"a bad cell":         {[]string{"-observations", file("a.csv", head+"T2.7,2023,46\nT2.8,2023,4x\n")}, 2, "第3行 完成值：4x", "line 3 value: 4x"},
		"a separator":        {[]string{"-observations", file("a2.csv", head+"T2.7,2023,\"1,200\"\n")}, 2, "第2行 完成值：1,200", "line 2 value: 1,200"},
		"an unknown column":  {[]string{"-observations", file("b.csv", "indicator,year,valeu\nT2.7,2023,46\n")}, 2, "第1行：valeu：没有这一列", "line 1: valeu: no such column"},
		"an empty column":    {[]string{"-observations", file("b2.csv", "indicator,year,valeu\nT2.7,2023,\n")}, 2, "没有这一列", "no such column"},
		"a doubled column":   {[]string{"-observations", file("b3.csv", "indicator,year,value,完成值\nT2.7,2023,,46\n")}, 2, "此列出现两次", "the column stands twice"},
		"a nameless column":  {[]string{"-observations", file("b4.csv", "indicator,year,,value\nT2.7,2023,,46\n")}, 2, "第3列没有列名", "column 3 has no heading"},
		"a path over a path": {[]string{"-observations", file("b5.csv", "indicator,year,inputs\nT2.7,2023,[]\n")}, 2, "没有这一列", "no such column"},
		"a cell too many":    {[]string{"-observations", file("b6.csv", head+"T2.7,2023,46,47\n")}, 2, "第2行：47：此格在表头各列之外", "line 2: 47: this cell stands beyond"},
		"semicolons":         {[]string{"-observations", file("c1.csv", "indicator;year;value\nT2.7;2023;46\n")}, 2, "须以逗号分隔", "separated by commas"},
		"tabs":               {[]string{"-observations", file("c2.csv", "indicator\tyear\tvalue\nT2.7\t2023\t46\n")}, 2, "须以逗号分隔", "separated by commas"},
		"UTF-16":             {[]string{"-observations", file("c3.csv", "\xff\xfei\x00n\x00")}, 2, "UTF-16", "UTF-16"},
		"GBK":                {[]string{"-observations", file("c4.csv", head+"T2.7,2023,46,\xca\xd9\xcf\xd8\n")}, 2, "不是UTF-8编码（可能是GBK）", "not UTF-8 (perhaps GBK)"},
		"a workbook":         {[]string{"-observations", file("c5.csv", "PK\x03\x04")}, 2, "工作簿", "a workbook"},
		"an empty file":      {[]string{"-observations", file("c6.csv", "\uFEFF\n")}, 2, "文件是空的", "the file is empty"},
		"only a heading":     {[]string{"-observations", file("c7.csv", head+",,\n")}, 2, "没有数据行", "no row of data"},
		"an open quote":      {[]string{"-observations", file("c8.csv", head+"T2.7,2023,\"46\n")}, 2, "引号不成对", "a quotation mark is not closed"},
		"an empty list":      {[]string{"-observations", file("c9.json", "[]")}, 2, "清单中没有数据", "the list is empty"},
		"bad JSON":           {[]string{"-observations", file("c.json", "[{")}, 2, "c.json：", "expected a name in double quotes"},
		"unknown id":         {[]string{"-observations", file("d.csv", head+"T9.7,2023,46\n")}, 1, "第2行 指标：T9.7：规划中没有该指标", "line 2 indicator: T9.7: the plan has no such indicator"},
		"an impossible one":  {[]string{"-observations", file("d2.csv", head+"T2.7,2023,160\n")}, 1, "第2行 T2.7 完成值：160：超出合理范围（0至100）", "line 2 T2.7 value: 160: outside the plausible range (0 to 100)"},
		"no such file":       {[]string{"-observations", filepath.Join(dir, "absent.csv")}, 2, "absent.csv：没有这个文件", "absent.csv: no such file"},
		"a folder":           {[]string{"-observations", dir}, 2, "不能读取", "cannot be read"},
		"bad plan":           {[]string{"-plan", file("e.json", "{}")}, 2, "未提供", "id: not given"},
		"no such plan":       {[]string{"-plan", filepath.Join(dir, "absent.json")}, 2, "没有这个文件", "no such file"},
		"bad method":         {[]string{"-method", "wild"}, 2, "-method：wild：没有这个选项，可选：linear（等差）、compound（等比）", "-method: wild: no such choice"},
		"a year before":      {[]string{"-year", "2020"}, 1, "应在2021年至2025年之间", "must be 2021 to 2025"},
		"an argument":        {[]string{"more"}, 2, "多余的参数 more", "unexpected argument more"},
		"pool and county":    {[]string{"-pool", "all", "-county", "甲"}, 2, "只能用一个", "not both"},
		"no counties":        {[]string{"-pool", "all"}, 2, "数据中没有县区", "no counties in the data"},
		"no such county":     {[]string{"-county", "甲"}, 2, "数据中没有该县区", "no such county"},
		"no such indicator":  {[]string{"-explain", "T9.9"}, 1, "规划中没有该指标", "no such indicator"},
	} {
		for lang, says := range map[string]string{"zh": c.zh, "en": c.en} {
			code, _, errs := evaluate(append([]string{"-lang", lang}, c.args...)...)
			assert.Equal(t, c.code, code, name)
			assert.Contains(t, errs, says, name)
			assert.Less(t, len(errs), 1_000, name)
		}
	}
	code, _, errs := evaluate("-lang", "fr")
	assert.Equal(t, 2, code)
	assert.Contains(t, errs, "fr")
	code, _, _ = evaluate("-nonsense")
	assert.Equal(t, 2, code)
	code, _, _ = evaluate("-h")
	assert.Zero(t, code)
}

// counties are two counties' figures of two years, and the city's own for what does not pool.
const counties = `indicator,year,county,value,part,whole,achieved
T2.1,2023,,31,,,
T2.7,2022,甲,,40,100,
T2.7,2022,乙,,300,900,
T2.7,2023,甲,,60,100,
T2.7,2023,乙,,360,900,
T2.14,2023,甲,100,,,
T2.20,2023,甲,,90,100,
T2.20,2023,乙,,,,true
`

func TestCountiesArePooledOrEvaluatedByThemselves(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "counties.csv")
	require.NoError(t, os.WriteFile(file, []byte(counties), 0o600))
	for _, list := range []string{"all", "甲,乙", "甲、乙"} {
		code, out, errs := evaluate("-observations", file, "-pool", list, "-out", dir)
		require.Zero(t, code, errs)
		assert.Contains(t, out, "T2.7 养老机构护理型床位占比：42%低于年度参考进度46.2%，相差4.2个百分点", "420 of 1000, not the mean of 60 % and 40 %")
		assert.Contains(t, out, "乙未报送：T2.14、T2.20")
		page, err := os.ReadFile(filepath.Join(dir, "evaluation.html"))
		require.NoError(t, err)
		assert.Contains(t, string(page), "缺乙的数据")
		assert.Contains(t, string(page), ">34</text>", "2022 is drawn from its counties: 340 of 1000")
	}
	code, out, _ := evaluate("-observations", file, "-county", "甲")
	assert.Zero(t, code)
	assert.Contains(t, out, "甲 淮南市")
	assert.Regexp(t, `T2\.7 .* 60 `, out)
	code, out, _ = evaluate("-observations", file)
	assert.Zero(t, code)
	assert.Contains(t, out, "另有县区数据5条，不计入本次评估")
	assert.Contains(t, out, "-pool")
	both := filepath.Join(dir, "both.csv")
	require.NoError(t, os.WriteFile(both, []byte(counties+"T2.7,2023,,50,,,\n"), 0o600))
	code, _, errs := evaluate("-observations", both, "-pool", "all")
	assert.Equal(t, 1, code)
	assert.Contains(t, errs, "全市数据与县区数据矛盾：县区合计为42")
	require.NoError(t, os.WriteFile(both, []byte(counties+"T2.7,2023,,42,,,\n"), 0o600))
	code, _, errs = evaluate("-observations", both, "-pool", "all")
	assert.Equal(t, 1, code)
	assert.Contains(t, errs, "T2.7：既有全市数据，又可由县区汇总")
	code, _, errs = evaluate("-observations", file, "-pool", "甲,甲,乙")
	assert.Equal(t, 1, code)
	assert.Contains(t, errs, "县区重复")
	impossible := filepath.Join(dir, "impossible.csv") // in an earlier year, which is only drawn
	require.NoError(t, os.WriteFile(impossible, []byte(strings.Replace(counties, "2022,甲,,40,100", "2022,甲,,400,100", 1)), 0o600))
	code, _, errs = evaluate("-observations", impossible, "-pool", "all")
	assert.Equal(t, 1, code)
	assert.Contains(t, errs, "不得大于分母100")
}

func TestAnEarlierFigureThatCannotBeIsNamedOnThePage(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.csv")
	require.NoError(t, os.WriteFile(file, []byte("indicator,year,value\nT2.7,2022,160\nT2.7,2023,44\n"), 0o600))
	code, _, errs := evaluate("-observations", file, "-out", dir)
	require.Zero(t, code, errs)
	page, err := os.ReadFile(filepath.Join(dir, "evaluation.html"))
	require.NoError(t, err)
	assert.Contains(t, string(page), "超出合理范围（0至100）")
	for _, name := range []string{"evaluation.json", "evaluation.csv", "evaluation.md"} {
		written, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Contains(t, string(written), "超出合理范围（0至100）", name)
	}
}

// TestWhatMissesByLittleIsPrintedAsItIs: not as the target itself, and in the target year as what is missed.
func TestWhatMissesByLittleIsPrintedAsItIs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.csv")
	require.NoError(t, os.WriteFile(file, []byte("indicator,year,value\nT2.12,2025,0.645\nT2.5,2025,99.99999\nT2.7,2025,0.55\n"), 0o600))
	code, out, errs := evaluate("-observations", file, "-year", "2025")
	require.Zero(t, code, errs)
	assert.Regexp(t, `T2\.12 .* 0\.65 +0\.645 +0\.65 +未达目标 +0\.005\n`, out)
	assert.Contains(t, out, "99.99999%低于目标100%，相差0.00001个百分点")
	assert.Contains(t, out, "未达目标的指标（差得多者在前）：T2.7 ")
	assert.NotContains(t, out, "滞后的指标")
	assert.Contains(t, out, "T2.7的完成值0.55按0.55%计；若本为55%，应写作55，请核对。")
}

func TestARowIsExplained(t *testing.T) {
	code, out, errs := evaluate("-explain", "T2.7")
	require.Zero(t, code, errs)
	assert.Contains(t, out, "状态: 滞后")
	record := out[strings.LastIndex(strings.TrimSpace(out), "\n"):]
	report, err := civilaffairs.Catalog().Replay([]byte(record))
	require.NoError(t, err)
	assert.True(t, report.Holds(), report)
}

// latin finds words of Latin letters that are shown on a page.
var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

func TestThereIsNoEnglishOnTheChinesePage(t *testing.T) {
	dir := t.TempDir()
	for _, year := range []string{"2023", "2025"} {
		code, out, errs := evaluate("-year", year, "-out", dir)
		require.Zero(t, code, errs)
		raw, err := os.ReadFile(filepath.Join(dir, "evaluation.html"))
		require.NoError(t, err)
		_, body, _ := strings.Cut(string(raw), "</style>")
		body = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " ")
		assert.Empty(t, latin.FindAllString(body, -1))
		assert.Empty(t, latin.FindAllString(out, -1))
		md, err := os.ReadFile(filepath.Join(dir, "evaluation.md"))
		require.NoError(t, err)
		assert.Empty(t, latin.FindAllString(string(md), -1))
	}
}

func TestThePageSaysWhatItRestsOn(t *testing.T) {
	dir := t.TempDir()
	code, _, errs := evaluate("-out", dir)
	require.Zero(t, code, errs)
	raw, err := os.ReadFile(filepath.Join(dir, "evaluation.html"))
	require.NoError(t, err)
	page := string(raw)
	for _, says := range []string{
		"不低于低保标准的1.3倍与上年度同类居民（城镇或农村）人均消费支出的60%÷12中较高者", "表2第7行", "征求意见稿", "分领域情况", "社会救助", "44%低于年度参考进度46.2%，相差2.2个百分点",
		"年增遗体火化率（较省厅新增）", "另有其他年度的数据31条", "28—35", "35，65",
	} {
		assert.Contains(t, page, says)
	}
}

func TestChineseTakesTwoColumns(t *testing.T) {
	assert.Equal(t, 4, width("中文"))
	assert.Equal(t, 4, width("2023"))
	assert.Equal(t, 6, width("（%）x"))
}

// TestTheSampleIsOfOneCity: what the sample says of one standard in several rows agrees. The allowance is the share of
// urban consumption that T2.1 reports, T2.2 takes that consumption, and T2.3 the standard of T2.2.
func TestTheSampleIsOfOneCity(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(evaluation.Sample), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	number := func(s string) *big.Rat {
		r, ok := new(big.Rat).SetString(s)
		require.True(t, ok, s)
		return r
	}
	for year, years := range map[string]int{"2023": 0, "2025": 0} {
		of := map[string][]string{}
		for _, row := range rows {
			if row[1] == year {
				of[row[0]] = row
				years++
			}
		}
		require.Positive(t, years)
		allowance, consumption := number(of["T2.2"][6]), number(of["T2.2"][8])
		share := new(big.Rat).Quo(new(big.Rat).Mul(allowance, big.NewRat(1200, 1)), consumption)
		assert.Equal(t, number(of["T2.1"][2]).FloatString(1), share.FloatString(1), "T2.1 of %s", year)
		assert.Equal(t, of["T2.2"][2], of["T2.3"][6], "the basic living standard of %s", year)
		due := new(big.Rat).Mul(consumption, big.NewRat(60, 1200))
		assert.GreaterOrEqual(t, number(of["T2.2"][2]).Cmp(due), 0, "T2.2 of %s is called met", year)
	}
}

func TestAWorkbookAndAYearAreNamedInChinese(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.xlsx")
	require.NoError(t, os.WriteFile(file, []byte("PK\x03\x04\x14\x00\x06\x00"), 0o600))
	for _, flag := range []string{"-plan", "-observations"} {
		var out, errs strings.Builder
		assert.Equal(t, 2, run([]string{flag, file}, &out, &errs))
		assert.Contains(t, errs.String(), "这是工作簿（xlsx）")
		assert.Contains(t, errs.String(), "CSV UTF-8（逗号分隔）")
	}
	for _, args := range [][]string{{"-year", "2030"}, {"-explain", "T9.9"}, {"-county", "丁县"}} {
		var out, errs strings.Builder
		assert.NotZero(t, run(args, &out, &errs))
		assert.NotRegexp(t, `evaluate: (year|indicator|county)：`, errs.String())
	}
}
