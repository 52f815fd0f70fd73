package rule

import (
	"encoding/xml"
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAColumnIsReadIntoItsType or named, with the value as it stands there.
func TestAColumnIsReadIntoItsType(t *testing.T) {
	other := func(src, value, of string) string {
		return "invalid|" + value + "|此列的类型（" + src + "）不能读作" + of + "，请改用相应类型的列|a column of type " + src + " does not read as " + of + ": give the column that type|"
	}
	small := "|应为不带引号、小数点和指数的整数，−2^7至2^7−1|must be a whole number without quotes, point or exponent, −2^7 to 2^7 − 1|"
	byteOf := "|应为不带引号、小数点和指数的整数，0至2^8−1|must be a whole number without quotes, point or exponent, 0 to 2^8 − 1|"
	for _, c := range []struct {
		into, src any
		want      string
	}{
		{new(bool), true, "true"}, {new(bool), false, "false"}, {new(bool), int64(0), "false"}, {new(bool), int64(1), "true"}, {new(bool), "true", "true"}, {new(bool), []byte("false"), "false"},
		{new(int8), int64(-128), "-128"}, {new(int8), int64(127), "127"}, {new(int8), "7", "7"}, {new(uint8), int64(0), "0"}, {new(uint8), int64(255), "255"}, {new(uint8), []byte("9"), "9"},
		{new(int64), int64(1) << 62, "4611686018427387904"}, {new(uint64), int64(5), "5"}, {new(string), "x", "x"}, {new(string), []byte("甲"), "甲"}, {new(string), "", ""},
		{new(int8), int64(128), "range|128" + small}, {new(int8), int64(-129), "range|-129" + small}, {new(uint8), int64(256), "range|256" + byteOf}, {new(uint8), int64(-1), "range|-1" + byteOf},
		{new(uint64), int64(-1), "range|-1|应为不带引号、小数点和指数的整数，0至2^64−1|must be a whole number without quotes, point or exponent, 0 to 2^64 − 1|"},
		{new(bool), int64(2), other("int64", "2", "bool")}, {new(bool), int64(-1), other("int64", "-1", "bool")}, {new(bool), 1.0, other("float64", "1", "bool")},
		{new(string), int64(2), other("int64", "2", "string")}, {new(string), true, other("bool", "true", "string")}, {new(int64), true, other("bool", "true", "int64")},
		{new(int64), 1.5, other("float64", "1.5", "int64")}, {new(person), "x", other("string", "x", "rule.person")}, {new(person), int64(1), other("int64", "1", "rule.person")},
		{new([]int64), []byte("[1]"), other("string", "[1]", "[]int64")},
	} {
		err := scanPlain(c.into, c.src)
		got := fmt.Sprint(reflect.ValueOf(c.into).Elem().Interface())
		if err != nil {
			f := Faults(err)
			require.Len(t, f, 1)
			got = string(f[0].Code) + "|" + f[0].Value + "|" + f[0].Reason.ZH + "|" + f[0].Reason.EN + "|"
			assert.True(t, reflect.ValueOf(c.into).Elem().IsZero(), "unchanged")
		}
		assert.Equal(t, c.want, got, "%T %v into %T", c.src, c.src, c.into)
	}
	for _, text := range []string{"yes", "", "1.5"} {
		assert.Error(t, scanPlain(new(int64), text))
		assert.Error(t, scanPlain(new(bool), text))
	}
}

// TestWhatIsGivenIsShownAndWhatIsNotIsNot, in each way of writing.
func TestWhatIsGivenIsShownAndWhatIsNotIsNot(t *testing.T) {
	some, none := Give(unit.Yuan(5)), Given[unit.Money]{}
	assert.Equal(t, unit.Yuan(5), some.given())
	assert.Nil(t, none.given())
	assert.Equal(t, []any{"5.00", "not given"}, []any{some.String(), none.String()})
	assert.Equal(t, []bool{false, true}, []bool{some.IsZero(), none.IsZero()})
	text, err := some.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "5.00", string(text))
	text, err = Give(int64(-3)).MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "-3", string(text))
	text, err = none.MarshalText()
	assert.Nil(t, text)
	assert.Equal(t, Errors{{Code: Missing, Reason: whyMissing}}, err)
	raw, err := some.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, `"5.00"`, string(raw))
	raw, err = none.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, "null", string(raw))
	v, err := some.Value()
	require.NoError(t, err)
	assert.Equal(t, "5.00", v)
	v, err = none.Value()
	require.NoError(t, err)
	assert.Nil(t, v)
	attr, err := some.MarshalXMLAttr(xml.Name{Local: "a"})
	require.NoError(t, err)
	assert.Equal(t, xml.Attr{Name: xml.Name{Local: "a"}, Value: "5.00"}, attr)
	attr, err = none.MarshalXMLAttr(xml.Name{Local: "a"})
	require.NoError(t, err)
	assert.Zero(t, attr)
	for _, err := range []error{some.Scan("x"), some.UnmarshalJSON([]byte("7")), some.UnmarshalText([]byte("x"))} {
		assert.ErrorIs(t, err, Syntax)
	}
	assert.Equal(t, Give(unit.Yuan(5)), some, "unchanged on an error")
	require.NoError(t, some.UnmarshalText([]byte("6")))
	assert.Equal(t, "6.00", some.String())
	require.NoError(t, some.UnmarshalJSON([]byte(`"7"`)))
	assert.Equal(t, "7.00", some.String())
	require.NoError(t, some.Scan(int64(8)))
	assert.Equal(t, "8.00", some.String())
	require.NoError(t, some.Scan(nil))
	assert.Equal(t, none, some)
}

