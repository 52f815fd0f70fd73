package tree_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// checkError holds every error to the promises of Error.
func checkError(t testing.TB, err error) {
	var e *tree.Error
	if err == nil {
		return
	}
	if !errors.As(err, &e) || !errors.Is(err, e.Code) {
		t.Fatalf("%T: %v", err, err)
	}
	if len(e.Path) > 200 || len(e.Reason.EN) > 1000 || len(e.Reason.ZH) > 1000 {
		t.Fatalf("too long: %v", e)
	}
	if strings.IndexFunc(e.Reason.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0 || !utf8.ValidString(e.Reason.ZH+e.Reason.EN) {
		t.Fatalf("%q %q", e.Reason.ZH, e.Reason.EN)
	}
}

func TestParseNamesWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range []struct {
		text   string
		code   unit.Code
		path   string
		offset int
		zh, en string // parts of the reasons
	}{
		{``, unit.Syntax, "", 0, "遇到文本结尾，应为一个值", "found the end of the text, expected a value"},
		{`{"a":1}x`, unit.Syntax, "", 7, "遇到“x”，应为文本到此结束", `found "x", expected the end of the text`},
		{`{"a":{"b":[1,{"c":1,"c":2}]}}`, unit.Duplicate, "a.b[1].c", 20, "重复给出", "given twice"},
		{`{"a":1,"\u0061":2}`, unit.Duplicate, "a", 7, "重复给出", "given twice"},
		{`{"a":NaN}`, unit.Syntax, "a", 5, "遇到“NaN”，应为一个值", `found "NaN", expected a value`},
		{`{"a":007}`, unit.Syntax, "a", 5, "“007”不是JSON数字", `"007" is no JSON number`},
		{`{"a":+1}`, unit.Syntax, "a", 5, "“+1”不是JSON数字", `"+1" is no JSON number`},
		{`{"a":.5}`, unit.Syntax, "a", 5, "“.5”不是JSON数字", `".5" is no JSON number`},
		{`[1,5.]`, unit.Syntax, "[1]", 3, "“5.”不是JSON数字", `"5." is no JSON number`},
		{`[1e]`, unit.Syntax, "[0]", 1, "“1e”不是JSON数字", `"1e" is no JSON number`},
		{`[0x10]`, unit.Syntax, "[0]", 1, "“0x10”不是JSON数字", `"0x10" is no JSON number`},
		{`[1,]`, unit.Syntax, "[1]", 3, "遇到“]”，应为一个值", `found "]", expected a value`},
		{`{"a":1,}`, unit.Syntax, "", 7, "最后一项之后不加逗号", "no comma after the last member"},
		{`{"a":1 "b":2}`, unit.Syntax, "", 7, "遇到字符串，应为逗号“,”或“}”", `found a string, expected a comma "," or "}"`},
		{`{"a" 1}`, unit.Syntax, "a", 5, "应为名称之后的冒号“:”", `expected the colon ":" after a name`},
		{`{'a':1}`, unit.Syntax, "", 1, "单引号（应使用双引号）", "a single quote (use double quotes)"},
		{`{“a”：1}`, unit.Syntax, "", 1, "全角符号““”（应使用半角符号）", "full-width"},
		{"{\u00a0}", unit.Syntax, "", 1, "不可见字符U+00A0", "the invisible character U+00A0"},
		{"\uFEFF\uFEFF{}", unit.Syntax, "", 3, "又一个字节顺序标记", "one more byte order mark"},
		{`{"a":"b`, unit.Syntax, "a", 5, "字符串没有结束", "has no end"},
		{"{\"a\":\"b\nc\"}", unit.Syntax, "a", 7, `控制字符U+000A，应写作\n`, `write \n`},
		{"{\"a\":\"b\x01c\"}", unit.Syntax, "a", 7, `应写作\u0001`, `write \u0001`},
		{`{"a":"b\x41"}`, unit.Syntax, "a", 7, `“\x”不是JSON转义`, `\x is no JSON escape`},
		{`{"a":"b\u12g4"}`, unit.Syntax, "a", 7, `“\u12g4”不是JSON转义`, `\u12g4 is no JSON escape`},
		{`{"a":"\ud800"}`, unit.Syntax, "a", 6, `“\ud800”只是半个代理对`, `\ud800 is half a surrogate pair`},
		{`{"a":"\ud800\u0041"}`, unit.Syntax, "a", 6, "半个代理对", "half a surrogate pair"},
		{`{"a":"\udc00"}`, unit.Syntax, "a", 6, "半个代理对", "half a surrogate pair"},
		{"{\"a\":\"\xcd\xf5\"}", unit.Syntax, "a", 6, "字节0xCD不是UTF-8编码（可能是GBK）", "the byte 0xCD is not UTF-8"},
		{"{\"\x80\":1}", unit.Syntax, "", 2, "字节0x80不是UTF-8", "the byte 0x80 is not UTF-8"},
		{"{\"a\\n\x80\":1}", unit.Syntax, "", 5, "字节0x80不是UTF-8", "the byte 0x80 is not UTF-8"},
		{"{\x80}", unit.Syntax, "", 1, "字节0x80不是UTF-8", "the byte 0x80 is not UTF-8"},
		{"\xff\xfe{\x00}\x00", unit.Syntax, "", 0, "UTF-16", "UTF-16"},
		{"{\"a\":1,\x00}", unit.Syntax, "", 7, "不可见字符U+0000", "the invisible character U+0000"},
		{strings.Repeat("[", 65), unit.Range, strings.Repeat("[0]", 64), 64, "嵌套超过64层", "nested more than 64 deep"},
		{`{"` + strings.Repeat("k", 300) + `":[0,x]}`, unit.Syntax, strings.Repeat("k", 197) + "…", 307, "“x”", `"x"`},
	} {
		_, err := tree.Parse([]byte(c.text))
		var e *tree.Error
		require.ErrorAs(t, err, &e, c.text)
		checkError(t, err)
		require.ErrorIs(t, err, c.code, c.text)
		assert.Equal(t, c.path, e.Path, c.text)
		assert.Equal(t, c.offset, e.Offset, c.text)
		assert.Contains(t, e.Reason.ZH, c.zh, c.text)
		assert.Contains(t, e.Reason.EN, c.en, c.text)
		if c.code != unit.Range && c.zh != "UTF-16" { // of which the whole file is wrong
			assert.Contains(t, e.Reason.ZH, fmt.Sprintf("字节偏移%d处", c.offset))
		}
		_, errMembers := tree.Members([]byte(c.text))
		if strings.HasPrefix(c.text, "{") {
			assert.Equal(t, err, errMembers, "%s: the quick way says the same", c.text)
		}
	}
}

