package indicators_test

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func Example() {
	plan := indicators.Huainan()
	observations := []indicators.Observation{ // sample figures
		{Indicator: "T2.7", Year: 2023, Part: rule.Give(indicators.MustParseNumber("10120")), Whole: rule.Give(indicators.MustParseNumber("23000"))},
		{Indicator: "T2.20", Year: 2023, Value: rule.Give(indicators.MustParseNumber("89"))},
	}
	ev, err := indicators.Evaluate(&plan, 2023, observations, indicators.Linear)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ev.Headline().EN, ev.Deciding)
	for _, a := range ev.FurthestBehind() {
		fmt.Println(a.Indicator.ID, a.Observed().FloatString(1), "behind by", a.ToMilestone().FloatString(1))
	}
	// Output:
	// Mid-term evaluation: of 9 binding indicators 1 behind the reference, 8 without data [T2.7]
	// T2.7 44.0 behind by 2.2
}

func ExampleAuditGrowth() {
	plan := indicators.Huainan()
	audits, err := indicators.AuditGrowth(&plan)
	if err != nil {
		fmt.Println(err)
	}
	for _, a := range audits {
		fmt.Println(a.Indicator.ID, "prints", a.Printed, "which is:", a.Reading.Label().EN)
	}
	// Output:
	// T2.7 prints 10.8 which is: compound yearly growth
	// T2.10 prints 1 which is: amount added each year
	// T2.11 prints 7.6 which is: total growth, cut off
	// T2.12 prints 11 which is: none fits
	// T2.14 prints 1 which is: compound yearly growth
}

func ExamplePool() {
	plan := indicators.Huainan()
	beds := func(county, care, all string) indicators.Observation {
		return indicators.Observation{Indicator: "T2.7", Year: 2023, County: county,
			Part: rule.Give(indicators.MustParseNumber(care)), Whole: rule.Give(indicators.MustParseNumber(all))}
	}
	pooled, err := indicators.Pool(&plan, 2023, []string{"甲", "乙"}, []indicators.Observation{
		beds("甲", "60", "100"), beds("乙", "360", "900")}) // 60 % and 40 %, whose mean is 50 %
	if err != nil {
		fmt.Println(err)
		return
	}
	part, _ := pooled.Observations[0].Part.Get()
	whole, _ := pooled.Observations[0].Whole.Get()
	fmt.Println(part, "of", whole)
	fmt.Println(pooled.Absent[0].Indicator, pooled.Absent[0].Counties)
	// Output:
	// 420 of 1000
	// T2.4 [甲 乙]
}

func ExampleFigure_Show() {
	var f indicators.Figure
	for _, text := range []string{"0.645", "100/3", "164999999/3000000"} {
		if err := f.UnmarshalText([]byte(text)); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(f.Show(0), f.Show(2), f.Show(0, big.NewRat(55, 1)))
	}
	// Output:
	// 0.645 0.645 0.645
	// ≈33 ≈33.33 ≈33
	// ≈55 ≈54.9999997 ≈54.9999997
}

// A plan as a table to be filled in by a spreadsheet, and read again.
func ExampleParsePlanCSV() {
	p, err := indicators.ParsePlanCSV([]byte(`规划 编号,规划 标题（中文）,规划 标题（英文）,规划 基期年,规划 中期评估年,规划 目标年,编号,指标（中文）,指标（英文）,领域（中文）,领域（英文）,单位,汇总方式,属性,方向,基值,目标 目标形式,目标 目标值
sample,样本规划,A sample,2025,2028,2030,A1,养老床位,Beds,养老服务,Eldercare,张,合计,约束性,越高越好,100,单一数值,120
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.ID, p.BaseYear, p.TargetYear, p.Indicators[0].Name.EN)
	_, err = indicators.ParsePlanCSV([]byte("plan.id,id,target.value\nsample,A1,many\n"))
	fmt.Println(rule.Faults(err)[0].In(rule.English))
	// Output:
	// sample 2025 2030 Beds
	// line 2 indicator (Chinese): not given
}

// The plan of this city as a table, to begin another one with.
func ExamplePlan_WriteCSV() {
	var b strings.Builder
	if err := indicators.Previous().WriteCSV(&b, rule.English); err != nil {
		fmt.Println(err)
		return
	}
	head, _, _ := strings.Cut(strings.TrimPrefix(b.String(), "\uFEFF"), "\n")
	fmt.Println(strings.Join(strings.Split(head, ",")[:6], ", "))
	// Output:
	// plan id, plan title (Chinese), plan title (English), plan text read (Chinese), plan text read (English), plan base year
}
