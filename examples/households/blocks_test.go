package households

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// lines reads a file to its end and gives its lines by number, of which the heading has 1.
func lines(t *testing.T, r io.Reader) map[int]string {
	t.Helper()
	blocks, err := NewBlocks(r)
	require.NoError(t, err)
	got, next := map[int]string{}, 2
	var block Block
	for {
		if block, err = blocks.Next(block.Lines); err == io.EOF {
			return got
		}
		require.NoError(t, err)
		require.Equal(t, next, block.First)
		require.Positive(t, block.Rows)
		for rest := block.Lines; len(rest) > 0; next++ {
			var line []byte
			line, rest = NextLine(rest)
			got[next] = string(line)
		}
		require.Equal(t, block.First+block.Rows, next)
	}
}

func TestLinesEndAsFilesOfEverySystemEndThem(t *testing.T) {
	two := map[int]string{2: "a", 3: "b"}
	for name, c := range map[string]struct {
		text string
		want map[int]string
	}{
		"unix":           {Heading + "\na\nb\n", two},
		"windows":        {Heading + "\r\na\r\nb\r\n", two},
		"unended":        {Heading + "\na\nb", two},
		"unended CR":     {Heading + "\na\nb\r", two},
		"marked":         {"\uFEFF" + Heading + "\na\nb\n", two},
		"quoted":         {`"id","county","area","property","members"` + "\r\na\nb\n", two},
		"marked, quoted": {"\uFEFF\"id\",county,area,property,\"members\"\r\na\nb\n", two},
		"no rows":        {Heading + "\n", map[int]string{}},
		"heading only":   {Heading, map[int]string{}},
		"blank end":      {Heading + "\na\nb\n\n\n\n", two},
		"commas at end":  {Heading + "\r\na\r\nb\r\n,,,,\r\n , ,,,\r\n,,,,", two},
		"blank between":  {Heading + "\n\na\n,,,,\n\nb\n\n", map[int]string{2: "", 3: "a", 4: ",,,,", 5: "", 6: "b"}},
		"only blank":     {Heading + "\n\n,,,,\n", map[int]string{}},
	} {
		assert.Equal(t, c.want, lines(t, strings.NewReader(c.text)), name)
		assert.Equal(t, c.want, lines(t, iotest.OneByteReader(strings.NewReader(c.text))), name)
	}
}

func TestFilesOfAnotherKindAreNamed(t *testing.T) {
	utf16 := func(s string) string {
		var b strings.Builder
		for _, c := range s {
			b.WriteRune(c)
			b.WriteByte(0)
		}
		return b.String()
	}
	for text, c := range map[string]struct {
		want   error
		zh, en string
	}{
		"":                                     {rule.Missing, "文件为空", "the file is empty"},
		"\uFEFF":                               {rule.Missing, "文件为空", "the file is empty"},
		"\n":                                   {rule.Missing, "没有表头", "there is no heading"},
		"\n" + Heading + "\n":                  {rule.Missing, "没有表头", "there is no heading"},
		",,,,\n":                               {rule.Missing, "没有表头", "there is no heading"},
		"a,b,rural,1,0/0\n":                    {rule.Missing, "id列：首行没有此列；首行应为" + Heading, "column id: is not in the first line, which must be " + Heading},
		Heading + ",note\n":                    {rule.UnknownField, "note列：没有此列", "column note: is none of the columns"},
		Heading + ",id\n":                      {rule.Duplicate, "id列：出现两次", "column id: stands twice"},
		"id,id,area,property,members\n":        {rule.Duplicate, "id列：出现两次", "column id: stands twice"},
		"county,id,area,property,members\n":    {rule.Syntax, "各列顺序不对", "another order"},
		"ID,county,area,property,members\n":    {rule.Missing, "id列", "column id"},
		" id,county,area,property,members\n":   {rule.Missing, "id列", "column id"},
		"编号,区县,城乡,财产,成员\n":                     {rule.Missing, "id列", "column id"},
		strings.ReplaceAll(Heading, ",", ";"):  {rule.Syntax, "各列以分号分隔", "separated by semicolons"},
		strings.ReplaceAll(Heading, ",", "\t"): {rule.Syntax, "制表符", "tabs"},
		strings.ReplaceAll(Heading, ",", "，"):  {rule.Syntax, "全角逗号", "full-width commas"},
		Heading + "\ra,b,rural,1,0/0\r":        {rule.Syntax, "行尾只有回车符", "lines end in CR alone"},
		Heading + "\r" + strings.Repeat("a,b,rural,1,0/0\r", 100_000): {rule.Syntax, "行尾只有回车符", "lines end in CR alone"},
		"\xff\xfe" + utf16(Heading):                                   {rule.Syntax, "UTF-16", "UTF-16, not UTF-8: save as CSV UTF-8"},
		"\xfe\xff\x00i\x00d":                                          {rule.Syntax, "UTF-16", "UTF-16"},
		utf16(Heading):                                                {rule.Syntax, "UTF-16", "UTF-16"},
		"\xb1\xe0\xba\xc5,\xc7\xf8\xcf\xd8\n":                         {rule.Syntax, "不是UTF-8编码", "this file is not UTF-8 (perhaps GB18030): save as CSV UTF-8"},
		"PK\x03\x04rest":                                              {rule.Syntax, "工作簿", "a workbook"},
		"PAR1rest":                                                    {rule.Syntax, "Parquet", "Parquet"},
		`"id,county` + "\n":                                           {rule.Syntax, "引号不成对", "do not pair"},
		strings.Repeat("x", 1<<22):                                    {rule.Range, "首行超过", "the first line has more than"},
		strings.Repeat("字", 1<<20):                                    {rule.Range, "首行超过", "the first line has more than"},
		strings.Repeat("x", 1<<15) + "\n":                             {rule.Missing, "id列", "column id"},
		Heading + "," + strings.Repeat("x", 1<<15) + "\n":             {rule.UnknownField, "没有此列", "is none of the columns"},
	} {
		_, err := NewBlocks(strings.NewReader(text))
		name := Shown(text)
		require.ErrorIs(t, err, c.want, name)
		f := Faults(err)[0]
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.Contains(t, f.In(rule.English), c.en, name)
		assert.Less(t, len(f.In(rule.Chinese)), 400, name)
	}
}

