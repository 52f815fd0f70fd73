// Evaluate carries out the mid-term or final evaluation of a plan: it reads
// observations, prints a readable table, and writes JSON, CSV, Markdown and a
// self-contained HTML page with a chart for each indicator.
//
//	go run ./examples/evaluate                                  the embedded sample, mid-term 2023
//	go run ./examples/evaluate -year 2025 -lang en              final, in English
//	go run ./examples/evaluate -observations FILE -out DIR      your own observations (JSON or CSV)
//	go run ./examples/evaluate -plan FILE -observations FILE    another plan's table (JSON or CSV)
//	go run ./examples/evaluate -write-plan FILE.csv             the plan as a table (FILE.json: as JSON), to begin another with
//	go run ./examples/evaluate -observations FILE -pool 寿县,凤台县    the city from its counties
//	go run ./examples/evaluate -observations FILE -county 寿县     one county by itself
//	go run ./examples/evaluate -explain T2.7                    how a row came about, as a record
//
// It exits with 0, or 1 when the evaluation is refused, 2 when the command or a file is wrong.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// options are the command's flags.
type options struct {
	lang, plan, writePlan, observations, method, out, pool, county, explain string
	year                                                                    int
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var o options
	flags.StringVar(&o.lang, "lang", "zh", "输出语言，zh或en / language of the output, zh or en")
	flags.IntVar(&o.year, "year", 0, "评估年度，默认为中期评估年 / year to evaluate; the plan's mid-term year by default")
	flags.StringVar(&o.plan, "plan", "", "规划指标表，JSON或CSV `文件` / a plan table; Huainan's 14th plan by default")
	flags.StringVar(&o.writePlan, "write-plan", "", "将规划指标表写成 `文件`（.csv或.json），不作评估 / write the plan to a .csv or .json file, and evaluate nothing")
	flags.StringVar(&o.observations, "observations", "", "完成情况，JSON或CSV `文件` / observations; an embedded sample by default")
	flags.StringVar(&o.method, "method", "linear", "参考进度的算法，linear（等差）或compound（等比） / way from base to target")
	flags.StringVar(&o.pool, "pool", "", "由县区汇总：以逗号分隔的`县区`名单，all为数据中的全部县区 / pool these counties, by commas; all for those in the data")
	flags.StringVar(&o.county, "county", "", "只评估一个`县区` / evaluate one county by itself")
	flags.StringVar(&o.explain, "explain", "", "说明一项`指标`的判定，输出记录 / print the record of one indicator")
	flags.StringVar(&o.out, "out", "", "将evaluation.json、.csv、.md、.html写入`目录` / write the files into this folder")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(stderr)
		flags.Usage()
		return 0
	} else if err != nil {
		l, _ := cli.Language(o.lang)
		fmt.Fprintln(stderr, "evaluate:", cli.Say(cli.Flag(err), l))
		return 2
	}
	j, err := prepare(o)
	if err == nil && flags.NArg() > 0 {
		err = &told{ZH: "多余的参数 " + flags.Arg(0), EN: "unexpected argument " + flags.Arg(0)}
	}
	if err != nil {
		fmt.Fprintln(stderr, "evaluate:", message(err, j.Language))
		return 2
	}
	if o.writePlan != "" {
		if err := writePlan(o.writePlan, &j); err != nil {
			fmt.Fprintln(stderr, "evaluate:", message(err, j.Language))
			return 1
		}
		return 0
	}
	if err := carryOut(o, &j, stdout); err != nil {
		fmt.Fprintln(stderr, "evaluate:", message(err, j.Language))
		return 1
	}
	return 0
}

