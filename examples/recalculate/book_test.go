package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// books is a made-up book: the city's two standards, which a late notice raises from
// July on, and a county's own.
const book = `适用地区,起始月份,公布日期,文号,urban,rural
试用市,2022-07,2022-06-30,样例〔2022〕1号,725,708
试用市,2023-07,2023-10-08,样例〔2023〕1号,784,755
试用甲县,2023-01,2022-12-20,样例甲〔2022〕9号,760,760
`

// eight households, whose awards are 人数 × 标准 − 收入 by hand.
const list = `户编号,县区,城乡,家庭财产（元）,成员,月份
h1,试用甲县,农村,0,760/0,M
h2,试用甲县,城市,"1,000.00",0/0;0/0,M
h3,试用乙县,农村,0,100元/0,M
h4,试用乙县,城市,0,0/0;1400/0,M
h5,试用丙县,农村,,0/0,M
h6,试用己县,农村,0,0/0,M
h7,试用丁县,城市,0,800/100,M
h8,试用丁县,农村,0,800/100,2020-01
`

func bookRun(in, out, month string, more ...string) []string {
	dir := filepath.Dir(in)
	return append([]string{"run", in, "--book", filepath.Join(dir, "book.csv"), "--month", month, "--property-limit", "30000", "--city", "试用市",
		"--counties", "试用甲县,试用乙县,试用丙县,试用丁县,试用戊区", "--out", out, "--lang", "en"}, more...)
}

func amounts(t *testing.T, out string) string {
	var got []string
	for _, row := range rowsOf(t, out) {
		got = append(got, row[3])
	}
	return strings.Join(got, " ")
}

// TestAMonthByTheBook: by hand, before and after the standards change, and as it was
// known before the notice came out.
func TestAMonthByTheBook(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "book.csv"), book)
	for name, c := range map[string]struct {
		month   string
		more    []string
		amounts string
		summary string
	}{
		// h1 760−760: not below; h2 2×760; h3 708−100; h4 2×725−1400; h7 725−800: above.
		"June": {"2023-06", nil, "0.00 1520.00 608.00 50.00   0.00 ", "county,试用丁县,1,0,0.00,1,样例〔2022〕1号\ncounty,试用丙县,0,0,0.00,1,样例〔2022〕1号\ncounty,试用乙县,2,2,658.00,0,样例〔2022〕1号\n" +
			"county,试用己县,0,0,0.00,1,\ncounty,试用甲县,2,1,1520.00,0,样例甲〔2022〕9号\nall,,5,3,2178.00,3,\n"},
		// h3 755−100; h4 2×784−1400; h7 784−800: above.
		"July":                   {"2023-07", nil, "0.00 1520.00 655.00 168.00   0.00 ", "all,,5,3,2343.00,3,\n"},
		"July, as known in July": {"2023-07", []string{"--known-on", "2023-07-10"}, "0.00 1520.00 608.00 50.00   0.00 ", "all,,5,3,2178.00,3,\n"},
	} {
		in, out := filepath.Join(dir, name+".csv"), filepath.Join(dir, name+".out")
		write(t, in, strings.ReplaceAll(list, "M", c.month))
		code, said := recalculate(bookRun(in, out, c.month, c.more...)...)
		require.Equal(t, someBad, code, said)
		assert.Equal(t, c.amounts, amounts(t, out), name)
		assert.Contains(t, read(t, byCountyOf(out)), c.summary, name)
		assert.Contains(t, said, "row 6, column property: not given")
		assert.Contains(t, said, `row 7, column county: "试用己县": the book of standards has no such county`)
		assert.Contains(t, said, "row 9, column month: 2020-01: is not the month that is computed, "+c.month)
		assert.Contains(t, said, "normalised: column property: thousands separators, 1×, first in row 3")
		assert.Contains(t, said, "normalised: column members[].income: 元 or ¥, 1×, first in row 4")
	}
}

// TestABookIsKnownByWhatIsInForce: another entry for another month changes nothing,
// another standard of the month does.
func TestABookIsKnownByWhatIsInForce(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	require.NoError(t, generate(in, 5_000, 1, samples.Form{Chinese: true, Encoding: files.GB18030, Month: unit.MustParseMonth("2023-06")}))
	write(t, filepath.Join(dir, "book.csv"), book)
	run := func(month string, more ...string) (int, string) {
		return recalculate(bookRun(in, out, month, more...)...)
	}
	code, said := run("2023-06")
	require.Zero(t, code, said)
	whole := read(t, out)
	write(t, filepath.Join(dir, "book.csv"), strings.Replace(book, "784", "790", 1))
	code, said = run("2023-06")
	require.Zero(t, code, said)
	assert.Contains(t, said, "5000 rows, 0 computed now")
	assert.Contains(t, said, "normalised: GB18030\n", "also when nothing is left to do")
	for says, change := range map[string]func() (int, string){
		"another book (the standards of the month differ)": func() (int, string) {
			write(t, filepath.Join(dir, "book.csv"), strings.Replace(book, "708", "709", 1))
			return run("2023-06")
		},
		"another month":                 func() (int, string) { return run("2023-08") },
		"another way to read the input": func() (int, string) { return run("2023-06", "--encoding", "gb18030") },
		"other parameters": func() (int, string) {
			return recalculate("run", in, "--standard", "708", "--property-limit", "30000", "--month", "2023-06", "--out", out, "--lang", "en")
		},
	} {
		code, said = change()
		assert.Equal(t, failed, code, says)
		assert.Contains(t, said, says)
		assert.True(t, whole == read(t, out))
		write(t, filepath.Join(dir, "book.csv"), book)
	}
	code, said = recalculate("run", in, "--standard", "708", "--property-limit", "30000", "--out", out+"2", "--lang", "en")
	assert.Equal(t, misused, code)
	assert.Contains(t, said, "has a column of months; say which to compute with --month")
}

