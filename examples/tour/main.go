// Tour carries six of the module's calculations from the plan's clauses to their
// output: on the plan's own figures of 2020 where it has them, and on sample
// counties, which are marked, where it leaves the figures to others.
//
//	go run ./examples/tour                  answers, steps and clauses, in Chinese
//	go run ./examples/tour -lang en         the same in English
//	go run ./examples/tour -json > records  the decisions as records, a line each
//	go run ./examples/tour -replay records  recomputes them and names every difference
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings as arguments, so that tests can call it.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("tour", flag.ContinueOnError)
	flags.SetOutput(stderr)
	lang := flags.String("lang", "zh", "language of the output, zh or en")
	asJSON := flags.Bool("json", false, "print the decisions as records, a line each")
	replay := flags.String("replay", "", "recompute the records in `FILE` and name every difference")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	l, err := rule.ParseLanguage(*lang)
	if err != nil || flags.NArg() > 0 {
		if err == nil {
			err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
		}
		fmt.Fprintln(stderr, "tour:", err)
		return 2
	}
	if *replay != "" {
		return replayFile(*replay, l, stdout, stderr)
	}
	stops, err := itinerary()
	if err != nil {
		fmt.Fprintln(stderr, "tour:", err)
		return 1
	}
	if *asJSON {
		err = printRecords(stdout, stops)
	} else {
		err = printTour(stdout, stops, l)
	}
	if err != nil {
		fmt.Fprintln(stderr, "tour:", err)
		return 1
	}
	return 0
}

func printRecords(w io.Writer, stops []stop) error {
	for _, s := range stops {
		for _, d := range s.decisions {
			record, err := d.AppendJSON(nil)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(w, "%s\n", record); err != nil {
				return err
			}
		}
	}
	return nil
}

func printTour(w io.Writer, stops []stop, l rule.Language) error {
	for i, s := range stops {
		if _, err := fmt.Fprintf(w, "%d. %s\n", i+1, s.title.In(l)); err != nil {
			return err
		}
		for _, line := range s.facts {
			fmt.Fprintf(w, "   %s\n", line.In(l))
		}
		for _, d := range s.decisions {
			fmt.Fprintf(w, "\n%s", d.Text(l))
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return nil
}

func replayFile(name string, l rule.Language, stdout, stderr io.Writer) int {
	data, err := os.ReadFile(name)
	if err != nil {
		fmt.Fprintln(stderr, "tour:", err)
		return 2
	}
	records, err := rule.SplitRecords(data)
	if err != nil {
		fmt.Fprintln(stderr, "tour:", err)
		return 1
	}
	if len(records) == 0 {
		fmt.Fprintln(stderr, "tour: no records in", name)
		return 1
	}
	catalog := civilaffairs.Catalog()
	bad := 0
	for i, record := range records {
		report, err := catalog.Replay(record)
		at := rule.Text{ZH: fmt.Sprintf("第%d条记录", i+1), EN: fmt.Sprintf("record %d", i+1)}.In(l)
		if err != nil {
			bad++
			for _, e := range rule.Faults(err) {
				fmt.Fprintf(stdout, "%s: %s\n", at, e.In(l))
			}
			continue
		}
		if !report.Holds() {
			bad++
		}
		for _, d := range report.Differences {
			fmt.Fprintf(stdout, "%s %s: %s\n", at, report.Rule, d.In(l))
		}
	}
	if bad > 0 {
		fmt.Fprintln(stdout, rule.Text{
			ZH: fmt.Sprintf("%d条记录中有%d条不符。", len(records), bad),
			EN: fmt.Sprintf("%d of %d records do not hold.", bad, len(records)),
		}.In(l))
		return 1
	}
	fmt.Fprintln(stdout, rule.Text{
		ZH: fmt.Sprintf("全部%d条记录经重算相符。", len(records)),
		EN: fmt.Sprintf("all %d records hold.", len(records)),
	}.In(l))
	return 0
}
