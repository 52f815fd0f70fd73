package files_test

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// A list as an office keeps it, in GB18030 with Chinese headings: what is certain is
// read and told, what is not is named.
func ExampleOpen() {
	list, err := simplifiedchinese.GB18030.NewEncoder().String(`户编号,县区,城乡,家庭财产（元）,成员1收入,成员1就业成本
户1,寿县,农村,"12,000",１５００元,500
户2,寿县,城市,,1.2万,0
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := files.Open(strings.NewReader(list), int64(len(list)), files.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	for row := range r.Rows() {
		if row.Err != nil {
			fmt.Println(households.RowText(row.Number, row.Err, rule.Chinese))
			continue
		}
		property, _ := row.Case.Household.Property.Get()
		fmt.Println(row.Case.ID, row.Case.County, property, row.Case.Household.Members[0].Income)
	}
	for _, n := range r.Report().Notes() {
		fmt.Println(n.In(rule.Chinese))
	}
	// Output:
	// 户1 寿县 12000.00 1500.00
	// 第3行，members[0].income列：1.2万：单位不是元；请换算为元
	// GB18030编码
	// 表头换名，6处
	// property列：千分位分隔符，1处，首见于第2行
	// members[].income列：全角字符，1处，首见于第2行
	// members[].income列：“元”或“¥”，1处，首见于第2行
}

// Whether bytes are 茅 in GB18030 or é in UTF-8 cannot be told: the reader asks.
func ExampleOptions() {
	list := "id,county,area,property,members\n1,\xc3\xa9,rural,0,0/0\n"
	for _, o := range []files.Options{{}, {Encoding: files.GB18030}} {
		r, err := files.Open(strings.NewReader(list), int64(len(list)), o)
		if err != nil {
			fmt.Println(err)
			continue
		}
		for row := range r.Rows() {
			fmt.Println(row.Case.County, row.Err)
		}
		r.Close()
	}
	// Output:
	//  row 2 may be UTF-8 and may be GB18030, which cannot be told; say which encoding it is, utf-8 or gb18030
	// 茅 <nil>
}
