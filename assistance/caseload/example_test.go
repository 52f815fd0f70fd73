package caseload_test

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// published is what a notice of the city gives: the two standards.
type published struct {
	Urban unit.Money `json:"urban" zh:"城市低保标准（元/人·月）" en:"urban standard"`
	Rural unit.Money `json:"rural" zh:"农村低保标准（元/人·月）" en:"rural standard"`
}

// huainan reads the sample book 样例 of the city's published standards. What the notices do not
// give is the caller's: here a made-up limit of property.
func huainan() (caseload.Book, error) {
	file, err := os.Open("testdata/huainan-sample.csv")
	if err != nil {
		return caseload.Book{}, err
	}
	defer file.Close()
	notices, err := dated.ReadCSV[published](file, dated.Areas{City: "淮南市", Counties: counties})
	if err != nil {
		return caseload.Book{}, err
	}
	return dated.Map(notices, func(p published) (caseload.Standards, error) {
		s := caseload.Standards{
			Urban: assistance.AllowancePolicy{Standard: p.Urban, PropertyLimit: unit.Yuan(30_000)},
			Rural: assistance.AllowancePolicy{Standard: p.Rural, PropertyLimit: unit.Yuan(30_000)},
		}
		return s, s.Check()
	}, "urban.standard", "rural.standard")
}

// home is a household of so many members, of whom one has an income.
func home(a assistance.Area, members int, income int32) assistance.Household {
	h := assistance.Household{Area: a, Property: rule.Give(unit.Yuan(0)), Members: make([]assistance.Member, members)}
	h.Members[0].Income = unit.Yuan(income)
	return h
}

// The same households in June and in July 2023 样例: the standard changes on 1 July.
func ExampleRun() {
	book, err := huainan()
	if err != nil {
		fmt.Println(err)
		return
	}
	cases := []caseload.Case{
		{ID: "户1", County: "田家庵区", Household: home(assistance.Urban, 3, 1_500)},
		{ID: "户2", County: "寿县", Household: home(assistance.Rural, 2, 1_450)},
		{ID: "户3", County: "合肥市", Household: home(assistance.Urban, 1, 0)},
	}
	for _, month := range []string{"2023-06", "2023-07"} {
		for r, err := range caseload.Run(context.Background(), slices.Values(cases), book, unit.MustParseMonth(month), rule.Batch{}) {
			if err != nil {
				fmt.Println(month, r.ID, err)
				continue
			}
			fmt.Println(month, r.ID, r.County, r.Award.Amount, r.Award.Outcome.Label().EN)
		}
	}
	// Output:
	// 2023-06 户1 田家庵区 675.00 eligible
	// 2023-06 户2 寿县 0.00 income a person not below the allowance standard
	// 2023-06 户3 row 2: county: "合肥市": the book of standards has no such county: check its name, which is one of 淮南市, 田家庵区, 大通区, 谢家集区, 八公山区, 潘集区, 凤台县, 寿县
	// 2023-07 户1 田家庵区 852.00 eligible
	// 2023-07 户2 寿县 60.00 eligible
	// 2023-07 户3 row 2: county: "合肥市": the book of standards has no such county: check its name, which is one of 淮南市, 田家庵区, 大通区, 谢家集区, 八公山区, 潘集区, 凤台县, 寿县
}