func TestAnErrorPutsItsPathFirst(t *testing.T) {
	_, err := tree.Parse([]byte(`{"a":{"b":nul}}`))
	assert.EqualError(t, err, `a.b: at byte offset 10: found "nul", expected a value (object, list, string, number, true, false or null)`)
	var e *tree.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "a.b：字节偏移10处：遇到“nul”，应为一个值（对象、数组、字符串、数字、true、false或null）", e.In(unit.Chinese))
	_, err = tree.Parse(nil)
	require.ErrorAs(t, err, &e)
	assert.True(t, strings.HasPrefix(e.In(unit.Chinese), "字节偏移0处"))
}

func TestAWorkbookIsSaidToBeOne(t *testing.T) {
	for _, text := range []string{"PK\x03\x04\x14\x00\x06", "PK\x03\x04\xff\xfe"} {
		_, parse := tree.Parse([]byte(text))
		_, members := tree.Members([]byte(text))
		_, split := tree.Split([]byte(text))
		for _, err := range []error{parse, members, split} {
			var e *tree.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, unit.Syntax, e.Code)
			assert.Contains(t, e.In(unit.Chinese), "这是工作簿（xlsx）")
			assert.Contains(t, e.In(unit.Chinese), "另存为“CSV UTF-8（逗号分隔）”")
			assert.Contains(t, e.In(unit.English), "save a sheet as “CSV UTF-8 (comma delimited)”")
			assert.NotContains(t, e.In(unit.Chinese), "字节偏移")
		}
	}
	_, err := tree.Parse([]byte("PK"))
	assert.ErrorContains(t, err, "at byte offset 0")
}

func TestParseAgreesWithEncodingJSON(t *testing.T) {
	for _, s := range texts {
		checkParse(t, []byte(s))
	}
}

func TestParseKeepsOrderAndDecimals(t *testing.T) {
	const text = `{"b":5.00,"a":[1e2,-0],"ä":"\u00e4"}`
	v, err := tree.Parse([]byte(text))
	require.NoError(t, err)
	assert.Equal(t, `{"b":5.00,"a":[1e2,-0],"ä":"ä"}`, tree.String(v))
	o := v.(tree.Object)
	_, ok := o.Get("c")
	assert.False(t, ok)
	s, ok := o.Get("ä")
	assert.True(t, ok)
	assert.Equal(t, "ä", s)
}

func TestParseDoesNotKeepTheCallersBytes(t *testing.T) {
	data := []byte(`{"name":"value"}`)
	v, err := tree.Parse(data)
	require.NoError(t, err)
	raws, err := tree.Members([]byte(`{"name":"value"}`))
	require.NoError(t, err)
	clear(data)
	assert.Equal(t, `{"name":"value"}`, tree.String(v))
	assert.Equal(t, []tree.Raw{{Name: "name", Value: []byte(`"value"`)}}, raws)
}

