package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func recalculate(args ...string) (int, string) {
	var out, errs bytes.Buffer
	code := execute(context.Background(), args, &out, &errs)
	return code, out.String() + errs.String()
}

// try runs the job in English.
func try(input, out string, more ...string) (int, string) {
	return recalculate(append([]string{"run", input, "--standard", "800", "--property-limit", "30000", "--out", out, "-lang", "en"}, more...)...)
}

func compute(t *testing.T, input, out string, more ...string) string {
	t.Helper()
	code, said := try(input, out, more...)
	require.Zero(t, code, said)
	return said
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(raw)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}

// made gives a file of synthetic households.
func made(t *testing.T, name string, n int, seed uint64) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	require.NoError(t, generate(name, n, seed, samples.Form{}))
	return name
}

func beside(in string) string { return filepath.Join(filepath.Dir(in), "out.csv") }

// rowsOf gives the rows of results below their heading.
func rowsOf(t *testing.T, out string) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(read(t, out), "\uFEFF")
	assert.True(t, marked, "spreadsheets need the byte order mark")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"row", "id", "county", "amount", "outcome", "decision", "error"}, rows[0])
	return rows[1:]
}

var policy = households.Policy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

func TestEveryRowIsWhatTheRuleGives(t *testing.T) {
	in := made(t, "in.csv", 5_000, 3)
	out := beside(in)
	assert.Contains(t, compute(t, in, out), "5000 rows, 5000 computed now, 0 bad")
	rows := rowsOf(t, out)
	require.Len(t, rows, 5_000)
	r, err := households.Under(policy)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(read(t, in)), "\n")
	for i, row := range rows {
		rec, _, err := households.Parse([]byte(lines[i+1]), nil)
		require.NoError(t, err)
		d, err := r.Explain(rec.Household)
		require.NoError(t, err)
		sums, err := d.Digests()
		require.NoError(t, err)
		require.Equal(t, []string{strconv.Itoa(i + 2), string(rec.ID), string(rec.County), d.Answer.Amount.String(), d.Answer.Outcome.String(), sums.Decision, ""}, row)
	}
}

// TestParquetAndCSVGiveTheSameBytesWhateverTheWorkers: but for the numbers of the rows, since the CSV has a heading.
func TestParquetAndCSVGiveTheSameBytesWhateverTheWorkers(t *testing.T) {
	dir := t.TempDir()
	var all []string
	for i, input := range []string{"in.csv", "in.parquet", "in.csv"} {
		in, out := filepath.Join(dir, strconv.Itoa(i)+input), filepath.Join(dir, strconv.Itoa(i)+".out")
		require.NoError(t, generate(in, 20_000, 5, samples.Form{}))
		compute(t, in, out, "--workers", strconv.Itoa(1+2*i))
		all = append(all, read(t, out))
		for k, row := range rowsOf(t, out) {
			n, err := strconv.Atoi(row[0])
			require.NoError(t, err)
			if input == "in.parquet" {
				n++
			}
			require.Equal(t, k+2, n)
		}
	}
	all[1] = regexp.MustCompile(`(?m)^\d+,`).ReplaceAllString(all[1], "#,")
	assert.Equal(t, regexp.MustCompile(`(?m)^\d+,`).ReplaceAllString(all[0], "#,"), all[1])
	assert.Equal(t, all[0], all[2])
}

func TestWithoutIDs(t *testing.T) {
	in := made(t, "in.parquet", 100, 1)
	compute(t, in, beside(in))
	compute(t, in, beside(in)+"2", "--no-ids")
	with, without := rowsOf(t, beside(in)), rowsOf(t, beside(in)+"2")
	for i := range with {
		assert.Len(t, with[i][5], 64)
		assert.Empty(t, without[i][5])
		with[i][5] = ""
	}
	assert.Equal(t, with, without)
}

func TestABadRowIsNamedAndTheOthersAreRight(t *testing.T) {
	good := made(t, "good.csv", 10_000, 7)
	bad := filepath.Join(filepath.Dir(good), "bad.csv")
	lines := strings.Split(strings.TrimSpace(read(t, good)), "\n")
	lines[5_000] = "SYNTHETIC-5000,synthetic-a,rural,100.00,12x.00/0.00"
	write(t, bad, strings.Join(lines, "\n")+"\n")
	goodOut, badOut := good+".out", bad+".out"
	compute(t, good, goodOut)
	code, said := try(bad, badOut)
	assert.Equal(t, someBad, code)
	assert.Contains(t, said, "row 5001, column members[0].income: 12x.00: ")
	assert.Contains(t, said, "write income/employment cost of each member")
	assert.Contains(t, said, "1 bad")
	a, b := rowsOf(t, goodOut), rowsOf(t, badOut)
	require.Len(t, b, len(a))
	for i := range a {
		if i != 4_999 {
			require.Equal(t, a[i], b[i])
		}
	}
	assert.Equal(t, []string{"5001", "SYNTHETIC-5000", "synthetic-a", "", "", ""}, b[4_999][:6])
	assert.Contains(t, said, b[4_999][6])

	code, said = recalculate("run", bad, "--standard", "800", "--property-limit", "30000", "--out", bad+".zh")
	assert.Equal(t, someBad, code)
	assert.Contains(t, said, "第5001行，members[0].income列：12x.00：")
	assert.Contains(t, said, "每名成员写成“收入/就业成本”")
	assert.Contains(t, said, "共10000行，本次计算10000行，1行有误")

	code, said = try(bad, bad+".stop", "--stop-at-first")
	assert.Equal(t, someBad, code)
	assert.Contains(t, said, "row 5001")
}

