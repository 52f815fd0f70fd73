package indicators_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

const (
	smallHead = "id,name.zh,name.en,domain.zh,domain.en,unit,pool,attribute,direction,target.kind,target.value,base,plan.id,plan.title.zh,plan.title.en,plan.base_year,plan.mid_year,plan.target_year,counted\n"
	smallRow  = "A1,甲,A,民政,Civil affairs,个,sum,binding,higher,value,20,10,"
)

// TestLinesOfAPlanTableAreThoseOfAnEditor.
func TestLinesOfAPlanTableAreThoseOfAnEditor(t *testing.T) {
	for _, c := range []struct {
		table, zh, en string
		code          rule.Code
	}{
		{smallHead + smallRow + "c,十五五,The 15th,,2028,2030,\n" + strings.Replace(smallRow, "A1", "A2", 1) + ",,,abc,,,\n",
			"第3行 规划 基期年：\"abc\"：应为年份，即1900至2199之间的四位数字", "line 3 plan base year: \"abc\": must be a year: four digits from 1900 to 2199", rule.Syntax},
		{smallHead + ",,,,,,,,,,,,c,十五五,The 15th,abc,2028,2030,\n" + smallRow + ",,,,,,\n", "第2行 规划 基期年", "line 2 plan base year", rule.Syntax},
		{smallHead + ",,,,,,,,,,,,c,十五五,The 15th,1800,2028,2030,\n" + smallRow + ",,,,,,\n", "第2行 规划 基期年：1800：应在1900至2199之间", "line 2 plan base year: 1800", rule.Range},
		{smallHead + ",,,,,,,,,,,,c,十五五,The 15th,,2028,2030,\n\n" + smallRow + ",,,,,,\n", "第2行 规划 基期年：未提供", "line 2 plan base year: not given", rule.Missing},
		{smallHead + smallRow + "c,十五五,The 15th,2025,2028,2030,yes\n", "第2行 计的是个数：\"yes\"：应为是或否", "must be TRUE or FALSE", rule.Syntax},
		{"\n\n" + strings.Replace(smallHead, "unit", "units", 1) + smallRow + "\n", "第3行：units：没有这一列", "line 3: units: no such column", rule.UnknownField},
		{",,,\n" + strings.Replace(smallHead, "unit", "units", 1), "第2行：units", "line 2: units", rule.UnknownField},
		{strings.Replace(smallHead, "counted", "target.at_least[00].factor", 1), "第1行：target.at_least[00].factor：没有这一列", "no such column", rule.UnknownField},
		{strings.Replace(smallHead, "counted", "目标 下限项 系数 #3", 1) + smallRow + "c,十五五,The 15th,2025,2028,2030,1.3\n",
			"第2行 目标 下限项 系数 #3：1.3：前面的#1没有填写；各项从#1起依次填写", "#1 before it is empty", rule.Missing},
		{"十五五指标,,,\n" + smallHead, "第1行：十五五指标：此行像是标题，表头在第2行；请删去", "line 1: 十五五指标: looks like a title, and the heading stands in line 2", rule.Syntax},
		{"sep=,\n" + smallHead, "第1行：sep=：此行是分隔符声明", "names a separator", rule.Syntax},
		{"编号|指标|领域\n", "各列须以半角逗号分隔；请在Excel", "split them in a spreadsheet", rule.Syntax},
		{"编号，指标，领域\n", "各列须以半角逗号分隔；请在Excel", "split them in a spreadsheet", rule.Syntax},
		{"编号、指标、领域\n", "各列须以半角逗号分隔；请在Excel", "split them in a spreadsheet", rule.Syntax},
		{"编号;指标\n", "请另存为“CSV UTF-8（逗号分隔）”", "save it as", rule.Syntax},
	} {
		_, err := indicators.ParsePlanCSV([]byte(c.table))
		require.Error(t, err, c.zh)
		assert.Contains(t, rule.Faults(err).In(rule.Chinese), c.zh)
		assert.Contains(t, rule.Faults(err).In(rule.English), c.en)
		assert.ErrorIs(t, err, c.code, c.zh)
	}
}

// TestEmptyColumnsAndBlankLinesOfAPlanTableDoNotCount, and a yes is written as the table writes it.
func TestEmptyColumnsAndBlankLinesOfAPlanTableDoNotCount(t *testing.T) {
	for cell, counted := range map[string]bool{"是": true, "否": false, "TRUE": true, "FALSE": false, "true": true} {
		table := "\n\n" + strings.TrimSpace(smallHead) + ",,, \n\n" + smallRow + "c,十五五,The 15th,2025,2028,2030," + cell + ",,,\n"
		p, err := indicators.ParsePlanCSV([]byte(table))
		require.NoError(t, err)
		assert.Equal(t, counted, p.Indicators[0].Counted)
	}
}

// TestATextInOneLanguageIsKeptInATable, and a plan that a table cannot hold is refused by the field.
func TestATextInOneLanguageIsKeptInATable(t *testing.T) {
	p := indicators.Previous()
	p.Indicators[0].BaseText = rule.Text{ZH: "约三成"}
	p.Indicators[1].Name.EN = ""
	p.Edition = rule.Text{EN: "draft"}
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		again, err := indicators.ParsePlanCSV([]byte(written(t, p, l)))
		require.NoError(t, err)
		assert.Equal(t, p, again)
	}
	p.Indicators[2].Unit = ""
	err := p.WriteCSV(&strings.Builder{}, rule.English)
	require.ErrorIs(t, err, rule.Missing)
	assert.Contains(t, rule.Faults(err).In(rule.English), "line 4 unit: not given")
}

// TestItemsOfAListStandInAnyOrderOfColumns.
func TestItemsOfAListStandInAnyOrderOfColumns(t *testing.T) {
	head := strings.Replace(strings.Replace(smallHead, "counted", "target.at_least[1].of,target.at_least[1].factor,target.at_least[0].of,target.at_least[0].factor", 1), "target.value,base,", "", 1)
	p, err := indicators.ParsePlanCSV([]byte(head + "A1,甲,A,民政,Civil affairs,元,none,binding,higher,formula,c,十五五,The 15th,2025,2028,2030,b,2,a,1.3\n"))
	require.NoError(t, err)
	require.Len(t, p.Indicators[0].Target.AtLeast, 2)
	assert.Equal(t, "a", p.Indicators[0].Target.AtLeast[0].Of)
}
