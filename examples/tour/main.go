// Tour carries the module's calculations from the plan's clauses to their answers, a
// chapter a room: on the plan's own figures where it has them, and on sample counties,
// which are marked, where it leaves the figures to others.
//
//	go run ./examples/tour                     answers and clauses, in Chinese
//	go run ./examples/tour -lang en            the same in English
//	go run ./examples/tour -full               with every step, fact and parameter
//	go run ./examples/tour -only childwelfare  one chapter
//	go run ./examples/tour -json > records     the decisions as records, a line each
//	go run ./examples/tour -replay records     recomputes them and names every difference
//	                       -seal COUNT:SUM     and those that are missing, by what -json said at its end
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/internal/cli"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings as arguments, so that tests can call it.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("tour", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	lang := flags.String("lang", "zh", "language of the output, zh or en")
	full := flags.Bool("full", false, "tell each decision in whole: steps, facts, parameters and clauses")
	only := flags.String("only", "", "the `ROOM` to visit: "+strings.Join(rooms(), ", "))
	asJSON := flags.Bool("json", false, "print the decisions as records, a line each")
	replay := flags.String("replay", "", "recompute the records in `FILE` and name every difference")
	seal := flags.String("seal", "", "with -replay: the `COUNT:SUM` that -json told at its end; a record that is missing shows")
	wrong := flags.Parse(args)
	l, err := cli.Language(*lang)
	switch {
	case errors.Is(wrong, flag.ErrHelp):
		flags.SetOutput(stderr)
		flags.Usage()
		return 0
	case wrong != nil:
		err = cli.Flag(wrong)
	case err == nil && flags.NArg() > 0:
		err = cli.Fail("多余的参数%q", "unexpected argument %q", flags.Arg(0))
	case err == nil && *only != "" && !slices.Contains(rooms(), *only):
		err = cli.Fail("没有%q这一章，有%s", "no chapter %q; there are %s", *only, strings.Join(rooms(), ", "))
	}
	if err != nil {
		fmt.Fprintln(stderr, "tour:", cli.Say(err, l))
		return 2
	}
	if *replay != "" {
		return replayFile(*replay, *seal, l, stdout, stderr)
	}
	stops, err := itinerary(*only)
	switch {
	case err != nil:
	case *asJSON:
		err = printRecords(stdout, stderr, l, stops)
	default:
		err = printTour(stdout, stops, l, *full)
	}
	if err != nil {
		fmt.Fprintln(stderr, "tour:", cli.Say(err, l))
		return 1
	}
	return 0
}

// printRecords writes a record a line, and beside them the seal that holds them together.
func printRecords(w, beside io.Writer, l rule.Language, stops []stop) error {
	var records []json.RawMessage
	for _, s := range stops {
		for _, d := range s.decisions {
			record, err := d.AppendJSON(nil)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(w, "%s\n", record); err != nil {
				return err
			}
			records = append(records, record)
		}
	}
	seal, err := rule.SealRecords(slices.Values(records))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(beside, rule.Text{
		ZH: fmt.Sprintf("共%d条记录，清单校验 %d:%s（核对：-replay 文件 -seal 此值）", seal.Count, seal.Count, seal.Digest),
		EN: fmt.Sprintf("%d records, seal %d:%s (check it with -replay FILE -seal and this)", seal.Count, seal.Count, seal.Digest)}.In(l))
	return err
}

func printTour(w io.Writer, stops []stop, l rule.Language, full bool) error {
	room := ""
	for i, s := range stops {
		if s.room.name != room {
			room = s.room.name
			fmt.Fprintf(w, "== %s  %s\n\n", s.room.title.In(l), room)
		}
		fmt.Fprintf(w, "%d. %s\n", i+1, s.title.In(l))
		for _, line := range s.facts {
			fmt.Fprintf(w, "   %s\n", line.In(l))
		}
		for _, d := range s.decisions {
			text := d.Summary(l)
			if full {
				text = d.Text(l)
			}
			fmt.Fprintf(w, "\n%s", text)
		}
		for _, line := range s.after {
			fmt.Fprintf(w, "\n   %s\n", line.In(l))
		}
		for _, m := range s.more {
			fmt.Fprintf(w, "\n%s", m.Text(l))
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	if !full {
		_, err := fmt.Fprintln(w, rule.Text{
			ZH: "每项决定的计算过程、参数来源和条款原文：加 -full；只看一章：-only 名称。",
			EN: "For the steps, parameters and quoted clauses of each decision add -full; for one chapter -only NAME.",
		}.In(l))
		return err
	}
	return nil
}

// checkList names records that stand twice, and by a seal those that are missing.
func checkList(records []json.RawMessage, seal string) error {
	list := slices.Values(records)
	if seal == "" {
		_, err := rule.SealRecords(list)
		return err
	}
	count, sum, _ := strings.Cut(seal, ":")
	n, err := strconv.Atoi(count)
	if err != nil {
		return rule.Errors{{Code: rule.Syntax, Field: "-seal", Value: seal, Reason: rule.Text{ZH: "应为-json末尾给出的“条数:校验值”", EN: "must be COUNT:SUM, as -json told at its end"}}}
	}
	return rule.Seal{Count: n, Digest: sum}.Check(list)
}

func replayFile(name, seal string, l rule.Language, stdout, stderr io.Writer) int {
	data, err := os.ReadFile(name)
	if err != nil {
		fmt.Fprintln(stderr, "tour:", cli.Say(err, l))
		return 2
	}
	records, err := rule.SplitRecords(data)
	if err != nil {
		fmt.Fprintln(stderr, "tour:", cli.Say(err, l))
		return 1
	}
	if len(records) == 0 {
		fmt.Fprintln(stderr, "tour:", cli.Say(cli.Fail("%[1]s中没有记录", "no records in %[1]s", name), l))
		return 1
	}
	catalog := civilaffairs.Catalog()
	bad, worded, list := 0, 0, checkList(records, seal)
	if list != nil {
		for _, e := range rule.Faults(list) {
			fmt.Fprintln(stdout, e.In(l))
		}
	}
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
		} else if len(report.Wording) > 0 {
			worded++
		}
		for _, d := range slices.Concat(report.Differences, report.Wording) {
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
	told := rule.Text{ZH: fmt.Sprintf("看到%d条记录，经重算全部相符", len(records)), EN: fmt.Sprintf("%d records were looked at, and all hold", len(records))}
	if worded > 0 {
		told.ZH += fmt.Sprintf("，其中%d条措辞有别（不影响结论）", worded)
		told.EN += fmt.Sprintf("; the wording of %d differs, which decides nothing", worded)
	}
	switch {
	case list != nil:
		told.ZH, told.EN = told.ZH+"；但清单本身不符，见上。", told.EN+"; but the list is not whole: see above."
	case seal == "":
		told.ZH, told.EN = told.ZH+"，没有重复；是否有遗漏，须用 -seal 核对。", told.EN+", none twice; whether any is missing shows with -seal."
	default:
		told.ZH, told.EN = told.ZH+"，没有重复、遗漏。", told.EN+", none twice and none missing."
	}
	fmt.Fprintln(stdout, told.In(l))
	if list != nil {
		return 1
	}
	return 0
}
