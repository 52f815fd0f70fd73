// Evaluate carries out the mid-term or final evaluation of a plan: it reads
// observations, prints a readable table, and writes JSON, CSV, Markdown and a
// self-contained HTML page with a chart for each indicator.
//
//	go run ./examples/evaluate                                  the embedded sample, mid-term 2023
//	go run ./examples/evaluate -year 2025 -lang en              final, in English
//	go run ./examples/evaluate -observations FILE -out DIR      your own observations (JSON or CSV)
//	go run ./examples/evaluate -plan FILE -observations FILE    another plan's table
package main

import (
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

//go:embed sample.csv
var sample embed.FS

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	lang := flags.String("lang", "zh", "language of the output, zh or en")
	year := flags.Int("year", 0, "year to evaluate; the plan's mid-term year by default")
	planFile := flags.String("plan", "", "a plan table, a JSON `FILE`; Huainan's 14th plan by default")
	obsFile := flags.String("observations", "", "observations, a JSON or CSV `FILE`; an embedded sample by default")
	method := flags.String("method", "linear", "way from base to target, linear or compound")
	out := flags.String("out", "", "write evaluation.json, .csv, .md and .html into `DIR`")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	job, err := prepare(*planFile, *obsFile, *lang, *method, *year)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err != nil {
		fmt.Fprintln(stderr, "evaluate:", err)
		return 2
	}
	ev, err := indicators.Evaluate(&job.plan, job.year, job.observations, job.method)
	if err == nil {
		printTable(stdout, &ev, job)
		if *out != "" {
			err = write(*out, &ev, job)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "evaluate:", err)
		return 1
	}
	return 0
}

// job is one evaluation with its inputs.
type job struct {
	plan         indicators.Plan
	observations []indicators.Observation
	method       indicators.Method
	year         int
	lang         rule.Language
	sample       bool // the observations are the embedded ones
}

func prepare(planFile, obsFile, lang, method string, year int) (job, error) {
	j := job{plan: indicators.Huainan(), year: year, sample: obsFile == ""}
	var err error
	if j.lang, err = rule.ParseLanguage(lang); err != nil {
		return j, err
	}
	if err := j.method.UnmarshalText([]byte(method)); err != nil {
		return j, fmt.Errorf("-method %w", err)
	}
	if planFile != "" {
		data, err := os.ReadFile(planFile)
		if err != nil {
			return j, err
		}
		if j.plan, err = indicators.ParsePlan(data); err != nil {
			return j, fmt.Errorf("%s: %w", planFile, err)
		}
	}
	if j.year == 0 {
		j.year = j.plan.MidYear
	}
	name, data := "sample.csv", []byte(nil)
	if j.sample {
		data, err = sample.ReadFile(name)
	} else {
		name = obsFile
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return j, err
	}
	if j.observations, err = readObservations(name, data); err != nil {
		return j, fmt.Errorf("%s: %w", name, err)
	}
	return j, nil
}

// readObservations reads a JSON list or a CSV table by the file's ending.
func readObservations(name string, data []byte) ([]indicators.Observation, error) {
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		return readCSV(data)
	}
	var out []indicators.Observation
	err := rule.Unmarshal(data, &out)
	return out, err
}

func write(dir string, ev *indicators.Evaluation, j job) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(ev, "", "  ")
	if err != nil {
		return err
	}
	var table, page strings.Builder
	if err := ev.WriteCSV(&table, j.lang); err != nil {
		return err
	}
	if err := writePage(&page, ev, j); err != nil {
		return err
	}
	for name, content := range map[string]string{
		"evaluation.json": string(raw) + "\n", "evaluation.csv": table.String(),
		"evaluation.md": ev.Markdown(j.lang), "evaluation.html": page.String(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
