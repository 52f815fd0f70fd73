package rule

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAWholeNumberIsReadIntoItsWidth: to both ends, and beyond them not at all.
func TestAWholeNumberIsReadIntoItsWidth(t *testing.T) {
	for _, c := range []struct {
		into      any
		low, high string
		beyond    []string
	}{
		{new(int8), "-128", "127", []string{"-129", "128", "1.0", "1e1", ""}},
		{new(int16), "-32768", "32767", []string{"-32769", "32768"}},
		{new(int32), "-2147483648", "2147483647", []string{"-2147483649", "2147483648"}},
		{new(int64), "-9223372036854775808", "9223372036854775807", []string{"-9223372036854775809", "9223372036854775808"}},
		{new(uint8), "0", "255", []string{"-1", "256", "1.5"}},
		{new(uint16), "0", "65535", []string{"-1", "65536"}},
		{new(uint32), "0", "4294967295", []string{"-1", "4294967296"}},
		{new(uint64), "0", "18446744073709551615", []string{"-1", "18446744073709551616"}},
	} {
		v := reflect.ValueOf(c.into).Elem()
		for _, text := range []string{c.low, c.high, "10"} {
			assert.True(t, setWhole(v, text), text)
			assert.Equal(t, text, fmt.Sprint(v.Interface()))
		}
		for _, text := range c.beyond {
			assert.False(t, setWhole(v, text), text)
			assert.Equal(t, "10", fmt.Sprint(v.Interface()), "unchanged by %q", text)
			require.NoError(t, Unmarshal([]byte("7"), c.into))
			assert.ErrorIs(t, Unmarshal([]byte(`"`+text+`"`), c.into), Syntax)
			assert.Equal(t, "7", fmt.Sprint(v.Interface()))
			v.Set(reflect.ValueOf(10).Convert(v.Type()))
		}
	}
}

// TestACountSaysHowItIsWritten: with its own range, that of its field or that of its type, and what keeps a text from being one.
func TestACountSaysHowItIsWritten(t *testing.T) {
	const zh, en = "应为不带引号、小数点和指数的整数，", "must be a whole number without quotes, point or exponent, "
	for of, want := range map[reflect.Type]Text{
		reflect.TypeFor[int8]():     {ZH: zh + "−2^7至2^7−1", EN: en + "−2^7 to 2^7 − 1"},
		reflect.TypeFor[int]():      {ZH: zh + "−2^63至2^63−1", EN: en + "−2^63 to 2^63 − 1"},
		reflect.TypeFor[int16]():    {ZH: zh + "−2^15至2^15−1", EN: en + "−2^15 to 2^15 − 1"},
		reflect.TypeFor[uint8]():    {ZH: zh + "0至2^8−1", EN: en + "0 to 2^8 − 1"},
		reflect.TypeFor[uint]():     {ZH: zh + "0至2^64−1", EN: en + "0 to 2^64 − 1"},
		reflect.TypeFor[uint32]():   {ZH: zh + "0至2^32−1", EN: en + "0 to 2^32 − 1"},
		reflect.TypeFor[[3]int64](): {ZH: "写法不符合[3]int64", EN: "is not written as a [3]int64"},
	} {
		assert.Equal(t, want, kindName(of), of.String())
		for _, tag := range []string{"", "[0,]", "[,5]", "(0,5]", "[0,5)", "0", "[]"} {
			assert.Equal(t, want, wholeWithin(tag, of), tag)
		}
		assert.Equal(t, Text{ZH: zh + "3至5", EN: en + "3 to 5"}, wholeWithin("[3,5]", of))
	}
	how := wholeWithin("[3,5]", reflect.TypeFor[int64]())
	for _, node := range []any{nil, true, "", []any{}, "7", json.Number("7"), json.Number("-7"), json.Number("99999999999999999999")} {
		assert.Equal(t, how, misread(node, how), "%v", node)
	}
	for node, want := range map[any]Text{
		json.Number("2.5"): {ZH: "第2个字符是小数点：应为整数，不写小数点；应为整数，3至5", EN: "'.' at character 2: must be a whole number, written without a point; it must be a whole number without point or exponent, 3 to 5"},
		"x":                {ZH: "第1个字符“x”不是数字：只写数字和小数点；应为整数，3至5", EN: "'x' at character 1 is not a digit: write digits and a point only; it must be a whole number without point or exponent, 3 to 5"},
	} {
		assert.Equal(t, want, misread(node, how), "%v", node)
	}
}

