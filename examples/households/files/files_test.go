package files_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func written(t testing.TB, f samples.Form, n int) []byte {
	t.Helper()
	m := synthetic.New(7, 1, 1)
	m.Counties = synthetic.Chinese
	var b bytes.Buffer
	require.NoError(t, samples.Write(&b, f, m, n))
	return b.Bytes()
}

func open(t testing.TB, data []byte, o files.Options) *files.Reader {
	t.Helper()
	r, err := files.Open(bytes.NewReader(data), int64(len(data)), o)
	require.NoError(t, err)
	return r
}

// all reads a file to its end; a bad row fails the test.
func all(t testing.TB, data []byte, o files.Options) ([]files.Row, households.Report) {
	t.Helper()
	r := open(t, data, o)
	defer r.Close()
	var rows []files.Row
	for row := range r.Rows() {
		require.NoError(t, row.Err)
		rows = append(rows, row)
	}
	return rows, r.Report()
}

func kindsOf(r households.Report) (codes []string) {
	for _, n := range r.Notes() {
		codes = append(codes, n.Kind.String())
	}
	return codes
}

// forms are the ways in which the same households are written, with the kinds of
// what is normalised of each.
var july = unit.MustParseMonth("2023-07")

var forms = map[string]struct {
	form  samples.Form
	kinds []string
}{
	"strict":            {samples.Form{}, nil},
	"marked":            {samples.Form{Mark: true}, []string{"byte-order-mark"}},
	"Chinese":           {samples.Form{Chinese: true}, []string{"heading"}},
	"GB18030":           {samples.Form{Encoding: files.GB18030}, []string{"gb18030"}},
	"GB18030, Chinese":  {samples.Form{Encoding: files.GB18030, Chinese: true, Month: july}, []string{"gb18030", "heading"}},
	"UTF-16":            {samples.Form{Encoding: files.UTF16LE, Chinese: true}, []string{"byte-order-mark", "utf-16", "heading"}},
	"UTF-16, big":       {samples.Form{Encoding: files.UTF16BE, Separator: '\t'}, []string{"byte-order-mark", "utf-16", "tabs"}},
	"semicolons":        {samples.Form{Separator: ';', Month: july}, []string{"semicolons"}},
	"semicolons, apart": {samples.Form{Separator: ';', Apart: true, Chinese: true}, []string{"semicolons", "heading"}},
	"tabs, GB18030":     {samples.Form{Separator: '\t', Encoding: files.GB18030, Apart: true}, []string{"gb18030", "tabs", "heading"}},
	"loose":             {samples.Form{Loose: true, Mark: true, Chinese: true}, []string{"byte-order-mark", "heading", "thousands", "thousands", "full-width", "full-width", "full-width", "yuan-sign", "yuan-sign", "yuan-sign", "blanks", "blanks", "blanks"}},
	"workbook":          {samples.Form{Format: files.XLSX}, nil},
	"workbook, Chinese": {samples.Form{Format: files.XLSX, Chinese: true, Apart: true, Month: july}, []string{"heading"}},
	"workbook, loose":   {samples.Form{Format: files.XLSX, Loose: true, Apart: true}, []string{"heading", "thousands", "thousands", "full-width", "full-width", "full-width", "yuan-sign", "yuan-sign", "yuan-sign", "blanks", "blanks", "blanks"}},
	"Parquet":           {samples.Form{Format: files.Parquet}, nil},
	"Parquet, months":   {samples.Form{Format: files.Parquet, Month: july}, nil},
}

// TestTheSameHouseholdsInEveryForm: they are the same, to the fen, whatever the file
// is; and what was normalised is told.
func TestTheSameHouseholdsInEveryForm(t *testing.T) {
	const n = 3_000
	want, _ := all(t, written(t, samples.Form{}, n), files.Options{})
	require.Len(t, want, n)
	for name, c := range forms {
		got, rep := all(t, written(t, c.form, n), files.Options{})
		require.Len(t, got, n, name)
		for i := range got {
			require.Equal(t, c.form.Month, got[i].Month, name)
			got[i].Month = unit.Month{}
			if c.form.Format == files.Parquet { // which has no heading
				require.Equal(t, i+1, got[i].Number)
				got[i].Number = i + 2
			}
			require.Equal(t, want[i], got[i], name)
		}
		assert.Equal(t, c.kinds, kindsOf(rep), name)
	}
}