// TestEveryFormGivesTheSameResults, whatever the file is, to the byte.
func TestEveryFormGivesTheSameResults(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "book.csv"), book)
	want := ""
	for i, in := range []struct {
		name string
		form samples.Form
	}{
		{"a.csv", samples.Form{Chinese: true, Mark: true}},
		{"b.csv", samples.Form{Chinese: true, Encoding: files.GB18030, Loose: true}},
		{"c.csv", samples.Form{Chinese: true, Encoding: files.UTF16LE, Separator: '\t', Apart: true}},
		{"d.csv", samples.Form{Chinese: true, Separator: ';', Month: unit.MustParseMonth("2023-07")}},
		{"e.xlsx", samples.Form{Chinese: true, Apart: true, Month: unit.MustParseMonth("2023-07")}},
	} {
		name := filepath.Join(dir, in.name)
		require.NoError(t, generate(name, 3_000, 5, in.form))
		code, said := recalculate(bookRun(name, name+".out", "2023-07", "--workers", []string{"1", "2", "3"}[i%3])...)
		require.Zero(t, code, said)
		if got := read(t, name+".out") + read(t, byCountyOf(name+".out")); want == "" {
			want = got
		} else {
			assert.True(t, want == got, in.name)
		}
	}
}

// TestTheWorkbookHasWhatTheResultsHave, to the letter of each amount, and the
// summary adds up to it.
func TestTheWorkbookHasWhatTheResultsHave(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	require.NoError(t, generate(in, 2_000, 3, samples.Form{Loose: true}))
	compute(t, in, out, "--xlsx", out+".xlsx")
	f, err := excelize.OpenFile(out + ".xlsx")
	require.NoError(t, err)
	defer f.Close()
	got, err := f.GetRows("results", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	rows := rowsOf(t, out)
	require.Len(t, got, len(rows)+1)
	var paid unit.Total
	for i, row := range rows {
		amount, err := unit.ParseMoney(got[i+1][3])
		require.NoError(t, err)
		require.Equal(t, row[3], amount.String())
		paid.Add(amount)
		require.Equal(t, row[:3], got[i+1][:3])
		require.Equal(t, row[4:6], got[i+1][4:6])
	}
	sums, err := f.GetRows("by county", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(read(t, byCountyOf(out)), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, sums, len(table))
	var parts unit.Total
	for i, row := range table[1:] {
		m, err := unit.ParseMoney(row[4])
		require.NoError(t, err)
		again, err := unit.ParseMoney(sums[i+1][4])
		require.NoError(t, err)
		require.Equal(t, m, again)
		if row[0] == "county" {
			parts.Add(m)
		}
	}
	assert.Len(t, table, 7, "five counties and all")
	assert.Equal(t, paid.String(), parts.String())
	assert.Equal(t, paid.String(), table[6][4])
	notes, err := f.GetRows("normalised")
	require.NoError(t, err)
	assert.NotEmpty(t, notes)

	// The same again is left, something else of that name too.
	before, err := os.Stat(out + ".xlsx")
	require.NoError(t, err)
	compute(t, in, out, "--xlsx", out+".xlsx")
	after, err := os.Stat(out + ".xlsx")
	require.NoError(t, err)
	assert.Equal(t, before.ModTime(), after.ModTime())
	write(t, dir+"/mine.xlsx", "mine")
	code, said := try(in, out, "--xlsx", dir+"/mine.xlsx")
	assert.Equal(t, failed, code)
	assert.Contains(t, said, "mine.xlsx: exists and is not of these results; remove it or choose another --xlsx")
	assert.Equal(t, "mine", read(t, dir+"/mine.xlsx"))
	left, err := filepath.Glob(dir + "/*.tmp")
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestAmountsThatACellCannotHoldStayText(t *testing.T) {
	assert.Equal(t, 1234.5, exactNumber("1234.50"))
	assert.Equal(t, "90071992547409.91", exactNumber("90071992547409.91"))
	assert.Equal(t, "x", exactNumber("x"))
	assert.Equal(t, "1E5", exactNumber("1E5"))
}