// TestEachKindOfValueSaysWhatItMustBe where JSON has another.
func TestEachKindOfValueSaysWhatItMustBe(t *testing.T) {
	object, list, quoted := "应为对象，如 {…}|must be an object: {…}", "应为数组，如 […]|must be a list: […]", "应为带引号的字符串|must be a quoted string"
	flag, null := "应为true或false（不带引号）|must be true or false, without quotes", "不得为null；未知的字段请省去|must not be null: leave out a field that is not known"
	unread := func(name string) string { return "写法不符合" + name + "|is not written as a " + name }
	for _, c := range []struct {
		into       any
		data, want string
	}{
		{new(person), `7`, "syntax||7|" + object}, {new(person), `[]`, "syntax||[]|" + object}, {new(person), `null`, "missing|||" + null},
		{new([]int64), `{}`, "syntax||{}|" + list}, {new([]int64), `"1"`, `syntax||"1"|` + list}, {new([]int64), `[1,null]`, "missing|[1]||" + null},
		{new(string), `1`, "syntax||1|" + quoted}, {new(string), `true`, "syntax||true|" + quoted},
		{new(bool), `"true"`, `syntax||"true"|` + flag}, {new(bool), `0`, "syntax||0|" + flag},
		{new([2]int64), `[1,"x"]`, `syntax||[1,"x"]|` + unread("[2]int64")}, {new(float64), `"1"`, `syntax||"1"|` + unread("float64")},
		{new(map[string]int64), `{"a":"b"}`, `syntax||{"a":"b"}|` + unread("map[string]int64")}, {new(*int64), `"1"`, `syntax||"1"|` + unread("*int64")},
		{new(map[string]unit.Money), `{"a":"1.001"}`, "inexact||1.001|小数最多2位：请先取整|at most 2 decimals: round it first"},
		{new(stubborn), `{"a":[1]}`, `syntax||{"a":[1]}|` + unread("rule.stubborn")},
		{new(Given[stubborn]), `"no"`, `syntax||"no"|` + unread("rule.stubborn")},
		{new(fussy), `1`, "invalid|where|what|因为|because"}, {new([]fussy), `[1]`, "invalid|[0].where|what|因为|because"},
	} {
		err := Unmarshal([]byte(c.data), c.into)
		f := Faults(err)
		require.Len(t, f, 1, c.data)
		got := strings.Join([]string{string(f[0].Code), f[0].Field, f[0].Value, f[0].Reason.ZH, f[0].Reason.EN}, "|")
		assert.Equal(t, c.want, got, "%s into %T", c.data, c.into)
	}
	for data, want := range map[string]any{`{"a":1}`: map[string]int64{"a": 1}, `[1,2]`: [2]int64{1, 2}, `1.5`: 1.5, `[]`: []int64{}, `"甲"`: "甲", `true`: true, `7`: uint16(7)} {
		into := reflect.New(reflect.TypeOf(want))
		require.NoError(t, Unmarshal([]byte(data), into.Interface()))
		assert.Equal(t, want, into.Elem().Interface())
	}
	assert.ErrorIs(t, Unmarshal([]byte(`{`), new(person)), Syntax)
	var no *person
	for _, v := range []any{nil, person{}, no, 7, "x", []int{1}} {
		assert.Equal(t, Errors{{Code: NotWhole, Reason: Text{ZH: "需要非空指针", EN: "needs a pointer that is not nil"}}}, Unmarshal([]byte(`{}`), v))
	}
}

// stubborn reads nothing, and says so in words of its own; fussy says which field it means.
type (
	stubborn struct{}
	fussy    struct{}
)