// TestNoLineIsLostWhateverItsLength compares with strings.Split on files whose
// lines end near the ends of blocks, and with some that are too long.
func TestNoLineIsLostWhateverItsLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	sizes := []int{1, 2, 50, 4_000, BlockSize - 2, BlockSize - 1, BlockSize, BlockSize + 1, LongestLine - 1, LongestLine, LongestLine + 1, LongestLine + 2, 3 * LongestLine}
	for range 12 {
		var text []byte
		var want []string
		for range 30 {
			line := strings.Repeat("x", sizes[r.IntN(len(sizes))])
			text = append(text, line...)
			want = append(want, line)
			if r.IntN(2) == 0 {
				text = append(text, '\r')
			}
			text = append(text, '\n')
		}
		got := lines(t, bytes.NewReader(append([]byte(Heading+"\n"), text...)))
		require.Len(t, got, len(want))
		for i, line := range want {
			if len(line) <= LongestLine {
				require.True(t, line == got[i+2], "line %d of %d bytes", i+2, len(line))
			} else {
				require.Greater(t, len(got[i+2]), LongestLine, "line %d", i+2)
			}
		}
	}
}

func TestBlocksAfterARow(t *testing.T) {
	b := Block{First: 5, Rows: 3, Lines: []byte("a\nb\nc\n")}
	for row, want := range map[int]Block{
		0: b, 4: b, 5: {6, 2, []byte("b\nc\n")}, 6: {7, 1, []byte("c\n")}, 7: {8, 0, []byte{}}, 99: {8, 0, []byte{}},
	} {
		assert.Equal(t, want, b.After(row), row)
	}
}

// longFiles are files that hardly have a row: one line, blank rows, and what is between.
var longFiles = map[string]string{"one line": "0/0;", "blank rows": "\n", "commas": ",", "CR": "\r"}

// through reads such a file to its end, and gives the most bytes that a block had.
func through(t testing.TB, unit string, size int64) (most int) {
	t.Helper()
	all := io.MultiReader(strings.NewReader(Heading+"\n"), io.LimitReader(repeated(unit), size), strings.NewReader("\na,b,rural,1,0/0\n"))
	blocks, err := NewBlocks(all)
	require.NoError(t, err)
	var block Block
	for err == nil {
		block, err = blocks.Next(block.Lines)
		most = max(most, len(block.Lines))
	}
	require.ErrorIs(t, err, io.EOF)
	return most
}

// TestLongFilesTakeLittleMemory: whatever their length; what they cost in time is BenchmarkLongFiles.
func TestLongFilesTakeLittleMemory(t *testing.T) {
	for name, unit := range longFiles {
		for _, size := range []int64{8 << 20, 32 << 20} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			most := through(t, unit, size)
			runtime.ReadMemStats(&after)
			assert.LessOrEqual(t, most, 2*LongestLine+BlockSize, name)
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<20), name)
		}
	}
}

// BenchmarkLongFiles gives the cost of a byte over doubling sizes: the same for each, as nothing is looked at again.
func BenchmarkLongFiles(b *testing.B) {
	for name, unit := range longFiles {
		for _, size := range []int64{4 << 20, 8 << 20, 16 << 20, 32 << 20} {
			b.Run(name+"/"+strconv.FormatInt(size>>20, 10)+"MiB", func(b *testing.B) {
				b.SetBytes(size)
				for b.Loop() {
					through(b, unit, size)
				}
			})
		}
	}
}

type repeated string

func (r repeated) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		n += copy(b[n:], r)
	}
	return n, nil
}

func TestAFileThatBreaksOffIsAnError(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, err := NewBlocks(iotest.ErrReader(broken))
	assert.ErrorIs(t, err, broken)
	blocks, err := NewBlocks(io.MultiReader(strings.NewReader(Heading+"\n"), strings.NewReader(strings.Repeat("a,b,c,d,e\n", 10_000)), iotest.ErrReader(broken)))
	require.NoError(t, err)
	_, err = blocks.Next(nil)
	assert.ErrorIs(t, err, broken)
}

func ExampleFaults() {
	_, _, err := Parse([]byte("H1,c,town,1.00,0/0"), nil)
	fmt.Println(Faults(err)[0].Column)
	fmt.Println(RowText(12, err, rule.Chinese))
	// Output:
	// area
	// 第12行，area列：town：没有这个选项，可选：rural（农村）、urban（城市）
}
