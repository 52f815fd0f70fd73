package check_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/seeds/internal/check"
)

// official is a copy of the plan beside the repository; it is not part of it.
const official = "../../../../shared/plan/huainan-14th-five-year-plan.txt"

func text(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(official)
	if err != nil {
		t.Skip("no copy of the official text at hand")
	}
	return string(raw)
}

func module(t *testing.T) check.Data {
	t.Helper()
	data, err := check.Module()
	require.NoError(t, err)
	return data
}

func TestTheDataMatchTheOfficialText(t *testing.T) {
	r, err := check.Run(text(t), module(t))
	require.NoError(t, err)
	assert.Empty(t, r.Failures)
	assert.Equal(t, 17*5+20*7, r.Cells)
	assert.NotZero(t, r.Quotes)
	assert.NotZero(t, r.Clauses)
}

func TestAnAlteredTextIsNamedAtItsClause(t *testing.T) {
	whole, data := text(t), module(t)
	for name, c := range map[string]struct{ old, new, clause string }{
		"a cell's figure":   {"\t≥55\n", "\t≥56\n", "T2.7"},
		"a cell's unit":     {"\t㎡\n", "\t亩\n", "T2.10"},
		"a name":            {"\t福利彩票销售网点数\n", "\t福利彩票网点数\n", "T2.14"},
		"a row gone":        {"\t17\n\t福利彩票销售量（亿元）\n\t1.69 \n\t8.957\n\t1..31\n", "", "T1.17"},
		"a quotation":       {"城乡最低生活保障月保障标准达637元/人", "城乡最低生活保障月保障标准达638元/人", "一(一)3"},
		"a column's year":   {"2025年目标值", "2026年目标值", "表2"},
		"a quota":           {"每个城市社区不少于10个", "每个城市社区不少于12个", "三(六)4"},
		"a paragraph more":  {"\n优化居家社区养老服务网络。", "\n新增一段。\n优化居家社区养老服务网络。", "三(二)12"},
		"a box item gone":   {"2、精神卫生福利机构建设工程。2025年，完成市级精神病人卫生福利机构建设，为困难精神障碍患者提供集中养护、康复服务。\n", "", "三(六)1"},
		"a numeral changed": {"每年实施不少于324户", "每年实施不少于325户", "B2.3"},
		"a numeral gone":    {"每年实施不少于324户", "每年实施多户", "B2.3"},
		"a numeral more":    {"实施政府购买居家养老服务，", "实施政府购买居家养老服务3次，", "一(一)4"},
		"in Chinese":        {"六个维度", "七个维度", "三(一)4"},
		"full coverage":     {"婚姻家庭辅导室全覆盖", "婚姻家庭辅导室覆盖", "三(五)3"},
		"another place":     {"二〇三五年远景目标，推进", "二〇三五年的目标，推进", "二(三)4"},
		"a table's head":    {"2020年基值", "2021年基值", "表2"},
		"a phrase":          {"就高不就低", "就低不就高", "T2.2"},
		"a phrase more":     {"一次办好", "一次办好、先行救助", "三(五)3"},
		"a note's number":   {"2.因2020年疫情", "3.因2020年疫情", "T1.17"},
	} {
		t.Run(name, func(t *testing.T) {
			altered := strings.Replace(whole, c.old, c.new, 1)
			require.NotEqual(t, whole, altered, "the test must alter the text")
			r, err := check.Run(altered, data)
			require.NoError(t, err)
			var clauses []string
			for _, f := range r.Failures {
				clauses = append(clauses, f.Clause)
				assert.NotEmpty(t, f.What)
			}
			assert.Contains(t, strings.Join(clauses, " "), c.clause)
		})
	}
}

func TestAnotherTextIsRefused(t *testing.T) {
	for _, s := range []string{"", "标题\n（2021-2025）\n"} {
		_, err := check.Run(s, module(t))
		assert.Error(t, err)
	}
	r, err := check.Run("（2021-2025）\n（2021-2025）\n", module(t))
	require.NoError(t, err)
	assert.NotEmpty(t, r.Failures, "an empty body has none of the clauses")
}

func TestEveryNumeralOfTheOfficialTextHasExactlyOneEntry(t *testing.T) {
	whole, data := text(t), module(t)
	at := slices.IndexFunc(data.Ledger, func(e seeds.Entry) bool { return e.Clause == "B2.3" && e.Numeral == "324" })
	require.GreaterOrEqual(t, at, 0)
	entriesMustFit(t, whole, data, at)
}

// entriesMustFit alters the entry at i of a ledger that fits its text, and wants
// each alteration named, and nothing else.
func entriesMustFit(t *testing.T, whole string, data check.Data, i int) {
	t.Helper()
	good := data.Ledger
	r, err := check.Run(whole, data)
	require.NoError(t, err)
	require.Empty(t, r.Failures)
	sum := 0
	for _, k := range []seeds.EntryKind{seeds.ByRule, seeds.Fact, seeds.NotAQuantity, seeds.Open} {
		sum += r.Numerals[k] + r.Phrases[k]
	}
	assert.Equal(t, len(good), sum)
	assert.Len(t, r.Open, r.Numerals[seeds.Open]+r.Phrases[seeds.Open])

	edited := func(edit func(*seeds.Entry)) []seeds.Entry {
		out := slices.Clone(good)
		edit(&out[i])
		return out
	}
	for name, c := range map[string]struct {
		ledger []seeds.Entry
		says   string
	}{
		"removed":         {slices.Delete(slices.Clone(good), i, i+1), "has no entry"},
		"doubled":         {append(slices.Clone(good), good[i]), "two entries"},
		"another numeral": {edited(func(e *seeds.Entry) { e.Numeral = "325" }), "its entry has 325"},
		"another place":   {edited(func(e *seeds.Entry) { e.Context = "[324]" }), "its entry has [324]"},
		"invented":        {append(slices.Clone(good), seeds.Entry{Clause: good[i].Clause, N: 99, Numeral: "7", Context: "[7]"}), "nothing in the text"},
	} {
		altered := data
		altered.Ledger = c.ledger
		r, err := check.Run(whole, altered)
		require.NoError(t, err, name)
		require.Len(t, r.Failures, 1, name)
		assert.Equal(t, good[i].Clause, r.Failures[0].Clause, name)
		assert.Contains(t, r.Failures[0].String(), c.says, name)
	}
}
