// Package label holds what is done to the labels of fields.
package label

import (
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// WithoutUnit drops the unit that stands in brackets after a label, 月收入（元）: within a
// formula or another label it would be read as a part of it. Brackets that hold no unit tell
// labels apart, 机构（街道）, and stay.
func WithoutUnit(t unit.Text) unit.Text {
	zh, _ := split(t.ZH)
	en, _ := split(t.EN)
	return unit.Text{ZH: zh, EN: en}
}

// Unit gives the unit that stands in brackets after a label, without what else they say: 元 of
// 补差（元，未取整）. It is empty in a language whose label has none.
func Unit(t unit.Text) unit.Text {
	_, zh := split(t.ZH)
	_, en := split(t.EN)
	return unit.Text{ZH: zh, EN: en}
}

func split(s string) (bare, of string) {
	for _, b := range [...]struct{ open, end, comma string }{{"（", "）", "，"}, {" (", ")", ", "}} {
		i := strings.LastIndex(s, b.open)
		inside, ok := strings.CutSuffix(s[max(i, 0):], b.end)
		if i <= 0 || !ok {
			continue
		}
		for part := range strings.SplitSeq(strings.TrimPrefix(inside, b.open), b.comma) {
			if known(part) {
				return s[:i], part
			}
		}
	}
	return s, ""
}

// known tells units from remarks. A unit may be for each of something: 元/人·月, yuan a month.
func known(s string) bool {
	s, _, _ = strings.Cut(s, "/")
	s, _, _ = strings.Cut(s, " a ")
	return slices.Contains(units, s)
}

var units = []string{
	"元", "㎡", "张", "人", "名", "名老年人", "人次", "个", "个月", "月", "年", "整年", "周岁", "周岁以上", "户", "例", "具", "间", "件", "条", "项", "次", "所", "套", "辆",
	"人均月低保标准的倍数", "yuan", "m²", "months", "years", "times", "months of the standard",
}
