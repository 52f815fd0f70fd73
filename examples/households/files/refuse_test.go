package files_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

const head = "id,county,area,property,members\n"

func gb(t testing.TB, text string) string {
	t.Helper()
	s, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	return s
}

// lastError reads a file to its end and gives the error that ended it.
func lastError(data string, o files.Options) (rows []files.Row, err error) {
	r, err := files.Open(strings.NewReader(data), int64(len(data)), o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for row := range r.Rows() {
		if row.Number == 0 {
			return rows, row.Err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// TestFilesThatAreNotCertain are refused as a whole, with what to do, in both
// languages.
func TestFilesThatAreNotCertain(t *testing.T) {
	for name, c := range map[string]struct {
		data   string
		o      files.Options
		want   error
		zh, en string
	}{
		"nothing":           {"", files.Options{}, rule.Missing, "文件为空", "the file is empty"},
		"only a mark":       {"\uFEFF", files.Options{}, rule.Missing, "文件为空", "the file is empty"},
		"blank first line":  {"\nx,y\n", files.Options{}, rule.Missing, "首行为空", "the first line is empty"},
		"no title":          {"a,b,rural,1,0/0\n" + head, files.Options{}, rule.Invalid, "第1行在表头之上，却有5个单元格有内容", "row 1 stands above the heading and has 5 filled cells"},
		"web page":          {" \n<HTML><table>", files.Options{}, rule.Syntax, "网页或XML", "a table in HTML or XML"},
		"one row a member":  {"户编号,县区,城乡,家庭财产,姓名,月收入,就业成本\n", files.Options{Ignore: []string{"姓名"}}, rule.UnknownField, "全家的还是一名成员的", "the household's or a member's"},
		"CR alone":          {strings.ReplaceAll(head+"a,b,rural,1,0/0\n", "\n", "\r"), files.Options{}, rule.Syntax, "回车符", "CR alone"},
		"full-width commas": {"编号，县区，城乡\n", files.Options{}, rule.Syntax, "全角逗号", "full-width commas"},
		"doubled heading":   {"id,county,area,property,members,家庭编号\n", files.Options{}, rule.Duplicate, "出现两次", "stands twice"},
		"unknown heading":   {"id,county,area,property,members,phone\n", files.Options{}, rule.UnknownField, "指明略过", "pass it over"},
		"no heading":        {"a,b,rural,1,0/0\n", files.Options{}, rule.UnknownField, "没有此列", "is none of the columns"},
		"open quote":        {"id,\"county\n", files.Options{}, rule.Syntax, "引号不成对", "do not pair"},
		"long line":         {strings.Repeat("x", 1<<17), files.Options{}, rule.Range, "首行超过", "the first line has more than"},
		"binary":            {"id\x00\x00\x00,", files.Options{}, rule.Syntax, "零字节", "zero bytes"},
		"old workbook":      {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", files.Options{}, rule.Syntax, "“另存为”选“Excel工作簿（*.xlsx）”", "save it as an Excel workbook (.xlsx)"},
		"no workbook":       {"PK\x03\x04 and no more", files.Options{}, rule.Syntax, "不是XLSX工作簿或已损坏", "no XLSX workbook or damaged"},
		"no Parquet":        {"PAR1 and no more", files.Options{}, rule.Syntax, "不是Parquet或已损坏", "no Parquet or damaged"},
		"another mark":      {"\uFEFF" + head, files.Options{Encoding: files.GB18030}, rule.Invalid, "与指明的编码不符", "not the encoding given"},
		"no separator":      {head, files.Options{Separator: '|'}, rule.Invalid, "分隔符应为", "a separator is"},
		"both encodings":    {head + "a," + gb(t, "通") + ",rural,1,0/0\n", files.Options{}, rule.Invalid, "第2行既可能是UTF-8，也可能是GB18030", "row 2 may be UTF-8 and may be GB18030"},
		"Latin or hanzi":    {head + "x,y,rural,1,0/0\na,caf\u00e9,rural,1,0/0\n", files.Options{}, rule.Invalid, "第3行既可能", "row 3 may be"},
		"mixed":             {head + "a,田家庵区,rural,1,0/0\nb," + gb(t, "寿县") + ",rural,1,0/0\n", files.Options{}, rule.Invalid, "第2行只能是UTF-8，第3行只能是GB18030", "row 2 can only be UTF-8, row 3 only GB18030"},
		"neither":           {"户\xff编号,县区\n", files.Options{}, rule.Syntax, "首行的编码无法确定", "cannot be told"},
	} {
		_, err := lastError(c.data, c.o)
		if !assert.ErrorIs(t, err, c.want, name) {
			continue
		}
		f, ok := files.Bad(err)
		require.True(t, ok, name)
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.Contains(t, f.In(rule.English), c.en, name)
		assert.Less(t, len(f.In(rule.Chinese)), 500, name)
	}
	rows, err := lastError(head+"a,"+gb(t, "通")+",rural,1,0/0\n", files.Options{Encoding: files.GB18030})
	require.NoError(t, err, "the caller can say it")
	assert.Equal(t, "通", rows[0].Case.County)
	rows, err = lastError(head+"a,caf\u00e9,rural,1,0/0\n", files.Options{Encoding: files.UTF8})
	require.NoError(t, err)
	assert.Equal(t, "café", rows[0].Case.County)
}

// TestTheEncodingIsFoundWhereItBegins: behind a heading of ASCII the first line that
// has more decides, however late.
func TestTheEncodingIsFoundWhereItBegins(t *testing.T) {
	plain := strings.Repeat("a,b,rural,1,0/0\n", 100_000) // beyond a block
	for _, county := range []string{"田家庵区", "寿县", "淮南"} {
		for name, tail := range map[string]string{"utf-8": "z," + county + ",urban,2,0/0\n", "gb18030": "z," + gb(t, county) + ",农村,2,0/0\n"} {
			if name == "gb18030" {
				tail = strings.Replace(tail, "农村", gb(t, "农村"), 1)
			}
			rows, err := lastError(head+plain+tail, files.Options{})
			require.NoError(t, err, name)
			last := rows[len(rows)-1]
			assert.Equal(t, 100_002, last.Number)
			require.NoError(t, last.Err)
			assert.Equal(t, county, last.Case.County, name)
		}
	}
}

// TestABadByteIsABadRow and spoils no other.
func TestABadByteIsABadRow(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		o    files.Options
	}{
		"utf-8":     {"户编号,县区,城乡,家庭财产,成员\na,寿县,农村,1,0/0\nb,寿\xff县,农村,1,0/0\nc,寿县,农村,1,0/0\n", files.Options{}},
		"gb18030":   {gb(t, "户编号,县区,城乡,家庭财产,成员\na,寿县,农村,1,0/0\n") + "b,\xca\xd9\xff," + gb(t, "农村,1,0/0\nc,寿县,农村,1,0/0\n"), files.Options{}},
		"cut short": {gb(t, "户编号,县区,城乡,家庭财产,成员\na,寿县,农村,1,0/0\n") + "b,\xca," + gb(t, "农村,1,0/0\nc,寿县,农村,1,0/0\n"), files.Options{}},
		"ascii":     {head + "a,b,rural,1,0/0\nb,\xff\xff,rural,1,0/0\nc,b,rural,1,0/0\n", files.Options{}},
		"utf-16":    {utf16("id,county,area,property,members\na,寿县,rural,1,0/0\nb,") + "\x00\xd8" + utf16(",rural,1,0/0\nc,寿县,rural,1,0/0\n"), files.Options{Encoding: files.UTF16LE}},
	} {
		rows, err := lastError(c.data, c.o)
		require.NoError(t, err, name)
		require.Len(t, rows, 3, name)
		assert.NoError(t, rows[0].Err, name)
		assert.NoError(t, rows[2].Err, name)
		f, ok := files.Bad(rows[1].Err)
		require.True(t, ok, name)
		assert.Equal(t, "county", f.Column, name)
	}
}

func utf16(s string) string {
	var b bytes.Buffer
	for _, c := range s {
		b.Write([]byte{byte(c), byte(c >> 8)})
	}
	return b.String()
}

// TestUTF16WithoutAMark is known by its zero bytes, which no text has.
func TestUTF16WithoutAMark(t *testing.T) {
	text := utf16("id\tcounty\tarea\tproperty\tmembers\na\t寿县\trural\t1\t0/0\n")
	rows, err := lastError(text, files.Options{})
	require.NoError(t, err)
	assert.Equal(t, "寿县", rows[0].Case.County)
}

func TestBlankRowsBehindTheLastAreCounted(t *testing.T) {
	data := strings.ReplaceAll(head, ",", ";") + "a;b;rural;1;0/0\n;;;;\n  \n;;;;\n"
	rows, rep := all(t, []byte(data), files.Options{})
	assert.Len(t, rows, 1)
	assert.Equal(t, 3, rep.Count(households.BlankEnd))
	bad, err := lastError(strings.ReplaceAll(head, ",", ";")+"a;b;rural;1;0/0\n;;;;\nc;b;rural;1;0/0\n", files.Options{})
	require.NoError(t, err)
	assert.ErrorContains(t, bad[1].Err, "a blank row", "between households it may be one that was lost")
}

// TestAllOfGB18030 reads every character that x/text writes, to the same: in a county, since full-width ones of an id are normalised.
func TestAllOfGB18030(t *testing.T) {
	var text strings.Builder
	text.WriteString("户编号,县区,城乡,家庭财产,成员\n")
	var want []string
	var run []rune
	for c := rune(0xa1); c <= 0x2ffff; c++ {
		if c >= 0xd800 && c < 0xe000 || households.Shown(string(c)) != string(c) { // what does not show is refused elsewhere
			continue
		}
		if run = append(run, c); len(run) == 500 {
			want = append(want, string(run))
			run = run[:0]
		}
	}
	require.Greater(t, len(want), 100)
	for _, w := range want {
		text.WriteString("a,x" + w + "x,农村,1,0/0\n")
	}
	rows, err := lastError(gb(t, text.String()), files.Options{})
	require.NoError(t, err)
	require.Len(t, rows, len(want))
	for i, row := range rows {
		require.NoError(t, row.Err)
		require.Equal(t, "x"+want[i]+"x", row.Case.County)
	}
}
