package rule_test

import (
	"fmt"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestTmp(t *testing.T) {
	d, _ := Relief.Explain(household())
	fmt.Println(d.Text(rule.Chinese))
	p := Relief.Parameters()
	p.Cap = rule.Give(unit.Yuan(100))
	p.Share = unit.MustParseRate("80%")
	d, _ = Relief.Under(p).Explain(household())
	fmt.Println(d.For(rule.Subject{Case: "H-1", Month: unit.MustParseMonth("2021-07")}).Text(rule.English))
}
