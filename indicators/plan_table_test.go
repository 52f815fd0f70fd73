package indicators_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func written(t *testing.T, p indicators.Plan, l rule.Language) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, p.WriteCSV(&b, l))
	return b.String()
}

func plans(t *testing.T) []indicators.Plan {
	out := []indicators.Plan{indicators.Huainan(), indicators.Previous()}
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		p, err := indicators.ParsePlan(data)
		require.NoError(t, err)
		out = append(out, p)
	}
	return out
}

func TestAPlanComesBackFromItsTableInEitherLanguage(t *testing.T) {
	for _, p := range plans(t) {
		want, err := json.Marshal(p)
		require.NoError(t, err)
		for _, l := range []rule.Language{rule.Chinese, rule.English} {
			table := written(t, p, l)
			again, err := indicators.ParsePlanCSV([]byte(table))
			require.NoError(t, err, p.ID)
			got, err := json.Marshal(again)
			require.NoError(t, err)
			assert.Equal(t, string(want), string(got), p.ID)
			assert.NotContains(t, strings.SplitN(table, "\n", 2)[0], "_", "headings are words")
			if l == rule.English {
				assert.NotRegexp(t, `\p{Han}`, strings.SplitN(table, "\n", 2)[0])
			}
		}
	}
}

// A table whose headings are the paths of the JSON, its columns in another order, as another program may write it.
func TestColumnsAreNamedByTheirFieldsInJSON(t *testing.T) {
	p, err := indicators.ParsePlanCSV([]byte("name.zh,name.en,id,domain.zh,domain.en,unit,pool,attribute,direction,target.kind,target.value,base,plan.id,plan.title.zh,plan.title.en,plan.base_year,plan.mid_year,plan.target_year\n" +
		"甲,A,A1,民政,Civil affairs,个,sum,约束性,higher,value,20,10,city-15,十五五,The 15th,2025,2028,2030\n\n" +
		"乙,B,A2,民政,Civil affairs,个,none,anticipatory,越低越好,value,5,10,city-15,,,,,2030\n"))
	require.NoError(t, err)
	assert.Equal(t, "city-15", p.ID)
	assert.Equal(t, 2028, p.MidYear)
	require.Len(t, p.Indicators, 2)
	assert.Equal(t, indicators.Binding, p.Indicators[0].Attribute)
	assert.Equal(t, indicators.Lower, p.Indicators[1].Direction)
}

func TestEachHeadingIsOneColumn(t *testing.T) {
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		head, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, indicators.Huainan(), l), "\uFEFF"))).Read()
		require.NoError(t, err)
		seen := map[string]bool{}
		for _, h := range head {
			assert.False(t, seen[h], h)
			seen[h] = true
		}
	}
}

