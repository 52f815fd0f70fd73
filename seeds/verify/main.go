// Verify holds the module's data against a copy of the plan's official text:
// the clause index, every cell of both tables, every quotation, and the ledger,
// in which every numeral of the text has exactly one entry, and so has every place of
// a phrase that the ledger has.
//
//	go run ./seeds/verify -plan FILE
//
// It prints what it checked, lists the quantities that no rule covers yet, names
// each failure with its clause, and exits 1 on any.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/seeds/internal/check"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	name := flags.String("plan", "", "the official text, a UTF-8 `FILE`")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *name == "" || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "verify: name the official text with -plan FILE")
		return 2
	}
	text, err := os.ReadFile(*name)
	if err != nil {
		fmt.Fprintln(stderr, "verify:", err)
		return 2
	}
	data, err := check.Module()
	if err != nil {
		fmt.Fprintln(stderr, "verify:", err)
		return 1
	}
	report, err := check.Run(string(text), data)
	if err != nil {
		fmt.Fprintln(stderr, "verify:", err)
		return 1
	}
	print(stdout, report)
	if len(report.Failures) > 0 {
		return 1
	}
	return 0
}

var kinds = []seeds.EntryKind{seeds.ByRule, seeds.Fact, seeds.NotAQuantity, seeds.Open}

func print(w io.Writer, report check.Report) {
	total, phrases := 0, 0
	for _, k := range kinds {
		total += report.Numerals[k]
		phrases += report.Phrases[k]
	}
	fmt.Fprintf(w, "%d numerals and %d phrases without one accounted for:\n", total, phrases)
	for _, k := range kinds {
		fmt.Fprintf(w, "  %4d %3d  %s %s\n", report.Numerals[k], report.Phrases[k], k.Label().ZH, k.Label().EN)
	}
	fmt.Fprintln(w, "open, no rule yet:")
	for _, e := range report.Open {
		value := e.Value.String() + e.Unit
		if e.InWords {
			value = e.Numeral
		}
		fmt.Fprintf(w, "  %s  %s  %s %s\n", e.ID(), value, e.Reason.ZH, e.Reason.EN)
	}
	for _, f := range report.Failures {
		fmt.Fprintln(w, "FAILED", f)
	}
	fmt.Fprintf(w, "%d clauses, %d cells, %d quotations, %d phrases, %d numerals; %d failures\n",
		report.Clauses, report.Cells, report.Quotes, phrases, total, len(report.Failures))
}
