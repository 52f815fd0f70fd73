package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/seeds/internal/check"
)

// small is a plan of its own words that has a preamble, a paragraph, both
// tables, a note and a box. With it these tests need no copy of the official
// text.
const small = `标题
（2021-2025）
标题
（2021-2025）
共3条。
一、甲
（一）乙
床位120张，占比达32%，两项，站点全覆盖。
表1  完成
	序号
	指标
	1
	床位比例(%)
	 25
	30
	实现目标
注：1.注一。
（二）丙
进一步。
表2  指标
	序号
	指标
	1
	床位占比
	%
	33
	≥55
	10.8
	约束性
三、丁
（一）戊。
每年不少于324户，逐户建档。
	专栏1  己
	1.每年7次。
`

func smallData() check.Data {
	cell := func(s string) seeds.Cell { return seeds.Cell{Printed: s} }
	clause := func(id, quote string) rule.Clause { return rule.Clause{ID: id, Quote: quote} }
	entry := func(id string, n int, numeral, context string, kind seeds.EntryKind) seeds.Entry {
		return seeds.Entry{Clause: id, N: n, Numeral: numeral, Context: context, Kind: kind}
	}
	return check.Data{
		Clauses: []rule.Clause{
			clause("序1", ""), clause("一(一)1", ""), clause("T1.1", ""), clause("T1.n1", ""), clause("一(二)1", ""),
			clause("T2.1", ""), clause("三(一)1", ""), clause("三(一)2", ""), clause("B1.1", ""),
		},
		Table1: []seeds.PastRow{{Number: 1, Printed: "床位比例(%)", Base: cell("25"), Target: cell("30"), Result: cell("实现目标")}},
		Table2: []seeds.Row{{Number: 1, Printed: "床位占比", PrintedUnit: "%", Base: cell("33"), Target: cell("≥55"), Growth: cell("10.8"), Attribute: seeds.Binding}},
		Quotes: []rule.Clause{clause("一(一)1", "占比达32%"), clause("T2.1", "≥55")},
		Ledger: []seeds.Entry{
			entry("序1", 1, "3", "共[3]条。", seeds.Fact),
			entry("一", 1, "一", "[一]、甲", seeds.NotAQuantity),
			entry("一(一)", 1, "一", "（[一]）乙", seeds.NotAQuantity),
			entry("一(一)1", 1, "120", "床位[120]张，占比达3", seeds.Fact),
			entry("一(一)1", 2, "32", "0张，占比达[32]%，两项，站", seeds.Fact),
			entry("一(一)1", 3, "两", "比达32%，[两]项，站点全覆", seeds.Fact),
			entry("一(一)1", 4, "全覆盖", "，两项，站点[全覆盖]。", seeds.Fact),
			entry("表1", 1, "1", "表[1]  完成 序", seeds.NotAQuantity),
			entry("T1.1", 1, "1", "[1] | 床位比", seeds.NotAQuantity),
			entry("T1.1", 2, "25", "(%) | [25] | 30 ", seeds.Fact),
			entry("T1.1", 3, "30", " 25 | [30] | 实现目", seeds.Fact),
			entry("T1.n1", 1, "1", "注：[1].注一。", seeds.NotAQuantity),
			entry("T1.n1", 2, "一", "注：1.注[一]。", seeds.NotAQuantity),
			entry("一(二)", 1, "二", "（[二]）丙", seeds.NotAQuantity),
			entry("一(二)1", 1, "一", "进[一]步。", seeds.NotAQuantity),
			entry("表2", 1, "2", "表[2]  指标 序", seeds.NotAQuantity),
			entry("T2.1", 1, "1", "[1] | 床位占", seeds.NotAQuantity),
			entry("T2.1", 2, "33", "| % | [33] | ≥55", seeds.Fact),
			entry("T2.1", 3, "55", "33 | ≥[55] | 10.", seeds.ByRule),
			entry("T2.1", 4, "10.8", "≥55 | [10.8] | 约束性", seeds.Fact),
			entry("三", 1, "三", "[三]、丁", seeds.NotAQuantity),
			entry("三(一)1", 1, "一", "（[一]）戊。", seeds.NotAQuantity),
			entry("三(一)2", 1, "324", "每年不少于[324]户，逐户建档", seeds.Open),
			{Clause: "三(一)2", N: 1, InWords: true, Numeral: "逐户建档", Context: "于324户，[逐户建档]。", Kind: seeds.Open},
			entry("专栏1", 1, "1", "专栏[1]  己", seeds.NotAQuantity),
			entry("B1.1", 1, "1", "[1].每年7次。", seeds.NotAQuantity),
			entry("B1.1", 2, "7", "1.每年[7]次。", seeds.Open),
		},
	}
}

