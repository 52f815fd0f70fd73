package formula_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// words gives labels as a rule would: of an item with its number.
func words(l unit.Language) formula.Words {
	labels := map[string]unit.Text{
		"standard": {ZH: "保障标准", EN: "standard"}, "members": {ZH: "家庭成员", EN: "members"}, "members.income": {ZH: "收入", EN: "income"},
		"rounding": {ZH: "取整方式", EN: "rounding"}, "area/rural": {ZH: "农村", EN: "rural area"}, "rounding/up/yuan": {ZH: "向上取整到元", EN: "up to the yuan"},
	}
	return formula.Words{
		Name: func(path string, item int) string {
			text := path
			if t, ok := labels[path]; ok {
				text = t.In(l)
			}
			if item > 0 && strings.HasPrefix(path, "members.") {
				text += fmt.Sprintf("[%d]", item)
			}
			return text
		},
		Code: func(path, code string) string {
			if t, ok := labels[path+"/"+code]; ok {
				return t.In(l)
			}
			return code
		},
	}
}

func TestFormulasAreShownInWordsAndInValues(t *testing.T) {
	for _, c := range []struct {
		text               string
		item               int
		zh, en, vals, enVs string
	}{
		{"round({standard} × count({members}) − sum({members.income}), {rounding})", 0,
			"取整(保障标准 × 个数(家庭成员) − 合计(收入), 取整方式)", "round(standard × count(members) − sum(income), rounding)",
			"取整(800.00 × 3 − (300.00 + 400.00 + 0.00), 向上取整到元)", "round(800.00 × 3 − (300.00 + 400.00 + 0.00), up to the yuan)"},
		{"max({members.income} + {property}, 0)", 2, "取较大者(收入[2] + property, 0)", "max(income[2] + property, 0)", "取较大者(400.00 + (-5.00), 0)", "max(400.00 + (-5.00), 0)"},
		{"{property} + {standard} × {income}", 0, "property + 保障标准 × income", "property + standard × income", "-5.00 + 800.00 × (3185/3)", "-5.00 + 800.00 × (3185/3)"},
		{"least n: ({care} + n) ÷ {total} ≥ {floor}", 0,
			"最小整数n，使(care + n) ÷ total ≥ floor", "least n: (care + n) ÷ total ≥ floor",
			"最小整数n，使(7590 + n) ÷ 23000 ≥ 55%", "least n: (7590 + n) ÷ 23000 ≥ 55%"},
		{"if({area} = 'rural' and not {urban} or true, 1, 2)", 0,
			"如果(area 等于 农村 且 非 urban 或 是, 1, 2)", "if(area equals rural area and not urban or yes, 1, 2)",
			"如果(农村 等于 农村 且 非 是 或 是, 1, 2)", "if(rural area equals rural area and not yes or yes, 1, 2)"},
		{"any({members.able}) = false", 0, "有(members.able) 等于 否", "any(members.able) equals no", "(是 或 否 或 是) 等于 否", "(yes or no or yes) equals no"},
		{"all({members.able} or {urban})", 0, "都(members.able 或 urban)", "all(members.able or urban)",
			"(是 或 是) 且 (否 或 是) 且 (是 或 是)", "(yes or yes) and (no or yes) and (yes or yes)"},
		{"given({bonus}) and {bonus} > 0", 0, "已提供(bonus) 且 bonus > 0", "given(bonus) and bonus > 0", "否 且 未提供 > 0", "no and not given > 0"},
		{"sum({homes.beds}) + {nobody}", 0, "合计(homes.beds) + nobody", "sum(homes.beds) + nobody", "0 + ?", "0 + ?"},
		{"{share} × 2", 0, "share × 2", "share × 2", "7590/23000 × 2", "7590/23000 × 2"},
	} {
		f := formula.MustParse(c.text)
		for _, got := range [][2]string{
			{f.Show(unit.Chinese, c.item, words(unit.Chinese)), c.zh}, {f.Show(unit.English, c.item, words(unit.English)), c.en},
			{f.ShowValues(unit.Chinese, huainan, c.item, words(unit.Chinese)), c.vals}, {f.ShowValues(unit.English, huainan, c.item, words(unit.English)), c.enVs},
		} {
			if got[0] != got[1] {
				t.Errorf("%s\n got %s\nwant %s", c.text, got[0], got[1])
			}
		}
	}
}

func TestOfALongSumTwelveItemsAreShownAndTheRestCounted(t *testing.T) {
	many := world{"list.x": each("list", formula.Money, slices.Repeat([]string{"1.00"}, 40)...)}
	twelve := strings.Repeat("1.00 + ", 12)
	f := formula.MustParse("sum({list.x})")
	if got := f.ShowValues(unit.Chinese, many, 0, formula.Words{}); got != twelve+"…（共40项）" {
		t.Error(got)
	}
	if got := f.ShowValues(unit.English, many, 0, formula.Words{}); got != twelve+"… (40 items)" {
		t.Error(got)
	}
}