// TestTheCountsOfAReportAreThoseOfTheFile counts by another way what was written
// loosely.
func TestTheCountsOfAReportAreThoseOfTheFile(t *testing.T) {
	data := written(t, samples.Form{Loose: true}, 2_000)
	_, rep := all(t, data, files.Options{})
	text := string(data)
	assert.Equal(t, strings.Count(text, "元"), countOf(rep, households.YuanSign)-strings.Count(text, "¥"))
	assert.Equal(t, strings.Count(text, "\u3000"), countOf(rep, households.Blanks))
	assert.Equal(t, strings.Count(text, "．"), countOf(rep, households.FullWidth))
	for _, note := range rep.Notes() {
		assert.Positive(t, note.First)
	}
	first := rep.Notes()[0]
	assert.Equal(t, "thousands", first.Kind.String())
	assert.Equal(t, fmt.Sprintf("property列：千分位分隔符，%d处，首见于第%d行", first.Count, first.First), first.In(rule.Chinese))
	assert.Equal(t, fmt.Sprintf("column property: thousands separators, %d×, first in row %d", first.Count, first.First), first.In(rule.English))
	raw, err := rep.MarshalJSON()
	require.NoError(t, err)
	var back households.Report
	require.NoError(t, back.UnmarshalJSON(raw))
	assert.Equal(t, rep, back)
	assert.Error(t, back.UnmarshalJSON([]byte(`[{"kind":"thousands","column":"name","count":1,"first":1}]`)))
	assert.Error(t, back.UnmarshalJSON([]byte(`[{"kind":"no such","count":1,"first":1}]`)))
}

func countOf(r households.Report, k households.Kind) int { return r.Count(k) }

// TestPiecesAreTheRowsOfTheFile: read by pieces, from any row on, the rows and the
// notes are those of the whole.
func TestPiecesAreTheRowsOfTheFile(t *testing.T) {
	const n = 3_000
	for _, name := range []string{"loose", "GB18030, Chinese", "workbook, loose", "Parquet"} {
		data := written(t, forms[name].form, n)
		want, whole := all(t, data, files.Options{})
		for _, after := range []int{0, 1, 511, 512, 1_500, n - 1, n, n + 5} {
			r := open(t, data, files.Options{After: after})
			var b households.Batch
			var p files.Piece
			rep := households.Report{}
			next := after + 1
			for {
				err := r.Take(&p)
				if err == io.EOF {
					break
				}
				require.NoError(t, err)
				require.Equal(t, next-1, p.Before, name)
				require.Equal(t, next-1+want[0].Number, p.First, name)
				for {
					got, first := p.Next(&b, 100, &rep)
					if got == nil {
						break
					}
					require.Equal(t, next-1+want[0].Number, first)
					for i := range got.Households {
						c, err := got.Case(i)
						require.NoError(t, err)
						require.Equal(t, want[next-1].Case, c)
						next++
					}
				}
			}
			require.Equal(t, max(n, after)+1, next, name)
			file := r.Report()
			if rep.Merge(&file); after == 0 {
				require.Equal(t, whole, rep, name)
			}
			r.Close()
		}
	}
}

// TestBytesThatComeOneByOne: a character may be cut anywhere.
func TestBytesThatComeOneByOne(t *testing.T) {
	for _, name := range []string{"GB18030", "GB18030, Chinese", "UTF-16", "UTF-16, big", "loose"} {
		data := written(t, forms[name].form, 50)
		want, _ := all(t, data, files.Options{})
		r, err := files.Open(slowly{bytes.NewReader(data)}, int64(len(data)), files.Options{})
		require.NoError(t, err)
		i := 0
		for row := range r.Rows() {
			require.Equal(t, want[i], row, name)
			i++
		}
		assert.Equal(t, 50, i)
	}
}

// slowly gives a byte at a time.
type slowly struct{ *bytes.Reader }

func (s slowly) ReadAt(p []byte, at int64) (int, error) {
	n, err := iotest.OneByteReader(io.NewSectionReader(s.Reader, at, 1)).Read(p[:min(len(p), 1)])
	if n == 0 {
		return 0, io.EOF
	}
	return n, err
}
