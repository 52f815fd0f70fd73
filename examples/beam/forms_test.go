package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// shardsOf writes households of a hundred each in one form after the other, each a shard.
func shardsOf(t *testing.T, forms ...samples.Form) string {
	t.Helper()
	dir := t.TempDir()
	for i, f := range forms {
		var b bytes.Buffer
		require.NoError(t, samples.Write(&b, f, synthetic.New(5, uint64(i), 1+100*i), 100))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "households-"+numbers(i, len(forms))+".data"), b.Bytes(), 0o600))
	}
	return filepath.Join(dir, "households-*.data")
}

func numbers(i, n int) string {
	digit := func(k int) string { return "0000" + string(rune('0'+k)) }
	return digit(i) + "-of-" + digit(n)
}

// byBook computes July by the sample book, and checks.
func byBook(t *testing.T, input string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	var said strings.Builder
	o := options{input: input, output: out, book: "sample/book.csv", month: "2023-07", city: "synthetic-city",
		counties: "synthetic-a,synthetic-b,synthetic-c,synthetic-d,synthetic-e", propertyLimit: "30000", check: true}
	require.NoError(t, run(context.Background(), o, nil, &said))
	require.Contains(t, said.String(), "checked: one machine gives every row and every total the same")
	return out
}

// TestShardsOfEveryFormGiveTheSame amounts, decisions and totals as the strict core's, by counties and month, and tell what was normalised.
func TestShardsOfEveryFormGiveTheSame(t *testing.T) {
	july := unit.MustParseMonth("2023-07")
	forms := []samples.Form{
		{Encoding: files.GB18030, Chinese: true, Month: july, Loose: true}, {Format: files.XLSX, Chinese: true, Apart: true}, {Format: files.Parquet},
		{Encoding: files.UTF16LE, Separator: '\t'}, {Separator: ';', Apart: true, Mark: true},
	}
	strict := byBook(t, shardsOf(t, make([]samples.Form, len(forms))...))
	out := byBook(t, shardsOf(t, forms...))
	for _, name := range []string{"totals.csv", "totals-by-county.csv", "parameters.json"} {
		assert.Equal(t, read(t, filepath.Join(strict, name)), read(t, filepath.Join(out, name)), name)
	}
	assert.Contains(t, read(t, filepath.Join(out, "totals.csv")), "\n500,")
	for i := range forms {
		results := "results-" + numbers(i, len(forms)) + ".csv"
		want, got := table(t, filepath.Join(strict, results)), table(t, filepath.Join(out, results))
		require.Len(t, got, 100)
		for k := range got {
			assert.Equal(t, want[k][1:], got[k][1:], "the row is that of its form")
		}
		notes := filepath.Join(out, "normalised-"+numbers(i, len(forms))+".json")
		assert.NoFileExists(t, filepath.Join(strict, filepath.Base(notes)))
		if forms[i].Format == files.Parquet {
			assert.NoFileExists(t, notes)
			continue
		}
		kind := []string{"gb18030", "heading", "", "utf-16", "semicolons"}[i]
		assert.Contains(t, read(t, notes), `"`+kind+`"`)
	}
}

// TestARowOfAnotherMonthIsABadRow of its shard, and counts in no amount.
func TestARowOfAnotherMonthIsABadRow(t *testing.T) {
	dir := t.TempDir()
	list := "户编号,县区,城乡,家庭财产,成员,月份\n甲1,synthetic-a,农村,0,0/0,2023年7月\n甲2,synthetic-a,农村,0,0/0,2023-08\nＡ３, synthetic-b,城市,0,0/0,2023-07\n"
	require.NoError(t, os.WriteFile(dir+"/households-00000-of-00001.csv", []byte(list), 0o600))
	out := byBook(t, dir+"/households-*.csv")
	bad := table(t, out+"/bad-rows-00000-of-00001.csv")
	require.Len(t, bad, 1)
	assert.Equal(t, []string{"3", "month", "2023-08: is not the month that is computed, 2023-07"}, bad[0][1:])
	var got []string
	for _, r := range table(t, out+"/results-00000-of-00001.csv") {
		got = append(got, strings.Join(r[:4], " "))
	}
	assert.Equal(t, []string{"2 甲1 synthetic-a 830.00", "4 A3 synthetic-b 810.00"}, got)
	assert.Contains(t, read(t, out+"/normalised-00000-of-00001.json"), `"full-width"`)
}

// TestRowsOfMembersAreHouseholdsOfAShard, and what the rule refuses of a member is told with the member's row.
func TestRowsOfMembersAreHouseholdsOfAShard(t *testing.T) {
	dir := t.TempDir()
	list := "户编号,县区,城乡,家庭财产,成员收入,成员就业成本\n1,synthetic-a,农村,0,0,0\n1,synthetic-a,农村,0,10,0\n2,synthetic-a,农村,0,1,0\n2,synthetic-a,农村,0,-1,0\n"
	require.NoError(t, os.WriteFile(dir+"/households-00000-of-00001.csv", []byte(list), 0o600))
	out := byBook(t, dir+"/households-*.csv")
	results, bad := table(t, out+"/results-00000-of-00001.csv"), table(t, out+"/bad-rows-00000-of-00001.csv")
	require.Len(t, results, 1)
	assert.Equal(t, []string{"2", "1", "synthetic-a", "1650.00"}, results[0][:4], "2×830 less 10")
	require.Len(t, bad, 1)
	assert.Equal(t, []string{"5", "members[1].income"}, bad[0][1:3])
}