func writePlan(file string, j *evaluation.Job) error {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv":
		var table strings.Builder
		if err := j.Plan.WriteCSV(&table, j.Language); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(table.String()), 0o644)
	case ".json":
		raw, err := json.MarshalIndent(j.Plan, "", "  ")
		if err != nil {
			return err
		}
		return os.WriteFile(file, append(raw, '\n'), 0o644)
	}
	return inFile{file, &told{ZH: "规划指标表只写成CSV或JSON；请以.csv或.json为扩展名", EN: "a plan is written as CSV or JSON: let the name end in .csv or .json"}}
}

func carryOut(o options, j *evaluation.Job, stdout io.Writer) error {
	ev, err := j.Evaluate()
	if err != nil {
		return err
	}
	if o.explain != "" {
		d, err := ev.Explain(o.explain)
		if err != nil {
			return err
		}
		fmt.Fprint(stdout, d.Text(j.Language))
		record, err := d.AppendJSON(nil)
		if err == nil {
			_, err = fmt.Fprintf(stdout, "%s\n", record)
		}
		return err
	}
	printTable(stdout, &ev, j)
	if o.out == "" {
		return nil
	}
	return write(o.out, &ev, j)
}

func prepare(o options) (evaluation.Job, error) {
	j := evaluation.Job{Plan: indicators.Huainan(), Year: o.year, Sampled: o.observations == ""}
	var err error
	if j.Language, err = cli.Language(o.lang); err != nil {
		return j, err
	}
	if err := j.Method.UnmarshalText([]byte(o.method)); err != nil {
		return j, inFile{"-method", err}
	}
	if o.pool != "" && o.county != "" {
		return j, &told{ZH: "-pool与-county只能用一个", EN: "give -pool or -county, not both"}
	}
	if o.plan != "" {
		data, err := os.ReadFile(o.plan)
		if err != nil {
			return j, unread(err)
		}
		if j.Plan, err = evaluation.Plan(data); err != nil {
			return j, inFile{o.plan, err}
		}
	}
	if j.Year == 0 {
		j.Year = j.Plan.MidYear
	}
	name, data := "sample.csv", evaluation.Sample
	if !j.Sampled {
		name = o.observations
		if data, err = os.ReadFile(name); err != nil {
			return j, unread(err)
		}
	}
	if err = j.Read(name, data); err != nil {
		return j, inFile{name, err}
	}
	if o.county != "" {
		if err = j.Only(o.county); err != nil {
			err = inFile{"-county", err}
		}
		return j, err
	}
	if o.pool != "" {
		j.Counties = strings.FieldsFunc(o.pool, func(r rune) bool { return strings.ContainsRune(",，、", r) })
	}
	if o.pool == "all" || o.pool == "全部" {
		if err = j.PoolAll(); err != nil {
			return j, inFile{name, err}
		}
	}
	return j, nil
}

// unread says in both languages that a file could not be read.
func unread(err error) error {
	var p *os.PathError
	switch {
	case errors.As(err, &p) && errors.Is(err, os.ErrNotExist):
		return &told{ZH: p.Path + "：没有这个文件", EN: p.Path + ": no such file"}
	case errors.As(err, &p):
		return &told{ZH: p.Path + "：不能读取（" + p.Err.Error() + "）", EN: p.Path + ": cannot be read: " + p.Err.Error()}
	}
	return err
}

func write(dir string, ev *indicators.Evaluation, j *evaluation.Job) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var table, page strings.Builder
	if err := j.WritePage(&page, ev); err != nil { // first: every form has its remarks
		return err
	}
	raw, err := json.MarshalIndent(ev, "", "  ")
	if err != nil {
		return err
	}
	if err := ev.WriteCSV(&table, j.Language); err != nil {
		return err
	}
	for _, file := range [][2]string{
		{"evaluation.json", string(raw) + "\n"}, {"evaluation.csv", table.String()}, {"evaluation.md", ev.Markdown(j.Language)}, {"evaluation.html", page.String()},
	} {
		if err := os.WriteFile(filepath.Join(dir, file[0]), []byte(file[1]), 0o644); err != nil {
			return err
		}
	}
	return nil
}
