package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func recalculate(args ...string) (int, string) {
	var out, errs bytes.Buffer
	code := execute(context.Background(), args, &out, &errs)
	return code, out.String() + errs.String()
}

func compute(t *testing.T, input, out string, more ...string) string {
	t.Helper()
	code, said := recalculate(append([]string{"run", input, "--standard", "800", "--property-ceiling", "30000", "--out", out}, more...)...)
	require.Zero(t, code, said)
	return said
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(raw)
}

func TestEveryRowIsWhatTheRuleGives(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	require.NoError(t, generate(in, 5_000, 3))
	assert.Contains(t, compute(t, in, out), "5000 rows, 5000 computed now, 0 bad")
	rows, err := csv.NewReader(strings.NewReader(read(t, out))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 5_001)
	c, err := newCalculator(assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}, true)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(read(t, in)), "\n")
	for i, row := range rows[1:] {
		rec, err := c.parse([]byte(lines[i+1]))
		require.NoError(t, err)
		d, err := c.rule.Explain(rec.household)
		require.NoError(t, err)
		sums, err := d.Digests()
		require.NoError(t, err)
		require.Equal(t, []string{strconv.Itoa(i + 1), string(rec.id), string(rec.county), d.Answer.Amount.String(), d.Answer.Outcome.String(), sums.Decision, ""}, row)
	}
}

func TestParquetAndCSVGiveTheSameBytesWhateverTheWorkers(t *testing.T) {
	dir := t.TempDir()
	var results []string
	for i, input := range []string{"in.csv", "in.parquet", "in.csv"} {
		in, out := filepath.Join(dir, strconv.Itoa(i)+input), filepath.Join(dir, strconv.Itoa(i)+".out")
		require.NoError(t, generate(in, 20_000, 5))
		compute(t, in, out, "--workers", strconv.Itoa(1+2*i))
		results = append(results, read(t, out))
	}
	assert.Equal(t, results[0], results[1])
	assert.Equal(t, results[0], results[2])
}

func TestABadRowIsNamedAndTheOthersAreRight(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.csv"), filepath.Join(dir, "bad.csv")
	require.NoError(t, generate(good, 10_000, 7))
	lines := strings.Split(strings.TrimSpace(read(t, good)), "\n")
	lines[5_000] = "S000005000,synthetic-a,rural,100.00,12x.00/0.00"
	require.NoError(t, os.WriteFile(bad, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	goodOut, badOut := filepath.Join(dir, "good.out"), filepath.Join(dir, "bad.out")
	compute(t, good, goodOut)
	said := compute(t, bad, badOut)
	assert.Contains(t, said, "row 5000: column members[0]: Money 12x.00")
	assert.Contains(t, said, "1 bad")
	a, b := strings.Split(read(t, goodOut), "\n"), strings.Split(read(t, badOut), "\n")
	require.Len(t, b, len(a))
	for i := range a {
		if i != 5_000 {
			require.Equal(t, a[i], b[i])
		}
	}
	assert.True(t, strings.HasPrefix(b[5_000], "5000,S000005000,synthetic-a,,,,"), b[5_000])
	code, said := recalculate("run", bad, "--standard", "800", "--property-ceiling", "30000", "--out", badOut+"2", "--stop-at-first")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "row 5000")
}

func TestEachBadLineIsNamedByItsColumn(t *testing.T) {
	c, err := newCalculator(assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}, true)
	require.NoError(t, err)
	for line, c2 := range map[string]struct {
		says string
		want error
	}{
		"":                       {"1 columns", rule.ErrSyntax},
		"a,b,rural,1.00":         {"4 columns", rule.ErrSyntax},
		"a,b,rural,1.00,0/0,x":   {"6 columns", rule.ErrSyntax},
		"a,b,town,1.00,0/0":      {"column area", rule.ErrInvalid},
		"a,b,rural,1.001,0/0":    {"column property", rule.ErrInexact},
		"a,b,rural,,0/0":         {"property: not given", rule.ErrMissing},
		"a,b,rural,1.00,":        {"members: 0", rule.ErrRange},
		"a,b,rural,1.00,0":       {"members[0]", rule.ErrMissing},
		"a,b,rural,1.00,0/0;１/0": {"members[1]", rule.ErrSyntax},
		"a,b,rural,1.00,-1.00/0": {"members[0].income: -1.00", rule.ErrRange},
		`a,"b`:                   {"columns", rule.ErrSyntax},
		"a,b,rural,1.00," + strings.Repeat("0/0;", 200) + "0/0": {"at most 127", rule.ErrRange},
	} {
		out, err := c.line(nil, []byte(line), 9)
		assert.ErrorIs(t, err, c2.want, line)
		assert.ErrorContains(t, err, "row 9: ", line)
		assert.ErrorContains(t, err, c2.says, line)
		row, err := csv.NewReader(bytes.NewReader(out)).Read()
		require.NoError(t, err, string(out))
		assert.Len(t, row, 7)
	}
	out, err := c.line(nil, []byte("\"a,1\",\"b\"\"c\",rural,1.00,0/0\r"), 1)
	require.NoError(t, err)
	row, err := csv.NewReader(bytes.NewReader(out)).Read()
	require.NoError(t, err)
	assert.Equal(t, []string{"1", "a,1", `b"c`, "800.00", "eligible"}, row[:5])
}

