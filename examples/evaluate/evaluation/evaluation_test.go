package evaluation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func number(s string) rule.Given[indicators.Number] { return rule.Give(indicators.MustParseNumber(s)) }

func TestTablesOfSpreadsheetsAreRead(t *testing.T) {
	want := []indicators.Observation{
		{Indicator: "T2.7", Year: 2023, County: "寿县", Part: number("1"), Whole: number("2"), Source: "民政局"},
		{Indicator: "T2.17", Year: 2023, County: "凤台县", Achieved: true},
	}
	for name, text := range map[string]string{
		"a mark, CRLF and blank rows": "\uFEFF指标,年度,县区,分子,分母,申报实现目标,数据来源\r\nT2.7,2023,寿县,1,2,,民政局\r\n,,,,,,\r\nT2.17,2023,凤台县,,,TRUE,\r\n,,,,,,\r\n\r\n",
		"CR alone":                    "指标,年度,县区,分子,分母,申报实现目标,数据来源\rT2.7,2023,寿县,1,2,,民政局\rT2.17,2023,凤台县,,,true,\r",
		"quotes":                      "\"indicator\",\"year\",\"county\",\"part\",\"whole\",achieved,source\nT2.7,\"2023\",寿县,1,2,,\"民政局\"\nT2.17,2023,凤台县,,,true\n",
	} {
		got, err := evaluation.ReadCSV([]byte(text))
		require.NoError(t, err, name)
		assert.Equal(t, want, got, name)
	}
}

// TestAFaultOfTheHeadingNamesItsLine, which is not the first where blank lines stand before it.
func TestAFaultOfTheHeadingNamesItsLine(t *testing.T) {
	for before, line := range map[string]string{"": "1", "\n\n": "3", "\r\n\r\n\r\n": "4", "\uFEFF\n": "2"} {
		for _, head := range []string{"indicator,yaer,value", "indicator,year,year", "indicator,,value"} {
			_, err := evaluation.ReadCSV([]byte(before + head + "\nT2.7,2023,46\n"))
			require.Error(t, err)
			assert.Equal(t, rule.Text{ZH: "第" + line + "行", EN: "line " + line}, rule.Faults(err)[0].Label, "%q %s", before, head)
		}
	}
}

func TestNoTextOfAFileIsMarkup(t *testing.T) {
	const hostile = `</td><script>"x"&'y'`
	j := evaluation.Job{Plan: indicators.Huainan(), Year: 2023}
	j.Plan.Title = rule.Text{ZH: hostile, EN: hostile}
	in, ok := j.Plan.Find("T2.7")
	require.True(t, ok)
	in.Name, in.Unit = rule.Text{ZH: hostile, EN: hostile}, hostile
	j.Observations = []indicators.Observation{{Indicator: "T2.7", Year: 2023, Value: number("46"), Source: hostile}}
	ev, err := j.Evaluate()
	require.NoError(t, err)
	var page strings.Builder
	require.NoError(t, j.WritePage(&page, &ev))
	assert.NotContains(t, page.String(), "<script")
	assert.NotContains(t, page.String(), `"x"`)
	assert.GreaterOrEqual(t, strings.Count(page.String(), "&lt;script&gt;&#34;x&#34;&amp;&#39;y&#39;"), 5, "title, heading, row, source, chart")
}

func TestCountiesAreAllPooledOrOneIsTaken(t *testing.T) {
	list, err := evaluation.Observations("a.csv", []byte("indicator,year,county,part,whole\nT2.7,2023,甲,1,2\nT2.7,2023,乙,3,8\nT2.7,2022,甲,1,2\nT2.7,2022,乙,2,8\n"))
	require.NoError(t, err)
	all := evaluation.Job{Plan: indicators.Huainan(), Year: 2023, Observations: list}
	require.NoError(t, all.PoolAll())
	assert.Equal(t, []string{"甲", "乙"}, all.Counties)
	ev, err := all.Evaluate()
	require.NoError(t, err)
	assert.Equal(t, "40", ev.Rows[6].Observed().RatString())
	one := evaluation.Job{Plan: indicators.Huainan(), Year: 2023, Observations: list}
	require.NoError(t, one.Only("乙"))
	assert.Empty(t, one.Reporting())
	ev, err = one.Evaluate()
	require.NoError(t, err)
	assert.Equal(t, "37.50", ev.Rows[6].Observed().FloatString(2))
	require.ErrorIs(t, one.PoolAll(), rule.Missing)
	require.ErrorIs(t, one.Only("丙"), rule.Invalid)
}