// TestBadRowsOfTheWholeFileAreToldOnEveryRun: also of a run that goes on, and of
// one that has nothing left to do.
func TestBadRowsOfTheWholeFileAreToldOnEveryRun(t *testing.T) {
	in := made(t, "in.csv", 30_000, 7)
	lines := strings.Split(strings.TrimSpace(read(t, in)), "\n")
	for row := 10; row <= 30_000; row += 1_000 {
		lines[row] = fmt.Sprintf("H%d,c,town,1.00,0/0", row)
	}
	write(t, in, strings.Join(lines, "\n")+"\n")
	code, first := try(in, beside(in), "--keep-every", "1ns")
	require.Equal(t, someBad, code, first)
	assert.Contains(t, first, "30000 rows, 30000 computed now, 30 bad")
	assert.Contains(t, first, "row 11, column area: town: ")
	assert.Contains(t, first, "rural")
	assert.Contains(t, first, "row 19011")
	assert.NotContains(t, first, "row 20011")
	assert.Contains(t, first, "and 10 more bad rows")
	code, again := try(in, beside(in))
	assert.Equal(t, someBad, code)
	assert.Equal(t, strings.ReplaceAll(first, "30000 computed now", "0 computed now"), again)

	whole := read(t, beside(in))
	for _, part := range []int{0, 1, 1_000, len(whole) / 2, len(whole) - 1} {
		write(t, beside(in), whole[:part])
		code, again = try(in, beside(in))
		assert.Equal(t, someBad, code)
		a, _, _ := strings.Cut(first, " computed now")
		b, _, _ := strings.Cut(again, " computed now")
		assert.Equal(t, a[:strings.LastIndex(a, ",")], b[:strings.LastIndex(b, ",")])
		require.True(t, whole == read(t, beside(in)))
	}
}

func TestBadArguments(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in.csv")
	write(t, in, households.Heading+"\n")
	run := func(more ...string) []string {
		return append([]string{"run", in, "--standard", "800", "--property-limit", "1", "--out", in + ".o"}, more...)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, misused, "请给出命令"},
		{[]string{"-lang", "en"}, misused, "give a command"},
		{[]string{"compute"}, misused, "没有命令compute"},
		{[]string{"run"}, misused, "缺少选项--out：结果CSV文件"},
		{[]string{"run", in, "--out", in + ".o"}, misused, "缺少选项--standard：各户共用的低保标准"},
		{run("--book", in), misused, "--standard与--book只能给其一"},
		{run("--counties", "a"), misused, "--counties须与--book同用"},
		{[]string{"run", in, "--book", in, "--out", in + ".o"}, misused, "缺少选项--month"},
		{[]string{"run", in, "--book", in, "--month", "2023-07", "--out", in + ".o"}, misused, "缺少选项--counties"},
		{[]string{"run", in, "--book", in + ".absent", "--month", "2023-07", "--counties", "a", "--out", in + ".o"}, failed, "文件或文件夹不存在"},
		{[]string{"run", in, "--book", in, "--month", "2023-07", "--counties", "a", "--out", in + ".o"}, misused, "标准册"},
		{run("--month", "2023"), misused, "--month 2023"},
		{run("--encoding", "latin"), misused, "--encoding latin"},
		{run("--separator", "|"), misused, "应为comma、semicolon或tab"},
		{run("--ignore", "电话"), failed, "要求略过的列不在表头中"},
		{[]string{"run", "--standard", "1", "--property-limit", "1", "--out", "o"}, misused, "请给出输入文件"},
		{run("more"), misused, "多余的参数：more"},
		{run("--nonsense"), misused, "没有选项--nonsense"},
		{run("--out"), misused, "--out缺少值"},
		{run("--out="), misused, "--out不能为空"},
		{run("--ids=yes"), misused, "--ids不带值"},
		{run("--seed", "1"), misused, "--seed不属于命令run"},
		{run("--standard", "800.001"), misused, "--standard 800.001"},
		{run("--standard", "0"), misused, "standard列：未提供"},
		{run("--standard", "-1", "--lang=en"), misused, "standard: -1.00: must be above zero"},
		{run("--xlsx", in), misused, "--xlsx与"},
		{run("--xlsx", in+".o"), misused, "是同一文件"},
		{run("--workers", "0"), misused, "应为1至1024的整数"},
		{run("--workers", "1000000000000"), misused, "应为1至1024的整数"},
		{run("--keep-every", "-1s"), misused, "--keep-every -1s"},
		{run("--lang", "fr"), misused, "--lang fr"},
		{run("--out", in), misused, "--out就是输入文件"},
		{run("--out", dir), failed, "是文件夹"},
		{run("--out", filepath.Join(dir, "absent", "o")), failed, "文件或文件夹不存在"},
		{run("--out", os.DevNull), failed, "不是普通文件"},
		{[]string{"run", in + ".absent", "--standard", "800", "--property-limit", "1", "--out", in + ".o"}, failed, "文件或文件夹不存在"},
		{[]string{"run", dir, "--standard", "800", "--property-limit", "1", "--out", in + ".o"}, failed, "不是普通文件"},
		{[]string{"generate", "-n", "-1", "--out", in + ".q"}, misused, "-1"},
		{[]string{"generate", "-n", "1", "--out", filepath.Join(dir, "absent", "q")}, failed, "文件或文件夹不存在"},
		{[]string{"--help"}, allRight, "退出码"},
		{[]string{"-h", "-lang", "en"}, allRight, "Exit code"},
	} {
		code, said := recalculate(c.args...)
		assert.Equal(t, c.code, code, "%v: %s", c.args, said)
		assert.Contains(t, said, c.says, c.args)
	}
	assert.NoFileExists(t, in+".o")
	code, said := recalculate(run("--", "more")...)
	assert.Equal(t, misused, code, said)
}

