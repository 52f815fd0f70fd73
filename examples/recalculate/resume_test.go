package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households/columns"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
)

// TestAnotherRunIsNotContinued: what differs is named, and nothing is touched.
func TestAnotherRunIsNotContinued(t *testing.T) {
	in := made(t, "in.csv", 20_000, 1)
	out := beside(in)
	compute(t, in, out)
	assert.Contains(t, compute(t, in, out), "20000 rows, 0 computed now")
	whole, half := read(t, out), read(t, out)[:500_000]
	edited := strings.Replace(read(t, in), ",rural,", ",urban,", 1)
	require.Len(t, edited, len(read(t, in)))
	good := read(t, in)
	last := []byte(good)
	last[len(last)-2] ^= 1 // the last digit of the last row, which a half-done run has not seen
	for name, c := range map[string]struct {
		change func()
		more   []string
		says   string
	}{
		"parameters":           {nil, []string{"--standard", "810"}, "other parameters"},
		"everyone":             {nil, []string{"--everyone"}, "other parameters"},
		"ids":                  {nil, []string{"--no-ids"}, "another choice of --ids"},
		"language":             {nil, []string{"--lang", "zh"}, "begun with another language"},
		"same size, first row": {func() { write(t, in, edited) }, nil, "another input (its content differs)"},
		"same size, last row":  {func() { write(t, in, string(last)) }, nil, "another input (its content differs)"},
		"grown":                {func() { write(t, in, good+"a,b,rural,1,0/0\n") }, nil, "another input (its content differs)"},
	} {
		for _, there := range []string{whole, half, whole[:1]} {
			write(t, out, there)
			if c.change != nil {
				c.change()
			}
			code, said := try(in, out, c.more...)
			if name == "language" {
				assert.Contains(t, said, "另一语言", name)
			} else {
				assert.Contains(t, said, c.says, name)
				assert.Contains(t, said, "choose another --out, or remove it", name)
			}
			assert.Equal(t, failed, code, name)
			assert.True(t, there == read(t, out), name)
			write(t, in, good)
		}
	}
	assert.Contains(t, compute(t, in, out), "20000 rows")
	assert.True(t, whole == read(t, out))

	// The content counts, not the name or the folder.
	moved := filepath.Join(t.TempDir(), "other.csv")
	write(t, moved, good)
	assert.Contains(t, compute(t, moved, out), "20000 rows, 0 computed now")
}

func TestAForeignFileIsLeftAlone(t *testing.T) {
	in := made(t, "in.csv", 10, 1)
	mine := filepath.Join(filepath.Dir(in), "mine.txt")
	write(t, mine, "mine")
	code, said := try(in, mine)
	assert.Equal(t, failed, code)
	assert.Contains(t, said, "is no run of this program")
	assert.Equal(t, "mine", read(t, mine))
	assert.NoFileExists(t, journalOf(mine))
}

// TestAJournalThatIsNotWholeIsNamedAsSuch: empty, torn at every byte, altered, or
// of the version before.
func TestAJournalThatIsNotWholeIsNamedAsSuch(t *testing.T) {
	in := made(t, "in.csv", 10, 1)
	out := beside(in)
	compute(t, in, out)
	good := read(t, journalOf(out))
	refused := func(text, says string) {
		write(t, journalOf(out), text)
		code, said := try(in, out)
		require.Equal(t, failed, code, said)
		require.Contains(t, said, says)
		require.Contains(t, said, "remove both files and begin again")
		require.Equal(t, text, read(t, journalOf(out)))
	}
	refused("", "is empty (0 bytes)")
	for i := 1; i < len(good); i++ {
		refused(good[:i], "is torn, altered or of an older version")
	}
	refused(strings.Replace(good, `"rows":10`, `"rows":11`, 1), "is torn, altered")
	refused(`{"input":"in.csv","size":1}`, "of an older version")
	refused(strings.Repeat("\x00", 700), "is torn, altered")
	write(t, journalOf(out), "")
	code, said := recalculate("run", in, "--standard", "800", "--property-limit", "30000", "--out", out)
	assert.Equal(t, failed, code)
	assert.Contains(t, said, "是空的（0字节）")

	write(t, journalOf(out), good)
	assert.Contains(t, compute(t, in, out), "0 computed now")
	assert.NoFileExists(t, journalOf(out)+".tmp")
}