func (stubborn) MarshalJSON() ([]byte, error) { return []byte("0"), nil }
func (*stubborn) UnmarshalJSON([]byte) error  { return errors.New("no") }
func (fussy) MarshalJSON() ([]byte, error)    { return []byte("0"), nil }
func (*fussy) UnmarshalJSON(data []byte) error {
	return Errors{{Code: Invalid, Field: "where", Value: "what", Reason: Text{ZH: "因为", EN: "because"}}}
}

// TestAFaultCoversWhatItsFieldHolds and nothing whose name only begins alike.
func TestAFaultCoversWhatItsFieldHolds(t *testing.T) {
	for _, c := range []struct {
		field, other string
		want         bool
	}{
		{"", "", true}, {"", "a", true}, {"", "a[0].b", true}, {"a", "a", true}, {"a", "a.b", true}, {"a", "a[0]", true}, {"a", "ab", false}, {"a", "b", false},
		{"a", "", false}, {"a.b", "a", false}, {"a[1]", "a[1].b", true}, {"a[1]", "a[12]", false}, {"a[1]", "a[1]", true}, {"a", "a_b", false},
	} {
		assert.Equal(t, c.want, (&Fault{Field: c.field}).covers(c.other), "%+v", c)
	}
}

// TestAPathOfManyLettersIsCut: 200 stand, and of more the first 64.
func TestAPathOfManyLettersIsCut(t *testing.T) {
	for n, whole := range map[int]bool{1: true, 199: true, 200: true, 201: false, 500: false} {
		name := strings.Repeat("n", n)
		err := Unmarshal([]byte(`{"age":1,"`+name+`":1}`), new(person))
		want := name
		if !whole {
			want = strings.Repeat("n", 64) + "…"
		}
		assert.Equal(t, want, Faults(err)[0].Field, n)
	}
}

// TestFieldsAreReadInAnyOrder, and only those of the type.
func TestFieldsAreReadInAnyOrder(t *testing.T) {
	type three struct {
		A int64        `json:"a"`
		B int64        `json:"b,omitzero"`
		C Given[int64] `json:"c,omitzero"`
	}
	for data, want := range map[string]string{
		`{"a":1,"b":2,"c":3}`: "1 2 3", `{"c":3,"b":2,"a":1}`: "1 2 3", `{"b":2,"a":1}`: "1 2 not given", `{"a":1}`: "1 0 not given", `{"a":1,"c":3}`: "1 0 3", `{"c":3,"a":1}`: "1 0 3",
		`{}`: "a missing", `{"b":2}`: "a missing", `{"x":1}`: "a missing, x unknown-field", `{"a":1,"x":1}`: "x unknown-field", `{"x":1,"a":1,"y":2}`: "x unknown-field, y unknown-field",
		`{"A":1}`: "a missing, A unknown-field", `{"a":1,"b":2,"c":3,"d":4}`: "d unknown-field", `{"d":4,"c":3,"b":2,"a":1}`: "d unknown-field",
	} {
		var v three
		err := Unmarshal([]byte(data), &v)
		got := strings.Join([]string{strconv.FormatInt(v.A, 10), strconv.FormatInt(v.B, 10), v.C.String()}, " ")
		if err != nil {
			var parts []string
			for _, f := range Faults(err) {
				parts = append(parts, f.Field+" "+string(f.Code))
			}
			assert.Zero(t, v)
			got = strings.Join(parts, ", ")
		}
		assert.Equal(t, want, got, data)
	}
	unknown := Faults(Unmarshal([]byte(`{"a":1,"x":1}`), new(three)))
	assert.Equal(t, Errors{{Code: UnknownField, Field: "x", Reason: Text{ZH: UnknownField.Text().ZH + "，请核对字段名称或删去", EN: UnknownField.Text().EN + ": check its name or leave it out"}}}, unknown)
}

