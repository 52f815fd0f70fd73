package dated_test

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// standards is a made-up table: the city's, and a county that sets its own in 2023.
const standards = `area,from,until,published,document,amount
样例市,2021-11,,2021-10-20,样例办〔2021〕1号,200.00
样例市,2022-11,,2022-10-18,样例办〔2022〕5号,220.00
甲县,2023-11,2024-03,2023-12-05,甲政办〔2023〕8号,260.00
`

// A book of standards answers what holds in an area and month, and why.
func Example() {
	areas := dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}
	book, err := dated.ReadCSV[Fuel](strings.NewReader(standards), areas)
	if err != nil {
		fmt.Println(err)
		return
	}
	december := unit.MustParseMonth("2023-12")
	for _, area := range areas.Counties {
		f, err := book.At(area, december)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(f.Parameters.Amount, f.Why())
	}
	_, err = book.At("甲县", unit.MustParseMonth("2024-04"))
	fmt.Println(rule.Faults(err).In(rule.Chinese))
	// Output:
	// 260.00 甲县本地标准：甲政办〔2023〕8号（2023-12-05公布），2023-11至2024-03
	// 220.00 乙县当月无本地标准，适用样例市标准：样例办〔2022〕5号（2022-10-18公布），自2022-11起
	// month：2024-04：甲县的甲政办〔2023〕8号止于2024-03：请补上其后的条目，或核对月份
}

// The county's notice of December reaches back to November: in November the city's was known.
func ExampleBook_AsKnownOn() {
	areas := dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}
	book, err := dated.ReadCSV[Fuel](strings.NewReader(standards), areas)
	if err != nil {
		fmt.Println(err)
		return
	}
	november := unit.MustParseMonth("2023-11")
	now, err := book.At("甲县", november)
	fmt.Println(now.Parameters.Amount, now.ReachesBack(), err)
	then, err := book.AsKnownOn(unit.MustParseDay("2023-11-30")).At("甲县", november)
	fmt.Println(then.Parameters.Amount, then.Document, err)
	// Output:
	// 260.00 true <nil>
	// 220.00 样例办〔2022〕5号 <nil>
}

// The document is told as the origin of the parameters that it gives.
func ExampleUnder() {
	areas := dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}
	book, err := dated.ReadCSV[Fuel](strings.NewReader(standards), areas)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := book.At("乙县", unit.MustParseMonth("2022-12"))
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := dated.Under(FuelAid, f).Explain(Home{Persons: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, parameters, _ := strings.Cut(d.Text(rule.Chinese), "政策参数\n")
	parameters, _, _ = strings.Cut(parameters, "政策依据")
	fmt.Print(parameters)
	// Output:
	//   每户补助（元）: 220.00  样例办〔2022〕5号 自2022-11
	// 标准文件
	//   样例办〔2022〕5号 自2022-11  样例市  2022-10-18公布  乙县当月无本地标准，适用样例市标准
}

// A table that ends is warned of in time.
func ExampleBook_Coverage() {
	areas := dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}}
	book, err := dated.ReadCSV[Fuel](strings.NewReader(standards), areas)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := book.Coverage("甲县")
	fmt.Println(c.First, c.Last, err)
	for _, warning := range book.Warnings(unit.MustParseMonth("2024-01"), 3) {
		fmt.Println(warning.In(rule.English))
	}
	// Output:
	// 2021-11 2024-03 <nil>
	// the standards of 甲县 end 2 months from now, in 2024-03 (甲政办〔2023〕8号): add what follows
}

// What would leave a month in doubt is refused, with the way to mend it.
func ExampleReadCSV() {
	areas := dated.Areas{City: "样例市", Counties: []string{"甲县"}}
	_, err := dated.ReadCSV[Fuel](strings.NewReader(`适用地区,起始月份,截止月份,公布日期,文号,amount
样例市,2021-11,2022-03,2021-10-20,样例办〔2021〕1号,200.00
样例市,2022-11,,2022-10-18,样例办〔2022〕5号,220.00
`), areas)
	fmt.Println(rule.Faults(err).In(rule.Chinese))
	fmt.Println(err)
	// Output:
	// 第3行（样例市 2022-11 样例办〔2022〕5号） 起始月份：2022-11：此前2022-04至2022-10没有标准：样例市的样例办〔2021〕1号止于2022-03，请补上其间的条目，或核对月份
	// rows[1].from: 2022-11: nothing holds from 2022-04 to 2022-10: 样例办〔2021〕1号 of 样例市 ends in 2022-03: add what held between, or check the months
}
