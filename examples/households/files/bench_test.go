//go:build unix

package files_test

import (
	"bytes"
	"io"
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
	byFiles := func(data []byte) {
		r, err := files.Open(bytes.NewReader(data), int64(len(data)), files.Options{})
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

// busy is how long processors have worked for this program.
func busy(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