func TestParseTakesExactlyTheDepthOfItsLimit(t *testing.T) {
	deep := func(n int) []byte { return []byte(strings.Repeat(`{"a":`, n) + "0" + strings.Repeat("}", n)) }
	_, err := tree.Parse(deep(tree.MaxDepth))
	require.NoError(t, err)
	_, err = tree.Parse(deep(tree.MaxDepth + 1))
	require.ErrorIs(t, err, unit.Range)
	_, err = tree.Parse([]byte(strings.Repeat("[", 10_000_000)))
	require.ErrorIs(t, err, unit.Range)
}

func TestParseNamesItsLimitOfSize(t *testing.T) {
	if testing.Short() {
		t.Skip("64 MiB")
	}
	data := []byte(`"` + strings.Repeat("x", tree.MaxSize-2) + `"`)
	_, err := tree.Parse(data)
	require.NoError(t, err)
	_, err = tree.Parse(append(data, ' '))
	require.ErrorIs(t, err, unit.Range)
	assert.ErrorContains(t, err, "67108864")
	_, err = tree.Members(append(data, ' '))
	assert.ErrorIs(t, err, unit.Range)
	_, err = tree.Split([]byte(`{} "` + strings.Repeat("x", tree.MaxSize-2) + `" `))
	require.NoError(t, err, "each value may be as large")
	_, err = tree.Split([]byte(`{} "` + strings.Repeat("x", tree.MaxSize-1) + `" `))
	require.ErrorIs(t, err, unit.Range)
	assert.ErrorContains(t, err, "[1]: ")
}

func TestADuplicateIsFoundAmongFewAndManyNames(t *testing.T) {
	for n := 1; n < 60; n++ {
		for twice := range n {
			var b strings.Builder
			b.WriteString(`{"o":[{`)
			for i := range n {
				fmt.Fprintf(&b, `"n%d":{"n0":0},`, i)
			}
			fmt.Fprintf(&b, `"n%d":0}]}`, twice)
			_, err := tree.Parse([]byte(b.String()))
			require.ErrorIs(t, err, unit.Duplicate)
			assert.ErrorContains(t, err, fmt.Sprintf("o[0].n%d: ", twice))
			_, err = tree.Members([]byte(b.String()))
			require.ErrorIs(t, err, unit.Duplicate)
			_, err = tree.Parse([]byte(strings.Replace(b.String(), `:0}]}`, `x":0}]}`, 1)))
			require.Error(t, err)
		}
	}
}

func TestMembersWantsAnObject(t *testing.T) {
	for _, s := range []string{`[]`, `1`, `"a"`, `null`, ` `} {
		_, err := tree.Members([]byte(s))
		require.ErrorIs(t, err, unit.Syntax)
		assert.ErrorContains(t, err, "expected an object")
	}
	raws, err := tree.Members([]byte("\uFEFF {\"a\" : [ 1 , 2 ] , \"b\":{}\n}"))
	require.NoError(t, err)
	assert.Equal(t, []tree.Raw{{Name: "a", Value: []byte("[ 1 , 2 ]")}, {Name: "b", Value: []byte("{}")}}, raws)
	raws, err = tree.Members([]byte("{}"))
	require.NoError(t, err)
	assert.Empty(t, raws)
}

func TestMembersAllocatesNothingForWhatLiesBelow(t *testing.T) {
	allocs := func(n int) float64 {
		data := []byte(`{"a":[` + strings.Repeat(`{"k":[1,"x\n",null],"l":{"m":-1.5}},`, n) + `0]}`)
		return testing.AllocsPerRun(10, func() {
			if _, err := tree.Members(data); err != nil {
				t.Fatal(err)
			}
		})
	}
	assert.Equal(t, allocs(10), allocs(1000))
}

func TestSplitCutsValuesThatFollowOneAnother(t *testing.T) {
	got, err := tree.Split([]byte("\uFEFF{\"a\":1}\r\n{\"b\":\n2}{}[1] 2\n"))
	require.NoError(t, err)
	var s []string
	for _, v := range got {
		s = append(s, string(v))
	}
	assert.Equal(t, []string{`{"a":1}`, "{\"b\":\n2}", "{}", "[1]", "2"}, s)
	got, err = tree.Split([]byte(" \n"))
	require.NoError(t, err)
	assert.Empty(t, got)
	_, err = tree.Split([]byte(`{"a":1}{"a":x}`))
	require.ErrorIs(t, err, unit.Syntax)
	assert.ErrorContains(t, err, "[1].a: at byte offset 12: ")
	_, err = tree.Split([]byte("{}\xff"))
	assert.ErrorContains(t, err, "not UTF-8")
}

func TestAppendWritesWhatEncodingJSONWrites(t *testing.T) {
	assert.Equal(t, `["\u003c\u003e\u0026\"\\/\b\f\n\r\t\u0001`+"\x7f"+`\u2028\u2029\ufffd淮南😀",true,false,null,{},[]]`,
		tree.String([]any{"<>&\"\\/\b\f\n\r\t\x01\x7f\u2028\u2029\xff淮南😀", true, false, nil, tree.Object(nil), []any(nil)}))
	assert.Equal(t, "null", tree.String(3), "no value of a tree")
}
