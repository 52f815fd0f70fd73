package rule_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestTextPutsTheAnswerFirstAndNoGivenTwice(t *testing.T) {
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	sums, err := d.Digests()
	require.NoError(t, err)
	text := d.Text(rule.Chinese)
	assert.Equal(t, `救助  sample.relief  第1版
结论
  救助金额（元）: 286.00
  已封顶: 否
  户籍地: 农村
  成员1 差额（元）: 476.55
  成员2 差额（元）: 0.00
计算过程
  1. 适用标准 = 如果(户籍地 等于 农村, 农村标准, 城市标准) = 如果(农村 等于 农村, 600.00, 800.00) = 600.00
  2. 差额[1] = 取较大者(适用标准 − 月收入[1], 0) = 取较大者(600.00 − 123.45, 0) = 476.55
  3. 差额[2] = 取较大者(适用标准 − 月收入[2], 0) = 取较大者(600.00 − 700.00, 0) = 0.00
  4. 差额合计 = 合计(差额) = 476.55 + 0.00 = 476.55
  5. 应救助 = 取整(差额合计 × 保障比例, 取整方式) = 取整(476.55 × 60%, 不足1元按1元计) = 286.00  [T9.1]
  6. 是否封顶 = 如果(已提供(封顶), 应救助 > 封顶, 否) = 如果(否, 286.00 > 未提供, 否) = 否
  7. 救助金额 = 如果(是否封顶, 封顶, 应救助) = 如果(否, 未提供, 286.00) = 286.00
  8. 财产已核对 = 已提供(家庭财产) = 是 = 是  [三(九)1]
申报核对信息
  户籍地: 农村
  成员1 月收入（元）: 123.45
  成员2 月收入（元）: 700.00
  成员2 年龄: 81
  家庭财产（元）: 1000.00
政策参数
  农村标准（元）: 600.00  规划未规定，本库约定
  城市标准（元）: 800.00  规划未规定，本库约定
  保障比例: 60%  [T9.1]
  取整方式: 不足1元按1元计  规划未规定，本库约定
政策依据
  [T9.1] 表9第1行 “不低于60%”
  [三(九)1] 第三部分 “先行救助”
  征求意见稿
记录校验码  sha256:`+sums.Decision+"\n", text)
	for _, given := range []string{"123.45\n", "1000.00\n", ": 800.00", ": 81\n"} {
		assert.Equal(t, 1, strings.Count(text, given), given)
	}
}

func TestSummaryTellsFewFactsAndCountsMany(t *testing.T) {
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	facts := "申报核对信息  户籍地 农村；成员1 月收入（元） 123.45；成员2 月收入（元） 700.00；成员2 年龄 81；家庭财产（元） 1000.00\n"
	assert.Equal(t, `救助  sample.relief
结论
  救助金额（元）: 286.00
  已封顶: 否
  户籍地: 农村
  成员1 差额（元）: 476.55
  成员2 差额（元）: 0.00
`+facts+`政策依据  T9.1、三(九)1
`, d.Summary(rule.Chinese))

	many := household()
	for range 9 {
		many.Members = append(many.Members, many.Members[0])
	}
	d, err = Relief.Explain(many)
	require.NoError(t, err)
	assert.Contains(t, d.Summary(rule.English), "\nFacts  14 of them\n")
}

func TestTextSaysWhoseParametersTheyAre(t *testing.T) {
	explain := func(change func(p *ReliefPolicy)) string {
		p := Relief.Parameters()
		change(&p)
		d, err := Relief.Under(p).Explain(household())
		require.NoError(t, err)
		return d.For(rule.Subject{Case: "H-1", Month: unit.MustParseMonth("2021-07")}).Text(rule.English)
	}
	text := explain(func(p *ReliefPolicy) { p.Share = unit.MustParseRate("70%") })
	assert.Contains(t, text, "\nSubject  H-1  2021-07\n")
	assert.Contains(t, text, "share: 70%  not the plan's value (which is 60%)\n")
	assert.NotContains(t, text, "T9.1", "its figure is not the parameter's")
	assert.Contains(t, text, "\n  member 2 age: 81\n")
	text = explain(func(p *ReliefPolicy) { p.Share = unit.MustParseRate("80%") })
	assert.Contains(t, text, "share: 80%  [T9.2]\n")
	assert.Contains(t, text, "  [T9.2] Table 9, row 2 “达到80%”\n", "a clause that is named is listed")
	text = explain(func(p *ReliefPolicy) { p.Cap = rule.Give(unit.Yuan(100)) })
	assert.Contains(t, text, "cap (yuan): 100.00  the caller's: the plan has no figure\n")
	assert.Contains(t, text, "share: 60%  [T9.1]\n", "60.0% or 60% is one value")
}

func TestTextNamesAListsOriginOnce(t *testing.T) {
	d, err := rule.MustNew(sharing()).Explain(ages{})
	require.NoError(t, err)
	text := d.Text(rule.Chinese)
	assert.Contains(t, text, "bands1 from: 80  规划未规定，本库约定\n")
	assert.Contains(t, text, "bands2 from: 90\n")
}

