package rule

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// TestAFigureOfMoreStepsThanAreCountedIsOutOfRange: fifteen digits before the point, in steps of a billionth that the range is written in, are more
// steps than are run through; it is a figure all the same, and the fault says how far steps go.
func TestAFigureOfMoreStepsThanAreCountedIsOutOfRange(t *testing.T) {
	type facts struct {
		Area unit.Number `json:"area" zh:"面积" en:"area"`
	}
	type answer struct {
		Large bool `json:"large" zh:"大" en:"large"`
	}
	large := &Term{ID: "large", Label: Text{ZH: "大", EN: "large"}, Formula: "{area} > 10", Clause: Clause{ID: "1"}}
	r, err := New(Definition[struct{}, facts, answer]{ID: "sample.large", Version: 1, Title: Text{ZH: "大", EN: "large"}, Basis: []Clause{{ID: "1"}}, Defaults: &struct{}{}, Steps: []*Term{large},
		Kernel: func(_ *struct{}, in facts, tr *Trace) (answer, error) {
			out := answer{in.Area.Cmp(unit.MustParseNumber("10")) > 0}
			tr.Flag(large, out.Large)
			return out, nil
		}})
	require.NoError(t, err)
	in := facts{unit.MustParseNumber("999999999999999")}
	_, err = r.Edges(in, "area", "0.000000001", "20")
	require.ErrorIs(t, err, Range)
	assert.Contains(t, err.Error(), "999999999999999: out of range: must be -9007199.254740991 to 9007199.254740991")
	e, err := r.Edges(in, "area", "0", "20")
	require.NoError(t, err)
	assert.Len(t, e.Segments, 2)
}
