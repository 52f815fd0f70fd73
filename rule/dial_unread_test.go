package rule

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAnEndIsRefusedAsAFieldIs: where something runs from or to is read no more loosely than a field, and a text that does not read is refused
// with the same reason, which says what is wrong with it and how to write it.
func TestAnEndIsRefusedAsAFieldIs(t *testing.T) {
	for _, c := range []struct {
		kind   formula.Kind
		text   string
		zh, en string
	}{
		{formula.Money, "1,000", "分隔符", "separator ','"},
		{formula.Money, "１０", "全角数字", "full-width digit"},
		{formula.Money, "700元", "不写货币单位", "without a currency"},
		{formula.Money, "", "内容为空", "empty text"},
		{formula.Count, "1e3", "指数", "exponent"},
		{formula.Number, "NaN", "不是数字", "is not a number"},
		{formula.Ratio, "50％", "%", "%"},
		{formula.Month, "2024-1", "2024-01", "2024-01"},
		{formula.Month, "Jul-23", "2021-07", "2021-07"},
	} {
		d := &dial{kind: c.kind, places: 2, step: stepOf(2), typ: reflect.TypeFor[unit.Number]()}
		_, code, why := d.steps(c.text)
		assert.Equal(t, Syntax, code, c.text)
		assert.Contains(t, why.ZH, c.zh)
		assert.Contains(t, why.EN, c.en)
	}
}
