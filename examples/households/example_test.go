package households_test

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The strict core reads one form of a line; a layout reads it as people write it, and
// tells what it normalised.
func ExampleLayout_AddLine() {
	_, _, err := households.Parse([]byte(`户1,寿县,农村,"12,000",1500/500`), nil)
	fmt.Println(err)

	var rep households.Report
	layout, err := households.NewLayout(strings.Split("id,county,area,property,members", ","), ',', nil, &rep)
	if err != nil {
		fmt.Println(err)
		return
	}
	var b households.Batch
	layout.AddLine(&b, []byte(`户1,寿县,农村,"12,000",1500/500`), 1, &rep)
	fmt.Println(b.Households[0].Property)
	for _, n := range rep.Notes() {
		fmt.Println(n.In(rule.English))
	}
	// Output:
	// column property: 12,000: separator ',' at character 3: write the digits without one, and a decimal point as '.'
	// 12000.00
	// column property: thousands separators, 1×, first in row 1
}

// A book of standards decides each household by its county, in a month.
func ExampleTerms() {
	terms := households.Terms{
		Book: "area,from,published,document,urban,rural\n" +
			"样例市,2023-07,2023-06-20,样例〔2023〕1号,784,755\n" +
			"甲县,2023-07,2023-06-28,样例甲〔2023〕3号,790,790\n",
		Policy: households.Policy{PropertyLimit: unit.Yuan(30_000)}, // which the book does not give
		Areas:  dated.Areas{City: "样例市", Counties: []string{"甲县", "乙县"}},
		Month:  unit.MustParseMonth("2023-09"),
	}
	rules, err := terms.Rules()
	if err != nil {
		fmt.Println(err)
		return
	}
	var b households.Batch
	for _, line := range []string{"户1,甲县,农村,0,700/0", "户2,乙县,农村,0,700/0", "户3,丙县,农村,0,700/0"} {
		b.AddLine([]byte(line))
	}
	bad, err := b.ComputeBy(rules)
	fmt.Println(b.Awards[0].Amount, b.Awards[1].Amount, err)
	fmt.Println(households.RowText(bad[0].Row+1, bad[0].Err, rule.Chinese))
	for _, f := range rules.InForce() {
		fmt.Println(f.County, f.Document, f.Since)
	}
	// Output:
	// 90.00 55.00 <nil>
	// 第3行，county列："丙县"：标准册中没有此县区：请核对名称，应为样例市、甲县、乙县
	// 样例市 样例〔2023〕1号 2023-07
	// 甲县 样例甲〔2023〕3号 2023-07
	// 乙县 样例〔2023〕1号 2023-07
}
