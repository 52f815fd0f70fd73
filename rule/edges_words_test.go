package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// crossing is one short of the ten of eighteen: 55 % of 20 seats are 11. Three persons pay 12.50 each before July 2023, 80 % of it from
// then on.
var crossing = ferryFacts{Seats: 20, Taken: 10, Month: unit.MustParseMonth("2023-05"), Share: unit.MustParseRate("80%"), Area: Rural, Guests: rule.Give[int64](2)}

const loadTurns = "  turned: passengers ÷ seats ≥ floor of the load [sample-1]; least n: (passengers + n) ÷ seats ≥ floor of the load [sample-1]\n"

// TestSegmentsAreToldInWords: each course, each kind of number that runs, refusals and what turned, by hand from the formulas.
func TestSegmentsAreToldInWords(t *testing.T) {
	for _, c := range []struct{ path, from, to, en, zh, edges string }{
		{"seats", "1", "60", "seats from 1 to 60 (in this case 20)\n" +
			"  1 to 18  sails yes; passengers lacking 0; fee 37.50; heads 3\n" +
			"  19 to 60  sails no; passengers lacking 1→23 (+0.55 for each 1 more, rounded to whole ones); fee 37.50; heads 3" + loadTurns,
			"  19至60  是否开航 否；尚缺乘客 1→23（每增1变动+0.55，取整到个）；应付 37.50；人数 3  转折：乘客 ÷ 座位 ≥ 上座率下限 [sample-1]；",
			"20 at 19: sails yes→no; passengers lacking from there +0.55 for each 1 more (是否开航 是→否；尚缺乘客 此后每增1变动+0.55)"},
		{"taken", "1", "60", "passengers from 1 to 60 (in this case 10)\n" +
			"  1 to 10  sails no; passengers lacking 10→1 (−1 for each 1 more); fee 37.50; heads 3\n" +
			"  11 to 60  sails yes; passengers lacking 0; fee 37.50; heads 3" + loadTurns,
			"乘客 从1人到60人（本案10人）\n  1至10  是否开航 否；尚缺乘客 10→1（每增1变动−1）；应付 37.50；人数 3\n",
			"10 at 11: sails no→yes; passengers lacking stays from there: 0 (是否开航 否→是；尚缺乘客 此后不变：0)"},
		{"month", "2023-01", "2024-12", "month from 2023-01 to 2024-12 (in this case 2023-05)\n" +
			"  2023-01 to 2023-06  sails no; passengers lacking 1; fee 37.50; heads 3\n" +
			"  2023-07 to 2024-12  sails no; passengers lacking 1; fee 30.00 (a jump of −7.50); heads 3  turned: month ≥ since [sample-1]\n",
			"应付 30.00（跳变−7.50）；人数 3  转折：月份 ≥ 起始月份 [sample-1]\n",
			"2023-05 at 2023-07: fee jumps by −7.50 (应付 跳变−7.50)"},
		{"guests", "8", "12", "guests from 8 to 12 (in this case 2)\n" +
			"  8 to 9  sails no; passengers lacking 1; fee 112.50→125.00 (+12.5 for each 1 more); heads 9→10 (+1 for each 1 more)\n" +
			"  10 to 12  refused: must be at least 0 and at most 9\n",
			"  10至12  规则不予计算：应不小于0、不大于9\n", ""},
		{"guests", "3", "3", "guests from 3 to 3 (in this case 2)\n  3  sails no; passengers lacking 1; fee 50.00; heads 4\n", "同行人 从3人到3人（本案2人）\n", ""},
		{"floor", "10%", "100%", "floor of the load from 10% to 100% (in this case 55%)\n" +
			"  10% to 50%  sails yes; passengers lacking 0; fee 37.50; heads 3\n" +
			"  50.01% to 100%  sails no; passengers lacking 1→10 (+0.2 for each percentage point more, rounded to whole ones); fee 37.50; heads 3" + loadTurns,
			"尚缺乘客 1→10（每增1个百分点变动+0.2，取整到个）",
			"55% at 50.01%: sails yes→no; passengers lacking from there +0.2 for each percentage point more (是否开航 是→否；尚缺乘客 此后每增1个百分点变动+0.2)"},
		{"base", "1", "60", "fare from 1.00 yuan to 60.00 yuan (in this case 12.50 yuan)\n" +
			"  1.00 to 60.00  sails no; passengers lacking 1; fee 3.00→180.00 (+3 for each 1 more, rounded to the nearest whole jiao, half up); heads 3\n",
			"票价 从1.00元到60.00元（本案12.50元）\n", ""},
		{"since", "2023-01", "2024-12", "since from 2023-01 to 2024-12 (in this case 2023-07)\n" +
			"  2023-01 to 2023-05  sails no; passengers lacking 1; fee 30.00; heads 3\n" +
			"  2023-06 to 2024-12  sails no; passengers lacking 1; fee 37.50 (a jump of +7.50); heads 3  turned: month ≥ since [sample-1]\n",
			"应付 37.50（跳变+7.50）", "2023-07 at 2023-06: fee jumps by +7.50 (应付 跳变+7.50)"},
	} {
		e, err := ferry.Edges(crossing, c.path, c.from, c.to)
		require.NoError(t, err, c.path)
		assert.Equal(t, c.en, e.Text(rule.English), c.path)
		assert.Contains(t, e.Text(rule.Chinese), c.zh, c.path)
		var edges []string
		for _, h := range e.Thresholds() {
			edges = append(edges, h.Value+" at "+h.At+": "+h.Change.EN+" ("+h.Change.ZH+")")
			assert.Equal(t, c.path, h.Path)
			assert.Contains(t, c.en, "turned: "+h.Turned.EN, c.path)
			assert.Contains(t, e.Text(rule.Chinese), "转折："+h.Turned.ZH, c.path)
		}
		assert.Equal(t, c.edges, strings.Join(edges, "\n"), c.path)
	}
	assert.Empty(t, rule.Edges{}.Text(rule.English))
}