func TestAnotherRunIsNotContinued(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	require.NoError(t, generate(in, 100, 1))
	compute(t, in, out)
	assert.Contains(t, compute(t, in, out), "100 rows, 0 computed now")
	code, said := recalculate("run", in, "--standard", "810", "--property-ceiling", "30000", "--out", out)
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "begun with another input, rule or parameters")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600))
	code, said = recalculate("run", in, "--standard", "800", "--property-ceiling", "30000", "--out", filepath.Join(dir, "mine.txt"))
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "is no run of this program")
	assert.Equal(t, "mine", read(t, filepath.Join(dir, "mine.txt")))
}

func TestBadArguments(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in.csv")
	require.NoError(t, os.WriteFile(in, []byte("a,b\n"), 0o600))
	for _, args := range [][]string{
		nil, {"run"}, {"run", in + ".absent", "--standard", "800", "--property-ceiling", "1", "--out", in + ".o"},
		{"run", in, "--standard", "800.001", "--property-ceiling", "1", "--out", in + ".o"},
		{"run", in, "--standard", "0", "--property-ceiling", "1", "--out", in + ".o"},
		{"run", in, "--standard", "800", "--property-ceiling", "1", "--out", in + ".o", "--workers", "0"},
		{"run", in, "--standard", "800", "--property-ceiling", "1", "--out", in + ".p"},
		{"generate", "-n", "-1", "--out", in + ".q"},
	} {
		code, said := recalculate(args...)
		assert.NotZero(t, code, args)
		assert.NotEmpty(t, said, args)
	}
}

// TestKilledTenTimes kills the real program at random moments, ten times, and
// wants the bytes of an undisturbed run.
func TestKilledTenTimes(t *testing.T) {
	n := 300_000
	if v := os.Getenv("RECALCULATE_KILL_ROWS"); v != "" {
		var err error
		n, err = strconv.Atoi(v)
		require.NoError(t, err)
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "recalculate")
	require.NoError(t, exec.Command("go", "build", "-o", program, ".").Run())
	in, whole, killed := filepath.Join(dir, "in.csv"), filepath.Join(dir, "whole.csv"), filepath.Join(dir, "killed.csv")
	require.NoError(t, generate(in, n, 11))
	start := time.Now()
	compute(t, in, whole, "--workers", "1")
	took := time.Since(start)
	r := rand.New(rand.NewPCG(uint64(n), 13))
	args := []string{"run", in, "--standard", "800", "--property-ceiling", "30000", "--out", killed, "--workers", "1"}
	for range 10 {
		cmd := exec.Command(program, args...)
		require.NoError(t, cmd.Start())
		time.Sleep(time.Duration(r.Int64N(int64(took)/6 + 1)))
		_ = cmd.Process.Kill() // it may have ended already
		_ = cmd.Wait()
	}
	before := strings.Count(read(t, killed), "\n") - 1
	said := compute(t, in, killed)
	assert.Contains(t, said, strconv.Itoa(n)+" rows, "+strconv.Itoa(n-max(before, 0))+" computed now", "no row is computed twice")
	assert.True(t, read(t, whole) == read(t, killed), "the bytes differ from an undisturbed run's")
	t.Logf("%d of %d rows were done when it was killed for the last time", before, n)
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"a,b,rural,1.00,1500.00/500.00;0/0", `"a",b,rural,1.00,0/0`, "a,b,rural,,", ",,,,"} {
		f.Add(s)
	}
	c, err := newCalculator(assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}, true)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\n") {
			return
		}
		out, _ := c.line(nil, []byte(line), 1)
		if out[len(out)-1] != '\n' {
			t.Fatalf("%q: no whole row: %q", line, out)
		}
		row, err := csv.NewReader(bytes.NewReader(out)).Read()
		if err != nil || len(row) != 7 {
			t.Fatalf("%q gives a row that does not read: %q (%v)", line, out, err)
		}
	})
}

func BenchmarkLine(b *testing.B) {
	c, err := newCalculator(assistance.County{Standard: unit.Yuan(800), PropertyCeiling: unit.Yuan(30_000)}, true)
	if err != nil {
		b.Fatal(err)
	}
	line, out := []byte("S000000001,synthetic-c,rural,2841.17,1500.00/500.00;0.00/0.00;812.33/0.00"), make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		if out, err = c.line(out[:0], line, 1); err != nil {
			b.Fatal(err)
		}
	}
}