func TestEveryNumeralHasExactlyOneEntry(t *testing.T) {
	data := smallData()
	at := slices.IndexFunc(data.Ledger, func(e seeds.Entry) bool { return e.Numeral == "324" })
	entriesMustFit(t, small, data, at)
}

func TestEveryPhraseHasExactlyOneEntry(t *testing.T) {
	data := smallData()
	at := slices.IndexFunc(data.Ledger, func(e seeds.Entry) bool { return e.InWords })
	for name, c := range map[string]struct {
		ledger []seeds.Entry
		says   string
	}{
		"doubled":  {append(slices.Clone(data.Ledger), data.Ledger[at]), "phrase 1 has two entries"},
		"invented": {append(slices.Clone(data.Ledger), seeds.Entry{Clause: "B1.1", N: 1, InWords: true, Numeral: "应有尽有", Context: "[应有尽有]"}), "nothing in the text"},
	} {
		altered := data
		altered.Ledger = c.ledger
		r, err := check.Run(small, altered)
		require.NoError(t, err, name)
		require.Len(t, r.Failures, 1, name)
		assert.Contains(t, r.Failures[0].String(), c.says, name)
	}
}

func TestEachAlterationOfATextIsNamedAtItsClause(t *testing.T) {
	for name, c := range map[string]struct{ old, new, clause, says string }{
		"a numeral changed":     {"324户", "325户", "三(一)2", "its entry has 324"},
		"a numeral removed":     {"324户", "多户", "三(一)2", "nothing in the text"},
		"a numeral added":       {"进一步。", "进一步，3次。", "一(二)1", "has no entry"},
		"one in Chinese":        {"两项", "三项", "一(一)1", "its entry has 两"},
		"full coverage":         {"全覆盖", "覆盖", "一(一)1", "nothing in the text"},
		"a phrase removed":      {"，逐户建档", "", "三(一)2", "the entry of phrase 1"},
		"a phrase more":         {"进一步。", "进一步，逐户建档。", "一(二)1", "phrase 1, 进一步，[逐户建档]。, has no entry"},
		"a phrase's place":      {"户，逐户建档", "户；逐户建档", "三(一)2", "phrase 1 stands in"},
		"a point moved":         {"10.8", "1.08", "T2.1", `the data "10.8"`},
		"full-width digits":     {"324户", "３２４户", "三(一)2", "its entry has 324"},
		"a cell edited":         {"≥55", "55", "T2.1", `the data "≥55"`},
		"a cell without digits": {"\t实现目标", "\t未实现", "T1.1", `the data "实现目标"`},
		"a cell emptied":        {"\t%\n", "\t\n", "T2.1", `the data "%"`},
		"a quotation altered":   {"占比达32%", "占比为32%", "一(一)1", "not there verbatim"},
		"a paragraph added":     {"进一步。\n", "进一步。\n又。\n", "一(二)2", "the index has 三(一)1 here"},
		"a paragraph removed":   {"每年不少于324户，逐户建档。\n", "", "B1.1", "the index has 三(一)2 here"},
		"a box item added":      {"7次。\n", "7次。\n又。\n", "B1.2", "the index does not have"},
		"a box removed":         {"\t专栏1  己\n\t1.每年7次。\n", "", "B1.1", "not in the text"},
		"a row added":           {"\t约束性\n", "\t约束性\n\t2\n\t又\n", "T2.2", "the data do not have"},
		"a cell added":          {"\t10.8\n", "\t10.8\n\t5\n", "T2.1", "8 cells in the text, 7 in the data"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, 1, strings.Count(small, c.old), "the test must alter one place")
			r, err := check.Run(strings.Replace(small, c.old, c.new, 1), smallData())
			require.NoError(t, err)
			var at []string
			for _, f := range r.Failures {
				if f.Clause == c.clause {
					at = append(at, f.What)
				}
			}
			assert.Contains(t, strings.Join(at, "\n"), c.says, "%v", r.Failures)
		})
	}
}