// Each thing that is wrong is named by its row and column, in Chinese and in English.
func TestAPlanTableNamesWhatIsWrong(t *testing.T) {
	table := written(t, indicators.Huainan(), rule.Chinese)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	column := func(name string) int {
		for i, h := range rows[0] {
			if h == name {
				return i
			}
		}
		t.Fatal(name)
		return 0
	}
	change := func(row int, name, cell string) string {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for i, r := range rows {
			r = append([]string(nil), r...)
			if i == row {
				r[column(name)] = cell
			}
			require.NoError(t, w.Write(r))
		}
		w.Flush()
		return b.String()
	}
	for _, c := range []struct {
		table, zh, en string
		code          rule.Code
	}{
		{change(3, "目标 目标值", "许多"), "第4行 目标 目标值：许多", "line 4 target target: 许多", rule.Syntax},
		{change(7, "目标 目标值", ""), "第8行 目标 目标值：未提供", "line 8 target target: not given", rule.Missing},
		{change(3, "属性", "随便"), "第4行 属性：随便", "line 4 attribute: 随便", rule.Invalid},
		{change(5, "编号", rows[1][column("编号")]), "第6行 编号：" + rows[1][column("编号")] + "：编号重复", "line 6 id: " + rows[1][column("编号")] + ": stands twice", rule.Duplicate},
		{change(5, "编号", ""), "第6行 编号：未提供", "line 6 id: not given", rule.Missing},
		{change(1, "规划 基期年", "2030"), "第2行 规划 目标年", "line 2 plan target year", rule.Range},
		{change(1, "规划 基期年", ""), "第2行 规划 基期年：未提供", "line 2 plan base year: not given", rule.Missing},
		{change(2, "规划 基期年", "2019"), "第3行 规划 基期年：2019：与前面的行不同", "line 3 plan base year: 2019: differs", rule.Invalid},
		{change(0, "单位", "单位名"), "第1行：单位名：没有这一列", "line 1: 单位名: no such column", rule.UnknownField},
		{change(0, "单位", "编号"), "第1行：编号：此列出现两次", "line 1: 编号: the column stands twice", rule.Duplicate},
		{change(0, "单位", "target.at_least[].factor"), "没有这一列", "no such column", rule.UnknownField},
		{change(0, "单位", "目标 下限项 系数"), "没有这一列", "no such column", rule.UnknownField},
		{change(0, "单位", "target.at_least[7].factor"), "下限项", "bounds", rule.Missing},
		{change(0, "单位", " "), "没有列名", "has no heading", rule.Missing},
		{strings.SplitN(table, "\n", 2)[0] + "\n", "只有表头", "no indicator", rule.Missing},
		{table + strings.Repeat(",", 99) + "x\n", "此格在表头各列之外", "beyond the columns", rule.UnknownField},
		{"编号;指标\n1;2\n", "以逗号分隔", "separated by commas", rule.Syntax},
		{"id,unit\n\"1,2\n", "引号不成对", "not closed", rule.Syntax},
		{"", "文件是空的", "the file is empty", rule.Missing},
		{"PK\x03\x04", "工作簿", "workbook", rule.Syntax},
		{"\xb1\xe0\xba\xc5,x\n", "GBK", "GBK", rule.Syntax},
		{"\xff\xfei\x00", "UTF-16", "UTF-16", rule.Syntax},
	} {
		_, err := indicators.ParsePlanCSV([]byte(c.table))
		require.Error(t, err, c.zh)
		f := rule.Faults(err)
		assert.Contains(t, f.In(rule.Chinese), c.zh)
		assert.Contains(t, f.In(rule.English), c.en)
		assert.ErrorIs(t, err, c.code, c.zh)
	}
}

// A spreadsheet computes nothing of a plan's texts, and they come back as they were; what would not is not written.
func TestNoTextOfAPlanIsAFormula(t *testing.T) {
	p := indicators.Previous()
	p.Title.ZH, p.Indicators[0].Name.ZH, p.Indicators[1].Name.EN = "=1+1", "＝HYPERLINK()", "@x, \"y\"\nz"
	table := written(t, p, rule.Chinese)
	assert.Contains(t, table, "'=1+1")
	assert.Contains(t, table, "'＝HYPERLINK()")
	again, err := indicators.ParsePlanCSV([]byte(table))
	require.NoError(t, err)
	assert.Equal(t, p.Title, again.Title)
	assert.Equal(t, p.Indicators[1].Name, again.Indicators[1].Name)
	for _, text := range []string{" x", "x ", "'=x", "a\r\nb"} {
		p.Title.ZH = text
		var b strings.Builder
		assert.ErrorIs(t, p.WriteCSV(&b, rule.Chinese), rule.Invalid, "%q", text)
		assert.Empty(t, b.String())
	}
	p.ID = ""
	assert.ErrorIs(t, p.WriteCSV(&strings.Builder{}, rule.English), rule.Missing)
}

func FuzzParsePlanCSV(f *testing.F) {
	for _, p := range []indicators.Plan{indicators.Huainan(), indicators.Previous()} {
		var b strings.Builder
		if err := p.WriteCSV(&b, rule.Chinese); err != nil {
			f.Fatal(err)
		}
		f.Add(b.String())
	}
	f.Add("id,plan.id,target.at_least[99].factor\n'=1,x,1\n")
	f.Fuzz(func(t *testing.T, table string) {
		p, err := indicators.ParsePlanCSV([]byte(table))
		if err != nil {
			return
		}
		require.NoError(t, p.Check())
		if err := p.WriteCSV(&strings.Builder{}, rule.English); err != nil {
			assert.ErrorIs(t, err, rule.Invalid)
		}
	})
}