// TestAZeroThatIsGivenMustBeAValue: of each kind, with a default and without.
func TestAZeroThatIsGivenMustBeAValue(t *testing.T) {
	type zeros struct {
		Rest  person        `json:"rest,omitzero"`
		Flag  bool          `json:"flag,omitzero" default:"true"`
		Text  string        `json:"text,omitzero" default:"x"`
		Count int64         `json:"count,omitzero" default:"3"`
		Free  int64         `json:"free,omitzero"`
		Least int64         `json:"least,omitzero" range:"[1,5]"`
		Some  string        `json:"some,omitzero" oneof:"a b"`
		Money unit.Money    `json:"money,omitzero" range:"(0,)"`
		List  []int64       `json:"list,omitzero"`
		Round unit.Rounding `json:"round,omitzero"`
	}
	same := func(zh, en, initial string) string {
		return "填" + zh + "与未提供无法区分，会改按默认值" + initial + "：不用默认值时请填其他值，用默认值时请省去此项|" +
			en + " cannot be told from a field left out, which stands for the default " + initial + ": give another value, or leave the field out for the default"
	}
	for data, want := range map[string]string{
		`{"flag":false}`: "invalid|false|" + same("false", "false", "true"), `{"text":""}`: `invalid|""|` + same("空文字", "an empty text", "x"),
		`{"count":0}`: "invalid|0|" + same("0", "zero", "3"), `{"free":0}`: "", `{"least":0}`: "range|0|应不小于1、不大于5|must be at least 1 and at most 5",
		`{"some":""}`: `invalid|""|只能是a、b|must be a, b`, `{"money":"0"}`: `range|"0"|必须大于零|must be above zero`, `{"list":[]}`: "",
		`{"flag":true,"text":"y","count":4,"least":1,"some":"a","money":"0.01"}`: "", `{"rest":{"age":0}}`: "",
	} {
		var v zeros
		err := Unmarshal([]byte(data), &v)
		got := ""
		if f := Faults(err); len(f) > 0 {
			require.Len(t, f, 1)
			got = strings.Join([]string{string(f[0].Code), f[0].Value, f[0].Reason.ZH, f[0].Reason.EN}, "|")
		}
		assert.Equal(t, want, got, data)
	}
}

// TestWhatIsReadIsHeldToItsLimitsBesideWhatIsNot.
func TestWhatIsReadIsHeldToItsLimitsBesideWhatIsNot(t *testing.T) {
	var none Errors
	limits := limitsOf(&none, "Facts", reflect.TypeFor[group](), false)
	for data, want := range map[string]string{
		`{"n":1,"list":[{"age":1}]}`:                     "",
		`{"n":99,"list":[{"age":1}]}`:                    "", // looked at when it is used
		`{"n":99,"list":[{"age":"x"},{"age":-1}]}`:       "list[0].age syntax, n range, list[1].age range",
		`{"n":"x","list":[]}`:                            "n syntax, list range",
		`{"n":99,"list":7}`:                              "list syntax, n range",
		`{"n":99,"list":[{"age":1}],"zz":1}`:             "zz unknown-field, n range",
		`7`:                                              " syntax",
		`{"n":99,"list":[{"age":"x","income":"-1.00"}]}`: "list[0].age syntax, n range, list[0].income range",
	} {
		node, err := tree.Parse([]byte(data))
		require.NoError(t, err)
		var v group
		err = decodeWithin(limits, node, reflect.ValueOf(&v).Elem())
		var parts []string
		for _, f := range Faults(err) {
			parts = append(parts, f.Field+" "+string(f.Code))
			assert.False(t, f.Field == "n" && f.Label.ZH != "数", "named as its field is")
		}
		assert.Equal(t, want, strings.Join(parts, ", "), data)
		assert.Equal(t, err == nil, len(v.List) > 0, "read or left")
	}
	var rows []string
	for range 120 {
		rows = append(rows, `{"age":"x"}`)
	}
	node, err := tree.Parse([]byte(`{"n":99,"list":[` + strings.Join(rows, ",") + `]}`))
	require.NoError(t, err)
	f := Faults(decodeWithin(limits, node, reflect.New(reflect.TypeFor[group]()).Elem()))
	require.Len(t, f, 101)
	assert.Equal(t, "20", f[100].Value, "what could not be read is no longer known: nothing is told beside it")
}

type group struct {
	N    int64    `json:"n" zh:"数" range:"[0,9]"`
	List []person `json:"list" range:"[1,2]"`
}
