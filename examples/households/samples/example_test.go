package samples_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The same three households, strictly and as people write them.
func ExampleWrite() {
	for _, f := range []samples.Form{{}, {Chinese: true, Loose: true, Separator: ';', Month: unit.MustParseMonth("2023-07")}} {
		m := synthetic.New(1, 1, 1)
		m.Counties = synthetic.Chinese
		if err := samples.Write(os.Stdout, f, m, 3); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// id,county,area,property,members
	// SYNTHETIC-000000001,试用戊区,urban,90000.01,232.87/0.00;834.92/0.00;0.00/0.00
	// SYNTHETIC-000000002,试用丙县,urban,57623.59,610.87/0.00;0.00/0.00;770.13/0.00
	// SYNTHETIC-000000003,试用戊区,urban,0.00,192.31/389.31;733.88/429.90;772.08/0.00;0.00/0.00
	// 户编号;县区;城乡;家庭财产（元）;家庭成员;月份
	// SYNTHETIC-000000001;试用戊区;城市;90,000.01;"２３２．８７/0.00元;834.92元/¥0.00;¥0.00/ 0.00　";2023-07
	// SYNTHETIC-000000002;试用丙县;城市;５７６２３．５９;"610.87元/¥0.00;¥0.00/ 0.00　; 770.13　/0.00";2023-07
	// SYNTHETIC-000000003;试用戊区;城市;0.00元;"¥192.31/ 389.31　; 733.88　/429.90;772.08/0.00;0.00/０．００";2023-07
}

// TestFormsThatCannotBe are refused, and write nothing that could pass for a file.
func TestFormsThatCannotBe(t *testing.T) {
	m := synthetic.New(1, 1, 1)
	for _, f := range []samples.Form{{Format: 9}, {Encoding: 9}, {Format: files.Parquet, Loose: true}, {Format: files.XLSX, Separator: ';'}} {
		assert.ErrorIs(t, samples.Write(os.Stdout, f, m, 1), samples.ErrForm)
	}
	assert.ErrorIs(t, samples.Write(os.Stdout, samples.Form{}, m, -1), synthetic.ErrNumber)
	assert.ErrorIs(t, samples.Write(os.Stdout, samples.Form{Format: files.XLSX}, m, 1<<20), synthetic.ErrNumber)
}
