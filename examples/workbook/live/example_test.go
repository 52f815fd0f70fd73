package live_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/examples/workbook/live"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// beds is a sheet with two counts and a ratio: the floor's numerator in B3, its denominator in C3.
type beds struct{ helpers []string }

func (b *beds) Value(name string, _ int) (live.Value, bool) {
	switch name {
	case "care":
		return live.Given(formula.Count, "B1", "", true, true), true
	case "total":
		return live.Given(formula.Count, "B2", "", true, true), true
	case "floor":
		return live.Given(formula.Ratio, "B3", "C3", true, true), true
	}
	return live.Value{}, false
}

func (b *beds) Present(string, int) (string, bool) { return "", false }
func (b *beds) List(string) (string, int)          { return "", -1 }

func (b *beds) Put(formula string) string {
	b.helpers = append(b.helpers, formula)
	return fmt.Sprintf("H%d", len(b.helpers))
}

// A share is compared with its floor without a division.
func Example() {
	sheet := &beds{}
	v, err := live.Translate(formula.MustParse("{care} ÷ {total} ≥ {floor}"), sheet, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	n, _ := v.Cells()
	fmt.Println("=" + n)
	for i, h := range sheet.helpers {
		fmt.Printf("H%d =%s\n", i+1, h)
	}
	_, err = live.Translate(formula.MustParse("power({floor}, {care}) > 1"), sheet, 0)
	fmt.Println(err)
	// Output:
	// =IF(MAX(B1*C3,B3*H1)<10000000000000,B1*C3>=B3*H1,SQRT(-1))
	// H1 =IF(B2=0,NA(),B2)
	// a power whose exponent varies: its whole numbers go beyond what is exact
}