// marked makes results with marks at each fifth of their rows.
func marked(t *testing.T, in string) (out, whole string, marks []mark) {
	t.Helper()
	out = beside(in)
	compute(t, in, out)
	whole = read(t, out)
	j, err := readJournal(out)
	require.NoError(t, err)
	total := j.Marks[len(j.Marks)-1].Rows
	rows := csv.NewReader(strings.NewReader(whole))
	for n := 0; ; n++ { // the first is the heading
		_, err := rows.Read()
		require.NoError(t, err)
		if n > 0 && n%(total/5) == 0 {
			text := whole[:rows.InputOffset()]
			marks = append(marks, mark{Rows: n, Bytes: int64(len(text)), SHA256: digest([]byte(text))})
		}
		if n == total {
			break
		}
	}
	require.Equal(t, j.Marks[len(j.Marks)-1], marks[4])
	j.Marks = marks
	require.NoError(t, j.write(out))
	return out, whole, marks
}

// TestChangedResultsAreNoticed: a byte, a row less, a row twice, a hole of zeros,
// and rows that stand behind the end.
func TestChangedResultsAreNoticed(t *testing.T) {
	in := made(t, "in.csv", 60_000, 1)
	out, whole, marks := marked(t, in)
	middle := int(marks[len(marks)/2].Bytes)
	row := strings.Index(whole[:middle], "\n20000,") + 1
	next := row + strings.IndexByte(whole[row:], '\n') + 1
	for name, changed := range map[string]string{
		"a byte":       whole[:row+9] + "x" + whole[row+10:],
		"a row less":   whole[:row] + whole[next:],
		"a row twice":  whole[:next] + whole[row:],
		"a hole":       whole[:row] + strings.Repeat("\x00", next-row) + whole[next:],
		"a byte, half": whole[:row+9] + "x" + whole[row+10:middle+5],
		"first byte":   "x" + whole[1:],
		"other result": strings.Replace(whole, ",eligible,", ",forgiven,", 1),
	} {
		write(t, out, changed)
		code, said := try(in, out)
		assert.Equal(t, failed, code, name)
		assert.Contains(t, said, "the results of the households from the ", name)
		assert.Contains(t, said, "were changed; remove", name)
		assert.True(t, changed == read(t, out), name)
	}
	for _, more := range []string{"x", "60001,a,b,1.00,eligible,,\n", strings.Repeat("junk\n", 5)} {
		write(t, out, whole+more)
		code, said := try(in, out)
		assert.Equal(t, failed, code)
		assert.Contains(t, said, "something was added")
	}
}

// TestResultsThatWereCutAreMended, wherever that was; also if what stands behind
// the last mark is wrong, as a system that lost its power may leave it.
func TestResultsThatWereCutAreMended(t *testing.T) {
	for _, form := range []string{"in.csv", "in.parquet"} {
		in := made(t, form, 40_000, 1)
		out, whole, marks := marked(t, in)
		at := int(marks[1].Bytes)
		for _, size := range []int{0, 1, 10, at - 1, at, at + 1, len(whole) / 2, len(whole) - 1, len(whole)} {
			write(t, out, whole[:size])
			said := compute(t, in, out)
			require.True(t, whole == read(t, out), "cut at %d", size)
			if size >= at {
				assert.NotContains(t, said, "40000 computed now", "marks are gone on from")
			}
		}
		require.NoError(t, os.Remove(out))
		assert.Contains(t, compute(t, in, out), "40000 computed now")
		require.True(t, whole == read(t, out))

		j, err := readJournal(out)
		require.NoError(t, err)
		for _, tail := range []string{strings.Repeat("\x00", 70_000), "half a ro", whole[at:][:50_000]} {
			half := j
			half.Marks, half.Done = marks[:2], false
			require.NoError(t, half.write(out))
			write(t, out, whole[:at]+tail)
			said := compute(t, in, out)
			assert.Contains(t, said, fmt.Sprintf("40000 rows, %d computed now", 40_000-marks[1].Rows))
			require.True(t, whole == read(t, out))
		}
	}
}

