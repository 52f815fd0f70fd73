package indicators_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestEveryStatusSaysItsReason(t *testing.T) {
	huainan, city, county := indicators.Huainan(), load(t, "city-15.json"), load(t, "county-quick.json")
	formula := func(v string, inputs ...string) indicators.Observation {
		o := value("T2.2", 2023, v)
		for i := 0; i+1 < len(inputs); i += 2 {
			o.Inputs = append(o.Inputs, indicators.Input{Name: inputs[i], Value: num(inputs[i+1])})
		}
		return o
	}
	for _, c := range []struct {
		p      *indicators.Plan
		o      indicators.Observation
		zh, en string
	}{
		{&huainan, value("T2.7", 2023, "55"), "55%不低于目标55%", "55% is at least the target, 55%"},
		{&huainan, value("T2.7", 2023, "46.2"), "46.2%不低于年度参考进度46.2%", "46.2% is at least the year's reference, 46.2%"},
		{&huainan, value("T2.7", 2023, "44"), "44%低于年度参考进度46.2%，相差2.2个百分点", "44% is below the year's reference, 46.2%, by 2.2 percentage points"},
		{&huainan, value("T2.7", 2025, "44"), "44%低于目标55%，相差11个百分点", "44% is below the target, 55%, by 11 percentage points"},
		{&huainan, value("T2.16", 2023, "99.9"), "目标年为2025年，规划未定年度进度；距目标0.1个百分点", "due in 2025, the plan sets no way there; 0.1 percentage points to the target"},
		{&huainan, value("T2.1", 2023, "30"), "30%在28%—35%之内", "30% lies within 28%—35%"},
		{&huainan, value("T2.1", 2023, "36"), "36%高于区间28%—35%，超出1个百分点", "36% is above the band 28%—35%, by 1 percentage points"},
		{&huainan, value("T2.1", 2025, "27"), "27%低于目标28%—35%，相差1个百分点", "27% is below the target, 28%—35%, by 1 percentage points"},
		{&huainan, indicators.Observation{Indicator: "T2.5", Year: 2023, Achieved: true}, "仅申报实现目标，没有数据可核", "only declared reached: there is no figure to check"},
		{&huainan, indicators.Observation{Indicator: "T2.7", Year: 2023}, "缺完成值", "lacks figure"},
		{&huainan, indicators.Observation{Indicator: "T2.7", Year: 2023, Part: rule.Give(num("1"))}, "缺分母", "lacks whole"},
		{&huainan, indicators.Observation{Indicator: "T2.7", Year: 2023, Whole: rule.Give(num("1"))}, "缺分子", "lacks part"},
		{&huainan, formula("1200", "allowance", "637", "consumption", "24000"), "1200不低于目标1200", "1200 is at least the target, 1200"},
		{&huainan, formula("1200", "allowance", "637"), "缺上年度同类居民（城镇或农村）人均消费支出", "lacks last year's consumption a person of the same residents, urban or rural"},
		{&huainan, with(formula("1"), withoutFigure), "缺完成值、低保标准、上年度同类居民（城镇或农村）人均消费支出", "lacks figure, the allowance standard, last year's consumption a person of the same residents, urban or rural"},
		{&city, value("A2", 2028, "9"), "9不高于目标10", "9 is at most the target, 10"},
		{&city, value("A2", 2028, "14"), "14不高于年度参考进度14", "14 is at most the year's reference, 14"},
		{&city, value("A2", 2028, "15"), "15高于年度参考进度14，相差1", "15 is above the year's reference, 14, by 1"},
		{&city, value("A2", 2030, "15"), "15高于目标10，相差5", "15 is above the target, 10, by 5"},
		{&county, with(value("2", 2024, "1"), func(o *indicators.Observation) {}), "缺allowance、consumption", "lacks allowance, consumption"},
	} {
		in := find(t, c.p, c.o.Indicator)
		a, err := c.p.Assess(in, c.o.Year, &c.o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, c.zh, a.Reason().ZH)
		assert.Equal(t, c.en, a.Reason().EN[:min(len(a.Reason().EN), len(c.en))])
	}
	var none indicators.Assessment
	assert.Zero(t, none.Reason())
}

// withoutFigure takes the figure away again.
func withoutFigure(o *indicators.Observation) { o.Value = rule.Given[indicators.Number]{} }

// TestAFigureInPermilleIsSaidWithItsSign, and one in a unit of its own without.
func TestAFigureInPermilleIsSaidWithItsSign(t *testing.T) {
	city := load(t, "city-15.json")
	in := *find(t, &city, "A2")
	o := value("A2", 2030, "15")
	for unit, want := range map[string]string{"‰": "15‰高于目标10‰，相差5个千分点", "%": "15%高于目标10%，相差5个百分点", "个": "15高于目标10，相差5"} {
		in.Unit = unit
		a, err := city.Assess(&in, 2030, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, want, a.Reason().ZH)
	}
}

func TestTargetsAreSaidInTheReadersLanguage(t *testing.T) {
	huainan, county := indicators.Huainan(), load(t, "county-quick.json")
	for _, c := range []struct {
		p      *indicators.Plan
		id     string
		zh, en string
	}{
		{&huainan, "T2.7", "55", "55"},
		{&huainan, "T2.1", "28—35", "28—35"},
		{&huainan, "T2.2", "不低于低保标准的1.3倍与上年度同类居民（城镇或农村）人均消费支出的60%÷12中较高者", "at least the highest of 1.3× the allowance standard and 60% ÷ 12 of last year's consumption a person of the same residents, urban or rural"},
		{&huainan, "T2.3", "不低于基本生活标准的10%", "at least 10% of the basic living standard"},
		{&county, "2", "不低于allowance的1.3倍与consumption的0.05倍中较高者", "at least the highest of 1.3 × allowance and 0.05 × consumption"},
	} {
		target := find(t, c.p, c.id).Target
		assert.Equal(t, c.zh, target.Show(rule.Chinese))
		assert.Equal(t, c.en, target.Show(rule.English))
	}
	assert.Equal(t, "0.05", find(t, &huainan, "T2.2").Target.AtLeast[1].Factor.String(), "60 % ÷ 12, exactly")
	assert.Equal(t, "—", indicators.Target{}.Show(rule.Chinese))
}
