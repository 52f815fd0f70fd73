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
	assert.Contains(t, zh, "**中期评估：约束性指标9项中1项滞后于参考进度、8项未填报**\n\n- T2.7 养老机构护理型床位占比: 44低于年度参考进度46.2，相差2.2")
	assert.Contains(t, en, "**mid-term evaluation: of 9 binding indicators 1 behind the reference, 8 without data**")
	assert.Contains(t, zh, "| T2.7 | 养老机构护理型床位占比 | % | 约束性 | 33 | 55 | 44 | 46.2 | 滞后 | 44低于年度参考进度46.2，相差2.2 | 50% | 2.2 | 11 | 表2第7行 |  |")
	var b strings.Builder
	require.NoError(t, ev.WriteCSV(&b, rule.English))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 21)
	assert.Equal(t, "behind", rows[7][8])
	raw, err := json.Marshal(ev)
	require.NoError(t, err)
	var back indicators.Report
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, indicators.Lags, back.Verdict)
	assert.Len(t, back.Rows, 20)
}