// TestChangesAreToldInWords: more and fewer, a choice, a flag, and one for all that changes nothing.
func TestChangesAreToldInWords(t *testing.T) {
	in := gauged("12%", "1")
	in.Rows, in.Spare = []gaugeRow{{15, Urban}, {4, Rural}}, rule.Give(gaugeSpare{Count: 9, Whole: true}) // 24 pieces, 20 are not over
	f, err := gauge.Flip(in)
	require.NoError(t, err)
	assert.Equal(t, "over: yes\n  row 1 pieces 4 fewer (11): no  turned: over: pieces in all > 20 [sample-1]\n  row 1 place → Rural: no\n  spare pieces 4 fewer (5): no  turned: over: pieces in all > 20 [sample-1]\n  spare whole → no: no\n  at night → yes: no\n"+
		"  no value alone changes it: tiny, short, wide, plain, small, rate, figure, month, box paid, row 2 pieces, row 2 place\n", f.Text(rule.English))
	assert.Equal(t, "超出: 是\n  行1 件数 减少4（至11件）：否  转折：超出：件数合计 > 20 [sample-1]\n  行1 地点 → 农村: 否\n  备用 件数 减少4（至5）：否  转折：超出：件数合计 > 20 [sample-1]\n  备用 完好 → 否: 否\n  夜间 → 是: 否\n"+
		"  单独变动不改变结论：微数、短数、长数、数、小数目、比率、数值、月份、箱 已付、行2 件数、行2 地点\n", f.Text(rule.Chinese))
	f, err = ferry.Flip(crossing)
	require.NoError(t, err)
	assert.Equal(t, "sails: no\n  seats 2 fewer (18): yes  turned: sails: passengers ÷ seats ≥ floor of the load [sample-1]\n  passengers 1 more (11): yes  turned: sails: passengers ÷ seats ≥ floor of the load [sample-1]\n  no value alone changes it: month, share, area, at night, guests\n", f.Text(rule.English))
	f, err = ferry.FlipParameters(crossing)
	require.NoError(t, err)
	assert.Equal(t, "sails: no\n  floor of the load lower by 5 percentage points (50%): yes (in steps of 0.01%; not yet at 50.01%)  turned: sails: passengers ÷ seats ≥ floor of the load [sample-1]\n  no value alone changes it: fare, since\n", f.Text(rule.English))
	assert.Equal(t, "是否开航: 否\n  上座率下限 降低5个百分点（至50%）：是（按0.01%逐步变动，50.01%时尚未改变）  转折：是否开航：乘客 ÷ 座位 ≥ 上座率下限 [sample-1]\n  单独变动不改变结论：票价、起始月份\n", f.Text(rule.Chinese))
}
