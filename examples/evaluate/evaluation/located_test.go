package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestWhatIsWrongWithARowNamesIt: the city's row, a county's, one behind rows in which nothing stands, and one of a county taken by itself.
func TestWhatIsWrongWithARowNamesIt(t *testing.T) {
	const head = "indicator,year,county,value,part,whole\n"
	for name, c := range map[string]struct {
		table, whose, zh, en string
	}{
		"an unknown indicator": {head + "T9.7,2023,,46,,\n", "", "第2行 指标：T9.7：规划中没有该指标", "line 2 indicator: T9.7: the plan has no such indicator"},
		"behind empty rows":    {head + "\n,,,,,\nT2.7,2023,,46,,\nT9.7,2023,,46,,\n", "", "第5行 指标：T9.7", "line 5 indicator: T9.7"},
		"twice":                {head + "T2.7,2023,,46,,\nT2.7,2023,,47,,\n", "", "第3行 指标：T2.7：同一年度给出两次", "line 3 indicator: T2.7: given twice"},
		"an impossible figure": {head + "T2.7,2022,,46,,\nT2.7,2023,,160,,\n", "", "第3行 T2.7 完成值：160：超出合理范围", "line 3 T2.7 value: 160: outside"},
		"one county's":         {head + "T2.7,2023,乙,46,,\nT2.8,2023,甲,46,,\nT2.7,2023,甲,160,,\n", "甲", "第4行 T2.7 完成值：160", "line 4 T2.7 value: 160"},
		"all counties'":        {head + "T2.7,2023,乙,,1,2\nT2.7,2023,甲,,3,2\n", "all", "第3行 分子：3：不得大于分母2", "line 3 part: 3: must not be above"},
	} {
		j := evaluation.Job{Plan: indicators.Huainan(), Year: 2023}
		require.NoError(t, j.Read("a.CSV", []byte(c.table)), name)
		switch c.whose {
		case "":
		case "all":
			require.NoError(t, j.PoolAll())
		default:
			require.NoError(t, j.Only(c.whose))
		}
		_, err := j.Evaluate()
		f := rule.Faults(err)
		require.Len(t, f, 1, name)
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.Contains(t, f.In(rule.English), c.en, name)
		assert.Contains(t, f[0].Field, "line.", name)
	}
	j := evaluation.Job{Plan: indicators.Huainan(), Year: 2023}
	require.NoError(t, j.Read("a.json", []byte(`[{"indicator":"T9.7","year":2023,"value":"46"}]`)))
	_, err := j.Evaluate()
	require.ErrorIs(t, err, rule.Invalid)
	assert.Contains(t, err.Error(), "observations[0].indicator", "a list has no lines")
	assert.Contains(t, rule.Faults(err).In(rule.Chinese), "第1条 指标：T9.7：规划中没有该指标")
	j.Counties = []string{"寿县", "凤台县"}
	require.NoError(t, j.Read("a.json", []byte(`[{"indicator":"T2.7","year":2023,"county":"寿县","part":"1","whole":"2"},{"indicator":"T2.7","year":2023,"county":"凤台县","part":"3","whole":"2"}]`)))
	_, err = j.Evaluate()
	require.ErrorIs(t, err, rule.Range)
	assert.Contains(t, rule.Faults(err).In(rule.Chinese), "第2条 分子：3：不得大于分母2")
	_, err = evaluation.Observations("a.json", []byte(`[{"indicator":"T2.7","year":2023,"value":46}]`))
	require.ErrorIs(t, err, rule.Syntax)
	assert.Equal(t, "[0].value", rule.Faults(err)[0].Field)
	assert.Contains(t, rule.Faults(err).In(rule.Chinese), "第1条 完成值：46：JSON数字")
}
