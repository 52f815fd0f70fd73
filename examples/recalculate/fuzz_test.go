package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
)

// three are households of which one is bad.
const three = households.Heading + "\n甲1,寿县,rural,100.00,1500.00/500.00;0/0\n甲2,寿县,town,1,0/0\n甲3,寿县,urban,0,799.45/0\n"

// FuzzResume lays any bytes beside any results: a run goes on to the bytes of one that was never disturbed, or says why not and
// changes nothing. Journals of other content whose sum is right are tried too: of them it is asked that a run ends.
func FuzzResume(f *testing.F) {
	dir := f.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	require.NoError(f, os.WriteFile(in, []byte(three), 0o600))
	if code, said := try(in, out); code != someBad {
		f.Fatal(code, said)
	}
	bytesOf := func(name string) string {
		raw, err := os.ReadFile(name)
		require.NoError(f, err)
		return string(raw)
	}
	whole, job, sums := bytesOf(out), bytesOf(journalOf(out)), bytesOf(byCountyOf(out))
	f.Add(job, whole, false)
	f.Add(job, whole[:len(whole)/2], false)
	f.Add(job[:len(job)/2], whole, false)
	f.Add("", whole, false)
	f.Add(job, "", false)
	f.Add("{}", whole, true)
	f.Add(`{"marks":[{"rows":-1,"bytes":-5,"sha256":""}]}`, whole, true)
	f.Add(job[:len(job)-66], whole, true)
	f.Fuzz(func(t *testing.T, job, results string, signed bool) {
		dir := t.TempDir()
		in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
		write(t, in, three)
		write(t, out, results)
		if signed {
			job += "\n" + digest([]byte(job)) + "\n"
		}
		write(t, journalOf(out), job)
		code, said := try(in, out)
		require.Contains(t, []int{0, failed, misused, someBad}, code, said)
		require.NotEmpty(t, said)
		switch {
		case signed: // what it says of the rows is taken from it
		case code == someBad:
			require.Equal(t, whole, read(t, out))
			require.Equal(t, sums, read(t, byCountyOf(out)))
		default:
			require.Equal(t, results, read(t, out), said)
			require.Equal(t, job, read(t, journalOf(out)))
		}
	})
}

// FuzzInput: whatever the input is, a run ends, gives a row for each household that it counts, or says why not; the same again when it
// is given again, and from half of its results.
func FuzzInput(f *testing.F) {
	f.Add([]byte(three))
	f.Add([]byte("名单\n户编号,县区,城乡,家庭财产（元）,成员,月份\n甲1,寿县,农村,\"1,000\",１/0,2023年7月\n"))
	f.Add([]byte("id;county;area;property;members\n1;c;rural;1.234;0/0\n=1;c;urban;2;0/0\n\n\n"))
	f.Add([]byte("\xff\xfei\x00d\x00"))
	f.Add([]byte("id,county,area,property,member income,member employment cost\n1,c,rural,1,1,0\n1,c,rural,1,2,0\n2,c,urban,2,0/0,0\n,c,urban,2,0,0\n3,c,rural,1,1,0\n4,c,rural,1,1,0\n"))
	f.Add([]byte("PAR1xxxx\xff\xaa\x00\xfcPAR1")) // a footer of 4 GB
	for _, name := range []string{"in.xlsx", "in.parquet"} {
		in := filepath.Join(f.TempDir(), name)
		require.NoError(f, generate(in, 3, 1, samples.Form{}))
		raw, err := os.ReadFile(in)
		require.NoError(f, err)
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := filepath.Join(t.TempDir(), "in")
		write(t, in, string(data))
		out := beside(in)
		code, said := try(in, out)
		require.NotEmpty(t, said)
		if code != 0 && code != someBad {
			require.Contains(t, []int{failed, misused}, code, said)
			return
		}
		whole := read(t, out)
		rows := rowsOf(t, out)
		bad := 0
		for _, row := range rows {
			require.Len(t, row, 7)
			if row[6] != "" {
				bad++
			}
		}
		assert.Equal(t, code == someBad, bad > 0)
		again, _ := try(in, out)
		require.Equal(t, code, again)
		require.Equal(t, whole, read(t, out))
		write(t, out, whole[:len(whole)/2])
		again, said = try(in, out)
		require.Equal(t, code, again, said)
		require.Equal(t, whole, read(t, out))
	})
}
