package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

type counted struct {
	Beds  int64             `json:"beds" zh:"床位" en:"beds" range:"[0,9007199254740991]"`
	Homes rule.Given[int64] `json:"homes,omitzero" zh:"机构" en:"homes" range:"[1,500]"`
	Years []int64           `json:"years,omitzero" zh:"年度" en:"years" range:"[1,3]"`
}

// TestACountNamesItsOwnRange: a count that does not read as one is told the range of its field, not that of its machine type.
func TestACountNamesItsOwnRange(t *testing.T) {
	for data, want := range map[string]string{
		`{"beds":23000.5}`:            "床位：23000.5：第6个字符是小数点：应为整数，不写小数点；应为整数，0至9007199254740991",
		`{"beds":"7590"}`:             `床位："7590"：应为不带引号、小数点和指数的整数，0至9007199254740991`,
		`{"beds":1,"homes":2.5}`:      "机构：2.5：第2个字符是小数点：应为整数，不写小数点；应为整数，1至500",
		`{"beds":1,"years":[1,"x"]}`:  `年度2："x"：第1个字符“x”不是数字：只写数字和小数点；应为整数，−2^63至2^63−1`,
		`{"beds":"1","years":["x"] }`: `床位："1"：应为不带引号、小数点和指数的整数，0至9007199254740991；年度1："x"：第1个字符“x”不是数字：只写数字和小数点；应为整数，−2^63至2^63−1`,
	} {
		var c counted
		err := rule.Unmarshal([]byte(data), &c)
		require.Error(t, err, data)
		assert.Equal(t, want, rule.Faults(err).In(rule.Chinese), data)
	}
}

// TestALabelIsKeptBehindAPath: whoever wraps an error keeps the field's words, and a Chinese reader counts from 1 in all of
// the path; the field stays a path from 0.
func TestALabelIsKeptBehindAPath(t *testing.T) {
	var c counted
	inner := rule.Unmarshal([]byte(`{"beds":-0.5}`), &c)
	var f, outer rule.Errors
	f.Wrap("cases[2].place", inner)
	assert.Equal(t, "cases[2].place.beds", f[0].Field)
	assert.Equal(t, "cases第3项.place 床位：-0.5：第3个字符是小数点：应为整数，不写小数点；应为整数，0至9007199254740991", f.In(rule.Chinese))
	outer.Wrap("body", f.Err())
	assert.Equal(t, "body.cases[2].place.beds", outer[0].Field)
	assert.Contains(t, outer.In(rule.Chinese), "body cases第3项.place 床位：")
	assert.Contains(t, outer.Error(), "body.cases[2].place.beds: ")
	assert.Equal(t, "床位", rule.Faults(inner)[0].Label.ZH, "unchanged")

	// Where the words of the whole path are known, they stand for it.
	var whole struct {
		Cases []counted `json:"cases" zh:"个案" en:"case"`
	}
	err := rule.Unmarshal([]byte(`{"cases":[{"beds":1},{"beds":1.5}]}`), &whole)
	assert.Contains(t, rule.Faults(err).In(rule.Chinese), "个案2 床位：1.5")
}