// TestOneCodeOfTwoListsKeepsItsWords: two closed lists may use a code for two things.
func TestOneCodeOfTwoListsKeepsItsWords(t *testing.T) {
	type facts struct {
		First  rule.Enum[first]  `json:"first" zh:"甲"`
		Second rule.Enum[second] `json:"second" zh:"乙"`
	}
	type answer struct {
		Same bool `json:"same" zh:"相同"`
	}
	same := rule.Term{ID: "same", Label: rule.Text{ZH: "相同", EN: "same"}, Formula: "{first} = 'x' and {second} = 'x'"}
	r := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "test.codes", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{&same},
		Kernel: func(_ *none, _ facts, tr *rule.Trace) (answer, error) { tr.Flag(&same, true); return answer{true}, nil },
	})
	d, err := r.Explain(facts{1, 1})
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "甲 等于 一 且 乙 等于 二")
}

type (
	first  struct{}
	second struct{}
)

func (first) Choices() rule.Choices {
	return rule.Choices{1: {Code: "x", Label: rule.Text{ZH: "一", EN: "one"}}}
}

func (second) Choices() rule.Choices {
	return rule.Choices{1: {Code: "x", Label: rule.Text{ZH: "二", EN: "two"}}}
}

func TestTextOfALabelThatHoldsItsOwnPlaceEnds(t *testing.T) {
	d := heatingDefinition()
	term := rule.Term{ID: "subsidy", Label: rule.Text{ZH: "补贴{subsidy}%s", EN: "{per_person} {subsidy}%d"}, Formula: paid.Formula}
	d.Steps = []*rule.Term{&term}
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, tr *rule.Trace) (HeatingAnswer, error) {
		tr.Money(&term, p.PerPerson)
		return HeatingAnswer{p.PerPerson}, nil
	}
	got, err := rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(5)}).Explain(HeatingFacts{1})
	require.NoError(t, err)
	assert.Contains(t, got.Text(rule.Chinese), "补贴{subsidy}%s = 每人补贴 × 人数 = 5.00 × 1 = 5.00\n")
}

// TestTextIsLinear: a city of 20,000 places took minutes once.
// TestTextIsLinear counts what telling a decision allocates, which every line of it does: time
// itself is a benchmark's.
func TestTextIsLinear(t *testing.T) {
	allocated := func(members int) float64 {
		d, err := Relief.Explain(Household{Area: Rural, Members: make([]Member, members)})
		require.NoError(t, err)
		return testing.AllocsPerRun(1, func() {
			require.Greater(t, strings.Count(d.Text(rule.Chinese), "\n"), 3*members)
		})
	}
	small, large := allocated(2_500), allocated(20_000)
	assert.Less(t, large, 10*small, "8 times as much; %v and %v", small, large)
}

func BenchmarkText(b *testing.B) {
	for _, members := range []int{2_500, 5_000, 10_000, 20_000} {
		d, err := Relief.Explain(Household{Area: Rural, Members: make([]Member, members)})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Itoa(members), func(b *testing.B) {
			for b.Loop() {
				d.Text(rule.Chinese)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(members), "ns/member")
		})
	}
}

func TestADecisionReadBackCanBeTold(t *testing.T) {
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	record, err := json.Marshal(d)
	require.NoError(t, err)
	var back rule.Decision[ReliefPolicy, Household, ReliefAnswer]
	require.NoError(t, json.Unmarshal(record, &back))
	assert.Contains(t, back.Text(rule.Chinese), "差额合计 = sum({each.lack}) = 476.55")
	assert.ErrorIs(t, back.Verify(), rule.NotWhole)
}

func ExampleDecision_Text() {
	d, _ := heating().Explain(HeatingFacts{Persons: 3})
	fmt.Print(d.Text(rule.Chinese))
	// Output:
	// 取暖补贴  sample.heating  第1版
	// 结论
	//   取暖补贴（元）: 360.00
	// 计算过程
	//   1. 取暖补贴 = 每人补贴 × 人数 = 120.00 × 3 = 360.00  [sample-1]
	// 申报核对信息
	//   人数: 3
	// 政策参数
	//   每人补贴（元）: 120.00  由调用方给出，规划无此数值
	// 政策依据
	//   [sample-1] 第一条 示例文件（规划之外） “按人发放”
	// 记录校验码  sha256:7879404ba58a0dc5e22a32ff838d0417d098cc512b0da1258195de7e7cc45cbc
}

func ExampleDecision_Summary() {
	d, _ := heating().Explain(HeatingFacts{Persons: 3})
	fmt.Print(d.Summary(rule.Chinese))
	// Output:
	// 取暖补贴  sample.heating
	// 结论
	//   取暖补贴（元）: 360.00
	// 申报核对信息  人数 3
	// 政策参数（由调用方给出，规划无此数值）  每人补贴（元） 120.00
	// 政策依据  sample-1
}