// The notice of 2023 样例 came out on 8 October and reaches back to July: three months were
// paid by the standards of 2022, as they were known then.
func ExampleArrears() {
	book, err := huainan()
	if err != nil {
		fmt.Println(err)
		return
	}
	moved := home(assistance.Rural, 2, 700)
	var paid []caseload.PaidMonth
	for _, month := range []string{"2023-07", "2023-08", "2023-09"} {
		m := unit.MustParseMonth(month)
		for _, c := range []caseload.Case{
			{ID: "户1", County: "田家庵区", Household: home(assistance.Urban, 3, 1_500)},
			{ID: "户2", County: "寿县", Household: moved},
		} {
			then := book.AsKnownOn(unit.MustParseDay(month + "-10")) // the day of the payroll
			for r, err := range caseload.Run(context.Background(), slices.Values([]caseload.Case{c}), then, m, rule.Batch{}) {
				if err != nil {
					fmt.Println(err)
					return
				}
				paid = append(paid, caseload.PaidMonth{Case: c, Month: m, Paid: r.Award.Amount})
			}
		}
		moved = home(assistance.Urban, 2, 700) // to town, from August on
	}
	rows := caseload.Arrears(context.Background(), slices.Values(paid), book, rule.Batch{})
	for a, err := range rows {
		fmt.Println(a.ID, a.Month, a.Award.Amount, "−", a.Paid, "=", a.Owed, err)
	}
	sum, err := caseload.SumArrears(rows)
	for _, m := range sum.ByMonth {
		fmt.Println(m.Month, m.Arrears)
	}
	fmt.Println("应补发合计", sum.All.Arrears, err)
	// Output:
	// 户1 2023-07 852.00 − 675.00 = 177.00 <nil>
	// 户2 2023-07 810.00 − 716.00 = 94.00 <nil>
	// 户1 2023-08 852.00 − 675.00 = 177.00 <nil>
	// 户2 2023-08 868.00 − 750.00 = 118.00 <nil>
	// 户1 2023-09 852.00 − 675.00 = 177.00 <nil>
	// 户2 2023-09 868.00 − 750.00 = 118.00 <nil>
	// 2023-07 271.00
	// 2023-08 295.00
	// 2023-09 295.00
	// 应补发合计 861.00 <nil>
}

// A decision names the document that its standard is from; what the document does not give is
// the caller's.
func ExampleMonth_Rule() {
	book, err := huainan()
	if err != nil {
		fmt.Println(err)
		return
	}
	july, err := caseload.InMonth(book, unit.MustParseMonth("2023-07"))
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := july.Rule("寿县", assistance.Rural)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := r.Explain(home(assistance.Rural, 2, 700))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range d.Origins {
		fmt.Println(o.Path, o.In(rule.Chinese))
	}
	// Output:
	// standard 样例〔2023〕1号 自2023-07
	// property_limit 由调用方给出，规划无此数值
	// employment_costs [三(一)2]
	// rounding 规划未规定，本库约定
}

// The standard rises on 1 July 2023 样例: a household at the edge is now within the allowance, one came
// near its bound, one was not reported.
func ExampleMonitor() {
	limits := assistance.ClassPolicy{Disposable: unit.Yuan(30_000), SpendingShare: unit.Percent(60),
		SupportLimit: unit.Yuan(20_000), AllowanceLimit: unit.Yuan(30_000), EdgeLimit: unit.Yuan(40_000), RigidLimit: unit.Yuan(40_000)} // made up
	standards, err := huainan()
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := dated.Map(standards, func(s caseload.Standards) (caseload.ClassStandards, error) {
		c := caseload.ClassStandards{Urban: limits, Rural: limits}
		c.Urban.Standard, c.Rural.Standard = s.Urban.Standard, s.Rural.Standard
		return c, c.Check()
	}, "urban.standard", "rural.standard")
	if err != nil {
		fmt.Println(err)
		return
	}
	household := func(id string, income int32) caseload.Watched {
		return caseload.Watched{ID: id, County: "寿县", Township: "寿春镇", Area: assistance.Urban,
			Applicant: assistance.Applicant{Members: 2, Income: unit.Yuan(income), YearIncome: unit.Yuan(12 * income)}}
	}
	june := []caseload.Watched{household("户1", 1_500), household("户2", 1_600), household("户3", 900), household("户4", 700)}
	july := []caseload.Watched{household("户1", 1_500), household("户2", 1_600), household("户3", 900)}
	m, err := caseload.Monitor(slices.Values(june), slices.Values(july), caseload.Watch{
		Book: book, Last: unit.MustParseMonth("2023-06"), This: unit.MustParseMonth("2023-07"), Within: unit.Yuan(50)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range m.Visits {
		fmt.Println(v.County, v.Township, v.ID, v.Move.Label().ZH, v.ByStandard, v.Near)
	}
	fmt.Println(m.All.Households(), m.All.Same, m.All.Fallen, m.All.Unreported, m.All.Near)
	// Output:
	// 寿县 寿春镇 户1 困难加重 true not given
	// 寿县 寿春镇 户2 类别未变 false {allowance 1568 32}
	// 寿县 寿春镇 户4 本月未报 false not given
	// 4 2 1 1 1
}