// TestAChoiceBeyondTheLastIsNone: the list's end, its first and its last.
func TestAChoiceBeyondTheLastIsNone(t *testing.T) {
	for e, want := range []string{"", "left", "right", "", ""} {
		assert.Equal(t, want, side(e).String())
		assert.Equal(t, want != "", side(e).IsValid())
	}
	assert.Equal(t, Text{ZH: "未知（3）", EN: "unknown (3)"}, side(3).Label())
	assert.Equal(t, Text{ZH: "未知（0）", EN: "unknown (0)"}, side(0).Label())
	assert.Equal(t, Text{ZH: "右", EN: "Right"}, side(2).Label())
	_, err := side(3).MarshalText()
	assert.Equal(t, Errors{{Code: Invalid, Value: "3", Reason: Text{ZH: "没有这个选项，可选：left（左）、right（右）", EN: "no such choice; there are left, right"}}}, err)
	e := side(2)
	for text, want := range map[string]side{"left": 1, "左": 1, "LEFT": 1, "right": 2, "右": 2, "rIGHT": 2} {
		require.NoError(t, e.UnmarshalText([]byte(text)))
		assert.Equal(t, want, e)
	}
	e = 2
	for _, c := range []struct {
		err  error
		want string
	}{
		{e.UnmarshalText(nil), "invalid||没有这个选项，可选：left（左）、right（右）|no such choice; there are left, right"},
		{e.UnmarshalJSON([]byte("7")), "syntax|7|应为带引号的字符串，可选：left（左）、right（右）|must be a quoted string; there are left, right"},
		{e.UnmarshalJSON([]byte("null")), "missing||不得为null；未知的字段请省去|must not be null: leave out a field that is not known"},
		{e.Scan(nil), "missing||未提供，可选：left（左）、right（右）|not given; there are left, right"},
		{e.Scan(int64(1)), "invalid|1|应为文本列，可选：left（左）、right（右）|must be a text column; there are left, right"},
	} {
		f := Faults(c.err)
		require.Len(t, f, 1)
		assert.Equal(t, c.want, string(f[0].Code)+"|"+f[0].Value+"|"+f[0].Reason.ZH+"|"+f[0].Reason.EN)
	}
	assert.Equal(t, side(2), e)
}
