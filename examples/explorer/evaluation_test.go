package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// counties is a table as a spreadsheet here saves it: 指标,年度,县区,分子,分母 in GB18030, with T2.7 of 寿县 and 凤台县.
func counties(part string) string {
	return base64.StdEncoding.EncodeToString([]byte("\xd6\xb8\xb1\xea,\xc4\xea\xb6\xc8,\xcf\xd8\xc7\xf8,\xb7\xd6\xd7\xd3,\xb7\xd6\xc4\xb8\r\n" +
		"T2.7,2023,\xca\xd9\xcf\xd8," + part + ",100\r\nT2.7,2023,\xb7\xef\xcc\xa8\xcf\xd8,360,900\r\n"))
}

// native is the page and the table that the library writes of the sample.
func native(t *testing.T, year int, l rule.Language) (page, table string) {
	j := evaluation.Job{Plan: indicators.Huainan(), Year: year, Sampled: true, Language: l}
	var err error
	j.Observations, err = evaluation.ReadCSV(evaluation.Sample)
	require.NoError(t, err)
	ev, err := j.Evaluate()
	require.NoError(t, err)
	var p, c strings.Builder
	require.NoError(t, j.WritePage(&p, &ev))
	require.NoError(t, ev.WriteCSV(&c, l))
	return p.String(), c.String()
}

// evaluated holds what the browser showed of the indicators against the library.
func evaluated(t *testing.T, got *seen) {
	page, table := native(t, 2023, rule.Chinese)
	assert.Equal(t, download{"evaluation-2023.html", page}, got.Downloads.HTML, "the page that the command writes, byte for byte")
	assert.Equal(t, download{"evaluation-2023.csv", table}, got.Downloads.CSV)
	assert.Contains(t, got.Texts["sample"], "中期评估：约束性指标9项中1项滞后于参考进度")
	assert.Contains(t, got.Texts["samplePage"], "完成值为样本数据（虚构）。")
	assert.Contains(t, got.Texts["impossible"], "不得大于分母100")
	assert.Contains(t, got.Texts["pooled"], "42%低于年度参考进度46.2%", "60 of 100 and 360 of 900")
	assert.Contains(t, got.Texts["county"], "寿县 淮南市")
	assert.Contains(t, got.Texts["final"], "Final evaluation: all 9 binding indicators are met")
	assert.NotRegexp(t, `\p{Han}`, got.Texts["finalForm"][:strings.Index(got.Texts["finalForm"], "Observations (")])
	assert.Contains(t, got.Texts["otherPlan"], "Mid-term evaluation: of 1 binding indicators 1 on track")
	other, err := os.ReadFile(filepath.Join("..", "..", "indicators", "testdata", "city-15.json"))
	require.NoError(t, err)
	plan, err := indicators.ParsePlan(other)
	require.NoError(t, err)
	var asTable strings.Builder
	require.NoError(t, plan.WriteCSV(&asTable, rule.English))
	assert.Equal(t, download{plan.ID + ".csv", asTable.String()}, got.Plan)
	assert.Equal(t, got.Texts["otherPlan"], got.Texts["planTable"], "the same plan, as JSON and as a table")
	assert.Contains(t, got.Texts["planWrong"], "line 2 plan year of the mid-term evaluation: 2048: must be 2026 to 2030")
	assert.LessOrEqual(t, got.NarrowIndicators, 390.0, "the evaluation fits a narrow page")
}
