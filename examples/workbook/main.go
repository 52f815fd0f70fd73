// Workbook writes a decision's record, or records of one rule, as an XLSX workbook whose steps are live formulas.
//
//	go run . -o out.xlsx record.json           one record: parameters and facts to change, a row a step
//	go run . -o out.xlsx -lang en record.json  the same in English
//	go run . -o out.xlsx records.jsonl         records of one rule: a row a case
//	go run . -o out.xlsx -rule ID records      of records of several rules those of one
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/xuri/excelize/v2"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stderr))
}

// run is main with its surroundings as arguments, so that tests can call it.
func run(args []string, stdin io.Reader, stderr io.Writer) int {
	flags := flag.NewFlagSet("workbook", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	lang := flags.String("lang", "zh", "language of the workbook, zh or en")
	out := flags.String("o", "", "the workbook to write: `FILE`.xlsx")
	only := flags.String("rule", "", "take only the records of the rule `ID`")
	wrong := flags.Parse(args)
	l, err := cli.Language(*lang)
	switch {
	case errors.Is(wrong, flag.ErrHelp):
		flags.SetOutput(stderr)
		flags.Usage()
		return 0
	case wrong != nil:
		err = cli.Flag(wrong)
	case err != nil:
	case *out == "":
		err = cli.Fail("请用-o指定输出文件", "say with -o FILE.xlsx what to write")
	case flags.NArg() != 1:
		err = cli.Fail("请给出一个记录文件，或-", "name one file of records, or -")
	}
	if err != nil {
		fmt.Fprintln(stderr, "workbook:", cli.Say(err, l))
		return 2
	}
	if err := convert(flags.Arg(0), *out, *only, l, stdin); err != nil {
		fmt.Fprintln(stderr, "workbook:", cli.Say(err, l))
		return 1
	}
	return 0
}

func convert(from, to, only string, l rule.Language, in io.Reader) (err error) {
	if from != "-" {
		file, err := os.Open(from)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	records, err := readRecords(in)
	if err != nil {
		return err
	}
	if only != "" {
		kept := records[:0]
		for _, r := range records {
			if r.Rule == only {
				kept = append(kept, r)
			}
		}
		records = kept
	}
	f, err := workbook(civilaffairs.Catalog(), records, l)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	return f.SaveAs(to)
}

// workbook makes the workbook of a record, or of records of one rule.
func workbook(c rule.Catalog, records []record, l rule.Language) (*excelize.File, error) {
	if len(records) == 0 {
		return nil, cli.Fail("没有记录可写", "no record to write")
	}
	for i, r := range records {
		if r.Rule != records[0].Rule || r.Version != records[0].Version {
			return nil, cli.Fail("第%d条记录属于%s第%d版，首条属于%s第%d版：一个工作簿只写一条规则，请用-rule指定", "record %d is of %s v%d, the first of %s v%d: a workbook is of one rule, take -rule ID",
				i+1, r.Rule, r.Version, records[0].Rule, records[0].Version)
		}
	}
	r, err := ruleOf(c, records[0])
	if err != nil {
		return nil, err
	}
	s, err := schemaOf(r)
	if err != nil {
		return nil, err
	}
	s.findZeros(c, records)
	f := excelize.NewFile()
	w := words{l}
	k := &looks{f: f}
	var steps []told
	if len(records) == 1 {
		_, steps, err = writeSheet(f, k, s, records[0], w)
	} else {
		steps, err = writeCases(f, k, s, records, w)
	}
	if err == nil {
		still, live := apart(steps)
		err = writeCover(f, k, c, s, records, still, live, w)
	}
	if err == nil {
		err = k.err
	}
	if err != nil {
		return nil, cmp.Or(err, f.Close())
	}
	f.SetActiveSheet(1)
	full := true
	return f, f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full})
}

// apart tells the rule's steps that are not live, each once, and counts those that are.
func apart(steps []told) (still []told, live int) {
	seen := map[int]bool{}
	for _, t := range steps {
		if t.why != nil && !seen[t.at] {
			still = append(still, t)
			seen[t.at] = true
		}
	}
	for _, t := range steps {
		if !seen[t.at] {
			live++
			seen[t.at] = true
		}
	}
	return still, live
}
