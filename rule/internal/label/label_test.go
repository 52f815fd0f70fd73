package label_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/label"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestOnlyUnitsAreDropped: brackets that tell one label from another stay.
func TestOnlyUnitsAreDropped(t *testing.T) {
	for _, c := range []struct{ zh, en, bareZH, bareEN, unitZH, unitEN string }{
		{"月收入（元）", "income (yuan)", "月收入", "income", "元", "yuan"},
		{"护理型床位（张）", "care beds", "护理型床位", "care beds", "张", ""},
		{"补贴（元/人·月）", "allowance (yuan a person and month)", "补贴", "allowance", "元/人·月", "yuan a person and month"},
		{"补差（元，未取整）", "top-up (yuan, exact)", "补差", "top-up", "元", "yuan"},
		{"收入（扣减就业成本后，元）", "income", "收入", "income", "元", ""},
		{"参考（张，均摊测算，规划未定）", "reference (equal parts, not set by the plan)", "参考", "reference (equal parts, not set by the plan)", "张", ""},
		{"年龄（周岁，含本数）", "age", "年龄", "age", "周岁", ""},
		{"面积（㎡）", "area (m²)", "面积", "area", "㎡", "m²"},
		{"综合服务设施（街道）", "facilities (subdistrict)", "综合服务设施（街道）", "facilities (subdistrict)", "", ""},
		{"标准（区）", "standard (district)", "标准（区）", "standard (district)", "", ""},
		{"社区（居）", "community", "社区（居）", "community", "", ""},
		{"乡镇（办）", "township", "乡镇（办）", "township", "", ""},
		{"名称（1）（元）", "name", "名称（1）", "name", "元", ""},
		{"（元）", "(yuan)", "（元）", "(yuan)", "", ""},
		{"收入", "", "收入", "", "", ""},
	} {
		in := unit.Text{ZH: c.zh, EN: c.en}
		assert.Equal(t, unit.Text{ZH: c.bareZH, EN: c.bareEN}, label.WithoutUnit(in), c.zh)
		assert.Equal(t, unit.Text{ZH: c.unitZH, EN: c.unitEN}, label.Unit(in), c.zh)
	}
}
