// Beam computes the allowance of every household of a partitioned data set with
// the rule that a single machine uses, [assistance.Allowance], as a pipeline on
// Apache Beam. It writes one file of results for each shard, the rows that it
// refuses with their reasons, and exact totals by county and in all.
//
//	go run . -input 'sample/households-*.csv' -output /tmp/allowances -standard 800 -property-limit 30000 -check
//
//	go run . -input 'sample/households-*.csv' -output /tmp/allowances -book sample/book.csv -month 2023-07 -city synthetic-city \
//		-counties synthetic-a,synthetic-b -property-limit 30000 -check
//
// With a book of standards each household is computed by those of its county in the
// month. Without further flags it runs on Prism, Beam's runner inside this process; with
// them on Flink or Dataflow. README.md has the commands.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
)

func main() {
	register() // a worker is this same program: it needs the types before Init
	var o options
	o.flags(flag.CommandLine)
	flag.Parse()
	beam.Init() // on a worker this does not return
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o, flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

// run validates everything before it builds the pipeline.
func run(ctx context.Context, o options, rest []string, stdout io.Writer) error {
	terms, err := o.terms()
	if len(rest) > 0 {
		err = errors.Join(err, fmt.Errorf("%s: no argument is expected beside the flags", strings.Join(rest, " ")))
	}
	if o.check && *jobopts.Async {
		err = errors.Join(err, errors.New("-check: the results of an -async job are not there yet"))
	}
	if err != nil {
		return err
	}
	shards, err := findShards(ctx, o.input)
	if err != nil {
		return err
	}
	out, err := newOutput(ctx, o.output)
	if err != nil {
		return err
	}
	if err := beamx.Run(ctx, build(shards, terms, out)); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%d shards; the results are in %s\n", len(shards), out.Dir)
	if !o.check {
		return nil
	}
	all, err := checkRun(ctx, shards, terms, out)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "households %d, eligible %d, paid %s fen, bad rows %d\n", all.Households, all.Eligible, fenOf(all.Paid), all.BadRows)
	fmt.Fprintln(stdout, "checked: one machine gives every row and every total the same")
	return nil
}

// build draws the pipeline. One shard is one element: it is read from its first
// line to its last by one worker, so that a row is known by its number.
func build(shards []Shard, terms households.Terms, out output) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	// Without the reshuffle a runner may fuse the list with the work, and one
	// worker would have all of it.
	spread := beam.Reshuffle(s, beam.CreateList(s, shards))
	perCounty, perShard, bad := beam.ParDo3(s.Scope("Compute"), &computeFn{Terms: terms, Out: out}, spread)

	byCounty := beam.CombinePerKey(s.Scope("ByCounty"), &sumFn{}, perCounty)
	all := beam.Combine(s.Scope("All"), &sumFn{}, perShard)
	written := beam.ParDo(s.Scope("BadRows"), &badRowsFn{Out: out}, beam.GroupByKey(s, bad))

	beam.ParDo0(s.Scope("Report"), &reportFn{Terms: terms, Out: out, Shards: int64(len(shards))}, beam.Impulse(s),
		beam.SideInput{Input: byCounty}, beam.SideInput{Input: all}, beam.SideInput{Input: written})
	return p
}
