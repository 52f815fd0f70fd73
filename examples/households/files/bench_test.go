//go:build unix

package files_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// BenchmarkToResults reads the same households of each form in turn and computes
// them, and reports what each costs against the strict core on the same UTF-8: one
// run, so that the machine's moods are the same for all, by processor time, so that
// other programs do not count, the least of all rounds.
func BenchmarkToResults(b *testing.B) {
	const n = 200_000
	rules, err := households.Under(households.Policy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	if err != nil {
		b.Fatal(err)
	}
	data := func(f samples.Form) []byte {
		m := synthetic.New(7, 1, 1)
		m.Counties = synthetic.Chinese
		var w bytes.Buffer
		if err := samples.Write(&w, f, m, n); err != nil {
			b.Fatal(err)
		}
		return w.Bytes()
	}
	strict := data(samples.Form{})
	forms := []struct {
		name string
		data []byte
	}{
		{"utf-8", strict},
		{"gb18030", data(samples.Form{Encoding: files.GB18030})},
		{"gb18030-zh", data(samples.Form{Encoding: files.GB18030, Chinese: true})},
		{"gb18030-zh-month", data(samples.Form{Encoding: files.GB18030, Chinese: true, Month: unit.MustParseMonth("2023-07")})},
		{"utf-16", data(samples.Form{Encoding: files.UTF16LE, Chinese: true})},
		{"semicolons-apart", data(samples.Form{Separator: ';', Apart: true})},
		{"loose", data(samples.Form{Loose: true})},
		{"parquet", data(samples.Form{Format: files.Parquet})},
	}
	compute := func(batch *households.Batch) {
		if bad, err := batch.Compute(rules); err != nil || len(bad) > 0 {
			b.Fatal(bad, err)
		}
	}
	asToday := func() {
		blocks, err := households.NewBlocks(bytes.NewReader(strict))
		if err != nil {
			b.Fatal(err)
		}
		var block households.Block
		var batch households.Batch
		for {
			if block, err = blocks.Next(block.Lines); err == io.EOF {
				return
			}
			for rest := block.Lines; len(rest) > 0; {
				batch.Reset()
				for len(rest) > 0 && len(batch.Households) < 256 {
					var line []byte
					line, rest = households.NextLine(rest)
					batch.AddLine(line)
				}
				compute(&batch)
			}
		}
	}
	byFiles := func(data []byte) { results(b, bytes.NewReader(data), int64(len(data)), compute) }
	best := make([]time.Duration, len(forms)+1)
	timed := func(i int, f func()) {
		start := busy(b)
		f()
		if took := busy(b) - start; best[i] == 0 || took < best[i] {
			best[i] = took
		}
	}
	for b.Loop() {
		timed(0, asToday)
		for i, f := range forms {
			timed(i+1, func() { byFiles(f.data) })
		}
	}
	b.ReportMetric(float64(best[0].Nanoseconds())/n, "strict-ns/household")
	for i, f := range forms {
		b.ReportMetric(float64(best[i+1])/float64(best[0]), f.name+"/strict")
	}
}

// results reads a file and computes its households.
func results(b *testing.B, f io.ReaderAt, size int64, compute func(*households.Batch)) {
	r, err := files.Open(f, size, files.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	var p files.Piece
	var batch households.Batch
	var rep households.Report
	for {
		if err := r.Take(&p); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
		for {
			got, _ := p.Next(&batch, 256, &rep)
			if got == nil {
				break
			}
			compute(got)
		}
	}
}

var long = flag.Bool("files.long", false, "run the benchmark on a file of ten million households, which takes some 700 MB of disk")

// BenchmarkAnySize shows that a household costs the same in a file of any length, from the disk to its result, in
// processor time, and that the reader holds no more of a long file.
func BenchmarkAnySize(b *testing.B) {
	rules, err := households.Under(households.Policy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	if err != nil {
		b.Fatal(err)
	}
	for _, form := range []struct {
		name string
		samples.Form
	}{{"utf-8", samples.Form{}}, {"gb18030-zh-month", samples.Form{Encoding: files.GB18030, Chinese: true, Month: unit.MustParseMonth("2023-07")}}} {
		for _, n := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
			b.Run(fmt.Sprintf("%s/1e%d", form.name, len(strconv.Itoa(n))-1), func(b *testing.B) {
				if n > 1_000_000 && !*long {
					b.Skip("takes -files.long")
				}
				f := generated(b, form.Form, n)
				info, err := f.Stat()
				if err != nil {
					b.Fatal(err)
				}
				least, memory := time.Duration(math.MaxInt64), uint64(0)
				for b.Loop() {
					var before, after runtime.MemStats
					runtime.ReadMemStats(&before)
					start, done := busy(b), 0
					results(b, f, info.Size(), func(batch *households.Batch) {
						if bad, err := batch.Compute(rules); err != nil || len(bad) > 0 {
							b.Fatal(bad, err)
						}
						done += len(batch.Awards)
					})
					least = min(least, busy(b)-start)
					runtime.ReadMemStats(&after)
					if memory = after.TotalAlloc - before.TotalAlloc; done != n {
						b.Fatal(done)
					}
				}
				b.ReportMetric(float64(least.Nanoseconds())/float64(n), "ns/household")
				b.ReportMetric(float64(memory)/1e6, "MB-in-all")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// generated is a file of so many households.
func generated(b *testing.B, form samples.Form, n int) *os.File {
	f, err := os.Create(filepath.Join(b.TempDir(), "households.csv"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	m := synthetic.New(7, 1, 1)
	m.Counties = synthetic.Chinese
	w := bufio.NewWriter(f)
	if err := samples.Write(w, form, m, n); err != nil {
		b.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	return f
}

// busy is how long processors have worked for this program.
func busy(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
