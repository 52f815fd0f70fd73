package rule_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Winter is a rule of a reader's own, whole: a heating subsidy for each person of
// a household, at an amount that the caller sets.
var (
	persons = rule.Term{ID: "persons", Label: rule.Text{ZH: "人数", EN: "persons"}}
	amount  = rule.Term{ID: "amount", Label: rule.Text{ZH: "每人补贴", EN: "subsidy a person"}}
	subsidy = rule.Term{ID: "subsidy", Label: rule.Text{ZH: "补贴", EN: "subsidy"}, Formula: "{amount} × {persons}"}
)

var Winter = rule.MustNew(rule.Definition[unit.Money, int64, unit.Money]{
	ID: "sample.winter", Version: 1, Title: rule.Text{ZH: "取暖补贴", EN: "Heating subsidy"},
	Basis: []rule.Clause{{ID: "sample-1", Norm: rule.Text{ZH: "示例文件", EN: "Sample notice"}}},
	Kernel: func(perPerson *unit.Money, n int64, t *rule.Trace) (unit.Money, error) {
		var f rule.Faults
		if f.CountUpTo("persons", n, 127); f.Err() != nil {
			return unit.Money{}, f.Err()
		}
		sum, err := perPerson.Mul(n)
		t.Count(&persons, n)
		t.Money(&amount, *perPerson)
		t.Money(&subsidy, sum)
		return sum, err
	},
})

// A rule of your own is a definition: its words, its clause and one function.
func Example() {
	r := Winter.Under(unit.Yuan(120))
	d, err := r.Explain(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Answer)
	for _, s := range d.Steps {
		fmt.Println(s.Label.EN, s.Formula, s.Value)
	}
	_, err = r.Eval(-1)
	fmt.Println(err)
	// Output:
	// 360.00
	// persons  3
	// subsidy a person  120.00
	// subsidy {amount} × {persons} 360.00
	// sample.winter: persons: -1: must not be negative
}

func ExampleRule_Eval() {
	_, err := Heating.Eval(HeatingFacts{Persons: 3})
	fmt.Println(errors.Is(err, rule.ErrNoParameters))
	_, err = Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Eval(HeatingFacts{Persons: -1})
	fmt.Println(err)
	// Output:
	// true
	// sample.heating: persons: -1: must not be negative
}

func ExampleRule_EvalAll() {
	r := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
	out, err := r.EvalAll(nil, []HeatingFacts{{Persons: 1}, {Persons: -1}, {Persons: 2}})
	fmt.Println(out[0].Subsidy, out[2].Subsidy)
	fmt.Println(err)
	// Output:
	// 120.00 240.00
	// 1 bad row; row 1: sample.heating: persons: -1: must not be negative
}

func ExampleRule_Each() {
	r := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
	cases := slices.Values([]HeatingFacts{{Persons: 1}, {Persons: 2}})
	for out, err := range r.Each(context.Background(), cases, rule.Batch{Workers: 2}) {
		fmt.Println(out.Subsidy, err)
	}
	// Output:
	// 120.00 <nil>
	// 240.00 <nil>
}

func ExampleCatalog_Replay() {
	catalog, err := rule.NewCatalog(Heating)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, _ := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 3})
	record, _ := json.Marshal(d)
	report, err := catalog.Replay(record)
	fmt.Println(report.Holds(), err)
	// Output: true <nil>
}

func ExampleDecision_Text() {
	d, _ := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 3})
	fmt.Print(d.Text(rule.Chinese))
	// Output:
	// 取暖补贴  sample.heating  第1版
	// 参数
	//   每人补贴（元）: 120.00
	// 事实
	//   人数: 3
	// 步骤
	//   1. 人数 = 3
	//   2. 每人补贴 = 120.00  [sample-1]
	//   3. 补贴 = 每人补贴 × 人数 = 120.00 × 3 = 360.00
	// 结论
	//   取暖补贴（元）: 360.00
	// 依据
	//   [sample-1] 示例文件（规划之外）
	// 决定编号  sha256:7879404ba58a0dc5e22a32ff838d0417d098cc512b0da1258195de7e7cc45cbc
}