// TestFilesOfAnotherKindAreRefusedBeforeAnythingIsWritten: households has the
// cases one by one.
func TestFilesOfAnotherKindAreRefusedBeforeAnythingIsWritten(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ text, zh, en string }{
		"empty.csv":      {"", "文件为空", "the file is empty"},
		"doubled.csv":    {"id,county,area,property,members,id\n", "出现两次", "stands twice"},
		"gbk.csv":        {"\xb1\xe0\xba\xc5,\xc7\xf8\xcf\xd8\n", "编号列：没有此列", "column 编号: is none of the columns"},
		"long.csv":       {strings.Repeat("x", 1<<20), "首行超过", "the first line has more than"},
		"broken.parquet": {"PAR1 but no more", "不是Parquet或已损坏", "no Parquet or damaged"},
	} {
		in := filepath.Join(dir, name)
		write(t, in, c.text)
		code, said := try(in, in+".out")
		assert.Equal(t, failed, code, name)
		assert.Contains(t, said, in, name)
		assert.Contains(t, said, c.en, name)
		assert.Less(t, len(said), 500, name)
		_, said = recalculate("run", in, "--standard", "800", "--property-limit", "1", "--out", in+".out")
		assert.Contains(t, said, c.zh, name)
		assert.NoFileExists(t, in+".out")
	}
}

// TestALineOf200MBIsOneBadRow is about the time and the memory of it.
func TestALineOf200MBIsOneBadRow(t *testing.T) {
	size := 200 << 20
	if testing.Short() {
		size = 20 << 20
	}
	in := filepath.Join(t.TempDir(), "in.csv")
	f, err := os.Create(in)
	require.NoError(t, err)
	_, err = f.WriteString(households.Heading + "\na,b,rural,1,0/0\nlong")
	require.NoError(t, err)
	for range size >> 20 {
		_, err = f.Write(bytes.Repeat([]byte("0/0;"), 1<<18))
		require.NoError(t, err)
	}
	_, err = f.WriteString("\nc,d,urban,1,0/0\n")
	require.NoError(t, err)
	require.NoError(t, f.Close())
	start := time.Now()
	code, said := try(in, beside(in))
	assert.Equal(t, someBad, code, said)
	assert.Contains(t, said, "row 3, a line of more than 1048576 bytes")
	assert.Contains(t, said, "3 rows, 3 computed now, 1 bad")
	assert.Less(t, len(said), 500)
	assert.Less(t, len(read(t, beside(in))), 1_000)
	assert.Equal(t, "c", rowsOf(t, beside(in))[2][1])
	t.Logf("%d MB in %v", size>>20, time.Since(start))
}

func TestProgressInPlainLines(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, rule.Chinese)
	require.NoError(t, p.add(10))
	assert.Empty(t, out.String(), "not at once")
	p.last = p.last.Add(-time.Hour)
	require.NoError(t, p.add(5))
	require.NoError(t, p.add(5))
	p.finish()
	assert.Equal(t, "已计算15户\n", out.String())
}
