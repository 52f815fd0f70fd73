package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// otherRow is a household as other writers lay it out: everything may be null,
// and whatever repeats stands in a dictionary.
type otherRow struct {
	ID       *string       `parquet:"id,optional,dict"`
	County   *string       `parquet:"county,optional,dict,snappy"`
	Area     *string       `parquet:"area,optional,dict"`
	Property *int64        `parquet:"property,optional,dict"`
	Members  []otherMember `parquet:"members,optional,list"`
	More     string        `parquet:"more"`
}

type otherMember struct {
	Income         *int64 `parquet:"income,optional,dict,zstd"`
	EmploymentCost *int64 `parquet:"employment_cost,optional"`
}

func parquetFile[T any](t *testing.T, rows []T, options ...parquet.WriterOption) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "in.parquet")
	f, err := os.Create(name)
	require.NoError(t, err)
	w := parquet.NewGenericWriter[T](f, options...)
	_, err = w.Write(rows)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, f.Close())
	return name
}

func results(t *testing.T, in string, more ...string) ([][]string, string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.csv")
	said := compute(t, in, out, more...)
	rows, err := csv.NewReader(strings.NewReader(read(t, out))).ReadAll()
	require.NoError(t, err)
	return rows[1:], said
}

func ptr[T any](v T) *T { return &v }

func TestParquetOfAnotherWriter(t *testing.T) {
	household := func(id string, members ...otherMember) otherRow {
		return otherRow{ID: &id, County: ptr("c"), Area: ptr("rural"), Property: ptr(int64(100)), Members: members}
	}
	member := func(income, cost int64) otherMember { return otherMember{&income, &cost} }
	rows := []otherRow{
		household("paid", member(100_000, 40_000), member(0, 0), member(0, 0)),
		household("nobody"),
		household("unknown income", member(1, 1), otherMember{nil, ptr(int64(0))}),
		household("unknown cost", otherMember{ptr(int64(0)), nil}),
		household("below zero", member(1, 1), member(-1, 0)),
		household("beyond", member(1<<60, 0)),
		{ID: ptr("no property"), Area: ptr("urban"), Members: []otherMember{member(0, 0)}},
		{ID: ptr("no area"), Property: ptr(int64(0)), Members: []otherMember{member(0, 0)}},
		{ID: ptr("hamlet"), Area: ptr("hamlet"), Property: ptr(int64(-1)), Members: []otherMember{member(0, 0)}},
		household("last", member(0, 0)),
	}
	got, said := results(t, parquetFile(t, rows, parquet.PageBufferSize(16), parquet.DataPageVersion(1)))
	require.Len(t, got, len(rows))
	for i, want := range []string{
		"1800.00", "members: 0", "column members[1].income", "column members[0].employment_cost",
		"members[1].income: -0.01", "column members[0].income", "property: not given", "column area", "column area", "800.00",
	} {
		assert.Equal(t, *rows[i].ID, got[i][1])
		if got[i][6] == "" {
			assert.Equal(t, want, got[i][3], got[i])
		} else {
			assert.Contains(t, got[i][6], fmt.Sprintf("row %d: ", i+1))
			assert.Contains(t, got[i][6], want)
		}
	}
	assert.Contains(t, said, "8 bad")
}

// TestParquetPagesAndGroupsDoNotMatter cuts the file into pieces of every size,
// so that a household's columns end on other pages, and goes on in the middle.
func TestParquetPagesAndGroupsDoNotMatter(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "in.parquet")
	require.NoError(t, generate(whole, 9_000, 17))
	rows, err := parquet.ReadFile[parquetRow](whole)
	require.NoError(t, err)
	want, _ := results(t, whole)
	for _, options := range [][]parquet.WriterOption{
		{parquet.PageBufferSize(100)},
		{parquet.PageBufferSize(3_001), parquet.DataPageVersion(1)},
		{parquet.MaxRowsPerRowGroup(997), parquet.Compression(&parquet.Zstd)},
	} {
		in := parquetFile(t, rows, options...)
		got, _ := results(t, in)
		require.Equal(t, want, got)

		out := filepath.Join(t.TempDir(), "out.csv")
		compute(t, in, out)
		all := read(t, out)
		for _, at := range []int{1, 300, 4_095, 4_096, 6_001, 8_999} {
			cut := strings.Index(all, fmt.Sprintf("\n%d,", at+1)) + 9
			require.NoError(t, os.WriteFile(out, []byte(all[:cut]), 0o600))
			assert.Contains(t, compute(t, in, out), fmt.Sprintf("%d computed now", 9_000-at))
			require.True(t, all == read(t, out), "continued at row %d", at)
		}
	}
}

func TestParquetColumnsAreChecked(t *testing.T) {
	type lacks struct {
		ID string `parquet:"id"`
	}
	type textProperty struct {
		ID       string          `parquet:"id"`
		County   string          `parquet:"county"`
		Area     string          `parquet:"area"`
		Property string          `parquet:"property"`
		Members  []parquetMember `parquet:"members,list"`
	}
	for says, in := range map[string]string{
		"column members.list.element.income: missing value": parquetFile(t, []lacks{{"a"}}),
		"column property is": parquetFile(t, []textProperty{{ID: "a"}}),
	} {
		code, said := recalculate("run", in, "--standard", "800", "--property-ceiling", "1", "--out", filepath.Join(t.TempDir(), "o.csv"))
		assert.Equal(t, 1, code)
		assert.Contains(t, said, says)
	}
	broken := filepath.Join(t.TempDir(), "broken.parquet")
	require.NoError(t, os.WriteFile(broken, []byte("PAR1 but no more"), 0o600))
	code, said := recalculate("run", broken, "--standard", "800", "--property-ceiling", "1", "--out", broken+".csv")
	assert.Equal(t, 1, code, said)
}

func TestWithoutIDs(t *testing.T) {
	in := filepath.Join(t.TempDir(), "in.parquet")
	require.NoError(t, generate(in, 100, 1))
	with, _ := results(t, in)
	without, _ := results(t, in, "--no-ids")
	for i := range with {
		assert.Len(t, with[i][5], 64)
		assert.Empty(t, without[i][5])
		with[i][5] = ""
	}
	assert.Equal(t, with, without)
}

func TestProgressInPlainLines(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	require.NoError(t, p.add(10))
	assert.Empty(t, out.String(), "not at once")
	p.last = p.last.Add(-time.Hour)
	require.NoError(t, p.add(5))
	require.NoError(t, p.add(5))
	p.finish()
	assert.Equal(t, "15 households computed\n", out.String())
}

// BenchmarkRun is a whole run on one worker, file to file, with decision ids and,
// as a trial, without.
func BenchmarkRun(b *testing.B) {
	const n = 500_000
	dir := b.TempDir()
	for _, form := range []string{"csv", "parquet"} {
		in := filepath.Join(dir, "in."+form)
		if err := generate(in, n, 1); err != nil {
			b.Fatal(err)
		}
		for _, flag := range []string{"--ids", "--no-ids"} {
			name := map[string]string{"--ids": "ids", "--no-ids": "trial"}[flag]
			b.Run(form+"/"+name, func(b *testing.B) {
				out := filepath.Join(dir, "out.csv")
				for b.Loop() {
					code, said := recalculate("run", in, "--standard", "800", "--property-ceiling", "30000", "--out", out, "--workers", "1", flag)
					if code != 0 {
						b.Fatal(said)
					}
					for _, f := range []string{out, out + ".job"} {
						if err := os.Remove(f); err != nil {
							b.Fatal(err)
						}
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/household")
			})
		}
	}
}
