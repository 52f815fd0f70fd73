// Recalculate computes the allowance of every household in a file, writes a row
// of results for each with the decision's id, and goes on where it stopped after
// being killed.
//
//	go run . generate -n 1000000 --out households.csv        synthetic households
//	go run . run households.csv --standard 800 --property-limit 30000 --out results.csv
//
//	go run . run list.xlsx --book book.csv --month 2023-07 --city 某市 --counties 甲县,乙县 --out results.csv --xlsx results.xlsx
//
// Input is CSV, XLSX or Parquet as people have it, told by its content; package
// households/files says what is read, what is normalised, and what is refused. With a
// book of standards each household is computed by those of its county in the month.
//
// Beside the results stands a journal, results.csv.job: what is computed of what
// (the input by its content, the rule, its version and parameters), and how far
// the results are known to be right (their digest up to there). A run goes on
// only from results that are still what the journal says. One run at a time
// writes a file of results. When all is done, a summary by county is written
// beside it, results.csv.by-county.csv, and a workbook if one is wanted.
//
// The exit code is 0 if all is right, 1 if the run failed, 2 if the command is
// wrong, and 3 if rows were bad: they are in the results with the reason.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/samples"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
)

// The exit codes.
const (
	allRight = iota
	failed
	misused
	someBad
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(execute(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	bad := 0
	if err == nil && o.help {
		fmt.Fprint(stdout, helpText(o.lang))
		return allRight
	}
	if err == nil && o.command == "generate" {
		err = generate(o.out, o.households, o.seed, o.form)
	} else if err == nil {
		bad, err = recompute(ctx, o, stderr)
	}
	if err != nil {
		fmt.Fprintln(stderr, "recalculate: "+sentence(err, o.lang))
		if f, ok := errors.AsType[*failure](err); ok && f.code != 0 {
			return f.code
		}
		return failed
	}
	if bad > 0 {
		return someBad
	}
	return allRight
}

// recompute runs the job and says what came of it, also of one that failed.
func recompute(ctx context.Context, o options, stderr io.Writer) (bad int, err error) {
	j, err := newJob(o)
	if err != nil {
		return 0, err
	}
	s, err := j.run(ctx, stderr)
	for _, b := range s.FirstBad {
		fmt.Fprintln(stderr, b.Text)
	}
	say := func(zh, en string, args ...any) { fmt.Fprintln(stderr, fail(nil, zh, en, args...).in(o.lang)) }
	if more := s.at.Bad - len(s.FirstBad); more > 0 {
		say("……另有%d个错行，见结果的error列", "... and %d more bad rows: see the column error of the results", more)
	}
	if s.opened {
		say("共%d行，本次计算%d行，%d行有误", "%d rows, %d computed now, %d bad", s.at.Rows, s.computed, s.at.Bad)
	}
	tell(stderr, s.read, o.lang)
	if errors.Is(err, context.Canceled) {
		err = fail(nil, "已停止；用同一命令可继续", "stopped; the same command goes on from here")
	}
	return s.at.Bad, err
}

// formatOf is what a generated file is to be, by its ending.
func formatOf(name string) files.Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".parquet":
		return files.Parquet
	case ".xlsx":
		return files.XLSX
	}
	return files.CSV
}

func generate(out string, n int, seed uint64, form samples.Form) error {
	f, err := os.Create(out)
	if err != nil {
		return fail(err, "%s", "%s", out)
	}
	m := synthetic.New(seed, 0, 1)
	if form.Chinese {
		m.Counties = synthetic.Chinese
	}
	form.Format = formatOf(out)
	if err = errors.Join(samples.Write(f, form, m, n), f.Close()); err != nil {
		return fail(err, "%s", "%s", out)
	}
	return nil
}
