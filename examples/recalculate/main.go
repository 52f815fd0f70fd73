// Recalculate computes the allowance of every household in a file, writes a row
// of results for each with the decision's id, and goes on where it stopped after
// being killed.
//
//	go run . generate -n 1000000 --out households.csv        synthetic households
//	go run . run households.csv --standard 800 --property-ceiling 30000 --out results.csv
//
// Input is CSV or Parquet by the file's ending. The columns of the CSV are id,
// county, area (rural or urban), property in yuan, and members as
// income/employment cost of each, separated by semicolons: 1500.00/500.00;0/0.
// One household stands on one line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/alecthomas/kong"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type cli struct {
	Generate generateCmd `cmd:"" help:"Write synthetic households, seeded, for trying things out."`
	Run      runCmd      `cmd:"" help:"Compute every household of a file."`
}

type generateCmd struct {
	N    int    `short:"n" default:"1000000" help:"How many households."`
	Seed uint64 `default:"1" help:"The same seed gives the same households."`
	Out  string `required:"" type:"path" help:"A .csv or .parquet file to write."`
}

type runCmd struct {
	Input           string     `arg:"" type:"existingfile" help:"A .csv or .parquet file of households."`
	Standard        unit.Money `required:"" help:"The county's allowance standard, yuan a person and month."`
	PropertyCeiling unit.Money `required:"" help:"The county's property ceiling, yuan a person."`
	Everyone        bool       `help:"Deduct employment costs for urban households too."`
	Out             string     `required:"" type:"path" help:"The results, a CSV file; continued if it exists."`
	Workers         int        `default:"2" help:"How many goroutines compute."`
	IDs             bool       `name:"ids" default:"true" negatable:"" help:"Write each decision's id. It costs more than all the rest: leave it out of trials."`
	StopAtFirst     bool       `help:"Stop at the first bad row instead of naming all of them."`
}

func (c *generateCmd) Run(env *environment) error { return generate(c.Out, c.N, c.Seed) }

func (c *runCmd) Run(env *environment) error {
	county := assistance.County{Standard: c.Standard, PropertyCeiling: c.PropertyCeiling}
	if c.Everyone {
		county.EmploymentCosts = assistance.Everyone
	}
	job, err := newJob(c.Input, c.Out, county, c.IDs, c.Workers)
	if err != nil {
		return err
	}
	job.stopAtFirst = c.StopAtFirst
	summary, err := job.run(env.ctx, env.stderr)
	for _, b := range summary.firstBad {
		fmt.Fprintln(env.stderr, b)
	}
	fmt.Fprintf(env.stderr, "%d rows, %d computed now, %d bad\n", summary.rows, summary.computed, summary.bad)
	return err
}

// environment is what a command needs of its surroundings.
type environment struct {
	ctx    context.Context
	stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(execute(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	code := -1
	parser, err := kong.New(&c, kong.Name("recalculate"), kong.Writers(stdout, stderr), kong.Exit(func(n int) { code = n }))
	if err == nil {
		var command *kong.Context
		if command, err = parser.Parse(args); err == nil && code < 0 {
			err = command.Run(&environment{ctx, stderr})
			if errors.Is(err, context.Canceled) {
				err = errors.New("stopped; the same command goes on from here")
			}
		}
	}
	if code >= 0 {
		return code
	}
	if err != nil {
		fmt.Fprintln(stderr, "recalculate:", err)
		return 1
	}
	return 0
}
