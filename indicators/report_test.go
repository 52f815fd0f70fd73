package indicators_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestReportsInBothLanguages(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{value("T2.7", 2023, "44")}, indicators.Linear)
	require.NoError(t, err)
	zh, en := ev.Markdown(rule.Chinese), ev.Markdown(rule.English)
	assert.Contains(t, zh, "**中期评估：约束性指标9项中1项滞后于参考进度、8项未填报**\n\n- T2.7 养老机构护理型床位占比: 44%低于年度参考进度46.2%，相差2.2个百分点")
	assert.Contains(t, en, "**Mid-term evaluation: of 9 binding indicators 1 behind the reference, 8 without data**")
	assert.Contains(t, zh, "| T2.7 | 养老机构护理型床位占比 | % | 约束性 | 33 | 55 | 44 | 46.2 | 滞后 | 44%低于年度参考进度46.2%，相差2.2个百分点 | 50% | 2.2 | 11 | 表2第7行 |  |")
	assert.Contains(t, zh, "| | 滞后 | 未填报 |\n|---|---|---|\n| 全部 | 1 | 19 |\n| 约束性 | 1 | 8 |\n| 预期性 | 0 | 11 |\n| 社会救助 | 0 | 5 |\n")
	assert.Contains(t, zh, "规划未定")
	var b strings.Builder
	require.NoError(t, ev.WriteCSV(&b, rule.English))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 21+len(ev.Notes()), "the table, and the notes below it")
	assert.Equal(t, "behind", rows[7][8])
	raw, err := json.Marshal(ev)
	require.NoError(t, err)
	var back indicators.Report
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, indicators.Lags, back.Verdict)
	assert.Len(t, back.Rows, 20)
}

// TestEveryFormCarriesTheNotes: which text was read, whose the references are, what is not due, and
// the caller's remarks.
func TestEveryFormCarriesTheNotes(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{value("T2.5", 2023, "90"), value("T2.7", 2023, "44"), value("T2.6", 2023, "80")}, 0)
	require.NoError(t, err)
	ev.Remarks = []rule.Text{{ZH: "完成值为样本", EN: "figures are a sample"}}
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		var b strings.Builder
		require.NoError(t, ev.WriteCSV(&b, l))
		raw, err := json.Marshal(ev)
		require.NoError(t, err)
		var back indicators.Report
		require.NoError(t, json.Unmarshal(raw, &back))
		assert.Equal(t, ev.Notes(), back.Notes)
		text := map[string]string{"zh": "T2.5、T2.6", "en": "T2.5, T2.6"}[l.String()]
		for form, written := range map[string]string{"Markdown": ev.Markdown(l), "CSV": strings.ReplaceAll(b.String(), `""`, `"`)} {
			for _, want := range []string{p.Edition.In(l), text, ev.Remarks[0].In(l), ev.Notes()[1].In(l)} {
				assert.Contains(t, written, want, form)
			}
		}
	}
}

// TestTablesAreHarmlessAndReadable: nothing that a county or a plan writes becomes a formula of
// a spreadsheet or a table of its own in Markdown, and figures are numbers.
func TestTablesAreHarmlessAndReadable(t *testing.T) {
	p := load(t, "city-15.json")
	for i, name := range []string{"=1+1", "@cmd|' /C calc'!A0", "-2+3"} {
		p.Indicators[i].Name = rule.Text{ZH: name, EN: name}
	}
	p.Indicators[0].Unit = "＝全角"
	p.Indicators[1].Unit = "\t制表"
	p.Title = rule.Text{ZH: "标题|*_[<&`#", EN: "t"}
	o := with(value("A2", 2028, "14"), func(o *indicators.Observation) { o.Source = "+8613900000000" })
	third := indicators.Observation{Indicator: "A1", Year: 2028, Part: rule.Give(num("2")), Whole: rule.Give(num("3"))}
	ev, err := indicators.Evaluate(&p, 2028, []indicators.Observation{o, third, value("A3", 2028, "-1")}, indicators.Linear)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, ev.WriteCSV(&b, rule.Chinese))
	text, marked := strings.CutPrefix(b.String(), "\uFEFF")
	assert.True(t, marked, "Chinese spreadsheets take a file without a mark for GBK")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, "'=1+1", rows[1][1])
	assert.Equal(t, "'＝全角", rows[1][2])
	assert.Equal(t, "'@cmd|' /C calc'!A0", rows[2][1])
	assert.Equal(t, "'\t制表", rows[2][2])
	assert.Equal(t, "'-2+3", rows[3][1])
	assert.Equal(t, "'+8613900000000", rows[2][14])
	assert.Equal(t, "-1", rows[3][6], "a negative number is none")
	assert.Equal(t, "66.666667", rows[1][6], "a number, without the mark of rounding")
	assert.Equal(t, "44", rows[1][7])
	assert.Equal(t, "116.6667%", rows[1][10])
	assert.Equal(t, []string{"0", "0"}, rows[1][11:13])
	assert.Equal(t, "—", rows[3][11])
	assert.Equal(t, "≈66.67", ev.Cells(rule.Chinese)[1][6], "for a reader it is marked")
	md := ev.Markdown(rule.Chinese)
	assert.Contains(t, md, `# 标题\|\*\_\[&lt;&amp;`+"\\`"+`\# 2028`)
	assert.Contains(t, md, `| @cmd\|' /C calc'!A0 |`)
	for _, line := range strings.Split(md, "\n") {
		if strings.HasPrefix(line, "| A") {
			assert.Equal(t, 16, strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"), line)
		}
	}
}

func TestAReportHasFiguresExactly(t *testing.T) {
	p := indicators.Huainan()
	o := indicators.Observation{Indicator: "T2.7", Year: 2023, Part: rule.Give(num("10000")), Whole: rule.Give(num("23000")), Source: "养老科"}
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{o}, indicators.Linear)
	require.NoError(t, err)
	raw, err := json.Marshal(ev)
	require.NoError(t, err)
	var back indicators.Report
	require.NoError(t, json.Unmarshal(raw, &back))
	row := back.Rows[6]
	assert.Equal(t, "≈43.48", row.Observed)
	assert.Equal(t, "1000/23", row.Exact.Figure.String())
	assert.Equal(t, "养老科", row.Source)
	assert.Equal(t, "表2第7行", row.Place.ZH)
	assert.Equal(t, "35，65", back.Rows[0].Base.ZH)
	assert.Contains(t, back.Edition.ZH, "征求意见稿")
	assert.Equal(t, "≈47.6%", row.Progress)
	assert.Equal(t, "—", back.Rows[0].Progress)
	assert.Equal(t, []string{"value"}, back.Rows[0].Missing)
	assert.Equal(t, "年增遗体火化率（较省厅新增）", back.Rows[19].Name.ZH, "as printed")
}