// TestRowsOfSeveralLinesAreCountedAsOne: ids of a Parquet file may hold line
// breaks, and so do their rows of results.
func TestRowsOfSeveralLinesAreCountedAsOne(t *testing.T) {
	in := filepath.Join(t.TempDir(), "in.parquet")
	var rows []columns.Row
	for i := range 20_000 {
		id, property := fmt.Sprintf("H%d", i+1), int64(0)
		if i%1_000 == 7 {
			id += "\nx\ny"
		}
		rows = append(rows, columns.Row{ID: id, County: "c", Area: "rural", Property: &property, Members: []columns.Member{{}}})
	}
	require.NoError(t, parquet.WriteFile(in, rows))
	out, whole, marks := marked(t, in)
	for _, part := range []int{30, 60, 90} {
		write(t, out, whole[:len(whole)*part/100])
		said := compute(t, in, out)
		assert.Contains(t, said, "20000 rows, ")
		require.True(t, whole == read(t, out))
	}
	assert.Contains(t, compute(t, in, out), "20000 rows, 0 computed now")
	assert.Equal(t, 20_000, marks[len(marks)-1].Rows)
	got := rowsOf(t, out)
	require.Len(t, got, 20_000)
	for i, row := range got {
		require.Equal(t, rows[i].ID, row[1])
	}
}

// TestTheJournalStaysSmall however long a run is, and keeps marks all over it.
func TestTheJournalStaysSmall(t *testing.T) {
	j := journal{identity: identity{Input: files.CSV}}
	for n := 1; n <= 10_000; n++ {
		j = j.with(mark{Rows: n, Bytes: int64(n)}, nil)
		require.LessOrEqual(t, len(j.Marks), mostMarks)
		require.Equal(t, n, j.Marks[len(j.Marks)-1].Rows)
	}
	from := 0
	for _, m := range j.Marks {
		require.Greater(t, m.Rows, from)
		require.Less(t, m.Rows-from, 1_000)
		from = m.Rows
	}
	text, err := json.Marshal(j)
	require.NoError(t, err)
	assert.Less(t, len(text), 10_000)
	back := j.with(mark{Rows: 5_000}, nil)
	assert.Equal(t, 5_000, back.Marks[len(back.Marks)-1].Rows, "marks behind the new one are dropped")
}

func TestAnInputThatChangesMeanwhileIsNoticed(t *testing.T) {
	in := made(t, "in.csv", 10, 1)
	i, err := openInput(in)
	require.NoError(t, err)
	require.NoError(t, i.unchanged())
	was := i.info.ModTime()
	time.Sleep(20 * time.Millisecond) // clocks of file systems tick slowly
	text := read(t, in)
	write(t, in, strings.Replace(text, "rural", "urban", 1))
	require.NoError(t, os.Chtimes(in, was, was))
	assert.ErrorContains(t, i.unchanged(), "was changed while it was read", "also with its time set back")
	require.NoError(t, os.Remove(in))
	assert.Error(t, i.unchanged())

	// A run that notices it marks nothing more.
	in = made(t, "in.csv", 200_000, 1)
	j, err := newJob(must(parse([]string{"run", in, "--standard", "800", "--property-limit", "30000", "--out", beside(in)})))
	require.NoError(t, err)
	time.Sleep(20 * time.Millisecond)
	write(t, in, read(t, in)+"a,b,rural,1,0/0\n")
	_, err = j.run(t.Context(), os.Stderr)
	assert.ErrorContains(t, err, "was changed while it was read")
	there, err := readJournal(beside(in))
	require.NoError(t, err)
	assert.Empty(t, there.Marks)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
