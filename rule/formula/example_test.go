package formula_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func ExampleParse() {
	f, err := formula.Parse("round(({standard}*{members}-{income})/1, {rounding})")
	fmt.Println(f, err)
	_, err = formula.Parse("{standard} × members")
	fmt.Println(err)
	// Output:
	// round(({standard} × {members} − {income}) ÷ 1, {rounding}) <nil>
	// formula "{standard} × members", at character 14: unexpected "members": a name stands in braces; the functions are max, min, round, if, sum, all, any, count and given
}

func ExampleFormula_Check() {
	scope := func(name string) (formula.Type, bool) {
		t, ok := map[string]formula.Kind{"care": formula.Count, "total": formula.Count, "floor": formula.Ratio}[name]
		return formula.Type{Kind: t}, ok
	}
	t, err := formula.MustParse("{care} ÷ {total}").Check(scope)
	fmt.Println(t.Kind, err)
	_, err = formula.MustParse("{care} ≥ {floor}").Check(scope)
	fmt.Println(err)
	// Output:
	// ratio <nil>
	// formula "{care} ≥ {floor}", at character 8: a count and a ratio do not go together in "≥"
}

func ExampleFormula_Proves() {
	f := formula.MustParse("least n: ({care} + n) ÷ {total} ≥ {floor}")
	for _, text := range []string{"5060", "5061", "5059"} {
		n, _ := formula.ParseValue(formula.Count, text)
		fmt.Println(f.Proves(huainan, 0, n))
	}
	// Output:
	// <nil>
	// the formula least n: ({care} + n) ÷ {total} ≥ {floor} gives n = 5060: true, but 5061 is recorded
	// the formula least n: ({care} + n) ÷ {total} ≥ {floor} gives n = 5059: false, but 5059 is recorded
}

func ExampleFormula_ShowValues() {
	f := formula.MustParse("max(sum({members.income}) − {standard}, 0)")
	label := func(path string, _ int) string {
		return map[string]string{"members.income": "收入", "standard": "保障标准"}[path]
	}
	fmt.Println(f.Show(unit.Chinese, 0, formula.Words{Name: label}))
	fmt.Println(f.ShowValues(unit.Chinese, huainan, 0, formula.Words{Name: label}))
	// Output:
	// 取较大者(合计(收入) − 保障标准, 0)
	// 取较大者(300.00 + 400.00 + 0.00 − 800.00, 0)
}

func ExampleParseValue() {
	for _, text := range []string{"55%", "7590/23000", `{"part":7590,"whole":23000}`, "1e3"} {
		v, err := formula.ParseValue(formula.Ratio, text)
		fmt.Println(v, err)
	}
	// Output:
	// 55% <nil>
	// 7590/23000 <nil>
	// 7590/23000 <nil>
	//  ratio "1e3": must be a decimal or a fraction, as 800.00 or 3185/3; a ratio also 55%, 0.8‰ or 1.3×
}

func ExampleFormula_Watch() {
	f := formula.MustParse("least n: ({care} + n) ÷ {total} ≥ {floor}")
	places, _ := f.Places(huainan.scope)
	n, _ := formula.ParseValue(formula.Count, "5060")
	sights, err := f.Watch(huainan, 0, n, places)
	for _, s := range sights {
		fmt.Println(s.Place.Text, "is", s.Side, "by", s.Gap.RatString())
	}
	fmt.Println(err)
	// Output:
	// ({care} + n) ÷ {total} ≥ {floor} is at by 0
	// ({care} + n) ÷ {total} ≥ {floor} is below by -1/23000
	// <nil>
}
