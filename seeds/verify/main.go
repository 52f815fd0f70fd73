// Verify holds the module's data against a copy of the plan's official text:
// the clause index, every cell of both tables and every quotation.
//
//	go run ./seeds/verify -plan FILE
//
// It prints what it checked, names each failure with its clause, and exits 1 on
// any.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

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
	report, err := check.Run(string(text))
	if err != nil {
		fmt.Fprintln(stderr, "verify:", err)
		return 1
	}
	for _, f := range report.Failures {
		fmt.Fprintln(stdout, f)
	}
	fmt.Fprintf(stdout, "%d clauses, %d cells, %d quotations; %d failures\n",
		report.Clauses, report.Cells, report.Quotes, len(report.Failures))
	if len(report.Failures) > 0 {
		return 1
	}
	return 0
}
